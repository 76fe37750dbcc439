//! Building the site and serving it, both by Trunk.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::markers::with_first_picture;
use crate::process;
use crate::project::Project;
use crate::{figure, glue, machine, names, offline, policy, styles, tools};

/// The first port to try, and how many after it, when nobody asked for one.
const PORT: u16 = 8080;
const PORT_COUNT: u16 = 20;

/// Serves the site on this machine alone, building it again on every change, until stopped.
pub fn serve(project: &Project, is_release: bool, port: Option<u16>) -> Result<()> {
    tools::install(project)?;
    let port = free_port(port)?;
    // Not `--locked`: here is where a dependency just added to Cargo.toml enters the lock file.
    fetch(project, &[])?;
    println!("\nOnce built, the site is at  http://127.0.0.1:{port}/  (Ctrl-C stops it)\n");
    let mut trunk = trunk(project)?;
    // Not into dist/, which a build or a test in another terminal may be writing or reading.
    trunk.args(["serve", "--address=127.0.0.1", "--dist=target/serve"]);
    // The page of a figure names files as they are written.
    trunk.arg("--filehash=false");
    trunk.arg(format!("--port={port}"));
    if is_release {
        trunk.arg("--release");
    }
    process::run(&mut trunk)
}

/// Builds the release site, first picture included, and returns its folder.
pub fn dist(project: &Project) -> Result<PathBuf> {
    tools::install(project)?;
    fetch(project, &["--locked"])?;
    let dist = project.dist();
    process::run(trunk(project)?.args(["build", "--release"]))?;
    styles::join(&dist)?;
    figure::complete(&dist)?;
    glue::shorten(&dist)?;
    put_first_picture(project)?;
    names::give(&dist)?;
    policy::put(&dist)?;
    offline::list(&dist)?;
    machine::check(project, &dist)?;
    Ok(dist)
}

/// A copy of the built site that runs the program called `name` in place of the page's own.
pub fn with_program(project: &Project, name: &str) -> Result<PathBuf> {
    let (dist, folder) = (project.dist(), project.root().join("target").join(name));
    let files = names::all(&dist)?;
    for file in &files {
        let copy = folder.join(file);
        fs::create_dir_all(copy.parent().context("it is in the folder")?)?;
        fs::copy(dist.join(file), copy).with_context(|| file.clone())?;
    }
    let target = "wasm32-unknown-unknown";
    let mut cargo = project.cargo();
    cargo.args(["build", "--profile=site", "--bin", name, "--target", target]);
    process::run(&mut cargo)?;
    let wasm = project.root().join("target").join(target).join("site").join(name);
    let path = project.tools_path()?;
    let bindgen = process::find_on(&path, "wasm-bindgen").context("it was just installed")?;
    let mut bindgen = project.command(bindgen);
    bindgen.args(["--target=web", "--no-typescript"]).arg(format!("--out-name={name}"));
    bindgen.arg("--out-dir").arg(&folder).arg(wasm.with_extension("wasm"));
    process::run(&mut bindgen)?;
    for (made, end) in [(format!("{name}.js"), ".js"), (format!("{name}_bg.wasm"), ".wasm")] {
        let is_own = |file: &&String| {
            let is_known = names::KNOWN.contains(&file.as_str());
            file.starts_with("redelivery-") && file.ends_with(end) && !is_known
        };
        let own = files.iter().find(is_own).context("dist has the app's script and program")?;
        fs::rename(folder.join(made), folder.join(own))?;
    }
    Ok(folder)
}

/// Fetches the crates, for Trunk builds offline. Without a network it succeeds too, as long as
/// nothing is missing.
pub fn fetch(project: &Project, options: &[&str]) -> Result<()> {
    tools::twice(|| process::run(project.cargo().args(["fetch", "--quiet"]).args(options)))
}

fn put_first_picture(project: &Project) -> Result<()> {
    if !project.root().join("examples").join("prerender.rs").is_file() {
        return Ok(());
    }
    let picture = process::output(project.cargo().args([
        "run",
        "--quiet",
        "--package=redelivery",
        "--example=prerender",
    ]))?;
    let index = project.dist().join("index.html");
    let page = fs::read_to_string(&index).with_context(|| format!("{}", index.display()))?;
    let page = with_first_picture(&page, &picture)
        .context("dist/index.html with what examples/prerender.rs printed")?;
    fs::write(&index, page).with_context(|| format!("{}", index.display()))
}

fn trunk(project: &Project) -> Result<Command> {
    let path = project.tools_path()?;
    let trunk = process::find_on(&path, "trunk").context("trunk was just installed")?;
    let mut trunk = project.command(trunk);
    trunk.env("PATH", path);
    machine::hide(project, &mut trunk)?;
    // By convention any value but an empty one means yes; Trunk wants to hear "true".
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env("NO_COLOR", "true");
    } else {
        trunk.env_remove("NO_COLOR");
    }
    Ok(trunk)
}

/// A port nobody listens on: the one asked for, or else the first from `PORT` on.
fn free_port(wish: Option<u16>) -> Result<u16> {
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    match wish {
        Some(port) => Some(port)
            .filter(is_free)
            .with_context(|| format!("port {port} is in use; leave --port out to find a free one")),
        None => (PORT..PORT + PORT_COUNT)
            .find(is_free)
            .with_context(|| format!("no free port from {PORT} on; choose one with --port")),
    }
}
