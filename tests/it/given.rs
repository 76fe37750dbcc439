//! What is dropped, pasted or picked gets an answer on every page: what it was taken for, or why
//! not.

use redelivery::app::state::Carried;
use redelivery::app::state::{
    Command, Errand, Exported, Msg, Notice, Page, State, answer_at_once, notice_time, pack, update,
};
use redelivery::course::{CHALLENGES, LESSONS};
use redelivery::deck::{talk, write};
use redelivery::export;
use serde_json::Value;

use crate::embed::figure;
use crate::screen::{OPENING, send};

const PROGRESS: &str = include_str!("../fixtures/progress.v1.json");

/// Gives `text` to the page, as the browser does that reads it when it is asked to.
pub fn give(state: &mut State, text: &str) -> Vec<Command> {
    let mut commands = update(state, Msg::WasGiven);
    if commands.contains(&Command::Export(Errand::Read)) {
        commands = update(state, Msg::Exported(Exported::Read(text.to_string())));
    }
    answer_at_once(state, commands)
}

fn pages() -> Vec<String> {
    let course =
        [format!("/v1/learn/{}", LESSONS[0].name), format!("/v1/challenge/{}", CHALLENGES[0].name)];
    let others = [
        OPENING,
        "/v1/matrix/cart",
        "/v1/matrix/cart?points=5",
        "/v1/stage/talk.2/first-item-added/current-state/",
        "/v1/speaker/talk.2/first-item-added/current-state/",
        "/v1/deck/talk",
        "/v1/learn",
        "/v1/words",
    ];
    others.into_iter().map(String::from).chain(course).collect()
}

#[test]
fn every_page_answers_whatever_it_is_given() {
    let run = export::json(&crate::talk::timeline("outbox"));
    let deck = write(&talk());
    let cut = |text: &str| text[..text.len() / 2].to_string();
    let texts = [
        (true, run.clone()),
        (true, deck.clone()),
        (true, String::from(PROGRESS)),
        (false, cut(&run)),
        (false, cut(&deck)),
        (false, cut(PROGRESS)),
        (false, String::from("[1, 2]")),
        (false, String::from("hello")),
        (false, String::new()),
    ];
    for link in pages() {
        for (is_right, text) in &texts {
            let mut state = State::open(&link);
            state.notice = None;
            let before = (state.link(), state.page);
            let commands = give(&mut state, text);
            let is_live = state.presenter.is_some();
            let about = format!("{link}: {:?}", &text[..text.len().min(30)]);
            let notice = state.notice.clone().unwrap_or_else(|| panic!("{about} is not answered"));
            assert!(
                matches!(notice, Notice::Done(_)) == (*is_right || is_live),
                "{about}: {notice:?}"
            );
            if is_live || !is_right {
                assert_eq!((state.link(), state.page), before, "{about}");
                let goes = |it: &Command| matches!(it, Command::PushLink(_));
                assert!(!commands.iter().any(goes), "{about}");
            } else if state.link() != before.0 {
                let goes = commands.contains(&Command::PushLink(state.link()));
                assert!(goes, "{about}: one can go back");
            }
        }
        let mut state = State::open(&link);
        state.notice = None;
        send(&mut state, &[Msg::Exported(Exported::FoundNothing)]);
        assert!(matches!(state.notice, Some(Notice::Wrong(_))), "{link}");
    }
}

#[test]
fn a_figure_says_that_it_opens_nothing() {
    let mut state = figure();
    let before = state.link();
    let commands = update(&mut state, Msg::WasGiven);
    let Some(Notice::Done(text)) = &state.notice else { panic!("it answers") };
    assert_eq!(commands, [Command::ShowNotice(Some(notice_time(text)))]);
    assert_eq!(state.link(), before);
}

/// A lesson in somebody's page stays one, and takes in what is of the course.
#[test]
fn a_lesson_in_somebody_s_page_takes_only_progress() {
    let open = || State {
        address: String::from("https://a.example/?embed"),
        ..State::open(&format!("/v1/learn/{}", LESSONS[0].name))
    };
    for text in [write(&talk()), export::json(&crate::talk::timeline("outbox"))] {
        let mut state = open();
        give(&mut state, &text);
        assert!(matches!(state.notice, Some(Notice::Wrong(_))), "{:?}", state.notice);
        assert_eq!(state.page, Page::Course);
    }
    let mut state = open();
    give(&mut state, PROGRESS);
    assert!(matches!(state.notice, Some(Notice::Done(_))), "{:?}", state.notice);
}

/// What is refused changes no address, at whatever step it was given, nor does the page that is
/// loaded to read it.
#[test]
fn what_is_refused_changes_no_address() {
    for link in [OPENING, "/v1/first-item-added/outbox/7?with=current-state&at=7+2"] {
        let mut state = State::open(link);
        for beat in 0..=state.last() {
            send(&mut state, &[Msg::Scrubbed(beat)]);
            let before = state.link();
            let carried = Carried::read(&pack(&state, &before, "given")).expect("it is as packed");
            let mut taken = carried.state();
            for text in ["{", "{\"frames\": []}", "nothing"] {
                for page in [&mut state, &mut taken] {
                    give(page, text);
                    assert!(matches!(page.notice, Some(Notice::Wrong(_))));
                    assert_eq!(page.link(), before);
                }
            }
        }
    }
}

/// A run is opened by its link alone: sentences that somebody else has put into the file are
/// nowhere to be read.
#[test]
fn a_stranger_s_sentences_are_never_shown() {
    fn replace(value: &mut Value, count: &mut usize) {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    if ["says", "because"].contains(&name.as_str()) && field.is_string() {
                        *field = Value::from("a stranger says so");
                        *count += 1;
                    }
                    replace(field, count);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| replace(item, count)),
            _ => {}
        }
    }
    let saved = export::json(&crate::talk::timeline("current-state"));
    let mut file: Value = serde_json::from_str(&saved).expect("what is written can be read");
    let mut count = 0;
    replace(&mut file, &mut count);
    assert!(count > 20, "{count}");
    let mut state = State::default();
    give(&mut state, &file.to_string());
    assert!(matches!(state.notice, Some(Notice::Done(_))), "{:?}", state.notice);
    send(&mut state, &[Msg::PressedTell]);
    for beat in 0..=state.last() {
        send(&mut state, &[Msg::Scrubbed(beat)]);
        assert!(!crate::language::html(&state).contains("stranger"), "step {beat}");
    }
}
