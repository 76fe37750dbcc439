//! Checks a published specification: `cargo run --release --example oracle -- exactly_once 2 1`,
//! `none_atomic 2 1`, or `message_handler V5 1 1`, where the numbers are the specification's
//! constants. Prints what TLC prints: different worlds, worlds generated, depth, and for each
//! property whether it holds, or else the shortest run that breaks it.
//!
//! `--fingerprints` keeps 64 bits of each world instead of all of it. `--reduced` takes worlds for
//! one that differ in nothing that matters; TLC's counts are those without it.

use std::process::ExitCode;
use std::thread;

use redelivery::sim::checker::published::{
    ExactlyOnce, MessageHandler, NoneAtomic, Reduction, Specification, Variant,
};
use redelivery::sim::checker::{Ending, Keeps, Plan, Search, Status, Successors, ending};

/// Bytes that a search may use.
const MEMORY_MAX: usize = 3 << 30;

/// Worlds up to which termination is checked: it needs all of them at hand, and what follows.
const ENDING_MAX: usize = 1 << 20;

fn main() -> ExitCode {
    let (options, words): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word.starts_with("--"));
    match check(&words, &options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn check(words: &[String], options: &[String]) -> Result<(), String> {
    let mut keeps = Keeps::Keys;
    let mut reduction = Reduction::None;
    for option in options {
        match option.as_str() {
            "--fingerprints" => keeps = Keeps::Fingerprints,
            "--reduced" => reduction = Reduction::Messages,
            other => return Err(format!("there is no option {other}")),
        }
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let text = |problem: redelivery::sim::checker::published::OutOfScope| problem.to_string();
    match words[..] {
        ["exactly_once", messages, retries] => {
            let (messages, retries) = (number(messages)?, number(retries)?);
            report(&mut ExactlyOnce::new(messages, retries, reduction).map_err(text)?, keeps);
        }
        _ if reduction != Reduction::None => {
            return Err(String::from("only exactly_once can be reduced"));
        }
        ["none_atomic", messages, copies] => {
            let (messages, copies) = (number(messages)?, number(copies)?);
            report(&mut NoneAtomic::new(messages, copies).map_err(text)?, keeps);
        }
        ["message_handler", variant, failures, messages] => {
            let known = Variant::ALL.iter().find(|(name, _)| *name == variant);
            let names = || Variant::ALL.map(|(name, _)| name).join(", ");
            let missing = || format!("there is no variant {variant}; there are {}", names());
            let (_, variant) = known.ok_or_else(missing)?;
            let (failures, messages) = (number(failures)?, number(messages)?);
            report(&mut MessageHandler::new(*variant, failures, messages).map_err(text)?, keeps);
        }
        _ => {
            return Err(String::from(
                "say which: exactly_once MaxQueue MaxRetry, none_atomic MessageCount DupCount, or \
                 message_handler V0..V6 MaxFailures NoMessages",
            ));
        }
    }
    Ok(())
}

fn number(word: &str) -> Result<u8, String> {
    word.parse().map_err(|_| format!("{word} is no number from 0 to 255"))
}

fn report(model: &mut (impl Specification + Send), keeps: Keeps) {
    let mut search = Search::new(model, Plan { keeps, memory_max: MEMORY_MAX, stop_at: 0 });
    search.finish(model, |one, other| {
        thread::scope(|scope| {
            scope.spawn(one);
            other();
        });
    });
    let progress = search.progress(model);
    println!("distinct   {}", progress.distinct);
    println!("generated  {}", progress.generated);
    println!("depth      {}", progress.depth);
    println!("memory     {} bytes, {} a world", progress.bytes, progress.bytes / progress.distinct);
    if let Some(odds) = progress.collision_odds() {
        println!("collision  1 in {odds}");
    }
    if progress.status != Status::Complete {
        println!("not finished: the memory is used up");
    }
    let mut broken = Vec::new();
    for (goal, property) in model.properties().iter().enumerate() {
        match search.nearest(goal) {
            Some(node) => {
                let way = search.way(node);
                println!("{property}: violated in {} states", way.len() + 1);
                broken.push((property, way));
            }
            None if progress.status == Status::Complete => println!("{property}: holds"),
            None => println!("{property}: not violated so far"),
        }
    }
    println!("Termination: {}", termination(model));
    if let Some((property, way)) = broken.into_iter().min_by_key(|(_, way)| way.len()) {
        println!("\nThe shortest run that violates {property}:");
        tell(model, &way);
    }
}

fn termination<M: Specification>(model: &mut M) -> String {
    match ending(model, ENDING_MAX, Specification::is_done) {
        Ending::Always => String::from("holds"),
        Ending::DeadEnd(way) => format!("violated: stuck after {} states", way.len() + 1),
        Ending::Circle { way, round } => {
            format!("violated: after {} states {} for ever", way.len() + 1, round.len())
        }
        Ending::Unknown => format!("not checked: more than {ENDING_MAX} worlds"),
    }
}

fn tell(model: &mut impl Specification, way: &[u8]) {
    let mut key = model.start();
    println!("{:3}  {}", 1, model.tell(key));
    let mut next = Successors::default();
    for (number, &ordinal) in (2..).zip(way) {
        next.clear();
        model.visit(key, None, &mut next);
        key = next.keys()[usize::from(ordinal)];
        println!("{number:3}  {}", model.tell(key));
    }
}
