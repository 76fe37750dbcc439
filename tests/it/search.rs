//! Every world that a machine can come to within a number of failures, breadth first, with every
//! choice that leads from one world to the next. The laws are checked over all of it.

use std::sync::LazyLock;

use redelivery::sim::approach::{self, Approach};
use redelivery::sim::invariant::{self, Invariant, Judgement};
use redelivery::sim::io::Failure;
use redelivery::sim::machine::{Choice, Happening, Machine};
use redelivery::sim::model::{HandlerId, World};
use redelivery::sim::scenario::{self, Case, Scenario};
use redelivery::sim::timeline::Run;

/// The search of every scenario under every approach.
pub static ALL: LazyLock<Vec<Search>> = LazyLock::new(|| {
    pairs()
        .map(|(scenario, approach)| Search::new(scenario, approach, failures_max(scenario)))
        .collect()
});

/// Every scenario with every approach that makes sense there.
pub fn pairs() -> impl Iterator<Item = (&'static Scenario, &'static Approach)> {
    scenario::ALL.iter().flat_map(|&scenario| {
        scenario.suited(approach::ALL).map(move |approach| (scenario, approach))
    })
}

/// Failures in one run of a search. Each one more makes about seven times the worlds, so only the
/// talk's own scenario is searched far.
pub fn failures_max(scenario: &Scenario) -> u8 {
    if scenario.id == scenario::ALL[0].id { 3 } else { 1 }
}

/// All that can happen.
pub struct Search {
    /// The scenario searched.
    pub scenario: &'static Scenario,
    /// The approach searched.
    pub approach: &'static Approach,
    /// The two, at work.
    pub machine: Machine,
    /// Failures in one run.
    pub failures_max: u8,
    /// Every world once, nearest first.
    pub worlds: Vec<World>,
    /// What each world says about each promise.
    pub judgements: Vec<[Judgement; invariant::ALL.len()]>,
    /// Every choice in every world.
    pub edges: Vec<Edge>,
    /// For each world the edge by which it was found first; none for the first world.
    found_by: Vec<Option<usize>>,
}

/// One choice, made in one world. Worlds are named by their index.
pub struct Edge {
    /// The world before.
    pub from: usize,
    /// The choice.
    pub choice: Choice,
    /// What came of it.
    pub happening: Happening,
    /// The world after.
    pub to: usize,
}

impl Search {
    /// Searches with at most `failures_max` failures in a run.
    pub fn new(scenario: &'static Scenario, approach: &'static Approach, failures_max: u8) -> Self {
        Self::among(scenario, approach, scenario.messages.len(), failures_max)
    }

    /// The same with only the scenario's first messages, `count` of them.
    pub fn among(
        scenario: &'static Scenario,
        approach: &'static Approach,
        count: usize,
        failures_max: u8,
    ) -> Self {
        let machine = Machine { approach, work: Case { scenario, count }.work() };
        let mut known = Known::default();
        let mut search = Self {
            scenario,
            approach,
            machine,
            failures_max,
            worlds: vec![machine.start()],
            judgements: Vec::new(),
            edges: Vec::new(),
            found_by: vec![None],
        };
        known.index_or(&search.worlds[0], 0);
        while search.judgements.len() < search.worlds.len() {
            search.visit(search.judgements.len(), &mut known);
        }
        search
    }

    fn visit(&mut self, from: usize, known: &mut Known) {
        let world = self.worlds[from];
        let fails = world.failures < self.failures_max;
        for choice in self.machine.enabled(&world) {
            if !is_alone(&self.machine, &world, choice)
                || (is_mishap(&self.machine, &world, choice) && !fails)
            {
                continue;
            }
            let (after, happening) = self.machine.apply(world, choice);
            let to = known.index_or(&after, self.worlds.len());
            if to == self.worlds.len() {
                self.worlds.push(after);
                self.found_by.push(Some(self.edges.len()));
            }
            self.edges.push(Edge { from, choice, happening, to });
        }
        let at_rest = self.machine.is_at_rest(&world);
        let judge = |promise: &Invariant| promise.judgement(&world, &self.machine.work, at_rest);
        self.judgements.push(invariant::ALL.map(judge));
    }

    /// Whether the world at `index` breaks the promise at `promise`.
    pub fn breaks(&self, index: usize, promise: usize) -> bool {
        matches!(self.judgements[index][promise], Judgement::Broken(_))
    }

    /// Whether the world at `index` breaks any promise.
    pub fn breaks_any(&self, index: usize) -> bool {
        (0..invariant::ALL.len()).any(|promise| self.breaks(index, promise))
    }

    /// A shortest run to the world at `index`.
    pub fn run_to(&self, index: usize) -> Run {
        let mut choices = Vec::new();
        let mut at = index;
        while let Some(edge) = self.found_by[at] {
            choices.push(self.edges[edge].choice);
            at = self.edges[edge].from;
        }
        choices.reverse();
        Run { case: self.scenario.into(), approach: self.approach, choices }
    }

    /// The run to a world, for the message of a test that fails there.
    pub fn told(&self, index: usize) -> String {
        format!("{} after {:?}", self.approach.id, self.run_to(index).choices)
    }
}

/// Whether `choice` is one handler's and fails it, if at all, in one of the three plain ways; or
/// happens by itself. The laws of what several handlers do have a search of their own.
pub fn is_alone(machine: &Machine, world: &World, choice: Choice) -> bool {
    let progress = || machine.progress(world);
    match choice {
        // Where the one has to wait for a document that is locked, a coordinator that has come
        // back works in the other's place.
        Choice::Step(handler) => handler == ALONE || !progress().contains(&Choice::Step(ALONE)),
        Choice::Fail(handler, failure) => handler == ALONE && PLAIN.contains(&failure),
        Choice::Turn(_) => progress().contains(&choice),
    }
}

/// The plain ways for a step to fail.
pub const PLAIN: [Failure; 3] = [Failure::Refused, Failure::Unanswered, Failure::Died];

/// The one handler that these searches let work.
pub const ALONE: HandlerId = HandlerId(0);

/// Whether `choice` is something that goes wrong in `world`.
pub fn is_mishap(machine: &Machine, world: &World, choice: Choice) -> bool {
    !machine.progress(world).contains(&choice)
}

/// The worlds found so far, with their indices.
#[derive(Default)]
struct Known {
    #[expect(clippy::disallowed_types, reason = "asked about worlds, never walked through")]
    indices: std::collections::HashMap<World, usize>,
}

impl Known {
    /// The index of `world`; it becomes `next` when the world is new.
    fn index_or(&mut self, world: &World, next: usize) -> usize {
        *self.indices.entry(*world).or_insert(next)
    }
}

#[test]
fn every_world_is_found_once_and_has_a_run() {
    for search in ALL.iter() {
        for index in (0..search.worlds.len()).step_by(97) {
            let mut world = search.machine.start();
            for choice in search.run_to(index).choices {
                world = search.machine.apply(world, choice).0;
            }
            assert!(world == search.worlds[index], "{}", search.told(index));
        }
    }
}
