//! The page in its second language: chosen, remembered, spoken by the desk as well, and English
//! where the words can't be had.

use browser_tests::{Page, Site, Visitor, assert_none};

const READY: &str = "#app > .stage .lane";

/// Chooses the language of this code in the legend.
fn choose(page: &Page, code: &str) {
    page.eval(&format!(
        "(() => {{ const choice = [...document.querySelectorAll('.legend select')].at(-1); \
         choice.value = {code:?}; \
         choice.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }})()",
    ));
}

#[test]
fn polish_is_spoken_everywhere_and_remembered() {
    let page = Page::open("", Visitor::DESKTOP);
    page.wait_for(READY);
    choose(&page, "pl");
    page.wait_until("document.querySelector('#app > .stage h2')?.innerText.length > 0");
    page.wait_until("document.documentElement.lang === 'pl'");
    page.wait_for(READY);
    let says = |text: &str| {
        page.wait_until(&format!("document.querySelector('main').innerText.includes({text:?})"));
    };
    says("zgubiono FirstItemAdded");
    page.press("Home");
    says("Dwie wiadomości czekają");
    page.wait_until("document.getElementById('spoken').innerText.startsWith('Krok 0.')");
    assert_none(&page.axe());
    // The rest of the page and the desk speak it, too.
    page.press("c");
    page.wait_for("[data-finder]");
    page.wait_until("document.querySelector('.finder').innerText.includes('Wiadomość zgubiona')");
    page.press("g");
    page.wait_for(".points");
    page.wait_until("document.querySelector('main').innerText.includes('którykolwiek krok')");
    page.reload();
    page.wait_for(".points");
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("pl"));
    page.press("m");
    page.wait_for(READY);
    choose(&page, "en");
    page.wait_until("document.documentElement.lang === 'en'");
    page.wait_until("document.querySelector('main')?.innerText.includes('is lost')");
    assert_none(&page.console_errors());
}

#[test]
fn the_address_can_say_the_language() {
    let site = Site::start();
    let page = Page::visit(&site, &format!("{}?lang=pl", site.folder_url()), Visitor::DESKTOP);
    page.wait_until("document.querySelector('#app > .stage')?.innerText.includes('zgubiono')");
    assert_none(&page.console_errors());
}

#[test]
fn the_static_page_speaks_it_before_the_program_has_arrived() {
    let site = Site::start();
    site.hold(".wasm");
    let address = format!("{}?lang=pl#/v1/cart/outbox/1", site.folder_url());
    let page = Page::visit(&site, &address, Visitor::DESKTOP);
    page.wait_until("document.querySelector('.opening').innerText.startsWith('Redelivery pok')");
    // And if that breaks, too.
    page.eval("document.getElementById('app').id = 'gone'; true");
    site.release();
    page.wait_until("!document.getElementById('crash').hidden");
    let crash = page.text("#crash");
    for text in ["Coś na tej stronie się zepsuło", "Spróbuj jeszcze raz", "z prezentacji"] {
        assert!(crash.contains(text), "{text}: {crash}");
    }
    page.click("#crash a[href='?again']");
    page.wait_for(READY);
    assert!(page.link().starts_with("/v1/cart/outbox/"), "{}", page.link());
}

#[test]
fn without_its_words_the_page_speaks_english() {
    let site = Site::start();
    let page = Page::visit(&site, &format!("{}?lang=xx", site.folder_url()), Visitor::DESKTOP);
    page.wait_for(READY);
    assert!(page.text(".headline__text").contains("is lost"));
    site.hold(".txt");
    let page = Page::visit(&site, &format!("{}?lang=pl", site.folder_url()), Visitor::DESKTOP);
    page.wait_for("html[lang='pl']");
    assert!(!page.exists(READY), "nothing is drawn before the words are there");
    site.release();
    page.wait_for(READY);
}
