//! In which language the page speaks. Its sentences are written in English where they are made, and
//! English is the key: another language is a file of pairs, looked up where texts come together and
//! where they reach the page. The idea is gettext's.
//!
//! Nothing is looked up in English, and no file is loaded for it.

mod capital;
mod catalogue;
mod foreign;

pub use capital::capital;
pub use catalogue::{Catalogue, Malformed};
pub use foreign::{Own, Part, QUOTE_MAX, clip, quote, reported};

use std::cell::RefCell;

/// Another language: what it says for an English text, if it knows it.
pub type Language = Box<dyn Fn(&str) -> Option<String>>;

thread_local! {
    static SPOKEN: RefCell<Option<Language>> = const { RefCell::new(None) };
}

/// From now on speaks `language` in this thread; English if there is none. The page says so once,
/// before anything is drawn.
pub fn speak(language: Option<Language>) {
    SPOKEN.set(language);
}

/// What `work` makes when it is English that is spoken, as in files for other programs.
pub fn in_english<T>(work: impl FnOnce() -> T) -> T {
    let spoken = SPOKEN.take();
    let made = work();
    SPOKEN.set(spoken);
    made
}

/// Whether it is English that is spoken.
pub fn is_english() -> bool {
    SPOKEN.with_borrow(Option::is_none)
}

/// What to say for `english`; none where it is English that is spoken, or the text is not known.
#[inline(never)]
pub fn other_words(english: &str) -> Option<String> {
    SPOKEN.with_borrow(|spoken| spoken.as_ref()?(english))
}

/// `english` as it is said.
pub fn said(english: &str) -> String {
    other_words(english).unwrap_or_else(|| english.to_string())
}

/// A sentence made of parts: `{0}` in `template` stands for the first of `parts`, and so on. The
/// template is looked up, and each part, which may be a text of its own; somebody's [`Own`] words
/// are not.
#[inline(never)]
pub fn tell(template: &str, parts: &[&dyn Part]) -> String {
    let known = other_words(template);
    let first = parts.first().map_or(String::new(), |first| first.part().0.to_string());
    let form = known.as_deref().map(|known| form(known, &first));
    let mut sentence = String::new();
    let mut rest = form.unwrap_or(template);
    while let Some((before, after)) = rest.split_once('{') {
        sentence.push_str(before);
        let (number, behind) = after.split_once('}').unwrap_or((after, ""));
        if let Some(part) = number.parse::<usize>().ok().and_then(|index| parts.get(index)) {
            sentence.push_str(&foreign::part_said(part.part()));
        }
        rest = behind;
    }
    sentence + rest
}

/// A list of texts, each looked up.
pub fn list(texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| said(text)).collect();
    texts.join(", ")
}

/// A translation may have a form for few and one for many, as Slavic languages do, with ` | `
/// between: which one is meant is told by the number that the first part begins with.
fn form<'t>(known: &'t str, first: &str) -> &'t str {
    // A bar with blanks around it; to look for all three would bring a search for whole texts.
    let Some((few, many)) = known.split_once('|') else { return known };
    let (few, many) = (few.trim_end_matches(' '), many.trim_start_matches(' '));
    // Whatever parts its thousands belongs to it: a number ends with a blank.
    let digits = first.bytes().take_while(|it| *it != b' ').filter(u8::is_ascii_digit);
    let digits: Vec<u8> = digits.collect();
    let (tens, ones) = match digits[..] {
        [.., tens, ones] => (tens, ones),
        [ones] => (b'0', ones),
        [] => (b'0', b'0'),
    };
    if tens != b'1' && (b'2'..=b'4').contains(&ones) { few } else { many }
}
