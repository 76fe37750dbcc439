//! The panel in which the run is taken elsewhere: what is asked of the desk, when, and what becomes
//! of the answer.

use redelivery::app::state::{
    Command, Errand, Exported, Msg, Notice, Page, StageMsg, State, answer_at_once, update, wished,
};
use redelivery::app::view::{ExportView, Preview, view};
use redelivery::export::FORMATS;

/// Sends `msg` and lets the desk answer; what is left is for the browser.
fn send(state: &mut State, msg: Msg) -> Vec<Command> {
    let commands = update(state, msg);
    answer_at_once(state, commands)
}

fn exported(state: &mut State, what: Exported) -> Vec<Command> {
    send(state, Msg::Exported(what))
}

fn shown(state: &State) -> ExportView {
    view(state).export.expect("the panel is open")
}

/// The page with the panel open at the format called so.
fn open(format: &str) -> State {
    let mut state = State { address: String::from("https://example.org/r/"), ..State::default() };
    assert_eq!(send(&mut state, Msg::ToggledExport), [Command::FocusExport]);
    let index = FORMATS.iter().position(|known| known.id == format).expect("there is one");
    exported(&mut state, Exported::ChoseFormat(index));
    state
}

#[test]
fn the_panel_lists_every_format_and_what_reads_it() {
    let state = open("svg");
    let told: Vec<_> = shown(&state)
        .formats
        .into_iter()
        .map(|(format, chosen)| (format.id, format.name, format.about, chosen))
        .collect();
    let expected: Vec<_> = FORMATS
        .iter()
        .enumerate()
        .map(|(index, it)| (it.id.into(), it.name.into(), it.about.into(), index == 0))
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn what_is_shown_follows_the_run_and_not_the_moment() {
    let mut state = open("mermaid");
    let Preview::Text(before) = shown(&state).preview else { panic!("a text") };
    assert!(before.starts_with("sequenceDiagram"));
    for msg in [Msg::PressedStart, Msg::PressedForward] {
        let asked = update(&mut state, msg);
        assert!(!asked.iter().any(|it| matches!(it, Command::Ask(_))), "it is the same run");
    }
    send(&mut state, Msg::ChoseScenario(String::from("cart")));
    let Preview::Text(after) = shown(&state).preview else { panic!("a text") };
    assert!(after.contains("Submit 5") && after != before);
}

/// An answer that comes late is none to what was asked since.
#[test]
fn a_stale_answer_is_not_heard() {
    let mut state = open("mermaid");
    let late = update(&mut state, Msg::ChoseScenario(String::from("cart")));
    assert_eq!(shown(&state).file, None, "the file of another run is not to be had");
    assert_eq!(exported(&mut state.clone(), Exported::PressedSave), []);
    send(&mut state, Msg::ChoseScenario(String::from("import")));
    answer_at_once(&mut state, late);
    let name = shown(&state).file.expect("it is written");
    assert!(name.starts_with("import-"), "{name}");
}

#[test]
fn a_format_of_one_run_says_whose() {
    assert_eq!(shown(&open("json")).alone, Some("Current state"));
    assert_eq!(shown(&open("svg")).alone, None);
    let mut state = open("json");
    send(&mut state, Msg::RemovedLane(1));
    assert_eq!(shown(&state).alone, None, "there is no other");
}

#[test]
fn a_text_is_copied_and_saved_as_it_is_shown() {
    let mut state = open("markdown");
    let Preview::Text(text) = shown(&state).preview else { panic!("a text") };
    assert!(text.contains("(https://example.org/r/#/v1/first-item-added/current-state/"));
    let copied = exported(&mut state, Exported::PressedCopy);
    assert_eq!(copied, [Command::Export(Errand::CopyText(text.clone()))]);
    let name = String::from("first-item-added-current-state-historic-state.md");
    assert_eq!(exported(&mut state, Exported::PressedSave), [Command::Download(name, text)]);
    exported(&mut state, Exported::Copied(true));
    assert!(matches!(state.notice, Some(Notice::Done(_))));
    exported(&mut state, Exported::Copied(false));
    assert!(matches!(state.notice, Some(Notice::Wrong(_))));
}

#[test]
fn a_picture_is_light_or_dark_a_text_or_dots() {
    let mut state = open("svg");
    let Preview::Picture(light) = shown(&state).preview else { panic!("a picture") };
    assert!(light.starts_with("data:image/svg+xml,%3csvg ") && light.is_ascii());
    assert!(!light.contains(['<', '>', '"', '#']), "nothing ends the address early");
    assert_eq!(shown(&state).is_dark, Some(false));
    exported(&mut state, Exported::ToggledDark);
    assert_ne!(shown(&state).preview, Preview::Picture(light));
    let [Command::Download(name, text)] = &exported(&mut state, Exported::PressedSave)[..] else {
        panic!("it is a file")
    };
    assert_eq!(name, "first-item-added-current-state-historic-state.svg");
    assert!(text.starts_with("<svg"));
    let png = FORMATS.iter().position(|format| format.id == "png").expect("there is one");
    exported(&mut state, Exported::ChoseFormat(png));
    let Preview::Picture(address) = shown(&state).preview else { panic!("a picture") };
    let name = String::from("first-item-added-current-state-historic-state.png");
    let saved = exported(&mut state, Exported::PressedSave);
    assert_eq!(saved, [Command::Export(Errand::SaveDots(name, address.clone()))]);
    let copied = exported(&mut state, Exported::PressedCopy);
    assert_eq!(copied, [Command::Export(Errand::CopyDots(address))]);
    let mut text = open("json");
    assert_eq!(shown(&text).is_dark, None, "a text has no look");
    assert!(exported(&mut text, Exported::ToggledDark).is_empty());
}

#[test]
fn it_closes_by_the_key_and_opens_as_it_was() {
    let mut state = open("itf");
    let closed = send(&mut state, Msg::ClosedMenu);
    assert_eq!((closed, view(&state).export), (vec![Command::FocusStep(0)], None));
    send(&mut state, Msg::ToggledExport);
    let view = shown(&state);
    assert!(view.formats.iter().any(|(format, chosen)| format.id == "itf" && *chosen));
    assert!(view.file.is_some(), "it is asked for again");
    send(&mut state, Msg::PressedMatrix);
    assert_eq!(state.page, Page::Matrix);
    send(&mut state, Msg::PressedMatrix);
    assert!(shown(&state).file.is_some());
}

/// The first part of the page hands over what it can't do.
#[test]
fn what_the_first_part_wishes_for_is_understood() {
    assert_eq!(wished("export"), Some(Msg::ToggledExport));
    assert_eq!(wished("given"), Some(Msg::WasGiven));
    let mut state = State::default();
    assert!(send(&mut state, Msg::WasGiven).contains(&Command::Export(Errand::Read)));
}

/// What is dropped in front of an audience does not take the stage away, nor does Escape do
/// anything to a panel that is not on show.
#[test]
fn the_stage_stays_whatever_is_given() {
    let mut state = open("json");
    let deck = redelivery::deck::write(&redelivery::deck::talk());
    let commands = send(&mut state, Msg::Stage(StageMsg::Entered));
    assert!(commands.contains(&Command::EnterStage), "{commands:?}");
    let before = state.link();
    let run = redelivery::export::json(&State::default().lanes[0].timeline);
    for msg in [
        Msg::ClosedMenu,
        Msg::WasGiven,
        Msg::Exported(Exported::Read(deck)),
        Msg::Exported(Exported::Read(run)),
    ] {
        let commands = send(&mut state, msg);
        assert!(commands.iter().all(|it| matches!(it, Command::ShowNotice(_))), "{commands:?}");
        assert_eq!((state.page, state.link()), (Page::Stage, before.clone()));
        assert!(state.decks.own.is_empty() && matches!(state.notice, Some(Notice::Done(_))));
    }
    // Back on the timeline the panel is as it was, and Escape closes it.
    send(&mut state, Msg::Stage(StageMsg::Left));
    assert!(view(&state).export.is_some());
    assert_eq!(send(&mut state, Msg::ClosedMenu), [Command::FocusStep(0)]);
    assert_eq!((view(&state).export, state.page), (None, Page::Timeline));
}
