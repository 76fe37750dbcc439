//! Capital letters, without the tables of all of Unicode.

/// `text` with a capital first letter, if that is one of ASCII, Latin-1 or Latin Extended-A; any
/// other stays. The order of these letters is that of The Unicode Standard.
///
/// A first visit loads this: the standard library's way brings a table of twelve thousand bytes.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(upper).into_iter().collect();
    first + letters.as_str()
}

fn upper(letter: char) -> char {
    let before = match letter {
        'a'..='z' | 'à'..='ö' | 'ø'..='þ' => 0x20,
        // Each small letter stands behind its capital, which is even here,
        'ā'..='ķ' | 'ŋ'..='ŷ' if letter != 'ı' => u32::from(letter) % 2,
        // and odd here.
        'ĺ'..='ň' | 'ź'..='ž' => 1 - u32::from(letter) % 2,
        _ => 0,
    };
    char::from_u32(u32::from(letter) - before).unwrap_or(letter)
}
