//! What the marks mean and what the keys do.

use yew::prelude::*;

use super::table::glyph;
use super::verdicts;
use crate::app::state::keys::shortcuts;
use crate::app::state::{LANGUAGES, Msg, Page, Theme, spoken};
use crate::app::ui::element::{El, button, el, of_class, option};
use crate::app::view::{Mark, Tone};

/// The marks a visitor meets.
const MARKS: [Mark; 7] = [
    Mark::Done,
    Mark::Duplicate,
    Mark::Refused,
    Mark::Unanswered,
    Mark::Died,
    Mark::ToCome,
    Mark::Missing,
];

/// What is drawn besides, each with its name for styles.
const LINES: [(&str, &str); 8] = [
    ("way", "a message's way: past what it skips, and back from where it failed"),
    ("made", "the version that this delivery stored"),
    ("read", "the version that it read"),
    ("now", "read as it is now"),
    ("then", "read as it was then"),
    ("failure", "over the slider: a failure"),
    ("violation", "over the slider: a promise breaks"),
    ("parting", "over the slider: the approaches differ"),
];

/// The legend.
pub fn legend(theme: Theme, language: &str, on: &Callback<Msg>) -> El {
    let chosen = |word: String| Msg::ChoseTheme(Theme::of(&word));
    let themes = Theme::ALL.map(|each| option(each.word(), each == theme).text(each.name()));
    let look = el("label").text("Look ").with(el("select").change(on, chosen).all(themes));
    let chosen = |code: String| Msg::ChoseLanguage(spoken(&code));
    let languages = LANGUAGES.iter().map(|&(code, name)| option(code, code == language).text(name));
    let words = el("label").text("Language ").with(el("select").change(on, chosen).all(languages));
    marks_and_keys("Marks and keys", Page::Timeline)
        .with(el("p").with(look))
        .with(el("p").with(words))
}

/// The sheet: the same above `page`, for who has pressed a key to see it.
pub fn sheet(page: Page, on: &Callback<Msg>) -> El {
    let close = button(on, Msg::PressedHelp).text("Close");
    let sheet =
        marks_and_keys("The keys at hand", page).at("data-sheet", "open").at("tabindex", "-1");
    of_class("div", "sheet").with(close).with(sheet)
}

fn marks_and_keys(name: &'static str, page: Page) -> El {
    of_class("section", "legend").at("aria-label", name).node(html! { <Signs {page} /> })
}

/// What the marks and the keys are drawn from.
#[derive(Properties, PartialEq)]
struct SignsProps {
    page: Page,
}

/// The marks and the keys: the same at each step.
#[component]
fn Signs(SignsProps { page }: &SignsProps) -> Html {
    let sign = |sign| of_class("span", "step__mark").text(sign);
    let marks = MARKS.into_iter().map(|mark| {
        let step = of_class("span", "step").at("data-mark", mark.name());
        el("li").with(step.with(sign(glyph(mark)))).text(mark.word())
    });
    let promises = [Tone::Good, Tone::Calm, Tone::Open, Tone::Bad].map(|tone| {
        let step = of_class("span", "step").with(sign(verdicts::glyph(tone)));
        el("li").with(step).text(verdicts::word(tone))
    });
    let lines = LINES.map(|(line, means)| {
        el("li").with(of_class("i", "legend__line").at("data-line", line)).text(means)
    });
    let keys = shortcuts(*page)
        .map(|shortcut| el("li").with(el("kbd").text(shortcut.shown)).text(shortcut.does));
    let parts = [
        el("h2").text("Marks"),
        of_class("ul", "legend__marks").all(marks),
        el("h2").text("Lines"),
        of_class("ul", "legend__marks").all(lines),
        el("h2").text("Promises"),
        of_class("ul", "legend__marks").all(promises),
        el("h2").text("Keys"),
        of_class("ul", "legend__keys").all(keys),
    ];
    parts.into_iter().map(Html::from).collect()
}
