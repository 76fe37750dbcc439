//! How fast the core is: steps, frames, worlds, links and beats a second. A drop is a bug.

use std::collections::VecDeque;
use std::hint::black_box;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

use redelivery::app::state::{Msg, State, update};
use redelivery::app::view::matrix;
use redelivery::codec::Link;
use redelivery::desk::Desk;
use redelivery::sim::approach;
use redelivery::sim::failure::{FailurePlan, Injection};
use redelivery::sim::io::Failure;
use redelivery::sim::machine::{Choice, Machine};
use redelivery::sim::matrix::{COLUMNS, Cell};
use redelivery::sim::model::{FAILURE_MAX, HandlerId, World};
use redelivery::sim::scenario::{self, Scenario};
use redelivery::sim::timeline::{Run, Timeline, align};

/// Every approach there is.
fn approaches() -> impl Iterator<Item = &'static str> {
    approach::ALL.iter().map(|approach| approach.id)
}

fn main() {
    divan::main();
}

fn scenario() -> &'static Scenario {
    scenario::by_id("first-item-added").expect("the talk's scenario exists")
}

fn play(id: &str, plan: &FailurePlan) -> Run {
    let approach = approach::by_id(id).expect("the approach exists");
    Run::of_plan(scenario(), approach, plan).0
}

/// The talk's run.
fn talk(id: &str) -> Run {
    play(id, &FailurePlan::new(scenario().failures.iter().copied()))
}

/// The longest run there is: whatever step comes last fails, as often as a run may fail.
fn long(id: &str) -> Run {
    let mut plan = FailurePlan::default();
    for _ in 0..FAILURE_MAX {
        let timeline = Timeline::new(play(id, &plan)).expect("a plan plays to possible choices");
        let last = timeline.frames[timeline.last()].happened.expect("a run ends with a step");
        let at = last.point.expect("a run ends with an acknowledgement");
        plan = plan.with(Injection { at, failure: Failure::Refused });
    }
    play(id, &plan)
}

fn replay(machine: &Machine, choices: &[Choice]) -> World {
    choices.iter().fold(machine.start(), |world, &choice| machine.apply(world, choice).0)
}

/// Choices a second along the talk's run: what searches and replays are made of.
#[divan::bench(args = approaches())]
fn apply(bencher: Bencher, id: &str) {
    let run = talk(id);
    let machine = run.machine();
    bencher
        .counter(ItemsCount::new(run.choices.len()))
        .bench_local(|| replay(black_box(&machine), black_box(&run.choices)));
}

/// Frames a second, every promise judged in each: what a page computes when a link opens.
#[divan::bench(args = approaches())]
fn unroll(bencher: Bencher, id: &str) {
    let run = talk(id);
    bencher
        .counter(ItemsCount::new(run.choices.len() + 1))
        .bench_local(|| Timeline::new(black_box(run.clone())));
}

/// Frames a second of the longest run.
#[divan::bench(args = ["persist-then-publish", "outbox"])]
fn unroll_long(bencher: Bencher, id: &str) {
    let run = long(id);
    bencher
        .counter(ItemsCount::new(run.choices.len() + 1))
        .bench_local(|| Timeline::new(black_box(run.clone())));
}

/// Playing a plan: what a page computes when a failure is chosen.
#[divan::bench(args = approaches())]
fn play_plan(bencher: Bencher, id: &str) {
    let plan = FailurePlan::new(scenario().failures.iter().copied());
    bencher.bench_local(|| play(black_box(id), black_box(&plan)));
}

/// Every world that one handler comes to within three failures, breadth first: worlds a second.
#[divan::bench(args = ["current-state", "outbox"], sample_count = 20)]
fn search(bencher: Bencher, id: &str) {
    let machine = talk(id).machine();
    let count = worlds(&machine, 3);
    bencher.counter(ItemsCount::new(count)).bench_local(|| worlds(black_box(&machine), 3));
}

#[expect(clippy::disallowed_types, reason = "asked about worlds, never walked through")]
fn worlds(machine: &Machine, failures_max: u8) -> usize {
    let mut known = std::collections::HashSet::from([machine.start()]);
    let mut next = VecDeque::from([machine.start()]);
    while let Some(world) = next.pop_front() {
        for choice in machine.enabled(&world) {
            if !is_alone(machine, &world, choice, failures_max) {
                continue;
            }
            let (after, _) = machine.apply(world, choice);
            if known.insert(after) {
                next.push_back(after);
            }
        }
    }
    known.len()
}

/// Whether one handler makes `choice`, failing in the plain ways, or it happens by itself.
fn is_alone(machine: &Machine, world: &World, choice: Choice, failures_max: u8) -> bool {
    let plain = [Failure::Refused, Failure::Unanswered, Failure::Died];
    match choice {
        Choice::Step(handler) => handler == HandlerId(0),
        Choice::Fail(handler, failure) => {
            handler == HandlerId(0) && plain.contains(&failure) && world.failures < failures_max
        }
        Choice::Turn(_) => machine.progress(world).contains(&choice),
    }
}

fn link() -> Link {
    let run = long("outbox");
    let with =
        ["current-state", "historic-state"].map(|id| approach::by_id(id).expect("it exists"));
    let frame = run.choices.len() / 2;
    let unmet = scenario().failures.to_vec();
    Link { run, with: with.to_vec(), unmet, frame, beats_past: 0, theme: None }
}

/// Writing a link: once for each frame that a visitor steps to.
#[divan::bench]
fn print_link(bencher: Bencher) {
    let link = link();
    bencher
        .counter(BytesCount::of_str(&link.to_string()))
        .bench_local(|| black_box(&link).to_string());
}

/// Reading a link, its run checked choice by choice.
#[divan::bench]
fn parse_link(bencher: Bencher) {
    let text = link().to_string();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| Link::parse(black_box(&text)));
}

/// Putting two timelines in step.
#[divan::bench]
fn align_two(bencher: Bencher) {
    let timelines = ["current-state", "historic-state"]
        .map(|id| Timeline::new(talk(id)).expect("a plan plays to possible choices"));
    bencher.bench_local(|| align(black_box(&timelines)));
}

/// Putting as many in step as a page shows, the longest there are.
#[divan::bench]
fn align_four_long(bencher: Bencher) {
    let timelines = ["persist-then-publish", "current-state", "historic-state", "outbox"]
        .map(|id| Timeline::new(long(id)).expect("a plan plays to possible choices"));
    bencher.bench_local(|| align(black_box(&timelines)));
}

/// Worlds a second in the search behind a row of the matrix, promises judged: the talk's scenario.
#[divan::bench(args = ["current-state", "outbox", "staged-outbox"], sample_count = 20)]
fn matrix_row(bencher: Bencher, id: &str) {
    let approach = approach::by_id(id).expect("the approach exists");
    let row = || COLUMNS.iter().map(|column| Cell::compute(scenario().into(), approach, column));
    let worlds: usize = row().map(|cell| cell.worlds).sum();
    bencher.counter(ItemsCount::new(worlds)).bench_local(|| row().for_each(drop));
}

/// Hearing all that the desk has to say of the matrix, or of the crash points, and making what is
/// drawn of it once: what the page's own thread does. A slice of the desk's is a part of that.
#[divan::bench(args = ["?flawed=yes", "?flawed=yes&points=123"])]
fn hear_matrix(bencher: Bencher, view: &str) {
    let link = ["/v1/matrix/first-item-added", view].concat();
    let mut desk = Desk::default();
    desk.ask(&link).expect("it is an address");
    let slices = std::iter::from_fn(|| desk.work(1 << 14));
    let texts: Vec<String> = slices.flatten().map(|said| said.text(0)).collect();
    bencher.counter(ItemsCount::new(texts.len())).bench_local(|| {
        let mut state = State::open(&link);
        for text in &texts {
            update(&mut state, Msg::Answered(text.clone()));
        }
        matrix(black_box(&state))
    });
}
