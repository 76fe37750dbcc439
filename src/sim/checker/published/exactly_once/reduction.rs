//! Worlds of the specification that are taken for one.

use super::{ExactlyOnce, Label, MESSAGE_MAX, Places, Process, Store, World, copy};
use super::{message_of, output, outputs, retry_of};

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
            let before = world.places;
            for message in self.messages().filter(|&message| before.is_processed(message)) {
                world.places.process(copy(message, 0));
            }
        }
        if self.reduction >= Reduction::Handlers {
            world.processes.sort_unstable();
        }
        if self.reduction >= Reduction::Messages {
            let count = (1..=usize::from(self.messages)).product::<usize>();
            let others = ORDERS[..count].iter().map(|order| {
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

/// Every order of four messages: what each becomes. First those of two, then those of three, which
/// leave the others where they are.
const ORDERS: [[u32; MESSAGE_MAX as usize]; 24] = [
    [1, 2, 3, 4],
    [2, 1, 3, 4],
    [1, 3, 2, 4],
    [2, 3, 1, 4],
    [3, 1, 2, 4],
    [3, 2, 1, 4],
    [1, 2, 4, 3],
    [1, 3, 4, 2],
    [1, 4, 2, 3],
    [1, 4, 3, 2],
    [2, 1, 4, 3],
    [2, 3, 4, 1],
    [2, 4, 1, 3],
    [2, 4, 3, 1],
    [3, 1, 4, 2],
    [3, 2, 4, 1],
    [3, 4, 1, 2],
    [3, 4, 2, 1],
    [4, 1, 2, 3],
    [4, 1, 3, 2],
    [4, 2, 1, 3],
    [4, 2, 3, 1],
    [4, 3, 1, 2],
    [4, 3, 2, 1],
];

/// The world with every message under another id.
fn relabeled(world: &World, order: [u32; MESSAGE_MAX as usize]) -> World {
    let to = |message: u32| order[message as usize - 1];
    let to_copy = |number: u32| copy(to(message_of(number)), retry_of(number));
    let store = |store: Store| {
        let mut other = Store::default();
        for version in 1..=store.version() {
            other.append(to(store.made(version)));
        }
        for message in 1..=u32::from(MESSAGE_MAX) {
            other.set_entry(to(message), store.entry(message));
        }
        other
    };
    let (mut places, mut sent) = (Places::default(), 0);
    for message in 1..=u32::from(MESSAGE_MAX) {
        places.put(to(message), world.places.of(message));
        let versions = outputs(world, message);
        sent |= versions.fold(0, |sent, version| sent | output(to(message), version));
    }
    World {
        places,
        store: store(world.store),
        output: sent,
        processes: world.processes.map(|process| Process {
            label: process.label,
            msg: if process.msg == 0 { 0 } else { to_copy(process.msg - 1) + 1 },
            state: process.state.map(store),
        }),
    }
}
