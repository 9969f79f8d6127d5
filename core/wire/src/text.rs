//! A payload as text: what is scanned, pasted, printed or put in a file when two phones stand side by side.
//!
//! | part | bytes | |
//! | --- | --- | --- |
//! | version | 1 | 1 |
//! | kind | 1 | see [`PayloadKind`] |
//! | body | | by kind |
//! | check | 4 | first bytes of BLAKE3 (`kith/v1/text`) over all before it: a slip in copying is found at once |
//!
//! On a QR code: `KITH:` and base45 (alphanumeric mode, RFC 9285). To paste or as a link: `kith:` and base64url without padding.
//! In a file either text may stand, or the bytes themselves behind the four bytes `KITH`.

use crate::{codec::CodecError, limits};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// The version of a payload's bytes.
pub const TEXT_VERSION: u8 = 1;
const QR_PREFIX: &str = "KITH:";
const LINK_PREFIX: &str = "kith:";
const FILE_MAGIC: &[u8] = b"KITH";
const CHECK_BYTES: usize = 4;

/// What a payload holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum PayloadKind {
    /// An invitation to a space.
    Invitation = 1,
    /// A sealed envelope of any kind, for the one who can open it.
    Envelope = 2,
    /// Several sealed envelopes.
    Pack = 3,
    /// A request for coins: who receives, and a nonce.
    Invoice = 4,
    /// A bundle of coins handed over.
    Bundle = 5,
    /// The acknowledgement of a bundle.
    Acknowledgement = 6,
    /// A visit's hour, to be confirmed by the person helped.
    Ask = 7,
    /// An hour confirmed.
    Confirmation = 8,
    /// A new device's request to join a person's devices.
    DeviceRequest = 9,
    /// What lets a new device in.
    DeviceGrant = 10,
    /// A person's printed kit: whoever holds it is that person.
    RecoveryKit = 11,
    /// A new device's request to a person's guardians.
    RecoveryAsk = 12,
    /// A guardian's share, sealed to the device that asked.
    RecoveryShare = 13,
    /// What a coin's physical twin bears: the coin, for whoever wants to read its story. It moves nothing.
    Twin = 14,
    /// A device that has come back, shown to a member: what do we share?
    RecoveryReturn = 15,
}

impl PayloadKind {
    const fn from_byte(byte: u8) -> Option<Self> {
        Some(match byte {
            1 => Self::Invitation,
            2 => Self::Envelope,
            3 => Self::Pack,
            4 => Self::Invoice,
            5 => Self::Bundle,
            6 => Self::Acknowledgement,
            7 => Self::Ask,
            8 => Self::Confirmation,
            9 => Self::DeviceRequest,
            10 => Self::DeviceGrant,
            11 => Self::RecoveryKit,
            12 => Self::RecoveryAsk,
            13 => Self::RecoveryShare,
            14 => Self::Twin,
            15 => Self::RecoveryReturn,
            _ => return None,
        })
    }
}

/// Something handed over by text or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// What it holds.
    pub kind: PayloadKind,
    /// Its bytes, by kind.
    pub body: Vec<u8>,
}

/// Why a text is not a payload.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It does not begin as a payload does.
    #[error("this is not a Kith code")]
    NotKith,
    /// It was cut short or a character is wrong.
    #[error("the code is damaged or was cut short")]
    Damaged,
    /// It is of a later version, or of a kind that this version does not know.
    #[error("the code is from a newer version")]
    Newer,
    /// Longer than [`limits::HAND_OVER_BYTES_MAX`].
    #[error("the code is too long")]
    TooLong,
}

fn check(bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let mut out = [0; CHECK_BYTES];
    blake3::Hasher::new_derive_key("kith/v1/text").update(bytes).finalize_xof().fill(&mut out);
    out
}

/// What a text in UTF-8 may begin with that is no part of it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Payload {
    /// The bytes that both texts carry.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![TEXT_VERSION, self.kind as u8];
        out.extend_from_slice(&self.body);
        let sum = check(&out);
        out.extend_from_slice(&sum);
        out
    }

    /// The text for a QR code.
    #[must_use]
    pub fn to_qr(&self) -> String {
        format!("{QR_PREFIX}{}", base45::encode(self.to_bytes()))
    }

    /// The text to paste or to send as a link.
    #[must_use]
    pub fn to_link(&self) -> String {
        format!("{LINK_PREFIX}{}", URL_SAFE_NO_PAD.encode(self.to_bytes()))
    }

    /// The bytes for a file.
    #[must_use]
    pub fn to_file(&self) -> Vec<u8> {
        [FILE_MAGIC, &self.to_bytes()].concat()
    }

    /// Reads the bytes that both texts carry.
    ///
    /// # Errors
    /// [`TextError::Damaged`], or [`TextError::Newer`] when the check holds but the version or kind is not known.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TextError> {
        if bytes.len() > limits::HAND_OVER_BYTES_MAX {
            return Err(TextError::TooLong);
        }
        let end = bytes.len().checked_sub(CHECK_BYTES).filter(|end| *end >= 2).ok_or(TextError::Damaged)?;
        if check(&bytes[..end]) != bytes[end..] {
            return Err(TextError::Damaged);
        }
        let kind = PayloadKind::from_byte(bytes[1]).filter(|_| bytes[0] == TEXT_VERSION).ok_or(TextError::Newer)?;
        Ok(Self { kind, body: bytes[2..end].to_vec() })
    }

    /// Reads either text; white space around it and line breaks within it are forgiven.
    ///
    /// # Errors
    /// See [`TextError`].
    pub fn from_text(text: &str) -> Result<Self, TextError> {
        if text.len() > limits::HAND_OVER_BYTES_MAX * 2 {
            return Err(TextError::TooLong);
        }
        let text = text.trim();
        if let Some(code) = text.strip_prefix(QR_PREFIX) {
            let code: String = code.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
            return Self::from_bytes(&base45::decode(code).map_err(|_| TextError::Damaged)?);
        }
        let code = text.strip_prefix(LINK_PREFIX).ok_or(TextError::NotKith)?;
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        Self::from_bytes(&URL_SAFE_NO_PAD.decode(code).map_err(|_| TextError::Damaged)?)
    }

    /// Reads a file: the bytes, or either text.
    ///
    /// # Errors
    /// See [`TextError`].
    pub fn from_file(bytes: &[u8]) -> Result<Self, TextError> {
        // Some editors put a byte order mark before the text that they save.
        match std::str::from_utf8(bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)) {
            Ok(text) if text.trim_start().starts_with(QR_PREFIX) || text.trim_start().starts_with(LINK_PREFIX) => Self::from_text(text),
            _ => Self::from_bytes(bytes.strip_prefix(FILE_MAGIC).ok_or(TextError::NotKith)?),
        }
    }
}

impl From<TextError> for CodecError {
    fn from(_: TextError) -> Self {
        Self::Shape
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_damaged_code_says_so() {
        let p = Payload { kind: PayloadKind::Invitation, body: b"hello".to_vec() };
        let mut link = p.to_link();
        link.pop();
        assert_eq!(Payload::from_text(&link), Err(TextError::Damaged));
        assert_eq!(Payload::from_text("https://example.org"), Err(TextError::NotKith));
        let mut newer = vec![2, 1, 0];
        let sum = check(&newer);
        newer.extend_from_slice(&sum);
        assert_eq!(Payload::from_bytes(&newer), Err(TextError::Newer));
    }

    proptest! {
        #[test]
        fn a_payload_survives_link_qr_and_file(body in proptest::collection::vec(any::<u8>(), 0..500)) {
            let p = Payload { kind: PayloadKind::Bundle, body };
            prop_assert_eq!(Payload::from_text(&p.to_qr()), Ok(p.clone()));
            prop_assert_eq!(Payload::from_text(&format!("  {}\n", p.to_link())), Ok(p.clone()));
            prop_assert_eq!(Payload::from_file(&p.to_file()), Ok(p.clone()));
            prop_assert_eq!(Payload::from_file(p.to_qr().as_bytes()), Ok(p.clone()));
            prop_assert_eq!(Payload::from_file(format!("\u{feff}{}\r\n", p.to_link()).as_bytes()), Ok(p.clone()));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,200}") {
            let _ = Payload::from_text(&text);
            let _ = Payload::from_text(&format!("KITH:{text}"));
            let _ = Payload::from_text(&format!("kith:{text}"));
        }
    }
}
