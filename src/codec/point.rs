//! Injections as text: `123.1.persist.died`, `123.1.FirstItemAdded.refused`,
//! `123.1.decide:2.unanswered`. Message, attempt, what the step is about (an event's name where
//! it publishes one), which time if not the first, and how it fails.

use crate::sim::failure::{Act, Injection, Point};
use crate::sim::invariant::Judgement;
use crate::sim::io::{EffectKind, Failure};
use crate::sim::machine::{Turn, TurnKind};
use crate::sim::model::{Delivery, EventId, MessageId};
use crate::sim::scenario::Scenario;

/// The word for a failure.
pub fn failure_word(failure: Failure) -> &'static str {
    match failure {
        Failure::Refused => "refused",
        Failure::Unanswered => "unanswered",
        Failure::Died => "died",
        Failure::Stale => "stale",
        Failure::Diverged => "diverged",
        Failure::Lost => "lost",
        Failure::Paused => "paused",
        Failure::Expired => "expired",
        Failure::Duplicated => "duplicated",
        Failure::Delayed => "delayed",
        Failure::Exhausted => "exhausted",
        Failure::Evicted => "evicted",
        Failure::Conflict => "conflict",
    }
}

/// The word for how a promise stands.
pub fn verdict_word(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Holds => "holds",
        Judgement::NotApplicable => "not applicable",
        Judgement::Open(_) => "open",
        Judgement::Stuck(_) => "stuck",
        Judgement::Broken(_) => "broken",
    }
}

/// The word for what happens around the handlers.
pub fn turn_word(kind: TurnKind) -> &'static str {
    match kind {
        TurnKind::Redeliver => "back",
        TurnKind::Recover => "recover",
        TurnKind::Send => "send",
        TurnKind::Duplicate => "again",
        TurnKind::Delay => "delay",
        TurnKind::Lose => "lose",
        TurnKind::Bury => "bury",
        TurnKind::Replay => "replay",
        TurnKind::Evict => "evict",
    }
}

/// What `word`, a turn's word and a message's argument with a colon between, says happens.
pub(super) fn turn(scenario: &Scenario, word: &str) -> Option<Turn> {
    let (word, argument) = word.split_once(':')?;
    let kind = TurnKind::ALL.into_iter().find(|&kind| turn_word(kind) == word)?;
    Some(Turn { kind, message: message(scenario, argument)? })
}

/// The failure that `word` names.
pub(super) fn failure(word: &str) -> Option<Failure> {
    Failure::ALL.into_iter().find(|&failure| failure_word(failure) == word)
}

/// The message whose argument is `word`.
pub(super) fn message(scenario: &Scenario, word: &str) -> Option<MessageId> {
    let index = scenario.messages.iter().position(|message| message.argument == word)?;
    Some(MessageId(u8::try_from(index).ok()?))
}

/// Writes `injection`.
pub fn write(scenario: &Scenario, injection: Injection) -> String {
    let Point { delivery, act, nth } = injection.at;
    let act = match act {
        Act::Publish(event) => scenario.event(event),
        Act::Of(kind) => kind_word(kind),
    };
    let time = if nth > 1 { format!(":{nth}") } else { String::new() };
    let message = scenario.message(delivery.message).argument;
    format!("{message}.{}.{act}{time}.{}", delivery.attempt, failure_word(injection.failure))
}

/// Reads what [`write()`] wrote.
pub fn read(scenario: &Scenario, text: &str) -> Option<Injection> {
    let mut parts = text.split('.');
    let message = message(scenario, parts.next()?)?;
    let attempt = count(parts.next()?)?;
    let about = parts.next()?;
    let (word, nth) = match about.split_once(':') {
        None => (about, 1),
        Some((word, time)) => (word, count(time).filter(|&time| time > 1)?),
    };
    let act = act(scenario, word)?;
    let failure = failure(parts.next()?)?;
    if parts.next().is_some() {
        return None;
    }
    let at = Point { delivery: Delivery { message, attempt }, act, nth };
    Some(Injection { at, failure })
}

fn act(scenario: &Scenario, word: &str) -> Option<Act> {
    let event = scenario.events.iter().position(|&event| event == word);
    let kind = EffectKind::ALL
        .into_iter()
        .find(|&kind| kind != EffectKind::Publish && kind_word(kind) == word);
    match event {
        Some(index) => Some(Act::Publish(EventId(u8::try_from(index).ok()?))),
        None => kind.map(Act::Of),
    }
}

fn kind_word(kind: EffectKind) -> &'static str {
    match kind {
        EffectKind::Receive => "receive",
        EffectKind::Load => "load",
        EffectKind::Check => "check",
        EffectKind::Handle => "handle",
        EffectKind::Decide => "decide",
        EffectKind::Persist => "persist",
        EffectKind::Publish => "publish",
        EffectKind::Mark => "mark",
        EffectKind::Look => "look",
        EffectKind::Follow => "follow",
        EffectKind::Remember => "remember",
        EffectKind::Forget => "forget",
        EffectKind::Stage => "stage",
        EffectKind::Reveal => "reveal",
        EffectKind::Settle => "settle",
        EffectKind::Grant => "grant",
        EffectKind::Checkpoint => "checkpoint",
        EffectKind::Consume => "consume",
        EffectKind::Register => "register",
        EffectKind::Prepare => "prepare",
        EffectKind::Clean => "clean",
        EffectKind::Put => "put",
        EffectKind::Post => "post",
        EffectKind::Get => "get",
        EffectKind::Delete => "delete",
        EffectKind::Vote => "vote",
        EffectKind::Resolve => "resolve",
        EffectKind::Release => "release",
        EffectKind::Acknowledge => "acknowledge",
    }
}

/// A number from 1 to 255, written the one way it can be: no sign, no leading zero.
pub(super) fn count(text: &str) -> Option<u8> {
    let number: u8 = text.parse().ok().filter(|&number| number > 0)?;
    (number.to_string() == text).then_some(number)
}
