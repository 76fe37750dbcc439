//! The matrix page as plain data: a row an approach, a column a failure, in each cell the answer
//! and the link to the run that proves it.

use super::Tone;
use super::points::{self, PointsView};
use crate::app::state::{MatrixPage, State};
use crate::codec::Link;
use crate::language::{list, tell};
use crate::sim::approach::Approach;
use crate::sim::failure::FailurePlan;
use crate::sim::invariant;
use crate::sim::matrix::{COLUMNS, Cell, Column, Finding, Harm, Matrix, Outcome};
use crate::sim::scenario::{self, Case, Scenario};
use crate::sim::timeline::Run;
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
    let computed = Matrix { case: page.scenario.into(), rows: page.rows().cloned().collect() };
    let points = points::points(page);
    let shown = if points.is_some() { 0 } else { computed.rows.len() };
    let rows: Vec<RowView> =
        (0..shown).map(|row| self::row(&computed, row, page.promise)).collect();
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
    let (done, all) = if points.is_some() { (0, 0) } else { page.progress() };
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
        bounds: (done == all).then(|| words::bounds(computed.worlds())),
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
    let named = |row: &&RowView| match with(row, Tone::Calm) {
        0 => tell("{0}", &[&row.name]),
        never => tell("{0} ({1} can't happen)", &[&row.name, &never]),
    };
    let names = |rows: &[&RowView]| {
        let all: Vec<String> = rows.iter().map(named).collect();
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

/// The same of the crash points.
fn summary_of_points(page: &MatrixPage, points: &PointsView) -> String {
    let kept: Vec<&str> =
        points.rows.iter().filter(|row| !row.breaks).map(|row| row.name).collect();
    let what = asked(page.promise);
    let all = points.rows.len();
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

fn row(computed: &Matrix, row: usize, promise: Option<usize>) -> RowView {
    let (approach, cells) = &computed.rows[row];
    RowView {
        name: approach.name,
        idea: approach.flaw.unwrap_or(approach.idea),
        flawed: approach.flaw.is_some(),
        link: own_run(computed.case, approach),
        cells: (0..COLUMNS.len())
            .map(|column| Some(cell(computed, (row, column), cells.get(column)?, promise)))
            .collect(),
    }
}

/// The link to the scenario's own run under `approach`.
pub(super) fn own_run(case: Case, approach: &'static Approach) -> String {
    let plan = FailurePlan::new(case.scenario.failures.iter().copied());
    let (run, unmet) = Run::of_plan(case, approach, &plan);
    Link { unmet, ..Link::of(run) }.to_string()
}

/// The answer as far as `promise` is concerned, or all promises.
fn cell(
    computed: &Matrix,
    (row, column): (usize, usize),
    cell: &Cell,
    promise: Option<usize>,
) -> CellView {
    let counts = |index: &usize| promise.is_none_or(|promise| promise == *index);
    let mut findings = cell.findings.clone();
    for (index, finding) in findings.iter_mut().enumerate() {
        *finding = finding.take().filter(|_| counts(&index));
    }
    let cell = Cell { findings, ..cell.clone() };
    let outcome = cell.outcome();
    let (name, about) = (computed.rows[row].0.name, &COLUMNS[column]);
    let shown = cell.shortest().filter(|_| cell.strikes);
    CellView {
        codes: codes(&cell, outcome),
        tone: tone(outcome),
        says: tell("{0}, {1}: {2}", &[&name, &about.name, &says(&cell, about, outcome, shown)]),
        link: shown.map(|finding| link(computed, (row, column), finding)),
    }
}

/// The link to a finding's run, at the step that does the harm.
fn link(computed: &Matrix, (row, column): (usize, usize), finding: &Finding) -> String {
    Link { frame: finding.harmed, ..Link::of(computed.run(row, column, finding)) }.to_string()
}

/// What is broken, without the formal promise where another says more.
fn codes(cell: &Cell, outcome: Outcome) -> Vec<&'static str> {
    if outcome != Outcome::Breaks {
        return vec![words::outcome(outcome)];
    }
    let all: Vec<&'static str> =
        cell.broken().map(|(promise, _)| invariant::ALL[promise].code).collect();
    let formal = |code: &&&str| **code != "WRONG";
    match all.iter().filter(formal).count() {
        0 => all,
        _ => all.into_iter().filter(|code| *code != "WRONG").collect(),
    }
}

pub(super) fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::NotApplicable => Tone::Calm,
        Outcome::Unknown | Outcome::Stuck => Tone::Open,
        Outcome::Holds => Tone::Good,
        Outcome::Breaks => Tone::Bad,
    }
}

fn says(cell: &Cell, column: &Column, outcome: Outcome, shown: Option<&Finding>) -> String {
    let Some(finding) = shown else {
        let never = Some(column.never).filter(|_| outcome == Outcome::NotApplicable);
        return never.unwrap_or(words::meaning(outcome)).to_string();
    };
    let names: Vec<&str> = cell.broken().map(|(index, _)| invariant::ALL[index].broken).collect();
    let steps = finding.harmed;
    match finding.harm {
        Harm::Broken => tell("{0}. The shortest run takes {1} steps.", &[&list(&names), &steps]),
        Harm::Stuck => words::meaning(Outcome::Stuck).to_string(),
    }
}

/// The matrix that `state` shows, if it does.
pub fn shown(state: &State) -> Option<MatrixView> {
    let page = state.matrix.as_ref()?;
    (state.page == crate::app::state::Page::Matrix).then(|| matrix(page))
}
