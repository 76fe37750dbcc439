//! The talk's timeline, act by act: what the whole product exists to show.

use redelivery::sim::approach;
use redelivery::sim::failure::{FailurePlan, Injection};
use redelivery::sim::invariant;
use redelivery::sim::io::{Effect, Failure};
use redelivery::sim::machine::{Happening, Turn};
use redelivery::sim::model::{EventId, MessageId, VersionId};
use redelivery::sim::scenario::{self, Scenario};
use redelivery::sim::timeline::{Run, Timeline};

const FIRST: MessageId = MessageId(0);
const FIRST_ITEM_ADDED: EventId = EventId(1);

/// The talk's scenario with its own failure, under the approach called `id`.
pub fn timeline(id: &str) -> Timeline {
    let scenario = scenario::by_id("first-item-added").expect("the talk's scenario exists");
    let (timeline, unmet) = played(scenario, id);
    assert_eq!(unmet, [], "the talk's failure strikes under {id}");
    timeline
}

fn played(scenario: &'static Scenario, id: &str) -> (Timeline, Vec<Injection>) {
    let approach = approach::by_id(id).expect("the approach exists");
    let plan = FailurePlan::new(scenario.failures.iter().copied());
    let (run, unmet) = Run::of_plan(scenario, approach, &plan);
    (Timeline::new(run).expect("a plan plays to possible choices"), unmet)
}

/// What happened in each frame, from the effects themselves rather than from their sentences.
fn acts(timeline: &Timeline) -> Vec<String> {
    let scenario = timeline.run.case.scenario;
    let happened = timeline.frames.iter().filter_map(|frame| frame.happened);
    happened
        .map(|happened| match happened.happening {
            Happening::Turned(Turn { message, .. }) => {
                format!("{} comes back", scenario.message(message).argument)
            }
            Happening::Step { delivery, effect, failure, put_back, .. } => {
                let message = scenario.message(delivery.message).argument;
                let did = did(timeline, effect);
                let failed = failure.map_or("", |failure| match failure {
                    Failure::Refused => ": refused",
                    Failure::Unanswered => ": unanswered",
                    Failure::Died => ": died",
                    other => panic!("not of the talk: {other:?}"),
                });
                let back = if put_back { ", put back" } else { "" };
                format!("{message} #{} {did}{failed}{back}", delivery.attempt)
            }
        })
        .collect()
}

fn did(timeline: &Timeline, effect: Effect) -> String {
    let event = |event| timeline.run.case.scenario.event(event);
    match effect {
        Effect::Receive => "receive".into(),
        Effect::Load { read, .. } => format!("load v{}", read.0),
        Effect::Check { duplicate: false } => "check: new".into(),
        Effect::Check { duplicate: true } => "check: duplicate".into(),
        Effect::Handle { .. } => "add the line".into(),
        Effect::Decide { event: about, measured, due } => {
            let answer = if due { "due" } else { "not due" };
            format!("count {measured}: {} {answer}", event(about))
        }
        Effect::Persist { made } => format!("persist v{}", made.0),
        Effect::Publish { event: sent, read, stored: false } => {
            format!("publish {} of v{}", event(sent), read.0)
        }
        Effect::Publish { event: sent, read, stored: true } => {
            format!("publish {} of v{} from the outbox", event(sent), read.0)
        }
        Effect::Mark => "mark".into(),
        Effect::Acknowledge => "acknowledge".into(),
        other => panic!("not of the talk: {other:?}"),
    }
}

/// Whether each promise is broken at the end, in the order of the promises.
fn broken(timeline: &Timeline) -> Vec<&'static str> {
    let last = timeline.last();
    (0..invariant::ALL.len())
        .filter(|&index| timeline.verdict(index, last).broken_in.is_some())
        .map(|index| invariant::ALL[index].id)
        .collect()
}

#[test]
fn current_state_loses_first_item_added() {
    let timeline = timeline("current-state");
    assert_eq!(
        acts(&timeline),
        [
            "123 #1 receive",
            "123 #1 load v0",
            "123 #1 check: new",
            "123 #1 add the line",
            "123 #1 persist v1",
            "123 #1 publish ItemAdded of v0",
            "123 #1 count 1: FirstItemAdded due",
            "123 #1 publish FirstItemAdded of v0: refused, put back",
            "234 #1 receive",
            "234 #1 load v1",
            "234 #1 check: new",
            "234 #1 add the line",
            "234 #1 persist v2",
            "234 #1 publish ItemAdded of v1",
            "234 #1 count 2: FirstItemAdded not due",
            "234 #1 acknowledge",
            "123 #2 receive",
            "123 #2 load v2",
            "123 #2 check: duplicate",
            "123 #2 publish ItemAdded of v2",
            "123 #2 count 2: FirstItemAdded not due",
            "123 #2 acknowledge",
        ]
    );
    let end = &timeline.frames[timeline.last()];
    assert!(end.at_rest);
    assert_eq!(end.world.store.latest(), VersionId(2), "the change was made once");
    assert!(!end.world.has_sent(FIRST, FIRST_ITEM_ADDED), "FirstItemAdded is never published");
    assert_eq!(
        broken(&timeline),
        ["nothing-lost", "exactly-once"],
        "state is right, output is wrong"
    );
}

#[test]
fn historic_state_publishes_what_it_would_have_published_then() {
    let timeline = timeline("historic-state");
    let acts = acts(&timeline);
    assert_eq!(
        &acts[16..],
        [
            "123 #2 receive",
            "123 #2 load v0",
            "123 #2 check: duplicate",
            "123 #2 add the line",
            "123 #2 publish ItemAdded of v0",
            "123 #2 count 1: FirstItemAdded due",
            "123 #2 publish FirstItemAdded of v0",
            "123 #2 acknowledge",
        ]
    );
    assert_eq!(timeline.frames[timeline.last()].world.store.latest(), VersionId(2));
    assert!(broken(&timeline).is_empty());
}

#[test]
fn outbox_sends_what_it_stored() {
    let timeline = timeline("outbox");
    let acts = acts(&timeline);
    let second: Vec<&String> = acts.iter().filter(|act| act.starts_with("123 #2")).collect();
    assert_eq!(
        second,
        [
            "123 #2 receive",
            "123 #2 load v2",
            "123 #2 check: duplicate",
            "123 #2 publish ItemAdded of v0 from the outbox",
            "123 #2 publish FirstItemAdded of v0 from the outbox",
            "123 #2 mark",
            "123 #2 acknowledge",
        ]
    );
    let publishes = acts.iter().filter(|act| act.contains("publish"));
    assert!(publishes.clone().count() > 0);
    for act in publishes {
        assert!(act.contains("from the outbox"), "only what is stored is sent: {act}");
    }
    assert!(broken(&timeline).is_empty());
}

/// Every approach meets the talk's failure, and the two remedies are the only ones it leaves whole.
#[test]
fn only_the_remedies_survive_the_talk() {
    let survivors: Vec<&str> = approach::ALL
        .iter()
        .filter(|approach| scenario::ALL[0].misfit(approach).is_none())
        .map(|approach| approach.id)
        .filter(|id| {
            // Where all goes out in one write, no publishing of its own can fail.
            let (timeline, unmet) = played(scenario::ALL[0], id);
            unmet.is_empty() && broken(&timeline).is_empty()
        })
        .collect();
    let outboxes = ["outbox", "outbox-and-inbox", "staged-outbox", "tokens", "side-effects"];
    let remedies: Vec<&str> =
        ["historic-state"].into_iter().chain(outboxes).chain(["token-process"]).collect();
    assert_eq!(survivors, remedies);
}
