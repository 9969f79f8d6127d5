//! Mandates to confirm hours: who says, for somebody without a phone, that an hour was given to them.
//!
//! A notice of the commons, so that the office can tell whether whoever confirmed might, and everybody in the co-op who speaks for whom:
//!
//! | notice | key | value |
//! | --- | --- | --- |
//! | 26 mandate | the person (32 bytes), the holder (32 bytes) | version 2 (1 byte), 1 given or 0 ended (1 byte), how many ids (1 byte), ids of the notices that it stands in place of (32 bytes each), on whose word or by what right, as text |
//!
//! It is given by whoever keeps the commons, or by the person on a phone of their own; either of them or the holder ends it. Of one person
//! and holder what nothing stands in place of counts; of several an end, then the lower id. Version 1 had a number (4 bytes, big-endian) in
//! front of whether it is given, and no ids; of such the highest counts, of equals the higher id.

use super::super::{
    Change, Kith, KithError, KithResult, naming,
    succession::{Word, ids_bytes, named, read_ids, standing},
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
const VERSION: u8 = 2;
/// The one with numbers.
const NUMBERED: u8 = 1;
/// People who hold a mandate of one person at a time.
const HOLDERS_MAX: usize = 3;

/// What was said of one person and holder.
#[derive(Debug, Clone)]
struct Said {
    number: u32,
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

fn value(given: bool, before: &[EntryId], words: &str) -> Vec<u8> {
    [&[VERSION, u8::from(given)][..], &ids_bytes(before), words.as_bytes()].concat()
}

/// What a value says, but for where it stands: its number, whether it is given, what it stands in place of, and its words.
type Read = (u32, bool, Option<Vec<EntryId>>, String);

/// Of anything that this version cannot read nothing.
fn read_value(value: &[u8]) -> Option<Read> {
    let (version, rest) = value.split_first()?;
    let (number, rest) = if *version == NUMBERED { rest.split_at_checked(4)? } else { rest.split_at_checked(0)? };
    let (given, rest) = rest.split_first().filter(|(given, _)| **given <= 1)?;
    let (before, words) = match *version {
        VERSION => read_ids(rest).map(|(before, words)| (Some(before), words))?,
        NUMBERED => (None, rest),
        _ => return None,
    };
    let number = number.try_into().map_or(0, u32::from_be_bytes);
    Some((number, *given == 1, before, String::from_utf8(words.to_vec()).ok()?))
}

/// What counts of the words that stand: an end over what was given, then the lower id; of those with numbers the highest, then the higher id.
fn counts(standing: &[Word<Said>]) -> Option<&Said> {
    let named = standing.first()?.before.is_some();
    let best =
        if named { standing.iter().min_by_key(|word| (word.says.given, word.at.0)) } else { standing.iter().max_by_key(|word| (word.says.number, word.at.0)) };
    best.map(|word| &word.says)
}

/// By person and holder.
type Mandates<T> = BTreeMap<(PersonId, PersonId), T>;

impl Kith {
    fn keeps_members(&self, person: &PersonId) -> bool {
        self.commons.and_then(|c| self.spaces.get(&c)).is_some_and(|c| c.level_held(person) >= act::KEEPER)
    }

    /// What stands of all that was said, by person and holder.
    fn mandates_standing(&self) -> KithResult<Mandates<Vec<Word<Said>>>> {
        let commons = self.space(&self.commons()?)?.n;
        let mut all: Mandates<Vec<Word<Said>>> = BTreeMap::new();
        for n in self.storage.notices(commons, Notice::Mandate as u8, None)? {
            let (Some(of), Some((number, given, before, words))) = (read_key(&n.key), read_value(&n.value)) else { continue };
            let by = n.at.author;
            let may = self.keeps_members(&by) || by == of.0 || (!given && by == of.1);
            let says = Said { number, given, words, by, at_ms: n.at.time_ms };
            all.entry(of).or_default().push(Word { at: (n.at.id, n.at.device, n.at.seq), may, before, says });
        }
        Ok(all.into_iter().map(|(of, words)| (of, standing(words))).collect())
    }

    /// What counts of it.
    fn mandates_said(&self) -> KithResult<Mandates<Said>> {
        Ok(self.mandates_standing()?.into_iter().filter_map(|(of, standing)| Some((of, counts(&standing)?.clone()))).collect())
    }

    /// Every mandate that stands, by person and holder.
    pub(in crate::kith) fn mandates_held(&self) -> KithResult<HashSet<(PersonId, PersonId)>> {
        Ok(self.mandates_said()?.into_iter().filter(|(_, said)| said.given).map(|(of, _)| of).collect())
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
        self.say_mandate((person, holder), (true, &words), now_ms)
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
        self.say_mandate((person, holder), (false, &words), now_ms)
    }

    fn say_mandate(&mut self, (person, holder): (PersonId, PersonId), (given, words): (bool, &str), now_ms: u64) -> KithResult<Vec<MandateView>> {
        let before = self.mandates_standing()?.remove(&(person, holder)).map_or_else(Vec::new, |standing| named(&standing));
        let notice = Fact::Notice(Notice::Mandate as u8, key(&person, &holder), value(given, &before, words));
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
            Some(person) if self.confirms_for(&person)? => Ok(Capacity::ProxyFor(person)),
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
        let golden = [&[2, 1, 1][..], &[9; 32], "ei gair".as_bytes()].concat();
        assert_eq!(value(true, &[EntryId([9; 32])], "ei gair"), golden);
        assert_eq!(read_value(&golden), Some((0, true, Some(vec![EntryId([9; 32])]), "ei gair".to_owned())));
        let numbered = [&[1, 0, 0, 0, 7, 1][..], "ei gair".as_bytes()].concat();
        assert_eq!(read_value(&numbered), Some((7, true, None, "ei gair".to_owned())), "as it was written before");
        for (at, byte) in [(0, 3), (1, 2), (2, 200), (35, 0xff)] {
            let mut other = golden.clone();
            other[at] = byte;
            assert_eq!(read_value(&other), None, "byte {at}");
        }
        assert_eq!((read_value(&golden[..34]), read_value(&numbered[..5]), read_key(&[1; 63]), read_key(&[1; 65])), (None, None, None, None));
        assert_eq!(read_key(&key(&PersonId([1; 32]), &PersonId([2; 32]))), Some((PersonId([1; 32]), PersonId([2; 32]))));
    }
}
