//! What crosses from giver to receiver, with or without signal: the transfer and all that is needed to believe it.
//!
//! At most [`BUNDLE_BYTES_MAX`] bytes. Kind 14; every list is a count and its members, every member a length and its bytes:
//!
//! | what | count | length |
//! | --- | --- | --- |
//! | version 1, or 2 with tellings of the transfers before it, or 3; kind 14 | | |
//! | the transfer | | 2 |
//! | transfers before it that are not settled yet (at most H a coin) | 2 | 2 |
//! | pockets that vouch for settled heads | 2 | 2 |
//! | receipts that do, where there is no pocket | 2 | 2 |
//! | certificates of the devices that signed, for the caller to check | 2 | 2 |
//! | the telling, empty if none | | 2 |
//! | attachments (a poem, a picture): media type (1: 0 text, 1 JPEG, 2 PNG), then | 2 | 4 |
//! | in version 2: tellings of the transfers before it, one at least; in version 3 perhaps none | 2 | 2 |
//!
//! In version 3 a coin of the transfer that a pocket lists is not written a second time: it is the pocket's number among them (1) and the
//! coin's in it (1), both from 0; one that none lists is 255 and its thirty-three bytes. It is the version written where a pocket lists any of them.

use crate::ledger::op::bytes::{Reader, Writer};
use crate::ledger::op::transfer::read_prev;
use crate::ledger::op::{BadOp, HoldingCert, Telling, Transfer, VERSION, kind};
use crate::ledger::receipt::Receipt;
use crate::ledger::units::{ContentHash, HOPS_MAX, PrevRef};
use kith_wire::{DeviceId, limits};
use std::collections::BTreeSet;

/// The version that says what the givers before let be known.
const TOLD_BEFORE: u8 = 2;
/// The version in which the transfer names coins by their places in the pockets.
const BY_POCKET: u8 = 3;
/// In the place of a pocket's number: the coin itself follows.
const IN_NONE: u8 = 255;
/// Bytes of one bundle.
pub const BUNDLE_BYTES_MAX: usize = 512 * 1024;
/// Bytes of one attachment.
pub const ATTACHMENT_BYTES_MAX: usize = 128 * 1024;
/// Attachments of one bundle: a poem and a picture of its own, and what the givers of [`HOPS_MAX`] steps before it sent along.
pub const ATTACHMENTS_MAX: usize = 2 + 2 * HOPS_MAX;
/// Unsettled transfers before the one that is handed over.
const PARENTS_MAX: usize = limits::TRANSFER_COINS_MAX * HOPS_MAX;
/// Certificates that a bundle may carry.
const CERTIFICATES_MAX: usize = PARENTS_MAX + 1;

/// What an attachment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// Text in UTF-8: a poem, a few words.
    Text,
    /// A picture.
    Jpeg,
    /// A picture.
    Png,
}

/// A poem or a picture. Nothing is valid or invalid because of it, and a receiver may refuse it without refusing the coin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it is.
    pub media: Media,
    /// Its bytes; the telling names their hash.
    pub bytes: Vec<u8>,
}

impl Attachment {
    /// The hash by which a telling names it.
    #[must_use]
    pub fn hash(&self) -> ContentHash {
        ContentHash::of(&self.bytes)
    }
}

/// A transfer and all that is needed to believe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The transfer.
    pub transfer: Transfer,
    /// Unsettled transfers before it.
    pub parents: Vec<Transfer>,
    /// Pockets that vouch for settled heads.
    pub pockets: Vec<HoldingCert>,
    /// Receipts that do.
    pub receipts: Vec<Receipt>,
    /// Certificates of the devices that signed; the caller fills them in and checks them.
    pub certificates: Vec<Vec<u8>>,
    /// What the giver lets be known.
    pub telling: Option<Telling>,
    /// A poem, a picture.
    pub attachments: Vec<Attachment>,
    /// What the givers of the transfers before it let be known: the office hears it from whoever meets it first.
    pub told_before: Vec<Telling>,
}

fn put_short(out: Writer, bytes: &[u8]) -> Result<Writer, BadOp> {
    let n = u16::try_from(bytes.len()).map_err(|_| BadOp::Field("length"))?;
    Ok(out.u16(n).put(bytes))
}

fn short<'a>(r: &mut Reader<'a>) -> Result<&'a [u8], BadOp> {
    let n = usize::from(r.u16()?);
    r.slice(n)
}

fn count(n: usize, max: usize) -> Result<u16, BadOp> {
    u16::try_from(n).ok().filter(|_| n <= max).ok_or(BadOp::Field("count"))
}

fn put_list(out: Writer, list: impl ExactSizeIterator<Item = Vec<u8>>, max: usize) -> Result<Writer, BadOp> {
    let out = out.u16(count(list.len(), max)?);
    list.into_iter().try_fold(out, |out, bytes| put_short(out, &bytes))
}

fn read_list<T>(r: &mut Reader<'_>, max: usize, read: impl Fn(&[u8]) -> Result<T, BadOp>) -> Result<Vec<T>, BadOp> {
    let n = r.u16()?;
    count(usize::from(n), max)?;
    (0..n).map(|_| read(short(r)?)).collect()
}

impl Bundle {
    /// The devices that signed in it, whose certificates the receiver may need.
    #[must_use]
    pub fn signers(&self) -> BTreeSet<DeviceId> {
        self.parents.iter().chain([&self.transfer]).map(|transfer| transfer.from).collect()
    }

    /// Whether a telling of it, or of a transfer before it, names this attachment.
    #[must_use]
    pub fn names(&self, attachment: &ContentHash) -> bool {
        self.telling.iter().chain(&self.told_before).any(|t| [t.poem, t.picture].contains(&Some(*attachment)))
    }

    /// Canonical bytes.
    ///
    /// # Errors
    /// When something is too long or too many for a bundle.
    pub fn encode(&self) -> Result<Vec<u8>, BadOp> {
        let by_pocket = self.transfer.terms.coins.iter().any(|coin| self.in_pocket(*coin).is_some());
        self.encode_as(match (by_pocket, self.told_before.is_empty()) {
            (true, _) => BY_POCKET,
            (false, true) => VERSION,
            (false, false) => TOLD_BEFORE,
        })
    }

    pub(crate) fn encode_as(&self, version: u8) -> Result<Vec<u8>, BadOp> {
        let by_pocket = version == BY_POCKET;
        let transfer = if by_pocket { self.transfer.encode_with(|out, coin| self.put_coin(out, coin)) } else { self.transfer.encode() };
        let out = put_short(Writer(Vec::with_capacity(1024)).u8(version).u8(kind::BUNDLE), &transfer)?;
        let out = put_list(out, self.parents.iter().map(Transfer::encode), PARENTS_MAX)?;
        let out = put_list(out, self.pockets.iter().map(HoldingCert::encode), limits::TRANSFER_COINS_MAX)?;
        let out = put_list(out, self.receipts.iter().map(Receipt::encode), limits::TRANSFER_COINS_MAX)?;
        let out = put_list(out, self.certificates.iter().cloned(), CERTIFICATES_MAX)?;
        let out = put_short(out, &self.telling.as_ref().map(Telling::encode).unwrap_or_default())?;
        let attachments = count(self.attachments.len(), ATTACHMENTS_MAX)?;
        let mut out = out.u16(attachments);
        for attachment in &self.attachments {
            let n = u32::try_from(attachment.bytes.len()).ok().filter(|_| attachment.bytes.len() <= ATTACHMENT_BYTES_MAX);
            out = out.u8(attachment.media as u8).u32(n.ok_or(BadOp::Field("attachment"))?).put(&attachment.bytes);
        }
        if version != VERSION {
            out = put_list(out, self.told_before.iter().map(Telling::encode), PARENTS_MAX)?;
        }
        if out.0.len() > BUNDLE_BYTES_MAX { Err(BadOp::Field("bundle")) } else { Ok(out.0) }
    }

    /// Reads canonical bytes; nothing is checked by that.
    ///
    /// # Errors
    /// When the bytes are anything else, or too many.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        if bytes.len() > BUNDLE_BYTES_MAX {
            return Err(BadOp::Field("bundle"));
        }
        let version = bytes.first().copied().filter(|version| [TOLD_BEFORE, BY_POCKET].contains(version)).unwrap_or(VERSION);
        let mut r = Reader::object_of(version, bytes, kind::BUNDLE)?;
        let transfer = short(&mut r)?;
        let parents = read_list(&mut r, PARENTS_MAX, Transfer::decode)?;
        let pockets = read_list(&mut r, limits::TRANSFER_COINS_MAX, HoldingCert::decode)?;
        let receipts = read_list(&mut r, limits::TRANSFER_COINS_MAX, Receipt::decode)?;
        let certificates = read_list(&mut r, CERTIFICATES_MAX, |bytes| Ok(bytes.to_vec()))?;
        let telling = match short(&mut r)? {
            [] => None,
            bytes => Some(Telling::decode(bytes)?),
        };
        let n = r.u16()?;
        count(usize::from(n), ATTACHMENTS_MAX)?;
        let attachments = (0..n).map(|_| read_attachment(&mut r)).collect::<Result<_, _>>()?;
        let told_before = if version == VERSION { Vec::new() } else { read_list(&mut r, PARENTS_MAX, Telling::decode)? };
        r.end()?;
        if version == TOLD_BEFORE && told_before.is_empty() {
            return Err(BadOp::Field("count"));
        }
        let transfer = if version == BY_POCKET { Transfer::decode_with(transfer, |r| coin_of(r, &pockets))? } else { Transfer::decode(transfer)? };
        let bundle = Self { transfer, parents, pockets, receipts, certificates, telling, attachments, told_before };
        // There is one way to write each bundle.
        if version == BY_POCKET && bundle.encode()? != bytes { Err(BadOp::Field("coins")) } else { Ok(bundle) }
    }

    /// Where the pockets list a coin: which pocket, and which of its coins.
    fn in_pocket(&self, coin: PrevRef) -> Option<(u8, u8)> {
        let found = |cert: &HoldingCert| cert.coins.binary_search_by_key(&coin, |(at, _)| *at).ok().and_then(|at| u8::try_from(at).ok());
        (0..IN_NONE).zip(&self.pockets).find_map(|(n, cert)| Some((n, found(cert)?)))
    }

    fn put_coin(&self, out: Writer, coin: PrevRef) -> Writer {
        match self.in_pocket(coin) {
            Some((pocket, at)) => out.u8(pocket).u8(at),
            None => out.u8(IN_NONE).put(&coin.bytes()),
        }
    }
}

fn coin_of(r: &mut Reader<'_>, pockets: &[HoldingCert]) -> Result<PrevRef, BadOp> {
    let pocket = r.u8()?;
    if pocket == IN_NONE {
        return read_prev(r);
    }
    let at = usize::from(r.u8()?);
    pockets.get(usize::from(pocket)).and_then(|cert| cert.coins.get(at)).map(|(coin, _)| *coin).ok_or(BadOp::Field("coins"))
}

fn read_attachment(r: &mut Reader<'_>) -> Result<Attachment, BadOp> {
    let media = match r.u8()? {
        0 => Media::Text,
        1 => Media::Jpeg,
        2 => Media::Png,
        _ => return Err(BadOp::Field("media")),
    };
    let n = usize::try_from(r.u32()?).ok().filter(|n| *n <= ATTACHMENT_BYTES_MAX).ok_or(BadOp::Field("attachment"))?;
    Ok(Attachment { media, bytes: r.slice(n)?.to_vec() })
}
