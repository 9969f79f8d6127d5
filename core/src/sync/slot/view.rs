//! What the peer said that it holds, in terms of what is held here.

use crate::sync::store::{ControlHead, Summary};
use kith_wire::{
    DeviceId,
    session::{Claim, DeviceLine, Full, HEAD_BYTES, HINT_BYTES, Short},
};
use std::collections::HashMap;

/// The peer's last state.
pub(super) struct View {
    pub(super) control_digest: [u8; 8],
    pub(super) heads_digest: [u8; 8],
    /// Whether the numbers could be told to devices.
    pub(super) readable: bool,
    /// By device, where the state was by name.
    pub(super) control: HashMap<DeviceId, (u64, [u8; HEAD_BYTES])>,
    /// By device, in our order; nothing where it was not said.
    pub(super) data: Option<Vec<(DeviceId, u64)>>,
    index: HashMap<DeviceId, u64>,
    pub(super) claim: Option<DeviceId>,
    pub(super) noted: bool,
}

impl View {
    pub(super) fn number(&self, device: &DeviceId) -> u64 {
        self.index.get(device).copied().unwrap_or(0)
    }

    pub(super) fn is_level(&self, mine: &Summary) -> bool {
        self.data.is_some() && self.control_digest == mine.control && self.heads_digest == mine.heads && mine.numbers.iter().all(|(d, n)| self.number(d) == *n)
    }
}

fn view(digests: ([u8; 8], [u8; 8]), readable: bool, data: Option<Vec<(DeviceId, u64)>>, claim: Option<DeviceId>) -> View {
    let index = data.iter().flatten().copied().collect();
    View { control_digest: digests.0, heads_digest: digests.1, readable, control: HashMap::new(), data, index, claim, noted: false }
}

fn claimed(claim: Claim, mine: &Summary) -> Option<DeviceId> {
    claim.and_then(|i| mine.numbers.get(i as usize)).map(|(d, _)| *d)
}

/// A state by place: readable when the control logs are the same.
pub(super) fn of_short(short: &Short, mine: &Summary) -> View {
    let readable = short.control == mine.control && short.numbers.len() == mine.numbers.len();
    let data = readable.then(|| mine.numbers.iter().zip(&short.numbers).map(|((d, _), n)| (*d, *n)).collect());
    let claim = if readable { claimed(short.claim, mine) } else { None };
    view((short.control, short.heads), readable, data, claim)
}

/// A state by name: always readable; devices that are not known here are passed over.
pub(super) fn of_full(full: &Full, mine: &Summary, control: &[ControlHead]) -> View {
    let lines: HashMap<[u8; HINT_BYTES], &DeviceLine> = full.devices.iter().map(|line| (line.hint, line)).collect();
    let line = |d: &DeviceId| lines.get(&hint(d)).copied();
    let data = full.with_data.then(|| mine.numbers.iter().map(|(d, _)| (*d, line(d).map_or(0, |l| l.data))).collect());
    let claim = if full.control == mine.control { claimed(full.claim, mine) } else { None };
    let mut out = view((full.control, full.heads), true, data, claim);
    out.control = control.iter().filter_map(|head| line(&head.device).map(|l| (head.device, (l.control, l.control_head)))).collect();
    out
}

/// Our state by name.
pub(super) fn full(mine: &Summary, control: &[ControlHead], claim: Claim, with_data: bool) -> Full {
    let mut places: HashMap<DeviceId, usize> = HashMap::new();
    let mut devices: Vec<DeviceLine> = Vec::new();
    for (device, data) in &mine.numbers {
        places.insert(*device, devices.len());
        devices.push(DeviceLine { hint: hint(device), control: 0, control_head: [0; HEAD_BYTES], data: if with_data { *data } else { 0 } });
    }
    for head in control {
        let at = *places.entry(head.device).or_insert_with(|| {
            devices.push(DeviceLine { hint: hint(&head.device), control: 0, control_head: [0; HEAD_BYTES], data: 0 });
            devices.len() - 1
        });
        devices[at].control = head.seq;
        devices[at].control_head = first(&head.head.0);
    }
    Full { control: mine.control, heads: mine.heads, claim, with_data, devices }
}

/// The first bytes of a device's id.
pub(super) fn hint(device: &DeviceId) -> [u8; HINT_BYTES] {
    first(&device.0)
}

/// The first eight of an id's bytes.
pub(super) fn first(id: &[u8; 32]) -> [u8; 8] {
    let mut out = [0; 8];
    out.copy_from_slice(&id[..8]);
    out
}
