//! Prints the frames, effects and verdicts of a link: `cargo run --example timeline -- '<link>'`,
//! as text, or with `--json` as JSON. A link is the text after `#` in the page's address; the
//! whole address will do. With `--format`, prints what the page shows of the link, to its end, in
//! one of the formats in which a run can be taken away.

use std::process::ExitCode;

use redelivery::codec::{Form, Link};
use redelivery::export::{self, FORMATS, Look, Taken};
use redelivery::sim::timeline::Timeline;

const USAGE: &str = "usage: timeline [--json | --format <format> [--dark]] '<link>'";

/// What the command line asks for.
#[derive(Default)]
struct Asked {
    is_json: bool,
    format: Option<String>,
    look: Look,
    address: Option<String>,
}

fn main() -> ExitCode {
    let Some(Asked { is_json, format, look, address: Some(address) }) = asked() else {
        return fail(USAGE);
    };
    let (site, link) = address.split_once('#').unwrap_or(("", &address));
    let link = match Link::parse(link) {
        Err(error) => return fail(&format!("not a link: {error}")),
        Ok(link) => link,
    };
    let Some(format) = format else {
        let timeline = Timeline::new(link.run).expect("a link's run is possible");
        print!("{}", if is_json { export::json(&timeline) } else { export::text(&timeline) });
        return ExitCode::SUCCESS;
    };
    let printed = FORMATS.iter().filter(|format| format.form != Form::Dots);
    let Some(format) = printed.clone().find(|known| known.id == format) else {
        let ids: Vec<&str> = printed.map(|format| format.id).collect();
        return fail(&format!("'{format}' can't be printed; there are {}", ids.join(", ")));
    };
    let (lanes, unmet) = (link.timelines(), link.unmet);
    print!("{}", format.write(&Taken { lanes: &lanes, unmet: &unmet, look, site }));
    ExitCode::SUCCESS
}

/// `None` where nobody can say what is meant.
fn asked() -> Option<Asked> {
    let mut asked = Asked::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" if asked.format.is_none() => asked.is_json = true,
            "--format" if !asked.is_json && asked.format.is_none() => {
                asked.format = Some(arguments.next()?);
            }
            "--dark" => asked.look = Look::Dark,
            other if other.starts_with("--") || asked.address.is_some() => return None,
            _ => asked.address = Some(argument),
        }
    }
    Some(asked)
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
