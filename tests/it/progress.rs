//! How far somebody has come: what was written is read, what an older version wrote too, and what
//! can't be read is refused, never taken for nothing.

use proptest::prelude::*;
use redelivery::course::challenge::{Challenge, Grade, Verdict};
use redelivery::course::progress::{Answered, Progress, ProgressError, Solved, Studied};
use redelivery::course::{CHALLENGES, LESSONS, Lesson};

use crate::walk;

const V0: &str = include_str!("../fixtures/progress.v0.json");
const V1: &str = include_str!("../fixtures/progress.v1.json");

fn read(text: &str) -> Progress {
    Progress::read(text).expect("it can be read")
}

#[test]
fn what_version_1_wrote_is_read() {
    let progress = read(V1);
    let lesson = Lesson::read(LESSONS[0].text).expect("it is well-formed");
    let question = lesson.questions().next().expect("there is one");
    let answered = Answered { tries: 2, right: true };
    assert_eq!(progress.lessons["one-message"].answers[&question.key()], answered);
    assert!(!progress.lessons["two-orders"].done);
    assert_eq!(progress.challenges["the-unsent-bill"].best, 9);
    assert_eq!(progress.next().map(|listed| listed.name), Some("delivered-twice"));
}

/// What is new since is as it is for who begins; what is gone since is kept.
#[test]
fn what_version_0_wrote_is_read() {
    let progress = read(V0);
    let done = Studied { done: true, ..Studied::default() };
    assert_eq!(progress.lessons["one-message"], done);
    assert_eq!(progress.lessons["a-lesson-that-is-gone"], done);
    let Solved { attempt, taken, best } = &progress.challenges["the-unsent-bill"];
    assert_eq!((*taken, *best), (0, 0));
    let listed = CHALLENGES.iter().find(|listed| listed.name == "the-unsent-bill");
    let challenge = Challenge::read(listed.expect("it is there").text).expect("it is well-formed");
    let attempt = challenge.goal.attempt(attempt).expect("it is an attempt");
    assert!(matches!(challenge.judge(&attempt), Verdict::Solved(..)));
    assert!(progress.write().contains("\"version\":1"));
    assert_eq!(read(&progress.write()), progress);
}

#[test]
fn what_is_no_progress_is_refused() {
    let garbled = ["", "{}", "[]", "null", &V1[..V1.len() / 2], &V1.replace("true", "\"yes\"")];
    for text in garbled {
        let found = Progress::read(text);
        assert!(matches!(found, Err(ProgressError::Garbled(_))), "{text}: {found:?}");
    }
    let newer = V1.replace("\"version\": 1", "\"version\": 2");
    let error = Progress::read(&newer).expect_err("nobody can know that yet");
    assert_eq!(error.to_string(), "this progress is of version 2, newer than 1");
    assert!(matches!(
        Progress::read(&V0.replace("\"done\"", "\"don\"")),
        Err(ProgressError::Garbled(_))
    ));
}

/// Going through the course, one step after the other.
#[test]
fn going_on_is_noted() {
    let mut progress = Progress::default();
    assert_eq!(progress.next(), LESSONS.first());
    progress.answer("one-message", "a".into(), false);
    progress.answer("one-message", "a".into(), true);
    progress.answer("one-message", "a".into(), false);
    assert_eq!(progress.lessons["one-message"].answers["a"], Answered { tries: 3, right: true });
    for listed in LESSONS {
        progress.finish(listed.name);
    }
    assert_eq!(progress.next(), None);
    let mut solve = |attempt: &str, taken| {
        progress.solve("x", attempt.into(), Grade { taken, best: 9 });
        progress.challenges["x"].attempt.clone()
    };
    assert_eq!(solve("first", 12), "first");
    assert_eq!(solve("longer", 13), "first");
    assert_eq!(solve("shorter", 9), "shorter");
}

fn solved() -> impl Strategy<Value = Solved> {
    ("[a-c]", 0..4_usize, 0..3_usize).prop_map(|(attempt, taken, best)| Solved {
        attempt,
        taken,
        best,
    })
}

fn progress() -> impl Strategy<Value = Progress> {
    let answered = (0..4_u32, any::<bool>()).prop_map(|(tries, right)| Answered { tries, right });
    let answers = prop::collection::btree_map("[a-c]", answered, 0..3);
    let studied = (any::<bool>(), answers).prop_map(|(done, answers)| Studied { done, answers });
    let lessons = prop::collection::btree_map("[a-c]{1,2}", studied, 0..4);
    let challenges = prop::collection::btree_map("[a-c]", solved(), 0..3);
    (lessons, challenges).prop_map(|(lessons, challenges)| Progress { lessons, challenges })
}

proptest! {
    #![proptest_config(walk::config())]

    #[test]
    fn what_is_written_is_read(progress in progress()) {
        prop_assert_eq!(read(&progress.write()), progress);
    }

    /// Taking in what is there already changes nothing, and nothing is lost on either side.
    #[test]
    fn merging_loses_nothing(one in progress(), other in progress()) {
        prop_assert_eq!(&one.clone().merged(one.clone()), &one);
        let both = one.clone().merged(other.clone());
        prop_assert_eq!(&both.clone().merged(other.clone()), &both);
        for (name, studied) in one.lessons.iter().chain(&other.lessons) {
            let merged = &both.lessons[name];
            prop_assert!(merged.done || !studied.done);
            for (question, answered) in &studied.answers {
                let kept = merged.answers[question];
                prop_assert!(kept.tries >= answered.tries && kept.right >= answered.right);
            }
        }
        for (name, solved) in one.challenges.iter().chain(&other.challenges) {
            let kept = &both.challenges[name];
            prop_assert!(kept.best == 0 || solved.best == 0 || kept.taken <= solved.taken);
        }
    }
}
