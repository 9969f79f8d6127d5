//! A dose that was recorded twice: it stands out in its circle, and the registered manager is told where they are not in it.

use super::{DAY_MS, zone_of};
use crate::{
    circle::{
        dose::{self, DoseFact, Entry, Record},
        line::{Line, Part},
        schedule::{self, Slot},
    },
    fact::{Fact, Notice},
    kith::{
        ErrorKind, Kith, KithError, KithResult,
        drops::Message,
        naming,
        view::{DoseAlertView, DoseAnswerView, Outcome, Role},
    },
    space::{SpaceKind, act},
};
use kith_wire::{DeviceId, EntryId, Kind, PersonId, SpaceId, codec, limits};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// Alerts of one person that wait with a manager at once, so that nobody fills their day or keeps others' words from them.
const ALERTS_OPEN_MAX: usize = 50;
/// Entries of one dose that a manager is told of.
const ENTRIES_TOLD_MAX: usize = 8;
/// How old a dose may be of which somebody outside the circle is still told.
const TOLD_BACK_MS: u64 = 31 * DAY_MS;
/// The name under which it is kept in which circles somebody could not be told yet.
const UNTOLD: &str = "dose-untold";

/// One entry of a dose recorded twice, as a manager is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) struct TwiceEntry {
    /// Who recorded it.
    #[n(0)]
    by: PersonId,
    /// What they said came of it.
    #[n(1)]
    outcome: Outcome,
    /// When, as said by them.
    #[n(2)]
    at_ms: u64,
    /// What they did.
    #[n(3)]
    part: Option<Part>,
}

/// What a manager outside the circle is told: whose dose, of what, when, and who recorded it. Nothing else of the circle.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) struct DoseTwice {
    /// The circle.
    #[n(0)]
    pub(in crate::kith) circle: SpaceId,
    /// Its name.
    #[n(1)]
    pub(in crate::kith) place: String,
    /// Whose dose it is.
    #[n(2)]
    pub(in crate::kith) person: PersonId,
    /// The medicine's line.
    #[n(3)]
    pub(in crate::kith) medicine: EntryId,
    /// Its name.
    #[n(4)]
    pub(in crate::kith) name: String,
    /// Which dose.
    #[n(5)]
    pub(in crate::kith) slot: Slot,
    /// The moment.
    #[n(6)]
    pub(in crate::kith) at_ms: u64,
    /// What was recorded, oldest first.
    #[n(7)]
    pub(in crate::kith) entries: Vec<TwiceEntry>,
    /// Who told of it, as the manager's own device notes it; what a message says here counts for nothing.
    #[n(8)]
    pub(in crate::kith) from: Option<PersonId>,
}

/// A choice's stable name, as keys of words have it.
fn word(choice: &impl serde::Serialize) -> String {
    serde_json::to_value(choice).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn entry_told(entry: &Entry) -> TwiceEntry {
    TwiceEntry { by: entry.author, outcome: entry.dose.outcome, at_ms: entry.dose.at_ms, part: entry.dose.part }
}

/// A dose recorded twice in a circle that is held here.
struct Twice {
    space: SpaceId,
    line: Line,
    slot: Slot,
    at_ms: u64,
    record: Record,
}

impl Twice {
    fn id(&self) -> [u8; 32] {
        dose::alert_id(&self.space, &self.line.id, self.slot)
    }
}

impl Kith {
    /// The registered managers of the co-op.
    pub(in crate::kith) fn managers(&self) -> Vec<PersonId> {
        self.holders_of(Role::RegisteredManager)
    }

    pub(super) fn twice_advice(&self) -> String {
        self.words().say("dose-twice-advice")
    }

    fn twice_in(&self, space: &SpaceId) -> KithResult<Vec<Twice>> {
        let given = self.doses(space)?;
        let twice: Vec<_> = given.doses.due.into_iter().filter(|(_, r)| r.is_twice()).collect();
        if twice.is_empty() {
            return Ok(Vec::new());
        }
        let lists = self.lists(space)?;
        let mut out = Vec::new();
        for ((medicine, slot), record) in twice {
            let Some(line) = lists.lines.iter().find(|l| l.id == medicine).cloned() else { continue };
            out.push(Twice { space: *space, at_ms: slot.moment(&zone_of(&line)).unwrap_or(0), line, slot, record });
        }
        Ok(out)
    }

    fn all_twice(&self) -> KithResult<Vec<Twice>> {
        let circles: Vec<SpaceId> = self.spaces.values().filter(|s| s.kind() == Some(SpaceKind::Circle)).map(|s| s.id).collect();
        let mut out = Vec::new();
        for space in circles {
            out.extend(self.twice_in(&space)?);
        }
        Ok(out)
    }

    /// Doses recorded twice that wait for an answer: in my circles, and those that I was told of as registered manager.
    pub(in crate::kith) fn dose_alerts(&self) -> KithResult<Vec<DoseAlertView>> {
        Ok(self.all_alerts()?.into_iter().filter(|a| a.open).collect())
    }

    fn all_alerts(&self) -> KithResult<Vec<DoseAlertView>> {
        let mut out: Vec<DoseAlertView> = self.all_twice()?.iter().map(|t| self.alert_view(t)).collect::<KithResult<_>>()?;
        for (id, twice) in self.told_of()? {
            if !out.iter().any(|a| a.id == EntryId(id).hex()) {
                out.push(self.told_view(id, &twice)?);
            }
        }
        out.sort_by_key(|a| std::cmp::Reverse(a.at_ms));
        Ok(out)
    }

    fn recorded_words(&self, entry: &TwiceEntry, zone: &crate::words::TimeZone) -> String {
        let TwiceEntry { by, outcome, at_ms, part } = entry;
        let (words, at_ms) = (self.words(), *at_ms);
        let mut outcome = words.say(&format!("dose-{}", word(outcome)));
        // Two people may each have had a part in one dose: whoever looks into it sees which.
        if let Some(part) = part {
            outcome = format!("{outcome} ({})", words.say(&format!("dose-part-{}", word(part))));
        }
        words.say_with("dose-recorded-by", &[("name", self.name_of(by).into()), ("outcome", outcome.into()), ("clock", words.clock(at_ms, zone).into())])
    }

    fn alert_view(&self, twice: &Twice) -> KithResult<DoseAlertView> {
        let zone = zone_of(&twice.line);
        let open = twice.record.is_open();
        let place = self.space(&twice.space)?.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default();
        Ok(DoseAlertView {
            id: EntryId(twice.id()).hex(),
            circle: Some(twice.space.hex()),
            place,
            person: self.person_view(&self.person_of_circle(&twice.space)?),
            name: twice.line.name().to_owned(),
            slot: twice.slot.text(),
            at_ms: twice.at_ms,
            recorded: twice.record.entries.iter().map(|e: &Entry| self.recorded_words(&entry_told(e), &zone)).collect(),
            open,
            answers: self.answer_views(&twice.record),
            told: twice.record.told.iter().map(|p| self.person_view(p)).collect(),
            advice: [open.then(|| self.twice_advice()), self.reads_not(twice)?].into_iter().flatten().collect::<Vec<_>>().join(" "),
        })
    }

    /// Who was told from the circle, is not in it, and so reads no answer that is written there.
    fn reads_not(&self, twice: &Twice) -> KithResult<Option<String>> {
        let here = self.space(&twice.space)?;
        let outside: Vec<String> = twice.record.told.iter().filter(|p| here.resolved.level(p) == 0).map(|p| self.name_of(p)).collect();
        Ok((!outside.is_empty()).then(|| self.words().say_with("dose-twice-answer-circle", &[("name", outside.join(", ").into())])))
    }

    /// What I was told of as registered manager, kept in my own space: by alert, the first telling of each.
    fn told_of(&self) -> KithResult<Vec<([u8; 32], DoseTwice)>> {
        let own = self.space(&self.own)?.n;
        let mut out: Vec<([u8; 32], DoseTwice)> = Vec::new();
        for row in self.storage.notices(own, Notice::DoseTwice as u8, None)? {
            if let (Ok(id), Ok(twice)) = (<[u8; 32]>::try_from(row.key.as_slice()), codec::decode::<DoseTwice>(&row.value, limits::BODY_BYTES_MAX))
                && !out.iter().any(|(known, _)| *known == id)
            {
                out.push((id, twice));
            }
        }
        Ok(out)
    }

    fn told_view(&self, id: [u8; 32], twice: &DoseTwice) -> KithResult<DoseAlertView> {
        let own = self.space(&self.own)?.n;
        let zone = schedule::zone_or_utc("");
        let said = self.storage.notices(own, Notice::DoseAnswered as u8, Some(&id))?;
        let answers: Vec<DoseAnswerView> = said
            .iter()
            .map(|r| DoseAnswerView { by: self.person_view(&r.at.author), text: String::from_utf8_lossy(&r.value).into_owned(), at_ms: r.at.time_ms })
            .collect();
        let open = answers.is_empty();
        Ok(DoseAlertView {
            id: EntryId(id).hex(),
            circle: None,
            place: twice.place.clone(),
            person: self.person_view(&twice.person),
            name: twice.name.clone(),
            slot: twice.slot.text(),
            at_ms: twice.at_ms,
            recorded: twice.entries.iter().map(|e| self.recorded_words(e, &zone)).collect(),
            open,
            answers,
            told: Vec::new(),
            // The answer of somebody outside the circle stays with them: they are told so, before and after.
            advice: [open.then_some("dose-twice-manager"), Some("dose-twice-answer-yours")]
                .into_iter()
                .flatten()
                .map(|key| self.words().say(key))
                .collect::<Vec<_>>()
                .join(" "),
        })
    }

    /// Says what was done about a dose recorded twice: in its circle, or, outside it, in one's own space.
    pub(in crate::kith) fn dose_answer(&mut self, alert: &str, text: &str, now_ms: u64) -> KithResult<DoseAlertView> {
        let text = naming::clean_text(text)?;
        let all = self.all_alerts()?;
        let found = naming::pick(alert, "alert", all.into_iter().map(|a| (a.id.clone(), None, a)))?;
        match self.all_twice()?.into_iter().find(|t| EntryId(t.id()).hex() == found.id) {
            Some(twice) => {
                let seen = twice.record.entries.iter().map(|e| e.id).collect();
                let said = DoseFact::Answered(twice.line.id, twice.slot, text, seen);
                self.append(twice.space, Kind::Fact, Fact::Dose(said).to_bytes(), now_ms)?;
            }
            None => {
                let told = self.told_of()?.into_iter().find(|(id, _)| EntryId(*id).hex() == found.id);
                let (id, _) = told.ok_or_else(|| KithError::not_found("no-such-alert", "There is no such alert on this device."))?;
                let fact = Fact::Notice(Notice::DoseAnswered as u8, id.to_vec(), text.into_bytes());
                self.append(self.own, Kind::Fact, fact.to_bytes(), now_ms)?;
            }
        }
        self.changed(crate::kith::Change::Truth);
        let shown = self.all_alerts()?.into_iter().find(|a| a.id == found.id);
        shown.ok_or_else(|| KithError::storage("defect", "What was answered cannot be shown."))
    }

    /// Tells the registered manager of doses that were recorded twice, where they are not in the circle. The caller commits.
    ///
    /// One of those who recorded it tells, or somebody who looks after the circle; whoever tells says so in the circle, so that it is
    /// told about once. Two who tell apart are heard once.
    pub(in crate::kith) fn tend_doses(&mut self, now_ms: u64) -> KithResult<()> {
        let mut circles = std::mem::take(&mut self.tending.doses);
        let before = self.storage.meta(UNTOLD)?;
        if let Some(kept) = &before {
            // Kept by an earlier version it names none: then it may be any.
            let named: Vec<SpaceId> = codec::decode(kept, limits::BODY_BYTES_MAX).unwrap_or_default();
            let any = self.spaces.values().filter(|s| s.kind() == Some(SpaceKind::Circle)).map(|s| s.id);
            if named.is_empty() { circles.extend(any) } else { circles.extend(named.into_iter().filter(|s| self.spaces.contains_key(s))) }
        }
        if circles.is_empty() || self.waits_to_enrol() {
            return Ok(());
        }
        let mut untold: Vec<SpaceId> = Vec::new();
        for space in circles {
            let mut all = true;
            for twice in self.twice_in(&space)? {
                all &= self.tell_of(&twice, now_ms)?;
            }
            untold.extend((!all).then_some(space));
        }
        let kept = (!untold.is_empty()).then(|| codec::encode(&untold));
        match kept {
            Some(kept) if before.as_ref() != Some(&kept) => Ok(self.storage.set_meta(UNTOLD, &kept)?),
            None if before.is_some() => Ok(self.storage.forget_meta(UNTOLD)?),
            _ => Ok(()),
        }
    }

    /// Whether everybody who should be told of it has been.
    fn tell_of(&mut self, twice: &Twice, now_ms: u64) -> KithResult<bool> {
        let here = self.space(&twice.space)?;
        let mine = twice.record.entries.iter().any(|e| e.author == self.me) || here.resolved.level(&self.me) >= act::KEEPER;
        if !mine || !here.is_present(&self.device) || !twice.record.is_open() || twice.at_ms.saturating_add(TOLD_BACK_MS) < now_ms {
            return Ok(true);
        }
        let managers = self.managers();
        if managers.iter().any(|m| here.resolved.level(m) > 0) || managers.iter().any(|m| twice.record.told.contains(m)) {
            return Ok(true);
        }
        let Some(manager) = managers.into_iter().find(|m| self.inbox_of(m).is_ok()) else { return Ok(false) };
        let note = self.note_of(twice)?;
        match self.send_to(&manager, &Message::DoseTwice(note), "dose", now_ms) {
            // Whoever cannot be sent it yet is told later; it never keeps other entries out.
            Err(e) if !matches!(e.kind, ErrorKind::Storage | ErrorKind::Busy) => return Ok(false),
            sent => drop(sent?),
        }
        let said = DoseFact::Told(twice.line.id, twice.slot, manager);
        match self.append(twice.space, Kind::Fact, Fact::Dose(said).to_bytes(), now_ms) {
            // Whoever may no longer write there has told all the same.
            Err(e) if e.kind != ErrorKind::NotAllowed => Err(e),
            _ => Ok(true),
        }
    }

    /// What a manager is told: never more than a message holds, whatever was written into the circle.
    fn note_of(&self, twice: &Twice) -> KithResult<DoseTwice> {
        let place = self.space(&twice.space)?.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default();
        let short = |text: &str| text.chars().take(limits::NAME_CHARS_MAX).collect::<String>();
        let entries = twice.record.entries.iter().take(ENTRIES_TOLD_MAX);
        Ok(DoseTwice {
            circle: twice.space,
            place: short(&place),
            person: self.person_of_circle(&twice.space)?,
            medicine: twice.line.id,
            name: short(twice.line.name()),
            slot: twice.slot,
            at_ms: twice.at_ms,
            entries: entries.map(entry_told).collect(),
            from: None,
        })
    }

    /// As registered manager: a dose was recorded twice in a circle that I am not in.
    pub(in crate::kith) fn take_dose_twice(&mut self, space: SpaceId, sender: DeviceId, twice: &DoseTwice, now_ms: u64) -> KithResult<()> {
        let known = self.space(&self.own)?;
        let by = self.person_of(known, &sender).filter(|_| space == known.id && self.managers().contains(&self.me));
        let by = by.ok_or_else(|| KithError::not_allowed("not-to-us", "That was not sent to this person."))?;
        let id = dose::alert_id(&twice.circle, &twice.medicine, twice.slot);
        let told = self.told_of()?;
        if told.iter().any(|(known, _)| *known == id) {
            return Ok(());
        }
        let rows = self.storage.notices(known.n, Notice::DoseAnswered as u8, None)?;
        let answered: BTreeSet<Vec<u8>> = rows.into_iter().map(|r| r.key).collect();
        let open = told.iter().filter(|(id, t)| t.from == Some(by) && !answered.contains(id.as_slice())).count();
        if open >= ALERTS_OPEN_MAX || twice.entries.len() > ENTRIES_TOLD_MAX {
            return Err(KithError::not_allowed("too-many-alerts", "Too many such messages have come."));
        }
        let twice = &DoseTwice { from: Some(by), ..twice.clone() };
        let fact = Fact::Notice(Notice::DoseTwice as u8, id.to_vec(), codec::encode(twice));
        self.append(self.own, Kind::Fact, fact.to_bytes(), now_ms)?;
        self.changed(crate::kith::Change::Truth);
        Ok(())
    }
}
