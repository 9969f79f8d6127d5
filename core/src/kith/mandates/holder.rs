//! Mandates to confirm hours: who says, for somebody without a phone, that an hour was given to them.
//!
//! A notice of the commons, so that the office can tell whether whoever confirmed might, and everybody in the co-op who speaks for whom:
//!
//! | notice | key | value |
//! | --- | --- | --- |
//! | 26 mandate | the person (32 bytes), the holder (32 bytes) | version 1 (1 byte), its number (4 bytes, big-endian), 1 given or 0 ended (1 byte), on whose word or by what right, as text |
//!
//! It is given by whoever keeps the commons, or by the person on a phone of their own; either of them or the holder ends it. Of one person
//! and holder the highest number counts, of equals the higher id.

use super::super::{
    Change, Kith, KithError, KithResult, naming,
    view::{MandateView, Role},
};
use crate::{
    fact::{Fact, Notice},
    ledger::units::Capacity,
    space::act,
};
use kith_wire::{EntryId, Kind, PersonId, SpaceId};
use std::collections::{BTreeMap, HashSet};

/// The version of the notice.
const VERSION: u8 = 1;
/// People who hold a mandate of one person at a time.
const HOLDERS_MAX: usize = 3;
/// Bytes before the words.
const HEAD: usize = 6;

/// What was said last of one person and holder.
#[derive(Debug, Clone)]
struct Said {
    number: u32,
    id: EntryId,
    given: bool,
    words: String,
    by: PersonId,
    at_ms: u64,
}

fn key(person: &PersonId, holder: &PersonId) -> Vec<u8> {
    [person.0, holder.0].concat()
}

fn read_key(key: &[u8]) -> Option<(PersonId, PersonId)> {
    let (person, holder) = key.split_at_checked(32)?;
    Some((PersonId(person.try_into().ok()?), PersonId(holder.try_into().ok()?)))
}

fn value(number: u32, given: bool, words: &str) -> Vec<u8> {
    [&[VERSION][..], &number.to_be_bytes(), &[u8::from(given)], words.as_bytes()].concat()
}

/// Number, whether it is given, and its words; of anything that this version cannot read nothing.
fn read_value(value: &[u8]) -> Option<(u32, bool, String)> {
    let (head, words) = value.split_at_checked(HEAD)?;
    let (version, rest) = head.split_first()?;
    let (number, given) = rest.split_at_checked(4)?;
    let known = *version == VERSION && matches!(given, [0 | 1]);
    known.then_some(())?;
    Some((u32::from_be_bytes(number.try_into().ok()?), given == [1], String::from_utf8(words.to_vec()).ok()?))
}

impl Kith {
    fn keeps_members(&self, person: &PersonId) -> bool {
        self.commons.and_then(|c| self.spaces.get(&c)).is_some_and(|c| c.level_held(person) >= act::KEEPER)
    }

    /// What counts of all that was said, by person and holder.
    fn mandates_said(&self) -> KithResult<BTreeMap<(PersonId, PersonId), Said>> {
        let commons = self.space(&self.commons()?)?.n;
        let mut last: BTreeMap<(PersonId, PersonId), Said> = BTreeMap::new();
        for n in self.storage.notices(commons, Notice::Mandate as u8, None)? {
            let (Some(of), Some((number, given, words))) = (read_key(&n.key), read_value(&n.value)) else { continue };
            let by = n.at.author;
            let may = self.keeps_members(&by) || by == of.0 || (!given && by == of.1);
            let newer = last.get(&of).is_none_or(|before| (before.number, before.id) < (number, n.at.id));
            if may && newer {
                last.insert(of, Said { number, id: n.at.id, given, words, by, at_ms: n.at.time_ms });
            }
        }
        Ok(last)
    }

    /// Everybody who holds a mandate that stands.
    pub(in crate::kith) fn mandate_holders(&self) -> KithResult<HashSet<PersonId>> {
        Ok(self.mandates_said()?.into_iter().filter(|(_, said)| said.given).map(|((_, holder), _)| holder).collect())
    }

    /// Everybody for whom I say that an hour was given to them.
    pub(in crate::kith) fn confirmed_for(&self) -> KithResult<HashSet<PersonId>> {
        if self.commons.is_none() {
            return Ok(HashSet::new());
        }
        let mine = |((person, holder), said): ((PersonId, PersonId), Said)| (holder == self.me && said.given).then_some(person);
        Ok(self.mandates_said()?.into_iter().filter_map(mine).collect())
    }

    /// Whether I say for somebody that an hour was given to them.
    pub(in crate::kith) fn confirms_for(&self, person: &PersonId) -> KithResult<bool> {
        Ok(self.confirmed_for()?.contains(person))
    }

    /// On whose word, or by what right, somebody confirmed for another; a mandate that was ended since goes on saying it.
    pub(in crate::kith) fn mandate_words(&self, person: &PersonId, holder: &PersonId) -> KithResult<Option<String>> {
        if self.commons.is_none() {
            return Ok(None);
        }
        Ok(self.mandates_said()?.remove(&(*person, *holder)).map(|said| said.words))
    }

    /// The mandates that stand: everybody in the co-op may know who speaks for whom.
    pub(in crate::kith) fn mandates(&self) -> KithResult<Vec<MandateView>> {
        let mine_to_end = |person: &PersonId, holder: &PersonId| self.keeps_members(&self.me) || [person, holder].contains(&&self.me);
        let view = |((person, holder), said): ((PersonId, PersonId), Said)| MandateView {
            mine_to_end: mine_to_end(&person, &holder),
            person: self.person_view(&person),
            holder: self.person_view(&holder),
            words: said.words,
            by: self.person_view(&said.by),
            given_ms: said.at_ms,
        };
        let mut out: Vec<MandateView> = self.mandates_said()?.into_iter().filter(|(_, said)| said.given).map(view).collect();
        out.sort_by(|a, b| (&a.person.name, &a.holder.name).cmp(&(&b.person.name, &b.holder.name)));
        Ok(out)
    }

    pub(super) fn mandate_give(&mut self, person: &str, holder: &str, words: &str, now_ms: u64) -> KithResult<Vec<MandateView>> {
        let (person, holder) = (self.person(person)?, self.person(holder)?);
        let words = naming::clean_words(words)?;
        if words.is_empty() {
            return Err(super::no_word());
        }
        if !self.keeps_members(&self.me) && person != self.me {
            return Err(KithError::not_allowed("mandate-not-yours", "A mandate is given by the person, or by whoever keeps the co-op's list of members."));
        }
        if person == holder {
            return Err(KithError::invalid("mandate-of-oneself", "Whoever confirms for themself needs no mandate."));
        }
        let commons = self.space(&self.commons()?)?;
        if [person, holder].iter().any(|p| commons.resolved.level(p) == 0) {
            return Err(KithError::not_found("no-such-member", "They are not a member of the co-op, as far as this device has heard."));
        }
        let said = self.mandates_said()?;
        let others = said.iter().filter(|((p, h), said)| *p == person && *h != holder && said.given).count();
        if others >= HOLDERS_MAX {
            let reason = format!("At most {HOLDERS_MAX} people hold a mandate of one person. End one first.");
            return Err(KithError::not_allowed("too-many-mandates", reason).with("most", HOLDERS_MAX));
        }
        self.say_mandate((person, holder), said.get(&(person, holder)), (true, &words), now_ms)
    }

    pub(super) fn mandate_end(&mut self, person: &str, holder: &str, now_ms: u64) -> KithResult<Vec<MandateView>> {
        let (person, holder) = (self.person(person)?, self.person(holder)?);
        let said = self.mandates_said()?;
        let stands = said.get(&(person, holder)).filter(|said| said.given);
        let stands = stands.ok_or_else(|| KithError::not_found("no-such-mandate", "There is no such mandate, as far as this device has heard."))?;
        if !self.keeps_members(&self.me) && ![person, holder].contains(&self.me) {
            return Err(KithError::not_allowed(
                "mandate-not-yours",
                "A mandate is ended by the person, by its holder, or by whoever keeps the list of members.",
            ));
        }
        let words = stands.words.clone();
        self.say_mandate((person, holder), Some(stands), (false, &words), now_ms)
    }

    fn say_mandate(
        &mut self,
        (person, holder): (PersonId, PersonId),
        before: Option<&Said>,
        (given, words): (bool, &str),
        now_ms: u64,
    ) -> KithResult<Vec<MandateView>> {
        let number = before.map_or(1, |said| said.number.saturating_add(1));
        let notice = Fact::Notice(Notice::Mandate as u8, key(&person, &holder), value(number, given, words));
        self.append(self.commons()?, Kind::Fact, notice.to_bytes(), now_ms)?;
        self.changed(Change::Coins);
        self.mandates()
    }

    /// As what I confirm an hour: by my own word, as a coordinator who was asked, or for somebody who has no phone.
    pub(in crate::kith) fn capacity_for(&self, circle: Option<SpaceId>, about: Option<PersonId>, of: Option<PersonId>) -> KithResult<Capacity> {
        let me = |p: PersonId| p == self.me;
        if of.is_some_and(me) || (about.is_none_or(me) && of.is_none_or(me)) {
            let coordinator = circle.is_none() && self.has_role(&self.me, Role::Coordinator);
            return Ok(if coordinator { Capacity::Coordinator } else { Capacity::Beneficiary });
        }
        match about.or(of) {
            Some(person) if self.confirms_for(&person)? => Ok(Capacity::Proxy),
            _ => Err(KithError::not_allowed(
                "not-helped",
                "Only the person who was helped, whoever holds their mandate, or a coordinator who was asked, confirms hours.",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mandate_keeps_its_golden_form_and_what_cannot_be_read_counts_for_nothing() {
        let golden = [&[1, 0, 0, 0, 7, 1][..], "ei gair".as_bytes()].concat();
        assert_eq!(value(7, true, "ei gair"), golden);
        assert_eq!(read_value(&golden), Some((7, true, "ei gair".to_owned())));
        for (at, byte) in [(0, 2), (5, 2), (6, 0xff)] {
            let mut other = golden.clone();
            other[at] = byte;
            assert_eq!(read_value(&other), None, "byte {at}");
        }
        assert_eq!((read_value(&golden[..5]), read_key(&[1; 63]), read_key(&[1; 65])), (None, None, None));
        assert_eq!(read_key(&key(&PersonId([1; 32]), &PersonId([2; 32]))), Some((PersonId([1; 32]), PersonId([2; 32]))));
    }
}
