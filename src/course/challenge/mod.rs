//! Challenges: break it, fix it, spot it. Each is a file, and each is judged by the machine: by a
//! run, by the checker, or by what other runs would have looked like.

mod judge;
mod order;
mod trace;

pub use judge::{Broken, Exhibit, Grade, Judging, Unfit, Verdict};
pub use order::Arrangement;
pub use trace::{Line, apart, trace};

use super::error::CourseError;
use super::fields::{Field, Fields};
use super::markdown::{self, Piece};
use super::text::Block;
use crate::codec::{self, Link};
use crate::sim::approach::{self, Approach};
use crate::sim::checker::Question;
use crate::sim::failure::Injection;
use crate::sim::invariant;

/// A challenge.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// Its title.
    pub title: String,
    /// How hard it is, from 1 on.
    pub level: u8,
    /// What is to be done, in words.
    pub task: Vec<Block>,
    /// What is to be done.
    pub goal: Goal,
    /// Where to look, for who asks.
    pub hint: String,
    /// A solution.
    pub solution: Attempt,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Goal {
    /// Find a run within these bounds in which this promise is broken at the end.
    Break {
        /// The scenario, the approach and the bounds.
        question: Question,
        /// The promise, as a position among all.
        promise: usize,
    },
    /// Choose an approach that keeps these promises in every run within these bounds.
    Choose {
        /// The scenario and the bounds.
        question: Question,
        /// The promises.
        promises: Vec<usize>,
        /// The approaches to choose from; the first is the one in use, which breaks one of them.
        choices: Vec<&'static Approach>,
    },
    /// Put steps into an order that keeps these promises in every run within these bounds.
    Order {
        /// The scenario and the bounds.
        question: Question,
        /// The promises.
        promises: Vec<usize>,
        /// The steps, in the order in which they are at first.
        arrangement: Arrangement,
    },
    /// Say which approach has left a trace.
    SpotApproach {
        /// The run that has left it.
        link: Link,
        /// The approaches to choose from.
        choices: Vec<&'static Approach>,
        /// What in the trace gives the approach away.
        because: String,
    },
    /// Say which failure has left a trace.
    SpotFailure {
        /// The run that has left it.
        link: Link,
        /// The failures to choose from.
        choices: Vec<Injection>,
        /// What in the trace gives the failure away.
        because: String,
    },
}

/// What somebody answers.
#[derive(Clone, Debug)]
pub enum Attempt {
    /// This run.
    Run(Box<Link>),
    /// This approach.
    Approach(&'static Approach),
    /// The movable steps in this order: for each place, which of them, as they are counted in the
    /// approach that they are from.
    Order(Vec<usize>),
    /// This failure.
    Failure(Injection),
}

impl Challenge {
    /// Reads a challenge's file.
    pub fn read(text: &str) -> Result<Self, CourseError> {
        let (mut fields, body, line) = Fields::head(text)?;
        let title = fields.one("title")?.value;
        let level = fields.one("level")?.as_a("a level from 1 on", |text| text.parse().ok())?;
        let goal = Goal::take(&mut fields)?;
        let hint = fields.one("hint")?.value;
        let solution =
            fields.one("solution")?.as_a("an answer of its kind", |text| goal.attempt(text))?;
        fields.end()?;
        let task = markdown::read(body, line)?.into_iter().map(|piece| match piece {
            Piece::Text(block, _) => Ok(block),
            Piece::Fenced(name, _, line) => {
                Err(CourseError::expected(line - 1, "text alone", &name))
            }
        });
        Ok(Self { title, level, task: task.collect::<Result<_, _>>()?, goal, hint, solution })
    }
}

impl Goal {
    fn take(fields: &mut Fields) -> Result<Self, CourseError> {
        let kind = fields.one("kind")?;
        match kind.value.as_str() {
            "break" => {
                let (question, promises) = (fields.one("question")?, fields.one("promise")?);
                let promise = promises.as_a("a promise such as 'LOST'", invariant::by_code)?;
                let (question, _) = about_one(&question)?;
                Ok(Self::Break { question, promise })
            }
            "choose" => {
                let (question, promises) = (fields.one("question")?.question()?, all(fields)?);
                let choices = approaches(fields)?;
                Ok(Self::Choose { question, promises, choices })
            }
            "order" => {
                let question = fields.one("question")?;
                let ((question, base), promises) = (about_one(&question)?, all(fields)?);
                let steps = fields.one("steps")?;
                let what = "rows that follow each other, such as 'handle | decide publish'";
                let arrangement = steps.as_a(what, |text| Arrangement::read(base, text))?;
                Ok(Self::Order { question, promises, arrangement })
            }
            "spot approach" => Ok(Self::SpotApproach {
                link: fields.one("link")?.link()?,
                choices: approaches(fields)?,
                because: fields.one("because")?.value,
            }),
            "spot failure" => {
                let link = fields.one("link")?.link()?;
                let scenario = link.run.case.scenario;
                let read = |field: Field| {
                    field.as_a("a failure such as '123.1.persist.died'", |text| {
                        codec::read_injection(scenario, text)
                    })
                };
                let choices =
                    fields.all("choice").into_iter().map(read).collect::<Result<_, _>>()?;
                Ok(Self::SpotFailure { link, choices, because: fields.one("because")?.value })
            }
            _ => Err(kind.unlike("'break', 'choose', 'order', 'spot approach' or 'spot failure'")),
        }
    }

    /// Reads an attempt of the kind that is asked for; `None` if it is none.
    pub fn attempt(&self, text: &str) -> Option<Attempt> {
        match self {
            Self::Break { .. } => Link::parse(text).ok().map(Box::new).map(Attempt::Run),
            Self::Choose { choices, .. } | Self::SpotApproach { choices, .. } => {
                let chosen = choices.iter().find(|choice| choice.id == text);
                chosen.copied().map(Attempt::Approach)
            }
            Self::Order { arrangement, .. } => arrangement.attempt(text).map(Attempt::Order),
            Self::SpotFailure { link, choices, .. } => {
                let failure = codec::read_injection(link.run.case.scenario, text)?;
                choices.contains(&failure).then_some(Attempt::Failure(failure))
            }
        }
    }

    /// `attempt` as text: what [`Goal::attempt`] reads.
    pub fn written(&self, attempt: &Attempt) -> String {
        match (attempt, self) {
            (Attempt::Run(link), _) => link.to_string(),
            (Attempt::Approach(approach), _) => approach.id.to_string(),
            (Attempt::Order(order), Self::Order { arrangement, .. }) => arrangement.written(order),
            (Attempt::Failure(failure), Self::SpotFailure { link, .. }) => {
                codec::write_injection(link.run.case.scenario, *failure)
            }
            (Attempt::Order(_) | Attempt::Failure(_), _) => String::new(),
        }
    }
}

/// A question about one approach, with that.
fn about_one(field: &Field) -> Result<(Question, &'static Approach), CourseError> {
    let question = field.question()?;
    let approach =
        question.approach.ok_or_else(|| field.unlike("a question about one approach"))?;
    Ok((question, approach))
}

fn all(fields: &mut Fields) -> Result<Vec<usize>, CourseError> {
    let read = |text: &str| text.split(' ').map(invariant::by_code).collect();
    fields.one("promises")?.as_a("promises such as 'LOST DUP'", read)
}

fn approaches(fields: &mut Fields) -> Result<Vec<&'static Approach>, CourseError> {
    let choices = fields.all("choice").into_iter();
    choices.map(|field| field.as_a("an approach", approach::by_id)).collect()
}
