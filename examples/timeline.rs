//! Prints the frames, effects and verdicts of a link: `cargo run --example timeline -- '<link>'`,
//! as text, or with `--json` as JSON. A link is the text after `#` in the page's address; the
//! whole address will do. With `--format`, prints what the page shows of the link, to its end, in
//! one of the formats in which a run can be taken away.

mod terminal;

use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use redelivery::codec::{Address, Form, Link, LinkError, Problem};
use redelivery::export::{self, FORMATS, Format, Look, Taken};
use redelivery::sim::approach;
use redelivery::sim::scenario;
use redelivery::sim::timeline::Timeline;

/// What the command line asks for.
#[derive(Debug)]
struct Asked {
    link: Link,
    /// What stands before `#`.
    site: String,
    form: Wanted,
}

/// How the run is printed.
#[derive(Debug)]
enum Wanted {
    Text,
    Json,
    Format(&'static Format, Look),
}

fn main() -> ExitCode {
    let text = text(terminal::asked(command(), asked));
    terminal::print(|out| out.write_all(text.as_bytes()))
}

fn command() -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let formats = PossibleValuesParser::new(printed().map(|format| format.id));
    terminal::command("timeline", "Prints the frames, effects and verdicts of a run")
        .arg(flag("json").conflicts_with("format").help("Print JSON in place of text"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_parser(formats)
                .help("Print the run in a format in which the page lets it be taken away"),
        )
        .arg(flag("dark").requires("format").help("For a dark page; pictures only"))
        .arg(
            Arg::new("link").required(true).help(
                "The run's link: what follows # in the page's address, or all of the address",
            ),
        )
}

/// The formats that a terminal can show.
fn printed() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|format| format.form != Form::Dots)
}

fn asked(matches: &ArgMatches) -> Result<Asked, String> {
    let address = matches.get_one::<String>("link").expect("it is required");
    let (site, link) = address.split_once('#').unwrap_or(("", address));
    let link = match Address::parse(link) {
        Ok(Address::Moment(link)) => link,
        Ok(_) => {
            return Err(format!(
                "'{link}' is another page's address; a run's begins '/v1/<scenario>/'"
            ));
        }
        Err(error) => return Err(wrong(&error)),
    };
    let id = matches.get_one::<String>("format");
    let look = if matches.get_flag("dark") { Look::Dark } else { Look::Light };
    let format = id.and_then(|id| printed().find(|format| format.id == id));
    let form = match format {
        Some(format) => Wanted::Format(format, look),
        None if matches.get_flag("json") => Wanted::Json,
        None => Wanted::Text,
    };
    Ok(Asked { link, site: String::from(site), form })
}

/// What is wrong with a link, and which names would fit in the place of one that nothing has.
fn wrong(error: &LinkError) -> String {
    let scenarios = || scenario::ALL.iter().map(|scenario| scenario.id);
    let approaches = || approach::ALL.iter().chain(approach::FLAWED).map(|approach| approach.id);
    let (known, near): (Vec<&str>, _) = match &error.problem {
        Problem::Scenario { found } => (scenarios().collect(), nearest(found, scenarios())),
        Problem::Approach { found } => (approaches().collect(), nearest(found, approaches())),
        _ => return format!("not a link: {error}"),
    };
    let fits = if near.is_empty() { known } else { near };
    format!("not a link: {error}; there is {}", fits.join(", "))
}

/// The words of `known` that are nearest to `word`, at most three: those that begin with it, or
/// that a slip of the finger makes of it.
fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Vec<&'w str> {
    const LIKE: f64 = 0.8;
    const WORDS_MAX: usize = 3;
    let likeness = |other: &str| {
        let begins = !word.is_empty() && other.starts_with(word);
        if begins { 1.0 } else { strsim::jaro_winkler(word, other) }
    };
    let mut near: Vec<(f64, &str)> = known.map(|other| (likeness(other), other)).collect();
    near.retain(|(likeness, _)| *likeness >= LIKE);
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    near.into_iter().map(|(_, word)| word).take(WORDS_MAX).collect()
}

fn text(Asked { link, site, form }: Asked) -> String {
    let whole = |link: Link| Timeline::new(link.run).expect("a link's run is possible");
    match form {
        Wanted::Text => export::text(&whole(link)),
        Wanted::Json => export::json(&whole(link)),
        Wanted::Format(format, look) => {
            let (lanes, unmet) = (link.timelines(), link.unmet);
            format.write(&Taken { lanes: &lanes, unmet: &unmet, look, site: &site })
        }
    }
}
