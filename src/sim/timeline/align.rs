//! Several timelines in step: what is the same point in each happens at the same beat, and a
//! timeline that lacks the point waits.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use super::{Frame, Timeline};
use crate::sim::failure::Point;
use crate::sim::machine::{Happening, Turn};

/// One moment of aligned timelines: the frame that each of them shows, in their order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Beat {
    /// Frame index for each timeline.
    pub frames: Vec<usize>,
    /// Whether the timeline moves to its frame at this beat, or waits on it.
    pub moves: Vec<bool>,
}

/// What makes two frames of different timelines the same moment. What happens around the handlers
/// is counted, since it has no point of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Key {
    Step(Point),
    Turned(Turn, usize),
}

/// Aligns `timelines` by message, attempt and effect, never by frame number. Each timeline's
/// frames keep their order, and every frame has a beat. Beat 0 shows frame 0 of each.
pub fn align<T: Borrow<Timeline>>(timelines: &[T]) -> Vec<Beat> {
    let keys = |timeline: &T| keys(&timeline.borrow().frames);
    let lanes: Vec<Vec<Key>> = timelines.iter().map(keys).collect();
    let merged = lanes.iter().fold(Vec::new(), |merged, lane| merge(&merged, lane));
    let mut frames = vec![0; timelines.len()];
    let mut beats = vec![Beat { frames: frames.clone(), moves: vec![false; timelines.len()] }];
    for key in merged {
        let moves: Vec<bool> = lanes
            .iter()
            .zip(&frames)
            .map(|(lane, &frame)| lane.get(frame).is_some_and(|&next| next == key))
            .collect();
        // An approach that crossed over may have been caught up with at an earlier beat.
        if !moves.contains(&true) {
            continue;
        }
        for (frame, moved) in frames.iter_mut().zip(&moves) {
            *frame += usize::from(*moved);
        }
        beats.push(Beat { frames: frames.clone(), moves });
    }
    beats
}

/// For each beat, whether the timelines part there: one of them waits, or what they do, finds or
/// suffers differs. What they have in memory and in store is not asked: that follows.
pub fn partings(timelines: &[&Timeline], beats: &[Beat]) -> Vec<bool> {
    let parts = |beat: &Beat| {
        let did = |(timeline, &frame): (&&Timeline, &usize)| {
            let happened = timeline.frames[frame].happened?;
            Some(match happened.happening {
                Happening::Step { delivery, effect, failure, .. } => {
                    (Some((delivery, effect, failure)), None)
                }
                Happening::Turned(turn) => (None, Some(turn)),
            })
        };
        let mut all = timelines.iter().zip(&beat.frames).map(did);
        let first = all.next();
        beat.moves.contains(&false) || all.any(|other| Some(other) != first)
    };
    let later = beats.iter().skip(1).map(parts);
    std::iter::once(false).chain(later).collect()
}

/// One key for each frame but the first. No key comes twice in one timeline: a delivery takes a
/// step for the n-th time once.
fn keys(frames: &[Frame]) -> Vec<Key> {
    let mut turns: BTreeMap<Turn, usize> = BTreeMap::new();
    frames
        .iter()
        .filter_map(|frame| frame.happened)
        .filter_map(|happened| match (happened.point, happened.happening) {
            (Some(point), _) => Some(Key::Step(point)),
            (None, Happening::Turned(turn)) => {
                let count = turns.entry(turn).or_default();
                *count += 1;
                Some(Key::Turned(turn, *count))
            }
            (None, Happening::Step { .. }) => None,
        })
        .collect()
}

/// A sequence that holds both `left` and `right` in their orders, with what they share taken
/// together wherever that leaves the shorter wait.
fn merge(left: &[Key], right: &[Key]) -> Vec<Key> {
    let positions = |lane: &[Key]| -> BTreeMap<Key, usize> {
        // One by one: collecting would sort first, and bring a sort of its own into the site.
        let mut positions = BTreeMap::new();
        for (index, &key) in lane.iter().enumerate() {
            positions.insert(key, index);
        }
        positions
    };
    let (in_left, in_right) = (positions(left), positions(right));
    let (mut at_left, mut at_right) = (0, 0);
    let mut merged = Vec::with_capacity(left.len().max(right.len()));
    while let (Some(&one), Some(&other)) = (left.get(at_left), right.get(at_right)) {
        if one == other {
            merged.push(one);
            at_left += 1;
            at_right += 1;
            continue;
        }
        let wait_left = in_left.get(&other).filter(|&&at| at > at_left).map(|at| at - at_left);
        let wait_right = in_right.get(&one).filter(|&&at| at > at_right).map(|at| at - at_right);
        let left_goes = match (wait_left, wait_right) {
            (Some(left_waits), Some(right_waits)) => left_waits <= right_waits,
            (_, None) => true,
            (None, Some(_)) => false,
        };
        if left_goes {
            merged.push(one);
            at_left += 1;
        } else {
            merged.push(other);
            at_right += 1;
        }
    }
    merged.extend_from_slice(&left[at_left..]);
    merged.extend_from_slice(&right[at_right..]);
    merged
}
