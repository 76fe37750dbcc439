//! The deliveries, a column each, and the steps, a row each.

use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::view::{Cell, Column, Mark, Row, TableView, Time};

/// The table.
pub fn deliveries(table: &TableView, name: &'static str, on: &Callback<Msg>) -> Html {
    let columns = table.columns.iter().map(|each| column(each, on));
    let rows = table.rows.iter().map(|each| row(each, &table.columns, on));
    html! {
        <table class="deliveries">
                <caption class="visually-hidden">
                    { format!("{name}: the steps of each delivery") }
                </caption>
                <thead>
                    <tr><td class="deliveries__corner"></td>{ for columns }</tr>
                </thead>
                <tbody>{ for rows }</tbody>
        </table>
    }
}

fn column(column: &Column, on: &Callback<Msg>) -> Html {
    let beat = column.beat;
    html! {
        <th scope="col" class="deliveries__column" data-time={column.time.name()}>
            <button title="Go to where this delivery starts"
                onclick={on.reform(move |_| Msg::Scrubbed(beat))}>
                <b>{ breakable(&column.message) }</b>
                <span>{ format!("attempt {}", column.attempt) }{ end(column) }</span>
            </button>
        </th>
    }
}

fn end(column: &Column) -> Html {
    html! {
        if let Some(end) = column.end {
            <em data-end={end.name()} title={end.word()}>
                <span aria-hidden="true">{ end.glyph() }</span>
                <span class="visually-hidden">{ end.word() }</span>
            </em>
        }
    }
}

fn row(row: &Row, columns: &[Column], on: &Callback<Msg>) -> Html {
    let cells = row.cells.iter().zip(columns).map(|(each, column)| cell(each, row, column, on));
    html! {
        <tr class="deliveries__row" aria-current={row.current.then_some("step")}>
            <th scope="row" title={row.says}>{ breakable(&row.label) }</th>
            { for cells }
        </tr>
    }
}

/// The label with room for a line break before each capital, so that `FirstItemAdded` fits a phone.
fn breakable(label: &str) -> Html {
    let mut parts: Vec<String> = vec![String::new()];
    for letter in label.chars() {
        if letter.is_ascii_uppercase() {
            parts.push(String::new());
        }
        parts.last_mut().expect("there is one from the start").push(letter);
    }
    parts.into_iter().map(|part| html! { <>{ part }<wbr /></> }).collect()
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

fn cell(cell: &Cell, row: &Row, column: &Column, on: &Callback<Msg>) -> Html {
    let inner = html! {
        <>
            <span class="step__mark" aria-hidden="true">{ glyph(cell.mark) }</span>
            <span class="step__value">{ &cell.value }</span>
        </>
    };
    let (time, mark) = (cell.time.name(), cell.mark.name());
    let historic = cell.historic.then_some("true");
    let Some(menu) = cell.menu else {
        return html! {
            <td>
                <span class="step" data-time={time} data-mark={mark} title={cell.mark.word()}>
                    { inner }
                    <span class="visually-hidden">{ cell.mark.word() }</span>
                </span>
            </td>
        };
    };
    let stop = if matches!(cell.time, Time::Now) { "0" } else { "-1" };
    let mut says = format!("{}, attempt {}, {}", column.message, column.attempt, row.label);
    for part in [cell.mark.word(), &cell.value, &cell.spoken] {
        if !part.is_empty() && !says.ends_with(part) {
            says.push_str(", ");
            says.push_str(part);
        }
    }
    html! {
        <td>
            <button class="step" data-time={time} data-mark={mark} data-historic={historic}
                tabindex={stop} aria-label={says}
                aria-current={(cell.time == Time::Now).then_some("step")}
                onclick={on.reform(move |_| Msg::SelectedStep(menu))}>{ inner }</button>
        </td>
    }
}
