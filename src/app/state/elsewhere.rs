//! Going elsewhere: to a link, another scenario, the matrix and back.

use super::decks::{say_unknown, show_decks};
use super::finder;
use super::lanes::replace;
use super::place;
use super::stage;
use super::steps::stop;
use super::{Command, Finder, Future, MatrixPage, Notice, Page, Presenter, State};
use crate::codec::{Address, FIGURE, LinkError, MatrixLink, StageLink, WHOLE};
use crate::language::tell;
use crate::sim::checker::Question;
use crate::sim::model::MessageId;
use crate::sim::scenario::{self, Case, Scenario};

/// A link that can't be opened changes nothing on show. The futures tried so far stay, unless
/// the link is of another scenario.
pub(super) fn open_link(state: &mut State, text: &str) -> Vec<Command> {
    if text == state.link() {
        return Vec::new();
    }
    match Address::parse(text) {
        Ok(Address::Moment(_)) => open_moment(state, text),
        Ok(Address::Check(question)) if WHOLE => open_question(state, *question),
        Ok(Address::Matrix(link)) if WHOLE => {
            let mut commands = show_matrix(state, link);
            commands.insert(0, Command::ReplaceLink(state.link()));
            commands
        }
        Ok(Address::Stage(link)) if WHOLE => {
            let StageLink { place, link, is_speakers, .. } = *link;
            let is_words = link.is_none();
            state.presenter = Some(Presenter { is_words, ..Presenter::at(place) });
            state.page = if is_speakers { Page::Speaker } else { Page::Stage };
            if let Some(link) = link {
                show_moment(state, &link.to_string());
            }
            place::settle(state);
            stage::opening(state)
        }
        Ok(Address::Deck(id)) if WHOLE => {
            let left = state.page == Page::Stage;
            show_decks(state, Some(&id));
            let instead = say_unknown(state);
            let leave = left.then_some(Command::LeaveStage);
            let link = instead.unwrap_or_else(|| Command::ReplaceLink(state.link()));
            leave.into_iter().chain([link]).collect()
        }
        #[cfg(feature = "course")]
        Ok(Address::Course(link)) => super::course::follow(state, &link),
        // The first part has handed these over before.
        Ok(_) => Vec::new(),
        Err(error) => {
            state.notice = wrong_link(&error, "The page stays as it was.");
            vec![Command::ReplaceLink(state.link())]
        }
    }
}

/// Why a link can't be opened, and what is on show instead. The first part of the page has handed
/// over whatever it can't read.
pub(super) fn wrong_link(error: &LinkError, instead: &str) -> Option<Notice> {
    let text = || tell("This link can't be opened. {0} {1}", &[&error.plain(), &instead]);
    (WHOLE || FIGURE).then(|| Notice::Wrong(text()))
}

/// Where the run of a link breaks off.
pub(super) fn broken_off(error: &LinkError) -> Notice {
    Notice::Wrong(tell(
        "This link's run can't be played to its end. {0} Here it is up to there.",
        &[&error.plain()],
    ))
}

/// The address stays that of the question until the page shows something else.
fn open_question(state: &mut State, question: Question) -> Vec<Command> {
    if state.page == Page::Course {
        state.page = Page::Timeline;
    }
    if state.case.scenario.id != question.case.scenario.id || state.page == Page::Matrix {
        replace(state, State::of(question.case.scenario));
    }
    let finder = state.finder.insert(Finder::of(question));
    vec![finder.ask(), Command::FocusFinder]
}

fn open_moment(state: &mut State, text: &str) -> Vec<Command> {
    let from_matrix = state.page == Page::Matrix;
    let from_page = from_matrix || state.page == Page::Course;
    let from_stage = state.presenter.take().is_some();
    if let Some(matrix) = state.matrix.as_mut().filter(|_| from_matrix) {
        matrix.left = Some(text.to_string());
    }
    show_moment(state, text);
    let mut commands = vec![Command::ReplaceLink(state.link())];
    if from_stage {
        commands.push(Command::LeaveStage);
    }
    if from_page {
        commands.extend([Command::ShowTop, Command::FocusStep(0)]);
    }
    commands
}

/// Shows the moment of a link that can be read. The futures tried so far stay, unless it is of
/// another scenario.
pub(super) fn show_moment(state: &mut State, text: &str) {
    let opened = State::open(text);
    let (future, beat) = (opened.futures[opened.future].clone(), opened.beat);
    let mut futures = Vec::new();
    if opened.case == state.case {
        futures.clone_from(&state.futures);
    }
    let index = futures.iter().position(|known| known.is(&future)).unwrap_or(futures.len());
    if index == futures.len() {
        let parent = (!futures.is_empty()).then_some(state.future);
        futures.push(future.made_from(parent));
    }
    let shown = State::show(opened.case, &opened.approaches(), futures, index);
    replace(state, State { beat: beat.min(shown.last()), ..shown });
}

/// Another scenario: on the page that is on show.
pub(super) fn choose_scenario(state: &mut State, id: &str) -> Vec<Command> {
    let Some(scenario) = scenario::by_id(id) else { return Vec::new() };
    if WHOLE && let (Some(matrix), Page::Matrix) = (&state.matrix, state.page) {
        let link = matrix.link().about(scenario);
        let mut commands = show_matrix(state, link);
        commands.insert(0, Command::PushLink(state.link()));
        return commands;
    }
    let stop = finder::close(state);
    let shown = of_another(state, scenario);
    replace(state, shown);
    stop.into_iter().chain([Command::PushLink(state.link())]).collect()
}

/// The moment that makes the point of another scenario. The approaches that the visitor has chosen
/// stay, wherever they make sense there.
fn of_another(state: &State, scenario: &'static Scenario) -> State {
    let chosen = state.approaches();
    let is_untouched =
        chosen.iter().map(|it| it.id).eq(state.case.scenario.compared.iter().copied());
    let kept: Vec<_> = scenario.suited(&chosen).collect();
    if is_untouched || kept.is_empty() { State::of(scenario) } else { State::with(scenario, &kept) }
}

/// From the timeline to the matrix of its scenario, or from the matrix to a timeline of its.
pub(super) fn toggle_matrix(state: &mut State) -> Vec<Command> {
    if matches!(state.page, Page::Timeline | Page::Course) {
        let mut link = MatrixLink::of(state.case.scenario);
        if let Some(known) = &state.matrix {
            link = known.link().about(link.scenario);
            link.points = None;
        }
        let mut commands = show_matrix(state, link);
        commands.insert(0, Command::PushLink(state.link()));
        return commands;
    }
    state.page = Page::Timeline;
    let shown = state.matrix.as_ref().map(|matrix| matrix.scenario);
    let mut stop = None;
    if let Some(scenario) = shown.filter(|shown| shown.id != state.case.scenario.id) {
        stop = finder::close(state);
        let shown = of_another(state, scenario);
        replace(state, shown);
    }
    let shown = [Command::PushLink(state.link()), Command::ShowTop, Command::FocusStep(0)];
    stop.into_iter().chain(shown).collect()
}

/// From anywhere to the crash points, or from those to the failures by their kinds.
pub(super) fn toggle_points(state: &mut State) -> Vec<Command> {
    let known = state.matrix.as_ref().filter(|_| state.page == Page::Matrix).map(MatrixPage::link);
    let link = match known {
        Some(link) => MatrixLink {
            points: if link.points.is_some() { None } else { Some(MessageId(0)) },
            ..link
        },
        None => MatrixLink { points: Some(MessageId(0)), ..MatrixLink::of(state.case.scenario) },
    };
    let mut commands = show_matrix(state, link);
    commands.insert(0, Command::PushLink(state.link()));
    commands
}

/// The matrix takes the page; the focus goes to the cell that was left, if one was.
fn show_matrix(state: &mut State, link: MatrixLink) -> Vec<Command> {
    let arrives = state.page != Page::Matrix;
    stop(state);
    state.menu = None;
    let matrix = state.matrix.take();
    state.matrix = Some(match matrix {
        Some(matrix) => matrix.turned_to(link),
        None => MatrixPage::new(link),
    });
    state.page = Page::Matrix;
    let left = state.matrix.as_ref().and_then(|matrix| matrix.left.clone());
    let ask = state.matrix.as_ref().and_then(MatrixPage::ask);
    let top = (arrives && left.is_none()).then_some(Command::ShowTop);
    let focus = arrives.then_some(Command::FocusCell(left));
    ask.into_iter().chain(top).chain(focus).collect()
}

/// Plays the plan with the scenario's first message alone, or with all of them again.
pub(super) fn toggle_messages(state: &mut State) -> Vec<Command> {
    let whole = Case::from(state.case.scenario);
    let case = if state.case == whole { state.case.alone() } else { whole };
    let future = Future::of(state.plan().clone());
    let shown = State::show(case, &state.approaches(), vec![future], 0);
    replace(state, State { beat: state.beat.min(shown.last()), ..shown });
    vec![Command::PushLink(state.link())]
}
