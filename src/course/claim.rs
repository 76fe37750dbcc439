//! What a lesson claims of a run, held against the machine: `breaks LOST at last`,
//! `publishes ItemAdded of 123`, `historic-state: holds at last`.

use super::moment::{Fate, Moment, Sent};
use super::terms;
use crate::codec::Link;
use crate::sim::approach::Approach;
use crate::sim::invariant::{self, Judgement};
use crate::sim::model::{MessageId, State, VersionId};
use crate::words;

/// A claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// As it is written.
    pub text: String,
    /// The approach that it is about, where it is not the run's own.
    of: Option<&'static Approach>,
    /// Whether it is about the run's end, and not about the moment.
    at_last: bool,
    what: What,
}

/// What is claimed.
#[derive(Clone, PartialEq, Eq, Debug)]
enum What {
    /// No promise is broken; none even waits for something at the end.
    Holds,
    /// This one is kept.
    Keeps(usize),
    /// These are broken, and the others are not; that no order explains it need not be said.
    Breaks(Vec<usize>),
    /// This one is not kept yet.
    Open(usize),
    /// This one waits for an operator.
    Stuck(usize),
    /// This goes out from here on, in this order.
    Publishes(Vec<Sent>),
    /// The read on show, or the last before it, is of this version.
    Reads(VersionId),
    /// The document is stored like this.
    Document(State),
    /// The subscriber has counted so many of this.
    Counts(&'static str, u8),
    /// The delivery at hand ends like this for its message.
    Becomes(MessageId, Fate),
}

/// What stands at the end of a claim about the run's end.
const AT_LAST: &str = " at last";

impl Claim {
    /// Reads `text`, a claim about the moment of `link`.
    pub fn read(text: &str, link: &Link) -> Option<Self> {
        let (of, rest) = match text.split_once(": ") {
            None => (None, text),
            Some((id, rest)) => (Some(*link.with.iter().find(|other| other.id == id)?), rest),
        };
        let (rest, at_last) = rest.strip_suffix(AT_LAST).map_or((rest, false), |it| (it, true));
        let (word, about) = rest.split_once(' ').unwrap_or((rest, ""));
        let scenario = link.run.case.scenario;
        let what = match (word, about) {
            ("holds", "") => What::Holds,
            ("holds", code) => What::Keeps(invariant::by_code(code)?),
            ("breaks", codes) => {
                What::Breaks(codes.split(' ').map(invariant::by_code).collect::<Option<_>>()?)
            }
            ("open", code) => What::Open(invariant::by_code(code)?),
            ("stuck", code) => What::Stuck(invariant::by_code(code)?),
            ("publishes", events) => What::Publishes(terms::events(scenario, events)?),
            ("reads", version) => What::Reads(terms::version(version)?),
            ("document", told) => What::Document(terms::document(scenario, told)?),
            ("counts", count) => {
                let (name, count) = count.rsplit_once(' ')?;
                let tallies = scenario.subscriber.tallies.iter();
                let name = tallies.map(|&(_, known)| known).find(|known| *known == name)?;
                What::Counts(name, count.parse().ok()?)
            }
            ("message", fate) => {
                let (argument, fate) = fate.split_once(' ')?;
                What::Becomes(terms::message(scenario, argument)?, terms::fate(fate)?)
            }
            _ => return None,
        };
        Some(Self { text: text.to_string(), of, at_last, what })
    }

    /// Holds the claim against the machine. What is so instead, if it is not so.
    pub fn check(&self, moment: &Moment) -> Result<(), String> {
        let under = self.of.map(|approach| moment.under(approach));
        let moment = under.as_ref().unwrap_or(moment);
        let frame = if self.at_last { moment.last() } else { moment.frame };
        self.what.check(moment, frame)
    }
}

impl What {
    fn check(&self, moment: &Moment, frame: usize) -> Result<(), String> {
        let judgement = |promise: usize| moment.timeline.frames[frame].judgements[promise];
        let is_so = match self {
            What::Holds => {
                let at_rest = moment.timeline.frames[frame].at_rest;
                let mut all = (0..invariant::ALL.len()).map(judgement);
                all.all(|it| if at_rest { it.is_kept() } else { !it.is_broken() })
            }
            What::Keeps(promise) => judgement(*promise) == Judgement::Holds,
            What::Breaks(promises) => {
                let mut broken = moment.broken(frame);
                broken.retain(|index| promises.contains(index) || !is_implied(*index));
                let mut promises = promises.clone();
                promises.sort_unstable();
                broken == promises
            }
            What::Open(promise) => matches!(judgement(*promise), Judgement::Open(_)),
            What::Stuck(promise) => matches!(judgement(*promise), Judgement::Stuck(_)),
            What::Publishes(events) => moment.sent_after(frame) == *events,
            What::Reads(version) => moment.last_read(frame) == Some(*version),
            What::Document(state) => moment.document(frame) == *state,
            What::Counts(name, count) => {
                let counts = moment.timeline.counts(frame);
                counts.iter().any(|it| it.name == *name && it.counted == *count)
            }
            What::Becomes(message, fate) => {
                moment.becomes(*message, frame).is_some_and(|(_, found)| found == *fate)
            }
        };
        if is_so { Ok(()) } else { Err(found(moment, frame)) }
    }
}

/// Whether a promise is broken whenever another is, so that it need not be said.
fn is_implied(promise: usize) -> bool {
    invariant::ALL[promise].is_formal()
}

/// All that could have been claimed at `frame`, for an author who has to look.
fn found(moment: &Moment, frame: usize) -> String {
    let scenario = moment.timeline.run.case.scenario;
    let codes = |promises: Vec<usize>| {
        let codes: Vec<&str> = promises.iter().map(|&index| invariant::ALL[index].code).collect();
        codes.join(" ")
    };
    let judgements = &moment.timeline.frames[frame].judgements;
    let not_kept = (0..judgements.len()).filter(|&index| !judgements[index].is_kept()).collect();
    let event = |sent: &Sent| {
        let message = scenario.message(sent.message).argument;
        format!("{} of {message}", scenario.event(sent.event))
    };
    let events: Vec<String> = moment.sent_after(frame).iter().map(event).collect();
    let counts: Vec<String> = moment.timeline.counts(frame).iter().map(words::count).collect();
    format!(
        "frame {frame} of {}: broken [{}], not kept [{}], publishes [{}], last read {:?}, \
         document [{}], counts [{}]",
        moment.last(),
        codes(moment.broken(frame)),
        codes(not_kept),
        events.join(", "),
        moment.last_read(frame),
        words::lines(scenario, moment.document(frame)),
        counts.join(", "),
    )
}
