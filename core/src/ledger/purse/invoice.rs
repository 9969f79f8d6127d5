//! What a receiver shows: to whom coins may be handed, and within which limits.
//!
//! Kind 15: version and kind (2), device (32), nonce (16), index of the last checkpoint known (4; all ones for none), promised coins from
//! one sender (1), unsettled hops (1), certificate of the device (2 + n, n at most 2,048).

use crate::ledger::op::bytes::{Reader, Writer};
use crate::ledger::op::{BadOp, kind};
use kith_wire::DeviceId;

/// Bytes that a certificate may have.
pub(crate) const CERTIFICATE_BYTES_MAX: usize = 2_048;

/// An invitation to hand coins over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// The receiving device.
    pub device: DeviceId,
    /// Sixteen random bytes.
    pub nonce: [u8; 16],
    /// The last checkpoint that the receiver knows.
    pub checkpoint: Option<u32>,
    /// Promised coins that the receiver takes from one sender.
    pub promised_max: u8,
    /// Unsettled hops that the receiver takes.
    pub hops_max: u8,
    /// The device's certificate, for the caller to check.
    pub certificate: Vec<u8>,
}

impl Invoice {
    /// Canonical bytes.
    ///
    /// # Errors
    /// When the certificate is too long.
    pub fn encode(&self) -> Result<Vec<u8>, BadOp> {
        let n = u16::try_from(self.certificate.len()).map_err(|_| BadOp::Field("certificate"))?;
        if usize::from(n) > CERTIFICATE_BYTES_MAX {
            return Err(BadOp::Field("certificate"));
        }
        let out = Writer::object(kind::INVOICE, 58 + self.certificate.len()).put(&self.device.0).put(&self.nonce);
        let out = out.u32(self.checkpoint.unwrap_or(u32::MAX)).u8(self.promised_max).u8(self.hops_max);
        Ok(out.u16(n).put(&self.certificate).0)
    }

    /// Reads canonical bytes.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::INVOICE)?;
        let (device, nonce, checkpoint) = (DeviceId(r.array()?), r.array()?, r.u32()?);
        let (promised_max, hops_max) = (r.u8()?, r.u8()?);
        let n = usize::from(r.u16()?);
        if n > CERTIFICATE_BYTES_MAX {
            return Err(BadOp::Field("certificate"));
        }
        let certificate = r.slice(n)?.to_vec();
        r.end()?;
        Ok(Self { device, nonce, checkpoint: (checkpoint != u32::MAX).then_some(checkpoint), promised_max, hops_max, certificate })
    }
}
