//! Pictures: made small on the device before anything else happens to them, and looked at with limits when they come from elsewhere.
//!
//! A small picture is a JPEG of at most [`limits::PICTURE_BYTES_MAX`] bytes and [`limits::PICTURE_SIDE_MAX`] pixels a side, turned the right
//! way up, with nothing in it but the picture: no place, no time, no name of a camera, no earlier picture inside.
//!
//! *Architecture invariant:* only this module names `image`.

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, RgbImage,
    codecs::jpeg::{JpegDecoder, JpegEncoder},
    metadata::Orientation,
};
use kith_wire::limits;
use std::io::Cursor;

/// Longer sides that are tried, one after the other, until the picture is small enough.
const SIDES: [u32; 5] = [limits::PICTURE_SIDE_MAX, 1_280, 1_024, 800, 560];
/// Qualities that are tried at each of them.
const QUALITIES: [u8; 3] = [80, 68, 55];
/// Bytes of a picture that hangs on a coin: it travels in one drop, and every member's phone keeps it.
pub const COIN_PICTURE_BYTES_MAX: usize = 24 * 1024;
/// Pixels of its longer side.
const COIN_PICTURE_SIDE_MAX: u32 = 640;
/// Longer sides that are tried for one.
const COIN_SIDES: [u32; 4] = [COIN_PICTURE_SIDE_MAX, 480, 320, 200];
/// The longest side that a picture may say it has, whatever its other side is.
const INPUT_SIDE_MAX: u32 = 40_000;

/// A picture made small.
#[derive(Clone, PartialEq, Eq)]
pub struct Small {
    /// The JPEG.
    pub bytes: Vec<u8>,
    /// Its width in pixels.
    pub width: u16,
    /// Its height in pixels.
    pub height: u16,
}

impl std::fmt::Debug for Small {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Small({} × {}, {} bytes)", self.width, self.height, self.bytes.len())
    }
}

/// Why a picture cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// More bytes or pixels than [`limits::PICTURE_INPUT_BYTES_MAX`] and [`limits::PICTURE_INPUT_PIXELS_MAX`] allow.
    #[error("larger than a picture may be")]
    TooLarge,
    /// HEIC, or a like format that some phones write.
    #[error("a format of some phones that cannot be read")]
    Heic,
    /// Neither JPEG nor PNG.
    #[error("not a picture that can be read")]
    Kind,
    /// It begins like a picture and is none, or is cut short.
    #[error("a broken picture")]
    Broken,
}

fn format_of(bytes: &[u8]) -> Result<ImageFormat, PictureError> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Ok(ImageFormat::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(ImageFormat::Png);
    }
    let brands: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"];
    let is_heic = bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| brands.contains(&brand));
    Err(if is_heic { PictureError::Heic } else { PictureError::Kind })
}

/// Whether bytes begin as a picture does, one that can be read or not.
#[must_use]
pub fn looks_like_one(bytes: &[u8]) -> bool {
    !matches!(format_of(bytes), Err(PictureError::Kind))
}

/// Makes a picture small.
///
/// # Errors
/// [`PictureError`].
pub fn make_small(bytes: &[u8]) -> Result<Small, PictureError> {
    if bytes.len() > limits::PICTURE_INPUT_BYTES_MAX {
        return Err(PictureError::TooLarge);
    }
    let format = format_of(bytes)?;
    let (picture, orientation) = read(bytes, format)?;
    if format == ImageFormat::Jpeg && is_plain(bytes) && is_small(bytes.len(), &picture) {
        return small(bytes.to_vec(), picture.width(), picture.height());
    }
    shrink(&picture, orientation, &SIDES, limits::PICTURE_BYTES_MAX)
}

/// Makes a picture as small as one on a coin has to be, with nothing in it but the picture.
///
/// # Errors
/// [`PictureError`].
pub fn make_small_for_coin(bytes: &[u8]) -> Result<Small, PictureError> {
    if bytes.len() > limits::PICTURE_INPUT_BYTES_MAX {
        return Err(PictureError::TooLarge);
    }
    let (picture, orientation) = read(bytes, format_of(bytes)?)?;
    shrink(&picture, orientation, &COIN_SIDES, COIN_PICTURE_BYTES_MAX)
}

/// Whether bytes that came from elsewhere are such a picture, all of it and nothing beside it.
#[must_use]
pub fn is_coin_picture(bytes: &[u8]) -> bool {
    if bytes.len() > COIN_PICTURE_BYTES_MAX || format_of(bytes) != Ok(ImageFormat::Jpeg) || !is_plain(bytes) {
        return false;
    }
    let small = JpegDecoder::new(Cursor::new(bytes)).is_ok_and(|d| d.dimensions().0.max(d.dimensions().1) <= COIN_PICTURE_SIDE_MAX);
    small && read(bytes, ImageFormat::Jpeg).is_ok()
}

/// The picture upright, at the first of these sides and qualities at which it is small enough.
fn shrink(picture: &DynamicImage, orientation: Orientation, sides: &[u32], bytes_max: usize) -> Result<Small, PictureError> {
    let mut picture = within(picture, sides[0]);
    picture.apply_orientation(orientation);
    let flat = on_white(&picture);
    for side in sides {
        let sized = DynamicImage::ImageRgb8(flat.clone());
        let sized = within(&sized, *side).into_rgb8();
        for quality in QUALITIES {
            let jpeg = encode(&sized, quality)?;
            if jpeg.len() <= bytes_max {
                return small(jpeg, sized.width(), sized.height());
            }
        }
    }
    // The smallest of these sizes holds under half a bit a pixel of what may be kept: nothing that can be drawn comes here.
    Err(PictureError::Broken)
}

/// A small picture smaller still, for lists.
///
/// # Errors
/// [`PictureError`].
pub fn thumbnail(bytes: &[u8]) -> Result<Small, PictureError> {
    let (picture, _) = read(bytes, format_of(bytes)?)?;
    let flat = on_white(&within(&picture, limits::THUMBNAIL_SIDE_MAX));
    small(encode(&flat, QUALITIES[1])?, flat.width(), flat.height())
}

/// Whether bytes that came from elsewhere are a small picture of that size, all of it.
#[must_use]
pub fn is_small_picture(bytes: &[u8], width: u16, height: u16) -> bool {
    let within = width > 0 && height > 0 && u32::from(width.max(height)) <= limits::PICTURE_SIDE_MAX && bytes.len() <= limits::PICTURE_BYTES_MAX;
    if !within || format_of(bytes) != Ok(ImageFormat::Jpeg) {
        return false;
    }
    // Its head alone is read before anything is made room for.
    let said = JpegDecoder::new(Cursor::new(bytes)).map(|d| d.dimensions());
    said.is_ok_and(|said| said == (width.into(), height.into())) && read(bytes, ImageFormat::Jpeg).is_ok()
}

fn small(bytes: Vec<u8>, width: u32, height: u32) -> Result<Small, PictureError> {
    let side = |n: u32| u16::try_from(n).map_err(|_| PictureError::TooLarge);
    Ok(Small { bytes, width: side(width)?, height: side(height)? })
}

fn is_small(bytes: usize, picture: &DynamicImage) -> bool {
    bytes <= limits::PICTURE_BYTES_MAX && picture.width().max(picture.height()) <= limits::PICTURE_SIDE_MAX
}

/// Reads a picture within the limits, and how it is to be turned.
fn read(bytes: &[u8], format: ImageFormat) -> Result<(DynamicImage, Orientation), PictureError> {
    if format == ImageFormat::Jpeg && !has_end(bytes) {
        // What reads it would fill the rest in with grey.
        return Err(PictureError::Broken);
    }
    let why = |e: ImageError| if matches!(e, ImageError::Limits(_)) { PictureError::TooLarge } else { PictureError::Broken };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut room = image::Limits::default();
    (room.max_image_width, room.max_image_height) = (Some(INPUT_SIDE_MAX), Some(INPUT_SIDE_MAX));
    room.max_alloc = Some(limits::PICTURE_MEMORY_BYTES_MAX);
    reader.limits(room);
    let mut decoder = reader.into_decoder().map_err(why)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits::PICTURE_INPUT_PIXELS_MAX || decoder.total_bytes() > limits::PICTURE_MEMORY_BYTES_MAX {
        return Err(PictureError::TooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(why)?, orientation))
}

/// The picture with no side longer than that.
fn within(picture: &DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side { picture.clone() } else { picture.thumbnail(side, side) }
}

/// The picture without what shines through: a drawing on nothing becomes one on white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let rgba = picture.to_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        let mix = |c: u8| u8::try_from((u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255).unwrap_or(255);
        image::Rgb([mix(r), mix(g), mix(b)])
    })
}

fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PictureError> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(picture).map_err(|_| PictureError::Broken)?;
    Ok(out)
}

/// Where a JPEG's picture begins, and whether what stands before it is nothing but the plain head: no segment of an application, no comment.
fn scan_of(bytes: &[u8]) -> Option<(usize, bool)> {
    let (mut at, mut plain) = (2, true);
    loop {
        let [0xff, marker] = bytes.get(at..at + 2)? else { return None };
        let [high, low] = bytes.get(at + 2..at + 4)? else { return None };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        match marker {
            0xff => {
                at += 1;
                continue;
            }
            // The plain head may carry a picture of its own; ours does not, and says so by its length.
            0xe0 => plain &= length == 16,
            0xe1..=0xef | 0xfe => plain = false,
            0xda => return Some((at + 2, plain)),
            _ => {}
        }
        at += 2 + length.max(2);
    }
}

/// Whether a JPEG is there to its end.
fn has_end(bytes: &[u8]) -> bool {
    scan_of(bytes).is_some_and(|(scan, _)| bytes[scan..].windows(2).any(|pair| pair == [0xff, 0xd9]))
}

/// Whether a JPEG holds nothing beside its picture, and nothing after its end.
fn is_plain(bytes: &[u8]) -> bool {
    let Some((scan, true)) = scan_of(bytes) else { return false };
    let Some(scan) = bytes[scan..].strip_suffix(&[0xff, 0xd9]) else { return false };
    scan.windows(2).all(|pair| pair[0] != 0xff || matches!(pair[1], 0 | 0xd0..=0xd7))
}

#[cfg(test)]
mod tests;
