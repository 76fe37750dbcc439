//! Every check, one after the other, and one closing line: a test counts as one, and so does each
//! gate that is no test run.

use std::num::NonZero;
use std::process::{Command, ExitCode};
use std::thread;

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;
use crate::site::Build;
use crate::{browser, npm, site, size, tools};

/// What has been counted so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
}

/// One gate: what it is called, what it does, and whether the later ones are pointless without it.
struct Gate {
    name: &'static str,
    check: fn(&Project, &mut Count) -> Result<()>,
    is_needed: bool,
    /// How long it usually takes where nothing has been compiled, or empty.
    usually: &'static str,
}

const GATES: [Gate; 10] = [
    Gate { name: "set-up", check: set_up, is_needed: true, usually: "" },
    Gate { name: "format", check: format, is_needed: false, usually: "" },
    Gate { name: "lint", check: lint, is_needed: false, usually: "two minutes at first" },
    Gate { name: "lint, each part of the page", check: lint_parts, is_needed: false, usually: "" },
    Gate { name: "tests", check: tests, is_needed: false, usually: "five minutes at first" },
    Gate { name: "documentation", check: documentation, is_needed: false, usually: "" },
    Gate { name: "benchmarks, once each", check: benchmarks, is_needed: false, usually: "" },
    Gate { name: "release site", check: release_site, is_needed: true, usually: "" },
    Gate { name: "size budget", check: size_budget, is_needed: false, usually: "" },
    Gate { name: "browser tests", check: browser_tests, is_needed: false, usually: "six minutes" },
];

/// The page and what drives a browser to it. All gates name both: one alone would have others of
/// their dependencies' features, and with them everything compiled anew.
const PAGE: [&str; 2] = ["--package=redelivery", "--package=browser-tests"];

/// The project's own tools. Their gates have them compiled as they are for use.
const TOOLS: [&str; 2] = ["--package=xtask", "--package=bindgen"];

/// The features of the page's programs, besides all of them.
const PARTS: [&str; 3] = ["", "whole", "embed"];

/// Runs all gates. A failed one stops the rest only if they build on it.
pub fn test(project: &Project) -> ExitCode {
    let mut total = Count::default();
    for (index, gate) in GATES.iter().enumerate() {
        println!("\n== {} ({} of {})", gate.name, index + 1, GATES.len());
        let mut count = Count::default();
        let check = || (gate.check)(project, &mut count);
        let outcome = project.times().part(gate.name, gate.usually, check);
        let is_ok = outcome.is_ok();
        if let Err(error) = outcome {
            println!("error: {error:#}");
        }
        let count = counted(count, is_ok);
        total.passed += count.passed;
        total.failed += count.failed;
        let word = if count.failed == 0 { "passed" } else { "FAILED" };
        println!("== {}: {word}", gate.name);
        if count.failed > 0 && gate.is_needed {
            let skipped: Vec<_> = GATES[index + 1..].iter().map(|gate| gate.name).collect();
            println!("== not run, since they need it: {}", skipped.join("; "));
            break;
        }
    }
    project.times().print();
    // Alone on its line and last, so that whoever reads only the end knows.
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.passed > 0 && total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a gate adds: its tests, or one for itself if it ran none or failed beside them.
fn counted(mut count: Count, is_ok: bool) -> Count {
    if is_ok && count == Count::default() {
        count.passed = 1;
    }
    if !is_ok && count.failed == 0 {
        count.failed = 1;
    }
    count
}

fn set_up(project: &Project, _: &mut Count) -> Result<()> {
    // Here, not in each gate: what is missing should be known before minutes of other work.
    tools::install_checkers(project)?;
    tools::install(project)?;
    browser::chromium()?;
    browser::fonts()?;
    browser::hugo()?;
    npm::scripts(project)?;
    // Locked, so that a lock file that lags behind Cargo.toml is found here.
    site::fetch(project, &["--locked"])
}

fn format(project: &Project, _: &mut Count) -> Result<()> {
    process::run(project.cargo().args(["fmt", "--all", "--check"]))
}

fn lint(project: &Project, _: &mut Count) -> Result<()> {
    [PAGE, TOOLS]
        .iter()
        .try_for_each(|packages| clippy(project, &[&packages[..], &["--all-targets"]].concat()))
}

/// What only a part of the page is compiled with, and what it lacks, the other lint does not see.
fn lint_parts(project: &Project, _: &mut Count) -> Result<()> {
    PARTS.iter().try_for_each(|part| {
        let feature = format!("--features={part}");
        let page = ["--package=redelivery", "--lib", "--bins", "--no-default-features"];
        clippy(project, &[&page[..], &[&feature]].concat())
    })
}

fn clippy(project: &Project, choice: &[&str]) -> Result<()> {
    process::run(project.cargo().arg("clippy").args(choice).args(["--", "-D", "warnings"]))
}

/// xtask is among them, and must keep its tests in `src/`: for a `tests/` folder cargo would
/// build the very program that is running, which Windows does not allow.
fn tests(project: &Project, count: &mut Count) -> Result<()> {
    let mut cargo = project.cargo();
    cargo.arg("test").args(PAGE).args(["--no-fail-fast", "--lib", "--bins", "--examples"]);
    let page = run_tests(cargo.arg("--test=it"), count);
    let mut cargo = project.cargo();
    let tools = run_tests(cargo.args(["test", "--profile=dev"]).args(TOOLS), count);
    page.and(tools)
}

fn documentation(project: &Project, _: &mut Count) -> Result<()> {
    let mut doc = project.cargo();
    doc.args(["doc", "--no-deps", "--package=redelivery"]).env("RUSTDOCFLAGS", "-D warnings");
    process::run(&mut doc)
}

fn benchmarks(project: &Project, _: &mut Count) -> Result<()> {
    // As they are compiled for tests, each case once: whether they run does not depend on it.
    process::run(project.cargo().arg("test").args(PAGE).arg("--bench=*"))
}

fn release_site(project: &Project, _: &mut Count) -> Result<()> {
    site::dist(project, Build::Release)?;
    site::single_file(project, Build::Release)?;
    Ok(())
}

fn size_budget(project: &Project, _: &mut Count) -> Result<()> {
    size::check(&Build::Release.folder(project))
}

fn browser_tests(project: &Project, count: &mut Count) -> Result<()> {
    let mut cargo = in_browser(project, Build::Release)?;
    cargo.arg("test").args(PAGE).args(["--no-fail-fast", "--test=chromium"]);
    run_tests(&mut cargo, count)
}

/// Builds the site and runs the browser tests with one of `filters` in their names, or all.
pub fn test_in_browser(project: &Project, build: Build, filters: &[String]) -> Result<()> {
    site::dist(project, build)?;
    site::single_file(project, build)?;
    let mut cargo = in_browser(project, build)?;
    cargo.arg("test").args(PAGE).args(["--no-fail-fast", "--test=chromium", "--"]).args(filters);
    run_tests(&mut cargo, &mut Count::default())
}

/// Runs a program that measures something of the site in Chromium, and prints what it finds.
pub fn run_in_browser(project: &Project, program: &str) -> Result<()> {
    site::dist(project, Build::Release)?;
    let mut cargo = in_browser(project, Build::Release)?;
    process::run(cargo.args(["run", "--release", "--package=browser-tests", "--bin", program]))
}

/// The gate of the site with a very long run in place of its page.
pub fn measure_long(project: &Project) -> Result<()> {
    site::dist(project, Build::Release)?;
    let folder = site::with_program(project, "long")?;
    let mut cargo = in_browser(project, Build::Release)?;
    cargo.env("REDELIVERY_DIST", folder);
    process::run(cargo.args(["run", "--release", "--package=browser-tests", "--bin", "long"]))
}

/// Takes the pictures anew that the browser tests compare the page with.
pub fn update_baselines(project: &Project) -> Result<()> {
    browser::fonts()?;
    site::dist(project, Build::Release)?;
    let mut cargo = in_browser(project, Build::Release)?;
    cargo.env("UPDATE_BASELINES", "1");
    cargo.arg("test").args(PAGE).args(["--test=chromium", "--", "baselines::", "icons::"]);
    process::run(&mut cargo)?;
    println!(
        "\nLook at those that changed in tests/browser/baselines/, docs/ and static/icons/ before \
         they are committed."
    );
    Ok(())
}

/// Cargo, with what the programs that drive a browser must know.
fn in_browser(project: &Project, build: Build) -> Result<Command> {
    let mut cargo = project.cargo();
    let scripts = npm::scripts(project)?;
    // Most of a test is waiting for the browser.
    let threads = 2 * thread::available_parallelism().map_or(1, NonZero::get);
    cargo
        .env("RUST_TEST_THREADS", threads.to_string())
        .env("REDELIVERY_DIST", build.folder(project))
        .env("REDELIVERY_SINGLE", build.single(project))
        .env("REDELIVERY_CHROME", browser::chromium()?)
        .env("REDELIVERY_HUGO", browser::hugo()?)
        .env("REDELIVERY_AXE", scripts.axe)
        .env("REDELIVERY_MERMAID", scripts.mermaid)
        .env("REDELIVERY_REVEAL", scripts.reveal);
    Ok(cargo)
}

/// Runs a `cargo test` and adds up its tests. That none ran is a failure: a suite that vanished
/// must not look like one that passed.
fn run_tests(cargo: &mut Command, count: &mut Count) -> Result<()> {
    let before = *count;
    process::run_watched(cargo, |line| {
        if let Some(Count { passed, failed }) = result_line(line) {
            count.passed += passed;
            count.failed += failed;
        }
    })?;
    if *count == before {
        bail!("no test was executed");
    }
    Ok(())
}

/// The counts in a line like `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
fn result_line(line: &str) -> Option<Count> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number_of = |word: &str| {
        let field = counts.split("; ").find_map(|field| field.strip_suffix(word))?;
        field.trim().parse().ok()
    };
    Some(Count { passed: number_of("passed")?, failed: number_of("failed")? })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The gate runs one program; what is in no module of it would be left out without a word.
    #[test]
    fn every_browser_test_is_in_the_program_that_is_run() {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/browser/tests");
        let names = |folder: &Path| {
            let entries = fs::read_dir(folder).expect("there are browser tests").flatten();
            let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
            names.collect::<Vec<_>>()
        };
        assert_eq!(names(&tests), ["chromium"]);
        let program = tests.join("chromium");
        let text = fs::read_to_string(program.join("main.rs")).expect("it is a program");
        for name in names(&program).iter().filter(|name| *name != "main.rs") {
            let module = format!("mod {};", name.trim_end_matches(".rs"));
            assert!(text.lines().any(|line| line == module), "{name} is not in main.rs");
        }
    }

    #[test]
    fn the_counts_are_read_from_a_result_line_and_from_no_other() {
        let ok = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; \
                  finished in 0.10s";
        assert_eq!(result_line(ok), Some(Count { passed: 12, failed: 0 }));
        let failed = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured";
        assert_eq!(result_line(failed), Some(Count { passed: 3, failed: 2 }));
        assert_eq!(result_line("test page::opens ... ok"), None);
        assert_eq!(result_line("running 3 tests"), None);
    }

    #[test]
    fn a_gate_counts_its_tests_or_else_itself() {
        let none = Count::default();
        assert_eq!(counted(none, true), Count { passed: 1, failed: 0 });
        assert_eq!(counted(none, false), Count { passed: 0, failed: 1 });
        let tests = Count { passed: 9, failed: 2 };
        assert_eq!(counted(tests, false), tests);
        // A doc test that does not compile, say, fails the run without a failed test.
        let passed = Count { passed: 9, failed: 0 };
        assert_eq!(counted(passed, false), Count { passed: 9, failed: 1 });
    }
}
