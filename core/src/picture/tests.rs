//! Pictures made small: what goes, what stays, and what is refused by name.

use super::*;
use image::{GenericImageView, ImageEncoder, codecs::png::PngEncoder};

/// A picture with something to see in it: colours that run across, the upper left corner red.
fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 4 && y < height / 4 {
            return image::Rgb([220, 20, 20]);
        }
        let part = |n: u32, of: u32| u8::try_from(n * 200 / of).unwrap();
        image::Rgb([part(x, width) / 4, part(y, height), part(x + y, width + height)])
    })
}

/// As [`scene`], with so much in it that no quality makes it small.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 7u32;
    RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = state.to_be_bytes();
        image::Rgb([a, b, c])
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    encode(picture, 92).unwrap()
}

/// A JPEG with a segment of EXIF that says how it is turned, where it was taken and by what.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend_from_slice(&[0x01, 0x10, 0, 2, 0, 0, 0, 12, 0, 0, 0, 38]);
    exif.extend_from_slice(&[0, 0, 0, 0]);
    exif.extend_from_slice(b"GPS 51.9 N 4");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

/// covers: R6
#[test]
fn a_large_photo_becomes_small_and_stays_the_picture_it_was() {
    let small = make_small(&jpeg(&scene(3_000, 2_000))).unwrap();
    assert!(small.bytes.len() <= limits::PICTURE_BYTES_MAX, "{small:?}");
    assert_eq!((small.width, small.height), (1_600, 1_067));
    let seen = image::load_from_memory(&small.bytes).unwrap();
    let [r, g, b, _] = seen.get_pixel(40, 40).0;
    assert!(r > 180 && g < 70 && b < 70, "the corner is still red");
    assert!(is_small_picture(&small.bytes, small.width, small.height));
}

/// covers: R6, X4
#[test]
fn place_camera_and_comment_go_and_the_picture_stands_upright() {
    let marked = with_exif(&jpeg(&scene(400, 200)), 6);
    assert!(marked.windows(3).any(|w| w == b"GPS"));
    let small = make_small(&marked).unwrap();
    assert_eq!((small.width, small.height), (200, 400), "turned by a quarter");
    assert!(!small.bytes.windows(4).any(|w| w == b"Exif") && !small.bytes.windows(3).any(|w| w == b"GPS"));
    assert!(is_plain(&small.bytes));
    let seen = image::load_from_memory(&small.bytes).unwrap();
    assert!(seen.get_pixel(190, 10).0[0] > 180, "what was the upper left corner is the upper right one");
    let tail = [jpeg(&scene(40, 40)).as_slice(), b"an earlier picture"].concat();
    assert!(!is_plain(&tail));
    assert!(!make_small(&tail).unwrap().bytes.ends_with(b"picture"), "nothing hides behind its end");
}

#[test]
fn what_is_small_and_plain_already_is_kept_as_it_is() {
    let once = make_small(&jpeg(&scene(900, 900))).unwrap();
    assert_eq!(make_small(&once.bytes), Ok(once));
}

#[test]
fn even_what_hardly_shrinks_fits() {
    let small = make_small(&jpeg(&noise(1_800, 1_700))).unwrap();
    assert!(small.bytes.len() <= limits::PICTURE_BYTES_MAX, "{small:?}");
}

#[test]
fn a_drawing_on_nothing_becomes_one_on_white() {
    let clear = image::RgbaImage::from_pixel(30, 20, image::Rgba([0, 0, 0, 0]));
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&clear, 30, 20, image::ExtendedColorType::Rgba8).unwrap();
    let small = make_small(&png).unwrap();
    assert!(image::load_from_memory(&small.bytes).unwrap().get_pixel(5, 5).0[0] > 250);
}

/// covers: R6
#[test]
fn what_cannot_be_read_is_refused_by_name() {
    assert_eq!(make_small(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(PictureError::Heic));
    assert_eq!(make_small(b"GIF89a"), Err(PictureError::Kind));
    assert_eq!(make_small(&[0xff, 0xd8, 0xff, 0xe0, 0, 16]), Err(PictureError::Broken));
    let cut = jpeg(&scene(300, 300));
    assert_eq!(make_small(&cut[..200]), Err(PictureError::Broken));
    assert_eq!(make_small(&vec![0xff; limits::PICTURE_INPUT_BYTES_MAX + 1]), Err(PictureError::TooLarge));
    assert!(looks_like_one(b"\0\0\0\x18ftypheic") && !looks_like_one(b"%PDF-1.7"));
}

/// A picture of a few hundred bytes that says it is 60,000 by 60,000 pixels is refused before room is made for it.
///
/// covers: R6
#[test]
fn a_picture_that_would_fill_the_memory_is_refused_unread() {
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&[0; 3], 1, 1, image::ExtendedColorType::Rgb8).unwrap();
    let huge = [&png[..16], &60_000u32.to_be_bytes(), &60_000u32.to_be_bytes(), &png[24..29]].concat();
    let head = [&huge[..], &crc(&huge[12..29]).to_be_bytes(), &png[33..]].concat();
    assert_eq!(make_small(&head), Err(PictureError::TooLarge));
    let mut bomb = jpeg(&scene(64, 64));
    let at = bomb.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    bomb[at + 5..at + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(make_small(&bomb), Err(PictureError::TooLarge));
    assert!(!is_small_picture(&bomb, 64, 64) && !is_small_picture(&bomb, 65_535, 65_535));
}

#[test]
fn what_came_from_elsewhere_has_to_be_what_it_says() {
    let small = make_small(&jpeg(&scene(500, 300))).unwrap();
    assert!(is_small_picture(&small.bytes, 500, 300));
    assert!(!is_small_picture(&small.bytes, 300, 500) && !is_small_picture(&small.bytes, 0, 0));
    assert!(!is_small_picture(&small.bytes[..small.bytes.len() / 3], 500, 300) && !is_small_picture(b"%PDF-1.7", 500, 300));
    let thumbnail = thumbnail(&small.bytes).unwrap();
    assert_eq!((thumbnail.width, thumbnail.height), (320, 192));
}

/// The check number of a PNG's chunk.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0xedb8_8320 } else { c >> 1 }))
}
