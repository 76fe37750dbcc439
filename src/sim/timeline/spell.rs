//! A run as handlers went through it: delivery by delivery, and what happened around them.

use super::Timeline;
use crate::sim::machine::{Happening, Turn};
use crate::sim::model::Delivery;

/// A delivery in a handler's hands, from its first step to its last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spell {
    /// The delivery.
    pub delivery: Delivery,
    /// The frames of its steps, in order. Never empty.
    pub frames: Vec<usize>,
}

/// Every spell of `timeline`, in the order in which they begin. A receive that failed may be tried
/// again as the same attempt: two tries, two spells.
pub fn spells(timeline: &Timeline) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    let is_over = |spell: &Spell| {
        let last = spell.frames.last().and_then(|&frame| timeline.frames[frame].happened);
        last.is_some_and(|it| it.happening.ends_attempt())
    };
    for (frame, shown) in timeline.frames.iter().enumerate() {
        let Some(Happening::Step { delivery, .. }) = shown.happened.map(|it| it.happening) else {
            continue;
        };
        let own = spells.iter().rposition(|it| it.delivery == delivery && !is_over(it));
        match own {
            Some(own) => spells[own].frames.push(frame),
            None => spells.push(Spell { delivery, frames: vec![frame] }),
        }
    }
    spells
}

/// What went wrong around the handlers in `timeline`, each with its frame, in order.
pub fn mishaps(timeline: &Timeline) -> Vec<(usize, Turn)> {
    let pairs = timeline.frames.windows(2).zip(1..);
    let turned = pairs.filter_map(|(pair, frame)| {
        let Happening::Turned(turn) = pair[1].happened?.happening else { return None };
        (pair[1].world.failures > pair[0].world.failures).then_some((frame, turn))
    });
    turned.collect()
}
