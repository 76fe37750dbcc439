//! The matrix: a table whose cells lead to the runs that prove them.

use yew::prelude::*;

use crate::app::browser;
use crate::app::state::{Format, Msg};
use crate::app::view::{CellView, ColumnView, MatrixView, RowView};

/// What the matrix page shows below its masthead.
pub fn matrix_page(view: &MatrixView, on: &Callback<Msg>) -> Html {
    let (done, all) = view.progress;
    html! {
        <>
            <section class="headline" aria-label="Summary">
                <h2 class="headline__text">{ &view.summary }</h2>
                if done < all {
                    <progress class="matrix__progress" max={all.to_string()}
                        value={done.to_string()} aria-label="Cells computed" />
                }
            </section>
            { tools(view, on) }
            <div class="matrix" tabindex="0" role="region" aria-label="Matrix, scrolls sideways">
                { table(view) }
            </div>
            { legend(view) }
        </>
    }
}

fn tools(view: &MatrixView, on: &Callback<Msg>) -> Html {
    let chosen = on.reform(|event: Event| Msg::ChosePromise(browser::value(&event)));
    let options = view.promises.iter().map(|promise| {
        html! {
            <option value={promise.id} selected={promise.chosen}>
                { format!("{}: {}", promise.code, promise.name) }
            </option>
        }
    });
    let all = !view.promises.iter().any(|promise| promise.chosen);
    let save = |format, name: &'static str, label: &'static str| {
        html! {
            <button class="button" title={name}
                onclick={on.reform(move |_| Msg::PressedExport(format))}>{ label }</button>
        }
    };
    html! {
        <div class="matrix__tools">
            <label>
                { "Promise " }
                <select onchange={chosen}>
                    <option value="" selected={all}>{ "all of them" }</option>
                    { for options }
                </select>
            </label>
            <button class="button" aria-pressed={view.flawed.to_string()}
                onclick={on.reform(|_| Msg::ToggledFlawed)}>{ "Wrong on purpose" }</button>
            <span class="matrix__space"></span>
            { save(Format::Markdown, "Save the table as Markdown, with links", "Markdown") }
            { save(Format::Csv, "Save the table as comma-separated values", "CSV") }
            <button class="button" onclick={on.reform(|_| Msg::PressedPrint)}>{ "Print" }</button>
        </div>
    }
}

fn table(view: &MatrixView) -> Html {
    let columns = view.columns.iter().map(column);
    let rows = view.rows.iter().map(row);
    html! {
        <table class="matrix__table">
            <caption class="visually-hidden">
                { "Approaches by failures; each cell that does not hold leads to its shortest run" }
            </caption>
            <thead>
                <tr><th scope="col" class="matrix__corner">{ "Approach" }</th>{ for columns }</tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

fn column(column: &ColumnView) -> Html {
    html! {
        <th scope="col" title={column.about}>
            <b>{ column.id }</b><span>{ column.name }</span>
        </th>
    }
}

fn row(row: &RowView) -> Html {
    let cells = row.cells.iter().enumerate().map(|(column, each)| cell(column, each.as_ref()));
    html! {
        <tr data-flawed={row.flawed.to_string()}>
            <th scope="row" title={row.idea}>
                <a href={format!("#{}", row.link)}>{ row.name }</a>
            </th>
            { for cells }
        </tr>
    }
}

fn cell(column: usize, cell: Option<&CellView>) -> Html {
    let Some(cell) = cell else {
        return html! {
            <td class="matrix__cell" data-tone="calm">
                <div>{ "…" }<span class="visually-hidden">{ "not computed yet" }</span></div>
            </td>
        };
    };
    let codes = cell.codes.iter().map(|code| html! { <span>{ *code }</span> });
    let text = html! {
        <>{ for codes }<span class="visually-hidden">{ format!(" {}", cell.says) }</span></>
    };
    html! {
        <td class="matrix__cell" data-tone={cell.tone.name()} title={cell.says.clone()}
            data-column={column.to_string()}>
            if let Some(link) = &cell.link {
                <a href={format!("#{link}")}>{ text }</a>
            } else {
                <div>{ text }</div>
            }
        </td>
    }
}

fn legend(view: &MatrixView) -> Html {
    let promises = view.promises.iter().map(|promise| {
        html! {
            <div>
                <dt>{ promise.code }</dt>
                <dd>
                    { format!("{}. {} ", promise.name, promise.means) }
                    <small>{ "Source: " }{ promise.source }{ "." }</small>
                </dd>
            </div>
        }
    });
    let columns = view.columns.iter().map(|column| {
        html! {
            <div>
                <dt>{ column.id }</dt>
                <dd>{ format!("{}. {}", column.name, column.about) }</dd>
            </div>
        }
    });
    let misfits = view.misfits.iter().map(|(name, why)| {
        html! { <li><b>{ *name }</b>{ format!(": {why}.") }</li> }
    });
    html! {
        <div class="details matrix__legend">
            <section>
                <h2>{ "What the words mean" }</h2>
                <dl>
                    <div><dt>{ "ok" }</dt><dd>{ "Every promise is kept in every run." }</dd></div>
                    <div><dt>{ "–" }</dt><dd>{ "This can't happen to this approach." }</dd></div>
                    <div>
                        <dt>{ "STUCK" }</dt>
                        <dd>{ "A message waits for an operator; nothing is lost." }</dd>
                    </div>
                    { for promises }
                </dl>
            </section>
            <section>
                <h2>{ "What goes wrong" }</h2>
                <dl>{ for columns }</dl>
                if let Some(bounds) = &view.bounds {
                    <p>{ bounds }</p>
                }
                if !view.misfits.is_empty() {
                    <h3>{ "Not in this scenario" }</h3>
                    <ul>{ for misfits }</ul>
                }
            </section>
        </div>
    }
}
