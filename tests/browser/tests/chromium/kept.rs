//! What a visitor has made, in a real browser's storage: several tabs, versions and copies of the
//! site share it, and nothing of it is lost.

use browser_tests::{Page, Site, Visitor, assert_none};
use serde_json::Value;

const DECKS: &str = "/v1/deck/talk";
const TALK: &str = "/v1/stage/talk.17/confirm-order/swallow-duplicates/5.refused.11?at=0";
const OTHER_TALK: &str = "/v1/stage/talk.15/quantities/idempotent-logic/6.refused.14?at=0";
const COPY: &str = "/some/where/redelivery/preview/";

/// Presses the button that says so.
fn press(page: &Page, name: &str) {
    let name = Value::from(name);
    page.wait_until(&format!(
        "[...document.querySelectorAll('button')].some((it) => it.innerText === {name})"
    ));
    page.eval(&format!(
        "[...document.querySelectorAll('button')].find((it) => it.innerText === {name}).click()"
    ));
}

/// Makes a deck of this name.
fn make(page: &Page, title: &str) {
    press(page, "New deck");
    page.wait_for("h2 input.deck__title");
    write(page, "h2 input.deck__title", title);
    has(page, title);
}

/// Writes into a field, and leaves it.
fn write(page: &Page, field: &str, text: &str) {
    let (field, text) = (Value::from(field), Value::from(text));
    page.eval(&format!(
        "(() => {{ const field = document.querySelector({field}); field.value = {text}; \
         field.dispatchEvent(new Event('input', {{ bubbles: true }})); \
         field.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
    ));
}

/// Waits until there is a deck of this name.
fn has(page: &Page, title: &str) {
    let title = Value::from(title);
    page.wait_until(&format!(
        "[...document.querySelectorAll('.matrix__tools option')] \
         .some((it) => it.textContent === {title})"
    ));
}

fn decks(page: &Page) -> Vec<String> {
    page.wait_for(".matrix__tools option");
    page.texts(".matrix__tools option")
}

fn open(site: &std::sync::Arc<Site>, link: &str) -> Page {
    let page = Page::visit(site, &site.url(link), Visitor::DESKTOP);
    page.wait_for(".deck");
    page
}

#[test]
fn two_tabs_keep_the_decks_of_both() {
    let site = Site::start();
    let one = open(&site, DECKS);
    let other = one.open_beside(&site.url(DECKS), Visitor::DESKTOP);
    other.wait_for(".deck");
    make(&one, "Monday");
    // The other tab hears of it, and what it makes takes nothing away.
    has(&other, "Monday");
    make(&other, "Tuesday");
    has(&one, "Tuesday");
    for page in [&one, &other] {
        page.reload();
        has(page, "Monday");
        has(page, "Tuesday");
        assert_eq!(decks(page).len(), 3);
        assert_none(&page.console_errors());
    }
}

/// What stands in a field that nobody has left yet is not drawn over when another tab keeps
/// something.
#[test]
fn what_is_being_written_stays() {
    let site = Site::start();
    let one = open(&site, DECKS);
    make(&one, "Monday");
    let other = one.open_beside(&site.url(DECKS), Visitor::DESKTOP);
    other.wait_for(".deck");
    one.eval(
        "(() => { const notes = document.querySelector('textarea'); notes.focus(); \
         notes.value = 'Say hello'; \
         notes.dispatchEvent(new Event('input', { bubbles: true })); })()",
    );
    make(&other, "Tuesday");
    one.eval("new Promise((done) => setTimeout(done, 400))");
    assert_eq!(one.eval("document.querySelector('textarea').value"), "Say hello");
    write(&one, "textarea", "Say hello to all");
    has(&one, "Tuesday");
    one.reload();
    one.wait_for("textarea");
    assert_eq!(one.eval("document.querySelector('textarea').value"), "Say hello to all");
    assert_none(&one.console_errors());
}

/// Two copies of the site on one host, one in the folder of the other: decks, theme and talks.
#[test]
fn copies_of_the_site_keep_apart() {
    let site = Site::start();
    let one = open(&site, DECKS);
    let copy = site.copy_url(COPY, DECKS);
    let other = one.open_beside(&copy, Visitor::DESKTOP);
    other.wait_for(".deck");
    make(&one, "Monday");
    make(&other, "Tuesday");
    one.reload();
    other.reload();
    assert_eq!((decks(&one).len(), decks(&other).len()), (2, 2));
    one.follow("/v1/cart/outbox/3");
    one.wait_for("#app > .stage .lane");
    one.press("t");
    one.wait_until("document.documentElement.dataset.theme === 'dark'");
    other.reload();
    other.wait_for(".deck");
    assert_eq!(other.attribute("html", "data-theme").as_deref(), Some(""));
    // A speaker's window of the copy drives no stage of the other, whoever has opened it.
    let stage = one.open_beside(&site.url(TALK), Visitor::PROJECTOR);
    stage.wait_for(".live .lane");
    let speaker = TALK.replace("/stage/", "/speaker/");
    let speaker = one.open_beside(&copy.replace(DECKS, &speaker), Visitor::DESKTOP);
    speaker.wait_for(".speaker");
    let before = stage.link();
    speaker.press_all(&["PageDown", "3"]);
    speaker.wait_until("document.body.innerText.includes('closed')");
    assert_eq!(stage.link(), before);
}

/// Two talks at once in one copy: each speaker's window drives the stage that it belongs to.
#[test]
fn two_talks_do_not_mix() {
    let site = Site::start();
    let blank = site.page_beside(
        "blank.html",
        "<!doctype html><link rel=\"icon\" href=\"data:,\"><title>blank</title>",
    );
    let first = Page::visit(&site, &blank, Visitor::PROJECTOR);
    // As a stage calls the windows that it opens.
    let place = "/some/where/redelivery/";
    let opened = |kind: &str, pair: &str, link: &str| {
        let page = first.open_beside(&blank, Visitor::PROJECTOR);
        page.eval(&format!("window.name = 'redelivery {place} {kind} {pair}'"));
        page.go(&site.url(link));
        page.wait_for(if kind == "stage" { ".live .lane" } else { ".speaker" });
        page
    };
    let stages = [opened("stage", "1", TALK), opened("stage", "2", OTHER_TALK)];
    let speakers = [TALK, OTHER_TALK].map(|link| link.replace("/stage/", "/speaker/"));
    let speakers = [opened("speaker", "1", &speakers[0]), opened("speaker", "2", &speakers[1])];
    let place_of = |page: &Page| page.text(".live__place");
    speakers[0].press("4");
    stages[0].wait_until("document.querySelector('.live__place').innerText === '4 / 32'");
    assert_eq!(place_of(&stages[1]), "15 / 32");
    speakers[1].press("7");
    stages[1].wait_until("document.querySelector('.live__place').innerText === '7 / 32'");
    assert_eq!(place_of(&stages[0]), "4 / 32");
    // It is still of its pair when it was loaded again.
    speakers[0].reload();
    speakers[0].wait_for(".speaker");
    speakers[0].press("5");
    stages[0].wait_until("document.querySelector('.live__place').innerText === '5 / 32'");
    assert_eq!(place_of(&stages[1]), "7 / 32");
}

/// What versions before this one have kept is there, and stays where those look for it.
#[test]
fn what_older_versions_kept_is_taken_over() {
    let site = Site::start();
    let blank = site.page_beside(
        "blank.html",
        "<!doctype html><link rel=\"icon\" href=\"data:,\"><title>blank</title>",
    );
    let page = Page::visit(&site, &blank, Visitor::DESKTOP);
    let deck = "[[\"friday\",{\"format\":\"redelivery-deck\",\"version\":1,\"title\":\"Friday\",\
                \"slides\":[{\"moment\":\"/v1/cart/outbox/4\",\"title\":\"A cart\",\
                \"notes\":\"\"}]}]]";
    page.eval(&format!("localStorage.setItem('redelivery.decks', {})", Value::from(deck)));
    page.eval("localStorage.setItem('redelivery.decks.aside', '{')");
    page.eval("localStorage.setItem('redelivery.theme', 'dark')");
    page.go(&site.url("/v1/deck/friday"));
    has(&page, "Friday");
    assert_eq!(page.attribute("html", "data-theme").as_deref(), Some("dark"));
    assert_eq!(page.text(".unread code"), "redelivery.decks.aside");
    press(&page, "Delete");
    page.wait_until("document.querySelectorAll('.matrix__tools option').length === 1");
    page.reload();
    assert_eq!(decks(&page).len(), 1, "it was taken over once");
    assert_eq!(page.eval("localStorage.getItem('redelivery.decks')"), deck);
    // An older version in another tab makes one more.
    let more = deck.replace("friday", "sunday").replace("Friday", "Sunday");
    let other = page.open_beside(&blank, Visitor::DESKTOP);
    other.eval(&format!("localStorage.setItem('redelivery.decks', {})", Value::from(more)));
    has(&page, "Sunday");
    assert_none(&page.console_errors());
}

/// Where nothing can be kept, that is said, and what was made goes along to the course and back.
#[test]
fn full_and_blocked_storage_is_said() {
    for does in [
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
        "Object.defineProperty(window, 'localStorage', \
         { get() { throw new DOMException('', 'SecurityError') } })",
    ] {
        let site = Site::start();
        let blank = site.page_beside(
            "blank.html",
            "<!doctype html><link rel=\"icon\" href=\"data:,\"><title>blank</title>",
        );
        let page = Page::visit(&site, &blank, Visitor::DESKTOP);
        page.prepare(does);
        page.go(&site.url(DECKS));
        page.wait_for(".deck");
        make(&page, "Monday");
        assert!(page.text(".notice").contains("Save the deck as a file"), "{does}");
        page.follow("/v1/learn");
        page.wait_for("#app > .stage.course");
        page.follow(DECKS);
        has(&page, "Monday");
        assert_none(&page.console_errors());
    }
}
