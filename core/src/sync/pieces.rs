//! The talk about pieces of pictures and documents in one session: only once nothing more is to be said of any space.
//!
//! Mair's phone holds the words of a note and lacks its photo. Where it was met, it asks as soon as the spaces are level; where it
//! connected, its greeting says in a tag that it will ask, and it asks once the other has said that it speaks of pieces. Ceri's phone gives what it
//! has, as much as a turn brings, and Mair's asks for the rest until nothing more comes. Nothing wanted: not a byte, and no turn more.
//!
//! Who asks names an attachment by the tag of its mailbox, which follows from the attachment's key; what is given is sealed under that key. So
//! nobody is asked who they are: whoever cannot open a piece has nothing of it.

use super::{
    engine::SessionError,
    report::PiecesReport,
    seal::{self, Direction, Sealer},
    store::{EpochKey, SyncStore},
};
use kith_wire::{
    limits,
    session::{Frame, PiecePart, SpaceTag, Want},
};

/// Bytes of pieces after which the next part is begun.
const PART_BYTES: usize = 192 * 1024;

type Made<S, T> = Result<T, SessionError<<S as SyncStore>::Error>>;

/// The talk about pieces.
pub(super) struct PieceTalk {
    key: EpochKey,
    channel: [u8; 32],
    out: Direction,
    sealer: Sealer,
    opener: Sealer,
    closed: bool,
    /// Whether the other is known to speak of pieces, or is to be asked in any case: who was met may.
    may_ask: bool,
    /// Whether the greeting said that this side will ask; the other's first turn answers that.
    announced: bool,
    /// Whether to say that this side answers.
    to_answer: bool,
    /// What the other wants.
    asked: Option<Vec<Want>>,
    /// Whether pieces that were asked for are to come with the next turn.
    owed: bool,
    /// Whether the other may have more to ask.
    more: bool,
    /// Pieces that were new in the other's last turn; none yet in the first.
    new: Option<u32>,
    given_bytes: usize,
    taken_bytes: usize,
    pub(super) report: PiecesReport,
}

impl PieceTalk {
    pub(super) fn new(key: &EpochKey, channel: &[u8; 32], out: Direction) -> Self {
        Self {
            key: key.clone(),
            channel: *channel,
            out,
            sealer: Sealer::of_pieces(key, channel, out),
            opener: Sealer::of_pieces(key, channel, out.back()),
            closed: false,
            may_ask: out == Direction::FromResponder,
            announced: false,
            to_answer: false,
            asked: None,
            owed: false,
            more: false,
            new: None,
            given_bytes: 0,
            taken_bytes: 0,
            report: PiecesReport::default(),
        }
    }

    /// The greeting's tag, which says that pieces are wanted; nothing where none are.
    pub(super) fn greet<S: SyncStore>(&mut self, store: &mut S) -> Made<S, Option<SpaceTag>> {
        let wants = store.piece_wants().map_err(SessionError::Storage)?;
        self.announced = !wants.is_empty();
        Ok(self.announced.then(|| seal::pieces_tag(&self.key, &self.channel, self.out)))
    }

    /// Reads the other's greeting.
    pub(super) fn greeted(&mut self, tags: &[SpaceTag]) {
        self.to_answer = tags.contains(&seal::pieces_tag(&self.key, &self.channel, self.out.back()));
        self.more = self.to_answer;
    }

    /// Whether something is still to come from the other.
    pub(super) const fn awaits(&self) -> bool {
        !self.closed && (self.announced || self.owed || self.more)
    }

    /// Whether pieces are wanted and the other could not be asked for them: in the greeting of the next session it can.
    pub(super) fn is_unasked<S: SyncStore>(&self, store: &mut S) -> Made<S, bool> {
        Ok(!self.closed && !self.may_ask && !store.piece_wants().map_err(SessionError::Storage)?.is_empty())
    }

    /// Says no more of pieces in this session.
    pub(super) const fn close(&mut self) {
        self.closed = true;
    }

    /// Takes one part. What cannot be opened or was not asked for ends the talk about pieces, and nothing else.
    pub(super) fn take<S: SyncStore>(&mut self, store: &mut S, sealed: &[u8], now_ms: u64) -> Made<S, ()> {
        if self.closed {
            return Ok(());
        }
        match self.opener.open(sealed, &Frame::TURN_ASSOCIATED).and_then(|bytes| PiecePart::decode(&bytes).ok()) {
            Some(PiecePart::Ready) if self.announced => self.may_ask = true,
            Some(PiecePart::Wants(wants)) if self.asked.is_none() => self.asked = Some(wants),
            Some(PiecePart::Pieces(pieces)) if self.owed => {
                self.taken_bytes = pieces.iter().map(Vec::len).fold(self.taken_bytes, usize::saturating_add);
                if self.taken_bytes > limits::SESSION_PIECE_BYTES_MAX + limits::TURN_PIECE_BYTES_MAX {
                    self.close();
                    return Ok(());
                }
                let taken = store.take_pieces(&pieces, now_ms).map_err(SessionError::Storage)?;
                *self.new.get_or_insert(0) += taken.taken;
                self.report.taken.add(taken);
            }
            _ => {
                self.closed = true;
                self.report.broken = true;
            }
        }
        Ok(())
    }

    /// What to say at the end of the other's turn: sealed parts, in order. `quiet` says that nothing more is to be said of any space.
    pub(super) fn reply<S: SyncStore>(&mut self, store: &mut S, quiet: bool) -> Made<S, Vec<Vec<u8>>> {
        if self.closed {
            return Ok(Vec::new());
        }
        let mut parts = Vec::new();
        let answered = std::mem::take(&mut self.to_answer);
        if answered {
            parts.push(PiecePart::Ready);
        }
        // A greeting that said so is answered in the very first turn, or not at all.
        self.announced = false;
        let asked = self.asked.take();
        // It asks once all is level on its side: with this turn, or with the one that answers ours.
        self.more = asked.as_ref().map_or(answered || (self.more && !quiet), |wants| !wants.is_empty());
        if let Some(wants) = asked {
            parts.append(&mut self.hand_over(store, &wants)?);
        }
        self.owed = false;
        let goes_on = self.new.take() != Some(0) && self.taken_bytes < limits::SESSION_PIECE_BYTES_MAX;
        if quiet && self.may_ask && goes_on {
            let wants = store.piece_wants().map_err(SessionError::Storage)?;
            if !wants.is_empty() {
                store.pieces_asked(&wants).map_err(SessionError::Storage)?;
                self.owed = true;
                self.new = Some(0);
                parts.push(PiecePart::Wants(wants));
            }
        }
        Ok(parts.iter().map(|part| self.sealer.seal(&part.encode(), &Frame::TURN_ASSOCIATED)).collect())
    }

    /// What the other asked for, as far as one turn and one session bring it; an empty part where nothing of it is here.
    fn hand_over<S: SyncStore>(&mut self, store: &mut S, wants: &[Want]) -> Made<S, Vec<PiecePart>> {
        let pieces = if self.given_bytes < limits::SESSION_PIECE_BYTES_MAX { store.pieces_for(wants).map_err(SessionError::Storage)? } else { Vec::new() };
        self.more &= !pieces.is_empty();
        let mut parts: Vec<(Vec<Vec<u8>>, usize)> = vec![(Vec::new(), 0)];
        for piece in pieces {
            self.given_bytes += piece.len();
            self.report.given += 1;
            if parts.last().is_some_and(|(part, size)| *size > 0 && (*size + piece.len() > PART_BYTES || part.len() >= limits::PART_PIECES_MAX)) {
                parts.push((Vec::new(), 0));
            }
            if let Some((part, size)) = parts.last_mut() {
                *size += piece.len();
                part.push(piece);
            }
        }
        Ok(parts.into_iter().map(|(pieces, _)| PiecePart::Pieces(pieces)).collect())
    }
}
