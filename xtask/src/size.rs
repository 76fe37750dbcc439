//! What a first visit costs, and what a figure in somebody's page does: the page and every file it
//! names, as sent raw, by gzip and by brotli, held against a budget.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::markup::{attributes, own_file, tags};

/// A page, what it is called, and what it may load, in bytes of brotli.
const BUDGETS: [(&str, &str, usize); 2] = [
    ("index.html", "a first visit", 182 * 1024),
    // Without the first picture, and with what it takes to talk to the page around it.
    ("embed.html", "a figure", 212 * 1024),
];

/// How many bytes it takes in the three ways a host may send it.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the tables; an error if a sum is over its budget.
pub fn check(dist: &Path) -> Result<()> {
    let totals: Vec<usize> =
        BUDGETS.iter().map(|(page, name, _)| total(dist, page, name)).collect::<Result<_>>()?;
    for ((_, name, budget), total) in BUDGETS.iter().zip(totals) {
        println!("{name}: {} % of {budget} bytes of brotli", total * 100 / budget);
        ensure!(
            total <= *budget,
            "{name} loads {total} bytes of brotli, {} over the budget",
            total - budget
        );
    }
    Ok(())
}

/// Prints what `page` loads, and returns how much by brotli.
fn total(dist: &Path, page: &str, name: &str) -> Result<usize> {
    let text = fs::read_to_string(dist.join(page))
        .with_context(|| format!("{} holds no built site", dist.display()))?;
    let mut files = vec![page.to_owned()];
    files.extend(loaded(&text, |name| dist.join(name).is_file())?);

    let title = format!("{name} loads");
    let width = files.iter().map(String::len).max().unwrap_or_default();
    println!("{title:width$}  {:>9}  {:>9}  {:>9}", "raw", "gzip", "brotli");
    let mut total = Size::default();
    for file in &files {
        let bytes = fs::read(dist.join(file)).with_context(|| file.clone())?;
        let size = Size { raw: bytes.len(), gzip: gzip(&bytes)?, brotli: brotli(&bytes)? };
        print_row(file, width, size);
        total.raw += size.raw;
        total.gzip += size.gzip;
        total.brotli += size.brotli;
    }
    print_row("total", width, total);
    Ok(total.brotli)
}

fn print_row(name: &str, width: usize, size: Size) {
    let Size { raw, gzip, brotli } = size;
    println!("{name:width$}  {raw:>9}  {gzip:>9}  {brotli:>9}");
}

/// The files of the site that `page` loads. A `src`, or the `href` of anything but a link to
/// follow, must be there; the value of a `data-` attribute counts if it names a file. What is next
/// is loaded with the whole page.
fn loaded(page: &str, is_file: impl Fn(&str) -> bool) -> Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for tag in tags(page) {
        if attributes(tag).any(|attribute| attribute == ("rel", "next")) {
            continue;
        }
        let is_followed = ["a ", "area "].iter().any(|start| tag.starts_with(start));
        for (name, value) in attributes(tag) {
            let is_reference = name == "src" || name == "href" && !is_followed;
            if !is_reference && !name.starts_with("data-") {
                continue;
            }
            let Some(file) = own_file(value) else { continue };
            if is_file(file) {
                files.insert(file.to_owned());
            } else {
                ensure!(!is_reference, "index.html asks for {value}, which was not built");
            }
        }
    }
    Ok(files)
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str) -> Vec<String> {
        let built = ["boot-1.js", "app-2.wasm", "base-3.css", "icon.svg", "whole-4.css"];
        let files = loaded(page, |name| built.contains(&name)).expect("all of it was built");
        files.into_iter().collect()
    }

    #[test]
    fn a_visit_loads_what_the_page_refers_to_and_no_more() {
        let page = r##"<!DOCTYPE html><link rel="stylesheet" href="./base-3.css"/>
            <link rel=icon href='icon.svg'>
            <meta name="boot" content="a > b" data-wasm="./app-2.wasm">
            <a href="./other.html">later</a> <a href="#/v1/x">here</a>
            <link rel="canonical" href="https://example.invalid/">
            <link data-whole rel="next" href="./whole-4.css">
            <script type="module" src="boot-1.js?x"></script><p data-state="crashed">"##;
        assert_eq!(found(page), ["app-2.wasm", "base-3.css", "boot-1.js", "icon.svg"]);
    }

    #[test]
    fn a_comment_loads_nothing_and_a_file_named_twice_counts_once() {
        let page = r#"<!-- <script src="gone.js"> --><link rel="modulepreload" href="boot-1.js">
            <script src="./boot-1.js"></script>"#;
        assert_eq!(found(page), ["boot-1.js"]);
    }

    #[test]
    fn a_file_that_was_not_built_is_an_error() {
        assert!(loaded(r#"<script src="./gone.js">"#, |_| false).is_err());
    }

    #[test]
    fn compressed_is_smaller() {
        let bytes = b"at least once, ".repeat(100);
        assert!(gzip(&bytes).expect("memory takes it") < 100);
        assert!(brotli(&bytes).expect("memory takes it") < 100);
    }
}
