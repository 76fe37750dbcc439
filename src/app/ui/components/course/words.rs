//! The glossary.

use super::text::{link, plain, words as line};
use super::title;
use crate::app::ui::element::{El, el, of_class};
use crate::app::view::course::{Leads, Means, SourceView, TermView, WordsView};

/// Every word, with a run that shows it, and where what the lessons tell is from.
pub fn words(view: &WordsView, is_bare: bool) -> El {
    let about = "The words of the field, each with a run that shows it.";
    let head = of_class("header", "course__head")
        .with(title(is_bare).text("Glossary"))
        .with(of_class("p", "course__idea").text(about));
    let sources = view.sources.iter().map(source);
    let sources = of_class("section", "words__sources")
        .with(el("h3").text("Sources and further reading"))
        .with(of_class("ul", "course__list").all(sources));
    of_class("article", "course__text words")
        .with(head)
        .with(of_class("dl", "words__list").all(view.terms.iter().map(|each| term(each, is_bare))))
        .with(sources)
}

fn term(term: &TermView, is_bare: bool) -> El {
    let name = el("dt").set("id", term.slug.clone()).at("tabindex", "-1");
    let (name, means) = match &term.means {
        Means::Page(means) => (name.say(term.name.clone()), el("dd").text(means)),
        Means::Own(means) => (plain(name, &term.name), line(el("dd"), means, is_bare)),
    };
    let shown = link(Leads::Page(term.link.clone()), is_bare).text("See it");
    let caption = plain(el("span"), &term.caption);
    let shown = of_class("dd", "words__shown").with(shown).text(": ").with(caption);
    let place = el("div").maybe("data-shown", term.is_shown.then_some("yes"));
    place.with(name).with(means).with(shown)
}

fn source(source: &SourceView) -> El {
    let away = plain(link(Leads::Web(source.address.clone()), false), &source.text);
    let lesson = plain(link(Leads::Course(source.lesson.clone()), false), &source.title);
    el("li").with(away).with(el("small").text(" in the lesson ").with(lesson))
}
