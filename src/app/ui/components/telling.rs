//! The run in words: a list of its steps, each of which leads there.

use crate::language::tell;
use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::ui::element::{El, el, of_class};
use crate::app::view::{TellingLine, TellingView};

/// The button for it, and the list once it was asked for.
pub fn telling(telling: Option<&TellingView>, on: &Callback<Msg>) -> El {
    let toggle = of_class("button", "button")
        .at("title", "The run in words (W)")
        .tells("aria-expanded", telling.is_some())
        .click(on, Msg::PressedTell)
        .text("The run in words");
    of_class("section", "telling")
        .at("aria-label", "The run in words")
        .with(toggle)
        .may(telling.map(|telling| list(telling, on)))
}

fn list(telling: &TellingView, on: &Callback<Msg>) -> El {
    let (before, after) = telling.beyond;
    let more = |count: usize, where_: &str| {
        (count > 0)
            .then(|| of_class("p", "strip__none").say(tell("{0} steps {1}", &[&count, &where_])))
    };
    let lines = telling.lines.iter().map(|each| line(each, on));
    of_class("div", "telling__list")
        .may(more(before, "before these"))
        .with(el("ol").all(lines))
        .may(more(after, "after these"))
}

fn line(line: &TellingLine, on: &Callback<Msg>) -> El {
    let go = el("button")
        .maybe("aria-current", line.current.then_some("step"))
        .at("title", "Go to this step")
        .click(on, Msg::Scrubbed(line.beat))
        .with(of_class("span", "telling__beat").say(tell("{0} ", &[&line.beat])))
        .say(line.says.clone());
    el("li").keyed(line.beat.to_string()).with(go)
}
