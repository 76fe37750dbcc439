//! Names of things as one says them.

use crate::language::{said, tell};
use crate::sim::failure::Act;
use crate::sim::io::EffectKind;
use crate::sim::model::{Delivery, FieldId, MessageId, State, VersionId};
use crate::sim::scenario::{Scenario, Told};
use crate::sim::timeline::Count;

/// `AddItem 123`: a name of the code, the same in every language.
pub fn message(scenario: &Scenario, id: MessageId) -> String {
    let message = scenario.message(id);
    [message.name, message.argument].join(" ")
}

/// `AddItem 123, attempt 2`.
pub fn delivery(scenario: &Scenario, delivery: Delivery) -> String {
    tell("{0}, attempt {1}", &[&message(scenario, delivery.message), &delivery.attempt])
}

/// `v2`.
pub fn version(id: VersionId) -> String {
    format!("v{}", id.0)
}

/// The document's content: `no lines`, `line 123`, `lines 123, 234`; or `target 42, shots 1`, and
/// `order 1: 60, order 2: 40`, where the fields have names of the code.
pub fn lines(scenario: &Scenario, state: State) -> String {
    let fields = (0..).take(scenario.fields.len()).map(FieldId);
    let Told::Things(one, many) = scenario.told else {
        // A name that ends with a number would run into the value.
        let value = |field| {
            let name = scenario.field(field);
            let colon = if name.contains(' ') { ":" } else { "" };
            [name, colon, " ", &state.get(field).to_string()].concat()
        };
        return fields.map(value).collect::<Vec<_>>().join(", ");
    };
    let lines: Vec<&str> = fields
        .flat_map(|field| std::iter::repeat_n(scenario.field(field), usize::from(state.get(field))))
        .collect();
    match lines.as_slice() {
        [] => tell("no {0}", &[&many]),
        [line] => tell("{0} {1}", &[&one, &line]),
        _ => tell("{0} {1}", &[&many, &(lines.join(", "))]),
    }
}

/// `first items 0`, with what it should be where that is another number.
pub fn count(count: &Count) -> String {
    let Count { name, counted, expected, is_wrong } = *count;
    if is_wrong {
        tell("{0} {1} (should be {2})", &[&name, &counted, &expected])
    } else {
        tell("{0} {1}", &[&name, &counted])
    }
}

/// What a step is about, as a phrase in the infinitive: `publish ItemAdded`.
pub fn act(scenario: &Scenario, act: Act) -> String {
    match act {
        Act::Publish(event) => tell("publish {0}", &[&scenario.event(event)]),
        Act::Of(kind) => said(match kind {
            EffectKind::Receive => "receive",
            EffectKind::Load => "load",
            EffectKind::Check => "check for a duplicate",
            EffectKind::Handle => "handle",
            EffectKind::Decide => "decide",
            EffectKind::Persist => "persist",
            EffectKind::Publish => "publish",
            EffectKind::Mark => "mark as sent",
            EffectKind::Acknowledge => "acknowledge",
            EffectKind::Look => "look it up beside the document",
            EffectKind::Follow => "check whether it comes in order",
            EffectKind::Remember => "add the id to the deduplication store",
            EffectKind::Forget => "remove the outbox record",
            EffectKind::Stage => "stage the events",
            EffectKind::Reveal => "turn the staged events into the outbox record",
            EffectKind::Settle => "close the transaction",
            EffectKind::Grant => "create tokens",
            EffectKind::Checkpoint => "write the tokens into the outbox record",
            EffectKind::Consume => "delete the token",
            EffectKind::Register => "register the blob",
            EffectKind::Prepare => "write the blob",
            EffectKind::Clean => "delete what other attempts wrote",
            EffectKind::Put => "put the request",
            EffectKind::Post => "post the request",
            EffectKind::Get => "get the response",
            EffectKind::Delete => "delete request and response",
            EffectKind::Vote => "vote to commit",
            EffectKind::Resolve => "log the decision to commit",
            EffectKind::Release => "commit at the broker",
        }),
    }
}
