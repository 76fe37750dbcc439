//! The matrix page: what is computed of it so far, and which part of that counts.

use super::{Command, Format, Msg, State};
use crate::codec::MatrixLink;
use crate::desk::{CSV, MARKDOWN};
use crate::sim::approach::{self, Approach};
use crate::sim::invariant;
use crate::sim::matrix::{COLUMNS, Cell, CrashPoint, crash_points};
use crate::sim::model::MessageId;
use crate::sim::scenario::Scenario;

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
    /// The cells of each approach so far, from the first column.
    rows: Vec<(&'static Approach, Vec<Cell>)>,
    /// The crash points of each approach that were on show, each with their message.
    solved: Vec<(MessageId, &'static Approach, Vec<CrashPoint>)>,
}

impl MatrixPage {
    /// The page that `link` names, with nothing computed yet.
    pub fn new(link: MatrixLink) -> Self {
        let MatrixLink { scenario, flawed, promise, points, around } = link;
        let suited = scenario.suited(approach::ALL).chain(scenario.suited(approach::FLAWED));
        let rows = suited.map(|approach| (approach, Vec::new())).collect();
        let solved = Vec::new();
        let left = None;
        let mut page = Self { scenario, flawed, promise, left, points, around, rows, solved };
        page.solve();
        page
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
        let mut page = Self { flawed, promise, points, around, ..self };
        page.solve();
        page
    }

    /// Plays every crash point on show that was not on show before.
    fn solve(&mut self) {
        let Some(message) = self.points else { return };
        let shown: Vec<&'static Approach> = self.rows().map(|(approach, _)| *approach).collect();
        for approach in shown {
            if self.solved(approach).is_none() {
                let points = crash_points(self.scenario.into(), approach, message);
                self.solved.push((message, approach, points));
            }
        }
    }

    /// The crash points of `approach`, if they are on show.
    pub fn solved(&self, approach: &Approach) -> Option<&[CrashPoint]> {
        let is = |(message, other, _): &&(MessageId, &'static Approach, Vec<CrashPoint>)| {
            self.points == Some(*message) && other.id == approach.id
        };
        self.solved.iter().find(is).map(|(.., points)| points.as_slice())
    }

    /// The rows on show, each with its cells so far.
    pub fn rows(&self) -> impl Iterator<Item = &(&'static Approach, Vec<Cell>)> {
        self.rows.iter().filter(|(approach, _)| self.flawed || approach.flaw.is_none())
    }

    /// How many cells on show are computed, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let done = self.rows().map(|(_, cells)| cells.len()).sum();
        (done, self.rows().count() * COLUMNS.len())
    }

    /// What to ask of the desk: whatever is on show and not known.
    pub(super) fn ask(&self) -> Option<Command> {
        if self.points.is_some() {
            return None;
        }
        let (done, all) = self.progress();
        (done < all).then(|| Command::Ask(self.link().to_string()))
    }

    /// The desk has computed a cell. Cells come in their order; what is known is not heard again.
    pub(super) fn hear(&mut self, scenario: &str, approach: &Approach, at: usize, cell: Cell) {
        let of = |(row, _): &&mut (&'static Approach, _)| row.id == approach.id;
        let cells = self.rows.iter_mut().find(of).map(|(_, cells)| cells);
        let next = |cells: &&mut Vec<Cell>| scenario == self.scenario.id && cells.len() == at;
        if let Some(cells) = cells.filter(next) {
            cells.push(cell);
        }
    }
}

/// Lets `msg` change the matrix; what is meant for the timeline changes nothing.
pub(super) fn update_matrix(state: &mut State, msg: &Msg) -> Vec<Command> {
    let State { matrix: Some(matrix), address, .. } = state else { return Vec::new() };
    match msg {
        Msg::ToggledFlawed => {
            matrix.flawed = !matrix.flawed;
            matrix.solve();
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
            matrix.solve();
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
