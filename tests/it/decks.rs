//! Decks: made, changed, kept, saved and brought in.

use redelivery::app::state::{Command, DeckMsg, Msg, Notice, Page, State};
use redelivery::app::view::{ShowsView, decks};
use redelivery::deck::{
    Deck, DeckError, NOTES_MAX, Part, SIZE_MAX, SLIDES_MAX, Shows, TALK, TITLE_MAX, id_for, read,
    talk, write,
};
use redelivery::kept::Found;
use redelivery::language::Own;

use crate::screen::send;
use crate::slides::slide_called;

fn deck(state: &mut State, msgs: Vec<DeckMsg>) -> Vec<Command> {
    send(state, &msgs.into_iter().map(Msg::Deck).collect::<Vec<_>>())
}

fn text(of: &str) -> String {
    String::from(of)
}

/// The titles of the deck on show.
fn titles(state: &State) -> Vec<String> {
    let view = decks(state).expect("the page of decks");
    view.slides.into_iter().map(|slide| slide.title.as_str().to_string()).collect()
}

#[test]
fn every_slide_of_the_talk_opens_and_says_something() {
    let talk = talk();
    assert_eq!(talk.id, TALK);
    assert!(talk.slides.len() >= 12);
    for slide in &talk.slides {
        let title = &slide.title;
        match &slide.shows {
            Shows::Moment(moment) => {
                let state = State::open(moment);
                assert!(state.notice.is_none(), "{title}: {:?}", state.notice);
                assert_eq!(state.link(), *moment, "{title}");
            }
            Shows::Card(card) => {
                for part in [Part::Text, Part::By, Part::Source] {
                    assert_eq!(card.kind.room(part).check(card.part(part)), Ok(()), "{title}");
                }
            }
        }
        assert!(!title.is_empty() && slide.notes.len() > 60, "{title}");
    }
}

#[test]
fn a_deck_is_made_changed_and_kept() {
    let mut state = State::open("/v1/cart/boundary/4");
    let commands = deck(&mut state, vec![DeckMsg::Pressed]);
    assert_eq!((state.page, state.link()), (Page::Decks, text("/v1/deck/talk")));
    assert!(commands.contains(&Command::PushLink(text("/v1/deck/talk"))));
    // The talk itself can't be changed.
    deck(&mut state, vec![DeckMsg::Named(text("x")), DeckMsg::RemovedSlide(0), DeckMsg::Removed]);
    assert_eq!(*state.decks.talk, talk());
    deck(&mut state, vec![DeckMsg::Made, DeckMsg::Named(text("For Friday"))]);
    let own = |title: &str| Own::new(title);
    assert_eq!(decks(&state).map(|it| (it.title, it.own)), Some((own("For Friday"), true)));
    let first = state.decks.own[0].slides[0].moment();
    assert_eq!(first, Some("/v1/cart/boundary/16?at=4"), "the moment at hand");
    // Another moment, and back: it can be added, and take the place of a slide's.
    send(&mut state, &[Msg::Deck(DeckMsg::Pressed), Msg::PressedForward]);
    assert_eq!(state.page, Page::Timeline);
    let moment = state.link();
    let changes = vec![
        DeckMsg::Pressed,
        DeckMsg::AddedSlide,
        DeckMsg::AddedSlide,
        DeckMsg::NamedSlide(0, text("a")),
        DeckMsg::NamedSlide(1, text("b")),
        DeckMsg::NamedSlide(2, text("c")),
        DeckMsg::Noted(1, text("say b\n\nthen go on")),
        DeckMsg::Raised(2),
        DeckMsg::Raised(0),
        DeckMsg::Raised(9),
        DeckMsg::Lowered(0),
        DeckMsg::Lowered(0),
        DeckMsg::Lowered(2),
        DeckMsg::Lowered(9),
        DeckMsg::TookMoment(0),
    ];
    deck(&mut state, changes);
    assert_eq!(titles(&state), ["a", "c", "b"]);
    let slides = &state.decks.own[0].slides;
    assert!(slides.iter().all(|slide| slide.moment() == Some(&moment)), "{slides:?}");
    assert_eq!(slides[2].notes, "say b\n\nthen go on");
    let kept = deck(&mut state, vec![DeckMsg::RemovedSlide(1)]);
    assert_eq!(titles(&state), ["a", "b"]);
    // What is kept is what is there, and is there the next time.
    let Some(Command::Keep(kept)) = kept.first() else { panic!("{kept:?}") };
    let mut next = State::open("/v1/deck/my-deck");
    deck(&mut next, vec![DeckMsg::Kept(Found { entries: kept.clone(), ..Found::default() })]);
    assert_eq!((&next.decks.own, titles(&next)), (&state.decks.own, titles(&state)));
    deck(&mut next, vec![DeckMsg::RemovedSlide(0), DeckMsg::RemovedSlide(0)]);
    assert_eq!(titles(&next).len(), 1, "a deck has a slide");
    deck(&mut next, vec![DeckMsg::Removed]);
    assert_eq!((next.decks.own.len(), next.link()), (0, text("/v1/deck/talk")));
    // What was deleted can be brought back, and is kept again.
    assert_eq!(decks(&next).and_then(|it| it.removed), Some(Own::new("For Friday")));
    let kept = deck(&mut next, vec![DeckMsg::BroughtBack]);
    assert_eq!((next.decks.own.len(), decks(&next).and_then(|it| it.removed)), (1, None));
    assert!(matches!(kept.first(), Some(Command::Keep(kept)) if kept[0].1.contains("For Friday")));
}

#[test]
fn what_is_too_long_is_cut_and_too_many_are_not_added() {
    let mut state = State::default();
    let long = || "x".repeat(NOTES_MAX + 9);
    let msgs = vec![
        DeckMsg::Made,
        DeckMsg::Named(long()),
        DeckMsg::NamedSlide(0, long()),
        DeckMsg::Noted(0, long()),
    ];
    deck(&mut state, msgs);
    deck(&mut state, vec![DeckMsg::AddedSlide; SLIDES_MAX + 5]);
    let own = &state.decks.own[0];
    assert_eq!((own.title.len(), own.slides.len()), (TITLE_MAX, SLIDES_MAX));
    assert_eq!((own.slides[0].title.len(), own.slides[0].notes.len()), (TITLE_MAX, NOTES_MAX));
    assert!(read(&write(own)).is_ok(), "what was made can be read");
}

#[test]
fn a_deck_goes_out_as_a_file_and_comes_in_again() {
    let mut state = State::default();
    deck(&mut state, vec![DeckMsg::Pressed, DeckMsg::Copied]);
    let commands = deck(&mut state, vec![DeckMsg::Exported]);
    let [Command::Download(name, file), ..] = &commands[..] else { panic!("{commands:?}") };
    assert_eq!(name, "copy-of-consistent-messaging-the.json");
    let commands = deck(&mut state, vec![DeckMsg::Imported(file.clone())]);
    assert!(commands.iter().any(|it| matches!(it, Command::Keep(_))), "{commands:?}");
    assert_eq!(state.decks.own.len(), 2);
    let [one, two] = &state.decks.own[..] else { panic!("both are there") };
    assert_eq!((&one.title, &one.slides), (&two.title, &two.slides));
    assert_ne!(one.id, two.id);
    assert_eq!(state.decks.shown, two.id);
}

/// Whatever is wrong is said with its place, and nothing that was there is lost.
#[test]
fn what_is_no_deck_is_refused_with_its_place() {
    let file = write(&talk());
    let changed = |from: &str, to: &str| {
        assert!(file.contains(from), "{from}");
        file.replacen(from, to, 1)
    };
    let many = {
        let slides = vec![talk().slides[0].clone(); SLIDES_MAX + 1];
        write(&Deck { slides, ..talk() })
    };
    let none = write(&Deck { slides: Vec::new(), ..talk() });
    let cases = [
        (text(""), "line 1, character 0: EOF while parsing a value"),
        (text("{}"), "line 1, character 2: missing field `format`"),
        (file[..file.len() / 2].to_string(), "EOF while parsing a string"),
        (changed("\"version\": 2", "\"version\": 7"), "version 7, newer than this page"),
        (text("{\"format\":\"redelivery-deck\",\"version\":3}"), "version 3, newer"),
        (text("{\"format\":\"redelivery-run\",\"version\":1}"), "says it is \"redelivery-run\""),
        (changed("redelivery-deck", "shopping"), "says it is \"shopping\""),
        (
            changed("publish-then-persist", "nothing"),
            "slide 10, its moment: expected an approach, found 'nothing' (at character 19)",
        ),
        (changed("\"notes\"", "\"note\""), "unknown field `note`"),
        (changed("This is what handlers", &"x".repeat(NOTES_MAX)), "slide 4: its notes have more"),
        (many, "more than 200 slides"),
        (none, "it has no slide"),
        (" ".repeat(SIZE_MAX + 1), "it has more than "),
    ];
    for (file, why) in cases {
        let error = read(&file).expect_err(why);
        assert!(error.to_string().contains(why), "{error} is not {why}");
        let mut state = State::default();
        deck(&mut state, vec![DeckMsg::Pressed, DeckMsg::Made]);
        let before = state.decks.clone();
        deck(&mut state, vec![DeckMsg::Imported(file)]);
        assert_eq!(state.decks, before);
        assert!(matches!(&state.notice, Some(Notice::Wrong(text)) if text.contains(why)));
    }
    for end in (0..file.len()).filter(|&end| file.is_char_boundary(end)).step_by(97) {
        assert!(matches!(read(&file[..end]), Err(DeckError::Form { .. })), "{end}");
    }
}

/// The handout has each slide's picture, while it is printed.
#[test]
fn the_handout_has_a_picture_of_each_slide() {
    let mut state = State::default();
    let pictures = |state: &State| {
        let slides = decks(state).expect("the page of decks").slides;
        slides.into_iter().filter(|slide| slide.printed.is_some()).count()
    };
    deck(&mut state, vec![DeckMsg::Pressed]);
    let commands = deck(&mut state, vec![DeckMsg::Printed]);
    assert_eq!((commands, pictures(&state)), (vec![Command::Print], talk().slides.len()));
    let of = |state: &State, slide: usize| {
        let slide = decks(state).expect("the page of decks").slides.swap_remove(slide);
        let printed = slide.printed.expect("it is printed");
        let step = match slide.shows {
            ShowsView::Moment { step, .. } => Some(step),
            ShowsView::Words { .. } => None,
        };
        let drawn = printed.picture.map(|picture| picture.step);
        (step.zip(drawn), printed.address, printed.code.is_some())
    };
    let link = |slide: usize| ["#", talk().slides[slide].moment().expect("a moment")].concat();
    // A slide that begins a run is printed at its end; each says its step, and leads to itself.
    let [lost, compared] = ["The event that never comes", "Two states to decide from"];
    let [lost, compared] = [lost, compared].map(slide_called);
    assert_eq!(of(&state, lost), (Some(((0, 22), 22)), link(lost), true));
    assert_eq!(of(&state, compared), (Some(((24, 24), 24)), link(compared), true));
    assert_eq!(of(&state, 3), (None, text("#/v1/stage/talk.4"), true), "words lead to themselves");
    deck(&mut state, vec![DeckMsg::PrintOver]);
    assert_eq!(pictures(&state), 0);
    // By the browser's own key, too; on other pages that is none of the decks' business.
    assert_eq!(deck(&mut state, vec![DeckMsg::PrintBegan]), []);
    assert_eq!(pictures(&state), talk().slides.len());
    deck(&mut state, vec![DeckMsg::PrintOver, DeckMsg::Pressed, DeckMsg::PrintBegan]);
    assert!(!state.decks.printing);
}

/// The focus goes with a slide that is moved, and stays at the ends of the list.
#[test]
fn the_focus_goes_with_a_slide() {
    let mut state = State::default();
    deck(&mut state, vec![DeckMsg::Pressed, DeckMsg::Copied]);
    let last = talk().slides.len() - 1;
    for (msg, slide, way) in [
        (DeckMsg::Raised(3), 2, "up"),
        (DeckMsg::Raised(0), 0, "up"),
        (DeckMsg::Lowered(0), 1, "down"),
        (DeckMsg::Lowered(last), last, "down"),
    ] {
        let commands = deck(&mut state, vec![msg]);
        assert_eq!(commands.last(), Some(&Command::FocusSlide(slide, way)));
    }
    let html = crate::language::html(&state);
    assert_eq!(html.matches("data-move=\"down\"").count(), last + 1);
    assert!(html.contains("aria-keyshortcuts=\"Alt+ArrowDown\""));
}

/// What the speaker means to say is not for the audience, unless the speaker says so.
#[test]
fn the_handout_has_notes_only_if_asked() {
    let mut state = State::default();
    deck(&mut state, vec![DeckMsg::Pressed]);
    let has_notes = |state: &State| crate::language::html(state).contains("Ask the room");
    assert!(has_notes(&state), "on the page they are there");
    deck(&mut state, vec![DeckMsg::Printed]);
    assert!(!has_notes(&state));
    deck(&mut state, vec![DeckMsg::PrintOver, DeckMsg::ToggledNotes, DeckMsg::Printed]);
    assert!(has_notes(&state));
}

/// On paper nothing looks as if it were to be filled in or pressed, in a deck of one's own either.
#[test]
fn nothing_on_paper_is_a_form() {
    let mut state = State::default();
    deck(&mut state, vec![DeckMsg::Pressed, DeckMsg::Copied]);
    let slides = |state: &State| {
        let html = crate::language::html(state);
        html.split_once("<ol class=\"deck\"").expect("there are slides").1.to_string()
    };
    assert!(slides(&state).contains("<textarea") && slides(&state).contains("<input"));
    deck(&mut state, vec![DeckMsg::PrintBegan]);
    let printed = slides(&state);
    assert!(!printed.contains("<textarea") && !printed.contains("<input"), "{printed}");
    assert!(!printed.contains("deck__tools"), "{printed}");
    assert!(printed.contains("32 / 32") && printed.contains("step 24 of 24"), "{printed}");
}

/// Several slides of one run are told apart from the start.
#[test]
fn a_slide_is_called_after_its_step() {
    let mut state = State::open("/v1/cart/outbox/4?at=0");
    deck(&mut state, vec![DeckMsg::Made, DeckMsg::Pressed]);
    let first = titles(&state).remove(0);
    deck(&mut state, vec![DeckMsg::Pressed]);
    send(&mut state, &[Msg::PressedForward]);
    deck(&mut state, vec![DeckMsg::Pressed, DeckMsg::AddedSlide]);
    assert_eq!(titles(&state), [first.clone(), format!("{first}, step 1")]);
}

#[test]
fn ids_are_plain_and_no_two_are_the_same() {
    let id = |title| id_for(title, &["talk", "my-deck", "my-deck-2"]);
    assert_eq!(id("My deck!"), "my-deck-3");
    assert_eq!(id("  Zażółć  "), "za");
    assert_eq!((id("!!!"), id("")), (text("deck"), text("deck")));
    assert_eq!(id("Talk"), "talk-2");
}
