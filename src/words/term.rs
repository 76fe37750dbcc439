//! The words on the screen, each explained in one sentence.

/// What `term` means; none for what explains itself.
pub fn means(term: &str) -> Option<&'static str> {
    Some(match term {
        "Queue" => {
            "The queue keeps each message until it is acknowledged, and hands it out again if it \
             is not: at least once, never just once."
        }
        "Sent out" => {
            "What the broker has accepted. It can't be called back, whatever happens afterwards."
        }
        "A crash now loses" => {
            "What only the handler's memory holds. Whoever gets the message next starts without it."
        }
        "It keeps" => "What is stored. A crash takes none of it back.",
        "again" => {
            "The same event once more, under the same id: whoever takes it can tell, and drops it."
        }
        "ghost" => "A ghost tells of a change that is not stored, and never will be.",
        "not stored yet" => {
            "It is out before the change that it tells of is stored: if the handler fails now, it \
             is a ghost."
        }
        "lost" => "The message is gone from the queue, and its event was never sent.",
        "owed" => {
            "An owed event is not out yet, and its change is stored; a retry can still send it."
        }
        "stuck" => "A stuck event can't be sent unless an operator brings its message back.",
        "false" => "It announces something that is not so in what was stored.",
        "new id" => {
            "The same event goes out under another id: whoever takes it counts it as one more."
        }
        "differs" => "It says something else than another event of the same message.",
        "put back" => "The message is in the queue again, behind the others, and comes once more.",
        "leased on" => {
            "Nobody works on the message, and nobody else gets it until its lease expires."
        }
        "passed over" => {
            "A newer version than the one read: the handler works on the document as it was then."
        }
        "as it is now" => "The newest version is read, whoever made it.",
        "too early" => "It has to follow another message, and that one is not processed yet.",
        "dropped" => "Without a receipt its sender sends it again.",
        "read earlier" => "It was the newest version then; by now a newer one is stored.",
        "as it was then" => {
            "The version is read that was there before this message changed anything."
        }
        "duplicate" => {
            "A message that was processed before comes again: its change is stored already."
        }
        "new" => "Nothing is stored that tells of this message: it was not processed before.",
        "failed before it happened" => {
            "Nothing of this step has happened, and the handler knows that it failed."
        }
        "happened, answer lost" => {
            "The step has happened, but its answer was lost: the handler takes it for failed."
        }
        "the process died" => "The process died before this step: what its memory held is gone.",
        _ => return None,
    })
}
