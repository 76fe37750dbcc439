//! Where a source can be read.

/// The parts of a source, each with its address. That of a post is made of its title.
///
/// A first visit loads this, so it looks at ASCII letters and whole words only: a search for a text
/// in another, or for small letters, brings tables of thousands of bytes.
pub fn sources(source: &'static str) -> impl Iterator<Item = (&'static str, String)> {
    source.split(';').map(|part| {
        let part = part.trim_start_matches(' ');
        (part, address(part))
    })
}

fn address(part: &str) -> String {
    let has = |word| part.split([' ', ',']).any(|it| it == word);
    let mut quoted = part.split('"');
    if let (Some(""), Some(title), Some(", exactly-once.github.io")) =
        (quoted.next(), quoted.next(), quoted.next())
    {
        let words = title.split(' ').filter(|word| !word.eq_ignore_ascii_case("the"));
        let slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
        return ["https://exactly-once.github.io/posts/", &slug, "/"].concat();
    }
    let path = if has("Akka-DDD") && has("wiki") {
        "pawelkaczor/akka-ddd/wiki/Reliable-Delivery"
    } else if has("draft post") {
        "exactly-once/Home/tree/token-driven-processes"
    } else if has("Akka-DDD") {
        "pawelkaczor/akka-ddd"
    } else if has("workshop") || has("MessageHandler.tla") {
        "exactly-once/workshop"
    } else if part.split([' ', '.']).any(|word| word == "tla") {
        "exactly-once/model-checking"
    } else if has("state-based") {
        "exactly-once/state-based-consistent-messaging"
    } else if has("outbox-based") {
        "exactly-once/outbox-based-consistent-messaging"
    } else {
        return String::from("https://exactly-once.github.io/");
    };
    ["https://github.com/", path].concat()
}
