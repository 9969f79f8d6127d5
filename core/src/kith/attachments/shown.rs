//! Attachments as screens show them: what they are, whether they can be looked at here, and whom they have reached.

use super::no_such;
use crate::{
    attachment::{Attached, Media},
    kith::{
        Kith, KithError, KithResult,
        view::{Arrival, AttachmentFileView, AttachmentState as State, AttachmentView, Fetching},
    },
    picture,
    storage::{
        attachments::{AtRelay, AttachmentRow, Whole},
        projection::At,
    },
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kith_wire::{EntryId, PersonId, limits};

/// Rows of a circle's list at most.
const ROWS_MAX: u32 = 500;

impl Kith {
    /// Whether only what somebody asks for is fetched now.
    pub(super) fn fetches_asked_alone(&self) -> bool {
        match self.settings.fetching {
            Fetching::Always => false,
            Fetching::Unmetered => self.metered,
            Fetching::Asked => true,
        }
    }

    /// What hangs on something, in the order in which it was attached.
    pub(in crate::kith) fn attachments_on(&self, thing: &At) -> KithResult<Vec<AttachmentView>> {
        self.hanging(&thing.id, thing.space, &thing.author)?.iter().map(|row| self.attachment_view(row)).collect()
    }

    /// What a reference names: one attachment, what hangs on a note or a visit, or all of a circle, newest first.
    pub(in crate::kith) fn attachments(&self, of: &str) -> KithResult<Vec<AttachmentView>> {
        match self.find_attachment(of) {
            Ok(row) => return Ok(vec![self.attachment_view(&row)?]),
            Err(e) if e.code == "attachment-erased" && self.find_item(of).is_err() => return Err(e),
            Err(_) => {}
        }
        if let Ok((id, ..)) = self.find_item(of)
            && let Some(at) = self.thing_at(&id)?
        {
            return self.attachments_on(&at);
        }
        let n = self.space(&self.circle(of)?)?.n;
        let mut out = Vec::new();
        for row in self.storage.attachments(Some(n), ROWS_MAX)? {
            if self.hangs(&row)? {
                out.push(self.attachment_view(&row)?);
            }
        }
        Ok(out)
    }

    pub(in crate::kith) fn attachment_view(&self, row: &AttachmentRow) -> KithResult<AttachmentView> {
        let attached = Self::attached_of(row)?;
        let media = attached.sound().ok_or_else(no_such)?;
        let (state, pieces_here) = self.attachment_stands(row, &attached)?;
        Ok(AttachmentView {
            id: row.at.id.hex(),
            of: row.thing.hex(),
            circle: self.space_by_n(row.at.space).map(|s| s.id.hex()).unwrap_or_default(),
            author: self.person_view(&row.at.author),
            kind: if media == Media::Jpeg { "picture" } else { "document" }.to_owned(),
            media: media.name().to_owned(),
            bytes: attached.bytes,
            width: attached.width,
            height: attached.height,
            words: attached.words.clone(),
            name: attached.name.clone(),
            attached_ms: self.written(row.at.space, row.at.device, row.at.seq, row.at.time_ms)?.0,
            state,
            pieces_here,
            pieces: attached.pieces(),
            arrival: self.attachment_arrival(row)?,
        })
    }

    /// Whether it can be looked at here, and how many of its pieces are.
    fn attachment_stands(&self, row: &AttachmentRow, attached: &Attached) -> KithResult<(State, u16)> {
        let state = self.storage.attachment_state(&row.at.id)?;
        if state.whole == Whole::Yes {
            return Ok((State::Here, attached.pieces()));
        }
        let here = u16::try_from(self.storage.pieces_here(&row.at.id)?.len()).unwrap_or(u16::MAX);
        let stands = match state.whole {
            Whole::Damaged => State::Damaged,
            _ if state.asked => State::Coming,
            _ if self.fetches_asked_alone() => State::NotFetched,
            _ if !self.has_room(row, attached)? => State::NoRoom,
            _ => State::Coming,
        };
        Ok((stands, here))
    }

    /// Whether a space's attachments leave room for this one.
    pub(super) fn has_room(&self, row: &AttachmentRow, attached: &Attached) -> KithResult<bool> {
        Ok(self.storage.piece_bytes(row.at.space)?.saturating_add(attached.bytes.into()) <= limits::SPACE_ATTACHMENT_BYTES_MAX)
    }

    /// Where its bytes have arrived: said by each phone that has all of them, and by the relay of what was put there from here or read there.
    fn attachment_arrival(&self, row: &AttachmentRow) -> KithResult<Arrival> {
        let relay = self.storage.attachment_state(&row.at.id)?.relay == AtRelay::Yes;
        let Some(space) = self.space_by_n(row.at.space) else { return Ok(Arrival::Unknown) };
        let mut with: Vec<PersonId> = Vec::new();
        for device in self.storage.fetched_by(row.at.space, &row.at.id)?.into_iter().chain([row.at.device]) {
            let person = self.storage.device_id(device)?.and_then(|d| self.person_of(space, &d));
            with.extend(person.filter(|p| *p != self.me && !with.contains(p)));
        }
        let of = space.resolved.people.keys().filter(|p| **p != self.me).count();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(match (with.len(), relay) {
            (0, false) if row.at.author == self.me => Arrival::HereOnly,
            (0, false) => Arrival::Unknown,
            (0, true) => Arrival::Relay,
            (people, relay) => Arrival::People { people: count(people), of: count(of), relay },
        })
    }

    /// An attachment with its bytes: all of it, or of a picture a smaller one for a list.
    pub(in crate::kith) fn attachment_open(&self, item: &str, small: bool) -> KithResult<AttachmentFileView> {
        let row = self.find_attachment(item)?;
        let attached = Self::attached_of(&row)?;
        let bytes = self.attachment_bytes(&row.at.id, &attached)?.ok_or_else(|| {
            KithError::not_found("attachment-not-here", "This picture or document is not on this phone yet. It comes with the next signal, or ask for it.")
        })?;
        let attachment = self.attachment_view(&row)?;
        let is_picture = attached.sound() == Some(Media::Jpeg);
        // A smaller one is made each time and kept nowhere: there is nothing of it to erase.
        let bytes = match picture::thumbnail(&bytes) {
            Ok(smaller) if small && is_picture => smaller.bytes,
            _ => bytes,
        };
        let file = if is_picture { format!("picture-{}.jpg", row.at.id.short()) } else { attachment.name.clone() };
        Ok(AttachmentFileView { attachment, file, data: STANDARD.encode(bytes) })
    }

    /// All the bytes of an attachment, if they are here.
    pub(super) fn attachment_bytes(&self, id: &EntryId, attached: &Attached) -> KithResult<Option<Vec<u8>>> {
        if self.storage.attachment_state(id)?.whole != Whole::Yes {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(attached.bytes as usize);
        for number in 0..attached.pieces() {
            let Some(piece) = self.storage.piece(id, number)? else { return Ok(None) };
            bytes.extend_from_slice(&piece);
        }
        Ok(Some(bytes))
    }
}
