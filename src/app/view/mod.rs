//! What is drawn, as plain data: strings, numbers and marks, ready to be laid out. No part of it
//! knows an approach, and nothing that draws it needs to know the simulator.

mod card;
#[cfg(feature = "course")]
pub mod course;
mod decks;
mod export;
#[cfg(feature = "embed")]
mod figure;
mod finder;
mod headline;
mod holdings;
mod lane;
mod mark;
mod matrix;
mod menu;
mod plan;
mod points;
mod rail;
mod share;
mod stage;
mod story;
mod strip;
mod table;
mod telling;
mod track;

pub use crate::sim::invariant::DEMANDS;
pub use card::CardView;
pub use decks::{DecksView, PictureView, PrintedView, ShowsView, SlideView, decks};
pub use export::{ExportView, Preview};
#[cfg(feature = "embed")]
pub use figure::FigureView;
pub use finder::{BoundView, FinderRow, FinderView, HazardView};
pub use headline::Headline;
pub use holdings::{Fact, MemoryView};
pub use lane::{ApproachChoice, LaneView, Listing, ListingLine, VerdictView};
pub use mark::{End, Mark, Time};
pub use matrix::spoken as spoken_in_matrix;
pub use matrix::{CellView, ColumnView, MatrixView, PromiseView, RowView, shown as matrix};
pub use menu::{Fate, MenuView};
pub use plan::{FailureView, FutureView, PlanView};
pub use points::{FateView, PointsRow, PointsStep, PointsView};
pub use rail::{Age, Arrow, RailView, Tile, Use};
pub use share::{ShareView, Snippet};
pub use stage::{CodeView, END, NextView, SpeakerView, StageView, speaker, spoken, stage};
pub use strip::{OutputView, SubscriberView, TallyView};
pub use table::{Break, Cell, Column, Row, TableView, Way};
pub use telling::{TellingLine, TellingView};
pub use track::{Rest, Span, Stop, TrackView};

pub use crate::app::state::Tick;
pub use crate::deck::{Kind as WordsKind, Part as WordsPart};
pub use crate::words::{STACKS, means, sources, stack};

use std::rc::Rc;

use crate::app::state::{FIGURE, Notice, Page, State, Theme, WHOLE};
use crate::language::{said, tell};
use crate::sim::scenario::Case;

/// The whole page.
#[derive(Clone, PartialEq, Debug)]
pub struct View {
    /// Ids and names of the scenarios, and which is on show.
    pub scenarios: Vec<(&'static str, &'static str, bool)>,
    /// How many of the scenario's messages come, if not all of them, and how many there are; none
    /// where there is no choice.
    pub messages: Option<(usize, usize)>,
    /// What the scenario shows.
    pub about: &'static str,
    /// The sentence of the moment.
    pub headline: Headline,
    /// What comes next, in a few words; none at the end.
    pub next: Option<String>,
    /// One for each approach.
    pub lanes: Vec<LaneView>,
    /// Whether there is room for another approach.
    pub can_add: bool,
    /// Where in the run the page stands.
    pub transport: Transport,
    /// The failures and the futures.
    pub plan: PlanView,
    /// The open menu.
    pub menu: Option<MenuView>,
    /// The run in words, if it is told.
    pub telling: Option<TellingView>,
    /// Whether the sheet of marks and keys is open.
    pub sheet: bool,
    /// How light or dark the page is.
    pub theme: Theme,
    /// The code of the language that is spoken.
    pub language: &'static str,
    /// The panel in which a failure is found, if it is open.
    pub finder: Option<FinderView>,
    /// What the moment is shared as, if it is.
    pub share: Option<ShareView>,
    /// What it is in somebody's page; none on the site itself.
    #[cfg(feature = "embed")]
    pub figure: Option<FigureView>,
    /// The panel in which the run is taken elsewhere, if it is open.
    pub export: Option<ExportView>,
    /// Something to tell the visitor.
    pub notice: Option<Notice>,
    /// What a screen reader says at this moment.
    pub spoken: String,
}

/// How good or bad something is. Always shown with a word or a sign, never by color alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Nothing to say.
    Calm,
    /// A promise is kept.
    Good,
    /// Not broken, but not settled.
    Open,
    /// A promise is broken.
    Bad,
}

impl Tone {
    /// Its name, as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Calm => "calm",
            Tone::Good => "good",
            Tone::Open => "open",
            Tone::Bad => "bad",
        }
    }
}

/// Where the page stands and how it moves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transport {
    /// The beat on show.
    pub beat: usize,
    /// The first beat that can be shown.
    pub first: usize,
    /// The last one.
    pub last: usize,
    /// One for each beat.
    pub ticks: Rc<[Tick]>,
    /// For each beat, whether the approaches on show part there.
    pub partings: Rc<[bool]>,
    /// Whether there are several, and they part later on.
    pub parting_ahead: bool,
    /// Whether beats follow each other by themselves.
    pub playing: bool,
    /// Names of the speeds, slowest first, and which is on.
    pub speeds: Vec<(&'static str, bool)>,
    /// Whether a promise breaks later on.
    pub violation_ahead: bool,
}

/// What the page is called, in a list of pages.
pub fn title(state: &State) -> String {
    let scenario = said(state.case.scenario.name);
    let title = match state.page {
        Page::Stage if WHOLE && state.shows_words() => {
            card::on_stage(state).map_or(scenario, |words| words.title.as_str().to_string())
        }
        Page::Timeline | Page::Stage => scenario,
        Page::Matrix => [&said("Matrix"), ": ", &scenario].concat(),
        Page::Speaker => said("Speaker's window"),
        Page::Decks => said("Decks"),
        #[cfg(feature = "course")]
        Page::Course => course::title(&state.course),
        #[cfg(not(feature = "course"))]
        Page::Course => said("Course"),
    };
    [&title, " · Redelivery"].concat()
}

/// What is to be drawn of `state`.
pub fn view(state: &State) -> View {
    let lanes: Vec<LaneView> = (0..state.lanes.len()).map(|lane| lane::lane(state, lane)).collect();
    #[cfg(feature = "embed")]
    let (figure, lanes) = figure::figure(state, lanes);
    let headline = headline::headline(state, &lanes);
    let finder = if WHOLE { finder::finder(state) } else { None };
    View {
        scenarios: matrix::scenarios(state.case.scenario),
        messages: messages(state),
        about: state.case.scenario.about,
        spoken: match &finder {
            Some(finder) if finder.is_news => finder.summary.clone(),
            _ if WHOLE && state.presenter.as_ref().is_some_and(|it| it.is_over) => said(END),
            _ => tell("Step {0}. {1}", &[&state.beat, &headline.text()]),
        },
        headline,
        next: next(state, &lanes),
        lanes,
        can_add: !state.addable().is_empty(),
        transport: transport(state),
        plan: plan::plan(state),
        menu: state.menu.map(|menu| menu::menu(state, menu)),
        telling: if FIGURE { None } else { telling::telling(state) },
        sheet: state.sheet,
        theme: state.theme,
        language: state.language,
        finder,
        share: if WHOLE { share::share(state) } else { None },
        #[cfg(feature = "embed")]
        figure,
        export: if WHOLE { export::export(state) } else { None },
        notice: state.notice.clone(),
    }
}

/// How many messages come, where it could be fewer or more.
fn messages(state: &State) -> Option<(usize, usize)> {
    let all = Case::from(state.case.scenario);
    (all != all.alone()).then_some((state.case.count, all.count))
}

/// What comes next, and in which lane where they differ.
fn next(state: &State, lanes: &[LaneView]) -> Option<String> {
    let moves = &state.beats.get(state.beat + 1)?.moves;
    let moving = || lanes.iter().zip(moves).filter(|(_, moves)| **moves).map(|(lane, _)| lane);
    let first = moving().next()?;
    let same = moving().count() == lanes.len() && moving().all(|lane| lane.next == first.next);
    let next = first.next.as_deref()?;
    Some(if same { next.to_string() } else { tell("{0}: {1}", &[&first.name, &next]) })
}

fn transport(state: &State) -> Transport {
    let marks = &state.marks;
    Transport {
        beat: state.beat,
        first: state.first(),
        last: state.last(),
        ticks: marks.ticks.clone(),
        partings: marks.parts.clone(),
        parting_ahead: state.next_parting().is_some(),
        playing: state.playing,
        speeds: crate::app::state::Speed::ALL
            .map(|speed| (speed.name(), speed == state.speed))
            .to_vec(),
        violation_ahead: state.next_violation().is_some(),
    }
}
