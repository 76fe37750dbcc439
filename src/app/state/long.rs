//! A run longer than any that the machine plays, to measure and to test what a step costs there: a
//! message that fails to be stored again and again. The machine itself ends such a run after some
//! deliveries, so the frames of one are repeated here; what draws them can't tell.

use super::{Lane, State};
use crate::sim::machine::Happening;
use crate::sim::model::Delivery;
use crate::sim::timeline::{Frame, align};

/// Steps of the run, at least.
const STEPS: usize = 10_000;

/// The page with such a run at its start: the first delivery that fails in the moment of `link`,
/// again and again.
pub fn long(link: &str) -> State {
    let mut state = State::open(link);
    for lane in &mut state.lanes {
        repeat(lane);
    }
    let timelines: Vec<_> = state.lanes.iter().map(|lane| &lane.timeline).collect();
    state.beats = align(&timelines);
    state.mark();
    state.beat = 0;
    state
}

/// The lane's failed delivery again and again.
fn repeat(lane: &mut Lane) {
    let frames = &mut lane.timeline.frames;
    let failed = |frame: &Frame| frame.world.failures > 0;
    let end = frames.iter().position(failed).unwrap_or(frames.len() - 1);
    frames.truncate(end + 1);
    let delivery: Vec<Frame> = frames[1..].to_vec();
    let choices = lane.timeline.run.choices[..end].to_vec();
    lane.timeline.run.choices.clear();
    frames.truncate(1);
    for attempt in 1.. {
        if frames.len() > STEPS {
            break;
        }
        lane.timeline.run.choices.extend(&choices);
        frames.extend(delivery.iter().map(|frame| renamed(frame, attempt)));
    }
}

/// `frame`, of another attempt.
fn renamed(frame: &Frame, attempt: usize) -> Frame {
    let mut frame = frame.clone();
    // Attempts are counted in a byte; one that comes again after 255 others is told apart by that.
    let attempt = u8::try_from((attempt - 1) % 255 + 1).unwrap_or(u8::MAX);
    let other = |delivery: Delivery| Delivery { attempt, ..delivery };
    if let Some(happened) = &mut frame.happened {
        if let Some(point) = &mut happened.point {
            point.delivery = other(point.delivery);
        }
        if let Happening::Step { delivery, .. } = &mut happened.happening {
            *delivery = other(*delivery);
        }
    }
    frame
}
