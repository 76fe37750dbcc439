//! `MessageHandler.tla`, the specification of the workshop, in the variants that its exercises go
//! through: one handler, and every promise broken and mended in turn.
//!
//! Source: github.com/exactly-once/workshop, model-checking.

use std::ops::RangeInclusive;

use super::super::intern::Interner;
use super::super::parts::Bits;
use super::super::{Key, Model, Sight, Successors};
use super::{OutOfScope, Specification, within};

/// The specification with its constants.
#[derive(Clone, Debug)]
pub struct MessageHandler {
    variant: Variant,
    /// `MaxFailures`.
    failures: u8,
    /// `NoMessages`: messages.
    messages: u8,
    /// What there was in the database and outside.
    ids: Interner<Ids>,
}

/// How far the exercises have come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Variant {
    /// The start: send, then update.
    V0,
    /// Update, then send.
    V1,
    /// Both in one.
    V2,
    /// Both in one, once.
    V3,
    /// One after the other, for ever until it works; the update once, and each attempt sends under
    /// its own id.
    V4a,
    /// One after the other; update and sending once.
    V4b,
    /// One after the other; each attempt sends what is stored.
    V5,
    /// `MessageHandler_final.tla`: as before with one label less, and one count of failures.
    V6,
}

impl Variant {
    /// Every variant, with its name.
    pub const ALL: [(&'static str, Variant); 8] = [
        ("V0", Variant::V0),
        ("V1", Variant::V1),
        ("V2", Variant::V2),
        ("V3", Variant::V3),
        ("V4a", Variant::V4a),
        ("V4b", Variant::V4b),
        ("V5", Variant::V5),
        ("V6", Variant::V6),
    ];

    /// The labels from receiving to acknowledging.
    fn labels(self) -> &'static [Label] {
        use Label::{Ack, Both, Check, Process, Send, Update};
        match self {
            Variant::V0 => &[Process, Send, Update, Ack],
            Variant::V1 | Variant::V4a | Variant::V5 => &[Process, Update, Send, Ack],
            Variant::V2 | Variant::V3 => &[Process, Both, Ack],
            Variant::V4b => &[Process, Check, Update, Send, Ack],
            Variant::V6 => &[Update, Send, Ack],
        }
    }

    /// Whether what fails is tried until it works: failures are counted, and run out.
    fn is_eventual(self) -> bool {
        self >= Variant::V4a
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Label {
    MainLoop,
    Receive,
    Process,
    Check,
    Both,
    Send,
    Update,
    Ack,
}

const LABELS: [Label; 8] = [
    Label::MainLoop,
    Label::Receive,
    Label::Process,
    Label::Check,
    Label::Both,
    Label::Send,
    Label::Update,
    Label::Ack,
];

const MESSAGE_MAX: u8 = 4;
const FAILURE_MAX: u8 = 6;
/// Attempts there can be.
const ATTEMPT_MAX: u32 = 32;

/// A world of the specification; sets are bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct World {
    queue_in: u8,
    processed: u8,
    /// For each message; of the last variant the first counts for all.
    failures: [u8; MESSAGE_MAX as usize],
    counter: u8,
    label: Label,
    /// The message at hand; 0 before the first.
    msg: u8,
    /// One more than the attempt's id; 0 before the first.
    transaction: u8,
    ids: Ids,
}

/// The attempts' ids that have come somewhere; sets are bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
struct Ids {
    /// For each message the ids that are in the database.
    db: [u32; MESSAGE_MAX as usize],
    /// And those that are out.
    queue_out: [u32; MESSAGE_MAX as usize],
}

const _: () = assert!(
    (FAILURE_MAX as u32 + 2) * MESSAGE_MAX as u32 <= ATTEMPT_MAX,
    "each failure of a message takes an attempt, and one more may fail, and one works"
);

impl MessageHandler {
    /// What `MaxFailures` can be.
    pub const FAILURES: RangeInclusive<u8> = 0..=FAILURE_MAX;
    /// What `NoMessages` can be.
    pub const MESSAGES: RangeInclusive<u8> = 1..=MESSAGE_MAX;

    /// The specification for so many failures and messages.
    pub fn new(variant: Variant, failures: u8, messages: u8) -> Result<Self, OutOfScope> {
        within("MaxFailures", failures, Self::FAILURES)?;
        within("NoMessages", messages, Self::MESSAGES)?;
        Ok(Self { variant, failures, messages, ids: Interner::new() })
    }

    fn steps(&self, world: &World, into: &mut impl FnMut(World)) {
        let next = |world: &World| {
            let labels = self.variant.labels();
            let at = labels.iter().position(|label| *label == world.label);
            at.and_then(|at| labels.get(at + 1)).copied().unwrap_or(Label::MainLoop)
        };
        let mut after = World { label: next(world), ..*world };
        let message = usize::from(world.msg.saturating_sub(1));
        match world.label {
            Label::MainLoop => into(World { label: Label::Receive, ..*world }),
            Label::Receive => {
                after.label = self.variant.labels()[0];
                if !self.variant.labels().contains(&Label::Process) {
                    draw(&mut after);
                }
                for msg in (1..=self.messages).filter(|msg| world.queue_in & bit(*msg) != 0) {
                    into(World { msg, ..after });
                }
            }
            Label::Process => {
                draw(&mut after);
                into(after);
            }
            Label::Check => {
                if world.ids.db[message] != 0 {
                    after.label = Label::Ack;
                }
                into(after);
            }
            effect => {
                if let Some(failed) = self.failed(world, message) {
                    into(failed);
                }
                for after in self.done(&after, effect, message) {
                    into(after);
                }
            }
        }
    }

    /// What becomes of a failure, if there can be one.
    fn failed(&self, world: &World, message: usize) -> Option<World> {
        let mut failed = World { label: Label::MainLoop, ..*world };
        let counted = if self.variant == Variant::V6 { 0 } else { message };
        let count = &mut failed.failures[counted];
        if self.variant.is_eventual() {
            let fails = *count <= self.failures;
            *count += 1;
            return fails.then_some(failed);
        }
        if *count < self.failures {
            *count += 1;
        } else {
            failed.queue_in &= !bit(world.msg);
            failed.processed |= bit(world.msg);
        }
        Some(failed)
    }

    fn done(&self, after: &World, effect: Label, message: usize) -> Vec<World> {
        let mut after = *after;
        let own = 1 << (after.transaction - 1);
        let is_stored = after.ids.db[message] != 0;
        match effect {
            Label::Update => {
                let is_guarded = self.variant.is_eventual();
                if !(is_guarded && is_stored) {
                    after.ids.db[message] |= own;
                }
            }
            Label::Both => {
                if !(self.variant == Variant::V3 && is_stored) {
                    after.ids.db[message] |= own;
                    after.ids.queue_out[message] |= own;
                }
            }
            Label::Send if self.variant >= Variant::V5 => {
                // As the specification has it, with whichever of the stored ids.
                let stored = (0..ATTEMPT_MAX).filter(|id| after.ids.db[message] & 1 << id != 0);
                let sent = |id: u32| {
                    let mut after = after;
                    after.ids.queue_out[message] |= 1 << id;
                    after
                };
                return stored.map(sent).collect();
            }
            Label::Send => after.ids.queue_out[message] |= own,
            _ => {
                after.queue_in &= !bit(after.msg);
                after.processed |= bit(after.msg);
            }
        }
        vec![after]
    }
}

/// The attempt draws its id.
fn draw(world: &mut World) {
    world.counter += 1;
    world.transaction = world.counter;
}

fn bit(message: u8) -> u8 {
    1 << (message - 1)
}

/// Bits of a key for each part.
const SET_BITS: u32 = MESSAGE_MAX as u32;
const COUNT_BITS: u32 = 3;
const ATTEMPT_BITS: u32 = 6;
const IDS_BITS: u32 = 30;

impl MessageHandler {
    fn pack(&mut self, world: &World) -> Key {
        let mut key = Bits(0);
        key.push(u32::from(world.queue_in), SET_BITS);
        key.push(u32::from(world.processed), SET_BITS);
        world.failures.iter().for_each(|&count| key.push(u32::from(count), COUNT_BITS));
        key.push(u32::from(world.counter), ATTEMPT_BITS);
        key.push(world.label as u32, 3);
        key.push(u32::from(world.msg), 3);
        key.push(u32::from(world.transaction), ATTEMPT_BITS);
        key.push(self.ids.number(&world.ids), IDS_BITS);
        key.0
    }

    fn unpack(&self, key: Key) -> World {
        let mut key = Bits(key);
        let ids = *self.ids.value(key.pop(IDS_BITS));
        let mut small = |bits| u8::try_from(key.pop(bits)).expect("few bits");
        let [transaction, msg, label, counter] = [ATTEMPT_BITS, 3, 3, ATTEMPT_BITS].map(&mut small);
        let mut failures = [COUNT_BITS; MESSAGE_MAX as usize].map(&mut small);
        failures.reverse();
        let [processed, queue_in] = [SET_BITS; 2].map(small);
        let label = LABELS[usize::from(label)];
        World { queue_in, processed, failures, counter, label, msg, transaction, ids }
    }
}

impl Model for MessageHandler {
    fn start(&mut self) -> Key {
        self.pack(&World {
            queue_in: (1..=self.messages).fold(0, |all, message| all | bit(message)),
            processed: 0,
            failures: [0; MESSAGE_MAX as usize],
            counter: 0,
            label: Label::MainLoop,
            msg: 0,
            transaction: 0,
            ids: Ids::default(),
        })
    }

    fn visit(&mut self, key: Key, _: Option<Sight>, next: &mut Successors) -> Sight {
        let world = self.unpack(key);
        let mut found = Vec::new();
        self.steps(&world, &mut |after| found.push(after));
        for after in found {
            let key = self.pack(&after);
            next.push(key, None);
        }
        let Ids { db, queue_out } = world.ids;
        let done = |message: &usize| world.processed >> message & 1 != 0;
        let any = |wrong: &dyn Fn(usize) -> bool| (0..db.len()).filter(done).any(wrong);
        Sight::of([
            any(&|message| queue_out[message] != 0 && db[message] == 0),
            any(&|message| queue_out[message] == 0 && db[message] != 0),
            db.iter().any(|ids| ids.count_ones() > 1),
            queue_out.iter().any(|ids| ids.count_ones() > 1),
            any(&|message| db[message] == 0),
        ])
    }

    fn bytes(&self) -> usize {
        self.ids.bytes()
    }
}

impl Specification for MessageHandler {
    fn properties(&self) -> &'static [&'static str] {
        &[
            "NoGhostMessages",
            "NoLostMessages",
            "NoDuplicatedProcessings",
            "ConsistentOutput",
            "NoLostWrite",
        ]
    }

    fn tell(&self, key: Key) -> String {
        format!("{:?}", self.unpack(key))
    }

    fn is_done(&self, key: Key) -> bool {
        let world = self.unpack(key);
        world.queue_in == 0 && world.label == Label::Receive
    }
}
