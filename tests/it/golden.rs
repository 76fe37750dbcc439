//! Accepted text, compared line by line. A module of tests hands its texts over through a
//! function listed in [`SOURCES`]; a file that none of them produces is stale and fails.
//!
//! `UPDATE_GOLDEN=1 cargo test --test it golden` accepts everything as it is now.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

/// Every module that keeps goldens.
const SOURCES: &[fn() -> Vec<Golden>] = &[
    crate::timelines::goldens,
    crate::verdicts::goldens,
    crate::sentences::goldens,
    crate::registry::goldens,
    crate::matrix::goldens,
    crate::rows::goldens,
    crate::costs::goldens,
    crate::links::goldens,
    crate::points::goldens,
    crate::steps::goldens,
];

/// One text that a person has to accept.
pub struct Golden {
    /// The name of its file.
    pub name: String,
    /// The text as it is now.
    pub text: String,
}

/// Lines shown of each of two texts that differ.
const SHOWN_MAX: usize = 8;

static GOLDENS: LazyLock<Vec<Golden>> =
    LazyLock::new(|| SOURCES.iter().flat_map(|source| source()).collect());

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The accepted text of `name`, if there is one.
pub fn accepted(name: &str) -> Option<String> {
    let text = fs::read_to_string(directory().join(name)).ok()?;
    Some(text.replace("\r\n", "\n"))
}

/// Compares `actual` with the accepted text of `name`, or accepts it when asked to.
fn check(name: &str, actual: &str) -> Result<(), String> {
    let expected = accepted(name);
    if expected.as_deref() == Some(actual) {
        return Ok(());
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(directory().join(name), actual).expect("tests/golden can be written");
        return Ok(());
    }
    Err(match expected {
        None => format!("tests/golden/{name} does not exist yet\n"),
        Some(expected) => format!("tests/golden/{name}{}", difference(&expected, actual)),
    })
}

/// Where two texts differ. Texts of one length are compared line by line; of others everything is
/// shown from where they part to where they meet again for good.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<&str>, Vec<&str>) =
        (expected.split('\n').collect(), actual.split('\n').collect());
    let pairs = || expected.iter().zip(&actual);
    let part = pairs().take_while(|(left, right)| left == right).count();
    let mut lines = Vec::new();
    if expected.len() == actual.len() {
        for (left, right) in pairs().filter(|(left, right)| left != right) {
            lines.extend([format!("- {left}"), format!("+ {right}")]);
        }
    } else {
        let most = expected.len().min(actual.len());
        let backwards = expected.iter().rev().zip(actual.iter().rev());
        let meet = backwards.take_while(|(left, right)| left == right).count().min(most - part);
        for (sign, text) in [('-', &expected), ('+', &actual)] {
            let differing = &text[part..text.len() - meet];
            lines.extend(differing.iter().take(SHOWN_MAX).map(|line| format!("{sign} {line}")));
            if differing.len() > SHOWN_MAX {
                lines.push(format!("{sign} ({} lines more)", differing.len() - SHOWN_MAX));
            }
        }
    }
    let shown = lines.iter().take(2 * (SHOWN_MAX + 1));
    let shown: String = shown.fold(String::new(), |shown, line| shown + "  " + line + "\n");
    format!(" differs from line {} on:\n{shown}", part + 1)
}

#[test]
fn every_file_is_as_accepted() {
    let problems: Vec<String> =
        GOLDENS.iter().filter_map(|golden| check(&golden.name, &golden.text).err()).collect();
    assert!(
        problems.is_empty(),
        "{}\nto accept: UPDATE_GOLDEN=1 cargo test --test it golden",
        problems.join("\n")
    );
}

#[test]
fn no_file_is_stale() {
    let produced: BTreeSet<String> = GOLDENS.iter().map(|golden| golden.name.clone()).collect();
    let stale: Vec<String> = fs::read_dir(directory())
        .expect("tests/golden exists")
        .map(|entry| entry.expect("tests/golden can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !produced.contains(name))
        .collect();
    assert!(stale.is_empty(), "no test produces these; delete them from tests/golden: {stale:?}");
}

#[test]
fn no_name_is_used_twice() {
    let mut seen = BTreeSet::new();
    for golden in GOLDENS.iter() {
        assert!(seen.insert(golden.name.clone()), "{} comes twice", golden.name);
    }
}

#[test]
fn a_difference_is_shown_and_nothing_else() {
    let shown = difference("same\nold\nend\nlast\n", "same\nnew\nend\nLAST\n");
    assert_eq!(shown, " differs from line 2 on:\n  - old\n  + new\n  - last\n  + LAST\n");
    assert_eq!(difference("a\na\n", "a\na\na\n"), " differs from line 3 on:\n  + a\n");
    let long = difference("", &"line\n".repeat(20));
    assert!(long.ends_with("  + line\n  + (12 lines more)\n"), "{long}");
}

#[test]
fn a_text_that_was_not_accepted_fails() {
    if std::env::var_os("UPDATE_GOLDEN").is_none() {
        let problem = check("no such file.txt", "text").expect_err("it was never accepted");
        assert_eq!(problem, "tests/golden/no such file.txt does not exist yet\n");
    }
}
