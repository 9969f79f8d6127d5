//! What has come back so far: useful half-way, and honest about what is missing.

use super::{
    super::{
        Kith, KithResult,
        view::{LostHereView, ProgressView, ReturnFromView, ReturnedDeviceView, ReturnedSpaceView},
    },
    claim::MY_ASK,
};
use crate::{
    ledger::purse::CoinState,
    recovery::claim::{ask_code, ask_id},
    space::{Act, SpaceKind},
    storage::log::StoredEntry,
};
use kith_wire::{DeviceId, Lane};

const fn kind_word(kind: Option<SpaceKind>) -> &'static str {
    match kind {
        Some(SpaceKind::Commons) => "coop",
        Some(SpaceKind::Circle) => "circle",
        Some(SpaceKind::Pair) => "pair",
        Some(SpaceKind::Own) => "own",
        Some(SpaceKind::Ledger) => "ledger",
        Some(SpaceKind::Safeguarding) => "safeguarding",
        Some(SpaceKind::Settlement) => "settlement",
        None => "unknown",
    }
}

impl Kith {
    /// What has come back so far.
    pub(in crate::kith) fn recover_progress(&self) -> KithResult<ProgressView> {
        let (shares, needed) = self.shares_here()?;
        let asked = self.storage.meta(MY_ASK)?;
        let recovering = self.recovering()?;
        let state = match (&recovering, &asked) {
            (Some(_), _) if self.is_all_back()? => "back",
            (Some(_), _) => "returning",
            (None, Some(_)) => "asking",
            (None, None) => "none",
        };
        let spaces = if recovering.is_some() { self.returned_spaces()? } else { Vec::new() };
        let from = |a: &crate::storage::recovery::AskedRow| ReturnFromView {
            person: self.person_view(&a.person),
            asked_ms: a.at_ms,
            answered_ms: Some(a.answered_ms).filter(|at| *at > 0),
        };
        Ok(ProgressView {
            state: state.to_owned(),
            by: recovering.as_ref().map(|r| r.by.clone()),
            since_ms: recovering.as_ref().map(|r| r.since_ms),
            code: asked.filter(|_| recovering.is_none()).map(|bytes| ask_code(&ask_id(&bytes))),
            shares,
            needed,
            person: recovering.as_ref().map(|_| self.person_view(&self.me)),
            entries: spaces.iter().map(|s| s.entries).sum(),
            spaces,
            // Nobody is waited for whose devices are all cut off.
            from: self.storage.asked()?.iter().filter(|a| a.answered_ms > 0 || self.can_answer(&a.person)).map(from).collect(),
            others: if recovering.is_some() { self.others_of_mine()?.iter().map(DeviceId::hex).collect() } else { Vec::new() },
            lost: if recovering.is_some() { self.lost_here()? } else { Vec::new() },
            hand_over: self.return_code()?,
            coins_on_lost_devices: if recovering.is_some() { self.coins_on_other_devices()? } else { 0 },
        })
    }

    /// The last that is here, in each circle, of each device of mine that was cut off there.
    fn lost_here(&self) -> KithResult<Vec<LostHereView>> {
        let mut out = Vec::new();
        for s in self.spaces.values().filter(|s| s.kind() == Some(SpaceKind::Circle)) {
            for (device, n, head) in self.storage.vector(s.n, Lane::Data)? {
                let mine = device != self.device && self.person_of(s, &device) == Some(self.me) && !s.is_present(&device);
                let last = if mine { self.storage.entries(s.n, Lane::Data, n, (head.seq, head.seq))? } else { Vec::new() };
                let row = |e: &StoredEntry| LostHereView {
                    device: device.hex(),
                    circle: s.id.hex(),
                    name: self.place_name(s),
                    last_ms: e.time_ms,
                    entries: head.seq,
                };
                out.extend(last.first().map(row));
            }
        }
        Ok(out)
    }

    fn returned_spaces(&self) -> KithResult<Vec<ReturnedSpaceView>> {
        let view = |s: &crate::space::Space| {
            Ok(ReturnedSpaceView {
                id: s.id.hex(),
                kind: kind_word(s.kind()).to_owned(),
                name: self.place_name(s),
                entries: self.storage.entries_in(s.n)?,
                writable: s.resolved.people.get(&self.me).is_some_and(|m| m.devices.contains(&self.device)) && s.current().is_some(),
            })
        };
        self.spaces.values().map(view).collect()
    }

    /// Coins that devices of mine other than this one hold, as far as the own space tells.
    fn coins_on_other_devices(&self) -> KithResult<u32> {
        if self.commons.is_none() || self.coop_of_coins().is_err() {
            return Ok(0);
        }
        let here = |state| matches!(state, CoinState::Ripening | CoinState::Promised | CoinState::Settled | CoinState::Contested);
        let mut count = 0;
        let own = self.space(&self.own)?;
        let mine = own.resolved.devices.iter().map(|d| d.id).filter(|d| own.resolved.person_of(d) == Some(self.me) && *d != self.device);
        for device in mine {
            let coins = self.fold_coins_of(device)?;
            count += coins.purse.coins(&coins.owners).iter().filter(|c| here(c.state)).count();
        }
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn my_devices(&self) -> KithResult<Vec<DeviceId>> {
        Ok(self.space(&self.own)?.resolved.people.get(&self.me).map(|m| m.devices.clone()).unwrap_or_default())
    }

    /// Devices that became mine by the root, after the first: whoever looks after the person sees them on every device of theirs.
    pub(super) fn returned_devices(&self) -> KithResult<Vec<ReturnedDeviceView>> {
        let own = self.space(&self.own)?;
        let mine = self.my_devices()?;
        let by_root = own.control.iter().filter_map(|e| match e.body.as_ref().map(|b| &b.act) {
            Some(Act::Certify(c)) if c.signer == self.me.0 && mine.contains(&c.device) => Some((c.device, e.time_ms)),
            _ => None,
        });
        let mut out: Vec<ReturnedDeviceView> =
            by_root.map(|(device, at_ms)| ReturnedDeviceView { device: device.hex(), at_ms, here: device == self.device }).collect();
        out.sort_by_key(|d| std::cmp::Reverse(d.at_ms));
        Ok(out)
    }
}
