//! What a figure takes from the page around it, which is nothing, and what its keys do there.

use browser_tests::{Page, Visitor, assert_none};

use super::{READY, TALK, figure, iframe, page_with, step, wait_for_step};

/// A figure takes no focus when it opens, nor when it is driven; it does not scroll its host,
/// leaves nothing in its history, and loads neither the rest of the site nor the desk.
#[test]
fn a_figure_takes_nothing_from_its_page() {
    let high = "<p style='height:1500px'>An article.</p>";
    let frame = iframe("", TALK, 464, 700);
    let (site, page) = page_with(&[high, &frame, high].concat(), Visitor::DESKTOP);
    let figure = figure(&page);
    let undisturbed = "document.activeElement === document.body && scrollY === 0";
    assert_eq!(page.eval(undisturbed), true);
    let before = page.eval("history.length");
    for method in ["first", "next", "next", "last", "reset"] {
        page.eval(&format!("post({{method: {method:?}, args: []}})"));
    }
    page.eval("post({method: 'setStrategy', args: ['outbox']})");
    figure.wait_until("location.hash.startsWith('#/v1/first-item-added/outbox/')");
    page.rest();
    assert_eq!(page.eval(undisturbed), true);
    assert_eq!(page.eval("history.length"), before);
    let heavy = |path: &String| ["whole", "desk", "redelivery-"].iter().any(|it| path.contains(it));
    let heavy: Vec<String> = site.paths().into_iter().filter(heavy).collect();
    assert_none(&heavy);
    assert_none(&page.console_errors());
}

/// While nobody sees it, a figure that plays rests, and goes on when it is seen again.
#[test]
fn it_rests_out_of_sight() {
    let body =
        [&iframe("", &format!("{TALK}&at=0"), 464, 500), "<p style='height:3000px'>Text.</p>"]
            .concat();
    let (_site, page) = page_with(&body, Visitor::DESKTOP);
    let figure = figure(&page);
    page.eval("post('{\"method\":\"play\"}')");
    wait_for_step(&figure, 1);
    page.eval("scrollTo(0, 2500)");
    figure.wait_until("document.querySelector('[aria-label=\"Play\"]') !== null");
    let rests = step(&figure);
    page.eval("new Promise((done) => setTimeout(done, 1500))");
    assert_eq!(step(&figure), rests);
    page.eval("scrollTo(0, 0)");
    figure.wait_until(&format!("document.querySelector('.scrubber__input').value > {rests}"));
}

/// A host that takes the frame away and brings it back finds the same moment in it.
#[test]
fn what_was_on_show_comes_back_with_the_frame() {
    let (_site, page) = page_with(&iframe("?id=one", TALK, 464, 600), Visitor::DESKTOP);
    let again = |page: &Page| {
        page.eval(
            "said.length = 0; (() => { const frame = document.querySelector('iframe'); \
             const copy = frame.cloneNode(); frame.replaceWith(copy); })()",
        );
    };
    figure(&page);
    page.eval("post('{\"method\":\"seek\",\"args\":[5]}')");
    wait_for_step(&page.frame("embed.html"), 5);
    again(&page);
    wait_for_step(&figure(&page), 5);
    // Under another name it begins where the author wants it to.
    page.eval(
        "(() => { const it = document.querySelector('iframe'); \
         it.src = it.src.replace('one', 'two'); })()",
    );
    page.frame("id=two").wait_for(READY);
    wait_for_step(&page.frame("id=two"), 24);
}

#[test]
fn the_sites_own_address_leads_to_the_figure() {
    let frame = iframe("", TALK, 464, 600).replace("embed.html#", "?embed&amp;theme=dark#");
    let (_site, page) = page_with(&frame, Visitor::DESKTOP);
    let figure = figure(&page);
    assert_eq!(figure.eval("location.search"), "?embed&theme=dark");
    assert_eq!(figure.eval("document.documentElement.dataset.theme"), "dark");
    let away = figure.eval(
        "(() => { const it = document.querySelector('.away'); \
         return [it.href, it.target, it.rel].join(' '); })()",
    );
    let away = away.as_str().unwrap_or_default();
    assert!(away.ends_with(&format!("/redelivery/#{TALK} _blank noopener")), "{away}");
    for key in ["m", "g", "c", "w", "s", "?", "t"] {
        figure.eval(&format!("dispatchEvent(new KeyboardEvent('keydown', {{ key: {key:?} }}))"));
    }
    page.rest();
    assert_eq!(
        figure.eval("document.querySelector('.stage--matrix, .finder, .sheet') === null"),
        true
    );
}

/// By keys alone, on another origin and in the narrowest frame: F opens the menu of the step on
/// show, arrows move in it, Escape gives the focus back, Enter lets the step fail.
#[test]
fn a_step_fails_by_keys_and_stays_in_sight() {
    let link = format!("{TALK}&at=3");
    let (_site, page) = page_with(&iframe("", &link, 358, 600), Visitor::PHONE);
    let figure = figure(&page);
    page.eval("document.querySelector('iframe').focus()");
    figure.wait_until("document.hasFocus()");
    let focused = "document.activeElement.closest('.fate')?.querySelector('b').innerText";
    let sees = |what: &str| {
        let in_sight = "(() => { const at = document.querySelectorAll(\".step[data-time='now']\"); \
             const step = [...at].find((it) => it.offsetWidth > 0).getBoundingClientRect(); \
             const dock = document.querySelector('.dock').getBoundingClientRect(); \
             return step.top >= 0 && step.bottom <= dock.top + 1 ? 'in sight' : \
             [step.top, step.bottom, dock.top].join(); })()";
        assert_eq!(figure.eval(in_sight), "in sight", "{what}");
    };
    // From nowhere, and from a button that has the focus.
    for selector in [None, Some(".transport__forward")] {
        if let Some(selector) = selector {
            figure.eval(&format!("document.querySelector({selector:?}).focus()"));
        }
        page.press("f");
        figure.wait_until(&format!("({focused}) === 'It works'"));
        page.rest();
        sees("the step, above the menu");
        page.press("ArrowDown");
        let next = figure.eval(focused);
        assert!(next.as_str().is_some_and(|next| next != "It works"), "{next}");
        page.press("ArrowUp");
        figure.wait_until(&format!("({focused}) === 'It works'"));
        page.press("Escape");
        figure.wait_until("document.querySelector('.fates') === null");
        let back = selector.unwrap_or("body");
        figure.wait_until(&format!("document.activeElement.matches({back:?})"));
        assert_eq!(figure.eval("document.hasFocus()"), true);
    }
    assert_eq!(figure.eval("location.hash"), format!("#{link}"));
    page.press("f");
    figure.wait_until(&format!("({focused}) === 'It works'"));
    page.press("ArrowDown");
    figure.wait_until(&format!("({focused} ?? 'It works') !== 'It works'"));
    page.press("Enter");
    page.wait_until("events().some((it) => it.eventName === 'faultarmed')");
    figure.wait_until("document.querySelector('.fates') === null");
    figure.wait_until("document.activeElement.matches('.step') && document.hasFocus()");
    page.rest();
    sees("the step that fails");
    // The focus goes back to the page with Escape, and only then.
    page.press("Escape");
    figure.wait_until("!document.hasFocus()");
    assert_none(&page.console_errors());
}

/// A figure of some steps, on another origin: keys hand the focus back at the first and the last of
/// them, and steps that the run does not have are told.
#[test]
fn a_figure_of_some_steps_hands_keys_back_at_its_ends() {
    let frame = iframe("?from=3&to=5", &format!("{TALK}&at=3"), 464, 700);
    let (_site, page) = page_with(&frame, Visitor::DESKTOP);
    let figure = figure(&page);
    page.eval("document.querySelector('iframe').focus()");
    for (key, step) in [("ArrowRight", 4), ("PageDown", 5), ("ArrowLeft", 4), ("PageUp", 3)] {
        page.press(key);
        wait_for_step(&figure, step);
    }
    let slider =
        "(({ min, max }) => [min, max].join())(document.querySelector('.scrubber__input'))";
    assert_eq!(figure.eval(slider), "3,5");
    let orders = "said.filter((it) => it === '{\"method\":\"prev\"}').length";
    assert_eq!(page.eval(orders), 0);
    page.press("ArrowLeft");
    page.wait_until(&format!("{orders} === 1"));
    figure.wait_until("!document.hasFocus()");
    assert_eq!(step(&figure), "3");
    let (_site, page) = page_with(&iframe("?from=9&to=99", TALK, 464, 700), Visitor::DESKTOP);
    let figure = super::figure(&page);
    figure.wait_until("document.querySelector('.notice').innerText.includes('steps 9 to 99')");
    assert_eq!(figure.eval(slider), "0,24");
    assert_none(&figure.axe());
}
