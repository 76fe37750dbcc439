//! What the approaches on show cost and require, each asked of the desk once.
//!
//! Nothing that a visitor can plan changes an approach's price, while a lane is played anew at each
//! change of the plan: so what is known stays.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Command;
use crate::codec::{Entry, Link};
use crate::sim::approach::Approach;
use crate::sim::scenario::Case;
use crate::sim::timeline::Run;

/// What an approach costs and requires, as terms with what is said of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Price {
    /// What is paid for each message.
    pub costs: Vec<Entry>,
    /// What must be there.
    pub requires: Vec<Entry>,
}

/// A case and an approach by name.
type Key = (&'static str, usize, &'static str);

/// Every price known or asked for.
#[derive(Clone, Debug, Default)]
pub struct Prices(BTreeMap<Key, Option<Arc<Price>>>);

impl Prices {
    /// The price of `approach` in `case`, once the desk has told it.
    pub fn of(&self, case: Case, approach: &'static Approach) -> Option<Arc<Price>> {
        self.0.get(&key(case, approach.id)).cloned().flatten()
    }

    /// What to ask of the desk to know the price, if it was not asked before.
    pub(super) fn ask(&mut self, case: Case, approach: &'static Approach) -> Option<Command> {
        let key = key(case, approach.id);
        if self.0.contains_key(&key) {
            return None;
        }
        self.0.insert(key, None);
        let run = Run { case, approach, choices: Vec::new() };
        Some(Command::Ask(Link::of(run).to_string()))
    }

    /// The desk has told a price.
    pub(super) fn hear(&mut self, case: Case, approach: &'static str, price: Price) {
        self.0.insert(key(case, approach), Some(Arc::new(price)));
    }
}

fn key(case: Case, approach: &'static str) -> Key {
    (case.scenario.id, case.count, approach)
}
