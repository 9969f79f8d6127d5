use super::{claim::ASK_VERSION, kit::KIT_VERSION, *};
use crate::{
    entropy::{Entropy, SeededEntropy, bytes},
    identity::{Certificate, KeyOwner, Secrets, chain_holds},
};
use ed25519_dalek::SigningKey;
use kith_wire::{EpochId, PersonId, SpaceId, text::Payload};
use proptest::prelude::*;

fn kit(seed: u64) -> Kit {
    let mut e = SeededEntropy::new(seed);
    Kit {
        version: KIT_VERSION,
        root: bytes(&mut e),
        own: KitSpace { space: SpaceId(bytes(&mut e)), epoch: EpochId(bytes(&mut e)), history: bytes(&mut e), genesis: vec![7; 500] },
        coop: Some(SpaceId([3; 32])),
        office: Some(vec![4; 48]),
        relay: Some("kith-relay:somewhere".to_owned()),
        name: "Elin".to_owned(),
        made_ms: 1_780_000_000_000 + seed,
    }
}

fn people(n: u8) -> Vec<PersonId> {
    (1..=n).map(|i| PersonId([i; 32])).collect()
}

fn dealt(seed: u64, needed: u8, n: u8) -> Vec<Share> {
    deal(&kit(seed), &people(n), needed, &mut SeededEntropy::new(seed + 100)).unwrap()
}

fn ask(seed: u64) -> (Secrets, Vec<u8>) {
    let mut e = SeededEntropy::new(seed);
    let s = Secrets::generate(&mut e);
    let person = PersonId(s.root_key().verifying_key().to_bytes());
    let certificate = Certificate::sign(KeyOwner::Person(person), s.device_id(), s.receiving_public(), &s.root_key());
    let asked =
        Ask { version: ASK_VERSION, certificate, name: "Elin".to_owned(), nonce: bytes(&mut e), asked_ms: 1_780_000_000_000, inbox: vec![5; 48], relay: None };
    let bytes = asked.sign(&s.device_key());
    (s, bytes)
}

/// A short name for what bytes are, so that a change of any format is seen.
fn golden(bytes: &[u8]) -> String {
    format!("{} bytes, {}", bytes.len(), &blake3::hash(bytes).to_hex()[..16])
}

/// covers: X3
#[test]
fn a_kit_survives_its_code_and_fits_one_qr_code() {
    let kit = kit(1);
    let qr = kit.payload().to_qr();
    assert!(qr.len() < 3_391, "{}", qr.len());
    let back = Kit::from_bytes(&Payload::from_text(&qr).unwrap().body).unwrap();
    assert_eq!(back, kit);
    assert_eq!(back.check_code(), kit.check_code());
    assert_eq!(format!("{kit:?}"), "Kit([redacted])");
    let c = kit.certify(kith_wire::DeviceId(SigningKey::from_bytes(&[9; 32]).verifying_key().to_bytes()), [1; 32]);
    assert!(chain_holds(kit.person(), &[c]));
}

#[test]
fn every_payload_keeps_its_golden_form() {
    let shares = dealt(1, 2, 3);
    let (s, asked) = ask(3);
    let sealed = SealedShare::seal(&shares[0], claim::ask_id(&asked), &Ask::from_bytes(&asked).unwrap().certificate, &mut SeededEntropy::new(4)).unwrap();
    assert_eq!(sealed.open(s.receiving_secret()).unwrap(), shares[0]);
    insta::assert_snapshot!(
        [
            format!("kit: {}, {}", golden(&kit(1).to_bytes()), kit(1).check_code()),
            format!("share: {}", golden(&shares[1].to_bytes())),
            format!("ask: {}, {}", golden(&asked), claim::ask_code(&claim::ask_id(&asked))),
            format!("answer: {}", golden(&sealed.to_bytes())),
        ]
        .join("\n")
    );
}

/// covers: X3
#[test]
fn two_of_three_guardians_open_the_kit_and_one_alone_learns_nothing() {
    let shares = dealt(1, 2, 3);
    for pair in [[0, 1], [1, 2], [2, 0]] {
        assert_eq!(combine(&pair.map(|i| shares[i].clone())).unwrap(), kit(1));
    }
    assert_eq!(combine(&shares[..1]), Err(RecoveryError::TooFew { have: 1, needed: 2 }));
    assert_eq!(combine(&[shares[0].clone(), shares[0].clone()]), Err(RecoveryError::TooFew { have: 1, needed: 2 }));
    assert_eq!(combine(&[]), Err(RecoveryError::TooFew { have: 0, needed: 2 }));
    // A share holds neither the root nor the name in the clear.
    let bytes = shares[0].to_bytes();
    assert!(!bytes.windows(32).any(|w| w == kit(1).root) && !bytes.windows(4).any(|w| w == b"Elin"));
}

/// covers: X3
#[test]
fn shares_of_two_sets_or_two_people_are_found_out() {
    let first = dealt(1, 2, 3);
    let again = deal(&kit(1), &people(3), 2, &mut SeededEntropy::new(999)).unwrap();
    let other = dealt(2, 2, 3);
    assert_eq!(combine(&[first[0].clone(), again[1].clone()]), Err(RecoveryError::Mixed));
    assert_eq!(combine(&[first[0].clone(), other[1].clone()]), Err(RecoveryError::Mixed));
}

/// covers: X3
#[test]
fn no_byte_of_a_share_may_change() {
    let bytes = dealt(1, 2, 3)[0].to_bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(Share::from_bytes(&changed).is_err(), "byte {at}");
    }
}

/// covers: X3
#[test]
fn a_share_moved_to_another_place_or_signed_by_another_root_does_not_count() {
    // A set that a guardian has made up for somebody else's person: its signature is not the root's.
    let mut forged = kit(1);
    let victim = forged.person();
    forged.root = [8; 32];
    let made_up = deal(&forged, &people(3), 2, &mut SeededEntropy::new(5)).unwrap();
    let (_, head) = Share::from_bytes(&made_up[0].to_bytes()).unwrap();
    assert_ne!(head.person, victim);
    let head = SetHead { person: victim, ..head };
    let mut bytes = made_up[0].to_bytes();
    let at = bytes.windows(32).position(|w| w == forged.person().0).unwrap();
    bytes[at..at + 32].copy_from_slice(&head.person.0);
    assert_eq!(Share::from_bytes(&bytes), Err(RecoveryError::Forged));
}

#[test]
fn sets_that_may_not_be_are_refused() {
    let mut e = SeededEntropy::new(1);
    for (needed, n) in [(1, 3), (0, 3), (4, 3), (2, 1), (2, 11)] {
        assert_eq!(deal(&kit(1), &people(n), needed, &mut e), Err(RecoveryError::BadSet), "{needed} of {n}");
    }
    let twice = [PersonId([1; 32]), PersonId([1; 32])];
    assert_eq!(deal(&kit(1), &twice, 2, &mut e), Err(RecoveryError::BadSet));
    assert_eq!(deal(&kit(1), &[kit(1).person(), PersonId([1; 32])], 2, &mut e), Err(RecoveryError::BadSet));
}

/// covers: X3
#[test]
fn a_released_share_opens_on_the_device_that_asked_and_nowhere_else() {
    let share = &dealt(1, 2, 3)[0];
    let ((mine, asked), (other, other_ask)) = (ask(3), ask(4));
    let to = Ask::from_bytes(&asked).unwrap().certificate;
    let sealed = SealedShare::seal(share, claim::ask_id(&asked), &to, &mut SeededEntropy::new(9)).unwrap();
    assert_eq!(sealed.open(mine.receiving_secret()).as_ref(), Ok(share));
    assert_eq!(sealed.open(other.receiving_secret()), Err(RecoveryError::Closed));
    // An answer to one request passed off as the answer to another.
    let mut moved = sealed.to_bytes();
    moved[..32].copy_from_slice(&claim::ask_id(&other_ask));
    assert_eq!(SealedShare::from_bytes(&moved).unwrap().open(mine.receiving_secret()), Err(RecoveryError::Closed));
}

#[test]
fn a_request_is_its_devices_own_word() {
    let (_, asked) = ask(3);
    assert!(Ask::from_bytes(&asked).is_ok());
    for at in (0..asked.len()).step_by(7) {
        let mut changed = asked.clone();
        changed[at] ^= 1;
        assert!(Ask::from_bytes(&changed).is_err(), "byte {at}");
    }
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let code = spoken_code("kith/v1/test", b"x", 3);
    assert_eq!(code.len(), 14);
    assert!(same_code(&code.to_lowercase().replace('-', " "), &code));
    assert!(same_code(&code.replace('0', "o").replace('1', "l"), &code));
    assert!(!same_code(&code[..12], &code));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_k_of_n_open_the_kit_and_fewer_do_not(seed in any::<u64>(), n in 2u8..=10, k in 2u8..=10, order in any::<u64>()) {
        prop_assume!(k <= n);
        let seed = seed % 1_000_000;
        let mut shares = dealt(seed, k, n);
        let mut e = SeededEntropy::new(order);
        for i in (1..shares.len()).rev() {
            let mut byte = [0; 1];
            e.fill(&mut byte);
            shares.swap(i, usize::from(byte[0]) % (i + 1));
        }
        let k = usize::from(k);
        prop_assert_eq!(combine(&shares[..k]).unwrap(), kit(seed));
        prop_assert_eq!(combine(&shares[..k - 1]).is_err(), true);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Kit::from_bytes(&bytes);
        let _ = Share::from_bytes(&bytes);
        let _ = Ask::from_bytes(&bytes);
        let _ = SealedShare::from_bytes(&bytes).map(|s| s.open(&[1; 32]));
    }
}
