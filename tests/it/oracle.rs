//! The published specifications against an oracle that is not ours: distinct states, generated
//! states and depth as TLC 2.15 counts them, without its deadlock check.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use redelivery::sim::checker::published::{
    ExactlyOnce, MessageHandler, NoneAtomic, Reduction, Specification, Variant,
};
use redelivery::sim::checker::{
    Ending, Keeps, Key, Model, Plan, Progress, Search, Sight, Status, Successors, ending,
};

/// Distinct states, generated states, depth.
type Counts = (usize, u64, usize);

fn searched(model: &mut impl Model, plan: Plan) -> (Search, Progress) {
    let mut search = Search::new(model, plan);
    while search.advance(model, 1 << 16) == Status::Running {}
    let progress = search.progress(model);
    (search, progress)
}

/// The counts, and how many states the shortest run to each goal has.
fn found(model: &mut impl Specification, keeps: Keeps) -> (Counts, Vec<Option<usize>>) {
    let (search, progress) = searched(model, Plan { keeps, ..Plan::default() });
    assert_eq!(progress.status, Status::Complete);
    assert_eq!(progress.frontier, 0);
    let states = |goal| search.nearest(goal).map(|node| search.way(node).len() + 1);
    let states = (0..model.properties().len()).map(states).collect();
    ((progress.distinct, progress.generated, progress.depth), states)
}

fn exactly_once(messages: u8, retries: u8) -> ExactlyOnce {
    ExactlyOnce::new(messages, retries, Reduction::None).expect("small enough")
}

#[test]
fn exactly_once_has_the_counts_of_tlc() {
    let counts = [
        (1, 0, (64, 95, 10)),
        (1, 1, (252, 419, 16)),
        (1, 2, (612, 1_045, 21)),
        (2, 0, (1_960, 3_369, 17)),
        (2, 1, (30_890, 61_749, 29)),
        (2, 2, (131_188, 275_937, 37)),
        (3, 1, (3_630_910, 7_961_351, 40)),
    ];
    for (messages, retries, expected) in counts {
        for keeps in [Keeps::Keys, Keeps::Fingerprints] {
            let (counts, broken) = found(&mut exactly_once(messages, retries), keeps);
            assert_eq!(counts, expected, "{messages} {retries} {keeps:?}");
            assert_eq!(broken, [None; 3], "{messages} {retries} {keeps:?}");
        }
    }
}

/// The shipped configuration: it took TLC most of an hour.
#[test]
fn exactly_once_as_shipped_has_the_counts_of_tlc() {
    let memory_max = 3 << 29;
    let (search, progress) =
        searched(&mut exactly_once(3, 2), Plan { memory_max, ..Plan::default() });
    assert_eq!(progress.status, Status::Complete);
    assert_eq!(
        (progress.distinct, progress.generated, progress.depth),
        (24_914_890, 59_094_947, 52)
    );
    assert_eq!([0, 1, 2].map(|goal| search.nearest(goal)), [None; 3]);
    assert!(progress.bytes < 40 * progress.distinct, "{progress:?}");
}

#[test]
fn none_atomic_has_the_counts_of_tlc() {
    for (messages, copies, expected) in
        [(1, 1, (52, 77, 11)), (1, 2, (778, 1_285, 16)), (2, 1, (890, 1_473, 19))]
    {
        let mut model = NoneAtomic::new(messages, copies).expect("small enough");
        let (counts, broken) = found(&mut model, Keeps::Keys);
        assert_eq!(counts, expected, "{messages} {copies}");
        assert_eq!(broken, [None; 3], "{messages} {copies}");
    }
}

#[test]
fn message_handler_has_the_counts_and_traces_of_tlc() {
    let variants = [
        (
            Variant::V0,
            (44, 47, 14),
            (2_318, 2_528, 26),
            [Some(10), None, Some(12), Some(10), Some(9)],
        ),
        (
            Variant::V1,
            (44, 47, 14),
            (2_318, 2_528, 26),
            [None, Some(10), Some(10), Some(12), Some(9)],
        ),
        (Variant::V2, (25, 27, 12), (594, 666, 22), [None, None, Some(10), Some(10), Some(9)]),
        (Variant::V3, (23, 26, 11), (428, 520, 20), [None, None, None, None, Some(9)]),
        (Variant::V4a, (88, 90, 20), (13_842, 14_206, 38), [None, None, None, Some(12), None]),
        (Variant::V4b, (69, 69, 19), (5_280, 5_532, 36), [None, Some(12), None, None, None]),
        (Variant::V5, (63, 69, 17), (3_824, 4_518, 32), [None; 5]),
        (Variant::V6, (54, 60, 14), (470, 544, 19), [None; 5]),
    ];
    for (variant, one, two, broken) in variants {
        let model = |messages| MessageHandler::new(variant, 1, messages).expect("small enough");
        assert_eq!(found(&mut model(1), Keeps::Keys), (one, broken.to_vec()), "{variant:?}");
        assert_eq!(found(&mut model(2), Keeps::Keys).0, two, "{variant:?}");
    }
}

/// As many as the specifications are written for here. TLC has not counted these; that messages are
/// told apart and interchanged rightly is held by the images of all worlds, below.
#[test]
fn four_messages_are_within_scope() {
    let (counts, broken) = found(&mut exactly_once(4, 0), Keeps::Keys);
    assert_eq!((counts, broken), ((1_948_584, 3_621_229, 31), vec![None; 3]));
    let mut model = ExactlyOnce::new(4, 1, Reduction::Messages).expect("small enough");
    assert_eq!(found(&mut model, Keeps::Keys), ((169_468, 523_551, 37), vec![None; 3]));
    let mut model = NoneAtomic::new(4, 1).expect("small enough");
    assert_eq!(found(&mut model, Keeps::Keys), ((258_048, 459_877, 35), vec![None; 3]));
    let mut model = MessageHandler::new(Variant::V3, 1, 4).expect("small enough");
    let broken = vec![None, None, None, None, Some(9)];
    assert_eq!(found(&mut model, Keeps::Keys), ((389_990, 526_830, 38), broken));
}

#[test]
fn termination_is_as_tlc_says() {
    for (messages, retries) in [(1, 2), (2, 0), (2, 1)] {
        let mut model = exactly_once(messages, retries);
        let ending = ending(&mut model, 1 << 20, Specification::is_done);
        assert_eq!(ending, Ending::Always, "{messages} {retries}");
    }
    for (messages, copies) in [(1, 2), (2, 1)] {
        let mut model = NoneAtomic::new(messages, copies).expect("small enough");
        let ending = ending(&mut model, 1 << 20, Specification::is_done);
        assert_eq!(ending, Ending::Always, "{messages} {copies}");
    }
}

/// The image of every world of the full specification is a world of the reduced one, and the
/// other way round: nothing is lost and nothing is added.
#[test]
fn reduced_worlds_are_the_images_of_all_worlds() {
    for (messages, retries) in [(1, 0), (1, 2), (2, 0), (2, 1), (2, 2), (3, 0)] {
        let full = reachable(&mut exactly_once(messages, retries));
        for reduction in Reduction::ALL {
            let mut reduced = ExactlyOnce::new(messages, retries, reduction).expect("small");
            let images: BTreeSet<Key> = full.iter().map(|&key| reduced.image(key)).collect();
            assert_eq!(images, reachable(&mut reduced), "{messages} {retries} {reduction:?}");
        }
    }
}

/// The same of four messages and every reduction at once.
#[test]
fn four_messages_are_interchangeable() {
    let mut reduced = ExactlyOnce::new(4, 0, Reduction::Messages).expect("small enough");
    let full = reachable(&mut exactly_once(4, 0));
    let images: BTreeSet<Key> = full.iter().map(|&key| reduced.image(key)).collect();
    assert_eq!(images.len(), 5_963);
    assert!(images == reachable(&mut reduced));
}

/// Measured elsewhere with another program.
#[test]
fn reduced_worlds_are_as_many_as_others_have_counted() {
    let counts = [
        (2, 2, [131_188, 11_896, 7_036, 6_240, 3_278, 1_644]),
        (3, 0, [60_142, 17_180, 9_392, 9_392, 5_144, 875]),
        (3, 1, [3_630_910, 253_860, 170_091, 134_448, 69_180, 11_590]),
    ];
    for (messages, retries, expected) in counts {
        let count = |reduction| {
            let mut model = ExactlyOnce::new(messages, retries, reduction).expect("small enough");
            searched(&mut model, Plan::default()).1.distinct
        };
        assert_eq!(Reduction::ALL.map(count), expected, "{messages} {retries}");
    }
    let mut shipped = ExactlyOnce::new(3, 2, Reduction::Messages).expect("small enough");
    assert_eq!(searched(&mut shipped, Plan::default()).1.distinct, 43_455);
}

#[test]
fn a_reduction_keeps_the_verdict_of_what_is_wrong() {
    for (messages, retries) in [(1, 1), (2, 0), (2, 1), (3, 0)] {
        let broken = |reduction| {
            let model = ExactlyOnce::new(messages, retries, reduction).expect("small enough");
            let (search, _) = searched(&mut model.unchecked(), Plan::default());
            [0, 1, 2].map(|goal| search.nearest(goal).is_some())
        };
        let full = broken(Reduction::None);
        assert_eq!(full[0] || full[2], messages > 1, "{messages} {retries}");
        for reduction in Reduction::ALL {
            assert_eq!(broken(reduction), full, "{messages} {retries} {reduction:?}");
        }
    }
}

fn reachable(model: &mut impl Model) -> BTreeSet<Key> {
    reference(model).0.into_keys().collect()
}

/// A search written for clarity: the distance of every world, how many were generated, and the
/// distance of the nearest world that shows each goal.
fn reference(model: &mut impl Model) -> (BTreeMap<Key, usize>, u64, BTreeMap<u32, usize>) {
    let start = model.start();
    let mut distances = BTreeMap::from([(start, 0)]);
    let mut waiting = VecDeque::from([start]);
    let mut nearest = BTreeMap::new();
    let mut generated = 1;
    while let Some(key) = waiting.pop_front() {
        let distance = distances[&key];
        let mut next = Successors::default();
        let sight = model.visit(key, None, &mut next);
        for goal in (0..24).filter(|goal| sight.goals() >> goal & 1 != 0) {
            nearest.entry(goal).or_insert(distance);
        }
        generated += next.keys().len() as u64;
        for &key in next.keys() {
            distances.entry(key).or_insert_with(|| {
                waiting.push_back(key);
                distance + 1
            });
        }
    }
    (distances, generated, nearest)
}

fn assert_agrees(model: &mut impl Model, plan: Plan, name: &str) {
    let (distances, generated, nearest) = reference(model);
    let (search, progress) = searched(model, plan);
    assert_eq!(progress.distinct, distances.len(), "{name}");
    assert_eq!(progress.generated, generated, "{name}");
    assert_eq!(progress.depth, distances.values().max().map_or(0, |depth| depth + 1), "{name}");
    for goal in 0..24 {
        let way = search.nearest(goal).map(|node| search.way(node).len());
        let goal = u32::try_from(goal).expect("few goals");
        assert_eq!(way, nearest.get(&goal).copied(), "{name}, goal {goal}");
    }
}

#[test]
fn the_search_agrees_with_one_written_for_clarity() {
    let plan = Plan::default();
    for (name, variant) in Variant::ALL {
        for (failures, messages) in [(0, 1), (1, 1), (1, 2), (2, 1)] {
            let mut model = MessageHandler::new(variant, failures, messages).expect("small");
            assert_agrees(&mut model, plan, name);
        }
    }
    for reduction in Reduction::ALL {
        let model = ExactlyOnce::new(2, 1, reduction).expect("small");
        assert_agrees(&mut { model }, plan, "exactly_once");
        assert_agrees(&mut model.unchecked(), plan, "exactly_once, unchecked");
    }
    let fingerprints = Plan { keeps: Keeps::Fingerprints, ..plan };
    assert_agrees(&mut NoneAtomic::new(2, 1).expect("small"), fingerprints, "none_atomic");
}

/// Whatever the slices, and with a second thread, the result is the same, to the last
/// counterexample.
#[test]
fn slices_of_any_size_and_two_threads_come_to_the_same() {
    let ways = |slice: Option<usize>, memory_max: usize| {
        let mut model = exactly_once(2, 2).unchecked();
        let mut search = Search::new(&mut model, Plan { memory_max, ..Plan::default() });
        match slice {
            Some(slice) => while search.advance(&mut model, slice) == Status::Running {},
            None => assert_ne!(search.finish(&mut model, on_threads), Status::Running),
        }
        let ways = [0, 1, 2].map(|goal| search.nearest(goal).map(|node| search.way(node)));
        (ways, search.progress(&model))
    };
    let whole = ways(Some(usize::MAX), 1 << 30);
    assert!(whole.0.iter().any(Option::is_some));
    for slice in [1, 7, 63, 64, 65, 10_000] {
        assert_eq!(ways(Some(slice), 1 << 30), whole, "{slice}");
    }
    assert_eq!(ways(None, 1 << 30), whole);
    let partly = ways(Some(usize::MAX), 5 << 20);
    assert_eq!(partly.1.status, Status::OutOfRoom);
    assert_eq!(ways(None, 5 << 20), partly);
}

fn on_threads(one: &mut (dyn FnMut() + Send), other: &mut dyn FnMut()) {
    std::thread::scope(|scope| {
        scope.spawn(one);
        other();
    });
}

#[test]
fn a_search_that_runs_out_of_room_says_so() {
    for keeps in [Keeps::Keys, Keeps::Fingerprints] {
        let plan = Plan { keeps, memory_max: 1 << 20, stop_at: 0 };
        let (search, progress) = searched(&mut exactly_once(2, 2), plan);
        assert_eq!(progress.status, Status::OutOfRoom);
        assert!(progress.bytes <= plan.memory_max, "{progress:?}");
        assert!(progress.frontier > 0 && progress.distinct < 131_188, "{progress:?}");
        assert_eq!(search.nearest(0), None);
    }
}

#[test]
fn a_search_stops_with_the_level_on_which_it_finds() {
    let mut model = MessageHandler::new(Variant::V0, 1, 1).expect("small");
    let plan = Plan { stop_at: 0b1, ..Plan::default() };
    let (search, progress) = searched(&mut model, plan);
    assert_eq!(progress.status, Status::Found);
    let node = search.nearest(0).expect("a ghost was found");
    assert_eq!(search.way(node).len() + 1, 10);
    assert!(progress.depth < 14, "{progress:?}");
}

#[test]
fn the_odds_of_a_collision_are_those_of_the_birthdays() {
    let odds = |distinct, keeps| {
        let (_, progress) = searched(&mut exactly_once(1, 0), Plan::default());
        Progress { distinct, keeps, ..progress }.collision_odds()
    };
    assert_eq!(odds(1 << 20, Keeps::Keys), None);
    assert_eq!(odds(1 << 20, Keeps::Fingerprints), Some(1 << 25));
    assert_eq!(odds(24_914_890, Keeps::Fingerprints), Some(59_433));
}

/// A model with as many worlds as one likes: a line of numbers, with what it shows where it ends.
struct Line {
    /// What follows the last number, if anything.
    back_to: Option<Key>,
    done: Option<Key>,
}

const LINE_END: Key = 5;

impl Model for Line {
    fn start(&mut self) -> Key {
        0
    }

    fn visit(&mut self, key: Key, _: Option<Sight>, next: &mut Successors) -> Sight {
        let follows = if key < LINE_END { Some(key + 1) } else { self.back_to };
        if let Some(key) = follows {
            next.push(key, None);
        }
        Sight::default()
    }
}

#[test]
fn dead_ends_and_circles_are_told_apart() {
    let ending = |back_to, done: Option<Key>| {
        let mut line = Line { back_to, done };
        ending(&mut line, 100, |line, key| line.done == Some(key))
    };
    assert_eq!(ending(None, Some(LINE_END)), Ending::Always);
    assert_eq!(ending(None, Some(3)), Ending::DeadEnd(vec![0; 5]));
    assert_eq!(ending(Some(2), Some(3)), Ending::Always);
    assert_eq!(ending(Some(2), Some(1)), Ending::Circle { way: vec![0; 2], round: vec![0; 4] });
    let mut line = Line { back_to: None, done: None };
    assert_eq!(redelivery::sim::checker::ending(&mut line, 3, |_, _| false), Ending::Unknown);
}

#[test]
fn constants_out_of_scope_are_refused_by_name() {
    let problem = ExactlyOnce::new(5, 1, Reduction::None).expect_err("too many");
    assert_eq!(problem.to_string(), "MaxQueue is 5, it can be 1 to 4");
    let problem = NoneAtomic::new(3, 3).expect_err("too many");
    assert_eq!(problem.to_string(), "DupCount is 3, it can be 1 to 2");
    let problem = MessageHandler::new(Variant::V0, 7, 1).expect_err("too many");
    assert_eq!(problem.to_string(), "MaxFailures is 7, it can be 0 to 6");
}
