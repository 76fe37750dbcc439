//! What the approaches cost and ask for: pinned whole, and held against what the field says of
//! them.

use std::fmt::Write as _;
use std::sync::LazyLock;

use redelivery::app::state::{Command, Msg, State, answer_at_once, update};
use redelivery::app::view::view;
use redelivery::sim::approach::{self, Approach};
use redelivery::sim::cost::{Cost, Joined, Kept, Lasts, Races};
use redelivery::sim::io::Where;
use redelivery::sim::scenario::{self, Scenario};
use redelivery::words;

use crate::golden::Golden;

/// An approach, where it was measured, and what came of it.
type Measured = (&'static Scenario, &'static Approach, Cost);

/// Each approach in the first scenario that it makes sense in: the talk's, for nearly all.
pub static ALL: LazyLock<Vec<Measured>> = LazyLock::new(|| {
    let measured = |approach: &&'static Approach| {
        let suits = |scenario: &&&Scenario| scenario.misfit(approach).is_none();
        let scenario = scenario::ALL.iter().find(suits).expect("it makes sense somewhere");
        (*scenario, *approach, Cost::measure((*scenario).into(), approach))
    };
    approach::ALL.iter().map(measured).collect()
});

/// The costs of every approach.
pub fn goldens() -> Vec<Golden> {
    let mut text = String::new();
    for (scenario, approach, cost) in ALL.iter() {
        let _ = writeln!(text, "{} in {}", approach.id, scenario.id);
        for (term, told) in words::costs(scenario, cost).into_iter().chain(words::requires(cost)) {
            let _ = writeln!(text, "    {term}: {told}");
        }
        let _ = writeln!(text, "    {}", words::atomic(approach));
    }
    vec![Golden { name: "costs.txt".into(), text }]
}

fn cost(id: &str) -> &'static Cost {
    let found = ALL.iter().find(|(_, approach, _)| approach.id == id);
    &found.expect("there is such an approach").2
}

fn ids() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(_, approach, _)| approach.id)
}

/// The outbox pays for a handler that may be as random as it likes with a second write.
#[test]
fn an_outbox_has_one_more_write_than_historic_state() {
    let (outbox, historic) = (cost("outbox"), cost("historic-state"));
    assert_eq!(outbox.writes().count(), historic.writes().count() + 1);
    assert_eq!(outbox.trips_to(Where::Document), historic.trips_to(Where::Document) + 1);
    assert_eq!(outbox.trips_to(Where::Document), 3, "load, persist, mark");
}

#[test]
fn historic_state_asks_for_determinism_and_versions() {
    let (outbox, historic) = (cost("outbox").asks, cost("historic-state").asks);
    assert!(historic.determinism && historic.history);
    assert!(!outbox.determinism && !outbox.history);
    let stored = ["outbox-and-inbox", "staged-outbox", "tokens", "token-process", "side-effects"];
    assert!(stored.iter().all(|id| !cost(id).asks.determinism), "what is stored is not re-run");
}

/// The id is looked up and added; what was marked before is removed now, which costs the same.
#[test]
fn a_deduplication_store_adds_a_look_and_a_write() {
    let (outbox, inbox) = (cost("outbox"), cost("outbox-and-inbox"));
    assert_eq!(inbox.trips_to_stores(), outbox.trips_to_stores() + 2);
    assert_eq!(inbox.writes().count(), outbox.writes().count() + 1);
    assert_eq!(inbox.trips_to(Where::Document), outbox.trips_to(Where::Document));
    assert!(inbox.asks.fresh_reads && !outbox.asks.fresh_reads);
    assert_eq!(outbox.kept, [(Kept::RecordId, 1)], "its document grows with every message");
    assert_eq!(inbox.kept, [(Kept::IdBeside, 1)], "its document does not grow");
}

/// Tokens are created, and written into the record before the first event goes out; deleting one
/// takes the place of adding an id.
#[test]
fn tokens_pay_in_round_trips_and_keep_nothing() {
    let (inbox, tokens) = (cost("outbox-and-inbox"), cost("tokens"));
    assert_eq!(tokens.trips_to_stores(), inbox.trips_to_stores() + 2);
    assert!(tokens.asks.fresh_reads);
    for id in ["tokens", "token-process"] {
        assert_eq!((&cost(id).kept[..], cost(id).lasts), (&[][..], Lasts::Nothing));
    }
}

/// Who recognizes a copy by something kept needs it for as long as copies may come.
#[test]
fn whatever_is_kept_to_recognize_copies_is_missed_once_it_is_gone() {
    for (_, approach, cost) in ALL.iter() {
        let expected = match cost.kept.as_slice() {
            [] => Lasts::Nothing,
            [(Kept::Blob, _)] => Lasts::NotNeeded,
            _ => Lasts::UntilEvicted,
        };
        assert_eq!(cost.lasts, expected, "{}", approach.id);
    }
}

#[test]
fn two_attempts_race_unless_there_is_one_receiver() {
    for (_, approach, cost) in ALL.iter() {
        let expected = if cost.asks.receipts() { Races::Alone } else { Races::Refused };
        assert_eq!(cost.asks.races, expected, "{}", approach.id);
    }
}

/// The fewest round trips belong to whoever has one resource for all.
#[test]
fn what_commits_together_is_cheap() {
    let fewest = ALL.iter().map(|(_, _, cost)| cost.trips.len()).min();
    assert_eq!(Some(cost("one-transaction").trips.len()), fewest);
    assert_eq!(cost("one-transaction").asks.joined, Joined::All);
    assert_eq!(cost("store-and-send").asks.joined, Joined::Broker);
    let apart = ids().filter(|id| cost(id).asks.joined == Joined::Apart);
    assert!(apart.map(cost).all(|apart| apart.trips_to(Where::Broker) > 0));
}

/// From what is cheap and asks for much, to what asks for little.
#[test]
fn safety_is_paid_in_round_trips() {
    let rising = ["one-transaction", "historic-state", "outbox", "outbox-and-inbox", "tokens"];
    let trips: Vec<usize> = rising.iter().map(|id| cost(id).trips.len()).collect();
    assert!(trips.is_sorted_by(|one, two| one < two), "{trips:?}");
}

/// Every effect outside the memory is a round trip, and some of them leave something behind.
#[test]
fn the_figures_add_up() {
    use Where::{Beside, Blobs, Broker, Coordinator, Document, Queue, Server};
    let places = [Queue, Document, Beside, Blobs, Server, Broker, Coordinator];
    for (_, approach, cost) in ALL.iter() {
        let sum = |count: &dyn Fn(Where) -> usize| places.iter().map(|place| count(*place)).sum();
        let (trips, writes): (usize, usize) =
            (sum(&|place| cost.trips_to(place)), sum(&|place| cost.writes_to(place)));
        assert_eq!((trips, writes), (cost.trips.len(), cost.writes().count()), "{}", approach.id);
        assert!(writes < trips, "the document is read first");
    }
}

/// The listing tells them, the same at every step.
#[test]
fn the_listing_tells_what_its_approach_costs() {
    let mut state = State::default();
    assert!(view(&state).lanes.iter().all(|lane| lane.listing.costs.is_empty()), "not yet");
    let commands = state.opening();
    answer_at_once(&mut state, commands);
    let text = |(term, said): (&str, String)| (term.to_string(), said);
    for message in [Msg::PressedStart, Msg::PressedForward, Msg::PressedEnd] {
        let commands = update(&mut state, message);
        let asks = commands.iter().any(|command| matches!(command, Command::Ask(_)));
        assert!(!asks, "what is known is not asked again");
        for lane in view(&state).lanes {
            let (listing, cost) = (lane.listing, cost(lane.id));
            let costs = words::costs(state.case.scenario, cost).into_iter().map(text);
            assert_eq!(listing.costs, costs.collect::<Vec<_>>());
            let requires = words::requires(cost).into_iter().map(text);
            assert_eq!(listing.requires, requires.collect::<Vec<_>>());
            assert!(listing.atomic.ends_with('.'));
        }
    }
}
