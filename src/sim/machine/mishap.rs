//! What may go wrong in a world: with a handler's next step, or around it.

use super::super::approach::{Need, Sends};
use super::super::io::{Effect, EffectKind, Failure, Sought};
use super::super::model::{
    DELIVERY_MAX, Entry, FAILURE_MAX, HandlerId, MessageId, Origin, Record, World,
};
use super::{Choice, Happening, Machine, Turn, TurnKind, handlers, leased};

impl Machine {
    /// All that may go wrong in `world`, in a fixed order.
    pub(super) fn mishaps(&self, world: &World) -> impl Iterator<Item = Choice> {
        let failures = handlers().flat_map(move |handler| {
            let failing = move |failure| Choice::Fail(handler, failure);
            let effect = self.preview(world, handler).and_then(|happening| happening.effect());
            effect.into_iter().flat_map(move |effect| {
                let can = move |failure: &Failure| self.can_suffer(effect, *failure);
                Failure::ALL.into_iter().filter(can).map(failing)
            })
        });
        let turns = self.turns_gone_wrong(world, TurnKind::ALL.into_iter()).map(Choice::Turn);
        failures.chain(turns).filter(|_| !is_worn_out(world))
    }

    /// What may go wrong around the handlers in `world`, of these kinds. What happens by itself
    /// does not go wrong.
    pub fn turns_gone_wrong(
        &self,
        world: &World,
        kinds: impl Iterator<Item = TurnKind>,
    ) -> impl Iterator<Item = Turn> {
        kinds
            .flat_map(|kind| self.work.ids().map(move |message| Turn { kind, message }))
            .filter(|&turn| self.may_go_wrong(world, turn) && !self.happens_by_itself(world, turn))
    }

    /// What can go wrong with the next step of `handler`, or around it just before.
    pub fn fates(&self, world: &World, handler: HandlerId) -> Vec<Failure> {
        let Some(Happening::Step { delivery, effect, .. }) = self.preview(world, handler) else {
            return Vec::new();
        };
        if is_worn_out(world) {
            return Vec::new();
        }
        let receiving = effect.kind() == EffectKind::Receive;
        let may = |kind| self.may_go_wrong(world, Turn { kind, message: delivery.message });
        let happens = |failure: Failure| match failure {
            Failure::Paused => !receiving && self.progress(world).len() > 1,
            Failure::Expired => may(TurnKind::Redeliver) && world.queue.is_leased_to(delivery),
            Failure::Duplicated => may(TurnKind::Duplicate),
            Failure::Delayed => receiving && may(TurnKind::Delay),
            Failure::Exhausted => receiving && may(TurnKind::Bury),
            Failure::Evicted => receiving && may(TurnKind::Evict),
            Failure::Lost if receiving => may(TurnKind::Lose),
            of_step => self.can_suffer(effect, of_step),
        };
        Failure::ALL.into_iter().filter(|&failure| happens(failure)).collect()
    }

    /// Whether a step with `effect` can itself suffer `failure`.
    pub fn can_suffer(&self, effect: Effect, failure: Failure) -> bool {
        let kind = effect.kind();
        let receipts = self.approach.sends != Sends::ToQueue;
        match failure {
            Failure::Refused | Failure::Unanswered => {
                !receipts || !matches!(kind, EffectKind::Receive | EffectKind::Acknowledge)
            }
            Failure::Died => true,
            // A replica that lags behind misses what is there, or that a token is gone.
            Failure::Stale => {
                matches!(effect, Effect::Look { sought, found } if found || sought == Sought::Token)
            }
            Failure::Diverged => {
                matches!(effect, Effect::Handle { .. } | Effect::Publish { stored: false, .. })
            }
            Failure::Lost => receipts && kind == EffectKind::Acknowledge,
            _ => false,
        }
    }

    fn may_go_wrong(&self, world: &World, Turn { kind, message }: Turn) -> bool {
        let receipts = self.approach.sends != Sends::ToQueue;
        let waits = || {
            let waiting = |entry: &&Entry| !entry.lease.is_held();
            let mut waiting = world.queue.entries.iter().filter(waiting);
            (waiting.next().map(|entry| entry.message), waiting.count())
        };
        match kind {
            TurnKind::Redeliver => {
                let prepared = world.beside.prepared.map(|prepared| prepared.by);
                let mut held = leased(world, message).filter(|&by| Some(by) != prepared);
                !receipts && held.any(|by| world.works_on(by))
            }
            TurnKind::Duplicate => {
                self.work.messages[message.index()].origin == Origin::Sender
                    && !world.sender.unsent.contains(message)
            }
            TurnKind::Delay => waits().0 == Some(message) && waits().1 > 0,
            TurnKind::Lose => receipts && waits().0 == Some(message),
            TurnKind::Bury => {
                let spent = |entry: &Entry| {
                    entry.message == message && !entry.lease.is_held() && entry.attempts > 0
                };
                let gives_up = world.sender.unconfirmed.contains(message)
                    && world.queue.received[message.index()] > 0
                    && world.queue.entry(message).is_none();
                if receipts { gives_up } else { world.queue.entries.iter().any(spent) }
            }
            TurnKind::Replay => world.queue.dead.contains(message),
            TurnKind::Evict => self.is_kept(world, message),
            TurnKind::Recover | TurnKind::Send => false,
        }
    }

    /// Whether something is kept by which a late copy of `message` is recognised, and could be
    /// thrown away by the clock. Tokens can't: they are gone already.
    fn is_kept(&self, world: &World, message: MessageId) -> bool {
        let store = &world.store;
        let done = world.queue.received[message.index()] > 0 && !world.works_on_message(message);
        let history = self.approach.keeps_history() && store.known_before(message).is_some();
        let record = store.outbox[message.index()] != Record::Absent;
        let record = record && store.transaction.is_none_or(|by| by.message != message);
        // That a draft is submitted is part of the draft.
        let record = record && self.approach.needs != Some(Need::Draft);
        let ids = store.processed.contains(message) || world.beside.processed.contains(message);
        done && (history || record || ids)
    }
}

/// Whether nothing more can go wrong: enough has.
pub fn is_worn_out(world: &World) -> bool {
    usize::from(world.failures) >= FAILURE_MAX || world.queue.deliveries() >= DELIVERY_MAX
}
