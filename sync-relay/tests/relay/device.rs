//! A device that says exactly what a test wants, frame by frame.

use ed25519_dalek::SigningKey;
use iroh::{
    Endpoint, EndpointAddr, EndpointId, RelayMode,
    endpoint::{Connection, RecvStream, SendStream, presets},
};
use kith_relay::{Config, Limits, Relay};
use kith_wire::{
    CapabilityKey, MailboxTag,
    envelope::{EnvelopeKind, Outer},
    limits::FRAME_BYTES_MAX,
    relay::{
        ALPN, Capability, Challenge, Cursor, FromRelay, Open, Outcome, Page, Proof, PutItem, Refusal, RelayAddress, ToRelay, body_length, box_tag, on_stream,
        space_tag,
    },
};
use std::{path::Path, time::Duration};

/// A test that waits longer has failed.
const WAIT: Duration = Duration::from_secs(30);

pub async fn relay_in(dir: &Path, limits: Limits) -> Relay {
    Relay::start(Config { limits, iroh_relay: None, ..Config::on_loopback(dir) }).await.unwrap()
}

pub async fn endpoint() -> Endpoint {
    let builder = Endpoint::builder(presets::Minimal).relay_mode(RelayMode::Disabled).clear_ip_transports();
    builder.bind_addr("127.0.0.1:0").unwrap().bind().await.unwrap()
}

/// The two keys of a mailbox, from one number.
#[derive(Clone)]
pub struct Keys {
    pub write: SigningKey,
    pub read: SigningKey,
}

pub fn keys(n: u8) -> Keys {
    Keys { write: SigningKey::from_bytes(&[n; 32]), read: SigningKey::from_bytes(&[n ^ 0x80; 32]) }
}

pub fn public(key: &SigningKey) -> CapabilityKey {
    CapabilityKey(key.verifying_key().to_bytes())
}

impl Keys {
    pub fn tag(&self) -> MailboxTag {
        space_tag(&public(&self.write), &public(&self.read))
    }

    pub fn box_tag(&self) -> MailboxTag {
        box_tag(&public(&self.read))
    }

    pub fn note(&self, text: &str) -> Vec<u8> {
        sealed(EnvelopeKind::Space, self.tag(), text)
    }

    pub fn drop(&self, text: &str) -> Vec<u8> {
        sealed(EnvelopeKind::Drop, self.box_tag(), text)
    }
}

fn sealed(kind: EnvelopeKind, tag: MailboxTag, text: &str) -> Vec<u8> {
    [Outer { kind, tag }.prefix().as_slice(), &[0; 60], text.as_bytes()].concat()
}

pub struct Device {
    pub endpoint: Endpoint,
    _connection: Connection,
    pub challenge: Challenge,
    relay: [u8; 32],
    send: SendStream,
    recv: RecvStream,
}

impl Device {
    /// Connects, hears the challenge, and says nothing.
    pub async fn silent(addr: &RelayAddress) -> Self {
        Self::try_silent(addr).await.unwrap()
    }

    /// As [`Device::silent`]; nothing when the relay lets nobody in.
    pub async fn try_silent(addr: &RelayAddress) -> Option<Self> {
        let endpoint = endpoint().await;
        let id = EndpointId::from_bytes(&addr.endpoint_id).unwrap();
        let place = addr.addrs.iter().fold(EndpointAddr::new(id), |place, addr| place.with_ip_addr(*addr));
        let connecting = tokio::time::timeout(WAIT, endpoint.connect(place, ALPN)).await.unwrap();
        let connection = connecting.ok()?;
        let (send, recv) = connection.accept_bi().await.ok()?;
        let mut device = Self {
            endpoint,
            _connection: connection,
            challenge: Challenge {
                version: 0,
                oldest: 0,
                nonce: [0; 32],
                log_epoch: kith_wire::relay::LogEpoch(0),
                limits: kith_wire::relay::RelayLimits { envelope_bytes: 0, put_envelopes: 0, put_bytes: 0, mailboxes: 0, idle_s: 0, ping_s: 0 },
            },
            relay: addr.endpoint_id,
            send,
            recv,
        };
        let FromRelay::Challenge(challenge) = device.hear().await? else { panic!("the relay speaks first") };
        device.challenge = challenge;
        Some(device)
    }

    /// Connects and says hello.
    pub async fn connect(addr: &RelayAddress) -> Self {
        let mut device = Self::silent(addr).await;
        device.say(&ToRelay::Hello { version: 1 }).await;
        device
    }

    /// Connects and opens a space's mailbox with both rights.
    pub async fn member(addr: &RelayAddress, keys: &Keys) -> Self {
        let mut device = Self::connect(addr).await;
        let open = device.proofs(keys);
        assert!(matches!(device.ask(ToRelay::Open(open)).await, FromRelay::Opened { .. }));
        device
    }

    /// An opening of a space's mailbox with both proofs; live.
    pub fn proofs(&self, keys: &Keys) -> Open {
        let proof = |right| Proof { relay: &self.relay, nonce: &self.challenge.nonce, tag: keys.tag(), right };
        Open {
            req: 1,
            tag: keys.tag(),
            read_key: public(&keys.read),
            write_key: Some(public(&keys.write)),
            read_sig: Some(proof(Capability::Read).sign(&keys.read)),
            write_sig: Some(proof(Capability::Write).sign(&keys.write)),
            after: None,
            live: true,
        }
    }

    pub async fn say(&mut self, frame: &ToRelay) {
        self.say_bytes(&on_stream(&frame.encode()).unwrap()).await;
    }

    pub async fn say_bytes(&mut self, bytes: &[u8]) {
        // A relay that has closed already says why in what we hear next.
        let _ = self.send.write_all(bytes).await;
    }

    /// The next frame; nothing once the connection is closed.
    pub async fn hear(&mut self) -> Option<FromRelay> {
        let hearing = async {
            let mut prefix = [0; 4];
            self.recv.read_exact(&mut prefix).await.ok()?;
            let mut body = vec![0; body_length(prefix, FRAME_BYTES_MAX).unwrap()];
            self.recv.read_exact(&mut body).await.ok()?;
            Some(FromRelay::decode(&body).unwrap())
        };
        tokio::time::timeout(WAIT, hearing).await.expect("the relay says something in time")
    }

    /// Says a frame and hears the next that is no push.
    pub async fn ask(&mut self, frame: ToRelay) -> FromRelay {
        self.say(&frame).await;
        loop {
            match self.hear().await.expect("an answer") {
                FromRelay::Push { .. } => {}
                answer => return answer,
            }
        }
    }

    pub async fn put(&mut self, envelopes: &[Vec<u8>]) -> Vec<Outcome> {
        let items = envelopes.iter().map(|envelope| PutItem { envelope: envelope.clone(), ticket: None }).collect();
        match self.ask(ToRelay::Put { req: 2, items }).await {
            FromRelay::Stored { outcomes, .. } => outcomes,
            other => panic!("{other:?}"),
        }
    }

    pub async fn get(&mut self, tag: MailboxTag, after: Option<Cursor>) -> FromRelay {
        self.ask(ToRelay::Get { req: 3, tag, after }).await
    }

    pub async fn page(&mut self, tag: MailboxTag, after: Option<Cursor>) -> Page {
        match self.get(tag, after).await {
            FromRelay::Page(page) => {
                assert_eq!(page.check(after.as_ref()), Ok(()));
                page
            }
            other => panic!("{other:?}"),
        }
    }

    /// All that a mailbox holds, page after page.
    pub async fn read_all(&mut self, tag: MailboxTag) -> Vec<Vec<u8>> {
        let (mut read, mut after) = (Vec::new(), None);
        loop {
            let page = self.page(tag, after).await;
            read.extend(page.items.into_iter().map(|item| item.envelope));
            if !page.more {
                return read;
            }
            after = Some(page.end);
        }
    }

    /// Hears until the relay closes, and why.
    pub async fn closing(&mut self) -> Refusal {
        loop {
            match self.hear().await.expect("a last word") {
                FromRelay::Closing { code, .. } => return code,
                FromRelay::Push { .. } => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

pub fn placed(outcome: &Outcome) -> Cursor {
    match outcome {
        Outcome::Placed { cursor, .. } => *cursor,
        refused @ Outcome::Refused { .. } => panic!("{refused:?}"),
    }
}

pub fn refused(outcome: &Outcome) -> (Refusal, u32) {
    match outcome {
        Outcome::Refused { code, retry_ms } => (*code, *retry_ms),
        placed @ Outcome::Placed { .. } => panic!("{placed:?}"),
    }
}
