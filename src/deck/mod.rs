//! Decks: moments in an order to be told, each with a title and what the speaker means to say.

mod file;
mod kept;
mod talk;

pub use file::{DeckError, FORMAT, SIZE_MAX, is_deck, read, write};
pub use kept::{KEPT, entries, of_entries};
pub use talk::{TALK, talk};

use crate::language::{Own, said};

/// A deck.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Deck {
    /// Its name in addresses: small letters, digits and hyphens.
    pub id: String,
    /// Its name, as one says it.
    pub title: String,
    /// What it shows, in order.
    pub slides: Vec<Slide>,
}

impl Deck {
    /// A text of this deck as it is shown. The deck that comes with the page speaks its language;
    /// whatever is in another is a person's own.
    pub fn words(&self, text: &str) -> Own {
        Own::new(if self.id == TALK { said(text) } else { text.to_string() })
    }
}

/// A moment of a deck.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Slide {
    /// The moment's link. Telling it goes on to the end of its run.
    pub moment: String,
    /// Its title.
    pub title: String,
    /// What the speaker means to say; nobody else sees it, but the handout.
    pub notes: String,
}

/// Letters of a title, and of a slide's notes; slides of a deck.
pub const TITLE_MAX: usize = 120;
/// See [`TITLE_MAX`].
pub const NOTES_MAX: usize = 4000;
/// See [`TITLE_MAX`].
pub const SLIDES_MAX: usize = 200;

/// `text` without the letters after the first `most`.
pub fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// Letters of an id made from a title.
const ID_MAX: usize = 32;

/// An id for `title` that is none of `taken`.
pub fn id_for(title: &str, taken: &[&str]) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    let plain: String = title.to_lowercase().chars().map(plain).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let id: String = words.join("-").chars().take(ID_MAX).collect();
    let id = if id.trim_matches('-').is_empty() { "deck" } else { id.trim_matches('-') };
    let numbered = |count: usize| if count < 2 { id.to_string() } else { format!("{id}-{count}") };
    let is_free = |id: &String| !taken.contains(&id.as_str());
    (1..=taken.len() + 1).map(numbered).find(is_free).unwrap_or_default()
}
