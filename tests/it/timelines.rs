//! The goldens that reviewers read: every scenario under every approach, with the scenario's own
//! failures, frame by frame.

use std::fmt::Write as _;

use redelivery::export;
use redelivery::sim::approach::{self, Approach};
use redelivery::sim::failure::FailurePlan;
use redelivery::sim::invariant;
use redelivery::sim::matrix::COLUMNS;
use redelivery::sim::scenario;
use redelivery::sim::timeline::{Run, Timeline, align};
use redelivery::words;

use crate::golden::Golden;
use crate::search;

/// A timeline an approach in the talk's scenario, and one for each that another compares; of each
/// that is wrong on purpose the run that shows it; as JSON only the talk's own, to pin the format.
pub fn goldens() -> Vec<Golden> {
    let mut goldens: Vec<Golden> = search::pairs()
        .filter(|(scenario, approach)| {
            scenario.id == scenario::ALL[0].id || scenario.compared.contains(&approach.id)
        })
        .map(|(scenario, approach)| {
            let plan = FailurePlan::new(scenario.failures.iter().copied());
            let (run, unmet) = Run::of_plan(scenario, approach, &plan);
            let timeline = Timeline::new(run).expect("a plan plays to possible choices");
            let mut text = export::text(&timeline);
            for (index, injection) in unmet.into_iter().enumerate() {
                let start = if index == 0 { "\nNever comes up:\n" } else { "" };
                let _ = writeln!(text, "{start}  {}", words::injection(scenario, injection));
            }
            Golden { name: format!("timeline.{}.{}.txt", scenario.id, approach.id), text }
        })
        .collect();
    goldens.extend(approach::FLAWED.iter().map(|approach| {
        let timeline = Timeline::new(flaw(approach)).expect("what was found is possible");
        Golden { name: format!("flaw.{}.txt", approach.id), text: export::text(&timeline) }
    }));
    let text = export::json(&crate::talk::timeline("current-state"));
    goldens.push(Golden { name: "timeline.first-item-added.current-state.json".into(), text });
    let lanes = ["current-state", "historic-state", "outbox"].map(crate::talk::timeline);
    goldens.push(Golden { name: "beats.first-item-added.txt".into(), text: beats(&lanes) });
    goldens
}

/// The shortest run in which the approach breaks a promise, in the first scenario and column in
/// which it does; where the matrix finds none, the talk's. What also happens to right approaches,
/// once their ids are thrown away or messages overtake each other, shows nothing.
fn flaw(approach: &'static Approach) -> Run {
    let telling = COLUMNS.iter().enumerate().filter(|(_, column)| column.id != "F11");
    let found = crate::matrix::ALL.iter().find_map(|matrix| {
        let row = matrix.rows.iter().position(|(other, _)| other.id == approach.id)?;
        let broken = |column: usize| {
            let cell = Some(&matrix.rows[row].1[column]).filter(|cell| cell.strikes)?;
            let mut findings = cell.broken();
            let telling = findings.find(|&(index, _)| invariant::ALL[index].id != "in-order");
            telling.map(|(_, finding)| matrix.run(row, column, finding))
        };
        telling.clone().find_map(|(column, _)| broken(column))
    });
    let talk = || {
        let scenario = scenario::ALL[0];
        let plan = FailurePlan::new(scenario.failures.iter().copied());
        Run::of_plan(scenario, approach, &plan).0
    };
    found.map_or_else(talk, Run::to_rest)
}

/// Timelines in step: a line a beat, a column a timeline with the frame it moves to, `-` where it
/// waits, and the point that all moving ones reach.
fn beats(timelines: &[Timeline]) -> String {
    let names = timelines.iter().map(|timeline| format!("{:>16}", timeline.run.approach.id));
    let mut out = format!("    {}\n", names.collect::<String>());
    for (number, beat) in align(timelines).iter().enumerate() {
        let _ = write!(out, "{number:>4}");
        let mut reached = String::new();
        for (lane, timeline) in timelines.iter().enumerate() {
            if !beat.moves[lane] {
                let _ = write!(out, "{:>16}", "-");
                continue;
            }
            let _ = write!(out, "{:>16}", beat.frames[lane]);
            let happened = timeline.frames[beat.frames[lane]].happened;
            let scenario = timeline.run.case.scenario;
            reached = happened.and_then(|happened| happened.point).map_or_else(
                || "back".into(),
                |point| {
                    let delivery = words::delivery(scenario, point.delivery);
                    format!("{delivery}: {}", words::act(scenario, point.act))
                },
            );
        }
        let _ = writeln!(out, "  {reached}");
    }
    out
}
