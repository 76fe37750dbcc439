//! What somebody may have meant who wrote a name that there is not.

use super::error::Problem;
use super::link::THEMES;
use super::question::hazard_word;
use crate::sim::approach::{self, FLAWED};
use crate::sim::checker::Hazard;
use crate::sim::{invariant, scenario};

/// The names that would fit at a place, each as links have it and as it is shown.
pub(super) fn known(problem: &Problem) -> Vec<(&'static str, &'static str)> {
    match problem {
        Problem::Scenario { .. } => scenario::ALL.iter().map(|it| (it.id, it.name)).collect(),
        Problem::Approach { .. } => {
            approach::ALL.iter().chain(FLAWED).map(|it| (it.id, it.name)).collect()
        }
        Problem::Promise { .. } => invariant::ALL.iter().map(|it| (it.id, it.name)).collect(),
        Problem::Hazard { .. } => Hazard::ALL.map(hazard_word).map(|it| (it, it)).to_vec(),
        Problem::Setting { known, .. } => known.iter().map(|&it| (it, it)).collect(),
        Problem::Theme { .. } => THEMES.iter().map(|&it| (it, it)).collect(),
        _ => Vec::new(),
    }
}

/// Letters of a text that are looked at: no name is longer.
const LETTERS_MAX: usize = 40;

/// The one of `known` that `found` comes nearest to, as it is shown; none if it is near to none.
/// Each has the name that links have, and the one that is shown.
pub fn by_sound<'a>(found: &str, known: Vec<(&'a str, &'a str)>) -> Option<&'a str> {
    // Of a setting, the name counts.
    let found = plain(found.split('=').next().unwrap_or_default());
    let far = |name: &str| distance(&found, &plain(name));
    let near = known.into_iter().map(|(id, name)| (far(id).min(far(name)), name));
    // As many letters may be wrong as leave most of them right.
    let (changes, name) = near.min_by_key(|(changes, _)| *changes)?;
    (changes <= found.len() / 3).then_some(name)
}

/// The letters and digits of a text, without the rest of ASCII, and those of ASCII small. What is
/// known has no others, and a figure need not load the tables of Unicode.
fn plain(text: &str) -> Vec<char> {
    let letters = text.chars().filter(|it| it.is_ascii_alphanumeric() || !it.is_ascii());
    letters.take(LETTERS_MAX).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Letters to be put in, taken out or changed to come from one text to the other (Levenshtein); a
/// text that ends too early is as near as one with a single letter wrong.
fn distance(found: &[char], name: &[char]) -> usize {
    if found.len() > 2 && name.starts_with(found) {
        return usize::from(found.len() < name.len());
    }
    let mut row: Vec<usize> = (0..=name.len()).collect();
    for (index, letter) in found.iter().enumerate() {
        let mut before = row[0];
        row[0] = index + 1;
        for (place, other) in name.iter().enumerate() {
            let changed = before + usize::from(letter != other);
            before = row[place + 1];
            row[place + 1] = changed.min(before + 1).min(row[place] + 1);
        }
    }
    row[name.len()]
}
