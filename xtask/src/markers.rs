//! The first picture: the page as it is painted before the wasm has arrived, rendered natively and
//! put in place of an element of `index.html` that minifying leaves where it is.

use anyhow::{Context, Result, ensure};

/// The element, as it is written and as it is minified.
const PLACES: [&str; 2] =
    ["<template id=\"first-picture\"></template>", "<template id=first-picture></template>"];

/// `page` with `picture` in its place.
pub fn with_first_picture(page: &str, picture: &str) -> Result<String> {
    let picture = picture.trim();
    ensure!(!picture.is_empty(), "the first picture is empty");
    let place = PLACES.into_iter().find(|place| page.contains(place));
    let place = place.with_context(|| format!("the page has no `{}`", PLACES[0]))?;
    Ok(page.replacen(place, picture, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_takes_the_place_of_the_element() {
        for place in PLACES {
            let page = format!("<main>{place}wait</main>");
            let with = with_first_picture(&page, "<p>one</p>\n").expect("there is a place");
            assert_eq!(with, "<main><p>one</p>wait</main>");
        }
    }

    #[test]
    fn a_missing_place_and_an_empty_picture_are_errors() {
        assert!(with_first_picture("<main></main>", "<p></p>").is_err());
        assert!(with_first_picture(PLACES[0], " \n").is_err());
    }
}
