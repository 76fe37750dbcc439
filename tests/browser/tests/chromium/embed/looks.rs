//! What figures look like in the widths that pages leave room for.

use browser_tests::{Visitor, assert_none};

use super::{EXAMPLE, TALK, figure, iframe, page_with};

/// The three widths that pages leave room for, in both themes: nothing is cut, nothing scrolls
/// sideways, the controls are in sight, and a checker of accessibility finds nothing wrong.
#[test]
fn nothing_is_cut_at_any_width() {
    let mut faults = Vec::new();
    for (width, theme) in [358, 464, 720].into_iter().flat_map(|it| [(it, "light"), (it, "dark")]) {
        for (controls, link) in
            [("full", TALK), ("min", "/v1/process-manager/outbox/"), ("none", TALK)]
        {
            let query = format!("?theme={theme}&controls={controls}");
            let visitor = Visitor::DESKTOP.sized(width, 700);
            let (_site, page) = page_with(&iframe(&query, link, width, 700), visitor);
            let figure = figure(&page);
            page.rest();
            let cut = figure.eval(
                "(() => { const wide = document.documentElement.scrollWidth > innerWidth; \
                 const names = '.headline__text, .front, .verdict, .chip, .rail__tile, \
                 .dock button, .lane__name, .picture, .deliveries__row th'; \
                 const cut = [...document.querySelectorAll(names)].filter((it) => \
                 it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1); \
                 const out = [...document.querySelectorAll('.dock button')].filter((it) => { \
                 const { width, bottom, right } = it.getBoundingClientRect(); \
                 return width > 0 && (bottom > innerHeight || right > innerWidth); }); \
                 return [...(wide ? ['the page'] : []), ...[...cut, ...out].map((it) => \
                 it.className + ': ' + it.innerText)].join('; '); })()",
            );
            if cut != "" {
                faults.push(format!("{width} {theme} {controls}: cut: {cut}"));
            }
            let scheme = figure.eval("getComputedStyle(document.body).colorScheme");
            assert_eq!(scheme, theme);
            let found = figure.axe();
            faults.extend(found.iter().map(|fault| format!("{width} {theme} {controls}: {fault}")));
        }
    }
    assert_none(&faults);
}

/// As the documentation says, and as the lines are that the site shares.
#[test]
fn nothing_has_to_be_scrolled_in_a_high_frame() {
    for (width, height) in [(358, 820), (464, 720), (720, 720)] {
        let visitor = Visitor::DESKTOP.sized(width, height);
        let (_site, page) = page_with(&iframe("", TALK, width, height), visitor);
        let figure = figure(&page);
        page.rest();
        let fits = figure.eval("document.documentElement.scrollHeight");
        assert!(fits.as_u64() <= Some(u64::from(height)), "{width}: {fits}");
        page.wait_until("events().some((it) => it.eventName === 'resize')");
        let told = page.eval("events().findLast((it) => it.eventName === 'resize').height");
        assert!(told.as_u64() <= Some(u64::from(height)) && told.as_u64() > Some(600), "{told}");
    }
}

#[test]
fn a_wide_frame_compares_and_a_narrow_one_lets_choose() {
    let shown = "[...document.querySelectorAll('.lane')].filter((it) => it.offsetWidth > 0) \
                 .map((it) => it.dataset.approach).join()";
    let (_site, page) = page_with(&iframe("", TALK, 720, 800), Visitor::DESKTOP);
    assert_eq!(figure(&page).eval(shown), "current-state,historic-state");
    let (_site, page) = page_with(&iframe("", TALK, 358, 800), Visitor::PHONE);
    let figure = figure(&page);
    assert_eq!(figure.eval(shown), "current-state");
    figure.eval("document.querySelector('.front:nth-child(2)').click()");
    figure.wait_until(&format!("({shown}) === 'historic-state'"));
}

/// The element keeps a place from the start, grows to what the figure needs, and never shrinks; a
/// height that is said stays, and with `autosize` it is exactly as high as the figure.
#[test]
fn the_element_is_as_high_as_its_figure_needs() {
    let height = |attributes: &str, width: u32| {
        let element = format!(
            "<script src='{EXAMPLE}redelivery-embed.js'></script>\
             <redelivery-figure moment='{TALK}' {attributes}></redelivery-figure>"
        );
        let (_site, page) = page_with(&element, Visitor::DESKTOP.sized(width, 900));
        figure(&page);
        page.wait_until("events().some((it) => it.eventName === 'resize')");
        page.rest();
        let told = page.eval("events().findLast((it) => it.eventName === 'resize').height");
        let is = page.eval("document.querySelector('iframe').offsetHeight");
        (told.as_u64().unwrap_or_default(), is.as_u64().unwrap_or_default())
    };
    let (told, is) = height("", 464);
    assert!(told <= 720 && is == 720, "{told} {is}");
    let (told, is) = height("", 330);
    assert!(told > 720 && is == told, "{told} {is}");
    assert_eq!(height("height='600'", 330).1, 600);
    let (told, is) = height("autosize", 464);
    assert_eq!((is, is < 720), (told, true));
}
