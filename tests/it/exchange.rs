//! Exactly-once HTTP: one message asks a server, the next processes the response.

use redelivery::sim::approach;
use redelivery::sim::io::Failure;
use redelivery::sim::machine::{Choice, Machine, TurnKind};
use redelivery::sim::model::{HandlerId, MessageId, Stage, World};
use redelivery::sim::scenario::{self, Case};

use crate::explore::{explore, explore_among};

/// How often the server carried out requests of the first message.
pub fn charged(world: &World) -> u8 {
    world.beside.requests.iter().map(|request| request.executed).sum()
}

fn machine() -> Machine {
    let approach = approach::by_id("http-exchange").expect("the approach exists");
    let scenario = scenario::by_id("http-exchange").expect("the scenario exists");
    Machine { approach, work: Case::from(scenario).work() }
}

/// All but a token store that lags behind, in which nothing is to be believed.
fn is_up_to_date(choice: Choice) -> bool {
    !matches!(choice, Choice::Fail(_, Failure::Stale))
}

#[test]
fn undisturbed_the_server_is_asked_once_and_cleaned_up() {
    let machine = machine();
    let (_, end) = explore(&machine, 0, |_, at_rest| at_rest).expect("it comes to rest");
    assert_eq!(charged(&end), 1);
    assert!(end.beside.requests.iter().all(|request| request.stage == Stage::Deleted));
    assert_eq!((end.store.made(MessageId(0)), end.store.made(MessageId(1))), (1, 1));
}

#[test]
fn whatever_goes_wrong_the_server_carries_it_out_once() {
    let once = |world: &World| {
        let made = |message| world.store.made(MessageId(message)) == 1;
        charged(world) == 1 && made(0) && made(1) && world.queue.entries.is_empty()
    };
    let wrong = |world: &World, at_rest: bool| {
        let over = at_rest && world.queue.dead.is_empty();
        charged(world) > 1 || (over && !once(world))
    };
    let alone = |choice| match choice {
        Choice::Step(handler) => handler == HandlerId(0),
        Choice::Fail(handler, _) => handler == HandlerId(0) && is_up_to_date(choice),
        Choice::Turn(turn) => turn.kind == TurnKind::Redeliver,
    };
    for found in [
        explore_among(&machine(), 1, is_up_to_date, wrong),
        explore_among(&machine(), 2, alone, wrong),
    ] {
        assert_eq!(found.map(|(choices, _)| choices), None);
    }
}
