//! A run as the picture tells it: who came when, what was done with it, and where that is drawn.
//! Every part of the picture is read from here, so that all of them agree on what stands where.

use std::ops::Range;

use crate::app::state::State;
use crate::sim::approach::Approach;
use crate::sim::failure::Point;
use crate::sim::io::{Effect, EffectKind};
use crate::sim::machine::{Happening, Turn, TurnKind};
use crate::sim::model::{Delivery, EventId, World};
use crate::sim::scenario::Scenario;
use crate::sim::timeline::{Happened, Spell, Timeline};

/// What a row of the picture is about: a row of the approach's table, or one event's share of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Key {
    /// The row of the table.
    pub(super) row: usize,
    /// The event, where it is one event's share.
    pub(super) event: Option<EventId>,
}

impl Key {
    pub(super) fn of(row: usize, effect: Effect) -> Self {
        let event = match effect {
            Effect::Publish { event, .. } | Effect::Decide { event, .. } => Some(event),
            _ => None,
        };
        Self { row, event }
    }
}

/// A step of the run where the picture finds it.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    pub(super) key: Key,
    pub(super) frame: usize,
    pub(super) happened: Happened,
    pub(super) effect: Effect,
}

/// The rows of the picture. Where deciding and publishing take turns, each event's question comes
/// before the event; elsewhere they keep the table's order.
fn keys(scenario: &Scenario, approach: &Approach) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut steps = approach.steps.iter().enumerate().peekable();
    while let Some((row, step)) = steps.next() {
        match step.does {
            EffectKind::Decide => {
                let publishes = steps.next_if(|(_, next)| next.does == EffectKind::Publish);
                for (event, asked) in events(scenario) {
                    if asked {
                        keys.push(Key { row, event: Some(event) });
                    }
                    if let Some((row, _)) = publishes {
                        keys.push(Key { row, event: Some(event) });
                    }
                }
            }
            EffectKind::Publish => keys.extend(
                events(scenario).into_iter().map(|(event, _)| Key { row, event: Some(event) }),
            ),
            _ => keys.push(Key { row, event: None }),
        }
    }
    keys
}

/// Every event that a message of the scenario may publish, and whether it is asked for first.
pub(super) fn events(scenario: &Scenario) -> Vec<(EventId, bool)> {
    let mut events: Vec<(EventId, bool)> = Vec::new();
    for publication in scenario.messages.iter().flat_map(|message| message.behavior.publications) {
        let asked = publication.when.is_some();
        match events.iter_mut().find(|(event, _)| *event == publication.event) {
            Some(known) => known.1 |= asked,
            None => events.push((publication.event, asked)),
        }
    }
    events
}

/// One delivery with its steps, in the order in which they come. Never without a step.
pub(super) struct Told {
    pub(super) delivery: Delivery,
    pub(super) steps: Vec<Taken>,
}

impl Told {
    fn of(timeline: &Timeline, spell: &Spell) -> Self {
        let step = |&frame: &usize| {
            let happened = timeline.frames[frame].happened?;
            let Happening::Step { row, effect, .. } = happened.happening else { return None };
            Some(Taken { key: Key::of(row, effect), frame, happened, effect })
        };
        Self { delivery: spell.delivery, steps: spell.frames.iter().filter_map(step).collect() }
    }

    /// The frame of its first step.
    pub(super) fn first(&self) -> usize {
        self.steps[0].frame
    }

    /// Its last step in this run.
    pub(super) fn last(&self) -> &Taken {
        &self.steps[self.steps.len() - 1]
    }
}

/// One lane's run, and where it stands.
pub(super) struct Story<'s> {
    /// The page.
    pub(super) state: &'s State,
    /// Which lane it is.
    pub(super) lane: usize,
    /// Its run.
    pub(super) timeline: &'s Timeline,
    /// The frame on show.
    pub(super) now: usize,
    /// The rows of the picture.
    pub(super) keys: Vec<Key>,
    /// The deliveries in sight, a column each, in the order in which they come.
    pub(super) columns: Vec<Told>,
    /// How many came before those, and how many come after.
    pub(super) beyond: (usize, usize),
}

/// The deliveries in sight of so many, with `started` of them started, and how many lanes there
/// are: as many as fit a wide screen, some of them on either side of the delivery on show. A run
/// has more only if an approach never gets anywhere, and then one is like the other. They move on
/// by several at once, since that draws the whole picture anew.
fn sight(deliveries: usize, started: usize, lanes: usize) -> Range<usize> {
    const AT_ONCE: usize = 3;
    let around = if lanes == 1 { 6 } else { 3 };
    let on_show = started.saturating_sub(1);
    let before = on_show.saturating_sub(around - 1) / AT_ONCE * AT_ONCE;
    let before = before.min(deliveries.saturating_sub(2 * around + 1));
    before..deliveries.min(before + 2 * around + 1)
}

impl<'s> Story<'s> {
    /// The story of lane `lane`.
    pub(super) fn of(state: &'s State, lane: usize) -> Self {
        let timeline = &state.lanes[lane].timeline;
        let now = state.frame(lane, state.beat);
        let spells = &state.lanes[lane].spells;
        let started = spells.partition_point(|spell| spell.frames[0] <= now);
        let sight = sight(spells.len(), started, state.lanes.len());
        let beyond = (sight.start, spells.len() - sight.end);
        let columns = spells[sight].iter().map(|spell| Told::of(timeline, spell)).collect();
        let keys = keys(timeline.run.case.scenario, timeline.run.approach);
        Self { state, lane, timeline, now, keys, columns, beyond }
    }

    /// The world on show.
    pub(super) fn world(&self) -> &'s World {
        &self.timeline.frames[self.now].world
    }

    /// The world before the step on show; at the start the same.
    pub(super) fn before(&self) -> &'s World {
        &self.timeline.frames[self.now.saturating_sub(1)].world
    }

    /// What the messages are about.
    pub(super) fn scenario(&self) -> &'static Scenario {
        self.timeline.run.case.scenario
    }

    /// The column in which frame `frame` happens, if a handler did it and it is in sight.
    pub(super) fn column_at(&self, frame: usize) -> Option<usize> {
        let takes = |told: &Told| told.steps.iter().any(|step| step.frame == frame);
        self.columns.iter().position(takes)
    }

    /// The last column of `delivery`, of those that have started.
    pub(super) fn column_of(&self, delivery: Delivery) -> Option<usize> {
        let is = |told: &Told| told.delivery == delivery && told.first() <= self.now;
        self.columns.iter().rposition(is)
    }

    /// The row of the picture in which `step` is drawn.
    pub(super) fn row_of(&self, step: &Taken) -> Option<usize> {
        self.keys.iter().position(|key| *key == step.key)
    }

    /// Where plans find the step that table row `row` takes in the delivery on show: the one that
    /// is on show itself, if it is of this row, else the first. Before any, the first delivery is
    /// meant.
    pub(super) fn step_of(&self, row: usize) -> Option<Point> {
        let on_show = self.column_at(self.now);
        let started = || self.columns.iter().rposition(|told| told.first() <= self.now);
        let told = self.columns.get(on_show.or_else(started).unwrap_or(0))?;
        let steps = || told.steps.iter().filter(|step| step.key.row == row);
        let step = steps().find(|step| step.frame == self.now).or_else(|| steps().next())?;
        step.happened.point
    }

    /// What went wrong around the handlers up to now, each with the column that it is shown in: a
    /// lease expires under a delivery that goes on; anything else is met by the next delivery of
    /// its message, or came after the last.
    pub(super) fn around(&self) -> Vec<(usize, TurnKind)> {
        let mishaps = self.state.lanes[self.lane].mishaps.iter();
        let place = |&(frame, turn): &(usize, Turn)| {
            let of_message = |(_, told): &(usize, &Told)| told.delivery.message == turn.message;
            let mut columns = self.columns.iter().enumerate().filter(of_message);
            let starts = |(_, told): &(usize, &Told)| told.first() > frame;
            let before = columns.clone().take_while(|column| !starts(column)).last();
            let after = columns.find(starts);
            let column = match turn.kind {
                TurnKind::Redeliver => before.or(after),
                _ => after.or(before),
            };
            column.map(|(index, _)| (index, turn.kind))
        };
        mishaps.take_while(|(frame, _)| *frame <= self.now).filter_map(place).collect()
    }
}
