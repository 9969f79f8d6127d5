//! What is sealed, sent and taken in as envelopes: by a relay, by a carrier or on paper. No socket is opened here.
//!
//! With the relay a device reads first, so that it knows what the relay holds, and then offers what it lacks, its own entries and
//! others' alike. What is on its way stays in the outbox as the same bytes until the relay says that they are durable.

mod receipts;
mod sealing;

use super::{Change, Kith, KithResult, drops, epochs::left_if_refused, log::Admission};
use crate::{
    seal::{self, Item, SealError},
    space::{EpochKeys, SpaceKind, act},
    storage::outbox::OutboxRow,
};
use kith_wire::{
    CapabilityKey, DeviceId, EntryId, EpochId, Lane, MailboxTag, Run, SpaceId, codec,
    codec::CodecError,
    envelope::{ENVELOPE_VERSION, EnvelopeKind, Outer},
    limits,
    relay::RelayAddress,
};
use std::collections::BTreeSet;

/// Envelopes given out at a time.
const OUTGOING_MAX: u32 = 64;

/// A mailbox to open and read at a relay.
#[derive(Clone)]
pub struct Mailbox {
    /// Its tag.
    pub tag: MailboxTag,
    /// Seed of the right to read.
    pub read_seed: [u8; 32],
    /// Seed of the right to write; none for a box, into which anybody may put.
    pub write_seed: Option<[u8; 32]>,
    /// How far it has been read, as the relay's cursor stands.
    pub cursor: Option<Vec<u8>>,
}

impl std::fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mailbox({}, [redacted])", self.tag.short())
    }
}

/// The right to write into a space's mailbox.
#[derive(Clone)]
pub struct WriteProof {
    /// The public key of the right to read, which the tag is made of too.
    pub read_pub: CapabilityKey,
    /// Seed of the right to write.
    pub write_seed: [u8; 32],
}

/// A sealed envelope that the relay lacks.
#[derive(Clone)]
pub struct Outgoing {
    /// Its number, for [`Kith::stored`].
    pub id: u64,
    /// The mailbox.
    pub tag: MailboxTag,
    /// The right to write there; none for a box.
    pub write: Option<WriteProof>,
    /// The sealed bytes.
    pub envelope: Vec<u8>,
}

/// What became of a page of envelopes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PageReport {
    /// Runs and drops that were new.
    pub taken: u32,
    /// Held already.
    pub known: u32,
    /// Put aside until what they rest on comes.
    pub waiting: u32,
    /// Refused, and counted by reason.
    pub refused: u32,
    /// Of these, entries that were for this device and do not hold.
    pub disputed: u32,
}

/// How envelopes came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From a mailbox at the relay.
    Relay,
    /// By hand: a code, or a file.
    Hand,
    /// Within what a pack says that its sender holds: drops alone.
    Within,
    /// From the phone that was met: drops alone.
    Meeting,
}

/// Whose mailbox a tag is.
pub(super) enum Target {
    Space(SpaceId, EpochId),
    Box(SpaceId, EpochId),
}

impl Kith {
    pub(super) fn targets(&self) -> Vec<(MailboxTag, Target, EpochKeys)> {
        let mut out = Vec::new();
        for space in self.commons_first() {
            for (epoch, keys) in &space.keys {
                out.push((keys.tag(), Target::Space(space.id, *epoch), keys.clone()));
                if matches!(space.kind(), Some(SpaceKind::Own | SpaceKind::Ledger | SpaceKind::Safeguarding)) {
                    out.push((keys.box_tag(), Target::Box(space.id, *epoch), keys.clone()));
                }
            }
        }
        out
    }

    /// The mailboxes to open and read.
    ///
    /// # Errors
    /// Storage.
    pub fn mailboxes(&self) -> KithResult<Vec<Mailbox>> {
        self.check_open()?;
        let mut out = Vec::new();
        let waits = self.waits_to_enrol();
        let (retired, old) = (self.retired_epochs(false)?, self.retired_epochs(true)?);
        for (tag, target, keys) in self.targets() {
            let done = match &target {
                Target::Space(_, epoch) => retired.contains(epoch),
                // What comes to a box is answered by a device that may sign: it waits there until this one may.
                Target::Box(_, epoch) => waits || old.contains(epoch),
            };
            if done {
                continue;
            }
            let cursor = self.storage.cursor(&tag)?;
            out.push(match target {
                Target::Space(..) => Mailbox { tag, read_seed: keys.read_seed, write_seed: Some(keys.write_seed), cursor },
                Target::Box(..) => Mailbox { tag, read_seed: keys.box_seed, write_seed: None, cursor },
            });
        }
        Ok(out)
    }

    /// Takes in a page of a mailbox: entries and cursor in one transaction. A bad envelope is counted, never an error.
    ///
    /// # Errors
    /// Storage; then nothing of the page has happened and the cursor has not moved.
    pub fn take_page(&mut self, tag: MailboxTag, envelopes: &[Vec<u8>], cursor: &[u8], now_ms: u64) -> KithResult<PageReport> {
        let now_ms = self.believed(now_ms);
        let done = self.transact(|k| {
            let mut report = PageReport::default();
            k.take_envelopes(envelopes, Way::Relay, &mut report, now_ms)?;
            k.storage.set_cursor(&tag, cursor)?;
            Ok(report)
        });
        self.enrol_if_copied(done, now_ms)
    }

    /// The relay's cursor did not match: read the mailbox again from the floor, and offer again what the relay lost.
    ///
    /// # Errors
    /// Storage.
    pub fn cursor_lost(&mut self, tag: MailboxTag) -> KithResult<()> {
        self.transact(|k| k.forget_place(tag))
    }

    /// How far a mailbox was read and what of it the relay has is not known any more. The caller commits.
    fn forget_place(&mut self, tag: MailboxTag) -> KithResult<()> {
        self.storage.forget_cursor(&tag)?;
        self.storage.drop_again(&tag)?;
        let space = self.targets().into_iter().find(|(t, ..)| *t == tag).map(|(_, target, _)| match target {
            Target::Space(s, _) | Target::Box(s, _) => s,
        });
        if let Some(space) = space {
            let n = self.space(&space)?.n;
            self.storage.relay_lost(n)?;
            self.storage.relay_has_no_attachment()?;
            self.storage.drop_outgoing_of(n)?;
        }
        Ok(())
    }

    /// From now on it is this relay, or none. Another one than before has nothing yet: all of it waits again until that one has it. The caller commits.
    pub(super) fn change_relay(&mut self, relay: Option<String>) -> KithResult<()> {
        let key = |relay: &Option<String>| relay.as_ref().and_then(|r| r.parse::<RelayAddress>().ok()).map(|r| r.endpoint_id);
        let (before, after) = (key(&self.settings.relay), key(&relay));
        if before.is_some() && after.is_some() && before != after {
            for (tag, ..) in self.targets() {
                self.forget_place(tag)?;
            }
            self.storage.relay_has_no_attachment()?;
        }
        self.settings.relay = relay;
        self.settings.relay_silent = false;
        Ok(())
    }

    /// The relay contradicted itself about a mailbox: it went back, left something out or changed something. It is counted for
    /// whoever looks, and what is ours there counts as not with the relay.
    ///
    /// # Errors
    /// Storage.
    pub fn relay_contradicted(&mut self, tag: MailboxTag) -> KithResult<()> {
        self.cursor_lost(tag)?;
        self.transact(|k| {
            k.changed(Change::Truth);
            Ok(k.storage.count_refused("relay-contradicts-itself")?)
        })
    }

    /// Opens envelopes and takes in what is inside. The caller commits.
    pub(super) fn take_envelopes(&mut self, envelopes: &[Vec<u8>], way: Way, report: &mut PageReport, now_ms: u64) -> KithResult<()> {
        self.tell_time(now_ms);
        let mut touched = BTreeSet::new();
        for envelope in envelopes {
            let found = match Outer::read(envelope) {
                Ok(outer) => self.targets().into_iter().find(|(t, ..)| *t == outer.tag).map(|(_, target, keys)| (outer.kind, target, keys)),
                Err(why) => {
                    self.refuse(unread(envelope, &why), report)?;
                    continue;
                }
            };
            match found {
                Some((EnvelopeKind::Space, Target::Space(space, epoch), keys)) if matches!(way, Way::Relay | Way::Hand) => {
                    self.take_space_envelope((space, epoch), &keys, envelope, way == Way::Relay, report)?;
                    touched.insert(space);
                }
                Some((EnvelopeKind::Drop, Target::Box(space, _), keys)) => {
                    // Who sent it may stand in what came just before it.
                    for before in std::mem::take(&mut touched) {
                        self.settle_came(before)?;
                    }
                    let new = self.take_drop(space, &keys, (envelope, way), report, now_ms)?;
                    if new && way != Way::Relay && space == self.own {
                        self.carry_to_my_others(&keys.drop_box().tag, envelope, now_ms)?;
                    }
                }
                _ => self.refuse("unknown-mailbox", report)?,
            }
        }
        for space in touched {
            self.settle_came(space)?;
        }
        self.read_documents()?;
        self.work_ledger(now_ms)?;
        self.tend(now_ms)?;
        left_if_refused(self.work_recovery(now_ms))?;
        self.let_go_of_answered()
    }

    /// After entries came into a space: resolve it again, and let in what waited.
    pub(super) fn settle_came(&mut self, space: SpaceId) -> KithResult<()> {
        self.settle(&space)?;
        self.retry_waiting(space)?;
        self.read_documents()
    }

    fn refuse(&mut self, reason: &str, report: &mut PageReport) -> KithResult<()> {
        report.refused += 1;
        Ok(self.storage.count_refused(reason)?)
    }

    fn take_space_envelope(&mut self, at: (SpaceId, EpochId), keys: &EpochKeys, envelope: &[u8], from_relay: bool, report: &mut PageReport) -> KithResult<()> {
        // What is older than the epoch is sealed so that nobody opens it who may not read back.
        let opened = match (seal::open_space(&keys.entry, envelope), keys.older()) {
            (Err(SealError::Closed), Some(older)) => seal::open_space(&older, envelope),
            (opened, _) => opened,
        };
        let items = match opened {
            Ok(items) => items,
            Err(SealError::Closed) => return self.refuse("cannot-open", report),
            Err(_) => return self.refuse("malformed-envelope", report),
        };
        let runs: Vec<Item> = if from_relay { items.iter().filter(|i| matches!(i, Item::Run(_))).cloned().collect() } else { Vec::new() };
        for item in items {
            match item {
                Item::Run(bytes) => {
                    let admission = self.admit(at.0, at.1, &bytes)?;
                    if from_relay && matches!(admission, Admission::Taken | Admission::Known) {
                        self.note_relay_has(&at.0, &at.1, &bytes)?;
                    }
                    match admission {
                        Admission::Taken => report.taken += 1,
                        Admission::Known => report.known += 1,
                        Admission::Waiting => report.waiting += 1,
                        Admission::Refused(_) => {
                            report.refused += 1;
                            report.disputed += 1;
                        }
                    }
                    if Run::decode(&bytes).is_ok_and(|r| r.lane == Lane::Control) && admission == Admission::Taken {
                        self.settle(&at.0)?;
                    }
                }
                Item::Receipt(bytes) => self.take_receipt(&at.0, at.1, &bytes)?,
                Item::Unknown(_) => self.storage.count_refused("newer-item")?,
            }
        }
        if from_relay { self.came_from_relay(&at.0, keys.tag(), envelope, &runs) } else { Ok(()) }
    }

    fn note_relay_has(&mut self, space: &SpaceId, epoch: &EpochId, bytes: &[u8]) -> KithResult<()> {
        let Ok(run) = Run::decode(bytes) else { return Ok(()) };
        let held = self.space(space)?;
        let n = held.n;
        let device = match run.author {
            kith_wire::run::Author::Whole(d) => Some(d),
            kith_wire::run::Author::Hint(h) => held.resolved.device_by_hint(&h),
        };
        if let Some(device) = device {
            let device_n = self.storage.device_n(&device)?;
            let holder = self.mailbox_holder(n, epoch, run.lane)?;
            self.storage.note_held(n, holder, run.lane, device_n, run.last_seq())?;
        }
        Ok(())
    }

    /// Takes a drop; whether it is one, new, and for this person's other devices too.
    fn take_drop(&mut self, space: SpaceId, keys: &EpochKeys, (envelope, way): (&[u8], Way), report: &mut PageReport, now_ms: u64) -> KithResult<bool> {
        let to = keys.drop_box();
        let opened = match seal::open_drop(&keys.box_secret, envelope) {
            Ok(text) => drops::read_drop(&to.public, &text),
            Err(_) => return self.refuse("cannot-open", report).map(|()| false),
        };
        let Ok(opened) = opened else { return self.refuse("malformed-drop", report).map(|()| false) };
        if let Some(drops::Message::Holds(holds)) = &opened.message
            && way == Way::Hand
        {
            // What somebody holds is no news of anything else: by itself it makes no pack new. That they have said it since is a meeting.
            self.heard_since(&opened, &to, now_ms)?;
            self.take_holds(opened.sender, holds, report, now_ms)?;
            return Ok(false);
        }
        if matches!(way, Way::Hand | Way::Within) {
            self.note_by_hand(&opened.sender, envelope)?;
        }
        if !self.storage.first_seen(&opened.id.0, now_ms)? {
            report.known += 1;
            return Ok(false);
        }
        let key = seal::key_id(&to.public);
        let (seq, _) = self.storage.drop_head(false, &opened.sender.0, &key)?;
        self.storage.set_drop_head(false, &opened.sender.0, &key, (opened.seq.max(seq), opened.id))?;
        let Some(message) = opened.message else { return self.refuse("newer-message", report).map(|()| true) };
        match self.take_message(space, (opened.sender, opened.id), message, now_ms) {
            Ok(()) => report.taken += 1,
            // What a peer did wrong is an outcome; only our own storage is an error.
            Err(e) if e.kind == super::ErrorKind::Storage || e.kind == super::ErrorKind::Busy => return Err(e),
            Err(e) => self.refuse(&e.code, report)?,
        }
        Ok(true)
    }

    fn take_message(&mut self, space: SpaceId, (sender, id): (DeviceId, EntryId), message: drops::Message, now_ms: u64) -> KithResult<()> {
        match message {
            drops::Message::Join(request) => self.take_join_request(&request, id, now_ms),
            drops::Message::TurnedAway(note) if space == self.own => self.take_turned_away(&note),
            drops::Message::TurnedAway(_) => Err(super::KithError::not_allowed("not-to-us", "That was not sent to this person.")),
            drops::Message::Admission(admission) => self.take_admission(sender, admission, now_ms).map(|_| ()),
            drops::Message::News(news) => self.take_news(&news),
            drops::Message::Safety(message) => self.take_safety(space, sender, message, now_ms),
            drops::Message::Coins(parts) if space == self.own => self.take_coins(sender, parts, now_ms),
            drops::Message::Coins(parts) => self.take_operations(space, sender, parts, now_ms),
            drops::Message::Removal(note) if space == self.own => self.take_removal(sender, note, now_ms),
            drops::Message::Removal(_) => Err(super::KithError::not_allowed("not-to-us", "That was not sent to this person.")),
            drops::Message::Board(note) if space == self.own => self.take_board(sender, note, now_ms),
            drops::Message::Board(_) => Err(super::KithError::not_allowed("not-to-us", "That was not sent to this person.")),
            drops::Message::Voucher(note) if space == self.own => self.take_voucher(sender, note, now_ms),
            drops::Message::Voucher(_) => Err(super::KithError::not_allowed("not-to-us", "That was not sent to this person.")),
            drops::Message::DoseTwice(twice) => self.take_dose_twice(space, sender, &twice, now_ms),
            drops::Message::VisitTwice(twice) => self.take_visit_twice(space, sender, &twice, now_ms),
            drops::Message::Boundary(note) => self.take_boundary(space, sender, note, now_ms),
            // It comes in a pack alone, and is read there.
            drops::Message::Holds(_) => Err(super::KithError::not_allowed("not-to-us", "That was not sent to this person.")),
            drops::Message::Recovery(note) => self.take_recovery(sender, note, now_ms),
        }
    }

    /// Sealed envelopes that the relay lacks, at most 64 at a time; call again after [`Self::stored`] until there are none.
    ///
    /// # Errors
    /// Storage.
    pub fn outgoing(&mut self, now_ms: u64) -> KithResult<Vec<Outgoing>> {
        let now_ms = self.believed(now_ms);
        self.say_what_was_opened(now_ms);
        let done = self.transact(|k| {
            k.tend(now_ms)?;
            k.time_passed(now_ms)?;
            left_if_refused(k.bring_confirmed_hours(now_ms))?;
            if k.storage.outgoing(1)?.is_empty() {
                let spaces: Vec<SpaceId> = k.spaces.keys().copied().collect();
                for space in spaces {
                    k.seal_what_is_left(space, now_ms)?;
                    k.seal_for_relay(space, now_ms)?;
                }
            }
            let rows = k.storage.outgoing(OUTGOING_MAX)?;
            Ok(rows.into_iter().map(|r| k.outgoing_of(r)).collect())
        });
        self.enrol_if_copied(done, now_ms)
    }

    fn outgoing_of(&self, row: OutboxRow) -> Outgoing {
        let keys = row.epoch.and_then(|e| self.spaces.values().find_map(|s| s.keys_of(&e)));
        let write = keys.map(|k| WriteProof { read_pub: act::capability(&k.read_seed), write_seed: k.write_seed });
        Outgoing { id: row.n, tag: row.tag, write, envelope: row.envelope }
    }

    /// Envelopes that are durable at the relay.
    ///
    /// # Errors
    /// Storage.
    pub fn stored(&mut self, ids: &[u64], _now_ms: u64) -> KithResult<()> {
        self.transact(|k| {
            for id in ids {
                let Some((space, epoch, covers)) = k.storage.outgoing_row(*id)? else { continue };
                if let (Some(n), Some(epoch), Ok(covers)) = (space, epoch, codec::decode::<Vec<(u8, i64, u64)>>(&covers, limits::FRAME_BYTES_MAX)) {
                    for (lane, device, seq) in covers {
                        let lane = if lane == 0 { Lane::Control } else { Lane::Data };
                        let holder = k.mailbox_holder(n, &epoch, lane)?;
                        k.storage.note_held(n, holder, lane, device, seq)?;
                    }
                }
                k.storage.drop_outgoing(*id)?;
            }
            k.changed(Change::Truth);
            Ok(())
        })
    }

    /// An exchange with the relay has been completed.
    pub fn relay_met(&mut self, now_ms: u64) {
        if self.locked {
            return;
        }
        let now_ms = self.believed(now_ms);
        self.settings.last_relay_ms = Some(now_ms);
        self.settings.relay_silent = false;
        self.renew_lease(now_ms);
        // If either cannot be kept, the next exchange does it again.
        let _ = self.transact(|k| {
            k.keep_settings()?;
            k.cut_off_lost(now_ms)?;
            k.read_again()
        });
        self.sign_out_after_exchange();
        self.changed(Change::Truth);
    }

    /// The relay did not answer.
    pub fn relay_silent(&mut self) {
        if self.locked || self.settings.relay_silent {
            return;
        }
        self.settings.relay_silent = true;
        // If it cannot be kept, it is still said until the profile is closed.
        let _ = self.transact(|k| k.keep_settings());
        self.changed(Change::Truth);
    }
}

/// Why an envelope was not even looked into.
fn unread(envelope: &[u8], why: &CodecError) -> &'static str {
    match why {
        CodecError::TooLong { .. } => "oversized-envelope",
        _ if envelope.first().is_some_and(|version| *version > ENVELOPE_VERSION) => "newer-envelope",
        _ => "malformed-envelope",
    }
}
