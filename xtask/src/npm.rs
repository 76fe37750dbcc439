//! What the browser tests run inside a page besides the page itself: axe-core, the accessibility
//! checker, and Mermaid, which has to understand the diagrams that the page writes.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::system_install;
use crate::process;
use crate::project::Project;
use crate::tools::twice;

/// The packages, each with the script to inject.
const PACKAGES: [(&str, &str); 2] =
    [("axe-core", "axe.min.js"), ("mermaid", "dist/mermaid.min.js")];

/// Where the scripts are.
pub struct Scripts {
    /// Of axe-core.
    pub axe: PathBuf,
    /// Of Mermaid.
    pub mermaid: PathBuf,
}

/// The scripts to inject, installed if those versions are missing.
pub fn scripts(project: &Project) -> Result<Scripts> {
    let prefix = project.tools_folder().join("npm");
    let packages = prefix.join("node_modules");
    let [axe, mermaid] = PACKAGES.map(|(name, script)| packages.join(name).join(script));
    let scripts = Scripts { axe, mermaid };
    let mut wanted = Vec::new();
    let mut are_there = scripts.axe.is_file() && scripts.mermaid.is_file();
    for (name, _) in PACKAGES {
        let version = project.pinned(name)?;
        wanted.push(format!("{name}@{version}"));
        are_there &= installed(&packages.join(name)).as_deref() == Some(version);
    }
    if are_there {
        return Ok(scripts);
    }
    // Together: npm takes away what it was not told to keep.
    install(project, &prefix, &wanted)?;
    let came = scripts.axe.is_file() && scripts.mermaid.is_file();
    anyhow::ensure!(came, "{} came without their scripts", wanted.join(" and "));
    Ok(scripts)
}

/// The version of the package in `folder`.
fn installed(folder: &Path) -> Option<String> {
    let manifest = fs::read_to_string(folder.join("package.json")).ok()?;
    serde_json::from_str::<Value>(&manifest).ok()?["version"].as_str().map(str::to_owned)
}

fn install(project: &Project, prefix: &Path, packages: &[String]) -> Result<()> {
    let names = packages.join(" and ");
    println!("Installing {names} into .tools: a download of some seconds");
    if process::find("npm").is_none() {
        system_install("npm", &["npm", "nodejs", "node"]).with_context(|| {
            format!("npm is missing, and the tests need it once, to fetch {names}: install Node.js")
        })?;
    }
    let npm = process::find("npm").context("npm was installed, but is not on the PATH")?;
    fs::create_dir_all(prefix)?;
    twice(|| {
        process::run(
            project
                .command(&npm)
                .args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"])
                .arg("--prefix")
                .arg(prefix)
                .args(packages),
        )
    })
}
