//! Named searches, the same natively and in a browser, for measuring how fast they are.

use crate::sim::approach;
use crate::sim::checker::published::{ExactlyOnce, Reduction};
use crate::sim::checker::{
    AtOnce, Bounds, Hazard, Keeps, Model, Plan, Progress, Reductions, Search, Worlds,
};
use crate::sim::machine::Machine;
use crate::sim::scenario::{self, Case};

/// What stands before a name to have it measured.
pub const BENCH: &str = "bench";

/// A named search.
#[derive(Debug)]
pub struct Measured {
    /// Its name.
    pub name: &'static str,
    /// What it searches.
    pub about: &'static str,
    /// How many different worlds there are.
    pub worlds: usize,
    /// Searches all of it; with a second thread, if one is lent.
    pub run: fn(Option<AtOnce>) -> Progress,
}

/// Every named search.
pub static CASES: [Measured; 6] = [
    Measured {
        name: "exactly-once-3-1",
        about: "exactly_once.tla, 3 messages, 1 retry, exact",
        worlds: 3_630_910,
        run: |at_once| exactly_once(at_once, 1, Reduction::None, Keeps::Keys),
    },
    Measured {
        name: "exactly-once-3-1-fingerprints",
        about: "the same by fingerprints",
        worlds: 3_630_910,
        run: |at_once| exactly_once(at_once, 1, Reduction::None, Keeps::Fingerprints),
    },
    Measured {
        name: "exactly-once-3-2",
        about: "exactly_once.tla as shipped, 3 messages, 2 retries, by fingerprints",
        worlds: 24_914_890,
        run: |at_once| exactly_once(at_once, 2, Reduction::None, Keeps::Fingerprints),
    },
    Measured {
        name: "exactly-once-3-2-reduced",
        about: "the same, exact, with every reduction",
        worlds: 43_455,
        run: |at_once| exactly_once(at_once, 2, Reduction::Messages, Keeps::Keys),
    },
    Measured {
        name: "outbox",
        about: "the outbox in the timeline's machine, 2 handlers, 2 failures, promises judged",
        worlds: 455_449,
        run: |at_once| outbox(at_once, Reductions::NONE),
    },
    Measured {
        name: "outbox-reduced",
        about: "the same with every reduction",
        worlds: 115_943,
        run: |at_once| outbox(at_once, Reductions::ALL),
    },
];

fn exactly_once(
    at_once: Option<AtOnce>,
    retries: u8,
    reduction: Reduction,
    keeps: Keeps,
) -> Progress {
    let mut model = ExactlyOnce::new(3, retries, reduction).expect("it is in scope");
    all(at_once, &mut model, keeps)
}

fn outbox(at_once: Option<AtOnce>, reductions: Reductions) -> Progress {
    let scenario = scenario::by_id("first-item-added").expect("the talk's scenario is there");
    let approach = approach::by_id("outbox").expect("the approach is there");
    let machine = Machine { approach, work: Case::from(scenario).work() };
    let bounds = Bounds::of(2, 2, 1, Hazard::USUAL);
    all(at_once, &mut Worlds::new(machine, bounds, reductions), Keeps::Keys)
}

fn all(at_once: Option<AtOnce>, model: &mut (impl Model + Send), keeps: Keeps) -> Progress {
    let mut search = Search::new(model, Plan { keeps, memory_max: 3 << 29, stop_at: 0 });
    match at_once {
        None => search.advance(model, usize::MAX),
        Some(at_once) => search.finish(model, at_once),
    };
    search.progress(model)
}
