//! Handing the page over from its first part to the whole: all that the visitor has made, as text.
//! Both are of one build, so that the text needs no version.

use super::{Future, Past, Speed, State};
use crate::codec::Link;
use crate::sim::timeline::Run;

/// What was carried.
pub struct Carried {
    /// What was on show when it was packed: the text after `#`.
    pub link: String,
    /// What was wished for; empty if only what is on show.
    pub wish: String,
    speed: Speed,
    future: usize,
    futures: Vec<Future>,
    past: Past,
}

/// What the first part of the page asks the whole for.
pub const FIND: &str = "find";
/// The same for the matrix.
pub const MATRIX: &str = "matrix";
/// The same for the crash points.
pub const POINTS: &str = "points";
/// The same for what the approaches cost.
pub const COSTS: &str = "costs";

/// The same for taking the run elsewhere.
pub const EXPORT: &str = "export";
/// The same for what was given to be opened.
pub const GIVEN: &str = "given";

/// Packs what `state` holds, to be shown as `link`, with a `wish`.
pub fn pack(state: &State, link: &str, wish: &str) -> String {
    let mut lines = vec![
        link.to_string(),
        wish.to_string(),
        state.speed.name().to_string(),
        state.future.to_string(),
    ];
    for (index, future) in state.futures.iter().enumerate() {
        let parent = future.parent.map_or(String::new(), |parent| parent.to_string());
        let link = future_link(state, index).to_string();
        lines.push(["future", &parent, &link, &future.name].join("\t"));
    }
    lines.extend(state.past.links().map(|link| ["past", link].join("\t")));
    lines.join("\n")
}

fn future_link(state: &State, index: usize) -> Link {
    let first = &state.lanes[0];
    let (run, unmet) = if index == state.future {
        (first.timeline.run.clone(), first.unmet.clone())
    } else {
        let approach = first.timeline.run.approach;
        let mut lanes = state.futures[index].play(state.case, &[approach]);
        let lane = lanes.remove(0);
        (lane.timeline.run, lane.unmet)
    };
    Link { unmet, ..Link::of(run) }
}

impl Carried {
    /// Reads what was packed; `None` for any other text.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut next = || lines.next();
        let (link, wish) = (next()?.to_string(), next()?.to_string());
        let (speed, future) = (next()?, next()?.parse().ok()?);
        let speed = Speed::ALL.into_iter().find(|known| known.name() == speed)?;
        let (mut futures, mut past) = (Vec::new(), Past::default());
        for line in lines {
            let parts: Vec<&str> = line.split('\t').collect();
            match parts[..] {
                ["future", parent, link, name] => {
                    let Link { run, unmet, .. } = Link::parse(link).ok()?;
                    let name = name.to_string();
                    let made = Future::of_run(run, unmet).made_from(parent.parse().ok());
                    futures.push(made.called(name));
                }
                ["past", link] => past.leave(link.to_string()),
                _ => return None,
            }
        }
        (future < futures.len()).then_some(Self { link, wish, speed, future, futures, past })
    }

    /// The page that shows it.
    pub fn state(self) -> State {
        let Self { link, speed, future, mut futures, past, .. } = self;
        let opened = State::open(&link);
        // What is on show is as its link says; of its future only name and place are carried.
        let Run { case, .. } = opened.lanes[0].timeline.run;
        if case != opened.case || opened.futures.len() != 1 {
            return opened;
        }
        let shown = opened.futures[0].clone();
        let carried = &futures[future];
        futures[future] = shown.made_from(carried.parent).called(carried.name.clone());
        State { futures, future, speed, past, ..opened }
    }
}
