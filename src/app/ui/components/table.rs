//! The deliveries, a column each, and the steps, a row each.

use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::ui::element::{El, el, of_class, unseen};
use crate::app::view::{Cell, Column, Mark, Row, TableView, Time};

/// The table.
pub fn deliveries(table: &TableView, name: &'static str, on: &Callback<Msg>) -> El {
    let head = el("tr")
        .with(of_class("td", "deliveries__corner"))
        .all(table.columns.iter().map(|each| column(each, on)));
    let rows = table.rows.iter().map(|each| row(each, &table.columns, on));
    let caption = format!("{name}: the steps of each delivery");
    of_class("table", "deliveries")
        .with(of_class("caption", "visually-hidden").say(caption))
        .with(el("thead").with(head))
        .with(el("tbody").all(rows))
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
        .with(el("span").say(format!("attempt {}", column.attempt)).may(end))
        .all(column.around.iter().map(|what| {
            let sign = el("span").at("aria-hidden", "true").text("↯ ");
            of_class("span", "deliveries__around").with(sign).text(what)
        }));
    of_class("th", "deliveries__column")
        .at("scope", "col")
        .at("data-time", column.time.name())
        .with(go)
}

fn row(row: &Row, columns: &[Column], on: &Callback<Msg>) -> El {
    let cells = row.cells.iter().zip(columns).map(|(each, column)| cell(each, row, column, on));
    let name = el("th").at("scope", "row").at("title", row.says);
    of_class("tr", "deliveries__row")
        .maybe("aria-current", row.current.then_some("step"))
        .with(breakable(name, &row.label))
        .all(cells)
}

/// `place` with the label in it, and room for a line break before each capital, so that
/// `FirstItemAdded` fits a phone.
fn breakable(mut place: El, label: &str) -> El {
    let mut parts: Vec<String> = vec![String::new()];
    for letter in label.chars() {
        if letter.is_ascii_uppercase() {
            parts.push(String::new());
        }
        parts.last_mut().expect("there is one from the start").push(letter);
    }
    for part in parts {
        place = place.say(part).with(el("wbr"));
    }
    place
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
        Mark::Skipped => "–",
        Mark::NotReached | Mark::Unknown => "",
        Mark::ToCome => "○",
    }
}

fn cell(cell: &Cell, row: &Row, column: &Column, on: &Callback<Msg>) -> El {
    let mark = of_class("span", "step__mark").at("aria-hidden", "true").text(glyph(cell.mark));
    let value = of_class("span", "step__value").say(cell.value.clone());
    let step = |tag| {
        of_class(tag, "step").at("data-time", cell.time.name()).at("data-mark", cell.mark.name())
    };
    let Some(menu) = cell.menu else {
        let told = unseen(cell.mark.word());
        let step = step("span").at("title", cell.mark.word()).with(mark).with(value).with(told);
        return el("td").with(step);
    };
    let is_now = cell.time == Time::Now;
    let mut says = format!("{}, attempt {}, {}", column.message, column.attempt, row.label);
    for part in [cell.mark.word(), &cell.value, &cell.spoken] {
        if !part.is_empty() && !says.ends_with(part) {
            says.push_str(", ");
            says.push_str(part);
        }
    }
    let step = step("button")
        .maybe("data-historic", cell.historic.then_some("true"))
        .at("tabindex", if is_now { "0" } else { "-1" })
        .set("aria-label", says)
        .maybe("aria-current", is_now.then_some("step"))
        .click(on, Msg::SelectedStep(menu))
        .with(mark)
        .with(value);
    el("td").with(step)
}
