//! Decks as a device keeps them: a record each, under the deck's id.

use std::borrow::Borrow;

use super::Deck;
use super::file::{read, read_all, write_short};
use crate::kept::{Entry, Kind};

/// What a device keeps of decks. A deck that two windows change at the same time becomes two.
pub static KEPT: Kind = Kind {
    word: "deck",
    older: "redelivery.decks",
    aside: "redelivery.decks.aside",
    is_read: |text| read(text).is_ok(),
    taken_apart,
    joined: None,
};

/// The records of `decks`.
pub fn entries(decks: &[impl Borrow<Deck>]) -> Vec<Entry> {
    let decks = decks.iter().map(Borrow::borrow);
    decks.map(|deck: &Deck| (deck.id.clone(), write_short(deck))).collect()
}

/// The decks of these records.
pub fn of_entries(entries: Vec<Entry>) -> Vec<Deck> {
    let deck = |(id, text): Entry| Some(Deck { id, ..read(&text).ok()? });
    entries.into_iter().filter_map(deck).collect()
}

fn taken_apart(text: &str) -> (Vec<Entry>, bool) {
    let Some(all) = read_all(text) else { return (Vec::new(), false) };
    let is_whole = all.iter().all(Option::is_some);
    let decks: Vec<Deck> = all.into_iter().flatten().collect();
    (entries(&decks), is_whole)
}
