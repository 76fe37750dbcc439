//! Laws of every choice in every world within reach of the search.

use std::collections::BTreeSet;

use redelivery::sim::approach::Sends;
use redelivery::sim::io::{Effect, EffectKind, Failure, Part};
use redelivery::sim::machine::{Choice, Happening, Turn, TurnKind};
use redelivery::sim::model::{Delivery, Handler, Lease, MessageId, Origin, Output, Queue, World};

use crate::search::{ALL, ALONE, Edge, Search};

/// Calls `law` with every choice of every search; it answers whether the law holds.
fn always(name: &str, law: impl Fn(&Search, &Edge, &World, &World) -> bool) {
    for search in ALL.iter() {
        for edge in &search.edges {
            let (before, after) = (&search.worlds[edge.from], &search.worlds[edge.to]);
            assert!(
                law(search, edge, before, after),
                "{name}: {:?}, {}",
                edge.happening,
                search.told(edge.from)
            );
        }
    }
}

/// What the row of the step writes besides the document.
fn writes(search: &Search, edge: &Edge) -> &'static [Part] {
    match edge.happening {
        Happening::Step { row, .. } => search.approach.steps[row].writes,
        Happening::Turned(_) => &[],
    }
}

fn effect(edge: &Edge) -> Option<Effect> {
    match edge.happening {
        Happening::Step { effect, .. } => Some(effect),
        Happening::Turned(_) => None,
    }
}

/// The queue after `message` was put back, written without the queue's own way of doing it.
fn with_back(queue: &Queue, message: MessageId) -> Vec<(MessageId, u8, Lease)> {
    let entries = queue.entries.iter().map(|entry| (entry.message, entry.attempts, entry.lease));
    let (mut moved, mut rest): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.0 == message);
    for entry in &mut moved {
        entry.2 = Lease::Waiting;
    }
    rest.append(&mut moved);
    rest
}

/// Whether a handler that fails in `world` puts its message back: not where its sender sends it
/// again, nor once a coordinator has decided that the transaction has happened.
fn puts_back(search: &Search, world: &World, delivery: Delivery) -> bool {
    let decided = world.beside.prepared.is_some_and(|it| it.decided && it.by == delivery);
    search.approach.sends == Sends::ToQueue && !decided
}

/// The queue without the copy of `message`.
fn without(queue: &Queue, message: MessageId) -> Vec<(MessageId, u8, Lease)> {
    plainly(queue).into_iter().filter(|entry| entry.0 != message).collect()
}

fn plainly(queue: &Queue) -> Vec<(MessageId, u8, Lease)> {
    queue.entries.iter().map(|entry| (entry.message, entry.attempts, entry.lease)).collect()
}

#[test]
fn no_message_vanishes_and_none_appears() {
    always("only an acknowledgement removes a message", |search, edge, before, after| {
        (0..).take(search.scenario.messages.len()).map(MessageId).all(|message| {
            let (was, is) = (before.queue.entry(message), after.queue.entry(message));
            let follows = search.scenario.message(message).origin != Origin::Sender;
            let sent = matches!(edge.choice, Choice::Turn(turn) if turn.kind == TurnKind::Send);
            let again = after.sender.unconfirmed.contains(message);
            let removes = matches!(effect(edge), Some(Effect::Acknowledge | Effect::Release))
                || writes(search, edge).contains(&Part::Acknowledged);
            let acknowledged = removes
                && edge.happening.message() == message
                && !matches!(edge.choice, Choice::Fail(_, Failure::Refused | Failure::Died));
            follows
                || sent
                || was.is_some() == (is.is_some() || acknowledged || (was.is_some() && again))
        })
    });
}

#[test]
fn only_a_receive_counts_as_an_attempt() {
    always("attempts count receives", |search, edge, before, after| {
        after.queue.entries.iter().all(|entry| {
            if search.scenario.message(entry.message).origin != Origin::Sender {
                return true;
            }
            let Some(was) = before.queue.entry(entry.message) else {
                let send = Turn { kind: TurnKind::Send, message: entry.message };
                return edge.choice == Choice::Turn(send) && entry.attempts == 0;
            };
            let received = effect(edge) == Some(Effect::Receive)
                && edge.happening.message() == entry.message
                && !matches!(edge.choice, Choice::Fail(_, Failure::Refused | Failure::Died));
            entry.attempts == was.attempts + u8::from(received)
        })
    });
}

#[test]
fn a_crash_loses_the_handlers_memory_and_nothing_else() {
    always("a crash loses memory only", |search, edge, before, after| {
        let mut expected = *before;
        // Where no queue keeps the message, the receiver's copy was in its memory too.
        if let Some(delivery) = before.held(ALONE)
            && search.approach.sends != Sends::ToQueue
        {
            expected.queue.acknowledge(delivery);
        }
        expected.handlers[0] = Handler::Idle;
        expected.failures += 1;
        edge.choice != Choice::Fail(ALONE, Failure::Died) || *after == expected
    });
}

#[test]
fn a_refused_step_leaves_nothing_but_a_message_put_back() {
    always("a refused step leaves nothing", |search, edge, before, after| {
        let queue = match before.held(ALONE) {
            Some(delivery) if puts_back(search, before, delivery) => {
                with_back(&before.queue, delivery.message)
            }
            Some(delivery) if !before.sender.unconfirmed.is_empty() => {
                without(&before.queue, delivery.message)
            }
            _ => plainly(&before.queue),
        };
        edge.choice != Choice::Fail(ALONE, Failure::Refused)
            || (after.store == before.store
                && after.sent == before.sent
                && after.handlers[0] == Handler::Idle
                && after.failures == before.failures + 1
                && plainly(&after.queue) == queue)
    });
}

#[test]
fn an_unanswered_step_leaves_what_the_step_itself_leaves() {
    always("an unanswered step happened", |search, edge, before, after| {
        if edge.choice != Choice::Fail(ALONE, Failure::Unanswered) {
            return true;
        }
        let (plain, _) = search.machine.apply(*before, Choice::Step(ALONE));
        let queue = match before.held(ALONE) {
            Some(delivery) if puts_back(search, &plain, delivery) => {
                with_back(&plain.queue, delivery.message)
            }
            Some(delivery) if !before.sender.unconfirmed.is_empty() => {
                without(&plain.queue, delivery.message)
            }
            _ => plainly(&plain.queue),
        };
        after.store == plain.store
            && after.sent == plain.sent
            && after.handlers[0] == Handler::Idle
            && after.failures == before.failures + 1
            && plainly(&after.queue) == queue
    });
}

#[test]
fn an_expired_lease_only_moves_its_message_behind_the_others() {
    always("a lease expires", |_, edge, before, after| {
        let Choice::Turn(Turn { kind: TurnKind::Redeliver, message }) = edge.choice else {
            return true;
        };
        let entry = before.queue.entry(message).expect("the message is in the queue");
        entry.lease.is_held()
            && before.held(ALONE).is_none_or(|delivery| delivery.message != message)
            && plainly(&after.queue) == with_back(&before.queue, message)
            && *after == World { queue: after.queue, ..*before }
    });
}

/// Whether a message of the scenario comes with an event instead of from a sender.
fn has_followers(search: &Search) -> bool {
    search.scenario.messages.iter().any(|message| message.origin != Origin::Sender)
}

/// The events that are out, whether or not what they tell of is stored by now.
fn told(world: &World) -> Vec<Output> {
    world.sent.iter().map(|&output| Output { stored: false, ..output }).collect()
}

#[test]
fn a_step_changes_only_what_its_effect_is_about() {
    always("a step has one effect", |search, edge, before, after| {
        let Some(effect) = effect(edge) else { return true };
        let writes = |part| writes(search, edge).contains(&part);
        let queue = matches!(
            effect,
            Effect::Receive | Effect::Acknowledge | Effect::Release | Effect::Follow { .. }
        ) || writes(Part::Acknowledged)
            || (matches!(effect, Effect::Publish { .. }) && has_followers(search));
        let store = matches!(
            effect,
            Effect::Persist { .. }
                | Effect::Mark
                | Effect::Forget
                | Effect::Settle { .. }
                | Effect::Checkpoint
                | Effect::Reveal { .. }
        );
        let sent =
            matches!(effect, Effect::Publish { .. } | Effect::Release) || writes(Part::Published);
        let failed = matches!(edge.choice, Choice::Fail(..));
        (queue || failed || before.queue == after.queue)
            && (store || before.store == after.store)
            && (sent || told(before) == told(after))
            && after.failures == before.failures + u8::from(failed)
    });
}

#[test]
fn every_row_has_the_effect_that_it_declares() {
    always("`does` is honest", |search, edge, _, _| match edge.happening {
        Happening::Step { row, effect, .. } => effect.kind() == search.approach.steps[row].does,
        Happening::Turned(_) => true,
    });
}

#[test]
fn what_happened_is_what_was_chosen() {
    always("the happening tells of the choice", |_, edge, before, after| match edge.happening {
        Happening::Turned(turn) => edge.choice == Choice::Turn(turn),
        Happening::Step { handler, delivery, failure, put_back, .. } => {
            let chosen = match edge.choice {
                Choice::Step(_) => None,
                Choice::Fail(_, failure) => Some(failure),
                Choice::Turn(_) => return false,
            };
            let back = after.queue.entry(delivery.message);
            failure == chosen
                && before.held(handler).is_none_or(|held| held == delivery)
                && (!put_back || back.is_some_and(|entry| entry.lease == Lease::Waiting))
        }
    });
}

/// A loop or a dead row would be a line of the listing that nobody can ever see.
#[test]
fn every_row_of_every_table_is_reached() {
    for approach in redelivery::sim::approach::ALL {
        // Where an approach makes little sense it still works; a decision needs a condition.
        let talk = Search::new(redelivery::sim::scenario::ALL[0], approach, 1);
        let searches = ALL.iter().filter(|search| search.approach.id == approach.id).chain([&talk]);
        let rows: BTreeSet<usize> = searches
            .flat_map(|search| &search.edges)
            .filter_map(|edge| match edge.happening {
                Happening::Step { row, .. } => Some(row),
                Happening::Turned(_) => None,
            })
            .collect();
        let every: BTreeSet<usize> = (0..approach.steps.len()).collect();
        assert_eq!(rows, every, "{}", approach.id);
    }
}

#[test]
fn a_preview_is_what_the_step_does() {
    for search in ALL.iter() {
        for edge in search.edges.iter().filter(|edge| edge.choice == Choice::Step(ALONE)) {
            let preview = search.machine.preview(&search.worlds[edge.from], ALONE);
            assert_eq!(preview, Some(edge.happening), "{}", search.told(edge.from));
        }
        for (index, world) in search.worlds.iter().enumerate() {
            let steps = search.machine.progress(world).contains(&Choice::Step(ALONE));
            let previews = search.machine.preview(world, ALONE).is_some();
            assert_eq!(previews, steps, "{}", search.told(index));
        }
    }
}

/// "Broken, whatever happens next" is a promise of its own.
#[test]
fn what_is_broken_stays_broken() {
    for search in ALL.iter() {
        for edge in &search.edges {
            for promise in 0..redelivery::sim::invariant::ALL.len() {
                let heals = search.breaks(edge.from, promise) && !search.breaks(edge.to, promise);
                let told = || search.told(edge.from);
                assert!(!heals, "promise {promise} heals: {:?}, {}", edge.choice, told());
            }
        }
    }
}

#[test]
fn the_first_row_receives_and_only_it_does() {
    for search in ALL.iter() {
        for edge in &search.edges {
            if let Happening::Step { row, effect, .. } = edge.happening {
                assert_eq!(effect.kind() == EffectKind::Receive, row == 0, "{:?}", edge.happening);
            }
        }
    }
}
