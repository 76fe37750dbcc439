//! What can't happen to a step, and why.

use std::collections::BTreeSet;

use redelivery::sim::io::Failure;
use redelivery::sim::machine::{Choice, Machine, Why};
use redelivery::sim::model::{HandlerId, World};
use redelivery::words;

use crate::search;

fn worlds() -> impl Iterator<Item = (&'static Machine, &'static World, HandlerId)> {
    search::ALL.iter().flat_map(|search| {
        search.edges.iter().filter_map(|edge| match edge.choice {
            Choice::Step(handler) => Some((&search.machine, &search.worlds[edge.from], handler)),
            _ => None,
        })
    })
}

/// Every kind of failure is offered or ruled out, never both and never neither.
#[test]
fn each_failure_is_possible_or_has_a_reason_why_not() {
    let mut reasons = BTreeSet::new();
    for (machine, world, handler) in worlds() {
        let possible = machine.fates(world, handler);
        let ruled_out = machine.ruled_out(world, handler);
        for failure in Failure::ALL {
            let out: Vec<Why> =
                ruled_out.iter().filter(|(it, _)| *it == failure).map(|(_, why)| *why).collect();
            let id = machine.approach.id;
            assert_eq!(out.len(), usize::from(!possible.contains(&failure)), "{id}: {failure:?}");
            reasons.extend(out);
        }
    }
    let texts: BTreeSet<&str> = reasons.iter().map(|&why| words::why(why)).collect();
    assert_eq!(texts.len(), reasons.len(), "each reason has words of its own");
    assert!(reasons.len() > 12, "{reasons:?}");
}

/// The reasons are true of the world, as far as it can be asked in other words.
#[test]
fn no_reason_contradicts_the_world() {
    for (machine, world, handler) in worlds() {
        let held = world.held(handler);
        let waiting = world.queue.entries.iter().filter(|entry| !entry.lease.is_held()).count();
        for (failure, why) in machine.ruled_out(world, handler) {
            let says = || format!("{}: {failure:?}, {why:?}", machine.approach.id);
            match why {
                Why::NotBegun => assert_eq!(held, None, "{}", says()),
                Why::Received => assert!(held.is_some(), "{}", says()),
                Why::NoOther => assert!(waiting < 2, "{}", says()),
                Why::Alone => assert_eq!(machine.progress(world).len(), 1, "{}", says()),
                Why::FirstTry => {
                    let message = world.queue.front().expect("it is received next").message;
                    let tried =
                        world.queue.entries.iter().any(|it| {
                            it.message == message && it.attempts > 0 && !it.lease.is_held()
                        });
                    assert!(!tried, "{}", says());
                }
                Why::NotItsLease => {
                    assert!(held.is_none_or(|held| !world.queue.is_leased_to(held)), "{}", says());
                }
                _ => {}
            }
        }
    }
}
