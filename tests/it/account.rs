//! The named promises are the account of the formal one: at rest none of them is broken where some
//! order of the messages explains the world, and where none does, one says how.

use std::collections::BTreeMap;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use redelivery::app::state::State;
use redelivery::app::view::{Tone, view};
use redelivery::codec::Link;
use redelivery::sim::approach::{self, Approach};
use redelivery::sim::invariant::{self, Judgement, Reason};
use redelivery::sim::machine::{Choice, Machine};
use redelivery::sim::model::{Blob, Delivery, MessageId, Queue, RETRY_MAX, World};
use redelivery::sim::scenario::{self, Case, Scenario};
use redelivery::sim::timeline::{Run, Timeline};
use redelivery::words;

use crate::failures::promise;

/// Walks for each scenario and approach.
const WALKS: u64 = 60;
/// Choices in one walk before nothing goes wrong any more.
const CHOICES: usize = 60;
/// One in so many choices is any that is possible; the others are the first.
const WILD: u32 = 5;

/// What the formal promise says nothing of: the sender's order, where the endpoint's own explains
/// all; and that the run comes to an end.
const BESIDE: [&str; 2] = ["in-order", "comes-to-rest"];

/// Every scenario with every approach that makes sense there, those that are wrong on purpose too.
fn pairs() -> impl Iterator<Item = (&'static Scenario, &'static Approach)> {
    scenario::ALL.iter().flat_map(|&scenario| {
        let right = scenario.suited(approach::ALL);
        right.chain(scenario.suited(approach::FLAWED)).map(move |approach| (scenario, approach))
    })
}

/// A walk over whatever can happen, from `seed`, and then to rest without a failure.
fn walk(scenario: &'static Scenario, approach: &'static Approach, seed: u64) -> Timeline {
    let mut random = StdRng::seed_from_u64(seed);
    let messages = scenario.messages.len();
    let count =
        if random.random_range(0..3) == 0 { random.random_range(1..=messages) } else { messages };
    let case = Case { scenario, count };
    let mut run = Run { case, approach, choices: Vec::new() };
    let machine: Machine = run.machine();
    let mut world = machine.start();
    for _ in 0..random.random_range(0..CHOICES) {
        let enabled: Vec<Choice> = machine.enabled(&world);
        if enabled.is_empty() {
            break;
        }
        let wild = random.random_range(0..WILD) == 0;
        let index = if wild { random.random_range(0..enabled.len()) } else { 0 };
        run.choices.push(enabled[index]);
        world = machine.apply(world, enabled[index]).0;
    }
    Timeline::new(run.to_rest()).expect("a walk takes enabled choices")
}

/// The walks that end at rest with every message done or lost: no operator is waited for, and
/// nothing goes in circles.
fn ended() -> impl Iterator<Item = Timeline> {
    let walks = pairs().flat_map(|(scenario, approach)| {
        (0..WALKS).map(move |seed| walk(scenario, approach, seed))
    });
    walks.filter(|timeline| {
        let last = &timeline.frames[timeline.last()];
        let circles = last.world.queue.deliveries() >= RETRY_MAX;
        last.at_rest && last.world.queue.dead.is_empty() && !circles
    })
}

fn link(timeline: &Timeline) -> String {
    Link::of(timeline.run.clone()).to_string()
}

/// What a world at its end says of the account, as faults of the law.
fn faults(timeline: &Timeline) -> Vec<String> {
    let last = &timeline.frames[timeline.last()];
    let formal = promise("exactly-once");
    let consistent = last.judgements[formal].is_kept();
    let mut faults = Vec::new();
    let mut named = false;
    for (at, judgement) in last.judgements.iter().enumerate() {
        let id = invariant::ALL[at].id;
        if at == formal || !judgement.is_broken() {
            continue;
        }
        named = true;
        let leaked = matches!(judgement, Judgement::Broken(Reason::Leaked { stored: true, .. }));
        if consistent && !leaked && !BESIDE.contains(&id) {
            faults.push(format!("consistent, but {id} is broken"));
        }
    }
    if !consistent && !named {
        faults.push("not consistent, and nothing says how".into());
    }
    let counts = timeline.counts(timeline.last());
    if consistent && counts.iter().any(|count| count.is_wrong) {
        faults.push("consistent, but the next endpoint counts something else".into());
    }
    faults
}

#[test]
fn the_named_promises_say_how_the_formal_one_is_broken_and_nothing_else() {
    let mut found: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let (mut ended_count, mut broken) = (0, 0);
    for timeline in ended() {
        ended_count += 1;
        broken += usize::from(
            timeline.frames[timeline.last()].judgements[promise("exactly-once")].is_broken(),
        );
        for fault in faults(&timeline) {
            let run = &timeline.run;
            let key = format!("{fault}: {} {}", run.case.scenario.id, run.approach.id);
            let entry = found.entry(key).or_insert_with(|| (0, link(&timeline)));
            entry.0 += 1;
        }
    }
    for (what, (count, link)) in &found {
        println!("{count} x {what}: {link}");
    }
    assert!(found.is_empty(), "{} kinds of fault", found.len());
    assert!(broken > 500 && ended_count > 2 * broken, "{broken} of {ended_count} were broken");
}

fn end(link: &str) -> Timeline {
    Timeline::new(Link::parse(link).expect("a link").run).expect("it is possible")
}

/// The promises that a link's run breaks, by their ids.
fn broken(link: &str) -> Vec<&'static str> {
    let timeline = end(link);
    let judged = timeline.frames[timeline.last()].judgements.into_iter().zip(invariant::ALL);
    judged.filter(|(it, _)| it.is_broken()).map(|(_, promise)| promise.id).collect()
}

#[test]
fn an_event_under_two_ids_is_two_events() {
    let broken = broken("/v1/confirm-order/random-ids/6.refused.5?send=1");
    assert_eq!(broken, ["exactly-once", "recognisable"]);
}

/// Move, then Fire: the shot was not announced before the target moved, and missed.
#[test]
fn an_order_that_explains_leaves_nothing_to_complain_of() {
    let link = "/v1/shooting-range/current-state/6.refused.14";
    assert_eq!(broken(link), [""; 0]);
    let timeline = end(link);
    assert!(timeline.counts(timeline.last()).iter().all(|count| !count.is_wrong));
}

#[test]
fn an_overwritten_change_has_a_promise_of_its_own() {
    let broken = broken("/v1/confirm-order/lost-update/2.b7.5");
    assert!(broken.contains(&"no-lost-update"), "{broken:?}");
}

/// What a losing attempt wrote stays behind once its message is gone, whatever approach left it.
#[test]
fn what_a_losing_attempt_wrote_is_left_behind_once_its_message_is_gone() {
    let work = Case::from(scenario::ALL[0]).work();
    let by = Delivery { message: MessageId(0), attempt: 1 };
    let mut world = World { queue: Queue::with([MessageId(0), MessageId(1)]), ..World::default() };
    world.beside.blobs.push(Blob { by, written: Some(by) });
    let promise = invariant::ALL[promise("nothing-left-behind")];
    assert_eq!(promise.judgement(&world, &work, false), Judgement::Holds, "it may still win");
    world.queue.lose(MessageId(0));
    let left = Judgement::Broken(Reason::LeftBehind { by });
    assert_eq!(promise.judgement(&world, &work, false), left);
}

/// Where the order of sending counts, the endpoint's own explains what was swapped on the way, and
/// no order that nobody went through explains what came back.
#[test]
fn swapped_messages_are_consistent_and_out_of_order() {
    assert_eq!(broken("/v1/add-remove/outbox/delay:1.16"), ["in-order"]);
    let late = "/v1/add-remove/idempotent-logic/again:1.21";
    assert_eq!(broken(late), ["applied-once", "exactly-once"]);
}

#[test]
fn what_leaked_and_was_stored_is_no_ghost() {
    let timeline = end("/v1/confirm-order/publish-then-persist/4.refused.6?send=1");
    let leak = timeline.frames[timeline.last()].judgements[promise("no-ghost")];
    assert!(matches!(leak, Judgement::Broken(Reason::Leaked { stored: true, .. })), "{leak:?}");
    let said = words::reason(timeline.run.case.scenario, leak).expect("it is broken");
    assert!(said.contains("leaked") && said.contains("A later attempt stored"), "{said}");
}

/// Only what the first label counts is called lost, whichever promise says it.
#[test]
fn nothing_is_called_lost_beside_a_label_that_says_nothing_was() {
    let mut lost = 0;
    for timeline in ended() {
        for (judgement, promise) in
            timeline.frames[timeline.last()].judgements.into_iter().zip(invariant::ALL)
        {
            let said = words::reason(timeline.run.case.scenario, judgement).unwrap_or_default();
            if judgement.is_broken() && said.contains("lost") {
                assert_eq!(promise.demand, Some(&invariant::LOSE_NOTHING), "{said}");
                lost += 1;
            }
        }
    }
    assert!(lost > 100);
    let mut state = State::open("/v1/process-manager/early-receipt/send:1.send:2.delay:1.12");
    state.beat = state.last();
    let shown = view(&state);
    assert!(shown.headline.text().contains("ValueChanged 2 is lost"), "{}", shown.headline.text());
    let label = &shown.lanes[0].verdicts[0];
    assert_eq!(
        (label.promise, label.name, label.tone),
        ("Don't lose messages", "Never processed", Tone::Bad)
    );
    let signs: Vec<_> = shown.lanes[0].verdicts.iter().filter_map(|verdict| verdict.sign).collect();
    assert_eq!(signs, ["🗑", "👯", "👻"]);
}

#[test]
fn a_promise_is_found_by_the_code_it_had_before() {
    for (now, before) in [
        ("NEVER", "UNP"),
        ("OUT-OF-ORDER", "OOO"),
        ("TWO-IDS", "NEWID"),
        ("FALSE-EVENT", "FALSE"),
        ("TWO-ANSWERS", "DIFFERS"),
        ("INCONSISTENT", "WRONG"),
    ] {
        assert!(invariant::by_code(now).is_some(), "{now}");
        assert_eq!(invariant::by_code(now), invariant::by_code(before), "{now}");
    }
}
