//! The app: the page's one value, and the loop from message to value to picture.

use std::rc::Rc;

use yew::prelude::*;

use super::Page;
use crate::app::browser::{self, Browser};
use crate::app::state::{Msg, State, update};
use crate::app::view::view;

/// The only component with a state.
pub struct App {
    state: State,
    browser: Browser,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let mut app =
            Self { state: State::open(&browser::link()), browser: Browser::new(send(context)) };
        app.browser.perform(crate::app::state::Command::ReplaceLink(app.state.link()));
        app
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        for command in update(&mut self.state, msg) {
            self.browser.perform(command);
        }
        self.browser.say(&view(&self.state).spoken);
        true
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        if !first {
            self.browser.drawn();
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        html! { <Page view={Rc::new(view(&self.state))} on={send(context)} /> }
    }
}

fn send(context: &Context<App>) -> Callback<Msg> {
    context.link().callback(|msg| msg)
}
