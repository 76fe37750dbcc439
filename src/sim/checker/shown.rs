//! Which of the shortest runs is shown: one with the fewest mishaps, and of those one in which the
//! handlers take turns the least.

use super::Key;
use super::intern::Interner;
use super::parts::{Numbers, Spent};
use super::worlds::{Worlds, handler};
use crate::sim::machine::Choice;
use crate::sim::model::HANDLER_MAX;

/// Worlds that may be looked at to find it.
const WORLD_MAX: usize = 1 << 20;

/// Who took the last step on a way: nobody yet, or which of the handlers.
type Last = usize;

/// What is paid for a run: the rank of its last world, and how often handlers switched.
type Cost = (u8, u8);

/// A world, and who was last there.
type Place = (u32, Last);

/// The end of a way to a world.
#[derive(Clone, Copy, Debug)]
struct End {
    /// How often another handler goes on.
    switches: u8,
    /// The world before it, and who was last there; for the first world nothing.
    from: Option<(u32, Last, Choice)>,
}

/// For each world found, the best of the shortest ways to it, for each handler that may be last.
#[derive(Clone, Debug)]
struct Ways {
    keys: Interner<Key>,
    ends: Vec<[Option<End>; 1 + HANDLER_MAX]>,
}

impl Worlds {
    /// For each goal, given with the number of choices that it takes at least, the run to show.
    /// `None` if that takes too many worlds to say.
    pub fn shown(&mut self, goals: &[(usize, usize)]) -> Option<Vec<Vec<Choice>>> {
        let longest = goals.iter().map(|&(_, length)| length).max().unwrap_or(0);
        let numbers = self.parts.take_apart(&self.rules.machine.start(), Spent::default());
        let mut ways = Ways::from(numbers.key());
        let mut found: Vec<Option<(Cost, Place)>> = vec![None; goals.len()];
        let mut level = 0..1;
        for length in 0..=longest {
            for at in level.clone() {
                let number = u32::try_from(at).expect("there are few");
                let numbers = Numbers::of(*ways.keys.value(number));
                let (world, spent) = self.parts.put_together(numbers);
                if goals.iter().any(|goal| goal.1 == length) {
                    let sight = self.judge(&world, spent, numbers);
                    let wanted = |goal: &(usize, usize)| {
                        goal.1 == length && sight.goals() >> goal.0 & 1 == 1
                    };
                    let showing = goals.iter().zip(&mut found).filter(|(goal, _)| wanted(goal));
                    for (_, best) in showing {
                        let (switches, last) = ways.least(at);
                        let cost = (sight.rank(), switches);
                        if best.is_none_or(|(known, _)| cost < known) {
                            *best = Some((cost, (number, last)));
                        }
                    }
                }
                if length < longest {
                    let Self { rules, parts, .. } = self;
                    rules.follow(&world, spent, false, |made| {
                        let before = (&world, spent, numbers);
                        let after = parts.take_apart_after(before, made.world, made.spent);
                        ways.go_on(number, made.choice, after.key(), level.end);
                    });
                }
            }
            if ways.ends.len() > WORLD_MAX {
                return None;
            }
            level = level.end..ways.ends.len();
        }
        found.into_iter().map(|best| best.map(|(_, (at, last))| ways.run(at, last))).collect()
    }
}

impl Ways {
    fn from(key: Key) -> Self {
        let mut keys = Interner::new();
        keys.number(&key);
        let start = End { switches: 0, from: None };
        Self { keys, ends: vec![[Some(start), None, None]] }
    }

    /// The least switches on a way to a world, and who is last on it.
    fn least(&self, at: usize) -> (u8, Last) {
        let ends = self.ends[at].iter().enumerate();
        let switches = |(last, end): (Last, &Option<End>)| Some((end.as_ref()?.switches, last));
        ends.filter_map(switches).min().expect("every world was come to")
    }

    /// `choice` leads from the world `at` to the one with this key. Worlds before `level_end` are
    /// nearer than that, or as near as `at`: no shortest way comes to them from here.
    fn go_on(&mut self, at: u32, choice: Choice, key: Key, level_end: usize) {
        let number = self.keys.number(&key) as usize;
        if number == self.ends.len() {
            self.ends.push([None; 1 + HANDLER_MAX]);
        }
        if number < level_end {
            return;
        }
        for (last, end) in self.ends[at as usize].into_iter().enumerate() {
            let Some(end) = end else { continue };
            let next = handler(choice).map_or(last, |handler| 1 + handler.index());
            let switches = end.switches + u8::from(last != 0 && next != last);
            let known = &mut self.ends[number][next];
            if known.is_none_or(|known| switches < known.switches) {
                *known = Some(End { switches, from: Some((at, last, choice)) });
            }
        }
    }

    fn run(&self, at: u32, last: Last) -> Vec<Choice> {
        let from = |&(at, last, _): &(u32, Last, Choice)| self.ends[at as usize][last]?.from;
        let end = self.ends[at as usize][last].and_then(|end| end.from);
        let mut choices: Vec<Choice> =
            std::iter::successors(end, from).map(|(_, _, choice)| choice).collect();
        choices.reverse();
        choices
    }
}
