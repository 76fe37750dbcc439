//! Links: a moment of a run as short, readable, versioned text, and back; and what a figure and the
//! page around it say to each other. This room owns every wire format; once published, a format
//! keeps being read forever.

mod absent;
mod address;
mod answer;
#[cfg(feature = "embed")]
mod call;
mod cell;
mod course;
mod error;
#[cfg(feature = "embed")]
mod host;
mod link;
mod nearest;
mod piece;
mod point;
mod question;
mod stage;

pub use address::{Address, COURSE, FIGURE, MATRIX, MatrixLink, WHOLE};
pub use answer::{Answer, Entry, Form, FormatTold, Garbled, Grade, Told, Written};
#[cfg(feature = "embed")]
pub use call::Call;
pub use cell::{CellTold, FateTold, FindingTold, HarmTold};
pub use course::CourseLink;
pub use error::{LinkError, Problem};
#[cfg(feature = "embed")]
pub use host::{
    Event, Heard, Moment, Reply, Said, deck_call, event, frame_resize, key_forward, resize,
};
pub use link::{LANES_MAX, Link, THEMES};
pub use nearest::by_sound;
pub use point::{
    failure_word, read as read_injection, turn_word, verdict_word, write as write_injection,
};
pub use question::{ALL, CHECK, RUNS_MAX, USUAL_DICE, hazard_word};
pub use stage::{StageLink, deck_link, is_deck_id};
