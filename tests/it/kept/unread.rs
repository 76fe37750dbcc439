//! What lies on a device and can't be read, and what lies there of older versions.

use std::collections::BTreeMap;

use redelivery::app::state::course::CourseMsg;
use redelivery::app::state::{Command, DeckMsg, update};
use redelivery::course::progress::Progress;
use redelivery::kept::Store;

use super::{Device, OLDER, PLACE, Window, deck, older};

/// What this version can't read, of whichever version and however often, stays where it is, is
/// named, and can be taken along.
#[test]
fn what_cannot_be_read_stays_as_it_is() {
    let device = Device::default();
    let newer =
        "{\"place\":0,\"replaces\":[],\"mood\":1}\n{\"format\":\"redelivery-deck\",\"version\":9}";
    let strange = [
        (format!("redelivery {PLACE} deck friday 7.abc"), newer),
        (format!("redelivery {PLACE} deck friday 9.abd"), "{ what is this"),
        (format!("redelivery {PLACE} deck "), ""),
        (format!("redelivery {PLACE} progress lesson outbox 3.x"), "{}\n{\"version\":7}"),
        (String::from(OLDER), "[[\"a\", 7]]"),
        (String::from("redelivery.decks.aside"), "{"),
        (String::from("redelivery.progress"), "{\"version\":8,\"stars\":3}"),
        (String::from("redelivery.progress.aside"), "once\ntwice"),
    ];
    for (name, text) in &strange {
        device.write_over(name, text);
    }
    for round in 0..3 {
        let mut window = Window::open(&device, PLACE, &format!("w{round}"));
        window.send(DeckMsg::Made);
        window.send(DeckMsg::Named(String::from("Friday")));
        window.learn("outbox");
        window.send(CourseMsg::Forgot);
        window.send(DeckMsg::Removed);
        for (name, text) in &strange {
            assert_eq!(device.get(name).as_deref(), Some(*text), "{name}");
        }
        let decks = update(&mut window.state, DeckMsg::SavedUnread.into());
        let course = update(&mut window.state, CourseMsg::SavedUnread.into());
        let [Command::Download(_, decks), Command::Download(_, course)] =
            [&decks[0], &course[0]].map(Clone::clone)
        else {
            panic!("two files")
        };
        for (name, text) in &strange {
            let read = |file: &str| -> BTreeMap<String, String> {
                serde_json::from_str(file).expect("it is JSON")
            };
            let saved = read(&decks).remove(name).or(read(&course).remove(name));
            assert_eq!(saved.as_deref(), Some(*text), "{name}");
        }
        let html = crate::language::html(&window.state);
        assert!(html.contains("can't read something") && html.contains(OLDER), "{html}");
    }
    // A deck of a list is taken over, whatever another one is.
    let mixed = older(&[deck("a", "A")]).replace("[[", "[[\"b\",{}],[");
    device.write_over(OLDER, &mixed);
    let window = Window::open(&device, PLACE, "w");
    assert!(window.titles().contains(&"A"), "{mixed}");
    assert!(window.state.decks.unread.texts.iter().any(|(name, _)| name == OLDER), "{mixed}");
}

#[test]
fn what_cannot_be_read_is_deleted_only_once_it_was_saved() {
    let device = Device::default();
    device.write_over(OLDER, "{\"no\": \"decks\"");
    let mut window = Window::open(&device, PLACE, "w");
    window.send(DeckMsg::DeletedUnread);
    assert!(device.get(OLDER).is_some(), "nobody has a file of it");
    window.send(DeckMsg::SavedUnread);
    device.write_over(OLDER, "{\"other\": \"decks\"");
    window.look();
    window.send(DeckMsg::DeletedUnread);
    assert!(device.get(OLDER).is_some(), "it is another text than the one in the file");
    window.send(DeckMsg::SavedUnread);
    window.send(DeckMsg::DeletedUnread);
    assert_eq!(device.get(OLDER), None);
    assert!(window.state.decks.unread.texts.is_empty());
}

#[test]
fn a_reset_leaves_nothing_of_an_older_version_and_can_be_undone() {
    let device = Device::default();
    let mut first = Window::open(&device, PLACE, "w");
    first.learn("two-steps");
    let name = "redelivery.progress";
    device.write_over(name, &first.state.course.progress.write());
    first.send(CourseMsg::Forgot);
    assert_eq!(device.get(name), None);
    assert_eq!(Window::open(&device, PLACE, "x").state.course.progress, Progress::default());
    first.send(CourseMsg::TookBack);
    assert!(!device.all().is_empty());
    device.write_over(name, "no progress");
    first.send(CourseMsg::Forgot);
    assert!(device.get(name).is_some(), "what can't be read stays");
}
