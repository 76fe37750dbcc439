//! A step in every state that it can have, as the page draws it.

use std::collections::BTreeMap;

use redelivery::app::state::{Msg, State, update};
use redelivery::app::view::{Mark, Time, view};
use redelivery::sim::{approach, scenario};

use crate::golden::Golden;
use crate::language::html;

/// Runs in which all of them come up: refused, without an answer, died, a race lost, a stale read,
/// chance, and a message dropped.
const LINKS: [&str; 7] = [
    "/v1/first-item-added/current-state/7.refused.14?with=historic-state",
    "/v1/first-item-added/outbox/8.died",
    "/v1/first-item-added/outbox/5.back:123.b3.1.b2.1",
    "/v1/first-item-added/tokens/14.again:123.2.stale.10?send=1",
    "/v1/first-item-added/historic-state/3.diverged",
    "/v1/first-item-added/idempotent-swallow/4.unanswered.3?send=1",
    "/v1/process-manager/must-follow/",
];

/// The first of each state: by when, what became of it, and what else is marked.
fn steps() -> BTreeMap<String, String> {
    let mut steps = BTreeMap::new();
    for link in LINKS {
        let mut state = State::open(link);
        assert_eq!(state.notice, None, "{link}");
        for beat in 0..=state.last() {
            update(&mut state, Msg::Scrubbed(beat));
            for piece in html(&state).split("<td role=\"cell\">").skip(1) {
                let step = piece.split("</td>").next().unwrap_or_default();
                let Some((tag, _)) = step.split_once('>') else { continue };
                let marks = tag.split(' ').filter(|it| {
                    ["data-time", "data-mark", "data-historic", "data-here"]
                        .iter()
                        .any(|name| it.starts_with(name))
                });
                let name: Vec<&str> = marks.collect();
                steps.entry(name.join(" ")).or_insert_with(|| step.to_string());
            }
        }
    }
    steps
}

pub fn goldens() -> Vec<Golden> {
    let steps = steps().into_iter().map(|(name, html)| format!("{name}\n    {html}\n"));
    vec![Golden { name: "steps.html.txt".into(), text: steps.collect() }]
}

/// Each mark that there is comes up among them, at each time that it can.
#[test]
fn every_state_of_a_step_is_drawn() {
    let steps = steps();
    let drawn = |mark: Mark, time: Time| {
        let state = [format!("\"{}\"", mark.name()), format!("\"{}\"", time.name())];
        steps.keys().any(|name| state.iter().all(|it| name.contains(it.as_str())))
    };
    for mark in [
        Mark::Done,
        Mark::Duplicate,
        Mark::Refused,
        Mark::Unanswered,
        Mark::Died,
        Mark::Conflict,
        Mark::Odd,
    ] {
        for time in [Time::Past, Time::Now] {
            assert!(drawn(mark, time), "{} {}", mark.name(), time.name());
        }
    }
    for mark in [Mark::Skipped, Mark::NotReached, Mark::Missing] {
        assert!(drawn(mark, Time::Past), "{}", mark.name());
    }
    for time in [Time::Next, Time::Later] {
        assert!(drawn(Mark::ToCome, time), "{}", time.name());
    }
    assert!(drawn(Mark::Unknown, Time::Later));
}

/// What the tracks say of the messages is what the queue is: a message that waits is on its track,
/// one in a handler's hands is not, and one that is gone is nowhere.
#[test]
fn a_message_is_on_its_track_or_in_a_handlers_hands() {
    use redelivery::app::view::Rest;
    for scenario in scenario::ALL {
        for approach in approach::ALL {
            let mut state = State::of(scenario);
            update(&mut state, Msg::ChoseApproach(0, approach.id.to_string()));
            for beat in 0..=state.last() {
                update(&mut state, Msg::Scrubbed(beat));
                let lane = &state.lanes[0].timeline;
                let world = &lane.frames[state.frame(0, beat)].world;
                let shown = view(&state).lanes.remove(0);
                for (track, id) in shown.tracks.iter().zip(lane.run.case.work().ids()) {
                    let waits = world
                        .queue
                        .entries
                        .iter()
                        .any(|entry| entry.message == id && !entry.lease.is_held());
                    assert_eq!(track.rest == Rest::Waits, waits, "{} {beat}", track.place);
                    assert_eq!(track.stop.is_some(), track.rest != Rest::Away);
                    if world.works_on_message(id) && !waits {
                        assert!(track.rest == Rest::Away || track.place.contains("leased"));
                    }
                    if world.is_gone(id) {
                        assert_eq!(track.rest, Rest::Away, "{}", track.place);
                    }
                }
            }
        }
    }
}

/// What a step changes is said from what to what, and is what the worlds before and after say.
#[test]
fn a_change_is_said_from_what_to_what() {
    let mut state = State::open("/v1/first-item-added/current-state/7.refused.14");
    update(&mut state, Msg::Scrubbed(5));
    let stored = view(&state).lanes.remove(0).stored;
    let told: Vec<_> = stored.iter().map(|it| (&*it.name, it.was.as_deref(), &*it.now)).collect();
    assert_eq!(
        told,
        [("document", Some("no lines"), "line 123"), ("processed ids", Some(""), "123")]
    );
    update(&mut state, Msg::Scrubbed(6));
    assert!(view(&state).lanes.remove(0).stored.iter().all(|fact| fact.was.is_none()));
    let memory = view(&state).lanes.remove(0).memory;
    assert_eq!(memory.len(), 1, "a crash now loses what the handler knows");
    update(&mut state, Msg::Scrubbed(8));
    assert!(view(&state).lanes.remove(0).memory.is_empty(), "and later it has nothing to lose");
}

/// The branch that is taken is marked in the listing, and no other; its lines lead to steps.
#[test]
fn the_listing_marks_the_branch_that_is_taken() {
    let mut state = State::open("/v1/first-item-added/current-state/7.refused.14");
    let taken = |state: &State| -> Vec<&'static str> {
        let lines = view(state).lanes.remove(0).listing.lines;
        lines.iter().filter(|line| line.taken).map(|line| line.label).collect()
    };
    let check = |attempt| {
        move |state: &State| {
            let told = view(state).lanes[0].now.clone();
            told.contains(if attempt == 1 { "is new" } else { "is a duplicate" })
        }
    };
    for beat in 0..=state.last() {
        update(&mut state, Msg::Scrubbed(beat));
        if check(2)(&state) {
            assert_eq!(taken(&state), ["check"]);
        }
        if check(1)(&state) {
            assert!(taken(&state).is_empty(), "a new message goes on with the next row");
        }
    }
    update(&mut state, Msg::Scrubbed(3));
    let lines = view(&state).lanes.remove(0).listing.lines;
    assert!(lines.iter().filter(|line| line.menu.is_some()).count() > 5);
}

/// A future is made from the one on show; one that is forgotten leaves its own to its parent.
#[test]
fn futures_are_a_tree_with_names() {
    use crate::screen::{fail, point};
    use redelivery::sim::io::{EffectKind, Failure};
    let mut state = State::default();
    fail(&mut state, point(0, 1, EffectKind::Load), Failure::Refused);
    fail(&mut state, point(0, 1, EffectKind::Persist), Failure::Died);
    update(&mut state, Msg::NamedFuture(2, String::from("  both  ")));
    let futures = |state: &State| -> Vec<_> {
        let futures = view(state).plan.futures;
        futures.into_iter().map(|it| (it.parent, it.name.as_str().to_string())).collect()
    };
    let name = |name: &str| String::from(name);
    assert_eq!(futures(&state), [(None, name("")), (Some(0), name("")), (Some(1), name("both"))]);
    update(&mut state, Msg::RemovedFuture(1));
    assert_eq!(futures(&state), [(None, name("")), (Some(0), name("both"))]);
    update(&mut state, Msg::NamedFuture(1, "x".repeat(99)));
    assert!(futures(&state)[1].1.len() < 99, "a name has its limit");
    update(&mut state, Msg::NamedFuture(9, name("nobody")));
}
