//! What is wrong on purpose is found to be wrong: for each flawed approach the promise that a
//! search finds broken, and that the same search finds nothing with the approach it is made from.

use std::collections::BTreeSet;

use redelivery::app::state::State;
use redelivery::app::view::view;
use redelivery::sim::approach;
use redelivery::sim::io::Failure;
use redelivery::sim::machine::{Choice, Machine, TurnKind};
use redelivery::sim::model::{EventId, MessageId, World};
use redelivery::sim::scenario;

use crate::exchange::charged;
use crate::explore::{broken, explore_among};

/// A flaw, and where to find it.
struct Case {
    id: &'static str,
    /// How many of the first scenario's messages.
    messages: usize,
    failures_max: u8,
    /// The promise that breaks.
    promise: &'static str,
    /// The approach that differs in nothing but the flaw.
    right: &'static str,
}

const fn case(
    id: &'static str,
    (messages, failures_max): (usize, u8),
    promise: &'static str,
    right: &'static str,
) -> Case {
    Case { id, messages, failures_max, promise, right }
}

const CASES: [Case; 16] = [
    case("check-before-load", (1, 1), "applied-once", "outbox-and-inbox"),
    case("id-in-two-writes", (1, 1), "applied-once", "store-and-send"),
    case("lost-update", (2, 0), "exactly-once", "current-state"),
    case("tokens-without-checkpoint", (1, 1), "recognisable", "tokens"),
    case("transaction-left-open", (1, 1), "applied-once", "staged-outbox"),
    // Without any failure: two handlers are enough to have a message swallowed.
    case("finish-as-mine", (2, 0), "all-applied", "staged-outbox"),
    case("finish-as-mine", (2, 1), "applied-once", "staged-outbox"),
    case("commit-unchecked", (2, 0), "exactly-once", "staged-outbox"),
    case("close-unchecked", (2, 1), "applied-once", "staged-outbox"),
    case("token-of-the-wrong-message", (2, 1), "all-applied", "tokens"),
    case("claimed-before-unclaimed", (1, 0), "all-applied", "tokens"),
    case("latest-as-historic", (2, 1), "nothing-lost", "historic-state"),
    case("ids-of-the-process", (1, 1), "recognisable", "historic-state"),
    case("atomic-without-ids", (1, 1), "applied-once", "store-and-send"),
    case("early-receipt", (2, 1), "all-applied", "must-follow"),
    case("one-id-for-two-commands", (2, 0), "all-applied", "receipts-and-ids"),
];

/// Flaws that break no promise about messages and documents, or only in scenarios of another
/// kind. Each has a test of its own below.
const ELSEWHERE: [&str; 6] = [
    "finish-only-once",
    "close-unnoticed",
    "no-op-unrecorded",
    "one-blob-name",
    "post-directly",
    "silent-duplicate",
];

fn machine(id: &str, case: scenario::Case) -> Machine {
    let approach = approach::by_id(id).expect("the approach exists");
    Machine { approach, work: case.work() }
}

fn lines(id: &str, count: usize) -> Machine {
    machine(id, scenario::Case { scenario: scenario::ALL[0], count })
}

/// All of another scenario.
fn whole(id: &str, scenario: &str) -> Machine {
    machine(id, scenario::by_id(scenario).expect("the scenario exists").into())
}

/// Leaves out what troubles the right approaches as well: ids thrown away, stale answers, handlers
/// that draw other numbers, and retries used up. And refusals: they are deaths after which the
/// lease expires at once.
fn takes(choice: Choice) -> bool {
    match choice {
        Choice::Step(_) => true,
        Choice::Fail(_, failure) => {
            !matches!(failure, Failure::Stale | Failure::Diverged | Failure::Refused)
        }
        Choice::Turn(turn) => !matches!(turn.kind, TurnKind::Evict | TurnKind::Bury),
    }
}

/// Whether nothing more can happen, and yet somebody waits.
fn is_stuck(world: &World, at_rest: bool) -> bool {
    at_rest && (!world.queue.entries.is_empty() || !world.sender.unconfirmed.is_empty())
}

/// The choices of a shortest run to a world that is `wrong`.
fn search(
    machine: &Machine,
    failures_max: u8,
    wrong: impl Fn(&World, bool) -> bool,
) -> Option<Vec<Choice>> {
    explore_among(machine, failures_max, takes, wrong).map(|(choices, _)| choices)
}

#[test]
fn every_flaw_has_a_test() {
    let flawed: BTreeSet<&str> = approach::FLAWED.iter().map(|approach| approach.id).collect();
    let tested = CASES.iter().map(|case| case.id).chain(ELSEWHERE).collect();
    assert_eq!(flawed, tested);
}

#[test]
fn every_flaw_breaks_its_promise() {
    for Case { id, messages, failures_max, promise, .. } in CASES {
        let machine = lines(id, messages);
        let wrong = |world: &World, rest: bool| broken(&machine, world, rest).contains(promise);
        assert!(search(&machine, failures_max, wrong).is_some(), "{id} keeps {promise}");
    }
}

#[test]
fn without_the_flaw_nothing_breaks() {
    let bounds: BTreeSet<(&str, usize, u8, &str)> = CASES
        .iter()
        .map(|case| (case.right, case.messages, case.failures_max, case.promise))
        .collect();
    for (id, messages, failures_max, promise) in bounds {
        let machine = lines(id, messages);
        let wrong = |world: &World, rest: bool| {
            is_stuck(world, rest) || broken(&machine, world, rest).contains(promise)
        };
        assert_eq!(search(&machine, failures_max, wrong), None, "{id} breaks {promise}");
    }
}

/// Every attempt after a crash between revealing and closing fails, for ever.
#[test]
fn finishing_only_once_gets_stuck() {
    assert!(search(&lines("finish-only-once", 1), 1, is_stuck).is_some());
    assert_eq!(search(&lines("staged-outbox", 1), 1, is_stuck), None);
}

/// Without a receipt for a duplicate the sender never comes to its end, and nothing else is wrong.
#[test]
fn a_duplicate_without_a_receipt_is_sent_for_ever() {
    let machine = lines("silent-duplicate", 1);
    assert!(search(&machine, 1, is_stuck).is_some());
    let found = |world: &World, rest: bool| broken(&machine, world, rest);
    let endless = |world: &World, rest: bool| found(world, rest).contains("comes-to-rest");
    assert!(search(&machine, 1, endless).is_some());
    let wrong =
        |world: &World, rest: bool| found(world, rest).iter().any(|it| *it != "comes-to-rest");
    assert_eq!(search(&machine, 2, wrong), None);
}

/// Harmless within these bounds: whoever finds a transaction closes only that very one, and reads
/// again after it. The version that closing makes is a second line of defence.
#[test]
fn closing_without_a_new_version_does_no_harm_here() {
    for (messages, failures_max) in [(1, 2), (2, 0)] {
        let machine = lines("close-unnoticed", messages);
        let wrong = |world: &World, rest: bool| {
            is_stuck(world, rest) || !broken(&machine, world, rest).is_empty()
        };
        assert_eq!(search(&machine, failures_max, wrong), None);
    }
}

const HIT: EventId = EventId(0);
const MISSED: EventId = EventId(1);

/// One shot, and the events say both that it hit and that it missed.
#[test]
fn a_no_op_that_leaves_no_version_is_judged_twice() {
    let both = |world: &World, _: bool| {
        world.has_sent(MessageId(0), HIT) && world.has_sent(MessageId(0), MISSED)
    };
    assert!(search(&whole("no-op-unrecorded", "shooting-range"), 1, both).is_some());
    assert_eq!(search(&whole("historic-state", "shooting-range"), 1, both), None);
}

/// What the winner has announced, another attempt has overwritten.
#[test]
fn attempts_that_share_a_name_mix_their_blobs() {
    let mixed = |world: &World, _: bool| {
        let Some(winner) = world.store.winner(MessageId(0)) else { return false };
        let blobs = || world.beside.blobs.iter().filter(|blob| blob.by.message == MessageId(0));
        // Under names of their own, the loser's blob may still lie about: nobody announced it.
        let announced = blobs().find(|blob| blob.by == winner).or(blobs().next());
        announced.is_some_and(|blob| blob.written != Some(winner))
    };
    assert!(search(&lines("one-blob-name", 1), 1, mixed).is_some());
    assert_eq!(search(&lines("side-effects", 1), 1, mixed), None);
}

#[test]
fn a_plain_post_is_carried_out_by_every_attempt() {
    let twice = |world: &World, _: bool| charged(world) > 1;
    assert!(search(&whole("post-directly", "http-exchange"), 1, twice).is_some());
    assert_eq!(search(&whole("http-exchange", "http-exchange"), 1, twice), None);
}

/// Nobody is offered what is wrong on purpose, but a link to it works, and the page says what it
/// shows.
#[test]
fn a_link_shows_a_flawed_approach() {
    for approach in approach::FLAWED {
        let state = State::open(&format!("/v1/first-item-added/{}", approach.id));
        let lane = view(&state).lanes.remove(0);
        let chosen: Vec<&str> =
            lane.choices.iter().filter(|choice| choice.shown).map(|choice| choice.id).collect();
        assert_eq!((lane.id, chosen), (approach.id, vec![approach.id]));
        assert!(state.addable().iter().all(|other| other.flaw.is_none()));
    }
}
