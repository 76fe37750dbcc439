//! What others hand in, read again: a file that this page has saved. Whatever the text, the answer
//! is something that can be opened, or where and why it can't.
//!
//! Nothing of it is believed: what a file says of its run is held against what the machine plays.

mod compare;
mod error;

pub use error::{Found, ImportError, Place, Problem};

use serde_json::Value;

use crate::codec::Link;
use crate::export;
use crate::sim::timeline::{Run, Timeline};

/// The largest text that is read, in bytes: several times what the longest run takes.
pub const SIZE_MAX: usize = 8_000_000;

/// What was handed in.
#[derive(Clone, Debug)]
pub enum Imported {
    /// A run.
    Run(Run),
}

/// Reads a text that was handed in. Which kind of file it is, its fields say.
pub fn read(text: &str) -> Result<Imported, ImportError> {
    if text.len() > SIZE_MAX {
        return Err(ImportError { place: Place::Whole, problem: Problem::TooLarge });
    }
    let value: Value = serde_json::from_str(text).map_err(|error| ImportError {
        place: Place::Line { line: error.line().max(1), column: error.column().max(1) },
        problem: if error.is_eof() { Problem::Cut } else { Problem::NoJson },
    })?;
    match value.get("frames") {
        Some(_) => read_run(&value).map(Imported::Run),
        None => Err(ImportError { place: Place::root(), problem: Problem::Foreign }),
    }
}

fn read_run(value: &Value) -> Result<Run, ImportError> {
    let root = Place::root();
    let field = |name: &str| {
        let missing = || ImportError {
            place: root.clone(),
            problem: Problem::Missing { field: name.to_string() },
        };
        value.get(name).ok_or_else(missing)
    };
    let at = |name: &str, problem: Problem| ImportError { place: root.field(name), problem };
    let version = field("version")?;
    if version.as_u64() != Some(export::VERSION.into()) {
        return Err(at("version", Problem::Version { found: Found::of(version) }));
    }
    let link = field("link")?;
    let Some(text) = link.as_str() else {
        return Err(at("link", Problem::NoText { found: Found::of(link) }));
    };
    let Link { run, .. } = Link::parse(text).map_err(|error| at("link", Problem::Link(error)))?;
    let timeline = Timeline::new(run.clone()).expect("a link's run is possible");
    let expected: Value =
        serde_json::from_str(&export::json(&timeline)).expect("what is written can be read");
    compare::compare(&expected, value)?;
    Ok(run)
}
