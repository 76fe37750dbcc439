//! Words that strangers stumbled over stay away: from every text of the page, which are the keys of a
//! file of words, and from the documents that come with it.

use redelivery::language::Catalogue;

use super::source::ALL;
use super::{Problems, assert_none};

/// British spellings, and turns of phrase that nobody says aloud.
const BANNED: &[&str] = &[
    "recognis",
    "acknowledgement",
    "cancelled",
    "behaviour",
    "colour",
    "licence",
    "is going to strike",
    "where they part",
    "for ever ",
    "whoever takes",
    "as if nothing was",
    "waits aside",
    "never comes to that",
    "brings it back",
    "in vain",
    "behind the others",
];

const DOCUMENTS: &[&str] =
    &["README.md", "docs/embedding.md", "docs/formats.md", "docs/hosting.md", "docs/speed.md"];

/// The banned phrases in `text`.
fn found(text: &str) -> impl Iterator<Item = &'static str> {
    let text = text.to_lowercase();
    BANNED.iter().copied().filter(move |phrase| text.contains(phrase))
}

#[test]
fn the_english_is_what_a_colleague_would_say() {
    let polish = include_str!("../../../static/words/pl.txt");
    let catalogue = Catalogue::read(polish).expect("it is well-formed");
    let texts = catalogue.pairs().iter().map(|(english, _)| ("the page", english.as_str()));
    let documents = ALL.iter().filter(|it| DOCUMENTS.contains(&it.path.as_str()));
    let documents = documents.map(|it| (it.path.as_str(), it.text.as_str()));
    assert_eq!(documents.clone().count(), DOCUMENTS.len());
    let problems: Problems = texts
        .chain(documents)
        .flat_map(|(place, text)| {
            found(text).map(move |phrase| format!("{place}: \"{phrase}\" in \"{text:.60}\""))
        })
        .collect();
    assert_none(&problems);
}

#[test]
fn a_banned_phrase_is_found() {
    assert_eq!(found("The copy is Recognised, behind the others.").count(), 2);
    assert_eq!(found("The copy is recognized.").count(), 0);
}
