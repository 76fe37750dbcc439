//! What there is to say of one approach that was checked.

use crate::codec::{Grade, Link, Told, USUAL_DICE};
use crate::language::list;
use crate::sim::checker::{Finding, Harm, Question, Reached, Report, Status};
use crate::sim::invariant;
use crate::sim::timeline::{Run, Timeline};
use crate::words;

/// What to say of `report`, whose row has taken so many milliseconds.
pub(super) fn told(question: &Question, report: &Report, milliseconds: u32) -> Told {
    let best = best(report);
    let link = best.map(|(_, finding)| link(question, report, finding));
    let (says, counts) = match &report.reached {
        Reached::Random(outcomes, _) => {
            let dice = question.dice.unwrap_or(USUAL_DICE);
            (words::runs_kept(outcomes), words::runs_made(outcomes, dice, question.failures))
        }
        Reached::Every(progress) => {
            let found = best.map(|(promise, finding)| {
                let mishaps = mishaps(run(question, report, finding));
                words::finding(words::harmed(promise, finding.harm), finding.harmed, mishaps)
            });
            let nothing = || words::nothing(progress.status, report.is_idle(question)).to_string();
            (found.unwrap_or_else(nothing), words::progress(progress, milliseconds))
        }
    };
    Told {
        question: question.to_string(),
        row: report.row,
        grade: grade(question, report, best),
        says,
        counts,
        within: words::question_bounds(question),
        absent: report.absent.clone(),
        link,
        outcomes: outcomes(question, report),
    }
}

/// Each run that was found, with all that it comes to. Of random runs, those that as many came to.
fn outcomes(question: &Question, report: &Report) -> Vec<(String, Option<String>)> {
    let mut groups: Vec<(String, Option<u32>, Vec<&str>, &Finding)> = Vec::new();
    for (promise, finding) in report.findings.iter().enumerate() {
        let Some(finding) = finding else { continue };
        let link = link(question, report, finding);
        let count = match &report.reached {
            Reached::Random(outcomes, _) => {
                let [broken, stuck] = outcomes.counts[promise];
                Some(if finding.harm == Harm::Broken { broken } else { stuck })
            }
            Reached::Every(_) => None,
        };
        let harm = words::harmed(promise, finding.harm);
        match groups.iter_mut().find(|(known, many, ..)| (known, many) == (&link, &count)) {
            Some((_, _, harms, _)) if harms.contains(&harm) => {}
            Some((_, _, harms, _)) => harms.push(harm),
            None => groups.push((link, count, vec![harm], finding)),
        }
    }
    let told = |(link, count, harms, finding): (String, Option<u32>, Vec<&str>, &Finding)| {
        let harms = list(&harms);
        let says = match count {
            Some(count) => words::runs_harmed(&harms, count, finding.harmed),
            None => words::finding(&harms, finding.harmed, mishaps(run(question, report, finding))),
        };
        (says, Some(link))
    };
    groups.into_iter().map(told).collect()
}

fn run(question: &Question, report: &Report, finding: &Finding) -> Run {
    let approach = question.approaches()[report.row];
    Run { case: question.case, approach, choices: finding.choices.clone() }
}

/// The link to the run of a finding, at the step that does the harm.
fn link(question: &Question, report: &Report, finding: &Finding) -> String {
    Link { frame: finding.harmed, ..Link::of(run(question, report, finding)) }.to_string()
}

fn grade(question: &Question, report: &Report, best: Option<(usize, &Finding)>) -> Grade {
    match (best, &report.reached) {
        (_, Reached::Every(progress)) if progress.status == Status::Running => Grade::Open,
        (_, Reached::Random(_, false)) => Grade::Open,
        (Some((_, Finding { harm: Harm::Broken, .. })), _) => Grade::Breaks,
        (Some(_), _) => Grade::Stuck,
        (None, Reached::Every(progress)) if progress.status == Status::Complete => {
            if report.is_idle(question) { Grade::Unknown } else { Grade::Holds }
        }
        (None, _) => Grade::Unknown,
    }
}

/// The finding to show: the shortest that breaks a promise, or that leaves one stuck; with the
/// promise. That no order explains the end says least: it comes last.
fn best(report: &Report) -> Option<(usize, &Finding)> {
    let found = report.findings.iter().enumerate();
    let found = found.filter_map(|(promise, finding)| Some((promise, finding.as_ref()?)));
    found.min_by_key(|(promise, finding)| {
        let vague = invariant::ALL[*promise].is_formal();
        (finding.harm == Harm::Stuck, finding.choices.len(), vague)
    })
}

/// How much went wrong in a run.
fn mishaps(run: Run) -> usize {
    let timeline = Timeline::new(run).expect("a run that was found is possible");
    usize::from(timeline.frames[timeline.last()].world.failures)
}
