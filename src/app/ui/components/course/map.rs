//! The map of the course.

use crate::language::{in_english, tell};
use yew::prelude::*;

use super::text::plain;
use super::{WORDS, title};
use crate::app::state::Msg;
use crate::app::state::course::CourseMsg;
use crate::app::ui::components::unread::unread;
use crate::app::ui::element::{El, button, el, file_button, of_class};
use crate::app::view::course::{ChallengeRow, LessonRow, MapView};

/// The map.
pub fn map(view: &MapView, on: &Callback<Msg>) -> Vec<El> {
    let (link, label) = &view.go;
    let go = el("a")
        .set("href", format!("#{link}"))
        .at("class", "button button--main course__go")
        .say(label.clone());
    let (done, all) = view.done;
    let (solved, challenges) = view.solved;
    let far = tell(
        "{0} of {1} lessons done, {2} of {3} challenges solved.",
        &[&done, &all, &solved, &challenges],
    );
    let about = "Every picture is a real run that you can step through. You predict, then you \
                 watch.";
    let head = of_class("header", "course__head")
        .with(title(false).text("A message, delivered twice"))
        .with(of_class("p", "course__idea").say(tell(
            "A course of {0} short lessons, about {1} minutes in all.",
            &[&all, &view.minutes],
        )))
        .with(el("p").text(about))
        .with(of_class("p", "course__go-line").with(go).with(el("span").say(far)));
    // A row is in the language of its title, which is English.
    let rows = in_english(|| {
        let rows = view.lessons.iter().enumerate().map(|(index, each)| lesson(index, each));
        of_class("ol", "map__lessons").at("lang", "en").all(rows)
    });
    let lessons = of_class("section", "map").with(el("h3").text("Lessons")).with(rows);
    let rows = in_english(|| {
        let rows = view.challenges.iter().enumerate().map(|(index, each)| challenge(index, each));
        of_class("ol", "map__challenges").at("lang", "en").all(rows)
    });
    let tried = of_class("section", "map")
        .with(el("h3").text("Challenges"))
        .with(el("p").text("Break it, fix it, spot it. The machine checks your answers."))
        .with(rows);
    vec![head, of_class("div", "map__columns").with(lessons).with(tried), keeping(view, on)]
}

fn lesson(index: usize, row: &LessonRow) -> El {
    let standing = of_class("span", "map__standing").text(row.standing.word());
    let head = of_class("span", "map__head")
        .with(plain(el("a").set("href", format!("#{}", row.link)), &row.title))
        .with(of_class("span", "map__minutes").say(tell("{0} min", &[&row.minutes])))
        .with(standing);
    of_class("li", "map__row")
        .at("data-standing", row.standing.name())
        .with(of_class("span", "map__number").say((index + 1).to_string()))
        .with(el("div").with(head).with(plain(el("p"), &row.idea)))
}

fn challenge(index: usize, row: &ChallengeRow) -> El {
    let about = tell("{0}, level {1}", &[&row.kind, &row.level]);
    let solved = row.solved.clone().map(|solved| of_class("span", "map__standing").say(solved));
    let head = of_class("span", "map__head")
        .with(plain(el("a").set("href", format!("#{}", row.link)), &row.title))
        .with(of_class("span", "map__minutes").say(about))
        .may(solved);
    of_class("li", "map__row")
        .at("data-standing", if row.solved.is_some() { "done" } else { "open" })
        .with(of_class("span", "map__number").say((index + 1).to_string()))
        .with(el("div").with(head))
}

/// What is known on this device, and what can be done with that.
fn keeping(view: &MapView, on: &Callback<Msg>) -> El {
    let forget = button(on, CourseMsg::Forgot.into())
        .flag("disabled", !view.has_progress)
        .flag("data-forget", true);
    let undone = view.can_take_back.then(|| {
        of_class("p", "course__undo")
            .at("role", "status")
            .text("Your progress is reset. ")
            .with(button(on, CourseMsg::TookBack.into()).flag("data-undo", true).text("Undo"))
    });
    let unread =
        unread(&view.unread, on, [CourseMsg::SavedUnread, CourseMsg::DeletedUnread].map(Msg::from));
    let tools = of_class("div", "course__tools")
        .with(
            button(on, CourseMsg::Saved.into())
                .flag("disabled", !view.has_progress)
                .text("Save as a file"),
        )
        .with(file_button("Import"))
        .with(forget.text("Reset progress"));
    let words = el("p")
        .text("The terms are explained in the ")
        .with(el("a").at("href", WORDS).text("glossary"))
        .text(".");
    of_class("section", "course__keeping")
        .with(el("h3").text("Your progress"))
        .with(el("p").text("Stored on this device only."))
        .may(undone)
        .with(tools)
        .may(unread)
        .with(words)
}
