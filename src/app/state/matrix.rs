//! The matrix page: what is computed of it so far, and which part of that counts.

use super::{Command, Format, Msg, State};
use crate::codec::MatrixLink;
use crate::export;
use crate::sim::approach::{self, Approach};
use crate::sim::invariant;
use crate::sim::matrix::{COLUMNS, Cell, Matrix, Search};
use crate::sim::scenario::Scenario;

/// Worlds looked at between two pictures: a few milliseconds.
const BUDGET: usize = 1000;

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
    /// The cells of each approach so far, from the first column.
    rows: Vec<(&'static Approach, Vec<Cell>)>,
    /// The search of the next cell.
    search: Option<Search>,
}

impl MatrixPage {
    /// The page that `link` names, with nothing computed yet.
    pub fn new(link: MatrixLink) -> Self {
        let MatrixLink { scenario, flawed, promise } = link;
        let suited = scenario.suited(approach::ALL).chain(scenario.suited(approach::FLAWED));
        let rows = suited.map(|approach| (approach, Vec::new())).collect();
        Self { scenario, flawed, promise, left: None, rows, search: None }
    }

    /// Its link.
    pub fn link(&self) -> MatrixLink {
        let Self { scenario, flawed, promise, .. } = *self;
        MatrixLink { scenario, flawed, promise }
    }

    /// The page that `link` names, with what is computed already if the scenario is the same.
    #[must_use]
    pub fn turned_to(self, link: MatrixLink) -> Self {
        if self.scenario.id != link.scenario.id {
            return Self::new(link);
        }
        Self { flawed: link.flawed, promise: link.promise, ..self }
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

    /// Computes a little more. Returns whether there is more to do.
    pub(super) fn advance(&mut self) -> bool {
        let mut budget = BUDGET;
        while budget > 0 {
            if !self.compute(&mut budget) {
                return false;
            }
        }
        true
    }

    /// Goes on with the next cell. Returns whether there was one.
    fn compute(&mut self, budget: &mut usize) -> bool {
        let (scenario, flawed) = (self.scenario, self.flawed);
        let open = |(approach, cells): &&mut (&'static Approach, Vec<Cell>)| {
            (flawed || approach.flaw.is_none()) && cells.len() < COLUMNS.len()
        };
        let Some((approach, cells)) = self.rows.iter_mut().find(open) else { return false };
        let column = &COLUMNS[cells.len()];
        let new = || Search::new(scenario.into(), approach, column);
        let search = self.search.get_or_insert_with(new);
        if search.advance(budget) {
            cells.push(search.cell());
            self.search = None;
        }
        true
    }

    /// The rows on show as a matrix, for taking it elsewhere; only whole rows are in it.
    pub fn matrix(&self) -> Matrix {
        let whole = |(_, cells): &&(_, Vec<Cell>)| cells.len() == COLUMNS.len();
        Matrix { case: self.scenario.into(), rows: self.rows().filter(whole).cloned().collect() }
    }
}

/// Lets `msg` change the matrix; what is meant for the timeline changes nothing.
pub(super) fn update_matrix(state: &mut State, msg: &Msg) -> Vec<Command> {
    let State { matrix: Some(matrix), address, .. } = state else { return Vec::new() };
    let scenario = matrix.scenario.id;
    let file = |ending: &str| format!("matrix-{scenario}.{ending}");
    match msg {
        Msg::HadTime => matrix.advance().then_some(Command::AskForTime).into_iter().collect(),
        Msg::ToggledFlawed => {
            matrix.flawed = !matrix.flawed;
            vec![Command::ReplaceLink(state.link()), Command::AskForTime]
        }
        Msg::ChosePromise(id) => {
            matrix.promise = invariant::ALL.iter().position(|promise| promise.id == id);
            vec![Command::ReplaceLink(state.link())]
        }
        Msg::PressedExport(Format::Markdown) => {
            vec![Command::Download(file("md"), export::markdown(&matrix.matrix(), address))]
        }
        Msg::PressedExport(Format::Csv) => {
            vec![Command::Download(file("csv"), export::csv(&matrix.matrix(), address))]
        }
        _ => Vec::new(),
    }
}
