//! The `kith` command: a device for scripts, a node with its web page, and a sample co-op to try.

use clap::Parser;
use kith_core::kith::{KithError, KithResult, Request};
use serde_json::Value;
use std::{
    env,
    future::Future,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};
use tracing_subscriber::EnvFilter;

mod begin;
mod cli;
mod demo;
mod device;
mod file;
mod hand_over;
mod output;
mod print;
mod serve;
mod served;
mod unlock;
mod web;

use cli::{Cli, Command, asking::Asking};
use device::Profile;
use served::Errand;

const LOG_VARIABLE: &str = "KITH_LOG";
/// Of the transports' own troubles a person hears by our errors.
const LOG: &str = "error,iroh=off,noq=off,noq_proto=off,swarm_discovery=off,iroh_mdns_address_lookup=off";

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => return not_understood(&e),
    };
    let wanted = env::var(LOG_VARIABLE).ok().filter(|wanted| !wanted.trim().is_empty());
    let filter = EnvFilter::builder().with_default_directive(tracing::Level::ERROR.into()).parse_lossy(wanted.as_deref().unwrap_or(LOG));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
    let as_json = cli.json;
    match run(cli) {
        Ok(code) => code,
        Err(e) => {
            output::error(&e, as_json);
            ExitCode::from(e.kind.exit_code())
        }
    }
}

/// Help and version go to standard output; anything else that was typed wrongly is invalid input.
fn not_understood(e: &clap::Error) -> ExitCode {
    let as_json = env::args_os().any(|arg| arg == "--json");
    if e.use_stderr() && as_json {
        let reason = e.to_string();
        let error = KithError::invalid("bad-usage", reason.trim_start_matches("error: ").trim_end());
        output::error(&error, true);
        return ExitCode::from(error.kind.exit_code());
    }
    // A closed pipe is no error.
    let _ = e.print();
    if e.use_stderr() { ExitCode::from(kith_core::kith::ErrorKind::InvalidInput.exit_code()) } else { ExitCode::SUCCESS }
}

fn run(cli: Cli) -> KithResult<ExitCode> {
    let Cli { profile, json, passphrase_file, counters, command } = cli;
    if let Command::Demo(demo) = command {
        return wait_for(demo::run(demo, json))?;
    }
    let profile = Profile::named(profile, passphrase_file, counters)?;
    let files = Files::of(&command);
    match Asking::from_command(command) {
        Ok(asking) => asking.and_then(|asking| ask(&profile, asking, &files, json)).map_err(|e| profile.say(e)),
        Err(command) => match *command {
            Command::Init(init) => print(&profile, &profile.create(&init)?, json),
            Command::Backup(backup) => print(&profile, &profile.backup(&backup)?, json),
            Command::Restore(restore) => print(&profile, &profile.restore(&restore)?, json),
            Command::Passphrase(change) => print(&profile, &profile.change_passphrase(&change)?, json),
            Command::Unlock => print(&profile, &profile.unlock()?, json),
            Command::Address => print(&profile, &profile.address()?, json),
            Command::Sync(sync) => {
                let errand = Errand::Sync { relay: sync.relay, peer: sync.peer };
                print(&profile, &wait_for(profile.run(errand))??, json)
            }
            Command::Serve(serve) => wait_for(serve::run(profile, &serve, json))?.map(|()| ExitCode::SUCCESS),
            other => Err(KithError::invalid("bad-usage", format!("this cannot be asked of a profile: {other:?}"))),
        },
    }
}

/// The files beside codes that a command writes.
struct Files {
    /// A kit or a card to print.
    page: Option<PathBuf>,
    /// Twins to print.
    sheet: Option<PathBuf>,
    calendar: Option<PathBuf>,
}

impl Files {
    fn of(command: &Command) -> Self {
        let page = match command {
            Command::Recovery(it) => it.page().cloned(),
            Command::Card(it) => it.page().cloned(),
            _ => None,
        };
        let sheet = if let Command::Twin(it) = command { it.page().cloned() } else { None };
        let calendar = if let Command::Rota(it) = command { it.calendar().cloned() } else { None };
        Self { page, sheet, calendar }
    }

    /// Before anything is done.
    fn check(&self) -> KithResult<()> {
        self.page.as_deref().map_or(Ok(()), print::check)?;
        self.sheet.as_deref().map_or(Ok(()), print::check_sheet)?;
        self.calendar.as_deref().map_or(Ok(()), file::check)
    }

    fn put(&self, answer: &mut Value) -> KithResult<()> {
        if let Some(sheet) = &self.sheet {
            print::put_sheet(answer, sheet)?;
        }
        if let Some(page) = &self.page {
            print::put(answer, page)?;
        }
        self.calendar.as_deref().map_or(Ok(()), |file| print::put_calendar(answer, file))
    }
}

fn ask(profile: &Profile, asking: Asking, files: &Files, json: bool) -> KithResult<ExitCode> {
    if asking.request == Request::Lock {
        return print(profile, &profile.lock()?, json);
    }
    files.check()?;
    hand_over::check(&asking.give)?;
    let mut answer = profile.ask(asking.request)?;
    files.put(&mut answer)?;
    let beside = if asking.give.folder.is_some() { hand_over::export_files(&answer["json"]) } else { Vec::new() };
    if let Err(error) = hand_over::put(&mut answer, &asking.give) {
        // It is done all the same: a code is not lost with the file. An export or a picture can be asked for again, and is nothing for a terminal.
        if hand_over::find(&answer).is_none() {
            return Err(error);
        }
        print(profile, &answer, json)?;
        let reason = format!("It is done all the same, and the code stands in the answer: do not do it again. {}", error.reason);
        return Err(KithError::storage("done-not-written", reason));
    }
    if let Some(folder) = &asking.give.folder {
        put_beside(profile, folder, beside)?;
    }
    if asking.give.qr
        && let Some(code) = hand_over::find(&answer)
    {
        draw(&hand_over::draw(&code)?, json)?;
    }
    if json {
        return print(profile, &answer, json);
    }
    if hand_over::is_in_file(&asking.give) {
        hand_over::leave_out(&mut answer);
    }
    if let (true, Some(text)) = (hand_over::is_book_export(&answer), answer["text"].as_str()) {
        // Without a file it is for a pipe: the text and nothing beside it.
        return output::line(text).map_err(cannot_print).map(|()| ExitCode::SUCCESS);
    }
    if let Some(bytes) = hand_over::bytes_to_pipe(&answer, &asking.give) {
        return output::bytes(&bytes).map_err(cannot_print).map(|()| ExitCode::SUCCESS);
    }
    print(profile, &answer, json)
}

/// The pictures and documents of an export, one by one: all of them at once may be more than an answer holds.
fn put_beside(profile: &Profile, folder: &Path, files: Vec<(String, String)>) -> KithResult<()> {
    for (attachment, name) in files {
        let opened = profile.ask(Request::AttachmentOpen { attachment, small: false })?;
        let file = serde_json::from_value(opened).map_err(|_| KithError::storage("defect", "what was asked for cannot be written"))?;
        hand_over::put_beside(folder, &name, &file)?;
    }
    Ok(())
}

/// As one document, or as text in the language of the profile.
fn print(profile: &Profile, answer: &Value, as_json: bool) -> KithResult<ExitCode> {
    if as_json { output::document(answer) } else { output::text(answer, profile.words()) }.map_err(cannot_print)?;
    Ok(ExitCode::SUCCESS)
}

/// A picture goes beside the document, not into it.
fn draw(picture: &str, as_json: bool) -> KithResult<()> {
    if as_json {
        output::aside(picture);
        return Ok(());
    }
    output::line(picture).map_err(cannot_print)
}

/// The profile has done what it was asked by the time that it answers: whoever does not see the answer must not ask again.
fn cannot_print(e: io::Error) -> KithError {
    KithError::storage(
        "done-not-printed",
        format!("What was asked is done; only the answer could not be written to standard output: {e}. Look at what is there before doing it again."),
    )
}

/// How long a command that has been answered waits for what it left under way.
const STOPPING: std::time::Duration = std::time::Duration::from_secs(5);

fn wait_for<T>(work: impl Future<Output = T>) -> KithResult<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| KithError::storage("no-thread", format!("the system gives no thread: {e}")))?;
    let done = runtime.block_on(work);
    // What is still under way is of no use to anybody any more, but it must not hold a database while the process cleans up behind it.
    runtime.shutdown_timeout(STOPPING);
    Ok(done)
}
