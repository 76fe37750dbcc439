//! Where each message is and was: a track of its own above the deliveries, on which it waits, and
//! which it leaves for the handler and comes back to.

use super::mark::End;
use super::story::{Story, Told};
use super::table;
use crate::language::tell;
use crate::sim::model::{Delivery, Entry, Handler, Lease, MessageId, Origin, World};
use crate::words;

/// One message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrackView {
    /// The message.
    pub message: String,
    /// The message's name, as short as it goes.
    pub short: &'static str,
    /// Where it is, in words: waiting, being handled, or leased to a dead process.
    pub place: String,
    /// Whether it is where a handler could have it, and none has.
    pub rest: Rest,
    /// Whether it came there at this frame.
    pub fresh: bool,
    /// How many copies of it wait.
    pub copies: usize,
    /// One for each delivery in sight.
    pub spans: Vec<Span>,
    /// Where on its track it is; none while a handler has it, and once it is gone.
    pub stop: Option<Stop>,
}

/// How a message that no handler has stands on its track.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rest {
    /// It is not there: in a handler's hands, gone, or not there yet.
    Away,
    /// It waits in the queue.
    Waits,
    /// It can't be received: leased to nobody at work, moved aside, or still at its sender.
    Withheld,
}

impl Rest {
    /// Its name, as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            Rest::Away => "away",
            Rest::Waits => "waits",
            Rest::Withheld => "withheld",
        }
    }
}

/// A track in the course of one delivery: as the delivery begins, while it goes on, and once it is
/// over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// How the message stands at these three.
    pub rests: [Rest; 3],
    /// Whether it is this message that is delivered.
    pub taken: bool,
    /// Whether it comes back to its track from here.
    pub back: bool,
}

/// A place on a track.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// Before the first delivery.
    Start,
    /// Beside this delivery, which goes on.
    Beside(usize),
    /// After this delivery.
    After(usize),
}

/// A track for each message that comes.
pub(super) fn tracks(story: &Story) -> Vec<TrackView> {
    story.timeline.run.case.work().ids().map(|message| track(story, message)).collect()
}

fn track(story: &Story, message: MessageId) -> TrackView {
    let (world, scenario) = (story.world(), story.scenario());
    let rest = rest(world, message);
    let started = story.columns.iter().rposition(|told| told.first() <= story.now);
    let stop = match started {
        None => Stop::Start,
        Some(at) if is_over(story, &story.columns[at]) => Stop::After(at),
        Some(at) => Stop::Beside(at),
    };
    let waits = |entry: &&Entry| entry.message == message && entry.lease == Lease::Waiting;
    let place = |world| place(story, world, message);
    TrackView {
        message: words::message(scenario, message),
        short: scenario.message(message).argument,
        place: place(world),
        rest,
        fresh: story.now > 0 && place(world) != place(story.before()),
        copies: world.queue.entries.iter().filter(waits).count(),
        spans: (0..story.columns.len()).map(|column| span(story, message, column)).collect(),
        stop: (rest != Rest::Away).then_some(stop),
    }
}

fn is_over(story: &Story, told: &Told) -> bool {
    told.last().frame <= story.now
}

fn span(story: &Story, message: MessageId, column: usize) -> Span {
    let told = &story.columns[column];
    let away = Span { rests: [Rest::Away; 3], taken: false, back: false };
    if told.first() > story.now {
        return away;
    }
    let at = |frame: usize| rest(&story.timeline.frames[frame].world, message);
    let over = is_over(story, told);
    let before = at(told.first().saturating_sub(1));
    let next = story.columns.get(column + 1).map(Told::first).filter(|&next| next <= story.now);
    let after = match next {
        _ if over => at(told.last().frame),
        // It goes on beside the next one.
        Some(next) => at(next - 1),
        None => Rest::Away,
    };
    if told.delivery.message != message {
        return Span { rests: [before, at(told.first()), after], ..away };
    }
    let end = over.then(|| table::end(told.last()));
    let back = matches!(end, Some(End::PutBack | End::NeverReceived | End::Orphaned));
    let meanwhile = match at(told.first()) {
        // A lease without a handler is this very delivery's.
        Rest::Withheld => Rest::Away,
        other => other,
    };
    Span { rests: [before, meanwhile, after], taken: true, back }
}

/// How `message` stands on its track.
fn rest(world: &World, message: MessageId) -> Rest {
    let entries = || world.queue.entries.iter().filter(|entry| entry.message == message);
    let is_idle = |entry: &Entry| match entry.lease {
        Lease::Waiting => true,
        Lease::Leased(attempt) => !world.works_on(Delivery { message, attempt }),
    };
    let sender = world.sender;
    if entries().any(|entry| entry.lease == Lease::Waiting) {
        Rest::Waits
    } else if entries().any(is_idle)
        || world.queue.dead.contains(message)
        || sender.unsent.contains(message)
        || (sender.unconfirmed.contains(message) && !world.works_on_message(message))
    {
        Rest::Withheld
    } else {
        Rest::Away
    }
}

/// Where `message` is, in words.
fn place(story: &Story, world: &World, message: MessageId) -> String {
    let entries = || world.queue.entries.iter().filter(|entry| entry.message == message);
    let waiting = entries().filter(|entry| entry.lease == Lease::Waiting).count();
    let held = entries().find_map(|entry| match entry.lease {
        Lease::Leased(attempt) => Some(Delivery { message, attempt }),
        Lease::Waiting => None,
    });
    let work = story.timeline.run.case.work();
    let first = match held {
        Some(delivery) if locked_out(world, delivery) => "waits for the lock",
        Some(delivery) if world.works_on(delivery) => "in hand",
        Some(_) => "leased, nobody working",
        None if world.queue.dead.contains(message) => "in the dead-letter queue",
        None if world.works_on_message(message) => "in hand",
        None if waiting > 0 && is_ahead(world, message) => "comes next",
        None if waiting > 0 => "waits",
        None if world.sender.unsent.contains(message) => "not sent yet",
        None if world.sender.unconfirmed.contains(message) => "no receipt yet",
        None if work.is_done(world, message) => "gone",
        None if work.message(message).origin != Origin::Sender => "to come",
        None => "gone",
    };
    match (first, waiting) {
        ("waits" | "comes next", 2..) => tell("waits, {0} copies", &[&waiting]),
        ("waits" | "comes next", _) | (_, 0) => first.to_string(),
        _ => tell("{0}; {1} more waits", &[&first, &waiting]),
    }
}

/// Whether `message` waits before others: their letters are drawn one over the other.
fn is_ahead(world: &World, message: MessageId) -> bool {
    let behind = |entry: &Entry| entry.message != message && entry.lease == Lease::Waiting;
    world.queue.front().is_some_and(|next| next.message == message)
        && world.queue.entries.iter().any(behind)
}

/// Whether `delivery` has nothing read yet, and can't read: a transaction has the document locked.
fn locked_out(world: &World, delivery: Delivery) -> bool {
    let locked = world.beside.prepared.is_some_and(|prepared| prepared.by != delivery);
    let reads = world.handlers.iter().any(|handler| {
        matches!(handler, Handler::Busy { delivery: held, memory, .. }
            if *held == delivery && memory.read.is_none())
    });
    locked && reads
}
