//! Links: a moment of a run as short, readable, versioned text, and back. This room owns every
//! wire format; once published, a format keeps being read forever.

mod address;
mod answer;
mod error;
mod link;
mod piece;
mod point;
mod question;

pub use address::{Address, MATRIX, MatrixLink, WHOLE};
pub use answer::{Answer, Entry, Form, FormatTold, Garbled, Grade, Told, Written};
pub use error::{LinkError, Problem};
pub use link::{LANES_MAX, Link};
pub use point::{failure_word, turn_word};
pub use question::{ALL, CHECK, RUNS_MAX, USUAL_DICE, hazard_word};
