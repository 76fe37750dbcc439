//! Words that are not the page's: what a person wrote, which is never looked up, and what a
//! stranger sent, of which no more than a little is repeated.

use std::fmt::Display;

use super::other_words;

/// A person's own words, such as the title of a deck. They mean what they say in every language, so
/// that they can't be shown as a text that is looked up: they are no [`Display`], and no text that
/// an element takes for one of the page's.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Own(String);

impl Own {
    /// Marks `text` as somebody's own.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The words, for who does not look them up.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a sentence can be made of: see [`super::tell`].
pub trait Part {
    /// The text, and whether it is one of the page's, which are looked up.
    fn part(&self) -> (&dyn Display, bool);
}

impl<T: Display> Part for T {
    fn part(&self) -> (&dyn Display, bool) {
        (self, true)
    }
}

impl Part for Own {
    fn part(&self) -> (&dyn Display, bool) {
        (&self.0, false)
    }
}

/// `part` as it is said.
pub(super) fn part_said((part, is_known): (&dyn Display, bool)) -> String {
    let text = part.to_string();
    let other = if is_known { other_words(&text) } else { None };
    other.unwrap_or(text)
}

/// The longest piece of a stranger's text that is repeated, in characters.
pub const QUOTE_MAX: usize = 40;

/// A stranger's text as far as it is repeated: at most [`QUOTE_MAX`] characters, the middle left
/// out, and a sign in place of each character that can't be seen or that turns the line around.
pub fn clip(text: &str) -> Own {
    let seen = |letter: char| if is_unseen(letter) { '\u{fffd}' } else { letter };
    // Neither end needs more of a long text than this.
    let start: String = text.chars().take(QUOTE_MAX + 1).map(seen).collect();
    if start.chars().count() <= QUOTE_MAX {
        return Own(start);
    }
    let half = QUOTE_MAX / 2;
    let mut clipped: String = start.chars().take(half).collect();
    clipped.push('…');
    let end: Vec<char> = text.chars().rev().take(QUOTE_MAX - half - 1).map(seen).collect();
    clipped.extend(end.iter().rev());
    Own(clipped)
}

/// A stranger's text in quotes, by which a reader knows that it is none of the page's words.
pub fn quote(text: &str) -> Own {
    Own(["'", &clip(text).0, "'"].concat())
}

/// What a reader of a file says of it, which may hold much of the file: what it found and what it
/// expected, each as far as a stranger's text is repeated.
pub fn reported(why: &str) -> Own {
    const FITS: &str = ", expected";
    match why.split_once(FITS) {
        Some((found, fits)) => Own([&clip(found).0, FITS, &clip(fits).0].concat()),
        None => clip(why),
    }
}

/// Whether a character can't be seen, or changes in which direction others are read.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
