//! Circles: the people rallied round one person, and what they write to each other.

use super::{
    Change, Kith, KithError, KithResult, attachments, naming,
    spaces::Founding,
    view::{Arrival, ArrivalView, CirclePage, CirclePerson, CircleView, Level, Mood, NewAttachment, NoteView, ReadFrom},
};
use crate::{
    fact::{self, Fact, NoteKind},
    space::{Add, Removed, SpaceKind, act},
    storage::{log::StoredEntry, projection::NoteRow},
};
use kith_wire::{EntryId, Kind, Lane, PersonId, SpaceId, limits};

/// Notes that a circle's page shows at once.
const PAGE_NOTES: u32 = 30;
/// Rows of any list at most.
pub(super) const LIST_MAX: u32 = 500;

pub(super) const fn level_number(level: Level) -> u8 {
    match level {
        Level::Member => act::MEMBER,
        Level::Keeper => act::KEEPER,
        Level::Owner => act::OWNER,
    }
}

pub(super) const fn level_view(level: u8) -> Level {
    match level {
        act::OWNER => Level::Owner,
        act::KEEPER => Level::Keeper,
        _ => Level::Member,
    }
}

impl Kith {
    /// Begins a circle round a person: they are its owner; whoever begins it for them is a keeper.
    pub(super) fn circle_create(&mut self, name: &str, person: &str, now_ms: u64) -> KithResult<CircleView> {
        let name = naming::clean_name(name)?;
        let about = self.person(person)?;
        let add = Add::new;
        let mut founders = vec![add(about, act::OWNER, self.name_of(&about), self.certificates_of(&about)?)];
        if about != self.me {
            founders.push(add(self.me, act::KEEPER, self.name_of(&self.me), self.my_certificates()?));
        }
        let id = self.found(Founding { kind: SpaceKind::Circle, name, coop: self.commons, about: Some(about), founders }, now_ms)?;
        if about != self.me {
            self.send_admission(&about, &[id], now_ms)?;
        }
        self.circle_view(&id)
    }

    /// Brings a member of the co-op into a circle.
    pub(super) fn circle_add(&mut self, circle: &str, person: &str, (level, from): (Level, ReadFrom), now_ms: u64) -> KithResult<CircleView> {
        let id = self.circle(circle)?;
        let person = self.person(person)?;
        let held = self.space(&id)?;
        let mine = held.resolved.level(&self.me);
        let wanted = level_number(level);
        if held.resolved.level(&person) > 0 {
            return Err(KithError::invalid("already-in", "They are in this circle already."));
        }
        if mine < act::KEEPER || wanted >= mine {
            return Err(KithError::not_allowed("not-keeper", "Only those who look after the circle may bring somebody in, and at a level below their own."));
        }
        if held.resolved.people.len() >= limits::CIRCLE_PEOPLE_MAX {
            return Err(KithError::not_allowed("circle-full", "A circle has at most ten people. Make room, or ask the coordinator."));
        }
        let devices = self.certificates_of(&person)?;
        let reads = match from {
            ReadFrom::All => None,
            ReadFrom::Now => Some(act::ReadsFrom::Now),
            ReadFrom::Since(since_ms) => self.space(&id)?.reads_since(since_ms),
        };
        self.bring_in(id, Add { reads, ..Add::new(person, wanted, self.name_of(&person), devices) }, now_ms)?;
        self.send_admission(&person, &[id], now_ms)?;
        self.circle_view(&id)
    }

    pub(super) fn circles(&self) -> KithResult<Vec<CircleView>> {
        let ids: Vec<SpaceId> = self.spaces.values().filter(|s| s.kind() == Some(SpaceKind::Circle)).map(|s| s.id).collect();
        ids.iter().map(|id| self.circle_view(id)).collect()
    }

    pub(super) fn circle_view(&self, id: &SpaceId) -> KithResult<CircleView> {
        let held = self.space(id)?;
        let genesis = held.resolved.genesis.as_ref().ok_or_else(|| KithError::not_found("no-such-circle", "This circle has not arrived whole yet."))?;
        let mut people: Vec<CirclePerson> = held
            .resolved
            .people
            .iter()
            .map(|(p, m)| CirclePerson {
                person: self.person_view(p),
                level: level_view(m.level),
                added_by: m.added_by.filter(|_| !m.by_board).map(|a| self.person_view(&a)),
                added_by_board: m.by_board,
                added_ms: m.added_ms,
                reads_back: m.reads.is_none(),
                reads_from_ms: held.reads_from_ms(p),
            })
            .collect();
        people.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| a.person.name.cmp(&b.person.name)));
        let about = genesis.about.unwrap_or(self.me);
        let unread = self.storage.notes_since(held.n, self.storage.seen_until(held.n)?, &self.me)?;
        Ok(CircleView {
            id: id.hex(),
            name: genesis.name.clone(),
            person: self.person_view(&about),
            people,
            unread,
            standing: self.standing_in(held),
            gone: self.gone_from(held),
            quarantined: self.aside_count(held)?,
            closed: self.circle_closed(*id)?,
            crowded: held.resolved.crowded,
        })
    }

    /// A circle's page; looking at it moves on what counts as new the next time.
    pub(super) fn circle_page(&mut self, circle: &str, now_ms: u64) -> KithResult<CirclePage> {
        let id = self.circle(circle)?;
        let view = self.circle_view(&id)?;
        let n = self.space(&id)?.n;
        let notes = self.note_rows(n, u64::MAX, PAGE_NOTES)?;
        let newest = notes.first().map_or(0, |r| r.at.time_ms);
        let notes: Vec<NoteView> = notes.iter().map(|r| self.note_view(r)).collect::<KithResult<_>>()?;
        let visits = self.visit_views(Some(n), PAGE_NOTES)?;
        let last_handover = notes.iter().find(|v| v.kind == "handover" && !v.text.is_empty() && v.review.is_none()).cloned();
        let last_mood: Option<Mood> = visits.iter().find_map(|v| v.how);
        let (draft, drafts_apart) = self.drafts_in(&id)?;
        let page = CirclePage {
            circle: view,
            last_mood,
            last_handover,
            notes,
            visits,
            plans: self.plan_views(Some(n))?,
            due: self.due_in(&id, now_ms)?,
            coming: self.coming_in(&id, now_ms)?,
            draft,
            drafts_apart,
        };
        self.storage.set_seen_until(n, newest, now_ms)?;
        Ok(page)
    }

    pub(super) fn note_write(&mut self, circle: &str, text: &str, attach: &[NewAttachment], now_ms: u64) -> KithResult<NoteView> {
        let id = self.circle(circle)?;
        let text = naming::clean_text(text)?;
        let files = attachments::all_ready(attach)?;
        let written = text.clone();
        let entry = self.append(id, Kind::Fact, Fact::Note(NoteKind::Note, text).to_bytes(), now_ms)?.id;
        for file in files {
            self.attach(id, entry, file, now_ms)?;
        }
        self.draft_written(&id, &written, now_ms)?;
        self.noted(&id, &entry)
    }

    /// Writes down later what was then, and says so: in the place of a note that was lost with a phone.
    pub(super) fn note_later(&mut self, circle: &str, text: &str, of_ms: u64, now_ms: u64) -> KithResult<NoteView> {
        let id = self.circle(circle)?;
        let text = naming::clean_text(text)?;
        if of_ms > now_ms {
            return Err(KithError::invalid("not-later", "That is still to come: a note written later tells of what was."));
        }
        let entry = self.append(id, Kind::Fact, Fact::LateNote(text, of_ms).to_bytes(), now_ms)?.id;
        self.noted(&id, &entry)
    }

    pub(super) fn noted(&mut self, circle: &SpaceId, entry: &EntryId) -> KithResult<NoteView> {
        self.changed(Change::Circle { circle: circle.hex() });
        self.changed(Change::Truth);
        let row = self.storage.note(entry)?.ok_or_else(|| KithError::not_found("no-such-note", "There is no such note on this device."))?;
        self.note_view(&row)
    }

    /// Corrects a note of one's own; the original is kept.
    pub(super) fn note_correct(&mut self, note: &str, text: &str, now_ms: u64) -> KithResult<NoteView> {
        let row = self.find_note(note)?;
        if row.at.author != self.me {
            return Err(KithError::not_allowed("not-yours", "Only who wrote a note may correct it. Write a note of your own beside it."));
        }
        let text = naming::clean_text(text)?;
        let space =
            self.space_by_n(row.at.space).map(|s| s.id).ok_or_else(|| KithError::not_found("no-such-circle", "This device does not hold that circle."))?;
        self.append(space, Kind::Fact, Fact::Correction(row.at.id, text).to_bytes(), now_ms)?;
        self.noted(&space, &row.at.id)
    }

    fn find_note(&self, note: &str) -> KithResult<NoteRow> {
        let ids = self.storage.note_ids()?;
        let id = Self::entry(note, "note", ids.into_iter())?;
        self.storage.note(&id)?.ok_or_else(|| KithError::not_found("no-such-note", "There is no such note on this device."))
    }

    pub(super) fn notes(&self, circle: &str, limit: u32, before_ms: Option<u64>) -> KithResult<Vec<NoteView>> {
        let n = self.space(&self.circle(circle)?)?.n;
        let rows = self.note_rows(n, before_ms.unwrap_or(u64::MAX), limit.min(LIST_MAX))?;
        rows.iter().map(|r| self.note_view(r)).collect()
    }

    /// A circle's notes, the latest first, and among them those of mine that are put aside.
    fn note_rows(&self, n: i64, before_ms: u64, limit: u32) -> KithResult<Vec<NoteRow>> {
        let mut rows = self.storage.notes(n, before_ms, limit)?;
        let aside: Vec<NoteRow> = self.notes_put_aside(n)?.into_iter().filter(|r| r.at.time_ms < before_ms).collect();
        if !aside.is_empty() {
            rows.extend(aside);
            rows.sort_by_key(|r| std::cmp::Reverse((r.at.time_ms, r.at.id)));
            rows.truncate(limit as usize);
        }
        Ok(rows)
    }

    /// Notes that hold every word of the query; the last word may be a beginning.
    pub(super) fn note_search(&self, query: &str, circle: Option<&str>, limit: u32) -> KithResult<Vec<NoteView>> {
        let space = circle.map(|c| self.circle(c)).transpose()?.map(|id| self.space(&id).map(|s| s.n)).transpose()?;
        // Every word is quoted, so that nothing a person types is taken for the index's own language.
        let words: Vec<String> = query.split_whitespace().map(|w| format!("\"{}\"*", w.replace('"', "\"\""))).collect();
        if words.is_empty() {
            return Err(KithError::invalid("empty-query", "Write what to look for."));
        }
        let rows = self.storage.search_notes(&words.join(" "), space, limit.min(LIST_MAX))?;
        rows.iter().map(|r| self.note_view(r)).collect()
    }

    pub(super) fn note_view(&self, row: &NoteRow) -> KithResult<NoteView> {
        let circle = self.space_by_n(row.at.space).map(|s| s.id.hex()).unwrap_or_default();
        let handover = row.kind == NoteKind::Handover as u8 || row.kind == super::project::HANDOVER_FOR;
        let kind = if handover { "handover" } else { "note" };
        let earlier = if row.text == row.current { Vec::new() } else { self.storage.earlier(row)? };
        let (written_ms, clock_doubtful) = self.written(row.at.space, row.at.device, row.at.seq, row.at.time_ms)?;
        Ok(NoteView {
            id: row.at.id.hex(),
            circle,
            author: self.person_view(&row.at.author),
            kind: kind.to_owned(),
            text: row.current.clone(),
            earlier,
            written_ms,
            clock_doubtful,
            of_ms: if row.kind == super::project::LATE_NOTE { self.tells_of(row)? } else { None },
            other: self.note_other(row)?,
            arrival: self.arrival(row.at.space, row.at.device, row.at.seq)?,
            new: row.at.author != self.me && row.at.time_ms > self.storage.seen_until(row.at.space)?,
            under_review: self.under_review(row.at.space, row.at.device, row.at.seq)?,
            review: self.review_of_mine(&row.at)?,
            attachments: self.attachments_on(&row.at)?,
        })
    }

    /// The time of which a note that was written later tells.
    fn tells_of(&self, row: &NoteRow) -> KithResult<Option<u64>> {
        let fact = self.fact_at(row.at.space, row.at.device, row.at.seq)?;
        Ok(if let Some(Fact::LateNote(_, of_ms)) = fact { Some(of_ms) } else { None })
    }

    /// Whether an entry was written by a device that was cut off, after the moment that was named.
    pub(super) fn under_review(&self, space: i64, device: i64, seq: u64) -> KithResult<bool> {
        let Some(held) = self.space_by_n(space) else { return Ok(false) };
        let Some(id) = self.storage.device_id(device)?.filter(|d| held.cuts.devices().any(|c| c == d)) else { return Ok(false) };
        let entry = self.storage.entries(space, kith_wire::Lane::Data, device, (seq, seq))?;
        // Whoever cut it off named what they held: what others held of before that moment is as good.
        let here = held.resolved.removals.iter().any(|r| r.what == Removed::Device(id));
        let commons = self.commons.and_then(|c| self.spaces.get(&c));
        let since_ms = if here { held.not_trusted_since(&id) } else { commons.and_then(|c| c.cut_off_ms(&id)) };
        let before = |e: &StoredEntry| since_ms.is_some_and(|since_ms| e.time_ms <= since_ms);
        Ok(entry.first().is_some_and(|e| held.cuts.standing(&id, seq, &e.epoch) == crate::space::cut::EntryStanding::UnderReview && !before(e)))
    }

    /// Where an entry has arrived, computed from what others last said that they hold.
    pub(super) fn arrival(&self, space: i64, device: i64, seq: u64) -> KithResult<Arrival> {
        let (with, others, relay) = self.arrived_with(space, device, seq)?;
        Ok(match (with.len(), relay) {
            // What was put into a pack may be with somebody: until they answer, nobody here can say.
            (0, false) if device == self.device_n && self.handed()?.entry_ms(space, seq).is_none() => Arrival::HereOnly,
            (0, false) => Arrival::Unknown,
            (0, true) => Arrival::Relay,
            (people, relay) => {
                Arrival::People { people: u32::try_from(people).unwrap_or(u32::MAX), of: u32::try_from(others.len()).unwrap_or(u32::MAX), relay }
            }
        })
    }

    fn arrived_with(&self, n: i64, device: i64, seq: u64) -> KithResult<(Vec<PersonId>, Vec<PersonId>, bool)> {
        let holders = self.storage.holders(n, device, seq)?;
        let Some(space) = self.space_by_n(n) else { return Ok((Vec::new(), Vec::new(), false)) };
        // For whom it is not to read it does not arrive, however far they hold its chain.
        let epoch = self.storage.entries(n, Lane::Data, device, (seq, seq))?.first().map(|entry| entry.epoch);
        let reads = |p: &PersonId| epoch.is_none_or(|epoch| space.readable_by(p).is_none_or(|epochs| epochs.contains(&epoch)));
        let others: Vec<PersonId> = space.resolved.people.keys().copied().filter(|p| *p != self.me && reads(p)).collect();
        if self.storage.fork_at(n, Lane::Data, device)?.is_some_and(|fork| fork <= seq) {
            // Receipts are by number: of two branches with the same numbers nobody can say which one they hold.
            return Ok((Vec::new(), others, false));
        }
        let mut with = Vec::new();
        // Whoever wrote it has it.
        let author = self.storage.device_id(device)?.and_then(|d| self.person_of(space, &d)).filter(|p| others.contains(p));
        with.extend(author);
        for holder in holders.iter().filter(|h| **h != 0) {
            let person = self.storage.device_id(*holder)?.and_then(|d| self.person_of(space, &d));
            // Whoever has gone may hold it still, and is none of those it is for.
            if let Some(p) = person.filter(|p| others.contains(p) && !with.contains(p)) {
                with.push(p);
            }
        }
        Ok((with, others, holders.contains(&0)))
    }

    /// Where one item has arrived, by person.
    pub(super) fn arrival_view(&self, item: &str) -> KithResult<ArrivalView> {
        let (id, space, device, seq) = self.find_item(item)?;
        let (with, others, _) = self.arrived_with(space, device, seq)?;
        let not_known = others.iter().filter(|p| !with.contains(p)).map(|p| self.person_view(p)).collect();
        Ok(ArrivalView { item: id.hex(), arrival: self.arrival(space, device, seq)?, with: with.iter().map(|p| self.person_view(p)).collect(), not_known })
    }

    pub(super) fn find_item(&self, item: &str) -> KithResult<(EntryId, i64, i64, u64)> {
        let mut rows = self.storage.item_rows()?;
        for kind in [fact::LINE, fact::DOSE, fact::ROTA] {
            rows.extend(self.storage.statements(None, kind)?.into_iter().map(|(at, _)| (at.id, at.space, at.device, at.seq)));
        }
        naming::pick(item, "item", rows.into_iter().map(|row| (row.0.hex(), None, row)))
    }
}
