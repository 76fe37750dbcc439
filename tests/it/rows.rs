//! What the two sources show, row by row, as a visitor comes upon it: the talk on exactly-once
//! processing (T) and the Akka-DDD wiki's page on reliable delivery (A).

use std::fmt::Write as _;

use redelivery::app::state::{Msg, State, update};
use redelivery::app::view::{Tone, View, view};
use redelivery::sim::approach;
use redelivery::sim::failure::{Act, FailurePlan, Injection, Point};
use redelivery::sim::invariant;
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::matrix::{COLUMNS, Cell, Outcome};
use redelivery::sim::model::{Delivery, EventId, MessageId};
use redelivery::sim::scenario::{self, Scenario};
use redelivery::sim::timeline::{Run, Timeline};
use redelivery::words;

use crate::golden::Golden;

/// The moment that each scenario opens at, and what the page says there.
pub fn goldens() -> Vec<Golden> {
    let mut text = String::new();
    for scenario in scenario::ALL {
        let state = State::of(scenario);
        let (link, said) = (state.link(), view(&state).headline.text());
        let _ = writeln!(text, "{}\n    {link}\n    {said}", scenario.name);
    }
    vec![Golden { name: "openings.txt".into(), text }]
}

fn scenario(id: &str) -> &'static Scenario {
    scenario::by_id(id).unwrap_or_else(|| panic!("there is no {id}"))
}

fn at(message: u8, act: Act, failure: Failure) -> Injection {
    let delivery = Delivery { message: MessageId(message), attempt: 1 };
    Injection { at: Point { delivery, act, nth: 1 }, failure }
}

/// The run of `id` under `approach` in which `injections` strike, each of them.
fn run(id: &str, approach: &str, injections: &[Injection]) -> Timeline {
    let approach = approach::by_id(approach).unwrap_or_else(|| panic!("there is no {approach}"));
    let plan = FailurePlan::new(injections.iter().copied());
    let (run, unmet) = Run::of_plan(scenario(id), approach, &plan);
    assert_eq!(unmet, [], "{}", approach.id);
    Timeline::new(run).expect("a plan plays to possible choices")
}

/// The codes of the promises broken at the end.
fn broken(timeline: &Timeline) -> Vec<&'static str> {
    let last = timeline.last();
    let all = invariant::ALL.iter().enumerate();
    all.filter(|&(index, _)| timeline.verdict(index, last).broken_in.is_some())
        .map(|(_, promise)| promise.code)
        .collect()
}

fn told(timeline: &Timeline) -> String {
    let told = timeline.frames.iter().filter_map(|frame| {
        Some(words::step(&timeline.run, &frame.happened?.happening, &frame.world))
    });
    told.collect::<Vec<_>>().join("\n")
}

fn outcome(id: &str, approach: &str, failure: &str) -> Outcome {
    let approach = approach::by_id(approach).unwrap_or_else(|| panic!("there is no {approach}"));
    let column = COLUMNS.iter().find(|column| column.id == failure).expect("there is the column");
    Cell::compute(scenario(id).into(), approach, column).outcome()
}

/// The page as it opens on a scenario.
fn page(id: &str) -> View {
    view(&State::of(scenario(id)))
}

fn chips(view: &View) -> Vec<&'static str> {
    view.lanes[0].verdicts.iter().map(|verdict| verdict.name).collect()
}

const PUBLISH: Act = Act::Publish(EventId(0));
const PERSIST: Act = Act::Of(EffectKind::Persist);
const ACKNOWLEDGE: Act = Act::Of(EffectKind::Acknowledge);
const RECEIVE: Act = Act::Of(EffectKind::Receive);

#[test]
fn t1_a_handler_fails_with_the_errors_that_a_team_meets() {
    let run = |injection| told(&run("confirm-order", "swallow-duplicates", &[injection]));
    let refused = |act| run(at(0, act, Failure::Refused));
    assert!(refused(PUBLISH).contains("Insufficient resources to perform operation"));
    assert!(refused(Act::Of(EffectKind::Load)).contains("Connection Timeout Expired"));
    assert!(refused(PERSIST).contains("chosen as the deadlock victim"));
    redelivery::words::use_stack("rabbitmq");
    let closed = refused(ACKNOWLEDGE);
    assert!(closed.contains("AMQP close-reason") && closed.contains("SocketException"), "{closed}");
}

#[test]
fn t2_neither_order_of_change_and_event_is_safe() {
    let lost = run("confirm-order", "swallow-duplicates", &[at(0, PUBLISH, Failure::Refused)]);
    assert_eq!(broken(&lost), ["LOST", "INCONSISTENT"]);
    let ghost = run("confirm-order", "publish-then-persist", &[at(0, PERSIST, Failure::Refused)]);
    assert_eq!(broken(&ghost), ["GHOST"]);
    let stuck = at(0, Act::Of(EffectKind::Receive), Failure::Exhausted);
    let retry = Injection {
        at: Point { delivery: Delivery { attempt: 2, ..stuck.at.delivery }, ..stuck.at },
        ..stuck
    };
    let dead =
        run("confirm-order", "persist-then-publish", &[at(0, PUBLISH, Failure::Refused), retry]);
    let end = &dead.frames[dead.last()];
    assert!(matches!(end.judgements[0], invariant::Judgement::Stuck(_)), "nobody retries it");
}

#[test]
fn t3_the_three_promises_are_in_sight() {
    let mut state = State::of(scenario("confirm-order"));
    update(&mut state, Msg::PressedStart);
    let kept = ["No message lost", "Applied once", "Nothing leaked", "Consistent"];
    assert_eq!(chips(&view(&state))[..], kept);
    assert_eq!(chips(&page("confirm-order"))[..1], ["Message lost"]);
}

#[test]
fn t4_idempotent_logic_is_enough_until_lines_have_quantities() {
    for failure in ["F2", "F4", "F5", "F6", "F7", "F8"] {
        assert_eq!(outcome("confirm-order", "idempotent-logic", failure), Outcome::Holds);
    }
    assert_eq!(outcome("quantities", "idempotent-logic", "F4"), Outcome::Breaks);
    assert!(chips(&page("quantities")).contains(&"Applied again"));
}

#[test]
fn t5_the_formal_promise_is_computed_and_explained() {
    let dup = at(0, ACKNOWLEDGE, Failure::Refused);
    let both = run("shooting-range", "current-state", &[dup]);
    let formal = invariant::ALL.iter().position(|it| it.id == "exactly-once").expect("it is one");
    assert!(both.verdict(formal, both.last()).broken_in.is_some(), "no order hits and misses");
    let outbox = run("shooting-range", "outbox", &[dup]);
    let (world, work) = (&outbox.frames[outbox.last()].world, outbox.run.case.work());
    let order = invariant::explanation(world, &work, true).expect("an order explains it");
    let order = words::explain_order(outbox.run.case.scenario, order);
    assert_eq!(order, "FireAt 42, then MoveTarget 1");
}

#[test]
fn t6_the_first_item_is_announced_when_the_order_has_one_line() {
    let clean = run("first-item-added", "current-state", &[]);
    let world = &clean.frames[clean.last()].world;
    let firsts: Vec<u8> = world
        .sent
        .iter()
        .filter(|output| output.event == EventId(1))
        .map(|output| output.by.message.0)
        .collect();
    assert_eq!(firsts, [0]);
}

/// The timeline itself is held step by step elsewhere; here, that the page opens on its end.
#[test]
fn t7_the_page_opens_on_the_talks_timeline() {
    let view = view(&State::default());
    assert!(view.headline.text().contains("Current state: FirstItemAdded is lost"));
    let columns = &view.lanes[0].table.columns;
    let deliveries: Vec<_> =
        columns.iter().map(|column| (column.message.as_str(), column.attempt)).collect();
    assert_eq!(deliveries, [("AddItem 123", 1), ("AddItem 234", 1), ("AddItem 123", 2)]);
}

#[test]
fn t8_and_t9_historic_state_and_stored_events_keep_every_promise() {
    for approach in ["historic-state", "outbox"] {
        let talk = scenario("first-item-added").failures;
        assert!(broken(&run("first-item-added", approach, talk)).is_empty());
        for failure in ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F17"] {
            let outcome = outcome("first-item-added", approach, failure);
            assert_eq!(outcome, Outcome::Holds, "{approach} {failure}");
        }
    }
}

#[test]
fn t10_messages_in_the_wrong_order_are_wrong_however_exactly_once() {
    for approach in ["current-state", "historic-state", "outbox", "receipts-and-ids"] {
        assert_eq!(outcome("process-manager", approach, "F14"), Outcome::Breaks, "{approach}");
    }
    assert_eq!(outcome("process-manager", "must-follow", "F14"), Outcome::Holds);
}

#[test]
fn a1_a_sender_keeps_what_is_unconfirmed_and_sends_it_again() {
    let lost = run("process-manager", "receipts-and-ids", &[at(0, ACKNOWLEDGE, Failure::Lost)]);
    let sends = told(&lost).matches("The sender sends ValueChanged 1").count();
    assert_eq!(sends, 2);
    let link = "/v1/process-manager/receipts-and-ids/send:1.2";
    let stored = view(&State::open(link)).lanes[0].stored.clone();
    assert!(stored.iter().any(|fact| fact.name == "sent, no receipt yet"), "{stored:?}");
}

#[test]
fn a2_a_receiver_with_idempotent_actions_needs_nothing_more() {
    for failure in ["F4", "F6", "F7", "F16"] {
        assert_eq!(outcome("confirm-order", "receipts", failure), Outcome::Holds, "{failure}");
        assert_eq!(outcome("quantities", "receipts", failure), Outcome::Breaks, "{failure}");
    }
}

#[test]
fn a3_and_a5_a_receiver_knows_duplicates_by_the_causation_ids_in_its_journal() {
    for failure in ["F4", "F6", "F7", "F16", "F17"] {
        let outcome = outcome("quantities", "receipts-and-ids", failure);
        assert_eq!(outcome, Outcome::Holds, "{failure}");
    }
    let twice = run("quantities", "receipts-and-ids", &[at(0, ACKNOWLEDGE, Failure::Lost)]);
    let by = |message| twice.frames[twice.last()].world.store.made(MessageId(message));
    assert_eq!((by(0), by(1)), (1, 1));
}

#[test]
fn a4_a_duplicate_gets_its_receipt() {
    let twice = run("quantities", "receipts-and-ids", &[at(0, ACKNOWLEDGE, Failure::Lost)]);
    let told = told(&twice);
    assert!(told.contains("AddQuantity 1 is a duplicate."), "{told}");
    assert_eq!(told.matches("Send the receipt for AddQuantity 1").count(), 2, "{told}");
    let world = &twice.frames[twice.last()].world;
    assert!(world.sender.unconfirmed.is_empty());
}

#[test]
fn a6_and_a7_what_must_follow_is_refused_without_a_receipt_until_it_may() {
    let swapped = run("process-manager", "must-follow", &[at(0, RECEIVE, Failure::Delayed)]);
    let told = told(&swapped);
    let early = told.find("dropped without a receipt").expect("the second comes too early");
    let done = told.find("Store v2").expect("it comes again and is processed");
    assert!(early < done);
}

#[test]
fn a8_a_process_manager_takes_events_in_the_order_of_its_journal() {
    let swap = at(0, RECEIVE, Failure::Delayed);
    let counter = |approach| {
        let timeline = run("process-manager", approach, &[swap]);
        let store = &timeline.frames[timeline.last()].world.store;
        store.state(store.latest()).sum()
    };
    assert_eq!(
        (counter("receipts-and-ids"), counter("must-follow")),
        (1, 2),
        "one is gone for good"
    );
    let view = page("process-manager");
    assert_eq!((view.lanes[0].id, view.lanes[1].id), ("receipts-and-ids", "must-follow"));
    assert!(chips(&view).contains(&"Out of order"));
}

#[test]
fn a9_several_commands_in_one_transition_are_swapped_and_an_intermediate_state_cures_it() {
    assert_eq!(outcome("two-commands", "receipts-and-ids", "F14"), Outcome::Breaks);
    assert_eq!(outcome("two-commands", "intermediate-state", "F14"), Outcome::NotApplicable);
    assert_eq!(outcome("two-commands", "intermediate-state", "F16"), Outcome::Holds);
    let view = page("two-commands");
    assert_eq!(view.lanes[1].id, "intermediate-state");
    assert!(view.lanes[1].verdicts.iter().all(|verdict| verdict.tone != Tone::Bad));
}
