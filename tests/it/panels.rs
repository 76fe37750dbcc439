//! One panel at a time: whichever opens closes the others.

use redelivery::app::state::{Command, Msg, Panel, StageMsg, State, open_panels, update};
use redelivery::codec::Address;
use redelivery::course::CHALLENGES;

use crate::screen::OPENING;

/// What opens a panel.
fn opener(panel: Panel) -> Msg {
    match panel {
        Panel::Menu => Msg::PressedFail,
        Panel::Sheet => Msg::PressedHelp,
        Panel::Share => Msg::PressedShare,
        Panel::Finder => Msg::PressedFind,
        Panel::Export => Msg::ToggledExport,
        Panel::Code => Msg::Stage(StageMsg::Code),
    }
}

#[test]
fn whatever_opens_closes_the_others() {
    let live = "/v1/stage/talk.2/first-item-added/current-state/3?at=2";
    let challenge = format!("/v1/challenge/{}", CHALLENGES[0].name);
    let pages: [(&str, &[Panel]); 4] = [
        (OPENING, &[Panel::Menu, Panel::Sheet, Panel::Share, Panel::Finder, Panel::Export]),
        (live, &[Panel::Menu, Panel::Sheet, Panel::Code]),
        (&live.replace("stage", "speaker"), &[Panel::Menu, Panel::Sheet]),
        (&challenge, &[Panel::Menu, Panel::Sheet, Panel::Share]),
    ];
    for (link, panels) in pages {
        for one in panels {
            for other in panels.iter().filter(|other| *other != one) {
                let mut state = State::open(link);
                update(&mut state, opener(*one));
                assert_eq!(open_panels(&state), [*one], "{link}");
                update(&mut state, opener(*other));
                assert_eq!(open_panels(&state), [*other], "{link}: {other:?} after {one:?}");
                update(&mut state, opener(*other));
                assert_eq!(open_panels(&state), [], "{link}: {other:?} is closed again");
            }
        }
    }
}

/// A search that nobody sees any more stops.
#[test]
fn a_search_whose_panel_gives_way_stops() {
    let mut state = State::open(OPENING);
    let asked = update(&mut state, Msg::PressedFind);
    let asks = |text: &str| matches!(Address::parse(text), Ok(Address::Check(_)));
    let is_question = |it: &Command| matches!(it, Command::Ask(text) if asks(text));
    assert!(asked.iter().any(is_question), "{asked:?}");
    let commands = update(&mut state, Msg::PressedShare);
    assert!(commands.contains(&Command::Ask(String::from("stop"))), "{commands:?}");
}
