//! The matrix page as plain data: a row an approach, a column a failure, in each cell the answer
//! and the link to the run that proves it.

use super::Tone;
use super::points::{self, PointsView};
use crate::app::state::{MatrixPage, MatrixRow, State};
use crate::codec::{CellTold, FindingTold};
use crate::language::{list, tell};
use crate::sim::approach::Approach;
use crate::sim::invariant;
use crate::sim::matrix::{COLUMNS, Column, Harm, Outcome};
use crate::sim::scenario::{self, Scenario};
use crate::words;

/// The matrix page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MatrixView {
    /// Ids and names of the scenarios, and which is on show.
    pub scenarios: Vec<(&'static str, &'static str, bool)>,
    /// What the scenario is about.
    pub about: &'static str,
    /// What there is to say of the whole, in a sentence.
    pub summary: String,
    /// How many cells are computed, and how many there are.
    pub progress: (usize, usize),
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// The rows.
    pub rows: Vec<RowView>,
    /// Whether the approaches that are wrong on purpose are shown.
    pub flawed: bool,
    /// Ids, names and codes of the promises, and which is the only one that counts.
    pub promises: Vec<PromiseView>,
    /// Approaches that make no sense in the scenario, each with the reason.
    pub misfits: Vec<(&'static str, &'static str)>,
    /// Within which bounds the answers hold, once all are there.
    pub bounds: Option<String>,
    /// The crash points of every approach, if they are on show in place of the columns.
    pub points: Option<PointsView>,
}

/// One column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnView {
    /// Its short name.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What may go wrong.
    pub about: &'static str,
}

/// One row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowView {
    /// The approach's name.
    pub name: &'static str,
    /// What it relies on, or what is wrong with it.
    pub idea: &'static str,
    /// Whether it is wrong on purpose.
    pub flawed: bool,
    /// The link to the scenario's own run under it.
    pub link: String,
    /// Its cells; those still to come are empty.
    pub cells: Vec<Option<CellView>>,
}

/// One cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellView {
    /// The answer in short: codes, `ok`, `–`.
    pub codes: Vec<&'static str>,
    /// How good or bad it is.
    pub tone: Tone,
    /// The answer in a sentence.
    pub says: String,
    /// The link to the run that proves it, if it takes one.
    pub link: Option<String>,
}

/// One promise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PromiseView {
    /// Its id.
    pub id: &'static str,
    /// What a cell calls a broken one.
    pub code: &'static str,
    /// The promise.
    pub name: &'static str,
    /// What is said once it is broken.
    pub broken: &'static str,
    /// What exactly is promised.
    pub means: &'static str,
    /// Where it is stated.
    pub source: &'static str,
    /// Whether it is the only one that counts.
    pub chosen: bool,
}

impl MatrixView {
    /// What a screen reader says of it: nothing while it is being computed.
    pub fn spoken(&self) -> String {
        let (done, all) = self.progress;
        if done == all { self.summary.clone() } else { String::new() }
    }
}

pub(super) fn scenarios(shown: &Scenario) -> Vec<(&'static str, &'static str, bool)> {
    scenario::ALL.iter().map(|other| (other.id, other.name, other.id == shown.id)).collect()
}

fn matrix(page: &MatrixPage) -> MatrixView {
    let points = points::points(page);
    let shown = page.rows().filter(|_| points.is_none());
    let rows: Vec<RowView> = shown.map(|row| self::row(row, page.promise)).collect();
    let promises = invariant::ALL.iter().enumerate().map(|(index, promise)| PromiseView {
        id: promise.id,
        code: promise.code,
        name: promise.name,
        broken: promise.broken,
        means: promise.means,
        source: promise.source,
        chosen: page.promise == Some(index),
    });
    let misfit = |approach: &&'static Approach| {
        page.scenario.misfit(approach).map(|why| (approach.name, why))
    };
    let (done, all) = page.progress();
    let worlds = page.rows().flat_map(|row| &row.cells).map(|cell| cell.worlds).sum();
    MatrixView {
        scenarios: scenarios(page.scenario),
        about: page.scenario.about,
        summary: match &points {
            Some(points) => summary_of_points(page, points),
            None => summary(page, &rows),
        },
        progress: (done, all),
        columns: COLUMNS
            .iter()
            .map(|column| ColumnView { id: column.id, name: column.name, about: column.about })
            .collect(),
        rows,
        flawed: page.flawed,
        promises: promises.collect(),
        misfits: crate::sim::approach::ALL.iter().filter_map(misfit).collect(),
        bounds: (done == all && points.is_none()).then(|| words::bounds(worlds)),
        points,
    }
}

/// Approaches that the summary names; more would be a list.
const NAMES_MAX: usize = 4;

/// How many approaches keep what is asked, once all is computed; before, how far it is.
fn summary(page: &MatrixPage, rows: &[RowView]) -> String {
    let (done, all) = page.progress();
    if done < all {
        return tell("Checking every run: {0} of {1} cells are done.", &[&done, &all]);
    }
    let with = |row: &RowView, tone: Tone| {
        row.cells.iter().flatten().filter(|cell| cell.tone == tone).count()
    };
    let unbroken = rows.iter().filter(|row| with(row, Tone::Bad) == 0);
    // What most failures can't happen to is no better for that.
    let (few, kept): (Vec<&RowView>, Vec<&RowView>) =
        unbroken.partition(|row| with(row, Tone::Calm) * 2 > row.cells.len());
    let counted = |row: &&RowView| match with(row, Tone::Calm) {
        0 => tell("{0}", &[&row.name]),
        never => tell("{0} ({1} can't happen)", &[&row.name, &never]),
    };
    let names = |rows: &[&RowView]| {
        let all: Vec<String> = rows.iter().map(counted).collect();
        names(&all.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let what = asked(page.promise);
    let summary = match kept.len() {
        0 => tell(
            "None of the {0} approaches keeps {1} under every failure that can happen to it.",
            &[&rows.len(), &what],
        ),
        count => tell(
            "{0} of {1} approaches keep {2} under every failure that can happen to them{3}.",
            &[&count, &rows.len(), &what, &names(&kept)],
        ),
    };
    if few.is_empty() {
        return summary;
    }
    let few = tell(
        " Most of the {0} failures can't happen to {1} others{2}.",
        &[&COLUMNS.len(), &few.len(), &names(&few)],
    );
    summary + &few
}

/// What the crash points say, in a sentence.
fn summary_of_points(page: &MatrixPage, points: &PointsView) -> String {
    let (done, all) = page.progress();
    if done < all {
        return tell("Playing every crash point: {0} of {1} approaches are done.", &[&done, &all]);
    }
    let kept: Vec<&str> =
        points.rows.iter().filter(|row| !row.breaks).map(|row| row.name).collect();
    let what = asked(page.promise);
    let (count, names) = (kept.len(), names(&kept));
    tell(
        "{0} of {1} approaches keep {2}, whichever step fails once{3}.",
        &[&count, &all, &what, &names],
    )
}

/// The names, if they are few.
fn names(kept: &[&str]) -> String {
    match kept.len() {
        1..=NAMES_MAX => tell(": {0}", &[&list(kept)]),
        _ => String::new(),
    }
}

/// The promise that counts, or all.
fn asked(promise: Option<usize>) -> String {
    match promise {
        None => String::from("every promise"),
        Some(promise) => tell("\"{0}\"", &[&invariant::ALL[promise].name]),
    }
}

fn row(row: &MatrixRow, promise: Option<usize>) -> RowView {
    let MatrixRow { approach, own, cells } = row;
    let cell = |column| Some(cell(approach, &COLUMNS[column], cells.get(column)?, promise));
    RowView {
        name: approach.name,
        idea: approach.flaw.unwrap_or(approach.idea),
        flawed: approach.flaw.is_some(),
        link: own.clone(),
        cells: (0..COLUMNS.len()).map(cell).collect(),
    }
}

/// The answer as far as `promise` is concerned, or all promises.
fn cell(approach: &Approach, column: &Column, cell: &CellTold, promise: Option<usize>) -> CellView {
    let outcome = cell.outcome(promise);
    let shown = shortest(cell, promise).filter(|_| cell.strikes);
    let says = says(cell, column, promise, shown);
    CellView {
        codes: codes(cell, promise),
        tone: tone(outcome),
        says: tell("{0}, {1}: {2}", &[&approach.name, &column.name, &says]),
        link: shown.map(|finding| finding.link.clone()),
    }
}

/// The promises that are broken, of those that count.
fn broken(cell: &CellTold, promise: Option<usize>) -> impl Iterator<Item = &FindingTold> {
    cell.counting(promise).filter(|finding| finding.harm == Harm::Broken)
}

/// The run that shows the answer best: the shortest that breaks a promise, or that leaves something
/// to an operator. That no order explains the end says least: it comes last.
fn shortest(cell: &CellTold, promise: Option<usize>) -> Option<&FindingTold> {
    let vague = |finding: &FindingTold| invariant::ALL[finding.promise].is_formal();
    cell.counting(promise).min_by_key(|it| (it.harm == Harm::Stuck, vague(it), it.length))
}

/// What is broken, without the formal promise where another says more.
fn codes(cell: &CellTold, promise: Option<usize>) -> Vec<&'static str> {
    let outcome = cell.outcome(promise);
    if outcome != Outcome::Breaks {
        return vec![words::outcome(outcome)];
    }
    let all = || broken(cell, promise).map(|finding| invariant::ALL[finding.promise]);
    let more = all().any(|promise| !promise.is_formal());
    all().filter(|promise| !(more && promise.is_formal())).map(|promise| promise.code).collect()
}

pub(super) fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::NotApplicable => Tone::Calm,
        Outcome::Unknown | Outcome::Stuck => Tone::Open,
        Outcome::Holds => Tone::Good,
        Outcome::Breaks => Tone::Bad,
    }
}

fn says(
    cell: &CellTold,
    column: &Column,
    promise: Option<usize>,
    shown: Option<&FindingTold>,
) -> String {
    let Some(finding) = shown else {
        let outcome = cell.outcome(promise);
        let never = Some(column.never).filter(|_| outcome == Outcome::NotApplicable);
        return never.unwrap_or(words::meaning(outcome)).to_string();
    };
    let names = broken(cell, promise).map(|it| invariant::ALL[it.promise].broken);
    match finding.harm {
        Harm::Broken => {
            let names = list(&names.collect::<Vec<_>>());
            tell("{0}. The shortest run takes {1} steps.", &[&names, &finding.harmed])
        }
        Harm::Stuck => words::meaning(Outcome::Stuck).to_string(),
    }
}

/// The matrix that `state` shows, if it does.
pub fn shown(state: &State) -> Option<MatrixView> {
    let page = state.matrix.as_ref()?;
    (state.page == crate::app::state::Page::Matrix).then(|| matrix(page))
}

/// What a screen reader says of the matrix, if it is on show. As long as it is computed that is
/// nothing, and no cell has to be looked at to know it.
pub fn spoken(state: &State) -> Option<String> {
    let (done, all) = state.matrix.as_ref()?.progress();
    let is_shown = state.page == crate::app::state::Page::Matrix;
    if done < all {
        return is_shown.then(String::new);
    }
    shown(state).map(|view| view.spoken())
}
