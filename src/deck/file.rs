//! A deck as a file: JSON, versioned. `docs/formats.md` describes it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::card::{Card, Kind, Part};
use super::error::DeckError;
use super::{Deck, NOTES_MAX, SLIDES_MAX, Shows, Slide, TITLE_MAX, cut};
use crate::codec::Link;

/// What the file says it is.
pub const FORMAT: &str = "redelivery-deck";
/// The newest version that this program reads, and the one it writes where there is a slide of
/// words. A deck of moments alone is of the first, so that pages of that time can open it too.
pub(super) const VERSION: u32 = 2;
const OF_MOMENTS: u32 = 1;
/// Bytes of a letter where a file needs most of them: a control character in JSON.
const LETTER_MAX: usize = 6;
/// Bytes of a slide besides its title and notes: its moment, which has at most 1000 choices, or its
/// words, and the layout.
const MOMENT_MAX: usize = 32 * 1024;
/// Bytes of a file: as many as the largest deck can have that one can make.
pub const SIZE_MAX: usize = (SLIDES_MAX + 1) * (LETTER_MAX * (TITLE_MAX + NOTES_MAX) + MOMENT_MAX);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeckFile {
    format: String,
    version: u32,
    title: String,
    slides: Vec<SlideFile>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SlideFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default)]
    notes: String,
}

/// The file of `deck`.
pub fn write(deck: &Deck) -> String {
    serde_json::to_string_pretty(&file(deck)).unwrap_or_default()
}

fn file(deck: &Deck) -> DeckFile {
    let has_words = deck.slides.iter().any(|slide| slide.card().is_some());
    DeckFile {
        format: FORMAT.to_string(),
        version: if has_words { VERSION } else { OF_MOMENTS },
        title: deck.title.clone(),
        slides: deck.slides.iter().map(slide_file).collect(),
    }
}

fn slide_file(slide: &Slide) -> SlideFile {
    let file = SlideFile {
        title: slide.title.clone(),
        notes: slide.notes.clone(),
        ..SlideFile::default()
    };
    match &slide.shows {
        Shows::Moment(link) => SlideFile { moment: Some(link.clone()), ..file },
        Shows::Card(card) => {
            let part = |part| card.kind.has(part).then(|| card.part(part).to_string());
            SlideFile {
                kind: Some(card.kind.word().to_string()),
                text: part(Part::Text),
                by: part(Part::By),
                source: part(Part::Source),
                ..file
            }
        }
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
    for (number, file) in (1..).zip(file.slides) {
        if file.notes.chars().count() > NOTES_MAX {
            return Err(DeckError::Long(number));
        }
        let shows = shows(number, &file)?;
        slides.push(Slide { shows, title: cut(&file.title, TITLE_MAX), notes: file.notes });
    }
    // Titles that an older version has made of others may be longer than one can write them.
    Ok(Deck { id: String::new(), title: cut(&file.title, TITLE_MAX), slides })
}

/// The word in files for a slide of a moment, which need not be said.
const MOMENT: &str = "moment";
/// The fields for the parts of a slide of words.
const PARTS: [(Part, &str); 3] = [(Part::Text, "text"), (Part::By, "by"), (Part::Source, "source")];

/// What the slide with this number, from 1, shows.
fn shows(number: usize, file: &SlideFile) -> Result<Shows, DeckError> {
    let of = |part| match part {
        Part::Text => file.text.as_deref(),
        Part::By => file.by.as_deref(),
        Part::Source => file.source.as_deref(),
    };
    let kind = file.kind.as_deref().unwrap_or(MOMENT);
    if kind == MOMENT {
        if let Some((_, field)) = PARTS.into_iter().find(|(part, _)| of(*part).is_some()) {
            return Err(DeckError::Field(number, MOMENT, field));
        }
        let moment = file.moment.clone().ok_or(DeckError::Lacks(number, MOMENT, MOMENT))?;
        Link::parse(&moment).map_err(|error| DeckError::Moment(number, error))?;
        return Ok(Shows::Moment(moment));
    }
    let kind = Kind::of(kind).ok_or_else(|| DeckError::Kind(number, kind.to_string()))?;
    if file.moment.is_some() {
        return Err(DeckError::Field(number, kind.word(), MOMENT));
    }
    let mut card = Card::new(kind);
    for (part, field) in PARTS {
        let Some(text) = of(part) else { continue };
        if !kind.has(part) {
            return Err(DeckError::Field(number, kind.word(), field));
        }
        card.write(part, text).map_err(|misfit| DeckError::Misfit(number, field, misfit))?;
    }
    if file.text.is_none() && kind != Kind::Title {
        return Err(DeckError::Lacks(number, kind.word(), "text"));
    }
    Ok(Shows::Card(card))
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
