//! What the page lets nobody do: run a text that came in, ask for anything outside its folder, or
//! break it by what a browser has stored for it.

use std::sync::Arc;
use std::time::Duration;

use browser_tests::{Page, Site, Visitor, assert_none};

const READY: &str = "#app > .stage .lane";
const MATRIX_DONE: &str = ".stage--matrix .matrix:not(.headline:has(progress) ~ .matrix)";

/// For what a busy machine is slow at.
const LONG: Duration = Duration::from_mins(1);

/// A page beside the site, to start from.
const BLANK: &str = "<!doctype html><title>blank</title><link rel=icon href='data:,'>";

/// Notes whatever the policy forbids.
const LISTEN: &str = "window.forbidden = []; \
    addEventListener('securitypolicyviolation', (event) => forbidden.push(\
        `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`))";

/// A page that notes what is forbidden, and all that it and its workers ask for.
fn watched(site: &Arc<Site>, address: &str, visitor: Visitor) -> Page {
    let page = Page::visit(site, &site.page_beside("blank.html", BLANK), visitor);
    page.prepare(LISTEN);
    page.watch_workers();
    page.go(address);
    page
}

fn forbidden(page: &Page) -> Vec<String> {
    let found = page.eval("window.forbidden");
    let found = found.as_array().expect("it is noted").iter();
    found.filter_map(|it| it.as_str().map(String::from)).collect()
}

/// Everything the page has: each page, panel and menu, what is saved, copied, printed, said.
fn walk(page: &Page) {
    page.wait_for(READY);
    page.press_all(&["Home", "ArrowRight", "ArrowRight", "f"]);
    page.click("[data-menu] [aria-pressed='false']");
    page.press_all(&["Escape", "]", "u", "Shift+U", "v", "d", "End", "w", "t", "t", "?"]);
    page.wait_for("[data-sheet]");
    page.press("Escape");
    page.eval(
        "document.querySelector('.term')?.dispatchEvent(new FocusEvent('focusin', \
        { bubbles: true }))",
    );
    page.click(".transport [title$='(Space)'], .transport [title$='(spacja)']");
    page.wait_until("document.querySelector('.scrubber__count').innerText.startsWith('1 /')");
    page.press_all(&["Home", "l"]);
    page.press("c");
    page.wait_for(".finder");
    page.wait_until("!/Pause|Pauza/.test(document.querySelector('.finder').innerText)");
    page.press("m");
    page.wait_until_within(&format!("document.querySelector('{MATRIX_DONE}') !== null"), LONG);
    page.eval(
        "for (const button of document.querySelectorAll('.stage button')) \
        if (/Markdown|CSV/.test(button.innerText)) button.click()",
    );
    page.press("g");
    page.wait_for("#app > .stage .points");
    page.follow("/v1/check/first-item-added/outbox?runs=50");
    page.wait_until("document.querySelector('.finder__summary')?.innerText.length > 0");
    page.follow("/v1/nothing/<img src=x onerror=alert(1)>");
    page.wait_for(".notice");
    page.wait_until("navigator.serviceWorker.controller !== null");
}

#[test]
fn a_walk_through_every_page_forbids_nothing_and_asks_for_nothing_elsewhere() {
    for (question, visitor) in [("", Visitor::DESKTOP), ("?lang=pl", Visitor::PHONE)] {
        let site = Site::start();
        let page = watched(&site, &format!("{}{question}", site.folder_url()), visitor);
        walk(&page);
        assert_none(&forbidden(&page));
        assert_none(&page.console_errors());
        let folder = site.folder_url();
        let outside = |url: &String| !url.starts_with(&folder) && !url.ends_with("/blank.html");
        let requests = page.requests();
        assert!(requests.iter().any(|url| url.contains("desk_bg")), "{requests:?}");
        assert_none(&requests.into_iter().filter(outside).collect::<Vec<_>>());
    }
}

#[test]
fn a_text_that_came_in_does_not_run_and_nothing_leaves() {
    let site = Site::start();
    let page = watched(&site, &site.url(""), Visitor::DESKTOP);
    page.wait_for(READY);
    page.eval(
        "const script = document.createElement('script'); script.textContent = 'window.ran = 1'; \
         document.body.append(script); \
         document.body.insertAdjacentHTML('beforeend', \
            '<img src=\"data:,\" onerror=\"window.ran = 2\">\
             <p id=painted style=\"color: red\" onclick=\"window.ran = 3\">x</p>\
             <style>#painted { color: red }</style><iframe srcdoc=\"x\"></iframe>\
             <base href=\"https://example.invalid/\"><form action=\"https://example.invalid/\">\
             </form>'); \
         document.getElementById('painted').click(); \
         setTimeout('window.ran = 4')",
    );
    // As the page's own script would, not as a debugger may.
    page.eval("setTimeout(() => { try { new Function('window.ran = 5')() } catch {} })");
    for far in ["fetch('https://example.invalid/')", "fetch('http://127.0.0.1:9/')"] {
        assert_eq!(page.eval(&format!("{far}.then(() => 'went', () => 'refused')")), "refused");
    }
    page.eval(
        "new Image().src = 'https://example.invalid/x.png'; \
         try { new Worker('data:text/javascript,') } catch {} \
         document.forms[0].submit()",
    );
    let wanted = [
        "script-src-elem inline",
        "script-src-attr inline",
        "script-src eval",
        "style-src-attr inline",
        "style-src-elem inline",
        "connect-src https://example.invalid/",
        "img-src https://example.invalid/x.png",
        "worker-src data",
        "base-uri https://example.invalid",
        "form-action https://example.invalid/",
    ];
    for directive in wanted {
        page.wait_until(&format!("window.forbidden.some((it) => it.startsWith('{directive}'))"));
    }
    assert_eq!(page.eval("window.ran ?? 0"), 0);
    let red = "getComputedStyle(document.getElementById('painted')).color === 'rgb(255, 0, 0)'";
    assert_eq!(page.eval(red), false);
    let paths = site.paths();
    assert!(paths.iter().all(|path| !path.contains("x.png")), "{paths:?}");
}

/// Texts of a visitor or of a link that would run if the page took them for HTML.
const TEXT: &str = "<img src=x onerror=window.ran=1>";

#[test]
fn what_a_link_or_a_visitor_says_is_shown_as_text() {
    let page = Page::open(&format!("/v1/{TEXT}"), Visitor::DESKTOP);
    page.wait_for(".notice");
    assert!(page.text(".notice").contains("onerror"), "{}", page.text(".notice"));
    page.follow(&format!("/v1/first-item-added/{TEXT}"));
    page.wait_until("document.querySelector('.notice').innerText.includes('stays as it was')");
    page.follow(&format!("/v1/matrix/{TEXT}"));
    page.wait_until("location.hash.startsWith('#/v1/first-item-added/')");
    // A future is called as the visitor likes.
    page.press_all(&["Home", "ArrowRight", "f"]);
    page.click("[data-menu] [aria-pressed='false']");
    page.wait_for(".plan input");
    page.eval(&format!(
        "(() => {{ const name = document.querySelector('.plan input'); name.value = '{TEXT}'; \
         name.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
    ));
    page.wait_until(
        "[...document.querySelectorAll('.plan input, .plan')].some((it) => \
        (it.value ?? it.innerText).includes('<img'))",
    );
    assert!(!page.exists("img"));
    assert_eq!(page.eval("window.ran ?? 0"), 0);
    assert_none(&page.console_errors());
}

/// What a browser may do to what is stored.
const STORES: [(&str, &str); 4] = [
    (
        "blocked",
        "Object.defineProperty(window, 'localStorage', \
         { get() { throw new DOMException('blocked', 'SecurityError') } })",
    ),
    (
        "full",
        "Storage.prototype.setItem = () => \
         { throw new DOMException('full', 'QuotaExceededError') }",
    ),
    (
        "garbage",
        "for (const name of ['theme', 'language']) \
         if (localStorage.getItem('redelivery.language') !== 'pl') \
         localStorage.setItem(`redelivery.${name}`, '\\u{0}\"><script>window.ran = 1</script>')",
    ),
    (
        "nothing kept",
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined }); \
         delete window.caches",
    ),
];

#[test]
fn whatever_becomes_of_what_is_stored_the_page_works() {
    for (what, does) in STORES {
        let site = Site::start();
        let blank = site.page_beside("blank.html", BLANK);
        let page = Page::visit(&site, &blank, Visitor::DESKTOP);
        page.prepare(does);
        page.go(&site.url(""));
        page.wait_for(READY);
        assert!(page.text(".headline__text").contains("is lost"), "{what}");
        page.press_all(&["Home", "ArrowRight"]);
        page.wait_until("document.querySelector('.scrubber__count').innerText.startsWith('1 /')");
        // The next look, although it can't be remembered; and another language.
        page.press("t");
        page.wait_until("document.documentElement.dataset.theme === 'dark'");
        page.eval(
            "(() => { const choice = [...document.querySelectorAll('.legend select')].at(-1); \
             choice.value = 'pl'; \
             choice.dispatchEvent(new Event('change', { bubbles: true })); })()",
        );
        page.wait_until("document.querySelector('main')?.innerText.includes('w obróbce')");
        assert_eq!(page.eval("window.ran ?? 0"), 0, "{what}");
        assert_none(&page.console_errors());
    }
}
