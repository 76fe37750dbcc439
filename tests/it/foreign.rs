//! Words that are not the page's: of a stranger's only a little is repeated, and a person's own are
//! never taken for the page's.

use std::cell::RefCell;
use std::rc::Rc;

use proptest::prelude::*;
use redelivery::app::state::{
    DeckMsg, Exported, Msg, Notice, StageMsg, State, answer_at_once, update,
};
use redelivery::deck::write;
use redelivery::export;
use redelivery::language::{self, Catalogue, QUOTE_MAX, clip, quote};
use redelivery::sim::io::{EffectKind, Failure};

use crate::embed::figure_of;
use crate::language::html;
use crate::screen::{OPENING, fail, point, send};

/// The longest that a notice may be, in characters: some three sentences and what they quote.
const NOTICE_MAX: usize = 420;

fn is_readable(notice: Option<&Notice>) {
    let Some(notice) = notice else { return };
    let text = notice.text();
    assert!(text.chars().count() <= NOTICE_MAX, "{} characters: {text}", text.chars().count());
    let is_odd = |it: char| it.is_control() || matches!(it, '\u{202a}'..='\u{202e}' | '\u{200e}');
    assert!(!text.chars().any(is_odd), "{text:?}");
}

/// Every way by which somebody else's text comes to the page.
fn hand_in_everywhere(text: &str) {
    let own = || text.to_string();
    is_readable(State::open(text).notice.as_ref());
    is_readable(State::open(&format!("/v1/learn/{text}")).notice.as_ref());
    let given = |text: String| Msg::Exported(Exported::Read(text));
    let deck = write(&redelivery::deck::talk());
    let run = export::json(&crate::talk::timeline("outbox"));
    let quoted = serde_json::to_string(text).expect("a text can be written");
    let msgs = [
        Msg::OpenedLink(own()),
        Msg::OpenedLink(format!("/v1/first-item-added/{text}")),
        Msg::OpenedLink(format!("/v1/first-item-added/outbox/3?{text}=1")),
        Msg::OpenedLink(format!("/v1/stage/{text}/cart/outbox/")),
        given(own()),
        given(deck.replacen("\"title\"", &quoted, 1)),
        given(deck.replacen("\"redelivery-deck\"", &quoted, 1)),
        given(deck.replacen("\"version\": 2", &format!("\"version\": {quoted}"), 1)),
        given(
            format!("{{\"redelivery-deck\": 1, {quoted}: 2}}")
                .replace(": 1", ": \"redelivery-deck\""),
        ),
        given(run.replacen("\"version\"", &quoted, 1)),
        given(run.replacen("\"outbox\"", &quoted, 1)),
        given(run.replacen("\"approach\"", &quoted, 1)),
        Msg::Deck(DeckMsg::Imported(own())),
        given(format!("{{\"version\": {quoted}}}")),
        Msg::DeskFailed(own()),
        Msg::Answered(own()),
    ];
    for link in [OPENING, "/v1/learn"] {
        for msg in &msgs {
            let mut state = State::open(link);
            let commands = update(&mut state, msg.clone());
            answer_at_once(&mut state, commands);
            is_readable(state.notice.as_ref());
        }
    }
    // What separates the parts of an address can't be in one.
    let part = text.replace(['&', '='], "");
    is_readable(figure_of(&format!("origin={part}"), OPENING).notice.as_ref());
    is_readable(figure_of(&format!("from={part}&to={part}"), OPENING).notice.as_ref());
    is_readable(figure_of("", &part).notice.as_ref());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_notice_is_longer_than_one_reads(text in "[\\PC\\x00-\\x1f\u{202e}\u{200e}]{0,300}") {
        hand_in_everywhere(&text);
    }

    #[test]
    fn a_quote_is_short_and_can_be_seen(
        text in "[\\PC\\x00-\\x1f\u{202e}\u{2066}\u{feff}]{0,120}",
    ) {
        let clipped = clip(&text);
        let shown = clipped.as_str();
        prop_assert!(shown.chars().count() <= QUOTE_MAX);
        let odd = |it: char| it.is_control() || "\u{202e}\u{2066}\u{feff}".contains(it);
        prop_assert!(!shown.chars().any(odd));
        let quoted = quote(&text);
        prop_assert_eq!(quoted.as_str(), format!("'{shown}'"));
        if text.chars().count() <= QUOTE_MAX && !text.chars().any(odd) && text.is_ascii() {
            prop_assert_eq!(shown, text);
        }
    }
}

#[test]
fn a_very_long_text_is_repeated_as_a_short_one() {
    hand_in_everywhere(&"x".repeat(900_000));
    hand_in_everywhere(&"ł\u{202e}\n".repeat(900));
    assert_eq!(
        clip("an approach with a name that never comes to an end").as_str(),
        "an approach with a n…ver comes to an end"
    );
}

/// The parser's word is for programs; a person hears what is not there, and what may be meant.
#[test]
fn a_link_that_can_t_be_opened_says_what_would_fit() {
    let told = |link: &str| State::open(link).notice.expect("it is told").text().to_string();
    for (link, what, place) in [
        ("/v1/first-item-added/outbx/3", "no approach called 'outbx'. Did you mean Outbox?", 22),
        ("/v1/first-item-add/outbox/3", "no scenario called 'first-item-add'. Did you mean", 5),
        ("/v1/check/cart/all?what=crsh", "'crsh'. Did you mean crash?", 25),
        (
            "/v1/cart/boundary/4?theme=drak",
            "expected 'light', 'dark' or 'projector', found 'drak'",
            27,
        ),
    ] {
        let text = told(link);
        assert!(text.contains(what), "{text}");
        assert!(text.contains(&format!("(Character {place} of the link.)")), "{text}");
    }
    let text = told("/v1/first-item-added/zzz/3");
    assert!(text.contains("'zzz'.") && !text.contains("Did you mean"), "{text}");
    let mut state = State::default();
    send(&mut state, &[Msg::OpenedLink(String::from("/v1/cart/curent-state/"))]);
    let text = state.notice.expect("it is told").text().to_string();
    assert!(text.contains("Did you mean Current state?") && text.contains("stays as it was"));
}

const OWN: [&str; 4] = ["Matrix", "Course", "Export", "Share"];

/// A page with decks and futures that somebody has named, on each page where they are shown.
fn with_names(names: [&str; 4]) -> Vec<State> {
    let [deck, slide, notes, future] = names.map(String::from);
    let mut state = State::default();
    fail(&mut state, point(0, 1, EffectKind::Persist), Failure::Died);
    send(&mut state, &[Msg::NamedFuture(1, future)]);
    let timeline = state.clone();
    let msgs = [
        DeckMsg::Pressed,
        DeckMsg::Made,
        DeckMsg::AddedSlide,
        DeckMsg::Named(deck),
        DeckMsg::NamedSlide(0, slide.clone()),
        DeckMsg::NamedSlide(1, slide),
        DeckMsg::Noted(0, notes.clone()),
        DeckMsg::Noted(1, notes),
    ];
    send(&mut state, &msgs.map(Msg::Deck));
    let shown = state.clone();
    send(&mut state, &[DeckMsg::ToggledNotes, DeckMsg::PrintBegan].map(Msg::Deck));
    let printed = state.clone();
    send(&mut state, &[Msg::Deck(DeckMsg::PrintOver)]);
    let id = state.decks.shown.clone();
    send(&mut state, &[Msg::Stage(StageMsg::Opened(id, 0))]);
    let mut speaker = State::open(&state.link().replace("/stage/", "/speaker/"));
    speaker.decks = state.decks.clone();
    let mut removed = shown.clone();
    send(&mut removed, &[Msg::Deck(DeckMsg::Removed)]);
    vec![timeline, shown, printed, state, speaker, removed]
}

/// In another language a deck called "Matrix" is still called that.
#[test]
fn what_a_person_wrote_is_in_every_language_what_they_wrote() {
    let states = with_names(OWN);
    let polish = Catalogue::read(include_str!("../../static/words/pl.txt")).expect("well-formed");
    assert!(OWN.iter().all(|own| polish.find(own).is_some()), "the page has these words, too");
    language::speak(Some(Box::new(move |english| polish.find(english))));
    let pages: Vec<String> = states.iter().map(html).collect();
    language::speak(None);
    let [timeline, shown, printed, stage, speaker, removed] = &pages[..] else { panic!("six") };
    assert!(timeline.contains(">Share<") && timeline.contains("value=\"Share\""));
    assert!(shown.contains(">Matrix<") && shown.contains("value=\"Course\""));
    assert!(shown.contains(">Export</textarea>") || shown.contains("\"Export\""), "{shown}");
    assert!([">Matrix<", ">Course<", ">Export<"].iter().all(|own| printed.contains(own)));
    assert!(stage.contains(">Course<"));
    assert!([">Course<", ">Export<", ". Course<"].iter().all(|own| speaker.contains(own)));
    assert!(removed.contains("Matrix"));
}

/// The rule behind it: what a person wrote is looked up nowhere.
#[test]
fn what_a_person_wrote_is_never_looked_up() {
    let own = ["own title", "own slide", "own notes", "own future"];
    let heard = Rc::new(RefCell::new(Vec::new()));
    let ear = heard.clone();
    language::speak(Some(Box::new(move |english: &str| {
        ear.borrow_mut().push(english.to_string());
        None
    })));
    for state in with_names(own) {
        html(&state);
    }
    language::speak(None);
    let found: Vec<String> = heard.take().into_iter().filter(|it| own.contains(&&**it)).collect();
    assert_eq!(found, [""; 0]);
}

/// A copy of the talk says what the talk said, in the language that it was copied in.
#[test]
fn a_copy_of_the_talk_keeps_its_words() {
    let polish = Catalogue::read(include_str!("../../static/words/pl.txt")).expect("well-formed");
    let title = State::default().decks.talk.slides[0].title.clone();
    let translated = polish.find(&title).expect("the talk is translated");
    language::speak(Some(Box::new(move |english| polish.find(english))));
    let mut state = State::default();
    send(&mut state, &[Msg::Deck(DeckMsg::Pressed), Msg::Deck(DeckMsg::Copied)]);
    language::speak(None);
    assert_eq!(state.decks.own[0].slides[0].title, translated);
}
