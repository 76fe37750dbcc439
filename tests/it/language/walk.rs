//! A walk through every screen that there is, for a look at each.

use redelivery::app::state::course::{CourseMsg, Picture, Shown as OnShow};
use redelivery::app::state::{
    DeckMsg, Embed, Exported, GONE, Msg, StageMsg, State, answer_at_once, update,
};
use redelivery::course::{CHALLENGES, LESSONS};
use redelivery::deck::{TALK, talk};
use redelivery::export::{self, FORMATS};
use redelivery::import::SIZE_MAX;
use redelivery::kept::Found;
use redelivery::sim::approach;
use redelivery::sim::io::Failure;
use redelivery::sim::scenario;

/// The stage, the speaker's window and the decks.
fn walk_talks(look: &mut impl FnMut(&State)) {
    for slide in 0..talk().slides.len() {
        let mut state = State::default();
        let msgs = [StageMsg::Opened(String::from(TALK), slide), StageMsg::Code, StageMsg::Blank];
        for msg in msgs {
            update(&mut state, Msg::Stage(msg));
        }
        update(&mut state, Msg::PressedHelp);
        look(&state);
        let mut speaker = State::open(&state.link().replace("/stage/", "/speaker/"));
        for msg in [Msg::PressedFail, Msg::Stage(StageMsg::Heard(String::from(GONE)))] {
            update(&mut speaker, msg);
            look(&speaker);
        }
    }
    let newer = String::from(r#"{"format": "redelivery-deck", "version": 9}"#);
    let mut state = State::open("/v1/deck/talk");
    let msgs = [DeckMsg::Printed, DeckMsg::PrintOver, DeckMsg::Made, DeckMsg::Copied];
    for msg in msgs.into_iter().chain([DeckMsg::Imported(newer), DeckMsg::WasKept(false)]) {
        update(&mut state, Msg::Deck(msg));
        look(&state);
    }
    let unread = vec![(String::from("redelivery.decks"), String::from("{"))];
    let found = Found { unread, parted: true, ..Found::default() };
    update(&mut state, Msg::Deck(DeckMsg::Kept(found)));
    look(&state);
}

/// Every screen there is: each scenario under each approach, step by step, with its menus; the
/// matrix, the crash points, the checker's panel, and what goes wrong.
pub fn walk(mut look: impl FnMut(&State)) {
    for scenario in scenario::ALL {
        for approach in approach::ALL.iter().chain(approach::FLAWED) {
            let mut state = State::of(scenario);
            update(&mut state, Msg::ChoseApproach(0, approach.id.to_string()));
            update(&mut state, Msg::PressedTell);
            let commands = state.opening();
            answer_at_once(&mut state, commands);
            look(&state);
            for beat in (0..=state.last()).step_by(4) {
                update(&mut state, Msg::Scrubbed(beat));
                if let Some(menu) = state.point() {
                    update(&mut state, Msg::SelectedStep(menu));
                }
                look(&state);
            }
        }
        let mut state = State::open(&format!(
            "/v1/matrix/{}?flawed=yes&points={}&around=yes",
            scenario.id, scenario.messages[0].argument
        ));
        look(&state);
        let commands = state.opening();
        answer_at_once(&mut state, commands);
        look(&state);
    }
    for link in FAULTY {
        look(&State::open(link));
    }
    walk_talks(&mut look);
    let mut state = State::default();
    update(&mut state, Msg::PressedHelp);
    for failure in Failure::ALL {
        update(&mut state, Msg::Scrubbed(2));
        let Some(point) = state.point() else { continue };
        update(&mut state, Msg::SelectedStep(point));
        update(&mut state, Msg::ChoseFate(Some(failure)));
        look(&state);
    }
    for link in ASKED {
        let mut state = State::open(link);
        look(&state);
        let commands = state.opening();
        answer_at_once(&mut state, commands);
        look(&state);
        for msg in [Msg::PressedLarger, Msg::PressedStop, Msg::DeskFailed(String::new())] {
            update(&mut state, msg);
            look(&state);
        }
    }
    update(&mut state, Msg::PressedShare);
    let copied = [Msg::Copied(true), Msg::Copied(false), Msg::WholeFailed];
    for msg in copied.into_iter().chain([Msg::CopiedText(true), Msg::CopiedText(false)]) {
        update(&mut state, msg);
        look(&state);
    }
    for done in [Exported::Copied(true), Exported::Copied(false)] {
        update(&mut state, Msg::Exported(done));
        look(&state);
    }
    walk_export(&mut look);
    walk_course(&mut look);
    walk_figures(look);
}

/// The run taken elsewhere in every format, and what was brought back.
fn walk_export(look: &mut impl FnMut(&State)) {
    let mut state = State::default();
    let mut send = |msg: Msg| {
        let commands = update(&mut state, msg);
        look(&state);
        answer_at_once(&mut state, commands);
        look(&state);
    };
    send(Msg::ToggledExport);
    for format in 0..FORMATS.len() {
        send(Msg::Exported(Exported::ChoseFormat(format)));
    }
    let saved = export::json(&crate::talk::timeline("outbox"));
    let link = "\"/v1/first-item-added/outbox/22\"";
    for (from, to) in [
        ("", ""),
        ("{", ""),
        ("{", "["),
        ("frames", "fames"),
        ("\"version\": 1", "\"version\": 2"),
        ("\"version\": 1,", ""),
        (link, "7"),
        (link, "\"/v1/x\""),
        ("\"step\"", "\"died\""),
        ("\"at_rest\"", "\"resting\": 1, \"at_rest\""),
        ("\"tallies\": [", "\"tallies\": [{},{},{},"),
    ] {
        send(Msg::Exported(Exported::Read(saved.replacen(from, to, 1))));
    }
    send(Msg::Exported(Exported::Read(saved[..100].to_string())));
    send(Msg::Exported(Exported::Read(" ".repeat(SIZE_MAX + 1))));
}

/// The course: its map, each lesson with every answer, each challenge as it is tried, its words.
pub fn walk_course(look: &mut impl FnMut(&State)) {
    let open = |page: &str| State::open(&format!("/v1/{page}"));
    let mut map = open("learn/nothing");
    look(&map);
    look(&open("challenge/nothing"));
    look(&open("words"));
    let mut words = open("words/token");
    update(&mut words, CourseMsg::Sought(String::from("no such word")).into());
    look(&words);
    for text in [include_str!("../../fixtures/progress.v1.json"), "{}", "{\"version\": 9}", "no"] {
        update(&mut map, Msg::Exported(Exported::Read(text.to_string())));
        look(&map);
        let unread = vec![(String::from("redelivery.progress"), text.to_string())];
        update(&mut map, CourseMsg::Kept(Found { unread, ..Found::default() }).into());
        look(&map);
    }
    for msg in [CourseMsg::Forgot, CourseMsg::NotKept] {
        update(&mut map, msg.into());
        look(&map);
    }
    update(&mut map, Msg::PressedShare);
    update(&mut map, Msg::PressedHelp);
    look(&map);
    for listed in LESSONS {
        let mut state = open(&format!("learn/{}", listed.name));
        let at_hand = |state: &State| match &state.course.shown {
            OnShow::Lesson(studying) => studying.at_hand(),
            _ => None,
        };
        while let Some(index) = at_hand(&state) {
            for choice in 0..5 {
                update(&mut state, CourseMsg::Chose(choice).into());
                update(&mut state, CourseMsg::Committed.into());
                look(&state);
                let end = Box::new(Msg::PressedEnd);
                update(&mut state, CourseMsg::At(Picture::Really(index), end).into());
                look(&state);
                if at_hand(&state) != Some(index) {
                    break;
                }
            }
        }
    }
    for listed in CHALLENGES {
        let mut state = open(&format!("challenge/{}", listed.name));
        update(&mut state, CourseMsg::AskedHint.into());
        for choice in 0..4 {
            for msg in [CourseMsg::Picked(choice), CourseMsg::Lowered(choice), CourseMsg::Tried] {
                update(&mut state, msg.into());
                look(&state);
            }
            judge(&mut state);
            look(&state);
        }
    }
    walk_turns(look);
    walk_broken(look);
}

/// Has what is tried judged to the end.
fn judge(state: &mut State) {
    while let OnShow::Challenge(facing) = &state.course.shown
        && facing.judging.is_some()
    {
        let tries = facing.tries;
        update(state, CourseMsg::JudgedOn(tries).into());
    }
}

/// Runs that nobody may let fail, or in which another handler is at work besides.
fn walk_turns(look: &mut impl FnMut(&State)) {
    for name in ["without-any-failure", "two-true-answers"] {
        let mut state = State::open(&format!("/v1/challenge/{name}"));
        for msg in [Msg::Scrubbed(2), Msg::PressedFail, Msg::ChoseFate(Some(Failure::Expired))] {
            update(&mut state, CourseMsg::At(Picture::Arena, Box::new(msg)).into());
            look(&state);
        }
    }
}

/// A run that is broken: not at all, too often, in too many steps, and as shortly as can be.
fn walk_broken(look: &mut impl FnMut(&State)) {
    for (beats, fate) in
        [(&[4, 6][..], Failure::Refused), (&[6], Failure::Refused), (&[4], Failure::Died)]
    {
        let mut state = State::open("/v1/challenge/the-unsent-bill");
        for &beat in beats {
            let fate = Msg::ChoseFate(Some(fate));
            for msg in [Msg::Scrubbed(beat), Msg::PressedFail, fate] {
                let picture = Picture::Arena;
                update(&mut state, CourseMsg::At(picture, Box::new(msg)).into());
                look(&state);
            }
        }
        update(&mut state, CourseMsg::Tried.into());
        judge(&mut state);
        look(&state);
        for _ in 0..2 {
            update(&mut state, CourseMsg::AskedShortest.into());
            look(&state);
        }
        let (link, map) = (state.link(), String::from("/v1/learn"));
        for link in [map, link] {
            update(&mut state, Msg::OpenedLink(link));
            look(&state);
        }
    }
}

/// The same moments as figures in somebody's page.
fn walk_figures(mut look: impl FnMut(&State)) {
    for scenario in scenario::ALL {
        let mut figure = Embed::default().state(&State::of(scenario).link(), None);
        look(&figure);
        update(&mut figure, Msg::PressedStart);
        look(&figure);
    }
    look(&Embed::default().state("/v1/matrix/cart", None));
}

/// Links that can't be read, for each reason.
const FAULTY: &[&str] = &[
    "/v2/x",
    "/v1/nothing",
    "/v1/cart",
    "/v1/cart/none",
    "/v1/cart/outbox/x",
    "/v1/cart/outbox/999",
    "/v1/cart/outbox/1?with=outbox",
    "/v1/cart/outbox/1?at=999",
    "/v1/cart/outbox/1?send=9",
    "/v1/cart/outbox/1?x=1",
    "/v1/cart/outbox/1?unmet=x",
    "/v1/matrix/cart?flawed=x",
    "/v1/matrix/cart?promise=x",
    "/v1/matrix/cart?points=x",
    "/v1/check/cart/all?handlers=9",
    "/v1/check/cart/all?hazards=x",
    "",
];

/// Questions to the desk, and the matrix.
const ASKED: &[&str] = &[
    "/v1/matrix/first-item-added?flawed=yes",
    "/v1/check/first-item-added/all",
    "/v1/check/first-item-added/outbox",
    "/v1/check/first-item-added/outbox?runs=100",
    "/v1/check/first-item-added/current-state?runs=100",
];
