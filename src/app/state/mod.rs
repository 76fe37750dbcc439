//! The whole screen as one value, and the one function that changes it.
//!
//! [`update`] takes what happened ([`Msg`]) and answers with what the browser is asked to do
//! ([`Command`]); it never touches the browser itself.

mod at_hand;
mod carry;
mod controls;
#[cfg(feature = "course")]
pub mod course;
mod decks;
mod elsewhere;
#[cfg(feature = "embed")]
mod embed;
mod export;
mod finder;
mod future;
mod futures;
pub mod keys;
mod lanes;
mod line;
mod long;
mod marks;
mod matrix;
mod message;
mod moment;
mod opening;
mod pace;
mod panels;
mod past;
mod place;
mod prices;
mod share;
mod speaker;
mod stage;
mod steps;
mod theme;
mod tongue;
mod typed;
mod update;

pub use at_hand::answer_at_once;
pub use carry::{Carried, pack};
pub use controls::Controls;
pub use decks::{DeckMsg, Decks};
#[cfg(feature = "embed")]
pub use embed::{Embed, FigureCommand, FigureMsg, Hands, Keys, Origin, moment, site};
pub use export::{Export, picture_address};
pub use finder::{Asked, Bound, Finder, Stage};
pub use future::{Future, NAME_MAX};
pub use line::Line;
pub use long::long;
pub use marks::{Marks, Tick};
pub use matrix::{CrashPoint, MatrixPage, MatrixRow};
pub use message::{Command, Errand, Exported, Format, Msg};
pub use pace::{dwell, notice_time};
pub use panels::{Panel, open_panels};
pub use past::{Left, Past};
pub use prices::{Price, Prices};
pub use share::{Choice as ShareChoice, FigureSize, Share};
pub use speaker::{Clock, GONE};
pub use stage::{Presenter, StageMsg};
pub use theme::Theme;

pub use crate::words::use_stack;
pub use tongue::{LANGUAGES, spoken};
pub use update::{update, wished};

use crate::codec::LANES_MAX;
#[cfg(feature = "embed")]
pub use crate::codec::Said;
pub use crate::codec::{COURSE, FIGURE, WHOLE};
pub use crate::deck::{KEPT as DECKS, SIZE_MAX as GIVEN_MAX};
pub use crate::desk::SPEAK;
use crate::sim::approach::{self, Approach};
use crate::sim::checker::Question;
use crate::sim::failure::{FailurePlan, Injection, Point};
use crate::sim::machine::Turn;
use crate::sim::scenario::Case;
use crate::sim::timeline::{Beat, Spell, Timeline};

/// Everything the page knows.
#[derive(Clone, Debug)]
pub struct State {
    /// The scenario on show, and how much of it comes.
    pub case: Case,
    /// The approaches compared, first the one whose run the link names. Never empty.
    pub lanes: Vec<Lane>,
    /// The lanes in step. Never empty.
    pub beats: Vec<Beat>,
    /// What there is to find in the run.
    pub marks: Marks,
    /// The beat on show.
    pub beat: usize,
    /// Every future tried, oldest first. Never empty.
    pub futures: Vec<Future>,
    /// The future on show.
    pub future: usize,
    /// The step whose menu is open.
    pub menu: Option<Menu>,
    /// Whether the sheet of marks and keys is open.
    pub sheet: bool,
    /// The panel in which the moment is shared, if it is open.
    pub share: Option<Share>,
    /// Whether the run is told in words, step by step.
    pub telling: bool,
    /// Whether beats follow each other by themselves.
    pub playing: bool,
    /// How fast.
    pub speed: Speed,
    /// How light or dark the page is.
    pub theme: Theme,
    /// The code of the language that is spoken.
    pub language: &'static str,
    /// Counts how often playing was started or stopped: a tick of an earlier count is stale.
    pub plays: u32,
    /// Something to tell the visitor.
    pub notice: Option<Notice>,
    /// Where the site is: its address, without what it shows. Empty while nobody has told.
    pub address: String,
    /// Which page is on show.
    pub page: Page,
    /// The matrix, once it was on show.
    pub matrix: Option<MatrixPage>,
    /// The panel in which a failure is found, if it is open.
    pub finder: Option<Finder>,
    /// The question of the last time that it was open.
    pub asked_before: Option<Question>,
    /// The panel in which the run is taken elsewhere.
    pub export: Export,
    /// What the approaches cost.
    pub prices: Prices,
    /// What was on show before.
    pub past: Past,
    /// What is on stage besides the moment, while it fills the screen.
    pub presenter: Option<Presenter>,
    /// The decks on this device.
    pub decks: Decks,
    /// The link that the page was opened with, if only another program can show it.
    pub asked_for: String,
    /// What the program that is being loaded was wished for, until it takes over.
    pub wish: Option<String>,
    /// The course, as far as somebody has come in it.
    #[cfg(feature = "course")]
    pub course: course::Course,
    /// What it is in somebody's page; none on the site itself.
    #[cfg(feature = "embed")]
    pub embed: Option<Box<Embed>>,
}

/// The pages there are. The timeline keeps its moment while the matrix is on show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Page {
    /// A moment of a run.
    #[default]
    Timeline,
    /// Which approach survives which failure.
    Matrix,
    /// A moment that fills the screen.
    Stage,
    /// The speaker's window, about the moment on the stage.
    Speaker,
    /// The decks on this device.
    Decks,
    /// The course.
    Course,
}

/// Something to tell the visitor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// What was asked for is done; it goes once it has been read, and with the next step.
    Done(String),
    /// Something is wrong; it stays until it is dismissed.
    Wrong(String),
}

impl Notice {
    /// What to tell.
    pub fn text(&self) -> &str {
        match self {
            Notice::Done(text) | Notice::Wrong(text) => text,
        }
    }
}

/// One approach on show.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Its run under the plan.
    pub timeline: Timeline,
    /// What of the plan never comes up in it.
    pub unmet: Vec<Injection>,
    /// Its deliveries in the handlers' hands; known once the page has gone through it.
    pub spells: Vec<Spell>,
    /// What went wrong around the handlers, each with its frame; as the above.
    pub mishaps: Vec<(usize, Turn)>,
}

/// The open menu: which step, chosen in which lane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Menu {
    /// The step.
    pub point: Point,
    /// The lane it was chosen in.
    pub lane: usize,
}

/// How fast beats follow each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Speed {
    /// To read along.
    Slow,
    /// To watch.
    #[default]
    Normal,
    /// To get there.
    Fast,
}

impl Speed {
    /// Every speed, slowest first.
    pub const ALL: [Speed; 3] = [Speed::Slow, Speed::Normal, Speed::Fast];

    /// Time between two beats, in percent of the usual.
    pub fn percent(self) -> u32 {
        match self {
            Speed::Slow => 200,
            Speed::Normal => 100,
            Speed::Fast => 40,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Speed::Slow => "Slow",
            Speed::Normal => "Normal",
            Speed::Fast => "Fast",
        }
    }
}

impl State {
    /// The plan of the future on show.
    pub fn plan(&self) -> &FailurePlan {
        &self.futures[self.future].plan
    }

    /// The approaches on show.
    pub fn approaches(&self) -> Vec<&'static Approach> {
        self.lanes.iter().map(|lane| lane.timeline.run.approach).collect()
    }

    /// Approaches that are not on show; empty when there is no room for another.
    pub fn addable(&self) -> Vec<&'static Approach> {
        let shown = self.approaches();
        let room = shown.len() < LANES_MAX;
        let missing = |approach: &&&Approach| !shown.iter().any(|shown| shown.id == approach.id);
        let suited = self.case.scenario.suited(approach::ALL);
        suited.filter(|approach| room && missing(&approach)).collect()
    }

    /// The frame that lane `lane` shows at `beat`.
    pub fn frame(&self, lane: usize, beat: usize) -> usize {
        self.beats[beat].frames[lane]
    }

    /// The beat at which lane `lane` comes to `frame`.
    pub fn beat_of(&self, lane: usize, frame: usize) -> usize {
        self.beats.partition_point(|beat| beat.frames[lane] < frame).min(self.last())
    }

    /// The first beat that can be shown.
    pub fn first(&self) -> usize {
        #[cfg(feature = "embed")]
        if let Some((first, _)) = embed::ends(self) {
            return first;
        }
        0
    }

    /// The last beat that can be shown.
    pub fn last(&self) -> usize {
        #[cfg(feature = "embed")]
        if let Some((_, last)) = embed::ends(self) {
            return last;
        }
        self.beats.len() - 1
    }

    /// The beat that comes next to `beat` among those that can be shown.
    fn within(&self, beat: usize) -> usize {
        beat.clamp(self.first(), self.last())
    }

    /// The point on show: the step that the first moving lane took at this beat, or in a figure the
    /// lane in front; at the start, the step to come.
    pub fn point(&self) -> Option<Menu> {
        let beat = self.beat.max(1);
        let moves = &self.beats.get(beat)?.moves;
        let taken = |lane: usize| {
            let frame = &self.lanes[lane].timeline.frames[self.frame(lane, beat)];
            let point = frame.happened.filter(|_| moves[lane])?.point?;
            Some(Menu { point, lane })
        };
        let lanes = 0..self.lanes.len();
        #[cfg(feature = "embed")]
        if let Some(embed) = self.embed.as_deref().filter(|embed| lanes.contains(&embed.front)) {
            return taken(embed.front).or_else(|| lanes.into_iter().find_map(taken));
        }
        lanes.into_iter().find_map(taken)
    }
}
