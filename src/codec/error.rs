//! What can be wrong with a link, and where.

use std::fmt;

use crate::language::{said, tell};

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
    /// The text is not a deck and the number of one of its slides.
    Slide {
        /// The text.
        found: String,
    },
    /// The text can't be a deck's id.
    Deck {
        /// The text.
        found: String,
    },
    /// The text is not a look of the page.
    Theme {
        /// The text.
        found: String,
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
        let found = |template: &str, found: &str| tell(template, &[&quote(found)]);
        let text = match problem {
            Problem::Version { found: it } => found("expected the version 'v1', found {0}", it),
            Problem::Scenario { found: it } => found("expected a scenario, found {0}", it),
            Problem::Approach { found: it } => found("expected an approach, found {0}", it),
            Problem::Repeated { found: it } => found("{0} is there already", it),
            Problem::Choice { found: it } => found(
                "expected a number of steps, 'refused', 'unanswered', 'died' or 'back:' and a \
                 message, found {0}",
                it,
            ),
            Problem::Impossible { found: it } => {
                found("{0} is not possible at this place of the run", it)
            }
            Problem::Failure { found: it } => {
                found("expected a failure such as '123.1.persist.died', found {0}", it)
            }
            Problem::Frame { found: it } => found("the run has no frame {0}", it),
            Problem::Count { found: it } => {
                found("expected how many messages come, at least 1 and not all, found {0}", it)
            }
            Problem::Setting { known, found } => {
                let known: Vec<String> = known.iter().map(|name| format!("'{name}='")).collect();
                let known = known.join(", ");
                tell("expected one of {0}, each once, found {1}", &[&known, &quote(found)])
            }
            Problem::Number { least, most, found } => {
                let parts: [&dyn fmt::Display; 3] = [least, most, &quote(found)];
                tell("expected a number from {0} to {1}, found {2}", &parts)
            }
            Problem::Hazard { found: it } => {
                found("expected a mishap such as 'crash', found {0}", it)
            }
            Problem::Promise { found: it } => found("expected a promise, found {0}", it),
            Problem::Message { found: it } => {
                found("expected one of the scenario's messages, found {0}", it)
            }
            Problem::Yes { found: it } => found("expected 'yes', found {0}", it),
            Problem::Slide { found: it } => {
                found("expected '-', or a deck and a slide as in 'talk.3', found {0}", it)
            }
            Problem::Deck { found: it } => found("expected a deck, found {0}", it),
            Problem::Theme { found: it } => {
                found("expected 'light', 'dark' or 'projector', found {0}", it)
            }
            Problem::TooMany { most } => tell("there are more than {0} here", &[most]),
            Problem::Missing { expected } => tell("expected {0}, found the end", &[expected]),
        };
        f.write_str(&tell("{0} (at character {1})", &[&text, &(position + 1)]))
    }
}

fn quote(found: &str) -> String {
    if found.is_empty() {
        return said("nothing");
    }
    let mut short: String = found.chars().take(QUOTE_MAX).collect();
    if short.len() < found.len() {
        short.push('…');
    }
    format!("'{short}'")
}

impl std::error::Error for LinkError {}
