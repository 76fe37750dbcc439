//! Approaches do what the posts, exercises and wikis say that they are taken from.

use redelivery::sim::approach::{self, Approach};
use redelivery::sim::invariant;
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::machine::{Choice, Happening, Machine, TurnKind};
use redelivery::sim::model::{
    Delivery, FieldId, Handler, HandlerId, MessageId, Record, Stage, World,
};
use redelivery::sim::scenario::{self, Case};
use redelivery::sim::timeline::Run;
use redelivery::words;

use crate::explore::{broken, explore_among};

const FIRST: MessageId = MessageId(0);

fn machine(approach: &str, scenario: &str, count: usize) -> Machine {
    let approach = approach::by_id(approach).expect("the approach exists");
    let scenario = scenario::by_id(scenario).expect("the scenario exists");
    Machine { approach, work: Case { scenario, count }.work() }
}

fn lines(approach: &str) -> Machine {
    machine(approach, "first-item-added", 1)
}

/// Whether a run breaks `promise` in which nothing goes wrong but these.
fn breaks(machine: &Machine, most: u8, promise: &str, takes: impl Fn(Choice) -> bool) -> bool {
    let wrong = |world: &World, rest: bool| broken(machine, world, rest).contains(promise);
    explore_among(machine, most, takes, wrong).is_some()
}

/// Copies come, and stores answer out of date.
fn lags(choice: Choice) -> bool {
    match choice {
        Choice::Step(handler) => handler.0 == 0,
        Choice::Fail(handler, failure) => handler.0 == 0 && failure == Failure::Stale,
        Choice::Turn(turn) => matches!(turn.kind, TurnKind::Duplicate | TurnKind::Send),
    }
}

/// All but what takes away what the approach goes by.
fn keeps_its_word(choice: Choice) -> bool {
    match choice {
        Choice::Step(_) => true,
        Choice::Fail(_, failure) => !matches!(failure, Failure::Stale | Failure::Diverged),
        Choice::Turn(turn) => !matches!(turn.kind, TurnKind::Evict | TurnKind::Bury),
    }
}

/// The outbox that lies elsewhere is asked on its own, after the document was read, and can lag
/// behind like any other store.
#[test]
fn a_staged_outbox_is_asked_apart_from_the_document() {
    for approach in approach::ALL.iter().chain(approach::FLAWED) {
        let rows = |kind| approach.steps.iter().position(|step| step.does == kind);
        if rows(EffectKind::Stage).is_some() {
            assert!(rows(EffectKind::Load) < rows(EffectKind::Look), "{}", approach.id);
        }
    }
    let machine = lines("staged-outbox");
    assert!(breaks(&machine, 2, "applied-once", lags));
    // What reading the document brings is nothing of the outbox.
    let knows = |world: &World, _: bool| {
        let before_look = |handler: &Handler| match *handler {
            Handler::Busy { row, memory, .. } => {
                let next = ["finish", "look"].map(|label| machine.approach.row(label));
                next.contains(&usize::from(row)) && memory.record != Record::Absent
            }
            Handler::Idle => false,
        };
        world.handlers.iter().any(before_look)
    };
    assert_eq!(explore_among(&machine, 1, keeps_its_word, knows), None);
}

/// By the time a message is gone, nothing of the attempts that lost is there: whether it was the
/// winner, a duplicate or the loser that came last.
#[test]
fn nothing_of_a_loser_is_left() {
    let effects = lines("side-effects");
    let left = |world: &World, rest: bool| {
        let winner = world.store.winner(FIRST);
        rest && world.beside.blobs.iter().any(|blob| Some(blob.by) != winner)
    };
    assert_eq!(explore_among(&effects, 1, keeps_its_word, left), None);
    let exchange = machine("http-exchange", "http-exchange", 2);
    let left = |world: &World, rest: bool| {
        rest && world.beside.requests.iter().any(|request| request.stage != Stage::Deleted)
    };
    assert_eq!(explore_among(&exchange, 1, keeps_its_word, left), None);
}

/// The request is made by the handler: so it can't be put before the handler has run.
#[test]
fn a_request_is_put_once_it_is_made_and_goes_by_tokens() {
    let approach = approach::by_id("http-exchange").expect("it exists");
    let rows = |kind| approach.steps.iter().position(|step| step.does == kind).expect("it has one");
    assert!(rows(EffectKind::Handle) < rows(EffectKind::Put));
    assert!(rows(EffectKind::Put) < rows(EffectKind::Persist));
    assert!(approach.asks_for_tokens());
}

/// What the cart sends again is what it sent before: an accepted cart takes no item.
#[test]
fn an_accepted_cart_stays_as_it_is() {
    let machine = machine("boundary", "cart", 2);
    let orders = |world: &World| {
        let told = world.sent.iter().filter(|output| output.by.message == FIRST);
        told.map(|output| output.tells).collect::<Vec<u8>>()
    };
    let differs = |world: &World, _: bool| orders(world).windows(2).any(|pair| pair[0] != pair[1]);
    assert_eq!(explore_among(&machine, 2, keeps_its_word, differs), None);
    let items = |world: &World| world.store.state(world.store.latest()).get(FieldId(0));
    for count in [1, 2] {
        let ends = |world: &World, rest: bool| rest && items(world) == count;
        let (_, end) = explore_among(&machine, 0, |_| true, ends).expect("either may come first");
        assert_eq!(orders(&end), [count], "the order has what the cart has");
    }
}

/// That a cart is submitted is part of the cart: no clock throws it away.
#[test]
fn a_draft_remembers_that_it_was_submitted() {
    let machine = machine("boundary", "cart", 1);
    assert!(!breaks(&machine, 2, "applied-once", |_| true));
    let evicts = |world: &World, _: bool| {
        let is_evict =
            |choice: &Choice| matches!(choice, Choice::Turn(turn) if turn.kind == TurnKind::Evict);
        machine.enabled(world).iter().any(is_evict)
    };
    assert_eq!(explore_among(&machine, 1, |_| true, evicts), None);
}

/// A token is created, handed on with its event, and deleted by its receiver. One that no event
/// was sent with stays, and nobody can tell that it is of no use.
#[test]
fn tokens_are_created_handed_on_and_deleted() {
    for id in ["tokens", "token-process", "side-effects"] {
        let machine = lines(id);
        assert!(machine.start().beside.tokens.contains(FIRST), "its sender has created it");
        let (_, end) = explore_among(&machine, 0, |_| true, |_, rest| rest).expect("it rests");
        assert!(end.beside.tokens.is_empty() && end.beside.granted.is_empty(), "{id}");
    }
    let is_left = |world: &World, rest: bool| rest && !world.beside.granted.is_empty();
    let (_, end) = explore_among(&lines("tokens"), 1, keeps_its_word, is_left).expect("a crash");
    let granted = end.beside.granted[0];
    let is_sent = |by: Delivery| end.sent.iter().any(|output| output.id == by.attempt);
    assert!(!is_sent(granted.by), "what was handed on is not left over");
}

/// A replica that has not seen a new token yet drops a message that nobody has processed, and one
/// that has not seen a token deleted lets a copy through.
#[test]
fn a_token_store_can_lag_behind_in_two_ways() {
    for id in ["tokens", "token-process", "side-effects"] {
        assert!(breaks(&lines(id), 1, "all-applied", lags), "{id}");
        assert!(breaks(&lines(id), 2, "applied-once", lags), "{id}");
    }
}

/// Nothing that is said of a token says that its message was processed.
#[test]
fn a_token_proves_nothing_about_the_past() {
    let tokened = |approach: &&&Approach| approach.asks_for_tokens();
    for approach in approach::ALL.iter().filter(tokened) {
        assert!(approach.steps.iter().all(|step| !step.says.contains("was processed")));
        let scenario = scenario::ALL.iter().find(|it| it.misfit(approach).is_none());
        let case = Case::from(*scenario.expect("it makes sense somewhere"));
        let machine = Machine { approach, work: case.work() };
        let looks = |world: &World, _: bool| {
            let happening = machine.preview(world, HandlerId(0));
            let effect = happening.as_ref().and_then(Happening::effect);
            effect.is_some_and(|effect| effect.kind() == EffectKind::Look && effect.is_duplicate())
        };
        let run = |choices| Run { case, approach, choices };
        let duplicates = |choice| !matches!(choice, Choice::Fail(..));
        let (mut choices, world) =
            explore_among(&machine, 1, duplicates, looks).expect("a duplicate looks in vain");
        choices.push(Choice::Step(HandlerId(0)));
        let (after, happening) = machine.apply(world, choices[choices.len() - 1]);
        let says = words::step(&run(choices), &happening, &after);
        assert!(!says.contains("was processed") && says.contains("token"), "{says}");
    }
}

/// Ids in a journal are ids: what is cut off is not recognized any more.
#[test]
fn a_journal_is_cut_like_any_history() {
    let cut = |choice| match choice {
        Choice::Step(_) => true,
        Choice::Turn(turn) => {
            matches!(turn.kind, TurnKind::Send | TurnKind::Evict | TurnKind::Duplicate)
        }
        Choice::Fail(..) => false,
    };
    for id in ["historic-state", "receipts-and-ids", "must-follow", "intermediate-state"] {
        assert!(breaks(&lines(id), 2, "applied-once", cut), "{id}");
        assert!(!breaks(&lines(id), 1, "applied-once", cut), "{id}");
    }
}

/// The posts of the blog; what is only on a branch of its repository is a draft.
const POSTS: [&str; 16] = [
    "consistent-messaging",
    "consistent-state",
    "distributed-asynchronous",
    "distributed-business-processes",
    "exactly-once-delivery",
    "exactly-once-http",
    "improving-outbox",
    "intuition",
    "messaging-infrastructure",
    "model-checking-exactly-once",
    "notes-on-2pc",
    "outbox",
    "side-effects",
    "state-based-consistent-messaging",
    "sync-async-boundary",
    "token-based-deduplication",
];

/// Files, each with the repository that it lies in.
const FILES: [(&str, &str); 11] = [
    ("AggregateRoot.scala", "pawelkaczor/akka-ddd"),
    ("MetaDataPropagationPolicy.scala", "pawelkaczor/akka-ddd"),
    ("Saga.scala", "pawelkaczor/akka-ddd"),
    ("HandlerContext.cs", "exactly-once/state-based-consistent-messaging"),
    ("StateStore.cs", "exactly-once/state-based-consistent-messaging"),
    ("InMemoryOutbox.cs", "exactly-once/outbox-based-consistent-messaging"),
    ("SagaManager.cs", "exactly-once/outbox-based-consistent-messaging"),
    ("OutboxBehavior.cs", "exactly-once/workshop"),
    ("MessageHandler.tla", "exactly-once/workshop"),
    ("exactly_once.tla", "exactly-once/model-checking"),
    ("exactly_once_none_atomic.tla", "exactly-once/model-checking"),
];

#[test]
fn every_source_is_where_it_is_said_to_be() {
    let approaches = approach::ALL.iter().chain(approach::FLAWED).map(|approach| approach.source);
    for source in approaches.chain(invariant::ALL.iter().map(|promise| promise.source)) {
        for (title, address) in words::sources(source) {
            if let Some((_, slug)) = address.split_once("/posts/") {
                assert!(POSTS.contains(&slug.trim_end_matches('/')), "{title} is no post");
            }
            let is_file =
                |word: &&str| [".cs", ".scala", ".tla"].iter().any(|it| word.ends_with(it));
            let words = title.split([' ', ',']);
            for file in words.filter(is_file) {
                let known = FILES.iter().find(|(name, _)| *name == file);
                let (_, repository) = known.unwrap_or_else(|| panic!("where is {file}?"));
                assert_eq!(address, format!("https://github.com/{repository}"), "{title}");
            }
        }
    }
}
