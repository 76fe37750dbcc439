//! Timelines in step: nothing is left out, nothing changes order, and the same point in two
//! timelines is the same beat.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use redelivery::codec::LANES_MAX;
use redelivery::sim::approach::{self, Approach};
use redelivery::sim::failure::{FailurePlan, Point};
use redelivery::sim::scenario::{self, Scenario};
use redelivery::sim::timeline::{Beat, Timeline, align};

use crate::{failures, walk};

/// Of as many lanes as a page shows there are thousands of choices: a part of them, such that
/// every approach comes up beside every other.
const STRIDE: usize = 17;

fn lanes(
    scenario: &'static Scenario,
    approaches: &[&'static Approach],
    plan: &FailurePlan,
) -> Vec<Timeline> {
    approaches.iter().map(|approach| failures::play(scenario, approach, plan)).collect()
}

/// Each single failure there can be, played against every approach: a row a failure.
static SINGLES: LazyLock<Vec<Vec<Timeline>>> = LazyLock::new(|| {
    let clean = FailurePlan::default();
    let first = approach::ALL[0];
    let scenarios = scenario::ALL.iter().copied();
    scenarios
        .flat_map(|scenario| {
            let all = failures::each(scenario, first, &clean).into_iter();
            all.map(move |struck| (scenario, FailurePlan::new([struck.injection])))
        })
        .map(|(scenario, plan)| lanes(scenario, approach::ALL, &plan))
        .collect()
});

/// Every choice of `count` of `of` things, by their positions.
fn chosen(of: usize, count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let with_last = |last: usize| {
        chosen(last, count - 1).into_iter().map(move |mut chosen| {
            chosen.push(last);
            chosen
        })
    };
    (0..of).flat_map(with_last).collect()
}

/// Every choice of `count` timelines of a row, or every `stride`th.
fn combinations(
    row: &[Timeline],
    count: usize,
    stride: usize,
) -> impl Iterator<Item = Vec<Timeline>> {
    chosen(row.len(), count)
        .into_iter()
        .step_by(stride)
        .map(|chosen| chosen.into_iter().map(|at| row[at].clone()).collect())
}

fn told(timelines: &[Timeline]) -> String {
    let lanes = timelines.iter().map(|timeline| {
        format!("{} {:?}", timeline.run.approach.id, timeline.struck().injections())
    });
    lanes.collect::<Vec<_>>().join("; ")
}

/// What must be true of any beats of any timelines.
fn check(timelines: &[Timeline], beats: &[Beat]) {
    let first = &beats[0];
    assert!(first.frames.iter().all(|&frame| frame == 0), "beat 0 shows the start");
    assert!(first.moves.iter().all(|moves| !moves), "nothing moves at beat 0");
    for (lane, timeline) in timelines.iter().enumerate() {
        for pair in beats.windows(2) {
            let moved = pair[1].frames[lane] - pair[0].frames[lane];
            assert_eq!(moved, usize::from(pair[1].moves[lane]), "{}", told(timelines));
        }
        let end = beats[beats.len() - 1].frames[lane];
        assert_eq!(end, timeline.last(), "every frame has a beat: {}", told(timelines));
    }
    for (number, beat) in beats.iter().enumerate().skip(1) {
        assert!(beat.moves.contains(&true), "beat {number} moves nothing: {}", told(timelines));
        let mut points = moving(timelines, beat);
        let point = points.next().expect("something moves");
        assert!(points.all(|other| other == point), "what moves at a beat moves to one point");
    }
}

/// The points at which the moving timelines arrive.
fn moving<'b>(
    timelines: &'b [Timeline],
    beat: &'b Beat,
) -> impl Iterator<Item = Option<Point>> + 'b {
    let lanes = timelines.iter().zip(&beat.frames).zip(&beat.moves).filter(|(_, moves)| **moves);
    lanes.map(|((timeline, &frame), _)| timeline.frames[frame].happened.and_then(|it| it.point))
}

/// The points of a timeline with the beats at which they are reached.
fn beats_of(timeline: &Timeline, lane: usize, beats: &[Beat]) -> BTreeMap<Point, usize> {
    beats
        .iter()
        .enumerate()
        .filter(|(_, beat)| beat.moves[lane])
        .filter_map(|(number, beat)| {
            Some((timeline.frames[beat.frames[lane]].happened?.point?, number))
        })
        .collect()
}

fn order(timeline: &Timeline, shared: &BTreeMap<Point, usize>) -> Vec<Point> {
    let points = timeline.frames.iter().filter_map(|frame| frame.happened?.point);
    points.filter(|point| shared.contains_key(point)).collect()
}

#[test]
fn as_many_lanes_as_a_page_shows_line_up_under_any_single_failure() {
    for timelines in SINGLES.iter().flat_map(|row| combinations(row, LANES_MAX, STRIDE)) {
        check(&timelines, &align(&timelines));
    }
}

/// Two timelines that agree about the order of what they share meet at all of it.
#[test]
fn two_lanes_meet_wherever_they_can() {
    let (mut met, mut crossed) = (0, 0);
    for timelines in SINGLES.iter().flat_map(|row| combinations(row, 2, 1)) {
        let beats = align(&timelines);
        let left = beats_of(&timelines[0], 0, &beats);
        let right = beats_of(&timelines[1], 1, &beats);
        if order(&timelines[0], &right) != order(&timelines[1], &left) {
            crossed += 1;
            continue;
        }
        for (point, beat) in &left {
            let other = right.get(point);
            assert!(other.is_none_or(|other| other == beat), "{}", told(&timelines));
            met += usize::from(other.is_some());
        }
    }
    assert!(met > 1000 && crossed > 0, "both kinds were seen: {met} met, {crossed} crossed");
}

#[test]
fn one_timeline_alone_moves_at_every_beat() {
    let timeline = crate::talk::timeline("outbox");
    let beats = align(std::slice::from_ref(&timeline));
    let frames: Vec<usize> = beats.iter().map(|beat| beat.frames[0]).collect();
    assert_eq!(frames, (0..timeline.frames.len()).collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(walk::config())]

    #[test]
    fn lanes_line_up_under_any_plan(
        plan in walk::any_plan(scenario::ALL[0], 6),
        picks in prop::sample::subsequence(approach::ALL.to_vec(), 1..=LANES_MAX),
    ) {
        let timelines = lanes(scenario::ALL[0], &picks, &plan);
        check(&timelines, &align(&timelines));
    }

    /// Not only plans: any runs can be put beside each other.
    #[test]
    fn any_runs_line_up(runs in prop::collection::vec(walk::any_run(), 1..=LANES_MAX)) {
        let timelines: Vec<Timeline> = runs
            .into_iter()
            .map(|run| Timeline::new(run).expect("a walk takes enabled choices"))
            .collect();
        check(&timelines, &align(&timelines));
    }
}
