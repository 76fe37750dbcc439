//! A trace as operators have it: what came in, what was stored, what went out, which attempt ended
//! badly. Which step failed, and by what approach the endpoint works, is not in it.

use crate::language::tell;
use crate::sim::io::{EffectKind, Failure};
use crate::sim::machine::{Happening, Turn, TurnKind};
use crate::sim::model::{Delivery, EventId, MessageId, State, VersionId};
use crate::sim::scenario::Scenario;
use crate::sim::timeline::Timeline;
use crate::words;

/// A line of a trace.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// A message was received.
    Received(Delivery),
    /// A version was stored.
    Stored(VersionId, State),
    /// An event went out under an id; equal numbers are equal ids.
    Sent(EventId, MessageId, usize),
    /// An attempt ended with an error.
    Failed(Delivery),
    /// An attempt was never heard of again.
    Vanished(Delivery),
    /// A message left the queue.
    Gone(MessageId),
    /// A message was moved aside.
    Aside(MessageId),
    /// Another copy of a message came in.
    Copied(MessageId),
    /// A lease ran out.
    Expired(MessageId),
}

/// The trace that `timeline` has left.
pub fn trace(timeline: &Timeline) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut ids: Vec<(MessageId, EventId, u8)> = Vec::new();
    for pair in timeline.frames.windows(2) {
        let (before, after) = (&pair[0].world, &pair[1].world);
        let Some(happened) = pair[1].happened else { continue };
        let message = happened.happening.message();
        if let Happening::Step { delivery, effect, failure: None, .. } = happened.happening
            && effect.kind() == EffectKind::Receive
        {
            lines.push(Line::Received(delivery));
        }
        if let Happening::Turned(Turn { kind, .. }) = happened.happening {
            lines.extend(match kind {
                TurnKind::Duplicate | TurnKind::Replay => Some(Line::Copied(message)),
                TurnKind::Redeliver => Some(Line::Expired(message)),
                _ => None,
            });
        }
        if after.store.versions.len() > before.store.versions.len() {
            let version = after.store.latest();
            lines.push(Line::Stored(version, after.store.state(version)));
        }
        for output in &after.sent[before.sent.len()..] {
            let id = (output.by.message, output.event, output.id);
            let known = ids.iter().position(|it| *it == id).unwrap_or(ids.len());
            if known == ids.len() {
                ids.push(id);
            }
            lines.push(Line::Sent(output.event, output.by.message, known + 1));
        }
        if let Happening::Step { delivery, failure: Some(failure), .. } = happened.happening
            && failure.ends_attempt()
        {
            let died = failure == Failure::Died;
            lines.push(if died { Line::Vanished(delivery) } else { Line::Failed(delivery) });
        }
        if after.queue.dead.contains(message) && !before.queue.dead.contains(message) {
            lines.push(Line::Aside(message));
        } else if after.queue.copies(message) < before.queue.copies(message) {
            lines.push(Line::Gone(message));
        }
    }
    lines
}

/// Which lines of two traces are in one of them alone: of each, whether it is. What both have
/// stands in the same order in both, as much of it as there is (a longest common subsequence).
pub fn apart(one: &[Line], other: &[Line]) -> (Vec<bool>, Vec<bool>) {
    let marks = unshared(&meanings(one), &meanings(other));
    let is_marked = |marks: &[bool]| marks.contains(&true);
    // Traces that mean the same line by line differ in numbers alone: then these are what differs.
    if is_marked(&marks.0) || is_marked(&marks.1) { marks } else { unshared(one, other) }
}

fn unshared<T: PartialEq>(one: &[T], other: &[T]) -> (Vec<bool>, Vec<bool>) {
    // How much the rests have in common, from each pair of places on.
    let mut common = vec![vec![0; other.len() + 1]; one.len() + 1];
    for at in (0..one.len()).rev() {
        for by in (0..other.len()).rev() {
            common[at][by] = if one[at] == other[by] {
                common[at + 1][by + 1] + 1
            } else {
                common[at + 1][by].max(common[at][by + 1])
            };
        }
    }
    let mut marks = (vec![true; one.len()], vec![true; other.len()]);
    let (mut at, mut by) = (0, 0);
    while at < one.len() && by < other.len() {
        if one[at] == other[by] {
            (marks.0[at], marks.1[by]) = (false, false);
            (at, by) = (at + 1, by + 1);
        } else if common[at + 1][by] >= common[at][by + 1] {
            at += 1;
        } else {
            by += 1;
        }
    }
    marks
}

/// What each line means: without the numbers of attempts and versions, which count what came
/// before, and with an id counted among those of its event alone.
fn meanings(lines: &[Line]) -> Vec<Line> {
    let mut ids: Vec<(EventId, MessageId, usize)> = Vec::new();
    let first = |delivery: Delivery| Delivery { attempt: 1, ..delivery };
    let meaning = |line: &Line| match *line {
        Line::Received(delivery) => Line::Received(first(delivery)),
        Line::Failed(delivery) => Line::Failed(first(delivery)),
        Line::Vanished(delivery) => Line::Vanished(first(delivery)),
        Line::Stored(_, state) => Line::Stored(VersionId(0), state),
        Line::Sent(event, message, id) => {
            if !ids.contains(&(event, message, id)) {
                ids.push((event, message, id));
            }
            let of_event = ids.iter().filter(|it| (it.0, it.1) == (event, message));
            let place = of_event.take_while(|it| it.2 != id).count();
            Line::Sent(event, message, place + 1)
        }
        other => other,
    };
    lines.iter().map(meaning).collect()
}

impl Line {
    /// The line in words.
    pub fn told(self, scenario: &Scenario) -> String {
        let named = |message| words::message(scenario, message);
        match self {
            Self::Received(delivery) => {
                tell("{0} is received", &[&words::delivery(scenario, delivery)])
            }
            Self::Stored(version, state) => {
                let (version, lines) = (words::version(version), words::lines(scenario, state));
                tell("{0} is stored as {1}: {2}", &[&scenario.document, &version, &lines])
            }
            Self::Sent(event, message, id) => {
                let (event, message) = (scenario.event(event), named(message));
                tell("{0} is published for {1}, id {2}", &[&event, &message, &id])
            }
            Self::Failed(delivery) => {
                tell("{0} ends with an error", &[&words::delivery(scenario, delivery)])
            }
            Self::Vanished(delivery) => {
                tell("{0} is lost", &[&words::delivery(scenario, delivery)])
            }
            Self::Gone(message) => tell("{0} leaves the queue", &[&named(message)]),
            Self::Aside(message) => tell("{0} goes to the dead-letter queue", &[&named(message)]),
            Self::Copied(message) => tell("a duplicate of {0} arrives", &[&named(message)]),
            Self::Expired(message) => tell("the lease on {0} runs out", &[&named(message)]),
        }
    }
}
