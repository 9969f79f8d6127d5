//! Fixed layouts: numbers are big-endian, nothing is left over, and every field is checked as it is read.

use super::BadOp;

/// Reads a fixed layout from its first byte to its last.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Starts at an object that must have this version and kind.
    pub(crate) fn object(bytes: &'a [u8], kind: u8) -> Result<Self, BadOp> {
        Self::object_of(super::VERSION, bytes, kind)
    }

    /// Starts at an object of a version of its own.
    pub(crate) fn object_of(version: u8, bytes: &'a [u8], kind: u8) -> Result<Self, BadOp> {
        let mut reader = Self::new(bytes);
        if reader.u8()? != version {
            return Err(BadOp::Version);
        }
        if reader.u8()? == kind { Ok(reader) } else { Err(BadOp::Kind) }
    }

    pub(crate) fn slice(&mut self, n: usize) -> Result<&'a [u8], BadOp> {
        let (head, rest) = self.rest.split_at_checked(n).ok_or(BadOp::Truncated)?;
        self.rest = rest;
        Ok(head)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], BadOp> {
        let (head, rest) = self.rest.split_first_chunk::<N>().ok_or(BadOp::Truncated)?;
        self.rest = rest;
        Ok(*head)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, BadOp> {
        self.array::<1>().map(|a| a[0])
    }

    pub(crate) fn u16(&mut self) -> Result<u16, BadOp> {
        self.array().map(u16::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, BadOp> {
        self.array().map(u32::from_be_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, BadOp> {
        self.array().map(u64::from_be_bytes)
    }

    /// A byte that must be zero for now.
    pub(crate) fn zero(&mut self) -> Result<(), BadOp> {
        if self.u8()? == 0 { Ok(()) } else { Err(BadOp::Field("reserved byte")) }
    }

    /// All that is left.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(crate) const fn end(&self) -> Result<(), BadOp> {
        if self.rest.is_empty() { Ok(()) } else { Err(BadOp::Trailing) }
    }
}

/// Writes a fixed layout.
pub(crate) struct Writer(pub(crate) Vec<u8>);

impl Writer {
    /// Starts an object of this kind, with room for about `size` bytes.
    pub(crate) fn object(kind: u8, size: usize) -> Self {
        let mut out = Vec::with_capacity(size);
        out.extend_from_slice(&[super::VERSION, kind]);
        Self(out)
    }

    pub(crate) fn put(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn u8(self, v: u8) -> Self {
        self.put(&[v])
    }

    pub(crate) fn u16(self, v: u16) -> Self {
        self.put(&v.to_be_bytes())
    }

    pub(crate) fn u32(self, v: u32) -> Self {
        self.put(&v.to_be_bytes())
    }

    pub(crate) fn u64(self, v: u64) -> Self {
        self.put(&v.to_be_bytes())
    }
}
