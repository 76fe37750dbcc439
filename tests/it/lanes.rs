//! The picture of each approach on show: what stands in it at which moment.

use std::rc::Rc;

use redelivery::app::state::{Command, Msg, Page, State, keys, long};
use redelivery::app::view::{Age, End, Mark, Rest, Row, Tick, Time, Tone, Use, view};
use redelivery::sim::io::Effect;
use redelivery::sim::machine::Happening;

use super::screen::{OPENING, names, send};

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
    let lost = |row: &&Rc<Row>| row.cells[column].mark == Mark::Missing;
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
fn lanes_are_added_exchanged_and_closed() {
    let mut state = State::default();
    send(&mut state, &[Msg::ChoseApproach(0, String::from("historic-state"))]);
    assert_eq!(names(&state), ["historic-state", "current-state"]);
    send(&mut state, &[Msg::ChoseApproach(0, String::from("no such thing"))]);
    send(&mut state, &[Msg::ChoseApproach(9, String::from("outbox"))]);
    assert_eq!(names(&state), ["historic-state", "current-state"]);
    let commands = send(&mut state, &[Msg::AddedLane, Msg::AddedLane]);
    assert_eq!(state.lanes.len(), 4);
    assert!(commands.contains(&Command::ShowLane(3)), "it may be below what is in sight");
    assert!(!view(&state).can_add);
    send(&mut state, &vec![Msg::RemovedLane(0); 9]);
    assert_eq!(state.lanes.len(), 1, "one stays");
    assert!(!view(&state).lanes[0].can_close);
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
    assert_eq!(drawn(&state), (7, (0, all - 7)), "none has started");
    let mut befores = Vec::new();
    for beat in 5000..5100 {
        send(&mut state, &[Msg::Scrubbed(beat)]);
        let started = state.marks.starts.partition_point(|&start| start <= beat);
        let (columns, (before, after)) = drawn(&state);
        assert_eq!((columns, before + columns + after), (7, all));
        assert!(before + 2 < started && started + 2 <= before + columns, "{started}: {before}");
        befores.push(before);
    }
    befores.dedup();
    assert!(befores.windows(2).all(|pair| pair[1] == pair[0] + 3), "by several: {befores:?}");
    send(&mut state, &[Msg::PressedEnd]);
    assert_eq!(drawn(&state), (7, (all - 7, 0)));
    send(&mut state, &[Msg::PressedPreviousDelivery]);
    assert_eq!(state.beat, state.marks.starts[all - 1]);
}

#[test]
fn one_step_is_on_show_in_each_lane_that_moves() {
    let mut state = State::default();
    for beat in 1..=state.last() {
        send(&mut state, &[Msg::Scrubbed(beat)]);
        for (index, lane) in view(&state).lanes.iter().enumerate() {
            let now =
                |row: &Rc<Row>| row.cells.iter().filter(|cell| cell.time == Time::Now).count();
            assert_eq!(lane.table.rows.iter().map(now).sum::<usize>(), 1, "beat {beat}");
            let current = lane.listing.lines.iter().filter(|line| line.current).count();
            assert_eq!(current, 1, "beat {beat}");
            assert_eq!(lane.waits, !state.beats[beat].moves[index]);
        }
    }
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
    assert_eq!(around(evicted, 16), [(2, vec!["ids expired"])]);
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

/// From the step that reads a version to the one that stores what was made of it, the delivery
/// works on that version, and on no other.
#[test]
fn a_version_is_worked_on_from_its_reading_to_the_next_one() {
    let mut state = State::default();
    for lane in 0..2 {
        let mut read = None;
        for frame in 0..state.lanes[lane].timeline.frames.len() {
            let happened = state.lanes[lane].timeline.frames[frame].happened;
            if let Some(Happening::Step { effect, failure, .. }) = happened.map(|it| it.happening) {
                read = match effect {
                    Effect::Load { read, .. } => Some(read.index()),
                    Effect::Persist { .. } | Effect::Acknowledge => None,
                    _ => read,
                };
                read = read.filter(|_| failure.is_none());
            }
            let beat = state.beat_of(lane, frame);
            send(&mut state, &[Msg::Scrubbed(beat)]);
            let tiles = &view(&state).lanes[lane].rail.tiles;
            let at_work = tiles.iter().position(|tile| tile.use_made == Use::AtWork);
            assert_eq!(at_work, read, "lane {lane}, frame {frame}");
        }
    }
}

/// Of two handlers at work each has its letter at the step that it took last, and what waits
/// meanwhile is drawn without a gap.
#[test]
fn a_letter_stands_in_each_delivery_that_goes_on() {
    let mut state = State::open("/v1/first-item-added/outbox/5.back:123.b3");
    for beat in 0..=state.last() {
        send(&mut state, &[Msg::Scrubbed(beat)]);
        let lane = view(&state).lanes.remove(0);
        for (index, column) in lane.table.columns.iter().enumerate() {
            let here = lane.table.rows.iter().filter(|row| row.cells[index].here).count();
            let goes_on = column.time == Time::Now && column.end.is_none();
            assert_eq!(here, usize::from(goes_on), "beat {beat}, delivery {index}");
        }
    }
    let two = view(&State::open("/v1/first-item-added/outbox/5.back:123.b3")).lanes.remove(0);
    let waits = two.tracks.iter().find(|track| track.message == "AddItem 234").expect("it came");
    assert_eq!(waits.spans[0].rests, [Rest::Waits; 3], "until the second handler has it");
}

/// Letters that wait are drawn one over the other: which of them comes next is said.
#[test]
fn which_of_two_that_wait_comes_next_is_said() {
    let places = |link: &str| {
        let tracks = view(&State::open(link)).lanes[0].tracks.clone();
        tracks.into_iter().map(|track| track.place).collect::<Vec<_>>()
    };
    let talk = "/v1/first-item-added/current-state/7.refused.14";
    assert_eq!(places(&format!("{talk}?at=0")), ["comes next", "waits"]);
    assert_eq!(places(&format!("{talk}?at=8")), ["waits", "comes next"], "back, behind the other");
    assert_eq!(places(&format!("{talk}?at=9")), ["waits", "in hand"], "nobody is behind it");
}

/// The step that finds that a message has come too early is no step that was passed by.
#[test]
fn a_message_that_comes_too_early_is_declined_where_that_is_found() {
    let link =
        "/v1/process-manager/receipts-and-ids/send:1.send:2.delay:1.12?with=must-follow&at=9+1";
    let table = view(&State::open(link)).lanes[1].table.clone();
    let declined = |row: &redelivery::app::view::Row| {
        row.cells.iter().any(|it| (it.mark, it.value.as_str()) == (Mark::Declined, "too early"))
    };
    let rows: Vec<_> = table.rows.iter().filter(|row| declined(row)).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].label, "follow");
}
