//! Who may import whom. A room that does not exist yet is no problem; as soon as it has a file,
//! its row holds.

use super::source::{ALL, Source};
use super::{Problems, assert_none, sample};

/// One room: a module and everything below it that is not a room of its own.
struct Room {
    /// Its path below `src`.
    name: &'static str,
    /// The rooms and modules it may import besides itself.
    may: &'static [&'static str],
    /// The crates it may name.
    crates: &'static [&'static str],
    /// Words that must not be in its code.
    never: &'static [&'static str],
}

/// Clocks, randomness, floats and hash iteration order: whatever makes the same choices come out
/// differently on another machine.
const IMPURE: &[&str] =
    &["HashMap", "HashSet", "RandomState", "Instant", "SystemTime", "f32", "f64", "thread", "env"];
/// A page draws data; the simulator's own types would let it decide things.
const SIMULATOR: &[&str] = &["World", "Machine"];

const JSON: &[&str] = &["serde", "serde_json"];
const BROWSER: &[&str] =
    &["gloo", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "web_sys", "yew"];

const ROOMS: &[Room] = &[
    Room { name: "sim", may: &["sim"], crates: &[], never: IMPURE },
    // Its random runs are seeded, by a generator that is specified.
    Room { name: "sim/checker", may: &["sim"], crates: &["rand", "rand_pcg"], never: IMPURE },
    Room { name: "sim/model", may: &[], crates: &[], never: IMPURE },
    Room { name: "sim/io", may: &["sim/model"], crates: &[], never: IMPURE },
    Room { name: "sim/approach", may: &["sim/model", "sim/io"], crates: &[], never: IMPURE },
    Room { name: "language", may: &[], crates: &[], never: IMPURE },
    Room { name: "words", may: &["sim", "language"], crates: &[], never: IMPURE },
    Room { name: "codec", may: &["sim", "language"], crates: JSON, never: IMPURE },
    Room { name: "kept", may: &[], crates: JSON, never: IMPURE },
    Room { name: "deck", may: &["sim", "codec", "kept", "language"], crates: JSON, never: IMPURE },
    Room {
        name: "course",
        may: &["sim", "words", "codec", "kept", "language"],
        crates: &["serde", "serde_json", "pulldown_cmark"],
        never: IMPURE,
    },
    Room {
        name: "desk",
        may: &["sim", "words", "codec", "export", "import", "language"],
        crates: &[],
        never: IMPURE,
    },
    Room {
        name: "bin",
        may: &["sim", "codec", "desk", "app", "language"],
        crates: BROWSER,
        never: &[],
    },
    Room { name: "export", may: &["sim", "words", "codec"], crates: JSON, never: IMPURE },
    // A figure gives its run to the page around it, written down.
    Room {
        name: "import",
        may: &["sim", "codec", "export", "language"],
        crates: JSON,
        never: IMPURE,
    },
    Room {
        name: "app/state",
        may: &["sim", "codec", "words", "kept", "deck", "desk", "language", "export", "course"],
        crates: &[],
        never: IMPURE,
    },
    Room {
        name: "app/view",
        may: &["sim", "words", "codec", "kept", "deck", "course", "app/state", "language"],
        crates: &["qrcodegen"],
        never: IMPURE,
    },
    Room {
        name: "app/ui",
        may: &["app/state", "app/view", "app/browser", "language"],
        crates: &["yew"],
        never: SIMULATOR,
    },
    Room {
        name: "app/browser",
        may: &["kept", "app/state", "language"],
        crates: BROWSER,
        never: &[],
    },
];

/// Every crate that a room could name.
const CRATES: &[&str] = &[
    "gloo",
    "js_sys",
    "pulldown_cmark",
    "qrcodegen",
    "rand",
    "rand_pcg",
    "serde",
    "serde_json",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
    "yew",
];

fn is_in(path: &str, room: &str) -> bool {
    path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The innermost room that `path` is in.
fn room_of(path: &str) -> Option<&'static Room> {
    ROOMS.iter().filter(|room| is_in(path, room.name)).max_by_key(|room| room.name.len())
}

fn check_room(source: &Source) -> Problems {
    let own = source.module().join("/");
    let Some(room) = source.path.strip_prefix("src/").and_then(|_| room_of(&own)) else {
        return Problems::new();
    };
    let mut problems = Problems::new();
    let mut report = |line: usize, text: String| {
        problems.push(format!("{}:{line}: {} {text}", source.path, room.name));
    };
    for import in source.imports() {
        let [first, rest @ ..] = import.segments.as_slice() else { continue };
        let target = rest.join("/");
        let inside =
            room_of(&target).is_some_and(|other| other.name == room.name) || is_in(&own, &target);
        let allowed = room.may.iter().any(|may| is_in(&target, may));
        if first == "crate" && !target.is_empty() && !inside && !allowed {
            report(import.line, format!("must not import {}", import.segments.join("::")));
        }
    }
    for word in source.words() {
        let text = word.text.as_str();
        if CRATES.contains(&text) && !room.crates.contains(&text) || room.never.contains(&text) {
            report(word.line, format!("must not know {text}"));
        }
    }
    for literal in source.literals() {
        let float = literal.text.starts_with(|first: char| first.is_ascii_digit())
            && !literal.text.starts_with("0x")
            && literal.text.contains('.');
        if float && room.never == IMPURE {
            report(literal.line, format!("must not know floats: {}", literal.text));
        }
    }
    problems
}

/// A table of steps is made of shared rows; it knows neither another table nor who runs it.
fn check_table(source: &Source) -> Problems {
    let Some(file) = source.path.strip_prefix("src/sim/approach/") else { return Problems::new() };
    if matches!(
        file,
        "mod.rs" | "steps.rs" | "steps_beside.rs" | "flawed/mod.rs" | "flawed/steps.rs"
    ) {
        return Problems::new();
    }
    let allowed = [
        "crate/sim/approach/Approach",
        "crate/sim/approach/Need",
        "crate/sim/approach/PLAIN",
        "crate/sim/approach/flawed/steps",
        "crate/sim/approach/Sends",
        "crate/sim/approach/steps",
        "crate/sim/approach/steps_beside",
        "crate/sim/io",
    ];
    source
        .imports()
        .into_iter()
        .map(|import| (import.segments.join("/"), import.line))
        .filter(|(path, _)| path.starts_with("crate/sim/"))
        .filter(|(path, _)| !allowed.iter().any(|allowed| is_in(path, allowed)))
        .filter(|(path, _)| !allowed.iter().any(|allowed| is_in(allowed, path)))
        .map(|(path, line)| format!("{}:{line}: a table must not import {path}", source.path))
        .collect()
}

#[test]
fn every_room_keeps_to_its_row() {
    assert_none(&ALL.iter().filter(|source| source.is_rust()).flat_map(check_room).collect());
}

#[test]
fn every_table_keeps_to_its_rows() {
    assert_none(&ALL.iter().filter(|source| source.is_rust()).flat_map(check_table).collect());
}

#[test]
fn every_dependency_is_known_to_the_table() {
    let manifest = ALL.iter().find(|source| source.path == "Cargo.toml").expect("it is there");
    let (_, rest) = manifest.text.split_once("\n[dependencies]\n").expect("there are some");
    let section = rest.split("\n[").next().unwrap_or_default();
    let names = section.lines().filter_map(|line| line.split_once(" = "));
    for (name, _) in names.filter(|(name, _)| !name.starts_with('#')) {
        let name = name.replace('-', "_");
        assert!(CRATES.contains(&name.as_str()), "{name} is in no row of the table");
    }
}

fn room_problem(path: &str, text: &str) -> String {
    check_room(&sample(path, text)).join("\n")
}

#[test]
fn a_wrong_import_is_found() {
    let cases = [
        ("src/sim/machine.rs", "use crate::codec::Link;", "sim must not import crate::codec::Link"),
        ("src/sim/model/queue.rs", "use super::super::io::Io;", "crate::sim::io::Io"),
        ("src/sim/io.rs", "fn f() { super::machine::g() }", "crate::sim::machine::g"),
        ("src/sim/approach/steps.rs", "use crate::sim::scenario;", "crate::sim::scenario"),
        ("src/words/step.rs", "use crate::export;", "words must not import crate::export"),
        ("src/app/state/mod.rs", "use crate::app::view::View;", "crate::app::view::View"),
        ("src/app/view/mod.rs", "use crate::app::ui::Root;", "crate::app::ui::Root"),
        ("src/app/view.rs", "use crate::export::json;", "crate::export::json"),
        ("src/app/ui/root.rs", "use crate::sim::model::State;", "crate::sim::model::State"),
        ("src/app/browser.rs", "use crate::sim::model;", "crate::sim::model"),
        ("src/export/text.rs", "use redelivery::app::state;", "crate::app::state"),
    ];
    for (path, text, expected) in cases {
        let problem = room_problem(path, text);
        assert!(problem.contains(expected), "{path}: {text}: {problem:?}");
    }
}

#[test]
fn a_wrong_word_is_found() {
    let cases = [
        ("src/sim/io.rs", "use std::collections::HashMap;", "HashMap"),
        ("src/sim/io.rs", "#[derive(serde::Serialize)] struct X;", "serde"),
        ("src/sim/io.rs", "const HALF: u8 = 0.5 as u8;", "floats: 0.5"),
        ("src/sim/io.rs", "type X = f64;", "f64"),
        ("src/sim/timeline/mod.rs", "use std::time::Instant;", "Instant"),
        ("src/sim/timeline/mod.rs", "use rand::Rng;", "rand"),
        ("src/codec/link.rs", "use gloo::utils;", "gloo"),
        ("src/app/state/mod.rs", "use yew::Html;", "yew"),
        ("src/app/ui/root.rs", "use web_sys::window;", "web_sys"),
        ("src/app/ui/root.rs", "fn f(world: World) {}", "World"),
        ("src/app/view/mod.rs", "use web_sys::Element;", "web_sys"),
    ];
    for (path, text, expected) in cases {
        let problem = room_problem(path, text);
        assert!(problem.contains(&format!("must not know {expected}")), "{path}: {problem:?}");
    }
}

#[test]
fn what_is_allowed_is_not_reported() {
    let cases = [
        ("src/sim/machine.rs", "use super::io::Io; use std::fmt; // HashMap, yew, crate::app"),
        ("src/sim/approach/steps.rs", "use super::super::model::Memory; use super::Step;"),
        ("src/sim/model/queue.rs", "use super::{Bounded, MessageId};"),
        ("src/app/view/words.rs", "use crate::words; const X: &str = \"serde 1.5\";"),
        ("src/app/ui/root.rs", "use yew::prelude::*; use crate::app::state::Msg;"),
        ("src/app/mod.rs", "use crate::sim::model::World; use yew::Html;"),
        ("src/lib.rs", "pub mod app; use crate::app::ui;"),
        ("tests/it/main.rs", "use redelivery::app::ui; use yew::Html;"),
    ];
    for (path, text) in cases {
        assert_eq!(room_problem(path, text), "", "{path}: {text}");
    }
}

#[test]
fn a_table_that_knows_too_much_is_found() {
    let cases = [
        ("use super::outbox::APPROACH;", true),
        ("use super::super::model::Memory;", true),
        ("use super::super::machine::Choice;", true),
        ("use super::{by_id};", true),
        ("use super::Approach; use super::steps::{LOAD, persist};", false),
        ("use super::{Approach, steps::LOAD}; use super::super::io::Part;", false),
    ];
    for (text, expected) in cases {
        let problems = check_table(&sample("src/sim/approach/inbox.rs", text));
        assert_eq!(!problems.is_empty(), expected, "{text}: {problems:?}");
    }
}
