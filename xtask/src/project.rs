//! Where the project is and which versions it pins. Both come from cargo and the root `Cargo.toml`
//! and `Cargo.lock`; no version is written in xtask.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::times::Times;

/// The checked-out project.
pub struct Project {
    /// The folder with the root `Cargo.toml`.
    root: PathBuf,
    /// Where cargo puts what it builds.
    target: PathBuf,
    /// `[workspace.metadata.tools]`: tool name to version.
    tools: Value,
    times: Times,
}

impl Project {
    /// Finds the project that this xtask belongs to.
    pub fn find() -> Result<Self> {
        // Set by `cargo run`, and right even after the folder was moved; the other is for a
        // binary started by hand.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask lies inside the project")?.to_owned();
        let mut metadata = cargo_in(&root);
        metadata.args(["metadata", "--format-version=1", "--no-deps"]);
        let metadata: Value = serde_json::from_str(&process::output(&mut metadata)?)
            .context("cargo metadata prints JSON")?;
        let target = metadata["target_directory"].as_str();
        let target = target.map_or_else(|| root.join("target"), PathBuf::from);
        let times = Times::new(target.join("xtask-times"));
        Ok(Self { root, target, tools: metadata["metadata"]["tools"].clone(), times })
    }

    /// The folder with the root `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo puts what it builds.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// What the commands install, so that nothing of the user's is touched and versions never
    /// clash. Git ignores it.
    pub fn tools_folder(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// The `PATH` on which our own tools come first.
    pub fn tools_path(&self) -> Result<OsString> {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.tools_folder().join("bin"));
        env::join_paths(folders.chain(env::split_paths(&path)))
            .context("a folder on the PATH, or the project's own, has a separator in its name")
    }

    /// The version of `tool` pinned in `[workspace.metadata.tools]`.
    pub fn pinned(&self, tool: &str) -> Result<&str> {
        self.tools[tool]
            .as_str()
            .with_context(|| format!("Cargo.toml: [workspace.metadata.tools] does not pin {tool}"))
    }

    /// The version of the crate `name` in `Cargo.lock`.
    pub fn locked(&self, name: &str) -> Result<String> {
        let id = process::output(self.cargo().args(["pkgid", name]))?;
        version_in_id(&id).map(str::to_owned).with_context(|| format!("no version in {id}"))
    }

    /// How long the parts of the command take.
    pub fn times(&self) -> &Times {
        &self.times
    }

    /// A cargo to be started in the root.
    pub fn cargo(&self) -> Command {
        cargo_in(&self.root)
    }

    /// A program to be started in the root. What `cargo run` told *us* about our own package is
    /// taken out of its environment, or build scripts would see it change and run again.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        command_in(&self.root, program)
    }
}

fn cargo_in(root: &Path) -> Command {
    command_in(root, env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn command_in(root: &Path, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if OURS.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    command
}

/// How the variables start that cargo sets for the package it runs.
const OURS: [&str; 5] =
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];

/// `…#wasm-bindgen@0.2.129` and `…/crate#1.2.3` end in the version.
fn version_in_id(id: &str) -> Option<&str> {
    id.trim().rsplit(['@', '#']).next().filter(|version| version.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_id_ends_in_its_version() {
        let registry = "registry+https://example.invalid/index#wasm-bindgen@0.2.129\n";
        assert_eq!(version_in_id(registry), Some("0.2.129"));
        assert_eq!(version_in_id("path+file:///here/xtask#0.1.0"), Some("0.1.0"));
        assert_eq!(version_in_id("error"), None);
    }
}
