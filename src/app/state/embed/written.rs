//! The run, written down for the host by the desk: that is loaded when a host first asks for it, so
//! that a figure has every format and weighs none of them.

use super::{post, with};
use crate::app::state::{Command, State, Theme, moment};
use crate::codec::{Call, Heard, Link, Reply, Written};
use crate::desk::{DARK, LIGHT, WRITE};
use crate::words;

/// What the desk writes for a host. Dots are for a browser to make of the picture.
const FORMS: [&str; 6] = ["json", "svg", "mermaid", "markdown", "itf", "shiviz"];

/// What to ask the desk for `heard`, which is answered once that has written it; none for what the
/// figure does itself.
pub(super) fn ask(state: &mut State, heard: &Heard) -> Option<String> {
    let Ok(Call::ExportAs(form)) = &heard.call else { return None };
    FORMS.contains(&form.as_str()).then_some(())?;
    // The whole run, whatever moment of it is on show.
    let shown = moment::link(state);
    let link = Link { frame: shown.run.choices.len(), beats_past: 0, ..shown };
    let look = if state.theme == Theme::Dark { DARK } else { LIGHT };
    let asked = [WRITE, form, look, &link.to_string(), &state.address, words::stack().0].join(" ");
    with(state, |embed| embed.waiting.push((asked.clone(), heard.clone())));
    Some(asked)
}

/// Why a form is not given.
pub(super) fn unknown() -> String {
    ["the forms are link, text, ", &FORMS.join(", ")].concat()
}

/// The desk has written: who asked for that is answered.
pub(super) fn hear(state: &mut State, text: &str) -> Vec<Command> {
    let Some(Written { asked, text, .. }) = Written::read(text) else { return Vec::new() };
    let is_meant = |waits: &(String, Heard)| waits.0 == asked;
    answer(state, is_meant, &Ok(Reply::Text(text)))
}

/// The desk will not answer: who waits hears why.
pub(super) fn fail(state: &mut State, why: &str) -> Vec<Command> {
    let why = format!("what writes this does not answer: {why}");
    answer(state, |_| true, &Err(why))
}

fn answer(
    state: &mut State,
    is_meant: impl Fn(&(String, Heard)) -> bool,
    reply: &Result<Reply, String>,
) -> Vec<Command> {
    let waiting = with(state, |embed| std::mem::take(&mut embed.waiting)).unwrap_or_default();
    let (meant, others) = waiting.into_iter().partition(is_meant);
    with(state, |embed| embed.waiting = others);
    let meant: Vec<(String, Heard)> = meant;
    meant.iter().filter_map(|(_, heard)| heard.answer(reply.clone())).map(post).collect()
}
