//! What every example does in a terminal: it prints for as long as somebody reads, and says of a
//! word that it does not know which one would fit.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use clap::error::ErrorKind as UsageError;
use clap::{ArgMatches, Command};

/// What the exit codes mean; each example's `--help` ends with it.
const EXIT_CODES: &str = "\
Exit codes:
  0  all of it is printed, or whoever reads it has closed the output
  1  the output can't be written
  2  the command line is not understood; the error names the word and what would fit";

/// The command line of an example, with what `--help` says of its exit codes.
pub fn command(name: &'static str, about: &'static str) -> Command {
    Command::new(name).about(about).after_help(EXIT_CODES)
}

/// What `read` makes of the command line. Where `command` or `read` does not understand it, the
/// program ends and says why.
pub fn asked<T>(command: Command, read: impl FnOnce(&ArgMatches) -> Result<T, String>) -> T {
    let mut refusing = command.clone();
    let refuse = |problem| refusing.error(UsageError::ValueValidation, problem).exit();
    read(&command.get_matches()).unwrap_or_else(refuse)
}

/// Lets `write` print to the standard output. That whoever reads it has heard enough, as `head`
/// has, is no failure.
pub fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody may be listening there either.
            let _ = writeln!(io::stderr(), "error: the output can't be written: {error}");
            ExitCode::FAILURE
        }
    }
}
