//! What an approach costs and asks for, in words.

use super::name;
use crate::language::{list, said, tell};
use crate::sim::approach::{Approach, Step};
use crate::sim::cost::{Cost, Joined, Kept, Lasts, Races};
use crate::sim::io::{EffectKind, Part, Where};
use crate::sim::scenario::Scenario;

/// A term with what is said of it.
pub type Entry = (&'static str, String);

/// What is paid for each message.
pub fn costs(scenario: &Scenario, cost: &Cost) -> Vec<Entry> {
    let message = name::message(scenario, cost.message);
    let trips = places(cost, |place| cost.trips_to(place));
    let writes = places(cost, |place| cost.writes_to(place));
    vec![
        (
            "Round trips",
            tell("{0} for {1} without failures: {2}", &[&cost.trips.len(), &message, &trips]),
        ),
        ("Durable writes", tell("{0} of these: {1}", &[&cost.writes().count(), &writes])),
        ("Keeps per message", kept(cost)),
    ]
}

/// What must be there.
pub fn requires(cost: &Cost) -> Vec<Entry> {
    let asks = cost.asks;
    let handler = if asks.determinism {
        "must be deterministic: different ids or random numbers do harm"
    } else {
        "need not be deterministic: different ids or random numbers do no further harm"
    };
    let versions = if asks.history {
        "all are kept, each with the id of its message"
    } else {
        "only the newest is needed"
    };
    let races = match asks.races {
        Races::Refused if asks.joined == Joined::Coordinated => {
            "the slower one does not get the vote; the document is locked from vote to commit"
        }
        Races::Refused => "the slower write is refused (optimistic concurrency)",
        Races::Alone => "not possible: there must be only one receiver",
        Races::Free => "no write is refused",
    };
    let joined = match asks.joined {
        Joined::Apart => "only what is in the same store",
        Joined::Broker => "the document's store and the broker",
        Joined::All => "the document's store, the broker and the queue",
        Joined::Coordinated => "store, broker and queue, in a distributed transaction",
    };
    let mut entries = vec![
        ("Handler", String::from(handler)),
        ("Versions", String::from(versions)),
        ("Concurrent attempts", String::from(races)),
        ("Atomic", String::from(joined)),
    ];
    let others = others(cost);
    if !others.is_empty() {
        entries.push(("Also needs", list(&others)));
    }
    entries
}

/// What is written together with what.
pub fn atomic(approach: &Approach) -> String {
    let persists = |step: &&Step| step.does == EffectKind::Persist;
    let Some(step) = approach.steps.iter().find(persists) else {
        return String::from("It stores nothing.");
    };
    let id = approach.keeps_history().then_some("the message's id in the new version");
    let parts: Vec<&str> = id.into_iter().chain(step.writes.iter().copied().map(part)).collect();
    let votes = approach.steps.iter().any(|step| step.does == EffectKind::Vote);
    match parts.as_slice() {
        [] if votes => {
            String::from("Document and broker commit separately, as the coordinator decided.")
        }
        [] => String::from("The document is written by itself: nothing is atomic with it."),
        [.., last] => {
            let first = ["the document"].iter().chain(&parts[..parts.len() - 1]).copied();
            let first: Vec<&str> = first.collect();
            tell("In one write: {0} and {1}.", &[&list(&first), &last])
        }
    }
}

fn part(part: Part) -> &'static str {
    match part {
        Part::ProcessedId => "the message's id among the processed ids",
        Part::Outgoing => "the outgoing events in an outbox record",
        Part::Transaction => "which attempt's transaction is open",
        Part::Published => "the sending of the events",
        Part::Acknowledged => "the removal of the message from the queue",
        Part::Winner => "which attempt's side effects count",
    }
}

/// `queue 2, document 3`: every place with a count.
fn places(cost: &Cost, count: impl Fn(Where) -> usize) -> String {
    let all = [
        (Where::Queue, if cost.asks.receipts() { "sender" } else { "queue" }),
        (Where::Document, "document"),
        (Where::Beside, "stores beside"),
        (Where::Blobs, "blobs"),
        (Where::Server, "HTTP server"),
        (Where::Coordinator, "coordinator"),
        (Where::Broker, "broker"),
    ];
    let counted = all.into_iter().map(|(place, name)| (name, count(place)));
    let counted = counted.filter(|(_, count)| *count > 0);
    counted.map(|(name, count)| tell("{0} {1}", &[&name, &count])).collect::<Vec<_>>().join(", ")
}

fn kept(cost: &Cost) -> String {
    let what = cost.kept.iter().map(|&(kept, count)| {
        let what = match kept {
            Kept::Id => "its id, with the document",
            Kept::IdBeside => "its id, in the deduplication store",
            Kept::Record => "its outbox record",
            Kept::RecordId => "its id, in an emptied outbox record",
            Kept::Version => "a version with its id",
            Kept::Staged => "staged events",
            Kept::Blob => "the blob it wrote",
            Kept::Request => "a request at the server",
        };
        if count == 1 { said(what) } else { tell("{0} times {1}", &[&count, &what]) }
    });
    let what = what.collect::<Vec<_>>().join(&said(" and "));
    match cost.lasts {
        Lasts::Nothing => String::from("nothing"),
        Lasts::UntilEvicted => tell("{0}, until it expires; a later duplicate does harm", &[&what]),
        Lasts::NotNeeded => tell("{0}, not needed to recognize a duplicate", &[&what]),
    }
}

fn others(cost: &Cost) -> Vec<&'static str> {
    let beside = if cost.asks.fresh_reads {
        "a store beside the document whose reads are up to date"
    } else {
        "a store beside the document"
    };
    let used = [
        (cost.trips_to(Where::Beside) > 0, beside),
        (cost.trips_to(Where::Blobs) > 0, "blob storage"),
        (cost.trips_to(Where::Server) > 0, "an HTTP server that plays its part in the protocol"),
        (cost.asks.receipts(), "a sender that keeps each message until it gets the receipt"),
    ];
    used.into_iter().filter(|(used, _)| *used).map(|(_, name)| name).collect()
}
