//! Handing the page over from its first part to the whole: nothing that the visitor made is lost.

use proptest::prelude::*;
use redelivery::app::state::{Carried, Msg, State, pack};
use redelivery::codec::Address;
use redelivery::sim::io::{EffectKind, Failure};

use crate::screen::{fail, point, send};
use crate::walk;

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

/// A letter, often one that means something elsewhere: it ends a line, parts fields, turns text.
fn letter() -> impl Strategy<Value = char> {
    let special = "\t\n\r\u{0}\u{b}\u{85}\u{2028}\u{202e}\u{feff}:%\\\"0123456789 ";
    let special: Vec<char> = special.chars().collect();
    prop_oneof![prop::sample::select(special), any::<char>()]
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(letter(), 0..60).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(walk::config())]

    /// Names are carried as they are, whatever is in them, and so is what else a visitor types.
    #[test]
    fn any_text_is_carried(names in prop::collection::vec(words(), 2), link in words()) {
        let mut state = State::default();
        fail(&mut state, point(0, 1, EffectKind::Persist), Failure::Died);
        for (index, name) in names.into_iter().enumerate() {
            send(&mut state, &[Msg::NamedFuture(index, name)]);
        }
        let names = |state: &State| -> Vec<String> {
            state.futures.iter().map(|future| future.name.clone()).collect()
        };
        let carried = Carried::read(&pack(&state, &link, "find")).expect("it is as packed");
        prop_assert_eq!((carried.link.as_str(), carried.wish.as_str()), (link.as_str(), "find"));
        let carried = Carried::read(&pack(&state, &state.link(), "")).expect("it is as packed");
        prop_assert_eq!(names(&carried.state()), names(&state));
    }

    /// No other text is taken for something that was packed, and none breaks the page.
    #[test]
    fn no_other_text_is_read(text in words()) {
        prop_assert!(Carried::read(&text).is_none());
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
