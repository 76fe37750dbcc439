//! Links: a moment of a run as short, readable, versioned text, and back. This room owns every
//! wire format; once published, a format keeps being read forever.

mod address;
mod answer;
mod error;
mod link;
mod piece;
mod point;
mod question;
mod stage;

pub use address::{Address, MATRIX, MatrixLink, WHOLE};
pub use answer::{Answer, Entry, Garbled, Grade, Told};
pub use error::{LinkError, Problem};
pub use link::{LANES_MAX, Link, THEMES};
pub use point::{failure_word, read as read_injection, turn_word, write as write_injection};
pub use question::{ALL, CHECK, RUNS_MAX, USUAL_DICE, hazard_word};
pub use stage::{StageLink, deck_link, is_deck_id};
