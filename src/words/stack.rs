//! The stacks whose errors a run can show: what a broker, a store and what lies around them say
//! when they fail. All errors on the page come from one stack, which is named there.

use std::cell::Cell;

use super::product::{self, Product};
use crate::sim::io::{EffectKind, Failure, Where};

/// Ids and names of every stack, the one of the talk first.
pub const STACKS: [(&str, &str); 3] = [
    ("msmq", "MSMQ + SQL Server"),
    ("rabbitmq", "RabbitMQ + PostgreSQL"),
    ("aws", "SNS/SQS + DynamoDB"),
];

thread_local! {
    /// Which of them is in use.
    static USED: Cell<usize> = const { Cell::new(0) };
}

/// Id and name of the stack whose errors are shown.
pub fn stack() -> (&'static str, &'static str) {
    STACKS[USED.get()]
}

/// From now on shows the errors of the stack called `id` in this thread; those of the talk's if
/// there is none.
pub fn use_stack(id: &str) {
    let index = STACKS.iter().position(|(known, _)| *known == id);
    USED.set(index.unwrap_or_default());
}

/// The stack in use. The part of the page that a first visit loads has the errors of the talk's
/// alone; who chooses another gets the whole.
fn in_use() -> &'static Product {
    match USED.get() {
        1 if cfg!(feature = "whole") => &product::RABBITMQ,
        2 if cfg!(feature = "whole") => &product::AWS,
        _ => &product::MSMQ,
    }
}

/// What the stack in use says of a step of this kind that fails this way; none where the failure is
/// no product's.
pub(super) fn of_product(kind: EffectKind, failure: Failure) -> Option<&'static str> {
    let stack = in_use();
    let pair = match (kind, kind.place()) {
        (EffectKind::Receive, _) => stack.receive,
        (EffectKind::Acknowledge, _) | (_, Where::Queue) => stack.acknowledge,
        (EffectKind::Load, _) | (_, Where::Beside) => stack.load,
        (_, Where::Document) => stack.store,
        (_, Where::Broker) => stack.publish,
        (_, Where::Blobs) => stack.blobs,
        (_, Where::Coordinator) => stack.coordinator,
        (_, Where::Memory | Where::Server) => [""; 2],
    };
    let text = match failure {
        Failure::Refused => pair[0],
        Failure::Unanswered => pair[1],
        Failure::Died => stack.died,
        Failure::Conflict if kind.place() == Where::Queue => stack.conflict[1],
        Failure::Conflict if kind.place() != Where::Server => stack.conflict[0],
        _ => "",
    };
    Some(text).filter(|text| !text.is_empty())
}
