//! A run as a trace in the Informal Trace Format, which Apalache writes and Quint reads and writes:
//! the whole world of each frame, every variable of one type throughout.
//!
//! Source: ADR-015 of Apalache, "Informal Trace Format in JSON".

use serde_json::{Map, Value, json};

use super::{Taken, says};
use crate::codec::{Link, failure_word, turn_word};
use crate::sim::invariant::{self, Judgement};
use crate::sim::machine::Choice;
use crate::sim::model::{
    Blob, Delivery, EventSet, FieldId, Granted, Handler, HandlerId, Lease, MessageId, MessageSet,
    Output, Prepared, Record, Request, Stage, Staged, State, Version, VersionId, World,
};
use crate::sim::scenario::Scenario;
use crate::sim::timeline::{Frame, Run, Timeline};
use crate::words;

/// The first run as a trace. Ends with a line feed.
pub(super) fn write(taken: &Taken) -> String {
    let timeline = taken.first();
    let run = &timeline.run;
    let states: Vec<Map<String, Value>> =
        (0..timeline.frames.len()).map(|number| state(timeline, number)).collect();
    let vars: Vec<&String> = states[0].keys().collect();
    let indexed = states.iter().enumerate().map(|(index, state)| {
        let mut indexed = Map::new();
        indexed.insert(String::from("#meta"), json!({ "index": index }));
        indexed.extend(state.clone());
        Value::Object(indexed)
    });
    let trace = json!({
        "#meta": {
            "format": "ITF",
            "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
            "source": Link::of(run.clone()).to_string(),
            "description": format!("{}: {}", run.case.scenario.name, run.approach.name),
        },
        "vars": vars,
        "states": indexed.collect::<Vec<Value>>(),
    });
    let text = serde_json::to_string_pretty(&trace).expect("strings and numbers serialise");
    text + "\n"
}

/// The variables of one frame.
fn state(timeline: &Timeline, number: usize) -> Map<String, Value> {
    let run = &timeline.run;
    let frame = &timeline.frames[number];
    let world = &frame.world;
    let teller = Teller { scenario: run.case.scenario };
    let mut state = Map::new();
    let mut set = |name: &str, value: Value| state.insert(name.to_string(), value);
    set("choice", json!(choice(frame)));
    set("says", json!(says(timeline, number)));
    set("at_rest", json!(frame.at_rest));
    set("failures", int(world.failures.into()));
    set("queue", teller.queue(world));
    set("received", teller.received(run, world));
    set("aside", teller.messages(world.queue.dead));
    set("unsent", teller.messages(world.sender.unsent));
    set("unconfirmed", teller.messages(world.sender.unconfirmed));
    set("versions", list(world.store.versions.iter().map(|&it| teller.version(it))));
    set("processed", teller.messages(world.store.processed));
    set("forgotten", teller.messages(world.store.forgotten));
    set("outbox", teller.outbox(run, world));
    set("transaction", teller.maybe_delivery(world.store.transaction));
    set("remembered", teller.messages(world.beside.processed));
    set("used", teller.messages(used(run, world)));
    set("tokens", teller.messages(world.beside.tokens));
    set("granted", list(world.beside.granted.iter().map(|&it| teller.granted(it))));
    set("staged", list(world.beside.staged.iter().map(|&it| teller.staged(it))));
    set("blobs", list(world.beside.blobs.iter().map(|&it| teller.blob(it))));
    set("requests", list(world.beside.requests.iter().map(|&it| teller.request(it))));
    set("prepared", option(world.beside.prepared.map(|it| teller.prepared(&it))));
    set("handlers", teller.handlers(run, world));
    set("sent", list(world.sent.iter().map(|&it| teller.output(it))));
    set("promises", promises(frame));
    state
}

/// The messages that were received and whose tokens are gone.
fn used(run: &Run, world: &World) -> MessageSet {
    let came = |id: &MessageId| world.queue.received[id.index()] > 0;
    let is_used = |id: &MessageId| came(id) && !world.beside.tokens.contains(*id);
    run.case.work().ids().filter(|id| run.approach.asks_for_tokens() && is_used(id)).collect()
}

fn choice(frame: &Frame) -> &'static str {
    frame.happened.map_or("start", |happened| match happened.choice {
        Choice::Step(_) => "step",
        Choice::Fail(_, failure) => failure_word(failure),
        Choice::Turn(turn) => turn_word(turn.kind),
    })
}

fn promises(frame: &Frame) -> Value {
    let word = |judgement: Judgement| match judgement {
        Judgement::Holds => "holds",
        Judgement::NotApplicable => "not applicable",
        Judgement::Open(_) => "open",
        Judgement::Stuck(_) => "stuck",
        Judgement::Broken(_) => "broken",
    };
    let promises = invariant::ALL.iter().zip(frame.judgements);
    map(promises.map(|(promise, judgement)| (json!(promise.id), json!(word(judgement)))))
}

/// Puts the scenario's names in place of numbers.
struct Teller {
    scenario: &'static Scenario,
}

impl Teller {
    fn message(&self, id: MessageId) -> Value {
        json!(words::message(self.scenario, id))
    }

    fn messages(&self, messages: MessageSet) -> Value {
        set(messages.iter().map(|id| self.message(id)))
    }

    fn events(&self, events: EventSet) -> Value {
        set(events.iter().map(|event| json!(self.scenario.event(event))))
    }

    /// Which message, and which time it was received.
    fn delivery(&self, delivery: Delivery) -> Value {
        json!({ "#tup": [self.message(delivery.message), int(delivery.attempt.into())] })
    }

    fn maybe_delivery(&self, delivery: Option<Delivery>) -> Value {
        option(delivery.map(|it| self.delivery(it)))
    }

    fn document(&self, state: State) -> Value {
        let fields = self.scenario.fields.iter().zip((0..).map(FieldId));
        map(fields.map(|(name, field)| (json!(name), int(state.get(field).into()))))
    }

    fn queue(&self, world: &World) -> Value {
        list(world.queue.entries.iter().map(|entry| {
            let lease = match entry.lease {
                Lease::Waiting => None,
                Lease::Leased(attempt) => Some(int(attempt.into())),
            };
            json!({
                "message": self.message(entry.message),
                "attempts": int(entry.attempts.into()),
                "lease": option(lease),
            })
        }))
    }

    /// How often each message was received.
    fn received(&self, run: &Run, world: &World) -> Value {
        let count = |id: MessageId| int(world.queue.received[id.index()].into());
        map(run.case.work().ids().map(|id| (self.message(id), count(id))))
    }

    fn version(&self, version: Version) -> Value {
        json!({
            "document": self.document(version.state),
            "made_by": self.maybe_delivery(version.made_by),
        })
    }

    fn outbox(&self, run: &Run, world: &World) -> Value {
        let record = |id: MessageId| match world.store.outbox[id.index()] {
            Record::Absent => variant("Absent", unit()),
            Record::Dispatched => variant("Dispatched", unit()),
            Record::Pending(outgoing) => variant(
                "Pending",
                json!({
                    "events": self.events(outgoing.events),
                    "read": version(outgoing.read),
                    "draw": int(outgoing.draw.into()),
                    "tokens": int(outgoing.tokens.into()),
                }),
            ),
        };
        map(run.case.work().ids().map(|id| (self.message(id), record(id))))
    }

    fn granted(&self, Granted { by, events }: Granted) -> Value {
        json!({ "by": self.delivery(by), "events": self.events(events) })
    }

    fn staged(&self, Staged { by, outgoing }: Staged) -> Value {
        json!({ "by": self.delivery(by), "events": self.events(outgoing.events) })
    }

    fn blob(&self, Blob { by, written }: Blob) -> Value {
        json!({ "by": self.delivery(by), "written": self.maybe_delivery(written) })
    }

    fn request(&self, Request { by, executed, stage }: Request) -> Value {
        let stage = match stage {
            Stage::Put => "put",
            Stage::Done => "done",
            Stage::Deleted => "deleted",
        };
        json!({ "by": self.delivery(by), "executed": int(executed.into()), "stage": stage })
    }

    fn prepared(&self, Prepared { by, decided, .. }: &Prepared) -> Value {
        json!({ "by": self.delivery(*by), "decided": decided })
    }

    /// By their numbers, from 1.
    fn handlers(&self, run: &Run, world: &World) -> Value {
        let handlers = (0..run.machine().handlers()).map(|index| {
            let id = u8::try_from(index).expect("handlers are few");
            let handler = world.handlers[HandlerId(id).index()];
            (int(usize::from(id) + 1), self.handler(run, handler))
        });
        map(handlers)
    }

    fn handler(&self, run: &Run, handler: Handler) -> Value {
        match handler {
            Handler::Idle => variant("Idle", unit()),
            Handler::Busy { delivery, row, memory } => variant(
                "Busy",
                json!({
                    "delivery": self.delivery(delivery),
                    "next": run.approach.steps[usize::from(row)].label,
                    "read": option(memory.read.map(version)),
                    "document": self.document(memory.state),
                    "outgoing": self.events(memory.outgoing),
                }),
            ),
        }
    }

    fn output(&self, output: Output) -> Value {
        json!({
            "event": self.scenario.event(output.event),
            "by": self.delivery(output.by),
            "read": version(output.read),
            "id": int(output.id.into()),
            "tells": option(self.scenario.tells(&output).map(|told| int(told.into()))),
        })
    }
}

fn version(id: VersionId) -> Value {
    int(id.index())
}

fn int(number: usize) -> Value {
    json!({ "#bigint": number.to_string() })
}

fn list(values: impl Iterator<Item = Value>) -> Value {
    Value::Array(values.collect())
}

fn set(values: impl Iterator<Item = Value>) -> Value {
    json!({ "#set": values.collect::<Vec<_>>() })
}

fn map(pairs: impl Iterator<Item = (Value, Value)>) -> Value {
    let pairs = pairs.map(|(key, value)| Value::Array(vec![key, value]));
    json!({ "#map": pairs.collect::<Vec<_>>() })
}

/// Nothing to say.
fn unit() -> Value {
    json!({ "#tup": [] })
}

fn variant(tag: &str, value: Value) -> Value {
    let fields = [("tag", Value::from(tag)), ("value", value)];
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
}

fn option(value: Option<Value>) -> Value {
    value.map_or_else(|| variant("None", unit()), |value| variant("Some", value))
}
