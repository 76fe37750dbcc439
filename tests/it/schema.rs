//! The published schema of the JSON export: every run keeps to it, and whatever is changed in one
//! breaks it.

use jsonschema::Validator;
use serde_json::{Value, json};

use redelivery::codec::{failure_word, turn_word};
use redelivery::export;
use redelivery::sim::io::Failure;
use redelivery::sim::machine::TurnKind;

use crate::taken::runs;

const SCHEMA: &str = include_str!("../../docs/trace.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

fn validator() -> Validator {
    assert!(jsonschema::meta::is_valid(&schema()), "it is a schema");
    jsonschema::validator_for(&schema()).expect("it can be used")
}

#[test]
fn every_run_keeps_to_the_schema() {
    let validator = validator();
    for timeline in runs() {
        let text = export::json(timeline);
        let value: Value = serde_json::from_str(&text).expect("it is JSON");
        let faults: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{}: {faults:?}", value["link"]);
    }
}

/// Each field of each object left out, another one added, and each value of another type.
#[test]
fn whatever_is_changed_breaks_it() {
    let validator = validator();
    let timeline = crate::talk::timeline("current-state");
    let whole: Value = serde_json::from_str(&export::json(&timeline)).expect("it is JSON");
    assert!(validator.is_valid(&whole));
    let mut tried = 0;
    for pointer in pointers(&whole, String::new()) {
        let value = whole.pointer(&pointer).expect("it is there");
        let mut wrong = vec![changed(&whole, &pointer, |it| *it = json!({ "no": "value" }))];
        if let Value::Object(fields) = value {
            for name in fields.keys() {
                wrong.push(changed(&whole, &pointer, |it| {
                    it.as_object_mut().expect("an object").remove(name);
                }));
            }
            wrong.push(changed(&whole, &pointer, |it| it["another"] = json!(1)));
        } else if !value.is_array() {
            wrong.push(changed(&whole, &pointer, |it| *it = json!(-1)));
            wrong.push(changed(&whole, &pointer, |it| *it = json!("")));
        }
        for wrong in wrong {
            assert!(!validator.is_valid(&wrong), "{pointer}");
            tried += 1;
        }
    }
    assert!(tried > 2000, "{tried}");
}

/// The way to each value below `value`, itself included.
pub fn pointers(value: &Value, here: String) -> Vec<String> {
    let below: Vec<String> = match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| pointers(value, format!("{here}/{name}")))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(index, value)| pointers(value, format!("{here}/{index}")))
            .collect(),
        _ => Vec::new(),
    };
    std::iter::once(here).chain(below).collect()
}

fn changed(whole: &Value, pointer: &str, change: impl Fn(&mut Value)) -> Value {
    let mut value = whole.clone();
    change(value.pointer_mut(pointer).expect("it is there"));
    value
}

/// What a step must say, and what it must not.
#[test]
fn a_frame_says_neither_too_much_nor_too_little() {
    let validator = validator();
    let timeline = crate::talk::timeline("current-state");
    let whole: Value = serde_json::from_str(&export::json(&timeline)).expect("it is JSON");
    for (pointer, value) in [
        ("/version", json!(2)),
        ("/frames", json!([])),
        ("/frames/0/message", json!("AddItem 123")),
        ("/frames/0/choice", json!("step")),
        ("/frames/1/choice", json!("start")),
        ("/frames/1/choice", json!("conflict")),
        ("/frames/1/choice", json!("back")),
        ("/frames/1/message", json!("AddItem")),
        ("/frames/1/attempt", json!(0)),
        ("/frames/1/attempt", json!(1.5)),
        ("/frames/1/versions/0/message", json!("AddItem 123")),
        ("/frames/6/versions/1/message", Value::Null),
        ("/verdicts/0/frame", Value::Null),
        ("/verdicts/0/verdict", json!("holds")),
        ("/verdicts/1/because", json!("For no reason.")),
        ("/link", json!("/v2/first-item-added/current-state/1")),
        ("/scenario", json!("First item")),
    ] {
        assert!(
            !validator.is_valid(&changed(&whole, pointer, |it| *it = value.clone())),
            "{pointer}"
        );
    }
}

/// The words are those of links.
#[test]
fn the_schema_has_every_word_for_a_choice() {
    let words = |of: &str| -> Vec<String> {
        let known = schema()["$defs"][of]["properties"]["choice"]["enum"].clone();
        serde_json::from_value(known).expect("a list of words")
    };
    let failures = Failure::ALL.into_iter().filter(|failure| failure.is_of_step());
    let steps: Vec<&str> = std::iter::once("step").chain(failures.map(failure_word)).collect();
    assert_eq!(words("step"), steps);
    assert_eq!(words("turn"), TurnKind::ALL.map(turn_word));
}
