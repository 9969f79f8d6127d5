use super::*;
use proptest::prelude::*;

#[test]
fn values_that_have_another_encoding_are_refused() {
    let refused: [(&[u8], &str); 8] = [
        (&[0x18, 0x17], "23 in two bytes"),
        (&[0x19, 0x00, 0xff], "255 in three bytes"),
        (&[0x9f, 0xff], "an indefinite array"),
        (&[0xa2, 0x01, 0x00, 0x00, 0x00], "keys out of order"),
        (&[0xa2, 0x01, 0x00, 0x01, 0x00], "a key twice"),
        (&[0xa1, 0x61, 0x61, 0x00], "a text key"),
        (&[0xc0, 0x00], "a tag"),
        (&[0xf9, 0x00, 0x00], "a float"),
    ];
    for (bytes, why) in refused {
        assert!(matches!(check(bytes), Err(CodecError::NotCanonical(_))), "{why}");
    }
}

#[test]
fn truncated_trailing_and_oversized_bytes_say_which_they_are() {
    assert_eq!(check(&[0x42, 0x00]), Err(CodecError::Truncated));
    assert_eq!(check(&[]), Err(CodecError::Truncated));
    assert_eq!(check(&[0x00, 0x00]), Err(CodecError::Trailing));
    assert_eq!(check(&[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), Err(CodecError::Truncated));
    assert_eq!(decode::<u8>(&[0x01], 0), Err(CodecError::TooLong { max: 0 }));
}

#[test]
fn nesting_is_bounded() {
    let mut deep = vec![0x81; limits::CBOR_DEPTH_MAX + 2];
    deep.push(0x00);
    assert_eq!(check(&deep), Err(CodecError::NotCanonical("nested too deep")));
}

proptest! {
    #[test]
    fn no_bytes_make_the_check_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = check(&bytes);
    }

    #[test]
    fn what_we_encode_is_canonical(n in any::<u64>(), text in ".*", list in proptest::collection::vec(any::<u32>(), 0..40)) {
        prop_assert_eq!(check(&encode(&n)), Ok(()));
        prop_assert_eq!(check(&encode(&text)), Ok(()));
        prop_assert_eq!(check(&encode(&list)), Ok(()));
    }
}
