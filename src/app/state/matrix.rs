//! The matrix page: what is computed of it so far, and which part of that counts.

use super::{Command, Format, Msg, State};
use crate::codec::{CellTold, FateTold, Link, MatrixLink};
use crate::desk::{CSV, MARKDOWN};
use crate::sim::approach::{self, Approach};
use crate::sim::failure::FailurePlan;
use crate::sim::invariant;
use crate::sim::io::Effect;
use crate::sim::matrix::{COLUMNS, first_delivery};
use crate::sim::model::MessageId;
use crate::sim::scenario::{Case, Scenario};
use crate::sim::timeline::Run;

/// The matrix of a scenario.
#[derive(Clone, Debug)]
pub struct MatrixPage {
    /// The scenario.
    pub scenario: &'static Scenario,
    /// Whether the approaches that are wrong on purpose are shown too.
    pub flawed: bool,
    /// The one promise that counts; `None`: all of them.
    pub promise: Option<usize>,
    /// The link of the cell through which the page was left.
    pub left: Option<String>,
    /// The message whose crash points are on show in place of the failures by their kinds.
    pub points: Option<MessageId>,
    /// Whether the crash points have what happens around a step, too.
    pub around: bool,
    rows: Vec<MatrixRow>,
    /// The crash points of each approach that were on show, each with their message.
    solved: Vec<(MessageId, &'static Approach, Vec<CrashPoint>)>,
}

/// What is known of one approach.
#[derive(Clone, Debug)]
pub struct MatrixRow {
    /// The approach.
    pub approach: &'static Approach,
    /// The link to the scenario's own run under it.
    pub own: String,
    /// Its cells so far, from the first column.
    pub cells: Vec<CellTold>,
}

/// One step of a first delivery, and what becomes of each way in which it can fail.
#[derive(Clone, Debug)]
pub struct CrashPoint {
    /// The row of the approach's table.
    pub row: usize,
    /// What the step does when nothing fails.
    pub effect: Effect,
    /// Each failure that can strike it or happen around it, with what becomes of it.
    pub fates: Vec<FateTold>,
}

impl MatrixPage {
    /// The page that `link` names, with nothing computed yet.
    pub fn new(link: MatrixLink) -> Self {
        let MatrixLink { scenario, flawed, promise, points, around } = link;
        let suited = scenario.suited(approach::ALL).chain(scenario.suited(approach::FLAWED));
        let row = |approach| MatrixRow {
            approach,
            own: own_run(scenario.into(), approach),
            cells: Vec::new(),
        };
        let (rows, solved, left) = (suited.map(row).collect(), Vec::new(), None);
        Self { scenario, flawed, promise, left, points, around, rows, solved }
    }

    /// Its link.
    pub fn link(&self) -> MatrixLink {
        let Self { scenario, flawed, promise, points, around, .. } = *self;
        MatrixLink { scenario, flawed, promise, points, around }
    }

    /// The page that `link` names, with what is computed already if the scenario is the same.
    #[must_use]
    pub fn turned_to(self, link: MatrixLink) -> Self {
        if self.scenario.id != link.scenario.id {
            return Self::new(link);
        }
        let MatrixLink { flawed, promise, points, around, .. } = link;
        Self { flawed, promise, points, around, ..self }
    }

    /// The crash points of `approach`, if they are on show.
    pub fn solved(&self, approach: &Approach) -> Option<&[CrashPoint]> {
        let is = |(message, other, _): &&(MessageId, &'static Approach, Vec<CrashPoint>)| {
            self.points == Some(*message) && other.id == approach.id
        };
        self.solved.iter().find(is).map(|(.., points)| points.as_slice())
    }

    /// The rows on show, each with its cells so far.
    pub fn rows(&self) -> impl Iterator<Item = &MatrixRow> {
        self.rows.iter().filter(|row| self.flawed || row.approach.flaw.is_none())
    }

    /// How many cells on show are computed, and how many there are; of crash points, how many
    /// approaches.
    pub fn progress(&self) -> (usize, usize) {
        let all = self.rows().count();
        if self.points.is_some() {
            return (self.rows().filter(|row| self.solved(row.approach).is_some()).count(), all);
        }
        (self.rows().map(|row| row.cells.len()).sum(), all * COLUMNS.len())
    }

    /// What to ask of the desk: whatever is on show and not known.
    pub(super) fn ask(&self) -> Option<Command> {
        let (done, all) = self.progress();
        (done < all).then(|| Command::Ask(self.link().to_string()))
    }

    /// The desk has played the crash points of `approach`: of each step of the first delivery of
    /// `message`, in its order, what becomes of each failure.
    pub(super) fn hear_points(
        &mut self,
        case: Case,
        approach: &'static Approach,
        message: MessageId,
        fates: Vec<Vec<FateTold>>,
    ) {
        let is_known = |(id, of, _): &(MessageId, &'static Approach, _)| {
            *id == message && of.id == approach.id
        };
        if case.scenario.id != self.scenario.id || self.solved.iter().any(is_known) {
            return;
        }
        let steps = first_delivery(case, approach, message).into_iter().zip(fates);
        let points = steps.map(|((row, effect), fates)| CrashPoint { row, effect, fates });
        self.solved.push((message, approach, points.collect()));
    }

    /// The desk has computed a cell. Cells come in their order; what is known is not heard again.
    pub(super) fn hear(&mut self, scenario: &str, approach: &Approach, at: usize, cell: CellTold) {
        let of = |row: &&mut MatrixRow| row.approach.id == approach.id;
        let cells = self.rows.iter_mut().find(of).map(|row| &mut row.cells);
        let next = |cells: &&mut Vec<CellTold>| scenario == self.scenario.id && cells.len() == at;
        if let Some(cells) = cells.filter(next) {
            cells.push(cell);
        }
    }
}

/// The link to the scenario's own run under `approach`.
fn own_run(case: Case, approach: &'static Approach) -> String {
    let plan = FailurePlan::new(case.scenario.failures.iter().copied());
    let (run, unmet) = Run::of_plan(case, approach, &plan);
    Link { unmet, ..Link::of(run) }.to_string()
}

/// Lets `msg` change the matrix; what is meant for the timeline changes nothing.
pub(super) fn update_matrix(state: &mut State, msg: &Msg) -> Vec<Command> {
    let State { matrix: Some(matrix), address, .. } = state else { return Vec::new() };
    match msg {
        Msg::ToggledFlawed => {
            matrix.flawed = !matrix.flawed;
            let ask = matrix.ask();
            std::iter::once(Command::ReplaceLink(state.link())).chain(ask).collect()
        }
        Msg::ChosePromise(id) => {
            matrix.promise = invariant::ALL.iter().position(|promise| promise.id == id);
            vec![Command::ReplaceLink(state.link())]
        }
        Msg::ToggledAround => {
            matrix.around = !matrix.around;
            vec![Command::ReplaceLink(state.link())]
        }
        Msg::ChosePoints(message) => {
            matrix.points = *message;
            let ask = matrix.ask();
            std::iter::once(Command::ReplaceLink(state.link())).chain(ask).collect()
        }
        // Only the link and the site's address are asked with: the desk writes the whole.
        Msg::PressedExport(format) => {
            let word = match format {
                Format::Markdown => MARKDOWN,
                Format::Csv => CSV,
            };
            vec![Command::Ask(format!("{word} {} {address}", matrix.link()))]
        }
        _ => Vec::new(),
    }
}
