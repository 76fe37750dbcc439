//! What the page may do, said to the browser in the page itself, so that it holds on every host:
//! run its own scripts and no text that came in otherwise, and ask for its own files alone.
//!
//! The page that Trunk serves while it is worked on has no policy, for Trunk puts scripts into it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::digest::integrity;

/// After which the policy comes, as it is written and as it is minified: before anything is loaded.
const PLACES: [&str; 2] = ["<meta charset=\"utf-8\">", "<meta charset=utf-8>"];

/// The pages of the site: its own, and that of a figure in somebody else's.
const PAGES: [&str; 2] = ["index.html", "embed.html"];

/// Puts the site's policy into its pages in `dist`.
pub fn put(dist: &Path) -> Result<()> {
    PAGES.into_iter().try_for_each(|page| put_into(&dist.join(page)))
}

fn put_into(path: &Path) -> Result<()> {
    let page = fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    let scripts = scripts(&page).map(|script| format!(" '{}'", integrity(script.as_bytes())));
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'; \
         img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
         base-uri 'none'; form-action 'none'",
        scripts.collect::<String>()
    );
    let page = with(&page, &policy).with_context(|| format!("{}", path.display()))?;
    fs::write(path, page).with_context(|| format!("{}", path.display()))
}

/// `page` with `policy` in it.
pub fn with(page: &str, policy: &str) -> Result<String> {
    let place = PLACES.into_iter().find(|place| page.contains(place));
    let place = place.with_context(|| format!("the page has no `{}`", PLACES[0]))?;
    let meta = format!("{place}<meta http-equiv=Content-Security-Policy content=\"{policy}\">");
    Ok(page.replacen(place, &meta, 1))
}

/// The scripts of `page` that are in it and no files of their own.
pub fn scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|part| {
        let (attributes, rest) = part.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<meta charset=utf-8><script src=a.js></script>\
                        <script type=module>import x from './x.js';</script><p>";

    #[test]
    fn scripts_in_the_page_are_found_and_files_are_none() {
        let found: Vec<&str> = scripts(PAGE).collect();
        assert_eq!(found, ["import x from './x.js';"]);
    }

    #[test]
    fn the_policy_comes_before_anything_is_loaded() {
        let page = with(PAGE, "default-src 'none'").expect("there is a place");
        let start = "<meta charset=utf-8><meta http-equiv=Content-Security-Policy \
                     content=\"default-src 'none'\"><script src";
        assert!(page.starts_with(start), "{page}");
        assert!(with("<p>", "default-src 'none'").is_err());
    }
}
