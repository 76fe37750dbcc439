//! `exactly_once_none_atomic.tla`, the specification behind "Non-atomic outbox": two handlers that
//! stage their outbox beside the state, in stores that commit one after the other.
//!
//! Source: github.com/exactly-once/model-checking, as of commit 15b007f, the one that the post
//! links; what came after it can't acknowledge a message.

use std::ops::RangeInclusive;

use super::super::intern::Interner;
use super::super::parts::Bits;
use super::super::{Key, Model, Sight, Successors};
use super::{OutOfScope, Specification, within};

/// The specification with its constants.
#[derive(Clone, Debug)]
pub struct NoneAtomic {
    /// `MessageCount`: messages.
    messages: u8,
    /// `DupCount`: copies of each; no more than [`COPY_MAX`] copies in all.
    copies: u8,
    /// What there was in outbox, staging and output.
    kept: Interner<Kept>,
    /// The states that there were, in the store or in a handler's hands; the first is none.
    states: Interner<Option<State>>,
}

const MESSAGE_MAX: u8 = 4;
const COPY_MAX: u8 = 8;
/// Versions that an entry may have: two a message, and one ahead in a handler's hands.
const VERSION_MAX: u32 = 2 * MESSAGE_MAX as u32 + 1;

/// The document: the messages that changed it, the oldest first, each with its version; how often
/// it was written; and the open transaction, 0 for none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
struct State {
    history: [(u8, u8); MESSAGE_MAX as usize + 1],
    version: u8,
    transaction: u8,
}

impl State {
    fn append(&mut self, message: u8, version: u8) {
        let free = self.history.iter().position(|entry| entry.0 == 0);
        self.history[free.expect("a message changes a state once, or breaks it")] =
            (message, version);
    }

    fn entries(&self) -> impl Iterator<Item = (u8, u8)> {
        self.history.into_iter().take_while(|entry| entry.0 != 0)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Label {
    #[default]
    MainLoop,
    LockInMsg,
    RedoOutboxCommit,
    RedoStateCommit,
    Process,
    StageOutbox,
    StateCommit,
    OutboxCommit,
    StateCleanup,
    SendAndAck,
}

const LABELS: [Label; 10] = [
    Label::MainLoop,
    Label::LockInMsg,
    Label::RedoOutboxCommit,
    Label::RedoStateCommit,
    Label::Process,
    Label::StageOutbox,
    Label::StateCommit,
    Label::OutboxCommit,
    Label::StateCleanup,
    Label::SendAndAck,
];

/// A handler. `msg` and `transaction` are the number of a copy, from 1; 0 before the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Process {
    label: Label,
    msg: u8,
    transaction: u8,
    state: Option<State>,
}

/// A world of the specification. A transaction has the number of the copy that it is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct World {
    /// A bit for each copy.
    queue: u8,
    store: State,
    kept: Kept,
    /// A bit for each copy.
    processed: u8,
    processes: [Process; 2],
}

/// What is beside the state.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
struct Kept {
    /// For each message the version of its entry, 0 for none.
    outbox: [u8; MESSAGE_MAX as usize],
    /// For each transaction the version of what it staged, 0 for nothing.
    staging: [u8; COPY_MAX as usize],
    /// A bit for each message and version.
    output: u64,
}

impl NoneAtomic {
    /// What `MessageCount` can be.
    pub const MESSAGES: RangeInclusive<u8> = 1..=MESSAGE_MAX;

    /// What `DupCount` can be for so many messages, at least one.
    pub const fn copies(messages: u8) -> RangeInclusive<u8> {
        1..=COPY_MAX / messages
    }

    /// The specification for so many messages, with so many copies of each.
    pub fn new(messages: u8, copies: u8) -> Result<Self, OutOfScope> {
        within("MessageCount", messages, Self::MESSAGES)?;
        within("DupCount", copies, Self::copies(messages))?;
        let mut states = Interner::new();
        states.number(&None);
        Ok(Self { messages, copies, kept: Interner::new(), states })
    }

    fn message_of(&self, copy: u8) -> u8 {
        (copy - 1) / self.copies + 1
    }

    /// Everything that handler `index` can do next.
    fn steps(&self, world: &World, index: usize, into: &mut impl FnMut(World)) {
        let mut after = *world;
        let Process { label, msg, transaction, state } = world.processes[index];
        let process = &mut after.processes[index];
        let read = state.unwrap_or_default();
        let mut failed = *world;
        failed.processes[index].label = Label::MainLoop;
        match label {
            Label::MainLoop => {
                process.label = Label::LockInMsg;
                into(after);
            }
            Label::LockInMsg => {
                process.state = Some(world.store);
                let is_open = world.store.transaction != 0;
                process.label = if is_open { Label::RedoOutboxCommit } else { Label::Process };
                for copy in (1..=COPY_MAX).filter(|copy| world.queue & bit(*copy) != 0) {
                    let mut after = after;
                    after.queue &= !bit(copy);
                    after.processes[index].msg = copy;
                    into(after);
                }
            }
            Label::RedoOutboxCommit => {
                process.label = Label::RedoStateCommit;
                into(self.with_outbox(after, read.transaction));
            }
            Label::RedoStateCommit => settle(after, index, (read, Label::Process), into),
            Label::Process => {
                let message = self.message_of(msg);
                process.label = Label::SendAndAck;
                if world.kept.outbox[usize::from(message - 1)] == 0 {
                    let mut state = read;
                    state.append(message, read.version + 1);
                    state.version += 1;
                    state.transaction = msg;
                    let label = Label::StageOutbox;
                    *process = Process { label, msg, transaction: msg, state: Some(state) };
                }
                into(after);
            }
            Label::StageOutbox => {
                process.label = Label::StateCommit;
                after.kept.staging[usize::from(transaction - 1)] = read.version;
                into(after);
            }
            Label::StateCommit => {
                if world.store.version + 1 == read.version {
                    process.label = Label::OutboxCommit;
                    after.store = read;
                    into(after);
                }
                into(failed);
            }
            Label::OutboxCommit => {
                process.label = Label::StateCleanup;
                into(self.with_outbox(after, transaction));
            }
            Label::StateCleanup => settle(after, index, (read, Label::SendAndAck), into),
            Label::SendAndAck => {
                process.label = Label::MainLoop;
                let message = self.message_of(msg);
                after.kept.output |= output(message, world.kept.outbox[usize::from(message - 1)]);
                after.processed |= bit(msg);
                into(after);
            }
        }
    }

    /// What `transaction` staged is the entry of its message.
    fn with_outbox(&self, mut world: World, transaction: u8) -> World {
        let message = self.message_of(transaction);
        world.kept.outbox[usize::from(message - 1)] =
            world.kept.staging[usize::from(transaction - 1)];
        world
    }

    fn pack(&mut self, world: &World) -> Key {
        let mut key = Bits(0);
        key.push(u32::from(world.queue), COPIES_BITS);
        key.push(u32::from(world.processed), COPIES_BITS);
        key.push(self.kept.number(&world.kept), KEPT_BITS);
        for process in &world.processes {
            key.push(process.label as u32, 4);
            key.push(u32::from(process.msg), 4);
            key.push(u32::from(process.transaction), 4);
        }
        let [one, other] = world.processes.map(|process| process.state);
        for state in [Some(world.store), one, other] {
            key.push(self.states.number(&state), STATE_BITS);
        }
        key.0
    }

    fn unpack(&self, key: Key) -> World {
        let mut key = Bits(key);
        let [other, one, store] = [(); 3].map(|()| *self.states.value(key.pop(STATE_BITS)));
        let mut process = |state: Option<State>| {
            let (transaction, msg) = (small(key.pop(4)), small(key.pop(4)));
            Process { label: LABELS[key.pop(4) as usize], msg, transaction, state }
        };
        let [second, first] = [other, one].map(&mut process);
        let kept = *self.kept.value(key.pop(KEPT_BITS));
        let processed = small(key.pop(COPIES_BITS));
        World {
            queue: small(key.pop(COPIES_BITS)),
            store: store.expect("there is always a store"),
            kept,
            processed,
            processes: [first, second],
        }
    }
}

/// The transaction that handler `index` read is closed, if the store is still as it was; then it
/// goes on at `label`. Or it fails.
fn settle(world: World, index: usize, (read, label): (State, Label), into: &mut impl FnMut(World)) {
    if world.store.version == read.version {
        let mut after = world;
        after.store.transaction = 0;
        after.store.version += 1;
        after.processes[index].label = label;
        into(after);
    }
    let mut failed = world;
    failed.processes[index].label = Label::MainLoop;
    into(failed);
}

fn bit(copy: u8) -> u8 {
    1 << (copy - 1)
}

fn output(message: u8, version: u8) -> u64 {
    1 << (u32::from(message - 1) * VERSION_MAX + u32::from(version) - 1)
}

/// Bits of a key for each part.
const COPIES_BITS: u32 = COPY_MAX as u32;
const KEPT_BITS: u32 = 26;
const STATE_BITS: u32 = 18;

/// Numbers left free for what one slice of a search may find.
const SPARE: usize = 1 << 14;

fn small(value: u32) -> u8 {
    u8::try_from(value).expect("few bits")
}

impl Model for NoneAtomic {
    fn start(&mut self) -> Key {
        let queue = (1..=self.messages * self.copies).fold(0, |queue, copy| queue | bit(copy));
        self.pack(&World { queue, ..World::default() })
    }

    fn visit(&mut self, key: Key, _: Option<Sight>, next: &mut Successors) -> Sight {
        let world = self.unpack(key);
        let mut found = Vec::new();
        for index in 0..world.processes.len() {
            self.steps(&world, index, &mut |after| found.push(after));
        }
        for after in found {
            let key = self.pack(&after);
            next.push(key, None);
        }
        let ids = || 1..=self.messages;
        Sight::of([
            ids().any(|message| made(&world, message).count() > 1),
            ids().any(|message| outputs(&world, message).count() > 1),
            (1..=self.messages * self.copies).any(|copy| {
                let message = self.message_of(copy);
                world.processed & bit(copy) != 0
                    && made(&world, message).next() != outputs(&world, message).next()
            }),
        ])
    }

    fn bytes(&self) -> usize {
        self.states.bytes() + self.kept.bytes()
    }

    fn is_full(&self) -> bool {
        self.states.len() + SPARE > 1 << STATE_BITS || self.kept.len() + SPARE > 1 << KEPT_BITS
    }
}

/// The versions that `message` made.
fn made(world: &World, message: u8) -> impl Iterator<Item = u8> {
    world.store.entries().filter(move |entry| entry.0 == message).map(|(_, version)| version)
}

/// The versions that the outputs of `message` tell of.
fn outputs(world: &World, message: u8) -> impl Iterator<Item = u8> {
    let versions = 1..=small(VERSION_MAX);
    versions.filter(move |&version| world.kept.output & output(message, version) != 0)
}

impl Specification for NoneAtomic {
    fn properties(&self) -> &'static [&'static str] {
        &["AtMostOneStateChange", "AtMostOneOutputMsg", "ConsistentStateAndOutput"]
    }

    fn tell(&self, key: Key) -> String {
        format!("{:?}", self.unpack(key))
    }

    fn is_done(&self, key: Key) -> bool {
        let world = self.unpack(key);
        world.queue == 0 && world.processes.iter().all(|process| process.label == Label::LockInMsg)
    }
}
