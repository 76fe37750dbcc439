//! Building the site and serving it, both by Trunk.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::markers::with_first_picture;
use crate::process;
use crate::project::Project;
use crate::{figure, glue, machine, names, offline, policy, single, styles, tools};

/// The first port to try, and how many after it, when nobody asked for one.
const PORT: u16 = 8080;
const PORT_COUNT: u16 = 20;

/// How often it is looked whether the site is there.
const GLANCE: Duration = Duration::from_millis(200);

/// How a site is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// As it is published: as small as can be, which takes minutes.
    Release,
    /// To be looked at and tested: in a fraction of the time, and larger.
    Quick,
}

impl Build {
    /// The folder of the site.
    pub fn folder(self, project: &Project) -> PathBuf {
        match self {
            Self::Release => project.root().join("dist"),
            Self::Quick => project.target().join("quick-site"),
        }
    }

    /// The site as one page.
    pub fn single(self, project: &Project) -> PathBuf {
        let folder = match self {
            Self::Release => "single-file",
            Self::Quick => "quick-single-file",
        };
        project.target().join(folder).join("redelivery.html")
    }
}

/// Serves the site on this machine alone, building it again on every change, until stopped.
pub fn serve(project: &Project, is_release: bool, port: Option<u16>) -> Result<()> {
    tools::install(project)?;
    let port = free_port(port)?;
    let times = project.times();
    // Not `--locked`: here is where a dependency just added to Cargo.toml enters the lock file.
    times.part("fetching crates", "", || fetch(project, &[]))?;
    let mut trunk = trunk(project)?;
    // Not into dist/, which a build or a test in another terminal may be writing or reading.
    trunk.args(["serve", "--address=127.0.0.1", "--dist=target/serve"]);
    // The page of a figure names files as they are written.
    trunk.arg("--filehash=false").arg(format!("--port={port}"));
    trunk.arg(if is_release { "--release" } else { "--cargo-profile=quick" });
    println!("programs of the site: a minute or two, where nothing is compiled; later seconds");
    let start = Instant::now();
    let mut trunk = trunk.spawn().context("trunk could not be started")?;
    // Trunk listens once it has built the site.
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if let Some(status) = trunk.try_wait()? {
            bail!("`trunk serve` ended ({status})");
        }
        thread::sleep(GLANCE);
    }
    times.note("programs of the site", start.elapsed(), trunk.id());
    times.print();
    println!("The site is at  http://127.0.0.1:{port}/  (Ctrl-C stops it)\n");
    let status = trunk.wait()?;
    ensure!(status.success(), "`trunk serve` failed ({status})");
    Ok(())
}

/// Builds the site, first picture included, and returns its folder.
pub fn dist(project: &Project, build: Build) -> Result<PathBuf> {
    tools::install(project)?;
    let times = project.times();
    times.part("fetching crates", "", || fetch(project, &["--locked"]))?;
    let dist = build.folder(project);
    let mut trunk = trunk(project)?;
    trunk.arg("build").arg("--dist").arg(&dist);
    let usually = match build {
        Build::Release => {
            trunk.arg("--release");
            "three minutes on two cores where nothing is compiled"
        }
        Build::Quick => {
            trunk.arg("--cargo-profile=quick");
            "two minutes on two cores where nothing is compiled"
        }
    };
    times.part("programs of the site", usually, || process::run(&mut trunk))?;
    times
        .part("first picture", "", || first_picture(project))
        .and_then(|picture| times.part("finishing the site", "", || finish(&dist, &picture)))?;
    machine::check(project, &dist)?;
    Ok(dist)
}

/// Makes of what Trunk has built what is published.
fn finish(dist: &Path, first_picture: &str) -> Result<()> {
    styles::join(dist)?;
    figure::complete(dist)?;
    glue::shorten(dist)?;
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).with_context(|| format!("{}", index.display()))?;
    let page = with_first_picture(&page, first_picture)
        .context("index.html with what examples/prerender.rs printed")?;
    fs::write(&index, page).with_context(|| format!("{}", index.display()))?;
    names::give(dist)?;
    policy::put(dist)?;
    offline::list(dist)
}

/// Makes one page of the built site, and returns it.
pub fn single_file(project: &Project, build: Build) -> Result<PathBuf> {
    let page = build.single(project);
    single::make(&build.folder(project), &page)?;
    Ok(page)
}

/// A copy of the built site that runs the program called `name` in place of the page's own.
pub fn with_program(project: &Project, name: &str) -> Result<PathBuf> {
    let (dist, folder) = (Build::Release.folder(project), project.target().join(name));
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
    let wasm = project.target().join(target).join("site").join(name);
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

/// The first picture of the page, as HTML.
fn first_picture(project: &Project) -> Result<String> {
    // Of the same packages and in the same profile as the tests, which have it compiled, or will
    // not have to compile it again.
    let mut cargo = project.cargo();
    cargo.args(["build", "--locked", "--package=redelivery", "--profile=test"]);
    process::run(cargo.arg("--example=prerender"))?;
    let program = project.target().join("debug").join("examples").join("prerender");
    let program = program.with_extension(env::consts::EXE_EXTENSION);
    process::output(&mut project.command(program))
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
