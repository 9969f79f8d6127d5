//! The log as the office stores it.

use super::cast::{ANN, BOB, FLOAT, NOTARY, attest, coop, device, give_notary, id, key, members, office, transfer};
use crate::ledger::notary::{Damaged, Notary, Policy};
use crate::ledger::op::page::{LogLine, PAGE_BYTES_MAX, pages, read_page};
use crate::ledger::op::{BadOp, LogEntry, Op, OpId};
use std::collections::HashMap;

/// An office where Ann earned three coins, gave Bob two of them in one gift, and he one of those to Carol.
fn story() -> (Notary, HashMap<OpId, Op>) {
    let attests = [attest(1, ANN, BOB, 180)];
    let mut notary = office(&attests);
    let mut ops: HashMap<OpId, Op> = attests.iter().map(|a| (a.id(&coop()), Op::Attest(a.clone()))).collect();
    let mut coins: Vec<_> = notary.book().held_by(device(ANN)).into_iter().map(|(at, _)| at).collect();
    coins.sort_unstable();
    let two = transfer(ANN, BOB, &coins[..2]);
    let at = crate::ledger::units::PrevRef { op: id(&two), index: 1 };
    let on = transfer(BOB, super::cast::CAROL, &[at]);
    for gift in [two, on] {
        ops.insert(id(&gift), Op::Transfer(gift.clone()));
        assert!(!give_notary(&mut notary, Op::Transfer(gift)).logged.is_empty());
    }
    ops.extend(notary.entries().iter().filter_map(|e| Some((e.op(), Op::Mint(notary.mint(e.op())?.clone())))));
    notary.checkpoint(&key(NOTARY));
    (notary, ops)
}

fn again(lines: &[LogLine], ops: &HashMap<OpId, Op>) -> Result<Notary, Damaged> {
    Notary::rebuild_lines((coop(), Policy::open(device(FLOAT))), lines, &|id| ops.get(&id).cloned(), members())
}

fn all_lines(notary: &Notary) -> Vec<LogLine> {
    pages(notary.entries().iter().copied()).iter().flat_map(|page| read_page(page).unwrap()).collect()
}

/// covers: C11, C12
#[test]
fn a_log_kept_as_pages_rebuilds_to_the_same_notary() {
    let (notary, ops) = story();
    let lines = all_lines(&notary);
    // Two coins of one gift are one line.
    assert!(lines.len() == notary.entries().len() - 1 && lines.contains(&LogLine::Settled { transfer: lines[4].op(), first: 0, count: 2 }), "{lines:?}");
    let mut rebuilt = again(&lines, &ops).unwrap();
    rebuilt.resume(notary.last().unwrap().clone()).unwrap();
    assert_eq!(rebuilt.entries(), notary.entries());
    assert_eq!((rebuilt.digest(), rebuilt.book()), (notary.digest(), notary.book()));
}

/// covers: C12
#[test]
fn a_page_whose_transfer_is_missing_or_settles_what_is_not_there_does_not_rebuild() {
    let (notary, mut ops) = story();
    let lines = all_lines(&notary);
    let mut more = lines.clone();
    more[4] = LogLine::Settled { transfer: lines[4].op(), first: 0, count: 3 };
    assert!(matches!(again(&more, &ops), Err(Damaged::Missing(6))));
    let mut swapped = lines.clone();
    swapped.swap(4, 5);
    assert!(again(&swapped, &ops).is_err(), "what gave the coin must come first");
    ops.remove(&lines[4].op());
    assert!(matches!(again(&lines, &ops), Err(Damaged::Missing(4))));
}

#[test]
fn a_long_log_takes_pages_of_a_size_that_an_entry_holds_and_loses_nothing() {
    let settled = |n: u16| {
        let to = crate::ledger::units::PrevRef { op: OpId(*blake3::hash(&n.to_be_bytes()).as_bytes()), index: 0 };
        LogEntry::Settled { to, coin: crate::ledger::units::CoinId([1; 32]), prev: to, holder: [2; 32] }
    };
    let welcomed = LogEntry::Welcomed { welcome: OpId([7; 32]) };
    let log: Vec<LogEntry> = (0..3_000).map(settled).chain([welcomed]).collect();
    let made = pages(log.iter().copied());
    assert!(made.len() > 1 && made.iter().all(|page| page.len() <= PAGE_BYTES_MAX));
    let lines: Vec<LogLine> = made.iter().flat_map(|page| read_page(page).unwrap()).collect();
    assert_eq!(lines.iter().map(LogLine::op).collect::<Vec<_>>(), log.iter().map(LogEntry::op).collect::<Vec<_>>());
    assert!(pages(std::iter::empty()).is_empty());
}

#[test]
fn bytes_that_are_no_page_are_refused() {
    let golden = [&[1, 24, 0, 2, 2][..], &[5; 32], &[0, 0, 35, 1, 8, 3], &[7; 32]].concat();
    let lines = [LogLine::Settled { transfer: OpId([5; 32]), first: 0, count: 2 }, LogLine::Whole(LogEntry::Welcomed { welcome: OpId([7; 32]) })];
    assert_eq!(read_page(&golden).unwrap(), lines);
    assert_eq!(read_page(&[&golden[..], &[0]].concat()), Err(BadOp::Trailing));
    assert_eq!(read_page(&golden[..golden.len() - 1]), Err(BadOp::Truncated));
    assert_eq!(read_page(&[1, 24, 0, 0]), Err(BadOp::Field("count")));
    assert_eq!(read_page(&[&[1, 24, 0, 1, 2][..], &[5; 32], &[255]].concat()), Err(BadOp::Field("index")));
    assert_eq!(read_page(&[1, 8, 0, 1]), Err(BadOp::Kind));
}
