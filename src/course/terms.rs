//! The words in which files of the course speak of a run: events, versions, promises, documents.

use super::moment::{Fate, Sent};
use crate::sim::model::{EventId, FieldId, MessageId, State, VersionId};
use crate::sim::scenario::{Scenario, Told};

/// What stands for no event, and for no promise.
pub(super) const NOTHING: &str = "nothing";

/// The words for what becomes of a message, in the order of [`Fate::ALL`].
const FATES: [&str; 5] = ["acknowledged", "put back", "leased", "aside", "unconfirmed"];

/// Reads `ItemAdded of 123, FirstItemAdded of 123`, or `nothing`.
pub(super) fn events(scenario: &Scenario, text: &str) -> Option<Vec<Sent>> {
    if text == NOTHING {
        return Some(Vec::new());
    }
    let sent = |text: &str| {
        let (event, argument) = text.trim().split_once(" of ")?;
        Some(Sent { event: self::event(scenario, event)?, message: message(scenario, argument)? })
    };
    text.split(',').map(sent).collect()
}

fn event(scenario: &Scenario, name: &str) -> Option<EventId> {
    let index = scenario.events.iter().position(|event| *event == name)?;
    u8::try_from(index).ok().map(EventId)
}

/// The message with this argument.
pub(super) fn message(scenario: &Scenario, argument: &str) -> Option<MessageId> {
    let index = scenario.messages.iter().position(|message| message.argument == argument)?;
    u8::try_from(index).ok().map(MessageId)
}

/// Reads `v2`.
pub(super) fn version(text: &str) -> Option<VersionId> {
    text.strip_prefix('v')?.parse().ok().map(VersionId)
}

/// Reads what becomes of a message.
pub(super) fn fate(text: &str) -> Option<Fate> {
    let index = FATES.iter().position(|fate| *fate == text)?;
    Some(Fate::ALL[index])
}

/// Reads a document as the page tells it: `lines 123, 234`, `no lines`, `target 42, shots 1`.
pub(super) fn document(scenario: &Scenario, text: &str) -> Option<State> {
    let mut state = State::default();
    match scenario.told {
        Told::Things(_, many) if text == format!("no {many}") => {}
        Told::Things(one, many) => {
            let rest = text.strip_prefix(many).or_else(|| text.strip_prefix(one))?;
            for name in rest.trim().split(", ") {
                state.add(field(scenario, name)?, 1);
            }
        }
        Told::Values => {
            for part in text.split(", ") {
                let (name, value) = part.rsplit_once(' ')?;
                state.set(field(scenario, name)?, value.parse().ok()?);
            }
        }
    }
    Some(state)
}

/// The values of the fields that the document has, in order.
pub(super) fn values(scenario: &Scenario, state: State) -> Vec<u8> {
    (0..).take(scenario.fields.len()).map(|field| state.get(FieldId(field))).collect()
}

/// The document with these values.
pub(super) fn state(values: &[u8]) -> State {
    let mut state = State::default();
    for (field, &value) in (0..).zip(values) {
        state.set(FieldId(field), value);
    }
    state
}

fn field(scenario: &Scenario, name: &str) -> Option<FieldId> {
    let index = scenario.fields.iter().position(|field| *field == name)?;
    u8::try_from(index).ok().map(FieldId)
}
