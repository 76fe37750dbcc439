//! The machine that compiles the site stays out of it: what a panic names is where a file is in its
//! crate, not where the crate is here.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::names;
use crate::process;
use crate::project::Project;

/// What separates the compiler's options in `CARGO_ENCODED_RUSTFLAGS`: paths may have blanks.
const SEPARATOR: &str = "\u{1f}";

/// Lets whatever `builder` compiles name its files by where they are in their crate.
pub fn hide(project: &Project, builder: &mut Command) -> Result<()> {
    let sysroot = process::output(project.command("rustc").args(["--print", "sysroot"]))?;
    // The standard library's own files, where its sources are installed; else it names none here.
    let library = Path::new(sysroot.trim()).join("lib").join("rustlib").join("src").join("rust");
    let registry = cargo_home().map(|home| home.join("registry").join("src"));
    let hidden = [Some((library, "rust")), registry.map(|it| (it, "."))];
    let root = (project.root().to_owned(), ".");
    let options = hidden.into_iter().flatten().chain([root]);
    let options: Vec<String> = options
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()))
        .collect();
    builder.env("CARGO_ENCODED_RUSTFLAGS", options.join(SEPARATOR));
    Ok(())
}

/// Where cargo keeps the crates.
fn cargo_home() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

/// Fails if a file of the site in `dist` names the project's folder, the user's or cargo's home.
pub fn check(project: &Project, dist: &Path) -> Result<()> {
    let own = [Some(project.root().to_owned()), env::home_dir(), cargo_home()];
    let own: Vec<String> = own.into_iter().flatten().filter_map(|path| folder(&path)).collect();
    for file in names::all(dist)? {
        let bytes = fs::read(dist.join(&file)).with_context(|| file.clone())?;
        if let Some(named) = own.iter().find(|path| holds(&bytes, path)) {
            bail!("{file} names {named}, a folder of this machine");
        }
    }
    Ok(())
}

/// The folder as it begins a file's path; none for the root, with which every path begins.
fn folder(path: &Path) -> Option<String> {
    let text = path.display().to_string();
    let text = text.trim_end_matches(['/', '\\']);
    (!text.is_empty()).then(|| format!("{text}{}", std::path::MAIN_SEPARATOR))
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_wherever_it_stands_and_the_root_is_none() {
        let home = folder(Path::new("/users/ada/")).expect("it is a folder");
        assert!(holds(b"\0asm\x01/users/ada/src/lib.rs", &home));
        assert!(!holds(b"/users/adam/src and ./src/lib.rs", &home));
        assert_eq!(folder(Path::new("/")), None);
    }

    #[test]
    fn a_site_that_names_the_project_is_refused() {
        let project = Project::find().expect("xtask lies inside the project");
        let dist = env::temp_dir().join(format!("redelivery-machine-{}", std::process::id()));
        fs::create_dir_all(&dist).expect("there is room");
        let program = dist.join("program.wasm");
        fs::write(&program, "src/lib.rs").expect("there is room");
        let plain = check(&project, &dist);
        let source = project.root().join("src");
        fs::write(&program, source.display().to_string()).expect("there is room");
        let named = check(&project, &dist);
        fs::remove_dir_all(&dist).expect("it was just made");
        assert!(plain.is_ok(), "{plain:?}");
        assert!(named.is_err_and(|error| error.to_string().contains("program.wasm")));
    }

    #[test]
    fn the_compiler_is_told_of_every_folder() {
        let project = Project::find().expect("xtask lies inside the project");
        let mut builder = Command::new("trunk");
        hide(&project, &mut builder).expect("there is a compiler");
        let (_, options) = builder.get_envs().next().expect("it was set");
        let options = options.expect("it was set").to_string_lossy().into_owned();
        let each: Vec<&str> = options.split(SEPARATOR).collect();
        assert!(each.iter().all(|option| option.starts_with("--remap-path-prefix=")), "{each:?}");
        let root = project.root().display().to_string();
        assert!(each.iter().any(|option| option.contains(&format!("={root}="))), "{each:?}");
        assert!(each.iter().any(|option| option.contains("rustlib")), "{each:?}");
    }
}
