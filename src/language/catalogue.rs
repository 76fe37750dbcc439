//! A language as a file: an English text on one line, what to say for it on the next, set in by a
//! tab. Empty lines and lines that start with `#` say nothing.

use std::fmt;

/// Pairs of an English text and what to say for it, by the English.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Catalogue(Vec<(String, String)>);

/// A line that is no part of a catalogue: which, from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Malformed(pub usize);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} has no text for it, or is none for a text", self.0)
    }
}

impl Catalogue {
    /// Reads a file's text.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut english = None;
        for (number, line) in (1..).zip(text.lines()) {
            match (line.strip_prefix('\t'), english.take()) {
                (Some(other), Some(english)) => {
                    // A file is in order: the place is at the end, and to sort takes more program
                    // than this.
                    let at = pairs.partition_point(|(known, _)| *known < english);
                    pairs.insert(at, (english, other.to_string()));
                }
                (Some(_), None) | (None, Some(_)) => return Err(Malformed(number)),
                (None, None) if line.is_empty() || line.starts_with('#') => {}
                (None, None) => english = Some(line.to_string()),
            }
        }
        if english.is_some() {
            return Err(Malformed(text.lines().count()));
        }
        Ok(Self(pairs))
    }

    /// What to say for `english`.
    pub fn find(&self, english: &str) -> Option<String> {
        let index = self.0.binary_search_by(|(known, _)| known.as_str().cmp(english)).ok()?;
        Some(self.0[index].1.clone())
    }

    /// All pairs, by the English.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}
