//! The project's commands, `cargo xtask …`: set-up, serve, build, measure, test. Nothing here ends
//! up in the site.

mod browser;
mod digest;
mod figure;
mod gates;
mod glue;
mod lesson;
mod machine;
mod markers;
mod markup;
mod names;
mod npm;
mod offline;
mod policy;
mod process;
mod project;
mod single;
mod site;
mod size;
mod styles;
mod times;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::project::Project;
use crate::site::Build;

const USAGE: &str = "\
The project's commands. Each installs what it needs first and says so; the tools go to .tools/,
and the second start finds them there.

  cargo xtask serve [--release] [--port N]   build the site, serve it, rebuild on every change
  cargo xtask dist [--single-file]           build the release site into dist/; with the option
                                             also as one page, target/single-file/redelivery.html
  cargo xtask dist --quick [--single-file]   the same in a fraction of the time, and larger, into
                                             target/quick-site/ and target/quick-single-file/
  cargo xtask size [--no-build]              the bytes a first visit loads, against the budget
  cargo xtask bench-web                      the checker's speed in Chromium, beside that here
  cargo xtask visit                          a first visit on a slow phone line: bytes and times
  cargo xtask long                           what a step costs in a run of ten thousand steps
  cargo xtask baselines                      take the pictures that the page is compared with anew
  cargo xtask new-lesson NAME                begin a lesson: its file and its line in the list
  cargo xtask browser [--quick] [NAME …]     the browser tests alone, or those with such names
  cargo xtask test                           every check, the browser's included; what CI runs
";

/// One command line, understood.
enum Task {
    Help,
    Serve { is_release: bool, port: Option<u16> },
    Dist { build: Build, is_single: bool },
    Browser { build: Build, names: Vec<String> },
    Size { is_built: bool },
    BenchWeb,
    Visit,
    Long,
    Baselines,
    NewLesson { name: String },
    Test,
}

fn main() -> ExitCode {
    let task = match parse(Parser::from_env()) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("error: {error:#}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<ExitCode> {
    if let Task::Help = task {
        print!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    }
    let project = Project::find()?;
    match task {
        Task::Help => {}
        Task::Serve { is_release, port } => site::serve(&project, *is_release, *port)?,
        Task::Dist { build, is_single } => {
            let dist = site::dist(&project, *build)?;
            println!("\nThe site is in {}. Any static host can serve it.", dist.display());
            if *is_single {
                let page = site::single_file(&project, *build)?;
                println!("As one page that needs no host it is {}.", page.display());
            }
        }
        Task::Size { is_built } => {
            if !is_built {
                site::dist(&project, Build::Release)?;
            }
            size::check(&Build::Release.folder(&project))?;
        }
        Task::Browser { build, names } => gates::test_in_browser(&project, *build, names)?,
        Task::BenchWeb => gates::run_in_browser(&project, "bench")?,
        Task::Visit => gates::run_in_browser(&project, "visit")?,
        Task::Long => gates::measure_long(&project)?,
        Task::Baselines => gates::update_baselines(&project)?,
        Task::NewLesson { name } => {
            let file = lesson::new(&project, name)?;
            println!(
                "\n{} is the last lesson now. docs/lessons.md says how to go on.",
                file.display()
            );
        }
        Task::Test => return Ok(gates::test(&project)),
    }
    project.times().print();
    Ok(ExitCode::SUCCESS)
}

fn parse(mut arguments: Parser) -> Result<Task> {
    let mut task = None;
    while let Some(argument) = arguments.next()? {
        match (&mut task, argument) {
            (_, Arg::Short('h') | Arg::Long("help")) => return Ok(Task::Help),
            (None, Arg::Value(name)) => {
                task = Some(match name.string()?.as_str() {
                    "help" => Task::Help,
                    "serve" => Task::Serve { is_release: false, port: None },
                    "dist" => Task::Dist { build: Build::Release, is_single: false },
                    "browser" => Task::Browser { build: Build::Release, names: Vec::new() },
                    "size" => Task::Size { is_built: false },
                    "bench-web" => Task::BenchWeb,
                    "visit" => Task::Visit,
                    "long" => Task::Long,
                    "baselines" => Task::Baselines,
                    "new-lesson" => Task::NewLesson { name: arguments.value()?.string()? },
                    "test" => Task::Test,
                    unknown => bail!("there is no command `{unknown}`"),
                });
            }
            (Some(Task::Serve { is_release, .. }), Arg::Long("release")) => *is_release = true,
            (Some(Task::Serve { port, .. }), Arg::Long("port")) => {
                *port = Some(arguments.value()?.parse()?);
            }
            (Some(Task::Dist { is_single, .. }), Arg::Long("single-file")) => *is_single = true,
            (Some(Task::Dist { build, .. } | Task::Browser { build, .. }), Arg::Long("quick")) => {
                *build = Build::Quick;
            }
            (Some(Task::Browser { names, .. }), Arg::Value(name)) => names.push(name.string()?),
            (Some(Task::Size { is_built }), Arg::Long("no-build")) => *is_built = true,
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    Ok(task.unwrap_or(Task::Help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Task> {
        parse(Parser::from_args(arguments))
    }

    #[test]
    fn the_options_of_a_command_are_its_own() {
        let serve = parsed(&["serve", "--port", "8123", "--release"]);
        assert!(matches!(serve, Ok(Task::Serve { is_release: true, port: Some(8123) })));
        assert!(matches!(parsed(&["size", "--no-build"]), Ok(Task::Size { is_built: true })));
        let single = parsed(&["dist", "--single-file"]);
        assert!(matches!(single, Ok(Task::Dist { build: Build::Release, is_single: true })));
        let quick = parsed(&["dist", "--quick"]);
        assert!(matches!(quick, Ok(Task::Dist { build: Build::Quick, is_single: false })));
        assert!(parsed(&["dist", "--port", "8123"]).is_err());
    }

    #[test]
    fn the_browser_tests_can_be_chosen_by_name() {
        let some = parsed(&["browser", "--quick", "stage", "talk"]);
        let Ok(Task::Browser { build: Build::Quick, names }) = some else { panic!("understood") };
        assert_eq!(names, ["stage", "talk"]);
    }

    #[test]
    fn a_new_lesson_has_a_name() {
        let named = parsed(&["new-lesson", "two-orders"]);
        assert!(matches!(named, Ok(Task::NewLesson { name }) if name == "two-orders"));
        assert!(parsed(&["new-lesson"]).is_err());
        assert!(parsed(&["new-lesson", "a", "b"]).is_err());
    }

    #[test]
    fn nothing_and_help_print_the_commands_and_a_wrong_name_is_an_error() {
        assert!(matches!(parsed(&[]), Ok(Task::Help)));
        assert!(matches!(parsed(&["serve", "--help"]), Ok(Task::Help)));
        assert!(parsed(&["sreve"]).is_err());
    }
}
