//! A meeting of two devices: one session over one stream of one connection, then goodbye.
//!
//! | bytes on the stream | what |
//! | --- | --- |
//! | 0..4 | length of the frame, u32 big endian, at most [`limits::FRAME_BYTES_MAX`] |
//! | 4.. | a frame of [`kith_wire::session`] |
//!
//! The session is bound to the connection: BLAKE3 (`kith/v1/channel`) over the key that only both ends of this TLS connection can derive,
//! the id of who connected and the id of who was met. A frame replayed or passed on by somebody between opens nothing.

use super::{
    Node,
    network::{Network, met_at, no_answer},
};
use crate::DeviceAddress;
use iroh::endpoint::{Connection, Incoming, RecvStream, SendStream};
use kith_core::{
    kith::{Kith, KithError, KithResult},
    sync::{Limits, Outputs, Report, Role, Session},
};
use kith_wire::limits;
use serde::Serialize;
use std::{sync::Arc, time::Duration};
use tokio::{sync::Semaphore, time::timeout};

/// Meetings that others began and that go on at the same time; more are turned away.
const GUESTS_MAX: usize = 16;
/// How long the other may take over one frame.
const FRAME_MAX: Duration = Duration::from_secs(15);
/// How long one meeting may take.
const MEETING_MAX: Duration = Duration::from_secs(120);
/// How long the last word may take to arrive before the connection is closed.
const GOODBYE_MAX: Duration = Duration::from_secs(2);
/// Sessions in one meeting: the first may bring an older device to the newer epoch, under which it then meets again, or drops, whose answers
/// and entries go in the next.
const SESSIONS_MAX: u8 = 3;
const CHANNEL_DOMAIN: &str = "kith/v1/channel";
const EXPORTER_LABEL: &[u8] = b"kith/v1/session";

/// What came of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingReport {
    /// Where the other device was met.
    pub address: String,
    /// Whether both now hold the same of all that they share; not so for devices that share nothing.
    pub level: bool,
    /// Spaces that both have.
    pub spaces: usize,
    /// Runs of entries taken.
    pub taken: u64,
    /// Runs of entries passed on.
    pub sent: u64,
    /// Drops taken: what the other phone had for a box that is read here.
    pub drops_taken: u64,
    /// Drops that have reached the other phone.
    pub drops_given: u64,
}

/// Meets a device at an address.
///
/// # Errors
/// Needs-signal in airplane mode, or when it does not answer or breaks off.
pub async fn meet(node: &Arc<Node>, address: &DeviceAddress) -> KithResult<MeetingReport> {
    let network = node.network().await?;
    let connection = network.connect(address).await?;
    let talk = timeout(MEETING_MAX, visit(node, &connection)).await.unwrap_or_else(|_| Err(no_answer()));
    let met = met_at(&connection);
    connection.close(0u32.into(), b"");
    let report = remember(node, &met, &talk?).await;
    // Who was met through the iroh-relay alone is found there again by the key.
    note_place(node, met);
    Ok(report)
}

/// Takes in the devices that come, until the network is closed.
pub async fn accept(node: Arc<Node>, network: Network) {
    let guests = Arc::new(Semaphore::new(GUESTS_MAX));
    while let Some(incoming) = network.endpoint().accept().await {
        let Ok(place) = guests.clone().try_acquire_owned() else {
            incoming.refuse();
            continue;
        };
        let node = node.clone();
        tokio::spawn(async move {
            if timeout(MEETING_MAX, host(&node, incoming)).await.is_err() {
                tracing::debug!("a device took too long");
            }
            drop(place);
        });
    }
}

/// Remembers devices as they are found on the local network, and meets them soon, until the network is closed.
pub async fn look_around(node: Arc<Node>, network: Network) {
    network
        .neighbours(|address| {
            if node.book().heard(address) {
                node.wake.notify_one();
            }
        })
        .await;
}

/// One session, and another at once where the first brought what there is more to say about: a newer epoch, or drops.
async fn visit(node: &Node, connection: &Connection) -> KithResult<Report> {
    let mut sum = Report::default();
    for number in 0..SESSIONS_MAX {
        let (send, recv) = connection.open_bi().await.map_err(|_| no_answer())?;
        let report = converse(node, Line { connection, send, recv }, Role::Initiator, number).await?;
        let again = report.again;
        add(&mut sum, report);
        if !again {
            break;
        }
    }
    Ok(sum)
}

async fn host(node: &Node, incoming: Incoming) {
    let Ok(connection) = incoming.await else { return };
    let mut sum = Report::default();
    for number in 0..SESSIONS_MAX {
        // Who connected closes when nothing is left to say.
        let Ok((send, recv)) = connection.accept_bi().await else { break };
        match converse(node, Line { connection: &connection, send, recv }, Role::Responder, number).await {
            Ok(report) => add(&mut sum, report),
            Err(e) => tracing::debug!("a device broke off: {e}"),
        }
    }
    // The last word may still be on its way.
    let _ = timeout(GOODBYE_MAX, connection.closed()).await;
    let met = met_at(&connection);
    let report = remember(node, &met, &sum).await;
    if !met.addrs.is_empty() {
        note_place(node, met);
    }
    tracing::debug!(level = report.level, taken = report.taken, sent = report.sent, "met by a device");
    connection.close(0u32.into(), b"");
}

fn add(sum: &mut Report, report: Report) {
    // Of two sessions about one space the later says how things stand.
    for space in report.spaces {
        sum.spaces.retain(|earlier| earlier.space != space.space || earlier.sent > 0 || earlier.taken.taken > 0);
        sum.spaces.push(space);
    }
    sum.bytes_out = sum.bytes_out.saturating_add(report.bytes_out);
    sum.bytes_in = sum.bytes_in.saturating_add(report.bytes_in);
    sum.turns = sum.turns.saturating_add(report.turns);
    sum.drops.given = sum.drops.given.saturating_add(report.drops.given);
    sum.drops.taken.add(report.drops.taken);
    sum.pieces.given = sum.pieces.given.saturating_add(report.pieces.given);
    sum.pieces.taken.add(report.pieces.taken);
    sum.again = report.again;
}

fn note_place(node: &Node, met: DeviceAddress) {
    if let Err(e) = node.book().met(met) {
        tracing::warn!("the address book cannot be written: {e}");
    }
}

async fn remember(node: &Node, met: &DeviceAddress, report: &Report) -> MeetingReport {
    if !report.spaces.is_empty() {
        let now = node.now();
        // A profile that is being closed has no use for it.
        let _ = node.core.run(move |kith| kith.peer_met(now)).await;
    }
    let address = met.to_string();
    let taken = report.spaces.iter().map(|space| u64::from(space.taken.taken)).sum();
    let sent = report.spaces.iter().map(|space| u64::from(space.sent)).sum();
    let level = !report.again && !report.spaces.is_empty() && report.is_level();
    let (drops_taken, drops_given) = (report.drops.taken.taken.into(), report.drops.given.into());
    MeetingReport { address, level, spaces: report.spaces.len(), taken, sent, drops_taken, drops_given }
}

struct Line<'a> {
    connection: &'a Connection,
    send: SendStream,
    recv: RecvStream,
}

/// Carries one session's frames until nothing more will be said.
async fn converse(node: &Node, mut line: Line<'_>, role: Role, number: u8) -> KithResult<Report> {
    let network = node.network().await?;
    let channel = channel(line.connection, *network.endpoint().id().as_bytes(), role, number)?;
    let session = Session::new(channel, role, Limits::default()).with_peer(*line.connection.remote_id().as_bytes());
    let now = node.now();
    let begin = move |session: &mut Session, kith: &mut Kith| {
        if let Err(e) = kith.before_meeting(now) {
            // What is due here waits; what is there can still cross.
            tracing::debug!(code = e.code, "not all that is due could be made ready");
        }
        session.start(kith)
    };
    let (mut session, mut outputs) = step(node, session, begin).await?;
    loop {
        for frame in &outputs.frames {
            timeout(FRAME_MAX, write_frame(&mut line.send, frame)).await.map_err(|_| no_answer())??;
        }
        if outputs.done {
            break;
        }
        let read = timeout(FRAME_MAX, read_frame(&mut line.recv)).await.map_err(|_| no_answer())?;
        let Some(frame) = read? else { break };
        let now = node.now();
        (session, outputs) = step(node, session, move |session, kith| session.handle(kith, &frame, now)).await?;
    }
    // The other may have closed already, having read all.
    let _ = line.send.finish();
    let _ = timeout(GOODBYE_MAX, line.send.stopped()).await;
    node.core.run(move |kith| session.finish(kith).map_err(|e| broken(&e))).await?
}

/// Has the core take one step of a session, which travels to its thread and back.
async fn step<E: std::fmt::Display>(
    node: &Node,
    mut session: Session,
    take: impl FnOnce(&mut Session, &mut Kith) -> Result<Outputs, E> + Send + 'static,
) -> KithResult<(Session, Outputs)> {
    node.core
        .run(move |kith| {
            let outputs = take(&mut session, kith).map_err(|e| broken(&e))?;
            Ok((session, outputs))
        })
        .await?
}

fn broken(e: &dyn std::fmt::Display) -> KithError {
    KithError::storage("meeting-broken", format!("the meeting of the two devices was broken off: {e}"))
}

async fn write_frame(send: &mut SendStream, frame: &[u8]) -> KithResult<()> {
    let length = u32::try_from(frame.len()).ok().filter(|length| *length as usize <= limits::FRAME_BYTES_MAX);
    let length = length.ok_or_else(|| broken(&"a frame is too long"))?;
    send.write_all(&length.to_be_bytes()).await.map_err(|_| no_answer())?;
    send.write_all(frame).await.map_err(|_| no_answer())
}

/// The next frame, or nothing when the other has said its last word.
async fn read_frame(recv: &mut RecvStream) -> KithResult<Option<Vec<u8>>> {
    let mut head = [0; 4];
    if recv.read_exact(&mut head).await.is_err() {
        return Ok(None);
    }
    let length = u32::from_be_bytes(head) as usize;
    if length > limits::FRAME_BYTES_MAX {
        return Err(broken(&"a frame is too long"));
    }
    let mut frame = vec![0; length];
    recv.read_exact(&mut frame).await.map_err(|_| no_answer())?;
    Ok(Some(frame))
}

/// What binds a session to this connection and to its place in it.
fn channel(connection: &Connection, own: [u8; 32], role: Role, number: u8) -> KithResult<[u8; 32]> {
    let mut exported = [0; 32];
    connection.export_keying_material(&mut exported, EXPORTER_LABEL, &[number]).map_err(|_| no_answer())?;
    let other = *connection.remote_id().as_bytes();
    let (first, second) = match role {
        Role::Initiator => (own, other),
        Role::Responder => (other, own),
    };
    let mut hasher = blake3::Hasher::new_derive_key(CHANNEL_DOMAIN);
    hasher.update(&exported).update(&first).update(&second);
    Ok(*hasher.finalize().as_bytes())
}
