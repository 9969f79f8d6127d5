//! The office: the notary's log over the ledger space, checkpoints for everybody, receipts for those concerned, and the book.

mod intake;
mod undelivered;

pub(super) use intake::Intake;

use super::{
    Change, ErrorKind, Kith, KithError, KithResult,
    coins::{self, Membership},
    drops,
    view::{BookView, HolderView},
};
use crate::{
    fact::{CoinItem, Fact, Notice},
    ledger::{
        book::Areas,
        notary::{Logged, Notary},
        op::{
            Admitted, Checkpoint, ForkProof, LogEntry, Op, OpId,
            page::{self, LogLine},
        },
        units::{Owner, Owners},
    },
};
use kith_wire::{DeviceId, Kind, PersonId, SpaceId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, hash_map::Entry};

/// These people alone, or everybody.
type Only<'a> = Option<&'a BTreeSet<PersonId>>;

/// Bytes of parts in one drop, so that it fits an envelope.
const PARTS_DROP_BYTES: usize = 40 * 1024;

impl Kith {
    /// The notary's state: rebuilt from its stored log when the profile has just been opened.
    pub(super) fn notary(&mut self) -> KithResult<()> {
        if self.notary.is_some() {
            return Ok(());
        }
        let coop = self.coop_of_coins()?;
        let owners = self.membership()?;
        let ledger = self.ledger_space().ok_or_else(|| KithError::not_allowed("not-office", "This device does not keep the co-op's book."))?.n;
        let (mut ops, mut lines, mut last) = (HashMap::<OpId, Op>::new(), Vec::new(), None);
        let mut tellings = Vec::new();
        for (kind, _, bytes) in self.storage.coin_items(ledger)? {
            if kind == CoinItem::Log as u8 {
                if let Ok(page) = page::read_page(&bytes) {
                    lines.extend(page);
                    continue;
                }
                match Op::decode(&bytes) {
                    Ok(Op::Settle(entry)) => lines.push(LogLine::Whole(entry)),
                    Ok(Op::Checkpoint(c)) => last = Some(c),
                    Ok(op) => drop(ops.insert(op.id(&coop), op)),
                    Err(_) => return Err(KithError::storage("damaged", "The office's log cannot be read.")),
                }
            } else if let Ok(op) = Op::decode(&bytes) {
                match ops.entry(op.id(&coop)) {
                    Entry::Vacant(free) => drop(free.insert(op)),
                    // The signature is no part of the id: of two that differ in it, the one that holds is the one that was logged.
                    Entry::Occupied(mut held) if *held.get() != op && held.get().clone().admit(&coop).is_err() => drop(held.insert(op)),
                    Entry::Occupied(_) => {}
                }
            } else if let Ok(t) = crate::ledger::op::Telling::decode(&bytes) {
                tellings.push(t);
            }
        }
        if coop.former.iter().next().is_some() {
            let here = self.stored_log(&coop)?;
            (lines, last) = here.ok_or_else(|| KithError::not_allowed("log-not-here", "This device has not heard all of the co-op's book yet."))?;
        }
        let policy = self.notary_policy(self.float_in_use()?)?;
        let mut notary = Notary::rebuild_lines((coop, policy), &lines, &|id| ops.get(&id).cloned(), &owners)
            .map_err(|_| KithError::storage("damaged", "The office's log does not follow from itself."))?;
        if let Some(checkpoint) = last {
            notary.resume(checkpoint).map_err(|_| KithError::storage("damaged", "The last statement is not of this log."))?;
        }
        let logged: HashSet<OpId> = lines.iter().map(LogLine::op).collect();
        for (_, op) in ops.into_iter().filter(|(id, op)| matches!(op, Op::Transfer(_) | Op::Fork(_)) && !logged.contains(id)) {
            if let Ok(op) = op.admit(&coop) {
                notary.recollect(&op, &owners);
            }
        }
        for t in tellings {
            notary.book_mut().put_telling(t);
        }
        self.notary = Some(notary);
        self.ledger_unread = true;
        Ok(())
    }

    fn own_float(&self) -> DeviceId {
        DeviceId(self.secrets.float_key().verifying_key().to_bytes())
    }

    /// The float to which hours go whose coins were given to the pool: this device's, or where it has none another of the pool's.
    fn float_in_use(&self) -> KithResult<DeviceId> {
        let own = self.own_float();
        if self.membership()?.owner_of(own) == Some(Owner::Pool) { Ok(own) } else { self.pool_float() }
    }

    /// Works through what came to the ledger: logs it, signs a checkpoint, tells everybody and sends receipts. The caller commits.
    pub(super) fn work_ledger(&mut self, now_ms: u64) -> KithResult<()> {
        let Some(ledger) = self.ledger_space().map(|s| (s.id, s.n)) else { return Ok(()) };
        if !self.keeps_log() || !self.space(&ledger.0)?.may_write(&self.device) || !self.log_is_here(&self.coop_of_coins()?)? {
            return Ok(());
        }
        if self.ledger_unread {
            self.settle_ledger(ledger, now_ms)?;
            self.publish_pictures(ledger.0, now_ms)?;
        }
        self.deliver_owed(now_ms)
    }

    fn settle_ledger(&mut self, ledger: (SpaceId, i64), now_ms: u64) -> KithResult<()> {
        self.notary()?;
        self.take_over_purses(ledger.0, now_ms)?;
        let owners = self.membership()?;
        let before = self.notary.as_ref().map_or(0, |n| n.entries().len() as u64);
        let (taken, attests) = self.notary_takes(ledger, &owners, now_ms)?;
        self.ledger_unread = false;
        let mints = taken.logged.iter().filter_map(|logged| logged.mint.as_ref()).map(|mint| Op::Mint(mint.clone()).encode());
        let cuts = taken.logged.iter().filter_map(|logged| logged.cut.as_ref()).map(|cut| Op::CutOff(cut.clone()).encode());
        self.keep_log(ledger.0, mints.chain(cuts).chain(page::pages(taken.logged.iter().map(|logged| logged.entry))), now_ms)?;
        self.ask_for_words(&taken.waiting, &owners, now_ms)?;
        let mut found = Vec::new();
        for proof in &taken.forks {
            if self.publish_fork(proof, now_ms)? {
                found.push(proof.clone());
            }
        }
        let key = self.secrets.device_key();
        let took_over = self.took_over_lately()?;
        let checkpoint = self.notary.as_mut().and_then(|n| n.checkpoint(&key));
        let Some(checkpoint) = checkpoint else { return self.tell_losers(&[], &found, (&owners, None), now_ms) };
        self.keep_log(ledger.0, std::iter::once(Op::Checkpoint(checkpoint.clone()).encode()), now_ms)?;
        self.publish(&checkpoint, before, ledger.1, now_ms)?;
        self.tell_witnesses(now_ms)?;
        self.send_receipts((&taken.logged, attests), &owners, None, now_ms)?;
        self.tell_losers(&taken.logged, &found, (&owners, None), now_ms)?;
        self.say_put_right(&taken.logged, now_ms)?;
        self.tell_places(now_ms)?;
        if took_over {
            // What the device before had not delivered is not known here: everybody gets all of theirs again.
            self.commons_people()?.iter().try_for_each(|person| self.owe(person, 0))?;
        }
        self.changed(Change::Book);
        Ok(())
    }

    fn keep_log(&mut self, ledger: SpaceId, items: impl Iterator<Item = Vec<u8>>, now_ms: u64) -> KithResult<()> {
        self.append_facts(ledger, items.map(|bytes| Fact::Coin(CoinItem::Log as u8, bytes).to_bytes()).collect(), now_ms)
    }

    /// Tells every member of a coin given twice: their phones lock it until it settles. Says whether it was news.
    fn publish_fork(&mut self, proof: &ForkProof, now_ms: u64) -> KithResult<bool> {
        let commons = self.commons()?;
        let (n, key) = (self.space(&commons)?.n, proof.id(&self.coop_of_coins()?).0.to_vec());
        let news = self.storage.notices(n, Notice::Fork as u8, Some(&key))?.is_empty();
        if news {
            let fact = Fact::Notice(Notice::Fork as u8, key, Op::Fork(proof.clone()).encode());
            self.append(commons, Kind::Fact, fact.to_bytes(), now_ms)?;
        }
        Ok(news)
    }

    /// Tells those whose branch lost, or these alone of them, that it did, each alone; never who has the coin.
    fn tell_losers(&mut self, logged: &[Logged], forks: &[ForkProof], (owners, only): (&Membership, Only<'_>), now_ms: u64) -> KithResult<()> {
        for (device, spent) in self.losses(logged, forks, owners) {
            let parts = spent.iter().map(|s| drops::CoinPart { kind: CoinItem::Object as u8, bytes: s.encode() }).collect();
            match owners.owner_of(device) {
                Some(Owner::Person(person)) if only.is_some_and(|only| !only.contains(&person)) => {}
                Some(Owner::Person(person)) if person != self.me => {
                    if !self.send_in_batches(&person, parts, now_ms)?
                        && let Some(first) = spent.iter().map(|spent| spent.index).min()
                    {
                        self.owe(&person, first)?;
                    }
                }
                Some(Owner::Person(_) | Owner::Pool) if only.is_none() => self.take_coins(self.device, parts, now_ms)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Tells every member: the checkpoint, and the story lines that givers let be known.
    fn publish(&mut self, checkpoint: &Checkpoint, before: u64, ledger: i64, now_ms: u64) -> KithResult<()> {
        let commons = self.commons()?;
        let notice = |kind: Notice, key: Vec<u8>, value: Vec<u8>| Fact::Notice(kind as u8, key, value).to_bytes();
        let bytes = Op::Checkpoint(checkpoint.clone()).encode();
        self.append(commons, Kind::Fact, notice(Notice::Checkpoint, checkpoint.state.index.to_be_bytes().to_vec(), bytes), now_ms)?;
        let policy = self.policy()?;
        let areas = if policy.tell_areas { Areas::With(usize::from(policy.area_members)) } else { Areas::Untold };
        let lines = self.notary.as_ref().map(|n| n.book().lines_since(before, areas)).unwrap_or_default();
        let mut poems: BTreeMap<_, _> = BTreeMap::new();
        let told = lines.iter().any(|line| line.telling.poem.is_some());
        for (kind, _, bytes) in if told { self.storage.coin_items(ledger)? } else { Vec::new() } {
            if kind == CoinItem::Attachment as u8
                && let Some(a) = coins::read_attachment(&bytes)
            {
                poems.insert(a.hash(), bytes);
            }
        }
        self.tell_areas(areas, now_ms)?;
        let commons_n = self.space(&commons)?.n;
        for line in lines {
            let poem = line.telling.poem.and_then(|hash| poems.get(&hash).map(|b| (hash, b.clone())));
            self.append(commons, Kind::Fact, notice(Notice::Story, line.coin.0.to_vec(), line.encode()), now_ms)?;
            if let Some((hash, bytes)) = poem
                && self.storage.notices(commons_n, Notice::Attachment as u8, Some(&hash.0))?.is_empty()
            {
                self.append(commons, Kind::Fact, notice(Notice::Attachment, hash.0.to_vec(), bytes), now_ms)?;
            }
        }
        Ok(())
    }

    /// The attestations among what was logged: whoever gave the hours may not have them yet. Those that have just come are at hand.
    fn attestations(&self, logged: &[Logged], mut out: BTreeMap<OpId, Vec<u8>>) -> KithResult<BTreeMap<OpId, Vec<u8>>> {
        let attested = logged.iter().filter(|l| matches!(l.entry, LogEntry::Attested { .. })).map(|l| l.entry.op());
        let wanted: BTreeSet<OpId> = attested.filter(|id| !out.contains_key(id)).collect();
        let Some(ledger) = self.ledger_space().map(|s| s.n).filter(|_| !wanted.is_empty()) else { return Ok(out) };
        let coop = self.coop_of_coins()?;
        for (kind, _, bytes) in self.storage.coin_items(ledger)? {
            if kind == CoinItem::Object as u8
                && let Ok(Op::Attest(attest)) = Op::decode(&bytes)
            {
                let id = attest.id(&coop);
                if wanted.contains(&id) {
                    out.insert(id, bytes);
                }
            }
        }
        Ok(out)
    }

    /// Sends each person concerned, or these alone, what happened to their coins and hours, with the proof.
    fn send_receipts(&mut self, (logged, came): (&[Logged], BTreeMap<OpId, Vec<u8>>), owners: &Membership, only: Only<'_>, now_ms: u64) -> KithResult<()> {
        let mut by_person: BTreeMap<PersonId, Vec<drops::CoinPart>> = BTreeMap::new();
        let object = |bytes| drops::CoinPart { kind: CoinItem::Object as u8, bytes };
        let attests = self.attestations(logged, came)?;
        let Some(notary) = self.notary.as_ref() else { return Ok(()) };
        let mut pockets: BTreeMap<PersonId, Vec<DeviceId>> = BTreeMap::new();
        for l in logged {
            let mut parts = Vec::new();
            parts.extend(l.mint.as_ref().map(|m| object(Op::Mint(m.clone()).encode())));
            if let LogEntry::Settled { to, .. } | LogEntry::Surrendered { to, .. } = l.entry {
                parts.extend(notary.engine().transfer(to.op).map(|t| object(Op::Transfer(t.as_ref().clone()).encode())));
            }
            parts.extend(l.cut.as_ref().map(|cut| object(Op::CutOff(cut.clone()).encode())));
            if let LogEntry::Recovered { to, .. } = l.entry {
                parts.extend(notary.recovery(to.op).map(|r| object(Op::Recover(r.clone()).encode())));
            }
            parts.extend(attests.get(&l.entry.op()).cloned().map(object));
            parts.extend(notary.receipt(l.index).map(|r| object(r.encode())));
            // Whoever confirmed an hour hears that it counts, and nothing of the coin.
            if let Some(Ok(Op::Attest(attest))) = attests.get(&l.entry.op()).map(|bytes| Op::decode(bytes))
                && let told = attest.answer.attestor
                && told != self.me
                && told != attest.given.hours.earner
                && only.is_none_or(|only| only.contains(&told))
            {
                let said = by_person.entry(told).or_default();
                said.extend(attests.get(&l.entry.op()).cloned().map(object));
                said.extend(notary.receipt(l.index).map(|r| object(r.encode())));
            }
            for device in notary.concerned(l.index) {
                let person = match owners.owner_of(device) {
                    Some(Owner::Person(p)) => p,
                    // The pool's float is this steward's to keep.
                    _ if device == self.own_float() => self.me,
                    _ => continue,
                };
                if only.is_some_and(|only| !only.contains(&person)) {
                    continue;
                }
                let pocket = pockets.entry(person).or_default();
                if !pocket.contains(&device) {
                    pocket.push(device);
                }
                let theirs = by_person.entry(person).or_default();
                theirs.extend(parts.iter().filter(|p| !theirs.contains(p)).cloned().collect::<Vec<_>>());
            }
        }
        // Pockets vouch for a device's settled coins by tens, so that a bundle of ten still fits one code.
        let (key, good_for) = (self.secrets.device_key(), u32::from(self.policy()?.pocket));
        for (person, devices) in pockets {
            let certificates = devices.iter().flat_map(|d| notary.pockets(*d, good_for, &key));
            by_person.entry(person).or_default().extend(certificates.map(|c| object(Op::Holding(c).encode())));
        }
        for (person, parts) in by_person {
            if person == self.me {
                self.take_coins(self.device, parts, now_ms)?;
                continue;
            }
            if !self.send_in_batches(&person, parts, now_ms)? {
                self.owe(&person, logged.first().map_or(0, |l| l.index))?;
            }
        }
        Ok(())
    }

    /// Sends somebody parts in as many drops as they need; false where they cannot be reached yet.
    fn send_in_batches(&mut self, person: &PersonId, parts: Vec<drops::CoinPart>, now_ms: u64) -> KithResult<bool> {
        for batch in batches(parts) {
            match self.send_to(person, &drops::Message::Coins(batch), "coin", now_ms) {
                Err(e) if matches!(e.kind, ErrorKind::Storage | ErrorKind::Busy) => return Err(e),
                Err(_) => return Ok(false),
                Ok(_) => {}
            }
        }
        Ok(true)
    }

    /// The office's book; on other devices the totals that it published last.
    pub(super) fn book(&mut self) -> KithResult<BookView> {
        if self.ledger_space().is_none() {
            return self.published_book();
        }
        self.notary()?;
        let owners = self.membership()?;
        let notary = self.notary.as_ref().ok_or_else(|| KithError::not_allowed("not-office", "This device does not keep the co-op's book."))?;
        let audit = notary.book().audit(&owners);
        let holders = notary.book().holders(notary.engine(), &owners);
        let totals = audit.counted;
        let rows: Vec<HolderView> = holders
            .iter()
            .map(|(owner, h)| {
                let (kind, id, name) = self.holder_names(owner);
                HolderView { kind: kind.to_owned(), id, name, settled: h.settled, promised: h.promised, contested: h.contested, jar_minutes: h.jar_minutes }
            })
            .collect();
        let sum = |f: fn(&HolderView) -> u64| rows.iter().map(f).sum::<u64>();
        let held = totals.minted.saturating_sub(totals.retired).saturating_sub(totals.claims);
        let forks = notary.engine().coins().filter(|c| notary.engine().verdict(*c, &owners).is_some_and(|v| !v.claims.is_empty())).map(|c| c.hex()).collect();
        Ok(BookView {
            minted: totals.minted,
            held,
            settled: sum(|r| r.settled),
            promised: sum(|r| r.promised),
            contested: sum(|r| r.contested),
            retired: totals.retired + totals.claims,
            minutes_attested: totals.attested,
            minutes_in_jars: totals.crumbs,
            adds_up: audit.adds_up() && sum(|r| r.settled) + sum(|r| r.promised) + sum(|r| r.contested) == held,
            holders: rows,
            forks,
            checkpoint: notary.last().map_or(0, |c| u64::from(c.state.index) + 1),
            whole: true,
        })
    }

    fn holder_names(&self, owner: &Owner) -> (&'static str, String, String) {
        match owner {
            Owner::Person(p) => ("person", p.hex(), self.name_of(p)),
            Owner::Pool => ("pool", "pool".to_owned(), "pool".to_owned()),
            Owner::Place(code) => ("place", format!("{code:04x}"), self.place_party(*code).name),
        }
    }

    fn published_book(&self) -> KithResult<BookView> {
        let commons = self.space(&self.commons()?)?;
        let coop = self.coop_of_coins()?;
        let notices = self.storage.notices(commons.n, Notice::Checkpoint as u8, None)?;
        let checkpoints = notices.iter().filter_map(|n| match Admitted::check(&n.value, &coop).ok()?.into_op() {
            Op::Checkpoint(c) => Some(c),
            _ => None,
        });
        let last = checkpoints.max_by_key(|c| c.state.index);
        let t = last.as_ref().map(|c| c.state.totals).unwrap_or_default();
        let held = t.people + t.pool + t.places;
        let row = |kind: &str, settled| HolderView {
            kind: kind.to_owned(),
            id: kind.to_owned(),
            name: kind.to_owned(),
            settled,
            promised: 0,
            contested: 0,
            jar_minutes: 0,
        };
        Ok(BookView {
            minted: t.minted,
            held,
            settled: held,
            promised: 0,
            contested: 0,
            retired: t.retired + t.claims,
            minutes_attested: t.attested,
            minutes_in_jars: t.crumbs,
            adds_up: t.adds_up(),
            holders: vec![row("people", t.people), row("pool", t.pool), row("places", t.places)],
            forks: Vec::new(),
            checkpoint: last.map_or(0, |c| u64::from(c.state.index) + 1),
            whole: false,
        })
    }
}

/// Parts in as many drops as they need.
pub(super) fn batches(parts: Vec<drops::CoinPart>) -> Vec<Vec<drops::CoinPart>> {
    let (mut out, mut batch, mut size) = (Vec::new(), Vec::new(), 0);
    for part in parts {
        if size + part.bytes.len() > PARTS_DROP_BYTES && !batch.is_empty() {
            out.push(std::mem::take(&mut batch));
            size = 0;
        }
        size += part.bytes.len() + 8;
        batch.push(part);
    }
    if !batch.is_empty() {
        out.push(batch);
    }
    out
}
