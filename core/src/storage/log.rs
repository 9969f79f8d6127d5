//! The log's rows: spaces, devices, epochs, entries, runs, vectors, what waits and what was refused.

use super::{Storage, StorageResult, array, int, uint};
use kith_wire::{Body, DeviceId, EntryId, EpochId, Header, Kind, Lane, SpaceId, entry::SALT_BYTES};
use rusqlite::{Row, params};

/// A space's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpaceRow {
    /// This file's number for it.
    pub n: i64,
    /// The space.
    pub id: SpaceId,
    /// What it is for, by the act's number.
    pub kind: u8,
}

/// An entry as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its identity.
    pub id: EntryId,
    /// This file's number of the author's device.
    pub device: i64,
    /// Sequence.
    pub seq: u64,
    /// What the body is.
    pub kind: Kind,
    /// Logical time.
    pub time_ms: u64,
    /// The epoch it was written under.
    pub epoch: EpochId,
    /// The body or what is left of it.
    pub body: Body,
}

/// How far a chain is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Sequence of the last entry.
    pub seq: u64,
    /// Its id.
    pub id: EntryId,
    /// Its logical time.
    pub time_ms: u64,
}

impl Head {
    /// Before the first entry.
    pub const NONE: Self = Self { seq: 0, id: EntryId::ZERO, time_ms: 0 };

    /// At this entry.
    #[must_use]
    pub const fn at(id: EntryId, header: &Header) -> Self {
        Self { seq: header.seq, id, time_ms: header.time_ms }
    }
}

/// A run that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRow {
    /// This file's number for it.
    pub n: i64,
    /// The epoch of the envelope that it came in.
    pub epoch: EpochId,
    /// The encoded run.
    pub bytes: Vec<u8>,
}

pub(super) fn stored(r: &Row<'_>) -> rusqlite::Result<StoredEntry> {
    let len: i64 = r.get(8)?;
    let body = match r.get::<_, Option<Vec<u8>>>(6)? {
        Some(bytes) => Body::Held { salt: array::<SALT_BYTES>(r, 5)?, bytes },
        None => Body::Erased { hash: array(r, 7)?, len: u32::try_from(len).unwrap_or(0) },
    };
    Ok(StoredEntry {
        seq: uint(r.get(0)?),
        id: EntryId(array(r, 1)?),
        kind: Kind::from_byte(r.get(2)?).unwrap_or(Kind::Fact),
        time_ms: uint(r.get(3)?),
        epoch: EpochId(array(r, 4)?),
        body,
        device: r.get(9)?,
    })
}

pub(super) const ENTRY_COLUMNS: &str = "seq, id, kind, time_ms, epoch, salt, body, body_hash, body_len, device";

impl Storage {
    /// The spaces held, in the order they were joined.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn spaces(&self) -> StorageResult<Vec<SpaceRow>> {
        self.all("SELECT n, id, kind FROM space ORDER BY n", [], |r| Ok(SpaceRow { n: r.get(0)?, id: SpaceId(array(r, 1)?), kind: r.get(2)? }))
    }

    /// Takes up a space.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_space(&self, id: SpaceId, kind: u8, now_ms: u64) -> StorageResult<i64> {
        self.run("INSERT OR IGNORE INTO space (id, kind, joined_ms) VALUES (?1, ?2, ?3)", params![id.0, kind, int(now_ms)])?;
        Ok(self.one("SELECT n FROM space WHERE id = ?1", [id.0], |r| r.get(0))?.unwrap_or(0))
    }

    /// This file's number for a device.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn device_n(&self, id: &DeviceId) -> StorageResult<i64> {
        if let Some(n) = self.one("SELECT n FROM device WHERE id = ?1", [id.0], |r| r.get(0))? {
            return Ok(n);
        }
        self.run("INSERT INTO device (id) VALUES (?1)", [id.0])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The device of one of this file's numbers.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn device_id(&self, n: i64) -> StorageResult<Option<DeviceId>> {
        self.one("SELECT id FROM device WHERE n = ?1", [n], |r| Ok(DeviceId(array(r, 0)?)))
    }

    /// How far a chain is held.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn head(&self, space: i64, lane: Lane, device: i64) -> StorageResult<Head> {
        let sql = "SELECT seq, head, time_ms FROM vector WHERE space = ?1 AND lane = ?2 AND device = ?3";
        let head =
            self.one(sql, params![space, lane as u8, device], |r| Ok(Head { seq: uint(r.get(0)?), id: EntryId(array(r, 1)?), time_ms: uint(r.get(2)?) }))?;
        Ok(head.unwrap_or(Head::NONE))
    }

    /// How far every chain of a lane is held.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn vector(&self, space: i64, lane: Lane) -> StorageResult<Vec<(DeviceId, i64, Head)>> {
        let sql = "SELECT d.id, d.n, v.seq, v.head, v.time_ms FROM vector v JOIN device d ON d.n = v.device WHERE v.space = ?1 AND v.lane = ?2";
        self.all(sql, params![space, lane as u8], |r| {
            Ok((DeviceId(array(r, 0)?), r.get(1)?, Head { seq: uint(r.get(2)?), id: EntryId(array(r, 3)?), time_ms: uint(r.get(4)?) }))
        })
    }

    /// Adds an entry to its chain; the caller has checked that it continues there, and says how far the chain is held ([`Self::set_head`]).
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_entry(&self, space: i64, device: i64, id: &EntryId, header: &Header, body: &Body) -> StorageResult<()> {
        let (salt, bytes, hash) = match body {
            Body::Held { salt, bytes } => (Some(salt.as_slice()), Some(bytes.as_slice()), None),
            Body::Erased { hash, .. } => (None, None, Some(hash.as_slice())),
        };
        let lane = header.kind.lane() as u8;
        self.run(
            "INSERT INTO entry (space, lane, device, seq, id, kind, time_ms, epoch, salt, body, body_hash, body_len) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![space, lane, device, int(header.seq), id.0, header.kind as u8, int(header.time_ms), header.epoch.0, salt, bytes, hash, header.body_len],
        )?;
        Ok(())
    }

    /// From now on a chain is held up to here: said once for all the entries that are added together.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn set_head(&self, space: i64, lane: Lane, device: i64, head: &Head) -> StorageResult<()> {
        self.run(
            "INSERT INTO vector (space, lane, device, seq, head, time_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (space, lane, device) DO UPDATE SET seq = ?4, head = ?5, time_ms = ?6",
            params![space, lane as u8, device, int(head.seq), head.id.0, int(head.time_ms)],
        )
        .map(|_| ())
    }

    /// Records that a signature closes a run.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_run(&self, space: i64, lane: Lane, device: i64, span: (u64, u64), signature: &[u8; 64]) -> StorageResult<()> {
        self.run(
            "INSERT INTO run (space, lane, device, first, last, signature) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (space, lane, device, first) DO UPDATE SET last = ?5, signature = ?6 WHERE last < ?5",
            params![space, lane as u8, device, int(span.0), int(span.1), signature],
        )
        .map(|_| ())
    }

    /// Sequence of the last entry that is in a closed run.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn closed_until(&self, space: i64, lane: Lane, device: i64) -> StorageResult<u64> {
        let sql = "SELECT last FROM run WHERE space = ?1 AND lane = ?2 AND device = ?3 ORDER BY first DESC LIMIT 1";
        Ok(self.one(sql, params![space, lane as u8, device], |r| r.get(0))?.map_or(0, uint))
    }

    /// Closed runs of a chain that reach beyond `after`, oldest first: first, last, signature.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn runs_after(&self, space: i64, lane: Lane, device: i64, after: u64) -> StorageResult<Vec<(u64, u64, [u8; 64])>> {
        // Runs do not overlap, so those that reach beyond begin at the one that holds `after + 1`.
        let sql = "SELECT first, last, signature FROM run WHERE space = ?1 AND lane = ?2 AND device = ?3 AND first >=
                   coalesce((SELECT max(first) FROM run WHERE space = ?1 AND lane = ?2 AND device = ?3 AND first <= ?4), 0) AND last > ?5 ORDER BY first LIMIT 512";
        self.all(sql, params![space, lane as u8, device, int(after.saturating_add(1)), int(after)], |r| Ok((uint(r.get(0)?), uint(r.get(1)?), array(r, 2)?)))
    }

    /// Entries of a chain from one sequence to another, in order.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn entries(&self, space: i64, lane: Lane, device: i64, span: (u64, u64)) -> StorageResult<Vec<StoredEntry>> {
        let sql = format!("SELECT {ENTRY_COLUMNS} FROM entry WHERE space = ?1 AND lane = ?2 AND device = ?3 AND seq BETWEEN ?4 AND ?5 ORDER BY seq");
        self.all(&sql, params![space, lane as u8, device, int(span.0), int(span.1)], stored)
    }

    /// All entries of a lane of a space, by time and id: an order that is the same on every device.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn entries_in_order(&self, space: i64, lane: Lane) -> StorageResult<Vec<StoredEntry>> {
        let sql = format!("SELECT {ENTRY_COLUMNS} FROM entry WHERE space = ?1 AND lane = ?2 ORDER BY time_ms, id");
        self.all(&sql, params![space, lane as u8], stored)
    }

    /// How many entries there are.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn entry_count(&self) -> StorageResult<u64> {
        Ok(self.one("SELECT count(*) FROM entry", [], |r| r.get(0))?.map_or(0, uint))
    }

    /// Puts a run aside until what it rests on comes. False when it could not be, because the space's limit is reached.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_waiting(&self, space: i64, epoch: EpochId, bytes: &[u8], reason: &str, max: usize) -> StorageResult<bool> {
        let hash = *blake3::hash(bytes).as_bytes();
        if self.one("SELECT 1 FROM waiting WHERE hash = ?1", [hash], |_| Ok(()))?.is_some() {
            return Ok(true);
        }
        let count: i64 = self.one("SELECT count(*) FROM waiting WHERE space = ?1", [space], |r| r.get(0))?.unwrap_or(0);
        if uint(count) >= max as u64 {
            return Ok(false);
        }
        let n = self.run(
            "INSERT OR IGNORE INTO waiting (space, epoch, hash, bytes, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![space, epoch.0, hash, bytes, reason],
        )?;
        Ok(n > 0)
    }

    /// What waits in a space, oldest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn waiting(&self, space: i64) -> StorageResult<Vec<WaitingRow>> {
        self.all("SELECT n, epoch, bytes FROM waiting WHERE space = ?1 ORDER BY n", [space], |r| {
            Ok(WaitingRow { n: r.get(0)?, epoch: EpochId(array(r, 1)?), bytes: r.get(2)? })
        })
    }

    /// How many runs wait in all.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn waiting_count(&self) -> StorageResult<u64> {
        Ok(self.one("SELECT count(*) FROM waiting", [], |r| r.get(0))?.map_or(0, uint))
    }

    /// What no longer waits.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_waiting(&self, n: i64) -> StorageResult<()> {
        self.run("DELETE FROM waiting WHERE n = ?1", [n]).map(|_| ())
    }

    /// Counts something refused.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn count_refused(&self, reason: &str) -> StorageResult<()> {
        self.count_refused_often(reason, 1)
    }

    /// Counts so many things refused, at once.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn count_refused_often(&self, reason: &str, often: u32) -> StorageResult<()> {
        if often == 0 {
            return Ok(());
        }
        let sql = "INSERT INTO refused (reason, count) VALUES (?1, ?2) ON CONFLICT (reason) DO UPDATE SET count = count + ?2";
        self.run(sql, params![reason, often]).map(|_| ())
    }

    /// What was refused, by reason.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn refused(&self) -> StorageResult<Vec<(String, u64)>> {
        self.all("SELECT reason, count FROM refused ORDER BY reason", [], |r| Ok((r.get(0)?, uint(r.get(1)?))))
    }

    /// Keeps the other branch of a forked chain as proof. False when one is kept for this place already.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn keep_fork(&self, space: i64, lane: Lane, device: i64, seq: u64, run: &[u8]) -> StorageResult<bool> {
        Ok(self
            .run("INSERT OR IGNORE INTO fork (space, lane, device, seq, run) VALUES (?1, ?2, ?3, ?4, ?5)", params![space, lane as u8, device, int(seq), run])?
            > 0)
    }

    /// The forks known in a space: lane, device's number, the first sequence that two entries have, the other branch's run.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn forks(&self, space: i64) -> StorageResult<Vec<(Lane, i64, u64, Vec<u8>)>> {
        self.all("SELECT lane, device, seq, run FROM fork WHERE space = ?1 ORDER BY lane, device, seq", [space], |r| {
            let lane: u8 = r.get(0)?;
            Ok((if lane == 0 { Lane::Control } else { Lane::Data }, r.get(1)?, uint(r.get(2)?), r.get(3)?))
        })
    }

    /// Where a chain is first known to have two branches.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn fork_at(&self, space: i64, lane: Lane, device: i64) -> StorageResult<Option<u64>> {
        let sql = "SELECT min(seq) FROM fork WHERE space = ?1 AND lane = ?2 AND device = ?3";
        Ok(self.one(sql, params![space, lane as u8, device], |r| r.get::<_, Option<i64>>(0))?.flatten().map(|seq| u64::try_from(seq).unwrap_or(0)))
    }

    /// What a holder (0: the relay; below, one of its mailboxes by its epoch's number; else a device's number) is known to hold of a lane.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn held_by(&self, space: i64, holder: i64, lane: Lane) -> StorageResult<Vec<(i64, u64)>> {
        self.all("SELECT device, seq FROM held WHERE space = ?1 AND holder = ?2 AND lane = ?3", params![space, holder, lane as u8], |r| {
            Ok((r.get(0)?, uint(r.get(1)?)))
        })
    }

    /// Notes that a holder holds a chain up to `seq`; it never goes back.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn note_held(&self, space: i64, holder: i64, lane: Lane, device: i64, seq: u64) -> StorageResult<bool> {
        let n = self.run(
            "INSERT INTO held (space, holder, lane, device, seq) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (space, holder, lane, device) DO UPDATE SET seq = ?5 WHERE seq < ?5",
            params![space, holder, lane as u8, device, int(seq)],
        )?;
        Ok(n > 0)
    }

    /// Forgets what the relay held of a space: it lost it.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn relay_lost(&self, space: i64) -> StorageResult<()> {
        self.run("DELETE FROM held WHERE space = ?1 AND holder <= 0", [space]).map(|_| ())
    }

    /// Which devices (numbers; 0 the relay) are known to hold one data entry.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn holders(&self, space: i64, device: i64, seq: u64) -> StorageResult<Vec<i64>> {
        self.all("SELECT holder FROM held WHERE space = ?1 AND lane = 1 AND device = ?2 AND seq >= ?3", params![space, device, int(seq)], |r| r.get(0))
    }

    /// How far a chain is known to be held by anybody else, the relay included.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn furthest_held(&self, space: i64, lane: Lane, device: i64) -> StorageResult<u64> {
        let sql = "SELECT coalesce(max(seq), 0) FROM held WHERE space = ?1 AND lane = ?2 AND device = ?3";
        Ok(self.one(sql, params![space, lane as u8, device], |r| r.get(0))?.map_or(0, uint))
    }

    /// Forgets every space and all that stands in it: a new profile that becomes one more device of somebody.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn forget_spaces(&self) -> StorageResult<()> {
        self.drop_projections()?;
        let tables =
            ["space", "epoch", "entry", "run", "vector", "held", "waiting", "outbox", "moved", "cut_signed", "quarantine", "quarantine_dropped", "clock"];
        for table in tables.into_iter().chain(["envelope_cover", "envelope_gone", "opened"]) {
            self.connection.execute_batch(&format!("DELETE FROM {table}"))?;
        }
        Ok(())
    }
}
