//! The runs of a batch, turned on their side: like stands beside like, and what cannot be compressed stands apart.
//!
//! Random bytes among words spoil the compression of the words, so a batch is two streams. The columns are compressed as one:
//!
//! | column | bytes |
//! | --- | --- |
//! | whole authors | varint, 32 each |
//! | authors by hint | varint, 8 each |
//! | epochs | varint, 32 each |
//! | runs | varint |
//! | flags | one a run, as in [`crate::run`] |
//! | author | a varint a run: its place among whole authors and hints, in that order |
//! | epoch | a varint a run that names one |
//! | first number | a varint a run |
//! | entries | a varint a run |
//! | kinds | one an entry, bit 7 set where the body has been erased |
//! | lengths | a varint an entry |
//! | bodies | one after the other, none where erased |
//!
//! and the rest is left as it is:
//!
//! | loose | bytes |
//! | --- | --- |
//! | first times | 6 a run, as in [`crate::run`] |
//! | time steps | a varint an entry after the first of its run |
//! | proofs | 8 or 32 an entry |
//! | signatures | 64 a run |

use super::count;
use crate::{
    DeviceId, EpochId,
    codec::CodecError,
    entry::{Kind, Lane},
    limits,
    run::{AUTHOR_HINT_BYTES, Author, Body, Reader, Run, RunEntry, put_varint},
};

const FLAG_DATA: u8 = 1;
const FLAG_EPOCH: u8 = 2;
const FLAG_GENESIS: u8 = 4;
const ERASED: u8 = 0x80;
const TIME_MAX: u64 = (1 << 48) - 1;

/// Runs in one batch.
const RUNS_MAX: usize = 8_192;

/// Why columns are not runs.
pub type ColumnsError = CodecError;

/// The two streams of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// To be compressed.
    pub packed: Vec<u8>,
    /// Random, or as good as.
    pub loose: Vec<u8>,
}

/// What is said once and named by its place.
#[derive(Default)]
struct Tables {
    whole: Vec<DeviceId>,
    hints: Vec<[u8; AUTHOR_HINT_BYTES]>,
    epochs: Vec<EpochId>,
}

fn place<T: PartialEq + Copy>(table: &mut Vec<T>, item: T) -> usize {
    table.iter().position(|t| *t == item).unwrap_or_else(|| {
        table.push(item);
        table.len() - 1
    })
}

impl Columns {
    /// Turns runs on their side.
    #[must_use]
    pub fn of(runs: &[Run]) -> Self {
        let mut tables = Tables::default();
        let places: Vec<(usize, Option<usize>)> = runs
            .iter()
            .map(|run| {
                let author = match run.author {
                    Author::Whole(id) => place(&mut tables.whole, id),
                    Author::Hint(hint) => place(&mut tables.hints, hint),
                };
                (author, run.epoch.map(|e| place(&mut tables.epochs, e)))
            })
            .collect();
        let mut out = Self::default();
        out.put_tables(&tables);
        put_varint(&mut out.packed, runs.len() as u64);
        out.packed.extend(runs.iter().map(flags));
        for (run, (author, _)) in runs.iter().zip(&places) {
            let shift = if matches!(run.author, Author::Hint(_)) { tables.whole.len() } else { 0 };
            put_varint(&mut out.packed, (author + shift) as u64);
        }
        for epoch in places.iter().filter_map(|(_, e)| *e) {
            put_varint(&mut out.packed, epoch as u64);
        }
        for run in runs {
            put_varint(&mut out.packed, run.first_seq);
        }
        for run in runs {
            put_varint(&mut out.packed, run.entries.len() as u64);
        }
        out.put_entries(runs);
        out
    }

    fn put_tables(&mut self, tables: &Tables) {
        put_varint(&mut self.packed, tables.whole.len() as u64);
        self.packed.extend(tables.whole.iter().flat_map(|d| d.0));
        put_varint(&mut self.packed, tables.hints.len() as u64);
        self.packed.extend(tables.hints.iter().flatten());
        put_varint(&mut self.packed, tables.epochs.len() as u64);
        self.packed.extend(tables.epochs.iter().flat_map(|e| e.0));
    }

    fn put_entries(&mut self, runs: &[Run]) {
        let entries = || runs.iter().flat_map(|run| &run.entries);
        for e in entries() {
            self.packed.push(e.kind as u8 | if matches!(e.body, Body::Erased { .. }) { ERASED } else { 0 });
        }
        for e in entries() {
            put_varint(&mut self.packed, u64::from(e.body.len()));
        }
        for e in entries() {
            if let Body::Held { bytes, .. } = &e.body {
                self.packed.extend_from_slice(bytes);
            }
        }
        for run in runs {
            let first = run.entries.first().map_or(0, |e| e.time_ms);
            self.loose.extend_from_slice(&first.to_be_bytes()[2..]);
        }
        for pair in runs.iter().flat_map(|run| run.entries.windows(2)) {
            put_varint(&mut self.loose, pair[1].time_ms.saturating_sub(pair[0].time_ms));
        }
        for e in entries() {
            match &e.body {
                Body::Held { salt, .. } => self.loose.extend_from_slice(salt),
                Body::Erased { hash, .. } => self.loose.extend_from_slice(hash),
            }
        }
        for run in runs {
            self.loose.extend_from_slice(&run.signature);
        }
    }

    /// Turns columns back into runs. What each run then says of itself is for [`Run::decode`] and [`Run::verify`] to judge.
    ///
    /// # Errors
    /// When the two streams do not fit together; work is bounded by their length.
    pub fn runs(&self) -> Result<Vec<Run>, ColumnsError> {
        let (mut r, mut loose) = (Reader::new(&self.packed), Reader::new(&self.loose));
        let tables = read_tables(&mut r)?;
        let n = count(&mut r, RUNS_MAX.min(self.loose.len() / 64))?;
        let mut runs = read_runs(&mut r, &tables, n)?;
        read_entries(&mut r, &mut loose, &mut runs)?;
        for run in &mut runs {
            run.signature = loose.array()?;
        }
        if r.is_done() && loose.is_done() { Ok(runs) } else { Err(CodecError::Trailing) }
    }
}

fn flags(run: &Run) -> u8 {
    (if run.lane == Lane::Data { FLAG_DATA } else { 0 }) | (if run.epoch.is_some() { FLAG_EPOCH } else { 0 }) | (if run.genesis { FLAG_GENESIS } else { 0 })
}

fn read_tables(r: &mut Reader<'_>) -> Result<Tables, CodecError> {
    let whole = (0..count(r, limits::SPACE_DEVICES_MAX)?).map(|_| r.array().map(DeviceId)).collect::<Result<_, _>>()?;
    let hints = (0..count(r, limits::SPACE_DEVICES_MAX)?).map(|_| r.array()).collect::<Result<_, _>>()?;
    let epochs = (0..count(r, limits::SPACE_DEVICES_MAX)?).map(|_| r.array().map(EpochId)).collect::<Result<_, _>>()?;
    Ok(Tables { whole, hints, epochs })
}

/// The columns of runs: everything but their entries and signatures, with as many empty entries as each has.
fn read_runs(r: &mut Reader<'_>, tables: &Tables, n: usize) -> Result<Vec<Run>, CodecError> {
    let flags = r.take(n)?.to_vec();
    let mut runs = Vec::with_capacity(n);
    for f in &flags {
        if f & !(FLAG_DATA | FLAG_EPOCH | FLAG_GENESIS) != 0 {
            return Err(CodecError::NotCanonical("flags of a run"));
        }
        let at = usize::try_from(r.varint()?).map_err(|_| CodecError::Shape)?;
        let author = match at.checked_sub(tables.whole.len()) {
            None => Author::Whole(tables.whole[at]),
            Some(i) => Author::Hint(*tables.hints.get(i).ok_or(CodecError::Shape)?),
        };
        let lane = if f & FLAG_DATA == 0 { Lane::Control } else { Lane::Data };
        if matches!(author, Author::Whole(_)) != (lane == Lane::Control) {
            return Err(CodecError::Shape);
        }
        runs.push(Run { lane, genesis: f & FLAG_GENESIS != 0, author, epoch: None, first_seq: 0, entries: Vec::new(), signature: [0; 64] });
    }
    for (run, f) in runs.iter_mut().zip(&flags) {
        if f & FLAG_EPOCH != 0 {
            let at = usize::try_from(r.varint()?).map_err(|_| CodecError::Shape)?;
            run.epoch = Some(*tables.epochs.get(at).ok_or(CodecError::Shape)?);
        }
    }
    for run in &mut runs {
        run.first_seq = r.varint()?;
    }
    for run in &mut runs {
        let entries = count(r, limits::RUN_ENTRIES_MAX)?;
        run.entries = vec![RunEntry { kind: Kind::Fact, time_ms: 0, body: Body::Erased { hash: [0; 32], len: 0 } }; entries];
    }
    Ok(runs)
}

fn read_entries(r: &mut Reader<'_>, loose: &mut Reader<'_>, runs: &mut [Run]) -> Result<(), CodecError> {
    let total: usize = runs.iter().map(|run| run.entries.len()).sum();
    let kinds = r.take(total)?;
    let lens = (0..total).map(|_| count(r, limits::BODY_BYTES_MAX)).collect::<Result<Vec<_>, _>>()?;
    for run in &mut *runs {
        let mut time = 0u64;
        for b in loose.array::<6>()? {
            time = (time << 8) | u64::from(b);
        }
        if let Some(first) = run.entries.first_mut() {
            first.time_ms = time;
        }
    }
    for run in &mut *runs {
        for i in 1..run.entries.len() {
            let next = run.entries[i - 1].time_ms.checked_add(loose.varint()?).filter(|t| *t <= TIME_MAX);
            run.entries[i].time_ms = next.ok_or(CodecError::NotCanonical("time past its end"))?;
        }
    }
    for ((entry, byte), len) in runs.iter_mut().flat_map(|run| &mut run.entries).zip(kinds).zip(lens) {
        entry.kind = Kind::from_byte(byte & !ERASED).ok_or(CodecError::Shape)?;
        entry.body = if byte & ERASED == 0 {
            Body::Held { salt: loose.array()?, bytes: r.take(len)?.to_vec() }
        } else {
            Body::Erased { hash: loose.array()?, len: u32::try_from(len).map_err(|_| CodecError::Shape)? }
        };
    }
    Ok(())
}
