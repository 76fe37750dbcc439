//! Decks: moments and words in an order to be told, each with a title and what the speaker means
//! to say.

mod card;
mod error;
mod file;
mod kept;
mod slides;
mod talk;

pub use card::{CODE_WIDTH, Card, Kind, Misfit, Part, Room, lines};
pub use error::DeckError;
pub use file::{FORMAT, SIZE_MAX, is_deck, read, write};
pub use kept::{KEPT, entries, of_entries};
pub use talk::{TALK, claims, shared_talk, talk};

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
        let is_ours = self.id == TALK && !text.is_empty();
        Own::new(if is_ours { said(text) } else { text.to_string() })
    }

    /// The lines of a slide of words. Code is the same in every language.
    pub fn lines(&self, card: &Card) -> Vec<Own> {
        let width = if card.kind == Kind::Listing { CODE_WIDTH } else { usize::MAX };
        let lines = card::lines(&card.text, width).into_iter();
        lines
            .map(|line| if card.kind.is_code() { Own::new(line) } else { self.words(&line) })
            .collect()
    }
}

/// A slide of a deck.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Slide {
    /// What it shows.
    pub shows: Shows,
    /// Its title.
    pub title: String,
    /// What the speaker means to say; nobody else sees it, but the handout.
    pub notes: String,
}

/// What a slide shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shows {
    /// A moment, by its link. Telling it goes on to the end of its run.
    Moment(String),
    /// Words.
    Card(Card),
}

impl Default for Shows {
    fn default() -> Self {
        Shows::Card(Card::default())
    }
}

impl Slide {
    /// The moment that it shows, if it shows one.
    pub fn moment(&self) -> Option<&str> {
        match &self.shows {
            Shows::Moment(link) => Some(link),
            Shows::Card(_) => None,
        }
    }

    /// The words that it shows, if it shows no moment.
    pub fn card(&self) -> Option<&Card> {
        match &self.shows {
            Shows::Moment(_) => None,
            Shows::Card(card) => Some(card),
        }
    }
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
