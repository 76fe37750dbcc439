//! The course in a real browser: a lesson by keyboard alone, challenges of every kind, progress
//! that stays, phones, and somebody's page around a lesson.

use std::env;
use std::fs;
use std::sync::Arc;

use browser_tests::{Page, Site, Visitor, assert_none};
use redelivery::course::{Answer, Lesson, lesson};
use serde_json::Value;

/// The program with the course has drawn the page.
const READY: &str = "#app > .stage.course";
const TITLE_HAS_FOCUS: &str = "document.activeElement.matches('[data-title]')";
const PAGES: [&str; 8] = [
    "/v1/learn",
    "/v1/learn/one-message",
    "/v1/learn/historic-state",
    "/v1/challenge/the-unsent-bill",
    "/v1/challenge/more-pierogi",
    "/v1/challenge/store-first",
    "/v1/challenge/whose-trace-is-it",
    "/v1/words/at-least-once",
];

fn open(link: &str, visitor: Visitor) -> Page {
    let page = Page::open(link, visitor);
    page.wait_for(READY);
    page
}

/// The place of the right answer to each question of a lesson, and how many answers there are.
fn answers(name: &str) -> Vec<(usize, usize)> {
    let listed = lesson(name).expect("there is such a lesson");
    let lesson = Lesson::read(listed.text).expect("it is read");
    let place = |question: &redelivery::course::Question| {
        let (right, choices) = (question.right(), question.choices());
        let is_right = |answer: &Answer| Some(answer) == right.as_ref();
        (choices.iter().position(is_right).expect("one is right"), choices.len())
    };
    lesson.questions().map(place).collect()
}

/// Presses `key` until the focus is on something that fits.
#[track_caller]
fn press_until(page: &Page, key: &str, selector: &str) {
    let is_there = format!("document.activeElement.matches({selector:?})");
    for _ in 0..60 {
        if page.eval(&is_there) == true {
            return;
        }
        page.press(key);
    }
    let found = page.eval("document.activeElement.outerHTML.slice(0, 200)");
    panic!("{key} does not lead to {selector}: {found}");
}

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
        let is_seen = "document.querySelector('.question__met > p').innerText.includes('Now')";
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
    assert_eq!(page.text(".course__go"), "Go on with lesson 2");
    assert_none(&page.console_errors());
}

/// Looks at all of the run that has met a wrong answer.
#[track_caller]
fn look_at_the_run(page: &Page, index: usize) {
    page.wait_for(&format!("[data-picture='really-{index}']"));
    page.click(&format!("[data-picture='really-{index}'] [aria-label='Last step']"));
    page.wait_until("document.querySelector('.question__met > p').innerText.includes('Now')");
}

/// Answers question `index` of the lesson on show by the mouse.
#[track_caller]
fn answer(page: &Page, index: usize, place: usize) {
    page.click(&format!("input[name='question-{index}'][value='{place}']"));
    page.wait_for(".question__commit:enabled");
    page.click(".question__commit");
}

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
    let kept = page.eval("JSON.parse(localStorage.getItem('redelivery.progress')).version");
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
    let page = open_with(include_str!("../../fixtures/progress.v0.json"));
    page.wait_for("[data-standing='done']");
    assert!(!page.exists(".notice"));
}

#[test]
fn progress_that_is_garbled_is_reported_and_kept_aside() {
    let page = open_with("{ what is this");
    assert!(page.text(".notice").contains("put aside, not deleted"), "{}", page.text(".notice"));
    assert_eq!(page.eval("localStorage.getItem('redelivery.progress.aside')"), "{ what is this");
    assert_eq!(page.eval("localStorage.getItem('redelivery.progress')"), Value::Null);
    page.reload();
    page.wait_for(READY);
    assert!(!page.exists(".notice"));
}

#[test]
fn progress_is_brought_in_as_a_file() {
    let file = env::temp_dir().join(format!("redelivery-progress-{}.json", std::process::id()));
    fs::write(&file, include_str!("../../fixtures/progress.v1.json")).expect("it can be written");
    let page = open("/v1/learn", Visitor::DESKTOP);
    page.pick(".course__keeping input[type='file']", &file);
    page.wait_for(".notice[data-tone='good']");
    page.wait_for("[data-standing='done']");
    fs::remove_file(&file).expect("it was made here");
}

/// Waits until the attempt is judged, and returns how.
#[track_caller]
fn judged(page: &Page) -> String {
    page.click(".course__tools .button--main");
    how(page)
}

#[track_caller]
fn how(page: &Page) -> String {
    page.wait_for("[data-verdict]");
    page.wait_until("document.activeElement.matches('[data-verdict]')");
    page.attribute("[data-verdict]", "data-tone").unwrap_or_default()
}

#[test]
fn a_run_is_broken() {
    let page = open("/v1/challenge/the-unsent-bill", Visitor::DESKTOP);
    assert_eq!(judged(&page), "open", "nothing is broken yet");
    for _ in 0..6 {
        page.click(".stop .button--main");
    }
    page.wait_until("document.querySelector('.stop__count').innerText.startsWith('6 /')");
    page.press("f");
    page.wait_for("[data-menu] .fate:nth-child(2)");
    page.click("[data-menu] .fate:nth-child(2)");
    page.wait_until("document.querySelector('.challenge__plan').innerText.includes('are used')");
    assert_eq!(judged(&page), "good");
    let told = page.text("[data-verdict]");
    assert!(told.starts_with("Done: from step") && told.contains("1 failure, 9 steps"), "{told}");
    page.click("[data-verdict] .button");
    page.wait_until("document.activeElement.closest('[data-picture=shortest]') !== null");
    assert_eq!(page.text("[data-picture='shortest'] .stop__count").split(' ').next(), Some("9"));
    // The next visit knows it, and shows it again.
    page.reload();
    page.wait_for(".course__solved");
    page.click(".challenge__known .button");
    assert_eq!(how(&page), "good");
    assert!(page.text(".challenge__plan").contains("OrderConfirmed"));
    assert_none(&page.console_errors());
}

/// Chooses this one of the choices, by the key that sends a form, and returns how that is judged.
#[track_caller]
fn chosen(page: &Page, place: usize) -> String {
    page.click(&format!("input[name='choice'][value='{place}']"));
    page.wait_for(".course__tools .button--main[aria-disabled='false']");
    page.wait_until("!document.querySelector('[data-verdict]')");
    page.wait_until("document.activeElement.matches('input[name=choice]:checked')");
    page.press("Enter");
    how(page)
}

/// A wrong choice is met with what `shows` fits, and the right one is right.
#[track_caller]
fn solve(challenge: &str, wrong: usize, shows: &str, right: usize) -> Page {
    let page = open(&format!("/v1/challenge/{challenge}"), Visitor::DESKTOP);
    assert_eq!(chosen(&page, wrong), "bad");
    page.wait_for(shows);
    assert_eq!(chosen(&page, right), "good");
    assert_none(&page.console_errors());
    page
}

#[test]
fn an_approach_is_chosen_after_a_wrong_one() {
    solve("more-pierogi", 0, "[data-picture='refuting'] .lane", 3);
}

#[test]
fn a_trace_is_told_apart() {
    let page = solve("whose-trace-is-it", 2, ".trace [data-differs='true']", 1);
    page.follow("/v1/learn");
    page.wait_for(".map__challenges [data-standing='done']");
}

/// By keyboard: the focus stays on the button of the step that is moved.
#[test]
fn steps_are_put_in_order_by_keyboard() {
    let page = open("/v1/challenge/store-first", Visitor::DESKTOP);
    assert_eq!(judged(&page), "bad");
    page.wait_for("[data-picture='refuting'] .lane");
    // The last step comes first, then the second of the two that follow it.
    press_until(&page, "Shift+Tab", ".order__row:nth-child(3) [aria-label^='Up']");
    page.press_all(&["Enter", "Enter"]);
    page.wait_until("document.activeElement.matches('.order__row:first-child [aria-label^=Up]')");
    press_until(&page, "Tab", ".order__row:nth-child(3) [aria-label^='Up']");
    page.press("Enter");
    page.wait_until("document.activeElement.closest('.order__row:nth-child(2)') !== null");
    assert_eq!(judged(&page), "good");
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

fn looks() -> impl Iterator<Item = Visitor> {
    [Visitor::DESKTOP, Visitor::PHONE]
        .into_iter()
        .flat_map(|visitor| [visitor, Visitor { dark: true, ..visitor }])
}

/// Every page as it opens, and with all that comes of an answer.
fn every_state(visitor: Visitor, mut look: impl FnMut(&Page, &str)) {
    for link in PAGES {
        let page = open(link, visitor);
        page.rest();
        look(&page, link);
    }
    let page = open("/v1/learn/first-item-added", visitor);
    let (right, count) = answers("first-item-added")[0];
    answer(&page, 0, (right + 1) % count);
    look_at_the_run(&page, 0);
    page.rest();
    look(&page, "a wrong answer");
    answer(&page, 0, right);
    page.wait_for("#because-0");
    page.press("s");
    page.wait_for(".dock .finder");
    page.rest();
    look(&page, "a right answer");
    let page = open("/v1/challenge/store-first", visitor);
    judged(&page);
    page.rest();
    look(&page, "a counterexample");
}

#[test]
fn axe_finds_nothing_wrong_in_the_course() {
    let mut faults = Vec::new();
    for visitor in looks() {
        every_state(visitor, |page, state| {
            faults.extend(page.axe().iter().map(|fault| format!("{visitor:?} {state}: {fault}")));
        });
    }
    assert_none(&faults);
}

#[test]
fn nothing_in_the_course_is_wider_than_the_screen() {
    let visitors = [Visitor::PHONE, Visitor::DESKTOP.sized(320, 640), Visitor::PROJECTOR];
    for visitor in visitors {
        every_state(visitor, |page, state| {
            let width = page.eval("document.documentElement.scrollWidth");
            assert!(
                width.as_u64() <= Some(u64::from(visitor.width)),
                "{visitor:?} {state} {width}"
            );
        });
    }
}

/// A wide picture is panned by a finger: what holds it scrolls, and nothing above it is in the way.
#[test]
fn a_finger_pans_a_wide_picture_and_steps_it() {
    let page = open("/v1/learn/first-item-added", Visitor::PHONE.sized(320, 640));
    page.tap(".stop [aria-label='Last step']");
    page.wait_until(
        "(() => { const [at, of] = document.querySelector('.stop__count').innerText.split(' / '); \
         return at === of; })()",
    );
    let wide = "[...document.querySelectorAll('.stop .picture')].find((it) => \
                it.scrollWidth > it.clientWidth)";
    assert_eq!(
        page.eval(&format!(
            "(() => {{ const it = {wide}; if (!it) return 'none is wide'; it.scrollLeft = 40; \
             return it.scrollLeft > 0 && getComputedStyle(it).overflowX === 'auto' && \
             getComputedStyle(it).touchAction !== 'none' && !it.closest('[inert]'); }})()"
        )),
        true
    );
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
    assert_eq!(page.attribute(".map__head a", "lang").as_deref(), Some("en"));
    assert_none(&page.axe());
}
