//! Finding a failure, as the page does it: the question, the desk's answers, and what opens.

use std::collections::BTreeSet;

use redelivery::app::state::{Bound, Command, Msg, Stage, StageMsg, State, answer_at_once, update};
use redelivery::app::view::{FinderRow, FinderView, Tone, view};
use redelivery::codec::{Answer, Grade, Told};
use redelivery::desk::{Desk, PAUSE, RESUME, STOP};
use redelivery::sim::approach;
use redelivery::sim::invariant;

fn settled(state: &mut State, msg: Msg) -> Vec<Command> {
    let commands = update(state, msg);
    answer_at_once(state, commands)
}

/// The panel, which is open.
pub fn shown(state: &State) -> FinderView {
    view(state).finder.expect("the panel is open")
}

fn choose(state: &mut State, bound: Bound, value: &str) {
    update(state, Msg::ChoseBound(bound, value.to_string()));
}

/// One press finds the talk's loss and opens it at the step that does the harm.
#[test]
fn one_press_finds_the_loss_of_current_state_and_opens_it() {
    let mut state = State::default();
    update(&mut state, Msg::ClearedFailures);
    let commands = settled(&mut state, Msg::PressedFind);
    assert!(commands.contains(&Command::FocusFinder));
    assert!(commands.contains(&Command::PushLink(state.link())));
    let panel = shown(&state);
    assert_eq!((panel.tone, panel.stage), (Tone::Bad, Some(Stage::Over)));
    assert!(
        panel.summary.starts_with("Current state: Message lost in a run of "),
        "{}",
        panel.summary
    );
    assert!(panel.summary.contains("with 1 failure"), "{}", panel.summary);
    let lane = &state.lanes[0].timeline;
    let frame = state.frame(0, state.beat);
    assert_eq!(lane.run.approach.id, "current-state");
    assert_eq!(lane.verdict(0, frame).broken_in, Some(frame), "the step on show breaks it");
    // What went wrong is a plan, and it strikes the other approach on show too.
    assert_eq!(state.plan().injections().len(), 1);
    assert_eq!(state.approaches()[1].id, "historic-state");
    assert_eq!(State::open(&state.link()).link(), state.link());
}

#[test]
fn nothing_is_found_for_historic_state_and_the_outbox() {
    for id in ["historic-state", "outbox"] {
        let mut state = State::default();
        let link = state.link();
        state.finder = None;
        settled(&mut state, Msg::PressedFind);
        choose(&mut state, Bound::Approach, id);
        let before = state.link();
        settled(&mut state, Msg::PressedAsk);
        let panel = shown(&state);
        assert_eq!(panel.tone, Tone::Good, "{}", panel.summary);
        assert!(panel.rows.is_empty(), "there is no run that does harm: {:?}", panel.rows);
        assert!(panel.summary.ends_with("Holds within these bounds."), "{}", panel.summary);
        let within = panel.within.expect("it was asked");
        assert!(within.starts_with("All "), "{within}");
        assert!(within.contains(" states explored, ") && within.contains("1 handler"), "{within}");
        assert!(within.contains("not tried: dead letters, evictions, "), "{within}");
        assert!(panel.can_grow);
        // What is on show has a run to look at; what is not, gets one.
        let shown = panel.run.map(|(name, _)| name);
        assert_eq!(shown, (id == "outbox").then_some("A run without failures"));
        assert_eq!(state.link(), before, "what is on show stays");
        assert_eq!(view(&state).spoken, panel.summary, "a screen reader hears the answer");
        update(&mut state, Msg::PressedStart);
        assert!(view(&state).spoken.starts_with("Step 0."), "and then the step again");
        assert_ne!(link, before, "the first question had opened a run");
    }
}

#[test]
fn all_approaches_are_checked_one_after_the_other_and_each_opens() {
    let mut state = State::default();
    settled(&mut state, Msg::PressedFind);
    choose(&mut state, Bound::Approach, "");
    let before = state.link();
    settled(&mut state, Msg::PressedAsk);
    assert_eq!(state.link(), before, "of many nothing opens by itself");
    let panel = shown(&state);
    let suited = state.case.scenario.suited(approach::ALL).count();
    assert_eq!(panel.rows.len(), suited);
    let broken: Vec<_> = panel.rows.iter().filter(|row| row.tone == Tone::Bad).collect();
    assert!(broken.len() > 5 && broken.len() < suited - 5, "{}", panel.summary);
    for row in &panel.rows {
        assert_eq!(row.link.is_some(), row.tone != Tone::Good, "{}: {}", row.name, row.says);
    }
    let last = broken[broken.len() - 1];
    let (name, link) = (last.name, last.link.clone().expect("it breaks"));
    update(&mut state, Msg::OpenedFinding(link));
    assert_eq!(state.lanes[0].timeline.run.approach.name, name);
    assert_eq!(shown(&state).rows.len(), suited, "the panel stays");
}

#[test]
fn a_larger_question_is_one_press_away() {
    let mut state = State::default();
    settled(&mut state, Msg::PressedFind);
    choose(&mut state, Bound::Approach, "outbox");
    settled(&mut state, Msg::PressedAsk);
    let first = shown(&state).within;
    settled(&mut state, Msg::PressedLarger);
    let within = shown(&state).within.expect("it was asked");
    assert!(within.contains("2 handlers, at most 1 failure"), "{within}");
    choose(&mut state, Bound::Messages, "1");
    settled(&mut state, Msg::PressedLarger);
    let panel = shown(&state);
    assert_ne!(panel.within, first);
    assert!(panel.within.expect("it was asked").contains("at most 2 failures"));
    assert_eq!(panel.tone, Tone::Good);
    for _ in 0..10 {
        update(&mut state, Msg::PressedLarger);
    }
    let most = state.finder.as_ref().map(|finder| finder.question.failures);
    assert_eq!(most, Some(6), "it grows as far as a world can hold");
}

/// A row as the desk tells it.
pub fn told(question: &str, row: usize, grade: Grade) -> Told {
    let [question, says, counts, within] = [question, "late", "many", "bounds"].map(String::from);
    Told {
        question,
        row,
        grade,
        says,
        counts,
        within,
        link: None,
        outcomes: Vec::new(),
        absent: Vec::new(),
    }
}

/// The menu of a step takes the panel's place, and Escape closes what is open.
#[test]
fn escape_closes_the_panel_that_is_open() {
    let mut state = State::default();
    settled(&mut state, Msg::PressedFind);
    assert!(state.finder.is_some());
    update(&mut state, Msg::PressedFail);
    assert!(state.menu.is_some() && state.finder.is_none());
    update(&mut state, Msg::ClosedMenu);
    assert!(state.menu.is_none() && state.finder.is_none());
    settled(&mut state, Msg::PressedFind);
    update(&mut state, Msg::ClosedMenu);
    assert!(state.finder.is_none());
}

/// What proves little does not look like a proof, and what was not tried is not passed over.
#[test]
fn an_answer_says_what_its_bounds_made_impossible() {
    let says = |link: &str| {
        let mut state = State::open(link);
        let commands = state.opening();
        answer_at_once(&mut state, commands);
        let panel = shown(&state);
        (panel.tone, panel.summary, panel.absent, panel.can_grow)
    };
    let lost =
        "Could not happen, not even within the larger bounds that were tried: lost messages.";
    let link = "/v1/check/confirm-order/persist-then-publish?what=crash+loss+dead-letter";
    let (tone, summary, absent, _) = says(link);
    assert_eq!(tone, Tone::Good, "{summary}");
    let letters = "Could not happen within these bounds: dead letters. Allow ";
    assert_eq!((absent[0].as_str(), absent.len()), (lost, 2), "{absent:?}");
    let changes = absent[1].strip_prefix(letters).expect("it says what would let them");
    assert!(changes.starts_with("2 failures, or 2 handlers"), "{changes}");
    for larger in ["failures=2", "handlers=2"] {
        let (_, _, absent, _) = says(&format!("{link}&{larger}"));
        assert_eq!(absent, [lost], "{larger}");
    }
    let link = "/v1/check/first-item-added/outbox?what=loss+stale-read";
    let (tone, summary, absent, can_grow) = says(link);
    assert_eq!(tone, Tone::Open);
    assert!(summary.contains("none of these failures can happen"), "{summary}");
    assert!(absent[0].contains("lost messages, stale reads") && !can_grow, "{absent:?}");
    let link = "/v1/check/first-item-added/outbox?what=dead-letter";
    let (tone, _, absent, can_grow) = says(link);
    assert!(tone == Tone::Open && can_grow, "{absent:?}");
    let (tone, ..) = says("/v1/check/first-item-added/outbox?failures=0");
    assert_eq!(tone, Tone::Good, "nothing was asked to go wrong");
}

/// Of many approaches each reason is told once, with how many it is true of.
#[test]
fn what_could_not_happen_to_many_is_told_once() {
    let mut state = State::open("/v1/check/first-item-added/all?what=crash+loss+stale-read");
    let commands = state.opening();
    answer_at_once(&mut state, commands);
    let panel = shown(&state);
    assert!(panel.absent.len() <= 6, "{:?}", panel.absent);
    let lost = panel.absent.iter().find(|it| it.contains("lost messages")).expect("it is told");
    let suited = state.case.scenario.suited(approach::ALL).count();
    assert!(lost.contains(&format!(" of {suited} approaches: ")), "{lost}");
}

/// Random runs that never came to what they may show say so.
#[test]
fn random_runs_say_what_did_not_come_up() {
    let link = "/v1/check/first-item-added/outbox?what=crash+expiry+loss&runs=1&in=50";
    let mut state = State::open(link);
    let commands = state.opening();
    answer_at_once(&mut state, commands);
    let panel = shown(&state);
    let undrawn = "Can happen, but did not in these runs: crashes, expired leases.";
    assert!(panel.absent.iter().any(|it| it.starts_with(undrawn)), "{:?}", panel.absent);
    let never = "Could not happen, not even within the larger bounds that were tried: lost";
    assert!(panel.absent.iter().any(|it| it.starts_with(never)), "{:?}", panel.absent);
}

#[test]
fn the_same_run_found_again_is_no_step_to_go_back_from() {
    let mut state = State::default();
    settled(&mut state, Msg::PressedFind);
    let again = settled(&mut state, Msg::PressedAsk);
    assert!(!again.iter().any(|command| matches!(command, Command::PushLink(_))), "{again:?}");
}

#[test]
fn it_waits_goes_on_and_stops_as_it_is_told() {
    let mut state = State::default();
    let commands = update(&mut state, Msg::PressedFind);
    let question = "/v1/check/first-item-added/current-state";
    assert!(commands.contains(&Command::Ask(question.to_string())));
    assert_eq!(shown(&state).stage, Some(Stage::Running));
    let says = |word: &str| vec![Command::Ask(word.to_string())];
    assert_eq!(update(&mut state, Msg::PressedPause), says(PAUSE));
    assert_eq!(shown(&state).stage, Some(Stage::Paused));
    assert_eq!(update(&mut state, Msg::PressedPause), says(RESUME));
    assert_eq!(update(&mut state, Msg::PressedStop), says(STOP));
    assert_eq!(shown(&state).stage, Some(Stage::Stopped));
    // What was under way is not heard any more.
    let late = Answer::Row(told(question, 0, Grade::Breaks)).to_string();
    update(&mut state, Msg::Answered(late.clone()));
    assert!(!shown(&state).summary.contains("late"));
    assert!(update(&mut state, Msg::PressedPause).is_empty(), "there is nothing to wait for");
    // Nor is it the answer to the question that comes next, be it the row or that it is over.
    choose(&mut state, Bound::Handlers, "2");
    update(&mut state, Msg::PressedAsk);
    update(&mut state, Msg::Answered(late));
    update(&mut state, Msg::Answered(Answer::Over(question.to_string()).to_string()));
    assert!(!shown(&state).summary.contains("late"), "{}", shown(&state).summary);
    assert_eq!(shown(&state).stage, Some(Stage::Running));
    let commands = update(&mut state, Msg::ClosedFinder);
    assert_eq!(commands, [Command::Ask(STOP.to_string()), Command::FocusStep(0)]);
    assert!(view(&state).finder.is_none());
}

/// Pausing, going on and slices of any size come to the same answer.
#[test]
fn a_check_that_was_interrupted_says_the_same() {
    let question = "/v1/check/first-item-added/current-state?failures=2";
    let answers = |slices: &[usize], pauses: bool| {
        let mut desk = Desk::default();
        desk.ask(question).expect("it is a question");
        let mut last = Vec::new();
        for &slice in slices.iter().cycle() {
            if pauses {
                desk.ask(PAUSE).expect("it is an order");
                assert!(desk.work(slice).is_none(), "it waits");
                desk.ask(RESUME).expect("it is an order");
            }
            let Some(said) = desk.work(slice) else { break };
            last.extend(
                said.iter().filter(|said| said.row().is_none_or(|row| row.1)).map(|it| it.text(0)),
            );
        }
        last
    };
    let whole = answers(&[usize::MAX], false);
    assert_eq!(whole.len(), 2, "the row, and that it is over");
    assert_eq!(answers(&[1000, 7, 64], true), whole);
    let mut desk = Desk::default();
    desk.ask(question).expect("it is a question");
    desk.work(100);
    desk.ask(STOP).expect("it is an order");
    assert!(desk.work(100).is_none(), "it was told to stop");
}

/// A table of outcomes, any of which opens; of every approach, each its own.
#[test]
fn random_runs_are_counted_and_any_outcome_opens() {
    let mut state = State::default();
    settled(&mut state, Msg::PressedFind);
    choose(&mut state, Bound::Runs, "1000");
    choose(&mut state, Bound::OneIn, "10");
    assert!(shown(&state).is_stale, "the answer is of other bounds");
    settled(&mut state, Msg::PressedAsk);
    let panel = shown(&state);
    assert!(!panel.is_stale);
    assert!(
        panel.summary.ends_with(" of 1,000 random runs did not keep every promise."),
        "{panel:?}"
    );
    let within = panel.within.clone().expect("it was asked");
    assert!(within.starts_with("A failure about every 10 steps, no more than 1 in"), "{within}");
    assert!(panel.rows.iter().any(|row| row.says.contains(" runs: Message lost")), "{panel:?}");
    for row in &panel.rows {
        let link = row.link.clone().expect("each outcome has a run");
        update(&mut state, Msg::OpenedFinding(link.clone()));
        let (timeline, frame) = (&state.lanes[0].timeline, state.frame(0, state.beat));
        let broken = (0..).zip(&invariant::ALL).find(|(_, it)| row.says.contains(it.broken));
        let (promise, _) = broken.expect("it names the promise");
        assert_eq!(timeline.verdict(promise, frame).broken_in, Some(frame), "{}", row.says);
    }
    settled(&mut state, Msg::PressedAsk);
    assert_eq!(shown(&state).rows, panel.rows, "the same dice, the same runs");
    choose(&mut state, Bound::Seed, "2");
    settled(&mut state, Msg::PressedAsk);
    assert_ne!(shown(&state).rows, panel.rows, "other dice, other runs");
    choose(&mut state, Bound::Approach, "outbox");
    settled(&mut state, Msg::PressedAsk);
    let summary = shown(&state).summary;
    assert!(summary.contains("1,000 of 1,000 random runs kept every promise"), "{summary}");
    choose(&mut state, Bound::Approach, "");
    settled(&mut state, Msg::PressedAsk);
    let lost = |row: &&FinderRow| row.says.contains("Message lost") && row.link.is_some();
    let rows = shown(&state).rows;
    let names: BTreeSet<&str> = rows.iter().filter(lost).map(|row| row.name).collect();
    assert!(names.len() > 3, "{names:?}");
}

/// No run is offered twice, and there is a way back to what was on show before the first.
#[test]
fn each_run_is_offered_once_and_there_is_a_way_back() {
    let mut state = State::default();
    update(&mut state, Msg::ClearedFailures);
    let before = state.link();
    settled(&mut state, Msg::PressedFind);
    assert_eq!(shown(&state).before.as_deref(), Some(before.as_str()));
    choose(&mut state, Bound::Approach, "persist-then-publish");
    settled(&mut state, Msg::PressedAsk);
    let rows = shown(&state).rows;
    assert!(rows[0].says.starts_with("Applied again, Not consistent in a run of "), "{rows:?}");
    let links: BTreeSet<_> = rows.iter().map(|row| row.link.clone()).collect();
    assert_eq!(links.len(), rows.len(), "{rows:?}");
    let commands = update(&mut state, Msg::LeftFinding);
    assert_eq!(state.link(), before);
    assert!(commands.contains(&Command::FocusFinder), "{commands:?}");
    assert!(shown(&state).before.is_none() && update(&mut state, Msg::LeftFinding).is_empty());
}

/// Closing the panel keeps the bounds for the next time.
#[test]
fn closing_forgets_no_bounds() {
    let mut state = State::default();
    settled(&mut state, Msg::PressedFind);
    choose(&mut state, Bound::Failures, "2");
    update(&mut state, Msg::ToggledHazard(String::from("delay")));
    let chosen = state.finder.as_ref().map(|finder| finder.question.to_string());
    update(&mut state, Msg::ClosedFinder);
    settled(&mut state, Msg::PressedFind);
    assert_eq!(state.finder.as_ref().map(|finder| finder.question.to_string()), chosen);
}

#[test]
fn a_desk_that_does_not_answer_leaves_the_page_working() {
    let mut state = State::default();
    update(&mut state, Msg::PressedFind);
    update(&mut state, Msg::DeskFailed(String::from("it can't be loaded")));
    let notice = state.notice.clone().expect("there is something to tell");
    assert!(notice.text().contains("it can't be loaded"), "{}", notice.text());
    assert_eq!(shown(&state).stage, Some(Stage::Stopped));
    update(&mut state, Msg::PressedStart);
    assert_eq!(state.beat, 0);
    for garbage in ["", "row", "row 0 fine\nx", "row x holds\nx", "cell a b c", "price x 1 y"] {
        update(&mut state, Msg::Answered(garbage.to_string()));
        let notice = state.notice.clone().expect("there is something to tell");
        assert!(notice.text().contains("is not understood"), "{garbage}: {}", notice.text());
    }
    // A row that was not asked about is nowhere to be put.
    update(&mut state, Msg::PressedAsk);
    let told = told("/v1/check/first-item-added/current-state", 9, Grade::Breaks);
    update(&mut state, Msg::Answered(Answer::Row(told).to_string()));
}

#[test]
fn another_scenario_closes_the_panel() {
    let mut state = State::default();
    update(&mut state, Msg::PressedFind);
    let commands = update(&mut state, Msg::ChoseScenario(String::from("cart")));
    assert_eq!(commands[0], Command::Ask(STOP.to_string()));
    assert!(view(&state).finder.is_none());
}

/// What nobody can see the answer of any more is not searched on.
#[test]
fn the_stage_and_another_scenarios_matrix_end_the_check() {
    let mut state = State::default();
    update(&mut state, Msg::PressedFind);
    let commands = update(&mut state, Msg::Stage(StageMsg::Entered));
    assert_eq!(commands[0], Command::Ask(STOP.to_string()));
    assert!(state.finder.is_none());
    let mut state = State::default();
    update(&mut state, Msg::PressedFind);
    update(&mut state, Msg::PressedMatrix);
    update(&mut state, Msg::ChoseScenario(String::from("cart")));
    let commands = update(&mut state, Msg::PressedMatrix);
    assert_eq!(commands[0], Command::Ask(STOP.to_string()));
    assert!(view(&state).finder.is_none());
}
