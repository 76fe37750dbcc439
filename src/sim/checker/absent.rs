//! What a question lets go wrong and what never did. Whether it can't, and which larger bounds
//! would let it happen, is found by trying: no list says what one mishap needs before it.

use super::bounds::{Bounds, Hazard};
use super::check::Check;
use super::inquiry::Question;
use super::search::{Plan, Status};
use super::seen::Seen;
use super::walks::{Dice, Walks};
use super::worlds::Reductions;
use crate::sim::approach::Approach;
use crate::sim::machine::Machine;
use crate::sim::model::{FAILURE_MAX, HANDLER_MAX};
use crate::sim::scenario::Case;

/// A kind of mishap that a question lets happen, and that did not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absent {
    /// The kind.
    pub hazard: Hazard,
    /// Why it did not happen.
    pub why: Absence,
}

/// Why a kind of mishap did not happen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Absence {
    /// It can't within the bounds. With each of these changes it can; none are known where none of
    /// the larger bounds that were tried lets it.
    Impossible(Vec<Change>),
    /// It can, but did not in the random runs that were made.
    Undrawn,
    /// Whether it can is not known: to find out takes too long.
    Unknown,
}

/// Bounds to be raised together.
pub type Change = Vec<Raise>;

/// One bound of a question, raised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Raise {
    /// So many mishaps in a run.
    Failures(u8),
    /// So many handlers.
    Handlers(usize),
    /// So many messages.
    Messages(usize),
    /// So many copies among the mishaps.
    Copies(u8),
    /// A message is received as often as it takes.
    Retries,
    /// This may go wrong, too.
    Also(Hazard),
}

/// Worlds looked at to see what can happen within the question's own bounds.
const OWN_MAX: usize = 1 << 16;
/// Worlds looked at with one bound raised, and in all.
const RAISED_MAX: usize = 1 << 13;
const ALL_MAX: usize = 1 << 16;
/// Bytes that one look may use.
const MEMORY_MAX: usize = 64 << 20;
/// Changes that are told of.
const CHANGES_MAX: usize = 3;
/// Random runs that tell whether trying is worth it, some with many mishaps at once, some with few.
const GLIMPSES: [Dice; 2] =
    [Dice { runs: 48, one_in: 3, seed: 1 }, Dice { runs: 48, one_in: 12, seed: 2 }];

impl Question {
    /// This question with a bound raised.
    #[must_use]
    pub fn raised(mut self, raise: Raise) -> Self {
        match raise {
            Raise::Failures(failures) => self.failures = failures,
            Raise::Handlers(handlers) => self.handlers = handlers,
            Raise::Messages(count) => self.case.count = count,
            Raise::Copies(copies) => self.copies = copies,
            Raise::Retries => self.retries = None,
            Raise::Also(hazard) => {
                self.hazards.push(hazard);
                self.hazards.sort_unstable();
            }
        }
        self
    }

    /// Every bound that can be raised, by as little as possible.
    fn raises(&self) -> Vec<Raise> {
        let Self { case, handlers, failures, copies, retries, hazards, .. } = self;
        let all = case.scenario.messages.len();
        let copied = hazards.contains(&Hazard::Duplicate) && usize::from(*copies) < FAILURE_MAX;
        let raises = [
            (usize::from(*failures) < FAILURE_MAX).then(|| Raise::Failures(failures + 1)),
            (*handlers < HANDLER_MAX).then(|| Raise::Handlers(handlers + 1)),
            (case.count < all).then_some(Raise::Messages(all)),
            copied.then(|| Raise::Copies(copies + 1)),
            retries.map(|_| Raise::Retries),
        ];
        let others = Hazard::ALL.into_iter().filter(|hazard| !hazards.contains(hazard));
        raises.into_iter().flatten().chain(others.map(Raise::Also)).collect()
    }
}

/// What `question` lets happen to `approach` and what is not among the `seen`; `is_all` says
/// whether everything was looked at. What can happen, and was not reached because a search ends
/// with the harm that it finds, is left out.
pub(super) fn absent(
    question: &Question,
    approach: &'static Approach,
    seen: Seen,
    is_all: bool,
) -> Vec<Absent> {
    let missing = not_in(seen, &question.hazards);
    if missing.is_empty() {
        return Vec::new();
    }
    let (seen, is_all) =
        if is_all { (seen, true) } else { look(question, approach, &missing, &mut { OWN_MAX }) };
    let impossible = not_in(seen, &missing);
    let changes = if is_all { changes(question, approach, &impossible) } else { Vec::new() };
    let why = |hazard: Hazard| match changes.iter().find(|(of, _)| *of == hazard) {
        _ if seen.has(hazard) => question.dice.map(|_| Absence::Undrawn),
        Some((_, changes)) => Some(Absence::Impossible(changes.clone())),
        None => Some(Absence::Unknown),
    };
    missing.into_iter().filter_map(|hazard| Some(Absent { hazard, why: why(hazard)? })).collect()
}

fn not_in(seen: Seen, hazards: &[Hazard]) -> Vec<Hazard> {
    hazards.iter().copied().filter(|hazard| !seen.has(*hazard)).collect()
}

/// For each of the `impossible`, what would let it happen: one bound raised, or else two.
fn changes(
    question: &Question,
    approach: &'static Approach,
    impossible: &[Hazard],
) -> Vec<(Hazard, Vec<Change>)> {
    let seen = glimpse(question, approach, impossible);
    let mut left = ALL_MAX;
    let mut found: Vec<(Hazard, Vec<Change>)> =
        impossible.iter().map(|hazard| (*hazard, Vec::new())).collect();
    let possible = question.raises();
    let single = possible.iter().map(|one| vec![*one]);
    let double = |index: usize| possible[index + 1..].iter().map(move |other| (index, *other));
    let double =
        (0..possible.len()).flat_map(double).map(|(one, other)| vec![possible[one], other]);
    for change in single.chain(double) {
        // Two together only for what neither lets happen by itself.
        let is_wanted = |(hazard, changes): &(Hazard, Vec<Change>)| {
            let is_known = changes.iter().any(|known| change.len() > known.len());
            seen.has(*hazard) && !is_known && changes.len() < CHANGES_MAX
        };
        let wanted: Vec<Hazard> =
            found.iter().filter(|it| is_wanted(it)).map(|(hazard, _)| *hazard).collect();
        if wanted.is_empty() || left == 0 {
            continue;
        }
        let raised = change.iter().fold(question.clone(), |it, raise| it.raised(*raise));
        let mut own = left.min(RAISED_MAX);
        let before = own;
        let (seen, _) = look(&raised, approach, &wanted, &mut own);
        left -= before - own;
        for (hazard, changes) in &mut found {
            if wanted.contains(hazard) && seen.has(*hazard) {
                changes.push(change.clone());
            }
        }
    }
    found
}

/// What happens within the bounds of `question` until all of `wanted` has, or `left` is used up;
/// and whether everything was looked at.
fn look(
    question: &Question,
    approach: &'static Approach,
    wanted: &[Hazard],
    left: &mut usize,
) -> (Seen, bool) {
    const SLICE: usize = 1 << 10;
    let machine = Machine { approach, work: question.case.work() };
    let plan = Plan { memory_max: MEMORY_MAX, ..Plan::default() };
    let mut check = Check::new(machine, question.bounds(), Reductions::ALL, plan);
    loop {
        let before = check.progress().looked_at();
        let status = check.advance(SLICE.min(*left));
        *left = left.saturating_sub(check.progress().looked_at() - before);
        let seen = check.noticed().seen;
        let is_over = status != Status::Running || *left == 0;
        if is_over || not_in(seen, wanted).is_empty() {
            return (seen, status == Status::Complete);
        }
    }
}

/// What happens in some random runs with every bound raised: what does not even there is not worth
/// more trying.
fn glimpse(question: &Question, approach: &'static Approach, wanted: &[Hazard]) -> Seen {
    let machine = Machine { approach, work: Case::from(question.case.scenario).work() };
    let failures = (question.failures + 2).min(u8::try_from(FAILURE_MAX).expect("it is small"));
    let bounds = Bounds::of(HANDLER_MAX, failures, failures, &Hazard::ALL);
    GLIMPSES.iter().fold(Seen::default(), |seen, dice| {
        let wanted = not_in(seen, wanted);
        let mut walks = Walks::new(machine, bounds.clone(), *dice);
        seen | walks.glimpse(|seen| not_in(seen, &wanted).is_empty())
    })
}
