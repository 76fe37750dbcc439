//! Lessons on the page: nothing can be read past a question, and wrong answers are met with runs.

use redelivery::app::state::course::{CourseCommand, CourseMsg, Picture, Shown, Studying};
use redelivery::app::state::{Command, Msg, Page, State};
use redelivery::app::view::course::{ChoiceMark, PartView, QuestionView, Standing, spoken};
use redelivery::course::LESSONS;
use redelivery::course::progress::Progress;
use redelivery::sim::io::Failure;

use super::{lesson, map, open, send};
use crate::language::html;

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
        let wrong = (0..asked.choices.len()).filter(|choice| *choice != right);
        for (tries, wrong) in wrong.enumerate() {
            answer(state, wrong);
            let again = at_hand(state).expect("a wrong answer leads nowhere");
            assert_eq!((again.index, lesson(state).parts.len()), (asked.index, read));
            assert_eq!(again.choices[wrong].mark, ChoiceMark::Wrong);
            let met = again.met.expect("it is met with a run");
            assert_eq!(met.told, asked.choices[wrong].told);
            let why = [&*met.why, "</p>"].concat();
            assert!(!met.why.is_empty() && plainly(&html(state)).contains(&why), "{why}");
            // What was stepped through once need not be stepped through again.
            assert_eq!(met.is_seen, tries > 0 || met.really.step.0 == met.really.step.1);
            look(state);
            look_at_the_run(state, asked.index, right);
        }
        let commands = answer(state, right);
        assert!(commands.iter().any(|it| matches!(it, Command::Course(CourseCommand::Keep(_)))));
        assert!(lesson(state).parts.len() > read || lesson(state).is_whole);
        look(state);
    }
}

/// `html` with its quotes as people write them.
fn plainly(html: &str) -> String {
    html.replace("&quot;", "\"").replace("&#x27;", "'").replace("&#39;", "'")
}

/// Steps the run that meets a wrong answer; until that is done, nothing else can be answered.
fn look_at_the_run(state: &mut State, index: usize, right: usize) {
    let at = |msg: Msg| CourseMsg::At(Picture::Really(index), Box::new(msg));
    let met = |state: &State| at_hand(state).expect("it is open").met.expect("it is met");
    let mut steps = 0;
    while !met(state).is_seen {
        assert!(met(state).elsewhere.is_none(), "first what really happens");
        answer(state, right);
        let asked = at_hand(state).expect("nobody clicks through");
        assert!(!asked.can_commit && asked.choices[right].is_chosen);
        send(state, at(Msg::PressedForward));
        steps += 1;
        assert!(steps < 80, "it comes to what it shows");
    }
    // Stepping back takes nothing away.
    send(state, at(Msg::PressedStart));
    assert!(met(state).is_seen);
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
    assert!(
        !html(&state).contains(later) && html(&state).contains("continues when you have answered")
    );
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
fn what_is_known_is_taken_over_and_goes_on() {
    let mut state = State::open("/v1/learn/one-message");
    study(&mut state, |_| {});
    let kept = state.course.progress.write();
    let mut again = State::open("/v1/learn/one-message");
    assert!(!lesson(&again).is_whole);
    send(&mut again, super::kept(&kept));
    assert!(lesson(&again).is_whole && lesson(&again).is_begun);
    send(&mut again, Msg::OpenedLink(String::from("/v1/learn")));
    assert_eq!(map(&again).lessons[0].standing, Standing::Done);
    assert_eq!(map(&again).lessons[1].standing, Standing::Next);
    assert_eq!(
        map(&again).go,
        (String::from("/v1/learn/delivered-twice"), "Continue with lesson 2".into())
    );
    // Taken again, it asks again, and was done all the same.
    send(&mut again, Msg::OpenedLink(String::from("/v1/learn/one-message")));
    send(&mut again, CourseMsg::TookAgain);
    assert!(!lesson(&again).is_whole && again.course.progress.lessons["one-message"].done);
    // Another window has more.
    send(&mut again, super::kept(&kept));
    assert!(lesson(&again).is_whole);
}

/// A lesson that is opened anew does not remember more than is kept.
#[test]
fn a_question_answered_in_an_older_text_is_asked_again() {
    let mut progress = Progress::default();
    progress.answer("outbox", String::from("published /v1/another/question"), true);
    let mut state = State::open("/v1/learn/outbox");
    send(&mut state, super::kept(&progress.write()));
    let Shown::Lesson(studying) = &state.course.shown else { panic!("it is on show") };
    let Studying { asked, .. } = &**studying;
    assert!(asked.iter().all(|asked| !asked.is_answered));
}
