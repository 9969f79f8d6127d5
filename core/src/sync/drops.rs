//! The talk about drops in one session: each side hands over what it has for boxes that the other shows that it reads.
//!
//! A drop waits with Ceri for Mair's inbox. Ceri's greeting says that something waits, in a tag that only members can read; Mair's
//! first answer shows which boxes she reads; Ceri hands over what is for them; Mair keeps it and says so. Where something waits with
//! Mair, her first answer asks, and the rest goes the other way round. Nothing waits: eight bytes of the greeting, and no word more.
//!
//! What is owed comes in the very next turn, or not at all: then the other is of an older version, or its storage would not have it, and no
//! more is said of drops. What has been taken is durable before it is acknowledged, and only what is acknowledged counts as arrived.

use super::{
    engine::SessionError,
    report::DropsReport,
    seal::{self, Direction, Sealer},
    store::{EpochKey, Handed, Reader, SyncStore},
};
use kith_wire::{
    limits,
    session::{DropPart, Frame, SpaceTag},
};

/// Bytes of drops after which the next part is begun.
const PART_BYTES: usize = 192 * 1024;

type Made<S, T> = Result<T, SessionError<<S as SyncStore>::Error>>;

/// What the other owes with its next turn.
#[derive(Default)]
struct Owed {
    boxes: bool,
    drops: bool,
    taken: bool,
}

impl Owed {
    const fn any(&self) -> bool {
        self.boxes || self.drops || self.taken
    }
}

/// The talk about drops.
pub(super) struct DropTalk {
    key: EpochKey,
    channel: [u8; 32],
    out: Direction,
    sealer: Sealer,
    opener: Sealer,
    /// Whether the other has shown that it holds the key, and speaks of drops.
    met: bool,
    closed: bool,
    /// Whether to ask which boxes the other reads, with the next turn.
    to_ask: bool,
    /// Whether the other has asked which boxes are read here.
    asked: bool,
    /// Whether the other may hand over now.
    taking: bool,
    owed: Owed,
    reader: Option<Reader>,
    /// Who was given what, until it says what it has kept.
    given: Option<(Reader, Vec<u64>)>,
    /// Drops kept that the other has not been told of yet.
    kept: Option<u32>,
    count_in: usize,
    bytes_in: usize,
    pub(super) report: DropsReport,
}

impl DropTalk {
    pub(super) fn new(key: &EpochKey, channel: &[u8; 32], out: Direction) -> Self {
        Self {
            key: key.clone(),
            channel: *channel,
            out,
            sealer: Sealer::of_drops(key, channel, out),
            opener: Sealer::of_drops(key, channel, out.back()),
            met: false,
            closed: false,
            to_ask: false,
            asked: false,
            taking: false,
            owed: Owed::default(),
            reader: None,
            given: None,
            kept: None,
            count_in: 0,
            bytes_in: 0,
            report: DropsReport::default(),
        }
    }

    /// The greeting's tag, which asks if something waits.
    pub(super) fn greet(&mut self, wait: bool) -> SpaceTag {
        self.owed.boxes = wait;
        seal::drops_tag(&self.key, &self.channel, self.out, wait)
    }

    /// Reads the other's greeting; `wait` says whether something waits here.
    pub(super) fn greeted(&mut self, tags: &[SpaceTag], wait: bool) {
        let tag = |wait| seal::drops_tag(&self.key, &self.channel, self.out.back(), wait);
        self.asked = tags.contains(&tag(true));
        self.met = self.asked || tags.contains(&tag(false));
        self.to_ask = self.met && wait;
    }

    /// Whether the other still owes a word.
    pub(super) const fn awaits(&self) -> bool {
        self.met && !self.closed && self.owed.any()
    }

    /// Says no more of drops in this session.
    pub(super) const fn close(&mut self) {
        self.closed = true;
    }

    /// Takes one part. What cannot be opened or was not asked for ends the talk about drops, and nothing else.
    pub(super) fn take<S: SyncStore>(&mut self, store: &mut S, sealed: &[u8], now_ms: u64) -> Made<S, ()> {
        if self.closed {
            return Ok(());
        }
        let part = self.opener.open(sealed, &Frame::TURN_ASSOCIATED).and_then(|bytes| DropPart::decode(&bytes).ok());
        self.met |= part.is_some();
        match part {
            Some(DropPart::Waits) => self.asked = true,
            Some(DropPart::Boxes(boxes)) if self.owed.boxes => {
                self.owed.boxes = false;
                let tags = boxes.proven(&seal::binding(&self.channel, self.out.back()));
                self.closed |= tags.is_none();
                self.reader = tags.map(|boxes_read| Reader { device: boxes.device, boxes: boxes_read });
            }
            Some(DropPart::Drops(drops)) if self.taking => self.keep(store, drops, now_ms)?,
            Some(DropPart::Taken(n)) if self.owed.taken => {
                self.owed.taken = false;
                if let Some((reader, mut given)) = self.given.take() {
                    given.truncate(n as usize);
                    self.report.given += u32::try_from(given.len()).unwrap_or(u32::MAX);
                    store.drops_reached(&reader, &given).map_err(SessionError::Storage)?;
                }
            }
            _ => {
                self.closed = true;
                self.report.broken = true;
            }
        }
        Ok(())
    }

    /// Keeps drops as far as one session may bring them; what is beyond that is not acknowledged, and comes again.
    fn keep<S: SyncStore>(&mut self, store: &mut S, mut drops: Vec<Vec<u8>>, now_ms: u64) -> Made<S, ()> {
        self.owed.drops = false;
        let many = drops.len();
        drops.truncate(limits::SESSION_DROPS_MAX.saturating_sub(self.count_in));
        let fitting = drops.iter().take_while(|d| {
            self.bytes_in = self.bytes_in.saturating_add(d.len());
            self.bytes_in <= limits::SESSION_DROP_BYTES_MAX
        });
        let fitting = fitting.count();
        drops.truncate(fitting);
        if drops.len() < many {
            // They are kept in order: after one that is left out nothing more can be acknowledged.
            self.taking = false;
            self.report.broken = true;
        }
        if drops.is_empty() {
            return Ok(());
        }
        let taken = store.take_drops(&drops, now_ms).map_err(SessionError::Storage)?;
        self.report.taken.add(taken);
        self.count_in += drops.len();
        *self.kept.get_or_insert(0) += u32::try_from(drops.len()).unwrap_or(u32::MAX);
        Ok(())
    }

    /// What to say at the end of the other's turn: sealed parts, in order.
    pub(super) fn reply<S: SyncStore>(&mut self, store: &mut S) -> Made<S, Vec<Vec<u8>>> {
        if self.closed || !self.met {
            return Ok(Vec::new());
        }
        let mut parts: Vec<DropPart> = self.kept.take().map(DropPart::Taken).into_iter().collect();
        self.closed = self.owed.any();
        self.taking = false;
        if !self.closed {
            if let Some(reader) = self.reader.take() {
                parts.append(&mut self.hand_over(store, reader)?);
            }
            if std::mem::take(&mut self.asked) {
                let shown = store.show_boxes(&seal::binding(&self.channel, self.out)).map_err(SessionError::Storage)?;
                self.taking = shown.is_some();
                self.owed.drops = self.taking;
                parts.extend(shown.map(DropPart::Boxes));
            }
            if std::mem::take(&mut self.to_ask) {
                self.owed.boxes = true;
                parts.push(DropPart::Waits);
            }
        }
        Ok(parts.iter().map(|part| self.sealer.seal(&part.encode(), &Frame::TURN_ASSOCIATED)).collect())
    }

    /// What is for the boxes of a reader, as far as one session brings it; an empty part where nothing is.
    fn hand_over<S: SyncStore>(&mut self, store: &mut S, reader: Reader) -> Made<S, Vec<DropPart>> {
        let drops = store.drops_for(&reader).map_err(SessionError::Storage)?;
        let (mut ids, mut bytes) = (Vec::new(), 0);
        let mut parts = vec![(Vec::new(), 0)];
        for Handed { id, drop } in drops.into_iter().take(limits::SESSION_DROPS_MAX) {
            bytes += drop.len();
            if bytes > limits::SESSION_DROP_BYTES_MAX {
                break;
            }
            if parts.last().is_some_and(|(_, size)| *size + drop.len() > PART_BYTES) {
                parts.push((Vec::new(), 0));
            }
            if let Some((part, size)) = parts.last_mut() {
                *size += drop.len();
                part.push(drop);
                ids.push(id);
            }
        }
        self.owed.taken = !ids.is_empty();
        self.given = Some((reader, ids));
        Ok(parts.into_iter().map(|(drops, _)| DropPart::Drops(drops)).collect())
    }
}
