//! What every approach, scenario and promise in a registry must have, and the golden listings of
//! the approaches' tables.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use redelivery::sim::approach::{self, Approach, Need, Sends};
use redelivery::sim::invariant::{self, Order};
use redelivery::sim::io::{EffectKind, Part};
use redelivery::sim::model::{
    Condition, EVENT_MAX, FAILURE_MAX, FIELD_MAX, MESSAGE_MAX, MessageId, OUTPUT_MAX, State,
};
use redelivery::sim::scenario::{self, Scenario};

use crate::golden::Golden;

/// Every approach, flawed or not.
fn approaches() -> impl Iterator<Item = &'static &'static Approach> {
    approach::ALL.iter().chain(approach::FLAWED)
}

/// The listing of each approach.
pub fn goldens() -> Vec<Golden> {
    let golden = |approach: &&Approach| Golden {
        name: format!("listing.{}.txt", approach.id),
        text: listing(approach),
    };
    approaches().map(golden).collect()
}

fn listing(approach: &Approach) -> String {
    let mut out = format!("{}\n{}\nSource: {}\n", approach.name, approach.idea, approach.source);
    if let Some(flaw) = approach.flaw {
        let _ = writeln!(out, "Flaw: {flaw}");
    }
    if let Some(need) = approach.needs {
        let need = match need {
            Need::Draft => "a draft that is submitted",
            Need::Exchange => "an HTTP server that is asked",
        };
        let _ = writeln!(out, "Needs: {need}");
    }
    let _ = match approach.sends {
        Sends::ToQueue => writeln!(out),
        Sends::AtOnce => writeln!(out, "Messages come from a sender, all at once\n"),
        Sends::OneByOne => writeln!(out, "Messages come from a sender, one by one\n"),
    };
    for (row, step) in approach.steps.iter().enumerate() {
        let _ = write!(out, "{row:>2}  {:<12}{:<12}{}", step.label, kind(step.does), step.says);
        if let Some(jump) = &step.jump {
            let _ = write!(out, "; if {}: {}", jump.when, jump.to);
        }
        for part in step.writes {
            let with = match part {
                Part::ProcessedId => "the message's id",
                Part::Outgoing => "the outgoing events",
                Part::Transaction => "the attempt, as its open transaction",
                Part::Published => "the events, which go out",
                Part::Acknowledged => "the message, which is gone",
                Part::Winner => "whose side effects count",
            };
            let _ = write!(out, " [writes {with}]");
        }
        out.push('\n');
    }
    out
}

fn kind(kind: EffectKind) -> String {
    format!("{kind:?}").to_lowercase()
}

fn is_link_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn assert_unique<'t>(what: &str, words: impl Iterator<Item = &'t str>) {
    let mut seen = BTreeSet::new();
    for word in words {
        assert!(seen.insert(word), "{what} {word} comes twice");
    }
}

fn is_sentence(text: &str) -> bool {
    text.ends_with('.') && text.starts_with(|first: char| first.is_uppercase())
}

#[test]
fn ids_are_unique_and_fit_into_a_link() {
    let approaches = || approaches().map(|approach| approach.id);
    let scenarios = || scenario::ALL.iter().map(|scenario| scenario.id);
    let promises = || invariant::ALL.iter().map(|promise| promise.id);
    assert_unique("the approach", approaches());
    assert_unique("the scenario", scenarios());
    assert_unique("the promise", promises());
    for id in approaches().chain(scenarios()).chain(promises()) {
        assert!(is_link_word(id), "{id} is not lower case with hyphens");
    }
}

#[test]
fn what_is_registered_is_found_by_its_id_and_nothing_else_is() {
    for approach in approaches() {
        assert!(approach::by_id(approach.id).is_some_and(|found| std::ptr::eq(found, *approach)));
    }
    for scenario in scenario::ALL {
        assert!(scenario::by_id(scenario.id).is_some_and(|found| std::ptr::eq(found, *scenario)));
    }
    assert!(approach::by_id("").is_none() && approach::by_id("Outbox").is_none());
    assert!(scenario::by_id("").is_none());
}

#[test]
fn every_registered_thing_explains_itself() {
    for approach in approaches() {
        assert!(is_sentence(approach.idea), "{}: {}", approach.id, approach.idea);
        assert!(!approach.name.is_empty() && !approach.source.is_empty(), "{}", approach.id);
        assert!(approach.flaw.is_none_or(is_sentence), "{}", approach.id);
    }
    for scenario in scenario::ALL {
        assert!(is_sentence(scenario.about), "{}: {}", scenario.id, scenario.about);
    }
    for promise in invariant::ALL {
        assert!(is_sentence(promise.means), "{}: {}", promise.id, promise.means);
        assert!(!promise.name.is_empty() && !promise.source.is_empty(), "{}", promise.id);
    }
}

#[test]
fn tables_begin_with_receive_and_end_with_acknowledge() {
    for approach in approaches() {
        let does = |row: usize| approach.steps[row].does;
        assert_eq!(does(0), EffectKind::Receive, "{}", approach.id);
        let last = &approach.steps[approach.steps.len() - 1];
        let ends = matches!(last.does, EffectKind::Acknowledge | EffectKind::Release)
            || last.writes.contains(&Part::Acknowledged);
        assert!(ends, "{}", approach.id);
    }
}

#[test]
fn labels_are_unique_and_jumps_lead_somewhere_else() {
    for approach in approaches() {
        assert_unique(approach.id, approach.steps.iter().map(|step| step.label));
        for (row, step) in approach.steps.iter().enumerate() {
            assert_eq!(approach.row(step.label), row);
            assert!(is_link_word(step.label), "{} {}", approach.id, step.label);
            let Some(jump) = &step.jump else { continue };
            let to = approach.steps.iter().position(|other| other.label == jump.to);
            let to = to.unwrap_or_else(|| panic!("{}: nowhere is {}", approach.id, jump.to));
            assert!(to != row, "{}: {} jumps to itself", approach.id, step.label);
            assert!(!jump.when.is_empty());
        }
    }
}

/// Visitors who look for an approach find none that is wrong on purpose.
#[test]
fn what_is_wrong_on_purpose_says_so_and_is_kept_apart() {
    assert!(approach::ALL.iter().all(|approach| approach.flaw.is_none()));
    assert!(approach::FLAWED.iter().all(|approach| approach.flaw.is_some()));
    assert_unique("the name", approaches().map(|approach| approach.name));
}

#[test]
fn only_a_write_writes() {
    for approach in approaches() {
        for step in approach.steps {
            let writes = step.writes.is_empty() || step.does == EffectKind::Persist;
            assert!(writes, "{} {}", approach.id, step.label);
        }
    }
}

fn conditions(scenario: &Scenario) -> impl Iterator<Item = Condition> {
    scenario.messages.iter().flat_map(|message| {
        let publications = message.behavior.publications.iter();
        publications.filter_map(|it| it.when).chain(message.behavior.already)
    })
}

#[test]
fn scenarios_keep_the_models_limits() {
    for scenario in scenario::ALL {
        let id = scenario.id;
        assert!((1..=MESSAGE_MAX).contains(&scenario.messages.len()), "{id}");
        assert!((1..=FIELD_MAX).contains(&scenario.fields.len()), "{id}");
        assert!((1..=EVENT_MAX).contains(&scenario.events.len()), "{id}");
        assert!(scenario.failures.len() <= FAILURE_MAX, "{id}");
        for message in scenario.messages {
            assert!(message.subject.index() < scenario.fields.len(), "{id}");
            let publications = message.behavior.publications;
            let attempts = scenario.messages.len() + FAILURE_MAX;
            assert!(publications.len() * attempts <= OUTPUT_MAX, "{id}");
            let known = |event: usize| event < scenario.events.len();
            assert!(publications.iter().all(|it| known(it.event.index())), "{id}");
        }
        assert!(conditions(scenario).all(|condition| !condition.says.is_empty()), "{id}");
    }
}

/// Links name messages by their arguments and steps by an event's name or a kind's.
#[test]
fn names_in_scenarios_fit_into_links() {
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let kinds: Vec<String> = EffectKind::ALL.map(kind).to_vec();
    for scenario in scenario::ALL {
        assert_unique(scenario.id, scenario.messages.iter().map(|message| message.argument));
        assert_unique(scenario.id, scenario.events.iter().copied());
        for message in scenario.messages {
            assert!(plain(message.argument), "{}", message.argument);
        }
        for &event in scenario.events {
            assert!(plain(event) && !kinds.iter().any(|kind| kind == event), "{event}");
        }
    }
}

/// The messages of a scenario one after the other, each with the document it comes to.
fn serially(
    scenario: &'static Scenario,
) -> impl Iterator<Item = (&'static redelivery::sim::model::Message, State)> {
    scenario.messages.iter().scan(scenario.start, |state, message| {
        let before = *state;
        *state = message.changed(before);
        Some((message, before))
    })
}

/// "Already" must be false before the change and true right after it, or no logic can use it.
#[test]
fn the_sign_of_a_change_is_seen_after_the_change_and_not_before() {
    for scenario in scenario::ALL {
        for (message, before) in serially(scenario) {
            let after = message.changed(before);
            let Some(already) = message.behavior.already else { continue };
            let seen = !already.holds(message, before) && already.holds(message, after);
            assert!(seen || !message.is_accepted(before), "{} {}", scenario.id, message.argument);
        }
    }
}

#[test]
fn handling_a_message_tells_of_it_and_something_changes_the_document() {
    for scenario in scenario::ALL {
        assert!(serially(scenario).any(|(message, before)| message.changed(before) != before));
        for (message, before) in serially(scenario) {
            let tells = message.published(before).count() > 0 || !message.is_accepted(before);
            assert!(tells, "{} {}", scenario.id, message.argument);
        }
    }
}

#[test]
fn what_a_scenario_compares_makes_sense_in_it() {
    for scenario in scenario::ALL {
        assert!(!scenario.compared.is_empty(), "{}", scenario.id);
        for id in scenario.compared {
            let approach = approach::by_id(id).unwrap_or_else(|| panic!("there is no {id}"));
            assert_eq!(scenario.misfit(approach), None, "{} {id}", scenario.id);
        }
        let tallies = scenario.subscriber.tallies;
        assert!(!scenario.subscriber.name.is_empty() && !tallies.is_empty(), "{}", scenario.id);
        assert!(tallies.iter().all(|(event, _)| event.index() < scenario.events.len()));
    }
}

/// The talk's own example, in plain numbers, so that the business logic is tested on its own.
#[test]
fn the_first_line_and_only_the_first_is_announced() {
    let scenario = scenario::by_id("first-item-added").expect("the talk's scenario exists");
    let [first, second] = scenario.messages else { panic!("two messages") };
    let events = |message: &'static redelivery::sim::model::Message, state| {
        message.due(state).map(|due| scenario.event(due.event)).collect::<Vec<_>>()
    };
    let one = first.changed(State::default());
    let two = second.changed(one);
    assert_eq!((one.sum(), two.sum()), (1, 2));
    assert_eq!(events(first, one), ["ItemAdded", "FirstItemAdded"]);
    assert_eq!(events(second, two), ["ItemAdded"]);
}

#[test]
fn an_order_and_all_orders_are_what_they_say() {
    for count in 0..=MESSAGE_MAX {
        let orders: Vec<Vec<MessageId>> = Order::all(count).map(Order::messages).collect();
        assert_eq!(orders.len(), (1..=count).product::<usize>());
        let distinct: BTreeSet<&Vec<MessageId>> = orders.iter().collect();
        assert_eq!(distinct.len(), orders.len());
        assert!(orders[0].is_sorted());
        for order in &orders {
            let ids: BTreeSet<MessageId> = order.iter().copied().collect();
            assert_eq!(ids, (0..).take(count).map(MessageId).collect());
        }
    }
}

/// What a first visit loads knows every approach that a scenario begins with.
#[test]
fn a_first_visit_knows_what_scenarios_compare() {
    for scenario in scenario::ALL {
        for id in scenario.compared {
            let known = approach::ALL.iter().chain(approach::COMPARED).any(|it| it.id == *id);
            assert!(known, "{}: {id}", scenario.id);
        }
    }
    let flawed = |it: &&&Approach| approach::FLAWED.iter().any(|flawed| flawed.id == it.id);
    assert_eq!(approach::COMPARED.iter().filter(flawed).count(), approach::COMPARED.len());
}

/// In a list of names, a comma would end one.
#[test]
fn names_of_approaches_are_short_and_have_no_comma() {
    for approach in approaches() {
        assert!(!approach.name.contains(','), "{}", approach.name);
    }
    for approach in approach::ALL {
        assert!(approach.name.len() <= 28, "{}", approach.name);
    }
}

/// A source is a link that says what it leads to.
#[test]
fn every_source_is_a_title_with_an_absolute_address() {
    let approaches = approaches().map(|approach| approach.source);
    for source in approaches.chain(invariant::ALL.iter().map(|promise| promise.source)) {
        for (title, address) in redelivery::words::sources(source) {
            assert!(title.len() > 8, "{source}");
            let rest = address.strip_prefix("https://").expect("it is absolute");
            let is_known =
                ["exactly-once.github.io/", "github.com/"].iter().any(|it| rest.starts_with(it));
            assert!(is_known && !address.contains([' ', '"', ',']), "{address}");
            // A post's own page, not the blog's front door.
            assert_eq!(
                title.starts_with('"') && title.contains(", exactly-once.github.io"),
                address.contains("/posts/")
            );
        }
    }
}
