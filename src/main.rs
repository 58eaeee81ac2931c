//! The `gisa` command: flags in, exit code out.

mod cli;
mod progress;
mod signals;
mod target;

fn main() -> std::process::ExitCode {
    cli::main()
}
