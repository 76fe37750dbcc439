//! Two style sheets instead of many: each part of the page has a file of its own in the source, and
//! a visitor loads one, which is half as long compressed. The other has what only the whole page
//! needs; `static/boot.js` loads it with that.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::markup::{attributes, own_file, tags};

/// The sheets of what only the whole page has.
const OF_THE_WHOLE: [&str; 11] = [
    "finder",
    "share",
    "exports",
    "matrix",
    "points",
    "stage",
    "card",
    "deck",
    "course",
    "lesson",
    "challenge",
];

/// Joins the style sheets of the site in `dist` into two, which its page then refers to.
pub fn join(dist: &Path) -> Result<()> {
    let path = dist.join("index.html");
    let page = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
    let sheets = sheets(&page);
    let is_later = |name: &String| {
        let part = name.split_once('-').map_or("", |(part, _)| part);
        OF_THE_WHOLE.contains(&part)
    };
    let (later, first): (Vec<String>, Vec<String>) = sheets.iter().cloned().partition(is_later);
    let first = join_into(dist, "style", &first)?;
    let later = if later.is_empty() { None } else { Some(join_into(dist, "whole", &later)?) };
    let page = with_these(&page, &first, later.as_deref());
    fs::write(&path, page).with_context(|| format!("{}", path.display()))?;
    for name in sheets {
        fs::remove_file(dist.join(&name)).with_context(|| name.clone())?;
    }
    Ok(())
}

/// Writes all of `sheets` into one file, and returns its name, which begins with `part`.
fn join_into(dist: &Path, part: &str, sheets: &[String]) -> Result<String> {
    let read =
        |name: &String| fs::read_to_string(dist.join(name)).with_context(|| format!("dist/{name}"));
    let joined: String = sheets.iter().map(read).collect::<Result<Vec<_>>>()?.concat();
    let name = format!("{part}.css");
    fs::write(dist.join(&name), &joined).with_context(|| name.clone())?;
    Ok(name)
}

/// The style sheets that `page` names, in their order.
fn sheets(page: &str) -> Vec<String> {
    tags(page).filter_map(sheet).map(String::from).collect()
}

/// The style sheet that a tag names, if it does.
fn sheet(tag: &str) -> Option<&str> {
    let value = |wanted| attributes(tag).find(|(name, _)| *name == wanted).map(|(_, value)| value);
    let is_sheet = tag.starts_with("link") && value("rel") == Some("stylesheet");
    value("href").filter(|_| is_sheet).and_then(own_file)
}

/// `page` with these style sheets in the place of the first, and without the others. The later one
/// is named, but not loaded.
fn with_these(page: &str, first: &str, later: Option<&str>) -> String {
    let mut rest = page;
    let mut text = String::new();
    let later = later.map(|name| format!("<link data-whole rel=\"next\" href=\"./{name}\">"));
    let later = later.unwrap_or_default();
    let mut one = Some(format!("<link rel=\"stylesheet\" href=\"./{first}\">{later}"));
    for tag in tags(page).filter(|tag| sheet(tag).is_some()) {
        let start = tag.as_ptr() as usize - rest.as_ptr() as usize - 1;
        text.push_str(&rest[..start]);
        text.extend(one.take());
        rest = &rest[start + tag.len() + 2..];
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><link rel=icon href=a.svg><link rel=\"stylesheet\" href=\"./a.css\">\
                        <link href=./b.css rel=stylesheet><p>text</p></head>";

    #[test]
    fn sheets_are_found_in_their_order() {
        assert_eq!(sheets(PAGE), ["a.css", "b.css"]);
    }

    #[test]
    fn one_sheet_takes_the_place_of_the_first() {
        let page = "<head><link rel=icon href=a.svg><link rel=\"stylesheet\" href=\"./c.css\">\
                    <p>text</p></head>";
        assert_eq!(with_these(PAGE, "c.css", None), page);
        assert_eq!(with_these("<p>none</p>", "c.css", None), "<p>none</p>");
        let page = with_these(PAGE, "c.css", Some("d.css"));
        assert!(page.contains("href=\"./c.css\"><link data-whole rel=\"next\" href=\"./d.css\">"));
        assert_eq!(sheets(&page), ["c.css"], "the later one is no sheet yet");
    }

    #[test]
    fn the_joined_sheet_has_all_of_them() {
        let dist = std::env::temp_dir().join(format!("styles-{}", std::process::id()));
        fs::create_dir_all(&dist).expect("there is a folder for such things");
        let whole = "<link rel=stylesheet href=./deck-1.css>";
        let page = PAGE.replace("<p>", &format!("{whole}<p>"));
        fs::write(dist.join("index.html"), page).expect("it can be written");
        fs::write(dist.join("deck-1.css"), "d{}").expect("it can be written");
        fs::write(dist.join("a.css"), "a{}").expect("it can be written");
        fs::write(dist.join("b.css"), "b{}").expect("it can be written");
        join(&dist).expect("both are there");
        let page = fs::read_to_string(dist.join("index.html")).expect("it is there");
        let [name] = &sheets(&page)[..] else { panic!("{page}") };
        let joined = fs::read_to_string(dist.join(name)).expect("it is there");
        assert_eq!((joined.as_str(), dist.join("a.css").exists()), ("a{}b{}", false));
        assert!(page.contains("./whole.css"), "{page}");
        let later = dist.join("whole.css");
        assert_eq!(fs::read_to_string(later).expect("it is there"), "d{}");
        fs::remove_dir_all(&dist).expect("it was made here");
    }
}
