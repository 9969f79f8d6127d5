//! Statements: of a person, of the pool and of the whole co-op, to read and to take along into other programs.

use super::super::{
    Kith, KithError, KithResult,
    purse::{EARNED, move_word_with},
    view::{ExportedView, Role, StatementLineView, StatementView},
};
use super::Coins;
use crate::{
    ledger::{
        book::Book,
        op::{Hours, OpId, Purpose},
        purse::{HoursState, HoursView, Purse, StatementLine, What},
        units::{CLAIMS, Element, Owner, Owners, RETIRED},
    },
    statement::{Account, Format, Line, Statement},
};
use jiff::civil::Date;
use kith_wire::{DeviceId, PersonId};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Whose statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Me,
    Pool,
    Coop,
}

const fn element_word(element: Element) -> &'static str {
    match element {
        Element::MyLife => "my-life",
        Element::MyHome => "my-home",
        Element::MyCommunity => "my-community",
        Element::MyCare => "my-care",
    }
}

const fn purpose_word(purpose: Option<Purpose>) -> &'static str {
    match purpose {
        None => "minted",
        Some(Purpose::Retire) => "retired",
        Some(Purpose::Donate | Purpose::Repay) => "pooled",
        Some(Purpose::Welcome) => "welcome",
        Some(Purpose::TopUp) => "topped-up",
        Some(Purpose::Compensate) => "made-good",
        Some(_) => "moved",
    }
}

/// How sure a line is, in the words that a list of coins has for them.
fn line_state(line: &Line) -> &'static str {
    match line {
        Line { settled: true, .. } => "settled",
        Line { contested: true, .. } => "contested",
        Line { offered: true, .. } => "offered",
        Line { what, .. } if what == EARNED => "ripening",
        _ => "promised",
    }
}

/// The first day of a month, in milliseconds since 1970: hours are told by month and never by day.
fn month_ms(month: crate::ledger::units::Month) -> u64 {
    let (year, month) = month.parts();
    let date = i16::try_from(year).ok().zip(i8::try_from(month).ok()).and_then(|(y, m)| Date::new(y, m, 1).ok());
    let at = date.and_then(|date| date.to_zoned(jiff::tz::TimeZone::UTC).ok()).map(|zoned| zoned.timestamp().as_millisecond());
    at.and_then(|ms| u64::try_from(ms).ok()).unwrap_or(0)
}

impl Kith {
    fn statement_whose(&self, of: Option<&str>) -> KithResult<Whose> {
        match of.unwrap_or("me").trim() {
            "me" => Ok(Whose::Me),
            "pool" if self.has_role(&self.me, Role::Steward) && self.ledger_space().is_some() => Ok(Whose::Pool),
            "co-op" if self.ledger_space().is_some() => Ok(Whose::Coop),
            "pool" | "co-op" => Err(KithError::not_allowed("not-office", "This device does not keep the co-op's book.")),
            _ => Err(KithError::invalid("no-such-statement", "There is a statement of your own, of the pool and of the co-op.")),
        }
    }

    fn statement_of(&mut self, of: Option<&str>, now_ms: u64) -> KithResult<(Statement, u32)> {
        let whose = self.statement_whose(of)?;
        if whose != Whose::Me {
            self.notary()?;
        }
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let coop = self.coop_name();
        let base = |owner: String, id: String, numbers| Statement { coop, owner, id, as_of_ms: now_ms, numbers, balances: BTreeMap::new(), lines: Vec::new() };
        let purse = if whose == Whose::Pool { &coins.float } else { &coins.purse };
        let statement = match whose {
            Whose::Coop => return Ok((self.coop_statement(base(self.words().say("statement-co-op"), "co-op".to_owned(), [0; 3]))?, 0)),
            Whose::Me => base(self.name_of(&self.me), self.me.hex(), [0; 3]),
            Whose::Pool => base(self.words().say("pool-title"), "pool".to_owned(), [0; 3]),
        };
        let balance = purse.balance(&coins.owners);
        let numbers = [balance.settled, balance.promised + balance.ripening + balance.coming, balance.contested_and_claims].map(i64::from);
        let empty = [Account::Settled, Account::Promised, Account::Contested].map(|account| (account, 0));
        let elements: BTreeMap<OpId, Element> = purse.hours().into_iter().filter_map(|h| Some((h.op, h.hours.element?))).collect();
        let line = |line: &StatementLine| {
            let earned = line.earned.iter().find_map(|attest| elements.get(attest)).copied();
            self.purse_line(&coins, line, earned.or_else(|| purse.telling_of(line.op).and_then(|telling| telling.element)), whose == Whose::Me)
        };
        let mut lines: Vec<Line> = purse.statement(&coins.owners).iter().map(line).collect();
        lines.extend(self.coming_line(&coins, purse, balance.coming));
        Ok((Statement { numbers, balances: empty.into(), lines, ..statement }.of(), balance.jar_minutes))
    }

    /// Whole hours that two people signed and the office has not heard of: promised, as they are among the three numbers everywhere.
    fn coming_line(&self, coins: &Coins, purse: &Purse, coming: u32) -> Option<Line> {
        let on_the_way = |h: &HoursView| matches!(h.state, HoursState::Attested | HoursState::Counted) && !h.hours.donate;
        let last = purse.hours().into_iter().rfind(on_the_way).filter(|_| coming > 0)?;
        Some(Line {
            at_ms: self.or_begun_ms(coins.earned_ms(&BTreeSet::from([last.op]))),
            what: "coming".to_owned(),
            words: self.words().say("move-coming"),
            category: String::new(),
            with: String::new(),
            op: last.op.hex(),
            settled: false,
            contested: false,
            offered: false,
            changes: BTreeMap::from([(Account::Promised, i64::from(coming))]),
        })
    }

    fn coop_name(&self) -> String {
        let commons = self.commons.and_then(|c| self.spaces.get(&c));
        commons.and_then(|c| c.resolved.genesis.as_ref()).map(|g| g.name.clone()).unwrap_or_default()
    }

    fn purse_line(&self, coins: &Coins, line: &StatementLine, element: Option<Element>, named: bool) -> Line {
        let what = move_word_with(line.what, line.with.and_then(|device| coins.owners.owner_of(device)));
        let with = line.with.filter(|_| named).and_then(|device| self.party(coins, device)).unwrap_or_default();
        let at_ms = self.or_begun_ms(self.said_or_earned_ms(coins, line.said_at, &line.earned));
        let changes = [(Account::Settled, line.change.settled), (Account::Promised, line.change.promised), (Account::Contested, line.change.contested)];
        Line {
            at_ms,
            what: what.to_owned(),
            words: self.move_words(coins, (what, line.op), line.contested && matches!(line.what, What::Gave(_))),
            category: element.map(element_word).unwrap_or_default().to_owned(),
            with,
            op: line.op.hex(),
            settled: line.settled,
            contested: line.contested,
            offered: line.offered,
            changes: changes.into_iter().filter(|(_, change)| *change != 0).collect(),
        }
    }

    fn party(&self, coins: &Coins, device: DeviceId) -> Option<String> {
        match coins.owners.owner_of(device)? {
            Owner::Person(person) => Some(self.name_of(&person)),
            Owner::Pool => Some(self.words().say("pool-title")),
            Owner::Place(code) => Some(self.place_party(code).name),
        }
    }

    /// The whole book by kinds of holders: what was made, what was retired, and what went between people, the pool and places.
    fn coop_statement(&self, mut statement: Statement) -> KithResult<Statement> {
        let owners = self.membership()?;
        let notary = self.notary.as_ref().ok_or_else(|| KithError::not_allowed("not-office", "This device does not keep the co-op's book."))?;
        let book = notary.book();
        let holders = book.holders(notary.engine(), &owners);
        let sum = |number: fn(&crate::ledger::book::Holding) -> u64| i64::try_from(holders.values().map(number).sum::<u64>()).unwrap_or(i64::MAX);
        statement.numbers = [sum(|h| h.settled), sum(|h| h.promised), sum(|h| h.contested)];
        statement.balances = [Account::People, Account::Pool, Account::Places].map(|account| (account, 0)).into();
        let mut lines: BTreeMap<(OpId, Option<Account>, Option<Account>), Line> = BTreeMap::new();
        for (_, row) in book.coins() {
            for hop in &row.hops {
                let (from, to) = (hop.from.and_then(|from| account_of(from, &owners)), account_of(hop.to, &owners));
                if hop.from.is_some() && from == to {
                    continue;
                }
                let line = lines.entry((hop.at.op, from, to)).or_insert_with(|| self.book_line(book, row, hop));
                for (account, change) in [(from, -1), (to, 1)] {
                    if let Some(account) = account {
                        *line.changes.entry(account).or_default() += change;
                    }
                }
            }
        }
        statement.lines = lines.into_values().collect();
        Ok(statement.of())
    }

    /// What the co-op's book holds of somebody: what they have, the hours that were attested to them and those that they
    /// confirmed for others, and every step of their coins.
    pub(in crate::kith) fn book_of(&mut self, person: &PersonId) -> KithResult<Value> {
        self.notary()?;
        let owners = self.membership()?;
        let notary = self.notary.as_ref().ok_or_else(|| KithError::not_allowed("not-office", "This device does not keep the co-op's book."))?;
        let (book, owner) = (notary.book(), Owner::Person(*person));
        let held = book.holders(notary.engine(), &owners).remove(&owner).unwrap_or_default();
        let told = |hours: &Hours| json!({ "month_ms": month_ms(hours.month), "minutes": hours.minutes, "element": hours.element.map(element_word) });
        let hours: Vec<Value> = book.hours_of(*person).into_iter().map(told).collect();
        let confirmed: Vec<Value> = book.hours_confirmed_by(*person).into_iter().map(told).collect();
        let movements: Vec<Value> = book.statement(owner).iter().map(|line| self.movement_of(line)).collect();
        let balance = json!({ "settled": held.settled, "promised": held.promised, "contested": held.contested, "jar_minutes": held.jar_minutes });
        Ok(json!({ "balance": balance, "hours": hours, "hours_confirmed": confirmed, "movements": movements }))
    }

    fn movement_of(&self, line: &crate::ledger::book::Line) -> Value {
        let what = purpose_word(line.purpose);
        let with = match line.with {
            Some(Owner::Person(person)) => Some(self.name_of(&person)),
            Some(Owner::Pool) => Some(self.words().say("pool-title")),
            Some(Owner::Place(code)) => Some(self.place_party(code).name),
            None => None,
        };
        let words = self.words().say(&format!("book-line-{what}"));
        json!({ "what": what, "words": words, "coin": line.coin.hex(), "came": line.came, "with": with, "at_ms": line.said_at.unwrap_or(0).saturating_mul(1000) })
    }

    fn book_line(&self, book: &Book, row: &crate::ledger::book::Row, hop: &crate::ledger::book::Hop) -> Line {
        let hours = row.earned.iter().find_map(|attest| book.attest(*attest)).map(|attest| &attest.hours);
        let what = purpose_word(hop.purpose);
        let minted = hours.filter(|_| hop.purpose.is_none());
        Line {
            at_ms: self.or_begun_ms(minted.map_or_else(|| hop.said_at.unwrap_or(0).saturating_mul(1000), |hours| month_ms(hours.month))),
            what: what.to_owned(),
            words: self.words().say(&format!("book-line-{what}")),
            category: minted.and_then(|hours| hours.element).map(element_word).unwrap_or_default().to_owned(),
            with: String::new(),
            op: hop.at.op.hex(),
            settled: true,
            contested: false,
            offered: false,
            changes: BTreeMap::new(),
        }
    }

    /// A statement, to read.
    pub(in crate::kith) fn statement(&mut self, of: Option<&str>, now_ms: u64) -> KithResult<StatementView> {
        let (statement, jar_minutes) = self.statement_of(of, now_ms)?;
        let adds_up = statement.adds_up();
        let change = |line: &Line, account| line.changes.get(&account).copied().unwrap_or(0);
        let lines = statement.lines.iter().rev().map(|line| StatementLineView {
            at_ms: line.at_ms,
            what: line.what.clone(),
            words: line.words.clone(),
            coins: line.sum(),
            settled: change(line, Account::Settled),
            promised: change(line, Account::Promised),
            contested: change(line, Account::Contested),
            category: line.category.clone(),
            with: line.with.clone(),
            operation: line.op.clone(),
            state: line_state(line).to_owned(),
        });
        let lines = lines.collect();
        let [settled, promised, contested] = statement.numbers;
        Ok(StatementView { of: statement.id, owner: statement.owner, as_of_ms: now_ms, settled, promised, contested, jar_minutes, adds_up, lines })
    }

    /// A statement in a form that other programs read.
    pub(in crate::kith) fn book_export(&mut self, of: Option<&str>, format: Format, now_ms: u64) -> KithResult<ExportedView> {
        let (statement, _) = self.statement_of(of, now_ms)?;
        let [settled, promised, contested] = statement.numbers;
        let whose = if of.is_none_or(|of| of.trim() == "me") { "coins" } else { of.unwrap_or_default().trim() };
        Ok(ExportedView {
            kind: "book-export".to_owned(),
            name: format!("{whose}.{}", format.ending()),
            media: format.media().to_owned(),
            text: statement.write(format),
            settled,
            promised,
            contested,
        })
    }
}

fn account_of(device: DeviceId, owners: &dyn Owners) -> Option<Account> {
    match owners.owner_of(device) {
        _ if device == CLAIMS || device == RETIRED => None,
        Some(Owner::Pool) => Some(Account::Pool),
        Some(Owner::Place(_)) => Some(Account::Places),
        Some(Owner::Person(_)) | None => Some(Account::People),
    }
}
