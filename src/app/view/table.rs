//! The deliveries of a run, a column each, and the approach's steps, a row each: the talk's
//! picture. A step that failed, was skipped or was never reached has its mark.

use std::rc::Rc;

use super::mark::{End, Mark, Time};
use super::story::{Key, Story, Taken, Told};
use crate::app::state::Menu;
use crate::language::tell;
use crate::sim::approach::Step;
use crate::sim::invariant::{Judgement, Reason};
use crate::sim::io::{Effect, EffectKind, Failure};
use crate::sim::machine::Happening;
use crate::sim::model::Delivery;
use crate::sim::scenario::Scenario;
use crate::words;

/// The picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableView {
    /// The deliveries, in order.
    pub columns: Vec<Column>,
    /// The steps, in the listing's order; the loop that publishes is unrolled.
    pub rows: Vec<Rc<Row>>,
    /// How many deliveries came before those in sight, and how many come after.
    pub beyond: (usize, usize),
}

/// One delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// The message.
    pub message: String,
    /// The message's name, as short as it goes.
    pub short: &'static str,
    /// Which delivery of it.
    pub attempt: u8,
    /// Where it stands.
    pub time: Time,
    /// The beat at which it starts.
    pub beat: usize,
    /// How it ended; none while it goes on or is to come.
    pub end: Option<End>,
    /// What went wrong around its handler, so far.
    pub around: Vec<&'static str>,
    /// The message's way through the steps so far; none before it has come.
    pub way: Option<Way>,
}

/// The way of a message through the steps of one delivery.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// The row of the first step.
    pub first: usize,
    /// The furthest row reached.
    pub last: usize,
    /// The row in which it broke, and how.
    pub broken: Option<(usize, Break)>,
}

/// Where a message's way breaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Break {
    /// Before the step: it never happened.
    Before,
    /// Behind it: it happened, and nobody was told.
    After,
}

/// One step of the approach.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is called.
    pub label: String,
    /// What it does, for those who want more.
    pub says: &'static str,
    /// Whether the step on show is in this row.
    pub current: bool,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// One step of one delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Whether it was taken.
    pub time: Time,
    /// What became of it.
    pub mark: Mark,
    /// What it found or made, in a word or two.
    pub value: String,
    /// The whole of it in words.
    pub spoken: String,
    /// What selecting it selects; none for a step that this run never takes.
    pub menu: Option<Menu>,
    /// Whether the document it read was an old version.
    pub historic: bool,
    /// Whether the message is here now.
    pub here: bool,
}

pub(super) fn table(story: &Story) -> TableView {
    let mut columns: Vec<Column> = story.columns.iter().map(|told| column(story, told)).collect();
    for (index, kind) in story.around() {
        columns[index].around.push(words::around(kind));
    }
    let row = |(index, &key): (usize, &Key)| {
        let cells = story.columns.iter().zip(&columns);
        let cells: Vec<Cell> =
            cells.map(|(told, column)| cell(story, index, told, column)).collect();
        let step = &story.timeline.run.approach.steps[key.row];
        Row {
            label: label(story.scenario(), step, key),
            says: step.says,
            current: cells.iter().any(|cell| cell.time == Time::Now),
            cells,
        }
    };
    let mut rows: Vec<Row> = story.keys.iter().enumerate().map(row).collect();
    if let Some(last) = rows.last_mut() {
        write_ends(&columns, last);
    }
    let rows = rows.into_iter().map(Rc::new).collect();
    TableView { columns, rows, beyond: story.beyond }
}

pub(super) fn label(scenario: &Scenario, step: &Step, key: Key) -> String {
    let Some(event) = key.event else { return step.label.to_string() };
    if step.does == EffectKind::Publish {
        return tell("publish {0}", &[&scenario.event(event)]);
    }
    let question = scenario.messages.iter().find_map(|message| words::question(message, event));
    question.unwrap_or(step.label).to_string()
}

/// A delivery that failed never reaches the last row; what became of its message stands there.
fn write_ends(columns: &[Column], last: &mut Row) {
    for (column, cell) in columns.iter().zip(&mut last.cells) {
        if let (Some(end), Mark::NotReached) = (column.end, cell.mark) {
            cell.value = tell("{0} {1}", &[&end.glyph(), &end.word()]);
        }
    }
}

fn time(frame: usize, now: usize) -> Time {
    match frame {
        _ if frame < now => Time::Past,
        _ if frame == now => Time::Now,
        _ if frame == now + 1 => Time::Next,
        _ => Time::Later,
    }
}

fn column(story: &Story, told: &Told) -> Column {
    let (now, first, last) = (story.now, told.first(), told.last().frame);
    let time = match (time(first, now), time(last, now)) {
        (Time::Past, Time::Next | Time::Later) | (Time::Now, _) | (_, Time::Now) => Time::Now,
        (first, _) => first,
    };
    let Delivery { message, attempt } = told.delivery;
    Column {
        message: words::message(story.scenario(), message),
        short: story.scenario().message(message).argument,
        attempt,
        time,
        beat: story.state.beat_of(story.lane, first),
        end: (last <= now).then(|| end(told.last())),
        around: Vec::new(),
        way: way(story, told),
    }
}

/// How far the message has come in this delivery, and where it broke.
fn way(story: &Story, told: &Told) -> Option<Way> {
    let seen = || told.steps.iter().filter(|step| step.frame <= story.now);
    let rows = || seen().filter_map(|step| story.row_of(step));
    let first = rows().min()?;
    let broken = seen().find_map(|step| {
        let row = story.row_of(step)?;
        match mark(step) {
            Mark::Refused | Mark::Conflict | Mark::Died => Some((row, Break::Before)),
            Mark::Unanswered => Some((row, Break::After)),
            _ => None,
        }
    });
    Some(Way { first, last: rows().max()?, broken })
}

pub(super) fn end(last: &Taken) -> End {
    match last.happened.happening {
        Happening::Step { effect: Effect::Follow { ready: false, .. }, failure: None, .. } => {
            End::Dropped
        }
        Happening::Step { failure: None, .. } => End::Acknowledged,
        Happening::Step { failure: Some(Failure::Lost), .. } => End::Unconfirmed,
        Happening::Step {
            effect: Effect::Receive,
            failure: Some(Failure::Refused | Failure::Died),
            ..
        } => End::NeverReceived,
        Happening::Step { put_back: true, .. } => End::PutBack,
        Happening::Step { failure: Some(Failure::Died), .. } => End::Orphaned,
        Happening::Step { .. } | Happening::Turned(_) => End::GaveUp,
    }
}

fn cell(story: &Story, row: usize, told: &Told, column: &Column) -> Cell {
    let (timeline, now, key) = (story.timeline, story.now, story.keys[row]);
    let Some(taken) = told.steps.iter().find(|taken| taken.key == key) else {
        let mark = passed(story, row, told);
        return Cell {
            time: if mark == Mark::Unknown { Time::Later } else { Time::Past },
            mark,
            value: if mark == Mark::Missing { String::from("lost") } else { String::new() },
            spoken: mark.word().to_string(),
            menu: None,
            historic: false,
            here: false,
        };
    };
    let time = time(taken.frame, now);
    let seen = time <= Time::Now;
    let missing = is_missing(story, key, told);
    let mark = match time {
        _ if missing => Mark::Missing,
        Time::Past | Time::Now => mark(taken),
        Time::Next | Time::Later => Mark::ToCome,
    };
    let frame = &timeline.frames[taken.frame];
    let spoken = if seen && !missing {
        words::step(&timeline.run, &taken.happened.happening, &frame.world)
    } else {
        mark.word().to_string()
    };
    let value = match mark {
        Mark::Missing => String::from("lost"),
        Mark::ToCome => String::new(),
        _ => value(taken),
    };
    Cell {
        time,
        mark,
        spoken,
        value,
        menu: taken.happened.point.map(|point| Menu { point, lane: story.lane }),
        historic: matches!(taken.effect, Effect::Load { read, latest } if read != latest),
        here: seen && column.end.is_none() && column.way.is_some_and(|way| way.last == row),
    }
}

/// Whether this delivery is the one that let the event of row `key` be lost: it took its message
/// out of the queue without it.
pub(super) fn is_missing(story: &Story, key: Key, told: &Told) -> bool {
    let Some(event) = key.event else { return false };
    let (timeline, last) = (story.timeline, told.last());
    let message = told.delivery.message;
    let broken = Judgement::Broken(Reason::NotPublished { message, event });
    let publishes = timeline.run.approach.steps[key.row].does == EffectKind::Publish;
    let gone = timeline.frames[last.frame].world.queue.entry(message).is_none();
    let is_broken = || timeline.frames[story.now].judgements.contains(&broken);
    publishes && gone && last.frame <= story.now && is_broken()
}

/// The mark of a row that this delivery never takes: passed by, if a later row was taken; out of
/// reach, if the delivery has failed before it.
fn passed(story: &Story, row: usize, told: &Told) -> Mark {
    let key = story.keys[row];
    if is_missing(story, key, told) {
        return Mark::Missing;
    }
    let seen = || told.steps.iter().filter(|taken| taken.frame <= story.now);
    let further = seen().filter_map(|step| story.row_of(step)).any(|at| at > row);
    let refused = seen().any(|taken| {
        matches!(taken.effect, Effect::Decide { event, due: false, .. } if key.event == Some(event))
    });
    match (further || refused, told.last().frame <= story.now) {
        (true, _) => Mark::Skipped,
        (false, true) => Mark::NotReached,
        (false, false) => Mark::Unknown,
    }
}

fn mark(taken: &Taken) -> Mark {
    let Happening::Step { failure, effect, .. } = taken.happened.happening else {
        return Mark::Unknown;
    };
    match (failure, effect) {
        (Some(Failure::Refused), _) => Mark::Refused,
        (Some(Failure::Unanswered), _) => Mark::Unanswered,
        (Some(Failure::Died), _) => Mark::Died,
        (Some(Failure::Conflict), _) => Mark::Conflict,
        (Some(_), _) => Mark::Odd,
        (_, effect) if effect.is_duplicate() => Mark::Duplicate,
        (_, Effect::Follow { ready: false, .. }) => Mark::Declined,
        _ => Mark::Done,
    }
}

fn value(taken: &Taken) -> String {
    match taken.happened.injection().map(|injection| injection.failure) {
        Some(Failure::Stale) => return String::from("stale"),
        Some(Failure::Diverged) => return String::from("random"),
        Some(Failure::Lost) => return String::from("lost"),
        Some(_) => return String::new(),
        None => {}
    }
    match taken.effect {
        Effect::Load { read, latest } if read == latest => words::version(read),
        Effect::Load { read, .. } => tell("{0} then", &[&words::version(read)]),
        Effect::Check { duplicate: true } => String::from("duplicate"),
        Effect::Check { duplicate: false } => String::from("new"),
        Effect::Follow { ready: false, .. } => String::from("too early"),
        Effect::Decide { measured, .. } => measured.to_string(),
        Effect::Persist { made } => words::version(made),
        _ => String::new(),
    }
}
