//! The office's part in what the board decides: it states who held the seats, tells those concerned, and states that the delay has passed.

use super::super::{
    Kith, KithResult,
    view::{BoardState, Role},
};
use super::{BoardNote, Noticed, delay::DAY_MS, needed, standing::Matter, target};
use crate::{
    fact::Notice,
    space::board::{BoardAct, BoardProof, Passed, SEAT_DEVICES_MAX, Seat, Seats},
};
use kith_wire::{PersonId, SpaceId, codec, limits};

impl Kith {
    /// Whether this device states what the board's acts need: the notary's, and the one that founded the co-op.
    pub(super) fn is_office(&self) -> bool {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return false };
        let founded = commons.control.iter().any(|e| e.id.0 == commons.id.0 && e.device == self.device);
        founded && self.has_role(&self.me, Role::Notary) && self.coop_of_coins().is_ok_and(|coop| coop.notary == self.device)
    }

    /// Whole days that this device has counted: from the co-op's beginning, and never fewer than it has stated already.
    fn board_day(&self, commons: &SpaceId, all: &[Matter], now_ms: u64) -> KithResult<u64> {
        let began = self.spaces.get(commons).and_then(|s| s.control.iter().find(|e| e.id.0 == commons.0)).map_or(0, |e| e.time_ms);
        let stated = all.iter().filter_map(|m| Some(m.noticed.as_ref()?.seats.checkpoint)).max().unwrap_or(0);
        Ok(self.counted_ms(now_ms, now_ms.saturating_sub(began).max(stated.saturating_mul(DAY_MS)))? / DAY_MS)
    }

    /// Sees to what the board has decided: told when enough have signed, stated once its delay has passed. The caller commits.
    pub(in crate::kith) fn work_board(&mut self, now_ms: u64) -> KithResult<()> {
        if !self.is_office() {
            return Ok(());
        }
        let commons = self.commons()?;
        let all = self.board_all()?;
        let day = self.board_day(&commons, &all, now_ms)?;
        for matter in all {
            match (matter.state, &matter.noticed) {
                (BoardState::Asked, None) if matter.signed().count() >= needed(matter.seats.len()) => self.notice_of(&matter, day, now_ms)?,
                (BoardState::Noticed, Some(noticed)) if day >= noticed.seats.checkpoint.saturating_add(limits::BOARD_DELAY_CHECKPOINTS) => {
                    self.state_passed(&matter, day, now_ms)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Everybody whom a matter concerns, but me.
    fn concerned(&self, matter: &Matter) -> Vec<PersonId> {
        let mut to = self.board_and_office(matter.decision());
        let told = matter.asked.iter().flat_map(|a| a.people.iter().copied().chain([a.by])).chain([target(matter.decision())]);
        to.extend(told);
        to.sort_unstable();
        to.dedup();
        to.retain(|p| *p != self.me);
        to
    }

    fn notice_of(&mut self, matter: &Matter, day: u64, now_ms: u64) -> KithResult<()> {
        let commons = self.space(&matter.decision().commons)?;
        let devices = |p: &PersonId| commons.resolved.people.get(p).map(|m| m.devices.iter().copied().take(SEAT_DEVICES_MAX).collect()).unwrap_or_default();
        let seats: Vec<Seat> = matter.seats.iter().map(|p| Seat { person: *p, devices: devices(p) }).collect();
        let enough = u16::try_from(needed(seats.len())).unwrap_or(u16::MAX);
        let seats = Seats::state(&commons.id, day, seats, enough, &self.secrets.device_key());
        let noticed = Noticed { decision: matter.decision().clone(), seats, at_ms: now_ms };
        self.keep_board(Notice::BoardNoticed, matter.id, codec::encode(&noticed), now_ms)?;
        let to = self.concerned(matter);
        self.send_board(&to, &BoardNote::Noticed(noticed), now_ms)?;
        Ok(())
    }

    /// The delay has passed, and those who signed have not taken it back.
    fn state_passed(&mut self, matter: &Matter, day: u64, now_ms: u64) -> KithResult<()> {
        let Some(noticed) = &matter.noticed else { return Ok(()) };
        let (decision, commons) = (matter.decision().clone(), matter.decision().commons);
        let passed = Passed::state(&commons, &decision, (noticed.seats.checkpoint, day), &self.secrets.device_key());
        let proof = BoardProof { genesis: self.genesis_run(commons)?, hand_overs: Vec::new(), seats: noticed.seats.clone(), passed };
        let act = BoardAct { signatures: matter.signed().map(|(_, s)| s).collect(), decision, proof };
        // Seats may have changed hands, or a word been taken back: then there is nothing to state.
        if act.verify(&act.decision.space, &commons).is_err() {
            return Ok(());
        }
        self.keep_board(Notice::BoardAct, matter.id, codec::encode(&act), now_ms)?;
        let to = self.concerned(matter);
        self.send_board(&to, &BoardNote::Passed(Box::new(act)), now_ms)?;
        Ok(())
    }
}
