//! The page as a whole: what stands where.

use std::rc::Rc;

use yew::prelude::*;

use super::components::{
    finder::finder_panel, headline::headline_bar, lane::lane, legend::legend, listing::listings,
    matrix::matrix_page, menu::fate_menu, notice::notice, plan::plan, scenario::scenario_choice,
    transport::transport_bar,
};
use crate::app::state::{Msg, Notice};
use crate::app::view::{MatrixView, View};

/// What the page is drawn from.
#[derive(Properties)]
pub struct Props {
    /// The picture.
    pub view: Rc<View>,
    /// Where messages go.
    pub on: Callback<Msg>,
    /// Whether it is painted before anything works: without what lies below the first screen.
    #[prop_or_default]
    pub is_first: bool,
}

impl PartialEq for Props {
    /// A picture is made anew for each message; to compare what is in it costs more than drawing.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view)
    }
}

/// The page, drawn from plain data.
#[component]
pub fn Page(Props { view, on, is_first }: &Props) -> Html {
    let lanes = view.lanes.iter().enumerate().map(|(index, each)| lane(index, each, on));
    html! {
        <>
            <header class="masthead">
                <h1 class="masthead__name">{ "Redelivery" }</h1>
                { scenario_choice(&view.scenarios, view.about, on) }
                if view.plan.futures.len() > 1 {
                    <button class="button" title="Show the next future (])"
                        onclick={on.reform(|_| Msg::PressedNextFuture)}>
                        { future(view) }
                    </button>
                }
                <button class="button" aria-expanded={view.finder.is_some().to_string()}
                    title="Find a run that breaks a promise (C)"
                    onclick={on.reform(|_| Msg::PressedFind)}>{ "Find a failure" }</button>
                <button class="button" title="Which approach survives which failure (M)"
                    onclick={on.reform(|_| Msg::PressedMatrix)}>{ "Matrix" }</button>
                if view.can_add {
                    <button class="button" title="Show another approach beside these"
                        onclick={on.reform(|_| Msg::AddedLane)}>{ "Compare +" }</button>
                }
                <button class="button" title="Copy the link to this moment (L)"
                    onclick={on.reform(|_| Msg::PressedCopy)}>{ "Copy link" }</button>
            </header>
            <main class="stage">
                if let Some(news) = &view.notice {
                    { notice(news, on) }
                }
                { headline_bar(&view.headline, view.next.as_deref(), on) }
                <div class="lanes" data-count={view.lanes.len().to_string()}>{ for lanes }</div>
                if !is_first {
                    <div class="details">
                        { plan(&view.plan, view.messages, on) }
                        { listings(&view.lanes) }
                        { legend() }
                    </div>
                }
            </main>
            <footer class="dock">
                if let Some(finder) = &view.finder {
                    { finder_panel(finder, on) }
                }
                if let Some(menu) = &view.menu {
                    { fate_menu(menu, on) }
                }
                { transport_bar(&view.transport, on) }
            </footer>
        </>
    }
}

/// What the matrix page is drawn from.
#[derive(Properties)]
pub struct MatrixProps {
    /// The matrix.
    pub view: Rc<MatrixView>,
    /// Something to tell the visitor.
    pub notice: Option<Notice>,
    /// Where messages go.
    pub on: Callback<Msg>,
}

impl PartialEq for MatrixProps {
    /// As for [`Props`].
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view) && self.notice == other.notice
    }
}

/// The matrix page, drawn from plain data.
#[component]
pub fn MatrixPage(MatrixProps { view, notice: news, on }: &MatrixProps) -> Html {
    html! {
        <>
            <header class="masthead">
                <h1 class="masthead__name">{ "Redelivery" }</h1>
                { scenario_choice(&view.scenarios, view.about, on) }
                <button class="button" title="Back to the timeline (M)"
                    onclick={on.reform(|_| Msg::PressedMatrix)}>{ "Timeline" }</button>
                <button class="button" title="Copy the link to this page (L)"
                    onclick={on.reform(|_| Msg::PressedCopy)}>{ "Copy link" }</button>
            </header>
            <main class="stage stage--matrix">
                if let Some(news) = news {
                    { notice(news, on) }
                }
                { matrix_page(view, on) }
            </main>
        </>
    }
}

/// `Future 2 of 3`.
fn future(view: &View) -> String {
    let futures = &view.plan.futures;
    let shown = futures.iter().position(|future| future.shown).unwrap_or_default();
    format!("Future {} of {}", shown + 1, futures.len())
}
