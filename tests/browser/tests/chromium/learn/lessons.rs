//! Lessons: by keyboard alone, loaded when they are asked for, in somebody's page, in Polish.

use std::env;
use std::fs;
use std::sync::Arc;

use browser_tests::{Page, Site, Visitor, assert_none};

use super::{READY, answers, open, press_until};

const TITLE_HAS_FOCUS: &str = "document.activeElement.matches('[data-title]')";

/// Chooses an answer to question `index` with the keys that radio buttons have.
#[track_caller]
fn choose(page: &Page, index: usize, place: usize) {
    let radio = format!("input[name='question-{index}'][value='{place}']");
    for _ in 0..8 {
        page.press("ArrowDown");
        if page.eval(&format!("document.querySelector({radio:?}).checked")) == true {
            return;
        }
    }
    panic!("no key chooses answer {place} of question {index}");
}

#[test]
fn a_lesson_from_its_start_to_its_end_by_keyboard_alone() {
    let page = open("/v1/learn", Visitor::DESKTOP);
    press_until(&page, "Tab", ".course__go");
    page.press("Enter");
    page.wait_until("location.hash === '#/v1/learn/one-message'");
    page.wait_until(TITLE_HAS_FOCUS);
    page.wait_until("document.title === 'Five things happen to a message · Redelivery'");
    // A picture that is not looked at stays as it is; the one that one has come to is stepped.
    page.press("ArrowRight");
    press_until(&page, "Tab", "[data-picture='stop-0'] .stop__controls button");
    assert!(page.text(".stop__count").starts_with("0 /"));
    page.press("ArrowRight");
    page.wait_until("document.querySelector('.stop__count').innerText.startsWith('1 /')");
    page.wait_until("document.getElementById('spoken').innerText.length > 20");
    page.press("ArrowLeft");
    page.wait_until("document.querySelector('.stop__count').innerText.startsWith('0 /')");
    for (index, (right, count)) in answers("one-message").into_iter().enumerate() {
        let radio = format!("input[name='question-{index}']");
        press_until(&page, "Tab", &radio);
        page.press("Space");
        let wrong = (right + 1) % count;
        choose(&page, index, wrong);
        press_until(&page, "Tab", ".question__commit");
        page.press("Enter");
        page.wait_until(&format!("document.activeElement.id === 'met-{index}'"));
        assert!(page.text(".question__met .stop__caption").contains("really happens"));
        assert!(!page.exists(&format!("#because-{index}")));
        // What really happens is looked at before anything else can be answered.
        let really = format!("[data-picture='really-{index}'] .stop__controls button");
        press_until(&page, "Tab", &really);
        let is_seen = "document.querySelector('.question__met').innerText.includes('Now answer')";
        for _ in 0..40 {
            if page.eval(is_seen) == true {
                break;
            }
            page.press("ArrowRight");
        }
        press_until(&page, "Shift+Tab", &radio);
        page.press("Space");
        choose(&page, index, right);
        page.press("Enter");
        page.wait_until(&format!("document.activeElement.id === 'because-{index}'"));
        page.wait_until("document.getElementById('spoken').innerText.startsWith('Right.')");
    }
    press_until(&page, "Tab", ".course__end .course__go");
    page.press("Enter");
    page.wait_until("location.hash === '#/v1/learn/delivered-twice'");
    page.wait_until(TITLE_HAS_FOCUS);
    page.follow("/v1/learn");
    page.wait_for("[data-standing='done']");
    assert_eq!(page.text(".course__go"), "Continue with lesson 2");
    assert_none(&page.console_errors());
}

/// Nobody loads the course who does not open it; the moment is there again when one comes back.
#[test]
fn the_course_is_loaded_when_it_is_opened() {
    let site = Site::start();
    site.hold("service-worker.js");
    let page =
        Page::visit(&site, &site.url("/v1/first-item-added/outbox/8?at=4"), Visitor::DESKTOP);
    page.wait_for("#app > .stage .lane");
    let moment = page.link();
    page.press("m");
    page.wait_for("#app > .stage--matrix");
    assert!(!site.paths().iter().any(|path| path.contains("learn")));
    page.press("m");
    page.wait_for("#app > .stage .lane");
    page.press("o");
    page.wait_for(READY);
    assert!(site.paths().iter().any(|path| path.contains("learn_bg")));
    page.press("o");
    page.wait_until(&format!("location.hash === '#{moment}'"));
    page.wait_for("#app > .stage .lane");
    page.press("c");
    page.wait_for(".finder");
    // A link in a lesson opens on the page, and going back leads to the lesson.
    page.follow("/v1/learn/outbox");
    page.wait_for(READY);
    page.click(".stop__open");
    page.wait_for("#app > .stage:not(.course) .lane");
    page.back();
    page.wait_for(READY);
    site.release();
    assert_none(&page.console_errors());
}

/// A page of somebody's, with a page of the course in a frame.
fn framed(query: &str, link: &str) -> (Arc<Site>, Page) {
    let empty = env::temp_dir().join(format!("browser-tests-learn-{}", std::process::id()));
    fs::create_dir_all(&empty).expect("a temporary folder can be made");
    let (site, host) = (Site::start(), Site::of(empty));
    let src = format!("{}{query}#{link}", site.folder_url());
    let html = format!(
        "<!DOCTYPE html><html lang=en><title>Somebody's page</title><link rel=icon href='data:,'>\
         <meta name=viewport content='width=device-width'><h1>An article</h1>\
         <iframe src='{src}' title='A lesson' width=720 height=900></iframe>"
    );
    let page = Page::visit(&host, &host.page_beside("page.html", &html), Visitor::DESKTOP);
    (site, page)
}

#[test]
fn a_lesson_can_be_embedded() {
    for query in ["?embed", "embed.html"] {
        let (_site, page) = framed(query, "/v1/learn/one-message");
        let lesson = page.frame("#/v1/learn/one-message");
        lesson.wait_for(&format!("{READY}[data-bare='true'] .question"));
        let around = lesson.eval("document.querySelector('.masthead, .transport') === null");
        assert_eq!(around, true);
        // A moment opens elsewhere, so that the lesson stays.
        let open = lesson.eval(
            "(() => { const it = document.querySelector('.stop__open'); \
             return [it.target, it.rel, new URL(it.href).search].join(' '); })()",
        );
        assert_eq!(open, "_blank noopener noreferrer ");
        let (right, _) = answers("one-message")[0];
        lesson.eval(&format!(
            "document.querySelector(\"input[name='question-0'][value='{right}']\").click()"
        ));
        lesson.wait_for(".question__commit:enabled");
        lesson.eval("document.querySelector('.question__commit').click()");
        lesson.wait_for("#because-0");
        assert_none(&lesson.axe());
        assert_none(&page.console_errors());
    }
}

#[test]
fn the_course_speaks_polish_around_what_lessons_say() {
    let site = Site::start();
    let address = site.url("/v1/learn").replace('#', "?lang=pl#");
    let page = Page::visit(&site, &address, Visitor::DESKTOP);
    page.wait_for(READY);
    assert!(page.text(".course__go").starts_with("Zacznij"), "{}", page.text(".course__go"));
    assert_eq!(page.attribute(".map__lessons", "lang").as_deref(), Some("en"));
    // A lesson is all English, also what is drawn later than the page around it.
    page.follow("/v1/learn/first-item-added");
    page.wait_for("article.course__text[lang='en'] .lane__name");
    assert_eq!(page.text(".lane__name"), "Current state");
    let next = page.text(".stop__controls .button--main").replace('\n', " ");
    assert_eq!(next, "Next step");
    assert_none(&page.axe());
}
