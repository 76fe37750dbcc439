//! Which approach survives which failure: for each approach and each column of failures, every run
//! there is within the column's bounds, and the shortest of those that break a promise.

mod column;
mod points;
mod search;

pub use column::{COLUMNS, Column, Messages};
pub use points::{Breach, CrashPoint, Fate, crash_points, first_delivery};
pub use search::Search;

pub use super::checker::{Finding, Harm};

use super::approach::Approach;
use super::checker::Findings;
use super::invariant;
use super::scenario::Case;
use super::timeline::Run;

/// What became of one approach under one column of failures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Whether the column's failures can strike this approach at all.
    pub strikes: bool,
    /// For each promise of [`invariant::ALL`], what its worst run comes to.
    pub findings: Findings,
    /// Whether some attempt lost a race: its write was refused because of what another stored.
    pub raced: bool,
    /// Different worlds looked at.
    pub worlds: usize,
    /// Whether that was all of them. What is not finished does not hold.
    pub complete: bool,
}

/// The answer of a cell, in one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The failures can't strike here.
    NotApplicable,
    /// The search ran out of room: nothing can be said.
    Unknown,
    /// Every promise is kept in every run.
    Holds,
    /// Something waits for an operator; nothing worse.
    Stuck,
    /// A promise is broken.
    Breaks,
}

/// The answer of a search that struck or did not, was complete or not, and has found such harm.
pub fn verdict(strikes: bool, complete: bool, has: impl Fn(Harm) -> bool) -> Outcome {
    match (strikes, has(Harm::Broken), complete, has(Harm::Stuck)) {
        (false, _, true, _) => Outcome::NotApplicable,
        (_, true, ..) => Outcome::Breaks,
        (_, _, false, _) => Outcome::Unknown,
        (.., true) => Outcome::Stuck,
        _ => Outcome::Holds,
    }
}

impl Cell {
    /// What becomes of `approach` under `column`, with the messages of `case`.
    pub fn compute(case: Case, approach: &'static Approach, column: &'static Column) -> Self {
        let mut search = Search::new(case, approach, column);
        let mut budget = usize::MAX;
        search.advance(&mut budget);
        search.cell()
    }

    /// The answer in one word.
    pub fn outcome(&self) -> Outcome {
        let has = |harm| self.findings.iter().flatten().any(|finding| finding.harm == harm);
        verdict(self.strikes, self.complete, has)
    }

    /// The promises that are broken, as positions in [`invariant::ALL`], each with its run.
    pub fn broken(&self) -> impl Iterator<Item = (usize, &Finding)> {
        self.found(Harm::Broken)
    }

    fn found(&self, harm: Harm) -> impl Iterator<Item = (usize, &Finding)> {
        let findings = self.findings.iter().enumerate();
        findings
            .filter_map(|(index, finding)| Some((index, finding.as_ref()?)))
            .filter(move |(_, finding)| finding.harm == harm)
    }

    /// The run that shows the answer best: the shortest that breaks a promise, or that leaves
    /// something to an operator. That no order explains the end says least: it comes last.
    pub fn shortest(&self) -> Option<&Finding> {
        let vague = |index: usize| invariant::ALL[index].is_formal();
        let best = |(index, finding): &(usize, &Finding)| (vague(*index), finding.choices.len());
        let stuck = self.found(Harm::Stuck).min_by_key(best);
        self.broken().min_by_key(best).or(stuck).map(|(_, finding)| finding)
    }
}

/// A matrix: one row for each approach, in each a cell for each of [`COLUMNS`].
#[derive(Clone, Debug)]
pub struct Matrix {
    /// What all of it is about.
    pub case: Case,
    /// The rows.
    pub rows: Vec<(&'static Approach, Vec<Cell>)>,
}

impl Matrix {
    /// Computes the whole of it for `approaches`.
    pub fn compute(case: Case, approaches: impl Iterator<Item = &'static Approach>) -> Self {
        let row = |approach: &'static Approach| {
            let cells = COLUMNS.iter().map(|column| Cell::compute(case, approach, column));
            (approach, cells.collect())
        };
        Self { case, rows: approaches.map(row).collect() }
    }

    /// The run behind a finding of the cell at `row` and `column`.
    pub fn run(&self, row: usize, column: usize, finding: &Finding) -> Run {
        let (approach, _) = self.rows[row];
        let choices = finding.choices.clone();
        Run { case: COLUMNS[column].case(self.case), approach, choices }
    }

    /// How many worlds were looked at.
    pub fn worlds(&self) -> usize {
        self.rows.iter().flat_map(|(_, cells)| cells).map(|cell| cell.worlds).sum()
    }
}
