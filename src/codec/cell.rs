//! A cell of the matrix and the crash points of an approach, as the desk tells the page of them:
//! runs are links, so that the page plays none of them.

use std::fmt::Write as _;

use super::answer::{Garbled, garbled, parse};
use super::link::Link;
use crate::sim::approach::Approach;
use crate::sim::checker::{Findings, Harm};
use crate::sim::io::Failure;
use crate::sim::matrix::{Cell, Outcome, verdict};
use crate::sim::scenario::Case;
use crate::sim::timeline::Run;

/// What became of one approach under one column of failures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellTold {
    /// Whether the column's failures can strike this approach at all.
    pub strikes: bool,
    /// Different worlds looked at.
    pub worlds: usize,
    /// Whether that was all of them.
    pub complete: bool,
    /// What the worst runs come to, in the order of the promises.
    pub findings: Vec<FindingTold>,
}

/// The worst that becomes of a promise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingTold {
    /// The promise, as a position in [`crate::sim::invariant::ALL`].
    pub promise: usize,
    /// How bad it is.
    pub harm: Harm,
    /// Choices in the run.
    pub length: usize,
    /// How many of them it takes until the harm is done.
    pub harmed: usize,
    /// The link to the run, at the step that does the harm.
    pub link: String,
}

/// What becomes of a run in which one step fails in one way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FateTold {
    /// How the step fails.
    pub failure: Failure,
    /// The link to the run, at its end.
    pub link: String,
    /// The promises that are not kept at its end.
    pub harms: Vec<HarmTold>,
}

/// A promise that is not kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HarmTold {
    /// The promise, as a position in [`crate::sim::invariant::ALL`].
    pub promise: usize,
    /// How bad it is.
    pub harm: Harm,
    /// The frame that broke it; the last for what is stuck.
    pub frame: usize,
    /// The link to the run, at that frame.
    pub link: String,
    /// What became of the message, in a sentence.
    pub says: String,
}

const HARMS: [(&str, Harm); 2] = [("stuck", Harm::Stuck), ("broken", Harm::Broken)];

fn harm_word(harm: Harm) -> &'static str {
    HARMS.iter().find(|(_, known)| *known == harm).map_or("", |(word, _)| word)
}

fn harm_by_word(word: &str) -> Option<Harm> {
    HARMS.iter().find(|(known, _)| *known == word).map(|(_, harm)| *harm)
}

impl CellTold {
    /// What there is to tell of `cell`, with the messages of `case`.
    pub fn of(cell: &Cell, case: Case, approach: &'static Approach) -> Self {
        let Cell { strikes, worlds, complete, ref findings, .. } = *cell;
        Self { strikes, worlds, complete, findings: told(findings, case, approach) }
    }

    /// The findings that count: of one promise, or of all.
    pub fn counting(&self, promise: Option<usize>) -> impl Iterator<Item = &FindingTold> + Clone {
        self.findings.iter().filter(move |it| promise.is_none_or(|promise| promise == it.promise))
    }

    /// The answer in one word, as far as one promise is concerned, or all.
    pub fn outcome(&self, promise: Option<usize>) -> Outcome {
        let has = |harm| self.counting(promise).any(|finding| finding.harm == harm);
        verdict(self.strikes, self.complete, has)
    }

    /// As words of an answer's first line, and a line for each finding.
    pub(super) fn write(&self) -> String {
        let Self { strikes, worlds, complete, findings } = self;
        let mut text = format!("{strikes} {worlds} {complete}");
        for FindingTold { promise, harm, length, harmed, link } in findings {
            let harm = harm_word(*harm);
            let _ = write!(text, "\n{promise} {harm} {length} {harmed} {link}");
        }
        text
    }

    pub(super) fn read(
        [strikes, worlds, complete]: [&str; 3],
        lines: &[&str],
    ) -> Result<Self, Garbled> {
        let finding = |(number, line): (usize, &&str)| {
            let wrong = || garbled(number, "this is no finding");
            let [promise, harm, length, harmed, link] = line.splitn(5, ' ').collect::<Vec<_>>()[..]
            else {
                return Err(wrong());
            };
            Ok(FindingTold {
                promise: parse(promise)?,
                harm: harm_by_word(harm).ok_or_else(wrong)?,
                length: parse(length)?,
                harmed: parse(harmed)?,
                link: link.to_string(),
            })
        };
        let findings = (2..).zip(lines).map(finding).collect::<Result<_, _>>()?;
        let (strikes, worlds) = (parse(strikes)?, parse(worlds)?);
        Ok(Self { strikes, worlds, complete: parse(complete)?, findings })
    }
}

fn told(findings: &Findings, case: Case, approach: &'static Approach) -> Vec<FindingTold> {
    let findings = findings.iter().enumerate();
    let told = findings.filter_map(|(promise, finding)| {
        let finding = finding.as_ref()?;
        let run = Run { case, approach, choices: finding.choices.clone() };
        let link = Link { frame: finding.harmed, ..Link::of(run) }.to_string();
        let (length, harmed) = (finding.choices.len(), finding.harmed);
        Some(FindingTold { promise, harm: finding.harm, length, harmed, link })
    });
    told.collect()
}

/// The fates of each step in lines: a line for the step, one for each fate, one for each harm.
pub(super) fn write_fates(steps: &[Vec<FateTold>]) -> String {
    let mut text = String::new();
    for fates in steps {
        text.push_str("\nstep");
        for FateTold { failure, link, harms } in fates {
            let failure = Failure::ALL.iter().position(|it| it == failure).unwrap_or_default();
            let _ = write!(text, "\nfate\t{failure}\t{link}");
            for HarmTold { promise, harm, frame, link, says } in harms {
                let harm = harm_word(*harm);
                let _ = write!(text, "\nharm\t{promise}\t{harm}\t{frame}\t{link}\t{says}");
            }
        }
    }
    text
}

pub(super) fn read_fates(lines: &[&str]) -> Result<Vec<Vec<FateTold>>, Garbled> {
    let mut steps: Vec<Vec<FateTold>> = Vec::new();
    for (number, line) in (2..).zip(lines) {
        let wrong = || garbled(number, "this is no crash point");
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["step"] => steps.push(Vec::new()),
            ["fate", failure, link] => {
                let failure = Failure::ALL.get(parse::<usize>(failure)?).ok_or_else(wrong)?;
                let (failure, link) = (*failure, link.to_string());
                let fate = FateTold { failure, link, harms: Vec::new() };
                steps.last_mut().ok_or_else(wrong)?.push(fate);
            }
            ["harm", promise, harm, frame, link, says] => {
                let harm = HarmTold {
                    promise: parse(promise)?,
                    harm: harm_by_word(harm).ok_or_else(wrong)?,
                    frame: parse(frame)?,
                    link: link.to_string(),
                    says: says.to_string(),
                };
                let fate = steps.last_mut().and_then(|fates| fates.last_mut());
                fate.ok_or_else(wrong)?.harms.push(harm);
            }
            _ => return Err(wrong()),
        }
    }
    Ok(steps)
}
