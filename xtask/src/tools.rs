//! What building the site takes besides cargo: the wasm target, Trunk and the wasm-bindgen command
//! line. Each is looked for first, and installed only if that very version is missing.
//!
//! wasm-opt is not among them: after fat LTO it saved 2 % of the compressed size, which is not
//! worth a download (`data-wasm-opt="0"` in `index.html` turns it off).

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::Project;

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program that building the site takes.
struct Tool<'a> {
    /// The package's name in the registry.
    package: &'a str,
    /// The program's name on the `PATH`.
    program: &'a str,
    version: &'a str,
    /// How it is compiled.
    compile: fn(&Project, &Tool) -> Result<()>,
    /// How long that takes.
    usually: &'a str,
}

/// Everything that building the site takes.
pub fn install(project: &Project) -> Result<()> {
    wasm_target(project)?;
    let wasm_bindgen = Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: &project.locked("wasm-bindgen")?,
        compile: build_bindgen,
        usually: "half a minute on two cores, once",
    };
    let trunk = Tool {
        package: "trunk",
        program: "trunk",
        version: project.pinned("trunk")?,
        compile: install_trunk,
        usually: "four minutes on two cores, once",
    };
    [wasm_bindgen, trunk].iter().try_for_each(|tool| get(project, tool))
}

/// The formatter and the linter, which a minimal toolchain lacks.
pub fn install_checkers(project: &Project) -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !process::succeeds(project.cargo().args([subcommand, "--version"])) {
            rustup(project, &["component", "add", component])?;
        }
    }
    Ok(())
}

/// `rust-toolchain.toml` names the target, but rustup fetches it by itself only where it may
/// install by itself.
fn wasm_target(project: &Project) -> Result<()> {
    let mut rustc = project.command("rustc");
    let library = process::output(rustc.args(["--print=target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    rustup(project, &["target", "add", WASM_TARGET])
}

fn rustup(project: &Project, arguments: &[&str]) -> Result<()> {
    let wish = arguments.join(" ");
    println!("Installing for this Rust: rustup {wish} (seconds)");
    twice(|| process::run(project.command("rustup").args(arguments))).with_context(|| {
        format!("Rust itself lacks something; where there is no rustup, install `{wish}` your way")
    })
}

/// Has `tool` in `.tools`: downloaded where `cargo binstall` is there, or else compiled.
fn get(project: &Project, tool: &Tool) -> Result<()> {
    let Tool { package, program, version, .. } = tool;
    if has(project, program, version)? {
        return Ok(());
    }
    let times = project.times();
    println!("{package} {version} comes into .tools");
    if process::find("cargo-binstall").is_some() {
        let name = format!("{program}, downloaded");
        match times.part(&name, "seconds", || process::run(&mut cargo_binstall(project, tool))) {
            Ok(()) if has(project, program, version)? => return Ok(()),
            Ok(()) => println!("that was another version; it is compiled instead"),
            Err(error) => println!("{error:#}; it is compiled instead"),
        }
    }
    let compile = || twice(|| (tool.compile)(project, tool));
    times.part(&format!("{program}, compiled"), tool.usually, compile).with_context(|| {
        format!("{package} {version} could not be installed; is the network there?")
    })?;
    if !has(project, program, version)? {
        bail!("{package} {version} was installed, but `{program} --version` does not say so");
    }
    Ok(())
}

/// What its makers have compiled, from where they publish it.
fn cargo_binstall(project: &Project, tool: &Tool) -> Command {
    let mut cargo = project.cargo();
    cargo
        .args(["binstall", "--no-confirm", "--force", "--disable-strategies=quick-install,compile"])
        .arg("--root")
        .arg(project.tools_folder())
        .arg(format!("{}@{}", tool.package, tool.version));
    cargo
}

/// Our own program under the name that Trunk looks for.
fn build_bindgen(project: &Project, tool: &Tool) -> Result<()> {
    let mut cargo = project.cargo();
    cargo.args(["build", "--locked", "--package=bindgen"]).env_remove("CARGO_BUILD_TARGET");
    process::run(&mut cargo)?;
    // It can't have that name before: rustc takes no crate of it that is not the library itself.
    let folder = project.tools_folder().join("bin");
    fs::create_dir_all(&folder)?;
    let file = |name: &str| Path::new(name).with_extension(env::consts::EXE_EXTENSION);
    let built = project.target().join("debug").join(file("bindgen"));
    fs::copy(built, folder.join(file(tool.program)))?;
    Ok(())
}

fn install_trunk(project: &Project, tool: &Tool) -> Result<()> {
    let build = project.tools_folder().join("build");
    process::run(&mut cargo_install(project, tool, &build))?;
    // Half a gigabyte that nobody needs again. That it can't be removed is no reason to stop.
    let _ = fs::remove_dir_all(&build);
    Ok(())
}

fn cargo_install(project: &Project, tool: &Tool, build: &Path) -> Command {
    let mut cargo = project.cargo();
    cargo
        // By force, since we looked: what cargo remembers installing may be gone.
        .args(["install", "--locked", "--force", "--root"])
        .arg(project.tools_folder())
        // It asks the network for nothing, and serves this machine alone: without TLS.
        .arg("--no-default-features")
        .arg(format!("{}@{}", tool.package, tool.version))
        .env("CARGO_TARGET_DIR", build)
        // The tool is for this machine, whatever the project is built for.
        .env_remove("CARGO_BUILD_TARGET")
        // Not optimized: it runs for seconds, and to compile it takes minutes.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
    cargo
}

/// Whether `program` is there, in `.tools` or else on the user's own `PATH`, in this version.
fn has(project: &Project, program: &str, version: &str) -> Result<bool> {
    let Some(program) = process::find_on(&project.tools_path()?, program) else {
        return Ok(false);
    };
    let said = project.command(program).arg("--version").stderr(Stdio::null()).output();
    Ok(said.is_ok_and(|said| is_version(&String::from_utf8_lossy(&said.stdout), version)))
}

/// Whether the first line of `said`, like "trunk 0.21.14", is about `version`.
fn is_version(said: &str, version: &str) -> bool {
    let first = said.lines().next().unwrap_or_default();
    first.split_whitespace().any(|word| word.strip_prefix('v').unwrap_or(word) == version)
}

/// Tries again once: networks blip, and what was fetched or compiled is kept.
pub fn twice(mut attempt: impl FnMut() -> Result<()>) -> Result<()> {
    attempt().or_else(|error| {
        println!("{error:#}; trying once more");
        attempt()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_whole_word_of_the_first_line() {
        assert!(is_version("trunk 0.21.14\n", "0.21.14"));
        assert!(is_version("wasm-bindgen v0.2.129 (abc)\n", "0.2.129"));
        assert!(!is_version("wasm-bindgen 0.2.12\n", "0.2.129"));
        assert!(!is_version("trunk 0.21.140\nbuilt with 0.21.14\n", "0.21.14"));
    }

    #[test]
    fn a_failed_attempt_is_tried_once_more_and_not_twice() {
        let mut attempt_count = 0;
        let result = twice(|| {
            attempt_count += 1;
            bail!("no network")
        });
        assert!(result.is_err());
        assert_eq!(attempt_count, 2);
    }
}
