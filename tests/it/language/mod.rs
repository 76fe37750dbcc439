//! The page in another language: every text that is shown goes through the one place where it is
//! looked up, and the catalogue has all of them, and no other.

mod walk;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use redelivery::app::state::{LANGUAGES, State};
use redelivery::app::ui::{MatrixPage, Page, other_page};
use redelivery::app::view::{matrix, view};
use redelivery::language::{self, Catalogue, capital};
use redelivery::sim::approach;
use redelivery::sim::invariant;
use redelivery::sim::matrix::COLUMNS;
use redelivery::sim::scenario;
use redelivery::words;
use yew::prelude::*;

use self::walk::{walk, walk_course};
use crate::tidy::source;

/// Marks around what was looked up.
const MARKS: [char; 2] = ['⟦', '⟧'];

fn polish() -> Catalogue {
    Catalogue::read(include_str!("../../../static/words/pl.txt")).expect("it is well-formed")
}

#[derive(Properties)]
struct Shown {
    state: Rc<State>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

#[component]
fn Screen(Shown { state }: &Shown) -> Html {
    let on = Callback::noop();
    if let Some(page) = other_page(state, &on) {
        return page;
    }
    match matrix(state) {
        Some(view) => {
            let notice = state.notice.clone();
            html! { <MatrixPage view={Rc::new(view)} {notice} {on} /> }
        }
        None => html! { <Page view={Rc::new(view(state))} {on} /> },
    }
}

/// The page that shows `state`, as HTML.
pub fn html(state: &State) -> String {
    let shown = Shown { state: Rc::new(state.clone()) };
    let renderer = yew::LocalServerRenderer::<Screen>::with_props(shown).hydratable(false);
    pollster::block_on(renderer.render())
}

/// Every text that `walk` looks up, those apart that were made of others.
fn overheard(walk: impl FnOnce()) -> BTreeSet<String> {
    let heard = Rc::new(RefCell::new(BTreeSet::new()));
    let ear = heard.clone();
    language::speak(Some(Box::new(move |english: &str| {
        if english.contains(MARKS) {
            return None;
        }
        ear.borrow_mut().insert(english.to_string());
        Some(format!("⟦{english}⟧"))
    })));
    walk();
    language::speak(None);
    heard.take()
}

/// Names of the scenarios' code, codes and signs: they are what they are in every language.
fn names() -> BTreeSet<&'static str> {
    let mut names = BTreeSet::from([
        "Redelivery",
        "English",
        "Polski",
        "FIFO",
        "Markdown",
        "CSV",
        "ok",
        "STUCK",
        "MB",
        "← ↑ Page Up P",
        "Shift P",
        "JSON",
        "ITF",
        "Mermaid",
        "ShiViz",
    ]);
    for scenario in scenario::ALL {
        names.extend([scenario.endpoint, scenario.document, scenario.subscriber.name]);
        names.extend(scenario.messages.iter().flat_map(|it| [it.name, it.argument]));
        names.extend(scenario.events.iter().chain(scenario.fields));
        names.extend(scenario.fields.iter().flat_map(|field| field.split(' ')));
    }
    names.extend(invariant::ALL.iter().map(|promise| promise.code));
    names.extend(COLUMNS.iter().map(|column| column.id));
    for approach in approach::ALL.iter().chain(approach::FLAWED) {
        names.extend(approach.source.split("; "));
    }
    for promise in invariant::ALL {
        names.insert(promise.source);
        names.extend(promise.source.split("; "));
    }
    // What products say, and what they are called, is the same in every language.
    names.extend(words::STACKS.map(|(_, name)| name));
    names.extend(crate::stacks::texts().into_iter().flatten());
    names
}

/// Whether `text` says anything that could be said in other words.
fn has_words(text: &str, names: &BTreeSet<&str>) -> bool {
    let is_name = |word: &str| {
        let plain = word.trim_matches(|it: char| !it.is_alphanumeric());
        let letters = plain.chars().filter(|it| it.is_alphabetic()).count();
        letters < 2 || names.contains(plain)
    };
    !names.contains(text) && !text.starts_with(['\'', '#']) && !text.split([' ', '/']).all(is_name)
}

/// What is spoken besides what is shown.
fn say(state: &State) -> String {
    match matrix(state) {
        Some(matrix) => matrix.spoken(),
        None => view(state).spoken,
    }
}

/// All that a walk shows and says, with marks around what was looked up, and what that was.
fn heard() -> (Vec<String>, BTreeSet<String>) {
    let mut shown = Vec::new();
    let heard = overheard(|| {
        walk(|state| shown.push(html(state) + ">" + &say(state) + "<"));
    });
    let names = names();
    (shown, heard.into_iter().filter(|text| has_words(text, &names)).collect())
}

/// `html` without the elements that begin and end so.
fn without(html: &str, start: &str, end: &str) -> String {
    let mut parts = html.split(start);
    let first = parts.next().unwrap_or_default().to_string();
    let behind = parts.filter_map(|part| part.split_once(end).map(|(_, behind)| behind));
    behind.fold(first, |all, behind| all + behind)
}

/// Parts `html` into what is in elements that say they are English, and the rest.
fn parted(html: &str) -> (String, String) {
    let (mut english, mut rest) = (String::new(), html);
    let mut own = String::new();
    while let Some(at) = rest.find(" lang=\"en\"") {
        let start = rest[..at].rfind('<').expect("it is in an element");
        own.push_str(&rest[..start]);
        let end = start + length(&rest[start..]);
        english.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    own.push_str(rest);
    (english, own)
}

/// How far the element goes that `html` begins with: elements of its kind may be in it.
fn length(html: &str) -> usize {
    let tag = html[1..].split([' ', '>']).next().unwrap_or_default();
    let (start, end) = (format!("<{tag}"), format!("</{tag}>"));
    let (mut depth, mut at) = (0, 0);
    loop {
        let opens = html[at..].find(&start).map_or(html.len(), |it| at + it);
        let closes = html[at..].find(&end).map_or(html.len(), |it| at + it);
        if opens < closes {
            let is_same = html[opens + start.len()..].starts_with([' ', '>']);
            depth += usize::from(is_same);
            at = opens + start.len();
            continue;
        }
        depth -= 1;
        at = (closes + end.len()).min(html.len());
        if depth == 0 || at == html.len() {
            return at;
        }
    }
}

/// Texts and attributes of a page that people read.
fn readable(html: &str) -> Vec<String> {
    // Where a word may break, it is one all the same.
    let html = html.replace("<wbr>", "").replace("</wbr>", "");
    // What is saved to a file stays as it is, and so does its name.
    let html = without(&html, "<pre", "</pre>");
    let html = without(&html, "<code class=\"exports__file\"", "</code>");
    // What a lesson says is English: another language is another file.
    let (_, html) = parted(&html);
    let mut texts = Vec::new();
    for piece in html.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        // What is for programs is the same in every language, and says so.
        if !tag.contains("translate=\"no\"") {
            texts.push(text.to_string());
        }
        for name in ["title", "label", "placeholder", "aria-label", "aria-description"] {
            let start = format!(" {name}=\"");
            let values =
                tag.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next());
            texts.extend(values.map(str::to_string));
        }
    }
    texts
}

/// What is left of `text` without all that was looked up.
fn unmarked(text: &str) -> String {
    let mut depth = 0;
    let outside = text.chars().filter(|letter| {
        match letter {
            '⟦' => depth += 1,
            '⟧' => depth -= 1,
            _ => {}
        }
        depth == 0 && !MARKS.contains(letter)
    });
    outside.collect()
}

/// No text reaches the page but through where it is looked up, and the catalogue has each of them.
#[test]
fn every_text_is_looked_up_and_known_in_polish() {
    let (shown, heard) = heard();
    let names = names();
    let texts: BTreeSet<String> = shown.iter().flat_map(|html| readable(html)).collect();
    let missed: Vec<&String> =
        texts.iter().filter(|text| has_words(&unmarked(text), &names)).take(20).collect();
    assert_eq!(missed, Vec::<&String>::new(), "these were not looked up");
    let polish = polish();
    let unknown: Vec<&String> = heard.iter().filter(|text| polish.find(text).is_none()).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "these have no Polish words");
}

/// A lesson, a challenge and the glossary are English, and so is everything on their cards; around
/// them the page speaks its own language.
#[test]
fn no_card_of_the_course_has_two_languages() {
    let mut cards = 0;
    overheard(|| {
        walk_course(&mut |state| {
            let html = html(state);
            let (english, own) = parted(&html);
            let card = english.find("class=\"course__text");
            let is_map = html.contains("map__lessons");
            assert!(card.is_some() || is_map, "a card says that it is English");
            assert!(!own.contains("course__text"), "nothing of a card is outside of it");
            let marked = english.find('⟦').map(|at| &english[at..]);
            let marked = marked.map(|it| it.chars().take(80).collect::<String>());
            assert_eq!(marked, None, "this is in another language");
            assert!(own.contains('⟦'), "the page around it is not");
            cards += usize::from(card.is_some());
        });
    });
    assert!(cards > 100, "{cards}");
}

/// Whoever chooses a language is told, in both, what is not translated.
#[test]
fn the_choice_of_language_says_what_is_translated() {
    let says = "Polski: the page, not the lessons";
    let shown = html(&State::default());
    assert!(shown.contains(says));
    assert_eq!(polish().find(says).as_deref(), Some("Polski: strona, bez lekcji"));
}

/// Each translation is made of the same parts as the English, and none is there twice.
#[test]
fn translations_are_made_of_the_same_parts() {
    let polish = polish();
    let parts = |text: &str| -> BTreeSet<char> {
        text.split('{').skip(1).filter_map(|rest| rest.chars().next()).collect()
    };
    for (english, other) in polish.pairs() {
        for form in other.split(" | ") {
            assert_eq!(parts(form), parts(english), "{english}");
        }
        let edges = |text: &str| (text.starts_with(' '), text.ends_with(' '));
        assert_eq!(edges(other), edges(english), "{english}");
    }
    let twice = polish.pairs().windows(2).find(|pair| pair[0].0 == pair[1].0);
    assert_eq!(twice, None);
}

/// Two, three and four of something are few; twelve are many; one is a text of its own.
#[test]
fn few_and_many_have_forms_of_their_own() {
    let catalogue = Catalogue::read("{0} steps\n\t{0} kroki | {0} kroków\nqueue\n\tkolejka");
    let catalogue = catalogue.expect("it is well-formed");
    let found = catalogue.clone();
    language::speak(Some(Box::new(move |english| found.find(english))));
    let steps = |count: u32| language::tell("{0} steps", &[&count]);
    let told = [2, 5, 12, 22, 104, 113].map(steps);
    let queue = language::tell("{0}: {1}!", &[&"queue", &7]);
    language::speak(None);
    assert_eq!(told, ["2 kroki", "5 kroków", "12 kroków", "22 kroki", "104 kroki", "113 kroków"]);
    assert_eq!(queue, "kolejka: 7!");
    assert_eq!(language::tell("{0} steps", &[&2]), "2 steps");
}

/// A file that is no catalogue is refused with the line.
#[test]
fn a_malformed_catalogue_says_where() {
    for (text, line) in [("a", 1), ("a\n\tb\n\tc", 3), ("# x\na\nb\n\tc", 3), ("\tb", 1)] {
        let malformed = Catalogue::read(text).expect_err("it is no catalogue");
        assert_eq!(malformed.0, line, "{text:?}");
        assert!(malformed.to_string().contains(&line.to_string()));
    }
}

/// What the static page says, and the script that is loaded after it: `static/boot.js` translates
/// that. Who runs no scripts reads every language.
fn static_texts() -> BTreeSet<String> {
    let page = include_str!("../../../index.html");
    let (_, body) = page.split_once("<body>").expect("the page has a body");
    let (body, _) = body.split_once("<noscript>").expect("it ends with what is said to few");
    let texts = body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text);
    let script = include_str!("../../../static/offline.js");
    let said = script.split("textContent: \"").skip(1).filter_map(|rest| rest.split('"').next());
    let names = names();
    texts.chain(said).map(|it| it.trim().to_string()).filter(|it| has_words(it, &names)).collect()
}

#[test]
fn the_static_page_is_known_in_polish() {
    let (polish, texts) = (polish(), static_texts());
    assert!(texts.contains("Something on this page broke") && texts.contains("Reload"));
    let unknown: Vec<&String> = texts.iter().filter(|text| polish.find(text).is_none()).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "these have no Polish words");
}

/// The page's first script fetches the words, by a name that the build can find there.
#[test]
fn the_first_script_knows_every_language() {
    let script = include_str!("../../../static/boot.js");
    let others: Vec<&str> =
        LANGUAGES.iter().map(|(code, _)| *code).filter(|it| *it != "en").collect();
    for code in &others {
        let entry = format!("{code}: \"./words/{code}.txt\"");
        assert!(script.contains(&entry), "static/boot.js has no {entry}");
    }
    assert_eq!(script.matches("./words/").count(), others.len());
}

/// The catalogue has nothing that the page does not say: each English text is in the sources.
#[test]
fn the_catalogue_has_nothing_that_is_not_said() {
    let plain = |literal: &str| {
        let inner = literal.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
        let inner = inner.unwrap_or_default();
        let mut lines = inner.split("\\\n");
        let first = lines.next().unwrap_or_default().to_string();
        let all = lines.fold(first, |all, line| all + line.trim_start());
        all.replace("\\\"", "\"")
    };
    let sources = source::ALL.iter().filter(|it| it.is_rust() && it.path.starts_with("src/"));
    let literals = sources.flat_map(source::Source::literals);
    let literals = literals.map(|literal| plain(&literal.text));
    let texts: BTreeSet<String> = literals.chain(static_texts()).collect();
    // What is counted is put behind its number.
    let is_said = |english: &str| {
        texts.contains(english) || english.strip_prefix("{0} ").is_some_and(|it| texts.contains(it))
    };
    let polish = polish();
    let stale: Vec<&String> =
        polish.pairs().iter().map(|(english, _)| english).filter(|it| !is_said(it)).collect();
    assert_eq!(stale, Vec::<&String>::new(), "nothing says these");
}

#[test]
fn a_capital_is_the_one_of_unicode() {
    // They have no capital, one of two letters, or one outside of the blocks that are known.
    let others = ['µ', 'ß', 'ÿ', 'ı', 'ŉ', 'ſ'];
    for letter in ('\0'..='\u{17f}').filter(|it| !others.contains(it)) {
        let [before, after] = [format!("{letter}x"), format!("{}x", letter.to_uppercase())];
        assert_eq!(capital(&before), after);
    }
    for text in others.map(String::from).into_iter().chain([String::new(), "жж".into()]) {
        assert_eq!(capital(&text), text, "it stays");
    }
}
