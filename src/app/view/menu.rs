//! The menu of a selected step: what can happen to it.

use crate::app::state::{Menu, State};
use crate::sim::failure::{Act, Point};
use crate::sim::io::{EffectKind, Failure};
use crate::sim::machine::{Happening, Why};
use crate::sim::model::World;
use crate::words::{self, Keeper};

/// The open menu.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MenuView {
    /// The delivery.
    pub delivery: String,
    /// The step.
    pub step: String,
    /// What can happen to it.
    pub fates: Vec<Fate>,
    /// What can't, by name, and why.
    pub impossible: Vec<(&'static str, &'static str)>,
    /// The beat at which it is taken; none if that is on show.
    pub beat: Option<usize>,
}

/// One thing that can happen to the step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fate {
    /// The failure; none for the step working.
    pub failure: Option<Failure>,
    /// Its name.
    pub name: &'static str,
    /// The error it shows.
    pub error: Option<&'static str>,
    /// What survives.
    pub survives: &'static str,
    /// Whether it is what happens now.
    pub chosen: bool,
}

pub(super) fn menu(state: &State, menu: Menu) -> MenuView {
    let Point { delivery, act, .. } = menu.point;
    let kind = match act {
        Act::Publish(_) => EffectKind::Publish,
        Act::Of(kind) => kind,
    };
    let planned = state.plan().at(menu.point);
    let frames = &state.lanes[menu.lane].timeline.frames;
    let at = frames.iter().position(|frame| {
        frame.happened.is_some_and(|happened| happened.point == Some(menu.point))
    });
    let keeper = keeper(state, menu, at);
    let (possible, impossible) = fates(state, menu, at);
    let works = Fate {
        failure: None,
        name: "It works",
        error: None,
        survives: if possible.is_empty() {
            "Nothing else can happen: enough has gone wrong in this run. Remove another failure \
             first."
        } else {
            "The step happens and the handler knows it."
        },
        chosen: planned.is_none(),
    };
    let fails = possible.into_iter().map(|failure| Fate {
        failure: Some(failure),
        name: words::failure(kind, failure),
        error: Some(words::error(kind, failure)),
        survives: words::survives(kind, failure, keeper),
        chosen: planned == Some(failure),
    });
    MenuView {
        delivery: words::delivery(state.case.scenario, delivery),
        step: words::act(state.case.scenario, act),
        fates: std::iter::once(works).chain(fails).collect(),
        impossible: impossible
            .into_iter()
            .map(|(failure, why)| (words::failure(kind, failure), words::why(why)))
            .collect(),
        beat: at.map(|frame| state.beat_of(menu.lane, frame)).filter(|beat| *beat != state.beat),
    }
}

/// The step taken at frame `at`, and the world before it.
fn step(state: &State, menu: Menu, at: Option<usize>) -> Option<(Happening, &World)> {
    let frames = &state.lanes[menu.lane].timeline.frames;
    let at = at?;
    Some((frames[at].happened?.happening, &frames[at - 1].world))
}

/// Who sees to the message if the step fails.
fn keeper(state: &State, menu: Menu, at: Option<usize>) -> Keeper {
    let approach = state.lanes[menu.lane].timeline.run.approach;
    match step(state, menu, at) {
        Some((Happening::Step { delivery, row, .. }, world)) => {
            Keeper::of(approach, row, world, delivery)
        }
        _ => Keeper::Queue,
    }
}

/// What the machine says can happen to the step, and what can't.
fn fates(state: &State, menu: Menu, at: Option<usize>) -> (Vec<Failure>, Vec<(Failure, Why)>) {
    let Some((Happening::Step { handler, .. }, world)) = step(state, menu, at) else {
        return Default::default();
    };
    let machine = state.lanes[menu.lane].timeline.run.machine();
    (machine.fates(world, handler), machine.ruled_out(world, handler))
}
