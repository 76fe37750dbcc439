//! The files of words against the sources: whatever the code says can be said in every language,
//! also what no walk through the page comes to.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

use redelivery::language::Catalogue;
use redelivery::sim::approach::{self, Approach};
use redelivery::sim::invariant;
use redelivery::sim::matrix::COLUMNS;
use redelivery::sim::scenario::{self, Scenario, Told};

use super::source::{ALL, Source};
use super::{Problems, assert_none, sample};

/// Functions that look up the literal they are called with.
const DOORS: &[&str] = &["tell", "said"];
/// Where nearly every literal is a text to be said, but what names products and sources, and those
/// in there that are not.
const ROOM_OF_TEXTS: &str = "src/words/";
const NAMES: &[&str] = &["src/words/product.rs", "src/words/stack.rs", "src/words/source.rs"];
const NO_TEXTS: &[&str] = &["ok", "STUCK", "breaks", "unknown", "holds"];

/// A language's file, as a source with its catalogue.
fn catalogues() -> Vec<(&'static Source, Catalogue)> {
    let is_words = |source: &&Source| {
        source.path.starts_with("static/words/") && !source.path.ends_with("/README.md")
    };
    let read = |source: &'static Source| {
        let catalogue = Catalogue::read(&source.text);
        (source, catalogue.unwrap_or_else(|error| panic!("{}: {error}", source.path)))
    };
    ALL.iter().filter(is_words).map(read).collect()
}

/// Whether there is anything to translate: more than signs and places for parts.
fn has_words(text: &str) -> bool {
    let mut plain = text.to_string();
    for part in 0..10 {
        plain = plain.replace(&format!("{{{part}}}"), " ");
    }
    plain.split(' ').any(|word| word.chars().filter(|it| it.is_alphabetic()).count() > 1)
}

/// What a string literal stands for; none for any other literal.
fn unquoted(literal: &str) -> Option<String> {
    let mut inside = literal.strip_prefix('"')?.strip_suffix('"')?.chars().peekable();
    let mut text = String::new();
    while let Some(letter) = inside.next() {
        match letter {
            '\\' => text.extend(escaped(&mut inside)),
            _ => text.push(letter),
        }
    }
    Some(text)
}

/// What stands after a backslash: a letter, or a line's end with the blanks after it.
fn escaped(inside: &mut Peekable<Chars>) -> Option<char> {
    match inside.next()? {
        'n' => Some('\n'),
        't' => Some('\t'),
        '\n' => {
            while inside.next_if(|it| it.is_whitespace()).is_some() {}
            None
        }
        other => Some(other),
    }
}

fn sources() -> impl Iterator<Item = &'static Source> {
    ALL.iter().filter(|source| source.is_rust() && source.path.starts_with("src/"))
}

/// Every text of `source`, with its line; to the compiler a comment that documents is one, too.
fn texts(source: &Source) -> Vec<(usize, String)> {
    let lines: Vec<&str> = source.text.lines().collect();
    let is_code = |line: usize| !lines[line - 1].trim_start().starts_with("//");
    let literals = source.literals().into_iter().filter(|it| is_code(it.line));
    literals.filter_map(|it| Some((it.line, unquoted(&it.text)?))).collect()
}

/// Texts of `source` that are looked up as they stand there: those that a door is called with, and
/// where texts live, all.
fn looked_up(source: &Source) -> Vec<(usize, String)> {
    let literals = source.called(DOORS).into_iter();
    let mut found: Vec<(usize, String)> =
        literals.filter_map(|it| Some((it.line, unquoted(&it.text)?))).collect();
    if source.path.starts_with(ROOM_OF_TEXTS) && !NAMES.contains(&source.path.as_str()) {
        found.extend(texts(source));
    }
    found.retain(|(_, text)| has_words(text) && !NO_TEXTS.contains(&text.as_str()));
    found
}

fn of_approach(approach: &Approach) -> Vec<&'static str> {
    let mut texts = vec![approach.name, approach.idea];
    texts.extend(approach.flaw);
    for step in approach.steps {
        texts.extend([step.label, step.says]);
        texts.extend(step.jump.map(|jump| jump.when));
    }
    texts
}

fn of_scenario(scenario: &Scenario) -> Vec<&'static str> {
    let mut texts = vec![scenario.name, scenario.about];
    if let Told::Things(one, many) = scenario.told {
        texts.extend([one, many]);
    }
    for message in scenario.messages {
        texts.push(message.behavior.says);
        let asked = message.behavior.publications.iter().filter_map(|it| it.when);
        texts.extend(asked.map(|condition| condition.says));
    }
    texts
}

/// What the simulator's tables say, for who draws them: they know nothing of languages.
fn of_tables() -> BTreeSet<&'static str> {
    let mut texts = BTreeSet::new();
    for approach in approach::ALL.iter().chain(approach::FLAWED) {
        texts.extend(of_approach(approach));
    }
    for scenario in scenario::ALL {
        texts.extend(of_scenario(scenario));
    }
    for promise in invariant::ALL {
        texts.extend([promise.name, promise.kept, promise.broken, promise.means]);
    }
    texts.extend(COLUMNS.iter().flat_map(|column| [column.name, column.about]));
    texts.retain(|text| has_words(text));
    texts
}

/// Whether `catalogue` has `text`, as it is or as what is counted.
fn knows(catalogue: &Catalogue, text: &str) -> bool {
    catalogue.find(text).is_some() || catalogue.find(&format!("{{0}} {text}")).is_some()
}

/// What `source` says and `catalogue` does not know.
fn check_known(source: &Source, catalogue: &Catalogue) -> Problems {
    let unknown = looked_up(source).into_iter().filter(|(_, text)| !knows(catalogue, text));
    unknown.map(|(line, text)| format!("{}:{line}: {text}", source.path)).collect()
}

#[test]
fn every_language_knows_what_the_code_says() {
    let catalogues = catalogues();
    assert!(!catalogues.is_empty());
    for (file, catalogue) in &catalogues {
        let mut problems: Problems =
            sources().flat_map(|source| check_known(source, catalogue)).collect();
        let tables = of_tables().into_iter().filter(|text| !knows(catalogue, text));
        problems.extend(tables.map(|text| format!("a table: {text}")));
        let problems = problems.into_iter().map(|it| format!("{} lacks {it}", file.path));
        assert_none(&problems.collect());
    }
}

/// A translation that happens to be an English text of another meaning would be translated again.
#[test]
fn no_translation_is_translated_again() {
    for (file, catalogue) in catalogues() {
        let again = catalogue.pairs().iter().filter_map(|(_, other)| {
            let twice = catalogue.find(other).filter(|twice| twice != other)?;
            Some(format!("{}: {other:?} becomes {twice:?}", file.path))
        });
        assert_none(&again.collect());
    }
}

/// The scenarios' code has names that nobody translates. Those of messages and fields are said with
/// what they are called with, and may be words of the page as well; the others are said alone.
#[test]
fn names_of_the_code_are_no_words() {
    for (file, catalogue) in catalogues() {
        let names = scenario::ALL.iter().flat_map(|scenario| {
            let own = [scenario.endpoint, scenario.document, scenario.subscriber.name];
            let arguments = scenario.messages.iter().map(|message| message.argument);
            own.into_iter().chain(scenario.events.iter().copied()).chain(arguments)
        });
        let known = names.filter(|name| catalogue.find(name).is_some());
        assert_none(&known.map(|name| format!("{} has {name}", file.path)).collect());
    }
}

#[test]
fn a_text_without_a_translation_is_found() {
    let catalogue = Catalogue::read("two {0}\n\tdwa {0}\n{0} worlds\n\t{0} światy | {0} światów");
    let catalogue = catalogue.expect("it is well-formed");
    let unknown = |path: &str, text: &str| check_known(&sample(path, text), &catalogue).len();
    let in_app = |text: &str| unknown("src/app/x.rs", text);
    assert_eq!(in_app(r#"fn f() { tell("two {0}", &[]); }"#), 0);
    assert_eq!(in_app("fn f() { tell(\"two \\\n        {0}\", &[]); }"), 0);
    assert_eq!(in_app(r#"fn f() { tell("three {0}", &[]); said("four"); }"#), 2);
    assert_eq!(in_app(r#"fn f() { other("three {0}"); tell("{0}, {1}", &[]); }"#), 0);
    assert_eq!(unknown("src/words/x.rs", r#"const F: [&str; 2] = ["worlds", "three"];"#), 1);
}
