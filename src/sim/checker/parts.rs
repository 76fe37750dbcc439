//! Worlds taken apart: each part is kept once, and a world is the numbers of its parts, in one key.
//! A step changes a part or two, so that few parts there are make many worlds.

use std::hash::Hash;

use super::Key;
use super::alike::{Alike, Renamed};
use super::bounds::MISHAP_MAX;
use super::intern::Interner;
use crate::sim::model::{
    Beside, Bounded, HANDLER_MAX, Handler, HandlerId, OUTPUT_MAX, Output, Queue, Sender, Store,
    World,
};

/// How often each entry of the bounds has happened on the way to a world.
pub(super) type Spent = [u8; MISHAP_MAX];

/// What is on its way, and what has gone wrong.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Way {
    queue: Queue,
    sender: Sender,
    failures: u8,
    spent: Spent,
}

/// Every part that there was in any world.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    ways: Interner<Way>,
    stores: Interner<Store>,
    besides: Interner<Beside>,
    sents: Interner<Bounded<Output, OUTPUT_MAX>>,
    handlers: Interner<Handler>,
    twins: Twins,
}

/// For each part by its number, that of the same part where two messages have changed places.
#[derive(Clone, Debug, Default)]
struct Twins {
    ways: Vec<Option<u32>>,
    stores: Vec<Option<u32>>,
    besides: Vec<Option<u32>>,
    sents: Vec<Option<u32>>,
    handlers: Vec<Option<u32>>,
}

/// The numbers of a world's parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Numbers {
    pub way: u32,
    pub store: u32,
    pub beside: u32,
    pub sent: u32,
    pub handlers: [u32; HANDLER_MAX],
}

/// Bits of a key for each part.
const WAY_BITS: u32 = 22;
const STORE_BITS: u32 = 21;
const BESIDE_BITS: u32 = 18;
const SENT_BITS: u32 = 22;
const HANDLER_BITS: u32 = 22;

impl Parts {
    pub fn new() -> Self {
        Self {
            ways: Interner::new(),
            stores: Interner::new(),
            besides: Interner::new(),
            sents: Interner::new(),
            handlers: Interner::new(),
            twins: Twins::default(),
        }
    }

    /// Takes `world` apart.
    pub fn take_apart(&mut self, world: &World, spent: Spent) -> Numbers {
        let World { queue, sender, failures, .. } = *world;
        Numbers {
            way: self.ways.number(&Way { queue, sender, failures, spent }),
            store: self.stores.number(&world.store),
            beside: self.besides.number(&world.beside),
            sent: self.sents.number(&world.sent),
            handlers: world.handlers.each_ref().map(|handler| self.handlers.number(handler)),
        }
    }

    /// Takes a world apart that follows from `before`: what has not changed keeps its number.
    pub fn take_apart_after(
        &mut self,
        before: (&World, Spent, Numbers),
        world: &World,
        spent: Spent,
    ) -> Numbers {
        let (old, old_spent, mut numbers) = before;
        let World { queue, sender, failures, .. } = *world;
        if queue != old.queue
            || failures != old.failures
            || sender != old.sender
            || spent != old_spent
        {
            numbers.way = self.ways.number(&Way { queue, sender, failures, spent });
        }
        if world.store != old.store {
            numbers.store = self.stores.number(&world.store);
        }
        if world.beside != old.beside {
            numbers.beside = self.besides.number(&world.beside);
        }
        if world.sent != old.sent {
            numbers.sent = self.sents.number(&world.sent);
        }
        for (index, handler) in world.handlers.iter().enumerate() {
            if *handler != old.handlers[index] {
                numbers.handlers[index] = self.handlers.number(handler);
            }
        }
        numbers
    }

    /// The numbers of a world in which nothing has changed but one handler.
    pub fn with_handler(&mut self, mut numbers: Numbers, of: HandlerId, world: &World) -> Numbers {
        numbers.handlers[of.index()] = self.handlers.number(&world.handlers[of.index()]);
        numbers
    }

    /// The numbers of the world in which two messages have changed places; always the same two.
    pub fn renamed(&mut self, numbers: Numbers, alike: Alike) -> Numbers {
        let Self { ways, stores, besides, sents, handlers, twins } = self;
        Numbers {
            way: twin(ways, &mut twins.ways, numbers.way, alike),
            store: twin(stores, &mut twins.stores, numbers.store, alike),
            beside: twin(besides, &mut twins.besides, numbers.beside, alike),
            sent: twin(sents, &mut twins.sents, numbers.sent, alike),
            handlers: numbers
                .handlers
                .map(|handler| twin(handlers, &mut twins.handlers, handler, alike)),
        }
    }

    /// The world of these parts.
    pub fn put_together(&self, numbers: Numbers) -> (World, Spent) {
        let Way { queue, sender, failures, spent } = *self.ways.value(numbers.way);
        let world = World {
            queue,
            sender,
            handlers: numbers.handlers.map(|handler| *self.handlers.value(handler)),
            store: *self.stores.value(numbers.store),
            beside: *self.besides.value(numbers.beside),
            sent: *self.sents.value(numbers.sent),
            failures,
        };
        (world, spent)
    }

    /// Whether a key may not have room for one part more.
    pub fn is_full(&self, margin: usize) -> bool {
        let full = |count: usize, bits: u32| count + margin >= 1 << bits;
        full(self.ways.len(), WAY_BITS)
            || full(self.stores.len(), STORE_BITS)
            || full(self.besides.len(), BESIDE_BITS)
            || full(self.sents.len(), SENT_BITS)
            || full(self.handlers.len(), HANDLER_BITS)
    }

    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        self.ways.bytes()
            + self.stores.bytes()
            + self.besides.bytes()
            + self.sents.bytes()
            + self.handlers.bytes()
            + self.twins.bytes()
    }
}

/// The number of the part that `part` becomes where two messages change places.
fn twin<T: Renamed + Copy + Eq + Hash>(
    parts: &mut Interner<T>,
    twins: &mut Vec<Option<u32>>,
    part: u32,
    alike: Alike,
) -> u32 {
    if let Some(&Some(known)) = twins.get(part as usize) {
        return known;
    }
    let renamed = parts.value(part).renamed(alike);
    let other = parts.number(&renamed);
    twins.resize(parts.len(), None);
    twins[part as usize] = Some(other);
    twins[other as usize] = Some(part);
    other
}

impl Twins {
    /// Bytes in use.
    fn bytes(&self) -> usize {
        let Self { ways, stores, besides, sents, handlers } = self;
        let all = [ways, stores, besides, sents, handlers].map(Vec::capacity);
        all.iter().sum::<usize>() * size_of::<Option<u32>>()
    }
}

impl Renamed for Way {
    fn renamed(&self, alike: Alike) -> Self {
        let Self { queue, sender, failures, spent } = *self;
        let (queue, sender) = (queue.renamed(alike), sender.renamed(alike));
        Self { queue, sender, failures, spent }
    }
}

impl Numbers {
    /// As a key.
    pub fn key(self) -> Key {
        let mut key = Bits(0);
        key.push(self.way, WAY_BITS);
        self.observed().into_iter().for_each(|(number, bits)| key.push(number, bits));
        self.handlers.into_iter().for_each(|number| key.push(number, HANDLER_BITS));
        key.0
    }

    /// Back from a key.
    pub fn of(key: Key) -> Self {
        let mut key = Bits(key);
        let [other, one] = [HANDLER_BITS; 2].map(|bits| key.pop(bits));
        let [sent, beside, store] = [SENT_BITS, BESIDE_BITS, STORE_BITS].map(|bits| key.pop(bits));
        Self { way: key.pop(WAY_BITS), store, beside, sent, handlers: [one, other] }
    }

    /// What is stored and what is out, each number with the bits that it may take.
    pub fn observed(self) -> [(u32, u32); 3] {
        [(self.store, STORE_BITS), (self.beside, BESIDE_BITS), (self.sent, SENT_BITS)]
    }
}

/// Numbers in a key, the last one lowest.
pub(super) struct Bits(pub Key);

impl Bits {
    /// Puts `number` into the lowest `bits`, above which there is nothing of it.
    pub fn push(&mut self, number: u32, bits: u32) {
        debug_assert!(number >> bits == 0, "{number} does not fit into {bits} bits");
        self.0 = self.0 << bits | Key::from(number);
    }

    /// Takes the number out of the lowest `bits`.
    pub fn pop(&mut self, bits: u32) -> u32 {
        let number = self.0 & ((1 << bits) - 1);
        self.0 >>= bits;
        u32::try_from(number).expect("few bits")
    }
}
