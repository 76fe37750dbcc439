//! The crash points of an approach, played and told.

use crate::codec::{Answer, FateTold, HarmTold, Link};
use crate::sim::approach::Approach;
use crate::sim::matrix::{Breach, Fate, Harm, crash_points};
use crate::sim::model::MessageId;
use crate::sim::scenario::Case;
use crate::words;

/// What becomes of the runs in which a step of the first delivery of `message` fails.
pub(super) fn solved(case: Case, approach: &'static Approach, message: MessageId) -> Answer {
    let fates = |fates: Vec<Fate>| fates.into_iter().map(|fate| told(case, fate)).collect();
    let points = crash_points(case, approach, message).into_iter();
    let steps = points.map(|point| fates(point.fates)).collect();
    Answer::Points { case, approach, message, steps }
}

fn told(case: Case, fate: Fate) -> FateTold {
    let Fate { failure, run, harms } = fate;
    let end = Link::of(run);
    let harm = |breach: &Breach| HarmTold {
        promise: breach.promise,
        harm: if breach.judgement.is_broken() { Harm::Broken } else { Harm::Stuck },
        frame: breach.frame,
        link: Link { frame: breach.frame, ..end.clone() }.to_string(),
        says: words::reason(case.scenario, breach.judgement).unwrap_or_default(),
    };
    FateTold { failure, harms: harms.iter().map(harm).collect(), link: end.to_string() }
}
