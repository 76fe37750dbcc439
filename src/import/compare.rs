//! What a file says of a run, held against what the machine plays.

use serde_json::Value;

use super::error::{Found, ImportError, Place, Problem};

/// Fields with sentences. How something is put may change while what happened does not: of these
/// only what kind of value they are counts.
const SENTENCES: &[&str] = &["says", "because"];

/// The list whose items are known by what they are about: a file that was saved when there were
/// fewer promises lacks some.
const VERDICTS: &str = "verdicts";

/// What the next endpoint should have counted, which is judged as well.
const EXPECTED: &str = "expected";

/// What differs first, if anything.
pub(super) fn compare(expected: &Value, found: &Value) -> Result<(), ImportError> {
    values(&Place::root(), expected, found)
}

fn values(place: &Place, expected: &Value, found: &Value) -> Result<(), ImportError> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            if let Some(name) = expected.keys().find(|name| !found.contains_key(*name)) {
                let problem = Problem::Missing { field: name.clone() };
                return Err(ImportError { place: place.clone(), problem });
            }
            for (name, found) in found {
                let place = place.field(name);
                let Some(expected) = expected.get(name) else {
                    let problem = Problem::Unknown { found: Found::of(found) };
                    return Err(ImportError { place, problem });
                };
                match name.as_str() {
                    sentence if SENTENCES.contains(&sentence) => kinds(place, expected, found)?,
                    VERDICTS => verdicts(&place, expected, found)?,
                    EXPECTED if found.is_u64() => {}
                    _ => values(&place, expected, found)?,
                }
            }
            Ok(())
        }
        (Value::Array(expected), Value::Array(found)) => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                values(&place.item(index), expected, found)?;
            }
            let (expected, found) = (expected.len(), found.len());
            if expected == found {
                return Ok(());
            }
            let problem = Problem::Count { expected, found };
            Err(ImportError { place: place.clone(), problem })
        }
        _ if expected == found => Ok(()),
        _ => Err(differs(place.clone(), expected, found)),
    }
}

/// Whether both are texts, or both nothing.
fn kinds(place: Place, expected: &Value, found: &Value) -> Result<(), ImportError> {
    if expected.is_string() == found.is_string() && expected.is_null() == found.is_null() {
        return Ok(());
    }
    Err(differs(place, expected, found))
}

/// Each verdict in the file against that on the same promise.
fn verdicts(place: &Place, expected: &Value, found: &Value) -> Result<(), ImportError> {
    let (Value::Array(expected), Value::Array(listed)) = (expected, found) else {
        return Err(differs(place.clone(), expected, found));
    };
    let mut rest = expected.iter();
    for (index, found) in listed.iter().enumerate() {
        let place = place.item(index);
        let same = |verdict: &&Value| verdict.get("promise") == found.get("promise");
        let Some(expected) = rest.find(same) else {
            let problem = Problem::Unknown { found: Found::of(found) };
            return Err(ImportError { place, problem });
        };
        values(&place, &judged_as(expected, found), found)?;
    }
    Ok(())
}

/// `expected` with the judgement of `found`, where that is one: a page that came later may judge
/// the same run otherwise.
fn judged_as(expected: &Value, found: &Value) -> Value {
    const WORDS: [&str; 5] = ["holds", "not applicable", "open", "stuck", "broken"];
    let is_judgement = |(name, value): (&str, &Value)| match name {
        "verdict" => value.as_str().is_some_and(|word| WORDS.contains(&word)),
        "frame" => value.is_null() || value.is_u64(),
        _ => value.is_null() || value.is_string(),
    };
    let mut judged = expected.clone();
    for name in ["verdict", "frame", "because"] {
        let given = found.get(name).filter(|value| is_judgement((name, value)));
        if let (Some(field), Some(given)) = (judged.get_mut(name), given) {
            *field = given.clone();
        }
    }
    judged
}

fn differs(place: Place, expected: &Value, found: &Value) -> ImportError {
    let (expected, found) = (Found::of(expected), Found::of(found));
    ImportError { place, problem: Problem::Differs { expected, found } }
}
