//! What the browser tests take from npm: axe-core, the accessibility checker that runs inside the
//! page; Mermaid, which has to understand the diagrams that the page writes; and reveal.js, the
//! deck that figures of the page must get along with.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::system_install;
use crate::process;
use crate::project::Project;
use crate::tools::twice;

/// The packages, each with a file that it is needed for.
const PACKAGES: [(&str, &str); 3] = [
    ("axe-core", "axe.min.js"),
    ("mermaid", "dist/mermaid.min.js"),
    ("reveal.js", "dist/reveal.mjs"),
];

/// Where the scripts are.
pub struct Scripts {
    /// Of axe-core.
    pub axe: PathBuf,
    /// Of Mermaid.
    pub mermaid: PathBuf,
    /// Of reveal.js: its folder.
    pub reveal: PathBuf,
}

/// The scripts, installed if those versions are missing.
pub fn scripts(project: &Project) -> Result<Scripts> {
    let prefix = project.tools_folder().join("npm");
    let packages = prefix.join("node_modules");
    let files = PACKAGES.map(|(name, script)| packages.join(name).join(script));
    let came = || files.iter().all(|file| file.is_file());
    let [axe, mermaid, _] = files.clone();
    let scripts = Scripts { axe, mermaid, reveal: packages.join("reveal.js") };
    let mut wanted = Vec::new();
    let mut are_there = came();
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
    anyhow::ensure!(came(), "{} came without their scripts", wanted.join(" and "));
    Ok(scripts)
}

/// The version of the package in `folder`.
fn installed(folder: &Path) -> Option<String> {
    let manifest = fs::read_to_string(folder.join("package.json")).ok()?;
    serde_json::from_str::<Value>(&manifest).ok()?["version"].as_str().map(str::to_owned)
}

fn install(project: &Project, prefix: &Path, packages: &[String]) -> Result<()> {
    let names = packages.join(", ");
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
