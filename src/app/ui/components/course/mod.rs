//! The pages of the course.

mod challenge;
mod lesson;
mod map;
mod picture;
mod text;
mod words;

use yew::prelude::*;

use super::menu::fate_menu;
use crate::app::state::Msg;
use crate::app::state::course::Picture;
use crate::app::ui::element::{El, el, of_class};
use crate::app::view::course::{CourseView, FormView, ShownView};
use crate::language::in_english;

/// The addresses of the map and of the glossary.
const MAP: &str = "#/v1/learn";
const WORDS: &str = "#/v1/words";

/// What a page of the course shows below its masthead. Lessons, challenges and the glossary are
/// English, and so is everything on their cards, whatever the page around them speaks.
pub fn course_page(view: &CourseView, on: &Callback<Msg>) -> Vec<El> {
    let card = match &view.shown {
        ShownView::Map(shown) => return map::map(shown, on),
        ShownView::Lesson(shown) => in_english(|| lesson::lesson(shown, view.is_bare, on)),
        ShownView::Challenge(shown) => in_english(|| challenge::challenge(shown, view.is_bare, on)),
        ShownView::Words(shown) => in_english(|| words::words(shown, view.is_bare, on)),
    };
    vec![card.at("lang", "en")]
}

/// The ways between the pages of the course.
pub fn course_nav(view: &CourseView) -> [El; 2] {
    let way = |href: &'static str, name: &'static str, is_here: bool| {
        el("a").at("href", href).maybe("aria-current", is_here.then_some("page")).text(name)
    };
    [
        way(MAP, "Course", matches!(view.shown, ShownView::Map(_))),
        way(WORDS, "Glossary", matches!(view.shown, ShownView::Words(_))),
    ]
}

/// The menu of a step that is to be broken, if it is open.
pub fn course_menu(view: &CourseView, on: &Callback<Msg>) -> Option<El> {
    let ShownView::Challenge(challenge) = &view.shown else { return None };
    let FormView::Break { menu: Some(menu), .. } = &challenge.form else { return None };
    let menu = in_english(|| fate_menu(menu, &picture::at(Picture::Arena, on)));
    Some(menu.at("lang", "en"))
}

/// The title of a page, which gets the focus when one comes to it. In somebody's page there is no
/// other heading above it.
fn title(is_bare: bool) -> El {
    of_class(if is_bare { "h1" } else { "h2" }, "course__title")
        .flag("data-title", true)
        .at("tabindex", "-1")
}

/// A form of this class, so that Enter on what is chosen presses its button. It sends nothing
/// anywhere: its method closes a dialog, and it is in none.
fn form_of(class: &'static str) -> El {
    of_class("form", class).at("method", "dialog")
}
