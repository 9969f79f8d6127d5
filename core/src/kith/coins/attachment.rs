//! Poems and pictures that travel with coins, as bytes: the media type (1 byte), then what it is.

use crate::ledger::purse::{ATTACHMENT_BYTES_MAX, Attachment, Media};

pub(in crate::kith) fn attachment_bytes(a: &Attachment) -> Vec<u8> {
    [&[a.media as u8][..], &a.bytes].concat()
}

pub(in crate::kith) fn read_attachment(bytes: &[u8]) -> Option<Attachment> {
    let (media, rest) = bytes.split_first().filter(|(_, r)| r.len() <= ATTACHMENT_BYTES_MAX)?;
    let media = match media {
        0 => Media::Text,
        1 => Media::Jpeg,
        2 => Media::Png,
        _ => return None,
    };
    Some(Attachment { media, bytes: rest.to_vec() })
}
