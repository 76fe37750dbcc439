//! The site as one page, from a file: nothing is asked for but that file, and nothing is missing.

use std::sync::Arc;

use browser_tests::{Page, Site, Visitor, assert_none, single};

const READY: &str = "#app > .stage .lane";

/// The page from its file, `question` and `link` after its name; and a host that nobody may ask.
fn open(question: &str, link: &str) -> (Page, Arc<Site>) {
    let site = Site::start();
    let address = format!("file://{}{question}#{link}", single().display());
    let page = Page::visit(&site, &address, Visitor::DESKTOP);
    page.watch_workers();
    page.wait_for(READY);
    (page, site)
}

/// The file is all that was asked for.
fn assert_alone(page: &Page, site: &Site) {
    let requests = page.requests();
    let name = single().display().to_string();
    let others: Vec<String> =
        requests.into_iter().filter(|url| !url.starts_with(&format!("file://{name}"))).collect();
    assert_none(&others);
    assert_none(&site.paths());
    assert_none(&page.console_errors());
}

#[test]
fn one_page_from_a_file_steps_and_breaks() {
    let (page, site) = open("", "");
    page.press("Home");
    page.press_all(&["ArrowRight", "ArrowRight"]);
    page.wait_until("document.querySelector('.scrubber__count').innerText.startsWith('2 /')");
    page.press("f");
    page.wait_for("[data-menu] .fate");
    page.press("Escape");
    page.wait_until("location.hash.endsWith('at=2')");
    page.reload();
    page.wait_until("document.querySelector('.scrubber__count')?.innerText.startsWith('2 /')");
    assert_alone(&page, &site);
}

#[test]
fn one_page_from_a_file_has_the_matrix_and_finds_failures() {
    let (page, site) = open("", "");
    page.press("m");
    page.wait_for(".stage--matrix .matrix:not(.headline:has(progress) ~ .matrix)");
    assert!(page.texts(".matrix tbody tr").len() > 5);
    page.press("g");
    page.wait_for("#app > .stage .points");
    page.follow("/v1/check/first-item-added/current-state");
    page.wait_until("document.querySelector('.finder')?.innerText.includes('lost')");
    assert_alone(&page, &site);
}

#[test]
fn one_page_from_a_file_speaks_polish() {
    let (page, site) = open("?lang=pl", "");
    page.wait_until("document.querySelector('main').innerText.includes('zgubiono')");
    page.press("c");
    page.wait_until("document.querySelector('.finder')?.innerText.includes('Wiadomość zgubiona')");
    let crash = page.eval("document.querySelector('#crash h2').textContent");
    assert_eq!(crash, "Coś na tej stronie się zepsuło");
    assert_alone(&page, &site);
}

/// The course is in the file too, by link and by key, and what is learned stays.
#[test]
fn one_page_from_a_file_teaches() {
    let (page, site) = open("", "");
    page.press("o");
    page.wait_for("#app > .stage.course");
    assert_eq!(page.eval("location.hash"), "#/v1/learn");
    page.follow("/v1/learn/one-message");
    page.wait_for("[data-picture='stop-0'] .lane");
    page.click("input[type=radio]");
    page.click(".question__commit");
    page.wait_until(
        "Object.keys(localStorage).some((name) => \
         name.startsWith('redelivery file: progress lesson one-message '))",
    );
    assert_alone(&page, &site);
}

#[test]
fn nothing_else_runs_in_the_one_page() {
    let (page, _site) = open("", "");
    page.eval(
        "const script = document.createElement('script'); script.textContent = 'window.ran = 1'; \
         document.body.append(script); \
         document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')",
    );
    page.eval("fetch('https://example.invalid/').catch(() => { window.refused = true })");
    page.wait_until("window.refused === true");
    assert_eq!(page.eval("window.ran ?? 0"), 0);
    let errors = page.console_errors();
    assert!(errors.iter().all(|error| error.contains("Content Security Policy")), "{errors:#?}");
    assert!(errors.len() >= 3, "{errors:#?}");
}
