//! Where a source can be read.

/// The parts of a source, each with its address. That of a post is made of its title.
pub fn sources(source: &'static str) -> impl Iterator<Item = (&'static str, String)> {
    source.split("; ").map(|part| (part, address(part)))
}

fn address(part: &str) -> String {
    let has = |word| part.contains(word);
    if let Some((title, "")) =
        part.strip_prefix('"').and_then(|it| it.split_once("\", exactly-once.github.io"))
    {
        let slug = title.to_lowercase().replace("the ", "").replace(' ', "-");
        return ["https://exactly-once.github.io/posts/", &slug, "/"].concat();
    }
    let path = if has("Akka-DDD wiki") {
        "pawelkaczor/akka-ddd/wiki/Reliable-Delivery"
    } else if has("Akka-DDD") {
        "pawelkaczor/akka-ddd"
    } else if has("workshop") || has("MessageHandler.tla") {
        "exactly-once/workshop"
    } else if has(".tla") {
        "exactly-once/model-checking"
    } else if has("state-based sample") {
        "exactly-once/state-based-consistent-messaging"
    } else if has("outbox-based sample") {
        "exactly-once/outbox-based-consistent-messaging"
    } else {
        return String::from("https://exactly-once.github.io/");
    };
    ["https://github.com/", path].concat()
}
