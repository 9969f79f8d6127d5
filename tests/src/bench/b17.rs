//! B17: a photo of twelve megapixels made small, on one core.

use super::{Beside, Row, b4::median, coins::cpu_seconds};
use image::{RgbImage, codecs::jpeg::JpegEncoder};
use kith_core::picture::make_small;
use kith_wire::limits;

/// As phones take them.
const SIDES: (u32, u32) = (4_000, 3_000);
/// Times that each is timed.
const ROUNDS: usize = 9;

/// A photo with fine detail everywhere, which is the hard case: what is out of focus is faster and smaller.
fn photo(seed: u64) -> Vec<u8> {
    let mut state = u32::try_from(seed % u64::from(u32::MAX)).unwrap() | 1;
    let picture = RgbImage::from_fn(SIDES.0, SIDES.1, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [grain, ..] = state.to_be_bytes();
        let part = |n: u32| u8::try_from((n / 24 + u32::from(grain % 32)) % 256).unwrap();
        image::Rgb([part(x + y), part(x * 2), part(y * 3)])
    });
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90).encode_image(&picture).unwrap();
    out
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let photo = photo(seed);
    let (mut ours, mut reading, mut bytes) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        let begun = cpu_seconds();
        bytes = make_small(&photo).unwrap().bytes.len();
        ours.push((cpu_seconds() - begun) * 1000.0);
        let begun = cpu_seconds();
        let read = image::load_from_memory(&photo).unwrap();
        reading.push((cpu_seconds() - begun) * 1000.0);
        assert_eq!(read.width(), SIDES.0);
    }
    let (ours, spread) = median(&mut ours);
    let (reading, _) = median(&mut reading);
    vec![Row {
        id: "B17",
        what: "a photo made small".to_owned(),
        size: format!("12 megapixels, {} kB to {} kB", photo.len() / 1000, bytes / 1000),
        ours,
        spread,
        unit: "ms of processor",
        beside: vec![Beside { name: "reading it alone".to_owned(), value: reading }],
        ratio: Some(ours / reading),
        goal: "≤ 1 s, ≤ 200 kB".to_owned(),
        met: ours <= 1000.0 && bytes <= limits::PICTURE_BYTES_MAX,
    }]
}
