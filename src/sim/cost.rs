//! What an approach costs and what it asks for, measured from its runs and from the matrix. No
//! figure is typed in: a table that changes, changes them.

use super::approach::{Approach, Need, Sends};
use super::failure::FailurePlan;
use super::io::{EffectKind, Part, Where};
use super::machine::{Choice, Happening, Turn, TurnKind};
use super::matrix::{COLUMNS, Cell, Outcome};
use super::model::{MessageId, Record, Stage, World};
use super::scenario::Case;
use super::timeline::{Run, Timeline};

/// The costs of one approach in one scenario. All figures are those of the scenario's first
/// message in a run in which nothing fails: whole numbers that can be counted on the screen, where
/// an average over messages with different events could not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cost {
    /// The message that was measured.
    pub message: MessageId,
    /// Every effect outside the handler's memory, from receiving to acknowledging inclusive: each
    /// is a round trip.
    pub trips: Vec<EffectKind>,
    /// What is kept of the message at rest, and how many of each.
    pub kept: Vec<(Kept, usize)>,
    /// For how long.
    pub lasts: Lasts,
    /// What must be there for the approach to work as it does.
    pub asks: Asks,
}

/// Something kept of a message that is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// Its id, with the document.
    Id,
    /// Its id, in a store beside the document.
    IdBeside,
    /// Its outbox record, with the events.
    Record,
    /// Its outbox record, without the events: just the id.
    RecordId,
    /// The version that it made, with its id.
    Version,
    /// The events that an attempt staged.
    Staged,
    /// The blob that it asked for.
    Blob,
    /// A request at the server, or its response.
    Request,
}

/// For how long something is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lasts {
    /// Nothing is.
    Nothing,
    /// Until a clock throws it away; a copy that comes after that breaks a promise.
    UntilEvicted,
    /// Nobody needs it to recognize a copy that comes later.
    NotNeeded,
}

/// What must be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asks {
    /// Whether the handler must be deterministic: ids and random numbers that come out differently
    /// break a promise that a crash alone keeps.
    pub determinism: bool,
    /// Whether the store must keep every version with the id of the message that made it.
    pub history: bool,
    /// Whether reads of the store beside the document must be up to date.
    pub fresh_reads: bool,
    /// What becomes of two attempts at once.
    pub races: Races,
    /// What must commit together.
    pub joined: Joined,
}

/// What becomes of two attempts at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Races {
    /// The store refuses the write of the slower: optimistic concurrency.
    Refused,
    /// There is one receiver, to which the sender delivers itself: there are none.
    Alone,
    /// No write was ever refused.
    Free,
}

/// What must commit together, besides what lies in the document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Joined {
    /// Nothing.
    Apart,
    /// The document and the events.
    Broker,
    /// The document, the events and the message's leaving the queue.
    All,
    /// The document, the events and the message's leaving the queue, as participants of a
    /// distributed transaction.
    Coordinated,
}

impl Asks {
    /// Whether the sender must keep each message until its receipt arrives.
    pub fn receipts(&self) -> bool {
        self.races == Races::Alone
    }
}

impl Cost {
    /// Measures `approach` in `case`: one run, and nine cells of the matrix.
    pub fn measure(case: Case, approach: &'static Approach) -> Self {
        let (run, _) = Run::of_plan(case, approach, &FailurePlan::default());
        let timeline = Timeline::new(run).expect("played choices are possible");
        let message = MessageId(0);
        let world = &timeline.frames[timeline.last()].world;
        let kept = kept(world, message, approach);
        Self {
            message,
            trips: trips(&timeline, message),
            lasts: lasts(&timeline, message, &kept),
            kept,
            asks: asks(case, approach),
        }
    }

    /// Round trips to `place`.
    pub fn trips_to(&self, place: Where) -> usize {
        self.trips.iter().filter(|kind| kind.place() == place).count()
    }

    /// The effects that leave something durable behind.
    pub fn writes(&self) -> impl Iterator<Item = EffectKind> {
        self.trips.iter().copied().filter(|kind| !kind.only_reads())
    }

    /// Durable writes to `place`.
    pub fn writes_to(&self, place: Where) -> usize {
        self.writes().filter(|kind| kind.place() == place).count()
    }

    /// Round trips to whatever stores data: the document's store, and those beside it.
    pub fn trips_to_stores(&self) -> usize {
        [Where::Document, Where::Beside, Where::Blobs]
            .map(|place| self.trips_to(place))
            .iter()
            .sum()
    }
}

fn trips(timeline: &Timeline, message: MessageId) -> Vec<EffectKind> {
    let happenings = timeline.frames.iter().filter_map(|frame| Some(frame.happened?.happening));
    happenings
        .filter_map(|happening| match happening {
            Happening::Step { delivery, effect, .. } if delivery.message == message => {
                Some(effect.kind())
            }
            _ => None,
        })
        .filter(|kind| !kind.is_local())
        .collect()
}

/// What is left of `message` in `world`.
fn kept(world: &World, message: MessageId, approach: &Approach) -> Vec<(Kept, usize)> {
    let (store, beside) = (&world.store, &world.beside);
    // That a draft is submitted is part of the document.
    let is_own = approach.needs == Some(Need::Draft);
    let record = if is_own { Record::Absent } else { store.outbox[message.index()] };
    let staged = beside.staged.iter().filter(|staged| staged.by.message == message).count();
    let blobs = beside.blobs.iter().filter(|blob| blob.by.message == message).count();
    let open = beside.requests.iter().filter(|request| request.stage != Stage::Deleted);
    let requests = open.filter(|request| request.by.message == message).count();
    let versions = if approach.keeps_history() { store.made(message) } else { 0 };
    let all = [
        (Kept::Id, usize::from(store.processed.contains(message))),
        (Kept::IdBeside, usize::from(beside.processed.contains(message))),
        (Kept::Record, usize::from(matches!(record, Record::Pending(_)))),
        (Kept::RecordId, usize::from(record == Record::Dispatched)),
        (Kept::Version, versions),
        (Kept::Staged, staged),
        (Kept::Blob, blobs),
        (Kept::Request, requests),
    ];
    all.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn lasts(timeline: &Timeline, message: MessageId, kept: &[(Kept, usize)]) -> Lasts {
    let Run { case, approach, .. } = timeline.run;
    let world = &timeline.frames[timeline.last()].world;
    let evict = Choice::Turn(Turn { kind: TurnKind::Evict, message });
    if kept.is_empty() {
        Lasts::Nothing
    } else if timeline.run.machine().is_enabled(world, evict) {
        let cell = cell(case, approach, "F11");
        if cell.outcome() == Outcome::Breaks { Lasts::UntilEvicted } else { Lasts::NotNeeded }
    } else {
        Lasts::NotNeeded
    }
}

fn asks(case: Case, approach: &'static Approach) -> Asks {
    let receipts = approach.sends != Sends::ToQueue;
    let raced = || ["F8", "F9"].iter().any(|id| cell(case, approach, id).raced);
    Asks {
        determinism: is_determinism_needed(case, approach),
        history: approach.keeps_history(),
        fresh_reads: cell(case, approach, "F12").outcome() == Outcome::Breaks,
        races: match receipts {
            true => Races::Alone,
            false if raced() => Races::Refused,
            false => Races::Free,
        },
        joined: joined(approach),
    }
}

/// Whether chance breaks a promise that a crash alone keeps, wherever it strikes. In the column
/// of the handler that is not deterministic an attempt crashes as well, which some approaches do
/// not survive in any case.
fn is_determinism_needed(case: Case, approach: &'static Approach) -> bool {
    let broken = |id| cell(case, approach, id).broken().map(|(promise, _)| promise).collect();
    let by_chance: Vec<usize> = broken("F13");
    let by_crash: Vec<usize> = ["F1", "F2", "F3", "F4"].into_iter().flat_map(broken).collect();
    by_chance.iter().any(|promise| !by_crash.contains(promise))
}

fn joined(approach: &Approach) -> Joined {
    let join = |part: &Part| match part {
        Part::Published => Joined::Broker,
        Part::Acknowledged => Joined::All,
        _ => Joined::Apart,
    };
    let coordinated =
        |place| if place == Where::Coordinator { Joined::Coordinated } else { Joined::Apart };
    let parts = approach.steps.iter().flat_map(|step| step.writes).map(join);
    let places = approach.steps.iter().map(|step| coordinated(step.does.place()));
    parts.chain(places).max().unwrap_or(Joined::Apart)
}

fn cell(case: Case, approach: &'static Approach, id: &str) -> Cell {
    let column = COLUMNS.iter().find(|column| column.id == id).expect("there is such a column");
    Cell::compute(case, approach, column)
}
