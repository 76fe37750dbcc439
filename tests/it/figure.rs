//! A figure of a part of a run, and the run written down for its host.

use redelivery::app::state::{Command, FigureMsg, Keys, Msg, State, update};
use redelivery::app::view::view;
use redelivery::codec::Link;
use redelivery::desk::Desk;
use redelivery::export::{self, FORMATS, Look, Taken};
use redelivery::sim::timeline::Timeline;
use serde_json::{Value, json};

use crate::embed::{call, events, figure_of, heard, posted};
use crate::screen::{OPENING, send};

/// A failure that makes another run of the one on show.
const FAILURE: &str = r#"{"method":"arm","args":["123.1.persist","died"]}"#;

fn place(state: &State) -> (usize, usize, usize) {
    (state.first(), state.beat, state.last())
}

/// Between its first and its last step everything is as between the ends of a run.
#[test]
fn a_figure_of_some_steps_begins_and_ends_with_them() {
    let mut state = figure_of("from=3&to=8", OPENING);
    assert_eq!(place(&state), (3, 8, 8), "the moment that was asked for comes later");
    let told = call(&mut state, "getState", &json!([])).expect("it tells");
    assert_eq!((&told["atEnd"], &told["total"]), (&json!(true), &json!(8)));
    let stroke = |state: &State, key: &str| {
        let msg = state.hands().expect("it is a figure").stroke(key, key, false);
        matches!(msg, Some(Msg::Figure(FigureMsg::HandedBack { .. })))
    };
    assert!(stroke(&state, "ArrowRight") && !stroke(&state, "ArrowLeft"));
    send(&mut state, &[Msg::PressedForward, Msg::Scrubbed(12), Msg::PressedNextViolation]);
    assert_eq!(state.beat, 8);
    send(&mut state, &[Msg::PressedStart]);
    assert_eq!(state.beat, 3);
    assert!(stroke(&state, "ArrowLeft") && !stroke(&state, "ArrowRight"));
    send(&mut state, &[Msg::PressedBack, Msg::Scrubbed(0), Msg::PressedPreviousDelivery]);
    assert_eq!(state.beat, 3);
    for step in [2, 9] {
        let refused = call(&mut state, "seek", &json!([step]));
        assert_eq!(refused, Err(String::from("the steps are 3 to 8")));
    }
    let drawn = view(&state).transport;
    assert_eq!((drawn.first, drawn.beat, drawn.last), (3, 3, 8));
    assert!(!drawn.violation_ahead, "what breaks later is not in it");
    // It plays to its end, and from its start again.
    let mut told = Vec::new();
    for _ in 0..2 {
        update(&mut state, Msg::PressedPlay);
        assert_eq!(state.beat, 3);
        for _ in 0..5 {
            let tick = Msg::Ticked(state.plays);
            told.extend(events(&update(&mut state, tick)));
        }
        assert_eq!((state.beat, state.playing), (8, false));
    }
    assert_eq!(told.iter().filter(|event| *event == "ended").count(), 2);
}

/// The steps are those of the run in its address: what is made to fail is seen to its end.
#[test]
fn another_run_is_shown_as_a_whole() {
    let mut state = figure_of("to=3", "/v1/first-item-added/current-state/?at=0");
    assert_eq!(place(&state), (0, 0, 3));
    heard(&mut state, FAILURE, false);
    assert!(state.first() == 0 && state.last() > 8, "{:?}", place(&state));
    heard(&mut state, r#"{"method":"disarm","args":["123.1.persist"]}"#, false);
    assert_eq!(state.last(), 3);
    call(&mut state, "setState", &json!([OPENING])).expect("it is a moment");
    assert_eq!(state.beat, 24);
    call(&mut state, "reset", &json!([])).expect("it goes back");
    assert_eq!(place(&state), (0, 0, 3));
}

#[test]
fn steps_that_are_none_are_refused() {
    let last = State::open(OPENING).last();
    let beyond = format!("to={}", last + 1);
    for asked in
        ["from=8&to=3", "from=x", "to=", "from=-1", "from=1.5", "to=99999999999999999999", &beyond]
    {
        let state = figure_of(asked, OPENING);
        assert_eq!((state.first(), state.last()), (0, last), "{asked}");
        let notice = state.notice.as_ref().map(|notice| notice.text().to_string());
        if asked == "to=" {
            assert_eq!(notice, None, "nothing is as if it had not been said");
            continue;
        }
        let notice = notice.expect("it says why");
        let says = format!("but its run only has steps 0 to {last}. All of them are shown.");
        assert!(notice.ends_with(&says) && notice.len() < 150, "{notice}");
    }
    let one = figure_of(&format!("from={last}&keys=own"), OPENING);
    assert_eq!((place(&one), one.notice.is_none()), ((last, last, last), true));
    assert_eq!(one.embed.map(|embed| embed.keys), Some(Keys::Own));
}

/// What the desk answers to `commands`, heard; what the figure says then.
fn answered(state: &mut State, commands: &[Command]) -> Vec<Value> {
    let mut desk = Desk::default();
    for command in commands {
        let Command::Ask(asked) = command else { panic!("{command:?} is for nobody") };
        desk.ask(asked).expect("the figure asks what can be read");
    }
    let mut said = Vec::new();
    while let Some(all) = desk.work(1) {
        for answer in all {
            said.extend(posted(&update(state, Msg::Answered(answer.text(0)))));
        }
    }
    said
}

fn asks(state: &mut State, id: u32, form: &str) -> Vec<Command> {
    let call = json!({
        "type": "redelivery:call", "v": 1, "id": id, "method": "exportAs", "args": [form],
    });
    heard(state, &call.to_string(), true)
}

/// Every format but dots, which a browser makes of the picture; the desk writes them, whenever the
/// host asks and in whatever order it answers.
#[test]
fn the_host_gets_the_run_in_every_format() {
    let address = String::from("https://a.example/b/");
    let mut state = State { address: address.clone(), ..figure_of("", OPENING) };
    let lanes: Vec<Timeline> = Link::parse(OPENING).expect("it is a link").timelines();
    let taken = Taken { lanes: &lanes, unmet: &[], look: Look::Light, site: &address };
    for (id, format) in (0..).zip(FORMATS) {
        let commands = asks(&mut state, id, format.id);
        let said = match format.id {
            "png" => {
                let why = "the forms are link, text, json, svg, mermaid, markdown, itf, shiviz";
                assert_eq!(posted(&commands)[0]["error"], why);
                continue;
            }
            _ => answered(&mut state, &commands),
        };
        assert_eq!(said.len(), 1, "{}: {said:?}", format.id);
        assert_eq!((&said[0]["id"], &said[0]["error"]), (&json!(id), &Value::Null));
        assert_eq!(
            said[0]["result"],
            export::format_by_id(format.id).expect("it is").write(&taken)
        );
    }
    // Two that wait get each their own, in the dialect in which they asked.
    let mut both = asks(&mut state, 1, "itf");
    both.extend(heard(&mut state, r#"{"method":"exportAs","args":["mermaid"]}"#, false));
    let said = answered(&mut state, &both);
    assert_eq!((said[0]["id"].clone(), said[1]["call"].clone()), (json!(1), json!("exportAs")));
    assert!(said[1]["result"].as_str().is_some_and(|text| text.starts_with("sequenceDiagram")));
    assert!(state.embed.is_some_and(|embed| embed.waiting.is_empty()));
}

#[test]
fn a_desk_that_breaks_is_told_to_who_waits() {
    let mut state = figure_of("", OPENING);
    asks(&mut state, 1, "svg");
    asks(&mut state, 2, "itf");
    for garbage in ["", "written", "written\nx\ny\nz", "over x"] {
        assert_eq!(update(&mut state, Msg::Answered(garbage.to_string())), []);
    }
    let said = posted(&update(&mut state, Msg::DeskFailed(String::from("it can't be loaded"))));
    let ids: Vec<&Value> = said.iter().map(|said| &said["id"]).collect();
    assert_eq!(ids, [&json!(1), &json!(2)]);
    assert_eq!(said[0]["error"], "what writes this does not answer: it can't be loaded");
    assert_eq!(state.notice, None, "it is the host's to tell");
}
