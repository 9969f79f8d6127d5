//! The people and devices of the tests, and short ways to say what they do.

use crate::ledger::notary::{Notary, Policy, Taken};
use crate::ledger::op::{Admitted, Answer, Attest, Coop, Given, Hours, Op, OpId, Pay, Purpose, Terms, Transfer, device_of};
use crate::ledger::purse::{Bundle, Certificates, Change, CoinState, Gift, Item, Outcome, Purse};
use crate::ledger::units::{ActivityId, Area, Capacity, CoinId, ContentHash, Element, Month, Owner, Owners, PrevRef};
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, PersonId, SpaceId};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Histories that a property tries: so many in an ordinary run, sixty thousand with `KITH_FULL`.
pub(crate) fn cases(few: u32) -> u32 {
    if std::env::var_os("KITH_FULL").is_some() { 60_000 } else { few }
}

/// A key from a number.
pub(crate) fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

/// A device from a number; worked out once, since every check asks for some.
pub(crate) fn device(n: u8) -> DeviceId {
    static ALL: LazyLock<Vec<DeviceId>> = LazyLock::new(|| (0..=u8::MAX).map(|n| device_of(&key(n))).collect());
    ALL[usize::from(n)]
}

pub(crate) const fn person(n: u8) -> PersonId {
    PersonId([n; 32])
}

/// The office's device.
pub(crate) const NOTARY: u8 = 200;
/// The pool's float.
pub(crate) const FLOAT: u8 = 201;
/// A place's purse.
pub(crate) const PLACE: u8 = 202;
/// Huw's second phone; his first is [`HUW`].
pub(crate) const HUW_TWO: u8 = 13;
pub(crate) const HUW: u8 = 3;
pub(crate) const ANN: u8 = 1;
pub(crate) const BOB: u8 = 2;
pub(crate) const CAROL: u8 = 4;
/// Whom the co-op entrusted with what becomes of others' coins.
pub(crate) const COORDINATOR: u8 = 9;

pub(crate) fn coop() -> Coop {
    Coop::new(SpaceId([9; 32]), device(NOTARY))
}

/// A membership.
#[derive(Debug, Clone, Default)]
pub(crate) struct Members(pub(crate) BTreeMap<DeviceId, Owner>);

impl Owners for Members {
    fn owner_of(&self, device: DeviceId) -> Option<Owner> {
        self.0.get(&device).copied()
    }

    fn may_settle_estates(&self, person: PersonId) -> bool {
        person == self::person(COORDINATOR)
    }
}

impl Certificates for Members {
    fn check(&self, certificate: &[u8]) -> Option<(DeviceId, Owner)> {
        let device = DeviceId::from_slice(certificate)?;
        Some((device, self.owner_of(device)?))
    }
}

/// People 1 to 9 with a device each, Huw with two, the pool and a place.
static MEMBERS: LazyLock<Members> = LazyLock::new(|| {
    let mut all: BTreeMap<_, _> = (1..10).map(|n| (device(n), Owner::Person(person(n)))).collect();
    all.insert(device(HUW_TWO), Owner::Person(person(HUW)));
    all.insert(device(FLOAT), Owner::Pool);
    all.insert(device(PLACE), Owner::Place(7));
    Members(all)
});

pub(crate) fn members() -> &'static Members {
    &MEMBERS
}

pub(crate) fn hours(activity: u8, earner: u8, minutes: u16) -> Hours {
    Hours {
        activity: ActivityId([activity; 32]),
        minutes,
        element: Some(Element::MyHome),
        area: Area(4),
        month: Month::new(2026, 11).unwrap(),
        story: ContentHash::ZERO,
        donate: false,
        tell: true,
        earner: person(earner),
    }
}

pub(crate) fn attest_hours(hours: Hours, (earner, attestor): (u8, u8), pay: Pay) -> Attest {
    let given = Given::sign(hours, &coop(), &key(earner)).unwrap();
    let answer = Answer { capacity: Capacity::Beneficiary, pay, attestor: person(attestor) };
    Attest::sign(given, answer, &coop(), &key(attestor)).unwrap()
}

pub(crate) fn attest(activity: u8, earner: u8, attestor: u8, minutes: u16) -> Attest {
    attest_hours(hours(activity, earner, minutes), (earner, attestor), Pay::Confirm)
}

pub(crate) fn terms(to: DeviceId, coins: &[PrevRef]) -> Terms {
    let mut coins = coins.to_vec();
    coins.sort_unstable();
    Terms { to, purpose: Purpose::Gift, ctr: 0, coins, anchor: None, reference: None, telling: None, said_at: None }
}

pub(crate) fn transfer(from: u8, to: u8, coins: &[PrevRef]) -> Transfer {
    Transfer::sign(terms(device(to), coins), &coop(), &key(from)).unwrap()
}

pub(crate) fn admit(op: Op) -> Admitted {
    op.admit(&coop()).unwrap()
}

pub(crate) fn id(transfer: &Transfer) -> OpId {
    transfer.id(&coop())
}

/// An office that has taken these attestations.
pub(crate) fn office(attests: &[Attest]) -> Notary {
    let mut notary = Notary::new(coop(), Policy::open(device(FLOAT)));
    for attest in attests {
        let taken = give_notary(&mut notary, Op::Attest(attest.clone()));
        assert!(taken.refused.is_empty() && taken.waiting.is_empty(), "{taken:?}");
    }
    notary
}

pub(crate) fn give_notary(notary: &mut Notary, op: Op) -> Taken {
    notary.take(&admit(op), &key(NOTARY), members())
}

/// A phone that has fetched everything that the office has for it, the attestations and mints among it.
pub(crate) fn fetch(purse: &mut Purse, notary: &mut Notary, ops: &[Op]) {
    notary.checkpoint(&key(NOTARY));
    let me = purse.device();
    let put = |purse: &mut Purse, item: Item| {
        purse.put(&Item::check(&item.encode(), &coop()).unwrap(), members());
    };
    for op in ops {
        put(purse, admit(op.clone()).into());
    }
    for index in 0..notary.log().size() {
        if notary.concerned(index).contains(&me) {
            put(purse, Item::of_receipt(notary.receipt(index).unwrap(), &coop()).unwrap());
            if let Some(mint) = notary.mint(notary.entries()[usize::try_from(index).unwrap()].op()) {
                put(purse, admit(Op::Mint(mint.clone())).into());
            }
        }
    }
    for pocket in notary.pockets(me, 5, &key(NOTARY)) {
        put(purse, admit(Op::Holding(pocket)).into());
    }
}

/// A phone with what the office has for it.
pub(crate) fn phone(n: u8, notary: &mut Notary, ops: &[Op]) -> Purse {
    let mut purse = Purse::new(coop(), device(n));
    fetch(&mut purse, notary, ops);
    purse
}

pub(crate) fn put(purse: &mut Purse, op: Op) {
    purse.put(&admit(op).into(), members());
}

/// Gives coins, as the façade does: sign, store, and only then hand over.
pub(crate) fn give(purse: &mut Purse, from: u8, to: u8, coins: Vec<CoinId>) -> (Transfer, Bundle) {
    let gift = Gift { to: Some(device(to)), purpose: Purpose::Gift, coins, reference: None, telling: None, said_at: Some(1) };
    let transfer = purse.give(&gift, &key(from), members()).unwrap();
    put(purse, Op::Transfer(transfer.clone()));
    let bundle = purse.bundle(id(&transfer)).unwrap();
    (transfer, Bundle::decode(&bundle.encode().unwrap()).unwrap())
}

pub(crate) fn receive(purse: &mut Purse, bundle: &Bundle) -> Outcome {
    let examined = purse.examine(bundle, members(), members());
    for item in &examined.items {
        purse.put(&Item::stored(&item.encode(), &coop()).unwrap(), members());
    }
    examined.outcome
}

pub(crate) fn state(purse: &Purse, coin: CoinId) -> CoinState {
    purse.coin(coin, members()).unwrap().state
}

/// The deltas of the movements come to what the balance shows (I16).
pub(crate) fn explained(purse: &Purse) {
    let movements = purse.movements(members());
    let sum: i64 = movements.iter().map(|m| m.delta).sum();
    let balance = purse.balance(members());
    assert_eq!(sum, i64::from(balance.here()), "{movements:?}");
    // So do the lines of the statement, number by number.
    let lines = purse.statement(members());
    let total = |number: fn(&Change) -> i64| lines.iter().map(|line| number(&line.change)).sum::<i64>();
    let promised = balance.promised + balance.ripening;
    let said = (i64::from(balance.settled), i64::from(promised), i64::from(balance.contested_and_claims));
    assert_eq!((total(|c| c.settled), total(|c| c.promised), total(|c| c.contested)), said, "{lines:?}");
}
