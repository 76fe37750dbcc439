//! What the browser tests take from npm: axe-core, the accessibility checker that runs inside the
//! page, and reveal.js, the deck that figures of the page must get along with.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::system_install;
use crate::process;
use crate::project::Project;
use crate::tools::twice;

/// Every package, with a file that it is needed for.
const PACKAGES: [(&str, &str); 2] = [("axe-core", "axe.min.js"), ("reveal.js", "dist/reveal.mjs")];

/// The script of axe-core to inject, installed if that version is missing.
pub fn axe(project: &Project) -> Result<PathBuf> {
    install(project)?;
    Ok(folder(project, "axe-core").join("axe.min.js"))
}

/// The folder of reveal.js, likewise.
pub fn reveal(project: &Project) -> Result<PathBuf> {
    install(project)?;
    Ok(folder(project, "reveal.js"))
}

/// Installs all of them if one is missing: npm removes what it was not asked for.
fn install(project: &Project) -> Result<()> {
    let mut wanted = Vec::new();
    for (package, _) in PACKAGES {
        wanted.push(format!("{package}@{}", project.pinned(package)?));
    }
    if wanted.iter().zip(PACKAGES).all(|(wanted, package)| has(project, wanted, package)) {
        return Ok(());
    }
    println!("Installing {} into .tools: a download of a few seconds", wanted.join(" and "));
    if process::find("npm").is_none() {
        system_install("npm", &["npm", "nodejs", "node"]).context(
            "npm is missing, and the browser tests need it once, to fetch what they test with: \
             install Node.js",
        )?;
    }
    let npm = process::find("npm").context("npm was installed, but is not on the PATH")?;
    let prefix = project.tools_folder().join("npm");
    fs::create_dir_all(&prefix)?;
    twice(|| {
        process::run(
            project
                .command(&npm)
                .args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"])
                .arg("--prefix")
                .arg(&prefix)
                .args(&wanted),
        )
    })?;
    for (wanted, (package, file)) in wanted.iter().zip(PACKAGES) {
        anyhow::ensure!(has(project, wanted, (package, file)), "{wanted} came without its {file}");
    }
    Ok(())
}

fn folder(project: &Project, package: &str) -> PathBuf {
    project.tools_folder().join("npm").join("node_modules").join(package)
}

/// Whether the package is there in the version of `wanted`, with the file.
fn has(project: &Project, wanted: &str, (package, file): (&str, &str)) -> bool {
    let folder = folder(project, package);
    let manifest = fs::read_to_string(folder.join("package.json")).unwrap_or_default();
    let manifest: Value = serde_json::from_str(&manifest).unwrap_or_default();
    let version = manifest["version"].as_str().unwrap_or_default();
    format!("{package}@{version}") == wanted && folder.join(file).is_file()
}
