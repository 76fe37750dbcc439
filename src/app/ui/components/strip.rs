//! What comes in, what is in memory, what goes out.

use yew::prelude::*;

use super::verdicts::glyph;
use crate::app::view::{MemoryView, OutputView, QueueView, SubscriberView, TallyView, Tone};

/// The queue.
pub fn queue(queue: &[QueueView]) -> Html {
    let entries = queue.iter().map(|entry| {
        html! {
            <li key={entry.message.clone()} class="chip" data-leased={entry.leased.to_string()}
                data-fresh={entry.fresh.to_string()}>
                <b>{ &entry.message }</b><span>{ entry.place }</span>
            </li>
        }
    });
    html! {
        <div class="strip" role="group" aria-label="Queue">
            <h3>{ "Queue" }</h3>
            <ol class="strip__list">{ for entries }</ol>
            if queue.is_empty() {
                <p class="strip__none">{ "empty" }</p>
            }
        </div>
    }
}

/// What the broker has sent out.
pub fn sent(sent: &[OutputView]) -> Html {
    let outputs = sent.iter().enumerate().map(|(index, output)| {
        html! {
            <li key={index} class="chip chip--event" data-missing={output.missing.to_string()}
                data-tone={output.tone.name()} data-fresh={output.fresh.to_string()}>
                <b>{ event(output) }</b>
                if let Some(note) = output.note {
                    <span>{ note }</span>
                }
            </li>
        }
    });
    html! {
        <div class="strip" role="group" aria-label="Sent out">
            <h3>{ "Sent out" }</h3>
            <ol class="strip__list">{ for outputs }</ol>
            if sent.is_empty() {
                <p class="strip__none">{ "nothing" }</p>
            }
        </div>
    }
}

/// `ItemAdded 123`, or `PaymentBooked 60, for 1` where it tells a number.
fn event(OutputView { event, tells, cause, .. }: &OutputView) -> String {
    match tells {
        Some(number) => format!("{event} {number}, for {cause}"),
        None => format!("{event} {cause}"),
    }
}

/// Who takes the events, and what it has counted.
pub fn subscriber(subscriber: &SubscriberView) -> Html {
    let name = subscriber.name;
    html! {
        <div class="strip subscriber" role="group" aria-label={format!("Counted by {name}")}
            title={format!("{name} takes the events, each id once.")}>
            <h3>{ name }</h3>
            <ul class="strip__list">{ for subscriber.tallies.iter().map(tally) }</ul>
        </div>
    }
}

fn tally(tally: &TallyView) -> Html {
    let tone = if tally.should_be.is_some() { Tone::Bad } else { Tone::Calm };
    html! {
        <li key={tally.name} class="tally" data-tone={tone.name()}
            data-fresh={tally.fresh.to_string()}>
            if tally.should_be.is_some() {
                <span aria-hidden="true">{ glyph(tone) }{ " " }</span>
            }
            { format!("{} ", tally.name) }
            <b>{ tally.counted }</b>
            if let Some(expected) = tally.should_be {
                <em>{ format!(", should be {expected}") }</em>
            }
        </li>
    }
}

/// The memory of the handlers at work, and what is stored beside the document.
pub fn memory(memory: &[MemoryView], stored: &[(String, String)]) -> Html {
    let several = memory.len() > 1;
    html! {
        <div class="memory">
            <div class="memory__volatile" role="group" aria-label="Handler memory, lost in a crash"
                title="A crash loses all of this.">
                <h3>{ "Memory" }</h3>
                { for memory.iter().map(|each| handler(each, several)) }
                if memory.is_empty() {
                    <p class="strip__none">{ "idle" }</p>
                }
            </div>
            if !stored.is_empty() {
                <ul class="memory__stored" title="Stored with the document; a crash keeps it."
                    aria-label="Stored with the document">
                    { for stored.iter().map(|(name, content)| html! {
                        <li><span>{ format!("{name}: ") }</span>{ content }</li>
                    }) }
                </ul>
            }
        </div>
    }
}

/// What one handler holds; where there are `several`, for which delivery.
fn handler(memory: &MemoryView, several: bool) -> Html {
    html! {
        <>
            if several {
                <p class="memory__whose">{ &memory.delivery }</p>
            }
            if let Some((version, historic)) = &memory.read {
                <p>
                    { "read " }<b data-historic={historic.to_string()}>{ version }</b>
                    { format!(", has {}", memory.lines) }
                </p>
            } else {
                <p>{ "just the message" }</p>
            }
            if !memory.outgoing.is_empty() {
                <p>{ format!("to send: {}", memory.outgoing.join(", ")) }</p>
            }
        </>
    }
}
