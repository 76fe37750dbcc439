//! The check behind one cell, which can be done in slices, so that a page can do it between two
//! pictures.

use super::Cell;
use super::column::Column;
use crate::sim::approach::Approach;
use crate::sim::checker::{Check, Plan, Reductions, Status};
use crate::sim::machine::Machine;
use crate::sim::scenario::Case;

/// Bytes that one check may use. One that needs more ends without an answer.
const MEMORY_MAX: usize = 64 << 20;

/// The check behind one cell, on its way.
#[derive(Clone, Debug)]
pub struct Search {
    column: &'static Column,
    check: Check,
}

impl Search {
    /// A check of what `column` lets happen to `approach`, with the messages of `case`.
    pub fn new(case: Case, approach: &'static Approach, column: &'static Column) -> Self {
        let machine = Machine { approach, work: column.case(case).work() };
        let plan = Plan { memory_max: MEMORY_MAX, ..Plan::default() };
        Self { column, check: Check::new(machine, column.bounds(), Reductions::ALL, plan) }
    }

    /// Looks at more worlds, each for one of `budget`, as long as there are any of both. Returns
    /// whether it is over.
    pub fn advance(&mut self, budget: &mut usize) -> bool {
        let before = self.check.progress().looked_at();
        let status = self.check.advance(*budget);
        *budget -= self.check.progress().looked_at() - before;
        status != Status::Running
    }

    /// The answer, once it is over.
    pub fn cell(&mut self) -> Cell {
        let (noticed, progress) = (self.check.noticed(), self.check.progress());
        Cell {
            strikes: noticed.struck
                && (self.column.handlers == 1 || noticed.together)
                && (!self.column.overtakes || noticed.overtaken),
            findings: self.check.findings(),
            raced: noticed.raced,
            worlds: progress.distinct,
            complete: progress.status == Status::Complete,
        }
    }
}
