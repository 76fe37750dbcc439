//! The verdict tables: which promise which failure breaks under which approach. Every claim that
//! a lesson or the README makes is a line of them.

use std::fmt::Write as _;

use redelivery::codec::Link;
use redelivery::sim::approach;
use redelivery::sim::checker::{Check, Finding, Harm, Plan, Question, Reductions, Status};
use redelivery::sim::failure::FailurePlan;
use redelivery::sim::invariant::{self, Judgement};
use redelivery::sim::machine::Machine;
use redelivery::sim::model::World;
use redelivery::sim::scenario::{self, Scenario};
use redelivery::sim::timeline::Run;
use redelivery::{sim, words};

use crate::failures::{self, Struck};
use crate::golden::Golden;
use crate::search::{self, Search};

/// The exhaustive table, the count of worlds, and each scenario's single failures.
pub fn goldens() -> Vec<Golden> {
    let mut goldens = vec![
        Golden { name: "verdicts.txt".into(), text: exhaustive() },
        Golden { name: "worlds.txt".into(), text: worlds() },
        Golden { name: "verdicts.two-handlers.txt".into(), text: checked() },
    ];
    for &scenario in &scenario::ALL[..1] {
        let clean = FailurePlan::default();
        let planned = FailurePlan::new(scenario.failures.iter().copied());
        goldens.push(Golden {
            name: format!("verdicts.{}.one-failure.txt", scenario.id),
            text: singles(scenario, &clean, "Each failure alone, in the run without failures"),
        });
        goldens.push(Golden {
            name: format!("verdicts.{}.one-more.txt", scenario.id),
            text: singles(scenario, &planned, "Each failure besides the scenario's own"),
        });
    }
    goldens
}

/// Approaches × promises over everything that can happen: `holds`, or what the simplest run that
/// breaks the promise takes; then those runs as links.
fn exhaustive() -> String {
    let mut out = String::new();
    for &scenario in scenario::ALL {
        let failures_max = search::failures_max(scenario);
        let _ = writeln!(
            out,
            "{}: everything that can happen with at most {failures_max} failures.\n",
            scenario.name
        );
        out += &header(22, 24);
        let mut simplest = String::new();
        for search in search::ALL.iter().filter(|search| search.scenario.id == scenario.id) {
            let mut row = format!("{:<22}", search.approach.id);
            for (index, promise) in invariant::ALL.iter().enumerate() {
                let cell = match breaking(search, index) {
                    None => String::from("holds"),
                    Some((failures, run)) => {
                        let length = run.choices.len();
                        let _ = writeln!(simplest, "{} breaks {}", search.approach.id, promise.id);
                        let _ = writeln!(simplest, "    {}", link(run));
                        format!("{failures} in {length} choices")
                    }
                };
                let _ = write!(row, "{cell:<24}");
            }
            let _ = writeln!(out, "{}", row.trim_end());
        }
        let _ = write!(out, "\nThe simplest runs:\n\n{simplest}");
    }
    out
}

/// Approaches × promises as the checker has them, within the bounds that a visitor starts from but
/// with two handlers: how many choices the shortest run to the harm takes, and how many worlds
/// there are. Those that are wrong on purpose are checked in the talk's scenario.
fn checked() -> String {
    let mut out = String::new();
    for (index, &scenario) in scenario::ALL.iter().enumerate() {
        let question = Question { handlers: 2, ..Question::usual(scenario.into(), None) };
        let within = words::question_bounds(&question);
        let _ = writeln!(out, "{}: {within}.\n\n{}", scenario.name, header(29, 15).trim_end());
        let flawed = if index == 0 { approach::FLAWED } else { &[] };
        for approach in scenario.suited(approach::ALL).chain(scenario.suited(flawed)) {
            let machine = Machine { approach, work: question.case.work() };
            let plan = Plan::default();
            let mut check = Check::new(machine, question.bounds(), Reductions::ALL, plan);
            assert_eq!(check.advance(usize::MAX), Status::Complete, "{}", approach.id);
            let cell = |finding: Option<Finding>| match finding {
                None => String::from("holds"),
                Some(Finding { harm: Harm::Broken, choices, .. }) => choices.len().to_string(),
                Some(Finding { choices, .. }) => format!("stuck {}", choices.len()),
            };
            let cells = check.findings().map(cell).map(|cell| format!("{cell:<15}"));
            let worlds = check.progress().distinct;
            let _ = writeln!(out, "{:<29}{}{worlds} worlds", approach.id, cells.concat());
        }
        out.push('\n');
    }
    out
}

fn header(first: usize, width: usize) -> String {
    let names = invariant::ALL.map(|promise| format!("{:<width$}", promise.id));
    format!("{:<first$}{}\n", "", names.concat().trim_end())
}

/// The run that breaks promise `index` with the fewest failures, and among those the shortest;
/// worlds come nearest first. Fewest first, because a second failure often only hurries things up.
fn breaking(search: &Search, index: usize) -> Option<(String, Run)> {
    let worlds = search.worlds.iter().enumerate();
    let broken = worlds.filter(|&(at, _)| search.breaks(at, index));
    let (index, world) = broken.min_by_key(|(index, world)| (world.failures, *index))?;
    let plural = if world.failures == 1 { "" } else { "s" };
    Some((format!("{} failure{plural}", world.failures), search.run_to(index)))
}

fn link(run: Run) -> Link {
    Link::of(run)
}

/// How many worlds there are: a changed count is a changed model.
fn worlds() -> String {
    let mut out = String::from("Worlds, choices in them, and worlds at rest.\n");
    for &scenario in scenario::ALL {
        let _ = writeln!(out, "\n{}", scenario.name);
        for search in search::ALL.iter().filter(|search| search.scenario.id == scenario.id) {
            let _ = writeln!(out, "  {}", search.approach.id);
            for failures_max in 0..=search.failures_max {
                // No choice takes a failure back: what fewer failures reach is part of the rest.
                let within = |world: &&World| world.failures <= failures_max;
                let worlds = || search.worlds.iter().filter(within);
                let choices = search.edges.iter().map(|edge| &search.worlds[edge.to]);
                let _ = writeln!(
                    out,
                    "    {failures_max} failures at most: {:>6} {:>6} {:>6}",
                    worlds().count(),
                    choices.filter(within).count(),
                    worlds().filter(|world| search.machine.is_at_rest(world)).count()
                );
            }
        }
    }
    out
}

/// One more failure than `plan` has, everywhere, for every approach: counts, then line by line.
fn singles(scenario: &'static Scenario, plan: &FailurePlan, title: &str) -> String {
    let mut counts = header(30, 16);
    let mut details = String::new();
    for approach in scenario.suited(sim::approach::ALL) {
        let all = failures::each(scenario, approach, plan);
        let mut row = format!("{:<22}of {:<5}", approach.id, all.len());
        for index in 0..invariant::ALL.len() {
            let broken =
                all.iter().filter(|struck| struck.verdicts()[index].broken_in.is_some()).count();
            let cell = if broken == 0 { ".".into() } else { broken.to_string() };
            let _ = write!(row, "{cell:<16}");
        }
        let _ = writeln!(counts, "{}", row.trim_end());
        let _ = writeln!(details, "\n{}", approach.name);
        for struck in &all {
            let _ = writeln!(details, "  {}", line(scenario, struck));
        }
    }
    format!(
        "{title}: how many break which promise.\n\n{counts}\n\
         Line by line: X is broken, . holds, in the order of the promises above.\n{details}"
    )
}

/// `X . . X  <failure> | frame 12: <why>`.
fn line(scenario: &Scenario, struck: &Struck) -> String {
    let verdicts = struck.verdicts();
    let marks = verdicts.map(|verdict| match verdict.judgement {
        Judgement::Holds => ".",
        Judgement::NotApplicable => "-",
        Judgement::Open(_) | Judgement::Stuck(_) => {
            panic!("nothing is open at rest: {:?}", struck.injection)
        }
        Judgement::Broken(_) => "X",
    });
    let mut out = format!("{}  {}", marks.join(" "), words::injection(scenario, struck.injection));
    if let Some(first) = verdicts.iter().find(|verdict| verdict.broken_in.is_some()) {
        let frame = first.broken_in.expect("the verdict was found by it");
        let why = words::reason(scenario, first.judgement).expect("what is broken has a reason");
        let _ = write!(out, " | frame {frame}: {why}");
    }
    out
}
