//! What exists: messages and what handling one means, the queue, the store, the broker's output,
//! and the handler with its volatile memory. Plain `Copy` data with named limits; nothing here
//! decides what happens next.

mod behavior;
mod beside;
mod bounded;
mod ids;
mod queue;
mod store;
mod workload;
mod world;

pub use behavior::{
    Behavior, Change, Compare, Condition, Exchange, Measure, Message, Origin, Place, Publication,
};
pub use beside::{Beside, Blob, Granted, Prepared, Request, Stage, Staged};
pub use bounded::Bounded;
pub use ids::{Delivery, EventId, EventSet, FieldId, HandlerId, MessageId, MessageSet, VersionId};
pub use queue::{Entry, Lease, Queue};
pub use store::{Outgoing, Record, State, Store, Version};
pub use workload::{Subscriber, Tally, Workload};
pub use world::{Handler, Memory, Output, Sender, World};

/// Logical messages a scenario may have.
pub const MESSAGE_MAX: usize = 4;
/// Handlers that compete for the queue.
pub const HANDLER_MAX: usize = 2;
/// Small integers that make up one business document.
pub const FIELD_MAX: usize = 4;
/// Kinds of event a scenario may publish; bounded by the width of [`EventSet`].
pub const EVENT_MAX: usize = 8;
/// Things that may go wrong in one run. Bounds everything below it.
pub const FAILURE_MAX: usize = 6;
/// Deliveries after which a run ends, at rest or not. Only an approach that never gets anywhere
/// comes to so many.
pub const RETRY_MAX: usize = 3 * DELIVERY_MAX;
/// Deliveries after which nothing more goes wrong and only one handler works on, so that every
/// run comes to its end: each message once, and once more for each thing that went wrong.
pub const DELIVERY_MAX: usize = MESSAGE_MAX + FAILURE_MAX;
/// Versions of the document: the empty one, and one for each delivery that can persist; twice as
/// many, since an event may be followed by a message.
pub const VERSION_MAX: usize = 1 + 2 * DELIVERY_MAX;
/// Events sent out, repeats included: two for each delivery.
pub const OUTPUT_MAX: usize = 4 * DELIVERY_MAX;
/// Copies in the queue.
pub const COPY_MAX: usize = 2 * DELIVERY_MAX;
/// Side effects of one kind: one for each delivery.
pub const EFFECT_MAX: usize = 2 * DELIVERY_MAX;
