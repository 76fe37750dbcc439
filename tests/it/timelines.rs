//! The goldens that reviewers read: every scenario under every approach, with the scenario's own
//! failures, frame by frame.

use std::fmt::Write as _;

use redelivery::export;
use redelivery::sim::failure::FailurePlan;
use redelivery::sim::scenario;
use redelivery::sim::timeline::{Run, Timeline, align};
use redelivery::words;

use crate::golden::Golden;
use crate::search;

/// A timeline an approach in the talk's scenario, and one for each that another compares; as JSON
/// only the talk's own, to pin the format.
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
    let text = export::json(&crate::talk::timeline("current-state"));
    goldens.push(Golden { name: "timeline.first-item-added.current-state.json".into(), text });
    let lanes = ["current-state", "historic-state", "outbox"].map(crate::talk::timeline);
    goldens.push(Golden { name: "beats.first-item-added.txt".into(), text: beats(&lanes) });
    goldens
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
