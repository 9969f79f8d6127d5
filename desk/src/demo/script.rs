//! `kith demo --script`: plays all that the demo shows, on the same devices, and checks that everything is as told.

mod coins;
mod notes;
mod people;
mod rota;
mod web;

use super::{coop::SampleCoop, phone::Phone, stage::Stage};
use crate::output;
use kith_core::kith::{ErrorKind, KithError, KithResult, Request, view::SettingsView};
use serde_json::{Value, json};
use std::{
    future::Future,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::time::{sleep, timeout};

/// How long anything may take to come true.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long without a change before a device is looked at again all the same.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// The sample co-op is ready within this time.
const PREPARED_MS_MAX: u64 = 60_000;

/// What did not come out as told.
pub type Told = Result<(), String>;

/// Plays everything; whether all of it was as told.
///
/// # Errors
/// When standard output cannot be written.
pub async fn play(coop: &SampleCoop, stage: &Stage, addr: SocketAddr, token: &str, prepared_ms: u64, as_json: bool) -> KithResult<bool> {
    let mut steps = Steps { rows: Vec::new(), as_json };
    let ready = if cfg!(debug_assertions) {
        "the sample co-op was ready: this build, for finding mistakes, has no limit"
    } else {
        "the sample co-op was ready within 60 s"
    };
    steps.note(ready, prepared(prepared_ms), Duration::from_millis(prepared_ms))?;
    steps.run("0. every page opens in a browser that has the token", web::pages_open(addr, token)).await?;
    steps.run("1. two phones in airplane mode write notes, and both end with both", notes::notes(coop)).await?;
    steps.run("2. one plan edited on two phones: text merges, two times are kept to choose from", notes::plan(coop)).await?;
    steps.run("3. a visit offline, confirmed by the person helped, phone to phone", coins::visit(coop)).await?;
    steps.run("4. the hour is a coin: passed on offline, promised, settled; one to the pool; ten for a welcome", coins::coin(coop)).await?;
    steps.run("5. a profile of two sides: found offline, and what is hidden never arrives", people::profile(coop)).await?;
    steps.run("6. the office's book adds up", people::book(coop)).await?;
    steps.run("7. without the relay two phones meet; with it, it holds only what it cannot read", web::relay(coop, stage)).await?;
    steps.run("8. the rota: who comes is on every phone, and a break is taken without signal", rota::rota(coop)).await?;
    steps.end()
}

fn prepared(ms: u64) -> Told {
    // A build for finding mistakes is many times slower, and nobody is shown it.
    check(cfg!(debug_assertions) || ms <= PREPARED_MS_MAX, &format!("it took {ms} ms"))
}

struct Steps {
    rows: Vec<Value>,
    as_json: bool,
}

impl Steps {
    async fn run(&mut self, name: &str, step: impl Future<Output = Told>) -> KithResult<()> {
        let begun = Instant::now();
        let told = step.await;
        self.note(name, told, begun.elapsed())
    }

    fn note(&mut self, name: &str, told: Told, took: Duration) -> KithResult<()> {
        let ok = told.is_ok();
        let reason = told.err();
        if !self.as_json {
            let line = reason.as_ref().map_or_else(|| format!("ok      {name}"), |reason| format!("FAILED  {name}: {reason}"));
            output::line(&line).map_err(cannot_print)?;
        }
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        self.rows.push(json!({ "step": name, "ok": ok, "reason": reason, "took_ms": took_ms }));
        Ok(())
    }

    fn end(self) -> KithResult<bool> {
        let failed = self.rows.iter().filter(|row| row["ok"] != json!(true)).count();
        if self.as_json {
            output::document(&json!({ "ok": failed == 0, "steps": self.rows })).map_err(cannot_print)?;
        } else {
            let sum = if failed == 0 { "all as told".to_owned() } else { format!("{failed} not as told") };
            output::line(&sum).map_err(cannot_print)?;
        }
        Ok(failed == 0)
    }
}

fn cannot_print(e: std::io::Error) -> KithError {
    KithError::storage("cannot-print", format!("standard output cannot be written: {e}"))
}

/// Whether something is as told.
pub fn check(is: bool, what: &str) -> Told {
    if is { Ok(()) } else { Err(what.to_owned()) }
}

/// An error as what was not told.
pub fn said(e: KithError) -> String {
    format!("{} ({})", e.reason, e.code)
}

/// Asks a device.
pub async fn ask<T: serde::de::DeserializeOwned>(phone: &Phone, request: Request) -> Result<T, String> {
    phone.ask(request).await.map_err(said)
}

/// Asks again after every change on a device until the answer is as wished.
pub async fn until<T: serde::de::DeserializeOwned>(phone: &Phone, request: Request, what: &str, wished: impl Fn(&T) -> bool) -> Result<T, String> {
    let mut changes = phone.node.changes();
    let waiting = async {
        loop {
            let answer: T = ask(phone, request.clone()).await?;
            if wished(&answer) {
                return Ok(answer);
            }
            tokio::select! {
                _ = changes.recv() => {}
                () = sleep(LOOK_AGAIN) => {}
            }
        }
    };
    timeout(PATIENCE, waiting).await.unwrap_or_else(|_| Err(format!("{} waited in vain: {what}", phone.person.name)))
}

/// Switches a phone's airplane mode, and makes sure that its sockets are as the switch says.
pub async fn airplane(phone: &Phone, on: bool) -> Told {
    let settings: SettingsView = ask(phone, Request::Airplane { on }).await?;
    check(settings.airplane == on, "the switch shows what it was set to")?;
    check(phone.node.address().is_none() == on, "in airplane mode there is no address, and else there is")?;
    if on {
        let refused = phone.node.sync_now().await.err().map(|e| e.kind);
        check(refused == Some(ErrorKind::NeedsSignal), "in airplane mode an exchange needs signal")?;
    }
    Ok(())
}
