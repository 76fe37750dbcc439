//! What can be wrong with a link, and where.

use std::fmt;

use super::nearest::{by_sound, known};
use crate::language::{Own, quote, said, tell};

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

impl LinkError {
    /// What is wrong, as one says it to who has followed the link: what is not there, what comes
    /// nearest to it, and where it stands.
    pub fn plain(&self) -> String {
        let Self { position, problem } = self;
        let named = |template: &str, found: &str| tell(template, &[&quote(found)]);
        let what = match problem {
            Problem::Scenario { found } if !found.is_empty() => {
                named("There is no scenario called {0}.", found)
            }
            Problem::Approach { found } if !found.is_empty() => {
                named("There is no approach called {0}.", found)
            }
            Problem::Promise { found } if !found.is_empty() => {
                named("There is no promise called {0}.", found)
            }
            Problem::Version { found } if !found.is_empty() => {
                named("Links of this page begin with '/v1/', and this one has {0} there.", found)
            }
            Problem::Missing { expected } => tell("It ends where {0} should come.", &[expected]),
            other => tell("Something in it does not fit: {0}.", &[other]),
        };
        let near = by_sound(problem.found(), known(problem));
        let near = near.map(|name| tell("Did you mean {0}?", &[&name]));
        let place = tell("(Character {0} of the link.)", &[&(position + 1)]);
        [Some(what), near, Some(place)].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

impl Problem {
    /// The text at the position; empty where there is none.
    pub fn found(&self) -> &str {
        match self {
            Problem::Version { found }
            | Problem::Scenario { found }
            | Problem::Approach { found }
            | Problem::Repeated { found }
            | Problem::Choice { found }
            | Problem::Impossible { found }
            | Problem::Failure { found }
            | Problem::Frame { found }
            | Problem::Count { found }
            | Problem::Number { found, .. }
            | Problem::Hazard { found }
            | Problem::Promise { found }
            | Problem::Message { found }
            | Problem::Yes { found }
            | Problem::Setting { found, .. }
            | Problem::Slide { found }
            | Problem::Deck { found }
            | Problem::Theme { found } => found,
            Problem::TooMany { .. } | Problem::Missing { .. } => "",
        }
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { position, problem } = self;
        f.write_str(&tell("{0} (at character {1})", &[problem, &(position + 1)]))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = |template: &str, found: &str| tell(template, &[&shown(found)]);
        let text = match self {
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
                tell("expected one of {0}, each once, found {1}", &[&known, &shown(found)])
            }
            Problem::Number { least, most, found } => {
                tell("expected a number from {0} to {1}, found {2}", &[least, most, &shown(found)])
            }
            Problem::Hazard { found: it } => {
                found("expected a failure such as 'crash', found {0}", it)
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
        f.write_str(&text)
    }
}

/// What was found, in quotes, or that it is nothing.
fn shown(found: &str) -> Own {
    if found.is_empty() { Own::new(said("nothing")) } else { quote(found) }
}

impl std::error::Error for LinkError {}
