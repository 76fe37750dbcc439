//! `wasm-bindgen` for Trunk: the published one's library behind the options that Trunk uses. The
//! published program also runs tests in browsers, for which it brings a web server, an HTTP client
//! and TLS; to compile those takes several times as long as all the rest.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};
use wasm_bindgen_cli_support::Bindgen;

/// One command line, understood.
#[derive(Debug, PartialEq, Eq)]
enum Task {
    Version,
    Generate { program: PathBuf, target: String, folder: PathBuf, name: String },
}

fn main() -> Result<()> {
    match parse(Parser::from_env())? {
        Task::Version => println!("wasm-bindgen {}", wasm_bindgen_shared::version()),
        Task::Generate { program, target, folder, name } => {
            let mut bindgen = Bindgen::new();
            match target.as_str() {
                "web" => bindgen.web(true)?,
                "no-modules" => bindgen.no_modules(true)?,
                other => bail!("there is no target {other:?} here"),
            };
            bindgen.input_path(program).out_name(&name).typescript(false);
            // The script finds its program beside itself, unless it is told another place.
            bindgen.omit_default_module_path(false).generate(folder)?;
        }
    }
    Ok(())
}

/// What Trunk says, in which every option is needed. That there are no TypeScript definitions it
/// says too, and there are none.
fn parse(mut arguments: Parser) -> Result<Task> {
    let (mut program, mut target, mut folder, mut name) = (None, None, None, None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("version") => return Ok(Task::Version),
            Arg::Long("target") => target = Some(arguments.value()?.string()?),
            Arg::Long("out-dir") => folder = Some(arguments.value()?.into()),
            Arg::Long("out-name") => name = Some(arguments.value()?.string()?),
            Arg::Long("no-typescript") => {}
            Arg::Value(path) if program.is_none() => program = Some(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Generate {
        program: program.context("no program was named")?,
        target: target.context("--target is missing")?,
        folder: folder.context("--out-dir is missing")?,
        name: name.context("--out-name is missing")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Task> {
        parse(Parser::from_args(arguments))
    }

    #[test]
    fn what_trunk_says_is_understood() {
        let said = ["--target=web", "--out-dir=/out", "--out-name=page", "/in/page.wasm"];
        let task = parsed(&[&said[..], &["--no-typescript"]].concat()).expect("it is understood");
        let page = Task::Generate {
            program: "/in/page.wasm".into(),
            target: "web".into(),
            folder: "/out".into(),
            name: "page".into(),
        };
        assert_eq!(task, page);
        assert_eq!(parsed(&["--version"]).expect("it is understood"), Task::Version);
    }

    #[test]
    fn what_it_can_not_do_is_refused() {
        assert!(parsed(&["--target=web", "in.wasm"]).is_err());
        assert!(parsed(&["--version-of-something"]).is_err());
        assert!(parsed(&["one.wasm", "two.wasm"]).is_err());
    }
}
