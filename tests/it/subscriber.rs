//! What the next endpoint makes of the events: the harm as somebody has it who sees nothing else.

use redelivery::app::state::{Msg, State, update};
use redelivery::app::view::{SubscriberView, view};
use redelivery::export;
use redelivery::sim::approach;
use redelivery::sim::failure::{Act, FailurePlan, Injection, Point};
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::model::{Delivery, MessageId};
use redelivery::sim::scenario::{self, Scenario};
use redelivery::sim::timeline::{Run, Timeline};

use crate::{failures, search};

/// A scenario's own failures under `approach`.
fn played(scenario: &str, approach: &str) -> Timeline {
    let scenario = scenario::by_id(scenario).expect("there is such a scenario");
    under(scenario, approach, scenario.failures.iter().copied())
}

fn under(
    scenario: &'static Scenario,
    approach: &str,
    failures: impl IntoIterator<Item = Injection>,
) -> Timeline {
    let approach = approach::by_id(approach).expect("there is such an approach");
    let (run, _) = Run::of_plan(scenario, approach, &FailurePlan::new(failures));
    Timeline::new(run).expect("played choices are possible")
}

/// The end of the text export: what the subscriber has counted.
fn counted(timeline: &Timeline) -> String {
    let text = export::text(timeline);
    text.lines().last().expect("there are lines").to_string()
}

/// What each scenario's two compared approaches make the subscriber count. Where a change is made
/// twice and told once, the subscriber can't see the harm: it takes no id twice.
const COMPARED: [(&str, &str, &str); 21] = [
    ("first-item-added", "current-state", "items 2, first items 0 (should be 1)"),
    ("first-item-added", "historic-state", "items 2, first items 1"),
    ("confirm-order", "swallow-duplicates", "bills 1 (should be 2)"),
    ("confirm-order", "outbox", "bills 2"),
    ("quantities", "idempotent-logic", "additions 2"),
    ("quantities", "current-state", "additions 2"),
    ("add-remove", "idempotent-logic", "added 1, removed 1"),
    ("add-remove", "historic-state", "added 1, removed 1"),
    ("shooting-range", "current-state", "hits 1, misses 1 (should be 0)"),
    ("shooting-range", "historic-state", "hits 1, misses 0"),
    ("coupon", "current-state", "payments 2, coupons 0 (should be 1)"),
    ("coupon", "outbox", "payments 2, coupons 1"),
    ("cart", "persist-then-publish", "orders 1"),
    ("cart", "boundary", "orders 1"),
    ("import", "persist-then-publish", "orders 1, items 1"),
    ("import", "historic-state", "orders 1, items 1"),
    ("process-manager", "receipts-and-ids", "steps 1"),
    ("process-manager", "must-follow", "steps 2"),
    ("two-commands", "receipts-and-ids", "reserved 1, closed 0"),
    ("two-commands", "intermediate-state", "reserved 1, closed 1"),
    ("http-exchange", "http-exchange", "bills 1"),
];

#[test]
fn what_is_told_wrong_is_counted_wrong() {
    for (scenario, approach, expected) in COMPARED {
        let timeline = played(scenario, approach);
        let name = timeline.run.case.scenario.subscriber.name;
        let found = counted(&timeline);
        assert_eq!(found, format!("{name} counted: {expected}"), "{scenario} {approach}");
    }
}

#[test]
fn every_scenario_is_counted() {
    for scenario in scenario::ALL {
        assert!(COMPARED.iter().any(|(id, ..)| *id == scenario.id), "{}", scenario.id);
    }
}

/// One shot, sent again after the target has moved, hits and misses.
#[test]
fn a_late_duplicate_makes_one_shot_count_twice() {
    let scenario = scenario::by_id("shooting-range").expect("it is there");
    let receive = Point {
        delivery: Delivery { message: MessageId(0), attempt: 1 },
        act: Act::Of(EffectKind::Receive),
        nth: 1,
    };
    let again = Injection { at: receive, failure: Failure::Duplicated };
    let timeline = under(scenario, "current-state", [again]);
    assert_eq!(counted(&timeline), "Leader board counted: hits 1, misses 1 (should be 0)");
    let timeline = under(scenario, "historic-state", [again]);
    assert_eq!(counted(&timeline), "Leader board counted: hits 1, misses 0");
}

/// A retry that publishes under new ids is taken for news.
#[test]
fn random_ids_are_counted_twice() {
    let timeline = played("quantities", "random-ids");
    assert_eq!(counted(&timeline), "Kitchen counted: additions 3 (should be 2)");
}

/// A message that comes late is no harm as long as it may still come.
#[test]
fn nothing_is_wrong_before_all_is_at_rest() {
    for (scenario, approach) in search::pairs() {
        let timeline = played(scenario.id, approach.id);
        for (number, frame) in timeline.frames.iter().enumerate() {
            for count in timeline.counts(number) {
                let differs = count.counted != count.expected;
                assert_eq!(count.is_wrong, frame.at_rest && differs);
            }
        }
    }
}

/// Whoever keeps every promise in a run tells the subscriber right.
#[test]
fn kept_promises_are_counted_right() {
    for (scenario, approach) in search::pairs() {
        for struck in failures::each(scenario, approach, &FailurePlan::default()) {
            let timeline = struck.timeline;
            let last = &timeline.frames[timeline.last()];
            let kept = last.judgements.iter().all(|judgement| judgement.is_kept());
            let wrong = timeline.counts(timeline.last()).iter().any(|count| count.is_wrong);
            assert!(!(kept && wrong), "{} {}", scenario.id, approach.id);
        }
    }
}

#[test]
fn the_screen_says_what_it_should_be() {
    let mut state = State::default();
    let tallies = |state: &State, lane: usize| view(state).lanes[lane].subscriber.clone();
    let (current, historic) = (tallies(&state, 0), tallies(&state, 1));
    assert_eq!((current.name, historic.name), ("Marketing", "Marketing"));
    let first = |subscriber: &SubscriberView| {
        let tally = &subscriber.tallies[1];
        (tally.name, tally.counted, tally.should_be)
    };
    assert_eq!(first(&current), ("first items", 0, Some(1)));
    assert_eq!(first(&historic), ("first items", 1, None));
    update(&mut state, Msg::PressedBack);
    assert_eq!(first(&tallies(&state, 0)), ("first items", 0, None), "it may still come");
    update(&mut state, Msg::PressedStart);
    let all = tallies(&state, 0).tallies;
    assert!(all.iter().all(|tally| tally.counted == 0 && !tally.fresh));
}

#[test]
fn an_event_that_tells_a_number_shows_it() {
    let mut state = State::open("/v1/coupon/outbox/");
    update(&mut state, Msg::PressedEnd);
    let sent = &view(&state).lanes[0].sent;
    let told: Vec<_> = sent.iter().map(|event| (event.event, event.tells, event.cause)).collect();
    let expected = [
        ("PaymentBooked", Some(60), "1"),
        ("CouponGranted", None, "1"),
        ("PaymentBooked", Some(100), "2"),
    ];
    assert_eq!(told, expected);
}
