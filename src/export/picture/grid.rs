//! A run as a grid: a column for each delivery and for each thing that happened around the
//! handlers, a row for each kind of step.

use crate::codec::failure_word;
use crate::sim::failure::Act;
use crate::sim::invariant;
use crate::sim::io::{EffectKind, Failure};
use crate::sim::machine::Happening;
use crate::sim::model::{Delivery, HandlerId};
use crate::sim::timeline::Timeline;
use crate::words;

/// The grid.
pub(super) struct Grid {
    /// What each row is about.
    pub rows: Vec<String>,
    /// In the order in which they begin.
    pub columns: Vec<Column>,
}

/// A column.
pub(super) enum Column {
    /// A delivery.
    Delivery(Visit),
    /// Something around the handlers, in the step of this number.
    Turn(usize, String),
}

/// A delivery.
pub(super) struct Visit {
    delivery: Delivery,
    /// The message.
    pub message: String,
    /// Which time it is received, and by whom.
    pub attempt: String,
    /// Its steps.
    pub cells: Vec<Cell>,
    /// The versions of the document that it made.
    pub made: Vec<String>,
    /// The events that it sent.
    pub sent: Vec<String>,
}

/// A step.
pub(super) struct Cell {
    /// Its row.
    pub row: usize,
    /// Its number.
    pub number: usize,
    /// How it failed, in a word or two, if it did.
    pub failed: Option<&'static str>,
    /// The codes of the promises that it breaks.
    pub breaks: Option<String>,
}

impl Grid {
    /// The grid of a run whose frames have these numbers.
    pub fn of(timeline: &Timeline, numbers: &[usize]) -> Self {
        let steps: Vec<Step> =
            (1..timeline.frames.len()).filter_map(|frame| step(timeline, frame)).collect();
        let rows = rows(&steps);
        let columns = columns(timeline, numbers, &steps, &rows);
        Self { rows: rows.into_iter().map(|row| row.label).collect(), columns }
    }
}

/// A row: what it is about, and which time in a delivery.
#[derive(Clone, PartialEq)]
struct Row {
    label: String,
    nth: usize,
}

struct Step {
    frame: usize,
    handler: HandlerId,
    delivery: Delivery,
    row: Row,
    /// Its row in the approach's own table.
    listed: usize,
    failure: Option<Failure>,
}

fn step(timeline: &Timeline, frame: usize) -> Option<Step> {
    let happening = timeline.frames[frame].happened?.happening;
    let Happening::Step { handler, delivery, row: listed, effect, failure, .. } = happening else {
        return None;
    };
    // What is decided or voted says more than that it is.
    let label = match effect.kind() {
        EffectKind::Decide | EffectKind::Vote => words::next(&timeline.run, &happening),
        _ => words::act(timeline.run.case.scenario, Act::of(effect)),
    };
    let same = |other: &usize| {
        let happened = timeline.frames[*other].happened.map(|it| it.happening);
        let Some(Happening::Step { delivery: by, effect: did, .. }) = happened else {
            return false;
        };
        by == delivery && Act::of(did) == Act::of(effect)
    };
    let nth = (1..frame).filter(same).count();
    Some(Step { frame, handler, delivery, row: Row { label, nth }, listed, failure })
}

/// Each kind of step once, behind the one that came before it when it was first taken; of several
/// that followed the same one, as the approach lists them.
fn rows(steps: &[Step]) -> Vec<Row> {
    let mut rows: Vec<(&Row, usize)> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let place = |of: &Row| rows.iter().position(|(row, _)| *row == of);
        if place(&step.row).is_some() {
            continue;
        }
        let before = steps[..index].iter().rev().find(|other| other.delivery == step.delivery);
        let behind = before.and_then(|before| place(&before.row));
        let behind = behind.map_or(rows.len(), |behind| behind + 1);
        let earlier = rows[behind..].iter().take_while(|(_, listed)| *listed < step.listed);
        rows.insert(behind + earlier.count(), (&step.row, step.listed));
    }
    rows.into_iter().map(|(row, _)| row.clone()).collect()
}

fn columns(timeline: &Timeline, numbers: &[usize], steps: &[Step], rows: &[Row]) -> Vec<Column> {
    let scenario = timeline.run.case.scenario;
    let mut columns: Vec<Column> = Vec::new();
    for (frame, &number) in numbers.iter().enumerate().skip(1) {
        let Some(step) = steps.iter().find(|step| step.frame == frame) else {
            if let Some(Happening::Turned(turn)) =
                timeline.frames[frame].happened.map(|it| it.happening)
            {
                columns.push(Column::Turn(number, words::turn(scenario, turn)));
            }
            continue;
        };
        let row = rows.iter().position(|row| *row == step.row);
        let cell = Cell {
            row: row.expect("every step has a row"),
            number,
            failed: step.failure.map(failed),
            breaks: breaks(timeline, frame),
        };
        let known = columns.iter_mut().find_map(|column| match column {
            Column::Delivery(visit) if visit.delivery == step.delivery => Some(visit),
            _ => None,
        });
        match known {
            Some(visit) => visit.cells.push(cell),
            None => columns.push(Column::Delivery(visit(timeline, step, cell))),
        }
    }
    columns
}

fn visit(timeline: &Timeline, step: &Step, cell: Cell) -> Visit {
    let scenario = timeline.run.case.scenario;
    let (delivery, world) = (step.delivery, &timeline.frames[timeline.last()].world);
    let second = if step.handler == HandlerId(0) { "" } else { ", second handler" };
    let versions = world.store.versions.iter().enumerate();
    let made = versions.filter(|(_, version)| version.made_by == Some(delivery));
    let made = made
        .map(|(number, version)| format!("v{number}: {}", words::lines(scenario, version.state)));
    let sent = world.sent.iter().filter(|output| output.by == delivery).map(|output| {
        let told = scenario.tells(output).map_or(String::new(), |told| format!(" {told}"));
        format!("{}{told}", scenario.event(output.event))
    });
    Visit {
        delivery,
        message: words::message(scenario, delivery.message),
        attempt: format!("attempt {}{second}", delivery.attempt),
        cells: vec![cell],
        made: made.collect(),
        sent: sent.collect(),
    }
}

/// A failure in a word or two.
fn failed(failure: Failure) -> &'static str {
    match failure {
        Failure::Refused => "failed",
        Failure::Unanswered => "answer lost",
        Failure::Died => "process died",
        Failure::Stale => "stale read",
        other => failure_word(other),
    }
}

fn breaks(timeline: &Timeline, frame: usize) -> Option<String> {
    let all = invariant::ALL.iter().enumerate();
    let broken = all.filter(|(index, _)| timeline.verdict(*index, frame).broken_in == Some(frame));
    let mut broken: Vec<_> = broken.map(|(_, promise)| promise).collect();
    if broken.len() > 1 {
        // It goes without saying where another promise says more.
        broken.retain(|promise| !promise.is_formal());
    }
    let codes: Vec<&str> = broken.iter().map(|promise| promise.code).collect();
    (!codes.is_empty()).then(|| codes.join(", "))
}
