//! A talk in a real browser: a clicker drives it, the speaker's window follows, all of it fits.

use browser_tests::{Page, Visitor, assert_none};

const TALK: &str = "/v1/stage/talk.24/first-item-added/current-state/7.refused.14?at=0";

fn on_stage(link: &str, visitor: Visitor) -> Page {
    let page = Page::open(link, visitor);
    page.wait_for(".live .lane");
    page
}

/// Presses a key that goes somewhere, and waits until the page is there.
fn step(page: &Page, key: &str) {
    let before = page.link();
    page.press(key);
    page.wait_until(&format!("location.hash !== {:?}", format!("#{before}")));
    page.rest();
}

fn place(page: &Page) -> String {
    page.text(".live__place")
}

fn text(of: &str) -> String {
    String::from(of)
}

#[test]
fn a_clicker_drives_a_deck_and_nothing_surprises() {
    let page = Page::open("", Visitor::PROJECTOR);
    page.wait_for("#app > .stage .lane");
    // From the first screen, by keys alone: the decks, and the first button there is to present.
    page.press("k");
    page.wait_for(".deck");
    page.eval("document.querySelector('.button--main').focus()");
    page.press("Enter");
    page.wait_for(".live .card");
    assert_eq!((page.link(), place(&page)), (text("/v1/stage/talk.1"), text("1 / 32")));
    // A press for a slide of words, and a sentence a press of a run: to the next slide, and back to
    // the end of this one.
    for slide in 2..=5 {
        step(&page, "PageDown");
        assert_eq!(place(&page), format!("{slide} / 32"));
    }
    let mut presses = 0;
    while place(&page) == "5 / 32" && presses < 20 {
        step(&page, "PageDown");
        presses += 1;
    }
    assert_eq!((place(&page).as_str(), presses > 3), ("6 / 32", true), "{presses} presses");
    step(&page, "PageUp");
    assert_eq!(place(&page), "5 / 32");
    let end = page.link();
    // Blank and back; F5 is safe; Escape never leaves; a key that is held is pressed once.
    for key in [".", "b"] {
        page.press(key);
        page.wait_for(".live__blank");
        page.press(key);
        page.wait_until("!document.querySelector('.live__blank')");
    }
    page.reload();
    page.wait_for(".live .lane");
    assert_eq!((page.link(), place(&page)), (end.clone(), text("5 / 32")));
    page.press_all(&["Escape", "Escape"]);
    assert!(page.exists(".live"));
    page.eval(
        "for (let count = 0; count < 9; count++) dispatchEvent(new KeyboardEvent('keydown', \
         { key: 'PageUp', repeat: count > 0, bubbles: true, cancelable: true }))",
    );
    page.wait_until(&format!("location.hash !== {:?}", format!("#{end}")));
    step(&page, "PageDown");
    assert_eq!(page.link(), end, "nine repeats of one press went back one sentence");
    // A digit is a slide; the way out is where the talk came from.
    step(&page, "8");
    assert_eq!(place(&page), "8 / 32");
    page.press("Shift+P");
    page.wait_for("#app > .stage:not(.live) .lane");
    let left = "/v1/confirm-order/persist-then-publish/4.refused.4.refused.4.refused?send=1&at=0";
    assert_eq!(page.link(), left);
    assert_none(&page.console_errors());
}

/// The screen does not sleep during a talk, and may sleep after it.
#[test]
fn the_screen_stays_awake() {
    let page = Page::open("", Visitor::PROJECTOR);
    page.prepare(
        "window.locks = []; Object.defineProperty(navigator, 'wakeLock', { value: { \
         request: async (kind) => { locks.push(kind); \
         return { release: async () => { locks.push('released') } } } } })",
    );
    page.reload();
    page.wait_for("#app > .stage .lane");
    page.press("p");
    page.wait_for(".live .lane");
    page.wait_until("locks.join() === 'screen'");
    page.press("Shift+P");
    page.wait_until("locks.join() === 'screen,released'");
}

#[test]
fn two_windows_show_the_same_moment() {
    let stage = on_stage(TALK, Visitor::PROJECTOR);
    let speaker = stage.open_beside(
        &stage.site().url(&TALK.replace("/stage/", "/speaker/").replace("talk.24", "talk.5")),
        Visitor::DESKTOP,
    );
    speaker.wait_for(".speaker");
    // It comes to where the stage is, whatever it was opened with.
    speaker
        .wait_until("document.querySelector('.masthead__name').innerText.includes('never comes')");
    speaker.press("PageDown");
    stage.wait_until("location.hash.endsWith('at=1')");
    speaker.wait_until("location.hash.endsWith('at=1')");
    stage.press("PageDown");
    speaker.wait_until("location.hash.endsWith('at=5')");
    speaker.press(".");
    stage.wait_for(".live__blank");
    speaker.wait_for(".speaker__tools [aria-pressed='true']");
    speaker.press("8");
    stage.wait_until("document.querySelector('.live__place').innerText === '8 / 32'");
    assert!(!stage.exists(".live__blank"));
    speaker.wait_until("document.querySelector('.speaker__text').innerText.includes('swap')");
    // The clock goes by itself, and the talk's time from its first step on, until it is stopped.
    assert_eq!(speaker.texts(".speaker__time")[0].len(), 5);
    speaker.wait_until("document.querySelector('b.speaker__time').innerText > '00:01'");
    let clock = ".speaker__head button";
    assert_eq!(speaker.text(clock), "Stop the clock");
    speaker.eval(&format!("document.querySelector({clock:?}).click()"));
    let stopped = format!("document.querySelector({clock:?}).innerText === 'Start the clock'");
    speaker.wait_until(&stopped);
    assert_none(&stage.console_errors());
    assert_none(&speaker.console_errors());
}

/// Every moment of every slide is on the screen as a whole, and its smallest words can be read.
#[test]
fn all_of_the_stage_is_on_the_screen() {
    let mut faults = Vec::new();
    for (width, height) in [(1280, 720), (1920, 1080), (1024, 768)] {
        let page = Page::open("/v1/stage/talk.1", Visitor::PROJECTOR.sized(width, height));
        page.wait_for(".live .card");
        for slide in 1..=32 {
            assert_eq!(place(&page), format!("{slide} / 32"));
            page.press("End");
            page.rest();
            if page.exists(".live .card") {
                step(&page, if slide < 32 { "PageDown" } else { "PageUp" });
                continue;
            }
            let cut = page.eval(
                "(() => { const live = document.querySelector('.live'); \
                  const all = [...live.querySelectorAll('.lane, .headline, .live__progress')] \
                    .map((it) => it.getBoundingClientRect()); \
                  const type = parseFloat(getComputedStyle(live.querySelector( \
                    '.deliveries__row th')).fontSize); \
                  return [all.some((it) => it.bottom > innerHeight + 1), \
                    all.some((it) => it.right > innerWidth + 1), \
                    [...live.querySelectorAll('.picture')] \
                      .some((it) => it.scrollWidth > it.clientWidth + 1), \
                    type / innerHeight < 0.016, \
                    [...live.querySelectorAll('.letter, .rail__word')].some((it) => { \
                      const width = (part) => \
                        it.querySelector(part).getBoundingClientRect().width; \
                      return width('text') > width('rect') - 4; })].join() })()",
            );
            if cut != "false,false,false,false,false" {
                faults.push(format!("{width}x{height}, {}: {cut}", page.link()));
            }
            // At the end of a run the next press is the next slide.
            step(&page, "PageDown");
        }
    }
    assert_none(&faults);
}

/// All words of a slide are on the screen, as large as they can be, and what lies over them is not:
/// nothing is scrolled on a laptop, a projector or a phone.
#[test]
fn all_words_are_on_the_screen() {
    let mut faults = Vec::new();
    for (width, height, least) in [
        (1280, 720, 0.033),
        (1440, 900, 0.033),
        (1920, 1080, 0.033),
        (390, 844, 0.014),
        (844, 390, 0.03),
    ] {
        let page = Page::open("/v1/stage/talk.1", Visitor::PROJECTOR.sized(width, height));
        page.wait_for(".live .card");
        for slide in 1..=32 {
            page.follow(&format!("/v1/stage/talk.{slide}"));
            page.wait_until(&format!(
                "document.querySelector('.live__place').innerText === '{slide} / 32'"
            ));
            page.rest();
            if !page.exists(".live .card") {
                continue;
            }
            let found = page.eval(
                "(() => { const live = document.querySelector('.live'); \
                  const all = [...live.querySelectorAll('.card, .card *')]; \
                  const boxes = all.map((it) => it.getBoundingClientRect()); \
                  const type = (it) => parseFloat(getComputedStyle(it).fontSize); \
                  const words = [...live.querySelectorAll('.card :is(h1, p, code)')].map(type); \
                  return [boxes.some((it) => it.bottom > innerHeight + 1 || it.top < -1), \
                    boxes.some((it) => it.right > innerWidth + 1 || it.left < -1), \
                    live.scrollHeight > innerHeight + 1, \
                    all.some((it) => it.scrollWidth > it.clientWidth + 1 \
                      && it.matches('.card__code')), \
                    type(live.querySelector('.live__tools button')) > innerHeight / 20, \
                    Math.min(...words) / innerHeight].join() })()",
            );
            let found = found.as_str().unwrap_or_default();
            let (cut, type_size) = found.rsplit_once(',').unwrap_or_default();
            let is_small = type_size.parse::<f64>().is_ok_and(|size| size < least);
            if cut != "false,false,false,false,false" || is_small {
                faults.push(format!("{width}x{height}, slide {slide}: {found}"));
            }
        }
    }
    assert_none(&faults);
}

/// Type is fitted to the run: stepping through it changes neither its size nor where the pictures
/// are, forward or back. Another run may have another.
#[test]
fn nothing_jumps_while_a_run_is_told() {
    let mut faults = Vec::new();
    for (width, height) in [(1280, 720), (1920, 1080)] {
        let page = on_stage(TALK, Visitor::PROJECTOR.sized(width, height));
        for slide in ["5", "8", "15"] {
            for digit in slide.split_terminator("").skip(1) {
                page.press(digit);
            }
            page.wait_until(&format!(
                "document.querySelector('.live__place').innerText === '{slide} / 32'"
            ));
            page.press("Home");
            page.rest();
            let look = "[document.documentElement.style.fontSize, \
                 document.documentElement.dataset.layout, \
                 ...[...document.querySelectorAll('.lane')].map((it) => { \
                 const { left, top } = it.getBoundingClientRect(); \
                 return `${Math.round(left)}, ${Math.round(top)}`; })].join(' ')";
            let first = page.eval(look);
            let last = "document.querySelector('.live__progress').position === 1";
            while page.eval(last) != true {
                step(&page, "PageDown");
                let now = page.eval(look);
                if now != first {
                    faults.push(format!("{width}x{height}, {}: {first} {now}", page.link()));
                }
            }
            assert!(!page.exists(".live__trials"), "what was measured is gone");
        }
    }
    assert_none(&faults);
}

/// One approach alone and four of them fill the screen: from edge to edge, with pictures as high as
/// there is room, and with type as large as that allows.
#[test]
fn one_and_four_approaches_use_the_screen() {
    let one = "/v1/stage/-/first-item-added/outbox/8.refused.16";
    let four = "/v1/stage/-/first-item-added/current-state/7.refused.14\
                ?with=historic-state+outbox+tokens";
    let mut faults = Vec::new();
    for (link, least) in [(one, 0.0235), (four, 0.014)] {
        for (width, height) in [(1280, 720), (1920, 1080)] {
            let page = on_stage(link, Visitor::PROJECTOR.sized(width, height));
            page.rest();
            let size = page.eval("parseFloat(document.documentElement.style.fontSize)");
            let size = size.as_f64().unwrap_or_default() / f64::from(height);
            let used = page.eval(
                "(() => { const boxes = (of) => [...document.querySelectorAll(of)] \
                    .map((it) => it.getBoundingClientRect()); \
                  const extent = (all, from, to) => Math.max(...all.map((it) => it[to])) \
                    - Math.min(...all.map((it) => it[from])); \
                  return [extent(boxes('.lane, .headline__text'), 'left', 'right') / innerWidth, \
                    extent(boxes('.lane'), 'left', 'right') / innerWidth, \
                    extent(boxes('.lane, .headline__text'), 'top', 'bottom') / innerHeight]; })()",
            );
            let used = [0, 1, 2].map(|at| used[at].as_f64().unwrap_or_default());
            // The sentence has the rest of the width, where it stands beside the picture.
            if size < least || used[0] < 0.95 || used[1] < 0.6 || used[2] < 0.75 {
                faults.push(format!("{width}x{height} {link}: type {size}, used {used:?}"));
            }
        }
    }
    assert_none(&faults);
}

/// In front of an audience, the keys are readable, and what can go wrong is a line of plain words.
#[test]
fn what_opens_on_stage_is_plain() {
    let page = on_stage(TALK, Visitor::PROJECTOR);
    page.press("?");
    page.wait_for(".sheet");
    page.rest();
    let overlaps = "[...document.querySelectorAll('.sheet li')].filter((it) => \
         it.scrollWidth > it.clientWidth + 1).map((it) => it.innerText).join('; ')";
    assert_eq!(page.eval(overlaps), "");
    page.press("Escape");
    step(&page, "PageDown");
    page.press("f");
    page.wait_until("document.activeElement.matches('.fate')");
    page.rest();
    let share = page.eval("document.querySelector('.fates').offsetHeight / innerHeight");
    assert!(share.as_f64() < Some(0.2), "{share}");
    assert!(page.text(".fate").len() < 20, "{}", page.text(".fate"));
    let before = page.link();
    page.press_all(&["ArrowRight", "Enter"]);
    page.wait_until(&format!("location.hash !== {:?}", format!("#{before}")));
    assert!(!page.exists(".fates"));
    page.press("u");
    page.wait_until(&format!("location.hash === {:?}", format!("#{before}")));
}

/// The speaker is told that the audience sees nothing, whether the stage was left or its window was
/// closed, and that it is back.
#[test]
fn the_speaker_notices_that_the_audience_is_gone() {
    let stage = on_stage(TALK, Visitor::PROJECTOR);
    let speaker = stage
        .open_beside(&stage.site().url(&TALK.replace("/stage/", "/speaker/")), Visitor::DESKTOP);
    speaker.wait_for(".speaker");
    speaker.wait_until("location.hash.endsWith('at=0')");
    let alone = "document.querySelector('.speaker__alone') !== null";
    let together = "document.querySelector('.speaker__alone') === null";
    stage.press("Shift+P");
    speaker.wait_until(alone);
    assert!(speaker.text(".speaker__alone").contains("Open it again"));
    stage.press("p");
    speaker.wait_until(together);
    let again = stage.site().url(&stage.link());
    stage.go(&format!("{}redelivery.webmanifest", stage.site().folder_url()));
    speaker.wait_until(alone);
    stage.go(&again);
    speaker.wait_until(together);
    // And killed, without a word.
    drop(stage);
    speaker.wait_until(alone);
    assert_none(&speaker.console_errors());
}

#[test]
fn axe_finds_nothing_wrong_with_talks() {
    let mut faults = Vec::new();
    let speaker = TALK.replace("/stage/", "/speaker/");
    let words = ["/v1/stage/talk.9", "/v1/stage/talk.19", "/v1/stage/talk.23"];
    let words = words.map(|link| (link, ".live .card", ""));
    let pages =
        [(TALK, ".live", "q"), (&*speaker, ".speaker", "?"), ("/v1/deck/talk", ".deck", "")];
    let pages = [&pages[..], &words].concat();
    for (link, ready, key) in pages {
        for visitor in Visitor::EVERY_LOOK {
            let page = Page::open(link, visitor);
            page.wait_for(ready);
            if !key.is_empty() {
                page.press(key);
            }
            if link.contains("/stage/") {
                // The tools, which lie over the picture, are gone after three seconds.
                page.wait_until("document.documentElement.dataset.still === 'yes'");
            }
            page.rest();
            // On a phone the stage's tools, seen or not, lie over the first approach's name.
            let covered = "target-size (serious): #approach-0:";
            let lies_under =
                |fault: &str| link == TALK && visitor.touch && fault.starts_with(covered);
            let found = page.axe().into_iter().filter(|fault| !lies_under(fault));
            faults.extend(found.map(|fault| format!("{visitor:?} {link}: {fault}")));
            let wide = "document.documentElement.scrollWidth > innerWidth";
            if page.eval(wide) == true {
                faults.push(format!("{visitor:?} {link}: wider than the screen"));
            }
        }
    }
    assert_none(&faults);
}

/// A deck is made, and is there the next time; a device that keeps nothing says so.
#[test]
fn a_deck_is_kept_and_printed_a_slide_a_page() {
    let page = Page::open("/v1/deck/talk", Visitor::DESKTOP);
    page.wait_for(".deck");
    let press = |name: &str| {
        page.eval(&format!(
            "[...document.querySelectorAll('button')] \
             .find((it) => it.innerText === {name:?}).click()"
        ));
    };
    page.eval("window.print = () => {}");
    press("Print the handout");
    page.wait_for(".deck__picture .lane");
    assert_eq!(page.sheets(), 32, "a slide a page");
    page.eval("dispatchEvent(new Event('afterprint'))");
    page.wait_until("!document.querySelector('.deck__picture')");
    press("Make a copy");
    page.wait_for("textarea");
    let write = |field: &str, text: &str| {
        page.eval(&format!(
            "(() => {{ const field = document.querySelector({field:?}); field.value = {text:?}; \
             field.dispatchEvent(new Event('change', {{ bubbles: true }})) }})()"
        ));
    };
    write("h2 .deck__title", "Friday <img src=x onerror=alert(1)>");
    let notes = "textarea[aria-label^='Notes']";
    write(notes, "Say hello.");
    page.wait_until("document.querySelector('option:checked').innerText.startsWith('Friday <img')");
    page.eval(
        "[...document.querySelectorAll('.deck__slide button')] \
         .find((it) => it.innerText === 'Up' && it.ariaDisabled !== 'true').click()",
    );
    let second = format!("document.querySelectorAll({notes:?})[1].value");
    page.wait_until(&format!("{second} === 'Say hello.'"));
    // The words of a slide are written there as well, and are text.
    let words = "textarea[aria-label='Text of slide 1']";
    write(words, "<img src=x onerror=alert(1)>");
    page.reload();
    page.wait_for("textarea");
    assert_eq!(page.eval(&second), "Say hello.");
    let words = page.eval(&format!("document.querySelector({words:?}).value"));
    assert_eq!(words, "<img src=x onerror=alert(1)>");
    assert!(!page.exists("img"), "a title is text");
    assert_none(&page.console_errors());
}
