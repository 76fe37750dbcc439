//! The English of the product's texts: spellings and phrases that readers stumbled over, each with
//! what to say instead. Texts are those that visitors and authors read; comments are not.

use std::fs;
use std::path::Path;

use redelivery::language::Catalogue;

use super::source::{ALL, Source};
use super::{Problems, assert_none, sample};

/// What not to say, in small letters, and what to say instead. A phrase stands between other words;
/// one that ends with `*` may go on.
const BANNED: &[(&str, &str)] = &[
    // One spelling: American.
    ("recognis*", "recognize"),
    ("cancelled", "canceled"),
    ("licence", "license"),
    ("acknowledgement*", "acknowledgment"),
    ("behaviour*", "behavior"),
    ("colour*", "color"),
    ("serialis*", "serialize"),
    ("for ever", "forever"),
    ("other way round", "other way around, or name it"),
    // Not idiomatic.
    ("is to be", "say who does it: you can, it must"),
    ("are to be", "say who does it: you can, they must"),
    ("is to stay", "should remember"),
    ("is to go", "should"),
    ("others than", "different from"),
    ("of them copies", "of which duplicates"),
    ("in vain", "failed"),
    ("belongs into", "belongs in"),
    ("also if", "even if"),
    ("anew", "again"),
    ("as if nothing was", "as if nothing had happened"),
    ("hear of", "hear about"),
    ("know of it", "know about it"),
    ("by which approach", "which approach"),
    ("another trace", "a different trace"),
    ("in another order", "in a different order"),
    ("it does it", "name the action"),
    ("it never comes to that", "it dies before it can"),
    ("sooner or later some", "name who, and when"),
    ("is going to strike", "is set to fail"),
    ("where they part", "difference"),
    ("whoever takes", "name who"),
    ("brings it back", "replays it"),
    ("behind the others", "it comes again later"),
    // Private metaphors, and words for which the field has others.
    ("dice", "random numbers"),
    ("better suit", "say what is the same"),
    ("other clothes", "say what is the same"),
    ("takes itself for", "assumes that it is"),
    ("wait* aside", "is a dead letter"),
    ("moved aside", "moved to the dead letters"),
    ("mishap*", "failure"),
    ("throw* it away", "delete"),
    ("thrown away", "deleted"),
    ("draws an id", "generates an id"),
    ("makes of a repeat", "does with a repeat"),
    // Buttons that do not say what they do.
    ("let the machine judge", "check my answer"),
    ("that is my answer", "check my answer"),
    ("not so:", "not quite:"),
    ("a hint", "hint"),
    ("take out", "remove"),
    ("take that back", "undo"),
    ("bring in a file", "import"),
    ("forget all", "reset"),
    ("take the moment", "replace with the current step"),
    ("nobody else is told", "on this device only"),
];

/// Where every string is a text for visitors, or a name that no phrase is in.
const RUST: &[&str] = &[
    "src/app/state/course/",
    "src/app/state/decks.rs",
    "src/app/ui/components/course/",
    "src/app/ui/components/decks.rs",
    "src/app/view/course/",
    "src/app/view/decks.rs",
    "src/course/",
    "src/deck/",
];
/// Texts from end to end.
const MARKDOWN: &[&str] = &["src/course/", "xtask/src/lesson.md"];
/// Documents for visitors, authors and hosts, beside the sources.
const DOCUMENTS: &[&str] = &[
    "README.md",
    "docs/embedding.md",
    "docs/formats.md",
    "docs/hosting.md",
    "docs/lessons.md",
    "docs/speed.md",
];

/// Every text of `source` that people read.
fn texts(source: &Source) -> Vec<String> {
    let is_in = |rooms: &[&str]| rooms.iter().any(|room| source.path.starts_with(room));
    if source.is_rust() && is_in(RUST) {
        let is_comment = |line: usize| {
            source.text.lines().nth(line - 1).is_some_and(|it| it.trim_start().starts_with("//"))
        };
        let literals = source.literals().into_iter().filter(|it| !is_comment(it.line));
        return literals.map(|it| it.text.replace("\\\n", " ")).collect();
    }
    let is_text = source.is_kind("md") && is_in(MARKDOWN);
    if is_text { vec![source.text.clone()] } else { Vec::new() }
}

/// The places in `text` where `phrase` stands, each with the words around it.
fn found(text: &str, phrase: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let wanted: Vec<&str> = phrase.split(' ').collect();
    let fits = |word: &str, wanted: &str| {
        let word = word.to_lowercase();
        let keep = |letter: char| letter.is_alphanumeric() || wanted.contains(letter);
        let word = word.trim_matches(|letter| !keep(letter));
        match wanted.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == wanted,
        }
    };
    let is_there = |at: &usize| {
        words[*at..].len() >= wanted.len()
            && wanted.iter().zip(&words[*at..]).all(|(wanted, word)| fits(word, wanted))
    };
    let around = |at: usize| words[at.saturating_sub(3)..words.len().min(at + 6)].join(" ");
    (0..words.len()).filter(is_there).map(around).collect()
}

fn check_english(source: &Source) -> Problems {
    texts(source).iter().flat_map(|text| check_text(&source.path, text)).collect()
}

fn check_text(place: &str, text: &str) -> Problems {
    BANNED
        .iter()
        .flat_map(|(phrase, instead)| {
            let found = found(text, phrase).into_iter();
            found.map(move |words| format!("{place}: '{phrase}' in '… {words} …': {instead}"))
        })
        .collect()
}

/// Every text of the page, which is the key to its Polish, and the documents.
fn pages_and_documents() -> Vec<(String, String)> {
    let polish = Catalogue::read(include_str!("../../../static/words/pl.txt"));
    let polish = polish.expect("it is well-formed");
    let texts =
        polish.pairs().iter().map(|(english, _)| (String::from("the page"), english.clone()));
    let documents = DOCUMENTS.iter().map(|path| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        (path.to_string(), fs::read_to_string(file).expect("it is there"))
    });
    texts.chain(documents).collect()
}

#[test]
fn the_page_and_its_documents_say_what_a_colleague_would_say() {
    let texts = pages_and_documents();
    assert!(texts.len() > 1000, "{} texts", texts.len());
    assert_none(&texts.iter().flat_map(|(place, text)| check_text(place, text)).collect());
}

#[test]
fn texts_say_what_a_colleague_would_say() {
    assert_none(&ALL.iter().flat_map(check_english).collect());
}

/// An editor shows a doc comment alone: there is nothing beside it that it could be the same as.
fn check_comments(source: &Source) -> Problems {
    if !source.is_rust() || source.path.starts_with("tests/") {
        return Problems::new();
    }
    let text = |line: &str| {
        ["///", "//!"].iter().find_map(|it| line.trim().strip_prefix(it)).map(String::from)
    };
    let lines: Vec<Option<String>> = source.text.lines().map(text).collect();
    let is_first =
        |index: &usize| index.checked_sub(1).is_none_or(|before| lines[before].is_none());
    let says = |index: &usize| {
        lines[*index].as_ref().is_some_and(|text| text.trim().starts_with("The same"))
    };
    (0..lines.len())
        .filter(|index| is_first(index) && says(index))
        .map(|index| format!("{}:{}: say what it is", source.path, index + 1))
        .collect()
}

#[test]
fn comments_can_be_read_alone() {
    assert_none(&ALL.iter().flat_map(check_comments).collect());
}

#[test]
fn a_comment_that_needs_another_is_found() {
    let count = |text: &str| check_comments(&sample("src/deck/talk.rs", text)).len();
    assert_eq!(count("/// The same in a word.\nconst A: u8 = 0;"), 1);
    assert_eq!(count("    //! The same\n    //! again.\n"), 1);
    assert_eq!(count("/// One for each of them.\n/// The same goes for the others.\n"), 0);
}

#[test]
fn a_phrase_that_nobody_says_is_found() {
    let count = |path: &str, text: &str| check_english(&sample(path, text)).len();
    assert_eq!(count("src/course/lessons/01-x.md", "It is recognised, in\nvain."), 2);
    assert_eq!(count("src/course/lessons/01-x.md", "It is recognized. To send is to tell."), 0);
    assert_eq!(count("src/course/lessons/01-x.md", "The indices are a hinterland."), 0);
    assert_eq!(count("src/deck/talk.rs", "/// In vain.\nconst A: &str = \"Not so: \\\n  x\";"), 1);
    assert_eq!(count("src/deck/talk.rs", "const A: &str = \"It waits\\\n  aside.\";"), 1);
}
