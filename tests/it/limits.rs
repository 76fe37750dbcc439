//! Whatever the page writes, it reads: the largest of everything that one can make, in letters of
//! one to four bytes, and in letters that JSON writes as six.

use redelivery::app::state::{Carried, DECKS, DeckMsg, GIVEN_MAX, Msg, NAME_MAX, State, pack};
use redelivery::course::challenge::Grade;
use redelivery::course::progress::Progress;
use redelivery::course::{CHALLENGES, LESSONS, kept};
use redelivery::deck::{
    Deck, NOTES_MAX, SIZE_MAX, SLIDES_MAX, TITLE_MAX, entries, of_entries, read, write,
};
use redelivery::export;
use redelivery::import::{self, Imported};
use redelivery::kept::{Shelf, Store};
use redelivery::sim::timeline::Timeline;

use crate::screen::send;
use crate::walk;

/// Letters of one to four bytes, those that JSON escapes, and those that no one sees.
const LETTERS: [char; 10] = ['x', 'ł', '語', '𝄞', '"', '\\', '\u{1}', '\n', '\u{202e}', '\u{fffd}'];

/// A store without limits.
#[derive(Default)]
struct Room(std::collections::BTreeMap<String, String>);

impl Store for Room {
    fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    fn set(&mut self, name: &str, text: &str) -> bool {
        self.0.insert(name.to_string(), text.to_string());
        true
    }

    fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }
}

/// The longest run that one comes to by letting anything go wrong, several times over.
fn longest() -> Timeline {
    let longest = walk::seeded(12).max_by_key(|run| run.choices.len()).expect("there are runs");
    Timeline::new(longest.to_rest()).expect("it was played")
}

fn letters(letter: char, count: usize) -> String {
    std::iter::repeat_n(letter, count).collect()
}

#[test]
fn the_largest_deck_is_read_as_a_file_and_from_the_device() {
    let link = redelivery::codec::Link::of(longest().run).to_string();
    for letter in LETTERS {
        let mut state = State::open(&link);
        let deck = |state: &mut State, msg: DeckMsg| send(state, &[Msg::Deck(msg)]);
        deck(&mut state, DeckMsg::Made);
        for _ in 0..SLIDES_MAX {
            deck(&mut state, DeckMsg::AddedSlide);
        }
        deck(&mut state, DeckMsg::Named(letters(letter, TITLE_MAX + 1)));
        for slide in 0..SLIDES_MAX {
            deck(&mut state, DeckMsg::NamedSlide(slide, letters(letter, TITLE_MAX + 1)));
            deck(&mut state, DeckMsg::Noted(slide, letters(letter, NOTES_MAX + 1)));
        }
        // A copy has a longer title, and is one that can be made as well.
        deck(&mut state, DeckMsg::Copied);
        let own = &state.decks.own;
        assert_eq!((own.len(), own[0].slides.len()), (2, SLIDES_MAX));
        for made in own {
            let file = write(made);
            assert!(file.len() <= SIZE_MAX && file.len() <= GIVEN_MAX, "{}", file.len());
            let read = read(&file).unwrap_or_else(|error| panic!("{letter:?}: {error}"));
            assert_eq!((&read.title, &read.slides), (&made.title, &made.slides));
        }
        let mut room = Room::default();
        assert!(Shelf::new(&DECKS, "/", "one").keep(&mut room, &entries(own)));
        let found = Shelf::new(&DECKS, "/", "two").read(&mut room);
        let own: Vec<Deck> = own.iter().map(|deck| (**deck).clone()).collect();
        assert_eq!((of_entries(found.entries), found.unread.len()), (own, 0));
    }
}

/// Titles that the page makes by itself are none that it would refuse.
#[test]
fn titles_that_the_page_makes_are_short_enough() {
    let mut state = State::open("/v1/deck/talk");
    for _ in 0..30 {
        send(&mut state, &[Msg::Deck(DeckMsg::Copied)]);
    }
    for made in &state.decks.own {
        assert_eq!(read(&write(made)).map(|read| read.title), Ok(made.title.clone()));
    }
    // One that an older version has made is cut, and its slides are there.
    let long = write(&state.decks.own[0]).replace("Copy of", &"Copy of ".repeat(20));
    assert_eq!(read(&long).map(|read| read.slides.len()), Ok(state.decks.own[0].slides.len()));
}

#[test]
fn all_progress_is_read_as_a_file_and_from_the_device() {
    for letter in LETTERS {
        let mut progress = Progress::default();
        for listed in LESSONS {
            for question in 0..20 {
                let question = format!("{}{question}", letters(letter, 200));
                progress.answer(listed.name, question, question_is_right(listed.name));
            }
            progress.finish(listed.name);
        }
        for listed in CHALLENGES {
            let grade = Grade { taken: usize::MAX, best: 1 };
            progress.solve(listed.name, letters(letter, 20_000), grade);
        }
        let file = progress.write();
        assert!(file.len() <= GIVEN_MAX, "{}", file.len());
        assert_eq!(Progress::read(&file), Ok(progress.clone()));
        assert_eq!(kept::of_entries(&kept::entries(&progress)), progress);
    }
}

fn question_is_right(lesson: &str) -> bool {
    lesson.len().is_multiple_of(2)
}

#[test]
fn the_longest_run_that_is_saved_opens_again() {
    let timeline = longest();
    let file = export::json(&timeline);
    let (frames, most) = (timeline.frames.len(), import::SIZE_MAX);
    assert!(frames > 60, "{frames}");
    // A link has room for a thousand choices, and so a run has no more frames than that.
    assert!(file.len() / frames * 1001 < most, "{} for {frames}, of {most}", file.len());
    assert!(most <= GIVEN_MAX, "{most}");
    let Imported::Run(run) = import::read(&file).expect("it was saved so");
    assert_eq!(run.choices, timeline.run.choices);
}

#[test]
fn names_of_futures_are_as_they_were_typed() {
    for letter in LETTERS {
        let name = format!("a{}b", letters(letter, NAME_MAX));
        let mut state = State::default();
        send(&mut state, &[Msg::NamedFuture(0, name)]);
        let packed = pack(&state, &state.link(), "find");
        let carried = Carried::read(&packed).expect("it is as packed").state();
        assert_eq!(carried.futures[0].name, state.futures[0].name);
        assert_eq!(carried.futures[0].name.chars().count(), NAME_MAX);
    }
}
