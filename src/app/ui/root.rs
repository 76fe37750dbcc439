//! The app: the page's one value, and the loop from message to value to picture.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::element::of_class;
use super::page::{self, MatrixPage, Page};
use crate::app::browser::{self, Browser};
#[cfg(feature = "whole")]
use crate::app::state::DeckMsg;
#[cfg(feature = "course")]
use crate::app::state::course::CourseMsg;
use crate::app::state::{
    COURSE, Carried, Command, FIGURE, Msg, Notice, Page as Shown, State, WHOLE, update, use_stack,
    wished,
};
use crate::app::view::{self, MatrixView, View, matrix, view};

thread_local! {
    static START: RefCell<Option<State>> = const { RefCell::new(None) };
}

/// From where the app starts, in place of what its address says; for measurements.
pub fn start_at(state: State) {
    START.set(Some(state));
}

/// The only component with a state.
pub struct App {
    state: State,
    browser: Browser,
    /// The picture of the state, from the first message on.
    picture: Option<Rc<View>>,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let (theme, address) = (browser::theme(), browser::address());
        let carried = browser::carried().filter(|_| WHOLE);
        let carried = carried.and_then(|text| Carried::read(&text));
        let wish = carried.as_ref().and_then(|carried| wished(&carried.wish));
        let opened = carried.map_or_else(opened, Carried::state);
        let opened = START.take().unwrap_or(opened);
        let language = browser::language();
        let errors = browser::errors().filter(|id| !FIGURE && *id != view::stack().0);
        if WHOLE {
            use_stack(errors.as_deref().unwrap_or_default());
        }
        let state = State { theme, language, address, ..opened };
        let browser = Browser::new(send(context));
        let mut app = Self { state, browser, picture: None };
        #[cfg(feature = "embed")]
        if let Some(embed) = app.state.embed.as_deref() {
            app.browser.be_figure(embed);
        }
        let mut commands = app.state.opening();
        if !WHOLE && let Some(errors) = errors {
            commands.extend(update(&mut app.state, Msg::ChoseErrors(errors)));
        }
        if browser::has_lost_words() {
            commands.extend(update(&mut app.state, Msg::LostWords));
        }
        commands.extend(wish.into_iter().flat_map(|wish| update(&mut app.state, wish)));
        #[cfg(feature = "whole")]
        if let Some(kept) = app.browser.kept_decks() {
            commands.extend(update(&mut app.state, DeckMsg::Kept(kept).into()));
        }
        #[cfg(feature = "course")]
        if let Some(kept) = app.browser.kept_progress() {
            commands.extend(update(&mut app.state, CourseMsg::Kept(kept).into()));
        }
        for command in commands {
            app.browser.perform(command);
        }
        app.listen();
        app
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        let commands = update(&mut self.state, msg);
        let is_told = commands.iter().any(|command| matches!(command, Command::ShowNotice(_)));
        for command in commands {
            self.browser.perform(command);
        }
        self.listen();
        #[cfg(feature = "course")]
        self.browser.say_in_english(!is_told && view::course::is_english(&self.state));
        // What is done is said by itself; what is wrong is an alert, which is said as it appears.
        // What is said and what is drawn is one picture.
        if let Some(Notice::Done(text)) = self.state.notice.as_ref().filter(|_| is_told) {
            self.browser.say(text);
            self.picture = None;
        } else if let Some(spoken) = spoken_in_talk(&self.state) {
            self.browser.say(&spoken);
        } else if let Some(spoken) = spoken_in_matrix(&self.state) {
            self.browser.say(&spoken);
        } else if let Some(spoken) = spoken_in_course(&self.state) {
            self.browser.say(&spoken);
        } else if self.state.page != Shown::Decks {
            let picture = Rc::new(view(&self.state));
            self.browser.say(&picture.spoken);
            self.picture = Some(picture);
        }
        true
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        // What the page was handed over for may want the focus at once.
        if !first || WHOLE {
            self.browser.drawn();
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let on = send(context);
        if !COURSE && !self.state.asked_for.is_empty() {
            return of_class("p", "opening").text("Opening…").into();
        }
        if let Some(matrix) = matrix_of(&self.state) {
            let notice = self.state.notice.clone();
            return html! { <MatrixPage view={Rc::new(matrix)} {notice} {on} /> };
        }
        if WHOLE && let Some(other) = other_page(&self.state, &on) {
            return other;
        }
        let made = || Rc::new(view(&self.state));
        let view = self.picture.clone().unwrap_or_else(made);
        html! { <Page {view} {on} /> }
    }
}

impl App {
    /// From now on keys mean what they mean at this moment, and the page has its name.
    fn listen(&self) {
        if !FIGURE {
            self.browser.call(&view::title(&self.state));
        }
        self.browser.listen_on(self.state.page);
        #[cfg(feature = "embed")]
        self.browser.take(self.state.hands());
    }
}

/// What the address names: a moment, or as much of it as there is.
fn opened() -> State {
    let link = browser::link();
    #[cfg(feature = "embed")]
    if let Some(embed) = browser::embed() {
        let kept = browser::kept(&embed);
        return embed.state(&link, kept.as_deref());
    }
    State::open(&link)
}

/// What the speaker's window says, if it is on show.
fn spoken_in_talk(state: &State) -> Option<String> {
    if WHOLE { view::spoken(state) } else { None }
}

/// What the matrix says, if it is on show: only the whole page can show it.
fn spoken_in_matrix(state: &State) -> Option<String> {
    if WHOLE { view::spoken_in_matrix(state) } else { None }
}

/// What a page of the course says, if one is on show.
fn spoken_in_course(state: &State) -> Option<String> {
    #[cfg(feature = "course")]
    let spoken = view::course::spoken(state);
    #[cfg(not(feature = "course"))]
    let spoken = (state.page == Shown::Course).then(String::new);
    spoken
}

/// The matrix, if it is on show: only the whole page can show it.
fn matrix_of(state: &State) -> Option<MatrixView> {
    if WHOLE { matrix(state) } else { None }
}

/// The pages that belong to talks, or to the course, if one is on show.
pub fn other_page(state: &State, on: &Callback<Msg>) -> Option<Html> {
    let live = || view::stage(state).map(|it| page::stage(&it, on));
    let speaker = || view::speaker(state).map(|it| page::speaker(&it, on));
    let decks = || view::decks(state).map(|it| page::decks(&it, state.notice.as_ref(), on));
    let page = live().or_else(speaker).or_else(decks);
    #[cfg(feature = "course")]
    let page = page.or_else(|| view::course::course(state).map(|it| page::course(&it, on)));
    page
}

fn send(context: &Context<App>) -> Callback<Msg> {
    context.link().callback(|msg| msg)
}
