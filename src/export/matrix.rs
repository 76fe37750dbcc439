//! The matrix as Markdown, as CSV and as JSON: a row an approach, a column a failure, and in each
//! cell what breaks, with the run that shows it as a link.

use std::fmt::Write as _;

use serde::Serialize;

use crate::codec::Link;
use crate::sim::invariant;
use crate::sim::matrix::{COLUMNS, Cell, Finding, Matrix, Outcome};
use crate::words;

/// The link that opens the run behind a finding, at the step that does the harm.
fn link(matrix: &Matrix, row: usize, column: usize, finding: &Finding) -> String {
    Link { frame: finding.harmed, ..Link::of(matrix.run(row, column, finding)) }.to_string()
}

/// A cell in a few words: `holds`, or the codes of the broken promises.
pub fn codes(cell: &Cell) -> String {
    match cell.outcome() {
        Outcome::Breaks => {
            let codes: Vec<&str> =
                cell.broken().map(|(promise, _)| invariant::ALL[promise].code).collect();
            codes.join(" ")
        }
        outcome => words::outcome(outcome).to_string(),
    }
}

/// As a Markdown table, each breaking cell a link to its run below `page`.
pub fn markdown(matrix: &Matrix, page: &str) -> String {
    let scenario = matrix.case.scenario;
    let mut out = format!("# {}: which approach survives which failure\n\n", scenario.name);
    let heads: String =
        COLUMNS.iter().fold(String::new(), |all, column| all + " " + column.id + " |");
    let _ = writeln!(out, "| approach |{heads}\n|---|{}", "---|".repeat(COLUMNS.len()));
    for (row, (approach, cells)) in matrix.rows.iter().enumerate() {
        let _ = write!(out, "| {} |", approach.name);
        for (column, cell) in cells.iter().enumerate() {
            let _ = match cell.shortest() {
                Some(finding) if cell.strikes => {
                    let run = link(matrix, row, column, finding);
                    write!(out, " [{}]({page}#{run}) |", codes(cell))
                }
                _ => write!(out, " {} |", codes(cell)),
            };
        }
        out.push('\n');
    }
    out.push('\n');
    for column in &COLUMNS {
        let _ = writeln!(out, "- {}: {}. {}", column.id, column.name, column.about);
    }
    out.push('\n');
    for promise in invariant::ALL {
        let _ = writeln!(out, "- {}: {}. {}", promise.code, promise.name, promise.means);
    }
    let _ = writeln!(out, "\n{}", words::bounds(matrix.worlds()));
    out
}

/// As comma-separated values, a line a cell.
pub fn csv(matrix: &Matrix, page: &str) -> String {
    let mut out = String::from("approach,failure,answer,run\n");
    for (row, (approach, cells)) in matrix.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let run = cell.shortest().filter(|_| cell.strikes).map_or(String::new(), |finding| {
                format!("{page}#{}", link(matrix, row, column, finding))
            });
            let _ = writeln!(out, "{},{},{},{run}", approach.id, COLUMNS[column].id, codes(cell));
        }
    }
    out
}

/// The matrix for other programs.
#[derive(Serialize)]
struct MatrixJson {
    /// Version of this format.
    version: u32,
    /// The scenario's id.
    scenario: &'static str,
    /// Different worlds looked at.
    worlds: usize,
    /// The columns, by id and name.
    failures: Vec<FailureJson>,
    /// Every cell.
    cells: Vec<CellJson>,
}

#[derive(Serialize)]
struct FailureJson {
    id: &'static str,
    name: &'static str,
    about: &'static str,
}

/// One approach under one column of failures.
#[derive(Serialize)]
struct CellJson {
    approach: &'static str,
    failure: &'static str,
    /// `holds`, `breaks`, `stuck`, `not applicable` or `unknown`.
    answer: &'static str,
    /// Different worlds looked at.
    worlds: usize,
    /// What does not hold.
    findings: Vec<FindingJson>,
}

/// A promise that is not kept.
#[derive(Serialize)]
struct FindingJson {
    /// The promise's id.
    promise: &'static str,
    /// `broken` or `stuck`.
    harm: &'static str,
    /// The shortest run that shows it, as a link.
    run: String,
}

/// As one JSON object. Ends with a line feed.
pub fn matrix_json(matrix: &Matrix) -> String {
    let failures = COLUMNS.iter().map(|column| FailureJson {
        id: column.id,
        name: column.name,
        about: column.about,
    });
    let cells = matrix.rows.iter().enumerate().flat_map(|(row, (approach, cells))| {
        cells.iter().enumerate().map(move |(column, cell)| CellJson {
            approach: approach.id,
            failure: COLUMNS[column].id,
            answer: words::answer(cell.outcome()),
            worlds: cell.worlds,
            findings: findings(matrix, row, column, cell),
        })
    });
    let document = MatrixJson {
        version: 1,
        scenario: matrix.case.scenario.id,
        worlds: matrix.worlds(),
        failures: failures.collect(),
        cells: cells.collect(),
    };
    let text = serde_json::to_string_pretty(&document).expect("strings and numbers serialise");
    text + "\n"
}

fn findings(matrix: &Matrix, row: usize, column: usize, cell: &Cell) -> Vec<FindingJson> {
    let found = invariant::ALL.iter().zip(&cell.findings).filter(|_| cell.strikes);
    found
        .filter_map(|(promise, finding)| {
            let finding = finding.as_ref()?;
            let run = link(matrix, row, column, finding);
            Some(FindingJson { promise: promise.id, harm: words::harm(finding.harm), run })
        })
        .collect()
}
