//! Laws of every world within reach of the search: what is offered in it, what its handler holds,
//! and how it ends.

use redelivery::sim::invariant::Judgement;
use redelivery::sim::machine::{Choice, Turn, TurnKind};
use redelivery::sim::model::{Delivery, HANDLER_MAX, Handler, Lease, Sender, World};

use crate::search::ALL;

/// A lease can expire whenever nobody works on its message, whatever else is going on.
#[test]
fn a_lease_without_a_handler_can_expire() {
    for search in ALL.iter() {
        for (index, world) in search.worlds.iter().enumerate() {
            for entry in world.queue.entries.iter() {
                let Lease::Leased(attempt) = entry.lease else { continue };
                let by = Delivery { message: entry.message, attempt };
                let promised = world.beside.prepared.is_some_and(|prepared| prepared.by == by);
                let held = world.works_on(by) || promised;
                let turn = Turn { kind: TurnKind::Redeliver, message: entry.message };
                let by_itself = search.machine.progress(world).contains(&Choice::Turn(turn));
                assert_eq!(by_itself, !held, "{}", search.told(index));
            }
        }
    }
}

/// The page shows the version read beside the document in memory: they must belong together.
#[test]
fn what_a_handler_holds_is_the_version_it_read_or_that_version_handled() {
    for search in ALL.iter() {
        for (index, world) in search.worlds.iter().enumerate() {
            let Handler::Busy { delivery, memory, .. } = world.handlers[0] else { continue };
            let Some(read) = memory.read else { continue };
            let message = &search.machine.work.messages[delivery.message.index()];
            let state = world.store.state(read);
            let belongs = memory.state == state || memory.state == message.changed(state);
            assert!(belongs, "{read:?} is not {:?}: {}", memory.state, search.told(index));
        }
    }
}

#[test]
fn no_choice_is_offered_twice() {
    for search in ALL.iter() {
        for (index, world) in search.worlds.iter().enumerate().step_by(7) {
            let choices: Vec<Choice> = search.machine.enabled(world);
            for (at, choice) in choices.iter().enumerate() {
                assert!(!choices[at + 1..].contains(choice), "{}", search.told(index));
            }
        }
    }
}

#[test]
fn at_rest_nothing_is_left_to_do_and_nothing_is_open() {
    for search in ALL.iter() {
        let at_rest = |world: &World| search.machine.is_at_rest(world);
        assert!(search.worlds.iter().any(at_rest));
        for (index, world) in search.worlds.iter().enumerate() {
            let confirmed = world.sender == Sender::default();
            let idle = world.handlers == [Handler::Idle; HANDLER_MAX];
            let done = world.queue.entries.is_empty() && idle && confirmed;
            assert_eq!(at_rest(world), done, "{}", search.told(index));
            let open = search.judgements[index].iter().any(|it| matches!(it, Judgement::Open(_)));
            assert!(!done || !open, "{}", search.told(index));
        }
    }
}

/// Left alone, every world comes to rest: nothing loops, nothing waits for ever.
#[test]
fn without_further_failures_every_world_comes_to_rest() {
    for search in ALL.iter() {
        let mut next: Vec<Option<usize>> = vec![None; search.worlds.len()];
        for edge in search.edges.iter().rev() {
            if !matches!(edge.choice, Choice::Fail(..)) {
                next[edge.from] = Some(edge.to);
            }
        }
        for index in 0..search.worlds.len() {
            let steps = std::iter::successors(Some(index), |&at| next[at]).take(100).count();
            assert!(steps < 100, "{}", search.told(index));
        }
    }
}
