//! The example program, run as a reader of the README runs it.

use std::process::{Command, Output};

use redelivery::codec::Link;
use redelivery::export;
use redelivery::sim::timeline::Timeline;

const LINK: &str = "/v1/first-item-added/current-state/7.refused.14";

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--example", "timeline", "--"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs, since it runs this test")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the program prints text")
}

/// One test, so that the runs do not wait for each other's build lock.
#[test]
fn the_example_prints_what_the_export_says() {
    let link = Link::parse(LINK).expect("the link opens");
    let timeline = Timeline::new(link.run).expect("a link's run is possible");

    let text = run(&[&format!("https://example.org/page#{LINK}")]);
    assert!(text.status.success());
    assert_eq!(out(&text), export::text(&timeline));

    let json = run(&["--json", LINK]);
    assert!(json.status.success());
    assert_eq!(out(&json), export::json(&timeline));

    let wrong = run(&["/v1/first-item-added/nowhere"]);
    assert!(!wrong.status.success() && wrong.stdout.is_empty());
    let error = String::from_utf8(wrong.stderr).expect("the program prints text");
    assert_eq!(
        error.trim_end(),
        "not a link: expected an approach, found 'nowhere' (at character 22)"
    );
}
