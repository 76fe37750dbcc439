//! Stepping, playing and scrubbing.

use std::rc::Rc;

use crate::language::{said, tell};
use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::app::browser;
use crate::app::state::{Msg, Speed};
use crate::app::ui::element::{El, el, of_class, option, unseen};
use crate::app::ui::resting::resting;
use crate::app::view::{Tick, Transport};

/// The transport.
pub fn transport_bar(transport: &Transport, on: &Callback<Msg>) -> El {
    let at_start = transport.beat == transport.first;
    let at_end = transport.beat == transport.last;
    let (sign, name) =
        if transport.playing { (Icon::Pause, "Pause") } else { (Icon::Play, "Play") };
    let play = of_class("button", "button transport__button")
        .at("aria-label", name)
        .set("title", tell("{0} (Space)", &[&name]))
        .click(on, Msg::PressedPlay)
        .with(icon(sign));
    let forward = of_class("button", "button transport__button transport__forward")
        .at("aria-label", "Next step")
        .at("title", "Next step (→)")
        .tells("aria-disabled", at_end)
        .click(on, Msg::PressedForward)
        .text("Next")
        .with(icon(Icon::Forward));
    let button = |sign: Icon, name: &'static str, off: bool, msg: Msg| {
        of_class("button", "button transport__button")
            .at("aria-label", name)
            .at("title", name)
            .tells("aria-disabled", off)
            .click(on, msg)
            .with(icon(sign))
    };
    let parting = transport.partings.contains(&true).then(|| {
        let name = "Next difference (D)";
        button(Icon::Parting, name, !transport.parting_ahead, Msg::PressedNextParting)
    });
    let none_ahead = !transport.violation_ahead;
    let violation = "Next broken promise (V)";
    let buttons = of_class("div", "transport__buttons")
        .with(button(Icon::Start, "First step (Home)", at_start, Msg::PressedStart))
        .with(button(Icon::Back, "Step back (←)", at_start, Msg::PressedBack))
        .with(play)
        .with(forward)
        .with(button(Icon::End, "Last step (End)", at_end, Msg::PressedEnd).at("data-to", "end"))
        .with(button(Icon::Violation, violation, none_ahead, Msg::PressedNextViolation))
        .may(parting);
    let fail = of_class("button", "button transport__fail")
        .at("title", "Make this step fail (F)")
        .click(on, Msg::PressedFail)
        .text("Fail")
        .with(of_class("span", "transport__wide").text(" this step…"));
    of_class("nav", "transport")
        .at("aria-label", "Steps")
        .with(buttons)
        .with(scrubber(transport, on))
        .with(fail)
        .with(speeds(transport, on))
}

fn scrubber(transport: &Transport, on: &Callback<Msg>) -> El {
    let scrubbed = on.reform(|event: InputEvent| {
        Msg::Scrubbed(browser::value(&event).parse().unwrap_or_default())
    });
    // Its value is a property, not an attribute, which only the macro knows how to keep.
    let input = html! {
        <input class="scrubber__input" type="range" aria-label={said("Step")}
            min={transport.first.to_string()} max={transport.last.to_string()}
            value={transport.beat.to_string()} oninput={scrubbed}
            aria-valuetext={tell("step {0} of {1}", &[&transport.beat, &transport.last])} />
    };
    let count = tell("{0} / {1}", &[&transport.beat, &transport.last]);
    let (ticks, partings) = (transport.ticks.clone(), transport.partings.clone());
    let marks = Scale { ticks, partings, reach: (transport.first, transport.last) };
    of_class("div", "scrubber")
        .node(resting(marks, drawn, on))
        .node(input)
        .with(of_class("span", "scrubber__count").at("aria-hidden", "true").say(count))
}

/// Marks closer to each other than this share of the slider are drawn as one.
const CLOSE: usize = 500;

/// What the marks over the slider are drawn from.
struct Scale {
    ticks: Rc<[Tick]>,
    partings: Rc<[bool]>,
    /// The first and the last beat that can be shown.
    reach: (usize, usize),
}

impl PartialEq for Scale {
    /// A run is marked once, and most steps leave it the one it is.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.ticks, &other.ticks) && self.reach == other.reach
    }
}

/// The marks over the slider: a path a kind, however many steps there are.
fn drawn(Scale { ticks, partings, reach }: &Scale, _: &Callback<Msg>) -> Vec<El> {
    let (first, last) = *reach;
    let wide = (last - first).max(1);
    let path = |kind: &'static str, shape: &str, is: &dyn Fn(usize) -> bool| {
        let mut drawn = String::new();
        let mut place = None;
        for beat in (first..=last).filter(|&beat| is(beat)) {
            let here = Some((beat - first) * CLOSE / wide);
            if place != here {
                drawn.extend(["M", &beat.to_string(), " ", shape]);
                place = here;
            }
        }
        el("path").at("data-tick", kind).set("d", drawn)
    };
    let of = |kind: Tick, shape| path(kind.name(), shape, &|beat| ticks[beat] == kind);
    let svg = of_class("svg", "scrubber__ticks")
        .at("aria-hidden", "true")
        .set("viewBox", format!("{first} 0 {wide} 10"))
        .at("preserveAspectRatio", "none")
        .may((wide < CLOSE).then(|| of(Tick::Plain, "6v4")))
        .with(of(Tick::Delivery, "1v9"))
        .with(of(Tick::Failure, "1v9"))
        .with(of(Tick::Violation, "1v9"))
        .with(path("parting", "0m-.5 0h1", &|beat| partings[beat]));
    vec![svg]
}

fn speeds(transport: &Transport, on: &Callback<Msg>) -> El {
    let chosen = |value: String| {
        let speed = Speed::ALL.into_iter().find(|speed| speed.name() == value);
        Msg::ChoseSpeed(speed.unwrap_or_default())
    };
    let options =
        transport.speeds.iter().map(|&(name, selected)| option(name, selected).text(name));
    of_class("label", "transport__speed")
        .with(unseen("Speed"))
        .with(el("select").change(on, chosen).all(options))
}
