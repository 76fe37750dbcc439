//! On stage: one press, one sentence; a deck from slide to slide.

use redelivery::app::state::keys::{STAGE_SHORTCUTS, pressed};
use redelivery::app::state::{Command, DeckMsg, Msg, Notice, Page, StageMsg, State, update};
use redelivery::app::view::stage;
use redelivery::codec::Address;
use redelivery::deck::{TALK, talk};
use redelivery::sim::scenario;

use crate::screen::send;
use crate::slides::slide_called;

pub const FORWARD: Msg = Msg::PressedForward;
pub const BACK: Msg = Msg::PressedBack;

pub fn on_stage(deck: &str, slide: usize) -> State {
    let mut state = State::default();
    send(&mut state, &[Msg::Stage(StageMsg::Opened(String::from(deck), slide))]);
    state
}

fn slide_of(state: &State) -> usize {
    state.told().expect("a deck is told").1
}

/// What the other windows hear of `commands`.
pub fn said(commands: &[Command]) -> Vec<String> {
    let text = |command: &Command| match command {
        Command::Broadcast(text) => Some(text.clone()),
        _ => None,
    };
    commands.iter().filter_map(text).collect()
}

/// The address always names what is on stage: the page that is loaded again goes on where it was.
fn is_safe_to_reload(state: &State) {
    let link = state.link();
    let again = State::open(&link);
    assert!(again.notice.is_none(), "{link}: {:?}", again.notice);
    let beat = |state: &State| (!state.shows_words()).then_some(state.beat);
    assert_eq!((again.link(), again.page, beat(&again)), (link, Page::Stage, beat(state)));
    let start = |state: &State| {
        let presenter = state.presenter.as_ref().expect("it is a stage");
        (beat(state).map(|_| presenter.from), presenter.place.clone(), state.shows_words())
    };
    assert_eq!(start(&again), start(state));
}

#[test]
fn the_talk_is_told_from_its_first_sentence_to_its_last_and_back() {
    let mut state = on_stage(TALK, 0);
    let count = talk().slides.len();
    // A slide of words has no steps; what lies behind it is not on show.
    let place = |state: &State| (slide_of(state), if state.shows_words() { 0 } else { state.beat });
    let mut way = vec![place(&state)];
    loop {
        send(&mut state, &[FORWARD]);
        is_safe_to_reload(&state);
        let place = place(&state);
        if way.last() == Some(&place) {
            break;
        }
        assert!(way.last() < Some(&place), "it goes forward: {place:?} after {:?}", way.last());
        way.push(place);
    }
    let (slide, beat) = way[way.len() - 1];
    assert_eq!((slide, beat), (count - 1, 0), "it ends at the end of the last");
    let slides: Vec<usize> = way.iter().map(|(slide, _)| *slide).collect();
    assert!((0..count).all(|slide| slides.contains(&slide)), "{slides:?}");
    // After the last sentence comes the deck's end, and back from there is that sentence.
    send(&mut state, &[BACK]);
    assert_eq!(place(&state), (slide, beat));
    for before in way.iter().rev().skip(1) {
        send(&mut state, &[BACK]);
        assert_eq!(place(&state), *before);
    }
    assert!(said(&send(&mut state, &[BACK])).is_empty(), "there is nothing before the first");
}

/// A sentence may span steps, never hides one that anybody would miss, and a run needs fewer
/// presses than steps.
#[test]
fn what_only_memory_knows_is_told_with_what_comes_of_it() {
    for scenario in scenario::ALL {
        let state = State::of(scenario);
        let stops: Vec<usize> = (0..=state.last()).filter(|&beat| state.is_stop(beat)).collect();
        assert!(stops.len() < state.beats.len(), "{}", scenario.id);
        let kept = [&state.marks.breaks, &state.marks.strikes].into_iter().flatten();
        assert!(kept.into_iter().all(|beat| stops.contains(beat)), "{}", scenario.id);
        assert_eq!((stops.first(), stops.last()), (Some(&0), Some(&state.last())));
    }
    // The talk's own run: receive, store, publish, count, fail and put back; load, check and handle
    // go with what follows.
    let state = State::open("/v1/first-item-added/current-state/7.refused.14");
    let told: Vec<usize> = (1..=8).filter(|&beat| state.is_stop(beat)).collect();
    assert_eq!(told, [1, 5, 6, 7, 8]);
}

#[test]
fn a_moment_of_no_deck_can_be_on_stage_and_left() {
    let mut state = State::open("/v1/cart/boundary/4");
    let shown = state.link();
    let commands = send(&mut state, &[Msg::Stage(StageMsg::Entered)]);
    assert!(commands.contains(&Command::EnterStage) && commands.contains(&Command::Fit));
    assert_eq!(state.link(), shown.replace("/v1/", "/v1/stage/-/"));
    is_safe_to_reload(&state);
    send(&mut state, &[Msg::PressedEnd]);
    assert!(said(&send(&mut state, &[FORWARD])).is_empty(), "there is nothing after it");
    let commands = send(&mut state, &[Msg::Stage(StageMsg::Left)]);
    assert!(commands.contains(&Command::LeaveStage), "{commands:?}");
    assert_eq!((state.page, stage(&state)), (Page::Timeline, None));
    // And back by the browser's button.
    let commands = send(&mut state, &[Msg::OpenedLink(shown.replace("/v1/", "/v1/stage/-/"))]);
    assert!(commands.contains(&Command::EnterStage), "{commands:?}");
    let commands = send(&mut state, &[Msg::OpenedLink(shown)]);
    assert!(commands.contains(&Command::LeaveStage) && state.page == Page::Timeline);
}

/// Escape closes what is open, and never leaves; what goes on shows the picture again.
#[test]
fn escape_never_leaves_and_whatever_goes_on_ends_the_blank() {
    let mut state = on_stage(TALK, slide_called("The event that never comes"));
    let is_blank = |state: &State| stage(state).expect("it is on stage").blank;
    send(&mut state, &[Msg::Stage(StageMsg::Blank), Msg::ClosedMenu]);
    assert!(is_blank(&state));
    for (going_on, beat) in [(FORWARD, 1), (BACK, 0), (Msg::PressedPlay, 1)] {
        send(&mut state, &[going_on]);
        assert_eq!((is_blank(&state), state.beat), (false, beat));
        send(&mut state, &[Msg::Stage(StageMsg::Blank)]);
    }
    send(&mut state, &[Msg::Stage(StageMsg::Slide(4))]);
    assert_eq!((is_blank(&state), slide_of(&state)), (false, 4));
    send(&mut state, &[Msg::PressedFail, Msg::ClosedMenu]);
    assert!(state.menu.is_none() && state.notice.is_none());
    send(&mut state, &[Msg::Stage(StageMsg::Code), Msg::ClosedMenu]);
    assert!(stage(&state).is_some_and(|view| view.code.is_none()) && state.notice.is_none());
    // With nothing left to close, it says how to leave.
    send(&mut state, &[Msg::ClosedMenu]);
    assert!(state.notice.as_ref().is_some_and(|notice| notice.text().contains("Shift P")));
    assert_eq!(state.page, Page::Stage);
    send(&mut state, &[Msg::ClosedMenu]);
    assert_eq!(state.notice, None);
}

/// On a keyboard of another country the clicker's key is another; none of them means two things.
#[test]
fn clickers_drive_the_stage() {
    let means = |key: &str| pressed(Page::Stage, key, false);
    assert_eq!((means("PageDown"), means("PageUp")), (Some(FORWARD), Some(BACK)));
    for blank in [".", "b", "v", ":", ";", "/"] {
        assert_eq!(means(blank), Some(Msg::Stage(StageMsg::Blank)), "{blank}");
        assert_eq!(
            pressed(Page::Stage, blank, true).is_some(),
            !blank.is_ascii() || blank.len() == 1 && !blank.as_bytes()[0].is_ascii_alphabetic()
        );
    }
    assert_eq!(means("F5"), None, "the browser's own: the address holds the moment");
    assert_eq!(pressed(Page::Stage, "P", true), Some(Msg::Stage(StageMsg::Left)));
    assert_eq!(pressed(Page::Timeline, "p", false), Some(Msg::Stage(StageMsg::Entered)));
    for (key, msg) in [("ArrowDown", FORWARD), ("Enter", FORWARD), ("ArrowUp", BACK)] {
        assert_eq!(means(key), Some(msg), "{key}");
    }
    assert_eq!(means("7"), Some(Msg::Stage(StageMsg::Digit(7))));
    assert_eq!(pressed(Page::Timeline, "7", false), None);
    let keys: Vec<_> =
        STAGE_SHORTCUTS.iter().flat_map(|it| it.keys.iter().map(|key| (it.shift, *key))).collect();
    let mut once = keys.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), keys.len());
}

/// Type is chosen for a run as a whole: with it come all the moments that are told, and stepping
/// chooses nothing anew.
#[test]
fn type_is_fitted_once_for_a_run() {
    let is_fitting = |state: &State| stage(state).is_some_and(|view| !view.trials.is_empty());
    let fits = |commands: &[Command]| commands.contains(&Command::Fit);
    let lost = slide_called("The event that never comes");
    let mut state = State::default();
    let commands = send(&mut state, &[Msg::Stage(StageMsg::Opened(String::from(TALK), lost))]);
    assert!(fits(&commands) && is_fitting(&state));
    let trials = stage(&state).expect("it is on stage").trials;
    let told: Vec<usize> = trials.iter().map(|trial| trial.transport.beat).collect();
    let stops: Vec<usize> = (0..=state.last()).rev().filter(|&it| state.is_stop(it)).collect();
    assert_eq!(told, stops);
    send(&mut state, &[Msg::Stage(StageMsg::Fitted)]);
    assert!(!is_fitting(&state));
    while state.beat < state.last() {
        let commands = send(&mut state, &[FORWARD]);
        assert!(!fits(&commands) && !is_fitting(&state), "{}", state.beat);
    }
    // The next slide, another future, the one before it, and a screen of another size.
    send(&mut state, &[FORWARD, FORWARD, Msg::PressedStart, Msg::Stage(StageMsg::Fitted)]);
    send(&mut state, &[Msg::PressedFail]);
    let fate = stage(&state).and_then(|it| it.moment.menu).expect("it is open").fates[1].failure;
    for msg in [Msg::ChoseFate(fate), Msg::PressedUndo, Msg::Stage(StageMsg::Sized)] {
        let commands = send(&mut state, std::slice::from_ref(&msg));
        assert!(fits(&commands) && is_fitting(&state), "{msg:?}");
        assert_eq!(commands.iter().filter(|it| **it == Command::Fit).count(), 1);
        send(&mut state, &[Msg::Stage(StageMsg::Fitted)]);
    }
    // There is nothing more to undo: what came before the stage is not on it.
    let link = state.link();
    assert!(send(&mut state, &[Msg::PressedUndo]).is_empty());
    assert_eq!(state.link(), link);
    let mut opened = State::open(&state.link());
    assert!(fits(&opened.opening()) && is_fitting(&opened));
}

/// The code leads to the moment itself, which a phone shows in its own way.
#[test]
fn the_code_is_of_the_moment_off_the_stage() {
    let mut state = on_stage(TALK, slide_called("The event that never comes"));
    state.address = String::from("https://example.org/redelivery/");
    send(&mut state, &[FORWARD, Msg::Stage(StageMsg::Code)]);
    let code = stage(&state).and_then(|view| view.code).expect("it is shown");
    let link = code.address.strip_prefix("https://example.org/redelivery/#").expect("the site");
    assert!(matches!(Address::parse(link), Ok(Address::Moment(_))), "{link}");
    assert_eq!(State::open(link).beat, state.beat);
    assert!(code.size >= 21 && code.path.starts_with("M0 0h1v1h-1z"), "a corner is dark");
}

#[test]
fn a_window_that_the_browser_blocks_is_missed() {
    for page in ["stage", "speaker"] {
        let link = format!("/v1/{page}/talk.2/first-item-added/current-state/3?at=2");
        let mut state = State::open(&link);
        update(&mut state, Msg::Stage(StageMsg::Blocked));
        let Some(Notice::Wrong(text)) = &state.notice else { panic!("nothing is said on {page}") };
        assert!(text.contains("Allow pop-ups"), "{text}");
    }
}

/// A deck that is not on this device is told as what it is: its moment alone.
#[test]
fn a_slide_of_an_unknown_deck_is_a_moment() {
    let mut state = State::open("/v1/stage/mine.3/cart/boundary/4");
    let view = stage(&state).expect("it is on stage");
    assert_eq!((view.title.as_str(), view.place), ("", None));
    send(&mut state, &[Msg::PressedEnd, FORWARD, BACK]);
    assert_eq!(state.page, Page::Stage);
    for wrong in [
        "/v1/stage/",
        "/v1/stage/Mine.3/cart/boundary/4",
        "/v1/stage/talk",
        "/v1/stage/-",
        "/v1/stage/talk.1/",
        "/v1/stage/talk.1?theme=x",
        "/v1/stage/talk.1?at=1",
        "/v1/stage/-?theme=dark",
        "/v1/stage/talk/cart/outbox/",
        "/v1/stage/talk.0/cart/outbox/",
        "/v1/stage/talk.1/cart/nothing/",
        "/v1/deck/",
        "/v1/deck/A",
    ] {
        let state = State::open(wrong);
        assert!(state.notice.is_some(), "{wrong}");
    }
    let error = Address::parse("/v1/stage/talk.1/cart/nothing/").expect_err("no such approach");
    assert_eq!(error.position, "/v1/stage/talk.1/cart/".len());
    send(&mut state, &[Msg::Deck(DeckMsg::Pressed)]);
    assert_eq!(state.page, Page::Decks);
}

/// Slides that are named by two digits: nothing is shown before it is known which is meant.
#[test]
fn digits_name_slides() {
    let digit = |digit: usize| Msg::Stage(StageMsg::Digit(digit));
    let mut state = on_stage(TALK, 4);
    assert_eq!(talk().slides.len(), 32);
    assert!(send(&mut state, &[digit(1)]).contains(&Command::AwaitDigit));
    assert_eq!(slide_of(&state), 4, "another digit may follow");
    send(&mut state, &[digit(2)]);
    assert_eq!(slide_of(&state), 11);
    send(&mut state, &[digit(7)]);
    assert_eq!(slide_of(&state), 6, "no slide has a number that begins with 7 and goes on");
    send(&mut state, &[digit(1), Msg::Stage(StageMsg::TypedAll)]);
    assert_eq!(slide_of(&state), 0);
    send(&mut state, &[digit(3), digit(4)]);
    assert_eq!(slide_of(&state), 3, "there is no slide 34");
    send(&mut state, &[digit(1), FORWARD]);
    assert_eq!((slide_of(&state), state.beat), (0, 0), "who presses Enter does not wait");
    send(&mut state, &[digit(0), digit(9)]);
    assert_eq!(slide_of(&state), 8, "no number begins with 0");
    assert!(send(&mut state, &[Msg::Stage(StageMsg::TypedAll)]).is_empty());
    // In the speaker's window the same, asked of the stage.
    let mut own = State::open(&state.link().replace("/stage/", "/speaker/"));
    assert!(send(&mut own, &[digit(1)]).contains(&Command::AwaitDigit));
    assert_eq!(said(&send(&mut own, &[digit(0)])), ["redelivery 1 do slide 9"]);
}

/// After the last slide comes an end, and back from there is the last slide as it was.
#[test]
fn a_deck_has_an_end() {
    let mut state = on_stage(TALK, talk().slides.len() - 1);
    send(&mut state, &[Msg::PressedEnd]);
    let link = state.link();
    let is_over = |state: &State| stage(state).expect("it is on stage").is_over;
    assert!(!is_over(&state) && stage(&state).expect("it is on stage").ends.1);
    let told = said(&send(&mut state, &[FORWARD]));
    assert!(is_over(&state) && told[0].contains(" over "), "{told:?}");
    assert!(crate::language::html(&state).contains("End of the deck"));
    assert!(!stage(&state).expect("it is on stage").ends.1);
    send(&mut state, &[FORWARD]);
    assert_eq!((is_over(&state), state.link()), (true, link.clone()));
    send(&mut state, &[BACK]);
    assert_eq!((is_over(&state), state.link()), (false, link));
    let mut own = State::default();
    send(
        &mut own,
        &[Msg::Deck(DeckMsg::Made), Msg::Stage(StageMsg::Opened(String::from("my-deck"), 0))],
    );
    for other in [Msg::Stage(StageMsg::Slide(2)), Msg::PressedStart, Msg::Scrubbed(1)] {
        let of_words = matches!(other, Msg::Stage(_));
        let mut state = if of_words { on_stage(TALK, 31) } else { own.clone() };
        send(&mut state, &[Msg::PressedEnd, FORWARD]);
        assert!(is_over(&state));
        send(&mut state, std::slice::from_ref(&other));
        assert!(!is_over(&state), "{other:?}");
    }
    // A moment of no deck has none.
    let mut state = State::default();
    send(&mut state, &[Msg::Stage(StageMsg::Entered), Msg::PressedEnd, FORWARD]);
    assert!(!is_over(&state));
}

/// A press on the picture goes on; what is open is closed by it first.
#[test]
fn a_press_on_the_picture_goes_on() {
    let mut state = on_stage(TALK, 4);
    let click = || Msg::Stage(StageMsg::Clicked);
    let mut pressed = state.clone();
    send(&mut state, &[click()]);
    send(&mut pressed, &[FORWARD]);
    assert_eq!(state.link(), pressed.link());
    send(&mut state, &[Msg::PressedFail, click()]);
    assert_eq!((state.menu, state.link()), (None, pressed.link()));
}
