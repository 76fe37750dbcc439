//! What the approaches on show cost, each measured once.
//!
//! Nothing that a visitor can plan changes an approach's costs, while a lane is played anew at each
//! change of the plan. So each scenario's answer is kept: a pure function, remembered.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::sim::approach::Approach;
use crate::sim::cost::Cost;
use crate::sim::scenario::Case;

/// A case and an approach by name.
type Key = (&'static str, usize, &'static str);

static KNOWN: Mutex<BTreeMap<Key, Arc<Cost>>> = Mutex::new(BTreeMap::new());

/// The cost of `approach` in `case`. The first time it takes nine searches: one or two
/// milliseconds for most, eight for the dearest. After that it is a look into a map.
pub(super) fn cost(case: Case, approach: &'static Approach) -> Arc<Cost> {
    let key = (case.scenario.id, case.count, approach.id);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let cost = known.entry(key).or_insert_with(|| Arc::new(Cost::measure(case, approach)));
    Arc::clone(cost)
}
