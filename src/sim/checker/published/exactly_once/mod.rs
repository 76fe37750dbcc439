//! `exactly_once.tla`, the specification behind "Consistent messaging": two handlers that keep
//! their outbox with the state, in one store.
//!
//! Source: github.com/exactly-once/model-checking. A variable of the specification keeps its last
//! value after the attempt that used it is over; [`Reduction`] says what is forgotten instead.

mod reduction;

pub use reduction::Reduction;

use std::ops::RangeInclusive;

use super::super::{Key, Model, Sight, Successors};
use super::{OutOfScope, Specification, within};

/// The specification with its constants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExactlyOnce {
    /// `MaxQueue`: messages.
    messages: u8,
    /// `MaxRetry`: how often each is tried again.
    retries: u8,
    reduction: Reduction,
    /// Whether a commit compares versions.
    is_checked: bool,
}

const MESSAGE_MAX: u8 = 4;
const RETRY_MAX: u8 = 4;

/// Where a handler stands, by the labels of the specification.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
enum Label {
    #[default]
    MainLoop,
    LockInMsg,
    LoadState,
    ProcessAndCommit,
    SendOutMsg,
    UpdateOutbox,
    AckInMsg,
}

const LABELS: [Label; 7] = [
    Label::MainLoop,
    Label::LockInMsg,
    Label::LoadState,
    Label::ProcessAndCommit,
    Label::SendOutMsg,
    Label::UpdateOutbox,
    Label::AckInMsg,
];

/// The log of state changes and the outbox. Three bits for each message that changed the state, the
/// oldest lowest: a version is a position in them, from 1. Then three bits for each message: 0 is
/// `NULL`, a version is the entry decided on it, 7 is `EMPTY`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
struct Store(u32);

const NULL: u32 = 0;
const EMPTY: u32 = 7;
const LOG_BITS: u32 = 3 * MESSAGE_MAX as u32;
const STORE_BITS: u32 = 2 * LOG_BITS;

impl Store {
    /// How many changes there are.
    fn version(self) -> u32 {
        let log = self.0 & ((1 << LOG_BITS) - 1);
        (u32::BITS - log.leading_zeros()).div_ceil(3)
    }

    /// The message that made this version.
    fn made(self, version: u32) -> u32 {
        self.0 >> (3 * (version - 1)) & 7
    }

    fn append(&mut self, message: u32) {
        self.0 |= message << (3 * self.version());
    }

    fn entry(self, message: u32) -> u32 {
        self.0 >> (LOG_BITS + 3 * (message - 1)) & 7
    }

    fn set_entry(&mut self, message: u32, entry: u32) {
        let at = LOG_BITS + 3 * (message - 1);
        self.0 = self.0 & !(7 << at) | entry << at;
    }
}

/// `queue` and `processed`. There is never more than one copy of a message, so that four bits say
/// where each is: 0 in a handler's hands or gone, then the copies in the queue by how often they
/// were tried again, then those that are processed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
struct Places(u32);

const PLACE_BITS: u32 = 4;
/// Copies that a message can have, one after the other.
const COPIES: u32 = RETRY_MAX as u32 + 1;

impl Places {
    fn of(self, message: u32) -> u32 {
        self.0 >> (PLACE_BITS * (message - 1)) & ((1 << PLACE_BITS) - 1)
    }

    fn put(&mut self, message: u32, place: u32) {
        let at = PLACE_BITS * (message - 1);
        self.0 = self.0 & !(((1 << PLACE_BITS) - 1) << at) | place << at;
    }

    /// Which copy of `message` waits in the queue, if one does.
    fn queued(self, message: u32) -> Option<u32> {
        let place = self.of(message);
        (1..=COPIES).contains(&place).then(|| copy(message, place - 1))
    }

    fn enqueue(&mut self, copy: u32) {
        self.put(message_of(copy), 1 + retry_of(copy));
    }

    fn process(&mut self, copy: u32) {
        self.put(message_of(copy), 1 + COPIES + retry_of(copy));
    }

    /// Whether a copy of `message` was processed.
    fn is_processed(self, message: u32) -> bool {
        self.of(message) > COPIES
    }
}

/// A handler. `msg` is 0 before the first message, and else one more than
/// [`copy`]'s number; `state` is what it read, if it ever did.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
struct Process {
    label: Label,
    msg: u32,
    state: Option<Store>,
}

/// A world of the specification.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
struct World {
    places: Places,
    store: Store,
    /// A bit for each message and version: see [`output`].
    output: u32,
    processes: [Process; 2],
}

/// A message that was tried again so often, as a number below `COPIES * MESSAGE_MAX`.
fn copy(message: u32, retry: u32) -> u32 {
    (message - 1) * COPIES + retry
}

fn message_of(copy: u32) -> u32 {
    1 + copy / COPIES
}

fn retry_of(copy: u32) -> u32 {
    copy % COPIES
}

/// The bit of the output that `message` led to on this version.
fn output(message: u32, version: u32) -> u32 {
    1 << (u32::from(MESSAGE_MAX) * (message - 1) + version - 1)
}

impl ExactlyOnce {
    /// What `MaxQueue` can be.
    pub const MESSAGES: RangeInclusive<u8> = 1..=MESSAGE_MAX;
    /// What `MaxRetry` can be.
    pub const RETRIES: RangeInclusive<u8> = 0..=RETRY_MAX;

    /// The specification for so many messages and retries.
    pub fn new(messages: u8, retries: u8, reduction: Reduction) -> Result<Self, OutOfScope> {
        within("MaxQueue", messages, Self::MESSAGES)?;
        within("MaxRetry", retries, Self::RETRIES)?;
        Ok(Self { messages, retries, reduction, is_checked: true })
    }

    /// The specification made wrong on purpose: a commit does not ask whether the store is as it
    /// was read.
    #[must_use]
    pub fn unchecked(self) -> Self {
        Self { is_checked: false, ..self }
    }

    /// The world that stands for this one of the unreduced specification.
    pub fn image(&self, key: Key) -> Key {
        pack(&self.canonical(unpack(key)))
    }

    fn messages(self) -> impl Iterator<Item = u32> + use<> {
        1..=u32::from(self.messages)
    }

    /// Everything that handler `index` can do next.
    fn steps(self, world: &World, index: usize, into: &mut impl FnMut(World)) {
        let mut after = *world;
        let process = &mut after.processes[index];
        let (label, copy) = (process.label, process.msg.wrapping_sub(1));
        match label {
            Label::MainLoop => {
                process.label = Label::LockInMsg;
                into(after);
            }
            Label::LockInMsg => {
                process.label = Label::LoadState;
                for copy in self.messages().filter_map(|message| world.places.queued(message)) {
                    let mut after = after;
                    after.places.put(message_of(copy), 0);
                    after.processes[index].msg = copy + 1;
                    into(after);
                }
            }
            Label::LoadState => {
                let is_new = world.store.entry(message_of(copy)) == NULL;
                process.state = Some(world.store);
                process.label = if is_new { Label::ProcessAndCommit } else { Label::SendOutMsg };
                into(after);
            }
            Label::ProcessAndCommit => {
                let message = message_of(copy);
                let mut state = process.state.expect("it was loaded");
                let base = state.version();
                state.append(message);
                state.set_entry(message, base + 1);
                process.state = Some(state);
                if world.store.version() == base || !self.is_checked {
                    let mut committed = after;
                    committed.store = state;
                    committed.processes[index].label = Label::SendOutMsg;
                    into(committed);
                }
                into(self.rolled_back(after, index));
            }
            Label::SendOutMsg => {
                let message = message_of(copy);
                let entry = process.state.expect("it was loaded").entry(message);
                process.label = Label::UpdateOutbox;
                let mut sent = after;
                if entry != EMPTY {
                    sent.output |= output(message, entry);
                }
                into(sent);
                if entry != EMPTY {
                    into(self.rolled_back(after, index));
                }
            }
            Label::UpdateOutbox => {
                process.label = Label::AckInMsg;
                let mut updated = after;
                updated.store.set_entry(message_of(copy), EMPTY);
                into(updated);
                into(self.rolled_back(after, index));
            }
            Label::AckInMsg => {
                process.label = Label::MainLoop;
                let mut acknowledged = after;
                acknowledged.places.process(copy);
                into(acknowledged);
                into(self.rolled_back(after, index));
            }
        }
    }

    /// The attempt of handler `index` is over: its message is back, or out of retries and gone.
    fn rolled_back(self, mut world: World, index: usize) -> World {
        let process = &mut world.processes[index];
        process.label = Label::MainLoop;
        if retry_of(process.msg - 1) < u32::from(self.retries) {
            process.msg += 1;
            let copy = process.msg - 1;
            world.places.enqueue(copy);
        }
        world
    }
}

/// Bits of a key for each part.
const PLACES_BITS: u32 = PLACE_BITS * MESSAGE_MAX as u32;
const OUTPUT_BITS: u32 = MESSAGE_MAX as u32 * MESSAGE_MAX as u32;
const SHARED_BITS: u32 = PLACES_BITS + STORE_BITS + OUTPUT_BITS;
const MSG_BITS: u32 = 5;
const LABEL_BITS: u32 = 3;
const PROCESS_BITS: u32 = STORE_BITS + 1 + MSG_BITS + LABEL_BITS;

const _: () = assert!(SHARED_BITS + 2 * PROCESS_BITS < Key::BITS);

fn pack(world: &World) -> Key {
    let shared = u64::from(world.places.0)
        | u64::from(world.store.0) << PLACES_BITS
        | u64::from(world.output) << (PLACES_BITS + STORE_BITS);
    let of = |process: &Process| {
        let state = process.state.map_or(0, |store| store.0 | 1 << STORE_BITS);
        let msg = u64::from(process.msg) << (STORE_BITS + 1);
        u64::from(state) | msg | (process.label as u64) << (STORE_BITS + 1 + MSG_BITS)
    };
    let [one, other] = [&world.processes[0], &world.processes[1]].map(of);
    Key::from(shared)
        | Key::from(one) << SHARED_BITS
        | Key::from(other) << (SHARED_BITS + PROCESS_BITS)
}

fn unpack(key: Key) -> World {
    let bits = |from: u32, count: u32| {
        u32::try_from(key >> from & ((1 << count) - 1)).expect("no more than 32 bits")
    };
    let process = |at: u32| Process {
        label: LABELS[bits(at + STORE_BITS + 1 + MSG_BITS, LABEL_BITS) as usize],
        msg: bits(at + STORE_BITS + 1, MSG_BITS),
        state: (bits(at + STORE_BITS, 1) != 0).then(|| Store(bits(at, STORE_BITS))),
    };
    World {
        places: Places(bits(0, PLACES_BITS)),
        store: Store(bits(PLACES_BITS, STORE_BITS)),
        output: bits(PLACES_BITS + STORE_BITS, OUTPUT_BITS),
        processes: [process(SHARED_BITS), process(SHARED_BITS + PROCESS_BITS)],
    }
}

impl Model for ExactlyOnce {
    fn start(&mut self) -> Key {
        let mut world = World::default();
        self.messages().for_each(|message| world.places.enqueue(copy(message, 0)));
        pack(&self.canonical(world))
    }

    fn visit(&mut self, key: Key, _: Option<Sight>, next: &mut Successors) -> Sight {
        let world = unpack(key);
        for index in 0..world.processes.len() {
            self.steps(&world, index, &mut |after| {
                next.push(pack(&self.canonical(after)), None);
            });
        }
        let broken = [
            self.messages().any(|message| changes(&world, message) > 1),
            self.messages().any(|message| outputs(&world, message).count() > 1),
            self.messages().any(|message| !is_consistent(&world, message)),
        ];
        Sight::of(broken)
    }
}

fn changes(world: &World, message: u32) -> usize {
    (1..=world.store.version()).filter(|&version| world.store.made(version) == message).count()
}

/// The versions on which the outputs of `message` were decided.
fn outputs(world: &World, message: u32) -> impl Iterator<Item = u32> {
    (1..=u32::from(MESSAGE_MAX))
        .filter(move |&version| world.output & output(message, version) != 0)
}

/// Whether, if `message` was processed, its output is of the version that it made.
fn is_consistent(world: &World, message: u32) -> bool {
    !world.places.is_processed(message)
        || outputs(world, message).next().is_some_and(|version| {
            version <= world.store.version() && world.store.made(version) == message
        })
}

impl Specification for ExactlyOnce {
    fn properties(&self) -> &'static [&'static str] {
        &["AtMostOneStateChange", "AtMostOneOutputMsg", "ConsistentStateAndOutput"]
    }

    fn tell(&self, key: Key) -> String {
        format!("{:?}", unpack(key))
    }

    fn is_done(&self, key: Key) -> bool {
        let world = unpack(key);
        let is_empty = self.messages().all(|message| world.places.queued(message).is_none());
        is_empty && world.processes.iter().all(|process| process.label == Label::LockInMsg)
    }
}
