//! What the checker is asked, how far it is, and what it has found, in words.

use crate::language::{list, said, tell};
use crate::sim::checker::{Dice, Harm, Hazard, Outcomes, Progress, Question, Status};
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
        Hazard::Delay => "The broker delivers the messages in another order.",
        Hazard::Loss => "A channel with receipts loses a message, or a receipt.",
        Hazard::DeadLetter => "A message is moved aside, and perhaps brought back.",
        Hazard::Eviction => "What was kept to recognize a message is thrown away.",
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
            parts
                .push(tell("{0} among them", &[&(plural(usize::from(*copies), "copy", "copies"))]));
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
    let worlds = plural(distinct, "world", "worlds");
    let worlds = match status {
        Status::Complete => tell("All {0} seen", &[&worlds]),
        Status::Found => tell("{0} until then", &[&worlds]),
        Status::Running | Status::OutOfRoom => worlds,
    };
    let mut parts = vec![match milliseconds {
        0..PACE_FROM => worlds,
        longer => {
            let pace = distinct as u64 * 1000 / u64::from(longer);
            let seconds = tell("{0}.{1} s", &[&(longer / 1000), &(longer / 100 % 10)]);
            tell("{0} in {1}, {2} a second", &[&worlds, &seconds, &grouped(pace)])
        }
    }];
    parts.push(tell("{0} deep", &[&(plural(depth - 1, "step", "steps"))]));
    if !matches!(status, Status::Complete | Status::Found) {
        parts.push(tell("{0} not looked at", &[&grouped(frontier as u64)]));
    }
    parts.push(tell("{0} MB", &[&(bytes.div_ceil(1 << 20))]));
    parts.join("; ")
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

/// Mishaps that only prepare the ground for another.
const PREPARING: [Hazard; 3] = [Hazard::Eviction, Hazard::StaleRead, Hazard::Chance];

/// What a check that has found nothing says; `is_idle` is whether nothing of what was asked for can
/// go wrong here. That, or a bound too small for what was asked, proves little, and is said.
pub fn nothing(status: Status, question: &Question, is_idle: bool) -> &'static str {
    let prepares = question.hazards.iter().any(|hazard| PREPARING.contains(hazard));
    match status {
        Status::Complete if is_idle => {
            "Nothing breaks it, but nothing of what you let go wrong can happen here"
        }
        Status::Complete if prepares && question.failures < 2 => {
            "Nothing breaks it within these bounds, but evictions, stale reads and chance do harm \
             only with a second failure"
        }
        Status::OutOfRoom => {
            "Not finished: the memory it may use is full. Nothing was found so far, and what it \
             has not looked at is unknown"
        }
        Status::Running => "Nothing so far",
        Status::Complete | Status::Found => "Nothing breaks it within these bounds",
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
