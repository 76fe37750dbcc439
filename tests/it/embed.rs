//! A figure in somebody's page, without the page: what it hears, what it answers, what it tells
//! unasked, and which keys are its own.

use redelivery::app::state::{
    Command, Controls, Embed, FigureCommand, FigureMsg, Keys, Menu, Msg, State, Theme, site, update,
};
use redelivery::app::view::view;
use redelivery::codec::Heard;
use serde_json::{Value, json};

use crate::screen::{OPENING, send};

const HOST: &str = "https://host.example";

pub fn figure_of(address: &str, link: &str) -> State {
    let pairs: Vec<(&str, &str)> =
        address.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    let said = |name: &str| {
        let found = pairs.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_string())
    };
    Embed::of(said).state(link, None)
}

pub fn figure() -> State {
    let mut state = figure_of("", OPENING);
    send(&mut state, &[Msg::PressedStart]);
    state
}

pub fn heard(state: &mut State, text: &str, as_object: bool) -> Vec<Command> {
    let (text, origin) = (text.to_string(), HOST.to_string());
    update(state, FigureMsg::Heard { text, as_object, origin }.into())
}

/// Everything that `commands` say to the host.
pub fn posted(commands: &[Command]) -> Vec<Value> {
    let said = commands.iter().filter_map(|command| match command {
        Command::Figure(FigureCommand::Post(said)) => Some(&said.text),
        _ => None,
    });
    said.map(|text| serde_json::from_str(text).expect("what is said is JSON")).collect()
}

/// Calls a method with an id, and returns what it gives or what it says is wrong.
#[track_caller]
pub fn call(state: &mut State, method: &str, args: &Value) -> Result<Value, String> {
    let call =
        json!({ "type": "redelivery:call", "v": 1, "id": 7, "method": method, "args": args });
    let said = posted(&heard(state, &call.to_string(), true));
    let answer = said.iter().find(|it| it["type"] == "redelivery:result").expect("it answers");
    assert_eq!((&answer["v"], &answer["id"]), (&json!(1), &json!(7)));
    match &answer["error"] {
        Value::Null => Ok(answer["result"].clone()),
        why => Err(why.as_str().expect("why is a sentence").to_string()),
    }
}

pub fn events(commands: &[Command]) -> Vec<String> {
    let named = |said: Value| said["eventName"].as_str().map(String::from);
    posted(commands).into_iter().filter_map(named).collect()
}

#[test]
fn every_method_answers() {
    let mut state = figure();
    let last = state.last();
    let mut step = |method: &str, args: Value| {
        let given = call(&mut state, method, &args).unwrap_or_else(|why| panic!("{method}: {why}"));
        given["step"].as_u64()
    };
    assert_eq!(step("next", json!([])), Some(1));
    assert_eq!(step("seek", json!([5])), Some(5));
    assert_eq!(step("prev", json!([])), Some(4));
    assert_eq!(step("last", json!([])), Some(last as u64));
    assert_eq!(step("first", json!([])), Some(0));
    assert_eq!(step("setState", json!(["#/v1/first-item-added/outbox/3"])), Some(3));
    assert_eq!(step("reset", json!([])), Some(last as u64));
    assert_eq!(call(&mut state, "getTotalSteps", &json!([])), Ok(json!(last)));
    assert_eq!(call(&mut state, "isEnd", &json!([])), Ok(json!(true)));
    let told = call(&mut state, "getState", &json!([])).expect("it tells");
    assert_eq!((&told["hash"], &told["atEnd"]), (&json!(OPENING), &json!(true)));
    assert_eq!(told["verdicts"]["current-state"]["nothing-lost"], "broken");
    assert_eq!(told["verdicts"]["historic-state"]["nothing-lost"], "holds");
    assert_eq!(
        call(&mut state, "setState", &told).map(|it| it["hash"].clone()),
        Err(String::from("args is a list"))
    );
    let again = call(&mut state, "setState", &json!([told])).expect("a state will do");
    assert_eq!(again, told);
    let text = call(&mut state, "exportAs", &json!(["text"])).expect("there is a text");
    assert!(text.as_str().is_some_and(|text| text.contains("FirstItemAdded")), "{text}");
    assert_eq!(call(&mut state, "exportAs", &json!(["link"])), Ok(json!(OPENING)));
    let other = call(&mut state, "setStrategy", &json!(["outbox"])).expect("it suits");
    assert_eq!(
        (&other["strategy"], &other["with"]),
        (&json!("outbox"), &json!(["historic-state"]))
    );
}

#[test]
fn a_fault_is_armed_and_disarmed() {
    let mut state = figure_of("", "/v1/first-item-added/current-state/?at=0");
    let call_text = r#"{"method":"arm","args":["123.1.persist","died"]}"#;
    let commands = heard(&mut state, call_text, false);
    let told: Vec<String> = events(&commands);
    assert_eq!(told, ["callback", "stepchanged", "faultarmed"]);
    assert!(state.link().contains("died"), "{}", state.link());
    assert_eq!(state.beat, 0, "it stays where it is");
    let state_now = call(&mut state, "getState", &json!([])).expect("it tells");
    assert_eq!(state_now["armed"], json!(["123.1.persist.died"]));
    let disarmed = call(&mut state, "disarm", &json!(["123.1.persist"])).expect("it was armed");
    assert_eq!(disarmed["armed"], json!([]));
    let why = call(&mut state, "disarm", &json!(["123.1.persist"]));
    assert_eq!(why, Err(String::from("nothing is to fail there")));
    let never = call(&mut state, "arm", &json!(["123.9.persist", "died"]));
    assert_eq!(never, Err(String::from("this never comes up here")));
}

#[test]
fn what_is_wrong_is_said_and_changes_nothing() {
    let mut state = figure();
    let before = state.link();
    for (method, args) in [
        ("seek", json!([])),
        ("seek", json!(["3"])),
        ("seek", json!([-1])),
        ("seek", json!([1.5])),
        ("seek", json!([1_000_000])),
        ("next", json!([1])),
        ("next", json!({ "0": 1 })),
        ("setState", json!(["/v1/matrix/first-item-added"])),
        ("setState", json!(["javascript:alert(1)"])),
        ("setState", json!([{ "hash": 3 }])),
        ("setStrategy", json!(["nothing"])),
        ("setStrategy", json!(["boundary"])),
        ("arm", json!(["x", "y"])),
        ("arm", json!([])),
        ("disarm", json!([0])),
        ("blank", json!(["yes"])),
        ("exportAs", json!(["exe"])),
        ("setTheme", json!(["url(x)"])),
        ("setTheme", json!([""])),
        ("constructor", json!([])),
        ("__proto__", json!([])),
        ("update", json!([])),
    ] {
        let answer = call(&mut state, method, &args);
        assert!(answer.is_err(), "{method}({args}) gives {answer:?}");
        assert_eq!(state.link(), before, "{method}({args})");
    }
}

#[test]
fn what_is_not_meant_for_it_is_not_answered() {
    let mut state = figure();
    let before = state.link();
    let long = format!(r#"{{"method":"next","pad":"{}"}}"#, "x".repeat(20_000));
    for (text, as_object) in [
        ("", false),
        ("next", false),
        ("slide:elsewhere", false),
        ("slide:start", true),
        ("{", false),
        ("[]", false),
        ("{}", true),
        ("null", true),
        ("[{\"method\":\"next\"}]", true),
        (r#"{"method":3}"#, false),
        (r#"{"type":"other:call","v":1,"id":1,"method":"next"}"#, true),
        (r#"{"namespace":"reveal","eventName":"callback","method":"next"}"#, false),
        (&long, false),
    ] {
        assert_eq!(heard(&mut state, text, as_object), [], "{text}");
        assert_eq!(state.link(), before, "{text}");
    }
    let other = r#"{"type":"redelivery:call","v":2,"id":1,"method":"next"}"#;
    assert_eq!(posted(&heard(&mut state, other, true))[0]["error"], "v is 1");
    assert_eq!(state.link(), before);
}

#[test]
fn only_the_origin_that_was_named_is_heard() {
    let mut state = figure_of(&format!("origin={HOST}/"), OPENING);
    let text = String::from(r#"{"method":"prev"}"#);
    let before = state.link();
    for origin in ["https://other.example", "", "null", "https://host.example.evil.example"] {
        let (text, origin) = (text.clone(), origin.to_string());
        assert_eq!(
            update(&mut state, FigureMsg::Heard { text, as_object: false, origin }.into()),
            []
        );
        assert_eq!(state.link(), before);
    }
    assert!(!heard(&mut state, &text, false).is_empty());
    assert_ne!(state.link(), before);
    assert_eq!(state.embed.as_deref().and_then(|embed| embed.origin.target()), Some(HOST));
}

/// A deck obeys whatever has a `method` at its top and that it knows: none of what a figure says
/// may look so, but what is meant to move it.
#[test]
fn no_answer_is_an_order_to_a_deck() {
    let mut state = figure();
    let next = r#"{"method":"next","args":[]}"#;
    let said = posted(&heard(&mut state, next, false));
    assert_eq!(said[0]["eventName"], "callback");
    assert_eq!((&said[0]["call"], &said[0]["result"]["step"]), (&json!("next"), &json!(1)));
    assert!(said.iter().all(|it| it["method"].is_null()), "{said:?}");
    send(&mut state, &[Msg::PressedEnd]);
    let (key, code) = (String::from("ArrowRight"), String::from("ArrowRight"));
    let commands = update(&mut state, FigureMsg::HandedBack { key, code }.into());
    assert_eq!(commands[0], FigureCommand::LeaveFocus.into());
    let said = posted(&commands);
    assert_eq!(said[0], json!({ "method": "next" }));
    assert_eq!(
        (&said[1]["eventName"], &said[1]["key"]),
        (&json!("keyforward"), &json!("ArrowRight"))
    );
}

#[test]
fn a_change_is_told_once() {
    let mut state = figure_of("", OPENING);
    assert_eq!(events(&state.opening()), ["ready"]);
    assert!(events(&update(&mut state, Msg::PressedForward)).is_empty(), "it is at its end");
    let back = events(&update(&mut state, Msg::PressedBack));
    assert_eq!(back, ["stepchanged", "verdictchanged"]);
    let on = update(&mut state, Msg::PressedForward);
    assert_eq!(events(&on), ["stepchanged", "verdictchanged", "ended"]);
    assert_eq!(posted(&on)[2]["state"]["atEnd"], true);
    assert!(events(&update(&mut state, FigureMsg::ChoseFront(1).into())).is_empty());
}

#[test]
fn it_leaves_no_trace_in_its_host() {
    let mut state = figure_of("id=one", OPENING);
    let commands = update(&mut state, Msg::ChoseApproach(0, String::from("outbox")));
    assert!(commands.iter().any(|it| matches!(it, Command::ReplaceLink(_))));
    assert!(!commands.iter().any(|it| matches!(it, Command::PushLink(_))), "{commands:?}");
    let kept = commands.iter().find_map(|it| match it {
        Command::Figure(FigureCommand::Keep(place, text)) => Some((place.clone(), text.clone())),
        _ => None,
    });
    let (place, text) = kept.expect("it has a name");
    assert_eq!(place, "redelivery.figure.one");
    let themed = update(&mut state, Msg::ChoseTheme(Theme::Dark));
    assert_eq!(themed, [FigureCommand::Wear(Theme::Dark).into()]);
    // What was left is found again, unless the author has put another moment there.
    let one = || Embed::of(|name| (name == "id").then(|| String::from("one")));
    assert_eq!(one().state(OPENING, Some(&text)).link(), state.link());
    let other = "/v1/first-item-added/outbox/3";
    assert_eq!(one().state(other, Some(&text)).link(), State::open(other).link());
    assert_eq!(one().state(OPENING, Some("nonsense")).link(), OPENING);
}

#[test]
fn it_rests_while_nobody_sees_it() {
    let mut state = figure();
    let ticks = |commands: &[Command]| commands.iter().any(|it| matches!(it, Command::Tick(..)));
    assert!(ticks(&update(&mut state, Msg::PressedPlay)));
    let plays = state.plays;
    update(&mut state, FigureMsg::Seen(false).into());
    assert!(!state.playing);
    assert!(update(&mut state, Msg::Ticked(plays)).is_empty());
    assert!(!ticks(&heard(&mut state, r#"{"method":"play"}"#, false)), "nobody sees it yet");
    assert!(ticks(&update(&mut state, FigureMsg::Seen(true).into())));
    assert!(state.playing);
    heard(&mut state, "slide:stop", false);
    assert!(!state.playing);
    let commands = heard(&mut state, "slide:start", false);
    assert!(ticks(&commands) && events(&commands).contains(&String::from("ready")));
    heard(&mut state, r#"{"method":"pause"}"#, false);
    assert!(!state.playing);
    update(&mut state, FigureMsg::Seen(false).into());
    assert!(
        !ticks(&update(&mut state, FigureMsg::Seen(true).into())),
        "what did not play does not go on"
    );
}

/// At both ends, and with Escape, the host gets its keys back; what would leave the frame or load
/// all of the site is nobody's.
#[test]
fn keys_go_where_they_belong() {
    let stroke = |state: &State, key: &str, shift: bool| {
        state.hands().expect("it is a figure").stroke(key, key, shift)
    };
    let back = |key: &str| {
        let (key, code) = (key.to_string(), key.to_string());
        Some(FigureMsg::HandedBack { key, code }.into())
    };
    let mut state = figure();
    assert_eq!(stroke(&state, "ArrowRight", false), Some(Msg::PressedForward));
    for key in ["ArrowLeft", "PageUp", "Escape"] {
        assert_eq!(stroke(&state, key, false), back(key), "{key} at the start");
    }
    send(&mut state, &[Msg::PressedEnd]);
    for key in ["ArrowRight", "PageDown", " ", "Escape"] {
        assert_eq!(stroke(&state, key, false), back(key), "{key} at the end");
    }
    assert_eq!(stroke(&state, "ArrowLeft", false), Some(Msg::PressedBack));
    for key in ["m", "g", "c", "t", "w", "?", "]", "q", "Enter"] {
        assert_eq!(stroke(&state, key, false), None, "{key}");
    }
    send(&mut state, &[Msg::PressedFail]);
    assert_eq!(stroke(&state, "Escape", false), Some(Msg::ClosedMenu), "the menu goes first");
    let own = figure_of("keys=own", OPENING);
    assert_eq!(stroke(&own, "ArrowRight", false), Some(Msg::PressedForward));
    assert_eq!(stroke(&own, "Escape", false), Some(Msg::ClosedMenu));
    let none = figure_of("keys=none", OPENING);
    assert!(["ArrowRight", "Escape", "f"].iter().all(|key| stroke(&none, key, false).is_none()));
}

#[test]
fn an_address_says_how_it_behaves() {
    let asked = |text: &str| figure_of(text, "").embed.expect("it is a figure");
    let plain = asked("embed");
    assert_eq!((plain.controls, plain.keys), (Controls::Full, Keys::Forward));
    assert_eq!(plain.origin.target(), Some("*"));
    let all = asked("controls=min&keys=own&origin=https://a.example&id=x&resize=1");
    assert_eq!((all.controls, all.keys), (Controls::Min, Keys::Own));
    assert_eq!((all.origin.target(), all.tells_platforms), (Some("https://a.example"), true));
    assert_eq!(asked("controls=everything").controls, Controls::Full);
    let matrix = figure_of("", "/v1/matrix/first-item-added");
    assert_eq!(matrix.link(), OPENING);
    assert!(matrix.notice.is_some(), "it says why it shows another moment");
    assert_eq!(site("https://a.example/b/embed.html?x=/y#/z"), "https://a.example/b/");
}

#[test]
fn it_leads_to_the_site_and_offers_no_more_than_it_was_asked_for() {
    let address = String::from("https://a.example/b/");
    let drawn = |controls: &str| {
        let state = figure_of(controls, OPENING);
        view(&State { address: address.clone(), language: "pl", ..state })
    };
    let full = drawn("controls=full");
    let figure = full.figure.expect("it is a figure");
    assert_eq!(figure.away, format!("{address}?lang=pl#{OPENING}"));
    assert_eq!(figure.fronts.len(), 2);
    assert!(full.lanes.iter().all(|lane| !lane.can_close && !lane.choices.is_empty()));
    assert!(drawn("controls=none").lanes.iter().all(|lane| lane.choices.is_empty()));
    assert!(view(&State::open(OPENING)).figure.is_none());
}

#[test]
fn learning_platforms_hear_their_own_words_if_asked() {
    let names = |state: &mut State, height: u32| -> Vec<Value> {
        posted(&update(state, FigureMsg::Measured(height).into()))
    };
    let mut plain = figure_of("", OPENING);
    assert_eq!(names(&mut plain, 500)[0]["height"], 500);
    assert!(names(&mut plain, 500).is_empty(), "nothing has changed");
    let mut asked = figure_of("resize=1", OPENING);
    assert_eq!(names(&mut asked, 500)[1], json!({ "subject": "lti.frameResize", "height": 500 }));
}

/// Whatever is said, nothing breaks, and what is answered is JSON.
#[test]
fn nothing_that_is_said_breaks_it() {
    use proptest::prelude::*;
    let value = r#""[^"\\]{0,20}"|[0-9]{0,25}|null"#;
    let call = format!(r#"\{{"method":"[a-zA-Z]{{0,12}}","args":\[({value})?\]\}}"#);
    let text = prop_oneof![any::<String>(), call.as_str()];
    proptest!(|(text in text, as_object: bool)| {
        let mut state = figure();
        posted(&heard(&mut state, &text, as_object));
        let is_meant = Heard::read(&text, as_object).is_some();
        prop_assert!(!is_meant || text.starts_with(['{', 's']), "{}", text);
    });
}

/// The menu is about the step in front, and who opens it at another brings that to the front: where
/// there is room for one approach, its step is to be seen beside the menu.
#[test]
fn a_step_fails_where_it_is_seen() {
    let mut state = figure();
    send(&mut state, &[FigureMsg::ChoseFront(1).into(), Msg::PressedForward, Msg::PressedFail]);
    let menu = state.menu.expect("it is open");
    assert_eq!(menu.lane, 1, "{menu:?}");
    send(&mut state, &[Msg::ClosedMenu, Msg::SelectedStep(Menu { lane: 0, ..menu })]);
    assert_eq!(state.embed.as_deref().map(|embed| embed.front), Some(0));
    // Without a figure the first approach that moves has it.
    let mut site = State::open(OPENING);
    send(&mut site, &[Msg::PressedStart, Msg::PressedForward, Msg::PressedFail]);
    assert_eq!(site.menu.map(|menu| menu.lane), Some(0));
}

/// What is not exactly one origin names nobody: the figure says so, hears nobody and tells nobody.
#[test]
fn what_is_no_origin_is_refused_and_said() {
    for origin in [
        "",
        "/",
        "//",
        "*",
        "null",
        "https",
        "https:",
        "https://",
        "http://a@b",
        "https://a/b",
        "https://a.example//",
        "https://a.example?x",
        "https://a.example#x",
        "https://A.example",
        "https://a.example:443",
        "http://a:80",
        "https://a:0",
        "https://a:99999",
        "https://a:x",
        "https://a b",
        "//a.example",
        "javascript:alert(1)",
        "https://a.example,https://b.example",
        "https://*.example",
        "https://a..b",
        "https://[::1",
        "https://ł.example",
        " https://a",
    ] {
        let said = |name: &str| (name == "origin").then(|| String::from(origin));
        let mut state = Embed::of(said).state(OPENING, None);
        let notice = state.notice.clone().expect("it says so");
        assert!(notice.text().contains("talks to no page"), "{origin}: {}", notice.text());
        assert_eq!(posted(&state.opening()).len(), 0, "{origin}");
        for text in [r#"{"method":"prev"}"#, "slide:start"] {
            assert_eq!(heard(&mut state, text, false), [], "{origin}");
        }
        let (text, from) = (String::from(r#"{"method":"prev"}"#), String::from(origin));
        let msg = FigureMsg::Heard { text, as_object: false, origin: from };
        assert_eq!(update(&mut state, msg.into()), [], "{origin}");
        let (key, code) = (String::from("Escape"), String::from("Escape"));
        for msg in [Msg::PressedBack, FigureMsg::HandedBack { key, code }.into()] {
            assert_eq!(posted(&update(&mut state, msg)).len(), 0, "{origin}");
        }
        assert_eq!(posted(&update(&mut state, FigureMsg::Measured(99).into())).len(), 0);
    }
    for origin in [
        "https://a.example",
        "https://a.example/",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://[::1]:3000",
        "chrome-extension://abcdef",
        "https://a-b.c_d.example:8443",
    ] {
        let said = |name: &str| (name == "origin").then(|| String::from(origin));
        let state = Embed::of(said).state(OPENING, None);
        assert_eq!(state.notice, None, "{origin}");
        let target = state.embed.as_deref().and_then(|embed| embed.origin.target());
        assert_eq!(target, Some(origin.trim_end_matches('/')));
    }
}

/// JavaScript's texts may hold halves of characters, which no text of this program can: such a call
/// is answered, too. So is one without an id that can be given back.
#[test]
fn every_call_is_answered() {
    let mut state = figure();
    let before = state.link();
    for args in [
        r#"["\ud800"]"#,
        r#"["\udc00\ud800"]"#,
        r#"["/v1/\ud83d/x"]"#,
        r#"[{"hash":"\uD83D"}]"#,
        r#"["\\\udfff"]"#,
        r#"["\ud83d\ude00\ud83d"]"#,
    ] {
        let text = format!(
            r#"{{"type":"redelivery:call","v":1,"id":"7","method":"setState","args":{args}}}"#
        );
        let said = posted(&heard(&mut state, &text, true));
        assert_eq!((said.len(), &said[0]["id"]), (1, &json!("7")), "{args}");
        assert!(said[0]["error"].is_string(), "{args}: {said:?}");
        let text = format!(r#"{{"method":"setState","args":{args}}}"#);
        assert!(posted(&heard(&mut state, &text, false))[0]["error"].is_string(), "{args}");
    }
    for (id, text) in [
        ("", r#"{"type":"redelivery:call","v":1,"method":"next"}"#),
        ("", r#"{"type":"redelivery:call","v":1,"id":{},"method":"next"}"#),
        ("", r#"{"type":"redelivery:call","v":1,"id":1.5,"method":"next"}"#),
        ("4", r#"{"type":"redelivery:call","v":1,"id":4}"#),
        ("4", r#"{"type":"redelivery:call","v":1,"id":4,"method":["next"]}"#),
    ] {
        let said = posted(&heard(&mut state, text, true));
        assert!(said[0]["error"].is_string(), "{text}: {said:?}");
        let given = if id.is_empty() { Value::Null } else { json!(4) };
        assert_eq!(said[0]["id"], given, "{text}");
    }
    assert_eq!(state.link(), before);
    // A whole character stays one, in an id as well.
    let text = r#"{"type":"redelivery:call","v":1,"id":"\ud83d\ude00","method":"getState"}"#;
    assert_eq!(posted(&heard(&mut state, text, true))[0]["id"], "😀");
}
