//! The messages, each on a track: where it waits, where it goes down to a handler, and where it
//! comes back.

use super::place::{DOWN, Places, UP, at_place, drawing, em, line, percent, start, within};
use crate::app::ui::element::{El, breakable, el, of_class, term};
use crate::app::view::{Rest, Span, Stop, TrackView};
use crate::language::tell;

/// The tracks, above the deliveries.
pub fn tracks(tracks: &[TrackView]) -> El {
    let count = tracks.len();
    let columns = tracks.first().map_or(0, |track| track.spans.len());
    let places = Places(columns);
    let rows = tracks.iter().enumerate();
    let ways = rows.clone().map(|(row, track)| el("g").all(way(row, count, track, places)));
    let tokens = rows.filter_map(|(row, track)| token(row, count, track, places));
    let names = tracks.iter().map(|track| {
        of_class("li", "track")
            .keyed(track.message.clone())
            .tells("data-fresh", track.fresh)
            .at("data-rest", track.rest.name())
            .with(breakable(el("b"), &track.message))
            .with(el("span").say(track.place.clone()))
    });
    let names = of_class("ol", "tracks__names").at("aria-label", "Queue").all(names);
    let drawn = drawing("tracks__drawn").all(ways).all(tokens);
    let name = of_class("h3", "tracks__name").with(term("Queue"));
    of_class("div", "tracks").with(name).with(names).with(drawn)
}

/// Middle of a track.
fn height(row: usize, count: usize) -> String {
    percent(2 * row + 1, 2 * count)
}

fn way(row: usize, count: usize, track: &TrackView, places: Places) -> Vec<El> {
    let y = height(row, count);
    let along = |&(from, to, rest): &(usize, usize, Rest)| {
        let ends = |units| (places.percent(units), y.clone());
        line("way", ends(from), ends(to)).at("data-rest", rest.name())
    };
    let stretches = stretches(&track.spans);
    let mut drawn: Vec<El> = stretches.iter().map(along).collect();
    for (column, span) in track.spans.iter().enumerate() {
        drawn.extend(turns(column, *span, &y, places));
    }
    drawn
}

/// From where to where a message is on its track, and how: a stretch goes on as long as nothing
/// changes.
fn stretches(spans: &[Span]) -> Vec<(usize, usize, Rest)> {
    let began = spans.first().map(|span| (start(), within(0, 0), span.rests[0]));
    let parts = spans.iter().enumerate().flat_map(|(column, span)| {
        let marks = [0, DOWN, UP, 100].map(|mark| within(column, mark));
        [0, 1, 2].map(|part| (marks[part], marks[part + 1], span.rests[part]))
    });
    let mut stretches: Vec<(usize, usize, Rest)> = Vec::new();
    for (from, to, rest) in began.into_iter().chain(parts).filter(|part| part.2 != Rest::Away) {
        match stretches.last_mut() {
            Some(last) if (last.1, last.2) == (from, rest) => last.1 = to,
            _ => stretches.push((from, to, rest)),
        }
    }
    stretches
}

/// Where the message leaves its track, and where it comes back to it.
fn turns(column: usize, span: Span, y: &str, places: Places) -> Vec<El> {
    let upright = |units: usize, rest: Rest| {
        let x = places.percent(within(column, units));
        line("way", (x.clone(), y.to_string()), (x, String::from("100%")))
            .at("data-rest", rest.name())
    };
    let down = span.taken.then(|| upright(DOWN, Rest::Waits));
    let up = span.back.then(|| upright(UP, span.rests[2]));
    down.into_iter().chain(up).collect()
}

/// The message itself, while no handler has it.
fn token(row: usize, count: usize, track: &TrackView, places: Places) -> Option<El> {
    let last = track.spans.len().saturating_sub(1);
    let (x, side) = match track.stop? {
        Stop::Start => (start(), Side::Around),
        // Nothing is drawn beyond the picture's end.
        Stop::Beside(column) | Stop::After(column) if column == last => {
            (within(column, 100), Side::Before)
        }
        Stop::Beside(column) => (within(column, UP), Side::Around),
        Stop::After(column) => (within(column, 100), Side::Around),
    };
    let label = match track.copies {
        0 | 1 => track.short.to_string(),
        copies => tell("{0} ×{1}", &[&track.short, &copies]),
    };
    let token = at_place(places.percent(x), height(row, count))
        .with(letter(label, side))
        .at("data-rest", track.rest.name())
        .tells("data-fresh", track.fresh);
    Some(token)
}

/// Where a letter is drawn, as seen from its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// With its middle there.
    Around,
    /// With its end there.
    Before,
}

/// A message as a letter with its name on it.
pub fn letter(label: String, side: Side) -> El {
    let half = 31 * label.chars().count() + 46;
    let shift = if side == Side::Before { half + 9 } else { 0 };
    let sized = |shape: &'static str| {
        el(shape)
            .set("x", ["-", &em(half + shift)].concat())
            .at("y", "-.77em")
            .set("width", em(2 * half))
            .at("height", "1.54em")
    };
    let flap = sized("svg").at("viewBox", "0 0 20 20").at("preserveAspectRatio", "none");
    let text = el("text").at("y", ".38em");
    let text = if shift > 0 { text.set("x", ["-", &em(shift)].concat()) } else { text };
    el("g")
        .at("class", "letter")
        .with(sized("rect").at("rx", ".23em"))
        .with(flap.with(el("path").at("d", "M0 1L10 7L20 1")))
        .with(text.say(label))
}
