//! What comes out: the events that the broker has, those that are missed, and what the next
//! endpoint makes of them.

use super::Tone;
use super::story::{Story, Told};
use crate::sim::invariant::{self, Judgement, Reason};
use crate::sim::model::{MessageId, Output};
use crate::sim::timeline::Count;

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
    /// The delivery that sent it, or in which it is missed, as a column in sight.
    pub column: Option<usize>,
}

/// Everything sent so far, then what the first promise misses.
pub(super) fn sent(story: &Story) -> Vec<OutputView> {
    let (timeline, scenario) = (story.timeline, story.scenario());
    let frame = &timeline.frames[story.now];
    let before = story.before().sent.len();
    let work = timeline.run.case.work();
    let ghost = |output: &Output| match invariant::leak(&frame.world, &work, *output) {
        Judgement::Broken(Reason::Leaked { .. }) => Some(("leaked", Tone::Bad)),
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
            fresh: index >= before && story.now > 0,
            column: story.column_of(output.by),
        });
    }
    for judgement in invariant::debts(&frame.world, &work, frame.at_rest) {
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
                column: missed_in(story, message),
            });
        }
    }
    out
}

/// The column in which an event of `message` is missed: that of its last delivery so far.
fn missed_in(story: &Story, message: MessageId) -> Option<usize> {
    let is = |told: &Told| told.delivery.message == message && told.first() <= story.now;
    story.columns.iter().rposition(is)
}

/// What the subscriber has counted so far. What is wrong is said only when nothing more can
/// happen: until then an event may just be late.
pub(super) fn subscriber(story: &Story) -> SubscriberView {
    let (timeline, number) = (story.timeline, story.now);
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
