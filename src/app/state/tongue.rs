//! Which languages the page speaks.

/// Every language: its code, which is also the name of its file of words, and what it calls itself,
/// with what is not translated. English is what the page is written in, and needs no file.
pub static LANGUAGES: &[(&str, &str)] =
    &[("en", "English"), ("pl", "Polski: the page, not the lessons")];

/// The code of a language that the page speaks; English for any other.
pub fn spoken(code: &str) -> &'static str {
    let known = LANGUAGES.iter().find(|(known, _)| *known == code);
    known.map_or(LANGUAGES[0].0, |(code, _)| code)
}
