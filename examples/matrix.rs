//! Prints which approach survives which failure: `cargo run --release --example matrix --
//! --scenario first-item-added`, as a Markdown table, with `--json` as JSON, with `--csv` as
//! comma-separated values. `--flawed` adds the approaches that are wrong on purpose.

mod terminal;

use std::num::NonZero;
use std::process::ExitCode;
use std::thread;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use redelivery::export;
use redelivery::sim::approach::{self, Approach};
use redelivery::sim::matrix::Matrix;
use redelivery::sim::scenario::{self, Scenario};

/// What the command line asks for.
struct Asked {
    scenario: &'static Scenario,
    is_flawed: bool,
    write: fn(&Matrix) -> String,
}

fn main() -> ExitCode {
    let Asked { scenario, is_flawed, write } = terminal::asked(command(), |it| Ok(asked(it)));
    let flawed = scenario.suited(approach::FLAWED).filter(|_| is_flawed);
    let matrix =
        computed(scenario, &scenario.suited(approach::ALL).chain(flawed).collect::<Vec<_>>());
    terminal::print(|out| out.write_all(write(&matrix).as_bytes()))
}

fn asked(matches: &ArgMatches) -> Asked {
    let id = matches.get_one::<String>("scenario").expect("it has a default");
    let scenario = scenario::by_id(id).expect("it is one of the possible values");
    let write: fn(&Matrix) -> String = match (matches.get_flag("json"), matches.get_flag("csv")) {
        (true, _) => export::matrix_json,
        (_, true) => |matrix| export::csv(matrix, ""),
        _ => |matrix| export::markdown(matrix, ""),
    };
    Asked { scenario, is_flawed: matches.get_flag("flawed"), write }
}

fn command() -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let ids = PossibleValuesParser::new(scenario::ALL.iter().map(|scenario| scenario.id));
    terminal::command("matrix", "Prints which approach survives which failure, as Markdown")
        .arg(
            Arg::new("scenario")
                .long("scenario")
                .value_parser(ids)
                .default_value(scenario::ALL[0].id)
                .help("What the endpoint does"),
        )
        .arg(flag("json").conflicts_with("csv").help("Print JSON in place of Markdown"))
        .arg(flag("csv").help("Print comma-separated values in place of Markdown"))
        .arg(flag("flawed").help("Add the approaches that are wrong on purpose"))
}

/// The matrix, its rows shared out among as many threads as there are cores. A row depends on no
/// other: however many compute them, they are the same and in the same order.
fn computed(scenario: &'static Scenario, approaches: &[&'static Approach]) -> Matrix {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let rows = thread::scope(|scope| {
        let compute = |start: usize| {
            let own = approaches.iter().copied().skip(start).step_by(cores);
            scope.spawn(move || Matrix::compute(scenario.into(), own).rows)
        };
        let threads: Vec<_> = (0..cores).map(compute).collect();
        let shares = threads.into_iter().map(|thread| thread.join().expect("a row is computed"));
        let mut shares: Vec<_> = shares.map(Vec::into_iter).collect();
        let row = |index: usize| shares[index % cores].next().expect("each share has its rows");
        (0..approaches.len()).map(row).collect()
    });
    Matrix { case: scenario.into(), rows }
}
