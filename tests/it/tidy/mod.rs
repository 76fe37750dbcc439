//! The repository's own rules: who may import whom, how long things may get, what must not be
//! written down. The rooms are a table; each rule is shown to fail on a text that breaks it.

mod english;
mod files;
mod rooms;
pub mod source;
mod words;

use source::Source;

/// What is wrong, where.
type Problems = Vec<String>;

fn assert_none(problems: &Problems) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// A source that is not on disk, to show that a rule can fail.
fn sample(path: &str, text: &str) -> Source {
    Source::new(path.into(), text.into())
}
