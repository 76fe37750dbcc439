//! The drawing: functions from plain data to HTML, and [`App`], the one component with a state.
//!
//! A part of the page is a function, not a component of its own: the page is drawn anew from one
//! value anyway, and each component would add some 6 KB of life cycle to the wasm. What seldom
//! changes is drawn by the one component in `resting`, which compares its data first.

mod components;
mod element;
mod page;
mod resting;
mod root;

pub use page::{MatrixPage, Page};
pub use root::{App, other_page, start_at};
