//! The run on show taken elsewhere, and brought back: by file, by drop and by paste.

use std::fs;
use std::path::PathBuf;

use browser_tests::{Page, Visitor, assert_none};
use redelivery::app::state::{Exported, Msg, State, answer_at_once, update};
use redelivery::codec::Link;
use redelivery::export::{self, FORMATS, Look, Taken};
use redelivery::sim::timeline::Timeline;

const READY: &str = ".exports .button:not([disabled])";
/// A run that is not the one that the page opens with.
const OTHER: &str = "/v1/cart/outbox/3.died";

fn open(link: &str, visitor: Visitor) -> Page {
    let page = Page::open(link, visitor);
    page.wait_for("#app > .stage .lane");
    page
}

/// The page with the panel open and a format chosen.
fn exporting(format: &str, visitor: Visitor) -> Page {
    let page = open("", visitor);
    page.press("e");
    page.wait_for(".exports__formats button");
    let index = FORMATS.iter().position(|known| known.id == format).expect("there is one");
    page.click(&format!(".exports__formats li:nth-child({}) button", index + 1));
    page.wait_for(READY);
    let ending = FORMATS[index].ending;
    page.wait_until(&format!(
        "document.querySelector('.exports__file')?.innerText.endsWith('.{ending}')"
    ));
    page
}

/// What the terminal would print.
fn native(format: &str, site: &str) -> String {
    let lanes = Link::parse(&State::default().link()).expect("a link").timelines();
    let format = export::format_by_id(format).expect("there is one");
    format.write(&Taken { lanes: &lanes, unmet: &[], look: Look::Light, site })
}

fn saved(link: &str) -> String {
    let link = Link::parse(link).expect("a link");
    export::json(&Timeline::new(link.run).expect("it is possible"))
}

/// A file with this in it, as a visitor has it on a disk.
fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("redelivery-{}-{name}", std::process::id()));
    fs::write(&path, text).expect("a file can be written");
    path
}

/// The state after `text` was opened on the page as it opens.
fn opened(text: &str) -> State {
    let mut state = State::default();
    let commands = update(&mut state, Msg::Exported(Exported::Read(text.to_string())));
    answer_at_once(&mut state, commands);
    state
}

#[test]
fn every_format_is_offered_and_shown_as_the_terminal_prints_it() {
    let page = open("", Visitor::DESKTOP);
    page.click(".masthead [title^='Export this run']");
    page.wait_for(".exports__formats button");
    let site = page.site().folder_url();
    for (index, format) in FORMATS.iter().enumerate() {
        let item = format!(".exports__formats li:nth-child({})", index + 1);
        assert_eq!(page.text(&item), format!("{}\n{}", format.name, format.about));
        page.click(&format!("{item} button"));
        page.wait_for(READY);
        let text = native(format.id, &site);
        let shown = "(document.querySelector('.exports pre')?.textContent ?? \
                     decodeURIComponent(document.querySelector('.exports img')?.src.split(',')\
                     .slice(1).join(',') ?? ''))";
        page.wait_until(&format!("{shown} === {}", serde_json::json!(text)));
    }
    assert_none(&page.console_errors());
}

/// What is shown goes with the run on show.
#[test]
fn the_preview_follows_the_run() {
    let page = exporting("mermaid", Visitor::DESKTOP);
    let shown = |text: &str| {
        page.wait_until(&format!(
            "document.querySelector('.exports pre')?.textContent.includes({text:?})"
        ));
    };
    shown("publish FirstItemAdded");
    page.eval(
        "(() => { const choice = document.querySelector('.masthead select'); \
         choice.value = 'cart'; \
         choice.dispatchEvent(new Event('change', { bubbles: true })); })()",
    );
    shown("Submit 5");
    page.press("Escape");
    page.wait_until("document.querySelector('.exports') === null");
    assert_none(&page.console_errors());
}

/// Keeps what would be saved instead of saving it.
const KEEP: &str = "const make = URL.createObjectURL; let blob; \
                    URL.createObjectURL = (made) => { blob = made; return make(made); }; \
                    HTMLAnchorElement.prototype.click = function () { \
                    if (this.download) window.kept = { name: this.download, blob }; }";

#[test]
fn a_picture_is_saved_in_dots_of_the_right_size() {
    let page = exporting("png", Visitor::DESKTOP);
    page.eval(KEEP);
    page.click(".exports [data-take='save']");
    page.wait_until("window.kept !== undefined");
    let name = page.eval("kept.name");
    assert_eq!(name, "first-item-added-current-state-historic-state.png");
    let drawn = page.eval(
        "(async () => { const { blob } = kept; \
         const image = await createImageBitmap(blob); \
         const canvas = new OffscreenCanvas(image.width, image.height); \
         const context = canvas.getContext('2d'); context.drawImage(image, 0, 0); \
         const { data } = context.getImageData(0, 0, image.width, image.height); \
         const colors = new Set(); for (let at = 0; at < data.length; at += 4) \
         colors.add(data.slice(at, at + 4).join()); \
         return [blob.type, image.width, image.height, colors.size, data.slice(0, 4).join()]; })()",
    );
    let svg = native("svg", "");
    let size = |name: &str| -> u64 {
        let (_, rest) = svg.split_once(&format!(" {name}=\"")).expect("it has a size");
        rest.split('"').next().and_then(|size| size.parse().ok()).expect("a number")
    };
    assert_eq!(drawn[0], "image/png");
    assert_eq!(
        (drawn[1].as_u64(), drawn[2].as_u64()),
        (Some(2 * size("width")), Some(2 * size("height")))
    );
    assert!(drawn[3].as_u64() > Some(20), "letters and marks are drawn: {drawn}");
    assert_eq!(drawn[4], "255,255,255,255", "on white");
    assert_none(&page.console_errors());
}

#[test]
fn a_text_is_copied_and_saved() {
    let page = exporting("markdown", Visitor::DESKTOP);
    let text = native("markdown", &page.site().folder_url());
    page.click(".exports [data-take='copy']");
    page.wait_for(".notice[data-tone='good']");
    assert_eq!(page.clipboard(), text);
    page.eval(KEEP);
    page.click(".exports [data-take='save']");
    page.wait_until("window.kept !== undefined");
    assert_eq!(page.eval("kept.name"), "first-item-added-current-state-historic-state.md");
    assert_eq!(page.eval("kept.blob.text()"), text.as_str());
    assert_none(&page.console_errors());
}

#[test]
fn a_file_that_was_picked_opens() {
    let page = exporting("json", Visitor::DESKTOP);
    let file = file("picked.json", &saved(OTHER));
    page.pick(".exports input[type='file']", &file);
    let expected = opened(&saved(OTHER)).link();
    page.wait_until(&format!("location.hash === {:?}", format!("#{expected}")));
    page.press("u");
    page.wait_until(&format!("location.hash === {:?}", format!("#{}", State::default().link())));
    fs::remove_file(file).expect("it is still there");
    assert_none(&page.console_errors());
}

/// The first part of the page takes what is dropped and hands it over.
#[test]
fn a_file_that_was_dropped_anywhere_opens() {
    let page = open("", Visitor::DESKTOP);
    let file = file("dropped.json", &saved(OTHER));
    page.drop_file(&file);
    let expected = opened(&saved(OTHER)).link();
    page.wait_until(&format!("location.hash === {:?}", format!("#{expected}")));
    page.back();
    page.wait_until(&format!("location.hash === {:?}", format!("#{}", State::default().link())));
    fs::remove_file(file).expect("it is still there");
    assert_none(&page.console_errors());
}

#[test]
fn what_is_pasted_opens_or_says_why_not() {
    let page = open("", Visitor::DESKTOP);
    let wrong = saved(OTHER).replacen("\"outbox\"", "\"<b id='bold'>x</b>\"", 1);
    page.paste(&wrong);
    page.wait_for(".notice[data-tone='open']");
    let says = page.text(".notice p");
    let expected = "This can't be opened: $.approach: the run has '\"outbox\"' here, the file has \
                    '\"<b id='bold'>x</b>\"'. The page stays as it was.";
    assert_eq!(says, expected);
    assert!(!page.exists("#bold"), "a stranger's text is text");
    assert_eq!(page.link(), State::default().link());
    page.paste(&saved(OTHER));
    let expected = opened(&saved(OTHER)).link();
    page.wait_until(&format!("location.hash === {:?}", format!("#{expected}")));
    assert_none(&page.console_errors());
}

/// A field takes what is pasted into it, and the page leaves it alone.
#[test]
fn a_field_keeps_what_is_pasted_into_it() {
    let page = open("", Visitor::DESKTOP);
    page.eval(
        "(() => { const field = document.createElement('input'); field.id = 'field'; \
         document.body.append(field); field.focus(); })()",
    );
    page.paste("hello");
    page.wait_until("document.querySelector('#field').value === 'hello'");
    assert!(!page.exists(".notice") && page.eval("window.redeliveryGiven === undefined") == true);
}

#[test]
fn axe_finds_nothing_wrong_with_the_panel() {
    let mut faults = Vec::new();
    for visitor in Visitor::EVERY_LOOK {
        for format in ["svg", "markdown"] {
            let page = exporting(format, visitor);
            page.wait_until("document.activeElement.closest('.exports') !== null");
            page.rest();
            faults.extend(page.axe().iter().map(|fault| format!("{visitor:?}: {fault}")));
            let width = page.eval("document.documentElement.scrollWidth").as_u64();
            assert!(width <= Some(u64::from(visitor.width)), "{visitor:?}: {width:?}");
        }
    }
    assert_none(&faults);
}

/// A deck is opened by keyboard, or by a finger: from a field with a name.
#[test]
fn a_deck_is_picked_on_the_page_of_decks() {
    let page = Page::open("/v1/deck/talk", Visitor::PHONE);
    page.wait_for(".deck");
    let field = ".stage--decks label:has(input[type='file'])";
    assert_eq!(page.text(field), "Import");
    let deck = redelivery::deck::Deck { title: String::from("Mine"), ..redelivery::deck::talk() };
    let mine = file("deck.json", &redelivery::deck::write(&deck));
    page.pick(".stage--decks input[type='file']", &mine);
    page.wait_until("location.hash === '#/v1/deck/mine'");
    assert_eq!(page.text(".notice p"), "\"Mine\" is imported, with 32 slides.");
    // A run that was saved opens from there, too.
    let run = file("run.json", &saved(OTHER));
    page.pick(".stage--decks input[type='file']", &run);
    let expected = opened(&saved(OTHER)).link();
    page.wait_until(&format!("location.hash === {:?}", format!("#{expected}")));
    page.wait_for("#app > .stage .lane");
    fs::remove_file(mine).and(fs::remove_file(run)).expect("they are still there");
    assert_none(&page.console_errors());
}

/// In front of an audience nothing that is dropped takes the place of what is told, and who dropped
/// it hears where it can be opened.
#[test]
fn what_is_dropped_on_the_stage_is_answered_and_changes_nothing() {
    let page = Page::open("/v1/stage/talk.2/first-item-added/current-state/", Visitor::PROJECTOR);
    page.wait_for(".live .lane");
    let before = page.link();
    let file = file("on-stage.json", &saved(OTHER));
    page.drop_file(&file);
    page.wait_for(".notice");
    assert!(page.text(".notice").contains("Leave the stage"), "{}", page.text(".notice"));
    page.press("b");
    page.wait_for(".live__blank");
    page.rest();
    assert_eq!(page.link(), before);
    assert!(page.exists(".live .lane"));
    fs::remove_file(file).expect("it is still there");
    assert_none(&page.console_errors());
}

/// On a phone the format, what it makes of the run and what came of copying it are seen together,
/// and a picture can be read.
#[test]
fn on_a_phone_all_of_the_panel_is_in_sight() {
    let page = exporting("svg", Visitor::PHONE);
    page.wait_for(".exports__preview img");
    page.rest();
    page.eval("document.querySelector('[data-take=copy]').click()");
    page.wait_for(".notice");
    page.rest();
    let hidden = page.eval(
        "['.exports__formats [aria-pressed=true]', '[data-take=copy]', '.notice', \
         '.exports__preview', '.exports__open'].filter((it) => { \
         const { top, bottom } = document.querySelector(it).getBoundingClientRect(); \
         return top < 0 || bottom > innerHeight + 1; }).join()",
    );
    assert_eq!(hidden, "");
    let preview = page.eval("document.querySelector('.exports__preview').clientHeight");
    assert!(preview.as_u64() > Some(200), "{preview}");
    let scale = page.eval(
        "(({ width, naturalWidth }) => width / naturalWidth) \
         (document.querySelector('.exports__preview img'))",
    );
    assert!(scale.as_f64() > Some(0.8), "{scale}");
    assert_eq!(page.eval("document.querySelectorAll('.notice').length"), 1);
}

/// The pages of the course answer what they are given, as every other page does.
#[test]
fn what_is_pasted_on_a_page_of_the_course_is_answered() {
    for link in ["/v1/words", "/v1/learn/outbox"] {
        let page = Page::open(link, Visitor::DESKTOP);
        page.wait_for(".course");
        page.paste("hello");
        page.wait_for(".notice[data-tone='open']");
        assert_eq!(page.link(), link);
        page.paste(&saved(OTHER));
        let expected = opened(&saved(OTHER)).link();
        page.wait_until(&format!("location.hash === {:?}", format!("#{expected}")));
        assert_none(&page.console_errors());
    }
}
