//! What the marks mean and what the keys do.

use yew::prelude::*;

use super::place::{at_place, drawing, percent};
use super::table::{crack, glyph};
use super::track::{Side, letter};
use super::verdicts;
use crate::app::state::keys::shortcuts;
use crate::app::state::{LANGUAGES, Msg, Page, Theme, WHOLE, spoken};
use crate::app::ui::element::{El, button, el, of_class, option, term};
use crate::app::ui::resting::resting;
use crate::app::view::{self, Break, End, Mark, Rest, Tone};

/// The marks a visitor meets.
const MARKS: [Mark; 10] = [
    Mark::Done,
    Mark::Duplicate,
    Mark::Declined,
    Mark::Refused,
    Mark::Conflict,
    Mark::Unanswered,
    Mark::Odd,
    Mark::Died,
    Mark::ToCome,
    Mark::Missing,
];

/// What is drawn besides, each with its name for styles.
const LINES: [(&str, &str); 8] = [
    ("way", "a message's path: past the steps it skips, and back from where it failed"),
    ("made", "the version that this delivery stored"),
    ("read", "the version that it read"),
    ("now", "read as it is now"),
    ("then", "read as it was then"),
    ("failure", "over the slider: a failure"),
    ("violation", "over the slider: a promise breaks"),
    ("parting", "over the slider: the approaches differ"),
];

/// Those of them that a page without a slider has no use for.
const OF_SLIDER: [&str; 3] = ["failure", "violation", "parting"];

/// The legend.
pub fn legend(theme: Theme, language: &str, on: &Callback<Msg>) -> El {
    let chosen = |word: String| Msg::ChoseTheme(Theme::of(&word));
    let themes = Theme::ALL.map(|each| option(each.word(), each == theme).text(each.name()));
    let look = el("label").text("Theme ").with(el("select").change(on, chosen).all(themes));
    let chosen = |code: String| Msg::ChoseLanguage(spoken(&code));
    let languages = LANGUAGES.iter().map(|&(code, name)| option(code, code == language).text(name));
    let words = el("label").text("Language ").with(el("select").change(on, chosen).all(languages));
    marks_and_keys("Marks and keys", Page::Timeline, on)
        .with(el("p").with(look))
        .with(el("p").with(words))
}

/// The sheet: the same above `page`, for who has pressed a key to see it.
pub fn sheet(page: Page, on: &Callback<Msg>) -> El {
    let close = button(on, Msg::PressedHelp).text("Close");
    let sheet = marks_and_keys("Keys that work here", page, on)
        .at("data-sheet", "open")
        .at("tabindex", "-1");
    of_class("div", "sheet").with(close).with(sheet)
}

fn marks_and_keys(name: &'static str, page: Page, on: &Callback<Msg>) -> El {
    of_class("section", "legend").at("aria-label", name).node(resting(
        page,
        |page, _| signs(*page),
        on,
    ))
}

/// How the drawing shows a message, and the events that are sent because of it.
fn signs_of_messages() -> Vec<El> {
    let drawn = |sign: El, y: usize, rest: Rest| {
        let there = at_place(percent(1, 2), percent(y, 2)).at("data-rest", rest.name());
        drawing("legend__drawn").with(there.with(sign))
    };
    let letter = || letter(String::from("A"), Side::Around);
    let chip = |tone: Tone| of_class("span", "chip").at("data-tone", tone.name());
    let missing = chip(Tone::Bad).at("data-missing", "true");
    let signs = [
        (drawn(letter(), 1, Rest::Waits), "a message: waiting on its track, or on its way down"),
        (drawn(letter(), 1, Rest::Withheld), "a message that nobody can receive right now"),
        (drawn(crack(Break::After), 0, Rest::Away), "where it was interrupted"),
        (chip(Tone::Calm).text("sent"), "an event that the broker has sent"),
        (chip(Tone::Bad).text("ghost"), "an event whose change was never stored"),
        (chip(Tone::Bad).text("leaked"), "an event that was out before its change was stored"),
        (missing.text("lost"), "an event that should be here and is not"),
    ];
    signs.map(|(sign, means)| el("li").with(sign).text(means)).into()
}

/// The marks, and the keys on `page`: the same at each step.
fn signs(page: Page) -> Vec<El> {
    let sign = |sign| of_class("span", "step__mark").text(sign);
    let marks = MARKS.into_iter().map(|mark| {
        let step = of_class("span", "step").at("data-mark", mark.name());
        el("li").with(step.with(sign(glyph(mark)))).text(mark.word())
    });
    let ends = End::ALL.map(|end| {
        let step = of_class("span", "step").with(sign(end.glyph()));
        el("li").with(step).with(term(end.word()))
    });
    let promises = [Tone::Good, Tone::Calm, Tone::Open, Tone::Bad].map(|tone| {
        let step = of_class("span", "step").with(sign(verdicts::glyph(tone)));
        el("li").with(step).text(verdicts::word(tone))
    });
    let demands = view::DEMANDS.map(|demand| {
        let drawn = of_class("span", "verdict__sign").say(demand.sign);
        el("li").with(drawn).text(demand.name)
    });
    let is_stage = WHOLE && matches!(page, Page::Stage | Page::Speaker);
    let lines = LINES.iter().filter(|(line, _)| !is_stage || !OF_SLIDER.contains(line));
    let lines = lines.map(|&(line, means)| {
        el("li").with(of_class("i", "legend__line").at("data-line", line)).text(means)
    });
    let keys = shortcuts(page)
        .map(|shortcut| el("li").with(el("kbd").text(shortcut.shown)).text(shortcut.does));
    vec![
        el("h2").text("Keys"),
        of_class("ul", "legend__keys").all(keys),
        el("h2").text("Marks"),
        of_class("ul", "legend__marks").all(marks),
        el("h2").text("How a delivery ends"),
        of_class("ul", "legend__marks").all(ends),
        el("h2").text("Messages and events"),
        of_class("ul", "legend__marks").all(signs_of_messages()),
        el("h2").text("Lines"),
        of_class("ul", "legend__marks").all(lines),
        el("h2").text("Promises"),
        of_class("ul", "legend__marks").all(promises).all(demands),
    ]
}
