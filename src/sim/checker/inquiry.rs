//! Questions that a visitor asks, and their answers so far: a check or random runs, of one approach
//! or of all.

use super::absent::{Absence, Absent, absent};
use super::bounds::{Bounds, Hazard};
use super::check::{Check, Findings};
use super::search::{Plan, Progress, Status};
use super::seen::Seen;
use super::walks::{Dice, Outcomes, Walks};
use super::worlds::Reductions;
use crate::sim::approach::{self, Approach};
use crate::sim::machine::Machine;
use crate::sim::model::HANDLER_MAX;
use crate::sim::scenario::{Case, Scenario};

/// A question: can this break, within these bounds?
#[derive(Clone, Debug)]
pub struct Question {
    /// The scenario, and how many of its messages come.
    pub case: Case,
    /// The approach; `None`: each that makes sense in the scenario.
    pub approach: Option<&'static Approach>,
    /// Handlers that work at once.
    pub handlers: usize,
    /// Mishaps in one run.
    pub failures: u8,
    /// How many of them may be copies that the sender makes.
    pub copies: u8,
    /// How often a message is received again; `None`: as often as it takes.
    pub retries: Option<u8>,
    /// What may go wrong.
    pub hazards: Vec<Hazard>,
    /// Random runs instead of every run.
    pub dice: Option<Dice>,
}

impl Question {
    /// The question to start with: one handler, one failure, whatever a broker and a network do.
    pub fn usual(case: Case, approach: Option<&'static Approach>) -> Self {
        let hazards = Hazard::USUAL.to_vec();
        Self {
            case,
            approach,
            handlers: 1,
            failures: 1,
            copies: 1,
            retries: None,
            hazards,
            dice: None,
        }
    }

    /// The next larger question: two handlers, or else one mishap more. `None` if a world can hold
    /// no more.
    pub fn larger(&self) -> Option<Self> {
        let (handlers, failures) = match self.handlers {
            HANDLER_MAX.. => (self.handlers, self.failures + 1),
            fewer => (fewer + 1, self.failures),
        };
        let larger = Self { handlers, failures, ..self.clone() };
        (larger.bounds().failures == failures).then_some(larger)
    }

    /// Its bounds.
    pub fn bounds(&self) -> Bounds {
        let bounds = Bounds::of(self.handlers, self.failures, self.copies, &self.hazards);
        Bounds { retries: self.retries, ..bounds }
    }

    /// The approaches that it is about.
    pub fn approaches(&self) -> Vec<&'static Approach> {
        let scenario: &Scenario = self.case.scenario;
        match self.approach {
            Some(approach) => vec![approach],
            None => scenario.suited(approach::ALL).collect(),
        }
    }
}

/// A question that is being answered, one approach after the other.
#[derive(Clone, Debug)]
pub struct Inquiry {
    question: Question,
    plan: Plan,
    approaches: Vec<&'static Approach>,
    /// Which of them is next, and how far it is.
    row: usize,
    work: Option<Work>,
}

#[derive(Clone, Debug)]
enum Work {
    Check(Box<Check>),
    Walks(Box<Walks>),
}

/// What is known so far of one approach.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Which of [`Question::approaches`].
    pub row: usize,
    /// How far it is.
    pub reached: Reached,
    /// What was found. Empty while it is not over.
    pub findings: Findings,
    /// What was let happen and did not. Empty while it is not over.
    pub absent: Vec<Absent>,
}

/// How far an answer is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reached {
    /// So many worlds of every run.
    Every(Progress),
    /// So many random runs; whether they are all.
    Random(Box<Outcomes>, bool),
}

impl Report {
    /// Whether nothing of what `question` lets go wrong can happen here.
    pub fn is_idle(&self, question: &Question) -> bool {
        let can_not = |absent: &&Absent| matches!(absent.why, Absence::Impossible(_));
        let count = self.absent.iter().filter(can_not).count();
        question.failures > 0 && count > 0 && count == question.hazards.len()
    }

    /// Whether there is nothing more to come.
    pub fn is_over(&self) -> bool {
        match &self.reached {
            Reached::Every(progress) => progress.status != Status::Running,
            Reached::Random(_, is_over) => *is_over,
        }
    }
}

/// Random runs that take about as long as so many worlds.
const WORLDS_PER_RUN: usize = 200;

impl Inquiry {
    /// Starts on `question`; a check goes about it as `plan` says.
    pub fn new(question: Question, plan: Plan) -> Self {
        let approaches = question.approaches();
        Self { question, plan, approaches, row: 0, work: None }
    }

    /// Looks at about `count` more worlds. `None` once all is answered.
    pub fn advance(&mut self, count: usize) -> Option<Report> {
        let approach = self.approaches.get(self.row)?;
        let (question, plan) = (&self.question, self.plan);
        let work = self.work.get_or_insert_with(|| Work::start(question, approach, plan));
        let (reached, findings) = work.advance(count);
        let mut report = Report { row: self.row, reached, findings, absent: Vec::new() };
        if report.is_over() {
            let (seen, is_all) = work.seen();
            report.absent = absent(question, approach, seen, is_all);
            self.row += 1;
            self.work = None;
        }
        Some(report)
    }
}

impl Work {
    fn start(question: &Question, approach: &'static Approach, plan: Plan) -> Self {
        let machine = Machine { approach, work: question.case.work() };
        let bounds = question.bounds();
        match question.dice {
            None => Work::Check(Box::new(Check::new(machine, bounds, Reductions::ALL, plan))),
            Some(dice) => Work::Walks(Box::new(Walks::new(machine, bounds, dice))),
        }
    }

    /// What went wrong so far, and whether that is all that can.
    fn seen(&self) -> (Seen, bool) {
        match self {
            Work::Check(check) => {
                (check.noticed().seen, check.progress().status == Status::Complete)
            }
            Work::Walks(walks) => (walks.outcomes().seen, false),
        }
    }

    fn advance(&mut self, count: usize) -> (Reached, Findings) {
        match self {
            Work::Check(check) => {
                let is_over = check.advance(count) != Status::Running;
                let findings = if is_over { check.findings() } else { Findings::default() };
                (Reached::Every(check.progress()), findings)
            }
            Work::Walks(walks) => {
                let runs = u32::try_from(count / WORLDS_PER_RUN).unwrap_or(u32::MAX).max(1);
                let is_over = !walks.advance(runs);
                let mut outcomes = walks.outcomes().clone();
                let findings = std::mem::take(&mut outcomes.shortest);
                (Reached::Random(Box::new(outcomes), is_over), findings)
            }
        }
    }
}
