//! The example programs, run as a reader of the README runs them.

use std::collections::BTreeSet;
use std::io::pipe;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use redelivery::codec::Link;
use redelivery::export;
use redelivery::sim::timeline::Timeline;

const LINK: &str = "/v1/first-item-added/current-state/7.refused.14";

/// A command line of each example that prints something.
const PRINTING: [(&str, &[&str]); 6] = [
    ("matrix", &["--scenario", "http-exchange", "--csv"]),
    ("oracle", &["message_handler", "V0", "1", "1"]),
    ("prerender", &[]),
    ("timeline", &[LINK]),
    ("timeline", &["--json", LINK]),
    ("timeline", &["--format", "svg", "--dark", LINK]),
];

/// Command lines that are wrong, each with what the error must name: the word that is wrong, and
/// what would fit.
const WRONG: [(&str, &[&str], &[&str]); 20] = [
    ("timeline", &[], &["<link>"]),
    ("timeline", &["--jsno", LINK], &["'--jsno'", "'--json'"]),
    ("timeline", &["--dark", LINK], &["--format"]),
    ("timeline", &["--json", "--format", "svg", LINK], &["'--json'", "'--format"]),
    ("timeline", &["--format", "mermade", LINK], &["'mermade'", "'mermaid'", "markdown"]),
    ("timeline", &["--format", "png", LINK], &["'png'", "svg"]),
    ("timeline", &[LINK, "/v1/cart"], &["'/v1/cart'"]),
    ("timeline", &["/v1/first-item/outbox/7"], &["'first-item'", "first-item-added"]),
    ("timeline", &["/v1/first-item-added/outbx/7"], &["'outbx'", "outbox"]),
    ("timeline", &["/v1/first-item-added/zzz/7"], &["'zzz'", "outbox", "current-state"]),
    ("timeline", &["/v1/first-item-added/outbox/7.refsued"], &["'refsued'", "'refused'"]),
    ("timeline", &["/v1/matrix/cart"], &["'/v1/matrix/cart'", "'/v1/<scenario>/'"]),
    ("matrix", &["--scenario", "carts"], &["'carts'", "'cart'", "quantities"]),
    ("matrix", &["--flawd"], &["'--flawd'", "'--flawed'"]),
    ("matrix", &["--json", "--csv"], &["'--json'", "'--csv'"]),
    ("oracle", &["exactly_onc", "1", "1"], &["'exactly_onc'", "'exactly_once'"]),
    ("oracle", &["exactly_once", "5", "1"], &["MaxQueue is 5", "1 to 4"]),
    ("oracle", &["none_atomic", "4", "3"], &["DupCount is 3", "1 to 2"]),
    ("oracle", &["message_handler", "V7", "1", "1"], &["'V7'", "V4a", "V6"]),
    ("prerender", &["--dark"], &["'--dark'"]),
];

/// The folder with the examples, built once, as this test was.
static PROGRAMS: LazyLock<PathBuf> = LazyLock::new(|| {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "--examples", "--profile=test"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("cargo runs, since it runs this test");
    assert!(built.success());
    let own = std::env::current_exe().expect("this test runs");
    let target = own.ancestors().nth(3).expect("it is three folders below: <profile>/deps/it-…");
    target.join("debug").join("examples")
});

fn command(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAMS.join(name));
    command.args(arguments);
    command
}

fn run(name: &str, arguments: &[&str]) -> Output {
    command(name, arguments).output().expect("it was just built")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the programs print text")
}

/// An example that is added is tried as the others are.
#[test]
fn every_example_is_tried() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let files = folder.read_dir().expect("there are examples");
    let names = files.filter_map(|file| {
        let name = file.ok()?.file_name().into_string().ok()?;
        Some(name.strip_suffix(".rs")?.to_string())
    });
    let tried = PRINTING.iter().map(|(name, _)| (*name).to_string());
    assert_eq!(names.collect::<BTreeSet<_>>(), tried.collect());
}

#[test]
fn the_timeline_prints_what_the_export_says() {
    let link = Link::parse(LINK).expect("the link opens");
    let timeline = Timeline::new(link.run).expect("a link's run is possible");
    let plain = run("timeline", &[&format!("https://example.org/page#{LINK}")]);
    assert!(plain.status.success());
    assert_eq!(text(&plain.stdout), export::text(&timeline));
    let json = run("timeline", &["--json", LINK]);
    assert!(json.status.success());
    assert_eq!(text(&json.stdout), export::json(&timeline));
}

#[test]
fn a_wrong_word_is_named_with_what_would_fit() {
    for (name, arguments, told) in WRONG {
        let output = run(name, arguments);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name} {arguments:?}: {error}");
        assert!(output.stdout.is_empty(), "{name} {arguments:?}");
        for told in told {
            assert!(error.contains(told), "{name} {arguments:?} does not say {told}: {error}");
        }
    }
}

#[test]
fn the_help_tells_the_exit_codes() {
    for (name, _) in PRINTING {
        let output = run(name, &["--help"]);
        let help = text(&output.stdout);
        assert_eq!((output.status.code(), output.stderr.is_empty()), (Some(0), true), "{name}");
        let (_, codes) = help.split_once("Exit codes:\n").expect("it ends with them");
        let codes: Vec<&str> = codes.lines().filter_map(|it| it.trim().split(' ').next()).collect();
        assert_eq!(codes, ["0", "1", "2"], "{name}");
    }
}

/// `… | head`, which has read enough before anything is printed.
#[test]
fn a_closed_output_is_no_failure() {
    let helps = PRINTING.map(|(name, _)| (name, &["--help"][..]));
    for (name, arguments) in PRINTING.into_iter().chain(helps) {
        let (reader, writer) = pipe().expect("there are pipes");
        drop(reader);
        let output = command(name, arguments).stdout(writer).output().expect("it was just built");
        let error = text(&output.stderr);
        assert_eq!((output.status.code(), &*error), (Some(0), ""), "{name} {arguments:?}");
    }
}

/// Nobody reads the error either.
#[test]
fn an_error_that_nobody_reads_is_an_error() {
    for (name, arguments, _) in WRONG {
        let (reader, writer) = pipe().expect("there are pipes");
        drop(reader);
        let mut command = command(name, arguments);
        let status = command.stdout(Stdio::null()).stderr(writer).status();
        assert_eq!(status.expect("it was just built").code(), Some(2), "{name} {arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_can_not_be_written_is_a_failure() {
    for (name, arguments) in PRINTING {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
        let output = command(name, arguments).stdout(full).output().expect("it was just built");
        assert_eq!(output.status.code(), Some(1), "{name} {arguments:?}");
        assert!(text(&output.stderr).contains("can't be written"), "{name} {arguments:?}");
    }
}
