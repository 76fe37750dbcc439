//! What goes in and what comes out: the queue and the broker's output.

use super::Tone;
use crate::sim::invariant::{self, Judgement, Reason};
use crate::sim::model::{Delivery, Handler, Lease, Output, World};
use crate::sim::timeline::{Count, Timeline};
use crate::words;

/// One message in the queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueueView {
    /// The message.
    pub message: String,
    /// Where it is, in words: waiting, being handled, or leased to a dead process.
    pub place: &'static str,
    /// Whether a handler has it.
    pub leased: bool,
    /// Whether it came back at this frame.
    pub fresh: bool,
}

/// Who takes the events, and what it makes of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SubscriberView {
    /// Its name.
    pub name: &'static str,
    /// What it counts.
    pub tallies: Vec<TallyView>,
}

/// What the subscriber counts under one name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TallyView {
    /// The name.
    pub name: &'static str,
    /// What it has counted.
    pub counted: u8,
    /// What it should have counted, where that is another number and nothing is to come.
    pub should_be: Option<u8>,
    /// Whether it has counted one more at this frame.
    pub fresh: bool,
}

/// One event that is out, or that should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutputView {
    /// The event.
    pub event: &'static str,
    /// The number it tells, if it tells one.
    pub tells: Option<u8>,
    /// The message that caused it.
    pub cause: &'static str,
    /// What it is: `sent again`, `ghost`, `lost`, `owed`; none for an ordinary event.
    pub note: Option<&'static str>,
    /// How bad that is.
    pub tone: Tone,
    /// Whether it is only missed: not out.
    pub missing: bool,
    /// Whether it went out at this frame.
    pub fresh: bool,
}

pub(super) fn queue(timeline: &Timeline, number: usize) -> Vec<QueueView> {
    let scenario = timeline.run.case.scenario;
    let world = &timeline.frames[number].world;
    let before = number.checked_sub(1).map(|before| &timeline.frames[before].world);
    let entry = |entry: &crate::sim::model::Entry| {
        let place = match entry.lease {
            Lease::Waiting => "waits",
            Lease::Leased(attempt)
                if locked_out(world, Delivery { message: entry.message, attempt }) =>
            {
                "waits for the lock"
            }
            Lease::Leased(attempt)
                if world.works_on(Delivery { message: entry.message, attempt }) =>
            {
                "in hand"
            }
            Lease::Leased(_) => "leased, no one at work",
        };
        let was = before.and_then(|world| world.queue.entry(entry.message));
        QueueView {
            message: words::message(scenario, entry.message),
            place,
            leased: entry.lease.is_held(),
            fresh: was.is_some_and(|was| was.lease != entry.lease),
        }
    };
    let aside = world.queue.dead.iter().map(|message| QueueView {
        message: words::message(scenario, message),
        place: "moved aside, a dead letter",
        leased: true,
        fresh: before.is_some_and(|before| !before.queue.dead.contains(message)),
    });
    world.queue.entries.iter().map(entry).chain(aside).collect()
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

/// Everything sent so far, then what the first promise misses.
pub(super) fn sent(timeline: &Timeline, number: usize) -> Vec<OutputView> {
    let scenario = timeline.run.case.scenario;
    let frame = &timeline.frames[number];
    let before = number.checked_sub(1).map_or(0, |at| timeline.frames[at].world.sent.len());
    let work = timeline.run.case.work();
    let ghost = |output: &Output| match invariant::leak(&frame.world, &work, *output) {
        Judgement::Broken(_) => Some(("ghost", Tone::Bad)),
        Judgement::Open(_) => Some(("not stored yet", Tone::Open)),
        _ => None,
    };
    let wrong = |output: &Output| {
        let about = |judgement: &Judgement| match *judgement {
            Judgement::Broken(Reason::Contradicts { output: it }) if it == *output => Some("false"),
            Judgement::Broken(Reason::Renamed { output: it }) if it == *output => Some("new id"),
            Judgement::Broken(Reason::Differs { other, .. }) if other == *output => Some("differs"),
            _ => None,
        };
        frame.judgements.iter().find_map(about).map(|note| (note, Tone::Bad))
    };
    let repeated = |index: usize, output: &Output| {
        frame.world.sent[..index]
            .iter()
            .any(|earlier| earlier.event == output.event && earlier.by.message == output.by.message)
    };
    let mut out: Vec<OutputView> = Vec::new();
    for (index, output) in frame.world.sent.iter().enumerate() {
        let again = repeated(index, output).then_some(("again", Tone::Calm));
        let note = ghost(output).or(wrong(output)).or(again);
        out.push(OutputView {
            event: scenario.event(output.event),
            tells: scenario.tells(output),
            cause: scenario.message(output.by.message).argument,
            note: note.map(|(note, _)| note),
            tone: note.map_or(Tone::Calm, |(_, tone)| tone),
            missing: false,
            fresh: index >= before,
        });
    }
    for judgement in invariant::debts(&frame.world, &work) {
        let (reason, note, tone) = match judgement {
            Judgement::Broken(reason) => (reason, "lost", Tone::Bad),
            Judgement::Open(reason) => (reason, "owed", Tone::Open),
            Judgement::Stuck(reason) => (reason, "stuck", Tone::Open),
            Judgement::Holds | Judgement::NotApplicable => continue,
        };
        if let Reason::NotPublished { message, event } = reason {
            out.push(OutputView {
                event: scenario.event(event),
                tells: None,
                cause: scenario.message(message).argument,
                note: Some(note),
                tone,
                missing: true,
                fresh: false,
            });
        }
    }
    out
}

/// What the subscriber has counted so far. What is wrong is said only when nothing more can
/// happen: until then an event may just be late.
pub(super) fn subscriber(timeline: &Timeline, number: usize) -> SubscriberView {
    let before = number.checked_sub(1).map(|before| timeline.counts(before));
    let tally = |(index, count): (usize, Count)| TallyView {
        name: count.name,
        counted: count.counted,
        should_be: count.is_wrong.then_some(count.expected),
        fresh: before.as_ref().is_some_and(|before| before[index].counted != count.counted),
    };
    SubscriberView {
        name: timeline.run.case.scenario.subscriber.name,
        tallies: timeline.counts(number).into_iter().enumerate().map(tally).collect(),
    }
}
