//! B9: ten coins handed over with no signal: bytes, the code's size, and the time to check them.

use super::{
    Beside, Row,
    b4::median,
    coins::{Cast, seconds},
    number,
};
use ed25519_dalek::{Signature, Signer, SigningKey};
use kith_core::{
    identity::{Certificate, KeyOwner},
    ledger::{
        op::{HoldingCert, Op, Purpose, Span},
        purse::{Bundle, Certificates, Gift, Limits, Outcome, Purse, Use},
        units::{Owner, Owners},
    },
};
use kith_wire::{
    DeviceId, PersonId,
    text::{Payload, PayloadKind},
};
use qrcode::{EcLevel, QrCode, Version};
use std::time::Instant;

const COINS: usize = 10;
const ROUNDS: usize = 200;
const POCKET: u32 = 40;
/// A co-op that lets ten coins be promised to one receiver.
const LIMITS: Limits = Limits { hops: 3, promised: COINS, device: COINS, vesting: true, pocket: POCKET };
const BYTES_GOAL: f64 = 1_200.0;
const MS_GOAL: f64 = 5.0;

/// What a receiver knows who has never heard of the giver: the co-op, and what the bundle itself shows.
struct Nobody;

impl Owners for Nobody {
    fn owner_of(&self, _: DeviceId) -> Option<Owner> {
        None
    }
}

impl Certificates for Nobody {
    fn check(&self, certificate: &[u8]) -> Option<(DeviceId, Owner)> {
        let c = Certificate::from_bytes(certificate).ok().filter(Certificate::is_signed)?;
        match c.owner {
            KeyOwner::Person(p) if p.0 == c.signer => Some((c.device, Owner::Person(p))),
            _ => None,
        }
    }
}

/// The bundle of ten settled coins as a phone hands it over, with the giver's certificate.
fn bundle(cast: &Cast) -> Bundle {
    let mut office = cast.office(&cast.attests(COINS));
    office.checkpoint(&cast.notary);
    let (giver, receiver) = (&cast.people[0], &cast.people[1]);
    let coins = office.book().held_by(giver.device)[..COINS].to_vec();
    let span = Span { checkpoint: 0, best_before: POCKET, size: office.log().size() };
    let pocket = HoldingCert::sign(giver.device, coins, span, (&cast.coop, &cast.notary)).unwrap();
    let mut purse = Purse::new(cast.coop, giver.device);
    purse.set_limits(LIMITS);
    purse.put(&Op::Holding(pocket).admit(&cast.coop).unwrap().into(), cast);
    let coins = purse.choose(COINS, Use::Person, cast).unwrap();
    let gift = Gift { to: Some(receiver.device), purpose: Purpose::Gift, coins, reference: None, telling: None, said_at: Some(1_790_000_000) };
    let transfer = purse.give(&gift, &giver.key, cast).unwrap();
    let id = transfer.id(&cast.coop);
    purse.put(&Op::Transfer(transfer).admit(&cast.coop).unwrap().into(), cast);
    let mut bundle = purse.bundle(id).unwrap();
    let root = SigningKey::from_bytes(&[5; 32]);
    let owner = KeyOwner::Person(PersonId(root.verifying_key().to_bytes()));
    bundle.certificates = vec![Certificate::sign(owner, giver.device, [6; 32], &root).to_bytes()];
    bundle
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let cast = Cast::new(seed, 2);
    let bytes = bundle(&cast).encode().unwrap();
    let text = Payload { kind: PayloadKind::Bundle, body: bytes.clone() }.to_qr();
    let Version::Normal(version) = QrCode::with_error_correction_level(&text, EcLevel::L).unwrap().version() else { return Vec::new() };
    let receiver = Purse::new(cast.coop, cast.people[1].device);
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    let message = [3; 80];
    let signature = Signature::from_bytes(&cast.notary.sign(&message).to_bytes());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let examined = receiver.examine(&Bundle::decode(&bytes).unwrap(), &Nobody, &Nobody);
        ours.push(seconds(begun) * 1000.0);
        assert!(matches!(&examined.outcome, Outcome::Genuine { coins, .. } if coins.len() == COINS), "{:?}", examined.outcome);
        let begun = Instant::now();
        cast.notary.verifying_key().verify_strict(&message, &signature).unwrap();
        raw.push(seconds(begun) * 1000.0);
    }
    let (ms, spread) = median(&mut ours);
    let (one, _) = median(&mut raw);
    let size = format!("{COINS} coins, the giver's certificate and the pocket of {COINS}");
    let length = number(bytes.len() as u64);
    vec![
        Row {
            id: "B9",
            what: format!("a bundle with no signal (one code, version {version} of 40)"),
            size: size.clone(),
            ours: length,
            spread: (length, length),
            unit: "bytes",
            beside: Vec::new(),
            ratio: None,
            goal: "≤ 1200 bytes, one code".to_owned(),
            met: length <= BYTES_GOAL,
        },
        Row {
            id: "B9",
            what: "checking it".to_owned(),
            size,
            ours: ms,
            spread,
            unit: "ms",
            beside: vec![Beside { name: "one strict verify".to_owned(), value: one }],
            ratio: Some(ms / one),
            goal: "≤ 5 ms".to_owned(),
            met: ms <= MS_GOAL,
        },
    ]
}
