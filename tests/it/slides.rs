//! Slides of words, and the deck of the talk: what it claims, and in which order it shows things.

use redelivery::app::state::{Command, DeckMsg, Msg, Notice, Page, StageMsg, State};
use redelivery::app::view::{decks, speaker, spoken, stage, title};
use redelivery::codec::Link;
use redelivery::course::{Claim, Moment};
use redelivery::deck::{
    Card, Deck, Kind, Misfit, Part, SLIDES_MAX, Shows, Slide, TALK, claims, lines, read, talk,
    write,
};

use crate::language::html;
use crate::screen::send;
use crate::stage::{BACK, FORWARD, on_stage, said};

/// The number, from 0, of the talk's slide with this title.
pub fn slide_called(title: &str) -> usize {
    let slides = talk().slides;
    slides.iter().position(|slide| slide.title == title).expect("the talk has such a slide")
}

fn deck(state: &mut State, msgs: Vec<DeckMsg>) -> Vec<Command> {
    send(state, &msgs.into_iter().map(Msg::Deck).collect::<Vec<_>>())
}

fn words(kind: Kind, title: &str, text: &str) -> Slide {
    let card = Card { text: text.to_string(), ..Card::new(kind) };
    Slide { shows: Shows::Card(card), title: title.to_string(), notes: String::new() }
}

/// A deck of one slide of each kind.
fn of_every_kind() -> Deck {
    let slides = Kind::ALL.into_iter().map(|kind| {
        let mut slide = words(kind, kind.name(), "one\n\n  two <b>&amp;</b>");
        if let Shows::Card(card) = &mut slide.shows {
            card.write(Part::By, "Somebody").expect("it fits");
            card.write(Part::Source, "Some \"book\"").expect("it fits");
        }
        slide
    });
    Deck { title: String::from("All kinds"), slides: slides.collect(), ..Deck::default() }
}

/// What the talk's notes tell of a moment is so: read as a lesson's claims are.
#[test]
fn what_the_talk_claims_of_its_moments_is_so() {
    let mut problems = Vec::new();
    for (slide, claims) in claims() {
        let Some(moment) = slide.moment() else {
            assert!(claims.is_empty(), "{} has no moment", slide.title);
            continue;
        };
        assert!(claims.len() >= 2, "{} could drift from the machine", slide.title);
        let link = Link::parse(moment).expect("it is a moment");
        let moment = Moment::of(&link);
        for text in claims {
            let claim = Claim::read(text, &link);
            let claim = claim.unwrap_or_else(|| panic!("{}: '{text}' is no claim", slide.title));
            if let Err(found) = claim.check(&moment) {
                problems.push(format!("{}: '{text}' is not true: {found}", slide.title));
            }
        }
    }
    assert_eq!(problems, [""; 0]);
}

/// All that a slide says, in small letters.
fn said_on(slide: &Slide) -> String {
    let mut said = format!("{}\n{}", slide.title, slide.notes);
    if let Some(card) = slide.card() {
        said.push('\n');
        said.push_str(&card.text);
    }
    said.to_lowercase()
}

/// Names of messages, events and approaches that the picture of `moment` has.
fn shown_by(moment: &str) -> Vec<&'static str> {
    let state = State::open(moment);
    let scenario = state.case.scenario;
    let messages = scenario.messages.iter().map(|message| message.name);
    let approaches = state.approaches().into_iter().map(|approach| approach.name);
    messages.chain(scenario.events.iter().copied()).chain(approaches).collect()
}

/// What a deck's slides show before it is introduced: before a slide of words that names it, or,
/// where none does, before any slide has said it at all.
fn told_too_soon(slides: &[Slide]) -> Vec<String> {
    let names_it = |slide: &Slide, name: &str| {
        slide.card().is_some_and(|card| card.text.contains(name) || slide.title.contains(name))
    };
    let mut said = String::new();
    let mut soon = Vec::new();
    for (index, slide) in slides.iter().enumerate() {
        said.push_str(&said_on(slide));
        let is_soon = |name: &&str| {
            let first = slides.iter().position(|it| names_it(it, name));
            first.is_some_and(|first| first > index) || !said.contains(&name.to_lowercase())
        };
        let shown = slide.moment().map_or(Vec::new(), shown_by);
        let shown = shown.into_iter().filter(is_soon);
        soon.extend(shown.map(|name| format!("{}: {name}", slide.title)));
    }
    soon
}

/// No slide of the talk shows an event, a message or an approach before it is introduced.
#[test]
fn no_slide_of_the_talk_shows_what_a_later_one_introduces() {
    let mut slides = talk().slides;
    assert_eq!(told_too_soon(&slides), [""; 0]);
    // Whoever moves the failure to the front spoils it.
    let lost = slides.remove(slide_called("The event that never comes"));
    slides.insert(4, lost);
    let soon = told_too_soon(&slides);
    for name in ["AddItem", "ItemAdded", "FirstItemAdded", "Current state"] {
        assert!(soon.iter().any(|it| it.ends_with(&format!(": {name}"))), "{name}: {soon:?}");
    }
}

/// The talk asks before it answers: each change request comes before the code that it changes, the
/// advice before the run that refutes it, and the question that is left open before the address.
#[test]
fn the_talk_follows_its_arc() {
    let arc = [
        "Can a message be processed exactly once?",
        "Delivery is not processing",
        "The usual advice",
        "The handler of ConfirmOrder",
        "One message, one change, one event",
        "Publishing fails",
        "Persist then publish",
        "Publish then persist",
        "What we want to promise",
        "Idempotent logic",
        "A change request",
        "The handler of AddQuantity",
        "Added twice",
        "The same three promises",
        "Remember what was processed",
        "Consistent messaging",
        "The next advice",
        "The same message, the same event",
        "One more change request",
        "FirstItemAdded",
        "The event that never comes",
        "Right logic, wrong state",
        "Publish from the historic state",
        "Or store the outgoing events",
        "And in a different order?",
        "Do you know why those messages are processed in the wrong order?",
        "exactly-once.github.io",
    ];
    let places = arc.map(slide_called);
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!((places[0], places[arc.len() - 1] + 1), (0, talk().slides.len()));
    let of = |kind: Kind| {
        let slides = talk().slides;
        slides.iter().filter(|it| it.card().is_some_and(|card| card.kind == kind)).count()
    };
    assert!(of(Kind::Listing) >= 4 && of(Kind::Error) >= 3);
    // Whoever is quoted is named, and so is the system that an error is of.
    for slide in talk().slides {
        let Some(card) = slide.card() else { continue };
        for part in [Part::By, Part::Source] {
            assert_eq!(card.kind.has(part), !card.part(part).is_empty(), "{}", slide.title);
        }
    }
}

/// Moments of the talk's slides before there were slides of words, in order.
const OLDER: [&str; 13] = [
    "confirm-order/persist-then-publish/6?send=1&at=0",
    "first-item-added/persist-then-publish/4.refused.14?at=0",
    "confirm-order/publish-then-persist/4.refused.6?send=1&at=0",
    "first-item-added/publish-then-persist/5.refused.15?with=persist-then-publish",
    "confirm-order/idempotent-logic/again:7.12?send=1&at=0",
    "quantities/idempotent-logic/6.refused.14?at=0",
    "confirm-order/swallow-duplicates/5.refused.11?at=0",
    "confirm-order/current-state/5.refused.12?at=0",
    "first-item-added/current-state/7.refused.14?at=0",
    "first-item-added/current-state/7.refused.14?with=historic-state",
    "first-item-added/historic-state/7.refused.16?at=0",
    "first-item-added/outbox/8.refused.16?at=0",
    "process-manager/receipts-and-ids/send:1.send:2.delay:1.12?with=must-follow&at=0",
];

/// An address that was written down shows its moment, as a slide from which the talk goes on: that
/// of the same run, where there is one.
#[test]
fn addresses_of_older_slides_open_their_moment() {
    for (number, moment) in (1..).zip(OLDER) {
        let state = State::open(&format!("/v1/stage/talk.{number}/{moment}"));
        let mut linked = State::default();
        let text = format!("/v1/stage/talk.{number}/{moment}");
        send(&mut linked, &[Msg::OpenedLink(text)]);
        for state in [state, linked] {
            assert!(state.notice.is_none() && !state.shows_words(), "{moment}");
            let shown = state.link();
            assert!(shown.ends_with(moment), "{shown} is not {moment}");
            let (told, slide) = state.told().expect("it is a slide of the talk");
            let own = told.slides[slide].moment().expect("it has a moment");
            let is_kept =
                talk().slides.iter().any(|it| it.moment() == Some(&format!("/v1/{moment}")));
            assert!(!is_kept || own == format!("/v1/{moment}"), "{own} is not {moment}");
            let mut on = state.clone();
            send(&mut on, &[Msg::PressedEnd, FORWARD]);
            assert_eq!(on.told().map(|(_, next)| next), Some(slide + 1), "{moment}");
        }
    }
    // The number of a slide alone is enough, whatever it shows.
    for (slide, title) in [(3, "The usual advice"), (5, "One message, one change, one event")] {
        let state = State::open(&format!("/v1/stage/talk.{slide}"));
        let view = stage(&state).expect("it is on stage");
        assert_eq!(view.title.as_str(), title);
        assert_eq!(view.words.is_some(), slide == 3);
    }
}

/// A slide of words has no steps, and nothing of the moment before it is pressed by mistake.
#[test]
fn words_on_stage_have_no_steps() {
    let mut state = on_stage(TALK, slide_called("Persist then publish") + 1);
    assert_eq!(state.link(), "/v1/stage/talk.9");
    let shown = state.clone();
    for msg in [
        Msg::PressedStart,
        Msg::PressedEnd,
        Msg::PressedFail,
        Msg::Scrubbed(3),
        Msg::PressedNextViolation,
        Msg::PressedShare,
    ] {
        assert!(send(&mut state, std::slice::from_ref(&msg)).is_empty(), "{msg:?}");
        assert_eq!((state.link(), state.menu, state.beat), (shown.link(), None, shown.beat));
    }
    let view = stage(&state).expect("it is on stage");
    assert_eq!((view.ends, view.trials.len(), view.place), ((true, true), 0, Some((9, 32))));
    assert_eq!(title(&state), "Storing fails, too · Redelivery");
    let told = spoken(&state).expect("it is told");
    assert!(told.starts_with("Storing fails, too. Transaction (Process ID 52)"), "{told}");
    assert!(told.ends_with("SQL Server, error 1205."), "{told}");
    let page = html(&state);
    assert!(page.contains("<h1 class=\"card__title\">Storing fails, too</h1>"), "{page}");
    assert!(page.contains("live--words") && !page.contains("lane__"), "no picture is there");
    // The sheet of keys opens and closes, and the code leads to the same slide.
    send(&mut state, &[Msg::PressedHelp, Msg::ClosedMenu, Msg::Stage(StageMsg::Code)]);
    let code = stage(&state).and_then(|view| view.code).expect("it is shown");
    assert!(code.address.ends_with("#/v1/stage/talk.9"), "{}", code.address);
    send(&mut state, &[Msg::ClosedMenu, BACK]);
    assert_eq!(state.told().map(|it| it.1), Some(slide_called("Persist then publish")));
    assert_eq!(state.beat, state.last(), "a slide that is come back to is at its end");
    // In the speaker's window there is no step either.
    let own = State::open("/v1/speaker/talk.9");
    let view = speaker(&own).expect("it is the speaker's");
    assert_eq!((view.step, view.coming, view.place), (None, None, Some((9, 32))));
    assert!(view.now.starts_with("Storing fails, too."), "{}", view.now);
    let page = html(&own);
    assert!(!page.contains("Step ") && page.contains("The store has to choose"), "{page}");
    assert!(spoken(&own).is_some_and(|it| it.starts_with("Slide 9 of 32: Storing fails")));
    let mut own = own;
    assert_eq!(said(&send(&mut own, &[Msg::PressedFail])), [""; 0]);
    assert_eq!(own.menu, None);
    // How the page looks is in the address.
    let mut dark = State::open("/v1/stage/talk.9?theme=projector");
    assert_eq!(dark.link(), "/v1/stage/talk.9?theme=projector");
    send(&mut dark, &[Msg::Stage(StageMsg::Left)]);
    assert_eq!(dark.page, Page::Timeline);
}

/// A deck that is not on this device says so, and is told once it is there.
#[test]
fn words_of_an_unknown_deck_wait_for_it() {
    let mut state = State::open("/v1/stage/mine.2");
    let view = stage(&state).expect("it is on stage").words.expect("it says so");
    assert_eq!(view.title.as_str(), "This slide is not on this device");
    assert_eq!(state.link(), "/v1/stage/mine.2");
    assert!(
        send(&mut state, &[FORWARD, BACK]).iter().all(|it| !matches!(it, Command::PushLink(_)))
    );
    let mine = Deck { id: String::from("mine"), ..of_every_kind() };
    let entries = redelivery::deck::entries(&[mine]);
    let found = redelivery::kept::Found { entries, ..Default::default() };
    deck(&mut state, vec![DeckMsg::Kept(found)]);
    let view = stage(&state).expect("it is on stage").words.expect("it has words");
    assert_eq!((view.title.as_str(), view.kind), ("Text", Kind::Text));
}

/// A file has slides of words in its second version; one of moments alone is of the first, so that
/// older pages open it.
#[test]
fn slides_of_words_are_in_a_deck_s_file() {
    let made = of_every_kind();
    let file = write(&made);
    assert!(file.contains("\"version\": 2"), "{file}");
    assert_eq!(read(&file), Ok(made.clone()));
    let moments = Deck { slides: vec![talk().slides[4].clone()], ..talk() };
    assert!(write(&moments).contains("\"version\": 1") && !write(&moments).contains("kind"));
    let changed = |from: &str, to: &str| {
        assert!(file.contains(from), "{from} in {file}");
        file.replacen(from, to, 1)
    };
    let text = "\"text\": \"one\\n\\n  two <b>&amp;</b>\"";
    let long = |length: usize| format!("\"text\": \"{}\"", "x".repeat(length));
    let cases = [
        (
            changed("\"quotation\"", "\"video\""),
            "slide 3: there is no kind 'video'; there are moment, title, text, quotation, listing, \
             error",
        ),
        (
            changed("\"kind\": \"title\"", "\"kind\": \"moment\""),
            "slide 1: its kind, moment, has no field \"text\"",
        ),
        (
            changed(
                &format!("\"kind\": \"title\",\n      \"title\": \"Title\",\n      {text},"),
                "\"title\": \"Title\",",
            ),
            "slide 1: its kind, moment, needs the field \"moment\"",
        ),
        (
            changed(
                "\"kind\": \"title\"",
                "\"moment\": \"/v1/cart/outbox/4\", \"kind\": \"title\"",
            ),
            "slide 1: its kind, title, has no field \"moment\"",
        ),
        (changed("\"source\"", "\"sauce\""), "unknown field `sauce`"),
        (
            changed("\"kind\": \"quotation\"", "\"kind\": \"listing\""),
            "slide 3: its kind, listing, has no field \"by\"",
        ),
        (
            changed(
                &format!("\"Text\",\n      {text}"),
                &format!("\"Text\",\n      {}", long(321)),
            ),
            "slide 2: its field \"text\" has 321 letters, and 320 fit",
        ),
        (
            changed(
                &format!("\"Text\",\n      {text}"),
                "\"Text\",\n      \"text\": \"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\"",
            ),
            "slide 2: its field \"text\" has 9 lines, and 8 fit",
        ),
        (
            changed(&format!("\"Text\",\n      {text},\n"), "\"Text\",\n"),
            "slide 2: its kind, text, needs the field \"text\"",
        ),
    ];
    for (file, why) in cases {
        let error = read(&file).expect_err(why).to_string();
        assert!(error.contains(why), "{error} is not {why}");
        let mut state = State::default();
        deck(&mut state, vec![DeckMsg::Imported(file)]);
        assert!(state.decks.own.is_empty());
        assert!(matches!(&state.notice, Some(Notice::Wrong(text)) if text.contains(why)));
    }
}

/// Slides of words are added, written, moved and deleted like any other.
#[test]
fn slides_of_words_are_made_in_the_editor() {
    let mut state = State::default();
    let kept = deck(&mut state, vec![DeckMsg::Pressed, DeckMsg::Made]);
    assert!(matches!(kept.first(), Some(Command::PushLink(_))));
    let add = Kind::ALL.map(DeckMsg::AddedCard);
    deck(&mut state, add.to_vec());
    let writes = vec![
        DeckMsg::NamedSlide(3, String::from("Said")),
        DeckMsg::Worded(3, Part::Text, String::from("It depends.")),
        DeckMsg::Worded(3, Part::By, String::from("Anybody")),
        DeckMsg::Worded(3, Part::Source, String::from("a meeting")),
        // A listing is said by nobody, and no moment is put in the place of words.
        DeckMsg::Worded(4, Part::By, String::from("Anybody")),
        DeckMsg::TookMoment(4),
        DeckMsg::Worded(0, Part::Text, String::from("a moment has no text")),
        DeckMsg::Worded(99, Part::Text, String::from("x")),
        DeckMsg::Raised(3),
        DeckMsg::RemovedSlide(0),
    ];
    let commands = deck(&mut state, writes);
    assert!(commands.iter().any(|it| matches!(it, Command::Keep(_))), "{commands:?}");
    let own = &state.decks.own[0];
    let kinds: Vec<Option<Kind>> =
        own.slides.iter().map(|slide| slide.card().map(|card| card.kind)).collect();
    let [title, text, quotation, listing, error] = Kind::ALL.map(Some);
    assert_eq!(kinds, [title, quotation, text, listing, error]);
    let card = own.slides[1].card().expect("it is a quotation");
    assert_eq!((&*card.text, &*card.by, &*card.source), ("It depends.", "Anybody", "a meeting"));
    assert_eq!(own.slides[3].card().map(|card| card.by.as_str()), Some(""));
    assert_eq!(read(&write(own)).map(|read| read.slides), Ok(own.slides.clone()));
    let page = html(&state);
    for name in ["Text of slide 2", "Who said it, slide 2", "Source, slide 2", "Add words: Listing"]
    {
        assert!(page.contains(&format!("aria-label=\"{name}\"")), "{name}");
    }
    assert_eq!(page.matches("Replace with the current step").count(), 0, "words have no step");
    // A copy of the talk has its words, and no deck grows without end.
    deck(&mut state, vec![DeckMsg::Chose(String::from(TALK)), DeckMsg::Copied]);
    assert_eq!(state.decks.own[1].slides, talk().slides);
    deck(&mut state, vec![DeckMsg::AddedCard(Kind::Text); SLIDES_MAX]);
    assert_eq!(state.decks.own[1].slides.len(), SLIDES_MAX);
}

/// What does not fit is not made too small to be read: it is left out, and that is said.
#[test]
fn words_that_do_not_fit_are_left_out_with_a_word() {
    let mut state = State::default();
    deck(&mut state, vec![DeckMsg::Made, DeckMsg::AddedCard(Kind::Listing)]);
    let code: Vec<String> = (1..=30).map(|line| format!("line {line}")).collect();
    deck(&mut state, vec![DeckMsg::Worded(1, Part::Text, code.join("\n"))]);
    let told = |state: &State| state.notice.as_ref().map(|it| it.text().to_string());
    let why = "Slide 2 has room for 18 lines of text here. The rest was left out.";
    assert_eq!(told(&state).as_deref(), Some(why));
    let card = state.decks.own[0].slides[1].card().cloned().expect("a listing");
    assert_eq!(card.text.trim_end(), code[..18].join("\n"));
    for kind in Kind::ALL {
        for part in [Part::Text, Part::By, Part::Source].into_iter().filter(|it| kind.has(*it)) {
            let room = kind.room(part);
            for long in ["x".repeat(5000), "x\n".repeat(500), "ł\n\n".repeat(90), "\r\n".repeat(50)]
            {
                assert!(room.check(&long).is_err(), "{kind:?} {part:?}");
                let kept = room.cut(&long);
                assert!(room.check(&kept).is_ok() && long.starts_with(&kept), "{kind:?} {part:?}");
            }
            assert_eq!(room.cut("It fits."), "It fits.");
        }
    }
    // A line of code that is too long goes on below, and counts as two.
    let wide = "x".repeat(73);
    assert_eq!(lines(&wide, 72), ["x".repeat(72), String::from("x")]);
    let listing = Kind::Listing.room(Part::Text);
    let full = vec!["x"; 17].join("\n");
    assert_eq!(listing.check(&format!("{full}\n{wide}")), Err(Misfit::Lines(19, 18)));
}

/// Whatever is written on a slide is text: on stage, beside the notes, in the editor, on paper.
#[test]
fn words_are_text_wherever_they_are_shown() {
    let evil = "<img src=x onerror=alert(1)>\"'`${x}</pre><script>alert(1)</script>";
    let slides = Kind::ALL.into_iter().map(|kind| {
        let mut slide = words(kind, evil, evil);
        if let Shows::Card(card) = &mut slide.shows {
            for part in [Part::Text, Part::By, Part::Source] {
                card.write(part, evil).expect("it fits");
            }
        }
        Slide { notes: evil.to_string(), ..slide }
    });
    let made = Deck { title: evil.to_string(), slides: slides.collect(), ..Deck::default() };
    let mut state = State::default();
    deck(&mut state, vec![DeckMsg::Imported(write(&made))]);
    let id = state.decks.shown.clone();
    let mut pages = vec![html(&state)];
    deck(&mut state, vec![DeckMsg::ToggledNotes, DeckMsg::PrintBegan]);
    pages.push(html(&state));
    deck(&mut state, vec![DeckMsg::PrintOver]);
    for slide in 0..Kind::ALL.len() {
        send(&mut state, &[Msg::Stage(StageMsg::Opened(id.clone(), slide))]);
        pages.push(html(&state));
        let mut own = state.clone();
        own.page = Page::Speaker;
        pages.push(html(&own));
    }
    for page in pages {
        assert!(page.contains("&lt;img src=x"), "it is shown: {page}");
        assert!(!page.contains("<img") && !page.contains("<script"), "{page}");
    }
}

/// On paper a slide of words is what it is on stage, with the number of its page.
#[test]
fn the_handout_has_the_words() {
    let mut state = State::default();
    deck(&mut state, vec![DeckMsg::Pressed, DeckMsg::Printed]);
    let view = decks(&state).expect("the page of decks");
    assert!(view.slides.iter().all(|slide| slide.printed.is_some()));
    let page = html(&state);
    assert!(page.contains("<h3 class=\"card__title\">The usual advice</h3>"), "{page}");
    assert!(
        page.contains("<blockquote class=\"card__text\"><p>Just make your logic idempotent</p>")
    );
    assert!(page.contains("3 / 32") && page.contains("async Task Handle(ConfirmOrder"));
    // Only the deck that comes with the page can be opened by others.
    deck(&mut state, vec![DeckMsg::PrintOver, DeckMsg::Copied, DeckMsg::PrintBegan]);
    let view = decks(&state).expect("the page of decks");
    let first = view.slides[0].printed.as_ref().expect("it is printed");
    assert!(first.address.is_empty() && first.code.is_none() && first.picture.is_none());
}
