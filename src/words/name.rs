//! Names of things as one says them.

use crate::sim::failure::Act;
use crate::sim::io::EffectKind;
use crate::sim::model::{Delivery, FieldId, MessageId, State, VersionId};
use crate::sim::scenario::Scenario;

/// `AddItem 123`.
pub fn message(scenario: &Scenario, id: MessageId) -> String {
    let message = scenario.message(id);
    format!("{} {}", message.name, message.argument)
}

/// `AddItem 123, attempt 2`.
pub fn delivery(scenario: &Scenario, delivery: Delivery) -> String {
    format!("{}, attempt {}", message(scenario, delivery.message), delivery.attempt)
}

/// `v2`.
pub fn version(id: VersionId) -> String {
    format!("v{}", id.0)
}

/// The document's content: `no lines`, `line 123`, `lines 123, 234`.
pub fn lines(scenario: &Scenario, state: State) -> String {
    let fields = (0..).take(scenario.fields.len()).map(FieldId);
    let lines: Vec<&str> = fields
        .flat_map(|field| std::iter::repeat_n(scenario.field(field), usize::from(state.get(field))))
        .collect();
    let (one, many) = scenario.counts;
    match lines.as_slice() {
        [] => format!("no {many}"),
        [line] => format!("{one} {line}"),
        _ => format!("{many} {}", lines.join(", ")),
    }
}

/// What a step is about, as a phrase in the infinitive: `publish ItemAdded`.
pub fn act(scenario: &Scenario, act: Act) -> String {
    match act {
        Act::Publish(event) => format!("publish {}", scenario.event(event)),
        Act::Of(kind) => match kind {
            EffectKind::Receive => "receive",
            EffectKind::Load => "load",
            EffectKind::Check => "check for a duplicate",
            EffectKind::Handle => "handle",
            EffectKind::Decide => "decide",
            EffectKind::Persist => "persist",
            EffectKind::Publish => "publish",
            EffectKind::Mark => "mark as sent",
            EffectKind::Acknowledge => "acknowledge",
        }
        .to_string(),
    }
}
