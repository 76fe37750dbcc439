//! What the checker is asked, how far it is, and what it has found, in words.

use crate::language::{list, said, tell};
use crate::sim::checker::{
    Absence, Absent, Change, Dice, Harm, Hazard, Outcomes, Progress, Question, Raise, Status,
};
use crate::sim::invariant;
use crate::sim::scenario::Case;

/// A kind of mishap, as the end of "at most one failure:".
pub fn hazard(hazard: Hazard) -> &'static str {
    match hazard {
        Hazard::Crash => "crashes",
        Hazard::Duplicate => "duplicates",
        Hazard::Expiry => "expired leases",
        Hazard::Delay => "other orders",
        Hazard::Loss => "lost messages",
        Hazard::DeadLetter => "dead letters",
        Hazard::Eviction => "evictions",
        Hazard::StaleRead => "stale reads",
        Hazard::Chance => "chance",
    }
}

/// What exactly a kind of mishap is.
pub fn hazard_means(hazard: Hazard) -> &'static str {
    match hazard {
        Hazard::Crash => "A step fails, its answer is lost, or its process dies.",
        Hazard::Duplicate => "The sender sends a message again.",
        Hazard::Expiry => "A lease expires while its handler still works.",
        Hazard::Delay => "The broker delivers the messages in a different order.",
        Hazard::Loss => "A channel with receipts loses a message, or a receipt.",
        Hazard::DeadLetter => "A message is dead-lettered, and perhaps replayed.",
        Hazard::Eviction => "What was stored to recognize a message is deleted.",
        Hazard::StaleRead => "A store beside the document answers from a replica that lags behind.",
        Hazard::Chance => {
            "Ids and random numbers come out differently when the handler runs again."
        }
    }
}

/// `1 failure`, `2 failures`.
pub fn plural(count: usize, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    tell(&["{0} ", noun].concat(), &[&grouped(count as u64)])
}

/// A number with its thousands apart, as the language has it: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(&said(","));
        }
        text.push(digit);
    }
    text
}

/// The bounds of a question.
pub fn question_bounds(question: &Question) -> String {
    let Question { case, handlers, failures, copies, retries, hazards, .. } = question;
    let Case { count, .. } = case;
    let mut parts =
        vec![plural(*count, "message", "messages"), plural(*handlers, "handler", "handlers")];
    let kinds: Vec<&str> = hazards.iter().map(|&kind| hazard(kind)).collect();
    if *failures == 0 || kinds.is_empty() {
        parts.push(said("no failure"));
    } else {
        let most = plural(usize::from(*failures), "failure", "failures");
        parts.push(tell("at most {0} ({1})", &[&most, &list(&kinds)]));
        if hazards.contains(&Hazard::Duplicate) && copies < failures {
            parts.push(tell(
                "{0} among them",
                &[&(plural(usize::from(*copies), "duplicate", "duplicates"))],
            ));
        }
    }
    if let Some(retries) = retries {
        parts.push(tell(
            "{0} of a message",
            &[&(plural(usize::from(*retries), "redelivery", "redeliveries"))],
        ));
    }
    let others = Hazard::ALL.into_iter().filter(|kind| !hazards.contains(kind)).map(hazard);
    let others: Vec<&str> = others.collect();
    let bounds = parts.join(", ");
    if *failures == 0 || others.is_empty() {
        return bounds;
    }
    tell("{0}; not tried: {1}", &[&bounds, &list(&others)])
}

/// How far a check is, with the time that it has taken, in milliseconds.
pub fn progress(progress: &Progress, milliseconds: u32) -> String {
    let Progress { distinct, depth, frontier, bytes, status, .. } = *progress;
    let states = plural(distinct, "state", "states");
    let states = match status {
        Status::Complete => tell("All {0} explored", &[&states]),
        Status::Found | Status::Running | Status::OutOfRoom => tell("{0} explored", &[&states]),
    };
    let mut parts = vec![match milliseconds {
        0..PACE_FROM => states,
        longer => {
            let pace = distinct as u64 * 1000 / u64::from(longer);
            let seconds = tell("{0}.{1} s", &[&(longer / 1000), &(longer / 100 % 10)]);
            tell("{0} in {1}, {2} a second", &[&states, &seconds, &grouped(pace)])
        }
    }];
    parts.push(tell("{0} deep", &[&(plural(depth - 1, "step", "steps"))]));
    if !matches!(status, Status::Complete | Status::Found) {
        parts.push(tell("{0} still to explore", &[&grouped(frontier as u64)]));
    }
    parts.push(tell("{0} MB", &[&(bytes.div_ceil(1 << 20))]));
    parts.join(", ")
}

/// Times that are shorter, in milliseconds, say nothing of a pace.
const PACE_FROM: u32 = 50;

/// What a run that was found comes to, for a promise.
pub fn harmed(promise: usize, harm: Harm) -> &'static str {
    match harm {
        Harm::Broken => invariant::ALL[promise].broken,
        Harm::Stuck => "A message waits for an operator",
    }
}

/// What the finding of a check says: what it comes to, in how many steps, with how many failures.
pub fn finding(harms: &str, steps: usize, mishaps: usize) -> String {
    let steps = plural(steps, "step", "steps");
    let mishaps = match mishaps {
        0 => String::from("without any failure"),
        count => tell("with {0}", &[&(plural(count, "failure", "failures"))]),
    };
    tell("{0} in a run of {1}, {2}", &[&harms, &steps, &mishaps])
}

/// What a check that has found nothing says; `is_idle` is whether nothing of what was asked for can
/// go wrong here, which proves nothing.
pub fn nothing(status: Status, is_idle: bool) -> &'static str {
    match status {
        Status::Complete if is_idle => "Nothing breaks it, but none of these failures can happen",
        Status::OutOfRoom => {
            "Not finished: the memory it may use is full. Nothing was found so far, and what it \
             has not explored is unknown"
        }
        Status::Running => "Nothing so far",
        Status::Complete | Status::Found => "Holds within these bounds",
    }
}

/// What was let happen and did not, of each approach with its name: a sentence for all that did not
/// happen to the same approaches for the same reason.
pub fn absent(rows: &[(&str, &[Absent])]) -> Vec<String> {
    let mut groups: Vec<(Vec<Hazard>, &Absence, Vec<&str>)> = Vec::new();
    for hazard in Hazard::ALL {
        let mut reasons: Vec<(&Absence, Vec<&str>)> = Vec::new();
        for (name, absent) in rows {
            let Some(Absent { why, .. }) = absent.iter().find(|it| it.hazard == hazard) else {
                continue;
            };
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => reasons.push((why, vec![name])),
            }
        }
        for (why, names) in reasons {
            match groups.iter_mut().find(|(_, known, of)| *known == why && *of == names) {
                Some((hazards, ..)) => hazards.push(hazard),
                None => groups.push((vec![hazard], why, names)),
            }
        }
    }
    let sentence = |(hazards, why, names): &(Vec<Hazard>, &Absence, Vec<&str>)| {
        let hazards: Vec<&str> = hazards.iter().map(|it| hazard(*it)).collect();
        let said = absence(&list(&hazards), why);
        match names.len() {
            count if count == rows.len() => said,
            1..=NAMES_MAX => tell("{0}: {1}", &[&list(names), &said]),
            count => tell("{0} of {1} approaches: {2}", &[&count, &rows.len(), &said]),
        }
    };
    groups.iter().map(sentence).collect()
}

/// Approaches that a sentence names; of more it says how many.
const NAMES_MAX: usize = 3;

fn absence(hazards: &str, why: &Absence) -> String {
    match why {
        Absence::Impossible(changes) if changes.is_empty() => tell(
            "Could not happen, not even within the larger bounds that were tried: {0}.",
            &[&hazards],
        ),
        Absence::Impossible(changes) => {
            let changes: Vec<String> = changes.iter().map(change).collect();
            let either = |one: String, other: &String| tell("{0}, or {1}", &[&one, other]);
            let changes = changes.iter().skip(1).fold(changes[0].clone(), either);
            tell("Could not happen within these bounds: {0}. Allow {1}.", &[&hazards, &changes])
        }
        Absence::Undrawn => tell(
            "Can happen, but did not in these runs: {0}. Make more runs, or more failures in each.",
            &[&hazards],
        ),
        Absence::Unknown => {
            tell("Did not happen, and nobody knows whether they can: {0}.", &[&hazards])
        }
    }
}

/// Bounds to be raised together, as the end of "Allow ".
fn change(change: &Change) -> String {
    let each: Vec<String> = change.iter().map(|it| raise(*it)).collect();
    let with = |one: String, other: &String| tell("{0} with {1}", &[&one, other]);
    each.iter().skip(1).fold(each[0].clone(), with)
}

fn raise(raise: Raise) -> String {
    match raise {
        Raise::Failures(count) => plural(usize::from(count), "failure", "failures"),
        Raise::Handlers(count) => plural(count, "handler", "handlers"),
        Raise::Messages(count) => plural(count, "message", "messages"),
        Raise::Copies(count) => plural(usize::from(count), "duplicate", "duplicates"),
        Raise::Retries => said("any number of redeliveries"),
        Raise::Also(other) => said(hazard(other)),
    }
}

/// How many of the random runs did harm, or that none did.
pub fn runs_kept(outcomes: &Outcomes) -> String {
    let Outcomes { runs, kept, .. } = *outcomes;
    let all = grouped(u64::from(runs));
    match runs - kept {
        0 => tell("{0} of {0} random runs kept every promise", &[&all]),
        harmed => tell(
            "{0} of {1} random runs did not keep every promise",
            &[&grouped(harmed.into()), &all],
        ),
    }
}

/// How random runs were made.
pub fn runs_made(outcomes: &Outcomes, dice: Dice, failures: u8) -> String {
    tell(
        "A failure about every {0} steps, no more than {1} in a run; {2} in all",
        &[
            &dice.one_in,
            &failures,
            &(plural(usize::try_from(outcomes.choices).unwrap_or(usize::MAX), "step", "steps")),
        ],
    )
}

/// How many random runs came to this harm, and in how many steps the shortest did.
pub fn runs_harmed(harms: &str, count: u32, steps: usize) -> String {
    let count = plural(count as usize, "run", "runs");
    tell("{0}: {1}; the shortest in {2}", &[&count, &harms, &(plural(steps, "step", "steps"))])
}
