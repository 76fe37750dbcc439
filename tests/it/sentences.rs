//! What the product says: the errors and their consequences as a golden list, and what every
//! sentence must be.

use std::fmt::Write as _;

use redelivery::sim::failure::FailurePlan;
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::machine::Happening;
use redelivery::sim::model::HandlerId;
use redelivery::sim::timeline::Timeline;
use redelivery::words::{self, Keeper};

use crate::golden::Golden;
use crate::{failures, search};

/// Every way to fail for every kind of step: the error in the log, and what is left after it.
pub fn goldens() -> Vec<Golden> {
    let mut text = String::new();
    for failure in Failure::ALL {
        let _ = writeln!(text, "{failure:?}");
        for kind in EffectKind::ALL {
            let _ = writeln!(text, "  {kind:?}: {}", words::failure(kind, failure));
            let _ = writeln!(text, "    {}", words::error(kind, failure));
            let plain = words::survives(kind, failure, Keeper::Queue);
            let _ = writeln!(text, "    {plain}");
            for &keeper in keepers(kind) {
                let survives = words::survives(kind, failure, keeper);
                if survives != plain {
                    let _ = writeln!(text, "    {keeper:?}: {survives}");
                }
            }
        }
    }
    vec![Golden { name: "failures.txt".into(), text }]
}

/// Who may see to the message when a step of this kind fails, besides the queue.
fn keepers(kind: EffectKind) -> &'static [Keeper] {
    use Keeper::{Decided, Sender, Step, Undecided};
    match kind {
        EffectKind::Vote => &[Undecided],
        EffectKind::Resolve => &[Undecided, Decided],
        EffectKind::Release => &[Decided],
        EffectKind::Persist => &[Step, Sender, Decided],
        _ => &[Sender],
    }
}

fn assert_sentence(text: &str) {
    assert!(text.starts_with(char::is_uppercase), "{text:?}");
    assert!(text.ends_with('.') && !text.ends_with(".."), "{text:?}");
    assert!(!text.contains("  ") && text.trim() == text, "{text:?}");
}

fn check(timeline: &Timeline) {
    let run = &timeline.run;
    let machine = run.machine();
    for frame in &timeline.frames {
        if let Some(happened) = frame.happened {
            assert_sentence(&words::step(run, &happened.happening, &frame.world));
        }
        for judgement in frame.judgements {
            let reason = words::reason(run.case.scenario, judgement);
            assert_eq!(reason.is_none(), judgement.is_kept());
            if let Some(reason) = reason {
                assert_sentence(&reason);
            }
        }
        if let Some(preview) = machine.preview(&frame.world, HandlerId(0)) {
            let next = words::next(run, &preview);
            assert!(next.starts_with(char::is_lowercase) && !next.ends_with('.'), "{next:?}");
        }
    }
}

#[test]
fn whatever_happens_is_told_in_sentences() {
    for (scenario, approach) in search::pairs() {
        for struck in failures::each(scenario, approach, &FailurePlan::default()) {
            check(&struck.timeline);
        }
    }
}

/// What a sentence says about the queue is what the queue shows.
#[test]
fn a_failure_is_told_as_the_queue_shows_it() {
    for (scenario, approach) in search::pairs() {
        for struck in failures::each(scenario, approach, &FailurePlan::default()) {
            let run = &struck.timeline.run;
            let failed = struck.timeline.frames.iter().position(|frame| {
                frame.happened.is_some_and(|happened| happened.injection().is_some())
            });
            let number = failed.expect("the injection strikes");
            let frame = &struck.timeline.frames[number];
            let happened = frame.happened.expect("it was found by what happened");
            let entry = frame.world.queue.entry(happened.happening.message());
            let leased = entry.is_some_and(|entry| entry.lease.is_held());
            let told = words::step(run, &happened.happening, &frame.world);
            assert_eq!(told.contains("leased"), leased, "{}: {told}", approach.id);
            let Happening::Step { delivery, row, put_back, effect, failure, .. } =
                happened.happening
            else {
                panic!("only a step fails")
            };
            assert_eq!(told.contains("goes back to the queue"), put_back, "{told}");
            let how = failure.expect("it failed");
            let before = &struck.timeline.frames[number - 1].world;
            let keeper = Keeper::of(run.approach, row, before, delivery);
            let survives = words::survives(effect.kind(), how, keeper);
            let comes_back = ["lease expires", "coordinator comes back"];
            let comes_back = comes_back.iter().any(|words| survives.contains(words));
            assert_eq!(comes_back, leased, "{told} {survives}");
            let back = ["puts the message back.", "is put back."];
            let back = back.iter().any(|words| survives.ends_with(words));
            assert_eq!(back, put_back, "{told} {survives}");
        }
    }
}

/// An injection is told differently from every other one, or the plan on the screen is ambiguous.
#[test]
fn no_two_injections_are_told_alike() {
    for (scenario, approach) in search::pairs() {
        let all = failures::each(scenario, approach, &FailurePlan::default());
        let mut told: Vec<String> =
            all.iter().map(|struck| words::injection(scenario, struck.injection)).collect();
        told.sort();
        let count = told.len();
        told.dedup();
        assert_eq!(told.len(), count, "{}", approach.id);
    }
}
