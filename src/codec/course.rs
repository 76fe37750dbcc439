//! Addresses of the course: `/v1/learn`, the map; `/v1/learn/<lesson>`; `/v1/challenge/<name>`;
//! `/v1/words`, the glossary, and `/v1/words/<word>`.
//!
//! Which names there are, the course knows: it is loaded when it is opened.

use std::fmt;

use super::link::VERSION;

const LEARN: &str = "learn";
const CHALLENGE: &str = "challenge";
const WORDS: &str = "words";

/// A page of the course.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CourseLink {
    /// The map: all that there is.
    Map,
    /// The lesson with this name.
    Lesson(String),
    /// The challenge with this name.
    Challenge(String),
    /// The glossary, at this word.
    Words(Option<String>),
}

impl CourseLink {
    /// Whether the text after `#` means to name a page of the course.
    pub fn is_meant(text: &str) -> bool {
        parts(text).is_some()
    }

    /// Reads the text after `#`; `None` if it means another page.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (page, name) = parts(text)?;
        let name = Some(name.to_string()).filter(|name| !name.is_empty());
        Some(match (page, name) {
            (WORDS, name) => Self::Words(name),
            (LEARN, Some(name)) => Self::Lesson(name),
            (CHALLENGE, Some(name)) => Self::Challenge(name),
            _ => Self::Map,
        })
    }
}

/// The page that is meant, and the name behind it.
fn parts(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('/')?.strip_prefix(VERSION)?.strip_prefix('/')?;
    let rest = rest.split('?').next().unwrap_or_default();
    let (page, name) = rest.split_once('/').unwrap_or((rest, ""));
    matches!(page, LEARN | CHALLENGE | WORDS).then_some((page, name))
}

impl fmt::Display for CourseLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Map => write!(f, "/{VERSION}/{LEARN}"),
            Self::Lesson(name) => write!(f, "/{VERSION}/{LEARN}/{name}"),
            Self::Challenge(name) => write!(f, "/{VERSION}/{CHALLENGE}/{name}"),
            Self::Words(None) => write!(f, "/{VERSION}/{WORDS}"),
            Self::Words(Some(word)) => write!(f, "/{VERSION}/{WORDS}/{word}"),
        }
    }
}
