//! The screen's one function, driven as a visitor would: what each message leaves on show, and
//! what it asks of the browser.

use redelivery::app::state::{
    Command, Menu, Msg, Page, Speed, State, Theme, dwell, keys, notice_time, update,
};
use redelivery::app::view::{Tick, title, view};
use redelivery::sim::failure::{Act, Point};
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::model::{Delivery, MessageId};
use redelivery::sim::scenario;

/// The link of the page's first moment.
pub const OPENING: &str = "/v1/first-item-added/current-state/7.refused.14?with=historic-state";

pub fn send(state: &mut State, messages: &[Msg]) -> Vec<Command> {
    messages.iter().flat_map(|message| update(state, message.clone())).collect()
}

pub fn point(message: u8, attempt: u8, kind: EffectKind) -> Point {
    let delivery = Delivery { message: MessageId(message), attempt };
    Point { delivery, act: Act::Of(kind), nth: 1 }
}

pub fn fail(state: &mut State, at: Point, failure: Failure) -> Vec<Command> {
    let menu = Menu { point: at, lane: 0 };
    send(state, &[Msg::SelectedStep(menu), Msg::ChoseFate(Some(failure))])
}

pub fn names(state: &State) -> Vec<&'static str> {
    state.approaches().iter().map(|approach| approach.id).collect()
}

#[test]
fn stepping_goes_both_ways_by_the_same_steps() {
    let mut state = State::default();
    let last = state.last();
    send(&mut state, &[Msg::PressedStart]);
    assert_eq!(state.beat, 0);
    for beat in 1..=last {
        let commands = send(&mut state, &[Msg::PressedForward]);
        assert_eq!(state.beat, beat);
        assert_eq!(commands, [Command::ReplaceLink(state.link())]);
    }
    assert!(send(&mut state, &[Msg::PressedForward]).is_empty(), "there is nothing past the end");
    for beat in (0..last).rev() {
        send(&mut state, &[Msg::PressedBack]);
        assert_eq!(state.beat, beat);
    }
    assert!(send(&mut state, &[Msg::PressedBack]).is_empty(), "there is nothing before the start");
}

#[test]
fn the_loss_is_replayed_in_few_presses() {
    let mut state = State::default();
    send(&mut state, &[Msg::PressedStart]);
    send(&mut state, &vec![Msg::PressedNextDelivery; 3]);
    let now = |state: &State| view(state).lanes[0].now.clone();
    assert_eq!(now(&state), "Orders receives AddItem 123, attempt 2.");
    send(&mut state, &[Msg::PressedPreviousDelivery]);
    assert_eq!(now(&state), "Orders receives AddItem 234, attempt 1.");
    send(&mut state, &[Msg::PressedNextViolation]);
    assert_eq!(state.link(), OPENING);
}

#[test]
fn every_moment_is_its_link() {
    let mut state = State::default();
    for approach in ["outbox", "publish-then-persist"] {
        send(&mut state, &[Msg::AddedLane, Msg::ChoseApproach(2, approach.to_string())]);
        fail(&mut state, point(1, 1, EffectKind::Persist), Failure::Unanswered);
        for beat in 0..=state.last() {
            send(&mut state, &[Msg::Scrubbed(beat)]);
            let opened = State::open(&state.link());
            assert_eq!(opened.notice, None);
            assert_eq!(view(&opened).lanes, view(&state).lanes, "{}", state.link());
        }
        send(&mut state, &[Msg::RemovedLane(2)]);
    }
}

#[test]
fn a_link_may_end_before_the_run_does() {
    let state = State::open("/v1/first-item-added/current-state/5");
    assert_eq!((state.beat, state.lanes.len()), (5, 1));
    assert!(state.last() > 5, "the run goes on to its rest");
    assert_eq!(state.plan().injections(), []);
}

#[test]
fn a_link_with_an_order_of_its_own_keeps_it() {
    let link = "/v1/first-item-added/current-state/7.died.back:123.14?with=historic-state&at=9";
    let state = State::open(link);
    assert_eq!(state.notice, None);
    assert_eq!(
        state.link(),
        link,
        "the lease expires earlier here than the scheduler would have it"
    );
}

#[test]
fn a_damaged_link_says_where_and_shows_the_default_run() {
    let state = State::open("/v1/first-item-added/current-state/7.refuzed.14");
    let notice = state.notice.clone().expect("there is something to tell");
    let notice = notice.text();
    assert!(notice.contains("'refuzed'") && notice.contains("Character 38"), "{notice}");
    assert_eq!(state.link(), OPENING);
}

#[test]
fn a_damaged_link_on_the_way_loses_nothing() {
    let mut state = State::default();
    fail(&mut state, point(0, 1, EffectKind::Persist), Failure::Died);
    let (before, futures) = (state.link(), state.futures.len());
    let commands = send(&mut state, &[Msg::OpenedLink(String::from("/v9/what"))]);
    assert!(state.notice.is_some());
    assert_eq!((state.link(), state.futures.len()), (before.clone(), futures));
    assert_eq!(commands, [Command::ReplaceLink(before), Command::ShowNotice(None)]);
    send(&mut state, &[Msg::DismissedNotice]);
    assert_eq!(state.notice, None);
}

#[test]
fn playing_stops_where_a_promise_breaks_and_stale_ticks_do_nothing() {
    let mut state = State::open("/v1/first-item-added/persist-then-publish/7?at=0");
    fail(&mut state, point(0, 1, EffectKind::Acknowledge), Failure::Refused);
    send(&mut state, &[Msg::PressedStart, Msg::ChoseSpeed(Speed::Fast)]);
    let commands = send(&mut state, &[Msg::PressedPlay]);
    assert_eq!(commands, [Command::Tick(state.plays, dwell(Speed::Fast, 0, false))]);
    let broken = state.next_violation().expect("the line is added twice");
    assert!(broken < state.last());
    let plays = state.plays;
    while state.playing {
        send(&mut state, &[Msg::Ticked(plays)]);
    }
    assert_eq!(state.beat, broken);
    assert!(send(&mut state, &[Msg::Ticked(plays)]).is_empty());
    assert_eq!(state.beat, broken);
    send(&mut state, &[Msg::PressedPlay, Msg::PressedPlay]);
    assert!(!state.playing);
}

#[test]
fn playing_from_the_end_starts_over() {
    let mut state = State::default();
    send(&mut state, &[Msg::PressedPlay]);
    assert_eq!((state.beat, state.playing), (0, true));
    send(&mut state, &[Msg::PressedForward]);
    assert!(!state.playing, "who steps takes over");
}

#[test]
fn going_back_to_a_link_finds_the_future_it_left() {
    let mut state = State::default();
    fail(&mut state, point(0, 1, EffectKind::Load), Failure::Refused);
    assert_eq!(state.future, 1);
    send(&mut state, &[Msg::OpenedLink(OPENING.to_string())]);
    assert_eq!((state.future, state.futures.len()), (0, 2));
    assert_eq!(state.link(), OPENING);
}

#[test]
fn the_scrubber_marks_failures_and_broken_promises() {
    let ticks = view(&State::default()).transport.ticks;
    let at = |wanted: Tick| -> Vec<usize> {
        (0..ticks.len()).filter(|&beat| ticks[beat] == wanted).collect()
    };
    assert_eq!(at(Tick::Failure), [8]);
    assert_eq!(at(Tick::Violation), [ticks.len() - 1]);
}

#[test]
fn each_step_is_spoken_once() {
    let mut state = State::default();
    let mut spoken: Vec<String> = Vec::new();
    for beat in 0..=state.last() {
        send(&mut state, &[Msg::Scrubbed(beat)]);
        spoken.push(view(&state).spoken);
    }
    let mut distinct = spoken.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), spoken.len(), "a screen reader stays silent when nothing changes");
    assert!(spoken[8].contains("Orders could not publish FirstItemAdded: "), "{}", spoken[8]);
}

#[test]
fn keys_are_the_ones_that_clickers_send() {
    assert_eq!(keys::pressed(Page::Timeline, "PageDown", false), Some(Msg::PressedForward));
    assert_eq!(keys::pressed(Page::Timeline, "PageUp", false), Some(Msg::PressedBack));
    assert_eq!(keys::pressed(Page::Timeline, "ArrowRight", false), Some(Msg::PressedForward));
    assert_eq!(keys::pressed(Page::Timeline, "ArrowRight", true), Some(Msg::PressedNextDelivery));
    assert_eq!(keys::pressed(Page::Timeline, " ", false), Some(Msg::PressedPlay));
    assert_eq!(keys::pressed(Page::Timeline, "q", false), None);
    assert_eq!(keys::pressed(Page::Matrix, "PageDown", false), None, "the page scrolls");
    assert_eq!(keys::pressed(Page::Matrix, "m", false), Some(Msg::PressedMatrix));
    let mut keys: Vec<_> = keys::SHORTCUTS
        .iter()
        .flat_map(|shortcut| shortcut.keys.iter().map(|key| (shortcut.shift, *key)))
        .collect();
    let count = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), count, "a key means one thing");
}

/// The look goes round, and outlives another moment.
#[test]
fn a_theme_is_worn_and_kept() {
    let mut state = State::default();
    for theme in [Theme::Dark, Theme::Light, Theme::Projector, Theme::System] {
        let commands = send(&mut state, &[Msg::PressedTheme]);
        assert!(commands.contains(&Command::Dress(theme)), "{commands:?}");
        assert_eq!(Theme::of(theme.word()), theme);
    }
    // It is in the link of the moment, and who opens that sees it so.
    send(&mut state, &[Msg::ChoseTheme(Theme::Dark)]);
    let link = state.link();
    assert!(link.ends_with("theme=dark"), "{link}");
    assert_eq!(State::open(&link).theme, Theme::Dark);
    send(&mut state, &[Msg::ChoseTheme(Theme::Projector)]);
    send(&mut state, &[Msg::ChoseScenario(String::from("cart"))]);
    assert_eq!(view(&state).theme, Theme::Projector);
    assert_eq!(Theme::of("<script>"), Theme::System);
}

#[test]
fn the_sheet_opens_and_closes_by_key() {
    let mut state = State::default();
    let help = keys::pressed(Page::Timeline, "?", true).expect("the key is known");
    assert!(send(&mut state, &[help]).contains(&Command::FocusSheet));
    assert!(view(&state).sheet);
    assert!(send(&mut state, &[Msg::ClosedMenu]).contains(&Command::RestoreFocus));
    assert!(!view(&state).sheet);
}

/// In a list of pages each can be told from the others.
#[test]
fn every_page_has_a_name_of_its_own() {
    let titles = [
        ("/v1/cart/outbox", "A cart submitted twice · Redelivery"),
        ("/v1/matrix/cart", "Matrix: A cart submitted twice · Redelivery"),
        ("/v1/deck/mine", "Decks · Redelivery"),
        ("/v1/learn", "Course · Redelivery"),
        ("/v1/learn/one-message", "Five things happen to a message · Redelivery"),
        ("/v1/challenge/more-pierogi", "More pierogi · Redelivery"),
        ("/v1/words", "Glossary · Redelivery"),
        ("/v1/words/outbox", "outbox: Glossary · Redelivery"),
    ];
    for (link, expected) in titles {
        assert_eq!(title(&State::open(link)), expected);
    }
}

/// A step stays as long as it takes to be read, and longer where something goes wrong.
#[test]
fn a_step_stays_as_long_as_it_takes_to_be_read() {
    for speed in Speed::ALL {
        let times: Vec<u32> = (0..200).map(|letters| dwell(speed, letters, false)).collect();
        assert!(times.is_sorted() && times[0] < times[150], "{times:?}");
        assert!(dwell(speed, 40, true) > dwell(speed, 40, false));
        assert_eq!(dwell(speed, usize::MAX, true), dwell(speed, 10_000, false), "there is an end");
    }
    let [slow, normal, fast] = Speed::ALL.map(|speed| dwell(speed, 60, false));
    assert!(fast < normal && normal < slow);
    // The talk's run, as it plays: the failure stays longest of what is told in its first delivery.
    let mut state = State::open(&format!("{OPENING}&at=0"));
    let mut commands = send(&mut state, &[Msg::PressedPlay]);
    let mut times = Vec::new();
    let next = |commands: &[Command]| {
        let tick = commands.iter().find_map(|it| match it {
            Command::Tick(plays, time) => Some((*plays, *time)),
            _ => None,
        })?;
        Some(tick)
    };
    while let Some((plays, time)) = next(&commands) {
        times.push(time);
        commands = send(&mut state, &[Msg::Ticked(plays)]);
    }
    let failure = state.marks.strikes[0];
    let longest = times.iter().max().expect("it plays");
    assert!(times[failure] > 3000 && times[failure] == *longest, "{failure}: {times:?}");
    assert!(times.iter().any(|time| time * 2 < *longest), "{times:?}");
}

/// A notice that something is done goes once it has been read; one that something is wrong stays.
#[test]
fn a_notice_goes_when_it_has_been_read() {
    let mut state = State::default();
    let commands = send(&mut state, &[Msg::Copied(true)]);
    let text = state.notice.as_ref().expect("it is told").text().to_string();
    assert!(commands.contains(&Command::ShowNotice(Some(notice_time(&text)))), "{commands:?}");
    assert!(notice_time(&text) >= 5000 && notice_time(&text) < notice_time(&text.repeat(3)));
    assert!(!send(&mut state, &[Msg::PressedBack]).is_empty());
    assert_eq!(state.notice, None, "it goes with the next step as well");
    send(&mut state, &[Msg::Copied(true), Msg::NoticeWasRead]);
    assert_eq!(state.notice, None);
    assert_eq!(send(&mut state, &[Msg::Copied(false)]), [Command::ShowNotice(None)]);
    send(&mut state, &[Msg::NoticeWasRead]);
    assert!(state.notice.is_some(), "what is wrong is not missed");
}

/// Another scenario is looked at under the approaches that were chosen, wherever they make sense.
#[test]
fn another_scenario_keeps_the_approaches_that_were_chosen() {
    let choose = |state: &mut State, id: &str| {
        send(state, &[Msg::ChoseScenario(String::from(id))]);
    };
    for scenario in scenario::ALL {
        let mut state = State::default();
        choose(&mut state, scenario.id);
        assert_eq!(names(&state), scenario.compared, "nothing was chosen");
        let mut state = State::default();
        send(&mut state, &[Msg::ChoseApproach(0, String::from("outbox"))]);
        let chosen = state.approaches();
        choose(&mut state, scenario.id);
        let kept: Vec<_> = scenario.suited(&chosen).map(|it| it.id).collect();
        let expected = if kept.is_empty() { scenario.compared.to_vec() } else { kept };
        assert_eq!(names(&state), expected, "{}", scenario.id);
        assert_eq!(state.beat, state.last());
    }
}
