//! Runs, packed into a part and unpacked from one.

use kith_wire::{
    Run, limits,
    session::{Columns, Packed},
};

/// A batch up to this size is compressed as well as zstd can.
const SMALL_BYTES: usize = 96 * 1024;
const LEVEL_SMALL: i32 = 19;
const LEVEL_LARGE: i32 = 6;

/// Packs encoded runs. One that does not decode is left out: it could not be read at the other end either.
pub(super) fn pack(runs: &[Vec<u8>]) -> std::io::Result<Packed> {
    let runs: Vec<Run> = runs.iter().filter_map(|bytes| Run::decode(bytes).ok()).collect();
    let columns = Columns::of(&runs);
    let level = if columns.packed.len() <= SMALL_BYTES { LEVEL_SMALL } else { LEVEL_LARGE };
    let mut zstd = zstd::bulk::Compressor::new(level)?;
    zstd.include_checksum(false)?;
    zstd.include_contentsize(false)?;
    zstd.include_dictid(false)?;
    let packed = zstd.compress(&columns.packed)?;
    Ok(Packed { inflated: columns.packed.len(), columns: packed, loose: columns.loose })
}

/// Unpacks encoded runs, or nothing when the part lies about itself. Inflates no more than the part announced, and the part no more
/// than [`limits::INFLATED_BYTES_MAX`].
pub(super) fn unpack(packed: &Packed) -> Option<Vec<Vec<u8>>> {
    if packed.inflated > limits::INFLATED_BYTES_MAX {
        return None;
    }
    let inflated = zstd::bulk::decompress(&packed.columns, packed.inflated).ok()?;
    let columns = Columns { packed: inflated, loose: packed.loose.clone() };
    Some(columns.runs().ok()?.iter().map(Run::encode).collect())
}
