//! Predict, then see: a question about what happens next in a run. The file names the moment and
//! the wrong choices, each with the reason why it is wrong. The right choice is what the machine
//! does, and a wrong one is refuted by a run.

use super::error::CourseError;
use super::fields::{Field, Fields};
use super::moment::{Fate, Moment, Sent};
use super::terms;
use crate::codec::Link;
use crate::language::{said, tell};
use crate::sim::approach;
use crate::sim::invariant;
use crate::sim::model::{MessageId, State, VersionId};
use crate::sim::scenario::Scenario;
use crate::words;

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The moment that it is asked at. What goes wrong later is in the link already.
    pub link: Link,
    /// What is asked, in words.
    pub text: String,
    /// What is asked.
    pub kind: Kind,
    /// Why the right answer is right: shown once it was given.
    pub because: String,
    /// The wrong answers, in the order of the file.
    wrong: Vec<Wrong>,
    /// Answers in the file's own words, for learners who do not know those of the page yet.
    words: Vec<(Answer, String)>,
}

/// A wrong answer.
#[derive(Clone, Debug)]
struct Wrong {
    /// Its line in the file.
    line: usize,
    answer: Answer,
    /// Why it is wrong.
    why: String,
}

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// What goes out from here to the end.
    Published,
    /// Which version the next read is of.
    Read,
    /// Which promise is broken at the end.
    Breaks,
    /// What the document is at the end.
    Document,
    /// What becomes of this message when the delivery at hand, or else the next, is over.
    Becomes(MessageId),
}

/// An answer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Answer {
    /// This goes out, in this order.
    Published(Vec<Sent>),
    /// This version is read.
    Read(VersionId),
    /// This promise is broken, as a position in [`invariant::ALL`]; or none.
    Breaks(Option<usize>),
    /// The document is this: every field, in order.
    Document(Vec<u8>),
    /// This becomes of the message.
    Becomes(Fate),
}

/// A run in which an answer is so.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The frame in which one sees it.
    pub link: Link,
    /// The frame of that run from which on it is asked.
    pub from: usize,
}

/// What a wrong answer is met with.
#[derive(Clone, Debug)]
pub struct Refutation {
    /// What really happens.
    pub really: Shown,
    /// A run in which the wrong answer would be right, if there is one: nothing goes wrong, or
    /// another approach is at work.
    pub elsewhere: Option<Shown>,
}

impl Kind {
    fn read(field: &Field, scenario: &Scenario) -> Result<Self, CourseError> {
        let message = |text: &str| terms::message(scenario, text.strip_prefix("message ")?);
        match field.value.as_str() {
            "published" => Some(Self::Published),
            "read" => Some(Self::Read),
            "breaks" => Some(Self::Breaks),
            "document" => Some(Self::Document),
            other => message(other).map(Self::Becomes),
        }
        .ok_or_else(|| {
            field.unlike("'published', 'read', 'breaks', 'document' or 'message' and which")
        })
    }

    fn answer_from(self, text: &str, scenario: &Scenario) -> Option<Answer> {
        Some(match self {
            Self::Published => Answer::Published(terms::events(scenario, text)?),
            Self::Read => Answer::Read(terms::version(text)?),
            Self::Breaks if text == terms::NOTHING => Answer::Breaks(None),
            Self::Breaks => Answer::Breaks(Some(invariant::by_code(text)?)),
            Self::Document => Answer::document(scenario, terms::document(scenario, text)?),
            Self::Becomes(_) => Answer::Becomes(terms::fate(text)?),
        })
    }

    /// What the machine answers at `moment`, and the frame in which one sees it; `None` where there
    /// is no one answer.
    pub fn answer(self, moment: &Moment) -> Option<(usize, Answer)> {
        let (from, last) = (moment.frame, moment.last());
        Some(match self {
            Self::Published => (last, Answer::Published(moment.sent_after(from))),
            Self::Read => {
                let (at, version) = moment.next_read(from)?;
                (at, Answer::Read(version))
            }
            Self::Breaks => {
                let breaks = moment.breaks(last).ok()?;
                let since = |promise| moment.timeline.verdict(promise, last).broken_in;
                (breaks.and_then(since).unwrap_or(last), Answer::Breaks(breaks))
            }
            Self::Document => {
                let scenario = moment.timeline.run.case.scenario;
                (last, Answer::document(scenario, moment.document(last)))
            }
            Self::Becomes(message) => {
                let (at, fate) = moment.becomes(message, from)?;
                (at, Answer::Becomes(fate))
            }
        })
    }
}

impl Answer {
    fn document(scenario: &Scenario, state: State) -> Self {
        Self::Document(terms::values(scenario, state))
    }

    /// The answer in the page's words.
    fn told(&self, moment: &Moment) -> String {
        let scenario = moment.timeline.run.case.scenario;
        match self {
            Self::Published(events) if events.is_empty() => said("Nothing"),
            Self::Published(events) => {
                let told = |sent: &Sent| {
                    let message = scenario.message(sent.message).argument;
                    tell("{0} of {1}", &[&scenario.event(sent.event), &message])
                };
                events.iter().map(told).collect::<Vec<_>>().join(", ")
            }
            Self::Read(version) => {
                let store = &moment.world(moment.last()).store;
                let lines = words::lines(scenario, store.state(*version));
                tell("{0}: {1}", &[&words::version(*version), &lines])
            }
            Self::Breaks(None) => said("None: every promise is kept"),
            Self::Breaks(Some(promise)) => said(invariant::ALL[*promise].name),
            Self::Document(values) => words::lines(scenario, terms::state(values)),
            Self::Becomes(fate) => said(match fate {
                Fate::Acknowledged => "It is acknowledged, and the queue deletes it",
                Fate::PutBack => "It goes back to the queue at once",
                Fate::Leased => "It stays leased, with nobody working on it",
                Fate::Aside => "It goes to the dead-letter queue",
                Fate::Unconfirmed => "It is discarded, and its sender sends it again",
            }),
        }
    }
}

impl Question {
    pub(super) fn read(mut fields: Fields) -> Result<Self, CourseError> {
        let link = fields.one("link")?.link()?;
        let scenario = link.run.case.scenario;
        let kind = Kind::read(&fields.one("asks")?, scenario)?;
        let text = fields.one("text")?.value;
        let because = fields.one("because")?.value;
        let wrong = fields.all("wrong").into_iter().map(|field| {
            let parts = field.value.split_once(" = ");
            parts
                .and_then(|(answer, why)| {
                    let answer = kind.answer_from(answer, scenario)?;
                    Some(Wrong { line: field.line, answer, why: why.to_string() })
                })
                .ok_or_else(|| field.unlike("an answer and why it is wrong, as in 'nothing = …'"))
        });
        let wrong = wrong.collect::<Result<_, _>>()?;
        let words = fields.all("told").into_iter().map(|field| {
            let told = field.value.split_once(" = ");
            told.and_then(|(answer, words)| {
                Some((kind.answer_from(answer, scenario)?, words.to_string()))
            })
            .ok_or_else(|| field.unlike("an answer in other words, such as 'LOST = It is lost'"))
        });
        let words = words.collect::<Result<_, _>>()?;
        fields.end()?;
        Ok(Self { link, text, kind, because, wrong, words })
    }

    /// `answer`, which is one of the choices, in words: the file's own, if it has some.
    pub fn told(&self, answer: &Answer, moment: &Moment) -> String {
        let own = self.words.iter().find(|(of, _)| of == answer);
        own.map_or_else(|| answer.told(moment), |(_, words)| words.clone())
    }

    /// Why `answer` is wrong; `None` if it is not one of the wrong choices.
    pub fn why_not(&self, answer: &Answer) -> Option<&str> {
        self.wrong.iter().find(|wrong| wrong.answer == *answer).map(|wrong| wrong.why.as_str())
    }

    /// Answers that the file has words for and that are no choice.
    pub fn idle_words(&self) -> Vec<&str> {
        let choices = self.choices();
        let idle = self.words.iter().filter(|(answer, _)| !choices.contains(answer));
        idle.map(|(_, words)| words.as_str()).collect()
    }

    /// What tells it from every other question: a question that is changed is another one.
    pub fn key(&self) -> String {
        let kind = match self.kind {
            Kind::Published => "published",
            Kind::Read => "read",
            Kind::Breaks => "breaks",
            Kind::Document => "document",
            Kind::Becomes(_) => "message",
        };
        format!("{kind} {}", self.link)
    }

    /// The moment that it is asked at.
    pub fn moment(&self) -> Moment {
        Moment::of(&self.link)
    }

    /// What the machine answers; `None` where there is no one answer.
    pub fn right(&self) -> Option<Answer> {
        self.kind.answer(&self.moment()).map(|(_, answer)| answer)
    }

    /// The answers to choose from, in an order that says nothing: the right one among the wrong.
    pub fn choices(&self) -> Vec<Answer> {
        let mut choices: Vec<Answer> =
            self.wrong.iter().map(|wrong| wrong.answer.clone()).collect();
        choices.extend(self.right());
        choices.sort_unstable();
        choices.dedup();
        choices
    }

    /// Answers that the file names as wrong and that are right, by their lines.
    pub fn not_wrong(&self) -> Vec<usize> {
        let right = self.right();
        let is_right = |wrong: &&Wrong| Some(&wrong.answer) == right.as_ref();
        self.wrong.iter().filter(is_right).map(|wrong| wrong.line).collect()
    }

    /// What meets `wrong`, an answer that is not right.
    pub fn refute(&self, wrong: &Answer) -> Refutation {
        let moment = self.moment();
        let shown = |moment: &Moment| {
            let frame = self.kind.answer(moment).map_or(moment.last(), |(frame, _)| frame);
            Shown { link: moment.link(frame), from: moment.frame }
        };
        let is_so =
            |moment: &Moment| self.kind.answer(moment).is_some_and(|(_, answer)| answer == *wrong);
        let scenario = self.link.run.case.scenario;
        // First what the lesson compares with, then what the scenario does, then whatever there is.
        let compared = scenario.compared.iter().filter_map(|id| approach::by_id(id));
        let others = self.link.with.iter().copied().chain(compared);
        let others = others.chain(scenario.suited(approach::ALL)).map(|it| moment.under(it));
        let mut elsewhere = std::iter::once(moment.undisturbed()).chain(others);
        Refutation { really: shown(&moment), elsewhere: elsewhere.find(is_so).as_ref().map(shown) }
    }
}
