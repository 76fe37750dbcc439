//! The glossary.

use yew::prelude::*;

use super::text::{link, plain, words as line};
use super::title;
use crate::app::browser;
use crate::app::state::Msg;
use crate::app::state::course::CourseMsg;
use crate::app::ui::element::{El, el, of_class};
use crate::app::view::course::{Leads, Means, SourceView, TermView, WordsView};

/// Every word, with a run that shows it, and where what the lessons tell is from.
pub fn words(view: &WordsView, is_bare: bool, on: &Callback<Msg>) -> El {
    let about = "The terms of the field, each with a run that shows it.";
    let head = of_class("header", "course__head")
        .with(title(is_bare).text("Glossary"))
        .with(of_class("p", "course__idea").text(about));
    let sources = view.sources.iter().map(source);
    let sources = of_class("section", "words__sources")
        .with(el("h3").text("Sources and further reading"))
        .with(of_class("ul", "course__list").all(sources));
    let none = of_class("p", "words__none").at("role", "status").text("No matching entries.");
    of_class("article", "course__text words")
        .with(head)
        .with(find(view, on))
        .may(view.terms.is_empty().then_some(none))
        .with(of_class("dl", "words__list").all(view.terms.iter().map(|each| term(each, is_bare))))
        .with(sources)
}

/// The field by which entries are found, and the letters that they begin with.
fn find(view: &WordsView, on: &Callback<Msg>) -> El {
    let typed = on.reform(|event: InputEvent| CourseMsg::Sought(browser::value(&event)).into());
    // What is written is a property, not an attribute, which only the macro knows how to keep.
    let field = html! { <input type="search" value={view.sought.clone()} oninput={typed} /> };
    let letters = view
        .letters
        .iter()
        .map(|(letter, first)| el("a").set("href", format!("#{first}")).say(letter.to_string()));
    of_class("div", "words__find")
        .with(el("label").text("Find").node(field))
        .with(of_class("nav", "words__letters").at("aria-label", "Entries by letter").all(letters))
}

fn term(term: &TermView, is_bare: bool) -> El {
    let name = el("dt").set("id", term.slug.clone()).at("tabindex", "-1");
    let name = plain(name, &term.name);
    let means = match &term.means {
        Means::Page(means) => plain(el("dd"), means),
        Means::Own(means) => line(el("dd"), means, is_bare),
    };
    let shown = link(Leads::Page(term.link.clone()), is_bare).text("Show a run");
    let caption = plain(el("span"), &term.caption);
    let shown = of_class("dd", "words__shown").with(shown).text(": ").with(caption);
    let place = el("div").keyed(term.slug.clone());
    let place = place.maybe("data-shown", term.is_shown.then_some("yes"));
    place.with(name).with(means).with(shown)
}

fn source(source: &SourceView) -> El {
    let away = plain(link(Leads::Web(source.address.clone()), false), &source.name);
    let lesson = plain(link(Leads::Course(source.lesson.clone()), false), &source.title);
    el("li").with(away).with(el("small").text(", from the lesson ").with(lesson))
}
