//! The script that wasm-bindgen writes, minified. Trunk would do it, but its minifier does not know
//! how to export a name as the default, which is the script's last line.

use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use minify_js::{Session, TopLevelMode, minify as minify_js};

/// The last line, and the same in other words.
const LAST: (&str, &str) = (
    "export { initSync, __wbg_init as default };",
    "export { initSync }; export default __wbg_init;",
);

/// The scripts of the whole page and of a figure, which are loaded by these names.
const PROGRAMS: [&str; 2] = ["whole.js", "embed.js"];
/// What our own scripts that others load end in: they stay as they are written.
const OWN: [&str; 2] = ["-embed.js", "-reveal.js"];

/// Minifies the scripts of the page's first part, of the whole and of a figure in `dist`, in place.
pub fn minify(dist: &Path) -> Result<()> {
    let entries = fs::read_dir(dist)?.collect::<Result<Vec<_>, _>>()?;
    let scripts = entries.iter().map(fs::DirEntry::path).filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_own = OWN.iter().any(|end| name.ends_with(end));
        let is_app = name.starts_with("redelivery-") && !is_own;
        let is_app = is_app || PROGRAMS.contains(&name.as_str());
        is_app && path.extension().is_some_and(|it| it == "js")
    });
    let scripts: Vec<_> = scripts.collect();
    let count = 1 + PROGRAMS.len();
    ensure!(scripts.len() == count, "dist has {} of {count} scripts", scripts.len());
    for path in scripts {
        let text = fs::read_to_string(&path)?;
        fs::write(&path, minified(&text)?)?;
    }
    Ok(())
}

fn minified(text: &str) -> Result<Vec<u8>> {
    let text = text.replace(LAST.0, LAST.1);
    let mut short = Vec::new();
    minify_js(&Session::new(), TopLevelMode::Module, text.as_bytes(), &mut short)
        .map_err(|error| anyhow!("the app's script can't be minified: {error:?}"))?;
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
}
