//! Timelines and the matrix as text, as tables and as JSON: strings out, nothing else.

mod json;
mod matrix;
mod text;

pub use json::json;
pub use matrix::{codes, csv, markdown, matrix_json};
pub use text::text;
