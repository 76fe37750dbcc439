//! A new lesson: a file that can be read already, and its line in the list.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::project::Project;

/// What a new lesson says; the project's tests read it.
const SKELETON: &str = include_str!("lesson.md");
/// How the list of lessons begins, and how it ends.
const LIST: &str = "pub static LESSONS: &[Listed] = &[\n";
const LIST_END: &str = "];\n";

/// Makes the lesson called `name`, behind the last, and returns its file.
pub fn new(project: &Project, name: &str) -> Result<PathBuf> {
    ensure!(is_name(name), "`{name}`: a name is in lower case, with a hyphen for each blank");
    let course = project.root().join("src").join("course");
    let list = course.join("mod.rs");
    let text = fs::read_to_string(&list).with_context(|| format!("{}", list.display()))?;
    ensure!(!text.contains(&format!("\"{name}\"")), "there is a lesson or a challenge `{name}`");
    let (text, number) = with_lesson(&text, name)
        .with_context(|| format!("{} has no list of lessons", list.display()))?;
    let file = course.join("lessons").join(format!("{number:02}-{name}.md"));
    fs::write(&file, SKELETON).with_context(|| format!("{}", file.display()))?;
    fs::write(&list, text).with_context(|| format!("{}", list.display()))?;
    Ok(file)
}

fn is_name(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    };
    name.split('-').all(is_word)
}

/// `text` with a line for `name` behind the last lesson, and that lesson's number.
fn with_lesson(text: &str, name: &str) -> Option<(String, usize)> {
    let start = text.find(LIST)? + LIST.len();
    let end = start + text[start..].find(LIST_END)?;
    let number = text[start..end].lines().count() + 1;
    let line = format!("    listed!(\"lessons\" \"{number:02}\" \"{name}\"),\n");
    Some((format!("{}{line}{}", &text[..end], &text[end..]), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_goes_behind_the_last_lesson() {
        let list =
            |lines: &str| format!("mod a;\n{LIST}{lines}];\n\nstatic OTHER: &[u8] = &[\n];\n");
        let one = "    listed!(\"lessons\" \"01\" \"one\"),\n";
        let two = "    listed!(\"lessons\" \"02\" \"two\"),\n";
        let made = with_lesson(&list(one), "two");
        assert_eq!(made, Some((list(&format!("{one}{two}")), 2)));
        assert_eq!(with_lesson("static LESSONS: u8 = 0;", "two"), None);
    }

    #[test]
    fn a_name_is_one_that_a_link_can_have() {
        for name in ["outbox", "two-orders", "part-2"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "-", "Outbox", "two orders", "a/b", "two--orders", "ü"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
