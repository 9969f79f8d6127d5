//! The invariants of docs/ARCHITECTURE.md that can be read off the sources: who may name what, and how files are cut.

mod crates;
mod docs;
mod files;
mod names;
mod shells;
mod tree;
mod unsaid;
mod words;
