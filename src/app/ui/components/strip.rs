//! What is in memory and in store, what goes out, and what is made of it.

use super::verdicts::glyph;
use crate::app::ui::element::{El, breakable, el, of_class, term, unseen};
use crate::app::view::{Fact, MemoryView, OutputView, SubscriberView, TallyView, Tone};
use crate::language::tell;

/// What the broker has sent out, under the deliveries that sent it or should have.
pub fn sent(sent: &[OutputView], columns: usize) -> El {
    let slots = std::iter::once(None).chain((0..columns).map(Some)).map(|slot| {
        let of_slot = sent.iter().enumerate().filter(|(_, output)| output.column == slot);
        let outputs: Vec<El> = of_slot.map(output).collect();
        of_class("div", "sent__slot").all(outputs)
    });
    of_class("div", "sent")
        .at("role", "group")
        .at("aria-label", "Sent out")
        .with(el("h3").with(term("Sent out")))
        .with(of_class("div", "sent__slots").at("role", "list").all(slots))
}

fn output((index, output): (usize, &OutputView)) -> El {
    of_class("div", "chip")
        .at("role", "listitem")
        .keyed(index.to_string())
        .tells("data-missing", output.missing)
        .at("data-tone", output.tone.name())
        .maybe("data-note", output.note)
        .tells("data-fresh", output.fresh)
        .set("title", event(output))
        .with(breakable(el("b"), output.event))
        .may(output.tells.map(|number| el("b").say(tell(" {0}", &[&number]))))
        .with(unseen(match output.tells {
            Some(_) => tell(", for {0} ", &[&output.cause]),
            None => tell(" {0} ", &[&output.cause]),
        }))
        .may(output.note.map(|note| el("span").with(term(note))))
}

fn group(class: &'static str, name: &'static str) -> El {
    of_class("div", class).at("role", "group").at("aria-label", name)
}

/// `ItemAdded 123`, or `PaymentBooked 60, for 1` where it tells a number.
fn event(OutputView { event, tells, cause, .. }: &OutputView) -> String {
    match tells {
        Some(number) => tell("{0} {1}, for {2}", &[&event, &number, &cause]),
        None => tell("{0} {1}", &[&event, &cause]),
    }
}

/// Who takes the events, and what it has counted.
pub fn subscriber(subscriber: &SubscriberView) -> El {
    let name = subscriber.name;
    of_class("div", "strip subscriber")
        .at("role", "group")
        .set("aria-label", tell("Counted by {0}", &[&name]))
        .set("title", tell("{0} takes the events, each id once.", &[&name]))
        .with(el("h3").text(name))
        .with(of_class("ul", "strip__list").all(subscriber.tallies.iter().map(tally)))
}

fn tally(tally: &TallyView) -> El {
    let tone = if tally.should_be.is_some() { Tone::Bad } else { Tone::Calm };
    let sign = tally
        .should_be
        .map(|_| el("span").at("aria-hidden", "true").say(tell("{0} ", &[&glyph(tone)])));
    of_class("li", "tally")
        .key(tally.name)
        .at("data-tone", tone.name())
        .tells("data-fresh", tally.fresh)
        .may(sign)
        .say(tell("{0} ", &[&tally.name]))
        .with(el("b").say(tally.counted.to_string()))
        .may(tally.should_be.map(|expected| el("em").say(tell(", should be {0}", &[&expected]))))
}

/// What a crash at this moment would lose, and what it would not.
pub fn holdings(memory: &[MemoryView], stored: &[Fact]) -> El {
    let nothing = memory.is_empty().then(|| el("p").text("nothing: no handler is at work"));
    let lost = group("held held--lost", "Lost if it crashes now")
        .with(el("h3").with(term("Lost if it crashes now")))
        .group(memory.iter().map(handler))
        .may(nothing);
    let kept = group("held", "Survives a crash")
        .with(el("h3").with(term("Survives a crash")))
        .with(el("ul").all(stored.iter().map(fact)));
    of_class("div", "holdings").with(lost).with(kept)
}

/// What one handler holds.
fn handler(memory: &MemoryView) -> El {
    let message = el("li").text("only the message");
    let facts = memory.facts.iter().map(fact);
    el("div")
        .tells("data-historic", memory.historic)
        .with(of_class("p", "held__whose").say(memory.delivery.clone()))
        .with(el("ul").may(memory.facts.is_empty().then_some(message)).all(facts))
}

/// `processed ids: 123 → 123, 234`.
fn fact(fact: &Fact) -> El {
    let nothing = |text: &str| if text.is_empty() { String::from("–") } else { text.to_string() };
    let was = fact.was.as_ref().map(|was| {
        let to = el("span").at("aria-hidden", "true").text(" → ");
        el("span").with(el("del").say(nothing(was))).with(unseen("becomes")).with(to)
    });
    el("li")
        .keyed(fact.name.clone())
        .tells("data-fresh", fact.was.is_some())
        .with(el("span").say(tell("{0}: ", &[&fact.name])))
        .may(was)
        .with(el("b").say(nothing(&fact.now)))
}
