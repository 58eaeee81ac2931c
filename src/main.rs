//! The `gisa` command: flags in, exit code out.

mod cli;
mod progress;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::main() {
        Ok(code) => code,
        Err(wrong) => {
            anstream::eprintln!("gisa: {wrong:#}");
            ExitCode::from(2)
        }
    }
}
