//! The answers of the matrix in words.

use crate::language::tell;
use crate::sim::matrix::{Harm, Outcome};

/// An answer, as a cell has it where no promise is broken.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotApplicable => "–",
        Outcome::Unknown => "?",
        Outcome::Holds => "ok",
        Outcome::Stuck => "STUCK",
        Outcome::Breaks => "breaks",
    }
}

/// An answer, for a reader who has only the word.
pub fn answer(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotApplicable => "not applicable",
        Outcome::Unknown => "unknown",
        Outcome::Holds => "holds",
        Outcome::Stuck => "stuck",
        Outcome::Breaks => "breaks",
    }
}

/// What an answer means.
pub fn meaning(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotApplicable => "This can't happen to this approach.",
        Outcome::Unknown => "There was not enough memory to check every run.",
        Outcome::Holds => "Every promise is kept in every run within the bounds.",
        Outcome::Stuck => "Nothing is lost, but a message waits until an operator replays it.",
        Outcome::Breaks => "A promise is broken.",
    }
}

/// `broken` or `stuck`.
pub fn harm(harm: Harm) -> &'static str {
    match harm {
        Harm::Stuck => "stuck",
        Harm::Broken => "broken",
    }
}

/// Within which bounds the answers hold.
pub fn bounds(worlds: usize) -> String {
    tell(
        "Every run within each column's bounds was checked, {0} states in all: all messages of \
         the scenario or only the first, one handler or two, and each failure of the column once \
         (two crashes in F17).",
        &[&worlds],
    )
}
