//! The deliveries, a column each, and the steps, a row each.

use std::rc::Rc;

use crate::language::{said, tell};
use yew::prelude::*;

use super::place::{DOWN, Places, UP, at_place, drawing, line, percent, within};
use super::track::{Side, letter};
use crate::app::state::Msg;
use crate::app::ui::element::{El, breakable, el, explained, of_class, unseen};
use crate::app::ui::resting::resting;
use crate::app::view::{Break, Cell, Column, End, Mark, Rest, Row, TableView, Time, means};

/// The table, and behind it the way of each message through its steps.
pub fn deliveries(table: &TableView, name: &'static str, on: &Callback<Msg>) -> El {
    let head = el("tr")
        .at("role", "row")
        .with(of_class("td", "deliveries__corner").at("role", "cell").may(beyond(table)))
        .all(table.columns.iter().map(|each| column(each, on)));
    let deliveries = table.columns.iter().map(|it| (it.message.clone(), it.attempt));
    let names: Rc<[(String, u8)]> = deliveries.collect();
    let rows = table.rows.iter().map(|each| resting((each.clone(), names.clone()), row, on));
    let caption = tell("{0}: the steps of each delivery", &[&name]);
    let steps = of_class("table", "deliveries")
        .at("role", "table")
        .with(of_class("caption", "visually-hidden").say(caption))
        .with(el("thead").at("role", "rowgroup").with(head))
        .with(rows.fold(el("tbody").at("role", "rowgroup"), El::node));
    of_class("div", "steps").with(entries(table)).with(ways(table)).with(steps)
}

/// What is not in sight of a very long run.
fn beyond(table: &TableView) -> Option<El> {
    let (before, after) = table.beyond;
    (before + after > 0).then(|| {
        el("small").say(tell("{0} deliveries before these, {1} after", &[&before, &after]))
    })
}

/// The way of each message past the head of its column, there and back.
fn entries(table: &TableView) -> El {
    let places = Places(table.columns.len());
    let upright = |index: usize, units: usize| {
        let end = |y: &str| (places.percent(within(index, units)), y.to_string());
        line("way", end("0%"), end("100%"))
    };
    let entries = table.columns.iter().enumerate().map(|(index, column)| {
        let down = column.way.map(|_| upright(index, DOWN));
        let up = comes_back(column).map(|rest| upright(index, UP).at("data-rest", rest.name()));
        el("g").may(down).may(up)
    });
    drawing("steps__entries").all(entries)
}

/// How the message stands on its track again after this delivery, if it comes back from it.
fn comes_back(column: &Column) -> Option<Rest> {
    match column.end? {
        End::PutBack | End::NeverReceived => Some(Rest::Waits),
        End::Orphaned => Some(Rest::Withheld),
        _ => None,
    }
}

/// The way of each message down the steps: to where it ended, or broke, and from there back. Each
/// has a place of its own, so that only the one that changes is drawn anew.
fn ways(table: &TableView) -> El {
    let places = Places(table.columns.len());
    let rows = table.rows.len();
    let ways = table.columns.iter().enumerate().map(|(index, column)| {
        let group = el("g");
        let Some(way) = column.way else { return group };
        let x = |units| places.percent(within(index, units));
        let middle = |row: usize| percent(2 * row + 1, 2 * rows);
        let to = way.broken.map_or(way.last, |(row, _)| row);
        let mut drawn = vec![line("way", (x(DOWN), String::from("0%")), (x(DOWN), middle(to)))];
        if let Some((row, at)) = way.broken {
            drawn.push(at_place(x(DOWN), middle(row)).with(crack(at)));
        }
        if column.end.is_none() {
            let letter = letter(column.short.to_string(), Side::Around);
            drawn.push(at_place(x(DOWN), middle(way.last)).with(letter));
        }
        let Some(leaves) = comes_back(column) else { return group.all(drawn) };
        let side = [(x(DOWN), middle(to)), (x(UP), middle(to)), (x(UP), String::from("0%"))];
        let turns = side.windows(2).map(|pair| {
            line("way", pair[0].clone(), pair[1].clone()).at("data-rest", leaves.name())
        });
        group.all(drawn.into_iter().chain(turns))
    });
    drawing("steps__ways").all(ways)
}

/// The bolt where a way breaks: above the middle of the step, or below it.
pub fn crack(at: Break) -> El {
    let shape = match at {
        Break::Before => "M3 -22l-9 10h5l-4 9l11 -12h-6z",
        Break::After => "M3 6l-9 9h5l-4 9l11 -11h-6z",
    };
    el("path").at("class", "crack").at("d", shape)
}

fn column(column: &Column, on: &Callback<Msg>) -> El {
    let end = column.end.map(|end| {
        el("em")
            .at("data-end", end.name())
            .at("title", end.word())
            .with(el("span").at("aria-hidden", "true").text(end.glyph()))
            .with(unseen(end.word()))
    });
    let go = el("button")
        .at("title", "Go to where this delivery starts")
        .click(on, Msg::Scrubbed(column.beat))
        .with(breakable(el("b"), &column.message))
        .with(el("span").say(tell("attempt {0}", &[&column.attempt])).text(" ").may(end))
        .all(column.around.iter().map(|what| {
            let sign = el("span").at("aria-hidden", "true").text("↯ ");
            of_class("span", "deliveries__around").with(sign).text(what)
        }));
    of_class("th", "deliveries__column")
        .at("scope", "col")
        .at("role", "columnheader")
        .at("data-time", column.time.name())
        .maybe("data-end", column.end.map(End::name))
        .with(go)
}

/// A row, and the message and the attempt of each delivery.
type Line = (Rc<Row>, Rc<[(String, u8)]>);

fn row((row, deliveries): &Line, on: &Callback<Msg>) -> Vec<El> {
    let cells = row.cells.iter().zip(&**deliveries);
    let cells = cells.map(|(each, (message, attempt))| {
        cell(each, tell("{0}, attempt {1}, {2}", &[message, attempt, &row.label]), on)
    });
    let says = explained(row.says)
        .set("aria-label", row.label.clone())
        .at("tabindex", if row.current { "0" } else { "-1" });
    let name = el("th").at("scope", "row").at("role", "rowheader");
    let line = of_class("tr", "deliveries__row")
        .at("role", "row")
        .maybe("aria-current", row.current.then_some("step"))
        .with(name.with(breakable(says, &row.label)))
        .all(cells);
    vec![line]
}

/// The sign for a mark.
pub fn glyph(mark: Mark) -> &'static str {
    match mark {
        Mark::Done => "✓",
        Mark::Duplicate => "=",
        Mark::Refused | Mark::Conflict | Mark::Missing => "✕",
        Mark::Unanswered => "?",
        Mark::Died => "†",
        Mark::Odd => "≠",
        Mark::Declined => "–",
        Mark::Skipped | Mark::NotReached | Mark::Unknown | Mark::ToCome => "",
    }
}

fn cell(cell: &Cell, mut says: String, on: &Callback<Msg>) -> El {
    // What would be empty is left out: most of a long run's cells are.
    let is_marked = !matches!(cell.mark, Mark::Skipped | Mark::NotReached | Mark::Unknown);
    let mark = is_marked
        .then(|| of_class("span", "step__mark").at("aria-hidden", "true").text(glyph(cell.mark)));
    let value =
        (!cell.value.is_empty()).then(|| of_class("span", "step__value").say(cell.value.clone()));
    let meant = means(&cell.value).or_else(|| means(cell.mark.word()));
    let step = |tag| {
        of_class(tag, "step")
            .maybe("data-means", meant)
            .at("data-time", cell.time.name())
            .at("data-mark", cell.mark.name())
            .maybe("data-here", cell.here.then_some("true"))
    };
    let Some(menu) = cell.menu else {
        let told = unseen(cell.mark.word());
        let step = step("span").at("title", cell.mark.word()).may(mark).may(value).with(told);
        return el("td").at("role", "cell").with(step);
    };
    let is_now = cell.time == Time::Now;
    for part in [cell.mark.word(), &cell.value, &cell.spoken] {
        if !part.is_empty() && !says.ends_with(part) {
            says.push_str(", ");
            says.push_str(&said(part));
        }
    }
    let step = step("button")
        .maybe("data-historic", cell.historic.then_some("true"))
        .at("tabindex", if is_now { "0" } else { "-1" })
        .set("aria-label", says)
        .maybe("aria-current", is_now.then_some("step"))
        .press(on, Msg::SelectedStep(menu))
        .may(mark)
        .may(value);
    el("td").at("role", "cell").with(step)
}
