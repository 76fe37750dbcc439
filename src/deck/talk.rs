//! The talk that comes with the page: from one message to historic state and the outbox, in the
//! order of the slides of the talk on consistent messaging by the authors of
//! exactly-once.github.io.

use super::{Deck, Slide};

/// Its id.
pub const TALK: &str = "talk";

/// The deck.
pub fn talk() -> Deck {
    let slide = |&(moment, title, notes): &(&str, &str, &str)| Slide {
        moment: String::from(moment),
        title: String::from(title),
        notes: String::from(notes),
    };
    Deck {
        id: String::from(TALK),
        title: String::from("Consistent messaging: the talk"),
        slides: SLIDES.iter().map(slide).collect(),
    }
}

/// Each with its moment, its title and its notes.
const SLIDES: &[(&str, &str, &str)] = &[
    (
        "/v1/confirm-order/persist-then-publish/6?send=1&at=0",
        "One message, one change, one event",
        "This is what handlers do all day: take a message, change something, publish an event. \
         Three systems take part: the queue, the store and the broker. Ask the room: which of \
         these steps can fail? Every one of them.",
    ),
    (
        "/v1/first-item-added/persist-then-publish/4.refused.14?at=0",
        "Persist then publish",
        "The change is stored, then the channel to the broker breaks. Nobody hears about the \
         change. The message goes back to the queue, and the retry adds the line once more. Ask: \
         would it help to swap the two?",
    ),
    (
        "/v1/confirm-order/publish-then-persist/4.refused.6?send=1&at=0",
        "Publish then persist",
        "Now the event is published first, and then the transaction becomes the victim of a \
         deadlock. Others act on a change that was never stored: a ghost.",
    ),
    (
        "/v1/first-item-added/publish-then-persist/5.refused.15?with=persist-then-publish",
        "What we want to promise",
        "Three promises: no message is lost, a change is applied once, nothing leaks that isn't \
         stored. More precisely: what others see could have come from a run in which each message \
         was processed exactly once.",
    ),
    (
        "/v1/confirm-order/idempotent-logic/again:7.12?send=1&at=0",
        "Just make the logic idempotent",
        "Confirming an order twice changes nothing, so a duplicate is harmless, and we always \
         publish. That is the usual advice, and here it works.",
    ),
    (
        "/v1/quantities/idempotent-logic/6.refused.14?at=0",
        "Then lines get quantities",
        "A change request: add a quantity to a line. Now a message that is handled twice adds \
         twice as much. Our code never protected us. We were safe because of that one kind of \
         change.",
    ),
    (
        "/v1/confirm-order/swallow-duplicates/5.refused.11?at=0",
        "Remember what was processed",
        "We store the ids of processed messages with the state, and discard duplicates. But a \
         retry looks just like a duplicate: an event that the first attempt didn't publish is \
         never published.",
    ),
    (
        "/v1/confirm-order/current-state/5.refused.12?at=0",
        "A duplicate publishes again",
        "So guard the change, not the publishing: a duplicate changes nothing, but its events are \
         published again, under the same ids. Now this code works.",
    ),
    (
        "/v1/first-item-added/current-state/7.refused.14?at=0",
        "Then comes FirstItemAdded",
        "Marketing wants to know about the first line: count the lines, and if there is exactly \
         one, publish the event. The first attempt counts one, and publishing fails. Another \
         message is processed in between. Ask before the third delivery: how many lines will it \
         count now?",
    ),
    (
        "/v1/first-item-added/current-state/7.refused.14?with=historic-state",
        "Right logic, wrong state",
        "The logic ran as it should. But the event was decided from the state as it is now, not \
         as it was when the message was processed. On the right: the same failure, with the event \
         decided from the earlier version.",
    ),
    (
        "/v1/first-item-added/historic-state/7.refused.16?at=0",
        "Publish from the historic state",
        "Keep every version. A duplicate is handled on the version just before it was first \
         processed, so it publishes the same events as then. The price: the logic must stay \
         deterministic for as long as a duplicate can arrive.",
    ),
    (
        "/v1/first-item-added/outbox/8.refused.16?at=0",
        "Or store the outgoing events",
        "The outbox: decide once, store the events with the state, and publish them from there. A \
         retry publishes the stored events, whatever the state is by then. Store the result, so \
         that nothing has to be worked out again.",
    ),
    (
        "/v1/process-manager/receipts-and-ids/send:1.send:2.delay:1.12?with=must-follow&at=0",
        "And in a different order?",
        "Nothing is lost, nothing is duplicated, and the messages arrive in the wrong order. \
         Exactly once doesn't mean in order. On the right, each message says which one it must \
         follow.",
    ),
];
