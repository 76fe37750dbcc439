//! The search itself: breadth first, level by level, so that the first world found to break a
//! promise is one of the nearest. It knows worlds only as keys, and can be done in slices.

use std::sync::mpsc;

use super::table::Table;
use super::trail::{Batch, Level, Trail, number};
use super::{GOAL_MAX, Key, Model};

/// Worlds looked at together: their successors wait for memory together.
const BATCH: usize = 64;

/// Worlds on a level that are worth a second thread.
const LEVEL_SHARED: usize = 1 << 12;

/// Batches handed from one thread to the other together: that takes time.
const TOGETHER: usize = 32;

/// How many times so many may be looked at and not yet taken in.
const AHEAD: usize = 4;

/// A world found: its position in the order of discovery.
pub type Node = u32;

/// How a search is to go about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plan {
    /// What is kept of each world.
    pub keeps: Keeps,
    /// Bytes it may use.
    pub memory_max: usize,
    /// It ends with the level on which one of these goals is seen, each a bit.
    pub stop_at: u32,
}

/// What is kept of each world, to know it again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Keeps {
    /// All of it: the search is exact.
    #[default]
    Keys,
    /// 64 bits: two worlds with one fingerprint are taken for one, and what only the second leads
    /// to is not seen. See [`Progress::collision_odds`].
    Fingerprints,
}

impl Default for Plan {
    /// Exact, within a gibibyte, to the end.
    fn default() -> Self {
        Self { keeps: Keeps::Keys, memory_max: 1 << 30, stop_at: 0 }
    }
}

/// Whether and how a search has ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// There is more to look at.
    Running,
    /// Every world was looked at.
    Complete,
    /// What was to be found was found, and its level finished.
    Found,
    /// The memory it may use is used up: what it has not looked at is unknown.
    OutOfRoom,
}

/// How far a search is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Different worlds found.
    pub distinct: usize,
    /// Worlds found, each as often as it was: the first, and every successor.
    pub generated: u64,
    /// Worlds on the longest of the shortest ways from the first world: levels begun.
    pub depth: usize,
    /// Worlds found and not looked at yet.
    pub frontier: usize,
    /// Bytes in use.
    pub bytes: usize,
    /// What is kept of each world.
    pub keeps: Keeps,
    /// Whether and how it has ended.
    pub status: Status,
}

impl Progress {
    /// Worlds looked at.
    pub fn looked_at(&self) -> usize {
        self.distinct - self.frontier
    }

    /// The odds, one in so many, that two different worlds were taken for one; `None` if that can't
    /// be. For n fingerprints of 64 bits, n² in 2⁶⁵.
    ///
    /// Source: Leslie Lamport, "Specifying Systems", 14.3.3.
    pub fn collision_odds(&self) -> Option<u128> {
        let count = self.distinct as u128;
        (self.keeps == Keeps::Fingerprints).then(|| (1 << 65) / (count * count).max(1))
    }
}

/// Does two things at once, and returns when both are done. There are no threads here: who has
/// some lends them.
pub type AtOnce = fn(&mut (dyn FnMut() + Send), &mut dyn FnMut());

/// A search on its way.
#[derive(Clone, Debug)]
pub struct Search {
    plan: Plan,
    known: Known,
    trail: Trail,
    /// The level being looked at, and which of its worlds is next.
    level: Level,
    next: usize,
    /// How many worlds were found before this level.
    before: usize,
    generated: u64,
    depth: usize,
    found: [Option<(Node, u8)>; GOAL_MAX],
    /// Goals seen on an earlier level: nothing is nearer.
    settled: u32,
    status: Status,
    batch: Batch,
}

/// What is kept to know a world again.
#[derive(Clone, Debug)]
enum Known {
    Keys(Table<Key>),
    Fingerprints(Table<u64>),
}

impl Known {
    /// Bytes in use.
    fn bytes(&self) -> usize {
        match self {
            Known::Keys(table) => table.bytes(),
            Known::Fingerprints(table) => table.bytes(),
        }
    }
}

impl Search {
    /// A search of all that follows from the first world of `model`.
    pub fn new(model: &mut impl Model, plan: Plan) -> Self {
        let known = match plan.keeps {
            Keeps::Keys => Known::Keys(Table::new()),
            Keeps::Fingerprints => Known::Fingerprints(Table::new()),
        };
        let mut search = Self {
            plan,
            known,
            trail: Trail::default(),
            level: Level::default(),
            next: 0,
            before: 0,
            generated: 0,
            depth: 1,
            found: [None; GOAL_MAX],
            settled: 0,
            status: Status::Running,
            batch: Batch::default(),
        };
        let start = Batch::of(model.start(), model.bytes());
        search.add(&start, 0, 0);
        search.level = std::mem::take(&mut search.trail.coming);
        search
    }

    /// Looks at `count` more worlds, or all there are. Going on later comes to the same, whatever
    /// the counts.
    pub fn advance(&mut self, model: &mut impl Model, count: usize) -> Status {
        let mut left = count;
        while left > 0 && self.status == Status::Running {
            let some = BATCH.min(self.level.keys.len() - self.next).min(left);
            left -= some;
            let mut batch = std::mem::take(&mut self.batch);
            batch.look(model, &self.level, self.next..self.next + some);
            self.take(&batch, self.level.bytes());
            self.descend_after(batch.model_bytes);
            self.batch = batch;
        }
        self.status
    }

    /// Looks at all there are, and does two things at once: one looks at worlds while the other
    /// adds what they lead to. Comes to the same as [`Search::advance`].
    pub fn finish<M: Model + Send>(&mut self, model: &mut M, at_once: AtOnce) -> Status {
        while self.status == Status::Running {
            let level = std::mem::take(&mut self.level);
            if level.keys.len() < LEVEL_SHARED {
                self.level = level;
                self.advance(model, self.level.keys.len().max(1));
                continue;
            }
            let (next, level_bytes) = (self.next, level.bytes());
            let (full, looked_at) = mpsc::sync_channel(AHEAD);
            let (give_back, empty) = mpsc::channel::<Vec<Batch>>();
            // What stays open at an end is waited for at the other.
            let (mut giving, mut looked_at) = (Some((full, empty)), Some(looked_at));
            let mut look = || {
                let (full, empty) = giving.take().expect("it is done once");
                let mut at = next;
                while at < level.keys.len() {
                    let mut batches = empty.try_recv().unwrap_or_default();
                    batches.resize_with(TOGETHER, Batch::default);
                    for batch in &mut batches {
                        let end = level.keys.len().min(at + BATCH);
                        batch.look(model, &level, at..end);
                        at = end;
                    }
                    if full.send(batches).is_err() {
                        break;
                    }
                }
            };
            let mut model_bytes = 0;
            let mut take = || {
                for batches in looked_at.take().expect("it is done once") {
                    for batch in &batches {
                        if self.status == Status::Running {
                            self.take(batch, level_bytes);
                            model_bytes = batch.model_bytes;
                        }
                    }
                    if self.status != Status::Running {
                        break;
                    }
                    // Nobody is left to take them when the level is done.
                    let _ = give_back.send(batches);
                }
            };
            at_once(&mut look, &mut take);
            self.level = level;
            self.descend_after(model_bytes);
        }
        self.status
    }

    /// Takes in what was seen in the next worlds of the level, and adds what they lead to.
    fn take(&mut self, batch: &Batch, level_bytes: usize) {
        for (at, sight) in (self.before + self.next..).zip(&batch.sights) {
            let new = sight.goals() & !self.settled;
            if new != 0 {
                self.note(at, new, sight.rank());
            }
        }
        let fits = self.add(batch, self.before + self.next, level_bytes);
        // What did not fit was not looked at; what did, is not looked at again.
        self.next += if fits { batch.sights.len() } else { 0 };
        if !fits || batch.is_model_full {
            self.status = Status::OutOfRoom;
        }
    }

    /// On to the next level, if there is nothing left of this one.
    fn descend_after(&mut self, model_bytes: usize) {
        if self.status == Status::Running && self.next == self.level.keys.len() {
            self.descend(model_bytes);
        }
    }

    /// Of the worlds on one level that show a goal, the one of the lowest rank is kept, and of
    /// those the first.
    fn note(&mut self, node: usize, goals: u32, rank: u8) {
        let node = number(node);
        for goal in (0..GOAL_MAX).filter(|goal| goals & (1 << goal) != 0) {
            if self.found[goal].is_none_or(|(_, lowest)| rank < lowest) {
                self.found[goal] = Some((node, rank));
            }
        }
    }

    /// Adds what the batch led to, whose first world is `first`; whether there was room for it.
    fn add(&mut self, batch: &Batch, first: usize, level_bytes: usize) -> bool {
        let used = self.known.bytes() + self.trail.bytes() + level_bytes + batch.model_bytes;
        let Self { known, trail, plan, generated, .. } = self;
        let room = plan.memory_max.saturating_sub(used);
        let fits = match known {
            Known::Keys(table) => trail.add(table, batch, first, room),
            Known::Fingerprints(table) => trail.add(table, batch, first, room),
        };
        if fits {
            *generated += (batch.found.keys.len() + batch.found.far.len()) as u64;
        }
        fits
    }

    /// On to the next level, if there is one.
    fn descend(&mut self, model_bytes: usize) {
        self.before += self.level.keys.len();
        std::mem::swap(&mut self.level, &mut self.trail.coming);
        self.trail.coming.keys.clear();
        self.trail.coming.sights.clear();
        self.next = 0;
        let fits = self.add_due(model_bytes);
        let seen = (0..GOAL_MAX).filter(|&goal| self.found[goal].is_some());
        self.settled = seen.fold(0, |seen, goal| seen | 1 << goal);
        if self.settled & self.plan.stop_at != 0 {
            self.status = Status::Found;
        } else if !fits {
            self.status = Status::OutOfRoom;
        } else if self.level.keys.is_empty() && self.trail.is_over() {
            self.status = Status::Complete;
        } else {
            self.depth += 1;
        }
    }

    /// Adds the worlds that are due on the level after this one; whether there was room for them.
    fn add_due(&mut self, model_bytes: usize) -> bool {
        let room = self.plan.memory_max.saturating_sub(self.bytes() + model_bytes);
        match &mut self.known {
            Known::Keys(table) => self.trail.add_due(table, room),
            Known::Fingerprints(table) => self.trail.add_due(table, room),
        }
    }

    fn bytes(&self) -> usize {
        self.known.bytes() + self.trail.bytes() + self.level.bytes()
    }

    /// How far it is; `model` is the one it was made for.
    pub fn progress(&self, model: &impl Model) -> Progress {
        Progress {
            distinct: self.trail.parents.len(),
            generated: self.generated,
            depth: self.depth,
            frontier: self.level.keys.len() - self.next + self.trail.coming.keys.len(),
            bytes: self.bytes() + model.bytes(),
            keeps: self.plan.keeps,
            status: self.status,
        }
    }

    /// A nearest world that shows `goal`, of the lowest rank among those, if one was found. While
    /// its level is not finished another may still take its place.
    pub fn nearest(&self, goal: usize) -> Option<Node> {
        self.found[goal].map(|(node, _)| node)
    }

    /// The way to `node`: from the first world on, which of the successors of each comes next.
    pub fn way(&self, node: Node) -> Vec<u8> {
        let mut way = Vec::new();
        let mut at = node as usize;
        while at != 0 {
            way.push(self.trail.ordinals[at]);
            at = self.trail.parents[at] as usize;
        }
        way.reverse();
        way
    }
}
