//! The course on the page: the map, addresses, the glossary, and what is known and stays.

mod challenges;
mod lessons;

use redelivery::app::state::course::{CourseCommand, CourseMsg};
use redelivery::app::state::{Carried, Command, Exported, Msg, Notice, Page, State, keys, update};
use redelivery::app::state::{pack, wished};
use redelivery::app::view::course::{
    ChallengeView, CourseView, LessonView, MapView, ShownView, WordsView, course,
};
use redelivery::course::progress::Progress;
use redelivery::course::{self, CHALLENGES, LESSONS, Listed};
use redelivery::kept::Found;

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

#[test]
fn a_name_that_is_nearly_one_of_the_course_is_said() {
    for (kind, listed) in [("learn", LESSONS), ("challenge", CHALLENGES)] {
        for it in listed {
            let state = State::open(&format!("/v1/{kind}/{}s", it.name));
            let Some(Notice::Wrong(text)) = &state.notice else { panic!("{}s is none", it.name) };
            assert!(text.contains(&format!("Did you mean '{}'?", it.name)), "{text}");
        }
        let state = State::open(&format!("/v1/{kind}/zzzzzz"));
        let Some(Notice::Wrong(text)) = &state.notice else { panic!("it is none") };
        assert!(text.contains("'zzzzzz'") && !text.contains("Did you mean"), "{text}");
    }
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

/// That this is kept on the device, as one of the versions up to this one wrote it.
fn kept(text: &str) -> CourseMsg {
    let progress = Progress::read(text).expect("it is progress");
    CourseMsg::Kept(Found { entries: course::kept::entries(&progress), ..Found::default() })
}

#[test]
fn what_an_older_version_kept_is_known() {
    let mut state = State::open("/v1/learn");
    assert_eq!(send(&mut state, kept(include_str!("../../fixtures/progress.v0.json"))), Vec::new());
    assert!(map(&state).done.0 > 0 && map(&state).solved.0 > 0);
}

#[test]
fn progress_is_saved_brought_in_forgotten_and_taken_back() {
    let mut state = State::open("/v1/learn");
    assert!(!map(&state).has_progress);
    let read = |text: &str| Msg::Exported(Exported::Read(text.to_string()));
    send(&mut state, read(include_str!("../../fixtures/progress.v1.json")));
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
    let ShownView::Words(WordsView { terms, sources, letters, .. }) = page(&state).shown else {
        panic!("it is the glossary")
    };
    assert!(terms.len() > 30 && sources.len() > 10 && letters.len() > 15);
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

/// An entry is found by a part of its name or of what it says; a letter leads to its first entry.
#[test]
fn entries_of_the_glossary_are_found() {
    let words = |state: &State| {
        let ShownView::Words(view) = page(state).shown else { panic!("it is the glossary") };
        view
    };
    let mut state = State::open("/v1/words");
    let all = words(&state);
    for (letter, link) in &all.letters {
        let slug = link.strip_prefix("/v1/words/").expect("it leads to a word");
        let first = all.terms.iter().find(|term| term.slug == slug).expect("it is there");
        assert!(first.name.to_uppercase().starts_with(*letter));
        assert_eq!(State::open(link).link(), *link);
    }
    send(&mut state, CourseMsg::Sought(String::from(" DEAD-letter ")));
    let names: Vec<String> = words(&state).terms.into_iter().map(|term| term.name).collect();
    assert_eq!(names, ["dead letter", "dead-letter queue"]);
    assert_eq!(words(&state).letters.len(), 1);
    send(&mut state, CourseMsg::Sought(String::from("xyzzy")));
    assert!(words(&state).terms.is_empty() && html(&state).contains("No matching entries."));
    send(&mut state, Msg::OpenedLink(String::from("/v1/words/token")));
    assert_eq!(words(&state).terms.len(), all.terms.len());
    // A source is called by its title, and an older link with a capital leads to the same word.
    assert!(all.sources.iter().any(|it| it.name == "Token-based deduplication"));
    assert!(
        all.terms.iter().all(|it| it.name == "MustFollow" || it.name == it.name.to_lowercase())
    );
    assert_eq!(State::open("/v1/words/Queue").link(), "/v1/words/queue");
}
