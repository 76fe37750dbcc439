//! Why a text can't be opened, and where.

use std::fmt;

use serde_json::Value;

use crate::codec::LinkError;
use crate::language::{Own, clip, quote, said, tell};

/// A text that can't be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportError {
    /// Where.
    pub place: Place,
    /// What is wrong there.
    pub problem: Problem,
}

/// A place in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// All of it.
    Whole,
    /// A line and a byte in it, each from 1.
    Line {
        /// The line.
        line: usize,
        /// The byte.
        column: usize,
    },
    /// A value, by the way to it, as in `$.frames[3].says`.
    Path(String),
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// It is larger than whatever is read.
    TooLarge,
    /// It ends too early.
    Cut,
    /// It is no JSON.
    NoJson,
    /// It is JSON, and nothing that this page has saved.
    Foreign,
    /// It is of a version that this page does not read.
    Version {
        /// The version.
        found: Found,
    },
    /// A field is missing.
    Missing {
        /// The field.
        field: String,
    },
    /// A field is not known.
    Unknown {
        /// What is in it.
        found: Found,
    },
    /// It is no text.
    NoText {
        /// What it is.
        found: Found,
    },
    /// Its link can't be read.
    Link(LinkError),
    /// It is not what the machine plays.
    Differs {
        /// What the machine plays.
        expected: Found,
        /// What the file says.
        found: Found,
    },
    /// There are more or fewer than the machine plays.
    Count {
        /// How many there are to be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
}

/// A value of a stranger's text, in quotes and short enough to be repeated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found(Own);

impl Found {
    /// `value` as it stands in the file.
    pub fn of(value: &Value) -> Self {
        Self(quote(&value.to_string()))
    }
}

impl Place {
    /// The way to the whole value.
    pub fn root() -> Self {
        Place::Path(String::from("$"))
    }

    /// The way to a field of the value here; a stranger's name of one is cut short.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        Place::Path(format!("{self}.{}", clip(name).as_str()))
    }

    /// The way to an item of the list here.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        Place::Path(format!("{self}[{index}]"))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => f.write_str(&said("the text")),
            Place::Line { line, column } => {
                f.write_str(&tell("line {0}, column {1}", &[line, column]))
            }
            Place::Path(path) => f.write_str(path),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match &self.problem {
            Problem::TooLarge => said("larger than 1 MB, which is the most that is read"),
            Problem::Cut => said("the text ends too early"),
            Problem::NoJson => said("this is no JSON"),
            Problem::Foreign => said("this is nothing that Redelivery has saved"),
            Problem::Version { found } => {
                tell("version {0} is not read here, only version 1", &[&found.0])
            }
            Problem::Missing { field } => tell("{0} is missing", &[&quote(field)]),
            Problem::Unknown { found } => {
                tell("this field is not known, with {0} in it", &[&found.0])
            }
            Problem::NoText { found } => tell("expected a text, found {0}", &[&found.0]),
            Problem::Link(error) => error.to_string(),
            Problem::Differs { expected, found } => {
                tell("the run has {0} here, the file has {1}", &[&expected.0, &found.0])
            }
            Problem::Count { expected, found } => {
                tell("the run has {0} of these, the file has {1}", &[expected, found])
            }
        };
        write!(f, "{}: {text}", self.place)
    }
}

impl std::error::Error for ImportError {}
