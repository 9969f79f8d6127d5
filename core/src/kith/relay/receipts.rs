//! Receipts: what a device holds of a space, signed, beside its entries at the relay.

use crate::{
    kith::{Change, Kith, KithResult},
    space::{SpaceKind, act},
};
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use kith_wire::{
    DeviceId, EpochId, Lane, SpaceId,
    run::{Reader, put_varint},
};
use std::collections::BTreeMap;

impl Kith {
    /// A receipt to post, where what is held has changed since the last. In the commons, with its many members, only beside entries.
    pub(super) fn receipt_due(&mut self, space: SpaceId, kind: Option<SpaceKind>) -> KithResult<Option<Vec<u8>>> {
        if !matches!(kind, Some(SpaceKind::Circle | SpaceKind::Pair | SpaceKind::Own)) || self.waits_to_enrol() {
            return Ok(None);
        }
        let body = self.receipt_body(&space)?;
        let key = format!("receipt-{}", space.hex());
        if self.space(&space)?.resolved.devices.len() < 2 || self.storage.meta(&key)?.as_ref() == Some(&body) {
            return Ok(None);
        }
        self.storage.set_meta(&key, &body)?;
        let signature = self.secrets.device_key().sign(&receipt_bytes(&space, &body)).to_bytes();
        Ok(Some([body, signature.to_vec()].concat()))
    }

    /// Which chains are held how far: the device's first bytes, the control log's digest, a varint a device in order of admission.
    fn receipt_body(&self, space: &SpaceId) -> KithResult<Vec<u8>> {
        let held = self.space(space)?;
        let vector: BTreeMap<DeviceId, u64> = self.storage.vector(held.n, Lane::Data)?.into_iter().map(|(d, _, h)| (d, h.seq)).collect();
        let mut body = act::hint(&self.device).to_vec();
        body.extend_from_slice(&held.resolved.digest);
        for d in &held.resolved.devices {
            put_varint(&mut body, vector.get(&d.id).copied().unwrap_or(0));
        }
        Ok(body)
    }

    pub(super) fn take_receipt(&mut self, space: &SpaceId, epoch: EpochId, bytes: &[u8]) -> KithResult<()> {
        let held = self.space(space)?;
        let n = held.n;
        let read = || -> Option<(DeviceId, Vec<(DeviceId, u64)>)> {
            let (body, signature) = bytes.split_at_checked(bytes.len().checked_sub(64)?)?;
            let mut r = Reader::new(body);
            let sender = held.resolved.device_by_hint(&r.array().ok()?)?;
            let key = VerifyingKey::from_bytes(&sender.0).ok()?;
            key.verify_strict(&receipt_bytes(space, body), &Signature::from_slice(signature).ok()?).ok()?;
            if r.array::<8>().ok()? != held.resolved.digest {
                return None;
            }
            let held = held.resolved.devices.iter().map(|d| Some((d.id, r.varint().ok()?))).collect::<Option<Vec<_>>>()?;
            r.is_done().then_some((sender, held))
        };
        // One that speaks of another membership than ours says nothing that we could place; a later one will.
        let Some((sender, vector)) = read() else { return Ok(()) };
        if sender != self.device {
            let sender_n = self.storage.device_n(&sender)?;
            self.storage.note_moved(n, epoch, sender_n)?;
            self.hear_vector(n, sender, &vector)?;
        }
        Ok(())
    }

    /// Notes what a device says that it holds.
    pub(in crate::kith) fn hear_vector(&mut self, n: i64, holder: DeviceId, vector: &[(DeviceId, u64)]) -> KithResult<()> {
        let holder = self.storage.device_n(&holder)?;
        let mut news = false;
        for (device, seq) in vector.iter().filter(|(_, seq)| *seq > 0) {
            let device = self.storage.device_n(device)?;
            news |= self.storage.note_held(n, holder, Lane::Data, device, *seq)?;
        }
        if news {
            self.changed(Change::Truth);
        }
        Ok(())
    }
}

fn receipt_bytes(space: &SpaceId, body: &[u8]) -> Vec<u8> {
    [b"kith/v1/receipt".as_slice(), &space.0, body].concat()
}
