//! What there is to find in a run: gone through once, since every step asks for it again.

use std::rc::Rc;

use super::{Lane, State};
use crate::sim::timeline::{self, Beat, Timeline};

/// What the scrubber marks at one beat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tick {
    /// A step.
    Plain,
    /// A delivery starts.
    Delivery,
    /// A failure strikes.
    Failure,
    /// A promise breaks.
    Violation,
}

impl Tick {
    /// Its name, as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            Tick::Plain => "plain",
            Tick::Delivery => "delivery",
            Tick::Failure => "failure",
            Tick::Violation => "violation",
        }
    }
}

/// The beats at which there is something to find.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// For each beat, whether the approaches part there.
    pub parts: Rc<[bool]>,
    /// For each beat the worst that happens there.
    pub ticks: Rc<[Tick]>,
    /// The beats at which a delivery starts, in any lane, in order.
    pub starts: Vec<usize>,
    /// The beats at which a failure strikes, in any lane, in order.
    pub strikes: Vec<usize>,
    /// The beats at which a lane breaks a promise, in order.
    pub breaks: Vec<usize>,
}

impl Marks {
    fn of(lanes: &[Lane], beats: &[Beat]) -> Self {
        let timelines: Vec<&Timeline> = lanes.iter().map(|lane| &lane.timeline).collect();
        let any = |is: &dyn Fn(&Timeline, &Beat, &Beat, usize) -> bool| -> Vec<usize> {
            let pairs = beats.windows(2).enumerate();
            let found = pairs.filter(|(_, pair)| {
                let mut lanes = timelines.iter().enumerate();
                lanes.any(|(lane, timeline)| is(timeline, &pair[0], &pair[1], lane))
            });
            found.map(|(index, _)| index + 1).collect()
        };
        let delivery = |timeline: &Timeline, frame: usize| {
            timeline.frames[frame].happened?.point.map(|point| point.delivery)
        };
        let starts = any(&|timeline, before, beat, lane| {
            let now = delivery(timeline, beat.frames[lane]);
            beat.moves[lane] && now.is_some() && now != delivery(timeline, before.frames[lane])
        });
        let failures = |timeline: &Timeline, frame: usize| timeline.frames[frame].world.failures;
        let strikes = any(&|timeline, before, beat, lane| {
            failures(timeline, beat.frames[lane]) > failures(timeline, before.frames[lane])
        });
        let breaks =
            any(&|timeline, _, beat, lane| beat.moves[lane] && timeline.breaks(beat.frames[lane]));
        let mut ticks = vec![Tick::Plain; beats.len()];
        let kinds =
            [(&starts, Tick::Delivery), (&strikes, Tick::Failure), (&breaks, Tick::Violation)];
        for (found, tick) in kinds {
            for &beat in found {
                ticks[beat] = tick;
            }
        }
        let parts = timeline::partings(&timelines, beats).into();
        Self { parts, ticks: ticks.into(), starts, strikes, breaks }
    }

    /// The first beat after `beat` at which a delivery starts.
    pub fn start_after(&self, beat: usize) -> Option<usize> {
        self.starts.get(self.starts.partition_point(|&at| at <= beat)).copied()
    }

    /// The last beat before `beat` at which a delivery starts.
    pub fn start_before(&self, beat: usize) -> Option<usize> {
        self.starts[..self.starts.partition_point(|&at| at < beat)].last().copied()
    }
}

impl State {
    /// Goes through the run once, for what every step would look up otherwise.
    pub fn mark(&mut self) {
        self.marks = Marks::of(&self.lanes, &self.beats);
        for lane in &mut self.lanes {
            lane.spells = timeline::spells(&lane.timeline);
            lane.mishaps = timeline::mishaps(&lane.timeline);
        }
    }

    /// The next beat at which a lane breaks a promise.
    pub fn next_violation(&self) -> Option<usize> {
        let breaks = &self.marks.breaks;
        let next = breaks.get(breaks.partition_point(|&beat| beat <= self.beat)).copied();
        next.filter(|&beat| beat <= self.last())
    }

    /// The next beat at which approaches that went together part.
    pub fn next_parting(&self) -> Option<usize> {
        let parts = &self.marks.parts;
        (self.beat + 1..=self.last()).find(|&beat| parts[beat] && !parts[beat - 1])
    }
}
