//! Looks at the bytes of a change before automerge does, and refuses what would cost more than it may.
//!
//! A change's columns are run-length encoded, so a few bytes can stand for billions of operations or for one long string a million
//! times over; automerge would walk through all of them. Here only the runs are walked. Changes that are compressed on their own are
//! refused: envelopes compress what they carry, so no device of ours sends such a change, and what is not inflated needs no cap.
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `85 6f 4a 83` |
//! | 4 | checksum |
//! | 1 | 1 (a change); 2 is a compressed change |
//! | LEB | length of the rest |
//! | LEB, 32 each | hashes of the changes it rests on |
//! | LEB, bytes | actor |
//! | LEB ×2, signed LEB | sequence, first operation's number, time |
//! | LEB, bytes | message |
//! | LEB, (LEB, bytes) each | other actors |
//! | LEB, (LEB, LEB) each | columns: specification (id × 16 + compressed × 8 + type), length |
//! | … | the columns |

use super::Refusal;
use kith_wire::limits::{CHANGE_BYTES_MAX, CHANGE_OPS_MAX, INFLATED_BYTES_MAX};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE: u8 = 1;
const COMPRESSED_CHANGE: u8 = 2;
/// Columns that a change may have; automerge 0.12 writes at most 15.
const COLUMNS_MAX: u64 = 64;
const COMPRESSED_COLUMN: u64 = 0b1000;

/// Refuses bytes that are no plain change, or one that stands for more than a change may.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() > CHANGE_BYTES_MAX {
        return Err(Refusal::TooLong);
    }
    let mut reader = Reader(bytes);
    if reader.take(4)? != MAGIC {
        return Err(Refusal::NotAChange);
    }
    reader.take(4)?;
    match reader.take(1)? {
        [CHANGE] => {}
        [COMPRESSED_CHANGE] => return Err(Refusal::Compressed),
        _ => return Err(Refusal::NotAChange),
    }
    if reader.length()? != reader.0.len() {
        return Err(Refusal::NotAChange);
    }
    let deps = reader.length()?;
    reader.take(deps.checked_mul(32).ok_or(Refusal::NotAChange)?)?;
    reader.prefixed()?;
    reader.leb()?;
    reader.leb()?;
    reader.signed_leb()?;
    reader.prefixed()?;
    for _ in 0..reader.leb()? {
        reader.prefixed()?;
    }
    let columns = reader.leb()?;
    if columns > COLUMNS_MAX {
        return Err(Refusal::NotAChange);
    }
    let columns: Vec<(u64, usize)> = (0..columns).map(|_| Ok((reader.leb()?, reader.length()?))).collect::<Result<_, Refusal>>()?;
    for (specification, length) in columns {
        if specification & COMPRESSED_COLUMN != 0 {
            return Err(Refusal::Compressed);
        }
        check_column(specification & 0b111, reader.take(length)?)?;
    }
    Ok(())
}

fn check_column(kind: u64, data: &[u8]) -> Result<(), Refusal> {
    let mut column = Column { reader: Reader(data), rows: 0, weight: 0 };
    match kind {
        0 => column.runs(Reader::leb, CHANGE_OPS_MAX),
        1 | 2 | 6 => column.runs(|reader| reader.leb().map(|_| 0), usize::MAX),
        3 => column.runs(|reader| reader.signed_leb().map(|_| 0), usize::MAX),
        4 => column.booleans(),
        5 => column.runs(|reader| reader.prefixed().map(|text| text.len() as u64), INFLATED_BYTES_MAX),
        _ => Ok(()),
    }
}

struct Column<'a> {
    reader: Reader<'a>,
    rows: u64,
    weight: u64,
}

impl<'a> Column<'a> {
    /// Walks the runs of a column; `value` reads one value and says what each row of it weighs.
    fn runs(&mut self, value: impl Fn(&mut Reader<'a>) -> Result<u64, Refusal>, weight_max: usize) -> Result<(), Refusal> {
        while !self.reader.0.is_empty() {
            match self.reader.signed_leb()? {
                0 => {
                    let nulls = self.reader.leb()?;
                    self.count(nulls, 0, weight_max)?;
                }
                run if run > 0 => {
                    let weight = value(&mut self.reader)?;
                    self.count(run.unsigned_abs(), weight, weight_max)?;
                }
                literals => {
                    for _ in 0..literals.unsigned_abs() {
                        let weight = value(&mut self.reader)?;
                        self.count(1, weight, weight_max)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn booleans(&mut self) -> Result<(), Refusal> {
        while !self.reader.0.is_empty() {
            let run = self.reader.leb()?;
            self.count(run, 0, usize::MAX)?;
        }
        Ok(())
    }

    fn count(&mut self, rows: u64, weight: u64, weight_max: usize) -> Result<(), Refusal> {
        self.rows = self.rows.saturating_add(rows);
        self.weight = self.weight.saturating_add(rows.saturating_mul(weight));
        if self.rows > CHANGE_OPS_MAX as u64 || self.weight > weight_max as u64 { Err(Refusal::TooManyOperations) } else { Ok(()) }
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Refusal> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Refusal::NotAChange)?;
        self.0 = rest;
        Ok(taken)
    }

    fn prefixed(&mut self) -> Result<&'a [u8], Refusal> {
        let length = self.length()?;
        self.take(length)
    }

    fn length(&mut self) -> Result<usize, Refusal> {
        usize::try_from(self.leb()?).map_err(|_| Refusal::NotAChange)
    }

    fn leb(&mut self) -> Result<u64, Refusal> {
        let (value, _, _) = self.leb_bits()?;
        Ok(value)
    }

    #[allow(clippy::cast_possible_wrap, reason = "a signed LEB is the same bits, read in two's complement")]
    fn signed_leb(&mut self) -> Result<i64, Refusal> {
        let (value, bits, negative) = self.leb_bits()?;
        Ok(if negative && bits < 64 { (value | (u64::MAX << bits)) as i64 } else { value as i64 })
    }

    /// The value, how many bits were given, and whether the highest of them is set.
    fn leb_bits(&mut self) -> Result<(u64, u32, bool), Refusal> {
        let (mut value, mut bits) = (0u64, 0u32);
        loop {
            let [byte] = *self.take(1)? else { return Err(Refusal::NotAChange) };
            if bits >= 64 {
                return Err(Refusal::NotAChange);
            }
            value |= u64::from(byte & 0x7f) << bits;
            bits += 7;
            if byte & 0x80 == 0 {
                return Ok((value, bits, byte & 0x40 != 0));
            }
        }
    }
}
