//! The site's scripts in fewer letters. Trunk would do it, but its minifier neither knows how to
//! export a name as the default, which is the last line of what wasm-bindgen writes, nor the words
//! of today's scripts.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use minify_js::{Session, TopLevelMode, minify as minify_js};

/// The last line, and the same in other words.
const LAST: (&str, &str) = (
    "export { initSync, __wbg_init as default };",
    "export { initSync }; export default __wbg_init;",
);

/// What wasm-bindgen has written: how the names start.
const WRITTEN: [&str; 4] = ["redelivery-", "whole.", "learn.", "embed."];

/// What is for the pages of others stays as it was written.
const FOR_OTHERS: [&str; 2] = ["redelivery-embed.js", "redelivery-reveal.js"];

/// What people have written.
const BY_HAND: [&str; 5] = ["boot-", "desk_loader.", "embed-boot.", "offline.", "service-worker."];

/// Shortens the scripts in `dist`, in place. What the desk consists of, Trunk has minified.
pub fn shorten(dist: &Path) -> Result<()> {
    let written = WRITTEN.iter().map(|start| (start, minified as fn(&str) -> Result<Vec<u8>>));
    let by_hand = BY_HAND.iter().map(|start| (start, bare as fn(&str) -> Result<Vec<u8>>));
    for (start, shorten) in written.chain(by_hand) {
        let entries = fs::read_dir(dist)?.collect::<Result<Vec<_>, _>>()?;
        let scripts = entries.iter().map(fs::DirEntry::path).filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(start) && name.ends_with(".js") && !FOR_OTHERS.contains(&&*name)
        });
        let scripts: Vec<_> = scripts.collect();
        ensure!(scripts.len() == 1, "dist has {} scripts {start}…, not one", scripts.len());
        for path in scripts {
            let short = shorten(&fs::read_to_string(&path)?);
            fs::write(&path, short.with_context(|| format!("{}", path.display()))?)?;
        }
    }
    Ok(())
}

/// `text` without what is there for those who read it: lines that are comments, and indents.
pub fn bare(text: &str) -> Result<Vec<u8>> {
    let mut short = String::new();
    for line in text.lines().map(str::trim) {
        let is_whole = line.matches('`').count() % 2 == 0;
        ensure!(is_whole, "a text goes over the end of its line: {line}");
        if !line.is_empty() && !line.starts_with("//") {
            short.push_str(line);
            short.push('\n');
        }
    }
    Ok(short.into_bytes())
}

/// `text`, a module, in other words.
fn minified(text: &str) -> Result<Vec<u8>> {
    let text = text.replace(LAST.0, LAST.1);
    let mut short = Vec::new();
    minify_js(&Session::new(), TopLevelMode::Module, text.as_bytes(), &mut short)
        .map_err(|error| anyhow!("it can't be minified: {error:?}"))?;
    Ok(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_keeps_what_it_exports() {
        let text =
            format!("function initSync() {{}}\n// why\nfunction __wbg_init() {{}}\n{}", LAST.0);
        let short = minified(&text).expect("it is understood");
        let short = String::from_utf8(short).expect("it is text");
        assert!(short.len() < text.len() && !short.contains("why"), "{short}");
        assert!(short.contains("export") && short.contains("default"), "{short}");
    }

    #[test]
    fn what_is_there_for_readers_goes() {
        let text = "// Why.\nconst a = () => {\n\n  // So.\n  return `${b} // c`;\n};\n";
        let short = bare(text).expect("it is understood");
        assert_eq!(short, b"const a = () => {\nreturn `${b} // c`;\n};\n");
        assert!(bare("const a = `b\n  c`;").is_err());
    }
}
