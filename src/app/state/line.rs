//! The line between a stage and its speaker's window. All windows of a copy of the site hear what
//! is said on it; a pair of windows knows its own by a word.

use super::speaker::{AT, HELLO};

/// A window's end of the line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    /// The word of the pair. A speaker's window that nobody opened from a stage has none, until it
    /// takes up with the first stage that answers.
    pair: Option<String>,
}

/// In place of a word: whoever hears it.
const ANYBODY: &str = "*";

impl Line {
    /// The end of the pair with this word.
    pub fn of(pair: Option<String>) -> Self {
        Self { pair }
    }

    /// The word of the pair.
    pub fn pair(&self) -> Option<&str> {
        self.pair.as_deref()
    }

    /// What is said on the line, to say `text` to the other window of the pair.
    pub fn say(&self, text: &str) -> String {
        [self.pair().unwrap_or(ANYBODY), " ", text].concat()
    }

    /// What this window hears of what was `said` on the line; none of it is for others.
    pub fn hear<'t>(&mut self, said: &'t str) -> Option<&'t str> {
        let (pair, text) = said.split_once(' ')?;
        if pair == ANYBODY {
            return (self.pair.is_some() && text == HELLO).then_some(text);
        }
        if self.pair.is_none() && text.starts_with(AT) {
            self.pair = Some(pair.to_string());
        }
        (self.pair() == Some(pair)).then_some(text)
    }
}
