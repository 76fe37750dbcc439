//! What exists: messages and what handling one means, the queue, the store, the broker's output,
//! and the handler with its volatile memory. Plain `Copy` data with named limits; nothing here
//! decides what happens next.

mod behavior;
mod bounded;
mod ids;
mod queue;
mod store;
mod world;

pub use behavior::{Behavior, Change, Compare, Condition, Measure, Message, Place, Publication};
pub use bounded::Bounded;
pub use ids::{Delivery, EventId, EventSet, FieldId, MessageId, MessageSet, VersionId};
pub use queue::{Entry, Lease, Queue};
pub use store::{Record, State, Store, Version};
pub use world::{Handler, Memory, Output, World};

/// Logical messages a scenario may start with.
pub const MESSAGE_MAX: usize = 4;
/// Small integers that make up one business document.
pub const FIELD_MAX: usize = 4;
/// Kinds of event a scenario may publish; bounded by the width of [`EventSet`].
pub const EVENT_MAX: usize = 8;
/// Failures that one run may hold. Bounds everything below it.
pub const FAILURE_MAX: usize = 6;
/// Versions of the document: the empty one, and one for each attempt that can persist.
pub const VERSION_MAX: usize = 1 + MESSAGE_MAX + FAILURE_MAX;
/// Events sent out, repeats included: two for each attempt that can publish.
pub const OUTPUT_MAX: usize = 2 * (MESSAGE_MAX + FAILURE_MAX);
