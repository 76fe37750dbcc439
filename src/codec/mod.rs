//! Links: a moment of a run as short, readable, versioned text, and back. This room owns every
//! wire format; once published, a format keeps being read forever.

mod address;
mod error;
mod link;
mod piece;
mod point;

pub use address::{Address, MATRIX, MatrixLink};
pub use error::{LinkError, Problem};
pub use link::{LANES_MAX, Link};
pub use point::{failure_word, turn_word};
