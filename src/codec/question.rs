//! Questions to the checker as addresses:
//!
//! `/v1/check/<scenario>/<approach>?send=<count>&handlers=<count>&failures=<count>&copies=<count>`
//! `&retries=<count>&what=<hazard>+…&runs=<count>&in=<count>&seed=<number>`
//!
//! `all` in place of an approach asks of each that makes sense in the scenario. What is not said is
//! as in [`Question::usual`], which never changes: one handler, one failure, one copy, whatever a
//! broker and a network do. With `runs`, so many random runs are made, one choice in `in` a mishap,
//! from the dice of `seed`.

use std::fmt;

use super::error::{LinkError, Problem};
use super::link::{VERSION, read_case};
use super::piece::{Piece, number, read_settings};
use crate::sim::approach;
use crate::sim::checker::{Dice, Hazard, Question};
use crate::sim::model::{FAILURE_MAX, HANDLER_MAX};
use crate::sim::scenario;

/// What stands in place of a scenario in the address of a question.
pub const CHECK: &str = "check";

/// What stands in place of an approach for all of them. No approach may be called so.
pub const ALL: &str = "all";

/// Every setting's name.
const SETTINGS: &[&str] =
    &["send", "handlers", "failures", "copies", "retries", "what", "runs", "in", "seed"];

/// Random runs in one question.
pub const RUNS_MAX: usize = 9999;

/// Dice as they are unless something is said of them.
pub const USUAL_DICE: Dice = Dice { runs: 1000, one_in: 20, seed: 1 };

/// The word for a hazard.
pub fn hazard_word(hazard: Hazard) -> &'static str {
    match hazard {
        Hazard::Crash => "crash",
        Hazard::Duplicate => "duplicate",
        Hazard::Expiry => "expiry",
        Hazard::Delay => "delay",
        Hazard::Loss => "loss",
        Hazard::DeadLetter => "dead-letter",
        Hazard::Eviction => "eviction",
        Hazard::StaleRead => "stale-read",
        Hazard::Chance => "chance",
    }
}

/// The hazard that has this word.
pub(super) fn hazard_by_word(word: &str) -> Option<Hazard> {
    Hazard::ALL.into_iter().find(|hazard| hazard_word(*hazard) == word)
}

/// Reads what stands behind `/v1/check/`.
pub(super) fn read(text: Piece<'_>) -> Result<Question, LinkError> {
    let (path, settings) = text.text.split_once('?').unwrap_or((text.text, ""));
    let path = Piece { text: path, ..text };
    let mut parts = path.split('/');
    let name = parts.next().unwrap_or(path);
    let scenario = scenario::by_id(name.text)
        .ok_or_else(|| name.fault(|found| Problem::Scenario { found }))?;
    let of = parts.next().ok_or_else(|| name.missing("an approach, or 'all'"))?;
    let approach = match of.text {
        ALL => None,
        id => Some(
            approach::by_id(id)
                .filter(|approach| scenario.misfit(approach).is_none())
                .ok_or_else(|| of.fault(|found| Problem::Approach { found }))?,
        ),
    };
    if let Some(more) = parts.next() {
        return Err(more.fault(|found| Problem::Setting { known: SETTINGS, found }));
    }
    let mut question = Question::usual(scenario.into(), approach);
    if path.text.len() == text.text.len() {
        return Ok(question);
    }
    let settings = Piece { text: settings, position: text.position + path.text.len() + 1 };
    for setting in read_settings(settings, SETTINGS) {
        let (name, value) = setting?;
        set(&mut question, name, value)?;
    }
    Ok(question)
}

fn set(question: &mut Question, name: &str, value: Piece<'_>) -> Result<(), LinkError> {
    let dice = || question.dice.unwrap_or(USUAL_DICE);
    match name {
        "send" => question.case = read_case(question.case.scenario, value)?,
        "handlers" => question.handlers = within(value, 1, HANDLER_MAX)?,
        "failures" => question.failures = small(value, FAILURE_MAX)?,
        "copies" => question.copies = small(value, FAILURE_MAX)?,
        "retries" => question.retries = Some(small(value, FAILURE_MAX)?),
        "what" => question.hazards = read_hazards(value)?,
        "runs" => question.dice = Some(Dice { runs: wide(value, 1, RUNS_MAX)?, ..dice() }),
        "in" => question.dice = Some(Dice { one_in: wide(value, 1, RUNS_MAX)?, ..dice() }),
        _ => question.dice = Some(Dice { seed: wide(value, 0, RUNS_MAX)?, ..dice() }),
    }
    Ok(())
}

fn within(value: Piece<'_>, least: usize, most: usize) -> Result<usize, LinkError> {
    let found = number(value.text).filter(|found| (least..=most).contains(found));
    found.ok_or_else(|| value.fault(|found| Problem::Number { least, most, found }))
}

fn small(value: Piece<'_>, most: usize) -> Result<u8, LinkError> {
    let found = within(value, 0, most)?;
    Ok(u8::try_from(found).expect("no more than there can be failures"))
}

fn wide(value: Piece<'_>, least: usize, most: usize) -> Result<u32, LinkError> {
    let found = within(value, least, most)?;
    Ok(u32::try_from(found).expect("numbers here have four digits"))
}

/// In their order, each once. Nothing at all may go wrong, too.
fn read_hazards(list: Piece<'_>) -> Result<Vec<Hazard>, LinkError> {
    let mut hazards = Vec::new();
    for piece in list.split('+').filter(|piece| !piece.text.is_empty()) {
        let hazard = hazard_by_word(piece.text);
        let hazard = hazard.ok_or_else(|| piece.fault(|found| Problem::Hazard { found }))?;
        if hazards.contains(&hazard) {
            return Err(piece.fault(|found| Problem::Repeated { found }));
        }
        hazards.push(hazard);
    }
    Ok(Hazard::ALL.into_iter().filter(|hazard| hazards.contains(hazard)).collect())
}

/// A question as its address.
pub(super) fn write(question: &Question, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Question { case, approach, hazards, .. } = question;
    let of = approach.map_or(ALL, |approach| approach.id);
    write!(f, "/{VERSION}/{CHECK}/{}/{of}", case.scenario.id)?;
    let usual = Question::usual(*case, *approach);
    let mut settings = Vec::new();
    let mut say = |name: &str, value: String| settings.push(format!("{name}={value}"));
    if case.count != case.scenario.messages.len() {
        say("send", case.count.to_string());
    }
    if question.handlers != usual.handlers {
        say("handlers", question.handlers.to_string());
    }
    if question.failures != usual.failures {
        say("failures", question.failures.to_string());
    }
    if question.copies != usual.copies {
        say("copies", question.copies.to_string());
    }
    if let Some(retries) = question.retries {
        say("retries", retries.to_string());
    }
    if *hazards != usual.hazards {
        let words: Vec<&str> = hazards.iter().map(|&hazard| hazard_word(hazard)).collect();
        say("what", words.join("+"));
    }
    if let Some(Dice { runs, one_in, seed }) = question.dice {
        say("runs", runs.to_string());
        if one_in != USUAL_DICE.one_in {
            say("in", one_in.to_string());
        }
        if seed != USUAL_DICE.seed {
            say("seed", seed.to_string());
        }
    }
    if settings.is_empty() { Ok(()) } else { write!(f, "?{}", settings.join("&")) }
}
