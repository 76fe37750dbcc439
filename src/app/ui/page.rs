//! The page as a whole: what stands where.

use crate::language::tell;
use std::rc::Rc;

use yew::prelude::*;

#[cfg(feature = "course")]
use super::components::course::{course_menu, course_nav, course_page};
#[cfg(feature = "embed")]
use super::components::figure::figure;
use super::components::{
    self,
    decks::decks_page,
    export::export_panel,
    finder::finder_panel,
    headline::headline_bar,
    lane::lane,
    legend::{legend, sheet},
    listing::listing,
    matrix::matrix_page,
    menu::fate_menu,
    notice::notice,
    plan::plan,
    scenario::scenario_choice,
    share::share_panel,
    telling::telling,
    transport::transport_bar,
};
use super::element::{El, button, of_class};
use crate::app::state::{DeckMsg, FIGURE, Msg, Notice, Page as Shown, StageMsg, WHOLE};
#[cfg(feature = "course")]
use crate::app::view::course::CourseView;
use crate::app::view::{DecksView, MatrixView, SpeakerView, StageView, View};

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
    #[cfg(feature = "embed")]
    if let Some(parts) = view.figure.as_ref().map(|it| figure(view, it, on)) {
        return parts.into_iter().map(Html::from).collect();
    }
    if FIGURE {
        return Html::default();
    }
    let lanes = view.lanes.iter().enumerate().map(|(index, each)| lane(index, each, on));
    let lanes = of_class("div", "lanes").set("data-count", view.lanes.len().to_string()).all(lanes);
    let details = (!is_first).then(|| {
        of_class("div", "details")
            .with(plan(&view.plan, view.messages, on))
            .with(telling(view.telling.as_ref(), on))
            .group(view.lanes.iter().map(|each| listing(each, on)))
            .with(legend(view.theme, view.language, on))
    });
    let main = of_class("main", "stage")
        .with(headline_bar(&view.headline, view.next.as_deref(), on))
        .with(lanes)
        .may(details);
    let dock = of_class("footer", "dock")
        .may(view.sheet.then(|| sheet(Shown::Timeline, on)))
        .may(view.share.as_ref().filter(|_| WHOLE).map(|share| share_panel(share, on)))
        .may(view.finder.as_ref().filter(|_| WHOLE).map(|finder| finder_panel(finder, on)))
        .may(view.export.as_ref().filter(|_| WHOLE).map(|export| export_panel(export, on)))
        .may(view.menu.as_ref().map(|menu| fate_menu(menu, on)))
        .with(transport_bar(&view.transport, on));
    let news = view.notice.as_ref().map(|news| notice(news, on));
    [masthead(view, on), main, dock].into_iter().chain(news).map(Html::from).collect()
}

fn masthead(view: &View, on: &Callback<Msg>) -> El {
    let future = (view.plan.futures.len() > 1).then(|| {
        let title = "Show the next future (])";
        button(on, Msg::PressedNextFuture).at("title", title).say(future(view))
    });
    let find = button(on, Msg::PressedFind)
        .tells("aria-expanded", view.finder.is_some())
        .at("title", "Find a run that breaks a promise (C)")
        .text("Find a failure");
    let matrix = button(on, Msg::PressedMatrix)
        .at("title", "Which approach survives which failure (M)")
        .text("Matrix");
    let compare = view.can_add.then(|| {
        let title = "Show another approach beside these";
        button(on, Msg::AddedLane).at("title", title).text("Compare +")
    });
    let present = button(on, Msg::Stage(StageMsg::Entered))
        .at("data-wide", "only")
        .at("title", "Present this moment (P)")
        .text("Present");
    let decks = button(on, Msg::Deck(DeckMsg::Pressed))
        .at("data-wide", "only")
        .at("title", "Decks of moments, for talks (K)")
        .text("Decks");
    let learn = button(on, Msg::PressedLearn)
        .at("title", "A course made of real runs, with challenges (O)")
        .text("Learn");
    let export = button(on, Msg::ToggledExport)
        .tells("aria-expanded", view.export.is_some())
        .at("title", "Export this run, or open a saved one (E)")
        .text("Export");
    let tools = of_class("div", "masthead__tools")
        .may(future)
        .with(learn)
        .with(find)
        .with(matrix)
        .may(compare)
        .with(present)
        .with(decks)
        .with(button(on, Msg::PressedShare).at("title", "Share this moment (S)").text("Share"))
        .with(export)
        .with(copy("Copy the link to this moment (L)", on));
    head(&view.scenarios, view.about, on).with(tools)
}

/// What every page begins with.
fn head(
    scenarios: &[(&'static str, &'static str, bool)],
    about: &'static str,
    on: &Callback<Msg>,
) -> El {
    of_class("header", "masthead")
        .with(of_class("h1", "masthead__name").text("Redelivery"))
        .with(scenario_choice(scenarios, about, on))
}

fn copy(title: &'static str, on: &Callback<Msg>) -> El {
    button(on, Msg::PressedCopy).at("title", title).text("Copy link")
}

/// The page of decks.
pub fn decks(view: &DecksView, news: Option<&Notice>, on: &Callback<Msg>) -> Html {
    let masthead = of_class("header", "masthead")
        .with(of_class("h1", "masthead__name").text("Redelivery"))
        .with(of_class("span", "matrix__space"))
        .with(button(on, Msg::Deck(DeckMsg::Pressed)).text("Timeline"))
        .with(copy("Copy the link to this page (L)", on));
    let main = of_class("main", "stage stage--decks").all(decks_page(view, on));
    let news = news.map(|news| notice(news, on));
    [masthead, main].into_iter().chain(news).map(Html::from).collect()
}

/// A page of the course; in somebody's page without what is around it.
#[cfg(feature = "course")]
pub fn course(view: &CourseView, on: &Callback<Msg>) -> Html {
    let masthead = (!view.is_bare).then(|| {
        of_class("header", "masthead")
            .with(of_class("h1", "masthead__name").text("Redelivery"))
            .with(of_class("nav", "course__nav").at("aria-label", "Course").all(course_nav(view)))
            .with(of_class("span", "matrix__space"))
            .with(
                button(on, Msg::PressedLearn)
                    .at("title", "Back to the timeline (O)")
                    .text("Timeline"),
            )
            .with(button(on, Msg::PressedShare).at("title", "Share this page (S)").text("Share"))
            .with(copy("Copy the link to this page (L)", on))
    });
    let main = of_class("main", "stage course")
        .tells("data-bare", view.is_bare)
        .all(course_page(view, on));
    let sheet = view.sheet.then(|| sheet(Shown::Course, on));
    let share = view.share.as_ref().map(|share| share_panel(share, on));
    let panels: Vec<El> = sheet.into_iter().chain(share).chain(course_menu(view, on)).collect();
    let dock = (!panels.is_empty()).then(|| of_class("footer", "dock").all(panels));
    let news = view.notice.as_ref().map(|news| notice(news, on));
    masthead.into_iter().chain([main]).chain(dock).chain(news).map(Html::from).collect()
}

/// A moment that fills the screen.
pub fn stage(view: &StageView, on: &Callback<Msg>) -> Html {
    components::stage::stage(view, on).into_iter().map(Html::from).collect()
}

/// The speaker's window.
pub fn speaker(view: &SpeakerView, on: &Callback<Msg>) -> Html {
    components::stage::speaker(view, on).into_iter().map(Html::from).collect()
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
    let back = button(on, Msg::PressedMatrix).at("title", "Back to the timeline (M)");
    let masthead = head(&view.scenarios, view.about, on)
        .with(back.text("Timeline"))
        .with(copy("Copy the link to this page (L)", on));
    let main = of_class("main", "stage stage--matrix").all(matrix_page(view, on));
    let news = news.as_ref().map(|news| notice(news, on));
    [masthead, main].into_iter().chain(news).map(Html::from).collect()
}

/// `Future 2 of 3`.
fn future(view: &View) -> String {
    let futures = &view.plan.futures;
    let shown = futures.iter().position(|future| future.shown).unwrap_or_default();
    tell("Future {0} of {1}", &[&(shown + 1), &futures.len()])
}
