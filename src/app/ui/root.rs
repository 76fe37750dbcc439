//! The app: the page's one value, and the loop from message to value to picture.

use std::rc::Rc;

use yew::prelude::*;

use super::{MatrixPage, Page};
use crate::app::browser::{self, Browser};
use crate::app::state::{Msg, State, update};
use crate::app::view::{matrix, view};

/// The only component with a state.
pub struct App {
    state: State,
    browser: Browser,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let (theme, address) = (browser::theme(), browser::address());
        let state = State { theme, address, ..State::open(&browser::link()) };
        let mut app = Self { state, browser: Browser::new(send(context)) };
        for command in app.state.opening() {
            app.browser.perform(command);
        }
        app.browser.listen_on(app.state.page);
        app
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        for command in update(&mut self.state, msg) {
            self.browser.perform(command);
        }
        self.browser.listen_on(self.state.page);
        let spoken = match matrix(&self.state) {
            Some(matrix) => matrix.spoken(),
            None => view(&self.state).spoken,
        };
        self.browser.say(&spoken);
        true
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        if !first {
            self.browser.drawn();
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let on = send(context);
        match matrix(&self.state) {
            Some(matrix) => {
                let notice = self.state.notice.clone();
                html! { <MatrixPage view={Rc::new(matrix)} {notice} {on} /> }
            }
            None => html! { <Page view={Rc::new(view(&self.state))} {on} /> },
        }
    }
}

fn send(context: &Context<App>) -> Callback<Msg> {
    context.link().callback(|msg| msg)
}
