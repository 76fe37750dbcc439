//! The deliveries of a run, a column each, and the approach's steps, a row each: the talk's
//! picture. A step that failed, was skipped or was never reached has its mark.

use super::mark::{End, Mark, Time};
use crate::app::state::{Menu, State};
use crate::sim::approach::{Approach, Step};
use crate::sim::invariant::{Judgement, Reason};
use crate::sim::io::{Effect, EffectKind, Failure};
use crate::sim::machine::{Happening, Turn, TurnKind};
use crate::sim::model::{Delivery, EventId};
use crate::sim::scenario::Scenario;
use crate::sim::timeline::{Happened, Timeline};
use crate::words;

/// The picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableView {
    /// The deliveries, in order.
    pub columns: Vec<Column>,
    /// The steps, in the listing's order; the loop that publishes is unrolled.
    pub rows: Vec<Row>,
}

/// One delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// The message.
    pub message: String,
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
}

/// What a row of the picture is about: a row of the approach's table, or one event's share of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Key {
    row: usize,
    event: Option<EventId>,
}

impl Key {
    fn of(row: usize, effect: Effect) -> Self {
        let event = match effect {
            Effect::Publish { event, .. } | Effect::Decide { event, .. } => Some(event),
            _ => None,
        };
        Self { row, event }
    }
}

/// A step of the run where the picture finds it.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    key: Key,
    pub(super) frame: usize,
    happened: Happened,
    effect: Effect,
}

impl Taken {
    /// Whether the attempt was over after it because it failed.
    fn is_over(&self) -> bool {
        matches!(self.happened.happening, Happening::Step { failure: Some(failure), .. }
            if failure.ends_attempt())
    }
}

pub(super) fn table(state: &State, lane: usize) -> TableView {
    let timeline = &state.lanes[lane].timeline;
    let now = state.frame(lane, state.beat);
    let keys = keys(timeline.run.case.scenario, timeline.run.approach);
    let deliveries = deliveries(timeline);
    let columns = deliveries.iter().enumerate().map(|(index, (delivery, steps))| {
        let around = around(timeline, &deliveries, now);
        let of_it = around.into_iter().filter(|(column, _)| *column == index);
        Column {
            around: of_it.map(|(_, kind)| words::around(kind)).collect(),
            ..column(state, lane, *delivery, steps)
        }
    });
    let rows = keys.iter().enumerate().map(|(index, &key)| {
        let cell = |(_, steps): &(Delivery, Vec<Taken>)| {
            let mut cell = cell(state, lane, &keys, index, steps);
            if is_missing(timeline, now, key, steps) {
                cell.mark = Mark::Missing;
                cell.value = String::from("lost");
                cell.spoken = cell.mark.word().to_string();
            }
            cell
        };
        let cells: Vec<Cell> = deliveries.iter().map(cell).collect();
        let step = &timeline.run.approach.steps[key.row];
        Row {
            label: label(timeline.run.case.scenario, step, key),
            says: step.says,
            current: cells.iter().any(|cell| cell.time == Time::Now),
            cells,
        }
    });
    let columns: Vec<Column> = columns.collect();
    let mut rows: Vec<Row> = rows.collect();
    if let Some(last) = rows.last_mut() {
        write_ends(&columns, last);
    }
    TableView { columns, rows }
}

/// The rows of the picture. Where deciding and publishing take turns, each event's question comes
/// before the event; elsewhere they keep the table's order.
fn keys(scenario: &Scenario, approach: &Approach) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut steps = approach.steps.iter().enumerate().peekable();
    while let Some((row, step)) = steps.next() {
        match step.does {
            EffectKind::Decide => {
                let publishes = steps.next_if(|(_, next)| next.does == EffectKind::Publish);
                for (event, asked) in events(scenario) {
                    if asked {
                        keys.push(Key { row, event: Some(event) });
                    }
                    if let Some((row, _)) = publishes {
                        keys.push(Key { row, event: Some(event) });
                    }
                }
            }
            EffectKind::Publish => keys.extend(
                events(scenario).into_iter().map(|(event, _)| Key { row, event: Some(event) }),
            ),
            _ => keys.push(Key { row, event: None }),
        }
    }
    keys
}

/// Every event that a message of the scenario may publish, and whether it is asked for first.
fn events(scenario: &Scenario) -> Vec<(EventId, bool)> {
    let mut events: Vec<(EventId, bool)> = Vec::new();
    for publication in scenario.messages.iter().flat_map(|message| message.behavior.publications) {
        let asked = publication.when.is_some();
        match events.iter_mut().find(|(event, _)| *event == publication.event) {
            Some(known) => known.1 |= asked,
            None => events.push((publication.event, asked)),
        }
    }
    events
}

fn label(scenario: &Scenario, step: &Step, key: Key) -> String {
    let Some(event) = key.event else { return step.label.to_string() };
    if step.does == EffectKind::Publish {
        return format!("publish {}", scenario.event(event));
    }
    let question = scenario.messages.iter().find_map(|message| words::question(message, event));
    question.unwrap_or(step.label).to_string()
}

/// Every delivery with its steps, in the order in which they come.
pub(super) fn deliveries(timeline: &Timeline) -> Vec<(Delivery, Vec<Taken>)> {
    let mut deliveries: Vec<(Delivery, Vec<Taken>)> = Vec::new();
    for (frame, shown) in timeline.frames.iter().enumerate() {
        let Some(happened) = shown.happened else { continue };
        let Happening::Step { delivery, row, effect, .. } = happened.happening else { continue };
        // A receive that failed may be tried again as the same attempt: two tries, two columns.
        let goes_on = deliveries.iter().rposition(|(other, steps)| {
            *other == delivery && !steps.last().is_some_and(Taken::is_over)
        });
        let index = goes_on.unwrap_or(deliveries.len());
        if goes_on.is_none() {
            deliveries.push((delivery, Vec::new()));
        }
        let taken = Taken { key: Key::of(row, effect), frame, happened, effect };
        deliveries[index].1.push(taken);
    }
    deliveries
}

/// A delivery that failed never reaches the last row; what became of its message stands there.
fn write_ends(columns: &[Column], last: &mut Row) {
    for (column, cell) in columns.iter().zip(&mut last.cells) {
        if let (Some(end), Mark::NotReached) = (column.end, cell.mark) {
            cell.value = format!("{} {}", end.glyph(), end.word());
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

fn column(state: &State, lane: usize, delivery: Delivery, steps: &[Taken]) -> Column {
    let now = state.frame(lane, state.beat);
    let (first, last) = (steps[0].frame, steps[steps.len() - 1]);
    let time = match (time(first, now), time(last.frame, now)) {
        (Time::Past, Time::Next | Time::Later) | (Time::Now, _) | (_, Time::Now) => Time::Now,
        (first, _) => first,
    };
    let Delivery { message, attempt } = delivery;
    Column {
        message: words::message(state.case.scenario, message),
        attempt,
        time,
        beat: state.beat_of(lane, first),
        end: (last.frame <= now).then(|| end(&last)),
        around: Vec::new(),
    }
}

/// What went wrong around the handlers up to frame `now`, each with the column that it is shown in:
/// a lease expires under a delivery that goes on; anything else is met by the next delivery of its
/// message, or came after the last.
fn around(
    timeline: &Timeline,
    deliveries: &[(Delivery, Vec<Taken>)],
    now: usize,
) -> Vec<(usize, TurnKind)> {
    let frames = timeline.frames.windows(2).zip(1..).take(now);
    let turned = frames.filter_map(|(pair, frame)| {
        let Happening::Turned(turn) = pair[1].happened?.happening else { return None };
        (pair[1].world.failures > pair[0].world.failures).then_some((turn, frame))
    });
    let place = |(turn, frame): (Turn, usize)| {
        let of_message = |(_, (delivery, _)): &(usize, &(Delivery, Vec<Taken>))| {
            delivery.message == turn.message
        };
        let mut columns = deliveries.iter().enumerate().filter(of_message);
        let starts = |(_, (_, steps)): &(usize, &(Delivery, Vec<Taken>))| steps[0].frame > frame;
        let before = columns.clone().take_while(|column| !starts(column)).last();
        let after = columns.find(starts);
        let column = match turn.kind {
            TurnKind::Redeliver => before.or(after),
            _ => after.or(before),
        };
        column.map(|(index, _)| (index, turn.kind))
    };
    turned.filter_map(place).collect()
}

fn end(last: &Taken) -> End {
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

fn cell(state: &State, lane: usize, keys: &[Key], index: usize, steps: &[Taken]) -> Cell {
    let timeline = &state.lanes[lane].timeline;
    let now = state.frame(lane, state.beat);
    let taken = steps.iter().find(|taken| taken.key == keys[index]);
    let Some(taken) = taken else {
        let mark = passed(keys, index, steps, now);
        return Cell {
            time: if mark == Mark::Unknown { Time::Later } else { Time::Past },
            mark,
            value: String::new(),
            spoken: mark.word().to_string(),
            menu: None,
            historic: false,
        };
    };
    let time = time(taken.frame, now);
    let seen = time <= Time::Now;
    let mark = if seen { mark(taken) } else { Mark::ToCome };
    let value = if seen { value(taken) } else { String::new() };
    let frame = &timeline.frames[taken.frame];
    let told = words::step(&timeline.run, &taken.happened.happening, &frame.world);
    Cell {
        time,
        mark,
        spoken: if seen { told } else { mark.word().to_string() },
        value,
        menu: taken.happened.point.map(|point| Menu { point, lane }),
        historic: matches!(taken.effect, Effect::Load { read, latest } if read != latest),
    }
}

/// Whether this delivery is the one that let the event of row `key` be lost: it took its message
/// out of the queue without it.
fn is_missing(timeline: &Timeline, now: usize, key: Key, steps: &[Taken]) -> bool {
    let (Some(event), Some(last)) = (key.event, steps.last()) else { return false };
    let message = last.happened.happening.message();
    let broken = Judgement::Broken(Reason::NotPublished { message, event });
    let publishes = timeline.run.approach.steps[key.row].does == EffectKind::Publish;
    let gone = timeline.frames[last.frame].world.queue.entry(message).is_none();
    publishes && gone && last.frame <= now && timeline.frames[now].judgements.contains(&broken)
}

/// The mark of a row that this delivery never takes: passed by, if a later row was taken; out of
/// reach, if the delivery has failed before it.
fn passed(keys: &[Key], index: usize, steps: &[Taken], now: usize) -> Mark {
    let seen: Vec<&Taken> = steps.iter().filter(|taken| taken.frame <= now).collect();
    let position = |taken: &&Taken| keys.iter().position(|key| *key == taken.key);
    let further = seen.iter().filter_map(position).any(|at| at > index);
    let refused = seen.iter().any(|taken| {
        matches!(taken.effect, Effect::Decide { event, due: false, .. }
            if keys[index].event == Some(event))
    });
    let over = steps.last().is_some_and(|last| last.frame <= now);
    match (further || refused, over) {
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
        (_, Effect::Check { duplicate: true } | Effect::Look { found: true }) => Mark::Duplicate,
        (_, Effect::Follow { ready: false, .. }) => Mark::Skipped,
        _ => Mark::Done,
    }
}

fn value(taken: &Taken) -> String {
    match taken.happened.injection().map(|injection| injection.failure) {
        Some(Failure::Stale) => return String::from("stale"),
        Some(Failure::Diverged) => return String::from("by chance"),
        Some(Failure::Lost) => return String::from("lost"),
        Some(_) => return String::new(),
        None => {}
    }
    match taken.effect {
        Effect::Load { read, latest } if read == latest => words::version(read),
        Effect::Load { read, .. } => format!("{} then", words::version(read)),
        Effect::Check { duplicate: true } => String::from("duplicate"),
        Effect::Check { duplicate: false } => String::from("new"),
        Effect::Decide { measured, .. } => measured.to_string(),
        Effect::Persist { made } => words::version(made),
        _ => String::new(),
    }
}
