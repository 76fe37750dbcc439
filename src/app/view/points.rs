//! The crash points of every approach as plain data: its steps in a row, and for each way in which
//! one can fail what becomes of the run, with the link to it.

use super::{Mark, Tone, story, table};
use crate::app::state::MatrixPage;
use crate::codec::Link;
use crate::language::{list, tell};
use crate::sim::approach::Approach;
use crate::sim::invariant;
use crate::sim::io::{EffectKind, Failure};
use crate::sim::matrix::{CrashPoint, Fate, Outcome};
use crate::sim::model::MessageId;
use crate::words;

/// The crash points of all approaches on show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PointsView {
    /// The messages of which one is struck, by name, and which.
    pub messages: Vec<(MessageId, String, bool)>,
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
    /// How the step fails, as the picture marks it.
    pub mark: Mark,
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
    let rows =
        page.rows().filter_map(|(approach, _)| Some(row(page, approach, page.solved(approach)?)));
    Some(PointsView { messages: messages.collect(), rows: rows.collect() })
}

fn row(page: &MatrixPage, approach: &'static Approach, solved: &[CrashPoint]) -> PointsRow {
    let steps: Vec<PointsStep> = solved.iter().map(|point| step(page, approach, point)).collect();
    let fates = || steps.iter().flat_map(|step| &step.fates);
    let broken = fates().filter(|fate| fate.tone == Tone::Bad).count();
    PointsRow {
        name: approach.name,
        idea: approach.flaw.unwrap_or(approach.idea),
        count: tell("{0} of {1} break", &[&broken, &fates().count()]),
        breaks: broken > 0,
        steps,
    }
}

fn step(page: &MatrixPage, approach: &'static Approach, point: &CrashPoint) -> PointsStep {
    let key = story::Key::of(point.row, point.effect);
    let label = table::label(page.scenario, &approach.steps[point.row], key);
    let kind = point.effect.kind();
    let fates = point.fates.iter().map(|each| fate(page, &label, kind, each)).collect();
    PointsStep { label, fates }
}

/// The answer as far as the promise that counts is concerned, or all promises. That no order
/// explains the end goes without saying where another is broken.
fn fate(page: &MatrixPage, label: &str, kind: EffectKind, fate: &Fate) -> FateView {
    let counts = |(index, _): &&(usize, usize)| page.promise.is_none_or(|it| it == *index);
    let mut broken: Vec<(usize, usize)> = fate.broken.iter().filter(counts).copied().collect();
    if broken.len() > 1 {
        broken.retain(|(index, _)| invariant::ALL[*index].code != "WRONG");
    }
    let (outcome, tone) = match (broken.is_empty(), fate.stuck) {
        (false, _) => (Outcome::Breaks, Tone::Bad),
        (true, true) => (Outcome::Stuck, Tone::Open),
        (true, false) => (Outcome::Holds, Tone::Good),
    };
    let named = |name: fn(&invariant::Invariant) -> &'static str| {
        broken.iter().map(|(index, _)| name(invariant::ALL[*index])).collect::<Vec<_>>()
    };
    let (codes, means) = match outcome {
        Outcome::Breaks => (named(|it| it.code), list(&named(|it| it.broken))),
        Outcome::Stuck => (vec![words::outcome(outcome)], words::meaning(outcome).to_string()),
        _ => (vec![words::outcome(outcome)], String::from("every promise is kept")),
    };
    let harmed = broken.iter().map(|(_, frame)| *frame).min();
    let link = Link::of(fate.run.clone());
    let frame = harmed.unwrap_or(link.frame);
    FateView {
        mark: mark(fate.failure),
        codes,
        tone,
        says: tell("{0}. {1}: {2}", &[&label, &words::failure(kind, fate.failure), &means]),
        link: Link { frame, ..link }.to_string(),
    }
}

fn mark(failure: Failure) -> Mark {
    match failure {
        Failure::Refused => Mark::Refused,
        Failure::Unanswered => Mark::Unanswered,
        Failure::Died => Mark::Died,
        Failure::Conflict => Mark::Conflict,
        _ => Mark::Odd,
    }
}
