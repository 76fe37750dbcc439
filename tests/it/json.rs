//! The JSON export as a reader outside sees it: its fields, their types, and what they agree on.

use std::collections::BTreeSet;

use serde_json::Value;

use redelivery::codec::Link;
use redelivery::export;
use redelivery::sim::invariant;
use redelivery::sim::timeline::Timeline;

use crate::walk;

const TIMELINE: &[&str] =
    &["version", "link", "scenario", "approach", "frames", "verdicts", "subscriber"];
const FRAME: &[&str] = &[
    "frame", "says", "choice", "message", "attempt", "act", "step", "at_rest", "queue", "versions",
    "sent",
];
const ENTRY: &[&str] = &["message", "attempts", "leased"];
const VERSION: &[&str] = &["document", "message", "attempt"];
const OUTPUT: &[&str] = &["event", "message", "attempt", "read", "tells", "id"];
const VERDICT: &[&str] = &["promise", "verdict", "frame", "because"];
const SUBSCRIBER: &[&str] = &["name", "tallies"];
const TALLY: &[&str] = &["name", "counted", "expected"];
const STEPS: &[&str] = &["step", "refused", "unanswered", "died", "stale", "diverged", "lost"];
const TURNS: &[&str] =
    &["start", "back", "recover", "send", "again", "delay", "lose", "bury", "replay", "evict"];

fn read(timeline: &Timeline) -> Value {
    let text = export::json(timeline);
    assert!(text.ends_with("}\n"));
    serde_json::from_str(&text).expect("the export is JSON")
}

fn assert_fields(value: &Value, expected: &[&str]) {
    let object = value.as_object().expect("an object");
    let fields: BTreeSet<&str> = object.keys().map(String::as_str).collect();
    assert_eq!(fields, expected.iter().copied().collect());
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn check_frame(number: usize, frame: &Value) {
    assert_fields(frame, FRAME);
    assert_eq!(frame["frame"], number);
    let choice = text(&frame["choice"]);
    assert!(!text(&frame["says"]).is_empty());
    let step = STEPS.contains(&choice);
    assert!(step || TURNS.contains(&choice), "{choice}");
    assert_eq!(frame["message"].is_string(), number > 0);
    for field in ["attempt", "act", "step"] {
        assert_eq!(!frame[field].is_null(), step, "{field} in frame {number}");
    }
    let lists = [("queue", ENTRY), ("versions", VERSION), ("sent", OUTPUT)];
    for (field, expected) in lists {
        for item in list(&frame[field]) {
            assert_fields(item, expected);
        }
    }
    assert!(list(&frame["versions"])[0]["message"].is_null(), "nobody made v0");
}

fn check_verdict(verdict: &Value) {
    assert_fields(verdict, VERDICT);
    let word = text(&verdict["verdict"]);
    assert!(["holds", "not applicable", "open", "stuck", "broken"].contains(&word));
    assert_eq!(verdict["because"].is_string(), !["holds", "not applicable"].contains(&word));
    assert_eq!(verdict["frame"].is_u64(), word == "broken");
}

fn check(timeline: &Timeline) {
    let value = read(timeline);
    assert_fields(&value, TIMELINE);
    assert_eq!(value["version"], 1);
    assert_eq!(value["scenario"], timeline.run.case.scenario.id);
    assert_eq!(value["approach"], timeline.run.approach.id);
    let link = Link::parse(text(&value["link"])).expect("the link in the export opens");
    assert_eq!(link.run.choices, timeline.run.choices);
    assert_eq!(link.frame, timeline.last());
    assert_eq!(list(&value["frames"]).len(), timeline.frames.len());
    for (number, frame) in list(&value["frames"]).iter().enumerate() {
        check_frame(number, frame);
    }
    assert_eq!(list(&value["verdicts"]).len(), invariant::ALL.len());
    list(&value["verdicts"]).iter().for_each(check_verdict);
    let subscriber = timeline.run.case.scenario.subscriber;
    assert_fields(&value["subscriber"], SUBSCRIBER);
    assert_eq!(value["subscriber"]["name"], subscriber.name);
    let tallies = list(&value["subscriber"]["tallies"]);
    assert_eq!(tallies.len(), subscriber.tallies.len());
    for tally in tallies {
        assert_fields(tally, TALLY);
        assert!(tally["counted"].is_u64() && tally["expected"].is_u64());
    }
}

#[test]
fn any_run_is_exported_whole() {
    for run in walk::seeded(15) {
        check(&Timeline::new(run).expect("a walk takes enabled choices"));
    }
}

#[test]
fn the_talks_run_says_what_was_lost() {
    let value = read(&crate::talk::timeline("current-state"));
    let verdicts: Vec<(&str, &str)> = list(&value["verdicts"])
        .iter()
        .map(|verdict| (text(&verdict["promise"]), text(&verdict["verdict"])))
        .collect();
    assert_eq!(
        verdicts,
        [
            ("nothing-lost", "broken"),
            ("applied-once", "holds"),
            ("no-ghost", "holds"),
            ("exactly-once", "broken"),
            ("all-applied", "holds"),
            ("recognisable", "holds"),
            ("true-to-state", "holds"),
            ("same-answer", "holds"),
            ("in-order", "not applicable"),
            ("comes-to-rest", "holds"),
            ("no-lost-update", "holds"),
            ("nothing-left-behind", "holds"),
        ]
    );
    let failed = &value["frames"][8];
    assert_eq!(failed["choice"], "refused");
    assert_eq!(failed["message"], "AddItem 123");
    assert_eq!(failed["attempt"], 1);
    assert_eq!(failed["act"], "publish FirstItemAdded");
    assert_eq!(failed["step"], "publish");
    let last = list(&value["frames"]).last().expect("there are frames");
    assert_eq!(last["at_rest"], true);
    let tallies = list(&value["subscriber"]["tallies"]);
    assert_eq!(
        (tallies[1]["counted"].as_u64(), tallies[1]["expected"].as_u64()),
        (Some(0), Some(1))
    );
    let events: Vec<&str> = list(&last["sent"]).iter().map(|sent| text(&sent["event"])).collect();
    assert_eq!(events, ["ItemAdded", "ItemAdded", "ItemAdded"]);
}

/// Every field stands in the description that readers outside have.
#[test]
fn every_field_is_described() {
    let description = include_str!("../../docs/formats.md");
    let described = description.split_once("## A run as JSON").expect("there is such a part").1;
    for field in [TIMELINE, FRAME, ENTRY, VERSION, OUTPUT, VERDICT, SUBSCRIBER, TALLY].concat() {
        assert!(described.contains(&format!("`{field}`")), "{field} is not described");
    }
}
