//! Taking in erasures: what goes, and that it comes out alike whatever came first.
//!
//! What is erased depends on the set of entries alone. A tombstone takes effect when the entry that it names is held and its author, or
//! a keeper of the space, asked for it. With a note go its author's corrections of it, with a visit's beginning its end; an edit goes
//! with its document alone, for a document cannot be read with a change missing. Coins' operations, confirmed hours, medicines,
//! allergies and doses, erasures and whatever this version cannot read are never erased.

use crate::{
    circle::{card_link::CardLinkFact, line::List, task::TaskFact},
    fact::{self, CoinItem, Erasure, Fact, Notice, Target, VisitCorrection},
    kith::{Change, Kith, KithResult, naming},
    space::{Membership, Space, SpaceKind, act},
    storage::{
        erasure::{Buried, Tombstone},
        log::StoredEntry,
        projection::At,
    },
};
use kith_wire::{Body, DeviceId, EntryId, Kind, Lane, PersonId, Run, SpaceId, limits};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes that the fact of a name may have: longer ones need not be looked into.
const NAME_FACT_BYTES_MAX: u32 = 496;
const _: () = assert!(NAME_FACT_BYTES_MAX as usize >= 4 * limits::NAME_CHARS_MAX + 16, "the longest name fits");

/// What has to be read again from what is left of the log.
#[derive(Default)]
struct Again {
    names: BTreeSet<PersonId>,
    visits: BTreeSet<EntryId>,
    documents: BTreeSet<EntryId>,
    /// Entries that are gone, with their authors: what hangs on them goes too.
    gone: BTreeSet<(EntryId, PersonId)>,
}

/// Whether a body may be erased at all.
pub(in crate::kith) fn erasable(kind: Kind, body: &[u8]) -> bool {
    match kind {
        Kind::Edit | Kind::Attachment => true,
        Kind::Control | Kind::Snapshot => false,
        Kind::Fact => match Fact::from_bytes(body) {
            Ok(
                Fact::Note(..)
                | Fact::LateNote(..)
                | Fact::Correction(..)
                | Fact::VisitStart(_)
                | Fact::VisitEnd(_)
                | Fact::VisitCorrected(_)
                | Fact::VisitFor(_)
                | Fact::NoteFor(..)
                | Fact::Tasks(TaskFact::Done(..))
                | Fact::CardLink(CardLinkFact::Made(_))
                | Fact::Name(_)
                | Fact::Document(..)
                | Fact::Hold(_)
                | Fact::Attached(_),
            ) => true,
            Ok(Fact::Notice(kind, ..)) => {
                [Notice::Story, Notice::Attachment, Notice::Draft, Notice::TwinMade, Notice::TwinSeen].iter().any(|erasable| *erasable as u8 == kind)
            }
            // A poem or picture on a coin; the coin and its history stay.
            Ok(Fact::Coin(kind, _)) => kind == CoinItem::Attachment as u8,
            // Medicines, allergies and what was given are what others act on: they are stopped and corrected, not taken away.
            Ok(Fact::Line(change)) => change.says.is_some_and(|s| !matches!(s.list(), List::Medicine | List::Allergy)),
            Ok(_) | Err(_) => false,
        },
    }
}

/// What an entry corrects, ends or hangs on.
fn hangs_on(entry: &StoredEntry) -> Option<EntryId> {
    let Body::Held { bytes, .. } = &entry.body else { return None };
    match Fact::from_bytes(bytes).ok().filter(|_| entry.kind == Kind::Fact)? {
        Fact::Correction(note, _) => Some(note),
        Fact::VisitEnd(end) | Fact::VisitCorrected(VisitCorrection { end, .. }) => Some(end.visit),
        Fact::Attached(attached) => Some(attached.of),
        Fact::Tasks(TaskFact::Done(visit, _)) => Some(visit),
        _ => None,
    }
}

/// The body as what is left of it.
fn without(body: &Body) -> Body {
    Body::Erased { hash: body.hash(), len: body.len() }
}

impl Kith {
    /// Whether an entry of a space is erased when somebody asks: whoever wrote it, and in a circle or the commons a keeper.
    pub(in crate::kith) fn may_erase(space: &Space, by: &PersonId, author: Option<PersonId>) -> bool {
        author == Some(*by) || (matches!(space.kind(), Some(SpaceKind::Circle | SpaceKind::Commons)) && Self::was_keeper(space, by))
    }

    /// Whether somebody is, or rightly was, one who looks after a space. It never turns back: what a keeper had erased before they were
    /// removed is erased for those who hear of the removal first, too. (What they ask for after their removal is put aside.)
    fn was_keeper(space: &Space, by: &PersonId) -> bool {
        let high = |what: &Membership| matches!(what, Membership::Added(level) | Membership::Level(level) if *level >= act::KEEPER);
        space.resolved.level(by) >= act::KEEPER || space.resolved.history.iter().any(|line| line.person == *by && high(&line.what))
    }

    /// Asks that one entry of a space be erased.
    pub(in crate::kith) fn erase_entry(&mut self, space: SpaceId, (device, target): (DeviceId, Target), reason: &str, now_ms: u64) -> KithResult<()> {
        let reason: String = naming::clean_words(reason)?.chars().take(fact::ERASE_REASON_CHARS_MAX).collect();
        self.append_erasure(space, &BTreeMap::from([(device, BTreeSet::from([target]))]), &reason, None, now_ms).map(drop)
    }

    /// Takes in an erasure: keeps its tombstones, and buries what is held.
    pub(in crate::kith) fn project_erasure(&mut self, space: &SpaceId, at: &At, erasure: &Erasure) -> KithResult<()> {
        let mut places = Vec::new();
        for targets in &erasure.targets {
            let device = self.storage.device_n(&targets.device)?;
            for target in targets.entries.iter().take(fact::ERASE_ENTRIES_MAX) {
                let (person, entry, successor) = (at.author, at.id, erasure.successor);
                let reason = erasure.reason.chars().take(fact::ERASE_REASON_CHARS_MAX).collect();
                self.storage.add_tombstone(&Tombstone { space: at.space, device, target: *target, person, entry, successor, reason, time_ms: at.time_ms })?;
                places.push((device, target.seq));
            }
        }
        self.scrub_aside(space, at.space)?;
        let mut buried = Vec::new();
        for place in places {
            buried.extend(self.storage.buried(at.space, Some(place))?);
        }
        self.bury(space, buried)
    }

    /// After a data entry has been kept and shown: whether it was asked to be erased before it came.
    pub(in crate::kith) fn bury_arrival(&mut self, space: &SpaceId, n: i64, entry: &StoredEntry) -> KithResult<()> {
        if !self.storage.has_tombstones(n)? {
            return Ok(());
        }
        let named = self.storage.buried(n, Some((entry.device, entry.seq)))?;
        if !named.is_empty() {
            return self.bury(space, named);
        }
        if self.hangs_on_erased(space, entry)? {
            let mut again = Again::default();
            if let Some(of) = hangs_on(entry) {
                self.note_fell(space, entry, &of)?;
            }
            self.take_away(space, n, entry, &mut again)?;
            self.read_what_is_left(space, n, again)?;
        }
        Ok(())
    }

    /// Applies the erasures known of a space again: somebody may have come to be a keeper since.
    pub(in crate::kith) fn replay_erasures_in(&mut self, space: &SpaceId) -> KithResult<()> {
        let n = self.space(space)?.n;
        if !self.storage.has_tombstones(n)? {
            return Ok(());
        }
        let held = self.storage.buried(n, None)?.into_iter().filter(|(_, e)| matches!(e.body, Body::Held { .. })).collect();
        self.bury(space, held)
    }

    /// A body that came for an entry which is held without one, though nobody who may has asked for that: it is taken in again.
    pub(in crate::kith) fn mend(&mut self, space: &SpaceId, n: i64, held: &StoredEntry, body: &Body) -> KithResult<()> {
        let (Body::Erased { .. }, Body::Held { salt, bytes }) = (&held.body, body) else { return Ok(()) };
        let whole = StoredEntry { body: body.clone(), ..held.clone() };
        let author = self.author_in(space, held.device)?;
        let asked = self.storage.buried(n, Some((held.device, held.seq)))?;
        let here = self.space(space)?;
        let rightly = asked.iter().any(|(t, _)| Self::may_erase(here, &t.person, author)) && erasable(held.kind, bytes);
        if rightly || self.hangs_on_erased(space, &whole)? {
            return Ok(());
        }
        self.storage.mend_body(n, held.device, held.seq, salt, bytes)?;
        let Some(device) = self.storage.device_id(held.device)? else { return Ok(()) };
        self.project(space, device, &whole)
    }

    fn author_in(&self, space: &SpaceId, device: i64) -> KithResult<Option<PersonId>> {
        let here = self.space(space)?;
        Ok(self.storage.device_id(device)?.and_then(|d| self.person_of(here, &d)))
    }

    /// Whether it corrects or ends something of its author's that is erased.
    fn hangs_on_erased(&self, space: &SpaceId, entry: &StoredEntry) -> KithResult<bool> {
        let Some(parent) = hangs_on(entry) else { return Ok(false) };
        Ok(self.is_erased(space, &parent)?.is_some_and(|author| Some(author) == self.author_in(space, entry.device).unwrap_or(None)))
    }

    /// The author of an entry of a space that is held without a body because that was rightly asked for.
    pub(in crate::kith) fn is_erased(&self, space: &SpaceId, id: &EntryId) -> KithResult<Option<PersonId>> {
        let here = self.space(space)?;
        for t in self.storage.tombstones_of(id)?.into_iter().filter(|t| t.space == here.n) {
            let author = self.author_in(space, t.device)?;
            let gone = self.storage.entry_at(t.space, t.device, &t.target)?.is_some_and(|e| matches!(e.body, Body::Erased { .. }));
            if gone && Self::may_erase(here, &t.person, author) {
                return Ok(author);
            }
        }
        Ok(None)
    }

    /// Buries what tombstones name: documents before their edits.
    fn bury(&mut self, space: &SpaceId, buried: Vec<Buried>) -> KithResult<()> {
        let n = self.space(space)?.n;
        let mut again = Again::default();
        let (edits, rest): (Vec<Buried>, Vec<Buried>) = buried.into_iter().partition(|(_, e)| e.kind == Kind::Edit);
        for (t, entry) in &rest {
            let author = self.author_in(space, entry.device)?;
            if !Self::may_erase(self.space(space)?, &t.person, author) {
                continue;
            }
            self.take_away(space, n, entry, &mut again)?;
            if let Some(author) = author {
                again.gone.insert((entry.id, author));
            }
        }
        // A document's edits may have been named by other erasures, or before it was known whose they are.
        let edits = if rest.is_empty() { edits } else { self.storage.buried(n, None)?.into_iter().filter(|(_, e)| e.kind == Kind::Edit).collect() };
        for (t, entry) in &edits {
            let Body::Held { bytes, .. } = &entry.body else { continue };
            let Some((document, _)) = fact::read_edit(bytes) else { continue };
            let author = self.author_in(space, entry.device)?;
            if Self::may_erase(self.space(space)?, &t.person, author) && self.is_erased(space, &document)?.is_some() {
                self.take_away(space, n, entry, &mut again)?;
            }
        }
        self.read_what_is_left(space, n, again)
    }

    /// Takes one entry's body away, and what was shown of it.
    fn take_away(&mut self, space: &SpaceId, n: i64, entry: &StoredEntry, again: &mut Again) -> KithResult<()> {
        let Body::Held { bytes, .. } = &entry.body else { return Ok(()) };
        if !erasable(entry.kind, bytes) || !self.storage.erase_body(n, entry.device, entry.seq, &entry.body.hash())? {
            return Ok(());
        }
        self.ask_relay_to_drop(n, entry.device, entry.seq)?;
        if entry.kind == Kind::Edit {
            if let Some((document, _)) = fact::read_edit(bytes) {
                self.storage.drop_document_waiting(&document, entry.device, entry.seq)?;
            }
            return Ok(());
        }
        match Fact::from_bytes(bytes) {
            Ok(Fact::Note(..) | Fact::LateNote(..) | Fact::NoteFor(..)) => self.storage.drop_note(&entry.id)?,
            Ok(Fact::Correction(..)) => self.storage.drop_correction(&entry.id)?,
            Ok(Fact::VisitEnd(end)) => {
                self.storage.drop_row(&entry.id)?;
                again.visits.insert(end.visit);
            }
            Ok(Fact::Document(..)) => {
                self.storage.drop_row(&entry.id)?;
                again.documents.insert(entry.id);
            }
            Ok(Fact::CardLink(CardLinkFact::Made(made))) => {
                self.storage.drop_row(&entry.id)?;
                self.drop_card_link(&entry.id, &made)?;
            }
            Ok(Fact::Attached(attached)) => self.drop_attached(&entry.id, &attached)?,
            Ok(Fact::Name(_)) => again.names.extend(self.author_in(space, entry.device)?),
            Ok(Fact::Coin(..)) => {
                self.storage.drop_coin_item(n, entry.device, entry.seq)?;
                *self.coins.borrow_mut() = None;
                self.changed(Change::Coins);
            }
            Ok(Fact::Notice(..)) => {
                self.storage.drop_row(&entry.id)?;
                *self.coins.borrow_mut() = None;
                self.changed(Change::Book);
            }
            _ => self.storage.drop_row(&entry.id)?,
        }
        self.changed_circle(space);
        self.changed(Change::Truth);
        Ok(())
    }

    /// Reads again what an erasure has laid bare, and takes away what hung on what is gone.
    fn read_what_is_left(&mut self, space: &SpaceId, n: i64, mut again: Again) -> KithResult<()> {
        if !again.gone.is_empty() || !again.visits.is_empty() {
            self.read_facts_again(space, n, &mut again)?;
        }
        if !again.documents.is_empty() {
            self.set_late_edits_aside(n, &again.documents)?;
        }
        if !again.names.is_empty() {
            self.read_names_again(&again.names)?;
        }
        Ok(())
    }

    /// Takes away what hung on what is gone; then, of two ends of a visit, shows the one that is left.
    fn read_facts_again(&mut self, space: &SpaceId, n: i64, again: &mut Again) -> KithResult<()> {
        let (mut ends, mut hanging) = (Vec::new(), Vec::new());
        for entry in self.storage.held_of_kind(n, Kind::Fact, None)? {
            let Some(parent) = hangs_on(&entry) else { continue };
            let author = self.author_in(space, entry.device)?;
            if author.is_some_and(|a| again.gone.contains(&(parent, a))) {
                hanging.push((parent, entry));
            } else {
                ends.push((parent, entry));
            }
        }
        for (parent, entry) in hanging {
            self.note_fell(space, &entry, &parent)?;
            self.take_away(space, n, &entry, again)?;
        }
        for (parent, entry) in ends {
            if again.visits.contains(&parent)
                && let Some(device) = self.storage.device_id(entry.device)?
            {
                self.project(space, device, &entry)?;
            }
        }
        Ok(())
    }

    /// Edits by others to a document that is gone: kept aside, to be offered again to their authors.
    fn set_late_edits_aside(&mut self, n: i64, documents: &BTreeSet<EntryId>) -> KithResult<()> {
        for entry in self.storage.held_of_kind(n, Kind::Edit, None)? {
            let Body::Held { bytes, .. } = &entry.body else { continue };
            if let Some((document, change)) = fact::read_edit(bytes).filter(|(d, _)| documents.contains(d)) {
                self.storage.add_document_waiting(&document, entry.device, entry.seq, change)?;
            }
        }
        Ok(())
    }

    fn read_names_again(&mut self, people: &BTreeSet<PersonId>) -> KithResult<()> {
        for person in people {
            self.storage.drop_name(person)?;
        }
        let spaces: Vec<(SpaceId, i64)> = self.spaces.values().map(|s| (s.id, s.n)).collect();
        for (space, n) in spaces {
            for entry in self.storage.held_of_kind(n, Kind::Fact, Some(NAME_FACT_BYTES_MAX))? {
                let Body::Held { bytes, .. } = &entry.body else { continue };
                let Ok(Fact::Name(name)) = Fact::from_bytes(bytes) else { continue };
                if let Some(author) = self.author_in(&space, entry.device)?.filter(|a| people.contains(a)) {
                    self.storage.put_name(&At { space: n, device: entry.device, seq: entry.seq, id: entry.id, time_ms: entry.time_ms, author }, &name)?;
                }
            }
        }
        self.names = self.storage.names()?.into_iter().collect();
        self.changed(Change::Members);
        Ok(())
    }

    /// Takes the bodies that were asked to be erased out of runs that wait, and out of the other branches of forks.
    fn scrub_aside(&mut self, space: &SpaceId, n: i64) -> KithResult<()> {
        for row in self.storage.waiting(n)? {
            if let Some(bytes) = self.scrubbed(space, &row.bytes)? {
                self.storage.rewrite_waiting(row.n, &bytes)?;
            }
        }
        for (lane, device, seq, run) in self.storage.forks(n)? {
            if let Some(bytes) = self.scrubbed(space, &run)? {
                self.storage.rewrite_fork(n, lane, device, seq, &bytes)?;
            }
        }
        Ok(())
    }

    /// A run without the bodies that were rightly asked to be erased, if it has any. Where it stands is not known yet, so a body goes by
    /// its author and number alone; the hash that is left says as much about the chain.
    pub(in crate::kith) fn scrubbed(&self, space: &SpaceId, bytes: &[u8]) -> KithResult<Option<Vec<u8>>> {
        let here = self.space(space)?;
        if !self.storage.has_tombstones(here.n)? {
            return Ok(None);
        }
        let Some(mut run) = Run::decode(bytes).ok().filter(|r| r.lane == Lane::Data) else { return Ok(None) };
        let mut changed = false;
        for t in self.storage.tombstones(here.n)? {
            let Some(device) = self.storage.device_id(t.device)?.filter(|d| run.author.matches(d)) else { continue };
            let place = t.target.seq.checked_sub(run.first_seq).and_then(|i| usize::try_from(i).ok());
            let Some(entry) = place.and_then(|i| run.entries.get_mut(i)) else { continue };
            let Body::Held { bytes, .. } = &entry.body else { continue };
            if erasable(entry.kind, bytes) && entry.kind != Kind::Edit && Self::may_erase(here, &t.person, self.person_of(here, &device)) {
                entry.body = without(&entry.body);
                changed = true;
            }
        }
        Ok(changed.then(|| run.encode()))
    }
}
