//! Every page that an address can name: a moment of a run, alone or on stage, the matrix, a
//! question to the checker, a deck, or a page of the course.
//!
//! `/v1/matrix/<scenario>?flawed=yes&promise=<promise>`: with `flawed`, the approaches that are
//! wrong on purpose are there too; with `promise`, only that promise counts; with
//! `points=<message>`, the crash points of that message's first delivery are on show, with
//! `around=yes` also those of what happens around a step.

use std::fmt;

use super::course::CourseLink;
use super::error::{LinkError, Problem};
use super::link::{Link, VERSION};
use super::piece::{Piece, read_settings};
use super::point;
use super::question::{self, CHECK};
use super::stage::{self, DECK, SPEAKER, STAGE, StageLink};
use crate::sim::checker::Question;
use crate::sim::invariant;
use crate::sim::model::MessageId;
use crate::sim::scenario::{self, Scenario};

/// What stands in place of a scenario in the address of the matrix. No scenario may be called so.
pub const MATRIX: &str = "matrix";

/// Whether this program knows every page. The site's first part knows moments alone, so that a
/// first visit is short: it loads the whole when one asks for more, and hands over to it.
pub const WHOLE: bool = cfg!(feature = "whole");
/// Whether this program is the whole with the course, which is loaded when one opens that.
pub const COURSE: bool = cfg!(feature = "course");
/// Whether this program is a figure in somebody's page and nothing else.
pub const FIGURE: bool = cfg!(feature = "embed") && !WHOLE;

/// A page, and what it shows.
#[derive(Clone, Debug)]
pub enum Address {
    /// A moment of a run.
    Moment(Link),
    /// Which approach survives which failure.
    Matrix(MatrixLink),
    /// A question to the checker.
    Check(Box<Question>),
    /// A moment on stage.
    Stage(Box<StageLink>),
    /// A deck, by its id.
    Deck(String),
    /// A page of the course.
    Course(CourseLink),
}

/// The matrix of a scenario.
#[derive(Clone, Copy, Debug)]
pub struct MatrixLink {
    /// The scenario.
    pub scenario: &'static Scenario,
    /// Whether the approaches that are wrong on purpose are there too.
    pub flawed: bool,
    /// The one promise that counts, as a position in [`invariant::ALL`]; `None`: all of them.
    pub promise: Option<usize>,
    /// The message whose first delivery is struck, where the crash points of every approach are on
    /// show; `None`: the failures by their kinds.
    pub points: Option<MessageId>,
    /// Whether the crash points have what happens around a step, too.
    pub around: bool,
}

impl MatrixLink {
    /// The matrix of `scenario`, with nothing chosen.
    pub fn of(scenario: &'static Scenario) -> Self {
        Self { scenario, flawed: false, promise: None, points: None, around: false }
    }

    /// The matrix about another scenario; the message that is struck is its first one then.
    #[must_use]
    pub fn about(self, scenario: &'static Scenario) -> Self {
        let same = scenario.id == self.scenario.id;
        let points = self.points.map(|message| if same { message } else { MessageId(0) });
        Self { scenario, points, ..self }
    }
}

impl Address {
    /// Whether the text after `#` means to name a moment of a run, whether or not it can be read.
    pub fn is_moment(text: &str) -> bool {
        let pages = [MATRIX, CHECK, STAGE, SPEAKER, DECK];
        let is_other = pages.into_iter().any(|page| below(text, page).is_some());
        !is_other && !CourseLink::is_meant(text)
    }

    /// Whether this program can show what the text means to name, or say what is wrong with it;
    /// else the whole can, or the whole with the course.
    pub fn is_at_hand(text: &str) -> bool {
        if WHOLE {
            return COURSE || !CourseLink::is_meant(text);
        }
        // What is wrong with a link, and what may have been meant, takes more words than a first
        // visit loads.
        Self::is_moment(text) && (FIGURE || Link::parse(text).is_ok())
    }

    /// Reads the text after `#`. Whatever the text, the answer is a page that can be shown, or
    /// where and why the text is not one.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        if WHOLE && let Some(rest) = below(text, MATRIX) {
            return Ok(Self::Matrix(MatrixLink::read(rest)?));
        }
        if WHOLE && let Some(rest) = below(text, CHECK) {
            return Ok(Self::Check(Box::new(question::read(rest)?)));
        }
        for (page, is_speakers) in [(STAGE, false), (SPEAKER, true)] {
            if WHOLE && let Some(rest) = below(text, page) {
                return Ok(Self::Stage(Box::new(StageLink::read(rest, is_speakers)?)));
            }
        }
        if WHOLE && let Some(rest) = below(text, DECK) {
            return Ok(Self::Deck(stage::read_deck(rest)?));
        }
        if COURSE && let Some(link) = CourseLink::read(text) {
            return Ok(Self::Course(link));
        }
        Ok(Self::Moment(Link::parse(text)?))
    }
}

/// What follows the name of `page` in an address of it.
fn below<'t>(text: &'t str, page: &str) -> Option<Piece<'t>> {
    let start = format!("/{VERSION}/{page}/");
    let rest = text.strip_prefix(&start)?;
    Some(Piece { text: rest, position: start.len() })
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        question::write(self, f)
    }
}

impl MatrixLink {
    fn read(text: Piece<'_>) -> Result<Self, LinkError> {
        let (id, settings) = text.text.split_once('?').unwrap_or((text.text, ""));
        let id = Piece { text: id, ..text };
        let scenario = scenario::by_id(id.text)
            .ok_or_else(|| id.fault(|found| Problem::Scenario { found }))?;
        let mut link = Self::of(scenario);
        if id.text.len() == text.text.len() {
            return Ok(link);
        }
        let settings = Piece { text: settings, position: text.position + id.text.len() + 1 };
        for setting in read_settings(settings, &["flawed", "points", "promise", "around"]) {
            let (name, value) = setting?;
            match name {
                "flawed" => link.flawed = read_yes(value)?,
                "around" => link.around = read_yes(value)?,
                "points" => {
                    let found = point::message(scenario, value.text);
                    link.points =
                        Some(found.ok_or_else(|| value.fault(|found| Problem::Message { found }))?);
                }
                _ => {
                    let named = |promise: &&invariant::Invariant| promise.id == value.text;
                    let found = invariant::ALL.iter().position(named);
                    link.promise =
                        Some(found.ok_or_else(|| value.fault(|found| Problem::Promise { found }))?);
                }
            }
        }
        Ok(link)
    }
}

/// A setting that can only be `yes`: no is said by saying nothing.
fn read_yes(value: Piece<'_>) -> Result<bool, LinkError> {
    if value.text == "yes" { Ok(true) } else { Err(value.fault(|found| Problem::Yes { found })) }
}

impl fmt::Display for MatrixLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{VERSION}/{MATRIX}/{}", self.scenario.id)?;
        let mut separator = '?';
        if self.flawed {
            write!(f, "{separator}flawed=yes")?;
            separator = '&';
        }
        if let Some(message) = self.points {
            write!(f, "{separator}points={}", self.scenario.message(message).argument)?;
            separator = '&';
        }
        if let Some(promise) = self.promise {
            write!(f, "{separator}promise={}", invariant::ALL[promise].id)?;
            separator = '&';
        }
        if self.around { write!(f, "{separator}around=yes") } else { Ok(()) }
    }
}
