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
mod long;
mod marks;
mod matrix;
mod message;
mod moment;
mod past;
mod prices;
mod share;
mod speaker;
mod stage;
mod theme;
mod tongue;
mod update;

pub use at_hand::answer_at_once;
pub use carry::{Carried, pack};
pub use controls::Controls;
pub use decks::{DeckMsg, Decks};
#[cfg(feature = "embed")]
pub use embed::{Embed, FigureCommand, FigureMsg, Hands, Keys, moment, site};
pub use export::{Export, picture_address};
pub use finder::{Asked, Bound, Finder, Stage};
pub use future::{Future, NAME_MAX};
pub use long::long;
pub use marks::{Marks, Tick};
pub use matrix::MatrixPage;
pub use message::{Command, Errand, Exported, Format, Msg};
pub use past::{Left, Past};
pub use prices::{Price, Prices};
pub use share::{Choice as ShareChoice, FigureSize, Share};
pub use speaker::{Clock, GONE};
pub use stage::{Presenter, StageMsg};
pub use theme::Theme;
pub use tongue::{LANGUAGES, spoken};
pub use update::{update, wished};

#[cfg(feature = "embed")]
pub use crate::codec::Said;
use crate::codec::{Address, LANES_MAX, Link, MATRIX, MatrixLink};
pub use crate::codec::{COURSE, FIGURE, WHOLE};
pub use crate::desk::SPEAK;
use crate::language::tell;
use crate::sim::approach::{self, Approach};
use crate::sim::checker::Question;
use crate::sim::failure::{FailurePlan, Injection, Point};
use crate::sim::machine::Turn;
use crate::sim::scenario::{self, Case, Scenario};
use crate::sim::timeline::{self, Beat, Spell, Timeline};

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
    /// The same in the speaker's window.
    Speaker,
    /// The decks on this device.
    Decks,
    /// The course.
    Course,
}

/// Something to tell the visitor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// What was asked for is done; it goes with the next step.
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

    /// Time between two beats, in milliseconds.
    pub fn pause(self) -> u32 {
        match self {
            Speed::Slow => 2000,
            Speed::Normal => 1000,
            Speed::Fast => 400,
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

impl Default for State {
    /// The moment of harm: the end of the talk's run under both approaches.
    fn default() -> Self {
        Self::of(scenario::ALL[0])
    }
}

impl State {
    /// The moment that makes the point of `scenario`: its own failures under the approaches that
    /// it compares, at the end.
    pub fn of(scenario: &'static Scenario) -> Self {
        let approaches: Vec<&'static Approach> =
            scenario.compared.iter().filter_map(|id| approach::by_id(id)).collect();
        let plan = FailurePlan::new(scenario.failures.iter().copied());
        let mut state = Self::show(scenario.into(), &approaches, vec![Future::of(plan)], 0);
        state.beat = state.last();
        state
    }

    /// The page for a link's text: the moment it names, or, if it can't be read, the default
    /// moment with a notice that says what was wrong where.
    pub fn open(link: &str) -> Self {
        if link.is_empty() {
            return Self::default();
        }
        if !Address::is_at_hand(link) {
            return Self { asked_for: link.to_string(), ..Self::default() };
        }
        match Address::parse(link) {
            Ok(Address::Moment(link)) => Self::at(link),
            Ok(Address::Check(question)) if WHOLE => {
                let opened = Self::of(question.case.scenario);
                Self { finder: Some(Finder::of(*question)), ..opened }
            }
            Ok(Address::Stage(link)) if WHOLE => Self::on_stage(*link),
            Ok(Address::Deck(id)) if WHOLE => {
                let mut opened = Self::default();
                decks::show_decks(&mut opened, Some(&id));
                opened
            }
            #[cfg(feature = "course")]
            Ok(Address::Course(link)) => course::opened(&link),
            Ok(Address::Matrix(link)) if WHOLE => Self {
                page: Page::Matrix,
                matrix: Some(MatrixPage::new(link)),
                ..Self::of(link.scenario)
            },
            Ok(_) => Self::default(),
            Err(error) => {
                let opened = Self::nearest(link);
                let name = opened.case.scenario.name;
                let text =
                    tell("This link can't be opened: {0}. Here is \"{1}\".", &[&error, &name]);
                Self { notice: Some(Notice::Wrong(text)), ..opened }
            }
        }
    }

    /// What comes nearest to a link that can't be read: the page and the scenario it names, if
    /// those can be.
    fn nearest(link: &str) -> Self {
        let path = link.split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').skip(2).collect();
        let named = |index: usize| parts.get(index).and_then(|id| scenario::by_id(id));
        if !WHOLE || parts.first() != Some(&MATRIX) {
            return Self::of(named(0).unwrap_or(scenario::ALL[0]));
        }
        let scenario = named(1).unwrap_or(scenario::ALL[0]);
        let matrix = MatrixPage::new(MatrixLink::of(scenario));
        Self { page: Page::Matrix, matrix: Some(matrix), ..Self::of(scenario) }
    }

    /// What the browser is to do when the page opens so. The address of a question stays until the
    /// page shows something else.
    pub fn opening(&mut self) -> Vec<Command> {
        #[cfg(feature = "embed")]
        if self.embed.is_some() {
            return embed::opening(self);
        }
        if !COURSE && !self.asked_for.is_empty() {
            return vec![update::load(self, &self.asked_for, "")];
        }
        if !WHOLE {
            return vec![Command::ReplaceLink(self.link())];
        }
        if self.presenter.is_some() {
            return stage::opening(self);
        }
        let question = self.finder.as_mut().map(Finder::ask);
        let link = question.is_none().then(|| Command::ReplaceLink(self.link()));
        let matrix = self.matrix.as_ref().filter(|_| self.page == Page::Matrix);
        let matrix = matrix.and_then(MatrixPage::ask);
        let asked: Vec<Command> = link.into_iter().chain(question).chain(matrix).collect();
        #[cfg(feature = "course")]
        let asked = [asked, course::opening(self).into_iter().collect()].concat();
        [asked, update::ask_prices(self)].concat()
    }

    /// What is on show as a link's text.
    pub fn link(&self) -> String {
        match (&self.matrix, self.page) {
            (Some(matrix), Page::Matrix) => matrix.link().to_string(),
            (_, Page::Stage | Page::Speaker) if WHOLE => {
                self.stage_link(self.page == Page::Speaker).to_string()
            }
            (_, Page::Decks) if WHOLE => self.decks_link(),
            #[cfg(feature = "course")]
            (_, Page::Course) => self.course.link().to_string(),
            _ => moment::link(self).to_string(),
        }
    }

    fn at(link: Link) -> Self {
        let Link { run, with, unmet, frame, beats_past, theme } = link;
        let case = run.case;
        let approaches: Vec<_> = std::iter::once(run.approach).chain(with).collect();
        let future = Future::of_run(run, unmet);
        let mut state = Self::show(case, &approaches, vec![future], 0);
        state.beat = moment::beat(&state, frame, beats_past);
        state.theme = Theme::of(theme.unwrap_or_default());
        state
    }

    /// Beat 0 of a future under `approaches`.
    fn show(
        case: Case,
        approaches: &[&'static Approach],
        futures: Vec<Future>,
        future: usize,
    ) -> Self {
        let lanes = futures[future].play(case, approaches);
        let timelines: Vec<&Timeline> = lanes.iter().map(|lane| &lane.timeline).collect();
        let beats = timeline::align(&timelines);
        let mut shown = Self {
            case,
            beats,
            marks: Marks::default(),
            lanes,
            beat: 0,
            futures,
            future,
            menu: None,
            sheet: false,
            share: None,
            telling: false,
            playing: false,
            speed: Speed::default(),
            theme: Theme::default(),
            language: LANGUAGES[0].0,
            plays: 0,
            notice: None,
            address: String::new(),
            page: Page::Timeline,
            matrix: None,
            finder: None,
            asked_before: None,
            export: Export::default(),
            prices: Prices::default(),
            past: Past::default(),
            asked_for: String::new(),
            presenter: None,
            decks: Decks::default(),
            #[cfg(feature = "course")]
            course: course::Course::default(),
            #[cfg(feature = "embed")]
            embed: None,
        };
        shown.mark();
        shown
    }

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
