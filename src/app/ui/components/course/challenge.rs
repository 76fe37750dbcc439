//! A challenge: the task, what one attempts it with, and how the machine judges that.

use crate::language::{said, tell};
use yew::prelude::*;

use super::picture::{at, picture};
use super::text::{block, plain};
use super::{MAP, form_of, title};
use crate::app::state::Msg;
use crate::app::state::course::{CourseMsg, Picture};
use crate::app::ui::element::{El, button, el, of_class, unseen};
use crate::app::view::FailureView;
use crate::app::view::course::{
    ChallengeView, ChoiceRow, FeatView, FormView, PictureView, StepRow, ToDo, TraceLine,
};

/// The form that is sent by the button that has it judged.
const ATTEMPT: &str = "attempt";

/// The challenge.
pub fn challenge(view: &ChallengeView, is_bare: bool, on: &Callback<Msg>) -> El {
    let (number, all) = view.place;
    let place =
        tell("Challenge {0} of {1}, level {2}: {3}", &[&number, &all, &view.level, &view.kind]);
    let solved = view.solved.clone().map(|solved| {
        of_class("span", "course__solved")
            .with(el("span").at("aria-hidden", "true").text("✓ "))
            .say(solved)
    });
    let head = of_class("header", "course__head")
        .with(of_class("p", "course__place").say(place).may(solved))
        .with(plain(title(is_bare), &view.title));
    of_class("article", "course__text challenge")
        .keyed(view.title.clone())
        .with(head)
        .may(known(view, on))
        .group(view.task.iter().map(|it| block(it, is_bare)))
        .may(rules(view))
        .group(form(&view.form, is_bare, on))
        .with(tools(view, on))
        .may(view.hint.as_ref().map(|hint| {
            let hint = plain(el("span"), hint);
            let place =
                of_class("p", "challenge__hint").flag("data-hint", true).at("tabindex", "-1");
            place.with(el("b").text("Hint: ")).with(hint)
        }))
        .may(verdict(view, on))
        .may(claimed(&view.form))
        .may(shown_below(view).map(|it| picture(it, is_bare, on)))
        .with(end(view))
}

/// The run that refutes the attempt or left the trace, or the shortest one, if that was asked for.
fn shown_below(view: &ChallengeView) -> Option<&PictureView> {
    let shown = view.refuting.as_ref().or(view.cause.as_ref());
    shown.or_else(|| view.feat.as_ref()?.shortest.as_ref())
}

/// The trace that the answer would have left, if it is another one.
fn claimed(form: &FormView) -> Option<El> {
    let FormView::Spot { claimed: Some(lines), .. } = form else { return None };
    let marked = of_class("p", "trace__note")
        .text("Lines that only one of the two traces has are marked in both.");
    Some(trace("What your answer would have left", lines).key("claimed").with(marked))
}

/// That it was solved before, and how to see that again.
fn known(view: &ChallengeView, on: &Callback<Msg>) -> Option<El> {
    view.has_solution.then(|| {
        of_class("div", "challenge__known")
            .with(el("p").text("You have already solved this challenge."))
            .with(button(on, CourseMsg::AskedSolution.into()).text("Show my solution"))
    })
}

/// What must hold, and within which bounds.
fn rules(view: &ChallengeView) -> Option<El> {
    let bounds = view.bounds.clone()?;
    let promises = view
        .promises
        .iter()
        .map(|(name, means)| el("div").with(el("dt").text(name)).with(el("dd").text(means)));
    let bounds = el("div").with(el("dt").text("Bounds")).with(el("dd").say(bounds));
    Some(of_class("dl", "challenge__rules").all(promises).with(bounds))
}

fn form(form: &FormView, is_bare: bool, on: &Callback<Msg>) -> Vec<El> {
    match form {
        FormView::Break { arena, failures, beyond, used, to_do, .. } => {
            let plan = breaking(*used, *to_do)
                .with(planned(failures, beyond, on))
                .may(fail_button(*to_do, on));
            vec![plan, picture(arena, is_bare, on)]
        }
        FormView::Choose(rows) => vec![choices("Which approach?", rows, on)],
        FormView::Order(rows) => vec![order(rows, on)],
        FormView::Spot { seen, choices: rows, .. } => {
            vec![trace("The trace", seen), choices("What left this trace?", rows, on)]
        }
    }
}

/// How much goes wrong, how much may, and what to do next.
fn breaking(used: (usize, usize), to_do: ToDo) -> El {
    let (used, most) = used;
    let far = match (most, to_do) {
        (0, _) => said("No failures are allowed."),
        (_, ToDo::Pause | ToDo::Judge) => said("All failures are used."),
        _ => tell("{0} of {1} failures used.", &[&used, &most]),
    };
    let how = match to_do {
        ToDo::Fail => "Go to the step that should fail and click it, or use the button.",
        ToDo::Pause => {
            "A handler may pause while the other one continues. Go to the step where it should \
             pause and click it. Then check your answer."
        }
        ToDo::Judge => "Check your answer, remove a failure, or start over.",
        ToDo::TakeOut => "That is more than the challenge allows. Remove a failure, or start over.",
        ToDo::Nothing => "This run solves the challenge. Start over to try another way.",
    };
    of_class("div", "challenge__plan").with(el("p").with(el("b").say(far)).text(" ").text(how))
}

/// What goes wrong so far.
fn planned(failures: &[FailureView], beyond: &[String], on: &Callback<Msg>) -> El {
    let on = &at(Picture::Arena, on);
    let rows = failures.iter().map(|failure| {
        let take = button(on, Msg::RemovedFailure(failure.point))
            .set("aria-label", tell("Remove: {0}", &[&failure.text]))
            .text("Remove");
        el("li").with(el("span").say(failure.text.clone())).with(take)
    });
    let others = beyond.iter().map(|text| el("li").with(el("span").say(text.clone())));
    el("ul").all(rows.chain(others))
}

fn fail_button(to_do: ToDo, on: &Callback<Msg>) -> Option<El> {
    let name = match to_do {
        ToDo::Fail => "Make this step fail…",
        ToDo::Pause => "Pause the handler here…",
        ToDo::Judge | ToDo::TakeOut | ToDo::Nothing => return None,
    };
    let button = button(&at(Picture::Arena, on), Msg::PressedFail);
    Some(button.at("title", "Make this step fail (F)").text(name))
}

fn choices(name: &'static str, rows: &[ChoiceRow], on: &Callback<Msg>) -> El {
    let rows = rows.iter().enumerate().map(|(place, row)| choice(place, row, on));
    form_of("question")
        .at("id", ATTEMPT)
        .at("data-state", "open")
        .at("aria-label", name)
        .with(el("fieldset").with(el("legend").with(el("b").text(name))).all(rows))
}

fn choice(place: usize, row: &ChoiceRow, on: &Callback<Msg>) -> El {
    let picked = on.reform(move |_: Event| CourseMsg::Picked(place).into());
    // As for the answers to a question.
    let radio = html! {
        <input type="radio" name="choice" value={place.to_string()} checked={row.is_chosen}
            onchange={picked} />
    };
    let in_use = row.is_in_use.then(|| of_class("em", "challenge__used").text("currently in use"));
    let idea = row.idea.map(|idea| el("small").text(idea));
    of_class("label", "question__choice")
        .node(radio)
        .with(el("span").with(el("b").say(row.name.clone())).text(" ").may(in_use).may(idea))
}

/// Steps that change places.
fn order(rows: &[StepRow], on: &Callback<Msg>) -> El {
    let last = rows.len().saturating_sub(1);
    let rows = rows.iter().enumerate().map(|(place, row)| {
        let name = row.says.first().copied().unwrap_or_default();
        let says = row.says.iter().map(|says| el("span").text(says));
        let way = |msg: CourseMsg, sign: &'static str, label: String, is_off: bool| {
            button(on, msg.into())
                .set("aria-label", label)
                .tells("aria-disabled", is_off)
                .text(sign)
        };
        of_class("li", "order__row")
            .keyed(row.unit.to_string())
            .with(of_class("span", "order__place").say((place + 1).to_string()))
            .with(of_class("span", "order__says").all(says))
            .with(way(CourseMsg::Raised(place), "↑", tell("Up: {0}", &[&name]), place == 0))
            .with(way(CourseMsg::Lowered(place), "↓", tell("Down: {0}", &[&name]), place == last))
    });
    of_class("ol", "order").at("aria-label", "The steps in order").all(rows)
}

/// A log, as an operator sees it.
fn trace(name: &'static str, lines: &[TraceLine]) -> El {
    let lines = lines.iter().map(|line| {
        let differs = line.differs.then(|| unseen(" (differs)"));
        el("li").tells("data-differs", line.differs).say(line.text.clone()).may(differs)
    });
    of_class("section", "trace")
        .at("aria-label", name)
        .with(el("h3").text(name))
        .with(of_class("ol", "trace__lines").all(lines))
}

fn tools(view: &ChallengeView, on: &Callback<Msg>) -> El {
    let name = if view.is_judging { "Checking…" } else { "Check my answer" };
    let judge = of_class("button", "button button--main")
        .at("form", ATTEMPT)
        .tells("aria-disabled", !view.can_try)
        .click(on, CourseMsg::Tried.into())
        .text(name);
    of_class("div", "course__tools")
        .with(judge)
        .with(
            button(on, CourseMsg::AskedHint.into())
                .tells("aria-expanded", view.hint.is_some())
                .text("Hint"),
        )
        .with(button(on, CourseMsg::StartedOver.into()).text("Start over"))
}

fn verdict(view: &ChallengeView, on: &Callback<Msg>) -> Option<El> {
    let (tone, text) = view.verdict.as_ref()?;
    let feat = view.feat.as_ref();
    let told = el("p").with(el("b").say(text.clone()));
    let why = view.why.clone().map(|why| el("p").say(why));
    Some(
        of_class("div", "challenge__verdict")
            .flag("data-verdict", true)
            .at("tabindex", "-1")
            .at("data-tone", tone.name())
            .with(told)
            .may(why)
            .may(feat.map(compared))
            .may(feat.map(|feat| shorter(feat, on))),
    )
}

/// The attempt beside the shortest that there is.
fn compared(feat: &FeatView) -> El {
    let row = |name: &'static str, effort: &String| {
        el("div").with(el("dt").text(name)).with(el("dd").say(effort.clone()))
    };
    of_class("dl", "challenge__compared")
        .with(row("Your run", &feat.own))
        .with(row("The shortest run", &feat.best))
}

/// What there is to say of a shorter way.
fn shorter(feat: &FeatView, on: &Callback<Msg>) -> El {
    if !feat.has_shorter {
        return el("p").text("No run is shorter.");
    }
    let name =
        if feat.shortest.is_some() { "Hide the shortest run" } else { "Show the shortest run" };
    el("p").with(button(on, CourseMsg::AskedShortest.into()).text(name))
}

fn end(view: &ChallengeView) -> El {
    let next = view.next.as_ref().map(|link| {
        let next = el("a").set("href", format!("#{link}")).text("Next challenge");
        if view.solved.is_some() {
            next.at("class", "button button--main course__go")
        } else {
            next
        }
    });
    of_class("footer", "course__end")
        .may(next)
        .with(el("a").at("href", MAP).text("All lessons and challenges"))
}
