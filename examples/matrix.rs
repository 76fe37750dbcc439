//! Prints which approach survives which failure: `cargo run --release --example matrix --
//! --scenario first-item-added`, as a Markdown table, with `--json` as JSON, with `--csv` as
//! comma-separated values. `--flawed` adds the approaches that are wrong on purpose.

use std::num::NonZero;
use std::process::ExitCode;
use std::thread;

use redelivery::export;
use redelivery::sim::approach::{self, Approach};
use redelivery::sim::matrix::Matrix;
use redelivery::sim::scenario::{self, Scenario};

const USAGE: &str = "usage: matrix [--scenario <id>] [--json | --csv] [--flawed]";

/// What the command line asks for.
struct Asked {
    scenario: String,
    format: Option<String>,
    is_flawed: bool,
}

fn main() -> ExitCode {
    match asked() {
        None => fail(USAGE),
        Some(asked) => print(&asked),
    }
}

fn asked() -> Option<Asked> {
    let scenario = String::from(scenario::ALL[0].id);
    let mut asked = Asked { scenario, format: None, is_flawed: false };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--scenario" => asked.scenario = arguments.next()?,
            "--json" | "--csv" if asked.format.is_none() => asked.format = Some(argument),
            "--flawed" => asked.is_flawed = true,
            _ => return None,
        }
    }
    Some(asked)
}

fn print(Asked { scenario, format, is_flawed }: &Asked) -> ExitCode {
    let Some(scenario) = scenario::by_id(scenario) else {
        let ids: Vec<&str> = scenario::ALL.iter().map(|scenario| scenario.id).collect();
        return fail(&format!("there is no scenario '{scenario}'; there are {}", ids.join(", ")));
    };
    let flawed = scenario.suited(approach::FLAWED).filter(|_| *is_flawed);
    let matrix =
        computed(scenario, &scenario.suited(approach::ALL).chain(flawed).collect::<Vec<_>>());
    let text = match format.as_deref() {
        Some("--json") => export::matrix_json(&matrix),
        Some(_) => export::csv(&matrix, ""),
        None => export::markdown(&matrix, ""),
    };
    print!("{text}");
    ExitCode::SUCCESS
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

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
