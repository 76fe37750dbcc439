//! The matrix: a table whose cells lead to the runs that prove them.

use crate::language::tell;
use yew::prelude::*;

use super::points::{points, points_tools};
use crate::app::state::{Format, Msg};
use crate::app::ui::element::{El, button, el, of_class, option, sources, unseen};
use crate::app::ui::resting::resting;
use crate::app::view::{CellView, ColumnView, MatrixView, RowView};

/// What the matrix page shows below its masthead.
pub fn matrix_page(view: &MatrixView, on: &Callback<Msg>) -> Vec<El> {
    let (done, all) = view.progress;
    let counted = if view.points.is_some() { "Approaches played" } else { "Cells computed" };
    let progress = (done < all).then(|| {
        of_class("progress", "matrix__progress")
            .set("max", all.to_string())
            .set("value", done.to_string())
            .at("aria-label", counted)
    });
    let headline = of_class("section", "headline")
        .at("aria-label", "Summary")
        .with(of_class("h2", "headline__text").at("tabindex", "-1").say(view.summary.clone()))
        .may(progress);
    let matrix = match &view.points {
        Some(view) => points(view),
        None => of_class("div", "matrix")
            .at("tabindex", "0")
            .at("role", "region")
            .at("aria-label", "Matrix, scrolls sideways")
            .with(table(view, on)),
    };
    vec![headline, tools(view, on), codes(view), matrix, legend(view)]
}

fn tools(view: &MatrixView, on: &Callback<Msg>) -> El {
    let options = view.promises.iter().map(|promise| {
        option(promise.id, promise.chosen).say(tell("{0}: {1}", &[&promise.code, &promise.name]))
    });
    let all = !view.promises.iter().any(|promise| promise.chosen);
    let any = option("", all).text("all of them");
    let save =
        |format, name, label| button(on, Msg::PressedExport(format)).at("title", name).text(label);
    let flawed = button(on, Msg::ToggledFlawed).tells("aria-pressed", view.flawed);
    let by_points = view.points.is_some();
    let turn = |name, pressed: bool| {
        let turn = button(on, Msg::PressedPoints).tells("aria-pressed", pressed).text(name);
        turn.flag("disabled", pressed)
    };
    let views = of_class("div", "matrix__views")
        .at("role", "group")
        .at("aria-label", "View")
        .with(turn("Failures", !by_points))
        .with(turn("Crash points", by_points));
    let choice = el("select").change(on, Msg::ChosePromise).with(any).all(options);
    // A file is of the failures by their kinds.
    let files = [
        (Format::Markdown, "Save the table as Markdown, with links", "Markdown"),
        (Format::Csv, "Save the table as comma-separated values", "CSV"),
    ];
    let files = files.into_iter().filter(|_| !by_points);
    of_class("div", "matrix__tools")
        .with(views)
        .group(view.points.iter().flat_map(|points| points_tools(points, on)))
        .with(el("label").text("Promise ").with(choice))
        .with(flawed.text("Show broken variants"))
        .with(of_class("span", "matrix__space"))
        .group(files.map(|(format, name, label)| save(format, name, label)))
        .with(button(on, Msg::PressedPrint).text("Print"))
}

/// What the words in the cells mean, as short as it can be said.
fn codes(view: &MatrixView) -> El {
    let promises = view.promises.iter().map(|promise| (promise.code, promise.broken));
    let others = [("STUCK", "A message waits for an operator"), ("–", "Can't happen here")];
    let code = |(code, means)| el("span").with(el("b").text(code)).say(tell(" {0}", &[&means]));
    of_class("p", "matrix__codes").all(promises.chain(others).map(code))
}

fn table(view: &MatrixView, on: &Callback<Msg>) -> El {
    let caption = "Approaches by failure; each cell that breaks links to its shortest run";
    let corner = of_class("th", "matrix__corner").at("scope", "col").text("Approach");
    let head = el("tr").with(corner).all(view.columns.iter().map(column));
    of_class("table", "matrix__table")
        .with(of_class("caption", "visually-hidden").text(caption))
        .with(el("thead").with(head))
        .with(view.rows.iter().fold(el("tbody"), |body, each| {
            body.node(resting(each.clone(), |each, _| vec![row(each)], on))
        }))
}

fn column(column: &ColumnView) -> El {
    el("th")
        .at("scope", "col")
        .at("title", column.about)
        .with(el("b").text(column.id))
        .with(el("span").text(column.name))
}

fn row(row: &RowView) -> El {
    let cells = row.cells.iter().enumerate().map(|(column, each)| cell(column, each.as_ref()));
    let name = el("a").set("href", format!("#{}", row.link)).text(row.name);
    el("tr")
        .tells("data-flawed", row.flawed)
        .with(el("th").at("scope", "row").at("title", row.idea).with(name))
        .all(cells)
}

fn cell(column: usize, cell: Option<&CellView>) -> El {
    let place = of_class("td", "matrix__cell");
    let Some(cell) = cell else {
        let dots = el("div").text("…").with(unseen("not computed yet"));
        return place.at("data-tone", "calm").with(dots);
    };
    let inner = match &cell.link {
        Some(link) => el("a").set("href", format!("#{link}")),
        None => el("div"),
    };
    let codes = cell.codes.iter().map(|code| el("span").text(code));
    place
        .at("data-tone", cell.tone.name())
        .set("title", cell.says.clone())
        .set("data-column", column.to_string())
        .with(inner.all(codes).with(unseen(tell(" {0}", &[&cell.says]))))
}

/// A term and what it means.
fn term(term: &'static str, means: El) -> El {
    el("div").with(el("dt").text(term)).with(means)
}

fn legend(view: &MatrixView) -> El {
    let promises = view.promises.iter().map(|promise| {
        let means = el("dd").say(tell("{0}. {1} ", &[&promise.name, &promise.means]));
        let source = el("small").text("Source: ").group(sources(promise.source));
        term(promise.code, means.with(source))
    });
    let columns = view.columns.iter().map(|column| {
        term(column.id, el("dd").say(tell("{0}. {1}", &[&column.name, &column.about])))
    });
    let misfits = view
        .misfits
        .iter()
        .map(|(name, why)| el("li").with(el("b").text(name)).say(tell(": {0}.", &[&why])));
    let stuck = "A message waits for an operator; nothing is lost.";
    let words = el("dl")
        .with(term("ok", el("dd").text("Every promise is kept in every run.")))
        .with(term("–", el("dd").text("This can't happen to this approach.")))
        .with(term("STUCK", el("dd").text(stuck)))
        .all(promises);
    let mut wrong = el("section")
        .with(el("h2").text("What goes wrong"))
        .with(el("dl").all(columns))
        .may(view.bounds.clone().map(|bounds| el("p").say(bounds)));
    if !view.misfits.is_empty() {
        wrong = wrong.with(el("h3").text("Not in this scenario")).with(el("ul").all(misfits));
    }
    of_class("div", "details matrix__legend")
        .with(el("section").with(el("h2").text("What the words mean")).with(words))
        .with(wrong)
}
