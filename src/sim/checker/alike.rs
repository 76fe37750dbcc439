//! Messages that differ in nothing but their names: whatever can happen to the one can happen to
//! the other. Here a world in which they have changed places is made of one in which they have not.

use crate::sim::approach::Sends;
use crate::sim::machine::Machine;
use crate::sim::model::{
    Behavior, Beside, Blob, Bounded, Change, Condition, Delivery, Entry, Exchange, FieldId,
    Granted, Handler, Measure, Memory, Message, MessageId, MessageSet, Origin, Outgoing, Output,
    Place, Prepared, Queue, Record, Request, Sender, Staged, State, Store, Version,
};

/// Two messages that are alike, each with the field that it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Alike {
    messages: [MessageId; 2],
    fields: [FieldId; 2],
}

impl Alike {
    /// The first two messages of `machine` that are alike, if there are any. Where order counts, or
    /// one message follows another, none are.
    pub fn among(machine: &Machine) -> Option<Self> {
        let work = &machine.work;
        let apart = |message: &Message| {
            message.origin == Origin::Sender && message.exchange == Exchange::No
        };
        let to_queue = machine.approach.sends == Sends::ToQueue;
        if work.in_order || !to_queue || !work.messages.iter().all(apart) {
            return None;
        }
        let pairs =
            work.ids().flat_map(|one| work.ids().skip(one.index() + 1).map(move |two| [one, two]));
        pairs.map(|messages| Self::of(machine, messages)).find(|alike| alike.holds_in(machine))
    }

    fn of(machine: &Machine, messages: [MessageId; 2]) -> Self {
        Self { messages, fields: messages.map(|id| machine.work.message(id).subject) }
    }

    /// Whether nothing but the names tells the two from each other.
    fn holds_in(self, machine: &Machine) -> bool {
        let work = &machine.work;
        let [one, two] = self.messages.map(|id| work.message(id));
        let starts_alike = work.start.renamed(self) == work.start;
        let is_named =
            |message: &Message| self.fields.iter().any(|&field| names(message.behavior, field));
        let is_other = |index: usize| self.messages.iter().all(|id| id.index() != index);
        let shares = |(index, message): (usize, &Message)| {
            is_named(message) || (is_other(index) && self.fields.contains(&message.subject))
        };
        let unnamed = !work.messages.iter().enumerate().any(shares);
        std::ptr::eq(one.behavior, two.behavior) && starts_alike && unnamed
    }
}

/// Whether `behavior` speaks of `field` by its own name.
fn names(behavior: &Behavior, field: FieldId) -> bool {
    let is_named = |place: Place| matches!(place, Place::Field(named) if named == field);
    let measures = |measure: Measure| matches!(measure, Measure::Of(place) if is_named(place));
    let asks = |condition: Option<Condition>| condition.is_some_and(|it| measures(it.measure));
    let changes = behavior.changes.iter().any(|change| match *change {
        Change::Add(place, _) | Change::Take(place, _) | Change::Set(place, _) => is_named(place),
    });
    let tells = behavior
        .publications
        .iter()
        .any(|publication| asks(publication.when) || publication.tells.is_some_and(measures));
    changes || tells || asks(behavior.accepts) || asks(behavior.already)
}

/// A part of a world. Every field is named, so that a new one can't be forgotten.
pub(super) trait Renamed {
    /// This part in a world in which the two have changed places.
    #[must_use]
    fn renamed(&self, alike: Alike) -> Self;
}

impl Renamed for MessageId {
    fn renamed(&self, alike: Alike) -> Self {
        match alike.messages {
            [one, two] if *self == one => two,
            [one, two] if *self == two => one,
            _ => *self,
        }
    }
}

impl Renamed for Delivery {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { message, attempt } = *self;
        Self { message: message.renamed(alike), attempt }
    }
}

impl Renamed for MessageSet {
    fn renamed(&self, alike: Alike) -> Self {
        self.iter().map(|message| message.renamed(alike)).collect()
    }
}

impl Renamed for State {
    fn renamed(&self, alike: Alike) -> Self {
        let [one, two] = alike.fields;
        let mut state = *self;
        state.set(one, self.get(two));
        state.set(two, self.get(one));
        state
    }
}

impl Renamed for Record {
    fn renamed(&self, _: Alike) -> Self {
        // Which events, decided from which version, carrying whose draw and tokens: nothing in it
        // names a message.
        match *self {
            Self::Pending(Outgoing { events, read, draw, tokens }) => {
                Self::Pending(Outgoing { events, read, draw, tokens })
            }
            Self::Absent | Self::Dispatched => *self,
        }
    }
}

impl<T: Renamed> Renamed for Option<T> {
    fn renamed(&self, alike: Alike) -> Self {
        self.as_ref().map(|it| it.renamed(alike))
    }
}

impl<T: Renamed + Copy + Default, const N: usize> Renamed for Bounded<T, N> {
    fn renamed(&self, alike: Alike) -> Self {
        let mut renamed = *self;
        renamed.iter_mut().for_each(|it| *it = it.renamed(alike));
        renamed
    }
}

impl Renamed for Version {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { state, made_by } = *self;
        Self { state: state.renamed(alike), made_by: made_by.renamed(alike) }
    }
}

impl Renamed for Store {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { versions, revision, processed, forgotten, outbox, transaction } = *self;
        Self {
            versions: versions.renamed(alike),
            revision,
            processed: processed.renamed(alike),
            forgotten: forgotten.renamed(alike),
            outbox: placed(outbox.map(|record| record.renamed(alike)), alike),
            transaction: transaction.renamed(alike),
        }
    }
}

impl Renamed for Entry {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { message, attempts, lease } = *self;
        Self { message: message.renamed(alike), attempts, lease }
    }
}

impl Renamed for Queue {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { entries, received, dead } = *self;
        Self {
            entries: entries.renamed(alike),
            received: placed(received, alike),
            dead: dead.renamed(alike),
        }
    }
}

impl Renamed for Sender {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { unsent, unconfirmed } = *self;
        Self { unsent: unsent.renamed(alike), unconfirmed: unconfirmed.renamed(alike) }
    }
}

impl Renamed for Memory {
    fn renamed(&self, alike: Alike) -> Self {
        let Self {
            read,
            latest,
            revision,
            state,
            duplicate,
            in_history,
            record,
            transaction,
            publication,
            declined,
            outgoing,
            draw,
            tokens,
        } = *self;
        Self {
            read,
            latest,
            revision,
            state: state.renamed(alike),
            duplicate,
            in_history,
            record: record.renamed(alike),
            transaction: transaction.renamed(alike),
            publication,
            declined,
            outgoing,
            draw,
            tokens,
        }
    }
}

impl Renamed for Handler {
    fn renamed(&self, alike: Alike) -> Self {
        match *self {
            Self::Idle => Self::Idle,
            Self::Busy { delivery, row, memory } => {
                Self::Busy { delivery: delivery.renamed(alike), row, memory: memory.renamed(alike) }
            }
        }
    }
}

impl Renamed for Output {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { event, by, read, id, tells, drawn, stored } = *self;
        Self { event, by: by.renamed(alike), read, id, tells, drawn, stored }
    }
}

impl Renamed for Staged {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { by, outgoing } = *self;
        Self { by: by.renamed(alike), outgoing }
    }
}

impl Renamed for Granted {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { by, events } = *self;
        Self { by: by.renamed(alike), events }
    }
}

impl Renamed for Blob {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { by, written } = *self;
        Self { by: by.renamed(alike), written: written.renamed(alike) }
    }
}

impl Renamed for Request {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { by, executed, stage } = *self;
        Self { by: by.renamed(alike), executed, stage }
    }
}

impl Renamed for Prepared {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { by, decided, row, memory } = *self;
        Self { by: by.renamed(alike), decided, row, memory: memory.renamed(alike) }
    }
}

impl Renamed for Beside {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { processed, tokens, granted, staged, blobs, requests, prepared } = *self;
        Self {
            processed: processed.renamed(alike),
            tokens: tokens.renamed(alike),
            granted: granted.renamed(alike),
            staged: staged.renamed(alike),
            blobs: blobs.renamed(alike),
            requests: requests.renamed(alike),
            prepared: prepared.renamed(alike),
        }
    }
}

/// What is kept for each message, with the two in each other's place.
fn placed<T, const N: usize>(mut each: [T; N], alike: Alike) -> [T; N] {
    let [one, two] = alike.messages.map(MessageId::index);
    each.swap(one, two);
    each
}
