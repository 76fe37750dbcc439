//! The first picture: the page as it is painted before the wasm has arrived, rendered natively and
//! put between two comments of `index.html`.

use anyhow::{Context, Result, ensure};

const OPEN: &str = "<!-- first picture -->";
const CLOSE: &str = "<!-- /first picture -->";

/// `page` with `picture` in place of whatever is between the two markers, which stay.
pub fn with_first_picture(page: &str, picture: &str) -> Result<String> {
    let picture = picture.trim();
    ensure!(!picture.is_empty(), "the first picture is empty");
    let (before, rest) =
        page.split_once(OPEN).with_context(|| format!("the page has no `{OPEN}`"))?;
    let (_, after) =
        rest.split_once(CLOSE).with_context(|| format!("the page has no `{CLOSE}` after it"))?;
    Ok(format!("{before}{OPEN}{picture}{CLOSE}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_between_the_markers_is_replaced_and_the_markers_stay() {
        let page = "<main><!-- first picture -->wait<!-- /first picture --></main>";
        let once = with_first_picture(page, "<p>one</p>\n").expect("both markers are there");
        assert_eq!(once, "<main><!-- first picture --><p>one</p><!-- /first picture --></main>");
        let twice = with_first_picture(&once, "<p>one</p>").expect("the markers stayed");
        assert_eq!(twice, once);
    }

    #[test]
    fn a_missing_marker_and_an_empty_picture_are_errors() {
        assert!(with_first_picture("<main></main>", "<p></p>").is_err());
        assert!(with_first_picture("<!-- first picture -->", "<p></p>").is_err());
        let page = "<!-- first picture --><!-- /first picture -->";
        assert!(with_first_picture(page, " \n").is_err());
    }
}
