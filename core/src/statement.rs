//! A statement of coins as other programs read it: the lines that make up a balance, and the balance that they make up.
//!
//! Pure text from given lines. Nobody is named in a co-op's statement but the pool: who gave whom an hour is nobody else's business.

mod beancount;
mod csv;
mod hledger;
mod ofx;
mod value_flows;

#[cfg(test)]
mod tests;

use kith_wire::limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// In which form a statement is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A table, for a spreadsheet.
    Csv,
    /// A journal of hledger.
    Hledger,
    /// A ledger of beancount.
    Beancount,
    /// Economic events in the ValueFlows vocabulary, as JSON-LD.
    ValueFlows,
    /// A bank's statement, OFX 2.
    Ofx,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Hledger, Self::Beancount, Self::ValueFlows, Self::Ofx];

    /// How a file of this form ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Hledger => "journal",
            Self::Beancount => "beancount",
            Self::ValueFlows => "jsonld",
            Self::Ofx => "ofx",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Hledger | Self::Beancount => "text/plain; charset=utf-8",
            Self::ValueFlows => "application/ld+json",
            Self::Ofx => "application/x-ofx",
        }
    }
}

/// Where coins are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// Settled coins of one owner.
    Settled,
    /// Promised coins of one owner, and those that ripen.
    Promised,
    /// Contested coins and claims of one owner.
    Contested,
    /// In a co-op's book: what people hold.
    People,
    /// In a co-op's book: the pool.
    Pool,
    /// In a co-op's book: the purses of places.
    Places,
}

impl Account {
    /// Its name in a journal, in parts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settled => "Settled",
            Self::Promised => "Promised",
            Self::Contested => "Contested",
            Self::People => "People",
            Self::Pool => "Pool",
            Self::Places => "Places",
        }
    }
}

/// Coins that came or went by one operation, for one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When, in milliseconds since 1970; 0 where nobody said.
    pub at_ms: u64,
    /// The cause, as a stable code: earned, received, given and so on.
    pub what: String,
    /// The cause in words.
    pub words: String,
    /// The wellbeing element that the hours went to, as a stable code; empty where it is not known here.
    pub category: String,
    /// The other party, if it may be named.
    pub with: String,
    /// The operation: the same line has the same one in every statement.
    pub op: String,
    /// Whether the office has settled it.
    pub settled: bool,
    /// Whether it hangs on a coin that was given twice: undecided, or decided for another.
    pub contested: bool,
    /// Whether it was signed and neither taken by its receiver, as far as is known, nor seen by the office.
    pub offered: bool,
    /// What changed where.
    pub changes: BTreeMap<Account, i64>,
}

impl Line {
    /// All changes together: what came in, or went out of these accounts.
    #[must_use]
    pub fn sum(&self) -> i64 {
        self.changes.values().sum()
    }

    /// The account at the other end, as a journal names it: two parts.
    fn counter(&self) -> String {
        let side = if self.sum() >= 0 { "Income" } else { "Expenses" };
        format!("{side}:{}", capital(&self.what))
    }
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The co-op's name.
    pub coop: String,
    /// Whose statement it is, as a name.
    pub owner: String,
    /// The same as a stable identity.
    pub id: String,
    /// When it was made, in milliseconds since 1970.
    pub as_of_ms: u64,
    /// Always three numbers: settled, promised, contested.
    pub numbers: [i64; 3],
    /// What is in each account.
    pub balances: BTreeMap<Account, i64>,
    /// The lines, oldest first.
    pub lines: Vec<Line>,
}

impl Statement {
    /// Puts the lines in order, gives those without a moment one, and counts the accounts from them.
    #[must_use]
    pub fn of(mut self) -> Self {
        let until = self.as_of_ms.saturating_add(limits::CLOCK_AHEAD_MS_MAX);
        let dated = |at: &u64| *at > 0 && *at <= until;
        let first = self.lines.iter().map(|line| line.at_ms).filter(dated).min().unwrap_or(limits::CLOCK_MS_MIN);
        for line in &mut self.lines {
            // What nobody dated stands at the beginning, and so does what is of days to come: dated by the reading, it would be another
            // line in each. A clock that is a little ahead is not believed either.
            line.at_ms = if dated(&line.at_ms) { line.at_ms } else { first }.min(self.as_of_ms);
        }
        self.lines.sort_by(|a, b| (a.at_ms, &a.op, &a.what).cmp(&(b.at_ms, &b.op, &b.what)));
        for account in self.balances.values_mut() {
            *account = 0;
        }
        for (account, change) in self.lines.iter().flat_map(|line| &line.changes) {
            *self.balances.entry(*account).or_default() += change;
        }
        self
    }

    /// Whether the lines make up the numbers.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let owner = [Account::Settled, Account::Promised, Account::Contested];
        let in_one = owner.map(|account| self.balances.get(&account).copied());
        match in_one {
            [None, None, None] => self.balances.values().sum::<i64>() == self.numbers.iter().sum::<i64>(),
            found => found.map(Option::unwrap_or_default) == self.numbers,
        }
    }

    /// The statement in this form.
    #[must_use]
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Csv => csv::write(self),
            Format::Hledger => hledger::write(self),
            Format::Beancount => beancount::write(self),
            Format::ValueFlows => value_flows::write(self),
            Format::Ofx => ofx::write(self),
        }
    }

    /// The day on which the first line stands, or the statement's own.
    fn begins(&self) -> jiff::civil::Date {
        day(self.lines.first().map_or(self.as_of_ms, |line| line.at_ms))
    }
}

/// The day of a moment, as the meridian has it.
fn day(at_ms: u64) -> jiff::civil::Date {
    moment(at_ms).to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn moment(at_ms: u64) -> jiff::Timestamp {
    i64::try_from(at_ms).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok()).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

/// A code such as `made-good` as a journal's account has it: `Made-good`.
fn capital(code: &str) -> String {
    let mut letters = code.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Text on one line, without what would end it or begin something else.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}
