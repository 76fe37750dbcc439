//! `exactly_once.tla` once more, written for Stateright, and both searches of it in one run: how
//! many times as many worlds a second ours finds, on one thread each. Prints the counts too, which
//! must be equal.
//!
//! Source of the comparison: Stateright, github.com/stateright/stateright.

#![expect(clippy::disallowed_types, reason = "a benchmark measures time")]
#![expect(clippy::cast_precision_loss, reason = "a pace is told with two digits")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use redelivery::sim::checker::published::{ExactlyOnce, Reduction};
use redelivery::sim::checker::{Plan, Search, Status};
use stateright::{Checker, Model, Property};

/// `MaxQueue`.
const MESSAGES: u8 = 3;
/// `MaxRetry`, where somebody asked for the measurement.
const RETRIES: u8 = 1;

/// The specification as one would write it for Stateright.
struct Specification {
    retries: u8,
}

type Msg = (u8, u8);

/// The versions of each message's change, oldest first, and each message's outbox entry.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Store {
    log: Vec<u8>,
    outbox: BTreeMap<u8, Entry>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Entry {
    Decided(u8),
    Empty,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Label {
    MainLoop,
    LockInMsg,
    LoadState,
    ProcessAndCommit,
    SendOutMsg,
    UpdateOutbox,
    AckInMsg,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Process {
    label: Label,
    msg: Option<Msg>,
    state: Option<Store>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct World {
    queue: BTreeSet<Msg>,
    store: Store,
    output: BTreeSet<(u8, u8)>,
    processed: BTreeSet<Msg>,
    processes: Vec<Process>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Action {
    Go(usize),
    Take(usize, Msg),
    RollBack(usize),
}

impl Specification {
    fn rolled_back(&self, mut world: World, index: usize) -> World {
        let process = &mut world.processes[index];
        process.label = Label::MainLoop;
        if let Some((id, retry)) = process.msg.filter(|(_, retry)| *retry < self.retries) {
            process.msg = Some((id, retry + 1));
            world.queue.insert((id, retry + 1));
        }
        world
    }

    /// The state as it is after the handler has processed its message, committed or not.
    fn processed(process: &Process) -> Option<Store> {
        let (id, _) = process.msg?;
        let mut state = process.state.clone()?;
        state.log.push(id);
        let version = u8::try_from(state.log.len()).ok()?;
        state.outbox.insert(id, Entry::Decided(version));
        Some(state)
    }
}

impl Model for Specification {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let idle = Process { label: Label::MainLoop, msg: None, state: None };
        vec![World {
            queue: (1..=MESSAGES).map(|id| (id, 0)).collect(),
            store: Store { log: Vec::new(), outbox: BTreeMap::new() },
            output: BTreeSet::new(),
            processed: BTreeSet::new(),
            processes: vec![idle.clone(), idle],
        }]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        for (index, process) in world.processes.iter().enumerate() {
            let own = process.msg.map(|(id, _)| id);
            let entry = || process.state.as_ref()?.outbox.get(&own?);
            match process.label {
                Label::MainLoop | Label::LoadState => actions.push(Action::Go(index)),
                Label::LockInMsg => {
                    actions.extend(world.queue.iter().map(|&msg| Action::Take(index, msg)));
                }
                Label::ProcessAndCommit => {
                    let read = process.state.as_ref().map(|state| state.log.len());
                    if read == Some(world.store.log.len()) {
                        actions.push(Action::Go(index));
                    }
                    actions.push(Action::RollBack(index));
                }
                Label::SendOutMsg if entry() == Some(&Entry::Empty) => {
                    actions.push(Action::Go(index));
                }
                _ => actions.extend([Action::Go(index), Action::RollBack(index)]),
            }
        }
    }

    fn next_state(&self, world: &World, action: Action) -> Option<World> {
        let mut after = world.clone();
        let index = match action {
            Action::Take(index, msg) => {
                after.queue.remove(&msg);
                after.processes[index].msg = Some(msg);
                after.processes[index].label = Label::LoadState;
                return Some(after);
            }
            Action::RollBack(index) => {
                if world.processes[index].label == Label::ProcessAndCommit {
                    after.processes[index].state = Self::processed(&world.processes[index]);
                }
                return Some(self.rolled_back(after, index));
            }
            Action::Go(index) => index,
        };
        let process = &mut after.processes[index];
        let own = process.msg.map_or(0, |(id, _)| id);
        process.label = match process.label {
            Label::MainLoop => Label::LockInMsg,
            Label::LockInMsg => return None,
            Label::LoadState => {
                process.state = Some(world.store.clone());
                let is_new = !world.store.outbox.contains_key(&own);
                if is_new { Label::ProcessAndCommit } else { Label::SendOutMsg }
            }
            Label::ProcessAndCommit => {
                let state = Self::processed(process)?;
                after.store = state.clone();
                process.state = Some(state);
                Label::SendOutMsg
            }
            Label::SendOutMsg => {
                if let Some(Entry::Decided(version)) = process.state.as_ref()?.outbox.get(&own) {
                    after.output.insert((own, *version));
                }
                Label::UpdateOutbox
            }
            Label::UpdateOutbox => {
                after.store.outbox.insert(own, Entry::Empty);
                Label::AckInMsg
            }
            Label::AckInMsg => {
                after.processed.insert(process.msg?);
                Label::MainLoop
            }
        };
        Some(after)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("AtMostOneStateChange", |_, world: &World| {
                let mut ids = world.store.log.clone();
                ids.sort_unstable();
                ids.windows(2).all(|pair| pair[0] != pair[1])
            }),
            Property::always("AtMostOneOutputMsg", |_, world: &World| {
                let ids: BTreeSet<u8> = world.output.iter().map(|&(id, _)| id).collect();
                ids.len() == world.output.len()
            }),
            Property::always("ConsistentStateAndOutput", |_, world: &World| {
                world.processed.iter().all(|&(id, _)| {
                    let made = world.store.log.iter().position(|&made| made == id);
                    let sent = world.output.iter().find(|output| output.0 == id);
                    made.map(|made| made + 1) == sent.map(|&(_, version)| usize::from(version))
                })
            }),
        ]
    }
}

fn theirs(retries: u8) -> (usize, Duration) {
    let start = Instant::now();
    let checker = Specification { retries }.checker().threads(1).spawn_bfs().join();
    checker.assert_properties();
    (checker.unique_state_count(), start.elapsed())
}

fn ours(retries: u8) -> (usize, Duration) {
    let start = Instant::now();
    let mut model = ExactlyOnce::new(MESSAGES, retries, Reduction::None).expect("it is in scope");
    let mut search = Search::new(&mut model, Plan::default());
    while search.advance(&mut model, 1 << 20) == Status::Running {}
    (search.progress(&model).distinct, start.elapsed())
}

fn main() {
    // `cargo bench` says so; a test run only wants to know whether it works.
    let is_measured = std::env::args().any(|word| word == "--bench");
    let retries = if is_measured { RETRIES } else { 0 };
    let rounds = if is_measured { 3 } else { 1 };
    for _ in 0..rounds {
        let ((their_count, their_time), (our_count, our_time)) = (theirs(retries), ours(retries));
        assert_eq!(their_count, our_count, "both search the same worlds");
        let pace = |time: Duration| our_count as f64 / time.as_secs_f64() / 1e6;
        let (their_pace, our_pace) = (pace(their_time), pace(our_time));
        println!(
            "exactly_once {MESSAGES} {retries}: {our_count} worlds; Stateright {their_pace:.2} \
             million a second, ours {our_pace:.2}: {:.1} times",
            our_pace / their_pace
        );
    }
}
