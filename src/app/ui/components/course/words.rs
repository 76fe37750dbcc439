//! The glossary.

use super::text::{link, plain, words as line};
use super::title;
use crate::app::ui::element::{El, el, of_class};
use crate::app::view::course::{Leads, Means, TermView};

/// Every word, with a run that shows it.
pub fn words(terms: &[TermView], is_bare: bool) -> El {
    let about = "Every word that the lessons use, each with a run that shows it.";
    let head = of_class("header", "course__head")
        .with(title(is_bare).text("Glossary"))
        .with(of_class("p", "course__idea").text(about));
    of_class("article", "course__text words")
        .with(head)
        .with(of_class("dl", "words__list").all(terms.iter().map(|each| term(each, is_bare))))
}

fn term(term: &TermView, is_bare: bool) -> El {
    let name = el("dt").set("id", term.slug.clone()).at("tabindex", "-1");
    let (name, means) = match &term.means {
        Means::Page(means) => (name.say(term.name.clone()), el("dd").text(means)),
        Means::Own(means) => (plain(name, &term.name), line(el("dd"), means, is_bare)),
    };
    let shown = link(Leads::Page(term.link.clone()), is_bare).text("See it");
    let shown = of_class("dd", "words__shown")
        .with(shown)
        .text(": ")
        .with(plain(el("span"), &term.caption));
    el("div").maybe("data-shown", term.is_shown.then_some("yes")).with(name).with(means).with(shown)
}
