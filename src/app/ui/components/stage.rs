//! A moment that fills the screen, and the speaker's window.

use crate::language::{Own, tell};
use yew::prelude::*;

use super::card::card;
use super::headline::headline_text;
use super::lane::lane;
use super::legend::sheet;
use super::menu::fate_menu;
use super::notice::notice;
use crate::app::state::{DeckMsg, Msg, Page, StageMsg};
use crate::app::ui::element::{El, button, el, of_class};
use crate::app::view::{CodeView, END, NextView, SpeakerView, StageView, Transport, View};

/// The stage.
pub fn stage(view: &StageView, on: &Callback<Msg>) -> Vec<El> {
    let moment = &view.moment;
    let live = match &view.words {
        None => shown(moment, view, on),
        Some(words) => {
            let head = head(view).with(tools(view, on));
            of_class("main", "stage live live--words").with(head).with(card(words, "h1"))
        }
    };
    let live = live.at("data-live", "now").tells("data-blank", view.blank);
    let dock = of_class("footer", "dock")
        .may(moment.sheet.then(|| sheet(Page::Stage, on)))
        .may(moment.menu.as_ref().map(|menu| fate_menu(menu, on)));
    let blank = view.blank.then(|| of_class("div", "live__blank").at("aria-label", "Blank"));
    let over = view.is_over.then(|| of_class("div", "live__over").with(el("p").text(END)));
    let news = moment.notice.as_ref().map(|news| notice(news, on));
    let code = view.code.as_ref().map(|code| code_of(code, on));
    // Looked at by the browser alone, and gone before anything is painted.
    let trials = view.trials.iter().map(|trial| shown(trial, view, on).flag("inert", true));
    let trials = (!view.trials.is_empty())
        .then(|| of_class("div", "live__trials").at("aria-hidden", "true").all(trials));
    [live, dock]
        .into_iter()
        .chain(over)
        .chain(blank)
        .chain(code)
        .chain(trials)
        .chain(news)
        .collect()
}

/// A moment, from the slide's title to how far the run is told.
fn shown(moment: &View, view: &StageView, on: &Callback<Msg>) -> El {
    let lanes = moment.lanes.iter().enumerate().map(|(index, each)| lane(index, each, on));
    let count = moment.lanes.len().to_string();
    let Transport { beat, last, .. } = moment.transport;
    let step = of_class("span", "live__step").say(tell("step {0} of {1}", &[&beat, &last]));
    let head = head(view).with(step).with(tools(view, on));
    let progress = of_class("progress", "live__progress")
        .at("aria-label", "Step")
        .set("max", last.to_string())
        .set("value", beat.to_string());
    of_class("main", "stage live")
        .with(head)
        .with(of_class("div", "lanes").set("data-count", count).all(lanes))
        .with(
            of_class("section", "headline")
                .at("aria-label", "This moment")
                .with(headline_text(&moment.headline)),
        )
        .with(progress)
}

/// The slide's title, which a slide of words has larger, and its number.
fn head(view: &StageView) -> El {
    let title = view.words.is_none().then(|| of_class("h1", "live__title").own(&view.title));
    let place = view.place.map(|(slide, all)| {
        of_class("span", "live__place").say(tell("{0} / {1}", &[&slide, &all]))
    });
    of_class("header", "live__head").may(title).may(place)
}

fn tools(view: &StageView, on: &Callback<Msg>) -> El {
    let (back, forward) = view.ends;
    of_class("div", "live__tools")
        .with(button(on, Msg::PressedBack).flag("disabled", !back).text("Back"))
        .with(button(on, Msg::PressedForward).flag("disabled", !forward).text("Next"))
        .with(toggle(on, StageMsg::Blank, view.blank, "Blank"))
        .with(toggle(on, StageMsg::Code, view.code.is_some(), "QR code"))
        .with(button(on, Msg::Stage(StageMsg::Speaker)).text("Speaker's window"))
        .with(button(on, Msg::Deck(DeckMsg::Pressed)).text("Decks"))
        .with(button(on, Msg::PressedHelp).text("Keys"))
        .with(button(on, Msg::Stage(StageMsg::Left)).text("Leave the stage"))
}

fn toggle(on: &Callback<Msg>, msg: StageMsg, is_on: bool, name: &'static str) -> El {
    button(on, Msg::Stage(msg)).tells("aria-pressed", is_on).text(name)
}

fn code_of(code: &CodeView, on: &Callback<Msg>) -> El {
    of_class("aside", "code")
        .at("aria-label", "This step on your phone")
        .with(squares(code))
        .with(of_class("p", "code__address").say(code.address.clone()))
        .with(button(on, Msg::Stage(StageMsg::Code)).text("Close"))
}

/// The code itself.
pub fn squares(code: &CodeView) -> El {
    // A phone needs four squares of nothing around a code.
    let side = code.size + 8;
    of_class("svg", "code__squares")
        .set("viewBox", format!("-4 -4 {side} {side}"))
        .at("role", "img")
        .at("aria-label", "The link to this step as a QR code")
        .with(el("path").set("d", code.path.clone()))
}

/// The speaker's window.
pub fn speaker(view: &SpeakerView, on: &Callback<Msg>) -> Vec<El> {
    let place =
        view.place.map(|(slide, all)| el("span").say(tell("Slide {0} of {1}", &[&slide, &all])));
    let step =
        view.step.map(|(step, last)| el("span").say(tell("Step {0} of {1}", &[&step, &last])));
    let (clock, taken) = &view.clock;
    let head = of_class("header", "masthead speaker__head")
        .with(of_class("h1", "masthead__name").own(&view.title))
        .may(place)
        .may(step)
        .with(of_class("span", "speaker__time").at("aria-label", "Time of day").say(clock.clone()))
        .with(of_class("b", "speaker__time").at("aria-label", "Elapsed time").say(taken.clone()))
        .with(button(on, Msg::Stage(StageMsg::Timer)).text(if view.running {
            "Stop the clock"
        } else {
            "Start the clock"
        }))
        .with(button(on, Msg::Stage(StageMsg::TimerReset)).text("Reset the clock"));
    let (blank, code) = view.on;
    let tools = of_class("div", "speaker__tools")
        .with(button(on, Msg::PressedBack).text("Back"))
        .with(of_class("button", "button button--main").click(on, Msg::PressedForward).text("Next"))
        .with(toggle(on, StageMsg::Blank, blank, "Blank"))
        .with(toggle(on, StageMsg::Code, code, "QR code"))
        .with(button(on, Msg::PressedFail).text("Make this step fail"))
        .with(button(on, Msg::PressedUndo).text("Undo"))
        .with(button(on, Msg::PressedHelp).text("Keys"));
    let alone = view.is_alone.then(|| {
        of_class("div", "notice speaker__alone")
            .at("role", "alert")
            .at("data-tone", "open")
            .with(
                el("p").text("The audience window is closed. Nothing you do here is being shown."),
            )
            .with(button(on, Msg::Stage(StageMsg::Reopened)).text("Open it again"))
    });
    let notes = view.notes.as_str().split("\n\n").map(|text| el("p").own(&Own::new(text)));
    let coming = view.coming.clone().map(|text| el("p").with(el("b").text("Next: ")).say(text));
    let told = of_class("section", "speaker__notes")
        .at("aria-label", "Notes")
        .with(match &view.words {
            Some(words) => of_class("div", "speaker__words").with(card(words, "h2")),
            None => of_class("p", "speaker__now").say(view.now.clone()),
        })
        .may(coming)
        .with(of_class("div", "speaker__text").all(notes));
    let slides = view.slides.iter().enumerate().map(|(index, (title, shown))| {
        let name = tell("{0}. {1}", &[&(index + 1), title]);
        let slide = button(on, Msg::Stage(StageMsg::Slide(index))).tells("aria-pressed", *shown);
        el("li").with(slide.raw(name))
    });
    let next = view.next.as_ref().map(|next| coming_slide(next, on));
    let main = of_class("main", "stage speaker")
        .with(tools)
        .with(told)
        .with(of_class("ol", "speaker__slides").all(slides))
        .may(next);
    let dock = (view.sheet || view.menu.is_some()).then(|| {
        of_class("footer", "dock")
            .may(view.sheet.then(|| sheet(Page::Speaker, on)))
            .may(view.menu.as_ref().map(|menu| fate_menu(menu, on)))
    });
    let news = view.notice.as_ref().map(|news| notice(news, on));
    [head].into_iter().chain(alone).chain([main]).chain(dock).chain(news).collect()
}

/// The slide that comes next: a picture to look at, since whatever is in it belongs to the other
/// window.
fn coming_slide(next: &NextView, on: &Callback<Msg>) -> El {
    let count = next.lanes.len().to_string();
    let picture = if let Some(words) = &next.words {
        card(words, "h3")
    } else {
        let lanes = next.lanes.iter().enumerate().map(|(index, each)| lane(index, each, on));
        of_class("div", "lanes").set("data-count", count).all(lanes)
    };
    of_class("section", "speaker__next")
        .with(el("h2").say(tell("Next slide: {0}", &[&next.title])))
        .with(of_class("div", "speaker__picture").flag("inert", true).with(picture))
}
