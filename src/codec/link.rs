//! A moment as a link, the text after `#`:
//!
//! `/v1/<scenario>/<approach>/<choices>?send=<count>&with=<approach>+…&unmet=<failure>+…`
//!
//! Choices are separated by dots: a number is so many steps, `refused`, `unanswered` and `died`
//! are a step that fails, `back:123` is the lease on message 123 expiring; a `b` before a number
//! or a failure means the second handler. `send=1` says that only the first so many of the
//! scenario's messages come, `with` names the approaches compared, `unmet` the planned failures
//! that never come up in this run, `at` the frame on show; `at=19+2` is two beats later, when only
//! the compared approaches move. Without `at` the last frame is meant. `theme=dark` says how the
//! page looks; without it, it looks as its visitor has chosen.

use std::fmt;

use super::error::{LinkError, Problem};
use super::piece::{Piece, number, read_settings};
use super::point;
use crate::sim::approach::{self, Approach};
use crate::sim::failure::{FailurePlan, Injection};
use crate::sim::machine::{Choice, Turn};
use crate::sim::model::HandlerId;
use crate::sim::scenario::{self, Case, Scenario};
use crate::sim::timeline::{Run, Timeline};

/// A moment of a run, and what it is compared with.
#[derive(Clone, Debug)]
pub struct Link {
    /// The run.
    pub run: Run,
    /// The other approaches on show; none of them twice.
    pub with: Vec<&'static Approach>,
    /// Planned failures that never come up in the run.
    pub unmet: Vec<Injection>,
    /// The frame of the run on show.
    pub frame: usize,
    /// Beats past that frame, in which only the compared approaches move.
    pub beats_past: usize,
    /// How the page looks: one of [`THEMES`]; `None`: as its visitor has chosen.
    pub theme: Option<&'static str>,
}

/// How a page can look.
pub const THEMES: [&str; 3] = ["light", "dark", "projector"];

/// The version this page writes.
pub(super) const VERSION: &str = "v1";
/// Approaches on show at once, the run's own included.
pub const LANES_MAX: usize = 4;
/// Choices in one link; far more than any run here has.
const CHOICES_MAX: usize = 1000;
/// Planned failures that never come up in one link.
const UNMET_MAX: usize = 32;

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Run { case, approach, choices } = &self.run;
        let scenario = case.scenario;
        write!(f, "/{VERSION}/{}/{}/", scenario.id, approach.id)?;
        write_choices(scenario, choices, f)?;
        let mut settings = Vec::new();
        if case.count != scenario.messages.len() {
            settings.push(format!("send={}", case.count));
        }
        if !self.with.is_empty() {
            let with: Vec<&str> = self.with.iter().map(|approach| approach.id).collect();
            settings.push(format!("with={}", with.join("+")));
        }
        if !self.unmet.is_empty() {
            let unmet: Vec<String> =
                self.unmet.iter().map(|&injection| point::write(scenario, injection)).collect();
            settings.push(format!("unmet={}", unmet.join("+")));
        }
        if self.frame != choices.len() || self.beats_past > 0 {
            let past =
                if self.beats_past > 0 { format!("+{}", self.beats_past) } else { String::new() };
            settings.push(format!("at={}{past}", self.frame));
        }
        if let Some(theme) = self.theme {
            settings.push(format!("theme={theme}"));
        }
        if settings.is_empty() { Ok(()) } else { write!(f, "?{}", settings.join("&")) }
    }
}

impl Link {
    /// All that the page shows of it: its run, gone on without a failure until nothing is left to
    /// do, and under the same failures each approach that it is compared with.
    pub fn timelines(&self) -> Vec<Timeline> {
        let Self { run, with, unmet, .. } = self;
        let unrolled = |run| Timeline::new(run).expect("a link's run is possible, as is its rest");
        let first = unrolled(run.clone().to_rest());
        let plan = unmet.iter().copied().fold(first.struck(), FailurePlan::with);
        let others = with.iter().map(|approach| Run::of_plan(run.case, approach, &plan).0);
        let others: Vec<Timeline> = others.map(unrolled).collect();
        std::iter::once(first).chain(others).collect()
    }

    /// The last moment of `run`, compared with nothing.
    pub fn of(run: Run) -> Self {
        let frame = run.choices.len();
        Self { run, with: Vec::new(), unmet: Vec::new(), frame, beats_past: 0, theme: None }
    }

    /// Reads a link: the text after `#`. Whatever the text, the answer is a link whose run is
    /// possible, or where and why it is not one.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let (path, settings) = text.split_once('?').map_or((text, None), |(path, settings)| {
            (path, Some(Piece { text: settings, position: path.len() + 1 }))
        });
        let mut path = Piece { text: path, position: 0 }.split('/');
        let first = path.next().filter(|piece| piece.text.is_empty());
        let version = path.next().filter(|_| first.is_some());
        let Some(version) = version.filter(|piece| piece.text == VERSION) else {
            let whole = Piece { text, position: 0 };
            return Err(version.unwrap_or(whole).fault(|found| Problem::Version { found }));
        };
        let end = Piece { text: "", position: version.position + VERSION.len() };
        let scenario_piece = path.next().ok_or_else(|| end.missing("a scenario"))?;
        let scenario = scenario::by_id(scenario_piece.text)
            .ok_or_else(|| scenario_piece.fault(|found| Problem::Scenario { found }))?;
        let approach_piece = path.next().ok_or_else(|| scenario_piece.missing("an approach"))?;
        let approach = approach::by_id(approach_piece.text)
            .ok_or_else(|| approach_piece.fault(|found| Problem::Approach { found }))?;
        let choices_piece = path.next().unwrap_or(Piece { text: "", ..approach_piece });
        // How many messages come decides which choices are possible, though it is written behind
        // them. What is wrong is told from the left all the same.
        let settings = settings.map_or(Vec::new(), |text| read_settings(text, SETTINGS));
        let mut named = settings.iter().flatten();
        let sent = named.find(|(name, _)| *name == "send").map(|&(_, value)| value);
        let case = sent.map_or(Ok(scenario.into()), |sent| read_case(scenario, sent));
        let run = read_run(*case.as_ref().unwrap_or(&scenario.into()), approach, choices_piece)?;
        if let Some(more) = path.next() {
            return Err(more.fault(|found| Problem::Choice { found }));
        }
        let mut link = Self::of(run);
        for setting in settings {
            let (name, value) = setting?;
            match name {
                "with" => link.with = read_with(link.run.approach, value)?,
                "unmet" => link.unmet = read_unmet(scenario, value)?,
                "at" => (link.frame, link.beats_past) = read_at(&link.run, value)?,
                "theme" => link.theme = Some(read_theme(value)?),
                _ => link.run.case = case.clone()?,
            }
        }
        Ok(link)
    }
}

/// Every setting's name.
const SETTINGS: &[&str] = &["send", "with", "unmet", "at", "theme"];

fn write_choices(
    scenario: &Scenario,
    choices: &[Choice],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let runs = choices.chunk_by(|one, two| one == two && matches!(one, Choice::Step(_)));
    for (index, steps) in runs.enumerate() {
        f.write_str(if index > 0 { "." } else { "" })?;
        match steps[0] {
            Choice::Step(handler) => write!(f, "{}{}", handler_word(handler), steps.len())?,
            Choice::Fail(handler, failure) => {
                f.write_str(handler_word(handler))?;
                f.write_str(point::failure_word(failure))?;
            }
            Choice::Turn(Turn { kind, message }) => {
                let message = scenario.message(message).argument;
                write!(f, "{}:{message}", point::turn_word(kind))?;
            }
        }
    }
    Ok(())
}

/// How many of the scenario's messages come; all of them is said by saying nothing.
pub(super) fn read_case(scenario: &'static Scenario, sent: Piece<'_>) -> Result<Case, LinkError> {
    let few = 1..scenario.messages.len();
    let count = number(sent.text).filter(|count| few.contains(count));
    let count = count.ok_or_else(|| sent.fault(|found| Problem::Count { found }))?;
    Ok(Case { scenario, count })
}

fn read_run(case: Case, approach: &'static Approach, text: Piece<'_>) -> Result<Run, LinkError> {
    let mut choices = Vec::new();
    let mut origins = Vec::new();
    if !text.text.is_empty() {
        for token in text.split('.') {
            let (choice, times) = read_choice(case, token)
                .ok_or_else(|| token.fault(|found| Problem::Choice { found }))?;
            if choices.len() + times > CHOICES_MAX {
                return Err(token.too_many(CHOICES_MAX));
            }
            choices.extend(std::iter::repeat_n(choice, times));
            origins.extend(std::iter::repeat_n(token, times));
        }
    }
    let run = Run { case, approach, choices };
    match Timeline::new(run.clone()) {
        Ok(_) => Ok(run),
        Err(impossible) => {
            Err(origins[impossible.index].fault(|found| Problem::Impossible { found }))
        }
    }
}

fn read_choice(case: Case, token: Piece<'_>) -> Option<(Choice, usize)> {
    let comes = |turn: &Turn| turn.message.index() < case.count;
    if let Some(turn) = point::turn(case.scenario, token.text).filter(comes) {
        return Some((Choice::Turn(turn), 1));
    }
    let second = token.text.strip_prefix(SECOND);
    let (handler, text) = second.map_or((HandlerId(0), token.text), |text| (HandlerId(1), text));
    if let Some(failure) = point::failure(text) {
        return Some((Choice::Fail(handler, failure), 1));
    }
    Some((Choice::Step(handler), number(text).filter(|&steps| steps > 0)?))
}

/// What stands before a choice of the second handler's.
const SECOND: &str = "b";

fn handler_word(handler: HandlerId) -> &'static str {
    if handler == HandlerId(0) { "" } else { SECOND }
}

fn read_with(own: &'static Approach, list: Piece<'_>) -> Result<Vec<&'static Approach>, LinkError> {
    let mut with: Vec<&'static Approach> = Vec::new();
    for piece in list.split('+') {
        let approach = approach::by_id(piece.text)
            .ok_or_else(|| piece.fault(|found| Problem::Approach { found }))?;
        if approach.id == own.id || with.iter().any(|other| other.id == approach.id) {
            return Err(piece.fault(|found| Problem::Repeated { found }));
        }
        with.push(approach);
        if with.len() >= LANES_MAX {
            return Err(piece.too_many(LANES_MAX - 1));
        }
    }
    Ok(with)
}

fn read_unmet(scenario: &'static Scenario, list: Piece<'_>) -> Result<Vec<Injection>, LinkError> {
    let mut unmet = Vec::new();
    for piece in list.split('+') {
        let injection = point::read(scenario, piece.text)
            .ok_or_else(|| piece.fault(|found| Problem::Failure { found }))?;
        if unmet.len() >= UNMET_MAX {
            return Err(piece.too_many(UNMET_MAX));
        }
        if unmet.iter().any(|known: &Injection| known.at == injection.at) {
            return Err(piece.fault(|found| Problem::Repeated { found }));
        }
        unmet.push(injection);
    }
    Ok(unmet)
}

pub(super) fn read_theme(theme: Piece<'_>) -> Result<&'static str, LinkError> {
    let known = THEMES.into_iter().find(|known| *known == theme.text);
    known.ok_or_else(|| theme.fault(|found| Problem::Theme { found }))
}

fn read_at(run: &Run, at: Piece<'_>) -> Result<(usize, usize), LinkError> {
    let wrong = || at.fault(|found| Problem::Frame { found });
    let (frame, past) =
        at.text.split_once('+').map_or((at.text, None), |(frame, past)| (frame, Some(past)));
    let frame = number(frame).filter(|&frame| frame <= run.choices.len()).ok_or_else(wrong)?;
    let past = match past {
        None => 0,
        Some(past) => number(past).filter(|&past| past > 0).ok_or_else(wrong)?,
    };
    Ok((frame, past))
}
