//! The glossary: each word in a sentence or two, and a run that shows it. What the page explains
//! where it stands is explained there alone: the glossary takes it over.

use super::error::CourseError;
use super::fields::Fields;
use super::markdown::{self, Piece};
use super::stop::Stop;
use super::text::{Block, Inline, plain};
use crate::words;

/// The file.
const TEXT: &str = include_str!("glossary.md");

/// A word of the glossary.
#[derive(Clone, Debug)]
pub struct Term {
    /// The word.
    pub name: String,
    /// What it means.
    pub means: Means,
    /// A run that shows it.
    pub shown: Stop,
}

impl Term {
    /// The word as links have it.
    pub fn slug(&self) -> String {
        self.name.replace(' ', "-")
    }
}

/// What a word means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Means {
    /// What the page says of it.
    Page(&'static str),
    /// This.
    Own(Vec<Inline>),
}

/// Every word, in the order of the alphabet.
pub fn glossary() -> Result<Vec<Term>, CourseError> {
    read(TEXT)
}

/// Reads a glossary: a heading for each word, what it means, unless the page says so, and a stop.
pub fn read(text: &str) -> Result<Vec<Term>, CourseError> {
    let mut terms = Vec::new();
    let mut pieces = markdown::read(text, 1)?.into_iter();
    while let Some(piece) = pieces.next() {
        let Piece::Text(Block::Heading(name), line) = piece else {
            return Err(unlike("a word, as a heading", Some(piece), 0));
        };
        let name = plain(&name);
        let means = match of_page(&name) {
            Some(means) => Means::Page(means),
            None => match pieces.next() {
                Some(Piece::Text(Block::Paragraph(means), _)) => Means::Own(means),
                other => return Err(unlike("what the word means", other, line)),
            },
        };
        let shown = match pieces.next() {
            Some(Piece::Fenced(_, text, line)) => Stop::read(Fields::read(&text, line)?)?,
            other => return Err(unlike("a stop, and nothing else", other, line)),
        };
        terms.push(Term { name, means, shown });
    }
    Ok(terms)
}

/// What the page says of the word: there it may begin with a capital.
fn of_page(name: &str) -> Option<&'static str> {
    let capital = name.chars().take(1).flat_map(char::to_uppercase);
    let capitalized: String = capital.chain(name.chars().skip(1)).collect();
    words::means(name).or_else(|| words::means(&capitalized))
}

/// That `what` should stand there, or behind line `last` if nothing does.
fn unlike(what: &'static str, found: Option<Piece>, last: usize) -> CourseError {
    let (line, found) = match found {
        None => (last, "the end".to_string()),
        Some(Piece::Fenced(name, _, line)) => (line - 1, name),
        Some(Piece::Text(Block::Heading(text) | Block::Paragraph(text), line)) => {
            (line, plain(&text))
        }
        Some(Piece::Text(_, line)) => (line, "a list or code".to_string()),
    };
    CourseError::expected(line, what, &found)
}
