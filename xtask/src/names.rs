//! Every file's name says what is in it: another version of a file has another name. So whatever a
//! page loads later is of the page's own version, or is not there; and a host may tell browsers to
//! keep such a file for good.
//!
//! Trunk's own marks in names are replaced: they are of the files before the build changed them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::digest::{MARK_LENGTH, mark};

/// Files that others know by their names: visitors, browsers, hosts.
pub const KNOWN: [&str; 6] = [
    "embed.html",
    "index.html",
    "redelivery-embed.js",
    "redelivery-reveal.js",
    "redelivery.webmanifest",
    "service-worker.js",
];

/// Files in which others may be named.
const TEXTS: [&str; 4] = [".css", ".html", ".js", ".webmanifest"];

/// Gives every file in `dist` but those of a known name one that says what is in it.
pub fn give(dist: &Path) -> Result<()> {
    let mut files = BTreeMap::new();
    for name in all(dist)? {
        let content = fs::read(dist.join(&name)).with_context(|| name.clone())?;
        files.insert(name, content);
    }
    let given = given(files.clone())?;
    for name in files.keys().filter(|name| !given.contains_key(*name)) {
        fs::remove_file(dist.join(name)).with_context(|| name.clone())?;
    }
    for (name, content) in given {
        fs::write(dist.join(&name), content).with_context(|| name)?;
    }
    Ok(())
}

/// The files in `dist`, by their paths with slashes, in order.
pub fn all(dist: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    gather(dist, "", &mut names)?;
    names.sort();
    Ok(names)
}

fn gather(dist: &Path, below: &str, names: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(dist.join(below)).with_context(|| format!("{}", dist.display()))? {
        let name = format!("{below}{}", entry?.file_name().to_string_lossy());
        if dist.join(&name).is_dir() {
            gather(dist, &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

/// The files under their new names, with the new names in them.
fn given(mut files: BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Vec<u8>>> {
    let is_known = |name: &str| KNOWN.contains(&name);
    let mut left: Vec<String> = files.keys().filter(|name| !is_known(name)).cloned().collect();
    for name in &left {
        let is_named = files.iter().any(|(other, text)| other != name && names(other, text, name));
        ensure!(
            is_named,
            "dist/{name} can have no name of its own, since no other file names it: the program \
             must ask for it by an attribute that static/boot.js sets, or, if its name is known \
             outside the site, it belongs to `KNOWN` in xtask/src/names.rs"
        );
    }
    while !left.is_empty() {
        let names_none = |name: &String| {
            let mut others = left.iter().filter(|other| *other != name);
            !others.any(|other| names(name, &files[name], other))
        };
        let Some(index) = left.iter().position(names_none) else {
            bail!("these files of dist name each other in a circle: {}", left.join(", "));
        };
        let old = left.remove(index);
        let content = files.remove(&old).context("it is there")?;
        let new = marked(&old, &mark(&content));
        for (_, text) in files.iter_mut().filter(|(other, text)| names(other, text, &old)) {
            *text = renamed(text, base(&old), base(&new))?;
        }
        files.insert(new, content);
    }
    Ok(files)
}

/// A path's last part: what others call the file.
pub fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// `name` with `mark` in it, in the place of the one that it has.
fn marked(name: &str, mark: &str) -> String {
    if let Some((before, after)) = around_mark(name) {
        return format!("{before}{mark}{after}");
    }
    let (stem, kind) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{mark}.{kind}")
}

/// What is before and after the mark in `name`, if it has one. Trunk's leave out zeros in front.
fn around_mark(name: &str) -> Option<(&str, &str)> {
    name.match_indices('-').find_map(|(at, _)| {
        let (before, rest) = name.split_at(at + 1);
        let after = rest.trim_start_matches(|letter: char| letter.is_ascii_hexdigit());
        let length = rest.len() - after.len();
        let is_mark = (MARK_LENGTH - 4..=MARK_LENGTH).contains(&length);
        let ends = !after.starts_with(|letter: char| letter.is_alphanumeric());
        (is_mark && ends).then_some((before, after))
    })
}

/// Whether the file `name` names `other` in its text.
fn names(name: &str, text: &[u8], other: &str) -> bool {
    let is_text = TEXTS.iter().any(|kind| name.ends_with(kind));
    let text = std::str::from_utf8(text).ok().filter(|_| is_text);
    text.is_some_and(|text| places(text, base(other)).next().is_some())
}

/// Where in `text` a whole word is `name`.
fn places(text: &str, name: &str) -> impl Iterator<Item = usize> {
    let is_of_name = |letter: char| letter.is_alphanumeric() || "-_.".contains(letter);
    text.match_indices(name).map(|(at, _)| at).filter(move |&at| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(is_of_name) && !after.is_some_and(is_of_name)
    })
}

/// `text` with `new` wherever it names `old`.
fn renamed(text: &[u8], old: &str, new: &str) -> Result<Vec<u8>> {
    let text = std::str::from_utf8(text)?;
    let (mut made, mut rest) = (String::new(), 0);
    for at in places(text, old) {
        made.push_str(&text[rest..at]);
        made.push_str(new);
        rest = at + old.len();
    }
    made.push_str(&text[rest..]);
    Ok(made.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        files.collect()
    }

    const PAGE: &str = "<script src=./boot-0123456789abcdef.js></script>";
    const BOOT: &str = "import('./whole.js'); words = './words/pl.txt'; not = 'my-whole.js'";
    const WHOLE: &str = "new URL('whole_bg.wasm', import.meta.url)";

    fn example(words: &str) -> Vec<(String, String)> {
        let files = site(&[
            ("index.html", PAGE),
            ("boot-0123456789abcdef.js", BOOT),
            ("whole.js", WHOLE),
            ("whole_bg.wasm", "code"),
            ("words/pl.txt", words),
        ]);
        let given = given(files).expect("it can be done");
        let text = |content: Vec<u8>| String::from_utf8(content).expect("it is text");
        given.into_iter().map(|(name, content)| (name, text(content))).collect()
    }

    #[test]
    fn each_file_is_named_by_what_is_in_it_and_called_so_by_the_others() {
        let files = example("a\n\tb");
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let [boot, index, whole, wasm, words] = names[..] else { panic!("{names:?}") };
        assert_eq!(index, "index.html");
        let own = |name: &str| files.iter().find(|(it, _)| it == name).map(|(_, text)| text);
        for (name, start) in
            [(boot, "boot-"), (whole, "whole-"), (wasm, "whole_bg-"), (words, "words/pl-")]
        {
            let text = own(name).expect("it is there");
            assert!(name.starts_with(start) && name.contains(&mark(text.as_bytes())), "{name}");
        }
        assert_eq!(own(index), Some(&format!("<script src=./{boot}></script>")));
        let says = own(boot).expect("it is there");
        let wants = format!("import('./{whole}'); words = './{words}'; not = 'my-whole.js'");
        assert_eq!(says, &wants);
    }

    #[test]
    fn a_change_deep_down_changes_every_name_above_it_and_no_other() {
        let (one, other) = (example("a\n\tb"), example("a\n\tc"));
        let name = |files: &[(String, String)], start: &str| {
            let found = files.iter().find(|(name, _)| name.starts_with(start));
            found.map(|(name, _)| name.clone())
        };
        for (start, is_same) in [("boot", false), ("words", false), ("whole", true)] {
            assert_eq!(name(&one, start) == name(&other, start), is_same, "{start}");
        }
    }

    #[test]
    fn a_mark_that_is_there_makes_place_for_the_new_one() {
        let of = |name: &str| marked(name, "new");
        assert_eq!(of("a-0123456789abcdef_bg.wasm"), "a-new_bg.wasm");
        assert_eq!(of("a-123456789abcdef.js"), "a-new.js");
        assert_eq!(of("icons/icon-192.png"), "icons/icon-192-new.png");
        assert_eq!(of("b/c_d.e.js"), "b/c_d.e-new.js");
    }

    #[test]
    fn a_file_that_nobody_names_and_a_circle_are_errors() {
        let stray = given(site(&[("index.html", ""), ("stray.js", "")]));
        assert!(stray.is_err_and(|error| error.to_string().contains("stray.js")));
        let circle = given(site(&[("index.html", ""), ("a.js", "'b.js'"), ("b.js", "'a.js'")]));
        assert!(circle.is_err_and(|error| error.to_string().contains("a.js, b.js")));
    }
}
