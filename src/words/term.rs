//! The words on the screen, each explained in a sentence or two.

/// What `term` means; none for what explains itself.
pub fn means(term: &str) -> Option<&'static str> {
    Some(match term {
        "Queue" => {
            "The queue keeps each message until it is acknowledged, and delivers it again if it \
             is not: at least once."
        }
        "Sent out" => {
            "What the broker has accepted. It can't be recalled, whatever happens afterwards."
        }
        "Lost if it crashes now" => {
            "What only the handler's memory holds. The next attempt starts without it."
        }
        "Survives a crash" => "What is stored. A crash does not undo it.",
        "again" => {
            "The same event again, under the same id: its receiver recognizes it and drops it."
        }
        "ghost" => "A ghost announces a change that is stored nowhere.",
        "leaked" => {
            "It was out, and others could act on it, when its attempt ended without storing the \
             change."
        }
        "not stored yet" => {
            "It went out before its change was stored: if the handler fails now, it has leaked."
        }
        "lost" => "The message is gone from the queue, and its event was never sent.",
        "owed" => {
            "The change is stored, but its event has not been sent yet; a retry can still send it."
        }
        "stuck" => "A stuck event can't be sent unless an operator replays its message.",
        "false" => "It announces something that does not match what was stored.",
        "new id" => "The same event under a different id: its receiver counts it as another one.",
        "differs" => "It contradicts another event of the same message.",
        "put back" => {
            "The message is in the queue again and comes back later – a delayed retry, \
                       an expired lease, another consumer – so another message is first. Queues \
                       differ: RabbitMQ requeues near the old place, MSMQ and Service Bus in \
                       front, SQS after the visibility timeout, Kafka not at all."
        }
        "leased on" => {
            "Nobody works on the message, and nobody else gets it until its lease expires."
        }
        "passed over" => {
            "A newer version than the one read: the handler works on the document as it was then."
        }
        "as it is now" => "The newest version is read, whoever made it.",
        "too early" => "It must follow another message that is not processed yet.",
        "dropped" => "Without a receipt, its sender sends it again.",
        "read earlier" => {
            "It was the newest version when it was read; a newer one is stored by \
                           now."
        }
        "as it was then" => "It reads the version from before this message changed anything.",
        "duplicate" => "This message was processed before: its change is already stored.",
        "new" => "Nothing stored mentions this message: it was not processed before.",
        "failed before it happened" => {
            "The step did not happen, and the handler knows that it failed."
        }
        "happened, answer lost" => {
            "The step happened, but its answer was lost: the handler believes it failed."
        }
        "the process died" => "The process died before this step: what its memory held is gone.",
        _ => return None,
    })
}
