//! What comes to the ledger: kept as it came, checked strictly on every core, and given to the notary in one go.
//!
//! All that one call brings is one transaction: the operations, the log's entries, the checkpoint and the receipts become durable together,
//! so that a thousand transfers cost one wait for the disk.

use super::super::{
    Kith, KithError, KithResult,
    coins::{self, Draws, Membership},
    drops,
};
use crate::{
    fact::{CoinItem, Fact},
    ledger::{
        notary::Taken,
        op::{Admitted, Coop, Draw, Op, OpId, Telling},
        units::{Owner, Owners},
    },
    workers,
};
use kith_wire::{DeviceId, Kind, SpaceId, limits};
use std::collections::{BTreeMap, HashSet};

/// How far the notary has been given what the ledger holds.
#[derive(Debug, Default)]
pub(in crate::kith) struct Intake {
    /// Objects that it has been given since the profile was opened.
    seen: HashSet<[u8; 32]>,
    /// Objects that came since it was last given any; nothing where all of the ledger has to be looked through.
    came: Option<Vec<Vec<u8>>>,
    /// What keepers asked of the coins of places and waits.
    draws: Draws,
}

impl Intake {
    /// An object stands in the ledger.
    pub(in crate::kith) fn note(&mut self, bytes: &[u8]) {
        if let Some(came) = &mut self.came {
            came.push(bytes.to_vec());
        }
    }

    /// What has not been given yet, each once.
    fn take(&mut self, all: impl FnOnce() -> KithResult<Vec<Vec<u8>>>) -> KithResult<Vec<Vec<u8>>> {
        let mut new = match self.came.take() {
            Some(came) => came,
            None => all()?,
        };
        self.came = Some(Vec::new());
        new.retain(|bytes| self.seen.insert(*blake3::hash(bytes).as_bytes()));
        Ok(new)
    }
}

/// An object of the ledger, read and with its signatures checked.
enum Read {
    Telling(Telling),
    Draw(Option<(OpId, Draw)>),
    Op(Box<Admitted>),
    Bad,
}

impl Read {
    fn of(bytes: &[u8], coop: &Coop) -> Self {
        if let Ok(telling) = Telling::decode(bytes) {
            Self::Telling(telling)
        } else if let Ok(draw) = Draw::decode(bytes) {
            Self::Draw(draw.verify(coop).ok().map(|id| (id, draw)))
        } else {
            Admitted::check(bytes, coop).map_or(Self::Bad, |op| Self::Op(Box::new(op)))
        }
    }
}

impl Kith {
    /// As the office: takes operations that came otherwise than by its box, in a file or from another hub. They and all that follows from
    /// them become durable together. One that does not hold is counted as refused and changes nothing.
    ///
    /// # Errors
    /// [`super::super::ErrorKind::InvalidInput`] for more than [`limits::LEDGER_BROUGHT_MAX`] at once;
    /// [`super::super::ErrorKind::NotAllowed`] where this device does not keep the co-op's book; storage.
    pub fn bring_operations(&mut self, operations: Vec<Vec<u8>>, now_ms: u64) -> KithResult<()> {
        if operations.len() > limits::LEDGER_BROUGHT_MAX {
            return Err(KithError::invalid("too-many-operations", format!("At most {} operations are taken at once.", limits::LEDGER_BROUGHT_MAX)));
        }
        let now_ms = self.believed(now_ms);
        self.transact(|k| {
            let ledger = k.ledger_space().map(|s| s.id);
            let ledger = ledger.ok_or_else(|| KithError::not_allowed("not-office", "This device does not keep the co-op's book."))?;
            let part = |bytes| drops::CoinPart { kind: CoinItem::Object as u8, bytes };
            k.take_operations(ledger, k.device, operations.into_iter().map(part).collect(), now_ms)?;
            k.work_ledger(now_ms)
        })
    }

    /// Operations that came into the ledger's box: kept in the ledger space with their sender's membership checked.
    pub(in crate::kith) fn take_operations(&mut self, ledger: SpaceId, sender: DeviceId, parts: Vec<drops::CoinPart>, now_ms: u64) -> KithResult<()> {
        let owners = self.membership()?;
        let Some(owner) = owners.owner_of(sender) else {
            return Err(KithError::not_allowed("not-a-member", "Only members bring operations to the ledger."));
        };
        for part in parts.iter().filter(|part| part.kind == CoinItem::ErasePicture as u8) {
            self.asked_to_erase(owner, &part.bytes, now_ms)?;
        }
        let mut facts = Vec::with_capacity(parts.len());
        for part in parts {
            let kept = match owner {
                // The pool and places send none of their own.
                Owner::Person(person) if part.kind == CoinItem::Attachment as u8 => self.keeps_attachment(ledger, &person, &part.bytes)?,
                _ => part.kind == CoinItem::Object as u8,
            };
            if kept {
                facts.push(Fact::Coin(part.kind, part.bytes).to_bytes());
            }
        }
        self.ledger_unread |= !facts.is_empty();
        self.append_facts(ledger, facts, now_ms)
    }

    /// Gives the notary every operation of the ledger that it has not had. What was attested stands beside it, by its id.
    pub(super) fn notary_takes(&mut self, (ledger, n): (SpaceId, i64), owners: &Membership, now_ms: u64) -> KithResult<(Taken, BTreeMap<OpId, Vec<u8>>)> {
        let coop = self.coop_of_coins()?;
        let key = self.secrets.device_key();
        let (mut out, mut attests) = (Taken::default(), BTreeMap::new());
        let policy = self.notary_policy(self.float_in_use()?)?;
        let storage = &self.storage;
        let objects = || Ok(storage.coin_items(n)?.into_iter().filter(|(k, ..)| *k == CoinItem::Object as u8).map(|(.., bytes)| bytes).collect());
        let afresh = self.intake.came.is_none();
        let new = self.intake.take(objects)?;
        let Some(mut notary) = self.notary.take() else { return Ok((out, attests)) };
        let mut draws = if afresh { Draws::of(&notary) } else { std::mem::take(&mut self.intake.draws) };
        notary.set_policy(policy);
        let mut add = |taken: Taken| {
            out.logged.extend(taken.logged);
            out.forks.extend(taken.forks);
            out.waiting.extend(taken.waiting);
        };
        for device in owners.cut.iter().chain(&self.purses_before(&coop)?.into_keys().collect::<Vec<_>>()) {
            add(notary.cut_off(*device, &key, owners));
        }
        let read = workers::map(&new, workers::available(), |bytes| Read::of(bytes, &coop));
        for (object, bytes) in read.into_iter().zip(new) {
            match object {
                Read::Telling(telling) => {
                    notary.book_mut().put_telling(telling);
                }
                // Carried out below, once what came with it is in the book.
                Read::Draw(draw) => {
                    let last = notary.last().map_or(0, |last| last.state.index);
                    if !draw.is_some_and(|draw| draws.hear(draw, (last, owners))) {
                        self.storage.count_refused("bad-operation")?;
                    }
                }
                Read::Op(op) => {
                    add(notary.take(&op, &key, owners));
                    if let Op::Attest(_) = op.op() {
                        attests.insert(op.id(), bytes);
                    }
                }
                Read::Bad => self.storage.count_refused("bad-operation")?,
            }
        }
        add(notary.owners_learnt(&key, owners));
        add(notary.grace_over(&key, owners));
        for transfer in self.draws_due(&mut draws, &notary, owners, now_ms)? {
            let bytes = Op::Transfer(transfer.clone()).encode();
            self.intake.seen.insert(*blake3::hash(&bytes).as_bytes());
            self.append(ledger, Kind::Fact, Fact::Coin(CoinItem::Object as u8, bytes).to_bytes(), now_ms)?;
            add(notary.take(&coins::admitted(&transfer, &coop), &key, owners));
        }
        (self.notary, self.intake.draws) = (Some(notary), draws);
        Ok((out, attests))
    }
}
