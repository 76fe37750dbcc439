//! Figures in real pages: the samples, a deck, and what the site shares.

use std::sync::Arc;

use browser_tests::{Page, Site, Visitor, assert_none, dist, reveal};

use super::{EXAMPLE, READY, TALK, host, wait_for_step};

/// What went wrong on a page of somebody's, but that it has no icon.
fn mishaps(page: &Page) -> Vec<String> {
    let mut errors = page.console_errors();
    errors.retain(|error| !error.contains("favicon"));
    errors
}

/// The sample article, as it is in the documentation.
#[test]
fn the_sample_article_works() {
    let (site, host) = (Site::start(), host());
    let html = include_str!("../../../../../docs/samples/article.html");
    let url = host.page_beside("article.html", &html.replace(EXAMPLE, &site.folder_url()));
    let page = Page::visit(&host, &url, Visitor::DESKTOP);
    page.frame("current-state").wait_for(READY);
    assert_eq!(page.eval("document.activeElement === document.body && scrollY === 0"), true);
    // The place is kept before the figure is there: what follows it does not move.
    let button = "document.querySelector('button').getBoundingClientRect().top + scrollY";
    let top = page.eval(button);
    page.click("button");
    let late = page.frame("outbox");
    late.wait_for(READY);
    late.wait_until("document.querySelector('.headline').dataset.tone === 'good'");
    assert_eq!(page.eval(button), top);
    assert_none(&mishaps(&page));
}

/// The sample deck with a real reveal.js, at its first slide.
fn deck() -> (Arc<Site>, Page) {
    let (site, host) = (Site::start(), Site::of(reveal()));
    let html = include_str!("../../../../../docs/samples/deck.html");
    let html = html.replace(EXAMPLE, &site.folder_url());
    let url = host.page_beside("some/where/redelivery/deck.html", &html);
    let page = Page::visit(&host, &url, Visitor::PROJECTOR);
    page.wait_until("window.deck?.isReady() === true");
    (site, page)
}

fn wait_for_slide(page: &Page, number: u32) {
    page.wait_until(&format!("deck.getIndices().h === {number}"));
}

/// Keys flow from the deck into the figure and out of it again, and nobody clicks.
#[test]
fn keys_flow_through_a_deck() {
    let (_site, page) = deck();
    let slide = |number: u32| wait_for_slide(&page, number);
    page.press("ArrowRight");
    slide(1);
    page.wait_until("document.querySelector('redelivery-figure').state !== undefined");
    let state = |name: &str| {
        let value = format!("document.querySelector('redelivery-figure').state.{name}");
        page.eval(&value).as_u64().expect("a number")
    };
    let is_at = |step: u64| {
        let step = format!("document.querySelector('redelivery-figure').state.step === {step}");
        page.wait_until(&step);
    };
    let (first, last) = (state("step"), state("total"));
    assert!(first + 2 < last, "{first} of {last}");
    for (index, step) in (first + 1..=last).enumerate() {
        page.press(["ArrowRight", "PageDown", "Space", "n"][index % 4]);
        is_at(step);
        slide(1);
    }
    for (key, step) in [("PageUp", last - 1), ("ArrowRight", last)] {
        page.press(key);
        is_at(step);
        slide(1);
    }
    page.press("PageDown");
    slide(2);
    page.press("ArrowLeft");
    slide(1);
    page.press("ArrowLeft");
    is_at(last - 1);
    // What the figure answers must not move the deck.
    page.eval(
        "document.querySelector('redelivery-figure').frame.contentWindow \
        .postMessage('{\"method\":\"prev\",\"args\":[]}', '*')",
    );
    is_at(last - 2);
    page.rest();
    slide(1);
    assert_none(&mishaps(&page));
}

/// Without the plugin a frame hands the keys back to the deck at its end, and with Escape.
#[test]
fn a_frame_in_a_deck_hands_keys_back() {
    let (_site, page) = deck();
    let slide = |number: u32| wait_for_slide(&page, number);
    page.eval("deck.slide(3)");
    let outbox = page.frame("outbox");
    outbox.wait_for(READY);
    page.eval("document.querySelector('iframe[data-src]').focus()");
    outbox.wait_until("document.hasFocus()");
    let number = |name: &str| {
        let value =
            outbox.eval(&format!("Number(document.querySelector('.scrubber__input').{name})"));
        u32::try_from(value.as_u64().expect("a number")).expect("a small one")
    };
    let (first, last) = (number("value"), number("max"));
    assert!(first < last, "{first} of {last}");
    for step in first + 1..=last {
        page.press("ArrowRight");
        wait_for_step(&outbox, step);
        slide(3);
    }
    page.press("ArrowRight");
    slide(4);
    // The deck has the keyboard again, and the frame, which it has taken away, its moment.
    page.wait_until("document.querySelector('iframe[data-src]').src === ''");
    page.rest();
    page.press("ArrowLeft");
    slide(3);
    outbox.wait_for(READY);
    wait_for_step(&outbox, last);
    // With Escape the deck gets the keyboard from anywhere.
    page.eval("document.querySelector('iframe[data-src]').focus()");
    outbox.wait_until("document.hasFocus()");
    page.press("ArrowLeft");
    wait_for_step(&outbox, last - 1);
    page.press("Escape");
    page.press("Home");
    slide(0);
    assert_none(&mishaps(&page));
}

/// A moment is shared from the site: what is copied there is a figure of it.
#[test]
fn what_is_shared_is_a_figure() {
    let page = Page::open(TALK, Visitor::DESKTOP);
    page.wait_for("#app > .stage .lane");
    page.press("s");
    page.wait_for("[data-sheet]");
    assert_eq!(page.texts(".share__text").len(), 3);
    page.eval(
        "(() => { const theme = document.querySelectorAll('.finder select')[1]; \
         theme.value = 'dark'; \
         theme.dispatchEvent(new Event('change', { bubbles: true })); })()",
    );
    page.wait_until(
        "document.querySelectorAll('.share__text')[1].innerText.includes('theme=dark')",
    );
    page.rest();
    assert_none(&page.axe());
    page.click(".share__snippet:nth-of-type(1) .button");
    page.eval("document.querySelectorAll('.share__snippet .button')[1].click()");
    page.wait_until("document.querySelector('.notice')?.innerText.includes('Copied')");
    let line = page.clipboard();
    assert!(line.starts_with("<iframe src=\"http"), "{line}");
    let host = host();
    let url = host.page_beside("shared.html", &format!("<!DOCTYPE html>{line}"));
    let other = Page::visit(&host, &url, Visitor::DESKTOP);
    let figure = other.frame("embed.html?theme=dark");
    figure.wait_for(READY);
    assert_eq!(figure.eval("location.hash"), format!("#{TALK}"));
    page.press("Escape");
    page.wait_until("document.querySelector('[data-sheet]') === null");
    assert!(dist().join("embed.html").is_file());
}
