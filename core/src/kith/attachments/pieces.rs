//! Pieces on their way: to the relay, from it, and from phone to phone. No socket is opened here.
//!
//! What names an attachment travels with everything else; only when that is done are pieces talked about. Each piece is checked by itself
//! against the hash that its author signed, so whatever a relay or a phone gives is either a piece of it or counted as refused, and what
//! came stays: the rest is fetched from whoever is met next.

use crate::{
    attachment::Attached,
    fact::{FETCHED_MAX, Fact},
    kith::{Change, Kith, KithResult, Mailbox},
    seal,
    storage::attachments::{AtRelay, AttachmentRow, Whole},
    sync::Taken,
};
use kith_wire::{EntryId, Kind, MailboxTag, envelope::Outer, limits, relay::envelope_hash, session::Want};
use std::collections::{BTreeMap, BTreeSet};

/// Rows looked through for attachments that are wanted.
const LOOKED_MAX: u32 = 4 * ERRANDS_MAX;
/// Errands of one kind at a time: as many as another phone is asked for.
const ERRANDS_MAX: u32 = 32;
const _: () = assert!(ERRANDS_MAX as usize == limits::WANTS_MAX);

/// Something to do at the relay about one attachment's mailbox.
#[derive(Debug, Clone)]
pub enum PieceErrand {
    /// Bring what is not there yet.
    Put(Mailbox),
    /// Read what is wanted here, from the cursor on.
    Fetch(Mailbox),
    /// Have all that is there dropped: it was erased.
    Empty(Mailbox),
}

impl Kith {
    /// What there is to do about attachments, once all words have been exchanged.
    ///
    /// # Errors
    /// Storage.
    pub fn piece_errands(&mut self) -> KithResult<Vec<PieceErrand>> {
        self.check_open()?;
        if self.waits_to_enrol() {
            return Ok(Vec::new());
        }
        let mut out = Vec::new();
        for gone in self.storage.attachments_gone(ERRANDS_MAX)? {
            out.push(PieceErrand::Empty(Mailbox { tag: gone.tag, read_seed: gone.read_seed, write_seed: Some(gone.write_seed), cursor: None }));
        }
        for row in self.storage.attachments_unsent(ERRANDS_MAX)? {
            out.push(PieceErrand::Put(Self::mailbox_of(&Self::attached_of(&row)?, None)));
        }
        for (row, attached) in self.fetched_now()? {
            let cursor = if self.storage.pieces_here(&row.at.id)?.is_empty() { None } else { self.storage.cursor(&row.tag)? };
            out.push(PieceErrand::Fetch(Self::mailbox_of(&attached, cursor)));
        }
        Ok(out)
    }

    fn mailbox_of(attached: &Attached, cursor: Option<Vec<u8>>) -> Mailbox {
        let keys = attached.keys();
        Mailbox { tag: keys.tag, read_seed: keys.read_seed, write_seed: Some(keys.write_seed), cursor }
    }

    /// Attachments that are fetched now, with what names them.
    fn fetched_now(&self) -> KithResult<Vec<(AttachmentRow, Attached)>> {
        let mut out = Vec::new();
        for row in self.storage.attachments_lacking(self.fetches_asked_alone(), LOOKED_MAX)? {
            let attached = Self::attached_of(&row)?;
            let may = self.storage.attachment_state(&row.at.id)?.asked || self.has_room(&row, &attached)?;
            if may && self.hangs(&row)? {
                out.push((row, attached));
            }
            if out.len() >= limits::WANTS_MAX {
                break;
            }
        }
        Ok(out)
    }

    /// All pieces of an attachment that is here whole, sealed for its mailbox.
    ///
    /// # Errors
    /// Storage.
    pub fn pieces_to_put(&mut self, tag: MailboxTag) -> KithResult<Vec<Vec<u8>>> {
        for row in self.storage.attachments_tagged(&tag)? {
            let attached = Self::attached_of(&row)?;
            if self.storage.attachment_state(&row.at.id)?.whole == Whole::Yes {
                let all: Vec<u16> = (0..attached.pieces()).collect();
                return self.sealed_pieces(&row.at.id, &attached, &all, usize::MAX);
            }
        }
        Ok(Vec::new())
    }

    /// Pieces that are here, sealed; as many as fit.
    fn sealed_pieces(&self, id: &EntryId, attached: &Attached, numbers: &[u16], max_bytes: usize) -> KithResult<Vec<Vec<u8>>> {
        let keys = attached.keys();
        let (mut out, mut size) = (Vec::new(), 0usize);
        for number in numbers.iter().copied().filter(|n| *n < attached.pieces()) {
            let Some(bytes) = self.storage.piece(id, number)? else { continue };
            let Ok(sealed) = seal::seal_piece(&keys.seal, keys.tag, number, &bytes) else { continue };
            size = size.saturating_add(sealed.len());
            if size > max_bytes {
                break;
            }
            out.push(sealed);
        }
        Ok(out)
    }

    /// The relay has all of an attachment, or (`gone`) has dropped it and takes it no more.
    ///
    /// # Errors
    /// Storage.
    pub fn pieces_at_relay(&mut self, tag: MailboxTag, gone: bool) -> KithResult<()> {
        self.transact(|k| {
            for row in k.storage.attachments_tagged(&tag)? {
                k.storage.set_attachment_relay(&row.at.id, if gone { AtRelay::Dropped } else { AtRelay::Yes })?;
            }
            k.changed(Change::Truth);
            Ok(())
        })
    }

    /// Whether pieces of an attachment are still wanted.
    ///
    /// # Errors
    /// Storage.
    pub fn wants_pieces_of(&mut self, tag: MailboxTag) -> KithResult<bool> {
        Ok(self.fetched_now()?.iter().any(|(row, _)| row.tag == tag))
    }

    /// The relay has emptied the mailbox of what was erased.
    ///
    /// # Errors
    /// Storage.
    pub fn pieces_emptied(&mut self, tag: MailboxTag) -> KithResult<()> {
        self.transact(|k| Ok(k.storage.attachment_gone_done(&tag)?))
    }

    /// Takes a page of an attachment's mailbox: pieces and cursor in one transaction. What is no piece of it is counted.
    ///
    /// # Errors
    /// Storage; then nothing of the page has happened and the cursor has not moved.
    pub fn take_piece_page(&mut self, tag: MailboxTag, envelopes: &[Vec<u8>], cursor: &[u8], now_ms: u64) -> KithResult<Taken> {
        let now_ms = self.believed(now_ms);
        let done = self.transact(|k| {
            let taken = k.take_pieces(&[(tag, envelopes.to_vec())].into(), true, now_ms)?;
            k.storage.set_cursor(&tag, cursor)?;
            Ok(taken)
        });
        self.enrol_if_copied(done, now_ms)
    }

    /// The relay's log of a mailbox is another than the one that was read: it is read from where it begins.
    ///
    /// # Errors
    /// Storage.
    pub fn piece_cursor_lost(&mut self, tag: MailboxTag) -> KithResult<()> {
        self.transact(|k| Ok(k.storage.forget_cursor(&tag)?))
    }

    /// Takes pieces by mailbox; says in the circles which attachments are whole now. The caller commits.
    fn take_pieces(&mut self, by_tag: &BTreeMap<MailboxTag, Vec<Vec<u8>>>, from_relay: bool, now_ms: u64) -> KithResult<Taken> {
        let (mut sum, mut whole) = (Taken::default(), BTreeMap::<i64, Vec<EntryId>>::new());
        for (tag, envelopes) in by_tag {
            let mut rows = Vec::new();
            for row in self.storage.attachments_tagged(tag)? {
                if self.hangs(&row)? {
                    rows.push(row);
                }
            }
            if rows.is_empty() {
                sum.refused = sum.refused.saturating_add(u32::try_from(envelopes.len()).unwrap_or(u32::MAX));
            }
            for row in rows {
                let attached = Self::attached_of(&row)?;
                self.storage.count_attachment_try(&row.at.id)?;
                let seen = self.take_pieces_of(&row, &attached, envelopes, &mut sum)?;
                if from_relay && seen.len() == usize::from(attached.pieces()) {
                    self.storage.set_attachment_relay(&row.at.id, AtRelay::Yes)?;
                }
                if self.completed(&row, &attached)? {
                    whole.entry(row.at.space).or_default().push(row.at.id);
                }
            }
        }
        for _ in 0..sum.refused {
            self.storage.count_refused("not-a-piece")?;
        }
        for (n, ids) in whole {
            self.say_fetched(n, &ids, now_ms)?;
        }
        Ok(sum)
    }

    /// Takes what is a piece of one attachment; the numbers of those that were among it, new or known.
    fn take_pieces_of(&mut self, row: &AttachmentRow, attached: &Attached, envelopes: &[Vec<u8>], sum: &mut Taken) -> KithResult<BTreeSet<u16>> {
        let (keys, mut seen) = (attached.keys(), BTreeSet::new());
        let wanted = self.storage.attachment_state(&row.at.id)?.whole == Whole::No;
        for envelope in envelopes {
            match seal::open_piece(&keys.seal, envelope) {
                Ok((number, bytes)) if attached.is_piece(number, &bytes) => {
                    seen.insert(number);
                    if wanted && self.storage.put_piece(&row.at.id, number, &bytes)? {
                        sum.taken += 1;
                    } else {
                        sum.known += 1;
                    }
                }
                _ => sum.refused += 1,
            }
        }
        Ok(seen)
    }

    /// Looks at an attachment once all its pieces are here; whether it is whole now and was not before.
    fn completed(&mut self, row: &AttachmentRow, attached: &Attached) -> KithResult<bool> {
        let id = &row.at.id;
        if self.storage.attachment_state(id)?.whole != Whole::No || self.storage.pieces_here(id)?.len() < usize::from(attached.pieces()) {
            return Ok(false);
        }
        self.storage.set_attachment_whole(id, Whole::Yes)?;
        let bytes = self.attachment_bytes(id, attached)?.unwrap_or_default();
        if let Some(circle) = self.space_by_n(row.at.space).map(|s| s.id.hex()) {
            self.changed(Change::Circle { circle });
        }
        if attached.is_whole(&bytes) {
            return Ok(true);
        }
        // Every piece is what its author signed, and together they are no picture of that size, or no document: they are not kept.
        self.storage.drop_pieces(id)?;
        self.storage.set_attachment_whole(id, Whole::Damaged)?;
        self.storage.count_refused("attachment-damaged")?;
        Ok(false)
    }

    /// Says in a circle which attachments are whole on this phone. Where nothing may be written any more it is not said.
    fn say_fetched(&mut self, n: i64, ids: &[EntryId], now_ms: u64) -> KithResult<()> {
        let Some(space) = self.space_by_n(n).map(|s| s.id) else { return Ok(()) };
        for some in ids.chunks(FETCHED_MAX) {
            match self.append(space, Kind::Fact, Fact::Fetched(some.to_vec()).to_bytes(), now_ms) {
                Err(e) if matches!(e.kind, crate::kith::ErrorKind::NotAllowed | crate::kith::ErrorKind::InvalidInput) => {}
                done => drop(done?),
            }
        }
        Ok(())
    }

    /// What to ask another phone for.
    pub(in crate::kith) fn wants(&self) -> KithResult<Vec<Want>> {
        if self.locked || self.waits_to_enrol() {
            return Ok(Vec::new());
        }
        let mut out = Vec::new();
        for (row, attached) in self.fetched_now()? {
            let here: BTreeSet<u16> = self.storage.pieces_here(&row.at.id)?.into_iter().collect();
            out.push(Want { tag: row.tag, pieces: (0..attached.pieces()).filter(|n| !here.contains(n)).collect() });
        }
        Ok(out)
    }

    /// What of another phone's wants is here, sealed as it lies at the relay; as much as one turn brings.
    pub(in crate::kith) fn wanted_by(&self, wants: &[Want]) -> KithResult<Vec<Vec<u8>>> {
        let (mut out, mut size) = (Vec::new(), 0usize);
        for want in wants {
            for row in self.storage.attachments_tagged(&want.tag)? {
                let room = limits::TURN_PIECE_BYTES_MAX.saturating_sub(size);
                let sealed = self.sealed_pieces(&row.at.id, &Self::attached_of(&row)?, &want.pieces, room)?;
                size += sealed.iter().map(Vec::len).sum::<usize>();
                out.extend(sealed);
            }
        }
        out.dedup_by_key(|sealed| envelope_hash(sealed));
        Ok(out)
    }

    /// Takes pieces that another phone handed over.
    pub(in crate::kith) fn take_handed_pieces(&mut self, pieces: &[Vec<u8>], now_ms: u64) -> KithResult<Taken> {
        let now_ms = self.believed(now_ms);
        let mut by_tag = BTreeMap::<MailboxTag, Vec<Vec<u8>>>::new();
        for piece in pieces {
            let tag = Outer::read(piece).map_or(MailboxTag::ZERO, |outer| outer.tag);
            by_tag.entry(tag).or_default().push(piece.clone());
        }
        let done = self.transact(|k| k.take_pieces(&by_tag, false, now_ms));
        self.enrol_if_copied(done, now_ms)
    }
}
