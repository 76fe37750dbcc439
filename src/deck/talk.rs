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
        "This is what handlers do all day: take a message, change something, tell others. Three \
         systems take part: the queue, the store and the broker. Ask the room: which of these \
         steps can fail? Every one of them.",
    ),
    (
        "/v1/first-item-added/persist-then-publish/4.refused.14?at=0",
        "Persist then publish",
        "The store has the change, then the channel to the broker breaks. Nobody hears of it. The \
         message goes back to the queue: the retry adds the line once more. Ask: would it help to \
         swap the two?",
    ),
    (
        "/v1/confirm-order/publish-then-persist/4.refused.6?send=1&at=0",
        "Publish then persist",
        "Now the event is out first, and the transaction becomes the victim of a deadlock. Others \
         act on something that was never stored: a ghost.",
    ),
    (
        "/v1/first-item-added/publish-then-persist/5.refused.15?with=persist-then-publish",
        "What we want to promise",
        "Three promises: no message is lost, a change is applied once, nothing leaks that is not \
         stored. More exactly: what others see could have come from a run in which each message \
         was processed exactly once.",
    ),
    (
        "/v1/confirm-order/idempotent-logic/again:7.12?send=1&at=0",
        "Just make the logic idempotent",
        "Confirming an order twice changes nothing, so a copy is harmless, and we always publish. \
         That is the usual advice, and here it works.",
    ),
    (
        "/v1/quantities/idempotent-logic/6.refused.14?at=0",
        "Then lines get quantities",
        "A change request: add a quantity to a line. Now the same message twice means twice as \
         much. It was not a property of our code that saved us, but of that one change.",
    ),
    (
        "/v1/confirm-order/swallow-duplicates/5.refused.11?at=0",
        "Remember what was processed",
        "We store the ids of processed messages with the state, and drop what comes again. But a \
         retry looks just like a copy: what the first attempt did not send, nobody ever sends.",
    ),
    (
        "/v1/confirm-order/current-state/5.refused.12?at=0",
        "A duplicate publishes again",
        "So guard the change, not the publishing: a duplicate changes nothing, but its events go \
         out again, under the same ids. Finally that code works.",
    ),
    (
        "/v1/first-item-added/current-state/7.refused.14?at=0",
        "Then comes FirstItemAdded",
        "Marketing wants to know of the first line: count the lines, and if there is one, say so. \
         The first attempt counts one, and publishing fails. Another message comes in between. \
         Ask before the third delivery: what will be counted now?",
    ),
    (
        "/v1/first-item-added/current-state/7.refused.14?with=historic-state",
        "Right logic, wrong state",
        "The logic ran as it should. The event was decided from the state as it is now, and not as \
         it was when the message was processed. On the right: the same failure, decided from the \
         version before.",
    ),
    (
        "/v1/first-item-added/historic-state/7.refused.16?at=0",
        "Publish from the historic state",
        "Keep the versions. A duplicate is handled on the version from just before it was first \
         processed, and so says what it said then. It has a price: the logic must be \
         deterministic, for as long as a copy can come.",
    ),
    (
        "/v1/first-item-added/outbox/8.refused.16?at=0",
        "Or store what is to be sent",
        "The outbox: decide once, store the events with the state, send them from there. A retry \
         sends what is stored, whatever the state has become. Keep the answer, not the recipe.",
    ),
    (
        "/v1/process-manager/receipts-and-ids/send:1.send:2.delay:1.12?with=must-follow&at=0",
        "And in another order?",
        "Nothing is lost, nothing is doubled, and the messages come the other way round. Exactly \
         once is not in order. On the right, each message says which one it must follow.",
    ),
];
