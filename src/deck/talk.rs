//! The talk that comes with the page: from one message to historic state and the outbox, in the
//! order of the slides of the talk on consistent messaging by the authors of
//! exactly-once.github.io.

use std::rc::Rc;

use super::card::{Card, Kind};
use super::slides::SLIDES;
use super::{Deck, Shows, Slide};

/// Its id.
pub const TALK: &str = "talk";

/// A slide as it is written in the program.
pub(super) struct Written {
    pub shows: Showing,
    pub title: &'static str,
    pub notes: &'static str,
    /// What is said of the moment, as a lesson claims it of a stop: a test holds it against the
    /// machine.
    pub claims: &'static [&'static str],
}

/// What such a slide shows.
pub(super) enum Showing {
    /// The moment of this link.
    Moment(&'static str),
    /// These words: their lines, who said them, and where.
    Words(Kind, &'static [&'static str], &'static str, &'static str),
}

thread_local! {
    static MADE: Rc<Deck> = Rc::new(talk());
}

/// The deck, which each state of the page has: made once.
pub fn shared_talk() -> Rc<Deck> {
    MADE.with(Rc::clone)
}

/// The deck.
pub fn talk() -> Deck {
    Deck {
        id: String::from(TALK),
        title: String::from("Consistent messaging: the talk"),
        slides: SLIDES.iter().map(slide).collect(),
    }
}

/// What each of its slides claims of its moment.
pub fn claims() -> impl Iterator<Item = (Slide, &'static [&'static str])> {
    SLIDES.iter().map(|written| (slide(written), written.claims))
}

fn slide(written: &Written) -> Slide {
    let shows = match written.shows {
        Showing::Moment(link) => Shows::Moment(String::from(link)),
        Showing::Words(kind, lines, by, source) => Shows::Card(Card {
            kind,
            text: lines.join("\n"),
            by: String::from(by),
            source: String::from(source),
        }),
    };
    Slide { shows, title: String::from(written.title), notes: String::from(written.notes) }
}
