//! What the clock said when a fact was written, where the entry's own time cannot say it.
//!
//! A chain's times only rise. Once a clock was wrong by years and has been put right, the entries that follow stand a millisecond after
//! the wrong ones, so each says beside its fields what the clock told:
//!
//! | place among a fact's fields | what |
//! | --- | --- |
//! | its own, from 0 | as the fact has them |
//! | up to 14 | null |
//! | 15 | `[clock, from]`: what the clock said, in milliseconds since 1970, and from which entry on it had been wrong |
//!
//! `from` is a number in the chain: of the first entry under the wrong clock, or this entry's own where nothing is to be put right; 0 where
//! the device doubts the clock that it has now. A version that does not know of it passes over the field.

use minicbor::{Decoder, Encoder, data::Type};

/// The place among a fact's fields.
const PLACE: u64 = 15;

/// What a device says of its clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// What it said.
    pub clock_ms: u64,
    /// The first entry of the chain under a clock that was wrong; 0 where this one is doubted.
    pub from: u64,
}

impl Clock {
    /// The body of a fact with this beside its fields. A body that has no room for it stays as it is.
    #[must_use]
    pub fn beside(&self, body: Vec<u8>) -> Vec<u8> {
        self.written(&body).unwrap_or(body)
    }

    fn written(&self, body: &[u8]) -> Option<Vec<u8>> {
        let mut d = Decoder::new(body);
        d.array().ok()?;
        let number = d.u32().ok()?;
        let fields = d.array().ok()?.filter(|n| *n <= PLACE)?;
        let mut e = Encoder::new(Vec::with_capacity(body.len() + 32));
        e.array(2).ok()?.u32(number).ok()?.array(PLACE + 1).ok()?;
        e.writer_mut().extend_from_slice(&body[d.position()..]);
        for _ in fields..PLACE {
            e.null().ok()?;
        }
        e.array(2).ok()?.u64(self.clock_ms).ok()?.u64(self.from).ok()?;
        Some(e.into_writer())
    }

    /// What a fact's body says of its author's clock.
    #[must_use]
    pub fn of(body: &[u8]) -> Option<Self> {
        let mut d = Decoder::new(body);
        d.array().ok()?;
        d.skip().ok()?;
        d.array().ok()?.filter(|n| *n > PLACE)?;
        for _ in 0..PLACE {
            d.skip().ok()?;
        }
        if d.datatype().ok()? != Type::Array || d.array().ok()?? < 2 {
            return None;
        }
        Some(Self { clock_ms: d.u64().ok()?, from: d.u64().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Fact, NoteKind};

    #[test]
    fn what_the_clock_said_stands_beside_the_fields_and_leaves_the_fact_as_it_was() {
        let clock = Clock { clock_ms: 1_780_000_000_000, from: 7 };
        let printed = crate::circle::card::Printed { as_of_ms: 1, rests_on: Vec::new() };
        let facts = [Fact::Note(NoteKind::Note, "Heel".into()), Fact::VisitStart(5), Fact::Coin(1, vec![1]), Fact::CardPrinted(printed)];
        for fact in facts {
            let body = clock.beside(fact.to_bytes());
            assert_eq!((Fact::from_bytes(&body), Clock::of(&body)), (Ok(fact.clone()), Some(clock)));
            assert_eq!(Clock::of(&fact.to_bytes()), None);
        }
        let golden = [&[0x82, 0x00, 0x90, 0x00, 0x64][..], b"Heel", &[0xf6; 13], &[0x82, 0x1b], &1_780_000_000_000u64.to_be_bytes(), &[7]].concat();
        assert_eq!(clock.beside(Fact::Note(NoteKind::Note, "Heel".into()).to_bytes()), golden);
        assert_eq!(Clock::of(b"no fact"), None);
    }
}
