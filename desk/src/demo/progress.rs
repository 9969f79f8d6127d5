//! How far the preparing has come: a bar on a terminal, a line a part elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Write};

/// Shows how far the preparing has come, on stderr.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    lines: bool,
}

impl Progress {
    /// Of so many steps in all.
    #[must_use]
    pub fn new(steps: u64) -> Self {
        let lines = !io::stderr().is_terminal();
        let target = if lines { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(steps), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self { bar, lines }
    }

    /// Names the part that begins.
    pub fn part(&self, name: &str) {
        self.bar.set_message(name.to_owned());
        if self.lines {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(io::stderr(), "{}/{} {name}", self.bar.position(), self.bar.length().unwrap_or_default());
        }
    }

    /// One step is done.
    pub fn step(&self) {
        self.bar.inc(1);
    }

    /// All is done.
    pub fn done(self) {
        self.bar.finish_and_clear();
    }
}
