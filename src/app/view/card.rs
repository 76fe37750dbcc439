//! A slide of words, as plain data.

use crate::app::state::State;
use crate::deck::{Card, Deck, Kind, Slide};
use crate::language::{Own, said};

/// A slide of words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardView {
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: Own,
    /// What it says.
    pub lines: Vec<Own>,
    /// Who said it.
    pub by: Own,
    /// Where it was said, or by which system.
    pub source: Own,
}

impl CardView {
    /// All that it says, for who does not see it.
    pub fn text(&self) -> String {
        let parts = std::iter::once(&self.title).chain(&self.lines).chain([&self.by, &self.source]);
        let parts: Vec<&str> = parts.map(|part| part.as_str().trim()).collect();
        let mut said = String::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            said.push_str(part);
            said.push_str(if part.ends_with(['.', '?', '!', ':']) { " " } else { ". " });
        }
        said.trim_end().to_string()
    }
}

pub(super) fn card(deck: &Deck, slide: &Slide, card: &Card) -> CardView {
    let lines = if card.text.is_empty() { Vec::new() } else { deck.lines(card) };
    CardView {
        kind: card.kind,
        title: deck.words(&slide.title),
        lines,
        by: deck.words(&card.by),
        source: deck.words(&card.source),
    }
}

/// The words on stage, if there are words on it.
pub(super) fn on_stage(state: &State) -> Option<CardView> {
    state.shows_words().then(|| match state.words() {
        Some((deck, slide, words)) => card(deck, slide, words),
        None => CardView {
            kind: Kind::Text,
            title: Own::new(said("This slide is not on this device")),
            lines: vec![Own::new(said("Import its deck, or open it where it was made."))],
            by: Own::default(),
            source: Own::default(),
        },
    })
}
