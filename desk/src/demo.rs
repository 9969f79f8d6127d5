//! `kith demo`: a sample co-op on this machine. A relay, an office and phones, each a real device with its own database and keys.

mod cast;
mod coop;
mod lists;
mod month;
mod phone;
mod progress;
mod relay_switch;
mod script;
mod shifts;
mod stage;
mod story;

use crate::{cli, output, serve};
use coop::SampleCoop;
use kith_core::kith::{KithError, KithResult};
use serde_json::json;
use stage::Stage;
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Instant,
};
use tokio::net::TcpListener;

/// The folder of a demo; a temporary one goes when it is dropped.
struct Folder {
    path: PathBuf,
    temporary: bool,
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.temporary {
            // What cannot be removed is the system's temporary folder's to tidy.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Runs the demo until it is stopped, or plays its script.
///
/// # Errors
/// When the sample co-op cannot be made.
pub async fn run(demo: cli::Demo, as_json: bool) -> KithResult<ExitCode> {
    if demo.elsewhere.is_said() {
        return Err(KithError::invalid("bad-usage", "the demo makes profiles of its own: it takes no --profile, --passphrase-file or --counters"));
    }
    // Before anything is prepared: a port that is taken is found out at once.
    let listener = serve::listen(demo.port).await?;
    // Told to stop at any moment, the folder goes with this function.
    let told = serve::told_to_stop().map_err(|e| cannot(&e))?;
    let folder = folder(demo.dir.as_deref())?;
    tokio::select! {
        code = play(&demo, (&folder.path, listener), as_json) => code,
        () = told => Ok(ExitCode::SUCCESS),
    }
}

/// Makes the sample co-op, and shows it or plays its script.
async fn play(demo: &cli::Demo, (folder, listener): (&Path, TcpListener), as_json: bool) -> KithResult<ExitCode> {
    let begun = Instant::now();
    let coop = Arc::new(SampleCoop::make(folder).await?);
    let prepared_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let addr = listener.local_addr().map_err(|e| cannot(&e))?;
    let token = serve::token();
    let stage = Stage::new(coop.clone());
    let router = stage.router(&token);
    let code = if demo.script {
        let serving = tokio::spawn(async move { axum::serve(listener, router).await });
        let passed = script::play(&coop, &stage, addr, &token, prepared_ms, as_json).await;
        serving.abort();
        if passed? { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    } else {
        let url = format!("http://{addr}/?token={token}");
        let said = if as_json { output::document(&json!({ "url": url, "prepared_ms": prepared_ms })) } else { output::line(&url) };
        said.map_err(|e| cannot(&e))?;
        if demo.open {
            serve::open_browser(&url);
        }
        serve::until_stopped(listener, router, serve::told_to_stop().map_err(|e| cannot(&e))?).await.map_err(|e| cannot(&e))?;
        ExitCode::SUCCESS
    };
    coop.close().await;
    Ok(code)
}

fn cannot(e: &io::Error) -> KithError {
    KithError::storage("cannot-serve", format!("the demo cannot be served: {e}"))
}

fn folder(said: Option<&Path>) -> KithResult<Folder> {
    let cannot = |e: io::Error| KithError::storage("cannot-write", format!("the demo's folder cannot be made: {e}"));
    let Some(path) = said else {
        let path = std::env::temp_dir().join(format!("kith-demo-{}", serve::token()));
        fs::create_dir(&path).map_err(cannot)?;
        return Ok(Folder { path, temporary: true });
    };
    fs::create_dir_all(path).map_err(cannot)?;
    if fs::read_dir(path).map_err(cannot)?.next().is_some() {
        return Err(KithError::invalid("not-empty", "the demo's folder must be empty"));
    }
    Ok(Folder { path: path.to_owned(), temporary: false })
}
