//! What can be wrong with a link, and where.

use std::fmt;

/// A link that can't be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkError {
    /// Where the trouble starts: bytes from the start of the link's text, at a character boundary.
    pub position: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a link. `found` is the text at the position.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// The link is not of a version this page reads.
    Version {
        /// The text.
        found: String,
    },
    /// No scenario has this name.
    Scenario {
        /// The text.
        found: String,
    },
    /// No approach has this name.
    Approach {
        /// The text.
        found: String,
    },
    /// The approach is in the link already, or another failure at the same point.
    Repeated {
        /// The text.
        found: String,
    },
    /// The text is not a choice.
    Choice {
        /// The text.
        found: String,
    },
    /// The choice is not possible at this place of the run.
    Impossible {
        /// The text.
        found: String,
    },
    /// The text is not a failure that a plan can hold.
    Failure {
        /// The text.
        found: String,
    },
    /// The text is not a frame of the run.
    Frame {
        /// The text.
        found: String,
    },
    /// The text is not a number of messages, fewer than the scenario has.
    Count {
        /// The text.
        found: String,
    },
    /// The text is not a number from `least` to `most`.
    Number {
        /// The smallest it can be.
        least: usize,
        /// The largest.
        most: usize,
        /// The text.
        found: String,
    },
    /// The text is not a kind of mishap.
    Hazard {
        /// The text.
        found: String,
    },
    /// No promise has this name.
    Promise {
        /// The text.
        found: String,
    },
    /// The scenario has no message with this argument.
    Message {
        /// The text.
        found: String,
    },
    /// The text is not `yes`, which is all that this setting can be.
    Yes {
        /// The text.
        found: String,
    },
    /// The setting is not known, or comes twice.
    Setting {
        /// Those that are known.
        known: &'static [&'static str],
        /// The text.
        found: String,
    },
    /// More approaches or choices than a page shows.
    TooMany {
        /// How many there may be.
        most: usize,
    },
    /// The link ends where more should come.
    Missing {
        /// What should come.
        expected: &'static str,
    },
}

/// Longest piece of a stranger's text that a message repeats, in characters.
const QUOTE_MAX: usize = 40;

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { position, problem } = self;
        match problem {
            Problem::Version { found } => {
                write!(f, "expected the version 'v1', found {}", quote(found))
            }
            Problem::Scenario { found } => write!(f, "expected a scenario, found {}", quote(found)),
            Problem::Approach { found } => {
                write!(f, "expected an approach, found {}", quote(found))
            }
            Problem::Repeated { found } => write!(f, "{} is there already", quote(found)),
            Problem::Choice { found } => write!(
                f,
                "expected a number of steps, 'refused', 'unanswered', 'died' or 'back:' and a \
                 message, found {}",
                quote(found)
            ),
            Problem::Impossible { found } => {
                write!(f, "{} is not possible at this place of the run", quote(found))
            }
            Problem::Failure { found } => {
                write!(f, "expected a failure such as '123.1.persist.died', found {}", quote(found))
            }
            Problem::Frame { found } => {
                write!(f, "the run has no frame {}", quote(found))
            }
            Problem::Count { found } => write!(
                f,
                "expected how many messages come, at least 1 and not all, found {}",
                quote(found)
            ),
            Problem::Setting { known, found } => {
                let known: Vec<String> = known.iter().map(|name| format!("'{name}='")).collect();
                let known = known.join(", ");
                write!(f, "expected one of {known}, each once, found {}", quote(found))
            }
            Problem::Number { least, most, found } => {
                write!(f, "expected a number from {least} to {most}, found {}", quote(found))
            }
            Problem::Hazard { found } => {
                write!(f, "expected a mishap such as 'crash', found {}", quote(found))
            }
            Problem::Promise { found } => write!(f, "expected a promise, found {}", quote(found)),
            Problem::Message { found } => {
                write!(f, "expected one of the scenario's messages, found {}", quote(found))
            }
            Problem::Yes { found } => write!(f, "expected 'yes', found {}", quote(found)),
            Problem::TooMany { most } => write!(f, "there are more than {most} here"),
            Problem::Missing { expected } => write!(f, "expected {expected}, found the end"),
        }?;
        write!(f, " (at character {})", position + 1)
    }
}

fn quote(found: &str) -> String {
    if found.is_empty() {
        return String::from("nothing");
    }
    let mut short: String = found.chars().take(QUOTE_MAX).collect();
    if short.len() < found.len() {
        short.push('…');
    }
    format!("'{short}'")
}

impl std::error::Error for LinkError {}
