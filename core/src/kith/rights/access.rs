//! Who has opened what: noted on the device that opens, said once a day in the space where the data is, for the person it is about.
//!
//! Coarse on purpose: a day, a kind of record, whether it was opened, exported or printed. Opening one's own leaves nothing. What the
//! whole co-op may read (parts of profiles in the commons) is not noted: it would say more about who reads than about who is read.

use crate::{
    fact::{Fact, OPENED_MAX, Opened},
    kith::{ErrorKind, Kith, KithError, KithResult, Request, documents::PROFILE, view::AccessView},
    space::{SpaceKind, act},
    storage::{projection::At, statements::AccessRow},
};
use kith_wire::{Kind, SpaceId};
use std::collections::BTreeMap;

const DAY_MS: u64 = 86_400_000;
/// Rows of the list at most.
const ROWS_MAX: u32 = 500;

/// Kinds of records, by number: 1 the circle's page.
const WORDS: [&str; 6] = ["circle", "notes", "visits", "plans", "profile", "medicines"];
const PAGE: u8 = 1;
const NOTES: u8 = 2;
const VISITS: u8 = 3;
const PLANS: u8 = 4;
const PROFILE_PART: u8 = 5;
const MEDICINES: u8 = 6;
/// How: opened, exported, printed.
const HOW: [&str; 3] = ["opened", "exported", "printed"];
const OPENED: u8 = 0;
/// See [`HOW`].
pub(super) const EXPORTED: u8 = 1;
const PRINTED: u8 = 2;

fn day_of(ms: u64) -> u32 {
    u32::try_from(ms / DAY_MS).unwrap_or(u32::MAX)
}

impl Kith {
    /// Takes in what somebody says that they have opened.
    pub(in crate::kith) fn project_access(&mut self, at: &At, day: u32, opened: &[Opened]) -> KithResult<()> {
        for opened in opened.iter().take(OPENED_MAX) {
            self.storage.put_access(&AccessRow { space: at.space, viewer: at.author, day, opened: *opened })?;
        }
        Ok(())
    }

    /// Notes what answering a request has shown. It never stands in the way of looking: on a full disk nothing is noted.
    pub(in crate::kith) fn note_request(&mut self, request: &Request, now_ms: u64) {
        let day = day_of(now_ms);
        let new: Vec<(i64, Opened)> = self.shown_by(request).into_iter().filter(|(n, o)| matches!(self.storage.is_opened(*n, day, o), Ok(false))).collect();
        if !new.is_empty() {
            let noted = self.transact(|k| Ok(new.iter().try_for_each(|(n, opened)| k.storage.note_opened(*n, day, opened))?));
            drop(noted);
        }
    }

    /// What of others' data a request shows. What cannot be found any more was not shown.
    fn shown_by(&self, request: &Request) -> Vec<(i64, Opened)> {
        use Request as R;
        let circle = |c: &str| self.circle(c).into_iter().collect::<Vec<SpaceId>>();
        let (what, spaces) = match request {
            R::Circle { circle: c } => (PAGE, circle(c)),
            R::Notes { circle: c, .. } | R::NoteSearch { circle: Some(c), .. } => (NOTES, circle(c)),
            R::NoteSearch { circle: None, .. } => (NOTES, self.spaces.values().filter(|s| s.kind() == Some(SpaceKind::Circle)).map(|s| s.id).collect()),
            R::Visits { circle: c, .. } => (VISITS, circle(c)),
            R::Plans { circle: c } => (PLANS, circle(c)),
            R::Lines { circle: c, .. } | R::Medicines { circle: c } | R::Card { circle: c } => (MEDICINES, circle(c)),
            R::CardPrint { circle: c } => return circle(c).iter().filter_map(|space| self.opened_in(space, MEDICINES, PRINTED)).collect(),
            R::Erase { item, preview: true, .. } => return self.thing_shown(item).into_iter().collect(),
            R::Plan { plan } => (PLANS, self.plan(plan).map(|p| circle(&p.circle)).unwrap_or_default()),
            R::Profile { person } => return self.profile_shown(person).unwrap_or_default(),
            _ => return Vec::new(),
        };
        spaces.iter().filter_map(|space| self.opened_in(space, what, OPENED)).collect()
    }

    /// One thing that was looked at before it is erased.
    fn thing_shown(&self, item: &str) -> Option<(i64, Opened)> {
        let found = self.find_thing(item).ok()?;
        let what = match found.what {
            "visit" => VISITS,
            "plan" => PLANS,
            "line" => MEDICINES,
            "profile-part" => return None,
            _ => NOTES,
        };
        self.opened_in(&found.space, what, OPENED)
    }

    /// Somebody else's circle, as something opened.
    fn opened_in(&self, space: &SpaceId, what: u8, how: u8) -> Option<(i64, Opened)> {
        let here = self.space(space).ok()?;
        let about = here.resolved.genesis.as_ref()?.about.filter(|p| *p != self.me)?;
        Some((here.n, Opened { about, what, how }))
    }

    /// Notes that something of a circle was opened here, unless it is round me.
    pub(super) fn note_opened(&mut self, space: &SpaceId, what: u8, how: u8, now_ms: u64) -> KithResult<()> {
        match self.opened_in(space, what, how) {
            Some((n, opened)) => Ok(self.storage.note_opened(n, day_of(now_ms), &opened)?),
            None => Ok(()),
        }
    }

    /// Parts of a profile that their owner chose to show to a circle or to me alone.
    fn profile_shown(&self, person: &str) -> KithResult<Vec<(i64, Opened)>> {
        let about = self.person(person)?;
        if about == self.me {
            return Ok(Vec::new());
        }
        let rows = self.storage.documents(None, PROFILE, Some(&about))?;
        let told = |n: i64| matches!(self.space_by_n(n).and_then(crate::space::Space::kind), Some(SpaceKind::Circle | SpaceKind::Pair));
        Ok(rows.iter().map(|r| r.at.space).filter(|n| told(*n)).map(|n| (n, Opened { about, what: PROFILE_PART, how: OPENED })).collect())
    }

    /// As shell: something of a circle was printed or exported.
    pub(in crate::kith) fn access_note(&mut self, circle: &str, what: &str, how: &str, now_ms: u64) -> KithResult<()> {
        let number = |words: &[&str], word: &str| words.iter().position(|w| *w == word).and_then(|i| u8::try_from(i).ok());
        let space = self.circle(circle)?;
        let what = number(&WORDS, what).ok_or_else(|| KithError::invalid("no-such-record", format!("The kinds are {}.", WORDS.join(", "))))?;
        let how = number(&HOW, how).ok_or_else(|| KithError::invalid("no-such-way", format!("The ways are {}.", HOW.join(", "))))?;
        self.note_opened(&space, what + 1, how, now_ms)
    }

    /// Says what was opened here on days before today, one entry a space and day. What cannot be said now is said later.
    pub(in crate::kith) fn say_what_was_opened(&mut self, now_ms: u64) {
        let today = day_of(now_ms);
        if self.storage.opened_before(today).is_ok_and(|rows| !rows.is_empty()) {
            let said = self.transact(|k| k.say_what_was_opened_before(today, now_ms));
            drop(said);
        }
    }

    fn say_what_was_opened_before(&mut self, today: u32, now_ms: u64) -> KithResult<()> {
        let mut said: BTreeMap<(i64, u32), Vec<Opened>> = BTreeMap::new();
        for (space, day, opened) in self.storage.opened_before(today)? {
            said.entry((space, day)).or_default().push(opened);
        }
        for ((n, day), opened) in said {
            let Some(space) = self.space_by_n(n).map(|s| s.id) else { continue };
            for some in opened.chunks(OPENED_MAX) {
                match self.append(space, Kind::Fact, Fact::Access(day, some.to_vec()).to_bytes(), now_ms) {
                    // Whoever is no longer in a circle cannot say anything there.
                    Err(e) if e.kind == ErrorKind::NotAllowed => {}
                    other => drop(other?),
                }
            }
        }
        Ok(self.storage.drop_opened_before(today)?)
    }

    /// Who has opened what about me; or about somebody whose circle I look after.
    pub(in crate::kith) fn access_log(&self, about: Option<&str>) -> KithResult<Vec<AccessView>> {
        let about = about.map_or(Ok(self.me), |p| self.person(p))?;
        let mut out = Vec::new();
        for row in self.storage.accesses(&about, ROWS_MAX)? {
            let Some(space) = self.space_by_n(row.space) else { continue };
            if about != self.me && space.resolved.level(&self.me) < act::KEEPER {
                continue;
            }
            let word = |words: &[&str], i: usize| words.get(i).map_or("other", |w| *w).to_owned();
            out.push(AccessView {
                by: self.person_view(&row.viewer),
                place: space.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default(),
                what: word(&WORDS, usize::from(row.opened.what).wrapping_sub(1)),
                how: word(&HOW, usize::from(row.opened.how)),
                day_ms: u64::from(row.day) * DAY_MS,
            });
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::{HOW, WORDS};
    use crate::words::{Language, Words};

    /// covers: X4, X5
    #[test]
    fn every_kind_of_record_and_every_way_of_opening_it_has_words_in_both_languages() {
        let keys = WORDS.iter().map(|word| format!("rights-record-{word}")).chain(HOW.iter().map(|how| format!("rights-how-{how}")));
        for key in keys {
            for language in Language::ALL {
                assert!(Words::of(language).has(&key), "{} has no {key}", language.code());
            }
        }
    }
}
