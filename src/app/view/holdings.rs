//! What is held where: in a handler's memory, which a crash loses, and in the stores, which keep
//! it; and what of it this step has changed.

use super::story::Story;
use crate::language::tell;
use crate::sim::approach::Need;
use crate::sim::model::{Delivery, Handler, Memory, MessageSet, Record, Request, Stage, World};
use crate::sim::scenario::Scenario;
use crate::words;

/// One thing that is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// What it was, if this step has changed it; empty if it was nothing.
    pub was: Option<String>,
    /// What it is now; empty if it is nothing any more.
    pub now: String,
}

/// A handler's memory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MemoryView {
    /// The delivery at hand.
    pub delivery: String,
    /// Whether it works on an old version.
    pub historic: bool,
    /// What it knows.
    pub facts: Vec<Fact>,
}

/// Pairs of a name and what is held under it.
type Held = Vec<(String, String)>;

pub(super) fn memory(story: &Story) -> Vec<MemoryView> {
    let scenario = story.scenario();
    let handlers = story.world().handlers.iter().zip(&story.before().handlers);
    let view = |(now, before): (&Handler, &Handler)| {
        let Handler::Busy { delivery, memory, .. } = *now else { return None };
        let was = match before {
            Handler::Busy { delivery: other, memory, .. } if *other == delivery => {
                known(scenario, memory)
            }
            _ => Vec::new(),
        };
        Some(MemoryView {
            delivery: words::delivery(scenario, delivery),
            historic: memory.read.is_some_and(|read| read != memory.latest),
            facts: changes(&was, known(scenario, &memory)),
        })
    };
    handlers.filter_map(view).collect()
}

/// What a handler knows.
fn known(scenario: &Scenario, memory: &Memory) -> Held {
    let Some(read) = memory.read else { return Vec::new() };
    let then = if read == memory.latest { "" } else { " then" };
    let mut known = vec![
        (String::from("read"), tell("{0}{1}", &[&words::version(read), &then])),
        (String::from("document in memory"), words::lines(scenario, memory.state)),
    ];
    let outgoing: Vec<&str> = memory.outgoing.iter().map(|event| scenario.event(event)).collect();
    if !outgoing.is_empty() {
        known.push((String::from("to send"), outgoing.join(", ")));
    }
    known
}

pub(super) fn stored(story: &Story) -> Vec<Fact> {
    let was = stores(story, story.before());
    changes(&was, stores(story, story.world()))
}

/// What is held now, each with what it was where that is something else.
fn changes(was: &Held, now: Held) -> Vec<Fact> {
    let of = |held: &Held, name: &str| {
        held.iter().find(|(other, _)| other == name).map(|(_, content)| content.clone())
    };
    let gone = was.iter().filter(|(name, _)| of(&now, name).is_none());
    let gone = gone.map(|(name, content)| Fact {
        name: name.clone(),
        was: Some(content.clone()),
        now: String::new(),
    });
    let gone: Vec<Fact> = gone.collect();
    let held = now.into_iter().map(|(name, content)| {
        let before = of(was, &name).unwrap_or_default();
        Fact { name, was: (before != content).then_some(before), now: content }
    });
    held.chain(gone).collect()
}

/// What the stores hold, the document first.
fn stores(story: &Story, world: &World) -> Held {
    let scenario = story.scenario();
    let ids = |set: MessageSet| set.iter().map(|id| scenario.message(id).argument).collect();
    let attempts = |all: &mut dyn Iterator<Item = Delivery>| {
        all.map(|by| words::delivery(scenario, by)).collect::<Vec<String>>().join("; ")
    };
    let (kept, beside) = (&world.store, &world.beside);
    let sets: [(&str, Vec<&str>); 5] = [
        ("not sent yet", ids(world.sender.unsent)),
        ("sent, no receipt yet", ids(world.sender.unconfirmed)),
        ("processed ids", ids(kept.processed)),
        ("deduplication store", ids(beside.processed)),
        ("live tokens", ids(beside.tokens)),
    ];
    let named = sets.map(|(name, ids)| (name, ids.join(", "))).into_iter().chain([
        ("open transaction", attempts(&mut kept.transaction.into_iter())),
        ("tokens not handed on", attempts(&mut beside.granted.iter().map(|granted| granted.by))),
        ("staged", attempts(&mut beside.staged.iter().map(|staged| staged.by))),
        ("blobs", attempts(&mut beside.blobs.iter().map(|blob| blob.by))),
        ("dead letters", ids(world.queue.dead).join(", ")),
    ]);
    let document = words::lines(scenario, world.store.state(world.store.latest()));
    let mut stored: Held = vec![(String::from("document"), document)];
    stored.extend(locked(scenario, world));
    let named = named
        .filter(|(_, content)| !content.is_empty())
        .map(|(name, content)| (name.to_string(), content));
    stored.extend(named);
    stored.extend(beside.requests.iter().map(|&it| request(scenario, it)));
    let is_flag = story.timeline.run.approach.needs == Some(Need::Draft);
    for (message, record) in scenario.messages.iter().zip(world.store.outbox) {
        let content = match record {
            Record::Absent => continue,
            Record::Dispatched if is_flag => {
                stored.push((tell("draft {0}", &[&message.argument]), String::from("submitted")));
                continue;
            }
            Record::Dispatched => String::from("sent"),
            Record::Pending(outgoing) => {
                let events: Vec<&str> =
                    outgoing.events.iter().map(|event| scenario.event(event)).collect();
                events.join(", ")
            }
        };
        stored.push((tell("outbox {0}", &[&message.argument]), content));
    }
    stored
}

/// Who has the document locked: until the coordinator knows, nobody else may read it.
fn locked(scenario: &Scenario, world: &World) -> Option<(String, String)> {
    let prepared = world.beside.prepared?;
    let decision = if prepared.decided { "decided: commit" } else { "undecided" };
    let by = words::delivery(scenario, prepared.by);
    Some((String::from("locked"), tell("{0}, {1}", &[&by, &decision])))
}

/// A request at the HTTP server: where it stands and how often it was carried out.
fn request(scenario: &Scenario, request: Request) -> (String, String) {
    let stage = match request.stage {
        Stage::Put => "put",
        Stage::Done => "response kept",
        Stage::Deleted => "deleted",
    };
    let times = match request.executed {
        0 => String::from("not carried out"),
        1 => String::from("carried out once"),
        times => tell("carried out {0} times", &[&times]),
    };
    (
        tell("request of {0}", &[&words::delivery(scenario, request.by)]),
        tell("{0}, {1}", &[&stage, &times]),
    )
}
