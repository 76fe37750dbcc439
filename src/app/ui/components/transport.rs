//! Stepping, playing and scrubbing.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::app::browser;
use crate::app::state::{Msg, Speed};
use crate::app::ui::element::{El, el, of_class, option, unseen};
use crate::app::view::Transport;

/// The transport.
pub fn transport_bar(transport: &Transport, on: &Callback<Msg>) -> El {
    let at_start = transport.beat == 0;
    let at_end = transport.beat == transport.last;
    let (sign, name) =
        if transport.playing { (Icon::Pause, "Pause") } else { (Icon::Play, "Play") };
    let play = of_class("button", "button transport__button")
        .at("aria-label", name)
        .set("title", format!("{name} (Space)"))
        .click(on, Msg::PressedPlay)
        .with(icon(sign));
    let forward = of_class("button", "button button--main transport__button transport__forward")
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
        let name = "Where they part next (D)";
        button(Icon::Parting, name, !transport.parting_ahead, Msg::PressedNextParting)
    });
    let none_ahead = !transport.violation_ahead;
    let violation = "Next broken promise (V)";
    let buttons = of_class("div", "transport__buttons")
        .with(button(Icon::Start, "First step (Home)", at_start, Msg::PressedStart))
        .with(button(Icon::Back, "Step back (←)", at_start, Msg::PressedBack))
        .with(play)
        .with(forward)
        .with(button(Icon::End, "Last step (End)", at_end, Msg::PressedEnd))
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
    let ticks = transport.ticks.iter().zip(&transport.partings).enumerate();
    let ticks = ticks.map(|(beat, (tick, parts))| {
        el("i")
            .at("data-tick", tick.name())
            .tells("data-passed", beat <= transport.beat)
            .maybe("data-parts", parts.then_some("true"))
    });
    // Its value is a property, not an attribute, which only the macro knows how to keep.
    let input = html! {
        <input class="scrubber__input" type="range" aria-label="Step" min="0"
            max={transport.last.to_string()} value={transport.beat.to_string()}
            aria-valuetext={format!("step {} of {}", transport.beat, transport.last)}
            oninput={scrubbed} />
    };
    let count = format!("{} / {}", transport.beat, transport.last);
    of_class("div", "scrubber")
        .with(of_class("div", "scrubber__ticks").at("aria-hidden", "true").all(ticks))
        .node(input)
        .with(of_class("span", "scrubber__count").at("aria-hidden", "true").say(count))
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
