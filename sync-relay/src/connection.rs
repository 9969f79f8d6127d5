//! Carrying a session over one iroh connection: frames in, answers and pushes out, and every wait bounded.

use crate::{
    hub::{PushQueue, push_queue},
    session::{Guest, No, Session, Shared},
};
use iroh::endpoint::{Connection, RecvStream, SendStream, VarInt};
use kith_wire::relay::{FromRelay, Refusal, ToRelay, body_length, on_stream};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::AsyncReadExt,
    sync::{mpsc, watch},
    time::timeout,
};

/// Answers that wait for the stream before the next request does.
const ANSWERS_WAITING_MAX: usize = 1;
/// How long a device may take to acknowledge our last word.
const LAST_WORD: Duration = Duration::from_secs(1);
/// Clients are told to come back within this, each at another moment, when the relay closes.
const COME_BACK_MS_MAX: u32 = 30_000;

/// Why a connection ended.
enum End {
    /// The device is gone.
    Gone,
    /// The relay ends it, and says so.
    Closing(No),
}

/// The sending half; it knows whether a frame was cut short, after which nothing more can be said on it.
struct Outgoing {
    stream: SendStream,
    mid_frame: bool,
    write_max: Duration,
}

impl Outgoing {
    async fn send(&mut self, frame: &[u8]) -> Result<(), End> {
        self.mid_frame = true;
        match timeout(self.write_max, self.stream.write_all(frame)).await {
            Ok(Ok(())) => {
                self.mid_frame = false;
                Ok(())
            }
            Ok(Err(_)) => Err(End::Gone),
            Err(_) => Err(End::Closing(No { code: Refusal::GOING_AWAY, retry_ms: 0 })),
        }
    }
}

/// Serves a connection to its end.
pub async fn serve(shared: Arc<Shared>, connection: Connection, guest: Guest, draining: watch::Receiver<bool>) {
    let end = match talk(&shared, &connection, guest, draining).await {
        Ok((end, outgoing)) => say_goodbye(end, outgoing).await,
        Err(End::Gone) => Refusal::GOING_AWAY,
        Err(End::Closing(no)) => no.code,
    };
    connection.close(VarInt::from_u32(u32::from(end.0)), b"");
}

async fn talk(shared: &Arc<Shared>, connection: &Connection, guest: Guest, mut draining: watch::Receiver<bool>) -> Result<(End, Outgoing), End> {
    let unproven = Duration::from_secs(shared.limits.unproven_s);
    let mut nonce = [0; 32];
    getrandom::fill(&mut nonce).map_err(|_| End::Closing(No { code: Refusal::FAILED, retry_ms: 0 }))?;
    let small = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let (pushes, mut queue) = push_queue(small(shared.limits.push_frames), small(shared.limits.push_bytes));
    let overflow = queue.overflow();
    let mut session = Session::new(shared.clone(), guest, pushes, nonce, Instant::now());

    let (stream, mut incoming) = timeout(unproven, connection.open_bi()).await.map_err(|_| End::Gone)?.map_err(|_| End::Gone)?;
    let mut outgoing = Outgoing { stream, mid_frame: false, write_max: Duration::from_secs(shared.limits.write_s) };
    outgoing.send(&framed(&session.challenge())?).await?;
    let (answers, mut answered) = mpsc::channel(ANSWERS_WAITING_MAX);
    let end = tokio::select! {
        end = requests(shared, &mut session, &mut incoming, answers) => end,
        end = deliver(&mut outgoing, &mut answered, &mut queue) => end,
        () = overflow.notified() => {
            shared.metrics.connections_slow_total.one();
            End::Closing(No { code: Refusal::GOING_AWAY, retry_ms: 0 })
        }
        _ = draining.wait_for(|draining| *draining) => End::Closing(No { code: Refusal::GOING_AWAY, retry_ms: come_back_ms(&nonce) }),
    };
    Ok((end, outgoing))
}

/// Reads requests one after the other and does what they ask.
async fn requests(shared: &Shared, session: &mut Session, incoming: &mut RecvStream, answers: mpsc::Sender<Vec<u8>>) -> End {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(shared.limits.unproven_s);
    let idle = Duration::from_secs(shared.limits.idle_s);
    loop {
        let by = if session.is_useful() { tokio::time::Instant::now() + idle } else { deadline };
        let frame = match tokio::time::timeout_at(by, read(incoming, session.frame_bytes_max())).await {
            Ok(Ok(frame)) => frame,
            Ok(Err(end)) => return end,
            Err(_) => return End::Closing(No { code: Refusal::TIMED_OUT, retry_ms: 0 }),
        };
        shared.metrics.frames_total.one();
        let answer = match session.handle(frame, Instant::now()).await {
            Ok(Some(answer)) => answer,
            Ok(None) => continue,
            Err(no) => return End::Closing(no),
        };
        let Ok(bytes) = framed(&answer) else { return End::Closing(No { code: Refusal::FAILED, retry_ms: 0 }) };
        if answers.send(bytes).await.is_err() {
            return End::Gone;
        }
    }
}

async fn read(incoming: &mut RecvStream, max: usize) -> Result<ToRelay, End> {
    let mut prefix = [0; 4];
    AsyncReadExt::read_exact(incoming, &mut prefix).await.map_err(|_| End::Gone)?;
    let length = body_length(prefix, max).map_err(|_| End::Closing(No { code: Refusal::TOO_LARGE, retry_ms: 0 }))?;
    let mut body = vec![0; length];
    AsyncReadExt::read_exact(incoming, &mut body).await.map_err(|_| End::Gone)?;
    ToRelay::decode(&body, max).map_err(|_| End::Closing(No { code: Refusal::MALFORMED, retry_ms: 0 }))
}

/// Writes answers and pushes as they come, answers first.
async fn deliver(outgoing: &mut Outgoing, answered: &mut mpsc::Receiver<Vec<u8>>, pushes: &mut PushQueue) -> End {
    loop {
        let sent = tokio::select! {
            biased;
            Some(answer) = answered.recv() => outgoing.send(&answer).await,
            Some(push) = pushes.next() => outgoing.send(&push).await,
            else => return End::Gone,
        };
        if let Err(end) = sent {
            return end;
        }
    }
}

/// Says why, where the stream is still whole, and waits a moment for it to arrive.
async fn say_goodbye(end: End, mut outgoing: Outgoing) -> Refusal {
    let End::Closing(no) = end else { return Refusal::GOING_AWAY };
    let closing = FromRelay::Closing { code: no.code, retry_ms: no.retry_ms };
    if let (false, Ok(frame)) = (outgoing.mid_frame, framed(&closing))
        && outgoing.send(&frame).await.is_ok()
        && outgoing.stream.finish().is_ok()
    {
        let _ = timeout(LAST_WORD, outgoing.stream.stopped()).await;
    }
    no.code
}

fn framed(frame: &FromRelay) -> Result<Vec<u8>, End> {
    on_stream(&frame.encode()).map_err(|_| End::Closing(No { code: Refusal::FAILED, retry_ms: 0 }))
}

/// A moment for this connection to come back at, so that not all come at once. The nonce is as good a die as any.
fn come_back_ms(nonce: &[u8; 32]) -> u32 {
    u32::from_be_bytes([nonce[0], nonce[1], nonce[2], nonce[3]]) % COME_BACK_MS_MAX
}
