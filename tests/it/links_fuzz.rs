//! Links by the thousand: what is written is read back the same, and no text, however broken,
//! does worse than get an answer.

use proptest::prelude::*;

use redelivery::codec::{LANES_MAX, Link, LinkError, THEMES};
use redelivery::sim::approach;
use redelivery::sim::failure::FailurePlan;
use redelivery::sim::timeline::Timeline;

use crate::walk;

/// Any link that the page could write.
fn any_link() -> impl Strategy<Value = Link> {
    walk::any_run().prop_flat_map(|run| {
        let length = run.choices.len();
        let others: Vec<_> =
            approach::ALL.iter().copied().filter(|other| other.id != run.approach.id).collect();
        let with = prop::sample::subsequence(others, 0..LANES_MAX).prop_shuffle();
        let unmet = prop::collection::vec(walk::any_injection(run.case.scenario), 0..4);
        let theme = prop::option::of(prop::sample::select(&THEMES[..]));
        (Just(run), with, unmet, 0..=length, 0..30_usize, theme).prop_map(
            |(run, with, unmet, frame, beats_past, theme)| {
                let unmet = FailurePlan::new(unmet).injections().to_vec();
                Link { run, with, unmet, frame, beats_past, theme }
            },
        )
    })
}

fn check_fault(text: &str, error: &LinkError) {
    let position = error.position;
    assert!(text.is_char_boundary(position), "{position} is inside {text:?}");
    let found = error.problem.found();
    assert!(text[position..].starts_with(found), "{found:?} is at {position} of {text:?}");
    // What was read before the trouble is plain ASCII: there bytes are characters.
    assert!(text[..position].is_ascii(), "{text:?}");
    let message = error.to_string();
    assert!(!message.ends_with('.'), "{message}");
    assert!(!message.starts_with(char::is_uppercase), "{message}");
    assert!(message.ends_with(&format!("(at character {})", position + 1)), "{message}");
    assert!(message.chars().count() < 200, "{message}");
}

/// Reads anything; what opens must be a moment of a possible run and have one way to write it.
fn check(text: &str) {
    match Link::parse(text) {
        Err(error) => check_fault(text, &error),
        Ok(link) => {
            let written = link.to_string();
            let again = Link::parse(&written).expect("what is written can be read");
            assert_eq!(again.to_string(), written);
            assert!(link.frame <= link.run.choices.len());
            assert!(link.with.len() < LANES_MAX);
            assert!(Timeline::new(link.run).is_ok(), "{text:?}");
        }
    }
}

/// One small damage, as a chat program or a careless hand does it.
fn damage(text: &str, at: usize, kind: u8, with: char) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = at % (letters.len() + 1);
    let to = (at + 7).min(letters.len());
    match kind % 7 {
        0 => letters.insert(at, with),
        1 => drop(letters.drain(at..to.min(at + 1))),
        2 => letters.truncate(at),
        3 => drop(letters.drain(..at)),
        4 => letters.extend_from_within(at..to),
        5 => letters[at..to].reverse(),
        _ => letters[at..to].fill(with),
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(walk::config())]

    #[test]
    fn a_written_link_is_read_back_the_same(link in any_link()) {
        let text = link.to_string();
        let read = Link::parse(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read.run.case.scenario.id, link.run.case.scenario.id);
        prop_assert_eq!(read.run.approach.id, link.run.approach.id);
        prop_assert_eq!(&read.run.choices, &link.run.choices);
        let ids = |link: &Link| link.with.iter().map(|other| other.id).collect::<Vec<_>>();
        prop_assert_eq!(ids(&read), ids(&link));
        prop_assert_eq!(&read.unmet, &link.unmet);
        prop_assert_eq!((read.frame, read.beats_past), (link.frame, link.beats_past));
        prop_assert_eq!(read.to_string(), text);
    }

    /// An address bar, a chat and a Markdown file must all leave a link alone.
    #[test]
    fn a_link_needs_no_escaping(link in any_link()) {
        let text = link.to_string();
        let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"/-.:?=&+".contains(&byte);
        prop_assert!(text.bytes().all(safe), "{}", text);
    }

    #[test]
    fn any_text_gets_an_answer(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn text_made_of_links_letters_gets_an_answer(text in "[/?&=+.:v1-9a-zA-Z0ü🔥%-]{0,60}") {
        check(&text);
        check(&format!("/v1/first-item-added/outbox/{text}"));
        check(&format!("/v1/first-item-added/outbox/3?{text}"));
    }

    #[test]
    fn a_damaged_link_gets_an_answer(
        link in any_link(),
        damages in prop::collection::vec((any::<usize>(), any::<u8>(), any::<char>()), 1..4),
    ) {
        let mut text = link.to_string();
        for (at, kind, with) in damages {
            text = damage(&text, at, kind, with);
        }
        check(&text);
    }
}
