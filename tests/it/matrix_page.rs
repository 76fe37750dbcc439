//! The matrix on the screen: computed bit by bit, filtered, left and come back to.

use redelivery::app::state::{Command, Format, Msg, Page, State, answer_at_once, update};
use redelivery::app::view::{MatrixView, Tone, matrix, view};
use redelivery::codec::MATRIX;
use redelivery::desk::{Desk, Said};
use redelivery::sim::scenario;

/// The matrix page of `link`, with all that it shows computed.
fn computed(link: &str) -> State {
    let mut state = State::open(link);
    assert_eq!(state.notice, None);
    let commands = state.opening();
    assert!(commands.contains(&Command::Ask(state.link())));
    answer_at_once(&mut state, commands);
    state
}

/// What `msg` leads to, with all that it asks answered; and what is left for the browser.
fn settled(state: &mut State, msg: Msg) -> Vec<Command> {
    let commands = update(state, msg);
    answer_at_once(state, commands)
}

fn shown(state: &State) -> MatrixView {
    matrix(state).expect("the matrix is on show")
}

/// Cells come one by one, in their order; the page says how far it is and is not read out.
#[test]
fn it_is_computed_cell_by_cell_and_says_how_far_it_is() {
    let mut state = State::open("/v1/matrix/first-item-added");
    let (done, all) = shown(&state).progress;
    assert_eq!(done, 0);
    assert!(shown(&state).rows.iter().all(|row| row.cells.iter().all(Option::is_none)));
    let mut desk = Desk::default();
    desk.ask(&state.link()).expect("it is the link of a matrix");
    let mut known = 0;
    while let Some(said) = desk.work(10_000) {
        for said in said {
            update(&mut state, Msg::Answered(said.text(0)));
            known += 1;
            assert_eq!(shown(&state).progress, (known, all));
            if known < all {
                assert!(shown(&state).summary.contains(&format!("{known} of {all} cells")));
                assert_eq!(shown(&state).spoken(), "", "numbers that run are not read out");
            }
        }
    }
    let view = shown(&state);
    assert_eq!(view.progress, (all, all));
    assert!(view.rows.iter().all(|row| row.cells.iter().all(Option::is_some)));
    assert_eq!(view.spoken(), view.summary);
}

/// A cell leads to the step that breaks a promise: the page opens there.
#[test]
fn a_cell_opens_at_the_step_that_breaks() {
    let mut state = computed("/v1/matrix/first-item-added");
    let page = shown(&state);
    let current = page.rows.iter().find(|row| row.name == "Current state").expect("it is there");
    let overtaken = page.columns.iter().position(|column| column.id == "F5").expect("it is there");
    let cell = current.cells[overtaken].as_ref().expect("it is computed");
    assert_eq!((cell.codes.as_slice(), cell.tone), (["LOST"].as_slice(), Tone::Bad));
    let link = cell.link.clone().expect("it leads to its run");
    let commands = update(&mut state, Msg::OpenedLink(link.clone()));
    assert_eq!(commands[1..], [Command::ShowTop, Command::FocusStep(0)]);
    assert_eq!((state.page, state.link()), (Page::Timeline, link));
    let lane = &state.lanes[0].timeline;
    let frame = state.frame(0, state.beat);
    assert_eq!(lane.verdict(0, frame).broken_in, Some(frame), "the step on show breaks it");
    assert!(view(&state).headline.text().contains("FirstItemAdded is lost"));
    let back = update(&mut state, Msg::OpenedLink(String::from("/v1/matrix/first-item-added")));
    let left = lane_link(&state, &page);
    assert_eq!(back[1..], [Command::FocusCell(Some(left))], "the focus goes where it was");
}

/// The link of the cell that the test above opened.
fn lane_link(state: &State, page: &MatrixView) -> String {
    let same = |cell: &&redelivery::app::view::CellView| {
        cell.link.as_deref() == state.matrix.as_ref().and_then(|matrix| matrix.left.as_deref())
    };
    let cell = page.rows.iter().flat_map(|row| &row.cells).flatten().find(same);
    cell.and_then(|cell| cell.link.clone()).expect("the page remembers a cell of its own")
}

/// A cell opens a run that shows what the cell names, even where another breach comes sooner.
#[test]
fn a_cell_opens_on_a_promise_that_it_names() {
    for scenario in ["first-item-added", "shooting-range"] {
        let page = shown(&computed(&format!("/v1/matrix/{scenario}?flawed=yes")));
        for cell in page.rows.iter().flat_map(|row| &row.cells).flatten() {
            let (Some(link), Tone::Bad) = (&cell.link, cell.tone) else { continue };
            let state = State::open(link);
            let frame = state.frame(0, state.beat);
            let broken =
                redelivery::sim::invariant::ALL.iter().enumerate().filter(|&(index, _)| {
                    state.lanes[0].timeline.verdict(index, frame).broken_in == Some(frame)
                });
            let codes: Vec<&str> = broken.map(|(_, promise)| promise.code).collect();
            assert!(codes.iter().any(|code| cell.codes.contains(code)), "{link} {codes:?}");
        }
    }
}

#[test]
fn one_promise_alone_can_be_asked_for() {
    let mut state = computed("/v1/matrix/first-item-added?promise=no-ghost");
    let ghosts = shown(&state);
    for cell in ghosts.rows.iter().flat_map(|row| &row.cells).flatten() {
        assert!(cell.tone != Tone::Bad || cell.codes == ["GHOST"], "{cell:?}");
    }
    let commands = update(&mut state, Msg::ChosePromise(String::from("nothing-lost")));
    let link = "/v1/matrix/first-item-added?promise=nothing-lost";
    assert_eq!(commands, [Command::ReplaceLink(String::from(link))]);
    update(&mut state, Msg::ChosePromise(String::new()));
    assert_eq!(state.link(), "/v1/matrix/first-item-added");
    assert!(shown(&state).rows != ghosts.rows);
}

#[test]
fn those_wrong_on_purpose_come_when_asked_for() {
    let mut state = computed("/v1/matrix/first-item-added");
    let before = shown(&state).rows.len();
    assert!(shown(&state).rows.iter().all(|row| !row.flawed));
    settled(&mut state, Msg::ToggledFlawed);
    assert_eq!(state.link(), "/v1/matrix/first-item-added?flawed=yes");
    let flawed: Vec<_> = shown(&state).rows.into_iter().filter(|row| row.flawed).collect();
    assert!(flawed.len() + before == shown(&state).rows.len() && flawed.len() > 10);
    for row in flawed {
        let bad = |cell: &Option<_>| {
            cell.as_ref().is_some_and(|it: &redelivery::app::view::CellView| it.tone == Tone::Bad)
        };
        assert!(row.cells.iter().any(bad), "{} is caught", row.name);
    }
}

#[test]
fn it_is_left_and_come_back_to_without_computing_again() {
    let mut state = State::default();
    let moment = state.link();
    let commands = settled(&mut state, Msg::PressedMatrix);
    let link = format!("/v1/{MATRIX}/first-item-added");
    let at_its_top = [Command::ShowTop, Command::FocusCell(None)];
    assert_eq!(commands, [vec![Command::PushLink(link.clone())], at_its_top.into()].concat());
    let rows = shown(&state).rows;
    assert!(update(&mut state, Msg::PressedForward).is_empty(), "nothing steps out of sight");
    update(&mut state, Msg::PressedMatrix);
    assert_eq!((state.page, state.link()), (Page::Timeline, moment));
    update(&mut state, Msg::OpenedLink(link));
    assert_eq!(shown(&state).rows, rows);
}

#[test]
fn another_scenario_has_its_own_matrix_and_its_own_moment() {
    let mut state = computed("/v1/matrix/first-item-added");
    update(&mut state, Msg::ChoseScenario(String::from("cart")));
    assert_eq!(state.link(), "/v1/matrix/cart");
    assert_eq!(shown(&state).progress.0, 0);
    update(&mut state, Msg::PressedMatrix);
    assert_eq!((state.page, state.case.scenario.id), (Page::Timeline, "cart"));
    for scenario in scenario::ALL {
        update(&mut state, Msg::ChoseScenario(scenario.id.to_string()));
        assert_eq!(state.link(), State::of(scenario).link());
        let shown: Vec<_> = state.approaches().iter().map(|approach| approach.id).collect();
        assert_eq!(shown, scenario.compared);
    }
    assert!(update(&mut state, Msg::ChoseScenario(String::from("none"))).is_empty());
}

/// What it says of the approaches that are missing is why they make no sense there.
#[test]
fn an_approach_that_makes_no_sense_is_missing_with_the_reason() {
    let page = shown(&State::open("/v1/matrix/first-item-added"));
    assert!(page.misfits.iter().any(|(name, _)| *name == "Accept and submit"));
    for (name, why) in &page.misfits {
        assert!(!page.rows.iter().any(|row| row.name == *name) && !why.ends_with('.'));
    }
}

#[test]
fn it_is_saved_as_a_table_with_whole_links() {
    let mut state = computed("/v1/matrix/cart");
    state.address = String::from("https://example.org/r/");
    let commands = settled(&mut state, Msg::PressedExport(Format::Markdown));
    let [Command::Download(name, markdown)] = commands.as_slice() else { panic!("a file") };
    assert_eq!(name, "matrix-cart.md");
    assert!(markdown.contains("](https://example.org/r/#/v1/cart/persist-then-publish/"));
    let commands = settled(&mut state, Msg::PressedExport(Format::Csv));
    let [Command::Download(name, csv)] = commands.as_slice() else { panic!("a file") };
    assert_eq!(name, "matrix-cart.csv");
    let (done, all) = shown(&state).progress;
    assert_eq!((csv.lines().count(), done), (1 + all, all));
    assert!(csv.lines().all(|line| line.split(',').count() == 4));
}

#[test]
fn a_damaged_link_to_it_says_where() {
    for (link, problem) in [
        (
            "/v1/matrix/nothing?flawed=yes",
            "no scenario called 'nothing'. (Character 12 of the link.)",
        ),
        ("/v1/matrix/cart?flawed=no", "expected 'yes', found 'no'. (Character 24 of the link.)"),
        ("/v1/matrix/cart?promise=x", "no promise called 'x'. (Character 25 of the link.)"),
        (
            "/v1/matrix/cart?at=3",
            "expected one of 'flawed=', 'points=', 'promise=', 'around=', each once, found 'at=3'",
        ),
    ] {
        let notice = State::open(link).notice.expect("there is something to tell");
        assert!(notice.text().contains(problem), "{}", notice.text());
        let page = State::open(link);
        assert_eq!(page.page, Page::Matrix, "what was understood is kept");
        assert!(!link.contains("cart") || page.case.scenario.id == "cart");
    }
}

#[test]
fn no_scenario_is_called_as_the_matrix_is() {
    assert!(scenario::by_id(MATRIX).is_none());
}

#[test]
fn the_first_message_alone_keeps_the_plan() {
    let mut state = State::default();
    update(&mut state, Msg::ToggledMessages);
    assert_eq!(view(&state).messages, Some((1, 2)));
    assert!(state.link().contains("send=1"));
    assert_eq!(State::open(&state.link()).case, state.case);
    update(&mut state, Msg::ToggledMessages);
    assert_eq!(view(&state).messages, Some((2, 2)));
    assert_eq!(state.plan().injections(), State::default().plan().injections());
}

/// What can't happen to an approach says why.
#[test]
fn a_cell_without_an_answer_says_why() {
    let page = shown(&computed("/v1/matrix/first-item-added"));
    let says = |name: &str, failure: &str| {
        let row = page.rows.iter().find(|row| row.name == name).expect("it is there");
        let column = page.columns.iter().position(|column| column.id == failure);
        row.cells[column.expect("it is there")].as_ref().expect("it is computed").says.clone()
    };
    assert!(says("Outbox", "F12").ends_with("It reads no store that could lag behind."));
    assert!(says("Store and send in one write", "F2").contains("never separate"));
    assert!(says("MustFollow", "F9").ends_with("One receiver takes one message at a time."));
}

/// The one-line answer counts what can't happen: an approach that most failures can't happen to is
/// not said to keep anything.
#[test]
fn what_cannot_happen_is_not_called_kept() {
    let page = shown(&computed("/v1/matrix/first-item-added"));
    let (kept, others) = page.summary.split_once(". ").unwrap_or((&page.summary, ""));
    assert!(kept.starts_with("None of the ") || kept.contains(" that can happen to them"));
    let has_others = others.starts_with("Most of the 17 failures can't happen to ");
    assert!(others.is_empty() || has_others, "{others}");
    for row in &page.rows {
        let never = row.cells.iter().flatten().filter(|cell| cell.tone == Tone::Calm).count();
        let breaks = row.cells.iter().flatten().any(|cell| cell.tone == Tone::Bad);
        let named = format!("{} ({never} can't happen)", row.name);
        assert!(!kept.contains(row.name) || !breaks && never * 2 <= row.cells.len(), "{kept}");
        assert_eq!(others.contains(&named), !breaks && never * 2 > row.cells.len(), "{others}");
    }
}

/// Who goes to the matrix while a check runs gets both: neither waits for the other to end.
#[test]
fn a_running_check_does_not_keep_the_matrix_waiting() {
    const SLICE: usize = 1 << 12;
    let link = "/v1/matrix/first-item-added";
    let slices = |desk: &mut Desk, state: &mut State| {
        let mut slices = 0;
        while shown(state).progress.0 < shown(state).progress.1 {
            let said = desk.work(SLICE).expect("there is something to do");
            slices += 1;
            for said in said {
                assert!(!said.text(0).starts_with("over"), "the check is longer than the matrix");
                update(state, Msg::Answered(said.text(0)));
            }
        }
        slices
    };
    let mut alone = Desk::default();
    alone.ask(link).expect("it is the link of a matrix");
    let needed = slices(&mut alone, &mut State::open(link));
    let mut desk = Desk::default();
    desk.ask("/v1/check/first-item-added/all?handlers=2&failures=3").expect("it is a question");
    desk.ask(link).expect("it is the link of a matrix");
    let taken = slices(&mut desk, &mut State::open(link));
    assert!(taken <= 2 * needed + 1, "{taken} slices, where {needed} do alone");
    let row = |said: Vec<Said>| said.iter().any(|said| said.row().is_some());
    assert!(desk.work(SLICE).is_some_and(row), "the check goes on");
}

/// What can't happen to an approach is not kept by it, and the page's first sentence says so.
#[test]
fn what_can_not_happen_is_not_told_as_kept() {
    let page = shown(&computed("/v1/matrix/first-item-added"));
    let kept = page
        .rows
        .iter()
        .filter(|row| row.cells.iter().flatten().all(|cell| cell.tone != Tone::Bad));
    for row in kept {
        let idle = row.cells.iter().flatten().filter(|cell| cell.codes == ["–"]).count();
        let told = match idle {
            0 => row.name.to_string(),
            idle => format!("{} ({idle} can't happen)", row.name),
        };
        assert!(page.summary.contains(&told), "{}", page.summary);
    }
    assert!(page.summary.contains("that can happen to "), "{}", page.summary);
}
