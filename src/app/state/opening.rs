//! The page as it opens: from a link, and back to one.

#[cfg(feature = "course")]
use super::course;
use super::elsewhere::{self, wrong_link};
#[cfg(feature = "embed")]
use super::embed;
use super::{
    Command, Decks, Export, Finder, Future, LANGUAGES, Marks, MatrixPage, Page, Past, Prices,
    Speed, State, Theme, decks, moment, stage, update,
};
use crate::codec::{Address, COURSE, Link, LinkError, MATRIX, MatrixLink, Problem, WHOLE};
use crate::language::tell;
use crate::sim::approach::{self, Approach};
use crate::sim::failure::FailurePlan;
use crate::sim::scenario::{self, Case, Scenario};
use crate::sim::timeline::{self, Timeline};

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
        Self::with(scenario, &approaches)
    }

    /// The failures of `scenario` under these approaches, at the end.
    pub(super) fn with(scenario: &'static Scenario, approaches: &[&'static Approach]) -> Self {
        let plan = FailurePlan::new(scenario.failures.iter().copied());
        let mut state = Self::show(scenario.into(), approaches, vec![Future::of(plan)], 0);
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
                if let Some(opened) = Self::as_far_as_it_leads(link, &error) {
                    return opened;
                }
                let opened = Self::nearest(link);
                let name = opened.case.scenario.name;
                let instead = tell("Here is \"{0}\" instead.", &[&name]);
                Self { notice: wrong_link(&error, &instead), ..opened }
            }
        }
    }

    /// A link whose run can't be played to its end, since its approach has other steps now than
    /// when the link was made: what of the run can be played.
    fn as_far_as_it_leads(link: &str, error: &LinkError) -> Option<Self> {
        if !WHOLE || !matches!(error.problem, Problem::Impossible { .. }) {
            return None;
        }
        let played = link.get(..error.position)?.trim_end_matches('.');
        let settings = link.split_once('?').map_or("", |(_, settings)| settings);
        let kept = settings.split('&').filter(|setting| !setting.starts_with("at="));
        let kept = kept.collect::<Vec<&str>>().join("&");
        let mark = if kept.is_empty() { "" } else { "?" };
        let Ok(Address::Moment(played)) = Address::parse(&[played, mark, &kept].concat()) else {
            return None;
        };
        let notice = elsewhere::broken_off(error);
        Some(Self { notice: Some(notice), ..Self::at(played) })
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
            self.wish = Some(String::new());
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

    pub(super) fn at(link: Link) -> Self {
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
    pub(super) fn show(
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
            wish: None,
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
}
