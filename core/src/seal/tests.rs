use super::*;
use crate::entropy::{SeededEntropy, bytes};
use proptest::prelude::*;

const TAG: MailboxTag = MailboxTag([3; 16]);

#[test]
fn an_envelope_opens_with_its_key_and_no_other() {
    let mut e = SeededEntropy::new(1);
    let items = vec![Item::Run(b"tea is on the left now".repeat(20)), Item::Receipt(vec![1, 2, 3])];
    let envelope = seal_space(&[1; 32], TAG, &items, &mut e).unwrap();
    assert_eq!(open_space(&[1; 32], &envelope).unwrap(), items);
    assert_eq!(open_space(&[2; 32], &envelope), Err(SealError::Closed));
}

#[test]
fn a_drop_opens_with_its_boxs_secret_and_no_other() {
    let mut e = SeededEntropy::new(2);
    let secret: [u8; 32] = bytes(&mut e);
    let to = BoxKey { tag: TAG, public: receiving_public(&secret) };
    let small = seal_drop(&to, 1024, b"a coin", &mut e).unwrap();
    let other = seal_drop(&to, 1024, b"a concern that is a little longer", &mut e).unwrap();
    assert_eq!(small.len(), other.len(), "a concern looks like a coin");
    assert_eq!(open_drop(&secret, &small).unwrap(), b"a coin");
    assert_eq!(open_drop(&[9; 32], &small), Err(SealError::Closed));
}

#[test]
fn an_envelope_that_inflates_too_far_is_refused() {
    let bomb = zstd::bulk::compress(&vec![0; limits::INFLATED_BYTES_MAX + 1], 3).unwrap();
    let mut text = vec![PACK_ZSTD];
    put_varint(&mut text, bomb.len() as u64);
    text.extend_from_slice(&bomb);
    assert_eq!(unpack(&text), Err(CodecError::TooLong { max: limits::INFLATED_BYTES_MAX }));
}

#[test]
fn what_is_too_large_to_seal_says_so() {
    let mut e = SeededEntropy::new(3);
    let mut big = vec![0; limits::ENVELOPE_BYTES_MAX];
    e.fill(&mut big);
    assert_eq!(seal_space(&[1; 32], TAG, &[Item::Run(big)], &mut e), Err(SealError::TooLarge));
}

proptest! {
    #[test]
    fn any_flipped_bit_closes_an_envelope(at in 0usize..400, bit in 0u8..8) {
        let mut e = SeededEntropy::new(4);
        let mut envelope = seal_space(&[1; 32], TAG, &[Item::Run(b"who wrote what".to_vec())], &mut e).unwrap();
        let at = at % envelope.len();
        envelope[at] ^= 1 << bit;
        prop_assert!(open_space(&[1; 32], &envelope).is_err());
    }

    #[test]
    fn no_text_makes_unpacking_panic(text in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = unpack(&text);
    }
}
