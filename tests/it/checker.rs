//! The checker against a search written for clarity: every world as it is, in a map, with the
//! bounds asked in so many words.

use std::collections::VecDeque;

use proptest::prelude::*;

use redelivery::sim::checker::{
    Bounds, Check, Finding, Harm, Hazard, Plan, Progress, Question, Reductions, Status,
};
use redelivery::sim::invariant::{self, Judgement};
use redelivery::sim::io::Failure;
use redelivery::sim::machine::{Choice, Machine, TurnKind};
use redelivery::sim::model::{HandlerId, World};
use redelivery::sim::scenario::Case;
use redelivery::sim::timeline::{Run, Timeline};

use crate::{search, walk};

/// The bounds of a search, in so many words.
#[derive(Clone, Debug)]
pub struct Scope {
    case: Case,
    /// The machine that is searched.
    pub machine: Machine,
    handlers: usize,
    failures: u8,
    copies: u8,
    hazards: Vec<Hazard>,
}

/// How good a run is: its choices, its mishaps, and how often another handler goes on.
type Price = (usize, u8, usize);

/// What became of a promise: broken, or else stuck, and what the best run to that pays.
type Worst = Option<(Harm, Price)>;

struct Reference {
    count: usize,
    worst: [Worst; invariant::ALL.len()],
}

impl Scope {
    /// A scope that is small enough to be searched so.
    fn of(pair: usize, (handlers, failures, copies): (usize, u8, u8), hazards: u16) -> Self {
        let count = search::pairs().count();
        let (scenario, approach) = search::pairs().nth(pair % count).expect("within the pairs");
        let case = if handlers > 1 { Case::from(scenario) } else { Case::from(scenario).alone() };
        let is_chosen = |index: &usize| hazards >> index & 1 == 1;
        let hazards = (0..Hazard::ALL.len()).filter(is_chosen).map(|index| Hazard::ALL[index]);
        let machine = Machine { approach, work: case.work() };
        Self { case, machine, handlers, failures, copies, hazards: hazards.collect() }
    }

    /// The scope of a question about one approach, any number of retries.
    pub fn of_question(question: &Question) -> Self {
        let Question { case, approach, handlers, failures, copies, ref hazards, .. } = *question;
        let approach = approach.expect("it is about one approach");
        let machine = Machine { approach, work: case.work() };
        Self { case, machine, handlers, failures, copies, hazards: hazards.clone() }
    }

    fn bounds(&self) -> Bounds {
        Bounds::of(self.handlers, self.failures, self.copies, &self.hazards)
    }

    fn checked(&self, reductions: Reductions, slice: usize) -> (Check, Progress) {
        let mut check = Check::new(self.machine, self.bounds(), reductions, Plan::default());
        while check.advance(slice) == Status::Running {}
        let progress = check.progress();
        (check, progress)
    }

    /// Whether `choice` is made within the scope, in `world` after so many copies; what goes wrong
    /// by it, if anything, and how many copies there are after it.
    pub fn allows(
        &self,
        world: &World,
        copies: u8,
        choice: Choice,
    ) -> Option<(Option<Hazard>, u8)> {
        let (Choice::Step(handler) | Choice::Fail(handler, _)) = choice else {
            return self.allows_mishap(world, copies, choice);
        };
        let is_there = handler.index() < self.handlers;
        is_there.then(|| self.allows_mishap(world, copies, choice)).flatten()
    }

    fn allows_mishap(
        &self,
        world: &World,
        copies: u8,
        choice: Choice,
    ) -> Option<(Option<Hazard>, u8)> {
        if self.machine.progress(world).contains(&choice) {
            return Some((None, copies));
        }
        let hazard = match choice {
            Choice::Step(_) => unreachable!("a step that can be taken happens by itself"),
            Choice::Fail(_, Failure::Refused | Failure::Unanswered | Failure::Died) => {
                Hazard::Crash
            }
            Choice::Fail(_, Failure::Stale) => Hazard::StaleRead,
            Choice::Fail(_, Failure::Diverged) => Hazard::Chance,
            Choice::Fail(_, Failure::Lost) => Hazard::Loss,
            Choice::Fail(_, other) => unreachable!("no step suffers {other:?}"),
            Choice::Turn(turn) => match turn.kind {
                TurnKind::Duplicate => Hazard::Duplicate,
                TurnKind::Redeliver => Hazard::Expiry,
                TurnKind::Delay => Hazard::Delay,
                TurnKind::Lose => Hazard::Loss,
                TurnKind::Bury | TurnKind::Replay => Hazard::DeadLetter,
                TurnKind::Evict => Hazard::Eviction,
                TurnKind::Recover | TurnKind::Send => unreachable!("it happens by itself"),
            },
        };
        let after = copies + u8::from(hazard == Hazard::Duplicate);
        let fits = world.failures < self.failures && after <= self.copies.max(copies);
        (fits && self.hazards.contains(&hazard)).then_some((Some(hazard), after))
    }

    /// Every world there is, and the price of the best run to each harm. A world counts once for
    /// each handler that may have been last: what a run pays depends on that.
    #[expect(clippy::disallowed_types, reason = "asked about worlds, never walked through")]
    fn reference(&self) -> Reference {
        use std::collections::{HashMap, HashSet};
        type Place = (World, u8, Option<HandlerId>);
        let start: Place = (self.machine.start(), 0, None);
        let mut prices: HashMap<Place, (usize, usize)> = HashMap::from([(start, (0, 0))]);
        let mut seen = HashSet::from([(start.0, start.1)]);
        let mut waiting = VecDeque::from([start]);
        let mut worst = [None; invariant::ALL.len()];
        while let Some(place) = waiting.pop_front() {
            let ((world, copies, last), (length, switches)) = (place, prices[&place]);
            self.judge(&world, (length, world.failures, switches), &mut worst);
            for choice in self.machine.enabled(&world) {
                let Some((_, copies)) = self.allows(&world, copies, choice) else { continue };
                let after = self.machine.apply(world, choice).0;
                let next = match choice {
                    Choice::Step(handler) | Choice::Fail(handler, _) => Some(handler),
                    Choice::Turn(_) => last,
                };
                let turns = switches + usize::from(last.is_some() && last != next);
                let (place, price) = ((after, copies, next), (length + 1, turns));
                seen.insert((after, copies));
                // Nearest first, so that a place that is known is not come to in fewer choices.
                match prices.get(&place) {
                    Some(&known) if known <= price => {}
                    Some(_) => {
                        prices.insert(place, price);
                    }
                    None => {
                        prices.insert(place, price);
                        waiting.push_back(place);
                    }
                }
            }
        }
        Reference { count: seen.len(), worst }
    }

    fn judge(&self, world: &World, price: Price, worst: &mut [Worst; invariant::ALL.len()]) {
        let at_rest = self.machine.is_at_rest(world);
        for (promise, worst) in invariant::ALL.iter().zip(worst) {
            let harm = match promise.judgement(world, &self.machine.work, at_rest) {
                Judgement::Broken(_) => Harm::Broken,
                Judgement::Stuck(_) if at_rest => Harm::Stuck,
                _ => continue,
            };
            let is_better =
                |&(known, paid): &(Harm, Price)| harm > known || (harm == known && price < paid);
            if worst.as_ref().is_none_or(is_better) {
                *worst = Some((harm, price));
            }
        }
    }

    fn price(&self, finding: &Finding) -> Price {
        let run = Run {
            case: self.case,
            approach: self.machine.approach,
            choices: finding.choices.clone(),
        };
        let timeline = Timeline::new(run).expect("a run that was found is possible");
        let world = timeline.frames[timeline.last()].world;
        let handlers = finding.choices.iter().filter_map(|choice| match choice {
            Choice::Step(handler) | Choice::Fail(handler, _) => Some(*handler),
            Choice::Turn(_) => None,
        });
        let handlers: Vec<HandlerId> = handlers.collect();
        let switches = handlers.windows(2).filter(|pair| pair[0] != pair[1]).count();
        (finding.choices.len(), world.failures, switches)
    }

    fn assert_agrees(&self) {
        let reference = self.reference();
        let each = [
            (Reductions::NONE, 1_000),
            (Reductions { handlers: true, ..Reductions::NONE }, usize::MAX),
            (Reductions { messages: true, ..Reductions::NONE }, 77),
            (Reductions { thoughts: true, ..Reductions::NONE }, usize::MAX),
            (Reductions::ALL, 13),
        ];
        for (reductions, slice) in each {
            let (mut check, progress) = self.checked(reductions, slice);
            assert_eq!(progress.status, Status::Complete, "{self:?}");
            if reductions == Reductions::NONE {
                assert_eq!(progress.distinct, reference.count, "{self:?}");
            }
            assert!(progress.distinct <= reference.count, "{self:?}");
            let findings = check.findings();
            let worst = findings
                .each_ref()
                .map(|finding| finding.as_ref().map(|finding| (finding.harm, self.price(finding))));
            assert_eq!(worst, reference.worst, "{self:?}, {reductions:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..walk::config() })]

    /// The same verdict, the same number of worlds, the same price of the run that is shown; with
    /// reductions and without.
    #[test]
    fn one_handler_is_checked_as_clearly(
        pair in 0_usize..1_000,
        failures in 0_u8..=3,
        copies in 0_u8..=2,
        hazards in 0_u16..512,
    ) {
        Scope::of(pair, (1, failures, copies), hazards).assert_agrees();
    }

    #[test]
    fn two_handlers_are_checked_as_clearly(
        pair in 0_usize..1_000,
        failures in 0_u8..=1,
        hazards in 0_u16..512,
    ) {
        Scope::of(pair, (2, failures, failures), hazards).assert_agrees();
    }
}
