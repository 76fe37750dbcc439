//! Timelines as text and as JSON: strings out, nothing else.

mod json;
mod text;

pub use json::json;
pub use text::text;
