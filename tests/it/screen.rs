//! The screen's one function, driven as a visitor would: what each message leaves on show, and
//! what it asks of the browser.

use redelivery::app::state::{Command, Menu, Msg, Page, Speed, State, Theme, keys, long, update};
use redelivery::app::view::{Age, End, Mark, Tick, Time, Tone, view};
use redelivery::sim::failure::{Act, Point};
use redelivery::sim::io::{Effect, EffectKind, Failure};
use redelivery::sim::model::{Delivery, MessageId};

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
fn it_opens_at_the_moment_of_harm() {
    let state = State::default();
    assert_eq!(state.link(), OPENING);
    let view = view(&state);
    let [current, historic] = view.lanes.as_slice() else { panic!("two approaches are compared") };
    let lost = |output: &&redelivery::app::view::OutputView| output.missing;
    let missing: Vec<_> = current.sent.iter().filter(lost).map(|output| output.event).collect();
    assert_eq!(missing, ["FirstItemAdded"]);
    assert!(historic.sent.iter().any(|output| output.event == "FirstItemAdded" && !output.missing));
    assert_eq!(view.headline.tone, Tone::Bad);
    assert!(view.headline.text().starts_with("Current state: FirstItemAdded is lost"));
    assert!(view.headline.text().ends_with("Historic state: every promise is kept."));
    assert_eq!(view.next, None, "the one button rewinds");
}

#[test]
fn the_thesis_is_in_the_picture() {
    let view = view(&State::default());
    let arrow = |lane: usize| {
        let rail = &view.lanes[lane].rail;
        let arrow = rail.arrows.iter().find(|arrow| arrow.current).expect("a delivery is on show");
        (arrow.age, rail.tiles[arrow.to].name.clone())
    };
    assert_eq!(arrow(0), (Age::Now, String::from("v2")));
    assert_eq!(arrow(1), (Age::Then, String::from("v0")));
    let column = view.lanes[0].table.columns.len() - 1;
    let lost = |row: &&redelivery::app::view::Row| row.cells[column].mark == Mark::Missing;
    let rows: Vec<_> = view.lanes[0].table.rows.iter().filter(lost).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].label, "publish FirstItemAdded");
}

/// A lease that expires at work, and two handlers whose steps take turns: each attempt stays one
/// column. The second message loses the race for the next version, and starts over.
#[test]
fn two_handlers_at_once_are_two_columns() {
    let mut state = State::open("/v1/first-item-added/outbox/5.back:123.b3.1.b2.1");
    send(&mut state, &[Msg::PressedEnd]);
    let columns = &view(&state).lanes[0].table.columns;
    let names: Vec<_> =
        columns.iter().map(|column| (column.message.as_str(), column.attempt)).collect();
    let (one, two) = ("AddItem 123", "AddItem 234");
    assert_eq!(names, [(one, 1), (two, 1), (one, 2), (two, 2)]);
}

/// While two handlers work, the memory of both is on show, each with its delivery; a crash loses
/// the one and not the other.
#[test]
fn the_memory_of_each_handler_at_work_is_on_show() {
    let state = State::open("/v1/first-item-added/outbox/5.back:123.b3");
    let whose: Vec<String> =
        view(&state).lanes[0].memory.iter().map(|memory| memory.delivery.clone()).collect();
    assert_eq!(whose, ["AddItem 123, attempt 1", "AddItem 234, attempt 1"]);
    let state = State::open("/v1/first-item-added/outbox/");
    assert!(view(&state).lanes[0].memory.is_empty());
}

/// A promise that nothing in the scenario could break is not shown as kept.
#[test]
fn what_is_never_judged_says_so() {
    let told = |scenario: &str| {
        let state = State::open(&format!("/v1/{scenario}/outbox/1"));
        let promises = view(&state).lanes[0].promises.clone();
        assert_eq!(promises.len(), redelivery::sim::invariant::ALL.len());
        promises.into_iter().find(|(name, _)| name.contains("order")).expect("there is one").1
    };
    assert_eq!(told("first-item-added"), "not applicable here");
    assert_eq!(told("process-manager"), "kept so far");
}

/// A copy that is dropped is not done, and neither is a receipt that is lost.
#[test]
fn a_delivery_without_a_receipt_does_not_look_done() {
    let mut state = State::open("/v1/process-manager/must-follow/send:1.send:2.delay:1.4");
    let end = |state: &State, at: usize| view(state).lanes[0].table.columns[at].end;
    assert_eq!(end(&state, 0), Some(End::Dropped));
    send(&mut state, &[Msg::PressedEnd]);
    assert_eq!(end(&state, 2), Some(End::Acknowledged));
    let lost = State::open("/v1/process-manager/receipts/send:1.send:2.4.lost");
    assert_eq!(end(&lost, 0), Some(End::Unconfirmed));
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
    assert!(notice.contains("'refuzed'") && notice.contains("character 38"), "{notice}");
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
    assert_eq!(commands, [Command::ReplaceLink(before)]);
    send(&mut state, &[Msg::DismissedNotice]);
    assert_eq!(state.notice, None);
}

#[test]
fn playing_stops_where_a_promise_breaks_and_stale_ticks_do_nothing() {
    let mut state = State::open("/v1/first-item-added/persist-then-publish/7?at=0");
    fail(&mut state, point(0, 1, EffectKind::Acknowledge), Failure::Refused);
    send(&mut state, &[Msg::PressedStart, Msg::ChoseSpeed(Speed::Fast)]);
    let commands = send(&mut state, &[Msg::PressedPlay]);
    assert_eq!(commands, [Command::Tick(state.plays, Speed::Fast.pause())]);
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
fn lanes_are_added_exchanged_and_closed() {
    let mut state = State::default();
    send(&mut state, &[Msg::ChoseApproach(0, String::from("historic-state"))]);
    assert_eq!(names(&state), ["historic-state", "current-state"]);
    send(&mut state, &[Msg::ChoseApproach(0, String::from("no such thing"))]);
    send(&mut state, &[Msg::ChoseApproach(9, String::from("outbox"))]);
    assert_eq!(names(&state), ["historic-state", "current-state"]);
    send(&mut state, &[Msg::AddedLane, Msg::AddedLane, Msg::AddedLane]);
    assert_eq!(state.lanes.len(), 4);
    assert!(!view(&state).can_add);
    send(&mut state, &vec![Msg::RemovedLane(0); 9]);
    assert_eq!(state.lanes.len(), 1, "one stays");
    assert!(!view(&state).lanes[0].can_close);
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

/// Of a run of ten thousand steps, what fits the screen is drawn: less for each of several lanes
/// than for one alone.
#[test]
fn of_a_long_run_what_is_in_sight_is_drawn() {
    let link = "/v1/first-item-added/current-state/4.refused?send=1&with=historic-state";
    let mut state = long(link);
    let all = state.marks.starts.len();
    assert!(state.last() >= 10_000 && all >= 1000);
    let drawn = |state: &State| {
        let table = &view(state).lanes[0].table;
        (table.columns.len(), table.beyond)
    };
    assert_eq!(drawn(&state), (4, (0, all - 4)), "none has started");
    send(&mut state, &[Msg::Scrubbed(5000)]);
    let started = state.marks.starts.partition_point(|&beat| beat <= 5000);
    assert_eq!(drawn(&state), (9, (started - 5, all - started - 4)));
    send(&mut state, &[Msg::PressedEnd]);
    assert_eq!(drawn(&state), (5, (all - 5, 0)), "the last one, and four before it");
    send(&mut state, &[Msg::PressedPreviousDelivery]);
    assert_eq!(state.beat, state.marks.starts[all - 1]);
}

#[test]
fn one_step_is_on_show_in_each_lane_that_moves() {
    let mut state = State::default();
    for beat in 1..=state.last() {
        send(&mut state, &[Msg::Scrubbed(beat)]);
        for (index, lane) in view(&state).lanes.iter().enumerate() {
            let now = |row: &redelivery::app::view::Row| {
                row.cells.iter().filter(|cell| cell.time == Time::Now).count()
            };
            assert_eq!(lane.table.rows.iter().map(now).sum::<usize>(), 1, "beat {beat}");
            let current = lane.listing.lines.iter().filter(|line| line.current).count();
            assert_eq!(current, 1, "beat {beat}");
            assert_eq!(lane.waits, !state.beats[beat].moves[index]);
        }
    }
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
    assert!(spoken[8].contains("Publish FirstItemAdded: failed"), "{}", spoken[8]);
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

/// What goes wrong around the handlers stands over the delivery that meets it, from then on, and is
/// a tick of its own.
#[test]
fn what_happens_around_the_handlers_is_in_the_picture() {
    let around = |link: &str, frame: usize| {
        let mut state = State::open(&format!("{link}?at={frame}"));
        state.menu = None;
        let lane = view(&state).lanes.remove(0);
        let columns = lane.table.columns.iter().map(|it| (it.attempt, it.around.clone()));
        columns.filter(|(_, around)| !around.is_empty()).collect::<Vec<_>>()
    };
    let evicted = "/v1/first-item-added/outbox/5.unanswered.9.evict:123.9";
    assert!(around(evicted, 15).is_empty(), "not before it happens");
    assert_eq!(around(evicted, 16), [(2, vec!["ids thrown away"])]);
    let again = "/v1/first-item-added/persist-then-publish/1.again:123.9";
    assert_eq!(around(again, 2), [(2, vec!["sent again"])]);
    let expired = "/v1/first-item-added/historic-state/5.back:123.3";
    assert_eq!(around(expired, 6), [(1, vec!["lease expired"])]);
    let failures = |link: &str| {
        let ticks = view(&State::open(link)).transport.ticks;
        ticks.iter().filter(|tick| **tick == Tick::Failure).count()
    };
    assert_eq!(failures(evicted), 2);
}

/// Current and historic state go together until one reads the document as it is and the other as
/// it was.
#[test]
fn one_key_goes_to_where_the_approaches_part() {
    let mut state = State::default();
    send(&mut state, &[Msg::PressedStart]);
    let key = keys::pressed(Page::Timeline, "d", false).expect("the key is known");
    send(&mut state, &[key]);
    let loaded = |lane: usize| {
        let frame = &state.lanes[lane].timeline.frames[state.frame(lane, state.beat)];
        frame.happened.and_then(|happened| happened.happening.effect())
    };
    let [now, then] = [loaded(0), loaded(1)];
    assert!(matches!(now, Some(Effect::Load { read, latest }) if read == latest), "{now:?}");
    assert!(matches!(then, Some(Effect::Load { read, latest }) if read != latest), "{then:?}");
    let parts = state.marks.parts.clone();
    assert!(!parts[..state.beat].contains(&true) && parts[state.beat]);
    let last = state.last();
    for _ in 0..last {
        send(&mut state, &[Msg::PressedNextParting]);
    }
    assert!(state.next_parting().is_none());
    send(&mut state, &[Msg::RemovedLane(1)]);
    assert!(!state.marks.parts.contains(&true), "one approach alone parts from nobody");
}
