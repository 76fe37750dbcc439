//! What the marks mean and what the keys do.

use yew::prelude::*;

use super::table::glyph;
use super::verdicts;
use crate::app::state::keys::SHORTCUTS;
use crate::app::view::{Mark, Tone};

/// The marks a visitor meets.
const MARKS: [Mark; 8] = [
    Mark::Done,
    Mark::Duplicate,
    Mark::Refused,
    Mark::Unanswered,
    Mark::Died,
    Mark::Skipped,
    Mark::ToCome,
    Mark::Missing,
];

/// The legend.
pub fn legend() -> Html {
    let marks = MARKS.into_iter().map(|mark| {
        html! {
            <li>
                <span class="step" data-mark={mark.name()}>
                    <span class="step__mark">{ glyph(mark) }</span>
                </span>
                { mark.word() }
            </li>
        }
    });
    let promises = [Tone::Good, Tone::Calm, Tone::Open, Tone::Bad].map(|tone| {
        html! {
            <li>
                <span class="step"><span class="step__mark">{ verdicts::glyph(tone) }</span></span>
                { verdicts::word(tone) }
            </li>
        }
    });
    let keys = SHORTCUTS.iter().map(|shortcut| {
        html! { <li><kbd>{ shortcut.shown }</kbd>{ shortcut.does }</li> }
    });
    html! {
        <section class="legend" aria-label="Marks and keys">
            <h2>{ "Marks" }</h2>
            <ul class="legend__marks">{ for marks }</ul>
            <h2>{ "Promises" }</h2>
            <ul class="legend__marks">{ for promises }</ul>
            <h2>{ "Keys" }</h2>
            <ul class="legend__keys">{ for keys }</ul>
        </section>
    }
}
