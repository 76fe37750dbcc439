//! The picture of a run, by a reader of XML: nothing overlaps, nothing sticks out, all can be read.

use roxmltree::{Document, Node};

use redelivery::codec::Link;
use redelivery::export::{self, DARK, LIGHT, Look, Palette, Taken};
use redelivery::sim::timeline::Timeline;

use crate::taken::runs;

fn svg(lanes: &[Timeline], look: Look) -> String {
    let format = export::format_by_id("svg").expect("there is such a format");
    format.write(&Taken { lanes, unmet: &[], look, site: "" })
}

fn number(node: Node, name: &str) -> usize {
    let value = node.attribute(name).unwrap_or_else(|| panic!("{node:?} has no {name}"));
    value.parse().unwrap_or_else(|_| panic!("{name} is {value}"))
}

/// A text's place: left, top, right, bottom. Letters reach down a quarter of their size.
fn place(text: Node) -> [usize; 4] {
    let [x, y, size, length] = ["x", "y", "font-size", "textLength"].map(|name| number(text, name));
    assert_eq!(text.attribute("lengthAdjust"), Some("spacingAndGlyphs"));
    [x, y - size * 4 / 5, x + length, y + size / 4]
}

fn check(picture: &str) {
    let document = Document::parse(picture).unwrap_or_else(|why| panic!("{why}: {picture}"));
    let root = document.root_element();
    assert!(root.has_tag_name(("http://www.w3.org/2000/svg", "svg")));
    let (width, height) = (number(root, "width"), number(root, "height"));
    assert_eq!(root.attribute("viewBox"), Some(format!("0 0 {width} {height}").as_str()));
    let texts: Vec<Node> =
        root.descendants().filter(|node| node.tag_name().name() == "text").collect();
    let places: Vec<[usize; 4]> = texts.iter().map(|text| place(*text)).collect();
    for (index, one) in places.iter().enumerate() {
        assert!(one[2] <= width && one[3] <= height, "{:?} sticks out", texts[index].text());
        for (later, other) in places.iter().enumerate().skip(index + 1) {
            let apart = one[2] <= other[0]
                || other[2] <= one[0]
                || one[3] <= other[1]
                || other[3] <= one[1];
            let said = [index, later].map(|at| texts[at].text());
            assert!(apart, "{said:?}: {one:?} {other:?}\n{picture}");
        }
    }
    for node in root.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let known = ["svg", "title", "desc", "rect", "text", "line", "circle", "path"];
        assert!(known.contains(&name), "{name}: it stands alone and needs no style");
        let outside = ["style", "class", "href"].into_iter().find(|it| node.has_attribute(*it));
        assert_eq!(outside, None);
    }
}

#[test]
fn nothing_overlaps_in_any_picture() {
    for timeline in runs() {
        check(&svg(std::slice::from_ref(timeline), Look::Light));
    }
}

#[test]
fn several_approaches_stand_beside_each_other() {
    for with in ["outbox", "outbox+historic-state", "outbox+historic-state+tokens"] {
        let link = format!("/v1/first-item-added/current-state/7.refused?with={with}");
        let lanes = Link::parse(&link).expect("a link").timelines();
        let picture = svg(&lanes, Look::Dark);
        check(&picture);
        assert_eq!(picture.matches("rx=\"8\"").count(), lanes.len(), "each has its frame");
    }
}

/// What a listener must see: each step with its number, what failed, what is broken.
#[test]
fn a_picture_has_what_happened_in_it() {
    let lanes = [crate::talk::timeline("current-state")];
    let picture = svg(&lanes, Look::Light);
    let document = Document::parse(&picture).expect("it is XML");
    let said: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
    for step in 1..lanes[0].frames.len() {
        assert!(said.contains(&step.to_string().as_str()), "step {step}");
    }
    for text in ["failed", "LOST", "publish FirstItemAdded", "v2: lines 123, 234"] {
        assert!(said.contains(&text), "{text} {said:?}");
    }
    assert!(said.iter().any(|it| it.contains("/v1/first-item-added/current-state/7.refused")));
}

/// The same moment has the same number on the page, where approaches go in step, and in whatever is
/// taken away to be read.
#[test]
fn steps_have_the_numbers_of_the_page() {
    let link = "/v1/first-item-added/current-state/7.refused.14?with=historic-state";
    let state = redelivery::app::state::State::open(link);
    let lanes = Link::parse(link).expect("a link").timelines();
    let numbers = |lane: usize| -> Vec<usize> {
        (0..lanes[lane].frames.len()).map(|frame| state.beat_of(lane, frame)).collect()
    };
    assert!(numbers(0) != numbers(1), "one of them waits for the other");
    let written = |id: &str| {
        let format = export::format_by_id(id).expect("there is such a format");
        format.write(&Taken { lanes: &lanes, unmet: &[], look: Look::Light, site: "" })
    };
    let picture = written("svg");
    let document = Document::parse(&picture).expect("it is XML");
    let texts = document.descendants().filter(Node::is_text).filter_map(|node| node.text());
    let said: Vec<usize> = texts.filter_map(|text| text.parse().ok()).collect();
    let all: Vec<usize> = [0, 1].into_iter().flat_map(|lane| numbers(lane).split_off(1)).collect();
    let sorted = |mut all: Vec<usize>| {
        all.sort_unstable();
        all
    };
    assert_eq!(sorted(said), sorted(all));
    let broken = state.marks.breaks[0];
    assert!(picture.contains(&format!("broken in step {broken}")), "{picture}");
    let report = written("markdown");
    assert!(report.contains(&format!("**broken** in step {broken}")), "{report}");
    let rows = report.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next());
    let rows: Vec<usize> = rows.filter_map(|number| number.parse().ok()).collect();
    assert_eq!(rows, [numbers(0), numbers(1)].concat());
    // What opens there shows the same numbers.
    for text in [&picture, &report] {
        assert!(text.contains("with=historic-state"), "{text}");
    }
    let diagram = written("mermaid");
    for number in numbers(0).into_iter().skip(1) {
        assert!(diagram.contains(&format!(": {number}. ")), "{number}: {diagram}");
    }
}

/// Names with signs that mean something to XML are no elements of it.
#[test]
fn signs_are_themselves() {
    let link = "/v1/first-item-added/current-state/7.refused";
    let lanes = Link::parse(link).expect("a link").timelines();
    let format = export::format_by_id("svg").expect("there is such a format");
    let site = "https://example.org/?a=<b>&c=\"d\"";
    let picture = format.write(&Taken { lanes: &lanes, unmet: &[], look: Look::Light, site });
    let document = Document::parse(&picture).expect("it is XML");
    assert!(document.descendants().any(|node| node.text().is_some_and(|it| it.contains(site))));
}

/// Of a color's brightness, in ten-thousandths, as WCAG has it.
fn luminance(color: &str) -> f64 {
    let part = |index: usize| {
        let byte = u8::from_str_radix(&color[index..index + 2], 16).expect("a color");
        let value = f64::from(byte) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn every_ink_can_be_read_on_its_ground() {
    for Palette { ground, ink, soft, good, bad, open, .. } in [&LIGHT, &DARK] {
        for color in [ink, soft, good, bad, open] {
            let (one, other) = (luminance(color), luminance(ground));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 4.5, "{color} on {ground}: {contrast}");
        }
    }
}
