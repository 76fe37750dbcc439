//! What others hand in: a run that was saved opens again, and whatever else comes is refused with
//! its place and the reason.

use proptest::prelude::*;
use serde_json::{Value, json};

use redelivery::app::state::{Command, Exported, Msg, Notice, Page, State, answer_at_once, update};
use redelivery::codec::Link;
use redelivery::desk::OPEN;
use redelivery::export;
use redelivery::import::{Imported, Place, Problem, SIZE_MAX, read};
use redelivery::language::{self, Catalogue};
use redelivery::sim::timeline::Timeline;

use crate::schema::pointers;
use crate::taken::runs;
use crate::walk;

fn saved() -> String {
    export::json(&crate::talk::timeline("current-state"))
}

/// The saved run with the value at `pointer` changed.
fn with(pointer: &str, value: Value) -> String {
    let mut whole: Value = serde_json::from_str(&saved()).expect("it is JSON");
    *whole.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is there")) = value;
    whole.to_string()
}

/// The same without the field `name` of the object at `pointer`.
fn without(pointer: &str, name: &str) -> String {
    let mut whole: Value = serde_json::from_str(&saved()).expect("it is JSON");
    let object = whole.pointer_mut(pointer).and_then(Value::as_object_mut);
    object.expect("it is there").remove(name).expect("so is the field");
    whole.to_string()
}

fn refusal(text: &str) -> String {
    match read(text) {
        Ok(Imported::Run(run)) => panic!("it opens: {}", Link::of(run)),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_run_that_was_saved_opens_again() {
    for timeline in runs() {
        let Imported::Run(run) = read(&export::json(timeline)).expect("it was saved so");
        assert_eq!(run.choices, timeline.run.choices);
        assert_eq!(Link::of(run).to_string(), Link::of(timeline.run.clone()).to_string());
    }
}

/// A run that ends early was saved so, and a layout of the text means nothing.
#[test]
fn a_part_of_a_run_and_another_layout_open_too() {
    let link = Link::parse("/v1/cart/outbox/3").expect("a link");
    let timeline = Timeline::new(link.run).expect("it is possible");
    let value: Value = serde_json::from_str(&export::json(&timeline)).expect("it is JSON");
    let Imported::Run(run) = read(&value.to_string()).expect("it was saved so");
    assert_eq!(run.choices.len(), 3);
}

#[test]
fn each_refusal_says_where_and_why() {
    let frame = |field: &str| format!("/frames/5/{field}");
    let cases: &[(String, &str)] = &[
        (String::new(), "line 1, column 1: the text ends too early"),
        (String::from("hello"), "line 1, column 1: this is no JSON"),
        (String::from("{\n  \"version\": 1,\n  oops"), "line 3, column 3: this is no JSON"),
        (saved()[..400].to_string(), "line 18, column 21: the text ends too early"),
        (String::from("[1, 2]"), "$: this is nothing that Redelivery has saved"),
        (String::from("{}"), "$: this is nothing that Redelivery has saved"),
        (with("/version", json!(2)), "$.version: version '2' is not read here, only version 1"),
        (with("/version", json!("1")), "$.version: version '\"1\"' is not read here"),
        (without("", "version"), "$: 'version' is missing"),
        (without("", "link"), "$: 'link' is missing"),
        (with("/link", json!(7)), "$.link: expected a text, found '7'"),
        (
            with("/link", json!("/v1/nothing/outbox/3")),
            "$.link: expected a scenario, found 'nothing' (at character 5)",
        ),
        (
            with("/link", json!("/v1/cart/nothing/3")),
            "$.link: expected an approach, found 'nothing' (at character 10)",
        ),
        (
            with("/link", json!("/v1/cart/outbox/3.bury:5")),
            "$.link: 'bury:5' is not possible at this place of the run (at character 19)",
        ),
        (
            with("/link", json!("/v1/first-item-added/current-state/7.unanswered.3")),
            "$.frames[8].choice: the run has '\"unanswered\"' here",
        ),
        (
            with("/link", json!("/v1/first-item-added/current-state/7.refused.14?at=3")),
            "$.link: the run has '\"/v1/first-item-adde…state/7.refused.14\"' here",
        ),
        (with("/scenario", json!("cart")), "$.scenario: the run has '\"first-item-added\"' here"),
        (with("/approach", json!("outbox")), "$.approach: the run has '\"current-state\"' here"),
        (with(&frame("choice"), json!("died")), "$.frames[5].choice: the run has '\"step\"' here"),
        (with(&frame("at_rest"), json!(true)), "$.frames[5].at_rest: the run has 'false' here"),
        (with(&frame("says"), json!(5)), "$.frames[5].says: the run has '\"Store v1"),
        (with(&frame("queue"), json!([])), "$.frames[5].queue: the run has 2 of these, the file"),
        (
            with(&frame("queue/0/attempts"), json!(9)),
            "$.frames[5].queue[0].attempts: the run has '1' here, the file has '9'",
        ),
        (without("/frames/5", "act"), "$.frames[5]: 'act' is missing"),
        (
            with("/frames/5/sent", json!({ "<b>": "<i>bold</i>" })),
            "$.frames[5].sent: the run has '[]' here, the file has '{\"<b>\":\"<i>bold</i>\"}'",
        ),
        (
            with("/subscriber", json!({ "name": "Marketing", "tallies": [], "x": 1 })),
            "$.subscriber.tallies: the run has 2 of these, the file has 0",
        ),
        (
            with("/verdicts/0/verdict", json!("odd")),
            "$.verdicts[0].verdict: the run has '\"broken\"' here, the file has '\"odd\"'",
        ),
        (
            with("/verdicts/0/promise", json!("no-such")),
            "$.verdicts[0]: this field is not known, with '{",
        ),
        (with("/frames", json!(3)), "$.frames: the run has '[{"),
    ];
    for (text, expected) in cases {
        let refusal = refusal(text);
        assert!(refusal.starts_with(expected), "{refusal}\n{expected}");
        assert!(refusal.len() < 250, "a stranger's text is cut short: {refusal}");
    }
}

#[test]
fn what_is_too_large_is_not_read() {
    let error = read(&" ".repeat(SIZE_MAX + 1)).expect_err("it is too large");
    assert_eq!((error.place, error.problem), (Place::Whole, Problem::TooLarge));
    let padded = saved() + &" ".repeat(SIZE_MAX - saved().len());
    assert!(read(&padded).is_ok(), "as large as may be");
    assert!(refusal(&(padded + " ")).contains("1 MB"));
}

/// How a sentence is put may change, there may be more promises one day, and a run may be judged
/// otherwise.
#[test]
fn what_an_earlier_page_has_saved_opens() {
    assert!(read(&with("/frames/5/says", json!("The order is stored."))).is_ok());
    for (place, judged) in [
        ("/verdicts/0/verdict", json!("holds")),
        ("/verdicts/0/frame", json!(null)),
        ("/verdicts/0/because", json!(null)),
        ("/subscriber/tallies/0/expected", json!(7)),
    ] {
        assert!(read(&with(place, judged)).is_ok(), "{place}");
    }
    let mut whole: Value = serde_json::from_str(&saved()).expect("it is JSON");
    let verdicts = whole["verdicts"].as_array_mut().expect("a list");
    verdicts.remove(6);
    verdicts.pop();
    assert!(read(&whole.to_string()).is_ok());
    let golden = include_str!("../golden/timeline.first-item-added.current-state.json");
    assert!(read(golden).is_ok());
}

/// What becomes of a text, whatever it is: it opens, or it is refused with a place in it.
fn check(text: &str) -> Result<(), TestCaseError> {
    let Err(error) = read(text) else { return Ok(()) };
    match &error.place {
        Place::Line { line, column } => {
            let lines: Vec<&str> = text.split('\n').collect();
            prop_assert!(*line >= 1 && *line <= lines.len(), "{error}");
            prop_assert!(*column >= 1 && *column <= lines[line - 1].len() + 1, "{error}");
        }
        Place::Path(path) => {
            prop_assert!(path.starts_with('$'));
            prop_assert!(serde_json::from_str::<Value>(text).is_ok());
        }
        Place::Whole => prop_assert!(text.len() > SIZE_MAX),
    }
    Ok(())
}

/// A saved run cut off anywhere.
#[test]
fn a_text_cut_anywhere_is_refused_where_it_ends() {
    let text = saved();
    for end in (0..text.trim_end().len()).filter(|&end| text.is_char_boundary(end)).step_by(7) {
        check(&text[..end]).unwrap_or_else(|why| panic!("cut at {end}: {why}"));
        assert!(read(&text[..end]).is_err(), "cut at {end}");
    }
}

/// Signs that JSON is made of.
const SIGNS: &str = "0123456789{}[],:\"tfn";

/// A place, how much of the text there, another letter, and what becomes of it.
fn damage() -> impl Strategy<Value = (usize, usize, char, u8)> {
    (any::<usize>(), 0..40_usize, any::<char>(), 0..4_u8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..walk::config() })]

    /// A saved run with some of it replaced, left out or doubled.
    #[test]
    fn a_damaged_text_opens_or_says_where(
        damages in prop::collection::vec(damage(), 1..4),
    ) {
        let mut letters: Vec<char> = saved().chars().collect();
        for (at, count, letter, how) in damages {
            let at = at % letters.len();
            let end = (at + count).min(letters.len() - 1);
            match how {
                0 => letters[at] = letter,
                1 => letters[at] = SIGNS.chars().cycle().nth(count).unwrap_or(letter),
                2 => letters.splice(at..at.max(end), []).for_each(drop),
                _ => {
                    let piece = letters[at..at.max(end)].to_vec();
                    letters.splice(at..at, piece).for_each(drop);
                }
            }
        }
        check(&letters.into_iter().collect::<String>())?;
    }

    /// A saved run with one value replaced by another of its own: still JSON, hardly ever true.
    #[test]
    fn a_shuffled_file_opens_or_says_where(from in any::<usize>(), to in any::<usize>()) {
        let whole: Value = serde_json::from_str(&saved()).expect("it is JSON");
        let pointers = pointers(&whole, String::new());
        let (from, to) = (&pointers[from % pointers.len()], &pointers[to % pointers.len()]);
        let piece = whole.pointer(from).expect("it is there").clone();
        let mut shuffled = whole.clone();
        *shuffled.pointer_mut(to).expect("so is this") = piece;
        check(&shuffled.to_string())?;
    }

    /// Any text at all.
    #[test]
    fn any_text_is_refused(text in ".{0,200}") {
        check(&text)?;
        prop_assert!(read(&text).is_err());
    }
}

/// Hands `text` in, as the browser does when it has read it.
fn hand_in(state: &mut State, text: &str) -> Vec<Command> {
    let commands = update(state, Msg::Exported(Exported::Read(text.to_string())));
    assert!(commands.contains(&Command::Ask(format!("{OPEN}{text}"))), "the desk reads it");
    answer_at_once(state, commands)
}

#[test]
fn a_run_opens_and_can_be_undone() {
    let run = crate::talk::timeline("outbox").run;
    let text = export::json(&Timeline::new(run.clone()).expect("it is possible"));
    for mut state in [State::default(), State::open("/v1/matrix/cart")] {
        let before = state.link();
        let commands = hand_in(&mut state, &text);
        assert_eq!((state.page, state.link()), (Page::Timeline, Link::of(run.clone()).to_string()));
        assert!(commands.contains(&Command::PushLink(state.link())));
        assert!(matches!(state.notice, Some(Notice::Done(_))));
        update(&mut state, Msg::PressedUndo);
        assert_eq!(state.link(), before);
    }
}

#[test]
fn a_refused_text_leaves_everything_as_it_was() {
    let mut state = State::default();
    update(&mut state, Msg::PressedBack);
    let (link, futures) = (state.link(), state.futures.len());
    let commands = hand_in(&mut state, &with("/approach", json!("<script>alert(1)</script>")));
    assert_eq!(commands, [Command::ShowNotice(None)]);
    assert_eq!((state.link(), state.futures.len()), (link, futures));
    let Some(Notice::Wrong(text)) = &state.notice else { panic!("it is told") };
    assert!(text.starts_with("This can't be opened: $.approach: the run has"), "{text}");
    let html = crate::language::html(&state);
    assert!(
        html.contains("&lt;script&gt;") && !html.contains("<script>"),
        "it is text to the page"
    );
}

/// The reason is told as the page speaks, and the run is still played in English for it.
#[test]
fn a_reason_is_told_in_the_language_of_the_page() {
    let polish = Catalogue::read(include_str!("../../static/words/pl.txt")).expect("well-formed");
    let saved = export::json(&crate::talk::timeline("outbox"));
    language::speak(Some(Box::new(move |english| polish.find(english))));
    let mut state = State::default();
    hand_in(&mut state, &saved);
    let opened = state.notice.take();
    hand_in(&mut state, "{");
    let refused = state.notice.take();
    language::speak(None);
    assert!(matches!(opened, Some(Notice::Done(_))), "{opened:?}");
    let Some(Notice::Wrong(text)) = refused else { panic!("it is told") };
    assert!(!text.contains("line 1") && text.contains('1'), "{text}");
}
