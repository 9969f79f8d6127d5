//! A relay in memory that speaks the relay's protocol over a real socket, and can be told to misbehave.

use iroh::{
    Endpoint, RelayMode,
    endpoint::{Connection, RecvStream, SendStream, presets},
};
use kith_wire::{
    MailboxTag,
    envelope::Outer,
    limits,
    relay::{
        ALPN, Challenge, Cursor, FromRelay, Item, LogEpoch, Outcome, PUT_ENVELOPES_MAX, Page, RelayAddress, RelayLimits, Standing, ToRelay, VERSION,
        body_length, envelope_hash, on_stream,
    },
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tokio::runtime::Runtime;

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Honest,
    /// Lets in, and never says a word.
    Mute,
    /// Greets, and answers nothing that is asked.
    Silent,
    /// Says of every page that it ends further on than it does.
    ClaimsMore,
    /// Says that it keeps what is put, and keeps nothing.
    KeepsNothing,
}

/// What it holds, and how it behaves now.
struct Shelf {
    manner: Manner,
    epoch: LogEpoch,
    mailboxes: HashMap<MailboxTag, Vec<Vec<u8>>>,
}

/// The relay, until it is dropped.
pub struct FakeRelay {
    shelf: Arc<Mutex<Shelf>>,
    pub address: String,
    _endpoint: Endpoint,
    _runtime: Runtime,
}

impl FakeRelay {
    pub fn start(manner: Manner) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let endpoint = runtime.block_on(async {
            let builder = Endpoint::builder(presets::Minimal).relay_mode(RelayMode::Disabled).clear_ip_transports().alpns(vec![ALPN.to_vec()]);
            builder.bind_addr("127.0.0.1:0").unwrap().bind().await.unwrap()
        });
        let shelf = Arc::new(Mutex::new(Shelf { manner, epoch: LogEpoch(77), mailboxes: HashMap::new() }));
        let address = RelayAddress { endpoint_id: *endpoint.id().as_bytes(), addrs: endpoint.bound_sockets(), iroh_relay: None }.to_string();
        let (accepting, theirs) = (endpoint.clone(), shelf.clone());
        runtime.spawn(async move {
            while let Some(incoming) = accepting.accept().await {
                let shelf = theirs.clone();
                tokio::spawn(async move {
                    if let Ok(connection) = incoming.await {
                        // Whoever goes away has gone.
                        let _ = serve(connection, shelf).await;
                    }
                });
            }
        });
        Self { shelf, address, _endpoint: endpoint, _runtime: runtime }
    }

    pub fn behave(&self, manner: Manner) {
        self.shelf.lock().unwrap().manner = manner;
    }

    /// How many envelopes it holds.
    pub fn held(&self) -> usize {
        self.shelf.lock().unwrap().mailboxes.values().map(Vec::len).sum()
    }
}

async fn serve(connection: Connection, shelf: Arc<Mutex<Shelf>>) -> std::io::Result<()> {
    let (manner, log_epoch) = {
        let shelf = shelf.lock().unwrap();
        (shelf.manner, shelf.epoch)
    };
    if manner == Manner::Mute {
        connection.closed().await;
        return Ok(());
    }
    let (mut send, mut recv) = connection.open_bi().await?;
    let limits = RelayLimits {
        envelope_bytes: u32::try_from(limits::ENVELOPE_BYTES_MAX).unwrap(),
        put_envelopes: u32::try_from(PUT_ENVELOPES_MAX).unwrap(),
        put_bytes: 1 << 20,
        mailboxes: 256,
        idle_s: 300,
        ping_s: 60,
    };
    say(&mut send, &FromRelay::Challenge(Challenge { version: VERSION, oldest: VERSION, nonce: [7; 32], log_epoch, limits })).await?;
    while let Some(frame) = hear(&mut recv).await {
        let answer = shelf.lock().unwrap().answer(frame);
        if let Some(answer) = answer {
            say(&mut send, &answer).await?;
        }
    }
    Ok(())
}

async fn say(send: &mut SendStream, frame: &FromRelay) -> std::io::Result<()> {
    Ok(send.write_all(&on_stream(&frame.encode()).unwrap()).await?)
}

async fn hear(recv: &mut RecvStream) -> Option<ToRelay> {
    let mut prefix = [0; 4];
    recv.read_exact(&mut prefix).await.ok()?;
    let mut body = vec![0; body_length(prefix, limits::FRAME_BYTES_MAX).ok()?];
    recv.read_exact(&mut body).await.ok()?;
    ToRelay::decode(&body, limits::FRAME_BYTES_MAX).ok()
}

impl Shelf {
    fn cursor(&self, tag: MailboxTag, seq: usize) -> Cursor {
        let all = self.mailboxes.get(&tag).map_or(&[][..], Vec::as_slice);
        all.iter().take(seq).fold(Cursor::start(self.epoch), |cursor, envelope| cursor.then(envelope))
    }

    fn head(&self, tag: MailboxTag) -> Cursor {
        self.cursor(tag, usize::MAX)
    }

    fn knows(&self, tag: MailboxTag, after: &Cursor) -> bool {
        self.cursor(tag, usize::try_from(after.seq).unwrap_or(usize::MAX)) == *after
    }

    fn answer(&mut self, frame: ToRelay) -> Option<FromRelay> {
        if self.manner == Manner::Silent {
            return None;
        }
        Some(match frame {
            ToRelay::Hello { .. } => return None,
            ToRelay::Open(open) => {
                let head = self.head(open.tag);
                let after = open.after.unwrap_or(Cursor::start(self.epoch));
                let standing = match after {
                    after if after == head => Standing::Level,
                    after if self.knows(open.tag, &after) => Standing::Behind,
                    _ => Standing::Mismatch,
                };
                FromRelay::Opened { req: open.req, head, floor: 0, standing }
            }
            ToRelay::Put { req, items } => FromRelay::Stored { req, outcomes: items.into_iter().map(|item| self.put(item.envelope)).collect() },
            ToRelay::Get { req, tag, after } => self.page(req, tag, after),
            ToRelay::Leave { req, .. } | ToRelay::Ping { req } | ToRelay::Delete { req, .. } => FromRelay::Done { req },
        })
    }

    fn put(&mut self, envelope: Vec<u8>) -> Outcome {
        let tag = Outer::read(&envelope).unwrap().tag;
        let all = self.mailboxes.entry(tag).or_default();
        let place = all.iter().position(|held| envelope_hash(held) == envelope_hash(&envelope));
        if let Some(place) = place {
            return Outcome::Placed { cursor: self.cursor(tag, place + 1), held: true };
        }
        if self.manner == Manner::KeepsNothing {
            return Outcome::Placed { cursor: self.head(tag).then(&envelope), held: false };
        }
        all.push(envelope);
        Outcome::Placed { cursor: self.head(tag), held: false }
    }

    fn page(&self, req: u64, tag: MailboxTag, after: Option<Cursor>) -> FromRelay {
        let start = after.unwrap_or(Cursor::start(self.epoch));
        if !self.knows(tag, &start) {
            return FromRelay::CursorMismatch { req, tag, head: self.head(tag), floor: 0 };
        }
        let (mut items, mut end) = (Vec::new(), start);
        for envelope in self.mailboxes.get(&tag).into_iter().flatten().skip(usize::try_from(start.seq).unwrap()) {
            end = end.then(envelope);
            items.push(Item { seq: end.seq, envelope: envelope.clone(), gone: None });
        }
        if self.manner == Manner::ClaimsMore && !items.is_empty() {
            end.seq += 10;
        }
        FromRelay::Page(Page { req, tag, start, items, end, more: false })
    }
}
