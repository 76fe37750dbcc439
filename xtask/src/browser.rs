//! A real Chromium for the browser tests, and Hugo: those that are there, or else those that the
//! system's package manager has. That there is none is an error, never a skipped test.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools::twice;

const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const FONTS: [(&str, &[&str]); 2] = [
    ("DejaVu Sans", &["fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu", "font-dejavu"]),
    ("DejaVu Sans Mono", &["fonts-dejavu-mono", "dejavu-sans-mono-fonts"]),
];

/// The browser to test with, installed if there is none.
pub fn chromium() -> Result<PathBuf> {
    if let Some(chrome) = env::var_os("CHROME").map(PathBuf::from) {
        if process::is_program(&chrome) {
            return Ok(chrome);
        }
        bail!("CHROME is {}, which is no program", chrome.display());
    }
    if let Some(chrome) = installed() {
        return Ok(chrome);
    }
    println!("Installing Chromium for the browser tests: a minute or so");
    system_install("Chromium", &["chromium", "chromium-browser"]).context(
        "the browser tests need Chromium or Google Chrome: install one, or set CHROME to its path",
    )?;
    installed().context("Chromium was installed, but is not to be found; set CHROME to its path")
}

/// The fonts that the pictures of the page are in, installed where it is known that they are not
/// there. Where nobody can be asked, the test says so.
pub fn fonts() -> Result<()> {
    for (font, packages) in FONTS {
        let found = process::find("fc-list").map(|list| Command::new(list).arg(font).output());
        if matches!(found, Some(Ok(found)) if found.stdout.is_empty()) {
            println!("Installing {font} for the browser tests: a download of a few seconds");
            system_install(font, packages)
                .with_context(|| format!("the pictures of the page are in {font}: install it"))?;
        }
    }
    Ok(())
}

/// Hugo, which must understand the shortcode for figures; installed if it is not there.
pub fn hugo() -> Result<PathBuf> {
    if process::find("hugo").is_none() {
        println!("Installing Hugo for the browser tests: a download of some seconds");
        system_install("Hugo", &["hugo"])
            .context("the browser tests build a page with Hugo: install it")?;
    }
    process::find("hugo").context("Hugo was installed, but is not on the PATH")
}

/// By the names on the `PATH`, then in the places where macOS and Windows keep programs.
fn installed() -> Option<PathBuf> {
    NAMES
        .iter()
        .find_map(|name| process::find(name))
        .or_else(|| usual_places().into_iter().find(|place| process::is_program(place)))
}

fn usual_places() -> Vec<PathBuf> {
    let folders_and_programs: (&[&str], &[&str]) = if cfg!(windows) {
        (
            &["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"],
            // Edge is a Chromium too, and every Windows has it.
            &[
                r"Chromium\Application\chrome.exe",
                r"Google\Chrome\Application\chrome.exe",
                r"Microsoft\Edge\Application\msedge.exe",
            ],
        )
    } else if cfg!(target_os = "macos") {
        (
            &["", "HOME"],
            &[
                "Applications/Chromium.app/Contents/MacOS/Chromium",
                "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            ],
        )
    } else {
        (&[], &[])
    };
    let (folders, programs) = folders_and_programs;
    let folders = folders.iter().filter_map(|variable| match *variable {
        "" => Some(PathBuf::from("/")),
        variable => env::var_os(variable).map(PathBuf::from),
    });
    folders.flat_map(|folder| programs.iter().map(move |program| folder.join(program))).collect()
}

/// One package manager: what refreshes its list, if it must be told to, and what installs.
struct Manager {
    program: &'static str,
    refresh: Option<&'static [&'static str]>,
    install: &'static [&'static str],
    needs_root: bool,
}

const MANAGERS: [Manager; 6] = [
    Manager {
        program: "apt-get",
        refresh: Some(&["update"]),
        install: &["install", "-y", "--no-install-recommends"],
        needs_root: true,
    },
    Manager { program: "dnf", refresh: None, install: &["install", "-y"], needs_root: true },
    Manager {
        program: "pacman",
        refresh: None,
        install: &["-Sy", "--noconfirm"],
        needs_root: true,
    },
    Manager {
        program: "zypper",
        refresh: None,
        install: &["--non-interactive", "install"],
        needs_root: true,
    },
    Manager { program: "apk", refresh: None, install: &["add"], needs_root: true },
    Manager { program: "brew", refresh: None, install: &["install"], needs_root: false },
];

/// Installs `what` by the first package name that the system's package manager takes.
pub fn system_install(what: &str, packages: &[&str]) -> Result<()> {
    let Some(manager) = MANAGERS.iter().find(|manager| process::find(manager.program).is_some())
    else {
        bail!("no package manager was found to install {what} with");
    };
    let prefix = root_prefix(manager)?;
    if let Some(refresh) = manager.refresh {
        twice(|| process::run(&mut command(prefix, manager, refresh)))?;
    }
    let mut outcome = Ok(());
    for package in packages {
        let mut install = command(prefix, manager, manager.install);
        outcome = process::run(install.arg(package));
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

/// What to put before a command so that it runs as root without asking.
fn root_prefix(manager: &Manager) -> Result<&'static [&'static str]> {
    let is_root = || process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !manager.needs_root || is_root() {
        Ok(&[])
    } else if process::succeeds(Command::new("sudo").args(["-n", "true"])) {
        Ok(&["sudo", "-n"])
    } else {
        bail!("installing with {} takes root, and sudo asks for a password", manager.program)
    }
}

fn command(prefix: &[&str], manager: &Manager, arguments: &[&str]) -> Command {
    let mut words = prefix.iter().chain(std::iter::once(&manager.program)).chain(arguments);
    let mut command = Command::new(words.next().expect("there is at least the program"));
    // Debian's packages may ask questions otherwise, and nobody is there to answer.
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    command
}
