//! `exactly_once.tla`, the specification behind "Consistent messaging": two handlers that keep
//! their outbox with the state, in one store.
//!
//! Source: github.com/exactly-once/model-checking. A variable of the specification keeps its last
//! value after the attempt that used it is over; [`Reduction`] says what is forgotten instead.

mod reduction;

pub use reduction::Reduction;

use super::super::{Key, Model, Sight, Successors, halves};
use super::{OutOfScope, Specification, within};
use reduction::is_processed;

/// The specification with its constants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExactlyOnce {
    /// `MaxQueue`: messages, 1 to 3.
    messages: u8,
    /// `MaxRetry`: how often each is tried again, 0 to 4.
    retries: u8,
    reduction: Reduction,
    /// Whether a commit compares versions.
    is_checked: bool,
}

const MESSAGE_MAX: u8 = 3;
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

/// The log of state changes and the outbox. Six bits for the ids of the messages that changed the
/// state, the oldest lowest: a version is a position in them, from 1. Then three bits for each
/// message: 0 is `NULL`, a version is the entry decided on it, 7 is `EMPTY`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
struct Store(u16);

const NULL: u16 = 0;
const EMPTY: u16 = 7;
const STORE_BITS: u32 = 15;

impl Store {
    /// How many changes there are.
    fn version(self) -> u16 {
        let log = self.0 & 0x3f;
        u16::from(log != 0) + u16::from(log > 3) + u16::from(log > 15)
    }

    /// The message that made this version.
    fn made(self, version: u16) -> u16 {
        self.0 >> (2 * (version - 1)) & 3
    }

    fn append(&mut self, message: u16) {
        self.0 |= message << (2 * self.version());
    }

    fn entry(self, message: u16) -> u16 {
        self.0 >> (3 + 3 * message) & 7
    }

    fn set_entry(&mut self, message: u16, entry: u16) {
        let at = 3 + 3 * message;
        self.0 = self.0 & !(7 << at) | entry << at;
    }
}

/// A handler. `msg` is 0 before the first message, and else one more than
/// [`copy`]'s number; `state` is what it read, if it ever did.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
struct Process {
    label: Label,
    msg: u16,
    state: Option<Store>,
}

/// A world of the specification.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
struct World {
    /// A bit for each copy.
    queue: u16,
    store: Store,
    /// A bit for each message and version: see [`output`].
    output: u16,
    /// A bit for each copy.
    processed: u16,
    processes: [Process; 2],
}

/// A message that was tried again so often, as a number below 15.
fn copy(message: u16, retry: u16) -> u16 {
    (message - 1) * (u16::from(RETRY_MAX) + 1) + retry
}

fn message_of(copy: u16) -> u16 {
    1 + copy / (u16::from(RETRY_MAX) + 1)
}

fn retry_of(copy: u16) -> u16 {
    copy % (u16::from(RETRY_MAX) + 1)
}

/// The bit of the output that `message` led to on this version.
fn output(message: u16, version: u16) -> u16 {
    1 << (3 * (message - 1) + version - 1)
}

impl ExactlyOnce {
    /// The specification for so many messages and retries.
    pub fn new(messages: u8, retries: u8, reduction: Reduction) -> Result<Self, OutOfScope> {
        within("MaxQueue", messages, 1..=MESSAGE_MAX)?;
        within("MaxRetry", retries, 0..=RETRY_MAX)?;
        Ok(Self { messages, retries, reduction, is_checked: true })
    }

    /// The same, wrong on purpose: a commit does not ask whether the store is as it was read.
    #[must_use]
    pub fn unchecked(self) -> Self {
        Self { is_checked: false, ..self }
    }

    /// The world that stands for this one of the unreduced specification.
    pub fn image(&self, key: Key) -> Key {
        pack(&self.canonical(unpack(key)))
    }

    fn messages(self) -> impl Iterator<Item = u16> + use<> {
        1..=u16::from(self.messages)
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
                for copy in (0..15).filter(|copy| world.queue & 1 << copy != 0) {
                    let mut after = after;
                    after.queue &= !(1 << copy);
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
                acknowledged.processed |= 1 << copy;
                into(acknowledged);
                into(self.rolled_back(after, index));
            }
        }
    }

    /// The attempt of handler `index` is over: its message is back, or out of retries and gone.
    fn rolled_back(self, mut world: World, index: usize) -> World {
        let process = &mut world.processes[index];
        process.label = Label::MainLoop;
        if retry_of(process.msg - 1) < u16::from(self.retries) {
            process.msg += 1;
            world.queue |= 1 << (process.msg - 1);
        }
        world
    }
}

fn pack(world: &World) -> Key {
    let shared = u64::from(world.queue)
        | u64::from(world.store.0) << 15
        | u64::from(world.output) << 30
        | u64::from(world.processed) << 39;
    let of = |process: &Process| {
        let state = process.state.map_or(0, |store| store.0 | 1 << STORE_BITS);
        u64::from(state) | u64::from(process.msg) << 16 | (process.label as u64) << 20
    };
    let [one, other] = [&world.processes[0], &world.processes[1]].map(of);
    Key::from(one | other << 23) << 64 | Key::from(shared)
}

fn unpack(key: Key) -> World {
    let [shared, local] = halves(key);
    let bits = |half: u64, from: u32, count: u32| {
        u16::try_from(half >> from & ((1 << count) - 1)).expect("no more than sixteen bits")
    };
    let process = |at: u32| Process {
        label: LABELS[usize::from(bits(local, at + 20, 3))],
        msg: bits(local, at + 16, 4),
        state: (bits(local, at + STORE_BITS, 1) != 0).then(|| Store(bits(local, at, STORE_BITS))),
    };
    World {
        queue: bits(shared, 0, 15),
        store: Store(bits(shared, 15, 15)),
        output: bits(shared, 30, 9),
        processed: bits(shared, 39, 15),
        processes: [process(0), process(23)],
    }
}

impl Model for ExactlyOnce {
    fn start(&mut self) -> Key {
        let queue = self.messages().fold(0, |queue, message| queue | 1 << copy(message, 0));
        pack(&self.canonical(World { queue, ..World::default() }))
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

fn changes(world: &World, message: u16) -> usize {
    (1..=world.store.version()).filter(|&version| world.store.made(version) == message).count()
}

/// The versions on which the outputs of `message` were decided.
fn outputs(world: &World, message: u16) -> impl Iterator<Item = u16> {
    (1..=3).filter(move |&version| world.output & output(message, version) != 0)
}

/// Whether, if `message` was processed, its output is of the version that it made.
fn is_consistent(world: &World, message: u16) -> bool {
    !is_processed(world, message)
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
        world.queue == 0 && world.processes.iter().all(|process| process.label == Label::LockInMsg)
    }
}
