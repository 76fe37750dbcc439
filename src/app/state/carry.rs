//! Handing the page over from its first part to the whole, or to the whole with the course: all
//! that the visitor has made, as text. Both are of one build, so that the text needs no version.

use super::{Future, Lane, Left, Past, Speed, State};
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
/// The same for the stage, and for the decks.
pub const STAGE: &str = "stage";
/// See [`STAGE`].
pub const DECKS: &str = "decks";
/// The same for what the approaches cost.
pub const COSTS: &str = "costs";
/// The same for the course.
pub const LEARN: &str = "learn";
/// The same for sharing the moment.
pub const SHARE: &str = "share";

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
    lines.extend(state.futures.iter().map(|future| line(state, "future", future)));
    for left in state.past.all() {
        lines.push(["past", &left.link].join("\t"));
        let futures = left.futures.iter().flatten();
        lines.extend(futures.map(|future| line(state, "left", future)));
    }
    lines.join("\n")
}

fn line(state: &State, word: &str, future: &Future) -> String {
    let parent = future.parent.map_or(String::new(), |parent| parent.to_string());
    let Lane { timeline, unmet, .. } = &state.lanes[0];
    let (run, unmet) = if future.is(&state.futures[state.future]) {
        (timeline.run.clone(), unmet.clone())
    } else {
        let lane = future.play(state.case, &[timeline.run.approach]).remove(0);
        (lane.timeline.run, lane.unmet)
    };
    let link = Link { unmet, ..Link::of(run) }.to_string();
    [word, &parent, &link, &future.name].join("\t")
}

/// A future as a line tells it, after its word.
fn future(parent: &str, link: &str, name: &str) -> Option<Future> {
    let Link { run, unmet, .. } = Link::parse(link).ok()?;
    Some(Future::of_run(run, unmet).made_from(parent.parse().ok()).called(name.to_string()))
}

impl Carried {
    /// Reads what was packed; `None` for any other text.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut next = || lines.next();
        let (link, wish) = (next()?.to_string(), next()?.to_string());
        let (speed, future) = (next()?, next()?.parse().ok()?);
        let speed = Speed::ALL.into_iter().find(|known| known.name() == speed)?;
        let (mut futures, mut past) = (Vec::new(), Vec::<Left>::new());
        for line in lines {
            let parts: Vec<&str> = line.split('\t').collect();
            match parts[..] {
                ["future", parent, link, name] => {
                    futures.push(self::future(parent, link, name)?);
                }
                ["past", link] => past.push(Left { link: link.to_string(), futures: None }),
                ["left", parent, link, name] => {
                    let futures = &mut past.last_mut()?.futures;
                    futures.get_or_insert_default().push(self::future(parent, link, name)?);
                }
                _ => return None,
            }
        }
        let past = past.into_iter().collect();
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
