//! What was let happen and did not, in a line of an answer: `dead-letter=failures:2|handlers:2`
//! can't happen, but with either of these bounds; with two joined by `+` it takes both. `undrawn`
//! and `unknown` stand in place of them.

use super::question::{hazard_by_word, hazard_word};
use crate::sim::checker::{Absence, Absent, Change, Raise};

const UNDRAWN: &str = "undrawn";
const UNKNOWN: &str = "unknown";

/// All of them in a line.
pub(super) fn write(absent: &[Absent]) -> String {
    let each = absent.iter().map(|Absent { hazard, why }| {
        let why = match why {
            Absence::Undrawn => String::from(UNDRAWN),
            Absence::Unknown => String::from(UNKNOWN),
            Absence::Impossible(changes) => {
                changes.iter().map(write_change).collect::<Vec<_>>().join("|")
            }
        };
        format!("{}={why}", hazard_word(*hazard))
    });
    each.collect::<Vec<_>>().join(" ")
}

fn write_change(change: &Change) -> String {
    let raise = |raise: &Raise| match raise {
        Raise::Failures(count) => format!("failures:{count}"),
        Raise::Handlers(count) => format!("handlers:{count}"),
        Raise::Messages(count) => format!("send:{count}"),
        Raise::Copies(count) => format!("copies:{count}"),
        Raise::Retries => String::from("retries:"),
        Raise::Also(hazard) => format!("what:{}", hazard_word(*hazard)),
    };
    change.iter().map(raise).collect::<Vec<_>>().join("+")
}

/// Reads such a line; the word that is not understood, if one is not.
pub(super) fn read(line: &str) -> Result<Vec<Absent>, &str> {
    let each = |word| read_one(word).ok_or(word);
    line.split(' ').filter(|word| !word.is_empty()).map(each).collect()
}

fn read_one(word: &str) -> Option<Absent> {
    let (hazard, why) = word.split_once('=')?;
    let why = match why {
        UNDRAWN => Absence::Undrawn,
        UNKNOWN => Absence::Unknown,
        "" => Absence::Impossible(Vec::new()),
        changes => Absence::Impossible(changes.split('|').map(read_change).collect::<Option<_>>()?),
    };
    Some(Absent { hazard: hazard_by_word(hazard)?, why })
}

fn read_change(change: &str) -> Option<Change> {
    let raise = |raise: &str| {
        let (bound, value) = raise.split_once(':')?;
        Some(match bound {
            "failures" => Raise::Failures(value.parse().ok()?),
            "handlers" => Raise::Handlers(value.parse().ok()?),
            "send" => Raise::Messages(value.parse().ok()?),
            "copies" => Raise::Copies(value.parse().ok()?),
            "retries" => Raise::Retries,
            "what" => Raise::Also(hazard_by_word(value)?),
            _ => return None,
        })
    };
    change.split('+').map(raise).collect()
}
