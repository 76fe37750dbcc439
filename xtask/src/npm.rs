//! axe-core, the accessibility checker that the browser tests run inside the page.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::system_install;
use crate::process;
use crate::project::Project;
use crate::tools::twice;

/// The script to inject, installed if that version is missing.
pub fn axe(project: &Project) -> Result<PathBuf> {
    let version = project.pinned("axe-core")?;
    let prefix = project.tools_folder().join("npm");
    let package = prefix.join("node_modules").join("axe-core");
    let script = package.join("axe.min.js");
    let installed = || {
        let manifest = fs::read_to_string(package.join("package.json")).ok()?;
        serde_json::from_str::<Value>(&manifest).ok()?["version"].as_str().map(str::to_owned)
    };
    if installed().as_deref() == Some(version) && script.is_file() {
        return Ok(script);
    }
    println!("Installing axe-core {version} into .tools: a download of a few seconds");
    if process::find("npm").is_none() {
        system_install("npm", &["npm", "nodejs", "node"]).context(
            "npm is missing, and the browser tests need it once, to fetch axe-core: install \
             Node.js",
        )?;
    }
    let npm = process::find("npm").context("npm was installed, but is not on the PATH")?;
    fs::create_dir_all(&prefix)?;
    twice(|| {
        process::run(
            project
                .command(&npm)
                .args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"])
                .arg("--prefix")
                .arg(&prefix)
                .arg(format!("axe-core@{version}")),
        )
    })?;
    anyhow::ensure!(script.is_file(), "axe-core {version} came without its axe.min.js");
    Ok(script)
}
