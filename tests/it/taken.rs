//! The formats in which a run can be taken away, each read by who is to read it, over every
//! scenario under every approach.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag};
use regex::RegexBuilder;
use serde_json::Value;

use redelivery::codec::{Form, Link};
use redelivery::export::{self, FORMATS, Format, Look, SHIVIZ_EVENT, SHIVIZ_RUN, Taken};
use redelivery::sim::approach;
use redelivery::sim::failure::FailurePlan;
use redelivery::sim::invariant;
use redelivery::sim::timeline::{Run, Timeline};
use redelivery::words;

use crate::{search, walk};

/// Every scenario under every approach, those wrong on purpose too, with the scenario's own
/// failures; and runs in which anything may go wrong.
static RUNS: LazyLock<Vec<Timeline>> = LazyLock::new(|| {
    let flawed = redelivery::sim::scenario::ALL.iter().flat_map(|&scenario| {
        scenario.suited(approach::FLAWED).map(move |approach| (scenario, approach))
    });
    let planned = search::pairs().chain(flawed).map(|(scenario, approach)| {
        let plan = FailurePlan::new(scenario.failures.iter().copied());
        Run::of_plan(scenario, approach, &plan).0
    });
    let unroll = |run| Timeline::new(run).expect("played choices are possible");
    planned.chain(walk::seeded(3)).map(unroll).collect()
});

/// Every run there is to try.
pub fn runs() -> &'static [Timeline] {
    &RUNS
}

fn format(id: &str) -> &'static Format {
    export::format_by_id(id).expect("there is such a format")
}

fn taken(lanes: &[Timeline]) -> Taken<'_> {
    Taken { lanes, unmet: &[], look: Look::Light, site: "https://example.org/r/" }
}

/// A run as `id` has it.
fn written(id: &str, timeline: &Timeline) -> String {
    format(id).write(&taken(std::slice::from_ref(timeline)))
}

#[test]
fn formats_differ_in_name_and_say_what_reads_them() {
    let ids: BTreeSet<&str> = FORMATS.iter().map(|format| format.id).collect();
    let names: BTreeSet<&str> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!((ids.len(), names.len()), (FORMATS.len(), FORMATS.len()));
    for format in FORMATS {
        assert!(format.about.ends_with('.') && format.about.len() > 20, "{}", format.id);
        assert!(!format.about.contains(['\t', '\n']), "{}", format.id);
    }
}

#[test]
fn a_file_is_called_after_what_is_in_it() {
    let lanes = Link::parse("/v1/cart/current-state/3?with=outbox").expect("a link").timelines();
    let named = |id: &str| format(id).file(&lanes);
    assert_eq!(named("svg"), "cart-current-state-outbox.svg");
    assert_eq!(named("itf"), "cart-current-state.itf.json");
    assert_eq!(named("shiviz"), "cart-current-state-outbox.shiviz.log");
}

/// What a link shows is what the page shows: to the end, and the others under the same failures.
#[test]
fn a_link_is_unrolled_as_the_page_does() {
    use redelivery::app::state::State;
    let others = "with=historic-state+outbox&unmet=234.2.persist.died";
    for link in ["", "?with=outbox", &format!("?{others}"), &format!("?send=1&{others}")] {
        let link = format!("/v1/first-item-added/current-state/7.refused{link}");
        let shown = State::open(&link);
        let lanes = Link::parse(&link).expect("a link").timelines();
        assert_eq!(lanes.len(), shown.lanes.len());
        for (lane, shown) in lanes.iter().zip(&shown.lanes) {
            let run = &shown.timeline.run;
            assert_eq!(lane.run.approach.id, run.approach.id);
            assert_eq!(lane.run.choices, run.choices, "{link}");
        }
    }
}

/// A text is the same each time, ends with a line, and says nothing of Rust.
#[test]
fn every_format_writes_every_run() {
    for timeline in runs() {
        for format in FORMATS.iter().filter(|format| format.form != Form::Dots) {
            let text = written(format.id, timeline);
            assert!(text.ends_with('\n') && !text.contains('\r'), "{}", format.id);
            assert_eq!(text, written(format.id, timeline));
        }
    }
}

/// Where several approaches are on show, those formats that can have all of them in them.
#[test]
fn all_lanes_are_in_it_where_the_format_can() {
    let link = "/v1/first-item-added/current-state/7.refused?with=historic-state+outbox";
    let lanes = Link::parse(link).expect("a link").timelines();
    for format in FORMATS {
        let text = format.write(&taken(&lanes));
        for lane in &lanes[1..] {
            let is_in = text.contains(lane.run.approach.name);
            assert_eq!(is_in, format.takes_all, "{}: {}", format.id, lane.run.approach.name);
        }
    }
}

/// The report is tables to a reader of Markdown, with as many rows as there are frames, and each
/// text in them is the one that was meant.
#[test]
fn the_report_is_what_markdown_makes_of_it() {
    for timeline in runs() {
        let text = written("markdown", timeline);
        let (mut rows, mut says, mut html) = (Vec::new(), String::new(), false);
        let mut cells = 0;
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::TableRow) => cells = 0,
                Event::Start(Tag::TableCell) => cells += 1,
                Event::End(pulldown_cmark::TagEnd::TableRow) => rows.push(cells),
                Event::Text(text) => says.push_str(&text),
                Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) => html = true,
                _ => {}
            }
        }
        assert!(!html, "{text}");
        let (steps, promises) = (timeline.frames.len(), invariant::ALL.len());
        assert_eq!(rows, [vec![6; steps], vec![3; promises]].concat());
        let sentences = export::text(timeline);
        for line in sentences.lines().filter_map(|line| line.split_once("BREAKS")) {
            let why = line.1.split_once(": ").expect("it says why").1;
            assert!(says.contains(why), "{why}");
        }
    }
}

/// What a trace's value is: the same for a variable in all of its states.
#[derive(Clone, PartialEq, Debug)]
enum Kind {
    /// Of an empty list or set: whatever the others have.
    Any,
    Text,
    Truth,
    Int,
    List(Box<Kind>),
    Set(Box<Kind>),
    Map(Box<Kind>, Box<Kind>),
    Tuple(Vec<Kind>),
    Record(BTreeMap<String, Kind>),
    Variant(BTreeMap<String, Kind>),
}

/// The kind of a value, by ADR-015: whatever it does not know is refused.
fn kind(value: &Value) -> Result<Kind, String> {
    let all = |values: &[Value]| {
        let mut kinds = values.iter().map(kind);
        kinds.try_fold(Kind::Any, |known, kind| joined(known, kind?))
    };
    let values = |value: &Value| value.as_array().cloned().ok_or(format!("no list: {value}"));
    match value {
        Value::String(_) => Ok(Kind::Text),
        Value::Bool(_) => Ok(Kind::Truth),
        Value::Array(values) => Ok(Kind::List(Box::new(all(values)?))),
        Value::Null | Value::Number(_) => Err(format!("no value of a trace: {value}")),
        Value::Object(fields) => match fields.iter().collect::<Vec<_>>()[..] {
            [(name, digits)] if name == "#bigint" => {
                let digits = digits.as_str().unwrap_or_default();
                let digits = digits.strip_prefix('-').unwrap_or(digits);
                let plain = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
                plain.then_some(Kind::Int).ok_or(format!("no number: {value}"))
            }
            [(name, inner)] if name == "#set" => {
                let values = values(inner)?;
                for (index, value) in values.iter().enumerate() {
                    if values[..index].contains(value) {
                        return Err(format!("twice in a set: {value}"));
                    }
                }
                Ok(Kind::Set(Box::new(all(&values)?)))
            }
            [(name, inner)] if name == "#tup" => {
                Ok(Kind::Tuple(values(inner)?.iter().map(kind).collect::<Result<_, _>>()?))
            }
            [(name, inner)] if name == "#map" => {
                let (mut keys, mut others) = (Vec::new(), Vec::new());
                for pair in values(inner)? {
                    let [key, other] = &values(&pair)?[..] else {
                        return Err(format!("no pair: {pair}"));
                    };
                    if keys.contains(key) {
                        return Err(format!("twice a key: {key}"));
                    }
                    keys.push(key.clone());
                    others.push(other.clone());
                }
                Ok(Kind::Map(Box::new(all(&keys)?), Box::new(all(&others)?)))
            }
            [(tag, name), (other, inner)] if tag == "tag" && other == "value" => {
                let name = name.as_str().ok_or("a tag is a text")?;
                Ok(Kind::Variant(BTreeMap::from([(name.to_string(), kind(inner)?)])))
            }
            ref fields => {
                let field = |(name, value): &(&String, &Value)| {
                    if name.starts_with('#') {
                        return Err(format!("no field: {name}"));
                    }
                    Ok(((*name).clone(), kind(value)?))
                };
                Ok(Kind::Record(fields.iter().map(field).collect::<Result<_, String>>()?))
            }
        },
    }
}

/// What both kinds are; variants may be of either tag.
fn joined(one: Kind, other: Kind) -> Result<Kind, String> {
    Ok(match (one, other) {
        (Kind::Any, kind) | (kind, Kind::Any) => kind,
        (Kind::List(one), Kind::List(other)) => Kind::List(Box::new(joined(*one, *other)?)),
        (Kind::Set(one), Kind::Set(other)) => Kind::Set(Box::new(joined(*one, *other)?)),
        (Kind::Map(key, value), Kind::Map(other, inner)) => {
            Kind::Map(Box::new(joined(*key, *other)?), Box::new(joined(*value, *inner)?))
        }
        (Kind::Tuple(one), Kind::Tuple(other)) if one.len() == other.len() => {
            let pairs = one.into_iter().zip(other);
            Kind::Tuple(pairs.map(|(one, other)| joined(one, other)).collect::<Result<_, _>>()?)
        }
        (Kind::Record(mut one), Kind::Record(other)) if one.keys().eq(other.keys()) => {
            for (name, kind) in other {
                let known = one.remove(&name).expect("they have the same fields");
                one.insert(name, joined(known, kind)?);
            }
            Kind::Record(one)
        }
        (Kind::Variant(mut one), Kind::Variant(other)) => {
            for (tag, kind) in other {
                let known = one.remove(&tag).unwrap_or(Kind::Any);
                one.insert(tag, joined(known, kind)?);
            }
            Kind::Variant(one)
        }
        (one, other) if one == other => one,
        (one, other) => return Err(format!("{one:?} and {other:?}")),
    })
}

/// Some of a state, as another reader of traces takes it apart.
#[derive(serde::Deserialize)]
struct Told {
    at_rest: bool,
    received: BTreeMap<String, u8>,
    unsent: BTreeSet<String>,
    sent: Vec<Out>,
}

#[derive(serde::Deserialize)]
struct Out {
    event: String,
    by: (String, u8),
}

fn check_by_another(timeline: &Timeline, text: &str) {
    let read: itf::Trace<Told> = itf::trace_from_str(text).expect("it is a trace");
    let scenario = timeline.run.case.scenario;
    assert_eq!(read.states.len(), timeline.frames.len());
    for (state, frame) in read.states.iter().zip(&timeline.frames) {
        let (state, world) = (&state.value, &frame.world);
        assert_eq!(state.at_rest, frame.at_rest);
        assert_eq!(usize::from(state.received.values().sum::<u8>()), world.queue.deliveries());
        assert_eq!(state.unsent.len(), world.sender.unsent.iter().count());
        let sent = world.sent.iter().map(|output| {
            let message = words::message(scenario, output.by.message);
            (scenario.event(output.event).to_string(), (message, output.by.attempt))
        });
        let told = state.sent.iter().map(|it| (it.event.clone(), it.by.clone()));
        assert!(told.eq(sent));
    }
}

/// A trace has the fields that ADR-015 names, in each state every variable and nothing else, and
/// each variable of one kind in every state of every run.
#[test]
fn a_trace_is_one_to_the_letter() {
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    for timeline in runs() {
        let text = written("itf", timeline);
        check_by_another(timeline, &text);
        let trace: Value = serde_json::from_str(&text).expect("it is JSON");
        let fields: Vec<&String> = trace.as_object().expect("an object").keys().collect();
        assert_eq!(fields.iter().collect::<BTreeSet<_>>().len(), 3);
        assert!(fields.iter().all(|name| ["#meta", "vars", "states"].contains(&name.as_str())));
        assert_eq!(trace["#meta"]["format"], "ITF");
        let vars: BTreeSet<&str> =
            trace["vars"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        for (index, state) in trace["states"].as_array().expect("a list").iter().enumerate() {
            assert_eq!(state["#meta"], serde_json::json!({ "index": index }));
            let state = state.as_object().expect("an object");
            let names = state.keys().map(String::as_str).filter(|name| *name != "#meta");
            assert_eq!(names.collect::<BTreeSet<_>>(), vars);
            for (name, value) in state.iter().filter(|(name, _)| *name != "#meta") {
                let kind = kind(value).unwrap_or_else(|why| panic!("{name}: {why}"));
                let known = kinds.remove(name).unwrap_or(Kind::Any);
                let both = joined(known, kind).unwrap_or_else(|why| panic!("{name}: {why}"));
                kinds.insert(name.clone(), both);
            }
        }
    }
    assert!(kinds.len() > 20 && !format!("{kinds:?}").contains("Any"), "{kinds:?}");
}

#[test]
fn what_is_no_value_of_a_trace_is_found() {
    for text in [
        "null",
        "3",
        r##"{ "#bigint": 3 }"##,
        r##"{ "#bigint": "3x" }"##,
        r##"{ "#set": ["a", "a"] }"##,
        r#"["a", true]"#,
        r##"{ "#map": [["a"]] }"##,
        r##"{ "#other": [] }"##,
    ] {
        let value: Value = serde_json::from_str(text).expect("it is JSON");
        assert!(kind(&value).is_err(), "{text}");
    }
}

/// The laws of vector clocks: each host counts its own events one by one, knows of others only what
/// has happened before, never less than it knew, and every event of others that it knows, with all
/// that it knew.
#[test]
fn a_log_keeps_the_laws_of_clocks() {
    let event = RegexBuilder::new(SHIVIZ_EVENT).multi_line(true).build().expect("it is one");
    let part = RegexBuilder::new(SHIVIZ_RUN).multi_line(true).build().expect("it is one");
    let mut received = 0;
    for timeline in runs() {
        let text = written("shiviz", timeline);
        let mut lines = text.splitn(3, '\n');
        assert_eq!(lines.next(), Some(SHIVIZ_EVENT), "ShiViz reads the log by its first line");
        assert_eq!(lines.next(), Some(SHIVIZ_RUN), "and parts the runs by its second");
        let log = lines.next().expect("there is a log");
        let traces: Vec<&str> =
            part.captures_iter(log).map(|it| it.name("trace").expect("a name").as_str()).collect();
        assert_eq!(traces, [timeline.run.approach.name]);
        let log = part.replace(log, "");
        let events: Vec<_> = event.captures_iter(&log).collect();
        assert_eq!(events.len() * 2, log.trim().lines().count(), "each two lines are an event");
        let mut known: BTreeMap<String, Vec<BTreeMap<String, u64>>> = BTreeMap::new();
        for event in &events {
            let host = &event["host"];
            let clock: BTreeMap<String, u64> =
                serde_json::from_str(&event["clock"]).expect("a clock is JSON");
            let before = known.get(host).and_then(|own| own.last()).cloned().unwrap_or_default();
            let own = before.get(host).copied().unwrap_or_default();
            assert_eq!(clock.get(host), Some(&(own + 1)), "{event:?}");
            assert!(before.iter().all(|(host, count)| clock.get(host) >= Some(count)));
            for (other, &count) in clock.iter().filter(|(other, _)| *other != host) {
                let index = usize::try_from(count).expect("counts are small") - 1;
                let seen = known.get(other).and_then(|all| all.get(index));
                let seen =
                    seen.unwrap_or_else(|| panic!("{host} knows what is to come: {event:?}"));
                assert!(seen.iter().all(|(host, count)| clock.get(host) >= Some(count)));
                received += usize::from(before.get(other) != Some(&count));
            }
            known.entry(host.to_string()).or_default().push(clock);
        }
    }
    assert!(received > 10_000, "{received}: something is sent and received");
}

/// What is out is told of: each event that the broker has is handed to the subscriber once.
#[test]
fn diagrams_and_logs_have_every_event_that_is_out() {
    for timeline in runs() {
        let count = timeline.frames[timeline.last()].world.sent.len();
        let name = format!("{}-(subscriber)", timeline.run.case.scenario.subscriber.name);
        let host = name.replace(' ', "-");
        let log = written("shiviz", timeline);
        let got = log.lines().filter(|line| line.starts_with(&format!("{host} {{"))).count();
        assert_eq!(got, count);
        let diagram = written("mermaid", timeline);
        let broken = diagram.lines().filter(|line| line.contains("✗")).count();
        let breaks = log.matches('✗').count();
        let expected = export::text(timeline).matches("BREAKS").count();
        assert_eq!((broken, breaks), (expected, expected));
    }
}
