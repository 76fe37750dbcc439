//! Futures tried: made by what is to go wrong, shown again, named, forgotten.

use super::lanes::replace;
use super::steps::close_menu;
use super::{Command, Future, Lane, Menu, NAME_MAX, Notice, State};
use crate::language::tell;
use crate::sim::failure::{FailurePlan, Injection, Point};
use crate::sim::io::Failure;
use crate::sim::machine::Choice;
use crate::sim::timeline::Timeline;
use crate::words;

pub(super) fn choose_fate(state: &mut State, fate: Option<Failure>) -> Vec<Command> {
    let Some(Menu { point, lane }) = state.menu else { return Vec::new() };
    let plan = state.plan().clone();
    if plan.at(point) == fate {
        return close_menu(state);
    }
    let plan = match fate {
        None => plan.without(point),
        Some(failure) => plan.with(Injection { at: point, failure }),
    };
    // What happens around the handlers is seen where it happens, not where they go on.
    let around = fate.is_some_and(|failure| !failure.is_of_step());
    let landing = if around {
        Landing::Parting(lane, state.lanes[lane].timeline.run.choices.clone())
    } else {
        Landing::Point(point)
    };
    let future = changed(state, plan, point);
    let mut commands = try_future(state, future, landing);
    if fate == Some(Failure::Paused) {
        let injection = Injection { at: point, failure: Failure::Paused };
        let text = words::injection(state.case.scenario, injection);
        state.notice = Some(Notice::Done(tell("{0}; the others go on.", &[&text])));
    }
    commands.push(Command::FocusStep(lane));
    commands
}

/// The future on show with another plan from `point` on. What a link gave that no plan can say
/// stays as far as it came before.
pub(super) fn changed(state: &State, plan: FailurePlan, point: Point) -> Future {
    let Some(given) = state.futures[state.future].given() else { return Future::of(plan) };
    let lane = state.lanes.iter().find(|lane| lane.timeline.run.approach.id == given);
    let Some(Lane { timeline, .. }) = lane else { return Future::of(plan) };
    let frame = frame_of(timeline, point).unwrap_or(timeline.frames.len());
    Future::parting(&timeline.run, frame - 1, plan)
}

/// The frame in which `timeline` comes to `point`.
pub(super) fn frame_of(timeline: &Timeline, point: Point) -> Option<usize> {
    timeline
        .frames
        .iter()
        .position(|frame| frame.happened.is_some_and(|happened| happened.point == Some(point)))
}

/// Where the page stands after a change of the future.
pub(super) enum Landing {
    /// At the same beat.
    Same,
    /// Where a lane comes to this point, if one does.
    Point(Point),
    /// Where this lane parts from these choices, if it does.
    Parting(usize, Vec<Choice>),
}

/// Shows a future; the futures tried before stay. A future tried before is shown again instead of
/// being listed twice.
pub(super) fn try_future(state: &mut State, future: Future, landing: Landing) -> Vec<Command> {
    let known = state.futures.iter().position(|known| known.is(&future));
    let index = known.unwrap_or(state.futures.len());
    if known.is_none() {
        state.futures.push(future.made_from(Some(state.future)));
    }
    show_future(state, index, landing)
}

/// Takes a future out of the list, unless it is the only one. If it was on show, the one before it
/// is.
pub(super) fn remove_future(state: &mut State, index: usize) -> Vec<Command> {
    if state.futures.len() < 2 || index >= state.futures.len() {
        return Vec::new();
    }
    let next = match state.future {
        on_show if on_show == index => index.saturating_sub(1),
        on_show => on_show - usize::from(on_show > index),
    };
    let was_on_show = state.future == index;
    let removed = state.futures.remove(index);
    for future in &mut state.futures {
        future.parent = match future.parent {
            Some(parent) if parent == index => removed.parent,
            parent => parent,
        };
        future.parent = future.parent.map(|parent| parent - usize::from(parent > index));
    }
    state.future = next;
    let commands = if was_on_show { show_future(state, next, Landing::Same) } else { Vec::new() };
    let text = tell("Future {0} is deleted. U undoes that.", &[&(index + 1)]);
    state.notice = Some(Notice::Done(text));
    commands
}

pub(super) fn choose_future(state: &mut State, index: usize) -> Vec<Command> {
    if index == state.future || index >= state.futures.len() {
        return Vec::new();
    }
    show_future(state, index, Landing::Same)
}

fn show_future(state: &mut State, index: usize, landing: Landing) -> Vec<Command> {
    let beat = state.beat;
    replace(state, State::show(state.case, &state.approaches(), state.futures.clone(), index));
    let found = match landing {
        Landing::Same => None,
        Landing::Point(point) => (0..state.lanes.len()).find_map(|lane| {
            Some(state.beat_of(lane, frame_of(&state.lanes[lane].timeline, point)?))
        }),
        Landing::Parting(lane, before) => {
            let choices = &state.lanes[lane].timeline.run.choices;
            let parts = before.iter().zip(choices).position(|(old, new)| old != new);
            parts.map(|index| state.beat_of(lane, index + 1))
        }
    };
    state.beat = state.within(found.unwrap_or(beat));
    vec![Command::PushLink(state.link())]
}

pub(super) fn name_future(state: &mut State, index: usize, name: &str) -> Vec<Command> {
    if let Some(future) = state.futures.get_mut(index) {
        future.name = name.trim().chars().take(NAME_MAX).collect();
    }
    Vec::new()
}
