//! What the service worker keeps: every file of the site, by its digest, and what to call this
//! version of them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::digest::{integrity, mark};
use crate::names;

const PAGE: &str = "index.html";
const WORKER: &str = "service-worker.js";

/// The page's first element, as it is written and as it is minified: it says the version.
const PLACES: [&str; 2] = ["<html lang=\"en\"", "<html lang=en"];

/// Names the version of the site in `dist`, in its page and in its service worker, which learns
/// what there is to keep.
pub fn list(dist: &Path) -> Result<()> {
    let mut files = Vec::new();
    for name in names::all(dist)?.into_iter().filter(|name| name != WORKER) {
        let content = fs::read(dist.join(&name)).with_context(|| name.clone())?;
        files.push((name, content));
    }
    let version = version(&files);
    for (_, page) in files.iter_mut().filter(|(name, _)| name == PAGE) {
        *page = with_version(std::str::from_utf8(page)?, &version)?.into_bytes();
        fs::write(dist.join(PAGE), page).context(PAGE)?;
    }
    let worker = fs::read_to_string(dist.join(WORKER)).context(WORKER)?;
    fs::write(dist.join(WORKER), filled(&worker, &version, &files)).context(WORKER)
}

/// What a version of the site is called: other files are another version.
fn version(files: &[(String, Vec<u8>)]) -> String {
    let mut all = String::new();
    for (name, content) in files {
        writeln!(all, "{} {name}", integrity(content)).expect("a String takes every text");
    }
    mark(all.as_bytes())
}

fn with_version(page: &str, version: &str) -> Result<String> {
    let place = PLACES.into_iter().find(|place| page.contains(place));
    let place = place.with_context(|| format!("the page has no `{}>`", PLACES[0]))?;
    Ok(page.replacen(place, &format!("{place} data-version={version}"), 1))
}

/// `worker` with what it keeps. The page itself is asked for by the address of its folder.
fn filled(worker: &str, version: &str, files: &[(String, Vec<u8>)]) -> String {
    let kept = files.iter().map(|(name, content)| {
        let name = if name == PAGE { "" } else { name };
        (name.to_owned(), integrity(content).into())
    });
    let kept: serde_json::Map<_, _> = kept.collect();
    format!(
        "const VERSION={};const FILES={};{worker}",
        serde_json::Value::from(version),
        serde_json::Value::from(kept)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(style: &str) -> Vec<(String, Vec<u8>)> {
        let files = [("index.html", "<html lang=en>"), ("style.css", style)];
        files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec()
    }

    #[test]
    fn another_file_is_another_version_of_the_whole_site_and_of_its_worker() {
        let (one, other) = (site("a{}"), site("b{}"));
        assert_ne!(version(&one), version(&other));
        assert_eq!(version(&one), version(&site("a{}")));
        let worker = |files: &[_]| filled("fill()", &version(files), files);
        assert_ne!(worker(&one), worker(&other));
    }

    #[test]
    fn the_worker_knows_the_page_by_its_folder_and_every_file_by_its_digest() {
        let files = site("a{}");
        let wants = format!(
            "const VERSION=\"v\";const FILES={{\"\":\"{}\",\"style.css\":\"{}\"}};fill()",
            integrity(b"<html lang=en>"),
            integrity(b"a{}")
        );
        assert_eq!(filled("fill()", "v", &files), wants);
    }

    #[test]
    fn the_page_says_its_version() {
        let page = with_version("<!doctype html><html lang=en><p>", "12ab");
        let page = page.expect("there is a place");
        assert_eq!(page, "<!doctype html><html lang=en data-version=12ab><p>");
        assert!(with_version("<p>", "12ab").is_err());
    }
}
