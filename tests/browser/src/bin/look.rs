//! Our own eyes during development: opens a link of the site in `dist/`, as `cargo xtask dist`
//! builds it, presses keys, and writes what is seen as a PNG.
//!
//! `cargo run -p browser-tests --bin look -- '<link>' --size 1440x900 --dark --keys
//! 'Home,ArrowRight,ArrowRight' out.png`
//!
//! The link is the text after `#`; a whole address will do, and an empty one is the bare page.
//! `--touch` is a phone, `--still` asks for less motion, `--wait`, `--click` and `--then` take a
//! selector (waits and clicks come before keys, `--then` waits after them), `--beside FILE` shows
//! that HTML file, which may frame the site by the address `SITE`, and `--dist FOLDER` shows
//! another folder, such as `target/serve`, which `cargo xtask serve` keeps fresh. Errors of the
//! page go to stderr.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use browser_tests::{Page, Site, Visitor};
use lexopt::{Arg, Parser, ValueExt};

/// What was asked for.
struct Wish {
    link: String,
    visitor: Visitor,
    forced: bool,
    beside: Option<PathBuf>,
    dist: PathBuf,
    waits: Vec<String>,
    clicks: Vec<String>,
    keys: Vec<String>,
    thens: Vec<String>,
    picture: PathBuf,
}

fn main() -> ExitCode {
    match parse(Parser::from_env()) {
        Ok(wish) => {
            look(&wish);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!(
                "error: {error}\nusage: look '<link>' [--size 1440x900] [--dark] [--still] \
                 [--forced] [--touch] [--wait CSS] [--click CSS] [--keys Home,ArrowRight] \
                 [--then CSS] [--beside FILE] [--dist FOLDER] out.png"
            );
            ExitCode::FAILURE
        }
    }
}

fn look(wish: &Wish) {
    let site = Site::of(wish.dist.clone());
    let url = wish.beside.as_ref().map_or_else(
        || site.url(&wish.link),
        |file| {
            let html = fs::read_to_string(file).expect("the file beside the site is text");
            site.page_beside("beside.html", &html.replace("SITE", &site.url(&wish.link)))
        },
    );
    let page = Page::visit(&site, &url, wish.visitor);
    page.wait_until_idle();
    if wish.forced {
        page.force_colors();
    }
    for selector in &wish.waits {
        page.wait_for(selector);
    }
    for selector in &wish.clicks {
        page.click(selector);
    }
    for key in &wish.keys {
        page.press(key);
    }
    for selector in &wish.thens {
        page.wait_for(selector);
    }
    page.screenshot(&wish.picture);
    for error in page.console_errors() {
        eprintln!("the page says: {error}");
    }
    println!("{}", wish.picture.display());
}

fn parse(mut arguments: Parser) -> Result<Wish, lexopt::Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("..");
    let mut wish = Wish {
        link: String::new(),
        visitor: Visitor::DESKTOP,
        forced: false,
        beside: None,
        dist: env::var_os("REDELIVERY_DIST").map_or_else(|| root.join("dist"), PathBuf::from),
        waits: Vec::new(),
        clicks: Vec::new(),
        keys: Vec::new(),
        thens: Vec::new(),
        picture: PathBuf::new(),
    };
    let mut values = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("size") => {
                let (width, height) = arguments.value()?.parse_with(size)?;
                wish.visitor = wish.visitor.sized(width, height);
            }
            Arg::Long("dark") => wish.visitor.dark = true,
            Arg::Long("still") => wish.visitor.still = true,
            Arg::Long("forced") => wish.forced = true,
            Arg::Long("touch") => wish.visitor.touch = true,
            Arg::Long("beside") => wish.beside = Some(arguments.value()?.into()),
            Arg::Long("dist") => wish.dist = arguments.value()?.into(),
            Arg::Long("wait") => wish.waits.push(arguments.value()?.string()?),
            Arg::Long("then") => wish.thens.push(arguments.value()?.string()?),
            Arg::Long("click") => wish.clicks.push(arguments.value()?.string()?),
            Arg::Long("keys") => {
                let keys = arguments.value()?.string()?;
                wish.keys = keys.split(',').map(str::to_owned).collect();
            }
            Arg::Value(value) => values.push(value.string()?),
            other => return Err(other.unexpected()),
        }
    }
    let picture = values.pop().ok_or("no file to write the picture to")?;
    wish.picture = PathBuf::from(picture);
    let address = values.pop().unwrap_or_default();
    wish.link = address.split_once('#').map_or(address.clone(), |(_, link)| link.to_owned());
    Ok(wish)
}

/// `1440x900`.
fn size(text: &str) -> Result<(u32, u32), String> {
    let parts = text
        .split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    parts.ok_or_else(|| "a size is written like 1440x900".to_owned())
}
