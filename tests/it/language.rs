//! The page in another language: every text that is shown goes through the one place where it is
//! looked up, and the catalogue has all of them, and no other.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use redelivery::app::state::{Msg, State, answer_at_once, update};
use redelivery::app::ui::{MatrixPage, Page};
use redelivery::app::view::{matrix, view};
use redelivery::language::{self, Catalogue};
use redelivery::sim::approach;
use redelivery::sim::invariant;
use redelivery::sim::io::Failure;
use redelivery::sim::matrix::COLUMNS;
use redelivery::sim::scenario;
use yew::prelude::*;

/// Marks around what was looked up.
const MARKS: [char; 2] = ['⟦', '⟧'];

fn polish() -> Catalogue {
    Catalogue::read(include_str!("../../static/words/pl.txt")).expect("it is well-formed")
}

#[derive(Properties)]
struct Shown {
    state: Rc<State>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

#[component]
fn Screen(Shown { state }: &Shown) -> Html {
    let on = Callback::noop();
    match matrix(state) {
        Some(view) => {
            let notice = state.notice.clone();
            html! { <MatrixPage view={Rc::new(view)} {notice} {on} /> }
        }
        None => html! { <Page view={Rc::new(view(state))} {on} /> },
    }
}

/// What the page says of `state`, in its elements and in what is read from them.
fn html(state: &State) -> String {
    let shown = Shown { state: Rc::new(state.clone()) };
    let renderer = yew::LocalServerRenderer::<Screen>::with_props(shown).hydratable(false);
    pollster::block_on(renderer.render())
}

/// Every text that `walk` looks up, those apart that were made of others.
fn overheard(walk: impl FnOnce()) -> BTreeSet<String> {
    let heard = Rc::new(RefCell::new(BTreeSet::new()));
    let ear = heard.clone();
    language::speak(Some(Box::new(move |english: &str| {
        if english.contains(MARKS) {
            return None;
        }
        ear.borrow_mut().insert(english.to_string());
        Some(format!("⟦{english}⟧"))
    })));
    walk();
    language::speak(None);
    heard.take()
}

/// Names of the scenarios' code, codes and signs: they are what they are in every language.
fn names() -> BTreeSet<&'static str> {
    let mut names = BTreeSet::from(["Redelivery", "FIFO", "Markdown", "CSV", "ok", "STUCK", "MB"]);
    for scenario in scenario::ALL {
        names.extend([scenario.endpoint, scenario.document, scenario.subscriber.name]);
        names.extend(scenario.messages.iter().flat_map(|it| [it.name, it.argument]));
        names.extend(scenario.events.iter().chain(scenario.fields));
    }
    names.extend(invariant::ALL.iter().map(|promise| promise.code));
    names.extend(COLUMNS.iter().map(|column| column.id));
    names
}

/// Whether `text` says anything that could be said in other words.
fn has_words(text: &str, names: &BTreeSet<&str>) -> bool {
    let is_name = |word: &str| {
        let plain = word.trim_matches(|it: char| !it.is_alphanumeric());
        let letters = plain.chars().filter(|it| it.is_alphabetic()).count();
        letters < 2 || names.contains(plain)
    };
    !text.split([' ', '/']).all(is_name)
}

/// Every screen there is: each scenario under each approach, step by step, with its menus; the
/// matrix, the crash points, the checker's panel, and what goes wrong.
fn walk(mut look: impl FnMut(&State)) {
    for scenario in scenario::ALL {
        for approach in approach::ALL.iter().chain(approach::FLAWED) {
            let mut state = State::of(scenario);
            update(&mut state, Msg::ChoseApproach(0, approach.id.to_string()));
            update(&mut state, Msg::PressedTell);
            let commands = state.opening();
            answer_at_once(&mut state, commands);
            look(&state);
            for beat in (0..=state.last()).step_by(4) {
                update(&mut state, Msg::Scrubbed(beat));
                if let Some(menu) = state.point() {
                    update(&mut state, Msg::SelectedStep(menu));
                }
                look(&state);
            }
        }
        look(&State::open(&format!("/v1/matrix/{}?flawed=yes&points={}", scenario.id, scenario.messages[0].argument)));
    }
    for link in FAULTY {
        look(&State::open(link));
    }
    let mut state = State::default();
    update(&mut state, Msg::PressedHelp);
    for failure in Failure::ALL {
        update(&mut state, Msg::Scrubbed(2));
        let Some(point) = state.point() else { continue };
        update(&mut state, Msg::SelectedStep(point));
        update(&mut state, Msg::ChoseFate(Some(failure)));
        look(&state);
    }
    for link in ASKED {
        let mut state = State::open(link);
        look(&state);
        let commands = state.opening();
        answer_at_once(&mut state, commands);
        look(&state);
        for msg in [Msg::PressedLarger, Msg::PressedStop, Msg::DeskFailed(String::new())] {
            update(&mut state, msg);
            look(&state);
        }
    }
    for msg in [Msg::Copied(true), Msg::Copied(false), Msg::WholeFailed] {
        update(&mut state, msg);
        look(&state);
    }
}

/// Links that can't be read, for each reason.
const FAULTY: &[&str] = &[
    "/v2/x", "/v1/nothing", "/v1/cart", "/v1/cart/none", "/v1/cart/outbox/x", "/v1/cart/outbox/999",
    "/v1/cart/outbox/1?with=outbox", "/v1/cart/outbox/1?at=999", "/v1/cart/outbox/1?send=9",
    "/v1/cart/outbox/1?x=1", "/v1/cart/outbox/1?unmet=x", "/v1/matrix/cart?flawed=x",
    "/v1/matrix/cart?promise=x", "/v1/matrix/cart?points=x", "/v1/check/cart/all?handlers=9",
    "/v1/check/cart/all?hazards=x", "",
];

/// Questions to the desk, and the matrix.
const ASKED: &[&str] = &[
    "/v1/matrix/first-item-added?flawed=yes",
    "/v1/check/first-item-added/all",
    "/v1/check/first-item-added/outbox",
    "/v1/check/first-item-added/outbox?runs=100",
    "/v1/check/first-item-added/current-state?runs=100",
];

/// What is spoken besides what is shown.
fn say(state: &State) -> String {
    match matrix(state) {
        Some(matrix) => matrix.spoken(),
        None => view(state).spoken,
    }
}

#[test]
fn dump_keys() {
    let mut text = String::new();
    let heard = overheard(|| walk(|state| { text.push_str(&html(state)); text.push_str(&say(state)); }));
    let names = names();
    let keys: Vec<&str> = heard.iter().map(|it| it.as_str()).filter(|it| has_words(it, &names)).collect();
    std::fs::write("/tmp/w/keys.txt", keys.join("\n")).expect("written");
    std::fs::write("/tmp/w/marked.html", text).expect("written");
    let _ = polish();
}
