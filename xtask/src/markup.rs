//! As much of HTML as it takes to see which files a page refers to.

/// The inside of each tag, comments left out.
pub fn tags(page: &str) -> impl Iterator<Item = &str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once('<')?;
            if let Some(comment) = after.strip_prefix("!--") {
                rest = comment.split_once("-->")?.1;
                continue;
            }
            let end = end_of_tag(after)?;
            rest = &after[end..];
            return Some(&after[..end]);
        }
    })
}

/// Where the `>` is that closes the tag, not one inside a quoted value.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(index, letter)| {
        match (quote, letter) {
            (None, '>') => return Some(index),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
        None
    })
}

/// The names and the values in a tag; those without a value are left out.
pub fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once('=')?;
        let name = before.rsplit(|letter: char| letter.is_whitespace()).next()?;
        let after = after.trim_start();
        let value = match after.chars().next()? {
            quote @ ('"' | '\'') => after[1..].split(quote).next()?,
            _ => after.split(char::is_whitespace).next()?,
        };
        let end = value.as_ptr() as usize - after.as_ptr() as usize + value.len();
        rest = &after[end..];
        Some((name, value))
    })
}

/// The path inside the site that `value` is, unless it leads elsewhere.
pub fn own_file(value: &str) -> Option<&str> {
    let path = value.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path);
    let leads_elsewhere = path.starts_with('/') || path.contains(':') || path.starts_with("../");
    (!path.is_empty() && !leads_elsewhere).then_some(path)
}
