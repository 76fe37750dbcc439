//! Rules of single files: size, headers, words that must not survive, and the registries that
//! make adding an approach one file and one line.

use redelivery::sim::{approach, scenario};

use super::source::{ALL, Source};
use super::{Problems, assert_none, sample};

/// Lines in a file; more need a table of contents, and so are two files.
const FILE_LINES_MAX: usize = 600;
/// Lines in a function: a screen.
const FUNCTION_LINES_MAX: usize = 70;
/// Characters in a line of code.
const LINE_MAX: usize = 100;
/// File names that say nothing.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager"];
/// Calls of the browser's whose promise the library drops: whoever refuses it is heard by nobody.
const DROPPED: &[&str] = &["request_fullscreen", "exit_fullscreen", "request_pointer_lock"];
/// Notes to oneself. Taken apart, or this file would be the first to be reported.
const NOTES: &[&str] = &[concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];
/// Where some machine keeps its things.
const PLACES: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
    concat!("C:", "\\"),
];

fn check_size(source: &Source) -> Problems {
    // Lists that are looked up in, not read from end to end.
    let lists = ["tests/golden/", "static/words/", "src/course/glossary.md"];
    let is_list = lists.iter().any(|it| source.path.starts_with(it));
    let exempt = is_list || source.path.contains("/lesson/");
    let lines = source.text.lines().count();
    if exempt || lines <= FILE_LINES_MAX {
        return Problems::new();
    }
    vec![format!("{}: {lines} lines are two files", source.path)]
}

fn check_functions(source: &Source) -> Problems {
    source
        .functions()
        .into_iter()
        .filter(|function| function.lines > FUNCTION_LINES_MAX)
        .map(|function| format!("{}: {} has {} lines", source.path, function.name, function.lines))
        .collect()
}

fn check_lines(source: &Source) -> Problems {
    let long = source.text.lines().enumerate().map(|(index, line)| (index, line.chars().count()));
    long.filter(|&(_, length)| length > LINE_MAX)
        .map(|(index, length)| format!("{}:{}: {length} characters", source.path, index + 1))
        .collect()
}

/// A program that is loaded by a script may not come, and a promise may be refused.
fn check_promises(source: &Source) -> Problems {
    let mut problems = Problems::new();
    for name in DROPPED.iter().filter(|_| source.path.starts_with("src/app/browser/")) {
        if source.text.contains(name) {
            problems.push(format!("{}: {name} drops a promise", source.path));
        }
    }
    if source.path.starts_with("static/") && source.is_kind("js") {
        let loads = source.text.match_indices("import(").map(|(at, _)| &source.text[at..]);
        let statements = loads.map(|rest| rest.split(';').next().unwrap_or_default());
        for statement in statements.filter(|it| !it.contains(".catch(")) {
            problems.push(format!("{}: nobody takes what refuses: {statement}", source.path));
        }
    }
    problems
}

fn check_header(source: &Source) -> Problems {
    let stem = source.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
    let mut problems = Problems::new();
    if !source.text.starts_with("//! ") {
        problems.push(format!("{}: begin with //! and what this file is", source.path));
    }
    if EMPTY_NAMES.contains(&stem) {
        problems.push(format!("{}: name it after what it is about", source.path));
    }
    problems
}

fn check_words(source: &Source) -> Problems {
    let mut problems = Problems::new();
    for (index, line) in source.text.lines().enumerate() {
        let mut words = line.split(|letter: char| !letter.is_ascii_alphanumeric());
        let note = words.find(|word| NOTES.contains(word));
        let place = PLACES.iter().copied().find(|place| line.contains(place));
        for found in note.into_iter().chain(place) {
            problems.push(format!("{}:{}: {found}", source.path, index + 1));
        }
    }
    problems
}

/// The page offers what the registry holds: an approach that it names would be the one that a new
/// approach is not treated like.
fn check_names(source: &Source) -> Problems {
    if !source.path.starts_with("src/app/") {
        return Problems::new();
    }
    let approaches = approach::ALL.iter().chain(approach::FLAWED);
    let ids: Vec<&str> = approaches.map(|approach| approach.id).collect();
    source
        .literals()
        .into_iter()
        .filter(|literal| literal.text.split(['"', '/', '+']).any(|word| ids.contains(&word)))
        .map(|literal| format!("{}:{}: names {}", source.path, literal.line, literal.text))
        .collect()
}

/// Every file of `registry`'s directory but `besides` is in its list once, under the name in
/// links that its file has.
fn check_registry(
    sources: &[&Source],
    registry: &str,
    item: &str,
    besides: &[&str],
    ids: &[&str],
) -> Problems {
    let Some(directory) = registry.strip_suffix("mod.rs") else { panic!("a registry is a mod.rs") };
    let list = sources.iter().find(|source| source.path == registry).expect("it is there");
    let files = sources.iter().filter_map(|source| source.path.strip_prefix(directory));
    let stems = files.filter_map(|file| file.strip_suffix(".rs"));
    let mut problems = Problems::new();
    let own = |stem: &&str| *stem != "mod" && !stem.contains('/') && !besides.contains(stem);
    for stem in stems.filter(own) {
        let named = list.imports().into_iter().filter(|import| import.segments == [stem, item]);
        let count = named.count();
        if count != 1 {
            problems.push(format!("{registry}: {stem} is listed {count} times"));
        }
        if !ids.contains(&stem.replace('_', "-").as_str()) {
            problems.push(format!("{directory}{stem}.rs: its id is not its file's name"));
        }
    }
    problems
}

fn rust() -> impl Iterator<Item = &'static Source> {
    ALL.iter().filter(|source| source.is_rust())
}

#[test]
fn files_functions_and_lines_are_short() {
    assert_none(&ALL.iter().flat_map(check_size).collect());
    assert_none(&rust().flat_map(check_functions).collect());
    assert_none(&rust().flat_map(check_lines).collect());
}

#[test]
fn no_promise_is_dropped() {
    assert_none(&ALL.iter().flat_map(check_promises).collect());
    let dropped = sample("src/app/browser/stage.rs", "let _ = root.request_fullscreen();");
    assert_eq!(check_promises(&dropped).len(), 1);
    let script = sample("static/boot.js", "import(file).then((it) => it.default());");
    assert_eq!(check_promises(&script).len(), 1);
}

#[test]
fn every_file_says_what_it_is() {
    assert_none(&rust().flat_map(check_header).collect());
}

#[test]
fn no_note_to_oneself_and_no_machines_path_survives() {
    assert_none(&ALL.iter().flat_map(check_words).collect());
}

#[test]
fn the_app_names_no_approach() {
    assert_none(&rust().flat_map(check_names).collect());
}

#[test]
fn an_approach_is_one_file_and_one_line() {
    let sources: Vec<&Source> = rust().collect();
    let ids: Vec<&str> = approach::ALL.iter().map(|approach| approach.id).collect();
    let registry = "src/sim/approach/mod.rs";
    assert_none(&check_registry(&sources, registry, "APPROACH", &["steps", "steps_beside"], &ids));
    let ids: Vec<&str> = approach::FLAWED.iter().map(|approach| approach.id).collect();
    let registry = "src/sim/approach/flawed/mod.rs";
    assert_none(&check_registry(&sources, registry, "APPROACH", &["steps"], &ids));
}

#[test]
fn a_scenario_is_one_file_and_one_line() {
    let sources: Vec<&Source> = rust().collect();
    let ids: Vec<&str> = scenario::ALL.iter().map(|scenario| scenario.id).collect();
    assert_none(&check_registry(&sources, "src/sim/scenario/mod.rs", "SCENARIO", &[], &ids));
}

#[test]
fn what_is_too_long_is_found() {
    let lines = |count: usize| "// line\n".repeat(count);
    let long = |count: usize| check_size(&sample("src/x.rs", &lines(count))).len();
    assert_eq!((long(FILE_LINES_MAX), long(FILE_LINES_MAX + 1)), (0, 1));
    assert!(check_size(&sample("tests/golden/x.txt", &lines(1000))).is_empty());

    let function = |count: usize| format!("fn f() {{\n{}}}\n", lines(count - 2));
    let slow = |count: usize| check_functions(&sample("src/x.rs", &function(count))).len();
    assert_eq!((slow(FUNCTION_LINES_MAX), slow(FUNCTION_LINES_MAX + 1)), (0, 1));

    let wide = |count: usize| check_lines(&sample("src/x.rs", &"ü".repeat(count))).len();
    assert_eq!((wide(LINE_MAX), wide(LINE_MAX + 1)), (0, 1));
}

#[test]
fn a_file_without_a_header_or_name_is_found() {
    assert_eq!(check_header(&sample("src/x.rs", "//! What it is.\n")).len(), 0);
    assert_eq!(check_header(&sample("src/x.rs", "use std::fmt;\n")).len(), 1);
    assert_eq!(check_header(&sample("src/sim/utils.rs", "//! Things.\n")).len(), 1);
}

#[test]
fn a_note_or_a_path_is_found() {
    for note in NOTES {
        assert_eq!(check_words(&sample("a.md", &format!("x\n// {note}: later\n"))).len(), 1);
        assert_eq!(check_words(&sample("a.md", &format!("{note}S"))).len(), 0);
    }
    for place in PLACES {
        assert_eq!(check_words(&sample("a.md", &format!("see {place}someone"))).len(), 1);
    }
}

#[test]
fn an_approach_named_by_the_app_is_found() {
    let found = |path: &str, text: &str| check_names(&sample(path, text)).len();
    assert_eq!(found("src/app/state/mod.rs", "const X: &str = \"outbox\";"), 1);
    assert_eq!(found("src/app/ui/x.rs", "f(\"/v1/first-item-added/current-state/3\")"), 1);
    assert_eq!(found("src/app/ui/x.rs", "f(\"the outbox record\") // outbox"), 0);
    assert_eq!(found("src/codec/link.rs", "f(\"outbox\")"), 0);
}

#[test]
fn a_file_missing_from_its_registry_is_found() {
    let list = "pub static ALL: &[&Approach] = &[\n    &inbox::APPROACH,\n];\n";
    let registry = sample("src/sim/approach/mod.rs", list);
    let inbox = sample("src/sim/approach/inbox.rs", "");
    let forgotten = sample("src/sim/approach/forgotten.rs", "");
    let check = |sources: &[&Source]| {
        check_registry(sources, "src/sim/approach/mod.rs", "APPROACH", &[], &["inbox"]).len()
    };
    assert_eq!(check(&[&registry, &inbox]), 0);
    assert_eq!(check(&[&registry, &inbox, &forgotten]), 2);
    assert_eq!(check(&[&sample("src/sim/approach/mod.rs", &list.repeat(2)), &inbox]), 1);
}

/// While the site is served, a figure's page loads by one list what the site's page loads by
/// another.
#[test]
fn the_figures_style_sheets_are_the_sites() {
    let parts = |text: &'static str, before: &'static str| -> Vec<&str> {
        let rest = text.split(before).skip(1);
        rest.filter_map(|rest| rest.split('"').next()?.rsplit('/').next()).collect()
    };
    let site = parts(include_str!("../../../index.html"), "rel=\"css\" href=\"");
    let figure = parts(include_str!("../../../static/css/style.css"), "@import \"");
    assert_eq!(figure, site);
    assert!(site.len() > 20);
}
