//! The built site as any visitor meets it, whatever is on the page.

use std::fs;

use browser_tests::{Page, Site, Visitor, assert_none, dist};

#[test]
fn the_page_says_its_language_and_has_a_live_region_before_any_script_runs() {
    let html = fs::read_to_string(dist().join("index.html")).expect("the site was built");
    assert!(html.contains("<html lang="), "the document has no language");
    assert!(
        html.contains("aria-live="),
        "a screen reader hears only regions that were there first"
    );
}

#[test]
fn the_page_starts_without_an_error_on_the_console() {
    let page = Page::open("", Visitor::DESKTOP);
    page.wait_until_idle();
    assert_none(&page.console_errors());
}

/// Every program that there is has been loaded then: the first part, the whole, the desk and the
/// course. None of them has anything to complain of.
#[test]
fn nothing_that_is_loaded_later_complains_on_the_console() {
    let page = Page::open("", Visitor::DESKTOP);
    page.watch_workers();
    page.reload();
    page.wait_for("#app > .stage .lane");
    page.press("e");
    page.wait_for(".exports__preview img");
    page.press("Escape");
    page.press("o");
    page.wait_for(".course");
    page.wait_until_idle();
    assert_none(&page.console_errors());
    assert_none(&page.console_warnings());
}

#[test]
fn the_page_asks_for_nothing_outside_its_own_folder() {
    let page = Page::open("", Visitor::DESKTOP);
    page.wait_until_idle();
    let folder = page.site().folder_url();
    let outside: Vec<_> =
        page.requests().into_iter().filter(|url| !url.starts_with(&folder)).collect();
    assert_none(&outside);
    // What the browser asks for by itself, such as an icon the page does not name, the page's own
    // list lacks; the host sees it.
    let base = folder.splitn(4, '/').nth(3).expect("an address has a path");
    let strays: Vec<_> = page
        .site()
        .paths()
        .into_iter()
        .filter(|path| !path.trim_start_matches('/').starts_with(base))
        .collect();
    assert_none(&strays);
}

#[test]
fn axe_finds_nothing_wrong_in_light_and_in_dark_on_a_laptop_and_on_a_phone() {
    let mut faults = Vec::new();
    for visitor in Visitor::EVERY_LOOK {
        let page = Page::open("", visitor);
        page.wait_until_idle();
        page.rest();
        faults.extend(page.axe().iter().map(|fault| format!("{visitor:?}: {fault}")));
    }
    assert_none(&faults);
}

#[test]
fn the_html_is_there_while_the_wasm_is_still_on_its_way() {
    let site = Site::start();
    site.hold(".wasm");
    let page = Page::visit(&site, &site.url(""), Visitor::DESKTOP);
    page.wait_for("[aria-live]");
    site.release();
    page.wait_until_idle();
    assert_none(&page.console_errors());
}

/// A first visit loads no approach that is wrong on purpose; a link to one loads the whole.
#[test]
fn a_link_to_an_approach_that_is_wrong_on_purpose_opens() {
    let page = Page::open("/v1/first-item-added/finish-as-mine/3", Visitor::DESKTOP);
    page.wait_for("#app > .stage .lane[data-approach='finish-as-mine']");
    page.follow("/v1/first-item-added/lost-update/3?with=outbox");
    page.wait_for(".lane[data-approach='lost-update']");
    page.follow("/v1/first-item-added/nothing/3");
    page.wait_for(".notice");
    assert!(
        page.text(".notice").contains("no approach called 'nothing'"),
        "{}",
        page.text(".notice")
    );
    assert_none(&page.console_errors());
}

/// A notice comes beside what was pressed: over the page, which stays where it is, and wholly on
/// the screen, however far one has scrolled.
#[test]
fn a_notice_moves_nothing_and_is_in_sight() {
    for visitor in [Visitor::DESKTOP, Visitor::PHONE] {
        let page = Page::open("", visitor);
        let copy = ".masthead [title^='Copy the link']";
        page.wait_for(copy);
        let top = || page.eval("document.querySelector('.lanes').getBoundingClientRect().top");
        let before = top();
        page.click(copy);
        page.wait_for(".toast");
        page.rest();
        assert_eq!(top(), before);
        let hidden = "(({ left, top, right, bottom }) => left < 0 || top < 0 || \
                      right > innerWidth || bottom > innerHeight) \
                      (document.querySelector('.toast').getBoundingClientRect())";
        assert_eq!(page.eval(hidden), false);
        page.eval("window.scrollTo(0, document.body.scrollHeight)");
        page.press("l");
        page.rest();
        assert_eq!(page.eval(hidden), false);
        assert_none(&page.console_errors());
    }
}
