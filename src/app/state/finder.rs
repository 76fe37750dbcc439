//! Finding a failure: the question as the visitor has put it, and the desk's answers so far.

use super::elsewhere::show_moment;
use super::{Command, Msg, Notice, State};
use crate::codec::{Address, Answer, Grade, Link, RUNS_MAX, Told, USUAL_DICE, hazard_word};
use crate::desk::{PAUSE, RESUME, STOP};
use crate::language::{clip, said, tell};
use crate::sim::approach;
use crate::sim::checker::{Dice, Hazard, Question};
use crate::sim::scenario::Case;

/// The question at hand, and what became of the one asked last.
#[derive(Clone, Debug)]
pub struct Finder {
    /// The question, as far as it is put.
    pub question: Question,
    /// The question asked last.
    pub asked: Option<Asked>,
    /// The link to what was on show before a run that was found took its place.
    pub before: Option<String>,
}

/// A question that was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// What was told of each of its approaches.
    pub rows: Vec<Option<Told>>,
    /// Whether the desk is at it.
    pub stage: Stage,
    /// Whether the visitor has done nothing since it was answered.
    pub is_news: bool,
}

/// Whether the desk is at a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// It is.
    Running,
    /// It waits.
    Paused,
    /// It was told to stop.
    Stopped,
    /// All is answered.
    Over,
}

/// A part of the question that the visitor can change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// Which approach, by id, or all.
    Approach,
    /// How many messages.
    Messages,
    /// How many handlers.
    Handlers,
    /// How many failures in all.
    Failures,
    /// How many copies among them.
    Copies,
    /// How many retries of a message, or any number.
    Retries,
    /// Every run, or so many random ones.
    Runs,
    /// One choice in so many of a random run is a mishap.
    OneIn,
    /// What the dice start from.
    Seed,
}

impl Finder {
    /// The question that the page on show suggests: of the first approach on show.
    pub fn new(case: Case, approach: Option<&'static approach::Approach>) -> Self {
        Self::of(Question::usual(case, approach))
    }

    /// One with this question, not asked yet.
    pub fn of(question: Question) -> Self {
        Self { question, asked: None, before: None }
    }

    /// Puts `value` into the question; what makes no sense changes nothing.
    fn set(&mut self, bound: Bound, value: &str) {
        let question = &mut self.question;
        let number = value.parse::<u8>().ok();
        let wide = value.parse::<u32>().ok().filter(|&number| number as usize <= RUNS_MAX);
        let dice = question.dice.unwrap_or(USUAL_DICE);
        match (bound, number, wide) {
            (Bound::Approach, ..) => question.approach = approach::by_id(value),
            (Bound::Messages, Some(count), _) => question.case.count = usize::from(count),
            (Bound::Handlers, Some(count), _) => question.handlers = usize::from(count),
            (Bound::Failures, Some(count), _) => question.failures = count,
            (Bound::Copies, Some(count), _) => question.copies = count,
            (Bound::Retries, count, _) => question.retries = count,
            (Bound::Runs, _, None) => question.dice = None,
            (Bound::Runs, _, Some(runs)) => question.dice = Some(Dice { runs, ..dice }),
            (Bound::OneIn, _, Some(one_in)) => question.dice = Some(Dice { one_in, ..dice }),
            (Bound::Seed, _, Some(seed)) => question.dice = Some(Dice { seed, ..dice }),
            _ => {}
        }
    }

    fn toggle(&mut self, word: &str) {
        let hazards = &mut self.question.hazards;
        let known = hazards.clone();
        let is_on = |hazard: &Hazard| known.contains(hazard) != (hazard_word(*hazard) == word);
        *hazards = Hazard::ALL.into_iter().filter(is_on).collect();
    }

    /// Asks the question at hand.
    pub(super) fn ask(&mut self) -> Command {
        let rows = vec![None; self.question.approaches().len()];
        let question = self.question.clone();
        let address = question.to_string();
        self.asked = Some(Asked { question, rows, stage: Stage::Running, is_news: false });
        Command::Ask(address)
    }
}

impl Asked {
    /// Whether the desk is at it, or waits.
    pub fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Running | Stage::Paused)
    }
}

/// Lets `msg` change what is asked and answered.
pub(super) fn update_finder(state: &mut State, msg: &Msg) -> Vec<Command> {
    match msg {
        Msg::PressedFind => return find(state),
        Msg::OpenedFinding(link) => return open(state, link),
        Msg::LeftFinding => return go_back(state),
        _ => {}
    }
    let Some(finder) = &mut state.finder else { return Vec::new() };
    match msg {
        Msg::ChoseBound(bound, value) => {
            finder.set(*bound, value);
            Vec::new()
        }
        Msg::ToggledHazard(word) => {
            finder.toggle(word);
            Vec::new()
        }
        Msg::PressedAsk => vec![finder.ask()],
        Msg::PressedLarger => {
            let larger = finder.asked.as_ref().and_then(|asked| asked.question.larger());
            let Some(larger) = larger else { return Vec::new() };
            finder.question = larger;
            vec![finder.ask()]
        }
        Msg::PressedPause | Msg::PressedStop => {
            let Some(asked) = finder.asked.as_mut().filter(|asked| asked.is_open()) else {
                return Vec::new();
            };
            let (next, word) = match (msg, asked.stage) {
                (Msg::PressedStop, _) => (Stage::Stopped, STOP),
                (_, Stage::Paused) => (Stage::Running, RESUME),
                _ => (Stage::Paused, PAUSE),
            };
            asked.stage = next;
            vec![Command::Ask(String::from(word))]
        }
        Msg::ClosedFinder | Msg::ClosedMenu => leave(state),
        _ => Vec::new(),
    }
}

/// Opens the panel and asks at once: what most visitors want is one press away.
fn find(state: &mut State) -> Vec<Command> {
    if state.finder.is_some() {
        return leave(state);
    }
    let approach = state.approaches().first().copied();
    let case = state.case;
    // Within the bounds of the last time, of whatever is on show now.
    let mut finder = Finder::new(case, approach);
    if let Some(last) = state.asked_before.take() {
        let approach = approach.filter(|_| last.approach.is_some());
        finder.question = Question { case, approach, ..last };
    }
    vec![state.finder.insert(finder).ask(), Command::FocusFinder]
}

/// Closes the panel; what the desk is still at is not wanted any more.
pub(super) fn close(state: &mut State) -> Option<Command> {
    let finder = state.finder.take()?;
    state.asked_before = Some(finder.question);
    finder.asked.filter(Asked::is_open).map(|_| Command::Ask(String::from(STOP)))
}

fn leave(state: &mut State) -> Vec<Command> {
    close(state).into_iter().chain([Command::FocusStep(0)]).collect()
}

/// What the desk says of the check. Where one approach was asked about and breaks, its run opens.
pub(super) fn hear(state: &mut State, answer: Answer) -> Vec<Command> {
    let Some(asked) = state.finder.as_mut().and_then(|finder| finder.asked.as_mut()) else {
        return Vec::new();
    };
    // What was under way when the desk was told to stop, or asked something else, is not wanted.
    let is_wanted =
        |question: &str| asked.stage != Stage::Stopped && question == asked.question.to_string();
    match answer {
        Answer::Row(told) if is_wanted(&told.question) => {
            let (row, breaks) = (told.row, told.grade == Grade::Breaks);
            let opens = breaks && asked.question.approach.is_some();
            let link = told.link.clone().filter(|_| opens);
            let Some(known) = asked.rows.get_mut(row) else { return Vec::new() };
            *known = Some(told);
            link.map(|link| open(state, &link)).unwrap_or_default()
        }
        Answer::Over(question) if is_wanted(&question) => {
            (asked.stage, asked.is_news) = (Stage::Over, true);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Shows a run that was found, at the step that does the harm, as one future more: its mishaps are
/// a plan, which strikes the other approaches on show too.
fn open(state: &mut State, link: &str) -> Vec<Command> {
    let Ok(Address::Moment(found)) = Address::parse(link) else { return Vec::new() };
    // In place of the first approach, if it is not on show: a link is of the first one's run.
    let own = found.run.approach.id;
    let shown = state.approaches();
    let is_shown = shown.iter().any(|shown| shown.id == own);
    let others = shown.into_iter().skip(usize::from(!is_shown));
    let with = others.filter(|other| other.id != own).collect();
    let before = state.link();
    show_moment(state, &Link { with, ..found }.to_string());
    let after = state.link();
    // What is on show already is no step to go back from.
    if after == before {
        return Vec::new();
    }
    if let Some(finder) = &mut state.finder {
        finder.before.get_or_insert(before);
    }
    vec![Command::PushLink(after)]
}

/// Shows again what was on show before the first run that was found.
fn go_back(state: &mut State) -> Vec<Command> {
    let Some(before) = state.finder.as_mut().and_then(|finder| finder.before.take()) else {
        return Vec::new();
    };
    show_moment(state, &before);
    vec![Command::PushLink(state.link()), Command::FocusFinder]
}

/// The desk can't answer: it could not be loaded, or it broke.
pub(super) fn fail(state: &mut State, why: &str) -> Vec<Command> {
    if let Some(asked) = state.finder.as_mut().and_then(|finder| finder.asked.as_mut()) {
        asked.stage = Stage::Stopped;
    }
    let why = clip(&said(why));
    let text = tell("The checker does not answer: {0}. The timeline works without it.", &[&why]);
    state.notice = Some(Notice::Wrong(text));
    Vec::new()
}
