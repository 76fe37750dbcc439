//! The course on the page: nothing can be read past a question, wrong answers are met with runs,
//! challenges are judged by the machine, and what is known stays.

use redelivery::app::state::course::{CourseCommand, CourseMsg, Picture, Shown, Studying};
use redelivery::app::state::{Carried, Command, Exported, Msg, Notice, Page, State, keys, update};
use redelivery::app::state::{pack, wished};
use redelivery::app::view::course::{
    ChallengeView, ChoiceMark, CourseView, FormView, LessonView, MapView, PartView, QuestionView,
    ShownView, Standing, WordsView, course, spoken,
};
use redelivery::app::view::{MenuView, Tone};
use redelivery::course::challenge::{Attempt, Challenge, Goal};
use redelivery::course::progress::Progress;
use redelivery::course::{CHALLENGES, LESSONS, Listed};
use redelivery::sim::io::Failure;

use crate::language::html;

/// Lets the page do all that it asks for itself, and returns the rest.
fn send(state: &mut State, msg: impl Into<Msg>) -> Vec<Command> {
    let mut left = Vec::new();
    let mut commands = update(state, msg.into());
    while !commands.is_empty() {
        let mut next = Vec::new();
        for command in commands {
            match command {
                Command::Course(CourseCommand::GoOn(tries)) => {
                    next.extend(update(state, CourseMsg::JudgedOn(tries).into()));
                }
                other => left.push(other),
            }
        }
        commands = next;
    }
    left
}

fn page(state: &State) -> CourseView {
    course(state).expect("a page of the course is on show")
}

fn map(state: &State) -> MapView {
    let ShownView::Map(map) = page(state).shown else { panic!("the map is on show") };
    map
}

fn lesson(state: &State) -> LessonView {
    let ShownView::Lesson(lesson) = page(state).shown else { panic!("a lesson is on show") };
    *lesson
}

fn challenge(state: &State) -> ChallengeView {
    let ShownView::Challenge(shown) = page(state).shown else { panic!("a challenge is on show") };
    *shown
}

fn open(listed: &Listed, page: &str) -> State {
    State::open(&format!("/v1/{page}/{}", listed.name))
}

/// The question that waits for an answer: always the last thing that can be read.
fn at_hand(state: &State) -> Option<QuestionView> {
    let parts = lesson(state).parts;
    let asked = parts.iter().filter_map(|part| match part {
        PartView::Question(asked) => Some((**asked).clone()),
        PartView::Text(_) | PartView::Stop(_) => None,
    });
    let open: Vec<QuestionView> = asked.filter(|asked| asked.because.is_none()).collect();
    assert!(open.len() <= 1, "there is one question at a time");
    let is_last = match parts.last() {
        Some(PartView::Question(last)) => last.because.is_none(),
        _ => false,
    };
    assert_eq!(is_last, !open.is_empty(), "nothing comes after a question that is open");
    open.into_iter().next()
}

/// The place of the right answer to the question at hand.
fn right(state: &State) -> usize {
    let Shown::Lesson(studying) = &state.course.shown else { panic!("a lesson is on show") };
    let index = studying.at_hand().expect("a question is at hand");
    let question = studying.lesson.questions().nth(index).expect("it is there");
    let right = question.right().expect("there is one");
    let place = studying.asked[index].choices.iter().position(|choice| *choice == right);
    place.expect("it is among the choices")
}

fn answer(state: &mut State, choice: usize) -> Vec<Command> {
    send(state, CourseMsg::Chose(choice));
    send(state, CourseMsg::Committed)
}

/// Goes through a lesson to its end, with every wrong answer on the way.
fn study(state: &mut State, mut look: impl FnMut(&State)) {
    look(state);
    while let Some(asked) = at_hand(state) {
        let (right, read) = (right(state), lesson(state).parts.len());
        send(state, CourseMsg::Committed);
        assert_eq!(lesson(state).parts.len(), read, "nothing is meant before it is chosen");
        for wrong in (0..asked.choices.len()).filter(|choice| *choice != right) {
            answer(state, wrong);
            let again = at_hand(state).expect("a wrong answer leads nowhere");
            assert_eq!((again.index, lesson(state).parts.len()), (asked.index, read));
            assert_eq!(again.choices[wrong].mark, ChoiceMark::Wrong);
            let met = again.met.expect("it is met with a run");
            assert_eq!(met.told, asked.choices[wrong].told);
            look(state);
        }
        let commands = answer(state, right);
        assert!(commands.iter().any(|it| matches!(it, Command::Course(CourseCommand::Keep(_)))));
        assert!(lesson(state).parts.len() > read || lesson(state).is_whole);
        look(state);
    }
}

#[test]
fn no_lesson_can_be_read_past_a_question() {
    for (index, listed) in LESSONS.iter().enumerate() {
        let mut state = open(listed, "learn");
        assert_eq!((state.page, state.notice.clone()), (Page::Course, None));
        assert!(!lesson(&state).is_whole, "{} asks nothing", listed.name);
        study(&mut state, |state| assert!(!html(state).is_empty()));
        let shown = lesson(&state);
        assert!(shown.is_whole && state.course.progress.lessons[listed.name].done);
        assert_eq!(shown.next.is_some(), index + 1 < LESSONS.len());
        let Shown::Lesson(studying) = &state.course.shown else { panic!("it is on show") };
        assert_eq!(shown.parts.len(), studying.lesson.parts.len());
    }
}

/// What is not shown is not in the page at all.
#[test]
fn what_comes_after_a_question_is_not_in_the_page() {
    let mut state = State::open("/v1/learn/first-item-added");
    let later = "It can be worse than silence";
    assert!(!html(&state).contains(later) && html(&state).contains("goes on once"));
    let choice = right(&state);
    answer(&mut state, choice);
    assert!(html(&state).contains(later));
    // A choice for a question that is not at hand, or a wrong answer once more, is none.
    let wrong = (0..3).find(|choice| *choice != right(&state)).expect("there are wrong ones");
    answer(&mut state, wrong);
    send(&mut state, CourseMsg::Chose(wrong));
    assert!(!at_hand(&state).expect("it is open").can_commit);
    send(&mut state, CourseMsg::Chose(99));
    assert!(!at_hand(&state).expect("it is open").can_commit);
}

#[test]
fn a_picture_is_stepped_where_it_stands() {
    let mut state = State::open("/v1/learn/one-message");
    let (link, stops) = (state.link(), |state: &State| -> Vec<usize> {
        let Shown::Lesson(studying) = &state.course.shown else { panic!("it is on show") };
        studying.stops.iter().map(|stop| stop.beat).collect()
    });
    assert_eq!(stops(&state)[..2], [0, 3]);
    let at = |msg: Msg| CourseMsg::At(Picture::Stop(1), Box::new(msg));
    let commands = send(&mut state, at(Msg::PressedForward));
    assert_eq!((stops(&state)[..2].to_vec(), commands), (vec![0, 4], Vec::new()));
    assert_eq!(spoken(&state), spoken(&state).map(|it| it.trim().to_string()));
    assert!(spoken(&state).is_some_and(|it| !it.is_empty()));
    // A step that is pressed is gone to: here nothing can be broken.
    let Shown::Lesson(studying) = &state.course.shown else { panic!("it is on show") };
    let menu = State { beat: 2, ..studying.stops[1].clone() }.point().expect("a step is there");
    send(&mut state, at(Msg::SelectedStep(menu)));
    send(&mut state, at(Msg::ChoseFate(Some(Failure::Died))));
    send(&mut state, at(Msg::ChoseApproach(0, String::from("outbox"))));
    assert_eq!(stops(&state)[1], 2);
    send(&mut state, CourseMsg::At(Picture::Arena, Box::new(Msg::PressedForward)));
    assert_eq!((state.link(), state.menu), (link, None));
    for picture in [Picture::Stop(3), Picture::Really(0), Picture::Elsewhere(1), Picture::Arena] {
        assert_eq!(Picture::of(&picture.name()), Some(picture));
    }
    assert_eq!((Picture::of("stop"), Picture::of("x-1")), (Some(Picture::Stop(0)), None));
}

/// A picture does not run ahead of a question about it; once that is answered, it does.
#[test]
fn no_picture_gives_an_answer_away() {
    let mut held = 0;
    for listed in LESSONS {
        let mut state = open(listed, "learn");
        study(&mut state, |state| {
            let Shown::Lesson(studying) = &state.course.shown else { panic!("a lesson") };
            let asked = studying.at_hand().and_then(|at| studying.lesson.questions().nth(at));
            let Some(question) = asked else { return };
            let asked = State::open(&question.link.to_string());
            for (stop, shown) in studying.lesson.stops().zip(&studying.stops) {
                let (asked, run) = (&asked.lanes[0].timeline.run, &shown.lanes[0].timeline.run);
                let is_same = asked.approach.id == run.approach.id
                    && asked.case == run.case
                    && asked.choices == run.choices;
                let end = shown.frame(0, shown.last());
                let most = question.link.frame.max(stop.link.frame);
                assert!(!is_same || end <= most, "{}: {end} of {most}", listed.name);
                held += usize::from(end + 1 < shown.lanes[0].timeline.frames.len());
            }
        });
        let Shown::Lesson(studying) = &state.course.shown else { panic!("a lesson") };
        for stop in &studying.stops {
            let all = stop.lanes[0].timeline.frames.len() - 1;
            assert_eq!(stop.frame(0, stop.last()), all, "{}", listed.name);
        }
    }
    assert!(held > 5, "{held}");
}

#[test]
fn unknown_names_open_the_map_and_say_so() {
    for link in ["/v1/learn/nothing", "/v1/challenge/nothing", "/v1/challenge/%3Cb%3E"] {
        let state = State::open(link);
        assert!(matches!(state.notice, Some(Notice::Wrong(_))), "{link}");
        assert_eq!(
            (map(&state).go.1.as_str(), state.link()),
            ("Start with lesson 1", "/v1/learn".into())
        );
    }
    for link in ["/v1/learn", "/v1/learn/", "/v1/challenge", "/v1/words", "/v1/words/ghost"] {
        let state = State::open(link);
        assert_eq!((state.page, state.notice), (Page::Course, None), "{link}");
    }
    let mut state = State::default();
    send(&mut state, Msg::OpenedLink(String::from("/v1/learn/no")));
    assert!(matches!(state.notice, Some(Notice::Wrong(_))) && state.page == Page::Course);
}

#[test]
fn every_address_of_the_course_is_its_own() {
    let names = LESSONS.iter().map(|it| format!("/v1/learn/{}", it.name));
    let challenges = CHALLENGES.iter().map(|it| format!("/v1/challenge/{}", it.name));
    let words = ["/v1/learn", "/v1/words", "/v1/words/at-least-once"].map(String::from);
    for link in names.chain(challenges).chain(words) {
        assert_eq!(State::open(&link).link(), link);
        let mut state = State::default();
        let commands = send(&mut state, Msg::OpenedLink(link.clone()));
        assert_eq!(commands.first(), Some(&Command::ReplaceLink(link.clone())));
        assert_eq!(state.link(), link);
    }
}

#[test]
fn a_key_leads_to_the_course_and_back_to_the_moment() {
    let pressed = |page, key| keys::pressed(page, key, false).expect("the key means something");
    let mut state = State::default();
    let before = state.link();
    let commands = send(&mut state, pressed(Page::Timeline, "o"));
    assert_eq!(commands[0], Command::PushLink(String::from("/v1/learn")));
    send(&mut state, Msg::OpenedLink(String::from("/v1/learn/outbox")));
    send(&mut state, pressed(Page::Course, "o"));
    assert_eq!((state.page, state.link()), (Page::Timeline, before));
    // It comes back to where it was left.
    send(&mut state, pressed(Page::Timeline, "o"));
    assert_eq!(state.link(), "/v1/learn/outbox");
    send(&mut state, Msg::OpenedLink(String::from("/v1/first-item-added/outbox/3")));
    assert_eq!((state.page, state.lanes[0].timeline.run.approach.id), (Page::Timeline, "outbox"));
    for key in ["f", "s", "?", "Escape", "ArrowRight", "t", "m", "l"] {
        pressed(Page::Course, key);
    }
    assert_eq!(keys::pressed(Page::Course, "v", false), None);
}

/// Whoever asks for the course gets another program: the wish is carried.
#[test]
fn the_wish_for_the_course_is_carried() {
    let state = State::default();
    let carried = Carried::read(&pack(&state, &state.link(), "learn")).expect("it is as packed");
    assert_eq!(wished(&carried.wish), Some(Msg::PressedLearn));
    let link = "/v1/learn/outbox";
    let carried = Carried::read(&pack(&state, link, "")).expect("it is as packed");
    assert_eq!(carried.state().link(), link);
}

#[test]
fn what_is_known_is_taken_over_and_goes_on() {
    let mut state = State::open("/v1/learn/one-message");
    study(&mut state, |_| {});
    let kept = state.course.progress.write();
    let mut again = State::open("/v1/learn/one-message");
    assert!(!lesson(&again).is_whole);
    send(&mut again, CourseMsg::Kept(kept.clone()));
    assert!(lesson(&again).is_whole && lesson(&again).is_begun);
    send(&mut again, Msg::OpenedLink(String::from("/v1/learn")));
    assert_eq!(map(&again).lessons[0].standing, Standing::Done);
    assert_eq!(map(&again).lessons[1].standing, Standing::Next);
    assert_eq!(
        map(&again).go,
        (String::from("/v1/learn/delivered-twice"), "Go on with lesson 2".into())
    );
    // Taken again, it asks again, and was done all the same.
    send(&mut again, Msg::OpenedLink(String::from("/v1/learn/one-message")));
    send(&mut again, CourseMsg::TookAgain);
    assert!(!lesson(&again).is_whole && again.course.progress.lessons["one-message"].done);
    // Another window has more.
    send(&mut again, CourseMsg::KeptElsewhere(kept));
    assert!(lesson(&again).is_whole);
    send(&mut again, CourseMsg::KeptElsewhere(String::from("{")));
    assert!(lesson(&again).is_whole);
}

#[test]
fn an_older_version_is_read_and_what_is_garbled_is_put_aside() {
    let mut state = State::open("/v1/learn");
    let old = include_str!("../fixtures/progress.v0.json");
    assert_eq!(send(&mut state, CourseMsg::Kept(old.to_string())), Vec::new());
    let (done, solved) = (map(&state).done.0, map(&state).solved.0);
    assert!(done > 0 && solved > 0);
    for garbled in ["{", "[]", r#"{"version": 9}"#] {
        let mut state = State::open("/v1/learn");
        let commands = send(&mut state, CourseMsg::Kept(garbled.to_string()));
        assert_eq!(commands, [Command::Course(CourseCommand::PutAside)]);
        let Some(Notice::Wrong(text)) = &state.notice else { panic!("it is said") };
        assert!(text.contains("put aside, not deleted"), "{text}");
        assert!(map(&state).has_aside);
        let saved = send(&mut state, CourseMsg::SavedAside);
        assert!(matches!(&saved[..], [Command::Download(_, saved)] if *saved == garbled));
    }
}

#[test]
fn progress_is_saved_brought_in_forgotten_and_taken_back() {
    let mut state = State::open("/v1/learn");
    assert!(!map(&state).has_progress);
    let read = |text: &str| Msg::Exported(Exported::Read(text.to_string()));
    send(&mut state, read(include_str!("../fixtures/progress.v1.json")));
    assert!(matches!(state.notice, Some(Notice::Done(_))));
    let known = state.course.progress.clone();
    assert!(map(&state).has_progress);
    let saved = send(&mut state, CourseMsg::Saved);
    let [Command::Download(name, text)] = &saved[..] else { panic!("{saved:?}") };
    assert_eq!(
        (name.as_str(), Progress::read(text)),
        ("redelivery-progress.json", Ok(known.clone()))
    );
    send(&mut state, CourseMsg::Forgot);
    assert!(map(&state).can_take_back && !map(&state).has_progress);
    assert_eq!(state.course.progress, Progress::default());
    send(&mut state, CourseMsg::TookBack);
    assert_eq!(state.course.progress, known);
    // What is brought in adds to what is known, from wherever one is.
    let mut other = State::default();
    other.course.progress.finish("outbox");
    send(&mut other, read(text));
    assert_eq!(other.link(), "/v1/learn");
    assert!(other.course.progress.lessons["outbox"].done);
    assert!(known.lessons.keys().all(|name| other.course.progress.lessons.contains_key(name)));
    // What is no progress is refused where one would bring some in, and changes nothing.
    let before = state.course.progress.clone();
    send(&mut state, read("nonsense"));
    assert!(matches!(state.notice, Some(Notice::Wrong(_))) && state.course.progress == before);
}

/// The state after the last of `msgs` in the arena.
fn in_arena(state: &mut State, msg: Msg) -> Vec<Command> {
    send(state, CourseMsg::At(Picture::Arena, Box::new(msg)))
}

fn menu(state: &State) -> Option<MenuView> {
    let FormView::Break { menu, .. } = challenge(state).form else { panic!("it is to be broken") };
    menu
}

fn verdict(state: &mut State) -> (Tone, String) {
    send(state, CourseMsg::Tried);
    challenge(state).verdict.expect("it was judged")
}

/// The first way to break the run with `left` fates more, pressed as a visitor would.
fn broken(state: &State, left: usize) -> Option<State> {
    let arena = state.course.picture(Picture::Arena).expect("it is there").clone();
    for beat in 1..=arena.last() {
        let mut stepped = state.clone();
        in_arena(&mut stepped, Msg::Scrubbed(beat));
        in_arena(&mut stepped, Msg::PressedFail);
        let Some(menu) = menu(&stepped) else { continue };
        for fate in menu.fates.iter().filter_map(|fate| fate.failure) {
            let mut tried = stepped.clone();
            in_arena(&mut tried, Msg::ChoseFate(Some(fate)));
            if verdict(&mut tried).0 == Tone::Good {
                return Some(tried);
            }
            let further = (left > 1).then(|| broken(&tried, left - 1)).flatten();
            if further.is_some() {
                return further;
            }
        }
    }
    None
}

/// Whoever does nothing has solved nothing; what solves it can be done on the page.
#[test]
fn every_challenge_is_solved_on_the_page() {
    for listed in CHALLENGES {
        let asked = Challenge::read(listed.text).expect("it is read");
        let mut state = open(listed, "challenge");
        assert!(!html(&state).is_empty());
        send(&mut state, CourseMsg::Tried);
        assert_ne!(challenge(&state).verdict.map(|it| it.0), Some(Tone::Good), "{}", listed.name);
        let mut solved = match (&asked.goal, &asked.solution) {
            (Goal::Break { question, .. }, _) => {
                let most = usize::from(question.failures).max(1);
                broken(&state, most).unwrap_or_else(|| panic!("{} can't be broken", listed.name))
            }
            (Goal::Order { .. }, Attempt::Order(order)) => ordered(state, order),
            (_, Attempt::Approach(approach)) => pick(state, approach.name),
            (Goal::SpotFailure { choices, .. }, Attempt::Failure(failure)) => {
                let place = choices.iter().position(|it| it == failure).expect("it is a choice");
                send(&mut state, CourseMsg::Picked(place));
                state
            }
            _ => panic!("{}: the solution is of another kind", listed.name),
        };
        let (tone, told) = verdict(&mut solved);
        assert_eq!(tone, Tone::Good, "{}: {told}", listed.name);
        assert!(challenge(&solved).solved.is_some() && !html(&solved).is_empty());
        send(&mut solved, CourseMsg::AskedHint);
        assert_eq!(challenge(&solved).hint, Some(asked.hint.clone()));
        send(&mut solved, CourseMsg::StartedOver);
        assert_eq!(challenge(&solved).verdict, None);
        assert!(challenge(&solved).solved.is_some(), "it stays solved");
    }
}

/// Moves steps up until they are in this order.
fn ordered(mut state: State, order: &[usize]) -> State {
    let places = |state: &State| -> Vec<usize> {
        let FormView::Order(rows) = challenge(state).form else { panic!("it is to be ordered") };
        rows.iter().map(|row| row.unit).collect()
    };
    for (place, unit) in order.iter().enumerate() {
        let at = places(&state).iter().position(|it| it == unit).expect("it is there");
        for from in (place + 1..=at).rev() {
            send(&mut state, CourseMsg::Raised(from));
        }
    }
    assert_eq!(places(&state), order);
    state
}

fn pick(mut state: State, name: &str) -> State {
    let (FormView::Choose(rows) | FormView::Spot { choices: rows, .. }) = challenge(&state).form
    else {
        panic!("something is to be chosen")
    };
    let place = rows.iter().position(|row| row.name == name).expect("it is among the choices");
    send(&mut state, CourseMsg::Picked(place));
    state
}

/// Every wrong choice and every wrong order is met with a run, or with another trace.
#[test]
fn what_does_not_solve_a_challenge_is_refuted() {
    for listed in CHALLENGES {
        let start = open(listed, "challenge");
        let count = match challenge(&start).form {
            FormView::Choose(rows) | FormView::Spot { choices: rows, .. } => rows.len(),
            FormView::Order(rows) => rows.len() - 1,
            FormView::Break { .. } => continue,
        };
        for place in 0..count {
            let mut state = start.clone();
            match challenge(&start).form {
                FormView::Order(_) => send(&mut state, CourseMsg::Lowered(place)),
                _ => send(&mut state, CourseMsg::Picked(place)),
            };
            assert!(challenge(&state).can_try);
            let (tone, told) = verdict(&mut state);
            let shown = challenge(&state);
            let is_shown = match &shown.form {
                FormView::Spot { claimed, .. } => {
                    claimed.as_ref().is_some_and(|lines| lines.iter().any(|line| line.differs))
                }
                _ => shown.refuting.is_some(),
            };
            assert_eq!(tone == Tone::Bad, is_shown, "{}: {told}", listed.name);
            assert!(!html(&state).is_empty());
            // It can be stepped through like any other.
            let back = CourseMsg::At(Picture::Refuting, Box::new(Msg::PressedStart));
            send(&mut state, back);
            if let Some(run) = challenge(&state).refuting {
                assert_eq!(run.step.0, 0);
            }
        }
    }
}

#[test]
fn more_failures_than_allowed_are_refused() {
    let mut state = State::open("/v1/challenge/the-unsent-bill");
    assert_eq!(verdict(&mut state).0, Tone::Open, "nothing is broken yet");
    for beat in [2, 4] {
        in_arena(&mut state, Msg::Scrubbed(beat));
        in_arena(&mut state, Msg::PressedFail);
        in_arena(&mut state, Msg::ChoseFate(Some(Failure::Refused)));
        assert_eq!(challenge(&state).verdict, None, "what was judged is not on show any more");
    }
    let FormView::Break { used, failures, .. } = challenge(&state).form else { panic!("a run") };
    assert_eq!((used, failures.len()), ((2, 1), 2));
    let (tone, told) = verdict(&mut state);
    assert!(tone == Tone::Open && told.contains("More goes wrong"), "{told}");
    let point = failures[1].point;
    in_arena(&mut state, Msg::RemovedFailure(point));
    let FormView::Break { used, .. } = challenge(&state).form else { panic!("a run") };
    assert_eq!(used, (1, 1));
}

/// A slice of an earlier try changes nothing.
#[test]
fn a_stale_slice_is_dropped() {
    let mut state = State::open("/v1/challenge/more-pierogi");
    send(&mut state, CourseMsg::Picked(1));
    let commands = update(&mut state, CourseMsg::Tried.into());
    let [Command::Course(CourseCommand::GoOn(tries))] = commands[..] else {
        return assert!(challenge(&state).verdict.is_some(), "one slice was enough");
    };
    send(&mut state, CourseMsg::Picked(2));
    send(&mut state, CourseMsg::JudgedOn(tries));
    assert_eq!((challenge(&state).verdict, challenge(&state).is_judging), (None, false));
}

#[test]
fn a_page_of_the_course_is_shared_as_a_link_and_a_frame() {
    let mut state = State::open("/v1/learn/outbox");
    state.address = String::from("https://redelivery.example/site/?lang=pl");
    send(&mut state, Msg::PressedShare);
    let share = page(&state).share.expect("it is open");
    let texts: Vec<&str> = share.snippets.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts[0], "https://redelivery.example/site/#/v1/learn/outbox");
    assert!(texts[1].contains("\"https://redelivery.example/site/?embed#/v1/learn/outbox\""));
    send(&mut state, Msg::ClosedMenu);
    assert_eq!(page(&state).share, None);
    assert!(!page(&state).is_bare);
    state.address = String::from("https://redelivery.example/site/?embed");
    assert!(page(&state).is_bare);
    for msg in [Msg::PressedLearn, Msg::PressedMatrix, Msg::PressedPoints] {
        assert_eq!(send(&mut state, msg), []);
    }
    let bare = html(&state);
    assert!(!bare.contains("masthead") && bare.contains("<h1"));
    assert!(bare.contains("href=\"./#/v1/"), "moments open elsewhere");
}

/// The glossary has every word, and comes to the one that was asked for.
#[test]
fn a_word_is_shown_where_it_was_asked_for() {
    let mut state = State::open("/v1/words/at-least-once");
    let ShownView::Words(WordsView { terms, sources }) = page(&state).shown else {
        panic!("it is the glossary")
    };
    assert!(terms.len() > 30 && sources.len() > 10);
    assert!(sources.iter().all(|it| it.address.starts_with("https://")));
    assert_eq!(terms.iter().filter(|term| term.is_shown).count(), 1);
    let focus = |commands: &[Command]| {
        commands.iter().any(|it| {
            matches!(it, Command::Course(CourseCommand::Focus(it))
            if it.contains("at-least-once"))
        })
    };
    assert!(focus(&state.opening()));
    let unknown = Command::Course(CourseCommand::Focus(String::from("[data-title]")));
    assert!(State::open("/v1/words/nothing").opening().contains(&unknown));
    let shown = html(&state);
    assert!(shown.contains("id=\"at-least-once\""));
}

/// A lesson that is opened anew does not remember more than is kept.
#[test]
fn a_question_answered_in_an_older_text_is_asked_again() {
    let mut progress = Progress::default();
    progress.answer("outbox", String::from("published /v1/another/question"), true);
    let mut state = State::open("/v1/learn/outbox");
    send(&mut state, CourseMsg::Kept(progress.write()));
    let Shown::Lesson(studying) = &state.course.shown else { panic!("it is on show") };
    let Studying { asked, .. } = &**studying;
    assert!(asked.iter().all(|asked| !asked.is_answered));
}
