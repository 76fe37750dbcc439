//! Prints the frames, effects and verdicts of a link: `cargo run --example timeline -- '<link>'`,
//! as text, or with `--json` as JSON. A link is the text after `#` in the page's address; the
//! whole address will do.

use std::process::ExitCode;

use redelivery::codec::Link;
use redelivery::export;
use redelivery::sim::timeline::Timeline;

const USAGE: &str = "usage: timeline [--json] '<link>'";

fn main() -> ExitCode {
    let (flags, links): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let json = match flags.as_slice() {
        [] => false,
        [flag] if flag == "--json" => true,
        _ => return fail(USAGE),
    };
    let [address] = links.as_slice() else { return fail(USAGE) };
    let link = address.split_once('#').map_or(address.as_str(), |(_, link)| link);
    match Link::parse(link) {
        Err(error) => fail(&format!("not a link: {error}")),
        Ok(link) => {
            let timeline = Timeline::new(link.run).expect("a link's run is possible");
            print!("{}", if json { export::json(&timeline) } else { export::text(&timeline) });
            ExitCode::SUCCESS
        }
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
