//! What the desk answers, as text. Both ends are of one build, so that no answer is ever older than
//! the page that reads it, and its format may change; what can't be read is an error all the same.
//!
//! The first line says what the answer is about, in words divided by spaces; each further line is a
//! finding, or a term with what is said of it.

use std::fmt;

use super::absent;
use super::cell::{CellTold, FateTold, read_fates, write_fates};
use crate::sim::approach::{self, Approach};
use crate::sim::checker::Absent;
use crate::sim::model::MessageId;
use crate::sim::scenario::{self, Case};

/// A term with what is said of it.
pub type Entry = (String, String);

/// An answer.
#[derive(Clone, Debug)]
pub enum Answer {
    /// What an approach costs and requires.
    Price {
        /// The scenario, and how many of its messages come.
        case: Case,
        /// The approach's id.
        approach: &'static str,
        /// What is paid for each message.
        costs: Vec<Entry>,
        /// What must be there.
        requires: Vec<Entry>,
    },
    /// A cell of the matrix.
    Cell {
        /// The scenario, and how many of its messages come in the column.
        case: Case,
        /// The approach.
        approach: &'static Approach,
        /// Which of the columns.
        column: usize,
        /// The cell.
        cell: CellTold,
    },
    /// The crash points of an approach.
    Points {
        /// The scenario, and how many of its messages come.
        case: Case,
        /// The approach.
        approach: &'static Approach,
        /// The message of whose first delivery they are.
        message: MessageId,
        /// For each step what becomes of each way in which it can fail.
        steps: Vec<Vec<FateTold>>,
    },
    /// A file to be saved.
    File {
        /// Its name.
        name: String,
        /// What is in it.
        text: String,
    },
    /// The formats in which a run can be taken away.
    Formats(Vec<FormatTold>),
    /// A run in one of them.
    Written(Written),
    /// What was handed in can be opened: the link to it.
    Opened(String),
    /// What was handed in can't be opened, for this reason.
    Refused(String),
    /// How far one row of a check is.
    Row(Told),
    /// All of the check of this question, told by its address, is answered.
    Over(String),
}

/// A format in which a run can be taken away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormatTold {
    /// Its name in commands.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What reads it.
    pub about: String,
    /// What it is.
    pub form: Form,
    /// Whether all runs on show are in it; else only the first.
    pub takes_all: bool,
}

/// What a format is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A text.
    Text,
    /// A picture that is a text: SVG.
    Picture,
    /// A picture in dots, which the browser makes of the same SVG.
    Dots,
}

const FORMS: [(&str, Form); 3] =
    [("text", Form::Text), ("picture", Form::Picture), ("dots", Form::Dots)];

/// A run, written down as was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// What was asked, word by word: another answer is on its way, if it is not this.
    pub asked: String,
    /// The name of its file.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// What there is to say of one approach that was checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The question, by its address: what was under way when another was asked is not its answer.
    pub question: String,
    /// Which of the question's approaches.
    pub row: usize,
    /// How good or bad it is.
    pub grade: Grade,
    /// What there is to say.
    pub says: String,
    /// How much was looked at for it.
    pub counts: String,
    /// Within which bounds.
    pub within: String,
    /// What was let happen and did not.
    pub absent: Vec<Absent>,
    /// The link to the run that proves it, at the step that does the harm.
    pub link: Option<String>,
    /// Each way in which it came out, with the link to a run that did, if it did harm.
    pub outcomes: Vec<(String, Option<String>)>,
}

/// How good or bad an answer is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grade {
    /// The desk is still at it.
    Open,
    /// It holds within the bounds.
    Holds,
    /// Nothing can be said for sure.
    Unknown,
    /// A message waits for an operator; nothing worse.
    Stuck,
    /// A promise breaks.
    Breaks,
}

/// An answer that can't be read: the line, from 1, and what is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Garbled {
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

const GRADES: [(&str, Grade); 5] = [
    ("open", Grade::Open),
    ("holds", Grade::Holds),
    ("unknown", Grade::Unknown),
    ("stuck", Grade::Stuck),
    ("breaks", Grade::Breaks),
];

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Price { case, approach, costs, requires } => {
                write!(f, "price {} {} {approach}", case.scenario.id, case.count)?;
                let kinds = [("cost", costs), ("needs", requires)];
                kinds.into_iter().try_for_each(|(kind, entries)| {
                    let line = |(term, said): &Entry| write!(f, "\n{kind}\t{term}\t{said}");
                    entries.iter().try_for_each(line)
                })
            }
            Answer::Cell { case, approach, column, cell } => {
                write!(f, "cell {} {} {} ", case.scenario.id, case.count, approach.id)?;
                write!(f, "{column} {}", cell.write())
            }
            Answer::Points { case, approach, message, steps } => {
                let MessageId(message) = message;
                write!(f, "points {} {} {} {message}", case.scenario.id, case.count, approach.id)?;
                f.write_str(&write_fates(steps))
            }
            Answer::Row(told) => {
                let Told { question, row, grade, says, counts, within, .. } = told;
                let Told { absent, link, outcomes, .. } = told;
                let grade = GRADES.iter().find(|(_, known)| known == grade);
                let (grade, _) = grade.expect("every grade has a word");
                let link = link.as_deref().unwrap_or_default();
                write!(f, "row {row} {grade} {question}\n{says}\n{counts}\n{within}")?;
                write!(f, "\n{}\n{link}", absent::write(absent))?;
                outcomes.iter().try_for_each(|(outcome, link)| {
                    write!(f, "\n{outcome}\t{}", link.as_deref().unwrap_or_default())
                })
            }
            Answer::File { name, text } => write!(f, "file {name}\n{text}"),
            Answer::Formats(formats) => {
                f.write_str("formats")?;
                formats.iter().try_for_each(|FormatTold { id, name, about, form, takes_all }| {
                    let form = FORMS.iter().find(|(_, known)| known == form);
                    let (form, _) = form.expect("every form has a word");
                    write!(f, "\n{id}\t{form}\t{takes_all}\t{name}\t{about}")
                })
            }
            Answer::Written(Written { asked, name, text }) => {
                write!(f, "{WRITTEN}\n{asked}\n{name}\n{text}")
            }
            Answer::Opened(link) => write!(f, "opened {link}"),
            Answer::Refused(why) => write!(f, "refused\n{why}"),
            Answer::Over(question) => write!(f, "over {question}"),
        }
    }
}

/// The first line of what was written down.
const WRITTEN: &str = "written";

impl Written {
    /// Reads what was written down; none if this is another answer.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '\n').map(String::from);
        let mut next = || parts.next();
        next().filter(|head| head == WRITTEN)?;
        Some(Self { asked: next()?, name: next()?, text: next()? })
    }
}

impl Answer {
    /// Reads an answer.
    pub fn parse(text: &str) -> Result<Self, Garbled> {
        let mut lines = text.lines();
        let head: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let unknown = || garbled(1, "this is no answer");
        let rest: Vec<&str> = lines.collect();
        match head[..] {
            ["price", scenario, count, approach] => {
                let scenario = scenario::by_id(scenario).ok_or_else(unknown)?;
                let case = Case { scenario, count: parse(count)? };
                let approach = approach::by_id(approach).ok_or_else(unknown)?.id;
                let of = |kind: &str| rest.iter().filter_map(|line| entry(line, kind)).collect();
                let (costs, requires) = (of("cost"), of("needs"));
                Ok(Answer::Price { case, approach, costs, requires })
            }
            ["cell", scenario, count, approach, column, strikes, worlds, complete] => {
                let scenario = scenario::by_id(scenario).ok_or_else(unknown)?;
                let case = Case { scenario, count: parse(count)? };
                let approach = approach::by_id(approach).ok_or_else(unknown)?;
                let cell = CellTold::read([strikes, worlds, complete], &rest)?;
                Ok(Answer::Cell { case, approach, column: parse(column)?, cell })
            }
            ["points", scenario, count, approach, message] => {
                let scenario = scenario::by_id(scenario).ok_or_else(unknown)?;
                let case = Case { scenario, count: parse(count)? };
                let approach = approach::by_id(approach).ok_or_else(unknown)?;
                let (message, steps) = (MessageId(parse(message)?), read_fates(&rest)?);
                Ok(Answer::Points { case, approach, message, steps })
            }
            ["row", row, grade, question] => {
                let grade = GRADES.iter().find(|(word, _)| *word == grade);
                let &(_, grade) = grade.ok_or_else(unknown)?;
                let [says, counts, within, absent, found @ ..] = &rest[..] else {
                    return Err(unknown());
                };
                let link = |run: &str| (!run.is_empty()).then(|| run.to_string());
                let outcome = |line: &&str| {
                    let (outcome, run) = line.split_once('\t').ok_or_else(unknown)?;
                    Ok((outcome.to_string(), link(run)))
                };
                Ok(Answer::Row(Told {
                    question: question.to_string(),
                    row: parse(row)?,
                    grade,
                    says: says.to_string(),
                    counts: counts.to_string(),
                    within: within.to_string(),
                    absent: absent::read(absent).map_err(|word| garbled(5, word))?,
                    link: found.first().and_then(|run| link(run)),
                    outcomes: found.iter().skip(1).map(outcome).collect::<Result<_, _>>()?,
                }))
            }
            ["file", name] => {
                let text = text.split_once('\n').map(|(_, text)| text).unwrap_or_default();
                Ok(Answer::File { name: name.to_string(), text: text.to_string() })
            }
            ["over", question] => Ok(Answer::Over(question.to_string())),
            _ => parse_export(&head, &rest, text),
        }
    }
}

/// What there is to say of runs that are taken elsewhere, and brought back.
fn parse_export(head: &[&str], rest: &[&str], text: &str) -> Result<Answer, Garbled> {
    let unknown = || garbled(1, "this is no answer");
    match *head {
        ["formats"] => {
            let read = |line: &&str| {
                let [id, form, takes_all, name, about] = line.split('\t').collect::<Vec<_>>()[..]
                else {
                    return Err(unknown());
                };
                let form = FORMS.iter().find(|(word, _)| *word == form);
                let &(_, form) = form.ok_or_else(unknown)?;
                let [id, name, about] = [id, name, about].map(String::from);
                Ok(FormatTold { id, name, about, form, takes_all: parse(takes_all)? })
            };
            Ok(Answer::Formats(rest.iter().map(read).collect::<Result<_, _>>()?))
        }
        [WRITTEN] => Ok(Answer::Written(Written::read(text).ok_or_else(unknown)?)),
        ["opened", link] => Ok(Answer::Opened(link.to_string())),
        ["refused"] => Ok(Answer::Refused(rest.join(" "))),
        _ => Err(unknown()),
    }
}

pub(super) fn garbled(line: usize, problem: &str) -> Garbled {
    Garbled { line, problem: String::from(problem) }
}

pub(super) fn parse<T: std::str::FromStr>(word: &str) -> Result<T, Garbled> {
    word.parse().map_err(|_| garbled(1, word))
}

fn entry(line: &str, kind: &str) -> Option<Entry> {
    let mut parts = line.strip_prefix(kind)?.strip_prefix('\t')?.split('\t');
    Some((parts.next()?.to_string(), parts.next()?.to_string()))
}
