//! One run in a picture: its grid, below it what each delivery stored and sent, and at the end what
//! became of the promises.

use super::drawing::{Drawing, Ink, Mark, Type, line_height};
use super::grid::{Cell, Column, Grid, Visit};
use crate::sim::invariant::{self, Judgement};
use crate::sim::timeline::Timeline;
use crate::words;

/// Room inside a lane's frame, and inside a cell.
const PADDING: usize = 14;
/// Where what stands beside a mark begins, from the mark's column.
const BESIDE: usize = 46;
/// Where the mark is.
const AT_MARK: usize = 34;
const LABEL_WIDTH: usize = 206;
const VISIT_WIDTH: usize = 168;
const TURN_WIDTH: usize = 118;
const ROW_HEIGHT: usize = 26;
const WIDTH_MIN: usize = 460;

const NAME: Type = Type { size: 16, is_bold: true, ink: Ink::Plain };
const HEAD: Type = Type { size: 13, is_bold: true, ink: Ink::Plain };
const TEXT: Type = Type { size: 13, is_bold: false, ink: Ink::Plain };
const NOTE: Type = Type { size: 12, is_bold: false, ink: Ink::Soft };
const NUMBER: Type = Type { size: 11, is_bold: false, ink: Ink::Soft };

/// A lane, laid out.
pub(super) struct Lane {
    name: &'static str,
    grid: Grid,
    promises: Vec<(Mark, Ink, String)>,
    counted: String,
}

impl Lane {
    /// The lane of a run whose frames have these numbers.
    pub fn of(timeline: &Timeline, numbers: &[usize]) -> Self {
        let counts = timeline.counts(timeline.last());
        let counts: Vec<String> = counts.iter().map(words::count).collect();
        let subscriber = timeline.run.case.scenario.subscriber.name;
        Self {
            name: timeline.run.approach.name,
            grid: Grid::of(timeline, numbers),
            promises: promises(timeline, numbers),
            counted: format!("{subscriber} counted: {}", counts.join(", ")),
        }
    }

    /// How wide it is.
    pub fn width(&self) -> usize {
        let columns: usize = self.grid.columns.iter().map(width).sum();
        (2 * PADDING + LABEL_WIDTH + columns).max(WIDTH_MIN)
    }

    /// How high it is.
    pub fn height(&self) -> usize {
        self.parts().iter().sum::<usize>() + self.foot() + 2 * PADDING
    }

    fn room(&self) -> usize {
        self.width() - 2 * PADDING
    }

    /// The heights of its parts: name, heads, rows, what is stored, what is sent.
    fn parts(&self) -> [usize; 5] {
        let visits = || self.grid.columns.iter().filter_map(visit);
        let stacked = |texts: fn(&Visit) -> &Vec<String>| {
            let high = visits().map(|visit| stack(texts(visit)));
            high.max().unwrap_or_default().max(line_height(TEXT.size)) + 10
        };
        let turns = self.grid.columns.iter().map(|column| match column {
            Column::Turn(number, text) => NOTE.height(&turn(*number, text), TURN_WIDTH - PADDING),
            Column::Delivery(_) => 0,
        });
        let rows = (self.grid.rows.len() * ROW_HEIGHT).max(turns.max().unwrap_or_default());
        let name = NAME.height(self.name, self.room()) + 6;
        let heads = line_height(HEAD.size) + line_height(NOTE.size) + 6;
        [name, heads, rows + 6, stacked(|it| &it.made), stacked(|it| &it.sent)]
    }

    /// How high what stands below the grid is.
    fn foot(&self) -> usize {
        let room = self.room() - 20;
        let promises = self.promises.iter().map(|(_, _, text)| TEXT.height(text, room));
        promises.sum::<usize>() + NOTE.height(&self.counted, self.room()) + 20
    }

    /// Draws it with its corner at the point.
    pub fn draw(&self, drawing: &mut Drawing, x: usize, y: usize) {
        drawing.frame((x, y), (self.width(), self.height()), Ink::Line);
        let [name, heads, rows, made, _] = self.parts();
        let (left, top) = (x + PADDING, y + PADDING);
        drawing.lines(left, top, self.room(), self.name, NAME);
        let first = top + name + heads;
        for (index, label) in self.grid.rows.iter().enumerate() {
            let at = first + index * ROW_HEIGHT;
            drawing.text(left, at + 4, LABEL_WIDTH - 10, label, TEXT);
        }
        let stored = first + rows;
        for (label, at) in [("stored", stored), ("events out", stored + made)] {
            drawing.line((left, at), (x + self.width() - PADDING, at), Ink::Line);
            drawing.text(left, at + 5, LABEL_WIDTH - 10, label, NOTE);
        }
        let mut column_x = left + LABEL_WIDTH;
        for column in &self.grid.columns {
            match column {
                Column::Delivery(visit) => {
                    let below = (stored, stored + made);
                    draw_visit(drawing, visit, (column_x, top + name, first), below);
                }
                Column::Turn(number, text) => {
                    let room = TURN_WIDTH - PADDING;
                    drawing.lines(column_x, first, room, &turn(*number, text), NOTE);
                }
            }
            column_x += width(column);
        }
        self.draw_foot(drawing, left, y + self.height() - PADDING - self.foot());
    }

    fn draw_foot(&self, drawing: &mut Drawing, left: usize, top: usize) {
        let mut y = top + 10;
        for (mark, ink, text) in &self.promises {
            drawing.mark(left + 6, y + TEXT.size / 2 + 3, *mark, *ink);
            let face = Type { ink: *ink, ..TEXT };
            y += drawing.lines(left + 20, y, self.room() - 20, text, face);
        }
        drawing.lines(left, y + 4, self.room(), &self.counted, NOTE);
    }
}

/// The head, the steps, and below them what it stored and sent.
fn draw_visit(
    drawing: &mut Drawing,
    visit: &Visit,
    (x, top, first): (usize, usize, usize),
    (stored, sent): (usize, usize),
) {
    let room = VISIT_WIDTH - 10;
    drawing.text(x, top, room, &visit.message, HEAD);
    drawing.text(x, top + line_height(HEAD.size), room, &visit.attempt, NOTE);
    let middle = |row: usize| first + row * ROW_HEIGHT + ROW_HEIGHT / 2;
    let rows = || visit.cells.iter().map(|cell| cell.row);
    if let (Some(from), Some(to)) = (rows().min(), rows().max()) {
        drawing.line((x + AT_MARK, middle(from)), (x + AT_MARK, middle(to)), Ink::Line);
    }
    for cell in &visit.cells {
        draw_cell(drawing, cell, x, middle(cell.row));
    }
    for (texts, at) in [(&visit.made, stored), (&visit.sent, sent)] {
        let mut y = at + 5;
        for text in texts {
            y += drawing.lines(x, y, room, text, TEXT);
        }
    }
}

fn draw_cell(drawing: &mut Drawing, cell: &Cell, x: usize, middle: usize) {
    let top = middle - TEXT.size / 2 - 3;
    drawing.text(x, top + 2, AT_MARK - 10, &cell.number.to_string(), NUMBER);
    let (mark, ink) =
        if cell.failed.is_some() { (Mark::Cross, Ink::Bad) } else { (Mark::Dot, Ink::Good) };
    drawing.mark(x + AT_MARK, middle, mark, ink);
    let mut at = BESIDE;
    if let Some(failed) = cell.failed {
        let face = Type { ink: Ink::Bad, ..NOTE };
        drawing.text(x + at, top, VISIT_WIDTH - 10 - at, failed, face);
        at += face.width(failed) + 6;
    }
    if let Some(breaks) = &cell.breaks {
        let face = Type { ink: Ink::Bad, is_bold: true, ..NOTE };
        drawing.text(x + at, top, VISIT_WIDTH - 6 - at, breaks, face);
    }
}

fn width(column: &Column) -> usize {
    match column {
        Column::Delivery(_) => VISIT_WIDTH,
        Column::Turn(..) => TURN_WIDTH,
    }
}

fn visit(column: &Column) -> Option<&Visit> {
    match column {
        Column::Delivery(visit) => Some(visit),
        Column::Turn(..) => None,
    }
}

fn stack(texts: &[String]) -> usize {
    texts.iter().map(|text| TEXT.height(text, VISIT_WIDTH - 10)).sum()
}

fn turn(number: usize, text: &str) -> String {
    format!("{number}. {text}")
}

/// What became of the promises: those that everybody is to learn, and whatever does not hold.
fn promises(timeline: &Timeline, numbers: &[usize]) -> Vec<(Mark, Ink, String)> {
    let scenario = timeline.run.case.scenario;
    let of = |(index, promise): (usize, &&invariant::Invariant)| {
        let verdict = timeline.verdict(index, timeline.last());
        let why = words::reason(scenario, verdict.judgement);
        let (mark, ink, end) = match verdict.judgement {
            Judgement::Broken(_) => {
                let step = numbers[verdict.broken_in.unwrap_or_default()];
                (Mark::Cross, Ink::Bad, format!("broken in step {step}"))
            }
            Judgement::Open(_) => (Mark::Ring, Ink::Open, String::from("open")),
            Judgement::Stuck(_) => (Mark::Ring, Ink::Open, String::from("stuck")),
            Judgement::Holds if index < invariant::IN_SIGHT => {
                (Mark::Tick, Ink::Good, String::from("holds"))
            }
            Judgement::Holds | Judgement::NotApplicable => return None,
        };
        let why = why.map_or(String::new(), |why| format!(". {why}"));
        Some((mark, ink, format!("{}: {end}{why}", promise.name)))
    };
    invariant::ALL.iter().enumerate().filter_map(of).collect()
}
