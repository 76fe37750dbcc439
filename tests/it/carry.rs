//! Handing the page over from its first part to the whole: nothing that the visitor made is lost.

use redelivery::app::state::{Carried, Msg, State, pack};
use redelivery::codec::Address;
use redelivery::sim::io::{EffectKind, Failure};

use crate::screen::{fail, point, send};

/// What was on show, the futures with their names and where they came from, and the past.
#[test]
fn everything_the_visitor_made_is_carried() {
    let mut state = State::default();
    fail(&mut state, point(0, 1, EffectKind::Persist), Failure::Died);
    send(&mut state, &[Msg::NamedFuture(1, String::from("the crash"))]);
    fail(&mut state, point(1, 1, EffectKind::Load), Failure::Refused);
    send(&mut state, &[Msg::RemovedFuture(0), Msg::PressedUndo]);
    send(&mut state, &[Msg::RemovedFuture(2), Msg::NamedFuture(1, String::from("a crash"))]);
    send(&mut state, &[Msg::ChoseFuture(1), Msg::PressedStart, Msg::PressedForward]);
    let carried = Carried::read(&pack(&state, &state.link(), "find")).expect("it is as packed");
    assert_eq!((carried.link.as_str(), carried.wish.as_str()), (&*state.link(), "find"));
    let mut taken = carried.state();
    assert_eq!((taken.link(), taken.future), (state.link(), 1));
    let futures = |state: &State| -> Vec<_> {
        state.futures.iter().map(|it| (it.name.clone(), it.parent)).collect()
    };
    assert_eq!(futures(&taken), futures(&state));
    assert_eq!(futures(&taken)[1], (String::from("a crash"), Some(0)));
    // Each future plays as it did, and what can be undone is the same: the name, what was
    // forgotten, what was tried.
    let undo = || Msg::PressedUndo;
    let changes =
        [Msg::ChoseFuture(0), undo(), undo(), undo(), Msg::ChoseFuture(2), undo(), undo()];
    for message in changes {
        send(&mut state, std::slice::from_ref(&message));
        send(&mut taken, &[message]);
        assert_eq!((taken.link(), futures(&taken)), (state.link(), futures(&state)));
    }
}

/// Whatever else stands there is no page that was handed over.
#[test]
fn what_was_not_packed_is_not_read() {
    let state = State::default();
    let packed = pack(&state, &state.link(), "");
    assert!(Carried::read(&packed).is_some());
    for text in ["", "a", "\n\n\n", &packed.replace("future", "past"), &format!("{packed}\nx")] {
        assert!(Carried::read(text).is_none(), "{text}");
    }
}

/// The first part of the page shows moments itself, faulty ones too; the rest is for the whole.
#[test]
fn the_first_part_shows_moments() {
    let moments = ["", "/v1/first-item-added/outbox/3", "/v1/nothing", "/v9/matrix/x", "hm"];
    let others = ["/v1/matrix/first-item-added", "/v1/matrix/?", "/v1/check/first-item-added"];
    assert!(moments.into_iter().all(Address::is_moment));
    assert!(!others.into_iter().any(Address::is_moment));
}
