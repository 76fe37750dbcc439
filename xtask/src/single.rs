//! The built site as one page that needs no host: a file to be opened from a disk or a stick.
//!
//! What the page loads is in elements of it: programs compressed, words as they are. A script takes
//! them out (`single.js`), and the policy lets nothing else run or be asked for.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::digest::integrity;
use crate::markup::{attributes, own_file, tags};
use crate::{glue, names, policy};

/// Takes the files out and starts the page.
const START: &str = include_str!("single.js");

/// How `START` calls the programs, and how their files' names start and end.
const PROGRAMS: [(&str, &str, &str); 8] = [
    ("page-js", "redelivery-", ".js"),
    ("page-wasm", "redelivery-", ".wasm"),
    ("whole-js", "whole-", ".js"),
    ("whole-wasm", "whole_bg-", ".wasm"),
    ("learn-js", "learn-", ".js"),
    ("learn-wasm", "learn_bg-", ".wasm"),
    ("desk-js", "desk-", ".js"),
    ("desk-wasm", "desk_bg-", ".wasm"),
];

/// Where a later program is, in its script: beside that, and in one page in an attribute.
const BESIDE: [&str; 2] = ["new URL(", ",import.meta.url)"];
const LATER: [(&str, &str); 2] = [
    ("whole-js", "document.documentElement.dataset.wholeWasm"),
    ("learn-js", "document.documentElement.dataset.learnWasm"),
];

/// Makes one page of the site in `dist`, at `path`.
pub fn make(dist: &Path, path: &Path) -> Result<()> {
    fs::create_dir_all(path.parent().context("it is in a folder")?)?;
    fs::write(path, page(dist)?).with_context(|| format!("{}", path.display()))
}

/// The site in `dist` as one page.
fn page(dist: &Path) -> Result<String> {
    let page = fs::read_to_string(dist.join("index.html")).context("dist/index.html")?;
    let read = |name: &str| fs::read_to_string(dist.join(name)).with_context(|| name.to_owned());
    let mut inside = Inside::default();
    let files = names::all(dist)?;
    for (name, start, end) in PROGRAMS {
        let is_it = |file: &&String| file.starts_with(start) && file.ends_with(end);
        let is_known = |file: &str| names::KNOWN.contains(&file);
        let mut found = files.iter().filter(is_it).filter(|file| !is_known(file));
        let file = found.next().with_context(|| format!("dist has no {start}…{end}"))?;
        ensure!(found.next().is_none(), "dist has two files called {start}…{end}");
        let content = fs::read(dist.join(file)).with_context(|| file.clone())?;
        let content = match LATER.iter().find(|(later, _)| *later == name) {
            Some((_, inside)) => looking_inside(content, inside)?,
            None => content,
        };
        inside.pack(name, &content)?;
    }
    for file in files.iter().filter(|file| file.starts_with("words/")) {
        let language = names::base(file).split('-').next().unwrap_or_default();
        inside.keep(language, &read(file)?)?;
    }
    let start = String::from_utf8(glue::bare(START)?)?;
    let mut made = Made { start, elements: inside.elements, ..Made::default() };
    let body = made.replace(&page, read)?;
    policy::with(&body, &made.policy())
}

/// The script of a later program, which does not look beside itself for that but `inside`.
fn looking_inside(script: Vec<u8>, inside: &str) -> Result<Vec<u8>> {
    let script = String::from_utf8(script)?;
    let (before, rest) = script.split_once(BESIDE[0]).context("a script loads its program")?;
    let (_, after) = rest.split_once(BESIDE[1]).context("it loads it from beside itself")?;
    Ok([before, inside, after].concat().into_bytes())
}

/// The elements that hold files.
#[derive(Default)]
struct Inside {
    elements: String,
}

impl Inside {
    /// A program, compressed.
    fn pack(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(content)?;
        self.keep(name, &BASE64.encode(&packed.finish()?))
    }

    /// A text as it is. The type is none that runs.
    fn keep(&mut self, name: &str, text: &str) -> Result<()> {
        let ends = ["</script", "<!--"].into_iter().find(|end| text.contains(end));
        ensure!(ends.is_none(), "{name} has {ends:?} in it, which would end its element");
        write!(self.elements, "<script type=text/plain id=inside-{name}>{text}</script>")?;
        Ok(())
    }
}

/// The page as it is made.
#[derive(Default)]
struct Made {
    start: String,
    elements: String,
    scripts: String,
    styles: String,
}

impl Made {
    /// `page` with what it refers to in it, and without what only a site has.
    fn replace(&mut self, page: &str, read: impl Fn(&str) -> Result<String>) -> Result<String> {
        let (mut made, mut rest) = (String::new(), page);
        for tag in tags(page) {
            // What is inside a script is none, though it may look like one.
            let start = rest.as_ptr() as usize + 1;
            let Some(at) = (tag.as_ptr() as usize).checked_sub(start) else { continue };
            let value = |wanted: &str| attributes(tag).find(|(name, _)| *name == wanted);
            let refers = value("src").or(value("href")).and_then(|(_, value)| own_file(value));
            let rel = value("rel").map(|(_, value)| value);
            let stands_for = match (tag.split_whitespace().next(), rel, refers) {
                (Some("script"), _, Some(file)) => Some(self.script("", &read(file)?)),
                (Some("script"), _, None) => {
                    let start = std::mem::take(&mut self.start);
                    let script = self.script(" type=module", &start);
                    Some(std::mem::take(&mut self.elements) + &script)
                }
                (Some("link"), Some("stylesheet" | "next"), Some(file)) => {
                    Some(self.style(&read(file)?))
                }
                (Some("link"), Some("icon"), Some(file)) => {
                    let icon = BASE64.encode(read(file)?.as_bytes());
                    Some(format!("<link rel=icon href=data:image/svg+xml;base64,{icon}>"))
                }
                (Some("link"), ..) => Some(String::new()),
                (Some("meta"), ..) if tag.contains("http-equiv") => Some(String::new()),
                (Some("html"), ..) => Some(format!("<{}>", without_version(tag))),
                _ => None,
            };
            let Some(stands_for) = stands_for else { continue };
            made.push_str(&rest[..at]);
            made.push_str(&stands_for);
            rest = &rest[at + tag.len() + 2..];
            if tag.starts_with("script") {
                (_, rest) = rest.split_once("</script>").context("a script of the page ends")?;
            }
        }
        ensure!(self.start.is_empty(), "the page starts nothing");
        Ok(made + rest)
    }

    fn script(&mut self, attributes: &str, text: &str) -> String {
        let _ = write!(self.scripts, " '{}'", integrity(text.as_bytes()));
        format!("<script{attributes}>{text}</script>")
    }

    fn style(&mut self, text: &str) -> String {
        let _ = write!(self.styles, " '{}'", integrity(text.as_bytes()));
        format!("<style>{text}</style>")
    }

    /// What such a page may do: nothing that leads out of it.
    fn policy(&self) -> String {
        let Self { scripts, styles, .. } = self;
        format!(
            "default-src 'none'; script-src 'wasm-unsafe-eval' blob:{scripts}; style-src{styles}; \
             img-src data: blob:; connect-src blob:; worker-src blob:; base-uri 'none'; \
             form-action 'none'"
        )
    }
}

/// The first tag of a page that is no version of a site.
fn without_version(tag: &str) -> String {
    let version = attributes(tag).find(|(name, _)| *name == "data-version");
    let version = version.map(|(name, value)| format!(" {name}={value}")).unwrap_or_default();
    tag.replace(&version, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html lang=en data-version=12ab><meta charset=utf-8>\
        <meta http-equiv=Content-Security-Policy content=\"script-src 'self'\"><title>x</title>\
        <link rel=icon href=i.svg><link rel=manifest href=m.json><script src=./b.js></script>\
        <link rel=\"stylesheet\" href=\"./s.css\"><script type=module>import './p.js';</script>\
        <link href=./p.wasm rel=preload><p>text</p>";

    #[test]
    fn everything_that_the_page_refers_to_is_in_it() {
        let mut made =
            Made { start: "start()".to_owned(), elements: "<i></i>".to_owned(), ..Made::default() };
        let page = made.replace(PAGE, |name| Ok(format!("({name})"))).expect("all is there");
        let wants = "<!doctype html><html lang=en><meta charset=utf-8><title>x</title>\
            <link rel=icon href=data:image/svg+xml;base64,KGkuc3ZnKQ==><script>(b.js)</script>\
            <style>(s.css)</style><i></i><script type=module>start()</script><p>text</p>";
        assert_eq!(page, wants);
        let policy = made.policy();
        for text in ["(b.js)", "start()", "(s.css)"] {
            assert!(policy.contains(&integrity(text.as_bytes())), "{text}: {policy}");
        }
        assert!(!policy.contains("'self'") && !policy.contains("unsafe-inline"), "{policy}");
    }

    #[test]
    fn what_would_end_its_element_is_refused() {
        let mut inside = Inside::default();
        assert!(inside.keep("pl", "a\n\tb").is_ok());
        assert!(inside.keep("pl", "a</script>").is_err());
        assert_eq!(inside.elements, "<script type=text/plain id=inside-pl>a\n\tb</script>");
    }

    #[test]
    fn the_whole_finds_its_program_in_the_page() {
        let script = b"let a;a=new URL(`whole_bg-12.wasm`,import.meta.url);b()".to_vec();
        let (_, inside) = LATER[0];
        let made = looking_inside(script, inside).expect("it loads a program");
        assert_eq!(made, b"let a;a=document.documentElement.dataset.wholeWasm;b()");
        assert!(looking_inside(b"b()".to_vec(), inside).is_err());
    }
}
