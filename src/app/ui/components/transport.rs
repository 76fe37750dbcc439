//! Stepping, playing and scrubbing.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::app::browser;
use crate::app::state::{Msg, Speed};
use crate::app::view::Transport;

/// The transport.
pub fn transport_bar(transport: &Transport, on: &Callback<Msg>) -> Html {
    let at_start = transport.beat == 0;
    let at_end = transport.beat == transport.last;
    let play = if transport.playing { (Icon::Pause, "Pause") } else { (Icon::Play, "Play") };
    let button = |sign: Icon, name: &'static str, off: bool, msg: fn() -> Msg| {
        html! {
            <button class="button transport__button" aria-label={name} title={name}
                aria-disabled={off.to_string()}
                onclick={on.reform(move |_| msg())}>{ icon(sign) }</button>
        }
    };
    html! {
        <nav class="transport" aria-label="Steps">
            <div class="transport__buttons">
                { button(Icon::Start, "First step (Home)", at_start, || Msg::PressedStart) }
                { button(Icon::Back, "Step back (←)", at_start, || Msg::PressedBack) }
                <button class="button transport__button" aria-label={play.1}
                    title={format!("{} (Space)", play.1)}
                    onclick={on.reform(|_| Msg::PressedPlay)}>{ icon(play.0) }</button>
                <button class="button button--main transport__button transport__forward"
                    aria-label="Next step" title="Next step (→)" aria-disabled={at_end.to_string()}
                    onclick={on.reform(|_| Msg::PressedForward)}>
                    { "Next" }{ icon(Icon::Forward) }
                </button>
                { button(Icon::End, "Last step (End)", at_end, || Msg::PressedEnd) }
                { button(Icon::Violation, "Next broken promise (V)", !transport.violation_ahead,
                    || Msg::PressedNextViolation) }
            </div>
            { scrubber(transport, on) }
            <button class="button transport__fail" title="Make this step fail (F)"
                onclick={on.reform(|_| Msg::PressedFail)}>
                { "Fail" }<span class="transport__wide">{ " this step…" }</span>
            </button>
            { speeds(transport, on) }
        </nav>
    }
}

fn scrubber(transport: &Transport, on: &Callback<Msg>) -> Html {
    let scrubbed = on.reform(|event: InputEvent| {
        Msg::Scrubbed(browser::value(&event).parse().unwrap_or_default())
    });
    let ticks = transport.ticks.iter().enumerate().map(|(beat, tick)| {
        html! { <i data-tick={tick.name()} data-passed={(beat <= transport.beat).to_string()} /> }
    });
    html! {
        <div class="scrubber">
            <div class="scrubber__ticks" aria-hidden="true">{ for ticks }</div>
            <input class="scrubber__input" type="range" aria-label="Step" min="0"
                max={transport.last.to_string()} value={transport.beat.to_string()}
                aria-valuetext={format!("step {} of {}", transport.beat, transport.last)}
                oninput={scrubbed} />
            <span class="scrubber__count" aria-hidden="true">
                { format!("{} / {}", transport.beat, transport.last) }
            </span>
        </div>
    }
}

fn speeds(transport: &Transport, on: &Callback<Msg>) -> Html {
    let chosen = on.reform(|event: Event| {
        let value = browser::value(&event);
        let speed = Speed::ALL.into_iter().find(|speed| speed.name() == value);
        Msg::ChoseSpeed(speed.unwrap_or_default())
    });
    let options = transport.speeds.iter().map(|&(name, selected)| {
        html! { <option value={name} {selected}>{ name }</option> }
    });
    html! {
        <label class="transport__speed">
            <span class="visually-hidden">{ "Speed" }</span>
            <select onchange={chosen}>{ for options }</select>
        </label>
    }
}
