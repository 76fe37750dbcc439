//! What a visitor has made, on a device that several windows, versions and copies of the site
//! share: whatever they do to each other, nothing of it is lost.

mod unread;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proptest::prelude::*;
use redelivery::app::state::course::{CourseCommand, CourseMsg, PROGRESS};
use redelivery::app::state::{Command, DECKS, DeckMsg, Msg, Notice, State, update};
use redelivery::course::kept as course;
use redelivery::course::progress::Progress;
use redelivery::deck::{Deck, Slide, entries, of_entries, talk};
use redelivery::kept::{Entry, Found, Kind, Shelf, Store};

use crate::walk;

const PLACE: &str = "/some/where/";
const OLDER: &str = "redelivery.decks";

/// What the browser keeps for a host; all windows share it.
#[derive(Clone, Default)]
struct Device {
    texts: Rc<RefCell<BTreeMap<String, String>>>,
    /// Letters that there is room for; without one, there is room for all.
    room: Rc<RefCell<Option<usize>>>,
    /// Whether nothing can be taken away, as in a window that dies after it has written.
    dies: Rc<RefCell<bool>>,
}

impl Store for Device {
    fn names(&self) -> Vec<String> {
        self.texts.borrow().keys().cloned().collect()
    }

    fn get(&self, name: &str) -> Option<String> {
        self.texts.borrow().get(name).cloned()
    }

    fn set(&mut self, name: &str, text: &str) -> bool {
        let used: usize = self.texts.borrow().iter().map(|(name, it)| name.len() + it.len()).sum();
        let is_room = self.room.borrow().is_none_or(|room| used + name.len() + text.len() <= room);
        if is_room {
            let before = self.texts.borrow_mut().insert(name.to_string(), text.to_string());
            assert!(before.is_none_or(|it| it == text), "{name} was written over");
        }
        is_room
    }

    fn remove(&mut self, name: &str) {
        if !*self.dies.borrow() {
            self.texts.borrow_mut().remove(name);
        }
    }
}

impl Device {
    /// As an older version, or somebody else on this host, writes.
    fn write_over(&self, name: &str, text: &str) {
        self.texts.borrow_mut().insert(name.to_string(), text.to_string());
    }

    fn all(&self) -> BTreeMap<String, String> {
        self.texts.borrow().clone()
    }
}

/// A window of the site, which keeps what it makes on a device.
struct Window {
    state: State,
    device: Device,
    decks: Shelf,
    progress: Shelf,
}

impl Window {
    fn open(device: &Device, place: &str, name: &str) -> Self {
        let (decks, progress) =
            (Shelf::new(&DECKS, place, name), Shelf::new(&PROGRESS, place, name));
        let mut window =
            Self { state: State::open("/v1/deck/talk"), device: device.clone(), decks, progress };
        window.look();
        window
    }

    /// Hears that something was changed elsewhere.
    fn look(&mut self) {
        self.send(DeckMsg::ChangedElsewhere);
        self.send(CourseMsg::ChangedElsewhere);
    }

    fn send(&mut self, msg: impl Into<Msg>) {
        for command in update(&mut self.state, msg.into()) {
            match command {
                Command::Keep(decks) => {
                    let is_kept = self.decks.keep(&mut self.device, &decks);
                    update(&mut self.state, DeckMsg::WasKept(is_kept).into());
                }
                Command::ReadDecks => {
                    let found = self.decks.read(&mut self.device);
                    self.send(DeckMsg::Kept(found));
                }
                Command::Course(CourseCommand::Keep(progress)) => {
                    self.progress.keep(&mut self.device, &progress);
                }
                Command::Course(CourseCommand::Clear) => {
                    self.progress.clear(&mut self.device);
                }
                Command::Delete(unread) => self.decks.delete(&mut self.device, &unread),
                Command::Course(CourseCommand::Delete(unread)) => {
                    self.progress.delete(&mut self.device, &unread);
                }
                Command::Course(CourseCommand::Read) => {
                    let found = self.progress.read(&mut self.device);
                    self.send(CourseMsg::Kept(found));
                }
                _ => {}
            }
        }
    }

    /// Makes a deck called `title`.
    fn make(&mut self, title: &str) {
        self.send(DeckMsg::Made);
        self.send(DeckMsg::Named(title.to_string()));
    }

    /// The titles of its decks, sorted.
    fn titles(&self) -> Vec<&str> {
        let mut titles: Vec<&str> =
            self.state.decks.own.iter().map(|deck| deck.title.as_str()).collect();
        titles.sort_unstable();
        titles
    }

    fn learn(&mut self, lesson: &str) {
        self.state.course.progress.finish(lesson);
        let progress = course::entries(&self.state.course.progress);
        self.progress.keep(&mut self.device, &progress);
    }

    fn lessons(&self) -> Vec<&str> {
        self.state.course.progress.lessons.keys().map(String::as_str).collect()
    }
}

/// What the window warns of.
fn warned(window: &Window) -> &str {
    match &window.state.notice {
        Some(Notice::Wrong(text)) => text,
        _ => "",
    }
}

fn deck(id: &str, title: &str) -> Deck {
    let slides = vec![Slide { title: title.to_string(), ..talk().slides[0].clone() }];
    Deck { id: id.to_string(), title: title.to_string(), slides }
}

fn entry(id: &str, title: &str) -> Entry {
    entries(&[deck(id, title)]).remove(0)
}

/// Decks as versions before this one kept them.
fn older(decks: &[Deck]) -> String {
    let kept = entries(decks).into_iter().map(|(id, text)| {
        let file: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        serde_json::json!([id, file])
    });
    kept.collect::<serde_json::Value>().to_string()
}

/// Who writes while another window has written still has that to read.
#[test]
fn what_others_made_is_still_news_after_writing() {
    let mut device = Device::default();
    let shelf = |window: &str| Shelf::new(&DECKS, PLACE, window);
    let (mut one, mut other) = (shelf("1"), shelf("2"));
    one.read(&mut device);
    other.read(&mut device);
    assert!(other.keep(&mut device, &[entry("tuesday", "Tuesday")]));
    assert!(one.keep(&mut device, &[entry("monday", "Monday")]));
    assert!(!one.is_current(&device), "it has not read what the other made");
    let found = one.read(&mut device);
    assert_eq!(found.entries.len(), 2);
    assert!(one.keep(&mut device, &found.entries) && one.is_current(&device));
}

/// Neither a deck nor progress of one window goes with what another makes, heard of or not.
#[test]
fn two_windows_keep_what_both_make() {
    let device = Device::default();
    let mut one = Window::open(&device, PLACE, "one");
    let mut other = Window::open(&device, PLACE, "other");
    one.make("Monday");
    one.learn("outbox");
    other.make("Tuesday");
    other.learn("one-message");
    let mut later = Window::open(&device, PLACE, "later");
    assert_eq!(later.titles(), ["Monday", "Tuesday"]);
    assert_eq!(later.lessons(), ["one-message", "outbox"]);
    for window in [&mut one, &mut other] {
        window.look();
        assert_eq!(window.titles(), ["Monday", "Tuesday"]);
        assert_eq!(window.lessons(), ["one-message", "outbox"]);
    }
    // What is deleted in one window is deleted in all, and only that.
    let monday = one.state.decks.own.iter().find(|deck| deck.title == "Monday");
    let monday = monday.expect("it is there").id.clone();
    one.send(DeckMsg::Chose(monday));
    one.send(DeckMsg::Removed);
    other.make("Wednesday");
    later.look();
    assert_eq!(later.titles(), ["Tuesday", "Wednesday"]);
    one.send(DeckMsg::BroughtBack);
    later.look();
    assert_eq!(later.titles().len(), 3);
}

/// A deck that two windows change before they hear of each other becomes two, the same everywhere.
#[test]
fn what_two_windows_change_at_once_is_there_twice() {
    let device = Device::default();
    let mut one = Window::open(&device, PLACE, "one");
    one.make("Friday");
    let mut other = Window::open(&device, PLACE, "other");
    for (window, title) in [(&mut one, "Friday, long"), (&mut other, "Friday, short")] {
        window.send(DeckMsg::Chose(window.state.decks.own[0].id.clone()));
        window.send(DeckMsg::Named(title.to_string()));
    }
    other.look();
    assert!(warned(&other).contains("two windows"));
    one.look();
    assert_eq!(one.titles(), ["Friday, long", "Friday, short"]);
    assert_eq!(one.state.decks.own, other.state.decks.own);
    let ids: BTreeSet<&str> = one.state.decks.own.iter().map(|deck| deck.id.as_str()).collect();
    assert!(ids.len() == 2 && ids.iter().all(|id| redelivery::codec::is_deck_id(id)), "{ids:?}");
    // Once that is settled, nothing moves any more.
    let settled = device.all();
    one.look();
    other.look();
    assert_eq!(device.all(), settled);
    // What is known of one lesson is put together instead.
    for (window, question) in [(&mut one, "a"), (&mut other, "b")] {
        window.state.course.progress.answer("outbox", question.to_string(), true);
        window.learn("outbox");
    }
    one.look();
    assert_eq!(one.state.course.progress.lessons["outbox"].answers.len(), 2);
}

/// A window that dies after it has written and before it has cleared up leaves no second deck.
#[test]
fn what_a_dying_window_leaves_is_cleared_up() {
    let device = Device::default();
    let mut one = Window::open(&device, PLACE, "one");
    one.make("Monday");
    *device.dies.borrow_mut() = true;
    one.send(DeckMsg::Named(String::from("Tuesday")));
    *device.dies.borrow_mut() = false;
    let other = Window::open(&device, PLACE, "other");
    assert_eq!(other.titles(), ["Tuesday"]);
    assert_eq!(device.all().len(), 1);
}

/// What an older version kept is taken over once; it may go on beside this one, and destroys
/// nothing.
#[test]
fn what_older_versions_kept_is_taken_over_once() {
    let device = Device::default();
    device.write_over(OLDER, &older(&[deck("a", "A"), deck("b", "B")]));
    let progress = include_str!("../../fixtures/progress.v0.json");
    device.write_over("redelivery.progress", progress);
    let mut one = Window::open(&device, PLACE, "one");
    let other = Window::open(&device, PLACE, "other");
    assert_eq!((one.titles(), other.titles()), (vec!["A", "B"], vec!["A", "B"]));
    let known = Progress::read(progress).expect("it is read");
    assert_eq!(one.state.course.progress, known);
    // What is changed here is not undone by what lies there still; what is deleted stays so.
    one.send(DeckMsg::Chose(String::from("a")));
    one.send(DeckMsg::Removed);
    one.send(DeckMsg::Chose(String::from("b")));
    one.send(DeckMsg::Named(String::from("B, changed")));
    one.make("C");
    one.send(CourseMsg::Forgot);
    let mut later = Window::open(&device, PLACE, "later");
    assert_eq!(later.titles(), ["B, changed", "C"]);
    assert_eq!(later.state.course.progress, Progress::default());
    // The older version, still open elsewhere, goes on.
    device.write_over(OLDER, &older(&[deck("b", "B, otherwise"), deck("d", "D")]));
    later.look();
    assert_eq!(later.titles(), ["B, changed", "B, otherwise", "C", "D"]);
    // And changes what nobody has changed here: that is the same deck.
    device.write_over(OLDER, &older(&[deck("d", "D, changed")]));
    let end = Window::open(&device, PLACE, "end");
    assert_eq!(end.titles().iter().filter(|title| title.starts_with('D')).count(), 1);
    assert!(end.titles().contains(&"D, changed"));
}

/// Two copies of the site on one host keep apart, one in a folder of the other too.
#[test]
fn copies_of_the_site_keep_apart() {
    let device = Device::default();
    let places = ["/", "/site/", "/site/preview/", "file:"];
    for place in places {
        Window::open(&device, place, "one").make(place);
    }
    for place in places {
        assert_eq!(Window::open(&device, place, "two").titles(), [place]);
    }
}

/// Where there is no room, that is said, nothing that was kept is touched, and what was made is
/// kept as soon as there is room.
#[test]
fn full_storage_loses_nothing() {
    let device = Device::default();
    device.write_over(OLDER, &older(&[deck("a", "A")]));
    let used: usize = device.all().iter().map(|(name, text)| name.len() + text.len()).sum();
    *device.room.borrow_mut() = Some(used);
    let before = device.all();
    let mut one = Window::open(&device, PLACE, "one");
    assert_eq!(one.titles(), ["A"]);
    one.make("Monday");
    assert!(warned(&one).contains("as a file") && one.state.decks.is_unkept);
    assert_eq!(device.all(), before);
    // Hearing of others takes nothing from this window.
    one.look();
    assert_eq!(one.titles(), ["A", "Monday"]);
    *device.room.borrow_mut() = None;
    let mut other = Window::open(&device, PLACE, "other");
    other.make("Tuesday");
    one.look();
    one.make("Wednesday");
    assert!(!one.state.decks.is_unkept);
    let later = Window::open(&device, PLACE, "later");
    let titles: BTreeSet<&str> = later.titles().into_iter().collect();
    assert_eq!(titles, BTreeSet::from(["A", "Monday", "Tuesday", "Wednesday"]));
    // What could not be kept goes along to the program with the course.
    *device.room.borrow_mut() = Some(0);
    one.make("Thursday");
    let carried = redelivery::app::state::pack(&one.state, &one.state.link(), "learn");
    let mut carried =
        redelivery::app::state::Carried::read(&carried).expect("it is as packed").state();
    let found = Shelf::new(&DECKS, PLACE, "next").read(&mut device.clone());
    update(&mut carried, DeckMsg::Kept(found).into());
    assert!(carried.decks.own.iter().any(|deck| deck.title == "Thursday"));
}

/// Texts as records: no deck's and no progress's business.
static TEXTS: Kind = Kind {
    word: "text",
    older: "older",
    aside: "aside",
    is_read: |text| text != "strange",
    taken_apart: |_| (Vec::new(), true),
    joined: None,
};

/// What a window may do.
#[derive(Clone, Debug)]
enum Deed {
    /// Hear what others did.
    Look,
    /// Give the record with this name a new text.
    Write(u8),
    /// Take it away.
    Delete(u8),
    /// Die, and open anew.
    Reopen,
}

fn deeds() -> impl Strategy<Value = Vec<(usize, Deed)>> {
    let deed = prop_oneof![
        2 => Just(Deed::Look),
        4 => (0_u8..3).prop_map(Deed::Write),
        1 => (0_u8..3).prop_map(Deed::Delete),
        1 => Just(Deed::Reopen),
    ];
    prop::collection::vec((0_usize..3, deed), 1..40)
}

proptest! {
    #![proptest_config(walk::config())]

    /// Whatever windows do, in whatever order they hear of each other: a text that one has written
    /// is there until a window that has seen it writes another or takes it away.
    #[test]
    fn no_text_goes_that_nobody_who_knew_it_replaced(deeds in deeds()) {
        let mut device = Device::default();
        let shelf = |number: usize| Shelf::new(&TEXTS, PLACE, &format!("w{number}"));
        let mut windows: Vec<(Shelf, Vec<Entry>)> =
            (0..3).map(|number| (shelf(number), Vec::new())).collect();
        let mut alive = BTreeSet::<String>::new();
        for (number, (who, deed)) in deeds.into_iter().enumerate() {
            let (shelf_of, entries) = &mut windows[who];
            let known = |entries: &[Entry], name: &str| {
                entries.iter().position(|(it, _)| it == name)
            };
            match deed {
                Deed::Look => *entries = shelf_of.read(&mut device).entries,
                Deed::Reopen => {
                    *shelf_of = shelf(10 + number);
                    *entries = shelf_of.read(&mut device).entries;
                }
                Deed::Write(name) => {
                    let (name, text) = (format!("n{name}"), format!("text {number}"));
                    match known(entries, &name) {
                        Some(index) => {
                            alive.remove(&std::mem::replace(&mut entries[index].1, text.clone()));
                        }
                        None => entries.push((name, text.clone())),
                    }
                    alive.insert(text);
                    prop_assert!(shelf_of.keep(&mut device, entries));
                }
                Deed::Delete(name) => {
                    if let Some(index) = known(entries, &format!("n{name}")) {
                        alive.remove(&entries.remove(index).1);
                        prop_assert!(shelf_of.keep(&mut device, entries));
                    }
                }
            }
            // Somebody who comes now finds all of it.
            let copy = Device { texts: Rc::new(RefCell::new(device.all())), ..Device::default() };
            let Found { entries, unread, .. } = shelf(99).read(&mut copy.clone());
            let found: BTreeSet<String> = entries.into_iter().map(|(_, text)| text).collect();
            prop_assert!(alive.is_subset(&found), "{alive:?} {found:?}");
            prop_assert!(unread.is_empty());
        }
    }
}

/// A record is its text: what is read of a deck or of progress, and written again, is the same.
#[test]
fn records_come_back_as_they_were() {
    let decks = [talk(), deck("x", "X\u{0}\t\n\"\u{202e}𝄞")];
    assert_eq!(of_entries(entries(&decks)), decks);
    let progress =
        Progress::read(include_str!("../../fixtures/progress.v1.json")).expect("it is read");
    assert_eq!(course::of_entries(&course::entries(&progress)), progress);
}
