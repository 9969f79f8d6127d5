//! When a node exchanges: soon after something was made or pushed, and again with growing pauses while nobody answers.

use super::{MeetingReport, Node, RelayReport, exchange, meeting};
use futures_util::{StreamExt, stream};
use kith_core::kith::{ErrorKind, KithError, KithResult};
use serde::Serialize;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{sync::watch, time::sleep};

/// What is made in one breath travels in one envelope.
const BREATH: Duration = Duration::from_millis(150);
/// The pause after the first attempt that nobody answered; doubled each time.
const RETRY_FIRST: Duration = Duration::from_secs(4);
/// The longest pause between attempts that nobody answers.
const RETRY_MAX: Duration = Duration::from_secs(60);
/// How long it may be quiet before the line is tried, although nothing was pushed.
const QUIET_MAX: Duration = Duration::from_secs(120);
/// How long the relay is alone asked before devices on the same network are asked too.
const RELAY_ALONE: Duration = Duration::from_millis(1_200);
/// How often it is looked whether the profile is to lock itself.
const LOCK_LOOK: Duration = Duration::from_secs(5);
/// Devices met at the same time.
const MEETINGS_AT_ONCE: usize = 8;

/// What came of an exchange with whatever could be met.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SyncReport {
    /// With the relay, if it was met.
    pub relay: Option<RelayReport>,
    /// With other devices, if any were met.
    pub devices: Vec<MeetingReport>,
}

/// Exchanges whenever there is reason to, until the node is closed.
pub async fn keep(node: Arc<Node>) {
    let mut closing = node.closing.subscribe();
    let mut pause = QUIET_MAX;
    let mut retry = RETRY_FIRST;
    loop {
        tokio::select! {
            () = node.wake.notified() => {
                retry = RETRY_FIRST;
                sleep(BREATH).await;
            }
            () = sleep(pause) => {}
            () = closed(&mut closing) => return,
        }
        let met = tokio::select! {
            met = sync(&node) => met,
            () = closed(&mut closing) => return,
        };
        match met {
            Ok(SyncReport { relay: Some(_), .. }) => {
                pause = QUIET_MAX;
                retry = RETRY_FIRST;
            }
            // Airplane mode is switched by a command, which wakes us.
            Err(e) if e.code == "airplane-mode" => pause = QUIET_MAX,
            _ => {
                pause = retry;
                retry = (retry * 2).min(RETRY_MAX);
            }
        }
    }
}

/// Looks now and then whether the profile's own time to lock has come, and closes the endpoint with it.
pub async fn lock_when_due(node: Arc<Node>) {
    let mut closing = node.closing.subscribe();
    loop {
        tokio::select! {
            () = sleep(LOCK_LOOK) => {}
            () = closed(&mut closing) => return,
        }
        let now = node.now();
        let Ok(locked) = node.core.run(move |kith| kith.lock_if_due(now)).await else { return };
        if locked != node.locked.load(Ordering::Relaxed)
            && let Err(e) = node.follow_settings().await
        {
            tracing::warn!("after locking: {}", e.code);
        }
    }
}

async fn closed(closing: &mut watch::Receiver<bool>) {
    // A sender that is gone has closed, too.
    let _ = closing.wait_for(|closing| *closing).await;
}

/// Exchanges with the relay, and with known devices where it cannot be reached.
///
/// # Errors
/// Needs-signal when nothing could be met.
pub async fn sync(node: &Arc<Node>) -> KithResult<SyncReport> {
    node.network().await?;
    let with_relay = exchange::with_set_relay(node);
    tokio::pin!(with_relay);
    // A relay that is there answers at once; one that is not is not waited for.
    let early = tokio::select! {
        met = &mut with_relay => Some(met),
        () = sleep(RELAY_ALONE) => None,
    };
    let (relay, devices) = match early {
        Some(Ok(report)) => return Ok(SyncReport { relay: Some(report), devices: Vec::new() }),
        Some(Err(e)) => (Err(e), with_devices(node).await),
        None => tokio::join!(with_relay, with_devices(node)),
    };
    match relay {
        Err(e) if devices.is_empty() => Err(e),
        relay => Ok(SyncReport { relay: relay.ok(), devices }),
    }
}

/// Meets the devices that were met before on this network.
async fn with_devices(node: &Arc<Node>) -> Vec<MeetingReport> {
    let peers = node.book().peers();
    stream::iter(peers)
        .map(|peer| async move { meeting::meet(node, &peer).await.ok() })
        .buffer_unordered(MEETINGS_AT_ONCE)
        .filter_map(std::future::ready)
        .collect()
        .await
}

/// The error of a device that has no relay and no known device to meet.
#[must_use]
pub fn nobody() -> KithError {
    KithError::new(ErrorKind::NeedsSignal, "no-relay", "no relay is set; what was written here is kept and waits")
}
