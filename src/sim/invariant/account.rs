//! What an order of the messages, each processed exactly once, accounts for in a world, and what it
//! does not. The named promises are measured against the order that accounts for most: they say how
//! a world that no order explains is wrong.

use super::Order;
use super::outputs::{gives, is_overwritten};
use super::state::{is_applied, leftover};
use crate::sim::model::{
    Exchange, MESSAGE_MAX, Message, MessageId, MessageSet, Output, State, VersionId, Workload,
    World,
};

/// What one order accounts for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Account {
    /// The order.
    pub order: Order,
    /// The document that it has each message processed on; where it does not account for all, and
    /// is the order in which the endpoint went through them, the one that each really was
    /// processed on.
    bases: [State; MESSAGE_MAX],
    /// The messages of which something is out or done that it does not give, or missing that it
    /// gives.
    misfits: MessageSet,
    /// Whether it comes to the document that is stored.
    comes_to_document: bool,
}

impl Account {
    /// The account of the order that accounts for most; of several, that of the endpoint's own.
    /// `ended` says that nothing more of any message will come.
    pub fn of(world: &World, work: &Workload, ended: bool) -> Self {
        let course = Order::of(&work.course(world));
        let mut best = Self::of_order(course, world, work, ended);
        if best.is_full() {
            return best;
        }
        for id in work.ids() {
            if let Some(read) = world.store.before(id) {
                best.bases[id.index()] = world.store.state(read);
            }
        }
        for order in Order::all(work.messages.len()).filter(|order| counts(*order, world, work)) {
            let account = Self::of_order(order, world, work, ended);
            if account.open() < best.open() {
                best = account;
            }
        }
        best
    }

    fn of_order(order: Order, world: &World, work: &Workload, ended: bool) -> Self {
        let (mut serial, mut applied) = (work.start, work.start);
        let mut bases = [work.start; MESSAGE_MAX];
        let mut misfits = MessageSet::default();
        for id in order.messages() {
            let message = work.message(id);
            let gone = ended || work.is_done(world, id);
            if !fits(world, work, id, serial, gone) {
                misfits.insert(id);
            }
            bases[id.index()] = serial;
            serial = message.changed(serial);
            if gone || world.store.made(id) > 0 {
                applied = message.changed(applied);
            }
        }
        let comes_to_document = applied == world.store.state(world.store.latest());
        Self { order, bases, misfits, comes_to_document }
    }

    /// Whether it accounts for all: the world is what processing each message once gives.
    pub fn is_full(&self) -> bool {
        self.open() == 0
    }

    /// How much it does not account for.
    fn open(&self) -> usize {
        self.misfits.iter().count() + usize::from(!self.comes_to_document)
    }

    /// The document that `message` was processed on.
    pub fn base(&self, message: MessageId) -> State {
        self.bases[message.index()]
    }
}

/// Whether `order` may explain anything. Where the order in which messages were sent counts, it is
/// that one, or one in which the endpoint can have gone through them.
fn counts(order: Order, world: &World, work: &Workload) -> bool {
    let place = |&id: &MessageId| world.store.before(id).map_or(usize::MAX, VersionId::index);
    let messages = order.messages();
    !work.in_order || messages.is_sorted() || messages.is_sorted_by_key(place)
}

/// Whether processing `id` once, on `base`, is what is stored and out of it, so far or, once it is
/// `gone`, for good.
fn fits(world: &World, work: &Workload, id: MessageId, base: State, gone: bool) -> bool {
    let message = work.message(id);
    let asked = u8::from(message.exchange == Exchange::Asks);
    let executed = world.beside.executed(id);
    let told_once = is_told_once(world, message, id, base);
    let so_far = told_once && executed <= asked && !is_overwritten(world, id);
    so_far
        && (!gone
            || (executed == asked
                && is_applied(world, work, id)
                && leftover(world, id).is_none()
                && message.published(base).all(|(event, _)| world.has_sent(id, event))))
}

/// Whether all that is out of `id` is what it publishes on `base`, each event as one event, however
/// often it went out: under one id, with one content.
fn is_told_once(world: &World, message: &Message, id: MessageId, base: State) -> bool {
    let same = |one: &Output, other: &Output| {
        one.event != other.event || (one.id, one.tells) == (other.id, other.tells)
    };
    let mut sent = world.sent.iter().filter(|output| output.by.message == id);
    sent.all(|output| {
        let mut others = world.sent.iter().filter(|other| other.by.message == id);
        gives(message, base, *output) && others.all(|other| same(output, other))
    })
}
