//! The matrix: pinned whole, and held against the field's own table, whose outcomes were found by
//! other means.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use redelivery::codec::Link;
use redelivery::export;
use redelivery::sim::approach;
use redelivery::sim::cost::Lasts;
use redelivery::sim::invariant;
use redelivery::sim::io::EffectKind;
use redelivery::sim::matrix::{COLUMNS, Cell, Matrix, Outcome};
use redelivery::sim::scenario::{self, Case, Scenario};
use redelivery::sim::timeline::Timeline;

use crate::costs;
use crate::golden::Golden;

/// The matrix of every scenario, the flawed approaches included.
pub static ALL: LazyLock<Vec<Matrix>> = LazyLock::new(|| {
    let matrix = |scenario: &&'static Scenario| {
        let approaches = scenario.suited(approach::ALL).chain(scenario.suited(approach::FLAWED));
        Matrix::compute((*scenario).into(), approaches)
    };
    scenario::ALL.iter().map(matrix).collect()
});

/// Each matrix as a table, with the shortest run of every cell that does not hold.
pub fn goldens() -> Vec<Golden> {
    let golden = |matrix: &Matrix| Golden {
        name: format!("matrix.{}.txt", matrix.case.scenario.id),
        text: text(matrix),
    };
    ALL.iter().map(golden).collect()
}

fn text(matrix: &Matrix) -> String {
    let mut out = format!("{}, {} worlds\n\n", matrix.case.scenario.name, matrix.worlds());
    let mut runs = String::new();
    for (row, (approach, cells)) in matrix.rows.iter().enumerate() {
        let _ = writeln!(out, "{}", approach.id);
        let codes = cells
            .iter()
            .zip(&COLUMNS)
            .map(|(cell, column)| format!("{} {}", column.id, export::codes(cell)));
        let _ = writeln!(out, "    {}", codes.collect::<Vec<_>>().join(" | "));
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.strikes) {
            let Some(finding) = cell.shortest() else { continue };
            let run = Link::of(matrix.run(row, column, finding));
            let link = Link { frame: finding.harmed, ..run };
            let _ = writeln!(runs, "{} {link}", COLUMNS[column].id);
        }
    }
    format!("{out}\nThe shortest run of each cell that does not hold:\n\n{runs}")
}

#[test]
fn every_search_comes_to_its_end() {
    for cell in ALL.iter().flat_map(|matrix| &matrix.rows).flat_map(|(_, cells)| cells) {
        assert!(cell.complete && cell.outcome() != Outcome::Unknown);
    }
}

/// A cell opens a run whose last step does what the cell says, and no step before it.
#[test]
fn every_cell_opens_the_run_that_proves_it() {
    let mut opened = 0;
    for matrix in ALL.iter() {
        for (row, (approach, cells)) in matrix.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.strikes) {
                for (promise, finding) in cell.broken() {
                    let run = Link::of(matrix.run(row, column, finding));
                    let text = Link { frame: finding.harmed, ..run }.to_string();
                    let link = Link::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
                    assert_eq!(link.run.approach.id, approach.id);
                    let timeline = Timeline::new(link.run).expect("a link's run is possible");
                    let verdict = timeline.verdict(promise, timeline.last());
                    assert_eq!(verdict.broken_in, Some(finding.harmed), "{text}");
                    opened += 1;
                }
            }
        }
    }
    assert!(opened > 500);
}

/// A failure strikes every approach that has what it strikes, however it has it: all wait for an
/// operator, whoever keeps ids misses them, and whoever asks a store beside the document can be
/// told what is out of date.
#[test]
fn what_strikes_one_strikes_all_of_its_kind() {
    let strikes = |cells: &[Cell], id: &str| {
        let column = COLUMNS.iter().position(|column| column.id == id).expect("it is there");
        cells[column].strikes
    };
    for matrix in ALL.iter() {
        for (approach, cells) in &matrix.rows {
            let name = format!("{} {}", matrix.case.scenario.id, approach.id);
            let asks = approach.steps.iter().any(|step| step.does == EffectKind::Look);
            assert!(strikes(cells, "F10"), "{name}");
            assert_eq!(strikes(cells, "F12"), asks, "{name}");
            if approach.keeps_history() && approach.flaw.is_none() {
                assert!(strikes(cells, "F11"), "{name}");
            }
        }
    }
    for (scenario, approach, cost) in costs::ALL.iter() {
        let found = ALL.iter().find(|matrix| matrix.case.scenario.id == scenario.id);
        let found = found.expect("every scenario has a matrix");
        let row = found.rows.iter().find(|(other, _)| other.id == approach.id);
        let (_, cells) = row.expect("it is a row");
        let expires = cost.lasts == Lasts::UntilEvicted;
        assert_eq!(strikes(cells, "F11"), expires, "{} {}", scenario.id, approach.id);
    }
}

/// The field's names for its approaches, and ours. Two of ours stand for the two forms of its row
/// for ids with current state; the boundary is compared in the scenario that has a draft.
const ROWS: [(&str, &str); 16] = [
    ("a", "publish-then-persist"),
    ("b", "persist-then-publish"),
    ("c1", "idempotent-swallow"),
    ("c2", "idempotent-logic"),
    ("d", "swallow-duplicates"),
    ("e", "current-state"),
    ("f", "historic-state"),
    ("g", "outbox"),
    ("h", "outbox-and-inbox"),
    ("hx", "check-before-load"),
    ("i0", "tokens-without-checkpoint"),
    ("i", "tokens"),
    ("j", "side-effects"),
    ("n", "staged-outbox"),
    ("m", "one-transaction"),
    ("m2", "store-and-send"),
];

/// The field's table, a line a row: what each of its thirteen failures does to the approach.
const FIELD: &str = "
a  | ok | GHOST | GHOST | DUP | INC | DUP | DUP INC | DUP | INC | GHOST | - | - | NEWID
b  | ok | DUP LOST | DUP LOST | DUP | DUP LOST | DUP | DUP | DUP | ok | LOST | - | - | NEWID
c1 | ok | LOST | LOST | ok | LOST | ok | DUP | ok | UNP | LOST | ok | - | ok
c2 | ok | ok | ok | ok | LOST | ok | DUP | ok | GHOST | STUCK | ok | - | NEWID
d  | ok | LOST | LOST | ok | LOST | ok | ok | ok | ok | LOST | DUP | - | ok
e  | ok | ok | ok | ok | LOST INC | ok | INC | ok | ok | STUCK | DUP | - | NEWID
f  | ok | ok | ok | ok | ok | ok | ok | ok | ok | STUCK | DUP | - | NEWID
g  | ok | ok | ok | ok | ok | ok | ok | ok | ok | STUCK | DUP | - | ok
h  | ok | ok | ok | ok | ok | ok | ok | ok | ok | STUCK | DUP | DUP | ok
hx | ok | ok | ok | ok | ok | ok | ok | DUP | ok | STUCK | DUP | DUP | ok
i0 | ok | ok | NEWID | NEWID | NEWID | ok | ok | NEWID | ok | STUCK | ok | DUP | ok
i  | ok | ok | ok | ok | ok | ok | ok | ok | ok | STUCK | ok | DUP | ok
j  | ok | ok | ok | ok | ok | ok | ok | ok | ok | STUCK | ok | DUP | ok
n  | ok | ok | ok | ok | ok | ok | ok | ok | ok | STUCK | DUP | DUP | ok
m  | ok | ok | ok | ok | ok | DUP | DUP INC | DUP | ok | STUCK | - | - | ok
m2 | ok | ok | ok | ok | ok | ok | ok | ok | ok | STUCK | DUP | - | ok
";

/// Where this world finds more than the field's table names, and why that is no contradiction.
const MORE: [(&str, &str, &str); 25] = [
    // A false event that goes out before the store refuses the change is a ghost as well.
    ("a", "F5", "GHOST"),
    ("a", "F9", "GHOST"),
    // Where an event tells of a number, applying twice tells of two numbers.
    ("a", "F4", "INC"),
    ("a", "F6", "INC"),
    ("a", "F8", "INC"),
    ("b", "F3", "INC"),
    ("b", "F7", "INC"),
    // The table stops at the dead letter; here an operator may bring it back, to be applied again.
    ("a", "F10", "DUP"),
    ("b", "F10", "DUP"),
    // A removal that comes first and is announced without being stored is also never applied.
    ("c2", "F9", "UNP"),
    // The table asks only what a random number does; here the attempt that drew it crashed.
    ("a", "F13", "DUP"),
    ("a", "F13", "GHOST"),
    ("b", "F13", "DUP"),
    ("b", "F13", "LOST"),
    ("c1", "F13", "LOST"),
    ("d", "F13", "LOST"),
    // Add, crash, Remove, Add again: the item is back, as with a late copy. The table overlooks it.
    ("c1", "F5", "DUP"),
    ("c2", "F5", "DUP"),
    // An upstream that looks at a stale token store creates tokens anew.
    ("i", "F12", "NEWID"),
    ("i0", "F12", "NEWID"),
    // A replica that has not seen a new token yet drops the message. The table asks only of copies.
    ("i", "F12", "UNP"),
    ("i0", "F12", "UNP"),
    ("j", "F12", "UNP"),
    // What is brought back, or tried again after a crash, creates tokens anew.
    ("i0", "F10", "NEWID"),
    ("i0", "F13", "NEWID"),
];

/// Codes that follow from others of the same cell, and say nothing of their own in a comparison:
/// a number told twice, a formal breach where something is lost, made twice or invented; or what
/// waits for an operator in one scenario and is worse in another.
fn follows(code: &str, found: &BTreeSet<&str>) -> bool {
    let twice =
        ["DUP", "LOST", "GHOST", "NEWID", "LEFTOVER"].iter().any(|other| found.contains(other));
    ["INC", "STUCK"].contains(&code) && twice
}

/// What a cell comes to in the words of the field's table.
fn in_the_fields_words(cell: &Cell) -> BTreeSet<&'static str> {
    if !cell.strikes {
        return BTreeSet::new();
    }
    if cell.outcome() == Outcome::Stuck {
        return BTreeSet::from(["STUCK"]);
    }
    let codes: Vec<&str> = cell.broken().map(|(promise, _)| invariant::ALL[promise].code).collect();
    let plain = ["LOST", "DUP", "NEVER", "GHOST"].iter().any(|code| codes.contains(code));
    let word = |&code: &&'static str| match code {
        "INCONSISTENT" if plain => None,
        "INCONSISTENT" | "FALSE-EVENT" | "TWO-ANSWERS" => Some("INC"),
        "OUT-OF-ORDER" => None,
        "TWO-IDS" => Some("NEWID"),
        "NEVER" => Some("UNP"),
        other => Some(other),
    };
    codes.iter().filter_map(word).collect()
}

/// What a row and a column come to in the scenarios that the field's table was made from: lines
/// with an event for the first, an item added and removed, a coupon, and, for approaches that know
/// messages by their ids, the shooting range.
fn found(row: &str, id: &str, column: usize) -> BTreeSet<&'static str> {
    let mut names = vec!["first-item-added", "add-remove", "coupon"];
    if !row.starts_with('c') {
        names.push("shooting-range");
    }
    let cells =
        ALL.iter().filter(|matrix| names.contains(&matrix.case.scenario.id)).map(|matrix| {
            let found = matrix.rows.iter().find(|(approach, _)| approach.id == id);
            &found.expect("the approach makes sense here").1[column]
        });
    cells.flat_map(in_the_fields_words).collect()
}

#[test]
fn the_fields_own_table_comes_out() {
    let (mut compared, mut problems) = (0, Vec::new());
    for line in FIELD.trim().lines() {
        let mut parts = line.split('|').map(str::trim);
        let row = parts.next().expect("a row has a name");
        let (_, id) = ROWS.iter().find(|(name, _)| *name == row).expect("the row is ours");
        for (column, expected) in parts.enumerate() {
            let failure = COLUMNS[column].id;
            let found = found(row, id, column);
            let expected: BTreeSet<&str> =
                expected.split(' ').filter(|word| !["ok", "-"].contains(word)).collect();
            // What is worse than waiting for an operator stands for it.
            let worse = |word: &&&str| **word == "STUCK" && !found.is_empty();
            for missing in expected.difference(&found).filter(|word| !worse(word)) {
                problems.push(format!("{row} {failure}: {missing} was not found: {found:?}"));
            }
            for &more in found.difference(&expected) {
                if !MORE.contains(&(row, failure, more)) && !follows(more, &found) {
                    problems.push(format!("{row} {failure}: {more} is not in the field's table"));
                }
            }
            compared += 1;
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert_eq!(compared, ROWS.len() * 13);
}

/// Every exception is one: a line that nothing needs any more would hide the next contradiction.
#[test]
fn every_known_difference_is_found() {
    for (row, failure, code) in MORE {
        let (_, id) = ROWS.iter().find(|(name, _)| *name == row).expect("the row is ours");
        let column = COLUMNS.iter().position(|column| column.id == failure).expect("it is ours");
        assert!(found(row, id, column).contains(code), "{row} {failure} {code}");
    }
}

/// What the README says of an approach in the talk's scenario is what its row says.
#[test]
fn the_readme_claims_what_the_matrix_says() {
    let readme = include_str!("../../README.md");
    let (_, table) =
        readme.split_once("| approach | what breaks it |\n| --- | --- |\n").expect("it");
    let mut claims = 0;
    for line in table.lines().take_while(|line| line.starts_with('|')) {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let (name, claim) = (cells.next().expect("a name"), cells.next().expect("a claim"));
        let row = ALL[0].rows.iter().find(|(approach, _)| approach.name == name);
        let (_, cells) = row.unwrap_or_else(|| panic!("there is no {name}"));
        let breaks =
            cells.iter().zip(&COLUMNS).filter(|(cell, _)| cell.outcome() == Outcome::Breaks);
        let told: Vec<String> = breaks
            .map(|(cell, column)| {
                let codes =
                    export::codes(cell).replace(" INCONSISTENT", "").replace("INCONSISTENT ", "");
                format!("{} {codes}", column.id)
            })
            .collect();
        assert_eq!(claim, told.join(", "), "{name}");
        claims += 1;
    }
    assert!(claims >= 8);
}

/// Where no other message comes, none comes first: the columns that are about that do not strike.
#[test]
fn a_message_alone_is_overtaken_by_none() {
    let scenario = scenario::by_id("first-item-added").expect("it is there");
    let approach = approach::by_id("persist-then-publish").expect("it is there");
    let strikes = |count: usize, id: &str| {
        let column = COLUMNS.iter().find(|column| column.id == id).expect("it is there");
        Cell::compute(Case { scenario, count }, approach, column).strikes
    };
    for column in COLUMNS.iter().filter(|column| column.overtakes) {
        assert!(strikes(2, column.id) && !strikes(1, column.id), "{}", column.id);
    }
    assert!(strikes(1, "F2") && strikes(1, "F6"), "what needs no other message strikes it");
    assert_eq!(COLUMNS.iter().filter(|column| column.overtakes).count(), 3);
}
