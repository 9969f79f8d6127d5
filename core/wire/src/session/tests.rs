use super::*;
use crate::{
    CapabilityKey, DeviceId, EpochId,
    entry::{Kind, Lane},
    relay::{Sig, box_tag},
    run::{Author, Body, Run, RunEntry},
};
use ed25519_dalek::SigningKey;
use proptest::prelude::*;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn run(n: u8, lane: Lane, texts: &[&str]) -> Run {
    let entries = texts
        .iter()
        .zip(0u8..)
        .map(|(text, i)| RunEntry {
            kind: if lane == Lane::Control { Kind::Control } else { Kind::Fact },
            time_ms: 1_700_000_000_000 + u64::from(n) * 1_000 + u64::from(i) * 70,
            body: if text.is_empty() { Body::Erased { hash: [n; 32], len: 9 } } else { Body::Held { salt: [i; 8], bytes: text.as_bytes().to_vec() } },
        })
        .collect();
    let (author, epoch) = match lane {
        Lane::Control => (Author::Whole(DeviceId([n; 32])), None),
        Lane::Data => (Author::Hint([n; 8]), (n % 2 == 1).then_some(EpochId([7; 32]))),
    };
    Run { lane, genesis: false, author, epoch, first_seq: u64::from(n) * 100 + 1, entries, signature: [n; 64] }
}

fn some_runs() -> Vec<Run> {
    vec![
        run(1, Lane::Control, &["add Mair"]),
        run(2, Lane::Data, &["Slept well.", "", "Tea at four."]),
        run(3, Lane::Data, &["Heel is better."]),
        run(2, Lane::Data, &["x"]),
    ]
}

fn some_parts() -> Vec<Part> {
    let line = DeviceLine { hint: [1; 8], control: 2, control_head: [2; 8], data: 300 };
    let blank = DeviceLine { hint: [4; 8], control: 0, control_head: [0; 8], data: 0 };
    vec![
        Part::Level(None),
        Part::Level(Some(3)),
        Part::Short(Short { control: [1; 8], heads: [2; 8], claim: Some(0), numbers: vec![0, 127, 128, 100_000] }),
        Part::Full(Full { control: [1; 8], heads: [2; 8], claim: None, with_data: true, devices: vec![line, blank] }),
        Part::Full(Full { control: [1; 8], heads: [2; 8], claim: None, with_data: false, devices: vec![blank] }),
        Part::Batch(Packed { inflated: 900, columns: vec![5; 4], loose: vec![6; 3] }),
        Part::Trails(vec![Trail { lane: Lane::Data, hint: [9; 8], last: 5, ids: trail_seqs(5).iter().map(|n| [u8::try_from(*n).unwrap(); 8]).collect() }]),
        Part::End(Ending::OlderEpoch),
    ]
}

fn some_frames() -> Vec<Frame> {
    let part = |slot, n| SealedPart { slot, sealed: vec![n; 3] };
    vec![
        Frame::Hello { spaces: vec![], older: vec![] },
        Frame::Hello { spaces: vec![Greeting { tag: [1; 8], sealed: vec![2; 5] }, Greeting { tag: [3; 8], sealed: vec![] }], older: vec![[4; 8], [5; 8]] },
        Frame::Turn { last: true, offers: vec![], parts: vec![] },
        Frame::Turn { last: false, offers: vec![[6; 8]], parts: vec![part(0, 7), part(200, 8)] },
    ]
}

fn some_drop_parts() -> Vec<DropPart> {
    let boxes = vec![BoxProof { key: CapabilityKey([3; 32]), signature: Sig([4; 64]) }];
    vec![
        DropPart::Waits,
        DropPart::Boxes(Boxes { device: DeviceId([1; 32]), signature: Sig([2; 64]), boxes }),
        DropPart::Boxes(Boxes { device: DeviceId([1; 32]), signature: Sig([2; 64]), boxes: vec![] }),
        DropPart::Drops(vec![vec![5; 3], vec![6; 200]]),
        DropPart::Drops(vec![]),
        DropPart::Taken(2),
    ]
}

#[test]
fn what_is_said_of_drops_keeps_its_bytes() {
    let lines: Vec<String> = some_drop_parts().iter().map(|p| hex(&p.encode())).collect();
    insta::assert_snapshot!("drops", lines.join("\n"));
    for part in some_drop_parts() {
        let bytes = part.encode();
        assert_eq!(DropPart::decode(&bytes), Ok(part));
        let cut = DropPart::decode(&bytes[..bytes.len() - 1]);
        assert!(cut.is_err() || cut.is_ok_and(|p| p.encode() == bytes[..bytes.len() - 1]));
    }
    assert!(DropPart::decode(&[9]).is_err());
}

#[test]
fn more_boxes_or_drops_than_a_session_may_have_are_refused() {
    let proof = BoxProof { key: CapabilityKey([3; 32]), signature: Sig([4; 64]) };
    let boxes = DropPart::Boxes(Boxes { device: DeviceId([1; 32]), signature: Sig([2; 64]), boxes: vec![proof; limits::SESSION_BOXES_MAX + 1] });
    assert_eq!(DropPart::decode(&boxes.encode()), Err(CodecError::TooLong { max: limits::SESSION_BOXES_MAX }));
    let drops = DropPart::Drops(vec![vec![1]; limits::SESSION_DROPS_MAX + 1]);
    assert_eq!(DropPart::decode(&drops.encode()), Err(CodecError::TooLong { max: limits::SESSION_DROPS_MAX }));
    let taken = DropPart::Taken(u32::try_from(limits::SESSION_DROPS_MAX).unwrap() + 1);
    assert_eq!(DropPart::decode(&taken.encode()), Err(CodecError::TooLong { max: limits::SESSION_DROPS_MAX }));
}

#[test]
fn boxes_are_proven_by_their_keys_on_their_own_channel_and_nowhere_else() {
    let key = |n: u8| SigningKey::from_bytes(&[n; 32]);
    let boxes = Boxes::sign(&key(1), &[key(2), key(3)], b"this channel");
    let tag = |n: u8| box_tag(&CapabilityKey(key(n).verifying_key().to_bytes()));
    assert_eq!(boxes.proven(b"this channel"), Some(vec![tag(2), tag(3)]));
    assert_eq!(boxes.proven(b"another"), None);
    let mut borrowed = boxes.clone();
    borrowed.device = DeviceId(key(4).verifying_key().to_bytes());
    assert_eq!(borrowed.proven(b"this channel"), None);
    let mut fewer = boxes.clone();
    fewer.boxes.pop();
    assert_eq!(fewer.proven(b"this channel"), None);
    let mut claimed = boxes;
    claimed.boxes[0].key = CapabilityKey(key(5).verifying_key().to_bytes());
    assert_eq!(claimed.proven(b"this channel"), None);
}

#[test]
fn frames_keep_their_bytes() {
    let lines: Vec<String> = some_frames().iter().map(|f| hex(&f.encode())).collect();
    insta::assert_snapshot!("frames", lines.join("\n"));
    for frame in some_frames() {
        assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
    }
}

#[test]
fn parts_keep_their_bytes() {
    let lines: Vec<String> = some_parts().iter().map(|p| hex(&p.encode())).collect();
    insta::assert_snapshot!("parts", lines.join("\n"));
    for part in some_parts() {
        assert_eq!(Part::decode(&part.encode()), Ok(part));
    }
}

#[test]
fn columns_keep_their_bytes_and_give_back_the_same_runs() {
    let columns = Columns::of(&some_runs());
    insta::assert_snapshot!("columns", format!("{}\n{}", hex(&columns.packed), hex(&columns.loose)));
    assert_eq!(columns.runs(), Ok(some_runs()));
    assert_eq!(Columns::of(&[]).runs(), Ok(vec![]));
}

#[test]
fn a_frame_of_another_version_kind_or_flag_is_refused() {
    for bytes in [&[2, 1, 0][..], &[1, 3, 0], &[1, 2, 4], &[1, 2, 2, 0], &[1], &[]] {
        assert!(Frame::decode(bytes).is_err(), "{bytes:?}");
    }
    assert!(Frame::decode(&vec![1; limits::FRAME_BYTES_MAX + 1]).is_err());
}

#[test]
fn a_count_over_its_limit_is_refused_before_anything_is_made_of_it() {
    let mut hello = vec![SESSION_VERSION, HELLO];
    put_varint(&mut hello, limits::SPACES_MAX as u64 + 1);
    assert_eq!(Frame::decode(&hello), Err(CodecError::TooLong { max: limits::SPACES_MAX }));
    let too_many = Frame::Hello { spaces: vec![], older: vec![[0; 8]; TAGS_MAX + 1] };
    assert_eq!(Frame::decode(&too_many.encode()), Err(CodecError::TooLong { max: TAGS_MAX }));
    let mut batch = vec![3];
    put_varint(&mut batch, limits::INFLATED_BYTES_MAX as u64 + 1);
    assert_eq!(Part::decode(&batch), Err(CodecError::TooLong { max: limits::INFLATED_BYTES_MAX }));
}

#[test]
fn a_trail_reaches_the_first_entry_in_few_steps() {
    assert_eq!(trail_seqs(0), Vec::<u64>::new());
    assert_eq!(trail_seqs(10), [10, 9, 7, 3]);
    assert!(trail_seqs(u64::MAX).len() <= TRAIL_IDS_MAX);
    assert!(trail_seqs(100_000).windows(2).all(|w| w[0] > w[1]));
}

proptest! {
    #[test]
    fn no_bytes_make_a_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Frame::decode(&bytes);
        let _ = Part::decode(&bytes);
        let _ = DropPart::decode(&bytes);
        let _ = Columns { packed: bytes.clone(), loose: bytes.clone() }.runs();
        for kind in 0..6 {
            let _ = Part::decode(&[&[kind], bytes.as_slice()].concat());
            let _ = DropPart::decode(&[&[kind], bytes.as_slice()].concat());
            let _ = Frame::decode(&[&[1, kind], bytes.as_slice()].concat());
        }
    }

    #[test]
    fn what_decodes_encodes_the_same(which in 0usize..8, at in 0usize..64, byte in any::<u8>()) {
        let mut bytes = some_parts()[which].encode();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(part) = Part::decode(&bytes)
            && !matches!(part, Part::End(_)) {
                prop_assert_eq!(part.encode(), bytes);
            }
    }

    #[test]
    fn damaged_columns_never_panic(at in 0usize..400, byte in any::<u8>(), cut in 0usize..400) {
        let mut columns = Columns::of(&some_runs());
        let n = columns.packed.len();
        columns.packed[at % n] = byte;
        let _ = columns.runs();
        columns.loose.truncate(cut);
        prop_assert!(cut >= Columns::of(&some_runs()).loose.len() || columns.runs().is_err());
    }
}
