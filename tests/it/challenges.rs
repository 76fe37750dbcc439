//! Challenges: each can be solved within its limits, none is solved at the start, and what is wrong
//! is met with a run that shows it.

use redelivery::codec::Link;
use redelivery::course::challenge::{
    Arrangement, Attempt, Challenge, Exhibit, Goal, Judging, Line, Unfit, Verdict, apart, trace,
};
use redelivery::course::{CHALLENGES, Listed, Moment};
use redelivery::sim::approach;
use redelivery::sim::timeline::{Run, Timeline};

use crate::tidy::source::{self, Source};

fn challenges() -> impl Iterator<Item = (&'static Listed, Challenge)> {
    CHALLENGES.iter().map(|listed| {
        let read = Challenge::read(listed.text);
        (listed, read.unwrap_or_else(|error| panic!("\nsrc/course/{}:{error}\n", listed.file)))
    })
}

/// What can be answered where there are only so many answers.
fn answers(goal: &Goal) -> Vec<Attempt> {
    match goal {
        Goal::Break { .. } => Vec::new(),
        Goal::Choose { choices, .. } | Goal::SpotApproach { choices, .. } => {
            choices.iter().copied().map(Attempt::Approach).collect()
        }
        Goal::Order { arrangement, .. } => {
            orders(arrangement.count()).into_iter().map(Attempt::Order).collect()
        }
        Goal::SpotFailure { choices, .. } => {
            choices.iter().copied().map(Attempt::Failure).collect()
        }
    }
}

/// Every order of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
    let with_last = |order: Vec<usize>| {
        (0..count).map(move |place| {
            let mut longer = order.clone();
            longer.insert(place, last);
            longer
        })
    };
    orders(last).into_iter().flat_map(with_last).collect()
}

/// The answer that is there before anybody does anything.
fn first(challenge: &Challenge) -> Option<Attempt> {
    match &challenge.goal {
        Goal::Break { question, .. } => {
            let approach = question.approach.expect("it is about one approach");
            let run = Run { case: question.case, approach, choices: Vec::new() };
            Some(Attempt::Run(Box::new(Link::of(run))))
        }
        Goal::Choose { choices, .. } => Some(Attempt::Approach(choices[0])),
        Goal::Order { arrangement, .. } => Some(Attempt::Order(arrangement.first.clone())),
        Goal::SpotApproach { .. } | Goal::SpotFailure { .. } => None,
    }
}

/// The run that refutes an attempt is possible, and breaks the promise in its frame.
fn shows(refuted: &Exhibit) {
    let timeline = Timeline::new(refuted.run.clone()).expect("it is possible");
    if let Some(promise) = refuted.promise {
        let verdict = timeline.verdict(promise, timeline.last());
        assert_eq!(verdict.broken_in, Some(refuted.frame));
    }
    if let Some(link) = refuted.link() {
        let read = Link::parse(&link.to_string()).expect("it is a link");
        assert_eq!(read.run.choices, refuted.run.choices);
    }
}

#[test]
fn every_challenge_is_solved_by_its_solution_and_not_at_the_start() {
    for (listed, challenge) in challenges() {
        let solved = challenge.judge(&challenge.solution);
        assert!(matches!(solved, Verdict::Solved(..)), "{}: {solved:?}", listed.file);
        if let Some(first) = first(&challenge) {
            match challenge.judge(&first) {
                Verdict::Refuted(refuted) => shows(&refuted),
                Verdict::Unfit(Unfit::Kept | Unfit::Backwards) => {}
                other => panic!("{}: {other:?}", listed.file),
            }
        }
    }
}

/// Of the answers to choose from some are right and some are wrong, and each wrong one is met with
/// a run.
#[test]
fn every_wrong_answer_is_refuted() {
    for (listed, challenge) in challenges() {
        let (mut solved, mut refuted) = (0, 0);
        for answer in answers(&challenge.goal) {
            match challenge.judge(&answer) {
                Verdict::Solved(..) => solved += 1,
                Verdict::Refuted(run) => {
                    shows(&run);
                    refuted += 1;
                }
                Verdict::Unfit(Unfit::Backwards) => refuted += 1,
                other => panic!("{}: {other:?}", listed.file),
            }
        }
        match challenge.goal {
            Goal::Break { .. } => {}
            Goal::Order { .. } => assert!(solved > 0 && refuted > 1, "{}", listed.file),
            _ => assert_eq!((solved, refuted), (1, 3), "{}", listed.file),
        }
    }
}

/// How much may go wrong.
fn most(goal: &Goal) -> usize {
    match goal {
        Goal::Break { question, .. } => usize::from(question.failures),
        _ => 0,
    }
}

/// The best that there is, is the checker's; whoever finds it gets the best grade.
#[test]
fn breaking_is_graded_against_the_shortest_run() {
    let mut longer = 0;
    for (listed, challenge) in challenges() {
        let Goal::Break { .. } = challenge.goal else { continue };
        let Verdict::Solved(grade, Some(broken)) = challenge.judge(&challenge.solution) else {
            panic!("{} is solved by a run", listed.file)
        };
        let (Exhibit { frame: taken, .. }, Exhibit { frame: best, .. }) =
            (&broken.own, &broken.shortest);
        assert_eq!((grade.taken, grade.best), (*taken, *best));
        shows(&broken.own);
        shows(&broken.shortest);
        assert!(broken.shortest.failures() <= most(&challenge.goal), "{}", listed.file);
        assert!(grade.best > 0 && grade.best <= grade.taken, "{}: {grade:?}", listed.file);
        longer += usize::from(!grade.is_best());
    }
    assert!(longer > 0, "some written solution can be beaten");
}

fn challenge(name: &str) -> Challenge {
    let (_, challenge) =
        challenges().find(|(listed, _)| listed.name == name).expect("there is such a challenge");
    challenge
}

fn run(link: &str) -> Attempt {
    Attempt::Run(Box::new(Link::parse(link).expect("it is a link")))
}

#[test]
fn a_run_beyond_the_limits_is_no_solution() {
    let challenge = challenge("the-unsent-bill");
    let unfit = |link: &str| match challenge.judge(&run(link)) {
        Verdict::Unfit(why) => why,
        other => panic!("{link}: {other:?}"),
    };
    let twice = "/v1/confirm-order/swallow-duplicates/5.refused.1.refused.3?send=1";
    assert_eq!(unfit(twice), Unfit::OutOfBounds(7));
    assert_eq!(unfit("/v1/confirm-order/swallow-duplicates/6.refused?send=1"), Unfit::Kept);
    assert_eq!(unfit("/v1/confirm-order/idempotent-swallow/5.refused.4?send=1"), Unfit::Other);
    assert_eq!(unfit("/v1/confirm-order/swallow-duplicates/5.refused"), Unfit::Other);
    let evicted = "/v1/confirm-order/swallow-duplicates/1.diverged?send=1";
    assert!(Link::parse(evicted).is_err());
    let second = "/v1/confirm-order/swallow-duplicates/1.back:7.b5?send=1";
    assert_eq!(unfit(second), Unfit::OutOfBounds(2), "there is one handler");
}

/// An order that is the table of a known approach is that approach, so that its runs are links; any
/// other has no name.
#[test]
fn steps_in_an_order_make_an_approach() {
    let Goal::Order { arrangement, .. } = challenge("store-first").goal else {
        panic!("it is about an order")
    };
    let arranged = |order: &str| {
        let goal = challenge("store-first").goal;
        let Some(Attempt::Order(order)) = goal.attempt(order) else { panic!("{order}") };
        arrangement.arranged(&order).expect("nothing jumps back")
    };
    assert_eq!(arranged("handle persist decide").id, "persist-then-publish");
    assert_eq!(arranged("handle decide persist").id, "publish-then-persist");
    let other = arranged("decide handle persist");
    assert!(approach::by_id(other.id).is_none());
    assert!(std::ptr::eq(other, arranged("decide handle persist")), "it is put together once");
}

#[test]
fn a_step_that_would_jump_back_is_refused() {
    let table = approach::by_id("outbox-and-inbox").expect("it is there");
    let goal = "---\ntitle: T\nlevel: 1\nkind: order\n\
                question: /v1/check/first-item-added/outbox-and-inbox?send=1\npromises: LOST\n\
                steps: check | handle | decide | persist | publish\nhint: H\n\
                solution: check handle decide persist publish\n---\n";
    let challenge = Challenge::read(goal).expect("it is well-formed");
    let Goal::Order { arrangement, .. } = &challenge.goal else { panic!("it is about an order") };
    let arrangement: &Arrangement = arrangement;
    assert!(std::ptr::eq(arrangement.arranged(&[0, 1, 2, 3, 4]).expect("it is the table"), table));
    let back = Attempt::Order(vec![4, 0, 1, 2, 3]);
    assert!(matches!(challenge.judge(&back), Verdict::Unfit(Unfit::Backwards)));
}

/// A search in slices comes to the same verdict.
#[test]
fn judging_can_be_done_in_slices() {
    let challenge = challenge("more-pierogi");
    let mut judging = Judging::new(&challenge, &challenge.solution);
    let mut slices = 0;
    let verdict = loop {
        slices += 1;
        if let Some(verdict) = judging.advance(20) {
            break verdict;
        }
    };
    assert!(slices > 5 && matches!(verdict, Verdict::Solved(..)), "{slices}: {verdict:?}");
    assert!(matches!(judging.advance(1), Some(Verdict::Solved(..))), "it stays known");
}

/// What is written down is what is read again.
#[test]
fn attempts_are_texts() {
    for (listed, Challenge { goal, solution, .. }) in challenges() {
        let text = goal.written(&solution);
        let again = goal.attempt(&text).unwrap_or_else(|| panic!("{}: {text}", listed.file));
        assert_eq!(goal.written(&again), text);
        assert!(goal.attempt("nothing of the kind").is_none());
    }
}

/// A trace says what an operator can see, and neither the step that failed nor the approach.
#[test]
fn a_trace_tells_what_operators_see() {
    let link = Link::parse("/v1/confirm-order/random-ids/6.refused.5?send=1").expect("it is one");
    let timeline = Timeline::new(link.run).expect("it is possible");
    let told: Vec<String> =
        trace(&timeline).iter().map(|line| line.told(timeline.run.case.scenario)).collect();
    assert_eq!(
        told,
        [
            "ConfirmOrder 7, attempt 1 is received",
            "Order book is stored as v1: confirmed order 7",
            "OrderConfirmed is published for ConfirmOrder 7, id 1",
            "ConfirmOrder 7, attempt 1 ends with an error",
            "ConfirmOrder 7, attempt 2 is received",
            "OrderConfirmed is published for ConfirmOrder 7, id 2",
            "ConfirmOrder 7 leaves the queue",
        ]
    );
}

/// A line more in one of two traces makes only that line differ, though every number behind it is
/// another one.
#[test]
fn only_what_really_differs_is_marked() {
    let read = |run: &str| {
        let link = Link::parse(&format!("/v1/confirm-order/{run}")).expect("it is a link");
        let Moment { timeline, .. } = Moment::of(&link);
        let told = |line: &Line| line.told(timeline.run.case.scenario);
        let lines = trace(&timeline);
        (lines.iter().map(told).collect::<Vec<_>>(), lines)
    };
    let marked = |one: &str, other: &str| {
        let ((told, one), (others, other)) = (read(one), read(other));
        let (ours, theirs) = apart(&one, &other);
        let of = |told: Vec<String>, marks: Vec<bool>| -> Vec<String> {
            told.into_iter().zip(marks).filter_map(|(line, mark)| mark.then_some(line)).collect()
        };
        (of(told, ours), of(others, theirs))
    };
    let (none, ended) = (Vec::<String>::new(), "ConfirmOrder 7, attempt 1 ends with an error");
    // The same failure before anything was stored: one delivery more, and nothing else.
    let (ours, theirs) = marked("current-state/?send=1", "current-state/3.refused?send=1");
    assert_eq!((ours, theirs.len()), (none.clone(), 2), "{theirs:?}");
    assert!(theirs.iter().any(|line| line == ended), "{theirs:?}");
    // A second id is not the first one again.
    let (ours, theirs) =
        marked("random-ids/6.refused.5?send=1", "current-state/6.refused.5?send=1");
    assert_eq!(ours, ["OrderConfirmed is published for ConfirmOrder 7, id 2"]);
    assert_eq!(theirs, ["OrderConfirmed is published for ConfirmOrder 7, id 1"]);
    let (ours, theirs) = marked("outbox/?send=1", "outbox/?send=1");
    assert_eq!((ours, theirs), (none.clone(), none));
}

#[test]
fn a_challenge_is_one_file_and_one_line() {
    let of = |source: &&Source| source.path.starts_with("src/course/challenges/");
    let mut files: Vec<&str> = source::ALL.iter().filter(of).map(|it| it.path.as_str()).collect();
    files.sort_unstable();
    let listed: Vec<String> =
        CHALLENGES.iter().map(|it| format!("src/course/{}", it.file)).collect();
    assert_eq!(files, listed);
    assert!(files.len() >= 12);
    assert!(challenges().map(|(_, challenge)| challenge.level).is_sorted(), "the easy ones first");
}
