//! A deck as a file: JSON, versioned. `docs/formats.md` describes it.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Deck, NOTES_MAX, SLIDES_MAX, Slide, TITLE_MAX, cut};
use crate::codec::{Link, LinkError};
use crate::language::{clip, reported, said, tell};

/// What the file says it is.
pub const FORMAT: &str = "redelivery-deck";
/// The version this program writes, and the newest it reads.
const VERSION: u32 = 1;
/// Bytes of a letter where a file needs most of them: a control character in JSON.
const LETTER_MAX: usize = 6;
/// Bytes of a slide besides its texts: its moment, which has at most 1000 choices, and the layout.
const MOMENT_MAX: usize = 32 * 1024;
/// Bytes of a file: as many as the largest deck can have that one can make.
pub const SIZE_MAX: usize = (SLIDES_MAX + 1) * (LETTER_MAX * (TITLE_MAX + NOTES_MAX) + MOMENT_MAX);

/// What is wrong with a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DeckError {
    /// It has more than [`SIZE_MAX`] bytes.
    Large,
    /// It is no JSON of this form.
    Form {
        /// Line, from 1.
        line: usize,
        /// Character of the line, from 1.
        column: usize,
        /// What the reader says.
        why: String,
    },
    /// It says that it is something else.
    Other(String),
    /// It is of a newer version.
    Newer(u32),
    /// It has no slide, or more than [`SLIDES_MAX`].
    Count(usize),
    /// A slide's notes are too long: the slide from 1.
    Long(usize),
    /// A slide's moment can't be shown: the slide from 1, and why.
    Moment(usize, LinkError),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeckFile {
    format: String,
    version: u32,
    title: String,
    slides: Vec<SlideFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SlideFile {
    moment: String,
    title: String,
    #[serde(default)]
    notes: String,
}

/// The file of `deck`.
pub fn write(deck: &Deck) -> String {
    serde_json::to_string_pretty(&file(deck)).unwrap_or_default()
}

fn file(deck: &Deck) -> DeckFile {
    let slide = |Slide { moment, title, notes }: &Slide| SlideFile {
        moment: moment.clone(),
        title: title.clone(),
        notes: notes.clone(),
    };
    DeckFile {
        format: FORMAT.to_string(),
        version: VERSION,
        title: deck.title.clone(),
        slides: deck.slides.iter().map(slide).collect(),
    }
}

/// Whether a text that was handed in means to be a deck, readable or not.
pub fn is_deck(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains(&format!("\"{FORMAT}\""))
}

/// The deck's file on one line, to be kept on a device.
pub(super) fn write_short(deck: &Deck) -> String {
    serde_json::to_string(&file(deck)).unwrap_or_default()
}

/// What older versions kept: all decks in one list, each with its id. Of one that can't be read,
/// nothing but that it was there.
pub(super) fn read_all(text: &str) -> Option<Vec<Option<Deck>>> {
    let kept: Vec<(String, Value)> = serde_json::from_str(text).ok()?;
    let read = |(id, value)| {
        let file = serde_json::from_value(value).ok()?;
        Some(Deck { id, ..deck(file).ok()? })
    };
    Some(kept.into_iter().map(read).collect())
}

/// Reads a file; the deck has no id yet.
pub fn read(text: &str) -> Result<Deck, DeckError> {
    if text.len() > SIZE_MAX {
        return Err(DeckError::Large);
    }
    match serde_json::from_str(text) {
        Ok(file) => deck(file),
        Err(error) => Err(of_another(text).unwrap_or_else(|| form(&error))),
    }
}

fn deck(file: DeckFile) -> Result<Deck, DeckError> {
    if file.format != FORMAT {
        return Err(DeckError::Other(file.format));
    }
    if file.version > VERSION {
        return Err(DeckError::Newer(file.version));
    }
    if file.slides.is_empty() || file.slides.len() > SLIDES_MAX {
        return Err(DeckError::Count(file.slides.len()));
    }
    let mut slides = Vec::new();
    for (number, SlideFile { moment, title, notes }) in (1..).zip(file.slides) {
        if notes.chars().count() > NOTES_MAX {
            return Err(DeckError::Long(number));
        }
        Link::parse(&moment).map_err(|error| DeckError::Moment(number, error))?;
        slides.push(Slide { moment, title: cut(&title, TITLE_MAX), notes });
    }
    // Titles that an older version has made of others may be longer than one can write them.
    Ok(Deck { id: String::new(), title: cut(&file.title, TITLE_MAX), slides })
}

/// What a file of another form says of itself, if it does: a newer version may have any form.
fn of_another(text: &str) -> Option<DeckError> {
    #[derive(Deserialize)]
    struct Head {
        format: String,
        version: u32,
    }
    let Head { format, version } = serde_json::from_str(text).ok()?;
    if format != FORMAT {
        return Some(DeckError::Other(format));
    }
    (version > VERSION).then_some(DeckError::Newer(version))
}

fn form(error: &serde_json::Error) -> DeckError {
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default().to_string();
    DeckError::Form { line: error.line(), column: error.column(), why }
}

impl fmt::Display for DeckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            DeckError::Large => tell("it has more than {0} bytes", &[&SIZE_MAX]),
            DeckError::Form { line, column, why } => {
                tell("line {0}, character {1}: {2}", &[line, column, &reported(why)])
            }
            DeckError::Other(format) => {
                tell("it is no deck, but says it is \"{0}\"", &[&clip(format)])
            }
            DeckError::Newer(version) => tell(
                "it is of version {0}, newer than this page, which knows {1}",
                &[version, &VERSION],
            ),
            DeckError::Count(0) => said("it has no slide"),
            DeckError::Count(_) => tell("it has more than {0} slides", &[&SLIDES_MAX]),
            DeckError::Long(slide) => {
                tell("slide {0}: its notes have more than {1} letters", &[slide, &NOTES_MAX])
            }
            DeckError::Moment(slide, error) => tell("slide {0}, its moment: {1}", &[slide, error]),
        };
        f.write_str(&text)
    }
}
