//! Random runs, for what is too large to be searched: a smoke test, never a proof. The same seed
//! gives the same runs everywhere.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg32;

use super::bounds::Bounds;
use super::check::{Finding, Findings, Harm, harmed};
use super::judge::judged;
use super::parts::Spent;
use super::rules::Rules;
use super::seen::Seen;
use super::worlds::{BROKEN, STUCK};
use crate::sim::invariant;
use crate::sim::machine::{Choice, Machine};
use crate::sim::model::World;

/// Choices in one run; one that takes more is left unfinished.
const CHOICE_MAX: usize = 400;

/// How random runs are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dice {
    /// How many runs.
    pub runs: u32,
    /// One choice in so many is a mishap, where one is possible; at least 1.
    pub one_in: u32,
    /// What the dice start from.
    pub seed: u32,
}

/// Random runs on their way.
#[derive(Clone, Debug)]
pub struct Walks {
    rules: Rules,
    dice: Dice,
    random: Pcg32,
    outcomes: Outcomes,
}

/// What became of the runs so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outcomes {
    /// How many there were.
    pub runs: u32,
    /// Choices in all of them.
    pub choices: u64,
    /// How many broke each promise of [`invariant::ALL`], or left it stuck.
    pub counts: [[u32; 2]; invariant::ALL.len()],
    /// How many kept every promise to their end.
    pub kept: u32,
    /// What went wrong in any of them.
    pub seen: Seen,
    /// The shortest of the runs that came to it.
    pub shortest: Findings,
}

impl Walks {
    /// Random runs of `machine` within `bounds`.
    pub fn new(machine: Machine, bounds: Bounds, dice: Dice) -> Self {
        let random = Pcg32::seed_from_u64(u64::from(dice.seed));
        Self { rules: Rules::new(machine, bounds), dice, random, outcomes: Outcomes::default() }
    }

    /// Makes `count` more runs, or those that are left. Returns whether there are more.
    pub fn advance(&mut self, count: u32) -> bool {
        for _ in 0..count.min(self.dice.runs - self.outcomes.runs) {
            self.walk();
        }
        self.outcomes.runs < self.dice.runs
    }

    /// What became of the runs so far.
    pub fn outcomes(&self) -> &Outcomes {
        &self.outcomes
    }

    /// What goes wrong in the runs, none of which is judged, until that is `enough`.
    pub(super) fn glimpse(&mut self, enough: impl Fn(Seen) -> bool) -> Seen {
        for _ in 0..self.dice.runs {
            if enough(self.outcomes.seen) {
                break;
            }
            let (mut world, mut spent) = (self.rules.machine.start(), Spent::default());
            for _ in 0..CHOICE_MAX {
                let Some((_, after, after_spent)) = self.next(&world, spent) else { break };
                (world, spent) = (after, after_spent);
            }
        }
        self.outcomes.seen
    }

    fn walk(&mut self) {
        let machine = self.rules.machine;
        let (mut world, mut spent) = (machine.start(), Spent::default());
        let mut choices: Vec<Choice> = Vec::new();
        let mut broken = 0;
        while choices.len() < CHOICE_MAX {
            let goals = judged(&machine, &world, machine.is_at_rest(&world));
            self.keep(&choices, goals & !broken);
            broken |= goals;
            let Some((choice, after, after_spent)) = self.next(&world, spent) else { break };
            choices.push(choice);
            (world, spent) = (after, after_spent);
        }
        let outcomes = &mut self.outcomes;
        outcomes.runs += 1;
        outcomes.choices += choices.len() as u64;
        outcomes.kept += u32::from(broken == 0);
    }

    /// What happens next: a mishap once in so many times, and else whatever happens by itself.
    fn next(&mut self, world: &World, spent: Spent) -> Option<(Choice, World, Spent)> {
        let (mut usual, mut mishaps) = (Vec::new(), Vec::new());
        self.rules.follow(world, spent, false, |made| {
            let next = (made.choice, *made.world, made.spent);
            if made.spent == spent { usual.push(next) } else { mishaps.push(next) }
        });
        let goes_wrong = !usual.is_empty() && self.random.random_range(0..self.dice.one_in) == 0;
        let all = if goes_wrong && !mishaps.is_empty() { mishaps } else { usual };
        // As wide on every machine, so that every machine draws the same.
        let count = u32::try_from(all.len()).expect("few things can happen");
        let next = (count > 0).then(|| all[self.random.random_range(0..count) as usize]);
        if let Some((choice, _, after)) = next
            && after != spent
        {
            self.outcomes.seen.note(choice);
        }
        next
    }

    /// Keeps the run if it is the first or the shortest to come to one of `goals`.
    fn keep(&mut self, choices: &[Choice], goals: u32) {
        for (promise, counts) in self.outcomes.counts.iter_mut().enumerate() {
            for (harm, goal) in [(Harm::Broken, BROKEN), (Harm::Stuck, STUCK)] {
                if goals >> (goal + promise) & 1 == 0 {
                    continue;
                }
                counts[usize::from(harm == Harm::Stuck)] += 1;
                let shortest = &mut self.outcomes.shortest[promise];
                let is_better = shortest.as_ref().is_none_or(|known| {
                    known.harm < harm || (known.harm == harm && known.choices.len() > choices.len())
                });
                if is_better {
                    let choices = choices.to_vec();
                    let harmed = harmed(&self.rules.machine, &choices, promise);
                    *shortest = Some(Finding { harm, choices, harmed });
                }
            }
        }
    }
}
