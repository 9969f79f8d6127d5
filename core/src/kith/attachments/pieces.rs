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
        let mut out = self.card_link_errands(self.tending.told_ms)?;
        for gone in self.storage.attachments_gone(ERRANDS_MAX)? {
            out.push(PieceErrand::Empty(Mailbox { tag: gone.tag, read_seed: gone.read_seed, write_seed: Some(gone.write_seed), cursor: None }));
        }
        for row in self.storage.attachments_unsent(ERRANDS_MAX)? {
            out.push(PieceErrand::Put(Self::mailbox_of(&Self::attached_of(&row)?, None)));
        }
        let fetched = self.fetched_now()?;
        self.count_asked(fetched.iter().map(|(row, _)| row.at.id))?;
        for (row, attached) in fetched {
            let cursor = if self.storage.pieces_here(&row.at.id)?.is_empty() { None } else { self.storage.cursor(&row.tag)? };
            out.push(PieceErrand::Fetch(Self::mailbox_of(&attached, cursor)));
        }
        Ok(out)
    }

    fn mailbox_of(attached: &Attached, cursor: Option<Vec<u8>>) -> Mailbox {
        let keys = attached.keys();
        Mailbox { tag: keys.tag, read_seed: keys.read_seed, write_seed: Some(keys.write_seed), cursor }
    }

    /// Attachments that are fetched now, with what names them: those that were asked for least often. What is passed over waits its turn
    /// again like one that was asked for, so that nothing stands in the way of others for good.
    fn fetched_now(&mut self) -> KithResult<Vec<(AttachmentRow, Attached)>> {
        let (mut out, mut passed) = (Vec::new(), Vec::new());
        for row in self.storage.attachments_lacking(self.fetches_asked_alone(), LOOKED_MAX)? {
            let attached = Self::attached_of(&row)?;
            if self.is_kept(&row, &attached)? && self.counts(&row)? {
                out.push((row, attached));
            } else {
                passed.push(row.at.id);
            }
            if out.len() >= limits::WANTS_MAX {
                break;
            }
        }
        self.count_asked(passed.into_iter())?;
        Ok(out)
    }

    /// Whether what comes of an attachment is kept: its circle has room for it, or somebody asked for it.
    fn is_kept(&self, row: &AttachmentRow, attached: &Attached) -> KithResult<bool> {
        Ok(self.storage.attachment_state(&row.at.id)?.asked || self.has_room(row, attached)?)
    }

    /// Whether an attachment hangs where it may, and is the first that its author named by its key: what is fetched once is kept once.
    fn counts(&self, row: &AttachmentRow) -> KithResult<bool> {
        let first = self.storage.first_attachment_tagged(&row.tag, &row.at.author)?;
        Ok(first == Some(row.at.id) && self.hangs(row)?)
    }

    fn count_asked(&mut self, ids: impl ExactSizeIterator<Item = EntryId>) -> KithResult<()> {
        if ids.len() == 0 {
            return Ok(());
        }
        self.transact(|k| {
            for id in ids {
                k.storage.count_attachment_try(&id)?;
            }
            Ok(())
        })
    }

    /// All pieces of an attachment that is here whole, sealed for its mailbox.
    ///
    /// # Errors
    /// Storage.
    pub fn pieces_to_put(&mut self, tag: MailboxTag) -> KithResult<Vec<Vec<u8>>> {
        if let Some((_, link)) = self.card_link_tagged(tag)? {
            return Ok(Self::card_link_sealed(&link));
        }
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
            if !gone && k.card_link_tagged(tag)?.is_some() {
                k.card_link_placed(tag)?;
            }
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
        // A link that can be opened stays open here, too, so that a look is told at once.
        if let Some((_, link)) = self.card_link_tagged(tag)? {
            return Ok(link.is_open(self.tending.told_ms));
        }
        for row in self.storage.attachments_tagged(&tag)? {
            let state = self.storage.attachment_state(&row.at.id)?;
            let by_itself = !self.fetches_asked_alone() && self.has_room(&row, &Self::attached_of(&row)?)?;
            if state.whole == Whole::No && (state.asked || by_itself) && self.counts(&row)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The relay has emptied the mailbox of what was erased.
    ///
    /// # Errors
    /// Storage.
    pub fn pieces_emptied(&mut self, tag: MailboxTag) -> KithResult<()> {
        self.transact(|k| {
            k.card_link_emptied(tag)?;
            Ok(k.storage.attachment_gone_done(&tag)?)
        })
    }

    /// Takes a page of an attachment's mailbox: pieces and cursor in one transaction. What is no piece of it is counted.
    ///
    /// # Errors
    /// Storage; then nothing of the page has happened and the cursor has not moved.
    pub fn take_piece_page(&mut self, tag: MailboxTag, envelopes: &[Vec<u8>], cursor: &[u8], now_ms: u64) -> KithResult<Taken> {
        let now_ms = self.believed(now_ms);
        let done = self.transact(|k| {
            let (taken, kept) = match k.card_link_tagged(tag)? {
                Some((space, link)) => (k.take_card_looks(space, &link, envelopes, now_ms)?, true),
                None => k.take_pieces(&[(tag, envelopes.to_vec())].into(), true, now_ms)?,
            };
            // What there was no room for is read again once there is.
            if kept {
                k.storage.set_cursor(&tag, cursor)?;
            }
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

    /// Takes pieces by mailbox; says in the circles which attachments are whole now, and here whether there was room for all that was
    /// wanted. The caller commits.
    fn take_pieces(&mut self, by_tag: &BTreeMap<MailboxTag, Vec<Vec<u8>>>, from_relay: bool, now_ms: u64) -> KithResult<(Taken, bool)> {
        let (mut sum, mut whole, mut kept) = (Taken::default(), BTreeMap::<i64, Vec<EntryId>>::new(), true);
        for (tag, envelopes) in by_tag {
            let mut rows = Vec::new();
            for row in self.storage.attachments_tagged(tag)? {
                if self.counts(&row)? {
                    rows.push(row);
                }
            }
            let pieces = match rows.first() {
                // One mailbox, one key: each is opened once, whoever named it.
                Some(row) => opened(&Self::attached_of(row)?.keys().seal, envelopes, &mut sum),
                None => {
                    sum.refused = sum.refused.saturating_add(u32::try_from(envelopes.len()).unwrap_or(u32::MAX));
                    Vec::new()
                }
            };
            for row in rows {
                let attached = Self::attached_of(&row)?;
                let wanted = self.storage.attachment_state(&row.at.id)?.whole == Whole::No;
                let room = !wanted || self.is_kept(&row, &attached)?;
                kept &= room;
                let seen = self.take_pieces_of(&row, (&attached, wanted && room), &pieces, &mut sum)?;
                if from_relay && seen.len() == usize::from(attached.pieces()) {
                    self.storage.set_attachment_relay(&row.at.id, AtRelay::Yes)?;
                }
                if self.completed(&row, &attached)? {
                    whole.entry(row.at.space).or_default().push(row.at.id);
                }
            }
        }
        self.storage.count_refused_often("not-a-piece", sum.refused)?;
        for (n, ids) in whole {
            self.say_fetched(n, &ids, now_ms)?;
        }
        Ok((sum, kept))
    }

    /// Takes what is a piece of one attachment; the numbers of those that were among it, new or known.
    fn take_pieces_of(
        &mut self,
        row: &AttachmentRow,
        (attached, kept): (&Attached, bool),
        pieces: &[(u16, Vec<u8>)],
        sum: &mut Taken,
    ) -> KithResult<BTreeSet<u16>> {
        let mut seen = BTreeSet::new();
        for (number, bytes) in pieces {
            if !attached.is_piece(*number, bytes) {
                sum.refused += 1;
                continue;
            }
            seen.insert(*number);
            if kept && self.storage.put_piece(&row.at.id, *number, bytes)? {
                sum.taken += 1;
            } else {
                sum.known += 1;
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
    pub(in crate::kith) fn wants(&mut self) -> KithResult<Vec<Want>> {
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

    /// Another phone was asked for these: they wait their turn again.
    pub(in crate::kith) fn note_wants(&mut self, wants: &[Want]) -> KithResult<()> {
        let mut ids = Vec::new();
        for want in wants {
            ids.extend(self.storage.attachments_tagged(&want.tag)?.into_iter().map(|row| row.at.id));
        }
        self.count_asked(ids.into_iter())
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
        let done = self.transact(|k| Ok(k.take_pieces(&by_tag, false, now_ms)?.0));
        self.enrol_if_copied(done, now_ms)
    }
}

/// What opens by a key, with the number that each says; the rest is counted.
fn opened(key: &[u8; 32], envelopes: &[Vec<u8>], sum: &mut Taken) -> Vec<(u16, Vec<u8>)> {
    let pieces: Vec<(u16, Vec<u8>)> = envelopes.iter().filter_map(|envelope| seal::open_piece(key, envelope).ok()).collect();
    sum.refused = sum.refused.saturating_add(u32::try_from(envelopes.len() - pieces.len()).unwrap_or(u32::MAX));
    pieces
}
