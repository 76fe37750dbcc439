//! What stays on the device: after a reload, of an older version, garbled, from a file.

use std::env;
use std::fs;

use browser_tests::{Page, Visitor, assert_none};
use serde_json::Value;

use super::{READY, answer, answers, look_at_the_run, open};

#[test]
fn progress_survives_a_reload_and_can_be_forgotten_and_taken_back() {
    let page = open("/v1/learn/first-item-added", Visitor::DESKTOP);
    let (right, count) = answers("first-item-added")[0];
    answer(&page, 0, (right + 1) % count);
    page.wait_for("[data-mark='wrong']");
    look_at_the_run(&page, 0);
    answer(&page, 0, right);
    page.wait_for("#because-0");
    page.reload();
    page.wait_for("#because-0");
    assert!(page.exists(".course__again"));
    page.follow("/v1/learn");
    page.wait_for("[data-standing='begun']");
    let forget = "[...document.querySelectorAll('.course__keeping button')].at(-1)";
    page.eval(&format!("{forget}.click()"));
    page.wait_for("[data-undo]");
    assert!(!page.exists("[data-standing='begun']"));
    page.click("[data-undo]");
    page.wait_for("[data-standing='begun']");
    let kept = page.eval(
        "Object.keys(localStorage).filter((name) => name.includes(' progress lesson ')).length",
    );
    assert_eq!(kept, 1);
    // Taken again, the question is open again, also for the next visit.
    page.follow("/v1/learn/first-item-added");
    page.wait_for("#because-0");
    page.click(".course__again");
    page.wait_for(".question[data-state='open']");
    page.reload();
    page.wait_for(".question[data-state='open']");
    assert!(!page.exists("#because-0"));
    assert_none(&page.console_errors());
}

/// The page as it opens where this was kept before.
fn open_with(kept: &str) -> Page {
    let page = open("/v1/learn", Visitor::DESKTOP);
    page.eval(&format!("localStorage.setItem('redelivery.progress', {})", Value::from(kept)));
    page.reload();
    page.wait_for(READY);
    page
}

#[test]
fn progress_of_an_older_version_opens() {
    let page = open_with(include_str!("../../../../fixtures/progress.v0.json"));
    page.wait_for("[data-standing='done']");
    assert!(!page.exists(".notice"));
}

/// What can't be read stays as it is, however much is learned beside it, and is said each time.
#[test]
fn progress_that_is_garbled_is_said_and_stays() {
    let garbled = "{ what is this";
    let page = open_with(garbled);
    for _ in 0..2 {
        assert!(page.text(".unread code").contains("redelivery.progress"));
        page.follow("/v1/learn/one-message");
        page.wait_for("input[type=radio]");
        page.click("input[type=radio]");
        page.click(".question__commit");
        page.wait_until("Object.keys(localStorage).some((name) => name.includes(' lesson one-'))");
        assert_eq!(page.eval("localStorage.getItem('redelivery.progress')"), garbled);
        page.follow("/v1/learn");
        page.wait_for("[data-standing='begun']");
        page.reload();
        page.wait_for(READY);
    }
}

#[test]
fn progress_is_brought_in_as_a_file() {
    let file = env::temp_dir().join(format!("redelivery-progress-{}.json", std::process::id()));
    let kept = include_str!("../../../../fixtures/progress.v1.json");
    fs::write(&file, kept).expect("it can be written");
    let page = open("/v1/learn", Visitor::DESKTOP);
    page.pick(".course__keeping input[type='file']", &file);
    page.wait_for(".notice[data-tone='good']");
    page.wait_for("[data-standing='done']");
    fs::remove_file(&file).expect("it was made here");
}
