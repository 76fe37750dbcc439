//! What the promises say about a world. They look at what is stored, what is out, and where each
//! message stands, and few worlds differ in that: each such sight is judged once.

use super::Key;
use super::intern::Interner;
use super::parts::{Bits, Numbers};
use super::worlds::{BROKEN, STUCK};
use crate::sim::invariant::{self, Judgement};
use crate::sim::machine::Machine;
use crate::sim::model::{Delivery, Handler, RETRY_MAX, World};

/// The sights judged so far, with the goals that each shows.
#[derive(Clone, Debug)]
pub(super) struct Judge {
    sights: Interner<Key>,
    goals: Vec<u32>,
}

impl Judge {
    pub fn new() -> Self {
        Self { sights: Interner::new(), goals: Vec::new() }
    }

    /// Which promises are broken in `world`, and which are stuck, as goals.
    pub fn goals(&mut self, machine: &Machine, world: &World, numbers: Numbers) -> u32 {
        let at_rest = machine.is_at_rest(world);
        let number = self.sights.number(&seen(machine, world, numbers, at_rest)) as usize;
        if number == self.goals.len() {
            self.goals.push(judged(machine, world, at_rest));
        }
        self.goals[number]
    }

    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        self.sights.bytes() + self.goals.capacity() * size_of::<u32>()
    }
}

/// All of a world that a promise looks at, as a number: what is stored, what is out, whether each
/// message is gone, done or waiting for an operator, what is worked on, and whether anything can
/// still happen. What a handler has in memory, how far it is, and what waits in which order is none
/// of it.
fn seen(machine: &Machine, world: &World, numbers: Numbers, at_rest: bool) -> Key {
    let mut seen = Bits(0);
    numbers.observed().into_iter().for_each(|(number, bits)| seen.push(number, bits));
    for id in machine.work.ids() {
        let gone = world.is_gone(id);
        seen.push(u32::from(gone), 1);
        seen.push(u32::from(gone && machine.work.is_done(world, id)), 1);
        seen.push(u32::from(world.is_aside(id)), 1);
    }
    let mut held = world.handlers.each_ref().map(Handler::held);
    held.sort_unstable();
    for held in held {
        let number = |by: Delivery| u32::from(by.message.0) << 6 | u32::from(by.attempt);
        seen.push(held.map_or(0, number), 8);
    }
    seen.push(u32::from(world.queue.deliveries() >= RETRY_MAX), 1);
    seen.push(u32::from(at_rest), 1);
    seen.0
}

/// Which promises are broken in `world`, and which are stuck, asked of each.
pub(super) fn judged(machine: &Machine, world: &World, at_rest: bool) -> u32 {
    let judgements = invariant::judgements(world, &machine.work, at_rest);
    judgements.into_iter().enumerate().fold(0, |goals, (index, judgement)| match judgement {
        Judgement::Broken(_) => goals | 1 << (BROKEN + index),
        Judgement::Stuck(_) if at_rest => goals | 1 << (STUCK + index),
        _ => goals,
    })
}
