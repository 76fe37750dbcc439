//! Checks a published specification: `cargo run --release --example oracle -- exactly_once 2 1`,
//! `none_atomic 2 1`, or `message_handler V5 1 1`, where the numbers are the specification's
//! constants, up to four messages. Prints what TLC prints: different worlds, worlds generated,
//! depth, and for each property whether it holds, or else the shortest run that breaks it.
//!
//! `--fingerprints` keeps 64 bits of each world instead of all of it. `--reduced` takes worlds for
//! one that differ in nothing that matters; TLC's counts are those without it.

mod terminal;

use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::process::ExitCode;
use std::thread;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use redelivery::sim::checker::published::{
    ExactlyOnce, MessageHandler, NoneAtomic, Reduction, Specification, Variant,
};
use redelivery::sim::checker::{Ending, Keeps, Plan, Search, Status, Successors, ending};

/// Bytes that a search may use.
const MEMORY_MAX: usize = 3 << 30;

/// Worlds up to which termination is checked: it needs all of them at hand, and what follows.
const ENDING_MAX: usize = 1 << 20;

fn main() -> ExitCode {
    let (specified, keeps) = terminal::asked(command(), asked);
    match specified {
        Specified::ExactlyOnce(mut model) => report(&mut model, keeps),
        Specified::NoneAtomic(mut model) => report(&mut model, keeps),
        Specified::MessageHandler(mut model) => report(&mut model, keeps),
    }
}

/// The specification that the command line names, with its constants.
#[derive(Debug)]
enum Specified {
    ExactlyOnce(ExactlyOnce),
    NoneAtomic(NoneAtomic),
    MessageHandler(MessageHandler),
}

fn command() -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let constant = |name: &'static str, means: &str, range: RangeInclusive<u8>| {
        let help = format!("{means}, {} to {}", range.start(), range.end());
        Arg::new(name).required(true).value_parser(value_parser!(u8)).help(help)
    };
    let variants = PossibleValuesParser::new(Variant::ALL.map(|(name, _)| name));
    let copies = NoneAtomic::copies(1);
    terminal::command("oracle", "Checks a published specification and prints what TLC counts")
        .subcommand_required(true)
        .arg(flag("fingerprints").global(true).help("Keep 64 bits of each world, not all of it"))
        .arg(flag("reduced").global(true).help("Take like worlds for one; exactly_once only"))
        .subcommand(
            Command::new("exactly_once")
                .about("exactly_once.tla, two handlers with their outbox in the same store")
                .arg(constant("MaxQueue", "Messages", ExactlyOnce::MESSAGES))
                .arg(constant("MaxRetry", "Retries of each", ExactlyOnce::RETRIES)),
        )
        .subcommand(
            Command::new("none_atomic")
                .about("exactly_once_none_atomic.tla, an outbox in stores of its own")
                .arg(constant("MessageCount", "Messages", NoneAtomic::MESSAGES))
                .arg(constant("DupCount", "Copies of each; fewer of more messages", copies)),
        )
        .subcommand(
            Command::new("message_handler")
                .about("MessageHandler.tla, the workshop's exercises")
                .arg(Arg::new("variant").required(true).value_parser(variants))
                .arg(constant("MaxFailures", "Failures", MessageHandler::FAILURES))
                .arg(constant("NoMessages", "Messages", MessageHandler::MESSAGES)),
        )
}

fn asked(matches: &ArgMatches) -> Result<(Specified, Keeps), String> {
    let keeps = if matches.get_flag("fingerprints") { Keeps::Fingerprints } else { Keeps::Keys };
    let (name, words) = matches.subcommand().expect("it is required");
    let number = |name: &str| *words.get_one::<u8>(name).expect("it is required");
    let reduction = if words.get_flag("reduced") { Reduction::Messages } else { Reduction::None };
    if reduction != Reduction::None && name != "exactly_once" {
        return Err(format!("--reduced fits exactly_once only, not {name}"));
    }
    let specified = match name {
        "exactly_once" => ExactlyOnce::new(number("MaxQueue"), number("MaxRetry"), reduction)
            .map(Specified::ExactlyOnce),
        "none_atomic" => {
            NoneAtomic::new(number("MessageCount"), number("DupCount")).map(Specified::NoneAtomic)
        }
        _ => {
            let variant = words.get_one::<String>("variant").expect("it is required");
            let known = Variant::ALL.into_iter().find(|(name, _)| name == variant);
            let (_, variant) = known.expect("it is one of the possible values");
            MessageHandler::new(variant, number("MaxFailures"), number("NoMessages"))
                .map(Specified::MessageHandler)
        }
    };
    specified.map(|specified| (specified, keeps)).map_err(|problem| problem.to_string())
}

fn report(model: &mut (impl Specification + Send), keeps: Keeps) -> ExitCode {
    let mut search = Search::new(model, Plan { keeps, memory_max: MEMORY_MAX, stop_at: 0 });
    search.finish(model, |one, other| {
        thread::scope(|scope| {
            scope.spawn(one);
            other();
        });
    });
    terminal::print(|out| tell_all(out, model, &search))
}

fn tell_all(
    out: &mut dyn Write,
    model: &mut impl Specification,
    search: &Search,
) -> io::Result<()> {
    let progress = search.progress(model);
    writeln!(out, "distinct   {}", progress.distinct)?;
    writeln!(out, "generated  {}", progress.generated)?;
    writeln!(out, "depth      {}", progress.depth)?;
    let each = progress.bytes / progress.distinct;
    writeln!(out, "memory     {} bytes, {each} a world", progress.bytes)?;
    if let Some(odds) = progress.collision_odds() {
        writeln!(out, "collision  1 in {odds}")?;
    }
    if progress.status != Status::Complete {
        writeln!(out, "not finished: the memory is used up")?;
    }
    let mut broken = Vec::new();
    for (goal, property) in model.properties().iter().enumerate() {
        match search.nearest(goal) {
            Some(node) => {
                let way = search.way(node);
                writeln!(out, "{property}: violated in {} states", way.len() + 1)?;
                broken.push((property, way));
            }
            None if progress.status == Status::Complete => writeln!(out, "{property}: holds")?,
            None => writeln!(out, "{property}: not violated so far")?,
        }
    }
    writeln!(out, "Termination: {}", termination(model))?;
    if let Some((property, way)) = broken.into_iter().min_by_key(|(_, way)| way.len()) {
        writeln!(out, "\nThe shortest run that violates {property}:")?;
        tell(out, model, &way)?;
    }
    Ok(())
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

fn tell(out: &mut dyn Write, model: &mut impl Specification, way: &[u8]) -> io::Result<()> {
    let mut key = model.start();
    writeln!(out, "{:3}  {}", 1, model.tell(key))?;
    let mut next = Successors::default();
    for (number, &ordinal) in (2..).zip(way) {
        next.clear();
        model.visit(key, None, &mut next);
        key = next.keys()[usize::from(ordinal)];
        writeln!(out, "{number:3}  {}", model.tell(key))?;
    }
    Ok(())
}
