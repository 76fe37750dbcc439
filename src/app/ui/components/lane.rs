//! One approach: its head, and below it the picture from the queue down to the broker.

use crate::language::tell;
use yew::prelude::*;

use super::rail::rail;
use super::strip::{holdings, sent, subscriber};
use super::table::deliveries;
use super::track::tracks;
use super::verdicts::verdicts;
use crate::app::state::Msg;
use crate::app::ui::element::{El, el, of_class, option};
use crate::app::ui::resting::resting;
use crate::app::view::{ApproachChoice, LaneView};

/// The lane, and below it what is held where at this step.
pub fn lane(index: usize, lane: &LaneView, on: &Callback<Msg>) -> El {
    let columns = lane.table.columns.len();
    let picture = of_class("div", "picture")
        .with(tracks(&lane.tracks))
        .with(deliveries(&lane.table, lane.name, on))
        .with(rail(&lane.rail))
        .with(sent(&lane.sent, columns));
    let lane_itself = of_class("article", "lane")
        .at("data-approach", lane.id)
        .tells("data-waits", lane.waits)
        .at("aria-label", lane.name)
        .node(resting(Head::of(index, lane), head, on))
        .with(verdicts(&lane.verdicts, on))
        .with(picture)
        .with(subscriber(&lane.subscriber));
    of_class("div", "lanes__place")
        .key(lane.id)
        .with(lane_itself)
        .with(holdings(&lane.memory, &lane.stored))
}

/// What the head of a lane is drawn from.
#[derive(PartialEq)]
struct Head {
    index: usize,
    name: &'static str,
    idea: &'static str,
    flaw: Option<&'static str>,
    choices: Vec<ApproachChoice>,
    can_close: bool,
}

impl Head {
    fn of(index: usize, lane: &LaneView) -> Self {
        let &LaneView { name, idea, flaw, can_close, .. } = lane;
        Self { index, name, idea, flaw, choices: lane.choices.clone(), can_close }
    }
}

fn head(lane: &Head, on: &Callback<Msg>) -> Vec<El> {
    let index = lane.index;
    let options = lane.choices.iter().filter(|it| it.misfit.is_none() || it.shown).map(choice);
    let misfits = lane.choices.iter().filter(|it| it.misfit.is_some() && !it.shown).map(choice);
    let id = format!("approach-{index}");
    let label = of_class("label", "visually-hidden")
        .set("for", id.clone())
        .say(tell("Approach {0}", &[&(index + 1)]));
    let select = el("select")
        .set("id", id)
        .at("class", "lane__choice")
        .change(on, move |value| Msg::ChoseApproach(index, value))
        .all(options)
        .with(el("optgroup").at("label", "Not applicable here").all(misfits));
    let name = of_class("h2", "lane__name");
    // A figure may offer no choice, a lesson never does.
    let is_fixed = cfg!(any(feature = "embed", feature = "course")) && lane.choices.is_empty();
    let name = if is_fixed { name.text(lane.name) } else { name.with(label).with(select) };
    let idea = of_class("p", "lane__idea");
    let idea = match lane.flaw {
        Some(flaw) => idea.with(el("b").text("Broken on purpose: ")).text(flaw),
        None => idea.text(lane.idea),
    };
    let close = lane.can_close.then(|| {
        of_class("button", "button button--quiet")
            .set("aria-label", tell("Close {0}", &[&lane.name]))
            .click(on, Msg::RemovedLane(index))
            .text("✕")
    });
    vec![of_class("header", "lane__head").with(name).with(idea).may(close)]
}

fn choice(choice: &ApproachChoice) -> El {
    let why = choice.misfit.map_or(String::new(), |why| tell(": {0}", &[&why]));
    option(choice.id, choice.shown)
        .flag("disabled", choice.misfit.is_some() && !choice.shown)
        .say(tell("{0}{1}", &[&choice.name, &why]))
}
