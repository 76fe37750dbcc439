//! What goes wrong, on the screen: futures made and left, and what each leaves in sight.

use redelivery::app::state::{Command, Msg, Notice, State};
use redelivery::app::view::{Tone, view};
use redelivery::sim::failure::{Act, Point};
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::model::{Delivery, HandlerId, MessageId};

use crate::screen::{OPENING, fail, names, point, send};

/// A copy that comes when nothing is left to do has no step before it that a plan could name. It is
/// told all the same, and stays when something else is made to fail.
#[test]
fn a_late_copy_is_told_and_stays() {
    let mut state = State::open("/v1/first-item-added/tokens/14.again:123.2.stale.10?send=1");
    let beyond = |state: &State| view(state).plan.beyond;
    assert_eq!(beyond(&state), ["AddItem 123: the sender sends again"]);
    fail(&mut state, point(0, 2, EffectKind::Load), Failure::Died);
    assert!(state.link().contains("14.again:123.1.died."), "{}", state.link());
    assert_eq!(beyond(&state), ["AddItem 123: the sender sends again"]);
    assert!(view(&state).plan.futures[1].text.contains("the sender sends again"));
    send(&mut state, &[Msg::RemovedFailure(point(0, 2, EffectKind::Load))]);
    assert!(state.link().contains("again:123"), "{}", state.link());
    send(&mut state, &[Msg::ClearedFailures]);
    assert!(beyond(&state).is_empty() && !state.link().contains("again"));
}

/// What happens around the handlers is shown where it happens.
#[test]
fn the_page_stays_where_something_happens_around_a_step() {
    let mut state = State::open("/v1/first-item-added/outbox/?at=0");
    fail(&mut state, point(0, 1, EffectKind::Persist), Failure::Expired);
    let now = view(&state).lanes[0].now.clone();
    assert_eq!(now, "The lease expires: AddItem 123 can be received again.");
    let mut state = State::open("/v1/first-item-added/outbox/?at=0");
    fail(&mut state, point(0, 1, EffectKind::Persist), Failure::Paused);
    assert_eq!(view(&state).lanes[0].now, "Orders receives AddItem 234, attempt 1.");
    let notice = state.notice.clone().expect("a pause is seen nowhere else");
    assert!(notice.text().contains("pauses"), "{}", notice.text());
}

/// Nothing is lost, and still it is not done: the page says who has to act.
#[test]
fn a_message_moved_aside_is_in_sight() {
    let mut state = State::open("/v1/first-item-added/outbox/1.refused.bury:123?send=1");
    send(&mut state, &[Msg::PressedEnd]);
    let view = view(&state);
    assert_eq!(view.headline.tone, Tone::Calm);
    let headline = view.headline.text();
    assert!(headline.contains("AddItem 123 is stuck in the dead-letter queue"), "{headline}");
    assert_eq!(view.lanes[0].tracks[0].place, "in the dead-letter queue");
}

/// After its last retry a message is moved aside by itself, and not before.
#[test]
fn retries_have_a_limit() {
    let mut state = State::open("/v1/confirm-order/outbox/?send=1&at=0");
    for attempt in 1..=3 {
        let delivery = Delivery { message: MessageId(0), attempt };
        let act = Act::Of(EffectKind::Persist);
        fail(&mut state, Point { delivery, act, nth: 1 }, Failure::Refused);
    }
    let told = view(&state).lanes[0].now.clone();
    assert!(
        told.ends_with("ConfirmOrder 7 has no retries left: it goes to the dead-letter queue."),
        "{told}"
    );
    assert_eq!(state.beat, state.last());
    assert!(view(&state).headline.text().contains("is stuck"));
    let died = State::open("/v1/confirm-order/outbox/4.refused.4.refused.4.died?send=1");
    let lane = &died.lanes[0].timeline;
    assert!(lane.frames[lane.last()].world.queue.dead.contains(MessageId(0)));
}

/// Who comes second waits while a transaction has the document locked, and the version says so.
#[test]
fn a_locked_document_is_in_sight_and_so_is_who_waits() {
    let state = State::open("/v1/first-item-added/two-phase-commit/5.b1.2");
    let lane = &view(&state).lanes[0];
    let places: Vec<_> = lane.tracks.iter().map(|track| track.place.clone()).collect();
    assert_eq!(places, ["in hand", "waits for the lock"]);
    assert!(lane.rail.tiles[0].locked);
    assert!(lane.stored.iter().any(|fact| fact.name == "locked"));
}

/// Both events that a message owes are shown as lost, not only the first.
#[test]
fn everything_that_is_lost_is_listed() {
    let mut state =
        State::open("/v1/first-item-added/idempotent-swallow/4.unanswered.3?send=1&at=0");
    send(&mut state, &[Msg::PressedEnd]);
    let lost: Vec<_> = view(&state).lanes[0]
        .sent
        .iter()
        .filter(|output| output.missing)
        .map(|output| (output.event, output.note))
        .collect();
    assert_eq!(lost, [("ItemAdded", Some("lost")), ("FirstItemAdded", Some("lost"))]);
}

#[test]
fn failing_a_step_makes_a_future_and_keeps_the_old_one() {
    let mut state = State::default();
    send(&mut state, &[Msg::Scrubbed(5)]);
    let commands = send(&mut state, &[Msg::PressedFail]);
    assert_eq!(commands, [Command::FocusMenu]);
    let menu = view(&state).menu.expect("the menu is open");
    assert_eq!((menu.delivery.as_str(), menu.step.as_str()), ("AddItem 123, attempt 1", "persist"));
    let lane = &state.lanes[0].timeline;
    let fates = lane.run.machine().fates(&lane.frames[4].world, HandlerId(0));
    assert_eq!(menu.fates.len(), 1 + fates.len());
    assert!(fates.contains(&Failure::Expired) && !fates.contains(&Failure::Delayed));
    assert!(menu.fates[0].chosen, "it works so far");
    let received =
        ("The broker delivers another message first", "the message has been received already");
    assert!(menu.impossible.contains(&received), "{:?}", menu.impossible);
    let commands = send(&mut state, &[Msg::ChoseFate(Some(Failure::Unanswered))]);
    assert_eq!(commands, [Command::PushLink(state.link()), Command::FocusStep(0)]);
    assert_eq!((state.beat, state.future, state.futures.len()), (5, 1, 2));
    assert!(view(&state).lanes[0].now.starts_with("Orders did store v1, but does not know it: "));
    send(&mut state, &[Msg::PressedNextFuture, Msg::PressedEnd]);
    assert_eq!(state.link(), OPENING, "the old future is one key away");
    send(&mut state, &[Msg::ChoseFuture(1)]);
    assert_eq!(state.future, 1);
}

#[test]
fn what_never_comes_up_is_reported() {
    let mut state = State::default();
    fail(&mut state, point(0, 1, EffectKind::Persist), Failure::Refused);
    let plan = view(&state).plan;
    let reported: Vec<bool> = plan.failures.iter().map(|failure| failure.nowhere).collect();
    assert_eq!(reported, [true, false], "nothing is published in the attempt that can't persist");
    send(&mut state, &[Msg::AddedLane]);
    assert_eq!(names(&state), ["current-state", "historic-state", "publish-then-persist"]);
    let plan = view(&state).plan;
    assert_eq!(plan.failures[0].unmet, ["Current state", "Historic state"]);
    assert!(!plan.failures[0].nowhere, "where publishing comes first, it does come up");
}

#[test]
fn failures_are_removed_one_by_one_or_all_at_once() {
    let mut state = State::default();
    let handle = point(1, 1, EffectKind::Handle);
    fail(&mut state, handle, Failure::Died);
    assert_eq!(state.plan().injections().len(), 2);
    send(&mut state, &[Msg::RemovedFailure(handle)]);
    assert_eq!((state.plan().injections().len(), state.future), (1, 0), "that future is known");
    send(&mut state, &[Msg::ClearedFailures, Msg::PressedEnd]);
    assert!(state.plan().injections().is_empty());
    let view = view(&state);
    assert!(view.lanes.iter().flat_map(|lane| &lane.verdicts).all(|it| it.tone == Tone::Good));
    assert_eq!(view.headline.tone, Tone::Good);
}

#[test]
fn choosing_what_happens_anyway_changes_nothing() {
    let mut state = State::default();
    send(&mut state, &[Msg::Scrubbed(3), Msg::PressedFail]);
    assert_eq!(send(&mut state, &[Msg::ChoseFate(None)]), [Command::RestoreFocus]);
    assert_eq!(state.futures.len(), 1);
    assert!(send(&mut state, &[Msg::ClosedMenu]).is_empty(), "it is closed already");
}

#[test]
fn a_future_that_is_not_wanted_goes_and_the_last_one_stays() {
    let mut state = State::default();
    let first = state.link();
    fail(&mut state, point(0, 1, EffectKind::Persist), Failure::Refused);
    fail(&mut state, point(0, 1, EffectKind::Load), Failure::Died);
    assert_eq!((state.future, state.futures.len()), (2, 3));
    let shown = state.link();
    send(&mut state, &[Msg::RemovedFuture(1)]);
    assert_eq!((state.future, state.futures.len()), (1, 2));
    assert_eq!(state.link(), shown, "what is on show stays");
    send(&mut state, &[Msg::RemovedFuture(1), Msg::PressedEnd]);
    assert_eq!((state.link(), state.futures.len()), (first, 1));
    send(&mut state, &[Msg::RemovedFuture(0), Msg::RemovedFuture(9)]);
    assert_eq!(state.futures.len(), 1);
}

/// Failures, lanes, scenarios and the matrix: all is undone, step by step, and redone.
#[test]
fn everything_is_undone_and_redone() {
    let mut state = State::default();
    let mut links = vec![state.link()];
    let mut change = |state: &mut State, msg: Msg| {
        let commands = send(state, &[msg]);
        assert!(commands.iter().any(|it| matches!(it, Command::PushLink(_))), "{commands:?}");
        links.push(state.link());
    };
    change(&mut state, Msg::AddedLane);
    change(&mut state, Msg::ClearedFailures);
    change(&mut state, Msg::ChoseApproach(0, String::from("outbox")));
    change(&mut state, Msg::PressedMatrix);
    change(&mut state, Msg::PressedMatrix);
    change(&mut state, Msg::ChoseScenario(String::from("cart")));
    for link in links.iter().rev().skip(1) {
        let commands = send(&mut state, &[Msg::PressedUndo]);
        assert_eq!((&state.link(), &commands[0]), (link, &Command::PushLink(link.clone())));
    }
    assert!(send(&mut state, &[Msg::PressedUndo]).is_empty(), "there is nothing before");
    for link in links.iter().skip(1) {
        send(&mut state, &[Msg::PressedRedo]);
        assert_eq!(&state.link(), link);
    }
    assert!(send(&mut state, &[Msg::PressedRedo]).is_empty(), "there is nothing after");
    send(&mut state, &[Msg::PressedUndo, Msg::AddedLane]);
    assert!(send(&mut state, &[Msg::PressedRedo]).is_empty(), "another way was taken");
}

/// What was forgotten comes back with its name and its place in the tree, and so does an old name.
#[test]
fn forgetting_and_naming_are_undone_and_redone() {
    let mut state = State::default();
    fail(&mut state, point(0, 1, EffectKind::Persist), Failure::Refused);
    fail(&mut state, point(0, 1, EffectKind::Load), Failure::Died);
    let name = |text: &str| Msg::NamedFuture(1, String::from(text));
    send(&mut state, &[name("first"), name("second")]);
    let (named, shown) = (state.futures.clone(), state.link());
    for (forgotten, lands_on) in [(1, 1), (2, 1), (0, 1)] {
        send(&mut state, &[Msg::RemovedFuture(forgotten)]);
        assert_eq!((state.futures.len(), state.future), (2, lands_on), "{forgotten}");
        assert!(matches!(&state.notice, Some(Notice::Done(text)) if text.contains("deleted")));
        let left = state.futures.clone();
        send(&mut state, &[Msg::PressedUndo]);
        assert_eq!((&state.futures, state.future), (&named, 2), "{forgotten}");
        assert_eq!(state.link(), shown);
        send(&mut state, &[Msg::PressedRedo]);
        assert_eq!(state.futures, left, "{forgotten}");
        send(&mut state, &[Msg::PressedUndo]);
    }
    send(&mut state, &[Msg::PressedUndo]);
    assert_eq!(state.futures[1].name, "first");
    send(&mut state, &[name("first"), Msg::PressedUndo]);
    assert_eq!(state.futures[1].name, "", "to give the same name again was no change");
    send(&mut state, &[Msg::PressedRedo]);
    assert_eq!(state.futures[1].name, "first");
}
