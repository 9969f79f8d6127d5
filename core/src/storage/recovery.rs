//! What a device keeps about recovery: shares held for others, requests it helps with, alerts heard, shares that came back to it.

use super::{Storage, StorageResult, array, int, uint};
use kith_wire::{DeviceId, PersonId};
use rusqlite::{Row, params};

/// Alerts kept at most; the oldest make room.
const ALERTS_MAX: u32 = 200;

/// A request that this device's holder, a guardian, helps with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpRow {
    /// The request's id.
    pub ask: [u8; 32],
    /// For whom it asks.
    pub person: PersonId,
    /// The request's bytes.
    pub request: Vec<u8>,
    /// Whether the two met in person.
    pub in_person: bool,
    /// When the guardian confirmed.
    pub at_ms: u64,
    /// When the share may go.
    pub due_ms: u64,
    /// 0 it waits, 1 the share has gone, 2 one of the person's devices has stopped it.
    pub state: u8,
}

/// An alert: a guardian has confirmed a request for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertRow {
    /// The request's id.
    pub ask: [u8; 32],
    /// For whom it asks.
    pub person: PersonId,
    /// Which guardian.
    pub guardian: PersonId,
    /// The request's code.
    pub code: String,
    /// Who the asker says they are.
    pub name: String,
    /// Whether the guardian says that they met in person.
    pub in_person: bool,
    /// When the guardian confirmed, as said by their device.
    pub at_ms: u64,
    /// When the share may go.
    pub due_ms: u64,
    /// Whether it has been stopped.
    pub stopped: bool,
}

/// Somebody who was asked to give back what we share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedRow {
    /// Who.
    pub person: PersonId,
    /// When they were asked last.
    pub at_ms: u64,
    /// When they answered, or 0.
    pub answered_ms: u64,
}

fn help(r: &Row<'_>) -> rusqlite::Result<HelpRow> {
    Ok(HelpRow {
        ask: array(r, 0)?,
        person: PersonId(array(r, 1)?),
        request: r.get(2)?,
        in_person: r.get(3)?,
        at_ms: uint(r.get(4)?),
        due_ms: uint(r.get(5)?),
        state: r.get(6)?,
    })
}

impl Storage {
    /// Keeps a share for somebody, in place of an earlier one.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_guarded(&self, person: &PersonId, set: &[u8; 16], made_ms: u64, share: &[u8]) -> StorageResult<()> {
        self.run(
            "INSERT INTO guarded (person, set_id, made_ms, share) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (person) DO UPDATE SET set_id = ?2, made_ms = ?3, share = ?4",
            params![person.0, set, int(made_ms), share],
        )
        .map(|_| ())
    }

    /// Deletes the share kept for somebody, if it is of this set.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_guarded(&self, person: &PersonId, set: &[u8]) -> StorageResult<()> {
        self.run("DELETE FROM guarded WHERE person = ?1 AND set_id = ?2", params![person.0, set]).map(|_| ())
    }

    /// The shares kept for others: whose, and bytes.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn guarded(&self) -> StorageResult<Vec<(PersonId, Vec<u8>)>> {
        self.all("SELECT person, share FROM guarded ORDER BY person", [], |r| Ok((PersonId(array(r, 0)?), r.get(1)?)))
    }

    /// Notes that a guardian holds their share of a set.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_share_held(&self, set: &[u8], guardian: &PersonId, at_ms: u64) -> StorageResult<()> {
        self.run("INSERT OR IGNORE INTO share_held (set_id, guardian, at_ms) VALUES (?1, ?2, ?3)", params![set, guardian.0, int(at_ms)]).map(|_| ())
    }

    /// Since when a guardian is known to hold their share of a set.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn share_held(&self, set: &[u8], guardian: &PersonId) -> StorageResult<Option<u64>> {
        self.one("SELECT at_ms FROM share_held WHERE set_id = ?1 AND guardian = ?2", params![set, guardian.0], |r| Ok(uint(r.get(0)?)))
    }

    /// Keeps what is known of a request that is helped with.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_help(&self, row: &HelpRow) -> StorageResult<()> {
        self.run(
            "INSERT INTO recovery_help (ask, person, request, in_person, at_ms, due_ms, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (ask, person) DO UPDATE SET request = ?3, in_person = ?4, at_ms = ?5, due_ms = ?6, state = ?7",
            params![row.ask, row.person.0, row.request, row.in_person, int(row.at_ms), int(row.due_ms), row.state],
        )
        .map(|_| ())
    }

    /// The requests helped with, newest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn helps(&self) -> StorageResult<Vec<HelpRow>> {
        self.all("SELECT ask, person, request, in_person, at_ms, due_ms, state FROM recovery_help ORDER BY at_ms DESC, ask", [], help)
    }

    /// Keeps an alert; what is known of its being stopped stays.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_alert(&self, a: &AlertRow) -> StorageResult<()> {
        self.run(
            "INSERT INTO recovery_alert (ask, person, guardian, code, name, in_person, at_ms, due_ms, stopped) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (ask, person, guardian) DO UPDATE SET in_person = ?6, due_ms = ?8",
            params![a.ask, a.person.0, a.guardian.0, a.code, a.name, a.in_person, int(a.at_ms), int(a.due_ms), a.stopped],
        )?;
        self.run("DELETE FROM recovery_alert WHERE rowid NOT IN (SELECT rowid FROM recovery_alert ORDER BY at_ms DESC LIMIT ?1)", [ALERTS_MAX]).map(|_| ())
    }

    /// Marks a request for somebody as stopped.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn stop_alerts(&self, ask: &[u8; 32], person: &PersonId) -> StorageResult<()> {
        self.run("UPDATE recovery_alert SET stopped = 1 WHERE ask = ?1 AND person = ?2", params![ask, person.0]).map(|_| ())
    }

    /// The alerts heard, newest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn alerts(&self) -> StorageResult<Vec<AlertRow>> {
        let sql = "SELECT ask, person, guardian, code, name, in_person, at_ms, due_ms, stopped FROM recovery_alert ORDER BY at_ms DESC, ask, guardian";
        self.all(sql, [], |r| {
            Ok(AlertRow {
                ask: array(r, 0)?,
                person: PersonId(array(r, 1)?),
                guardian: PersonId(array(r, 2)?),
                code: r.get(3)?,
                name: r.get(4)?,
                in_person: r.get(5)?,
                at_ms: uint(r.get(6)?),
                due_ms: uint(r.get(7)?),
                stopped: r.get(8)?,
            })
        })
    }

    /// Keeps a share that came back to this new device.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_returned_share(&self, set: &[u8; 16], index: u8, share: &[u8], at_ms: u64) -> StorageResult<()> {
        self.run("INSERT OR IGNORE INTO recovery_share (set_id, place, share, at_ms) VALUES (?1, ?2, ?3, ?4)", params![set, index, share, int(at_ms)])
            .map(|_| ())
    }

    /// The shares that have come back, by set.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn returned_shares(&self) -> StorageResult<Vec<Vec<u8>>> {
        self.all("SELECT share FROM recovery_share ORDER BY set_id, place", [], |r| r.get(0))
    }

    /// Forgets the shares that came back: they have done what they were for.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn forget_returned_shares(&self) -> StorageResult<()> {
        self.run("DELETE FROM recovery_share", []).map(|_| ())
    }

    /// Notes that somebody was asked, or has answered.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_asked(&self, row: &AskedRow) -> StorageResult<()> {
        self.run(
            "INSERT INTO return_asked (person, at_ms, answered_ms) VALUES (?1, ?2, ?3) ON CONFLICT (person) DO UPDATE SET at_ms = ?2, answered_ms = ?3",
            params![row.person.0, int(row.at_ms), int(row.answered_ms)],
        )
        .map(|_| ())
    }

    /// Who was asked to give back what we share.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn asked(&self) -> StorageResult<Vec<AskedRow>> {
        self.all("SELECT person, at_ms, answered_ms FROM return_asked ORDER BY at_ms, person", [], |r| {
            Ok(AskedRow { person: PersonId(array(r, 0)?), at_ms: uint(r.get(1)?), answered_ms: uint(r.get(2)?) })
        })
    }

    /// When a returning device was last answered, or 0.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn answered(&self, device: &DeviceId) -> StorageResult<u64> {
        Ok(self.one("SELECT at_ms FROM return_answered WHERE device = ?1", [device.0], |r| r.get(0))?.map_or(0, uint))
    }

    /// Notes that a returning device has been answered.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_answered(&self, device: &DeviceId, at_ms: u64) -> StorageResult<()> {
        self.run("INSERT INTO return_answered (device, at_ms) VALUES (?1, ?2) ON CONFLICT (device) DO UPDATE SET at_ms = ?2", params![device.0, int(at_ms)])
            .map(|_| ())
    }

    /// Entries of a space held here.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn entries_in(&self, space: i64) -> StorageResult<u64> {
        Ok(self.one("SELECT count(*) FROM entry WHERE space = ?1 AND lane = 1", [space], |r| r.get(0))?.map_or(0, uint))
    }
}
