//! Pressing twice: while a later part of the page is on its way, and at once. Impatient people
//! do, most of all on a slow line, and a program that is started twice breaks the page.

use browser_tests::{Page, Site, Visitor, assert_none};

/// What loads a later part of the page, by key, and what is there once it is loaded.
const LATER: [(&str, &str); 8] = [
    ("c", ".finder:not(.share)"),
    ("s", ".share"),
    ("e", "[data-export]"),
    ("m", ".matrix"),
    ("g", ".points"),
    ("k", "[data-deck]"),
    ("p", "html[data-stage]"),
    ("o", ".course"),
];

/// Where a visitor may come in: what is in sight at first, and what at last.
const ENTRANCES: [(&str, &str); 6] = [
    ("", READY),
    ("/v1/first-item-added/outbox/8.died", READY),
    ("/v1/matrix/first-item-added", ".matrix"),
    ("/v1/check/first-item-added/outbox", ".finder"),
    ("/v1/deck/talk", "[data-deck]"),
    ("/v1/learn", ".course"),
];

const READY: &str = "#app > .stage .lane";

/// A page of its own, and everything that comes after its first part held back.
fn open_and_hold(link: &str, visitor: Visitor) -> (Page, impl Fn()) {
    let site = Site::start();
    let is_moment = ENTRANCES.iter().any(|(known, sign)| *known == link && *sign == READY);
    if !is_moment {
        site.hold("whole*.wasm learn*.wasm");
    }
    let page = Page::visit(&site, &site.url(link), visitor);
    page.wait_for(if is_moment { READY } else { "#app > .opening" });
    site.hold("whole*.wasm learn*.wasm");
    (page, move || site.release())
}

/// What is wrong with a page that should work: it is there once, it answers, and nothing
/// complained.
fn faults(page: &Page, what: &str) -> Vec<String> {
    page.wait_until_idle();
    let mut faults = page.console_errors();
    let count = |selector: &str| {
        page.eval(&format!("document.querySelectorAll('{selector}').length")).as_u64()
    };
    if count("#app") != Some(1) || count("main").is_none_or(|mains| mains > 1) {
        faults.push(format!("{:?} apps, {:?} mains", count("#app"), count("main")));
    }
    if page.eval("!document.getElementById('crash').hidden") == true {
        faults.push(String::from("it broke"));
    }
    // Only a program that runs changes the look.
    let look = "document.documentElement.dataset.theme";
    let before = page.eval(look);
    // Keys in a field that has the focus are the field's own.
    page.eval("document.activeElement.blur()");
    page.press("t");
    page.press("t");
    page.rest();
    if page.eval(look) == before {
        faults.push(String::from("it does not answer"));
    }
    faults.into_iter().map(|fault| format!("{what}: {fault}")).collect()
}

/// Every key twice, and each before and after one that asks for another program: the last wish
/// counts.
#[test]
fn two_wishes_while_a_part_loads_give_the_last_one() {
    let mut found = Vec::new();
    for (first, _) in LATER {
        for (second, sign) in LATER {
            if first != second && first != "o" && second != "o" && second != "c" {
                continue;
            }
            let (page, release) = open_and_hold("", Visitor::DESKTOP);
            page.press(first);
            page.press(second);
            release();
            page.wait_for(sign);
            found.extend(faults(&page, &format!("{first}, then {second}")));
        }
    }
    assert_none(&found);
}

/// A page that was opened for something else than a moment shows that, whatever is pressed before.
#[test]
fn keys_before_anything_is_on_show_change_nothing() {
    let mut found = Vec::new();
    for (link, sign) in ENTRANCES.into_iter().filter(|(_, sign)| *sign != READY) {
        let (page, release) = open_and_hold(link, Visitor::DESKTOP);
        for (key, _) in LATER {
            page.press_all(&[key, key]);
        }
        release();
        page.wait_for(sign);
        found.extend(faults(&page, link));
    }
    assert_none(&found);
}

/// A link that is followed while another one loads is the one that opens.
#[test]
fn of_two_links_the_last_one_opens() {
    let mut found = Vec::new();
    let later = &ENTRANCES[2..];
    for ((first, _), (second, sign)) in later.iter().zip(later.iter().cycle().skip(1)) {
        let (page, release) = open_and_hold("", Visitor::DESKTOP);
        page.follow(first);
        page.follow(second);
        release();
        page.wait_for(sign);
        found.extend(faults(&page, &format!("{first}, then {second}")));
        let other = later.iter().filter(|(_, other)| other != sign);
        let shown = other.filter(|(_, other)| page.exists(other));
        found.extend(shown.map(|(link, _)| format!("{first}, then {second}: {link} is shown")));
    }
    assert_none(&found);
}

/// What can be pressed, of the many steps and lines of a list one each, as a list in the page.
const PRESSABLE: &str = "(() => { const known = new Set(); \
    return [...document.querySelectorAll('#app :is(button, a[href^=\"#\"])')].filter((it) => { \
    if (it.disabled || !it.checkVisibility()) return false; \
    const many = it.closest('.step, .listing, .telling, .strip, .verdicts'); \
    const name = many ? it.className : `${it.className} ${it.innerText}`; \
    return !known.has(name) && known.add(name); }); })()";

/// Whatever can be pressed on the page as it opens, by a mouse and twice.
#[test]
fn a_double_click_on_anything_breaks_nothing() {
    let (page, release) = open_and_hold("", Visitor::DESKTOP);
    release();
    let count = page.eval(&format!("{PRESSABLE}.length")).as_u64().unwrap_or_default();
    assert!(count > 15, "{count} things to press");
    let mut found = Vec::new();
    for index in 0..count {
        let (page, release) = open_and_hold("", Visitor::DESKTOP);
        let name = page.eval(&format!(
            "(() => {{ const it = {PRESSABLE}[{index}]; it.dataset.pressed = 'twice'; \
             it.scrollIntoView({{ block: 'center' }}); return it.innerText; }})()"
        ));
        page.double_click("[data-pressed]");
        release();
        found.extend(faults(&page, name.as_str().unwrap_or_default()));
    }
    assert_none(&found);
}

/// What is done while a part loads is still there when it has come.
#[test]
fn a_step_taken_while_a_part_loads_is_kept() {
    let (page, release) = open_and_hold("", Visitor::DESKTOP);
    page.press("Home");
    page.press("c");
    page.press("ArrowRight");
    page.press("ArrowRight");
    page.press("s");
    let link = page.link();
    release();
    page.wait_for(".share");
    assert_eq!(page.link(), link);
    assert!(page.text(".scrubber__count").starts_with("2 "), "{}", page.text(".scrubber__count"));
    assert_none(&page.console_errors());
}

/// A part that could not be loaded is asked for anew.
#[test]
fn what_failed_to_load_can_be_asked_for_again() {
    let (page, release) = open_and_hold("", Visitor::DESKTOP);
    page.site().refuse("whole*.wasm");
    page.press("c");
    release();
    page.wait_until("/could not be loaded/.test(document.querySelector('.notice')?.innerText)");
    page.press("c");
    page.wait_for(".finder");
}
