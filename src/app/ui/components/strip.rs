//! What comes in, what is in memory, what goes out.

use super::verdicts::glyph;
use crate::app::ui::element::{El, el, of_class};
use crate::app::view::{MemoryView, OutputView, QueueView, SubscriberView, TallyView, Tone};

/// The queue.
pub fn queue(queue: &[QueueView]) -> El {
    let entries = queue.iter().map(|entry| {
        of_class("li", "chip")
            .keyed(entry.message.clone())
            .tells("data-leased", entry.leased)
            .tells("data-fresh", entry.fresh)
            .with(el("b").say(entry.message.clone()))
            .with(el("span").text(entry.place))
    });
    strip("Queue").with(of_class("ol", "strip__list").all(entries)).may(none(queue, "empty"))
}

/// What the broker has sent out.
pub fn sent(sent: &[OutputView]) -> El {
    let outputs = sent.iter().enumerate().map(|(index, output)| {
        of_class("li", "chip chip--event")
            .keyed(index.to_string())
            .tells("data-missing", output.missing)
            .at("data-tone", output.tone.name())
            .tells("data-fresh", output.fresh)
            .with(el("b").say(event(output)))
            .may(output.note.map(|note| el("span").text(note)))
    });
    strip("Sent out").with(of_class("ol", "strip__list").all(outputs)).may(none(sent, "nothing"))
}

fn strip(name: &'static str) -> El {
    group("strip", name).with(el("h3").text(name))
}

fn group(class: &'static str, name: &'static str) -> El {
    of_class("div", class).at("role", "group").at("aria-label", name)
}

/// What stands there if there is nothing in `list`.
fn none<T>(list: &[T], word: &'static str) -> Option<El> {
    list.is_empty().then(|| of_class("p", "strip__none").text(word))
}

/// `ItemAdded 123`, or `PaymentBooked 60, for 1` where it tells a number.
fn event(OutputView { event, tells, cause, .. }: &OutputView) -> String {
    match tells {
        Some(number) => format!("{event} {number}, for {cause}"),
        None => format!("{event} {cause}"),
    }
}

/// Who takes the events, and what it has counted.
pub fn subscriber(subscriber: &SubscriberView) -> El {
    let name = subscriber.name;
    of_class("div", "strip subscriber")
        .at("role", "group")
        .set("aria-label", format!("Counted by {name}"))
        .set("title", format!("{name} takes the events, each id once."))
        .with(el("h3").text(name))
        .with(of_class("ul", "strip__list").all(subscriber.tallies.iter().map(tally)))
}

fn tally(tally: &TallyView) -> El {
    let tone = if tally.should_be.is_some() { Tone::Bad } else { Tone::Calm };
    let sign = tally
        .should_be
        .map(|_| el("span").at("aria-hidden", "true").say(format!("{} ", glyph(tone))));
    of_class("li", "tally")
        .key(tally.name)
        .at("data-tone", tone.name())
        .tells("data-fresh", tally.fresh)
        .may(sign)
        .say(format!("{} ", tally.name))
        .with(el("b").say(tally.counted.to_string()))
        .may(tally.should_be.map(|expected| el("em").say(format!(", should be {expected}"))))
}

/// The memory of the handlers at work, and what is stored beside the document.
pub fn memory(memory: &[MemoryView], stored: &[(String, String)]) -> El {
    let several = memory.len() > 1;
    let mut volatile = group("memory__volatile", "Handler memory, lost in a crash")
        .at("title", "A crash loses all of this.")
        .with(el("h3").text("Memory"));
    for each in memory {
        volatile = volatile.all(handler(each, several));
    }
    let kept = (!stored.is_empty()).then(|| {
        of_class("ul", "memory__stored")
            .at("title", "Stored with the document; a crash keeps it.")
            .at("aria-label", "Stored with the document")
            .all(stored.iter().map(|(name, content)| {
                let name = el("span").say(format!("{name}: "));
                el("li").with(name).say(content.clone())
            }))
    });
    of_class("div", "memory").with(volatile.may(none(memory, "idle"))).may(kept)
}

/// What one handler holds; where there are `several`, for which delivery.
fn handler(memory: &MemoryView, several: bool) -> Vec<El> {
    let whose = several.then(|| of_class("p", "memory__whose").say(memory.delivery.clone()));
    let read = match &memory.read {
        Some((version, historic)) => el("p")
            .text("read ")
            .with(el("b").tells("data-historic", *historic).say(version.clone()))
            .say(format!(", has {}", memory.lines)),
        None => el("p").text("just the message"),
    };
    let outgoing = (!memory.outgoing.is_empty())
        .then(|| el("p").say(format!("to send: {}", memory.outgoing.join(", "))));
    whose.into_iter().chain([read]).chain(outgoing).collect()
}
