//! The page of a figure, `embed.html`: it loads the script and the style sheet of the site's page,
//! whose names the build has made, and its own, whose names are as they are written.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::markup::{attributes, own_file, tags};

/// The page, and what stands in it for the names that the build makes.
const PAGE: &str = "embed.html";
const SCRIPT: &str = "./boot.js";
const SHEET: &str = "./style.css";

/// Puts the names of the site's page into the figure's.
pub fn complete(dist: &Path) -> Result<()> {
    let read = |name: &str| fs::read_to_string(dist.join(name)).with_context(|| name.to_owned());
    let page = completed(&read("index.html")?, &read(PAGE)?)?;
    fs::write(dist.join(PAGE), page).context(PAGE)
}

fn completed(index: &str, page: &str) -> Result<String> {
    let script = named(index, "boot-");
    let sheet = named(index, "style.");
    let names = [(SCRIPT, script), (SHEET, sheet)];
    names.into_iter().try_fold(page.to_owned(), |page, (place, name)| {
        let name = name.with_context(|| format!("index.html names nothing for {place}"))?;
        ensure!(page.contains(place), "{PAGE} does not name {place}");
        Ok(page.replace(place, &format!("./{name}")))
    })
}

/// The first file that `page` names and whose name starts so.
fn named<'p>(page: &'p str, start: &str) -> Option<&'p str> {
    let values = tags(page).flat_map(|tag| attributes(tag).map(|(_, value)| value));
    values.filter_map(own_file).find(|name| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = "<script src=./boot-1.js></script><link href=./style.css rel=stylesheet>";
    const FIGURE: &str = "<script src=\"./boot.js\"></script><link href=\"./style.css\">";

    #[test]
    fn the_figure_loads_what_the_site_loads() {
        let page = completed(INDEX, FIGURE).expect("both are there");
        assert_eq!(page, "<script src=\"./boot-1.js\"></script><link href=\"./style.css\">");
    }

    #[test]
    fn what_is_missing_is_an_error() {
        assert!(completed("<p>", FIGURE).is_err());
        assert!(completed(INDEX, "<p>").is_err());
    }
}
