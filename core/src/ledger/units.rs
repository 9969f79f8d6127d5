//! What the ledger counts and names: coins, minutes, months, areas, elements, and who can own a coin.

use kith_wire::{DeviceId, PersonId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Minutes in one coin: a coin is an hour for ever.
pub const COIN_MINUTES: u32 = 60;
/// Coins in a welcome gift.
pub const WELCOME_COINS: u8 = 10;
/// Unsettled hops that a coin may have when it is passed on with no signal (H).
pub const HOPS_MAX: usize = 3;
/// Promised coins that one receiver should take from one sender before either has had signal (r).
pub const PROMISED_PER_SENDER_MAX: usize = 5;

/// Whom a surrendered coin goes to: a point of order four, so nobody can hold its key.
pub const CLAIMS: DeviceId = DeviceId([0; 32]);
/// Whom a retired coin goes to: the identity point, so nobody can hold its key.
pub const RETIRED: DeviceId = DeviceId({
    let mut bytes = [0; 32];
    bytes[0] = 1;
    bytes
});

/// Stands for a holder whom the log names and a phone need not know: no key has these bytes.
pub const HIDDEN: DeviceId = DeviceId([0xff; 32]);

macro_rules! hash_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl $name {
            /// All bytes zero: "none", never a real identity.
            pub const ZERO: Self = Self([0; 32]);

            /// The bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// Lower-case hex of all bytes.
            #[must_use]
            pub fn hex(&self) -> String {
                hex(&self.0)
            }

            /// The first eight hex digits, for people's eyes only.
            #[must_use]
            pub fn short(&self) -> String {
                hex(&self.0[..4])
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.short())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.hex())
            }
        }

        impl std::str::FromStr for $name {
            type Err = kith_wire::ids::BadId;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse::<kith_wire::EntryId>().map(|id| Self(id.0))
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.hex())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

hash_id!(
    /// A coin: the hash of the slices of attested minutes that it was minted from.
    CoinId
);
hash_id!(
    /// An operation: the hash of its kind, its co-op and its fields; never of its signature.
    OpId
);
hash_id!(
    /// An activity: a visit, an outing, a repair. The activity's own record draws it at random.
    ActivityId
);
hash_id!(
    /// The hash of something that travels beside an operation: a telling, a poem, a picture, or a salted text.
    ContentHash
);

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

impl ContentHash {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

/// The place in the history of a coin that somebody holds or spends: output `index` of operation `op`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PrevRef {
    /// The mint or the transfer that gave the coin.
    pub op: OpId,
    /// Which of its coins.
    pub index: u8,
}

impl PrevRef {
    /// The first coin of an operation; a mint has no other.
    #[must_use]
    pub const fn first(op: OpId) -> Self {
        Self { op, index: 0 }
    }

    /// Thirty-three bytes: the operation, then the index.
    #[must_use]
    pub fn bytes(&self) -> [u8; 33] {
        let mut out = [0; 33];
        out[..32].copy_from_slice(&self.op.0);
        out[32] = self.index;
        out
    }
}

/// A month: year × 12 + (month − 1), so January 2026 is 24,312. Hours are told by month, never by day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month(pub u16);

impl Month {
    /// The month `month` (1 to 12) of `year`.
    #[must_use]
    pub fn new(year: u16, month: u8) -> Option<Self> {
        if !(1..=12).contains(&month) {
            return None;
        }
        year.checked_mul(12)?.checked_add(u16::from(month) - 1).map(Self)
    }

    /// Year and month (1 to 12).
    #[must_use]
    pub const fn parts(self) -> (u16, u8) {
        let month = (self.0 % 12) as u8 + 1;
        (self.0 / 12, month)
    }
}

/// A named area of the co-op's signed table, never a position; 0 is "nowhere told".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Area(pub u16);

/// The code of an element that is not told.
const NOT_TOLD: u8 = 255;

/// The wellbeing element that an hour went to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Element {
    /// My life.
    MyLife,
    /// My home.
    MyHome,
    /// My community.
    MyCommunity,
    /// My care.
    MyCare,
}

impl Element {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 4] = [Self::MyLife, Self::MyHome, Self::MyCommunity, Self::MyCare];

    /// The code on the wire.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The element with this code.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The code on the wire of an element that may not have been told.
    #[must_use]
    pub fn told_code(element: Option<Self>) -> u8 {
        element.map_or(NOT_TOLD, Self::code)
    }

    /// What this code tells: an element, or that none was told; nothing for a code that means neither.
    #[must_use]
    pub fn from_told_code(code: u8) -> Option<Option<Self>> {
        if code == NOT_TOLD { Some(None) } else { Self::from_code(code).map(Some) }
    }
}

/// Who a coin belongs to in the end. Coins are held by devices; a device is certified to one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Owner {
    /// A person.
    Person(PersonId),
    /// The co-op's central pool; the device is one of its floats.
    Pool,
    /// A place with a purse of its own, by its code in the co-op's table.
    Place(u16),
}

/// What the membership knows of devices and of people's standing; the caller supplies it.
///
/// A device's owner never changes. Answering `None` today and an owner tomorrow is fine: what rests on it waits.
pub trait Owners {
    /// Whom this device is certified to, if that is known.
    fn owner_of(&self, device: DeviceId) -> Option<Owner>;

    /// Whether this person may attest hours in this way. Without the co-op's word only the person helped may.
    fn may_attest(&self, person: PersonId, capacity: Capacity) -> bool {
        let _ = person;
        capacity == Capacity::Beneficiary
    }

    /// Whether the co-op entrusted this person with what becomes of others' coins when they cannot see to it.
    fn may_settle_estates(&self, person: PersonId) -> bool {
        let _ = person;
        false
    }
}

impl<T: Owners + ?Sized> Owners for &T {
    fn owner_of(&self, device: DeviceId) -> Option<Owner> {
        (**self).owner_of(device)
    }
    fn may_attest(&self, person: PersonId, capacity: Capacity) -> bool {
        (**self).may_attest(person, capacity)
    }
    fn may_settle_estates(&self, person: PersonId) -> bool {
        (**self).may_settle_estates(person)
    }
}

/// As what somebody attests another's hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Capacity {
    /// The person who benefited.
    Beneficiary,
    /// A coordinator, for work that benefited a group or everybody.
    Coordinator,
    /// A proxy of nobody named: as attestations said before they named the person. No notary takes one any more.
    Proxy,
    /// A registered proxy of this person, who benefited.
    ProxyFor(PersonId),
}

/// Two devices of one person? Unknown devices are taken for different people.
pub(crate) fn same_person<O: Owners + ?Sized>(owners: &O, a: DeviceId, b: DeviceId) -> bool {
    a == b || matches!((owners.owner_of(a), owners.owner_of(b)), (Some(Owner::Person(x)), Some(Owner::Person(y))) if x == y)
}
