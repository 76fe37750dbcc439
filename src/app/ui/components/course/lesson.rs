//! A lesson: text, runs, and questions that are answered before the rest is there.

use crate::language::tell;
use yew::prelude::*;

use super::picture::picture;
use super::text::{block, plain};
use super::{MAP, form_of, title};
use crate::app::state::Msg;
use crate::app::state::course::CourseMsg;
use crate::app::ui::element::{El, button, el, of_class, unseen};
use crate::app::view::course::{
    ChoiceMark, ChoiceView, LessonView, MetView, PartView, QuestionView,
};

/// The lesson in which promises are taught comes after so many: before it, pictures don't speak of
/// them.
const BEFORE_PROMISES: usize = 3;

/// The lesson.
pub fn lesson(view: &LessonView, is_bare: bool, on: &Callback<Msg>) -> El {
    let (number, all) = view.place;
    let place = tell("Lesson {0} of {1}, {2} minutes", &[&number, &all, &view.minutes]);
    let again = view.is_begun.then(|| {
        button(on, CourseMsg::TookAgain.into())
            .at("class", "button course__again")
            .text("Take this lesson again")
    });
    let head = of_class("header", "course__head")
        .with(of_class("p", "course__place").say(place).may(again))
        .with(plain(title(is_bare), &view.title))
        .with(plain(of_class("p", "course__idea"), &view.idea));
    let parts = view.parts.iter().enumerate().map(|(index, part)| {
        let drawn = match part {
            PartView::Text(text) => block(text, is_bare),
            PartView::Stop(stop) => picture(stop, is_bare, on),
            PartView::Question(asked) => question(asked, is_bare, on),
        };
        drawn.keyed(index.to_string())
    });
    of_class("article", "course__text")
        .maybe("data-early", (number <= BEFORE_PROMISES).then_some("true"))
        .keyed(view.title.clone())
        .with(head)
        .group(parts)
        .may(view.is_whole.then(|| end(view)))
        .may((!view.is_whole).then(|| {
            of_class("p", "course__more").text("The lesson continues when you have answered this.")
        }))
}

/// What comes after the lesson.
fn end(view: &LessonView) -> El {
    let next = match &view.next {
        Some((link, title)) => el("a")
            .set("href", format!("#{link}"))
            .at("class", "button button--main course__go")
            .text("Next lesson: ")
            .with(plain(el("span"), title)),
        None => el("a")
            .at("href", MAP)
            .at("class", "button button--main course__go")
            .text("Go to the challenges"),
    };
    let back = el("a").at("href", MAP).text("All lessons and challenges");
    of_class("footer", "course__end").with(el("p").text("End of the lesson.")).with(next).with(back)
}

fn question(view: &QuestionView, is_bare: bool, on: &Callback<Msg>) -> El {
    let index = view.index;
    let is_open = view.because.is_none();
    let choices = view
        .choices
        .iter()
        .enumerate()
        .map(|(place, each)| choice(index, place, each, is_open, on));
    let legend =
        el("legend").with(el("b").text("What do you expect?")).with(plain(el("span"), &view.text));
    let commit = is_open.then(|| {
        of_class("button", "button button--main question__commit")
            .flag("disabled", !view.can_commit)
            .click(on, CourseMsg::Committed.into())
            .text("Check my answer")
    });
    let because = view.because.as_ref().map(|because| {
        of_class("p", "question__because")
            .set("id", format!("because-{index}"))
            .at("tabindex", "-1")
            .with(el("b").text("Right. "))
            .with(plain(el("span"), because))
    });
    let form = form_of("question__form").with(el("fieldset").with(legend).all(choices)).may(commit);
    of_class("section", "question")
        .at("data-state", if is_open { "open" } else { "answered" })
        .set("aria-label", tell("Question {0}", &[&(index + 1)]))
        .with(form)
        .may(view.met.as_ref().map(|it| met(index, it, is_bare, on)))
        .may(because)
}

fn choice(index: usize, place: usize, view: &ChoiceView, is_open: bool, on: &Callback<Msg>) -> El {
    let chosen = on.reform(move |_: Event| CourseMsg::Chose(place).into());
    let is_off = !is_open || view.mark == ChoiceMark::Wrong;
    let is_chosen = view.is_chosen || view.mark == ChoiceMark::Right;
    // Whether it is chosen is a property, not an attribute, which only the macro knows how to keep.
    let radio = html! {
        <input type="radio" name={format!("question-{index}")} value={place.to_string()}
            checked={is_chosen} disabled={is_off} onchange={chosen} />
    };
    let (sign, word) = match view.mark {
        ChoiceMark::Wrong => ("✗", "Wrong: "),
        ChoiceMark::Right => ("✓", "Right: "),
        ChoiceMark::Open | ChoiceMark::Other => ("", ""),
    };
    let mark = (!sign.is_empty()).then(|| {
        of_class("span", "question__mark")
            .with(el("span").at("aria-hidden", "true").text(sign))
            .with(unseen(word))
    });
    of_class("label", "question__choice")
        .at("data-mark", view.mark.name())
        .node(radio)
        .may(mark)
        .with(plain(el("span"), &view.told))
}

fn met(index: usize, view: &MetView, is_bare: bool, on: &Callback<Msg>) -> El {
    let to_do = if view.is_seen {
        "The run below shows what happens. Now answer again."
    } else {
        "Step through the run below, then answer again."
    };
    let head = el("p")
        .set("id", format!("met-{index}"))
        .at("tabindex", "-1")
        .with(el("b").text("Not quite: "))
        .with(plain(el("q"), &view.told))
        .raw(". ")
        .raw(view.why.clone());
    of_class("div", "question__met")
        .with(head)
        .with(el("p").text(to_do))
        .with(picture(&view.really, is_bare, on))
        .may(view.elsewhere.as_ref().map(|it| picture(it, is_bare, on)))
}
