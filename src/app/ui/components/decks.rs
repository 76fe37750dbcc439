//! The page of decks: moments and words in an order to be told.

use crate::language::{Own, tell};
use yew::prelude::*;

use super::card;
use super::headline::headline_text;
use super::lane::lane;
use super::stage::squares;
use super::unread::unread;
use crate::app::browser;
use crate::app::state::{DeckMsg, Msg, StageMsg};
use crate::app::ui::element::{El, button, el, file_button, of_class};
use crate::app::view::{
    CardView, DecksView, PrintedView, ShowsView, SlideView, WordsKind, WordsPart,
};

/// What the page shows below its masthead.
pub fn decks_page(view: &DecksView, on: &Callback<Msg>) -> Vec<El> {
    let deck = |msg: DeckMsg, name: &'static str| button(on, Msg::Deck(msg)).text(name);
    let options = view.decks.iter().map(|(id, title, shown)| {
        el("option").set("value", id.clone()).flag("selected", *shown).own(title)
    });
    let chosen = |id: String| Msg::Deck(DeckMsg::Chose(id));
    let choice = el("label").text("Deck ").with(el("select").change(on, chosen).all(options));
    let present = of_class("button", "button button--main")
        .click(on, Msg::Stage(StageMsg::Opened(view.id.clone(), 0)))
        .text("Present");
    let toggled = on.reform(|_: Event| Msg::Deck(DeckMsg::ToggledNotes));
    // Whether it is ticked is a property, not an attribute, which only the macro knows how to keep.
    let tick = html! {
        <input type="checkbox" checked={view.prints_notes} onchange={toggled} />
    };
    let notes = el("label").node(tick).text(" with notes");
    let print = deck(DeckMsg::Printed, "Print the handout");
    let print = of_class("span", "deck__print").with(print).with(notes);
    let tools = of_class("div", "matrix__tools")
        .with(choice)
        .with(present)
        .with(deck(DeckMsg::Copied, "Make a copy"))
        .with(deck(DeckMsg::Made, "New deck"))
        .with(of_class("span", "matrix__space"))
        .with(file_button("Import"))
        .with(deck(DeckMsg::Exported, "Save as a file"))
        .with(print)
        .may(view.own.then(|| deck(DeckMsg::Removed, "Delete")))
        .may(view.removed.as_ref().map(|title| {
            let say = tell("Restore {0}", &[title]);
            button(on, Msg::Deck(DeckMsg::BroughtBack)).say(say)
        }));
    let title = if view.own {
        let field = el("input")
            .at("class", "deck__title")
            .at("aria-label", "Name of the deck")
            .keyed(view.title.as_str().to_string())
            .set_own("value", &view.title)
            .change(on, |title| Msg::Deck(DeckMsg::Named(title)));
        of_class("h2", "deck__name").with(field)
    } else {
        of_class("h2", "deck__name").own(&view.title)
    };
    let why = (!view.own).then(|| el("p").text("This deck is built in. Make a copy to change it."));
    let slides = view.slides.iter().enumerate().map(|(index, each)| slide(index, each, view, on));
    let add = (view.own && !view.is_printed).then(|| {
        let say = tell("Add the current step ({0})", &[&view.at_hand]);
        let words = WordsKind::ALL.map(|kind| {
            let add = button(on, Msg::Deck(DeckMsg::AddedCard(kind)));
            add.set("aria-label", tell("Add words: {0}", &[&kind.name()])).text(kind.name())
        });
        let words = of_class("div", "deck__tools").with(el("span").text("Add words:")).all(words);
        of_class("div", "deck__add")
            .with(button(on, Msg::Deck(DeckMsg::AddedSlide)).say(say))
            .with(words)
    });
    let list = of_class("ol", "deck")
        .set("data-deck", view.id.clone())
        .tells("data-notes", view.prints_notes)
        .all(slides);
    let unread =
        unread(&view.unread, on, [DeckMsg::SavedUnread, DeckMsg::DeletedUnread].map(Msg::Deck));
    let unread = unread.filter(|_| !view.is_printed);
    [tools, title].into_iter().chain(why).chain([list]).chain(add).chain(unread).collect()
}

fn slide(index: usize, slide: &SlideView, view: &DecksView, on: &Callback<Msg>) -> El {
    let number = index + 1;
    let named = |button: El, name: &'static str| {
        button.set("aria-label", tell("{0}, slide {1}", &[&name, &number])).text(name)
    };
    let deck = |msg: DeckMsg, name: &'static str| named(button(on, Msg::Deck(msg)), name);
    let told = if view.own && !view.is_printed {
        let title = el("input")
            .at("class", "deck__title")
            .set("aria-label", tell("Title of slide {0}", &[&number]))
            .set_own("value", &slide.title)
            .change(on, move |title| Msg::Deck(DeckMsg::NamedSlide(index, title)));
        let name = tell("Notes of slide {0}", &[&number]);
        let noted = move |text| DeckMsg::Noted(index, text);
        let said = field(on, name, slide.notes.as_str(), "deck__notes", noted);
        let words = match &slide.shows {
            ShowsView::Words { view, text } => word_fields(index, view, text, on),
            ShowsView::Moment { .. } => Vec::new(),
        };
        let text = of_class("div", "deck__text").key("field").all(words).with(said);
        [title.keyed(slide.title.as_str().to_string()), text]
    } else {
        let notes = slide.notes.as_str().split("\n\n").map(|text| el("p").own(&Own::new(text)));
        let title = el("h3").key("title").own(&slide.title);
        let words = match &slide.shows {
            ShowsView::Words { view, .. } if slide.printed.is_none() => {
                let words = of_class("div", "card").at("data-kind", view.kind.word());
                Some(words.all(card::words(view)))
            }
            _ => None,
        };
        [title, of_class("div", "deck__text").key("text").may(words).all(notes)]
    };
    if let Some(printed) = &slide.printed {
        return on_paper(number, told, slide, printed, view);
    }
    let present = Msg::Stage(StageMsg::Opened(view.id.clone(), index));
    let tools = of_class("div", "deck__tools");
    let tools = match &slide.shows {
        ShowsView::Moment { link, about, step: (step, last) } => tools
            .with(el("a").set("href", format!("#{link}")).say(about.clone()))
            .with(el("span").say(tell("step {0} of {1}", &[step, last]))),
        ShowsView::Words { view, .. } => tools.with(el("span").text(view.kind.name())),
    };
    let tools = tools.with(named(button(on, present), "Present from here"));
    let tools = if view.own {
        let last = view.slides.len() == 1;
        let is_moment = matches!(slide.shows, ShowsView::Moment { .. });
        let take =
            is_moment.then(|| deck(DeckMsg::TookMoment(index), "Replace with the current step"));
        let moved = |msg: DeckMsg, name, way, keys, is_off| {
            // Not disabled: the focus stays on it at the end of the list.
            let button = deck(msg, name).tells("aria-disabled", is_off);
            button.at("data-move", way).at("aria-keyshortcuts", keys)
        };
        let end = index + 1 == view.slides.len();
        tools
            .with(moved(DeckMsg::Raised(index), "Up", "up", "Alt+ArrowUp", index == 0))
            .with(moved(DeckMsg::Lowered(index), "Down", "down", "Alt+ArrowDown", end))
            .may(take)
            .with(deck(DeckMsg::RemovedSlide(index), "Remove").flag("disabled", last))
    } else {
        tools
    };
    of_class("li", "deck__slide").set("data-slide", number.to_string()).group(told).with(tools)
}

/// A slide of the handout: nothing on it is there to be pressed.
fn on_paper(
    number: usize,
    [title, notes]: [El; 2],
    slide: &SlideView,
    printed: &PrintedView,
    view: &DecksView,
) -> El {
    let place = tell("{0} / {1}", &[&number, &view.slides.len()]);
    let head =
        of_class("p", "deck__head").with(el("span").own(&view.title)).with(el("span").say(place));
    let page = of_class("li", "deck__slide").set("data-slide", number.to_string()).with(head);
    let page = match (&slide.shows, &printed.picture) {
        (ShowsView::Moment { about, step: (_, last), .. }, Some(picture)) => {
            let nobody = Callback::noop();
            let count = picture.lanes.len().to_string();
            let lanes =
                picture.lanes.iter().enumerate().map(|(index, each)| lane(index, each, &nobody));
            let step = tell("step {0} of {1}", &[&picture.step, last]);
            let drawn = of_class("div", "deck__picture")
                .with(of_class("section", "headline").with(headline_text(&picture.headline)))
                .with(of_class("div", "lanes").set("data-count", count).all(lanes));
            page.with(title)
                .with(of_class("p", "deck__caption").say(tell("{0}, {1}", &[about, &step])))
                .with(drawn)
        }
        (ShowsView::Words { view, .. }, _) => page.with(card::card(view, "h3")),
        (ShowsView::Moment { .. }, None) => page.with(title),
    };
    page.may(view.prints_notes.then_some(notes)).with(
        of_class("footer", "deck__address")
            .with(el("p").raw(printed.address.clone()))
            .may(printed.code.as_ref().map(squares)),
    )
}

/// The fields in which a slide of words is written.
fn word_fields(index: usize, view: &CardView, text: &Own, on: &Callback<Msg>) -> Vec<El> {
    let number = index + 1;
    let class = if view.kind.is_code() { "deck__notes deck__code" } else { "deck__notes" };
    let name = tell("Text of slide {0}", &[&number]);
    let written = move |text| DeckMsg::Worded(index, WordsPart::Text, text);
    let text = field(on, name, text.as_str(), class, written);
    let line = |part: WordsPart, label: &'static str, words: &Own| {
        let written = move |text| Msg::Deck(DeckMsg::Worded(index, part, text));
        let name = tell("{0}, slide {1}", &[&label, &number]);
        view.kind.has(part).then(|| {
            let input = el("input")
                .at("class", "deck__title")
                .set("aria-label", name)
                .keyed(words.as_str().to_string())
                .set_own("value", words)
                .change(on, written);
            of_class("label", "deck__line").text(label).with(input)
        })
    };
    let by = line(WordsPart::By, "Who said it", &view.by);
    let source = line(WordsPart::Source, "Source", &view.source);
    [Some(text), by, source].into_iter().flatten().collect()
}

/// A field of several lines. What is written in it is a property, not an attribute, which only the
/// macro knows how to keep.
fn field(
    on: &Callback<Msg>,
    name: String,
    text: &str,
    class: &'static str,
    msg: impl Fn(String) -> DeckMsg + 'static,
) -> El {
    let written = on.reform(move |event: Event| Msg::Deck(msg(browser::value(&event))));
    let text = text.to_string();
    let area = html! {
        <textarea {class} rows="4" value={text} onchange={written} aria-label={name} />
    };
    of_class("div", "deck__field").node(area)
}
