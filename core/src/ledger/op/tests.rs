//! Bytes that never change, and what no changed bit survives.

use super::page::{pages, pages_of, read_page};
use super::*;
use crate::ledger::notary::Policy;
use crate::ledger::policy::CoinPolicy;
use crate::ledger::purse::{Attachment, Bundle, Invoice, Item, Media};
use crate::ledger::receipt::{Receipt, Spent};
use crate::ledger::tests::cast::{ANN, BOB, CAROL, FLOAT, HUW, HUW_TWO, NOTARY, attest, coop, device, key, office, person, terms, transfer};
use crate::ledger::top_up::{Occasion, Rule, Run, Whom};
use crate::ledger::units::{Area, CLAIMS, Capacity, CoinId, ContentHash, Element, Month, PrevRef, RETIRED};

fn full_transfer() -> Transfer {
    let coins = [PrevRef { op: OpId([1; 32]), index: 3 }, PrevRef { op: OpId([2; 32]), index: 0 }];
    let mut terms = terms(device(BOB), &coins);
    terms.purpose = Purpose::InKind;
    terms.ctr = 7;
    terms.anchor = Some(Anchor { index: 5, hash8: [6; 8] });
    terms.reference = Some(ContentHash([8; 32]));
    terms.telling = Some(ContentHash([9; 32]));
    terms.said_at = Some(1_795_000_000);
    Transfer::sign(terms, &coop(), &key(ANN)).unwrap()
}

fn telling() -> Telling {
    let (poem, picture) = (Some(ContentHash([1; 32])), Some(ContentHash([2; 32])));
    let name = Some("Siân".to_owned());
    Telling { salt: [3; 16], element: Some(Element::MyLife), area: Area(12), month: Month::new(2026, 11).unwrap(), poem, picture, name }
}

/// Bob speaks for somebody about an hour of Ann's.
fn proxied(of: u8) -> Result<Attest, BadOp> {
    let answer = Answer { capacity: Capacity::ProxyFor(person(of)), pay: Pay::Confirm, attestor: person(BOB) };
    Attest::sign(attest(1, ANN, BOB, 90).given, answer, &coop(), &key(BOB))
}

#[test]
fn nobody_speaks_for_whoever_gave_the_hour() {
    assert_eq!(proxied(ANN), Err(BadOp::SelfAttested));
}

/// One object of every signed kind.
fn signed() -> Vec<(&'static str, Op)> {
    let mut notary = office(&[attest(1, ANN, BOB, 90)]);
    let checkpoint = notary.checkpoint(&key(NOTARY)).unwrap();
    let mint = notary.entries().iter().find_map(|e| notary.mint(e.op())).unwrap().clone();
    let spent = PrevRef::first(mint.id(&coop()));
    let (a, b) = (transfer(ANN, BOB, &[spent]), transfer(ANN, CAROL, &[spent]));
    let given = attest(1, ANN, BOB, 90).given;
    vec![
        ("given", Op::Given(given)),
        ("attest", Op::Attest(attest(1, ANN, BOB, 90))),
        ("mint", Op::Mint(mint)),
        ("transfer-one", Op::Transfer(a.clone())),
        ("transfer-full", Op::Transfer(full_transfer())),
        ("ack", Op::Ack(Ack::sign(a.id(&coop()), &coop(), &key(BOB)))),
        ("welcome", Op::Welcome(Welcome::sign((person(BOB), person(ANN)), 10, true, (&coop(), &key(FLOAT))).unwrap())),
        ("checkpoint", Op::Checkpoint(checkpoint)),
        ("fork", Op::Fork(ForkProof::of(&a, &b, spent, &coop()).unwrap())),
        ("holding", Op::Holding(notary.pockets(device(ANN), 5, &key(NOTARY)).remove(0))),
        ("cut-off", Op::CutOff(CutOff::sign(device(HUW), (3, 8), 4, (&coop(), &key(NOTARY))))),
        ("ratify", Op::Ratify(Ratify::sign(a.id(&coop()), &coop(), &key(HUW_TWO)))),
        ("recover-own", Op::Recover(Recover::sign(0, (device(HUW), device(HUW_TWO)), None, (&coop(), &key(HUW_TWO))).unwrap())),
        ("recover-left", Op::Recover(Recover::sign(1, (device(HUW), device(BOB)), Some(OpId([7; 32])), (&coop(), &key(ANN))).unwrap())),
        ("estate-pool", Op::Estate(Estate::sign(1, person(HUW), Heir::Pool, (&coop(), &key(HUW))).unwrap())),
        ("estate-person", Op::Estate(Estate::sign(2, person(HUW), Heir::Person(person(BOB)), (&coop(), &key(HUW))).unwrap())),
        ("attest-proxy", Op::Attest(proxied(CAROL).unwrap())),
    ]
}

/// One of every other format.
fn unsigned() -> Vec<(&'static str, Vec<u8>)> {
    let mut notary = office(&[attest(1, ANN, BOB, 90)]);
    notary.checkpoint(&key(NOTARY));
    let settled =
        LogEntry::Settled { to: PrevRef::first(OpId([1; 32])), coin: CoinId([2; 32]), prev: PrevRef { op: OpId([3; 32]), index: 4 }, holder: [5; 32] };
    let surrendered = LogEntry::Surrendered { to: PrevRef::first(OpId([1; 32])), coin: CoinId([2; 32]), leaf: PrevRef { op: OpId([3; 32]), index: 4 } };
    let pocket = notary.pockets(device(ANN), 5, &key(NOTARY)).remove(0);
    let given = transfer(ANN, BOB, &[pocket.coins[0].0]);
    let bundle = Bundle {
        transfer: given,
        parents: vec![full_transfer()],
        pockets: vec![pocket],
        receipts: vec![notary.receipt(1).unwrap()],
        certificates: vec![vec![1, 2, 3]],
        telling: Some(telling()),
        attachments: vec![Attachment { media: Media::Text, bytes: b"Tea at four".to_vec() }],
        told_before: Vec::new(),
    };
    let passed_on = Bundle { told_before: vec![Telling { name: None, ..telling() }], ..bundle.clone() };
    let invoice = Invoice { device: device(BOB), nonce: [4; 16], checkpoint: Some(3), promised_max: 5, hops_max: 3, certificate: vec![9, 9] };
    vec![
        ("entry-attested", notary.entries()[0].encode()),
        ("entry-minted", notary.entries()[1].encode()),
        ("entry-settled", settled.encode()),
        ("entry-welcomed", LogEntry::Welcomed { welcome: OpId([6; 32]) }.encode()),
        ("receipt", notary.receipt(1).unwrap().encode()),
        ("telling", telling().encode()),
        ("story-line", StoryLine { coin: CoinId([7; 32]), line: 2, earned: false, telling: telling() }.encode()),
        (
            "story-line-earned",
            StoryLine { coin: CoinId([7; 32]), line: 0, earned: true, telling: Telling { name: None, poem: None, picture: None, ..telling() } }.encode(),
        ),
        ("bundle", bundle.encode_as(1).unwrap()),
        ("bundle-passed-on", passed_on.encode_as(2).unwrap()),
        ("invoice", invoice.encode().unwrap()),
        ("entry-surrendered", surrendered.encode()),
        ("spent", Spent { index: 0, entry: settled, path: vec![[7; 32]], checkpoint: notary.last().unwrap().clone() }.encode()),
        ("entry-cut-off", LogEntry::CutOff { cut: OpId([6; 32]) }.encode()),
        (
            "entry-recovered",
            LogEntry::Recovered { to: PrevRef::first(OpId([1; 32])), coin: CoinId([2; 32]), prev: PrevRef { op: OpId([3; 32]), index: 4 }, holder: [5; 32] }
                .encode(),
        ),
        ("entry-ratified", LogEntry::Ratified { ratify: OpId([6; 32]), transfer: OpId([7; 32]) }.encode()),
        ("entry-estate", LogEntry::Estate { estate: OpId([6; 32]) }.encode()),
        ("policy-pocket", CoinPolicy { number: 4, pocket: 20, ..CoinPolicy::default() }.encode()),
        ("policy", CoinPolicy { number: 3, follows: OpId([5; 32]), hops: 2, reserve: 258, pocket: 500, ..CoinPolicy::default() }.encode()),
        ("policy-top-up", CoinPolicy { number: 5, top_up: Some(TOP_UP), ..CoinPolicy::default() }.encode()),
        ("top-up", top_up().encode()),
        ("draw", Draw::sign((7, 3), device(BOB), 40, [5; 16], (&coop(), &key(ANN))).unwrap().encode()),
        ("bundle-by-pocket", passed_on.encode().unwrap()),
        ("page", pages([notary.entries()[0], settled].into_iter()).remove(0)),
    ]
}

const TOP_UP: Rule = Rule { to: 6, each: 4, run: 258, whom: Whom::Supported };

fn top_up() -> Run {
    let at = Occasion { number: 2, month: Month(24_316), policy: OpId([5; 32]), checkpoint: 9 };
    Run::of(TOP_UP, at, &[(0, 2), (3, 1)].into(), 40, 1).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn every_format_has_the_bytes_that_it_always_had() {
    let ops = signed().into_iter().map(|(name, op)| (name, op.encode()));
    let mut found = String::new();
    for (name, bytes) in ops.chain(unsigned()) {
        found += &format!("{name} {} {}\n", bytes.len(), hex(&bytes));
    }
    for (name, op) in signed() {
        found += &format!("id {name} {}\n", op.id(&coop()));
    }
    let golden = include_str!("golden.txt");
    assert!(golden == found, "formats changed; if that is meant, they need a new version. Found:\n{found}");
}

#[test]
fn every_format_reads_back_to_the_same_bytes_and_no_shorter_or_longer_one_reads() {
    for (name, op) in signed() {
        let bytes = op.encode();
        assert_eq!(Op::decode(&bytes).as_ref(), Ok(&op), "{name}");
        assert!(op.clone().admit(&coop()).is_ok(), "{name}");
        for n in 0..bytes.len() {
            assert!(Op::decode(&bytes[..n]).is_err(), "{name} cut at {n}");
        }
        assert!(Op::decode(&[&bytes[..], &[0]].concat()).is_err(), "{name} with a byte more");
    }
    let read = |bytes: &[u8]| -> Option<Vec<u8>> {
        match bytes.get(1)? {
            8 => LogEntry::decode(bytes).ok().map(|e| e.encode()),
            13 => Receipt::decode(bytes).ok().map(|r| r.encode()),
            14 => Bundle::decode(bytes).ok().and_then(|b| b.encode_as(bytes[0]).ok()),
            15 => Invoice::decode(bytes).ok().and_then(|i| i.encode().ok()),
            16 => CoinPolicy::decode(bytes).ok().map(|p| p.encode()),
            24 => read_page(bytes).ok().map(|lines| pages_of(&lines).remove(0)),
            23 => Draw::decode(bytes).ok().map(|d| d.encode()),
            22 => Run::decode(bytes).ok().map(|r| r.encode()),
            17 => Spent::decode(bytes).ok().map(|s| s.encode()),
            _ => Item::check(bytes, &coop()).ok().map(|i| i.encode()),
        }
    };
    for (name, bytes) in unsigned() {
        assert_eq!(read(&bytes), Some(bytes.clone()), "{name}");
        for n in 0..bytes.len() {
            assert_eq!(read(&bytes[..n]), None, "{name} cut at {n}");
        }
        assert_eq!(read(&[&bytes[..], &[0]].concat()), None, "{name} with a byte more");
    }
}

#[test]
fn transfers_have_the_sizes_that_fit_the_codes() {
    let coins: Vec<_> = (0..84).map(|n| PrevRef { op: OpId([n; 32]), index: n }).collect();
    for (n, size) in [(1, 185), (10, 482), (30, 1142), (84, 2924)] {
        assert_eq!(transfer(ANN, BOB, &coins[..n]).encode().len(), size);
    }
}

/// covers: C11 (I13)
#[test]
fn no_operation_survives_a_changed_bit() {
    for (name, op) in signed() {
        let bytes = op.encode();
        // Every bit of the layouts; of each signature only some, since all are checked by the same code.
        for bit in (0..bytes.len() * 8).filter(|bit| bit % 3 == 0 || *bit < 800) {
            let mut bad = bytes.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(Admitted::check(&bad, &coop()).is_err(), "{name}, bit {bit}");
        }
    }
}

/// covers: C11 (I13)
#[test]
fn no_operation_holds_in_another_co_op_or_as_another_kind() {
    let elsewhere = Coop { id: kith_wire::SpaceId([10; 32]), ..coop() };
    for (name, op) in signed() {
        assert!(op.clone().admit(&elsewhere).is_err(), "{name}");
        assert_ne!(op.id(&elsewhere), op.id(&coop()), "{name}");
        let mut bytes = op.encode();
        for kind in (0..=255).filter(|kind| *kind != bytes[1]).collect::<Vec<_>>() {
            bytes[1] = kind;
            assert!(Admitted::check(&bytes, &coop()).is_err(), "{name} as {kind}");
        }
    }
    // A notary's word counts only from the notary.
    let usurper = Coop { notary: device(BOB), ..coop() };
    for (name, op) in signed().into_iter().filter(|(name, _)| ["mint", "checkpoint", "holding", "cut-off"].contains(name)) {
        assert!(op.admit(&usurper).is_err(), "{name}");
    }
}

/// covers: C11 (I18)
#[test]
fn weak_keys_and_altered_signatures_are_refused() {
    for weak in [CLAIMS, RETIRED] {
        let mut forged = transfer(ANN, BOB, &[PrevRef::first(OpId([1; 32]))]);
        forged.from = weak;
        assert_eq!(forged.verify(&coop()), Err(BadOp::WeakKey));
        // R the identity, S nought: a weak key would take it for a signature of anything.
        forged.sig = [0; 64];
        forged.sig[0] = 1;
        assert_eq!(forged.verify(&coop()), Err(BadOp::WeakKey));
    }
    // S plus the order of the group: the same equation, other bytes.
    let order: [u8; 32] =
        [0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10];
    let mut altered = transfer(ANN, BOB, &[PrevRef::first(OpId([1; 32]))]);
    let mut carry = 0u16;
    for (byte, add) in altered.sig[32..].iter_mut().zip(order) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    assert_eq!(altered.verify(&coop()), Err(BadOp::Signature));
}

#[test]
fn a_fork_proof_shows_neither_receiver_nor_purpose() {
    let spent = PrevRef::first(OpId([1; 32]));
    let (a, b) = (transfer(ANN, BOB, &[spent]), transfer(ANN, CAROL, &[spent]));
    let proof = ForkProof::of(&a, &b, spent, &coop()).unwrap();
    let bytes = proof.encode();
    for hidden in [&device(BOB).0[..], &device(CAROL).0[..], &a.seed[..], &b.seed[..]] {
        assert!(!bytes.windows(hidden.len()).any(|w| w == hidden));
    }
    let mut ids = [a.id(&coop()), b.id(&coop())];
    ids.sort_unstable();
    assert_eq!(proof.verify(&coop()), Ok(ids));
    assert_eq!(ForkProof::of(&b, &a, spent, &coop()), Some(proof));
}

#[test]
fn terms_that_make_no_sense_are_not_signed() {
    let at = |n| PrevRef::first(OpId([n; 32]));
    let sign = |terms: Terms| Transfer::sign(terms, &coop(), &key(ANN)).unwrap_err();
    assert_eq!(sign(terms(device(BOB), &[])), BadOp::Field("coins"));
    assert_eq!(sign(terms(device(BOB), &[at(1), at(1)])), BadOp::Field("coins"));
    assert_eq!(sign(terms(device(ANN), &[at(1)])), BadOp::Field("to"));
    assert_eq!(sign(terms(CLAIMS, &[at(1)])), BadOp::Field("purpose"));
    let retired = Terms { purpose: Purpose::Retire, ..terms(device(BOB), &[at(1)]) };
    assert_eq!(sign(retired), BadOp::Field("purpose"));
    assert!(Policy::open(device(FLOAT)).transfer_coins_max >= 84);
}
