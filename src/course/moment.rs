//! A moment of a run, and what the machine says of it: all that a lesson claims and asks is looked
//! up here, in the run itself.

use crate::codec::Link;
use crate::sim::approach::Approach;
use crate::sim::invariant;
use crate::sim::io::Effect;
use crate::sim::machine::Happening;
use crate::sim::model::{Delivery, EventId, MessageId, State, VersionId, World};
use crate::sim::timeline::{Run, Timeline, align};

/// A moment, with its run played on to its end without a further failure.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The run, to rest.
    pub timeline: Timeline,
    /// The frame on show.
    pub frame: usize,
    /// What the run is compared with.
    with: Vec<&'static Approach>,
    /// How many of the run's choices the link has.
    chosen: usize,
}

/// An event that went out: what, and for which message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Sent {
    /// The event.
    pub event: EventId,
    /// The message that it tells of.
    pub message: MessageId,
}

/// What becomes of a message when a delivery of it is over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    /// It is gone from the queue, for good.
    Acknowledged,
    /// It waits in the queue again.
    PutBack,
    /// Nobody works on it, and nobody gets it before its lease expires.
    Leased,
    /// It is moved aside, until an operator brings it back.
    Aside,
    /// Its sender has no receipt, and sends it again.
    Unconfirmed,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Fate; 5] =
        [Fate::Acknowledged, Fate::PutBack, Fate::Leased, Fate::Aside, Fate::Unconfirmed];
}

impl Moment {
    /// The moment that `link` names.
    pub fn of(link: &Link) -> Self {
        let Link { run, with, frame, .. } = link;
        let chosen = run.choices.len();
        let timeline = Timeline::new(run.clone().to_rest()).expect("a link's run is possible");
        Self { timeline, frame: *frame, with: with.clone(), chosen }
    }

    /// The link to `frame` of the run.
    pub fn link(&self, frame: usize) -> Link {
        let mut run = self.timeline.run.clone();
        // What comes without a failure need not be said.
        run.choices.truncate(frame.max(self.chosen));
        Link { with: self.with.clone(), frame, ..Link::of(run) }
    }

    /// What happens instead if nothing goes wrong from here on.
    #[must_use]
    pub fn undisturbed(&self) -> Self {
        let mut run = self.timeline.run.clone();
        run.choices.truncate(self.frame);
        Self::of(&Link::of(run))
    }

    /// What happens instead where `approach` meets the same failures, at the same point of the run.
    #[must_use]
    pub fn under(&self, approach: &'static Approach) -> Self {
        let (run, _) = Run::of_plan(self.timeline.run.case, approach, &self.timeline.struck());
        let timeline = Timeline::new(run).expect("a played run is possible");
        let beats = align(&[&self.timeline, &timeline]);
        let beat = beats.iter().rev().find(|beat| beat.frames[0] == self.frame);
        let frame = beat.map_or(0, |beat| beat.frames[1]);
        let chosen = timeline.last();
        Self { timeline, frame, with: Vec::new(), chosen }
    }

    /// The approaches compared with the run's own.
    pub fn compared(&self) -> &[&'static Approach] {
        &self.with
    }

    /// The world at `frame`.
    pub fn world(&self, frame: usize) -> &World {
        &self.timeline.frames[frame].world
    }

    /// The last frame.
    pub fn last(&self) -> usize {
        self.timeline.last()
    }

    /// What goes out after `frame`, in order, repeats included.
    pub fn sent_after(&self, frame: usize) -> Vec<Sent> {
        let before = self.world(frame).sent.len();
        let sent = self.world(self.last()).sent[before..].iter();
        sent.map(|output| Sent { event: output.event, message: output.by.message }).collect()
    }

    /// The document as it is stored at `frame`.
    pub fn document(&self, frame: usize) -> State {
        let store = &self.world(frame).store;
        store.state(store.latest())
    }

    /// The first read after `frame`, and the version that it reads.
    pub fn next_read(&self, frame: usize) -> Option<(usize, VersionId)> {
        (frame + 1..=self.last()).find_map(|at| Some((at, self.read(at)?)))
    }

    /// The version read last, at `frame` or before it.
    pub fn last_read(&self, frame: usize) -> Option<VersionId> {
        (0..=frame).rev().find_map(|at| self.read(at))
    }

    fn read(&self, frame: usize) -> Option<VersionId> {
        match self.timeline.frames[frame].happened?.happening.effect()? {
            Effect::Load { read, .. } => Some(read),
            _ => None,
        }
    }

    /// Which promises are broken at `frame`, as positions in [`invariant::ALL`].
    pub fn broken(&self, frame: usize) -> Vec<usize> {
        let judgements = &self.timeline.frames[frame].judgements;
        (0..invariant::ALL.len()).filter(|&index| judgements[index].is_broken()).collect()
    }

    /// The broken promise that says most: that no order explains the end follows from the others.
    /// `None` if all are kept; an error if more than one says as much.
    pub fn breaks(&self, frame: usize) -> Result<Option<usize>, Vec<usize>> {
        let mut broken = self.broken(frame);
        if broken.len() > 1 {
            broken.retain(|&index| !invariant::ALL[index].is_formal());
        }
        if broken.len() > 1 { Err(broken) } else { Ok(broken.first().copied()) }
    }

    /// When the next delivery of `message` to be over is over, and what becomes of it then.
    pub fn becomes(&self, message: MessageId, frame: usize) -> Option<(usize, Fate)> {
        (frame + 1..=self.last()).find_map(|at| {
            let happened = self.timeline.frames[at].happened?;
            let Happening::Step { delivery, put_back, .. } = happened.happening else {
                return None;
            };
            let world = self.world(at);
            let is_over = delivery.message == message && !world.works_on(delivery);
            is_over.then(|| (at, fate(world, delivery, put_back)))
        })
    }
}

/// What became of the copy that `delivery`, which is over, was of.
fn fate(world: &World, delivery: Delivery, put_back: bool) -> Fate {
    let message = delivery.message;
    if put_back {
        Fate::PutBack
    } else if world.queue.is_leased_to(delivery) {
        Fate::Leased
    } else if world.queue.dead.contains(message) {
        Fate::Aside
    } else if world.sender.unconfirmed.contains(message) {
        Fate::Unconfirmed
    } else {
        Fate::Acknowledged
    }
}
