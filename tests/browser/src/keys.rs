//! Keys by the names that pages see, and what the browser must be told so that a press of one is
//! no different from a finger's.

use serde_json::{Value, json};

/// The keys without a letter: name, code, number.
const NAMED: [(&str, &str, u32); 17] = [
    ("Backspace", "Backspace", 8),
    ("Tab", "Tab", 9),
    ("Enter", "Enter", 13),
    ("Escape", "Escape", 27),
    (" ", "Space", 32),
    ("PageUp", "PageUp", 33),
    ("PageDown", "PageDown", 34),
    ("End", "End", 35),
    ("Home", "Home", 36),
    ("ArrowLeft", "ArrowLeft", 37),
    ("ArrowUp", "ArrowUp", 38),
    ("ArrowRight", "ArrowRight", 39),
    ("ArrowDown", "ArrowDown", 40),
    ("Delete", "Delete", 46),
    ("F5", "F5", 116),
    (".", "Period", 190),
    ("/", "Slash", 191),
];

const MODIFIERS: [(&str, u32); 4] = [("Alt", 1), ("Control", 2), ("Meta", 4), ("Shift", 8)];

/// Going down and coming up again: the two events of a press such as `PageDown`, `c`, `Space` or
/// `Shift+Tab`.
pub fn events(press: &str) -> [Value; 2] {
    // A lone plus is a key, not an empty list of modifiers.
    let (modifiers, key) = match press.rsplit_once('+') {
        Some((modifiers, key)) if !key.is_empty() => (modifiers, key),
        _ => ("", press),
    };
    let modifiers = modifiers.split('+').filter(|name| !name.is_empty()).fold(0, |bits, name| {
        let known = MODIFIERS.iter().find(|(known, _)| *known == name);
        bits | known.unwrap_or_else(|| panic!("`{name}` in `{press}` is no modifier")).1
    });
    let key = if key == "Space" { " " } else { key };
    let (code, number) = code_and_number(key);
    assert!(number != 0 || key.chars().count() == 1, "`{key}` is no key this harness knows");

    // With Control or the like held, a key types nothing.
    let types = modifiers & !8 == 0;
    let text = match key {
        "Enter" => "\r",
        letter if letter.chars().count() == 1 => letter,
        _ => "",
    };
    let mut down = json!({
        "type": "rawKeyDown", "key": key, "code": code, "modifiers": modifiers,
        "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number,
    });
    let mut up = down.clone();
    up["type"] = "keyUp".into();
    if types && !text.is_empty() {
        down["type"] = "keyDown".into();
        down["text"] = text.into();
    }
    [down, up]
}

/// The code and number of a key; empty and zero for a letter that no plain key has, such as `?`.
fn code_and_number(key: &str) -> (String, u32) {
    if let Some((_, code, number)) = NAMED.iter().find(|(name, ..)| *name == key) {
        return ((*code).to_owned(), *number);
    }
    match key.as_bytes() {
        [digit @ b'0'..=b'9'] => (format!("Digit{key}"), u32::from(*digit)),
        [letter] if letter.is_ascii_alphabetic() => {
            (format!("Key{}", key.to_ascii_uppercase()), u32::from(letter.to_ascii_uppercase()))
        }
        _ => (String::new(), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_types_itself_and_a_named_key_types_nothing() {
        let [down, up] = events("c");
        assert_eq!((&down["code"], &down["text"]), (&json!("KeyC"), &json!("c")));
        assert_eq!((&up["type"], &up["text"]), (&json!("keyUp"), &Value::Null));
        let [down, _] = events("PageDown");
        assert_eq!((&down["type"], &down["text"]), (&json!("rawKeyDown"), &Value::Null));
    }

    #[test]
    fn modifiers_are_written_before_a_plus() {
        let [down, _] = events("Control+Shift+c");
        assert_eq!((&down["modifiers"], &down["text"]), (&json!(10), &Value::Null));
        assert_eq!(events("Shift+?")[0]["text"], json!("?"));
        assert_eq!(events("+")[0]["text"], json!("+"));
    }
}
