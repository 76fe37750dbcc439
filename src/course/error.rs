//! What can be wrong with a file of the course, and in which line. Authors read it, in English.

use std::fmt;

use crate::codec::LinkError;

/// A file of the course that can't be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CourseError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Something else should stand there.
    Expected {
        /// What.
        what: &'static str,
        /// What stands there.
        found: String,
    },
    /// A field is not there.
    Missing {
        /// Its name.
        field: &'static str,
    },
    /// A field is there that nobody reads, or once too often.
    Unread {
        /// Its name.
        field: String,
    },
    /// A link can't be read.
    Link(LinkError),
    /// Markdown that a lesson has no use for.
    Markup {
        /// What it is.
        found: String,
    },
}

impl CourseError {
    pub(super) fn new(line: usize, problem: Problem) -> Self {
        Self { line, problem }
    }

    pub(super) fn expected(line: usize, what: &'static str, found: &str) -> Self {
        Self::new(line, Problem::Expected { what, found: found.to_string() })
    }
}

impl fmt::Display for CourseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.line)?;
        match &self.problem {
            Problem::Expected { what, found } => write!(f, "expected {what}, found '{found}'"),
            Problem::Missing { field } => write!(f, "there is no '{field}:'"),
            Problem::Unread { field } => write!(f, "nobody reads this '{field}:'"),
            Problem::Link(error) => write!(f, "{error}"),
            Problem::Markup { found } => write!(f, "a lesson has no use for {found}"),
        }
    }
}

impl std::error::Error for CourseError {}
