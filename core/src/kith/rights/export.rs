//! All that a device holds about somebody, for them to have; and requests that an office handles, with their clock.
//!
//! What others wrote, and words that name other people, are marked: in an export for oneself they are there to be seen, in one that an
//! office gives they are looked at first, and what is withheld is left out.

use super::readable;
use crate::{
    circle::schedule::Slot,
    fact::{self, CoinItem, Fact},
    kith::{
        Kith, KithError, KithResult,
        lines::says_text,
        naming,
        view::{AttachmentState, AttachmentView, CaseView, ExportView, PassageView, Role},
    },
    space::SpaceKind,
    words::Words,
};
use kith_wire::{EntryId, Kind, PersonId, SpaceId};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The version of the export's document.
pub(super) const EXPORT_VERSION: u32 = 1;
/// Rows of one kind from one circle.
const ROWS_MAX: u32 = 10_000;
/// Letters of a name below which it is not looked for in texts.
const NAME_LETTERS_MIN: usize = 3;
/// A request is answered within a month; counted as thirty days, never more than the law's month.
const ANSWER_MS: u64 = 30 * DAY_MS;
const DAY_MS: u64 = 86_400_000;
const EXPORT: u8 = 1;
const ERASURE: u8 = 2;

/// Marks passages while an export is put together.
struct Marker {
    subject: PersonId,
    /// Other people's names, small, with how they are shown.
    names: Vec<(String, String)>,
    decided: BTreeMap<String, bool>,
    /// What stands in place of what is withheld.
    withheld: String,
    found: Vec<PassageView>,
}

impl Marker {
    /// A text as it may be given: marked if it comes from or names somebody else, left out if that was decided.
    fn text(&mut self, id: &str, part: &str, author: &PersonId, text: &str) -> Value {
        let mut because: Vec<String> = Vec::new();
        if *author != self.subject {
            because.push("written-by-another".to_owned());
        }
        let folded = text.to_lowercase();
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric() && c != '\'').collect();
        because.extend(self.names.iter().filter(|(name, _)| words.contains(&name.as_str())).map(|(_, shown)| format!("names {shown}")));
        because.dedup();
        if because.is_empty() || text.is_empty() {
            return json!({ "text": text });
        }
        let passage = format!("{}-{part}", &id[..id.len().min(16)]);
        let decision = match self.decided.get(&passage) {
            Some(true) => "withheld",
            Some(false) => "cleared",
            None => "open",
        };
        self.found.push(PassageView { passage: passage.clone(), text: text.to_owned(), because: because.clone(), decision: decision.to_owned() });
        let shown = if decision == "withheld" { self.withheld.as_str() } else { text };
        json!({ "text": shown, "passage": passage, "because": because, "decision": decision })
    }
}

impl Kith {
    fn marker(&self, subject: PersonId, case: Option<&EntryId>) -> KithResult<Marker> {
        let mut names = Vec::new();
        for person in self.known_people().into_iter().filter(|p| *p != subject) {
            let shown = self.name_of(&person);
            let parts = shown.split_whitespace().filter(|w| w.chars().count() >= NAME_LETTERS_MIN);
            names.extend(parts.map(|w| (w.to_lowercase(), shown.clone())));
        }
        names.sort();
        names.dedup();
        let mut decided = BTreeMap::new();
        for (_, body) in self.storage.statements(Some(self.space(&self.own)?.n), fact::REVIEWED)? {
            if let Ok(Fact::Reviewed(of, passage, withhold)) = Fact::from_bytes(&body)
                && Some(&of) == case
            {
                decided.insert(passage, withhold);
            }
        }
        Ok(Marker { subject, names, decided, withheld: Words::of(self.settings.language).say("export-withheld"), found: Vec::new() })
    }

    /// All that this device holds about somebody.
    pub(in crate::kith) fn export(&mut self, person: Option<&str>, case: Option<&str>, now_ms: u64) -> KithResult<ExportView> {
        let case = case.map(|c| self.find_case(c)).transpose()?;
        let subject = match (&case, person) {
            (Some((_, asked_by, ..)), _) => *asked_by,
            (None, Some(person)) => self.person(person)?,
            (None, None) => self.me,
        };
        if subject != self.me && !self.has_role(&self.me, Role::Office) && !self.has_role(&self.me, Role::Coordinator) {
            return Err(KithError::not_allowed(
                "office-only",
                "You can have all that is held about you. What is held about others is given to them by the office.",
            ));
        }
        let mut marker = self.marker(subject, case.as_ref().map(|(id, ..)| id))?;
        let mut circles = Vec::new();
        let ids: Vec<_> = self.spaces.values().filter(|s| s.kind() == Some(SpaceKind::Circle)).map(|s| s.id).collect();
        for id in ids {
            let space = self.space(&id)?;
            let about = space.resolved.genesis.as_ref().and_then(|g| g.about) == Some(subject);
            // Of a circle that they were in, their own words, as far as this device holds them.
            if about || space.resolved.level(&subject) > 0 || space.departures().iter().any(|(_, gone)| *gone == subject) {
                circles.push(self.export_circle(&id, about, &mut marker)?);
                if subject != self.me {
                    self.note_opened(&id, 1, super::access::EXPORTED, now_ms)?;
                }
            }
        }
        let coins = self.export_coins(&subject)?;
        let document = json!({
            "format": "kith-export",
            "version": EXPORT_VERSION,
            "made_ms": now_ms,
            "made_by": self.person_view(&self.me),
            "about": self.person_view(&subject),
            "profile": self.export_profile(&subject, &mut marker)?,
            "memberships": self.export_memberships(&subject)?,
            "circles": circles,
            "coins": coins,
            "drafts": if subject == self.me { json!(self.note_drafts()?) } else { json!([]) },
            "devices": if subject == self.me { json!(self.devices()?) } else { json!([]) },
            "consents": self.export_consents(&subject)?,
            "access": self.access_log(Some(&subject.hex())).unwrap_or_default(),
            "kept": if subject == self.me { json!(self.kept_of_mine()?) } else { json!([]) },
            "review_open": marker.found.iter().filter(|p| p.decision == "open").count(),
        });
        let html = readable::page(Words::of(self.settings.language), &document);
        Ok(ExportView { json: document, html, review: marker.found })
    }

    fn export_profile(&self, subject: &PersonId, marker: &mut Marker) -> KithResult<Value> {
        let view = self.profile(&subject.hex())?;
        let id = subject.hex();
        let sections: Vec<Value> = view
            .sections
            .iter()
            .enumerate()
            .map(
                |(i, s)| json!({ "side": s.side, "section": s.section, "audience": s.audience, "words": marker.text(&id, &format!("s{i}"), subject, &s.text) }),
            )
            .collect();
        Ok(json!({ "sections": sections, "lists": view.lists }))
    }

    /// What somebody has agreed to: whom they show which part of their profile, and, on their own device, where what they earn goes.
    fn export_consents(&self, subject: &PersonId) -> KithResult<Value> {
        let view = self.profile(&subject.hex())?;
        let mut out: Vec<Value> =
            view.sections.iter().map(|s| json!({ "what": "profile-part", "side": s.side, "part": s.section, "audience": s.audience })).collect();
        out.extend(view.lists.iter().map(|l| json!({ "what": "profile-part", "side": l.side, "part": l.list, "audience": l.audience })));
        if *subject == self.me {
            let said = self.storage.coin_items(self.space(&self.own)?.n)?;
            let said = said.iter().filter(|(kind, ..)| *kind == CoinItem::AutoDonate as u8);
            out.extend(said.map(|(_, at_ms, bytes)| json!({ "what": "auto-donate", "on": bytes.first() == Some(&1), "at_ms": at_ms })));
        }
        Ok(json!(out))
    }

    fn export_memberships(&self, subject: &PersonId) -> KithResult<Value> {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return Ok(json!([])) };
        let member = self.members()?.into_iter().find(|m| m.person.id == subject.hex());
        let name = commons.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default();
        Ok(member.map_or_else(
            || json!([]),
            |m| json!([{ "coop": name, "class": m.class, "since_ms": m.since_ms, "admitted_by": m.admitted_by, "roles": m.roles, "devices": m.devices }]),
        ))
    }

    fn export_coins(&mut self, subject: &PersonId) -> KithResult<Value> {
        if *subject == self.me {
            let purse = self.purse()?;
            let coins: Vec<Value> = purse.coins.iter().map(|c| json!({ "id": c.id, "state": c.state, "story": c.story })).collect();
            // What somebody else was given is theirs to take along.
            let vouchers: Vec<_> = self.vouchers()?.vouchers.into_iter().filter(|voucher| voucher.mine).collect();
            return Ok(json!({ "balance": purse.balance, "coins": coins, "movements": purse.movements, "vouchers": vouchers }));
        }
        if self.ledger_space().is_some() {
            return self.book_of(subject);
        }
        Ok(json!({ "note": "see-own-device" }))
    }

    fn export_circle(&self, id: &SpaceId, about: bool, marker: &mut Marker) -> KithResult<Value> {
        let view = self.circle_view(id)?;
        let n = self.space(id)?.n;
        let subject = marker.subject;
        let mut notes = Vec::new();
        for row in self.storage.notes(n, u64::MAX, ROWS_MAX)?.iter().filter(|r| about || r.at.author == subject) {
            let note = self.note_view(row)?;
            let earlier: Vec<Value> = note.earlier.iter().enumerate().map(|(i, t)| marker.text(&note.id, &format!("e{i}"), &row.at.author, t)).collect();
            let words = marker.text(&note.id, "now", &row.at.author, &note.text);
            let attachments = Self::export_attachments(&note.attachments, &row.at.author, marker);
            notes.push(json!({ "id": note.id, "kind": note.kind, "author": note.author, "other": note.other, "written_ms": note.written_ms, "words": words, "earlier": earlier, "attachments": attachments }));
        }
        let mut visits = Vec::new();
        for row in self.storage.visits(Some(n), ROWS_MAX)?.iter().filter(|r| about || r.at.author == subject) {
            let visit = self.visit_view(row)?;
            let words = marker.text(&visit.id, "text", &row.at.author, &visit.text);
            let handover = marker.text(&visit.id, "handover", &row.at.author, &visit.handover);
            let mut earlier = Vec::new();
            for (i, told) in visit.corrections.iter().enumerate().filter(|(_, told)| !told.stands) {
                let both = [told.text.as_str(), told.handover.as_str()].join(" ");
                let words = marker.text(&visit.id, &format!("e{i}"), &row.at.author, both.trim());
                earlier.push(
                    json!({ "told_ms": told.told_ms, "started_ms": told.started_ms, "ended_ms": told.ended_ms, "minutes": told.minutes, "words": words }),
                );
            }
            let attachments = Self::export_attachments(&visit.attachments, &row.at.author, marker);
            let (minutes, ended, tasks) = (visit.minutes, visit.ended_ms, &visit.tasks);
            let (author, confirmed) = (self.person_view(&row.at.author), self.confirmation(row).is_some());
            visits.push(json!({ "id": visit.id, "visitor": author, "started_ms": visit.started_ms, "ended_ms": ended, "minutes": minutes, "tasks": tasks, "other": visit.other, "earlier": earlier, "confirmed": confirmed, "words": words, "handover": handover, "attachments": attachments }));
        }
        let mut plans = Vec::new();
        for plan in self.plan_views(Some(n))?.into_iter().filter(|p| about || p.changed_by.id == subject.hex()) {
            // A plan is written by several people: what it says counts as another's unless it is the subject's alone.
            let words = marker.text(&plan.id, "text", &PersonId::ZERO, &plan.text);
            plans.push(json!({ "id": plan.id, "title": plan.title, "when": plan.when, "place": plan.place, "changed_by": plan.changed_by, "changed_ms": plan.changed_ms, "words": words }));
        }
        let (lists, doses) = (self.export_lists(id, about, marker)?, self.export_doses(id, about, marker)?);
        let me = view.people.iter().find(|p| p.person.id == subject.hex());
        let people: Vec<&str> = view.people.iter().map(|p| p.person.name.as_str()).collect();
        Ok(json!({
            "id": view.id, "name": view.name, "round": view.person.name, "people": people, "level": me.map(|p| p.level), "added_by": me.and_then(|p| p.added_by.clone()),
            "notes": notes, "visits": visits, "plans": plans, "lists": lists, "doses": doses,
        }))
    }

    /// Pictures and documents that hang on something: what each is, and by which name the shell puts its bytes beside the document.
    fn export_attachments(hanging: &[AttachmentView], author: &PersonId, marker: &mut Marker) -> Vec<Value> {
        let one = |view: &AttachmentView| {
            // One without words is looked at before it is given away, too.
            let said = [&view.words, &view.name, &view.kind].into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
            let words = marker.text(&view.id, "shows", author, &said);
            let withheld = words["decision"] == "withheld";
            let ending = match view.media.as_str() {
                "image/jpeg" => "jpg",
                "application/pdf" => "pdf",
                _ => "txt",
            };
            let file = (view.state == AttachmentState::Here && !withheld).then(|| format!("{}.{ending}", view.id.chars().take(16).collect::<String>()));
            let name = if withheld { "" } else { view.name.as_str() };
            json!({ "id": view.id, "kind": view.kind, "media": view.media, "name": name, "bytes": view.bytes, "author": view.author, "attached_ms": view.attached_ms, "state": view.state, "words": words, "file": file })
        };
        hanging.iter().map(one).collect()
    }

    /// The lists of a circle, each line with its history: of its person everything, of another what they wrote.
    fn export_lists(&self, id: &SpaceId, about: bool, marker: &mut Marker) -> KithResult<Vec<Value>> {
        let lists = self.lists(id)?;
        let (as_needed, subject) = (self.words().say("medicine-as-needed"), marker.subject);
        let mut out = Vec::new();
        for line in &lists.lines {
            for fact in line.facts.iter().filter(|f| about || f.author == subject) {
                let text = fact.change.says.as_ref().map(|s| says_text(s, &as_needed)).unwrap_or_default();
                let words = marker.text(&fact.id.hex(), "line", &fact.author, &text);
                let why = marker.text(&fact.id.hex(), "why", &fact.author, &fact.change.why);
                let (stopped, by) = (fact.change.says.is_none(), self.person_view(&fact.author));
                out.push(json!({ "line": line.id.hex(), "list": line.list, "by": by, "written_ms": fact.time_ms, "from_ms": fact.change.from_ms, "stopped": stopped, "words": words, "why": why }));
            }
        }
        Ok(out)
    }

    fn export_doses(&self, id: &SpaceId, about: bool, marker: &mut Marker) -> KithResult<Vec<Value>> {
        let (lists, given, subject) = (self.lists(id)?, self.doses(id)?, marker.subject);
        let entries = given.doses.due.values().flat_map(|r| &r.entries).chain(&given.doses.extra);
        let mut out = Vec::new();
        for entry in entries.filter(|e| about || e.author == subject) {
            let name = lists.lines.iter().find(|l| l.id == entry.dose.medicine).map_or("", |l| l.name());
            let words = marker.text(&entry.id.hex(), "dose", &entry.author, &entry.dose.text);
            let (slot, by) = (entry.dose.slot.map(Slot::text), self.person_view(&entry.author));
            out.push(json!({ "id": entry.id.hex(), "medicine": name, "slot": slot, "outcome": entry.dose.outcome, "at_ms": entry.dose.at_ms, "by": by, "words": words }));
        }
        Ok(out)
    }

    fn require_office(&self) -> KithResult<()> {
        if self.has_role(&self.me, Role::Office) || self.has_role(&self.me, Role::Coordinator) {
            return Ok(());
        }
        Err(KithError::not_allowed("office-only", "Requests for data are handled by the office."))
    }

    /// Somebody asks for their data or for its erasure.
    pub(in crate::kith) fn case_open(&mut self, person: &str, what: &str, asked_ms: Option<u64>, now_ms: u64) -> KithResult<CaseView> {
        self.require_office()?;
        let person = self.person(person)?;
        let what = match what {
            "export" => EXPORT,
            "erasure" => ERASURE,
            _ => return Err(KithError::invalid("no-such-request", "A request is for an export or for erasure.")),
        };
        let id = self.append(self.own, Kind::Fact, Fact::Asked(person, what, asked_ms.unwrap_or(now_ms)).to_bytes(), now_ms)?.id;
        self.case_of(&id, now_ms)
    }

    fn case_of(&self, id: &EntryId, now_ms: u64) -> KithResult<CaseView> {
        let found = self.cases(now_ms)?.into_iter().find(|c| c.id == id.hex());
        found.ok_or_else(|| KithError::not_found("no-such-request", "There is no such request on this device."))
    }

    fn find_case(&self, case: &str) -> KithResult<(EntryId, PersonId, u8, u64)> {
        let own = self.space(&self.own)?.n;
        let asked = self.storage.statements(Some(own), fact::ASKED)?.into_iter().filter_map(|(at, body)| match Fact::from_bytes(&body) {
            Ok(Fact::Asked(person, what, asked_ms)) => Some((at.id.hex(), None, (at.id, person, what, asked_ms))),
            _ => None,
        });
        naming::pick(case, "request", asked)
    }

    /// Requests that this office handles, the one that is due first in front.
    pub(in crate::kith) fn cases(&self, now_ms: u64) -> KithResult<Vec<CaseView>> {
        let own = self.space(&self.own)?.n;
        let mut answered = BTreeMap::new();
        for (at, body) in self.storage.statements(Some(own), fact::ANSWERED)? {
            if let Ok(Fact::Answered(case)) = Fact::from_bytes(&body) {
                answered.entry(case).or_insert(at.time_ms);
            }
        }
        let mut out = Vec::new();
        for (at, body) in self.storage.statements(Some(own), fact::ASKED)? {
            let Ok(Fact::Asked(person, what, asked_ms)) = Fact::from_bytes(&body) else { continue };
            let due_ms = asked_ms.saturating_add(ANSWER_MS);
            let days = |ms: u64| i64::try_from(ms / DAY_MS).unwrap_or(i64::MAX);
            out.push(CaseView {
                id: at.id.hex(),
                person: self.person_view(&person),
                what: if what == EXPORT { "export" } else { "erasure" }.to_owned(),
                asked_ms,
                due_ms,
                days_left: days(due_ms).saturating_sub(days(now_ms)),
                answered_ms: answered.get(&at.id).copied(),
            });
        }
        out.sort_by_key(|c| (c.answered_ms.is_some(), c.due_ms));
        Ok(out)
    }

    /// Decides on a passage, and shows the export as it then stands.
    pub(in crate::kith) fn case_review(&mut self, case: &str, passage: &str, withhold: bool, now_ms: u64) -> KithResult<ExportView> {
        self.require_office()?;
        let (id, ..) = self.find_case(case)?;
        let known = self.export(None, Some(case), now_ms)?.review.iter().any(|p| p.passage == passage);
        if !known {
            return Err(KithError::not_found("no-such-passage", "There is no such passage in this export."));
        }
        self.append(self.own, Kind::Fact, Fact::Reviewed(id, passage.to_owned(), withhold).to_bytes(), now_ms)?;
        self.export(None, Some(case), now_ms)
    }

    /// What was asked for has been given: only once every passage was looked at.
    pub(in crate::kith) fn case_done(&mut self, case: &str, now_ms: u64) -> KithResult<CaseView> {
        self.require_office()?;
        let (id, _, what, _) = self.find_case(case)?;
        if what == EXPORT && self.export(None, Some(case), now_ms)?.review.iter().any(|p| p.decision == "open") {
            return Err(KithError::not_allowed("review-first", "Some passages about others have not been looked at yet."));
        }
        self.append(self.own, Kind::Fact, Fact::Answered(id).to_bytes(), now_ms)?;
        self.case_of(&id, now_ms)
    }
}
