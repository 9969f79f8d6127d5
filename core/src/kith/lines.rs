//! Lists that a circle keeps of its person: written, stopped, and never overwritten. The rules are in [`crate::circle::line`].

use super::{
    Kith, KithError, KithResult, Request,
    dispatch::json,
    medicines::Recording,
    naming,
    view::{LineSays, LineStanding, LineView, List, ResponsibleView, VersionView},
};
use crate::{
    circle::{
        line::{self, Advance, Allergy, CardChoice, Change, Consent, Contact, Line, Medicine, Responsible, Says, Written},
        schedule::{self, EVERY_DAY, TIMES_MAX},
    },
    fact::{self, Fact},
    space::act,
    storage::projection::At,
};
use kith_wire::{EntryId, Kind, PersonId, SpaceId};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Lines of one list that have not been stopped, in one circle.
const STANDING_MAX: usize = 100;
/// People who answer for parts of one medicine.
const PARTS_MAX: usize = 12;
/// Bits of what a card shows.
pub(super) const CARD_ALLERGIES: u8 = 1;
pub(super) const CARD_MEDICINES: u8 = 2;
pub(super) const CARD_CONTACTS: u8 = 4;
pub(super) const CARD_ADVANCE: u8 = 8;

/// A line as somebody writes it.
#[derive(Debug)]
pub(super) struct Writing<'a> {
    pub(super) circle: &'a str,
    pub(super) instead_of: Option<&'a str>,
    pub(super) says: &'a LineSays,
    pub(super) from_ms: Option<u64>,
    pub(super) why: &'a str,
}

/// The lines of a circle, and where each of their facts stands in the log.
pub(super) struct Lists {
    pub(super) space: SpaceId,
    pub(super) lines: Vec<Line>,
    pub(super) places: HashMap<EntryId, At>,
}

impl Lists {
    /// The lines of one list that hold, or were written apart.
    pub(super) fn standing(&self, list: List) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |l| l.list == list && l.standing() != LineStanding::Stopped)
    }
}

fn times(texts: &[String]) -> KithResult<Vec<u16>> {
    let bad = || KithError::invalid("bad-times", format!("Times are written as 08:00, at most {TIMES_MAX} of them.")).with("most", TIMES_MAX);
    let mut out: Vec<u16> = texts.iter().map(|t| schedule::minute(t)).collect::<Option<_>>().ok_or_else(bad)?;
    out.sort_unstable();
    out.dedup();
    if out.len() > TIMES_MAX { Err(bad()) } else { Ok(out) }
}

fn day_bits(days: &[u8]) -> KithResult<u8> {
    if days.iter().any(|d| !(1..=7).contains(d)) {
        return Err(KithError::invalid("no-such-weekday", "Days are numbers from 1, Monday, to 7, Sunday."));
    }
    Ok(if days.is_empty() { EVERY_DAY } else { days.iter().fold(0, |bits, day| bits | 1 << (day - 1)) })
}

impl Kith {
    pub(super) fn dispatch_lists(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::LineWrite { circle, instead_of, says, from_ms, why } => {
                json(self.line_write(&Writing { circle: &circle, instead_of: instead_of.as_deref(), says: &says, from_ms, why: &why }, now_ms)?)
            }
            R::LineStop { line, why } => json(self.line_stop(&line, &why, now_ms)?),
            R::LineKeep { line, version } => json(self.line_keep(&line, &version, now_ms)?),
            R::Lines { circle, list } => json(self.lines_of(&circle, list)?),
            R::Card { circle } => json(self.card(&circle, now_ms)?),
            R::CardPrint { circle } => json(self.card_print(&circle, now_ms)?),
            R::Medicines { circle } => json(self.medicines(&circle, now_ms)?),
            R::DoseRecord { circle, medicine, slot, outcome, part, at_ms, text, again } => {
                let (circle, slot) = (circle.as_deref(), slot.as_deref());
                json(self.dose_record(&Recording { circle, medicine: &medicine, slot, outcome, part, at_ms, text: &text, again }, now_ms)?)
            }
            R::DoseCorrect { dose, outcome, at_ms, text } => json(self.dose_correct(&dose, (outcome, at_ms), text.as_deref(), now_ms)?),
            R::DoseAnswer { alert, text } => json(self.dose_answer(&alert, &text, now_ms)?),
            _ => Err(KithError::invalid("not-a-request", "This is not something that can be asked.")),
        }
    }

    /// The lists of a circle.
    pub(super) fn lists(&self, space: &SpaceId) -> KithResult<Lists> {
        let n = self.space(space)?.n;
        let (mut facts, mut places) = (Vec::new(), HashMap::new());
        for (at, body) in self.storage.statements(Some(n), fact::LINE)? {
            if let Ok(Fact::Line(change)) = Fact::from_bytes(&body) {
                facts.push(Written { id: at.id, author: at.author, time_ms: at.time_ms, change });
                places.insert(at.id, at);
            }
        }
        self.drop_others_cards(space, &mut facts)?;
        Ok(Lists { space: *space, lines: line::lines(facts), places })
    }

    /// What somebody wrote about the card who may not choose counts for nothing, whatever their program let them write.
    fn drop_others_cards(&self, space: &SpaceId, facts: &mut Vec<Written>) -> KithResult<()> {
        let held = self.space(space)?;
        let chooses = |f: &Written| held.level_held(&f.author) >= act::KEEPER;
        let says_card = |f: &Written| matches!(f.change.says, Some(Says::Card(_)));
        let cards: HashSet<EntryId> = facts.iter().filter(|f| f.change.line.is_none() && says_card(f) && chooses(f)).map(|f| f.id).collect();
        facts.retain(|f| chooses(f) || !(says_card(f) || f.change.line.is_some_and(|line| cards.contains(&line))));
        Ok(())
    }

    /// A line in any of my circles, by id or by the name that it goes by.
    pub(super) fn find_line(&self, circle: Option<&SpaceId>, reference: &str, list: Option<List>) -> KithResult<(Lists, Line)> {
        let circles: Vec<SpaceId> = match circle {
            Some(one) => vec![*one],
            None => self.spaces.values().filter(|s| s.kind() == Some(crate::space::SpaceKind::Circle)).map(|s| s.id).collect(),
        };
        let mut found = Vec::new();
        for id in circles {
            let lists = self.lists(&id)?;
            let lines = lists.lines.iter().filter(|l| list.is_none_or(|wanted| wanted == l.list));
            // One that was stopped goes by its id alone: its name may be another's by now.
            let named = |l: &Line| (l.standing() != LineStanding::Stopped).then(|| l.name().to_owned());
            found.extend(lines.map(|l| (l.id.hex(), named(l), (id, l.clone()))));
        }
        let (id, line) = naming::pick(reference, "line", found.into_iter())?;
        Ok((self.lists(&id)?, line))
    }

    fn line_write(&mut self, writing: &Writing<'_>, now_ms: u64) -> KithResult<LineView> {
        let space = self.circle(writing.circle)?;
        let says = self.says_of(&space, writing.says)?;
        if let Says::Card(choice) = &says {
            self.check_card_choice(&space, choice)?;
        }
        let lists = self.lists(&space)?;
        // A circle has one card.
        let card = lists.lines.iter().find(|l| l.list == List::Card && says.list() == List::Card).cloned();
        let line = match writing.instead_of {
            Some(reference) => Some(self.find_line(Some(&space), reference, Some(says.list()))?.1),
            None => card,
        };
        if line.is_none() {
            self.check_room(&lists, says.list())?;
        }
        let from_ms = writing.from_ms.unwrap_or(now_ms);
        self.append_change(space, line.as_ref(), Some(says), (from_ms, writing.why), now_ms)
    }

    fn line_stop(&mut self, reference: &str, why: &str, now_ms: u64) -> KithResult<LineView> {
        let (lists, line) = self.find_line(None, reference, None)?;
        if line.standing() == LineStanding::Stopped {
            return Err(KithError::not_allowed("line-stopped", "This has been stopped already."));
        }
        self.check_card_line(&lists.space, &line)?;
        self.append_change(lists.space, Some(&line), None, (now_ms, why), now_ms)
    }

    fn line_keep(&mut self, reference: &str, version: &str, now_ms: u64) -> KithResult<LineView> {
        let (lists, line) = self.find_line(None, reference, None)?;
        self.check_card_line(&lists.space, &line)?;
        let heads = line.heads().map(|h| (h.id.hex(), None, h.change.clone()));
        let kept = naming::pick(version, "version", heads)?;
        self.append_change(lists.space, Some(&line), kept.says, (kept.from_ms.max(now_ms), &kept.why), now_ms)
    }

    fn append_change(&mut self, space: SpaceId, line: Option<&Line>, says: Option<Says>, (from_ms, why): (u64, &str), now_ms: u64) -> KithResult<LineView> {
        let id = self.append_line(space, line, says, (from_ms, why), now_ms)?;
        let lists = self.lists(&space)?;
        let line = line.map_or(id, |l| l.id);
        let found = lists.lines.iter().find(|l| l.id == line).ok_or_else(|| KithError::storage("defect", "What was written cannot be shown."))?;
        self.line_view(&lists, found)
    }

    /// Begins a line.
    pub(super) fn line_append(&mut self, space: SpaceId, says: Says, now_ms: u64) -> KithResult<EntryId> {
        self.check_room(&self.lists(&space)?, says.list())?;
        self.append_line(space, None, Some(says), (now_ms, ""), now_ms)
    }

    fn check_room(&self, lists: &Lists, list: List) -> KithResult<()> {
        if lists.standing(list).count() < STANDING_MAX {
            return Ok(());
        }
        Err(KithError::invalid("list-full", format!("A list has at most {STANDING_MAX} lines. Stop one that no longer holds.")).with("most", STANDING_MAX))
    }

    fn append_line(&mut self, space: SpaceId, line: Option<&Line>, says: Option<Says>, (from_ms, why): (u64, &str), now_ms: u64) -> KithResult<EntryId> {
        let over = line.map(|l| l.heads().map(|h| h.id).take(line::OVER_MAX).collect()).unwrap_or_default();
        let change = Change { line: line.map(|l| l.id), over, says, from_ms, why: naming::clean_words(why)? };
        let id = self.append(space, Kind::Fact, Fact::Line(change).to_bytes(), now_ms)?.id;
        self.changed(super::Change::Truth);
        Ok(id)
    }

    /// The person chooses what stands on their card, or somebody who looks after the circle and says on whose word.
    fn check_card_choice(&self, space: &SpaceId, choice: &CardChoice) -> KithResult<()> {
        if self.card_level(space)? < act::OWNER && choice.acting.is_empty() {
            return Err(KithError::not_allowed("say-on-whose-word", "Say on whose word: the person's own, or by what right you choose for them."));
        }
        Ok(())
    }

    /// As [`Self::check_card_choice`], where a version of it is stopped or kept.
    fn check_card_line(&self, space: &SpaceId, line: &Line) -> KithResult<()> {
        if line.list == List::Card { self.card_level(space).map(|_| ()) } else { Ok(()) }
    }

    /// My level in a circle, if it is one at which a card is chosen.
    fn card_level(&self, space: &SpaceId) -> KithResult<act::LevelNumber> {
        let level = self.space(space)?.resolved.level(&self.me);
        if level < act::KEEPER {
            return Err(KithError::not_allowed(
                "card-not-yours",
                "What stands on the card is for the person to choose, or for whoever looks after the circle on their word.",
            ));
        }
        Ok(level)
    }

    fn lines_of(&self, circle: &str, list: Option<List>) -> KithResult<Vec<LineView>> {
        let lists = self.lists(&self.circle(circle)?)?;
        self.line_views(&lists, list)
    }

    /// Lines as they are shown: stopped ones last.
    pub(super) fn line_views(&self, lists: &Lists, list: Option<List>) -> KithResult<Vec<LineView>> {
        let mut lines: Vec<&Line> = lists.lines.iter().filter(|l| list.is_none_or(|wanted| wanted == l.list)).collect();
        lines.sort_by_key(|l| l.standing() == LineStanding::Stopped);
        lines.into_iter().map(|l| self.line_view(lists, l)).collect()
    }

    pub(super) fn line_view(&self, lists: &Lists, line: &Line) -> KithResult<LineView> {
        let version = |f: &Written| self.version_view(lists, f);
        Ok(LineView {
            id: line.id.hex(),
            circle: lists.space.hex(),
            list: line.list,
            name: line.name().to_owned(),
            standing: line.standing(),
            now: line.heads().map(version).collect::<KithResult<_>>()?,
            history: line.facts.iter().rev().map(version).collect::<KithResult<_>>()?,
        })
    }

    fn version_view(&self, lists: &Lists, fact: &Written) -> KithResult<VersionView> {
        let arrival = match lists.places.get(&fact.id) {
            Some(at) => self.arrival(at.space, at.device, at.seq)?,
            None => super::view::Arrival::Unknown,
        };
        Ok(VersionView {
            id: fact.id.hex(),
            says: fact.change.says.as_ref().map(|s| self.says_view(s)),
            text: fact.change.says.as_ref().map(|s| self.says_text(s)).unwrap_or_default(),
            by: self.person_view(&fact.author),
            written_ms: lists.places.get(&fact.id).map_or(Ok(fact.time_ms), |at| self.written_ms(at))?,
            from_ms: fact.change.from_ms,
            why: fact.change.why.clone(),
            arrival,
        })
    }

    /// What somebody writes, checked.
    fn says_of(&self, space: &SpaceId, says: &LineSays) -> KithResult<Says> {
        let words = naming::clean_words;
        Ok(match says {
            LineSays::Visit { .. } => super::rota::plan_of(self, space, says)?,
            LineSays::Medicine { name, dose, how, times: at, days, zone, parts } => {
                let zone = zone.trim().to_owned();
                if schedule::zone(&zone).is_none() {
                    return Err(KithError::invalid("no-such-zone", "This device knows no such time zone. One is written as Europe/London."));
                }
                if parts.len() > PARTS_MAX {
                    return Err(KithError::invalid("too-many-parts", format!("At most {PARTS_MAX} people answer for a medicine.")).with("most", PARTS_MAX));
                }
                let parts = parts.iter().map(|p| self.responsible(space, p)).collect::<KithResult<_>>()?;
                let (name, dose, how) = (naming::clean_name(name)?, words(dose)?, words(how)?);
                Says::Medicine(Medicine { name, dose, how, times: times(at)?, days: day_bits(days)?, zone, parts })
            }
            LineSays::Allergy { to, reaction } => Says::Allergy(Allergy { to: naming::clean_name(to)?, reaction: words(reaction)? }),
            LineSays::Contact { name, phone, relation } => {
                Says::Contact(Contact { name: naming::clean_name(name)?, phone: naming::clean_name(phone)?, relation: words(relation)? })
            }
            LineSays::Advance { text, kept } => Says::Advance(Advance { text: naming::clean_text(text)?, kept: words(kept)? }),
            LineSays::Card { name, allergies, medicines, contacts, advance, words: own, acting } => {
                let bits = [(*allergies, CARD_ALLERGIES), (*medicines, CARD_MEDICINES), (*contacts, CARD_CONTACTS), (*advance, CARD_ADVANCE)];
                let shows = bits.iter().filter(|(on, _)| *on).fold(0, |all, (_, bit)| all | bit);
                Says::Card(CardChoice { shows, name: words(name)?, words: words(own)?, acting: words(acting)? })
            }
            LineSays::Consent { decision, purpose, capacity, answer, helped, helped_names: _, how, by, again_ms } => {
                let by = words(by)?;
                if *answer == line::Answer::ForThem && by.is_empty() {
                    return Err(KithError::invalid("say-who-decided", "Say who decided for them, and by what right."));
                }
                if *capacity == line::Capacity::Lacks && matches!(answer, line::Answer::Yes | line::Answer::No) {
                    return Err(KithError::invalid(
                        "lacks-capacity",
                        "Who cannot take a decision now cannot say yes or no to it. Say who decided for them, or leave it open.",
                    ));
                }
                let helped = helped.iter().map(|p| self.person(p)).collect::<KithResult<Vec<PersonId>>>()?;
                let (decision, purpose) = (naming::clean_name(decision)?, naming::clean_text(purpose)?);
                Says::Consent(Consent {
                    decision,
                    purpose,
                    capacity: *capacity,
                    answer: *answer,
                    helped,
                    how: words(how)?,
                    by,
                    again_ms: again_ms.unwrap_or(0),
                })
            }
        })
    }

    /// Somebody who is in a circle: nobody else is asked for a visit there, or answers for a medicine by their profile.
    pub(super) fn person_in(&self, space: &SpaceId, reference: &str) -> KithResult<PersonId> {
        let person = self.person(reference)?;
        if self.space(space)?.resolved.level(&person) == 0 {
            return Err(KithError::invalid("not-in-circle", "Choose somebody else who is in this circle."));
        }
        Ok(person)
    }

    fn responsible(&self, space: &SpaceId, part: &ResponsibleView) -> KithResult<Responsible> {
        let person = part.person.as_deref().map(|p| self.person_in(space, p)).transpose()?;
        let who = naming::clean_words(&part.who)?;
        if person.is_none() && who.is_empty() {
            return Err(KithError::invalid("nobody-named", "Say who answers for this part."));
        }
        Ok(Responsible { part: part.part, person, who: if person.is_some() { String::new() } else { who } })
    }

    pub(super) fn responsible_views(&self, medicine: &Medicine) -> Vec<ResponsibleView> {
        let view = |r: &Responsible| ResponsibleView {
            part: r.part,
            person: r.person.map(|p| p.hex()),
            who: r.person.map_or_else(|| r.who.clone(), |p| self.name_of(&p)),
        };
        medicine.parts.iter().map(view).collect()
    }

    fn says_view(&self, says: &Says) -> LineSays {
        match says {
            Says::Visit(planned) => super::rota::planned_view(self, planned),
            Says::Medicine(m) => LineSays::Medicine {
                name: m.name.clone(),
                dose: m.dose.clone(),
                how: m.how.clone(),
                times: m.times.iter().map(|t| schedule::clock(*t)).collect(),
                days: if m.days == EVERY_DAY { Vec::new() } else { (1..=7u8).filter(|d| m.days & 1 << (d - 1) != 0).collect() },
                zone: m.zone.clone(),
                parts: self.responsible_views(m),
            },
            Says::Allergy(a) => LineSays::Allergy { to: a.to.clone(), reaction: a.reaction.clone() },
            Says::Contact(c) => LineSays::Contact { name: c.name.clone(), phone: c.phone.clone(), relation: c.relation.clone() },
            Says::Advance(a) => LineSays::Advance { text: a.text.clone(), kept: a.kept.clone() },
            Says::Card(c) => LineSays::Card {
                name: c.name.clone(),
                allergies: c.shows & CARD_ALLERGIES != 0,
                medicines: c.shows & CARD_MEDICINES != 0,
                contacts: c.shows & CARD_CONTACTS != 0,
                advance: c.shows & CARD_ADVANCE != 0,
                words: c.words.clone(),
                acting: c.acting.clone(),
            },
            Says::Consent(c) => LineSays::Consent {
                decision: c.decision.clone(),
                purpose: c.purpose.clone(),
                capacity: c.capacity,
                answer: c.answer,
                helped: c.helped.iter().map(PersonId::hex).collect(),
                helped_names: c.helped.iter().map(|p| self.name_of(p)).collect(),
                how: c.how.clone(),
                by: c.by.clone(),
                again_ms: Some(c.again_ms).filter(|ms| *ms != 0),
            },
        }
    }

    /// What a fact says, in one line.
    pub(super) fn says_text(&self, says: &Says) -> String {
        says_text(says, &self.words().say("medicine-as-needed"))
    }
}

/// What a fact says, in one line; `as_needed` stands in place of times where a medicine has none.
pub(super) fn says_text(says: &Says, as_needed: &str) -> String {
    let parts: Vec<String> = match says {
        Says::Medicine(m) => {
            let times: Vec<String> = m.times.iter().map(|t| schedule::clock(*t)).collect();
            let times = if times.is_empty() { as_needed.to_owned() } else { times.join(" ") };
            vec![m.name.clone(), m.dose.clone(), times, m.how.clone()]
        }
        Says::Visit(v) => super::rota::planned_text(v),
        Says::Allergy(a) => vec![aside(&a.to, &a.reaction)],
        Says::Contact(c) => vec![c.name.clone(), c.relation.clone(), c.phone.clone()],
        Says::Advance(a) => vec![aside(&a.text, &a.kept)],
        Says::Card(c) => vec![c.name.clone(), c.words.clone()],
        Says::Consent(c) => vec![c.decision.clone(), c.purpose.clone(), c.how.clone(), c.by.clone()],
    };
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

fn aside(text: &str, more: &str) -> String {
    if more.is_empty() { text.to_owned() } else { format!("{text} ({more})") }
}
