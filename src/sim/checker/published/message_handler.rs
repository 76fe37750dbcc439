//! `MessageHandler.tla`, the specification of the workshop, in the variants that its exercises go
//! through: one handler, and every promise broken and mended in turn.
//!
//! Source: github.com/exactly-once/workshop, model-checking.

use super::super::{Key, Model, Sight, Successors};
use super::{OutOfScope, Specification, within};

/// The specification with its constants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MessageHandler {
    variant: Variant,
    /// `MaxFailures`, 0 to 6.
    failures: u8,
    /// `NoMessages`: 1 or 2.
    messages: u8,
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
    /// The same; update and sending once.
    V4b,
    /// The same; each attempt sends what is stored.
    V5,
    /// `MessageHandler_final.tla`: the same with one label less, and one count of failures.
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

const MESSAGE_MAX: u8 = 2;
const FAILURE_MAX: u8 = 6;
/// Attempts there can be.
const ATTEMPT_MAX: u32 = 16;

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
    /// For each message the ids that are in the database.
    db: [u16; MESSAGE_MAX as usize],
    /// And those that are out.
    queue_out: [u16; MESSAGE_MAX as usize],
}

impl MessageHandler {
    /// The specification for so many failures and messages.
    pub fn new(variant: Variant, failures: u8, messages: u8) -> Result<Self, OutOfScope> {
        within("MaxFailures", failures, 0..=FAILURE_MAX)?;
        within("NoMessages", messages, 1..=MESSAGE_MAX)?;
        Ok(Self { variant, failures, messages })
    }

    fn steps(self, world: &World, into: &mut impl FnMut(World)) {
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
                if world.db[message] != 0 {
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
    fn failed(self, world: &World, message: usize) -> Option<World> {
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

    fn done(self, after: &World, effect: Label, message: usize) -> Vec<World> {
        let mut after = *after;
        let own = 1 << (after.transaction - 1);
        let is_stored = after.db[message] != 0;
        match effect {
            Label::Update => {
                let is_guarded = self.variant.is_eventual();
                if !(is_guarded && is_stored) {
                    after.db[message] |= own;
                }
            }
            Label::Both => {
                if !(self.variant == Variant::V3 && is_stored) {
                    after.db[message] |= own;
                    after.queue_out[message] |= own;
                }
            }
            Label::Send if self.variant >= Variant::V5 => {
                // As the specification has it, with whichever of the stored ids.
                let stored = (0..ATTEMPT_MAX).filter(|id| after.db[message] & 1 << id != 0);
                let sent = |id: u32| {
                    let mut after = after;
                    after.queue_out[message] |= 1 << id;
                    after
                };
                return stored.map(sent).collect();
            }
            Label::Send => after.queue_out[message] |= own,
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

fn pack(world: &World) -> Key {
    let small = [
        (world.queue_in, 2),
        (world.processed, 2),
        (world.failures[0], 3),
        (world.failures[1], 3),
        (world.counter, 5),
        (world.label as u8, 3),
        (world.msg, 2),
        (world.transaction, 5),
    ];
    let sets = world.db.iter().chain(&world.queue_out);
    let key = small.iter().fold(0, |key, &(value, bits)| key << bits | Key::from(value));
    sets.fold(key, |key, &set| key << ATTEMPT_MAX | Key::from(set))
}

fn unpack(key: Key) -> World {
    let mut rest = key;
    let mut take = |bits: u32| {
        let value = rest & ((1 << bits) - 1);
        rest >>= bits;
        u16::try_from(value).expect("few bits")
    };
    let [out_2, out_1, db_2, db_1] = [(); 4].map(|()| take(ATTEMPT_MAX));
    let mut small = |bits| u8::try_from(take(bits)).expect("few bits");
    let [transaction, msg, label, counter] = [5, 2, 3, 5].map(&mut small);
    let [failures_2, failures_1, processed, queue_in] = [3, 3, 2, 2].map(small);
    World {
        queue_in,
        processed,
        failures: [failures_1, failures_2],
        counter,
        label: LABELS[usize::from(label)],
        msg,
        transaction,
        db: [db_1, db_2],
        queue_out: [out_1, out_2],
    }
}

impl Model for MessageHandler {
    fn start(&mut self) -> Key {
        pack(&World {
            queue_in: (1..=self.messages).fold(0, |all, message| all | bit(message)),
            processed: 0,
            failures: [0; 2],
            counter: 0,
            label: Label::MainLoop,
            msg: 0,
            transaction: 0,
            db: [0; 2],
            queue_out: [0; 2],
        })
    }

    fn visit(&mut self, key: Key, _: Option<Sight>, next: &mut Successors) -> Sight {
        let world = unpack(key);
        self.steps(&world, &mut |after| next.push(pack(&after), None));
        let done = |message: &usize| world.processed >> message & 1 != 0;
        let any = |wrong: &dyn Fn(usize) -> bool| (0..2).filter(done).any(wrong);
        Sight::of([
            any(&|message| world.queue_out[message] != 0 && world.db[message] == 0),
            any(&|message| world.queue_out[message] == 0 && world.db[message] != 0),
            world.db.iter().any(|ids| ids.count_ones() > 1),
            world.queue_out.iter().any(|ids| ids.count_ones() > 1),
            any(&|message| world.db[message] == 0),
        ])
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
        format!("{:?}", unpack(key))
    }

    fn is_done(&self, key: Key) -> bool {
        let world = unpack(key);
        world.queue_in == 0 && world.label == Label::Receive
    }
}
