//! The promises, always in sight; a broken one leads to the step that broke it.

use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::view::{Tone, VerdictView};

/// The verdicts.
pub fn verdicts(verdicts: &[VerdictView], on: &Callback<Msg>) -> Html {
    let items = verdicts.iter().map(|verdict| {
        html! {
            <li class="verdict" data-tone={verdict.tone.name()} title={verdict.means.clone()}>
                { self::verdict(verdict, on) }
            </li>
        }
    });
    html! { <ul class="verdicts" aria-label="Promises">{ for items }</ul> }
}

fn verdict(verdict: &VerdictView, on: &Callback<Msg>) -> Html {
    let glyph = glyph(verdict.tone);
    let text = html! {
        <>
            <span class="verdict__mark" aria-hidden="true">{ glyph }</span>
            <span class="verdict__name">{ verdict.name }</span>
            <span class="visually-hidden">{ format!(": {}", verdict.word) }</span>
        </>
    };
    let Some(beat) = verdict.broken_in else { return text };
    let why = verdict.why.clone().unwrap_or_default();
    let why = format!("Broken in step {beat}: {why}");
    html! {
        <button class="verdict__go" onclick={on.reform(move |_| Msg::Scrubbed(beat))} title={why}>
            { text }
            <span class="visually-hidden">{ format!(", go to step {beat}") }</span>
        </button>
    }
}

/// The sign for how a promise stands.
pub fn glyph(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "✕",
        Tone::Open => "!",
        Tone::Good => "✓",
        Tone::Calm => "·",
    }
}

/// What the sign means.
pub fn word(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "broken; select it to see where",
        Tone::Open => "something is owed",
        Tone::Good => "kept to the end",
        Tone::Calm => "kept so far",
    }
}
