//! The crash points of every approach as plain data: its steps in a row, and for each way in which
//! one can fail what becomes of the run, with the link to it.

use super::matrix::tone;
use super::{Mark, Tone, story, table};
use crate::app::state::{CrashPoint, MatrixPage, MatrixRow};
use crate::codec::{FateTold, HarmTold};
use crate::language::{said, tell};
use crate::sim::approach::Approach;
use crate::sim::invariant;
use crate::sim::io::{EffectKind, Failure};
use crate::sim::matrix::{Harm, Outcome};
use crate::sim::model::MessageId;
use crate::words;

/// The crash points of all approaches on show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PointsView {
    /// The messages of which one is struck, by name, and which.
    pub messages: Vec<(MessageId, String, bool)>,
    /// Whether what happens around a step is on show, too.
    pub around: bool,
    /// A row an approach.
    pub rows: Vec<PointsRow>,
}

/// The crash points of one approach.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PointsRow {
    /// The approach's name.
    pub name: &'static str,
    /// What it relies on, or what is wrong with it.
    pub idea: &'static str,
    /// The link to the scenario's own run under it.
    pub link: String,
    /// How many of its failures break a promise, in words.
    pub count: String,
    /// Whether one does.
    pub breaks: bool,
    /// Its steps.
    pub steps: Vec<PointsStep>,
}

/// One step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PointsStep {
    /// What it is called.
    pub label: String,
    /// What becomes of each way in which it can fail.
    pub fates: Vec<FateView>,
}

/// What becomes of one failure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FateView {
    /// How the step fails, as the picture marks it; none for what happens around it.
    pub mark: Option<Mark>,
    /// The answer in short: codes, `ok`.
    pub codes: Vec<&'static str>,
    /// How good or bad it is.
    pub tone: Tone,
    /// All of it in words.
    pub says: String,
    /// The link to the run, at the step that breaks a promise, or at its end.
    pub link: String,
}

pub(super) fn points(page: &MatrixPage) -> Option<PointsView> {
    let message = page.points?;
    let scenario = page.scenario;
    let messages = (0..).take(scenario.messages.len()).map(MessageId);
    let messages = messages.map(|id| (id, words::message(scenario, id), id == message));
    let rows = page.rows().filter_map(|of| Some(row(page, of, page.solved(of.approach)?)));
    Some(PointsView { messages: messages.collect(), around: page.around, rows: rows.collect() })
}

fn row(page: &MatrixPage, row: &MatrixRow, solved: &[CrashPoint]) -> PointsRow {
    let approach = row.approach;
    let steps: Vec<PointsStep> = solved.iter().map(|point| step(page, approach, point)).collect();
    let fates = || steps.iter().flat_map(|step| &step.fates);
    let broken = fates().filter(|fate| fate.tone == Tone::Bad).count();
    PointsRow {
        name: approach.name,
        idea: approach.flaw.unwrap_or(approach.idea),
        link: row.own.clone(),
        count: if steps.is_empty() {
            said("never delivered")
        } else {
            tell("{0} of {1} break", &[&broken, &fates().count()])
        },
        breaks: broken > 0,
        steps,
    }
}

fn step(page: &MatrixPage, approach: &'static Approach, point: &CrashPoint) -> PointsStep {
    let key = story::Key::of(point.row, point.effect);
    let label = table::label(page.scenario, &approach.steps[point.row], key);
    let kind = point.effect.kind();
    let shown = point.fates.iter().filter(|fate| page.around || fate.failure.is_of_step());
    let fates = shown.map(|each| fate(page, &label, kind, each)).collect();
    PointsStep { label, fates }
}

/// The answer as far as the promise that counts is concerned, or all promises.
fn fate(page: &MatrixPage, label: &str, kind: EffectKind, fate: &FateTold) -> FateView {
    let harms = harms(fate, page.promise);
    let first = harms.iter().min_by_key(|harm| harm.frame);
    let outcome = match first.map(|harm| harm.harm) {
        None => Outcome::Holds,
        Some(Harm::Broken) => Outcome::Breaks,
        Some(Harm::Stuck) => Outcome::Stuck,
    };
    let codes = match outcome {
        Outcome::Breaks => harms.iter().map(|harm| invariant::ALL[harm.promise].code).collect(),
        _ => vec![words::outcome(outcome)],
    };
    let how = words::failure(kind, fate.failure);
    FateView {
        mark: mark(fate.failure),
        codes,
        tone: tone(outcome),
        says: tell("{0}. {1}: {2}", &[&label, &how, &means(&harms)]),
        link: first.map_or(&fate.link, |harm| &harm.link).clone(),
    }
}

/// What is broken of what counts, or else what is stuck. That no order explains the end goes
/// without saying where another promise says more.
fn harms(fate: &FateTold, promise: Option<usize>) -> Vec<&HarmTold> {
    let counts = |harm: &&HarmTold| promise.is_none_or(|it| it == harm.promise);
    let mut harms: Vec<&HarmTold> = fate.harms.iter().filter(counts).collect();
    if harms.iter().any(|harm| harm.harm == Harm::Broken) {
        harms.retain(|harm| harm.harm == Harm::Broken);
    }
    if harms.len() > 1 {
        harms.retain(|harm| !invariant::ALL[harm.promise].is_formal());
    }
    harms
}

/// What became of the run, in sentences.
fn means(harms: &[&HarmTold]) -> String {
    let said: Vec<&str> =
        harms.iter().map(|harm| harm.says.as_str()).filter(|says| !says.is_empty()).collect();
    if said.is_empty() { String::from("every promise is kept.") } else { said.join(" ") }
}

fn mark(failure: Failure) -> Option<Mark> {
    match failure {
        Failure::Refused => Some(Mark::Refused),
        Failure::Unanswered => Some(Mark::Unanswered),
        Failure::Died => Some(Mark::Died),
        of_step => of_step.is_of_step().then_some(Mark::Odd),
    }
}
