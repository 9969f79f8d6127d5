use super::*;
use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;

fn key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn place() -> Place {
    Place { space: SpaceId([1; 32]), device: DeviceId(key().verifying_key().to_bytes()), epoch: EpochId([3; 32]), prev: EntryId([4; 32]) }
}

fn run_of(texts: &[&str]) -> Run {
    let entries = texts
        .iter()
        .enumerate()
        .map(|(i, t)| RunEntry {
            kind: Kind::Fact,
            time_ms: 1_700_000_000_000 + i as u64 * 60_000,
            body: Body::Held { salt: [u8::try_from(i).unwrap(); 8], bytes: t.as_bytes().to_vec() },
        })
        .collect();
    let mut hint = [0; 8];
    hint.copy_from_slice(&place().device.0[..8]);
    let mut run = Run { lane: Lane::Data, genesis: false, author: Author::Hint(hint), epoch: None, first_seq: 7, entries, signature: [0; 64] };
    let last = run.headers(&place()).unwrap().last().unwrap().0;
    run.signature = key().sign(&signing_bytes(&last)).to_bytes();
    run
}

#[test]
fn a_run_survives_its_bytes_and_verifies_at_its_place() {
    let run = run_of(&["one", "two", "three"]);
    let back = Run::decode(&run.encode()).unwrap();
    assert_eq!(back, run);
    let headers = back.verify(&place()).unwrap();
    assert_eq!(headers.len(), 3);
    assert_eq!(headers[2].1.seq, 9);
    assert_eq!(headers[1].1.prev, headers[0].0);
}

#[test]
fn the_bytes_of_a_run_are_golden() {
    let bytes = run_of(&["one", "two"]).encode();
    assert_eq!(blake3::hash(&bytes).to_hex().as_str(), "63373a83bd9a9e552a0a3ff90b1ce8047974cc9e32a97c39e102be345a025db6");
    assert_eq!(bytes.len(), 1 + 1 + 8 + 1 + 6 + 1 + 2 + 3 + 2 + 16 + 6 + 64);
}

#[test]
fn an_erased_body_leaves_the_chain_whole() {
    let mut run = run_of(&["keep", "erase", "keep"]);
    let before = run.verify(&place()).unwrap();
    let gone = &mut run.entries[1].body;
    *gone = Body::Erased { hash: gone.hash(), len: gone.len() };
    let back = Run::decode(&run.encode()).unwrap();
    assert_eq!(back.verify(&place()).unwrap(), before);
}

#[test]
fn any_other_place_fails() {
    let run = run_of(&["one"]);
    assert_eq!(run.verify(&Place { space: SpaceId([8; 32]), ..place() }), Err(RunError::Signature));
    assert_eq!(run.verify(&Place { epoch: EpochId([8; 32]), ..place() }), Err(RunError::Signature));
    assert_eq!(run.verify(&Place { prev: EntryId([8; 32]), ..place() }), Err(RunError::Signature));
    assert_eq!(run.verify(&Place { device: DeviceId([8; 32]), ..place() }), Err(RunError::Author));
}

proptest! {
    #[test]
    fn any_flipped_bit_is_refused(at in 0usize..200, bit in 0u8..8) {
        let run = run_of(&["a note about the heel", "tea is on the left now"]);
        let mut bytes = run.encode();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(changed) = Run::decode(&bytes) {
            prop_assert!(changed.verify(&place()).is_err());
        }
    }

    #[test]
    fn every_cut_is_refused(at in 0usize..100) {
        let bytes = run_of(&["one", "two"]).encode();
        let at = at % bytes.len();
        prop_assert!(Run::decode(&bytes[..at]).is_err());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Run::decode(&bytes);
    }

    #[test]
    fn what_decodes_encodes_to_the_same_bytes(mut bytes in proptest::collection::vec(any::<u8>(), 80..300), data in any::<bool>()) {
        bytes[0] = RUN_VERSION;
        bytes[1] = u8::from(data);
        if let Ok(run) = Run::decode(&bytes) {
            prop_assert_eq!(run.encode(), bytes);
        }
    }
}
