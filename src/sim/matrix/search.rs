//! The search behind one cell: breadth first, so that the first run found is a shortest one.
//! Resumable, so that a page can do it between two pictures.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use super::column::{Column, Gap, Kind, Mishap};
use super::{Cell, Finding, Harm};
use crate::sim::approach::Approach;
use crate::sim::invariant::{self, Judgement};
use crate::sim::io::{EffectKind, Failure};
use crate::sim::machine::{Choice, Happening, Machine};
use crate::sim::model::{HandlerId, MessageId, World};
use crate::sim::scenario::Case;

/// Kinds of mishap in one column.
const MISHAP_MAX: usize = 3;

/// Worlds in one search, of about a kilobyte each. A search that needs more ends without an answer.
const WORLD_MAX: usize = 100_000;

/// One search, on its way.
#[derive(Clone, Debug)]
pub struct Search {
    machine: Machine,
    column: &'static Column,
    nodes: Vec<Node>,
    /// Nodes by fingerprint; of two with one, the second stands behind it.
    known: BTreeMap<u64, usize>,
    /// The node to look at next.
    next: usize,
    /// Whether everything that the column is about has happened in some world.
    struck: bool,
    /// Whether two handlers were at work at once.
    together: bool,
    raced: bool,
    found: [Option<(Harm, usize)>; invariant::ALL.len()],
}

/// A world, with what has gone wrong on the way there.
#[derive(Clone, Copy, Debug)]
struct Node {
    world: World,
    spent: [u8; MISHAP_MAX],
    /// The node before and the choice made there; none for the first.
    from: Option<(usize, Choice)>,
}

impl Search {
    /// A search of what `column` lets happen to `approach`, with the messages of `case`.
    pub fn new(case: Case, approach: &'static Approach, column: &'static Column) -> Self {
        let machine = Machine { approach, work: column.case(case).work() };
        let mut search = Self {
            machine,
            column,
            nodes: Vec::new(),
            known: BTreeMap::new(),
            next: 0,
            struck: false,
            together: false,
            raced: false,
            found: [None; invariant::ALL.len()],
        };
        search.add(&Node { world: machine.start(), spent: [0; MISHAP_MAX], from: None });
        search
    }

    /// Looks at more worlds, each for one of `budget`, as long as there are any of both. Returns
    /// whether the search is over.
    pub fn advance(&mut self, budget: &mut usize) -> bool {
        while *budget > 0 && !self.is_over() {
            *budget -= 1;
            let node = self.nodes[self.next];
            if self.has_struck(&node) {
                self.struck = true;
                self.judge(&node.world);
            }
            self.go_on(&node);
            self.next += 1;
        }
        self.is_over()
    }

    /// Whether everything that the column is about has happened on the way to `node`.
    fn has_struck(&self, node: &Node) -> bool {
        let mut mishaps = self.column.mishaps.iter().zip(node.spent);
        mishaps.all(|(mishap, spent)| !mishap.needed || spent == mishap.most)
    }

    fn is_over(&self) -> bool {
        self.next == self.nodes.len() || self.nodes.len() >= WORLD_MAX
    }

    /// The answer, once the search is over.
    pub fn cell(&self) -> Cell {
        let findings = std::array::from_fn(|promise| {
            let (harm, node) = self.found[promise]?;
            let choices = self.choices(node);
            let since = self.broken_before(promise, node);
            let harmed = if harm == Harm::Broken { choices.len() - since } else { choices.len() };
            Some(Finding { harm, choices, harmed })
        });
        Cell {
            strikes: self.struck && (self.column.handlers == 1 || self.together),
            findings,
            raced: self.raced,
            worlds: self.nodes.len(),
            complete: self.next == self.nodes.len(),
        }
    }

    /// How many choices before `node` the promise was broken already.
    fn broken_before(&self, promise: usize, node: usize) -> usize {
        let before = |&node: &usize| self.nodes[node].from.map(|(before, _)| before);
        let broken = |&node: &usize| {
            let judgement = invariant::ALL[promise].judgement(
                &self.nodes[node].world,
                &self.machine.work,
                false,
            );
            judgement.is_broken()
        };
        std::iter::successors(before(&node), before).take_while(broken).count()
    }

    fn choices(&self, mut node: usize) -> Vec<Choice> {
        let mut choices = Vec::new();
        while let Some((before, choice)) = self.nodes[node].from {
            choices.push(choice);
            node = before;
        }
        choices.reverse();
        choices
    }

    fn judge(&mut self, world: &World) {
        let at_rest = self.machine.is_at_rest(world);
        let busy = world.handlers.iter().filter(|handler| handler.held().is_some()).count();
        self.together |= busy > 1;
        for (promise, found) in invariant::ALL.iter().zip(&mut self.found) {
            let harm = match promise.judgement(world, &self.machine.work, at_rest) {
                Judgement::Broken(_) => Harm::Broken,
                Judgement::Stuck(_) if at_rest => Harm::Stuck,
                _ => continue,
            };
            if found.is_none_or(|(known, _)| known < harm) {
                *found = Some((harm, self.next));
            }
        }
    }

    fn go_on(&mut self, node: &Node) {
        let progress = self.machine.progress(&node.world);
        for choice in self.machine.enabled(&node.world) {
            if handler(choice).is_some_and(|handler| handler.index() >= self.column.handlers) {
                continue;
            }
            let (world, happening) = self.machine.apply(node.world, choice);
            let mut spent = node.spent;
            if !progress.contains(&choice) {
                let Some(index) = self.allowed(&spent, choice, &happening, &world) else {
                    continue;
                };
                spent[index] += 1;
            }
            self.raced |= lost_race(&happening);
            self.add(&Node { world, spent, from: Some((self.next, choice)) });
        }
    }

    /// The entry of the column that lets `choice` go wrong, if one still does.
    fn allowed(
        &self,
        spent: &[u8],
        choice: Choice,
        happening: &Happening,
        after: &World,
    ) -> Option<usize> {
        let lets = |kind: &Kind| match (kind, choice) {
            (Kind::Crash(gaps), Choice::Fail(_, failure)) => {
                let gap = self.gap(after, happening.message());
                failure.ends_attempt() && gaps.contains(&gap)
            }
            (Kind::Suffers(wanted), Choice::Fail(_, failure)) => *wanted == failure,
            (Kind::Turns(kind), Choice::Turn(turn)) => *kind == turn.kind,
            _ => false,
        };
        let fits =
            |(mishap, &spent): (&Mishap, &u8)| spent < mishap.most && mishap.kinds.iter().any(lets);
        self.column.mishaps.iter().zip(spent).position(fits)
    }

    /// How far `message` has come in `world`.
    fn gap(&self, world: &World, message: MessageId) -> Gap {
        let read = world.store.before(message);
        let state = world.store.state(read.unwrap_or(world.store.latest()));
        let due: Vec<_> = self.machine.work.message(message).published(state).collect();
        let out = due.iter().filter(|(event, _)| world.has_sent(message, *event)).count();
        match (read.is_some(), out) {
            (true, out) if out == due.len() => Gap::After,
            (false, 0) => Gap::Before,
            (_, out) if out == 0 || out == due.len() => Gap::Between,
            _ => Gap::Among,
        }
    }

    fn add(&mut self, node: &Node) {
        let mut key = fingerprint(node);
        while let Some(&index) = self.known.get(&key) {
            let known = &self.nodes[index];
            if known.world == node.world && known.spent == node.spent {
                return;
            }
            key = key.wrapping_add(1);
        }
        self.known.insert(key, self.nodes.len());
        self.nodes.push(*node);
    }
}

/// The handler whose step `choice` is.
fn handler(choice: Choice) -> Option<HandlerId> {
    match choice {
        Choice::Step(handler) | Choice::Fail(handler, _) => Some(handler),
        Choice::Turn(_) => None,
    }
}

/// Whether a write, or the promise of one, was refused because of what another attempt stored.
fn lost_race(happening: &Happening) -> bool {
    matches!(
        happening,
        Happening::Step { effect, failure: Some(Failure::Conflict), .. }
            if matches!(effect.kind(), EffectKind::Persist | EffectKind::Vote)
    )
}

fn fingerprint(node: &Node) -> u64 {
    let mut fold = Fold(0);
    node.world.hash(&mut fold);
    node.spent.hash(&mut fold);
    fold.finish()
}

/// Multiplies and folds: fast, and the same everywhere.
struct Fold(u64);

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
