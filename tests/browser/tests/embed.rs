//! Figures in somebody's page, on a host of its own: what they look like, what they take from that
//! page (nothing), what they answer, and how keys flow in and out of a real deck.

use std::env;
use std::fs;
use std::sync::Arc;

use browser_tests::{Frame, Page, Site, Visitor, assert_none, dist, reveal};
use serde_json::{Value, json};

/// The site's address in the samples.
const EXAMPLE: &str = "https://redelivery.example/";
const READY: &str = "#app > .stage--figure .lane";
const TALK: &str = "/v1/first-item-added/current-state/7.refused.14?with=historic-state";

/// Another host than the site's, with no files of its own.
fn host() -> Arc<Site> {
    let empty = env::temp_dir().join(format!("browser-tests-host-{}", std::process::id()));
    fs::create_dir_all(&empty).expect("a temporary folder can be made");
    Site::of(empty)
}

/// A page of somebody's, which writes down what figures say, and the site that these are from.
fn page_with(body: &str, visitor: Visitor) -> (Arc<Site>, Page) {
    let (site, host) = (Site::start(), host());
    let html = format!(
        "<!DOCTYPE html><html lang='en'><title>Somebody's page</title><link rel=icon href='data:,'>\
         <meta name=viewport content='width=device-width'>\
         <style>body {{ margin: 0 }} iframe {{ border: 0; display: block }}</style><script>
         window.said = []; addEventListener('message', (event) => said.push(event.data));
         window.events = () => said.filter((it) => typeof it === 'string' && it[0] === '{{')
           .map((it) => JSON.parse(it)).filter((it) => it.namespace === 'redelivery');
         window.post = (message) => frames[0].postMessage(message, '*');
         </script>{body}"
    );
    let url = host.page_beside("page.html", &html.replace(EXAMPLE, &site.folder_url()));
    let page = Page::visit(&host, &url, visitor);
    (site, page)
}

fn iframe(query: &str, link: &str, width: u32, height: u32) -> String {
    let src = format!("{EXAMPLE}embed.html{query}#{link}").replace('&', "&amp;");
    format!("<iframe src='{src}' title='A figure' width='{width}' height='{height}'></iframe>")
}

/// The one figure of a page, once it is drawn.
#[track_caller]
fn figure(page: &Page) -> Frame<'_> {
    let figure = page.frame("embed.html");
    figure.wait_for(READY);
    page.wait_until("events().some((it) => it.eventName === 'ready')");
    figure
}

fn step(figure: &Frame) -> Value {
    figure.eval("document.querySelector('.scrubber__input').value")
}

#[track_caller]
fn wait_for_step(figure: &Frame, step: u32) {
    figure.wait_until(&format!("document.querySelector('.scrubber__input')?.value === '{step}'"));
}

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
    for (width, height) in [(358, 980), (464, 940), (720, 940)] {
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

/// Through the element that authors use: each method by its promise, on another origin.
#[test]
fn every_method_answers_through_the_element() {
    let element = format!(
        "<script src='{EXAMPLE}redelivery-embed.js'></script>\
         <redelivery-figure moment='{TALK}' id='one'></redelivery-figure>"
    );
    let (_site, page) = page_with(&element, Visitor::DESKTOP);
    let answers = page.eval(
        "(async () => { const it = document.querySelector('redelivery-figure'); \
         window.heard = []; for (const name of ['stepchanged', 'ended', 'faultarmed', \
         'verdictchanged']) document.addEventListener(name, () => heard.push(name)); \
         const steps = []; const note = async (name, ...args) => \
         steps.push([name, (await it[name](...args)).step]); \
         await note('first'); await note('next'); await note('next'); await note('prev'); \
         await note('seek', 7); await note('last'); await note('reset'); \
         await note('setState', '/v1/first-item-added/outbox/3'); await note('getState'); \
         await note('setStrategy', 'historic-state'); await note('arm', '123.1.persist', 'died'); \
         await note('disarm', '123.1.persist'); await note('blank', true); \
         await note('blank', false); \
         await note('setTheme', 'dark'); await note('play'); await note('pause'); \
         const ends = [await it.isEnd(), await it.getTotalSteps() > 0]; \
         const forms = []; for (const form of ['link', 'text', 'json', 'svg', 'mermaid', \
         'markdown', 'itf', 'shiviz']) forms.push((await it.exportAs(form)).slice(0, 8)); \
         const wrong = []; for (const call of [['seek', 'x'], ['arm', 'x', 'y'], \
         ['exportAs', 'exe'], \
         ['setState', 'x'], ['setStrategy', 'x'], ['eval', '1']]) \
         wrong.push(await it.call(...call).then(() => 'done', (error) => error.message)); \
         await it.focus(); \
         return { steps, ends, forms, wrong, focused: document.activeElement === it.frame, \
         hash: it.state.hash, heard: [...new Set(heard)].sort() }; })()",
    );
    let steps: Vec<String> =
        answers["steps"].as_array().into_iter().flatten().map(ToString::to_string).collect();
    assert_eq!(steps.len(), 17, "{answers}");
    assert!(steps[..7].concat().contains("[\"seek\",7]"), "{steps:?}");
    assert_eq!(answers["ends"][1], true);
    let forms = answers["forms"].as_array().into_iter().flatten();
    let forms: Vec<&str> = forms.filter_map(Value::as_str).collect();
    assert_eq!(
        (forms.len(), forms[0], forms[3], forms[4]),
        (8, "/v1/firs", "<svg xml", "sequence")
    );
    assert!(forms.iter().all(|form| form.len() == 8), "{forms:?}");
    let wrong = &answers["wrong"];
    assert_eq!(wrong[0], "seek takes a step's number");
    assert_eq!(wrong[5], "there is no such method");
    assert!(wrong.as_array().is_some_and(|all| all.iter().all(|it| it != "done")), "{wrong}");
    assert_eq!(answers["focused"], true);
    let heard = json!(["ended", "faultarmed", "stepchanged", "verdictchanged"]);
    assert_eq!(answers["heard"], heard);
    assert_none(&page.console_errors());
}

/// Whatever else arrives changes nothing, and is not answered: from a page that is not the host,
/// from an origin that is not the named one, or without sense.
#[test]
fn nobody_else_is_heard() {
    let stranger = "<iframe srcdoc=\"<script>addEventListener('message', () => \
         parent.frames[0].postMessage({type: 'redelivery:call', v: 1, id: 9, method: 'prev'}, '*'))\
         </script>\"></iframe>";
    let body = [iframe("", TALK, 464, 600).as_str(), stranger].concat();
    let (_site, page) = page_with(&body, Visitor::DESKTOP);
    let figure = figure(&page);
    let last = step(&figure);
    page.eval("frames[1].postMessage('go', '*')");
    page.eval(
        "for (const it of ['', '{', '{}', 'next', 'slide:x', '[]', null, 3, [], {}, {method: 3}, \
         {type: 'redelivery:call', v: 1, method: 'prev'}, {type: 'x', id: 1, method: 'prev'}, \
         '{\"namespace\":\"reveal\",\"method\":\"prev\"}', new Map(), 10n, \
         {big: 1n, method: 'prev'}, \
         new Blob(['x']), '{\"method\":\"prev\",\"pad\":\"' + 'x'.repeat(20000) + '\"}']) post(it)",
    );
    // What is asked last is answered when all before it was heard.
    page.eval("post({type: 'redelivery:call', v: 1, id: 'end', method: 'getState'})");
    page.wait_until("said.some((it) => it.id === 'end')");
    assert_eq!(step(&figure), last);
    assert_eq!(page.eval("said.filter((it) => it.type === 'redelivery:result').length"), 1);
    assert_eq!(page.eval("events().some((it) => it.eventName === 'callback')"), false);

    // A figure for another host says nothing here, and hears nothing.
    let other = iframe("?origin=https://other.example", TALK, 464, 600);
    let (_site, page) = page_with(&other, Visitor::DESKTOP);
    let figure = page.frame("embed.html");
    figure.wait_for(READY);
    page.eval("post({type: 'redelivery:call', v: 1, id: 1, method: 'prev'})");
    page.eval("post('{\"method\":\"prev\"}')");
    figure.eval("new Promise((done) => setTimeout(done, 300))");
    assert_eq!(step(&figure), last);
    assert_eq!(page.eval("said.length"), 0);
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
    let html = include_str!("../../../docs/samples/article.html");
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
    let html = include_str!("../../../docs/samples/deck.html");
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
    let figure = self::figure(&page);
    figure.wait_until("document.querySelector('.notice').innerText.includes('the steps 9 to 99')");
    assert_eq!(figure.eval(slider), "0,24");
    assert_none(&figure.axe());
}
