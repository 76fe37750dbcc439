//! The promises, always in sight; a broken one leads to the step that broke it.

use crate::language::tell;
use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::ui::element::{El, of_class, unseen};
use crate::app::view::{Tone, VerdictView};

/// The verdicts.
pub fn verdicts(verdicts: &[VerdictView], on: &Callback<Msg>) -> El {
    let items = verdicts.iter().map(|verdict| {
        let place = of_class("li", "verdict").at("data-tone", verdict.tone.name());
        let Some(beat) = verdict.broken_in else {
            let says =
                of_class("button", "verdict__go term").set("data-means", verdict.means.clone());
            let says = says.set("aria-description", verdict.means.clone());
            return place.with(says.all(told(verdict)));
        };
        let why = verdict.why.as_deref().unwrap_or_default();
        let go = of_class("button", "verdict__go")
            .click(on, Msg::Scrubbed(beat))
            .set("title", tell("Broken at step {0}: {1}", &[&beat, &why]))
            .all(told(verdict))
            .with(unseen(tell(", go to step {0}", &[&beat])));
        place.with(go)
    });
    of_class("ul", "verdicts").at("aria-label", "Promises").all(items)
}

fn told(verdict: &VerdictView) -> Vec<El> {
    let sign = |class| of_class("span", class).at("aria-hidden", "true");
    let mark = sign("verdict__mark").text(glyph(verdict.tone));
    let demand = verdict.sign.map(|drawn| sign("verdict__sign").say(drawn));
    let name = of_class("span", "verdict__name").text(verdict.name);
    let word = unseen(tell(": {0}", &[&verdict.word]));
    [Some(mark), demand, Some(name), Some(word)].into_iter().flatten().collect()
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
        Tone::Open => "something is still owed",
        Tone::Good => "kept to the end",
        Tone::Calm => "kept so far",
    }
}
