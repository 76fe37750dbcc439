//! Questions to the checker as links, and the desk's answers as text.

use proptest::prelude::*;

use redelivery::app::state::{Command, Msg, State, answer_at_once, update};
use redelivery::app::view::Tone;
use redelivery::codec::{Address, Answer, CHECK, Grade, Told};
use redelivery::sim::approach;
use redelivery::sim::checker::{Absence, Absent, Dice, Hazard, Question, Raise};
use redelivery::sim::scenario::{self, Case};

use crate::finder::{shown, told};
use crate::{search, walk};

/// The same link asks the same again: the page opens with the panel and asks.
#[test]
fn a_question_is_a_link() {
    let link = "/v1/check/add-remove/swallow-duplicates?failures=2&what=crash+duplicate";
    let mut state = State::open(link);
    let commands = state.opening();
    assert!(commands.contains(&Command::Ask(link.to_string())));
    assert!(!commands.iter().any(|it| matches!(it, Command::ReplaceLink(_))), "the link stays");
    answer_at_once(&mut state, commands);
    assert_eq!(state.case.scenario.id, "add-remove");
    assert_eq!(shown(&state).tone, Tone::Bad);
    assert_eq!(shown(&state).link.as_deref(), Some(link));
    let mut other = State::default();
    let commands = update(&mut other, Msg::OpenedLink(link.to_string()));
    assert!(commands.contains(&Command::Ask(link.to_string())));
    assert_eq!(other.case.scenario.id, "add-remove");
}

#[test]
fn a_damaged_question_says_where() {
    for (link, problem) in [
        ("/v1/check/nothing/outbox", "no scenario called 'nothing'. (Character 11 of the link.)"),
        ("/v1/check/cart", "an approach, or 'all' should come. (Character 15 of the link.)"),
        ("/v1/check/cart/http-exchange", "no approach called 'http-exchange'"),
        ("/v1/check/cart/all?handlers=3", "expected a number from 1 to 2, found '3'"),
        ("/v1/check/cart/all?failures=x", "expected a number from 0 to 6, found 'x'"),
        ("/v1/check/cart/all?what=rain", "expected a failure such as 'crash', found 'rain'"),
        (
            "/v1/check/cart/all?what=crash+crash",
            "'crash' is there already. (Character 31 of the link.)",
        ),
        ("/v1/check/cart/all?runs=0", "expected a number from 1 to 9999, found '0'"),
        ("/v1/check/cart/all?at=1", "expected one of 'send=', 'handlers='"),
    ] {
        let notice = State::open(link).notice.expect("there is something to tell");
        assert!(notice.text().contains(problem), "{link}: {}", notice.text());
    }
}

#[test]
fn no_scenario_is_called_as_a_question_is() {
    assert!(scenario::by_id(CHECK).is_none());
    assert!(approach::by_id(redelivery::codec::ALL).is_none());
}

fn any_question() -> impl Strategy<Value = Question> {
    let dice = (1_u32..=9999, 1_u32..=9999, 0_u32..=9999);
    let dice = dice.prop_map(|(runs, one_in, seed)| Dice { runs, one_in, seed });
    let bounds = (1_usize..=2, 0_u8..=6, 0_u8..=6, proptest::option::of(0_u8..=6));
    let of = (0_usize..1_000, any::<bool>(), 1_usize..=4);
    (of, bounds, 0_u16..512, proptest::option::of(dice)).prop_map(
        |((pair, is_one, count), (handlers, failures, copies, retries), hazards, dice)| {
            let pairs = search::pairs().count();
            let (scenario, approach) = search::pairs().nth(pair % pairs).expect("within them");
            let count = count.min(scenario.messages.len());
            let is_on = |hazard: &Hazard| hazards >> (*hazard as u8) & 1 == 1;
            Question {
                case: Case { scenario, count },
                approach: is_one.then_some(approach),
                handlers,
                failures,
                copies,
                retries,
                hazards: Hazard::ALL.into_iter().filter(is_on).collect(),
                dice,
            }
        },
    )
}

proptest! {
    #![proptest_config(walk::config())]

    #[test]
    fn a_question_survives_being_a_link(question in any_question()) {
        let text = question.to_string();
        let Ok(Address::Check(read)) = Address::parse(&text) else { panic!("{text}") };
        prop_assert_eq!(format!("{read:?}"), format!("{question:?}"));
        prop_assert_eq!(read.to_string(), text);
    }

    #[test]
    fn a_row_survives_being_told(
        row in 0_usize..100,
        says in "[^\n\r]{1,80}",
        link in proptest::option::of("/[a-z0-9/?.]{1,40}"),
        outcomes in proptest::collection::vec(
            ("[^\n\r\t]{1,40}", proptest::option::of("/[a-z0-9/?.]{1,40}")),
            0..3,
        ),
    ) {
        let absent = [
            Absent { hazard: Hazard::Chance, why: Absence::Undrawn },
            Absent { hazard: Hazard::Loss, why: Absence::Impossible(Vec::new()) },
            Absent { hazard: Hazard::DeadLetter, why: Absence::Impossible(vec![
                vec![Raise::Failures(2)],
                vec![Raise::Handlers(2), Raise::Messages(3), Raise::Copies(1)],
                vec![Raise::Retries, Raise::Also(Hazard::StaleRead)],
            ]) },
            Absent { hazard: Hazard::Crash, why: Absence::Unknown },
        ];
        for grade in [Grade::Open, Grade::Holds, Grade::Unknown, Grade::Stuck, Grade::Breaks] {
            let (says, link, outcomes) = (says.clone(), link.clone(), outcomes.clone());
            let blank = told("/v1/check/cart/all?runs=9", row, grade);
            let absent = absent[..row % (absent.len() + 1)].to_vec();
            let told = Told { says, link, outcomes, absent, ..blank };
            let text = Answer::Row(told.clone()).to_string();
            let Ok(Answer::Row(read)) = Answer::parse(&text) else { panic!("{text}") };
            prop_assert_eq!(read, told);
        }
    }
}
