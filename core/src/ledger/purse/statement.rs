//! A purse as a statement: what came and went by each operation, in the three numbers that its owner reads.

use super::Purse;
use super::view::{CoinState, MoveState, What};
use crate::ledger::units::{CoinId, OpId, Owners, PrevRef};
use crate::ledger::verdict::Standing;
use kith_wire::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// What an operation changed in each of the three numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// Settled coins.
    pub settled: i64,
    /// Promised coins, and those that ripen.
    pub promised: i64,
    /// Contested coins and claims.
    pub contested: i64,
}

/// One line: coins that came or went by one operation, for one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// Why.
    pub what: What,
    /// The operation.
    pub op: OpId,
    /// The coins.
    pub coins: Vec<CoinId>,
    /// What changed; the lines of a purse add up to its balance, number by number.
    pub change: Change,
    /// The other device.
    pub with: Option<DeviceId>,
    /// Whether the office has settled it.
    pub settled: bool,
    /// Whether it hangs on a coin that was given twice: undecided, or decided for another.
    pub contested: bool,
    /// Whether it was signed here and neither taken by its receiver, as far as is known, nor seen by the office.
    pub offered: bool,
    /// Seconds since 1970 as the giver's clock said.
    pub said_at: Option<u64>,
    /// The attestations behind coins earned.
    pub earned: BTreeSet<OpId>,
}

impl Purse {
    /// The statement, oldest first.
    #[must_use]
    pub fn statement(&self, owners: &dyn Owners) -> Vec<StatementLine> {
        let mut lines: BTreeMap<(OpId, What), StatementLine> = BTreeMap::new();
        for at in &self.mine {
            let Some((coin, _, _, settled)) = self.engine.place(*at) else { continue };
            let number = |n: i64| if settled { Change { settled: n, ..Change::default() } } else { Change { promised: n, ..Change::default() } };
            self.line(&mut lines, (*at, self.came(*at)), coin).add(number(1));
            match self.engine.spends(*at).first() {
                Some(child) => {
                    let Some(transfer) = self.engine.transfer(child.op) else { continue };
                    // A surrendered coin is a claim until the pool has given another for it.
                    let claim = i64::from(self.shown_at(coin, *child, &[CoinState::Surrendered], owners));
                    let line = self.line(&mut lines, (*child, What::Gave(transfer.terms.purpose)), coin);
                    line.add(number(-1));
                    line.add(Change { contested: claim, ..Change::default() });
                }
                None if !self.counts(coin, *at, owners) => {
                    let what = if self.engine.dead(*at) { What::Lost } else { What::Locked };
                    let held = self.shown_at(coin, *at, &[CoinState::Contested, CoinState::Claim], owners);
                    let line = self.line(&mut lines, (*at, what), coin);
                    line.add(number(-1));
                    line.add(Change { contested: i64::from(held), ..Change::default() });
                }
                None => {}
            }
        }
        let mut lines: Vec<_> = lines.into_values().collect();
        lines.sort_by_key(|line| (line.said_at.unwrap_or(0), line.op, line.what));
        lines
    }

    /// Whether this place is the one that counts, and undisputed.
    fn counts(&self, coin: CoinId, at: PrevRef, owners: &dyn Owners) -> bool {
        self.engine.verdict(coin, owners).is_some_and(|v| v.leaf == at && v.standing != Standing::Contested)
    }

    fn line<'a>(&self, lines: &'a mut BTreeMap<(OpId, What), StatementLine>, (at, what): (PrevRef, What), coin: CoinId) -> &'a mut StatementLine {
        let transfer = self.engine.transfer(at.op);
        let with = transfer.map(|t| if matches!(what, What::Gave(_)) { t.terms.to } else { t.from });
        let settled = self.engine.place(at).is_some_and(|(.., settled)| settled);
        let line = lines.entry((at.op, what)).or_insert_with(|| StatementLine {
            what,
            op: at.op,
            coins: Vec::new(),
            change: Change::default(),
            with,
            settled: true,
            contested: false,
            offered: false,
            said_at: transfer.and_then(|t| t.terms.said_at),
            earned: BTreeSet::new(),
        });
        line.settled &= settled;
        let state = self.move_state(at);
        line.contested |= matches!(what, What::Locked | What::Lost) || state == MoveState::Contested;
        line.offered |= state == MoveState::Offered;
        line.coins.push(coin);
        line.earned.extend(self.mints.get(&at.op).into_iter().flat_map(|mint| &mint.slices).map(|s| s.attest));
        line
    }
}

impl StatementLine {
    const fn add(&mut self, change: Change) {
        self.change.settled += change.settled;
        self.change.promised += change.promised;
        self.change.contested += change.contested;
    }
}
