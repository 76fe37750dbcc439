//! What a question lets go wrong either happens in some world of its search, or the answer says
//! that it can't: held against a search written for clarity, which knows the bounds in so many
//! words.

use std::collections::{BTreeSet, VecDeque};

use proptest::prelude::*;

use redelivery::sim::checker::{
    Absence, BROKEN, Dice, Hazard, Inquiry, Plan, Question, Raise, Report, Seen,
};
use redelivery::sim::invariant;
use redelivery::sim::model::World;
use redelivery::sim::scenario::Case;

use crate::checker::Scope;
use crate::{search, walk};

/// The kinds of mishap that happen anywhere within the bounds of `question`, up to all of `wanted`.
#[expect(clippy::disallowed_types, reason = "asked about worlds, never walked through")]
fn happening(question: &Question, wanted: &BTreeSet<Hazard>) -> BTreeSet<Hazard> {
    let scope = Scope::of_question(question);
    let start: (World, u8) = (scope.machine.start(), 0);
    let mut known = std::collections::HashSet::from([start]);
    let (mut waiting, mut found) = (VecDeque::from([start]), BTreeSet::new());
    while let Some((world, copies)) = waiting.pop_front() {
        for choice in scope.machine.enabled(&world) {
            let Some((hazard, copies)) = scope.allows(&world, copies, choice) else { continue };
            found.extend(hazard);
            if found.is_superset(wanted) {
                return found;
            }
            let after = (scope.machine.apply(world, choice).0, copies);
            if known.insert(after) {
                waiting.push_back(after);
            }
        }
    }
    found
}

/// The answer to `question`, which ends with the first harm that is found, as the page's do.
fn answer(question: &Question) -> Report {
    let goals = (0..invariant::ALL.len()).map(|promise| 1 << (BROKEN + promise)).sum();
    let mut inquiry = Inquiry::new(question.clone(), Plan { stop_at: goals, ..Plan::default() });
    loop {
        let report = inquiry.advance(1 << 16).expect("it is about an approach");
        if report.is_over() {
            return report;
        }
    }
}

fn question(pair: usize, (handlers, failures, copies): (usize, u8, u8), hazards: u16) -> Question {
    let count = search::pairs().count();
    let (scenario, approach) = search::pairs().nth(pair % count).expect("within the pairs");
    let is_chosen = |index: &usize| hazards >> index & 1 == 1;
    let chosen = (0..Hazard::ALL.len()).filter(is_chosen).map(|index| Hazard::ALL[index]);
    let usual = Question::usual(Case::from(scenario).alone(), Some(approach));
    Question { handlers, failures, copies, hazards: chosen.collect(), ..usual }
}

fn check(question: &Question) {
    let asked: BTreeSet<Hazard> = question.hazards.iter().copied().collect();
    let possible = happening(question, &asked);
    let mut told = BTreeSet::new();
    for absent in answer(question).absent {
        assert!(told.insert(absent.hazard), "{question:?} tells of {:?} twice", absent.hazard);
        match absent.why {
            Absence::Impossible(changes) => {
                assert!(!possible.contains(&absent.hazard), "{question:?}, {:?}", absent.hazard);
                for change in changes {
                    let raised = change.iter().fold(question.clone(), |it, one| it.raised(*one));
                    let only = BTreeSet::from([absent.hazard]);
                    let happening = happening(&raised, &only);
                    assert!(happening.is_superset(&only), "{question:?}, {change:?}");
                }
            }
            Absence::Undrawn => {
                assert!(question.dice.is_some() && possible.contains(&absent.hazard));
            }
            Absence::Unknown => panic!("{question:?} is small enough to know"),
        }
    }
    if question.dice.is_none() {
        let impossible: BTreeSet<Hazard> = asked.difference(&possible).copied().collect();
        assert_eq!(told, impossible, "{question:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..walk::config() })]

    #[test]
    fn what_is_asked_for_happens_or_is_told_of(
        pair in 0_usize..1_000,
        handlers in 1_usize..=2,
        failures in 0_u8..=1,
        copies in 0_u8..=1,
        hazards in 0_u16..512,
    ) {
        check(&question(pair, (handlers, failures, copies), hazards));
    }

    #[test]
    fn random_runs_tell_of_what_they_did_not_come_to(
        pair in 0_usize..1_000,
        failures in 0_u8..=1,
        hazards in 0_u16..512,
        runs in 1_u32..=5,
    ) {
        let dice = Some(Dice { runs, one_in: 20, seed: 1 });
        let question = Question { dice, ..question(pair, (1, failures, failures), hazards) };
        check(&question);
        let told = answer(&question).absent;
        let seen = match answer(&question).reached {
            redelivery::sim::checker::Reached::Random(outcomes, _) => outcomes.seen,
            redelivery::sim::checker::Reached::Every(_) => Seen::default(),
        };
        for hazard in &question.hazards {
            let is_told = told.iter().any(|absent| absent.hazard == *hazard);
            prop_assert_ne!(is_told, seen.has(*hazard), "{:?}, {:?}", question, hazard);
        }
    }
}

/// The smallest change is told, and a larger one only where no smaller does it.
#[test]
fn what_would_let_it_happen_is_found_by_trying() {
    let changes = |pair: (&str, &str), hazards: &[Hazard], failures: u8| {
        let scenario = redelivery::sim::scenario::by_id(pair.0).expect("it is there");
        let approach = redelivery::sim::approach::by_id(pair.1).expect("it is there");
        let usual = Question::usual(scenario.into(), Some(approach));
        let question = Question { hazards: hazards.to_vec(), failures, ..usual };
        let absent = answer(&question).absent;
        absent.into_iter().map(|it| (it.hazard, it.why)).collect::<Vec<_>>()
    };
    let letters = |changes| vec![(Hazard::DeadLetter, Absence::Impossible(changes))];
    let outbox = ("confirm-order", "outbox");
    assert_eq!(
        changes(outbox, &[Hazard::Crash, Hazard::DeadLetter], 1),
        letters(vec![vec![Raise::Failures(2)], vec![Raise::Handlers(2)]])
    );
    let (_, alone) = changes(("confirm-order", "one-transaction"), &[Hazard::DeadLetter], 2)
        .pop()
        .expect("nothing fails before it");
    let Absence::Impossible(alone) = alone else { panic!("{alone:?}") };
    assert!(alone.contains(&vec![Raise::Also(Hazard::Crash)]), "{alone:?}");
    assert_eq!(
        changes(("confirm-order", "outbox"), &[Hazard::Loss], 1),
        [(Hazard::Loss, Absence::Impossible(Vec::new()))]
    );
}
