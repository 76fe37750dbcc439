//! Worlds of the specification that are taken for one.

use super::{
    ExactlyOnce, Label, MESSAGE_MAX, Process, RETRY_MAX, Store, World, copy, message_of, retry_of,
};

/// Which worlds are taken for one, because whatever can come of the one can come of the other.
/// Each level has those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Reduction {
    /// None: what TLC counts.
    #[default]
    None,
    /// Values that nobody reads again are forgotten.
    DeadValues,
    /// Going back to the queue is one step with what ended the attempt.
    LoopHead,
    /// Of the processed copies only the messages count.
    ProcessedIds,
    /// Handlers are interchangeable.
    Handlers,
    /// Messages are interchangeable.
    Messages,
}

impl Reduction {
    /// Every level, from none.
    pub const ALL: [Reduction; 6] = [
        Reduction::None,
        Reduction::DeadValues,
        Reduction::LoopHead,
        Reduction::ProcessedIds,
        Reduction::Handlers,
        Reduction::Messages,
    ];
}

impl ExactlyOnce {
    /// The one of the worlds taken for one that stands for all of them.
    pub(super) fn canonical(self, mut world: World) -> World {
        if self.reduction >= Reduction::DeadValues {
            world.processes = world.processes.map(living);
        }
        if self.reduction >= Reduction::LoopHead {
            for process in &mut world.processes {
                if process.label == Label::MainLoop {
                    process.label = Label::LockInMsg;
                }
            }
        }
        if self.reduction >= Reduction::ProcessedIds {
            let ids = self.messages().filter(|&message| is_processed(&world, message));
            world.processed = ids.fold(0, |ids, message| ids | 1 << copy(message, 0));
        }
        if self.reduction >= Reduction::Handlers {
            world.processes.sort_unstable();
        }
        if self.reduction >= Reduction::Messages {
            let orders = ORDERS.iter().filter(|order| fixes_above(**order, self.messages));
            let others = orders.map(|order| {
                let mut other = relabeled(&world, *order);
                other.processes.sort_unstable();
                other
            });
            world = others.min().unwrap_or(world);
        }
        world
    }
}

/// A handler without the values that nobody reads again.
fn living(process: Process) -> Process {
    let Process { label, msg, state } = process;
    match label {
        Label::MainLoop | Label::LockInMsg => Process { label, ..Process::default() },
        Label::LoadState | Label::UpdateOutbox | Label::AckInMsg => {
            Process { label, msg, state: None }
        }
        Label::ProcessAndCommit => process,
        Label::SendOutMsg => {
            // Only the entry of its own message counts.
            let message = message_of(msg - 1);
            let mut kept = Store::default();
            kept.set_entry(message, state.expect("it was loaded").entry(message));
            Process { label, msg, state: Some(kept) }
        }
    }
}

/// Whether a copy of `message` was processed.
pub(super) fn is_processed(world: &World, message: u16) -> bool {
    (0..=u16::from(RETRY_MAX)).any(|retry| world.processed & 1 << copy(message, retry) != 0)
}

/// Every order of three messages: what each becomes.
const ORDERS: [[u16; 3]; 6] = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];

fn fixes_above(order: [u16; 3], messages: u8) -> bool {
    (messages..MESSAGE_MAX).all(|index| order[usize::from(index)] == u16::from(index) + 1)
}

/// The world with every message under another id.
fn relabeled(world: &World, order: [u16; 3]) -> World {
    let to = |message: u16| order[usize::from(message - 1)];
    let to_copy = |number: u16| copy(to(message_of(number)), retry_of(number));
    let copies = |set: u16| {
        let present = (0..15).filter(|number| set & 1 << number != 0);
        present.fold(0, |others, number| others | 1 << to_copy(number))
    };
    let store = |store: Store| {
        let mut other = Store::default();
        for version in 1..=store.version() {
            other.append(to(store.made(version)));
        }
        for message in 1..=3 {
            other.set_entry(to(message), store.entry(message));
        }
        other
    };
    let mut sent = 0;
    for message in 1..=3 {
        sent |= (world.output >> (3 * (message - 1)) & 7) << (3 * (to(message) - 1));
    }
    World {
        queue: copies(world.queue),
        store: store(world.store),
        output: sent,
        processed: copies(world.processed),
        processes: world.processes.map(|process| Process {
            label: process.label,
            msg: if process.msg == 0 { 0 } else { to_copy(process.msg - 1) + 1 },
            state: process.state.map(store),
        }),
    }
}
