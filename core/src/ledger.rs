//! Care coins: one coin is one attested hour, with an identity and a history.
//!
//! Pure code. Nothing here stores, sends, reads a clock or draws a random number; the caller does, with the bytes that it is given.
//!
//! # An hour becomes a coin
//! The carer's phone signs what was given ([`op::Given`]); the person helped answers it on theirs ([`op::Attest`]), phone to phone or by
//! way of the office. The *notary* (a device of the co-op) counts each activity once, within the co-op's caps, and keeps one log. Sixty
//! minutes of one earner make a coin; what is left waits in a [`jar`]. A coin's identity is the hash of the slices of minutes that it is
//! made of, so minting the same minutes again, anywhere, gives the same coin.
//!
//! # A coin passes from hand to hand
//! A device holds a coin by a *place* in its history ([`units::PrevRef`]): the operation that gave it, and which of that operation's coins
//! it is. A [`op::Transfer`] names the places that it spends and the device that gets the coins; it is signed by the device that holds
//! them, and it is valid wherever it is read. The receiver checks it with no signal and answers with an [`op::Ack`]. Either phone, or
//! any other, later brings it to the office, and the notary *settles* it: the first valid child of a settled place, for ever.
//!
//! # A coin spent twice
//! Two transfers that spend one place are a fork. The [`verdict`] says which counts, alike on every device whatever came first; the two
//! signatures are a proof ([`op::ForkProof`]) against that one device; whoever loses holds a claim, never nothing.
//!
//! # What a phone needs to believe
//! The notary signs a [`op::Checkpoint`] of its log. A [`receipt::Receipt`] shows that an entry is in it, so a phone needs nothing older
//! than the last settled place of its coins; a [`op::HoldingCert`] (the pocket) says the same of many coins in few bytes. Who receives
//! learns the giver, and at most [`units::HOPS_MAX`] unsettled hops, and nobody before.
//!
//! # How the façade calls it
//! ```text
//! office, once     Notary::new(coop, policy), or after a restart
//!                  Notary::rebuild((coop, policy), &entries, &|id| op, &owners)?  then  resume(last checkpoint)?
//! office, each op  let op = Admitted::check(bytes, &coop)?            one strict check; Admitted::stored() for one's own storage
//!                  book_mut().put_telling(..)                          if a telling came with it, before the next line
//!                  let taken = notary.take(&op, &key, &owners)
//!                  one transaction: op bytes by id, taken.logged (index, entry, mint if any); every transfer and fork proof that is
//!                  not in the log is kept too, and offered again after a restart: what waits, and the losing side of forks
//!                  publish taken.forks in the commons
//! office, a batch  checkpoint(&key): store; to the commons with book().lines_since(size before)
//!                  each new index: receipt(index) to the inbox of concerned(index), with the mint if the entry is one
//!                  pockets(device, good_for, &key) to each device that holds coins
//!                  book().audit(&owners), holders(engine(), &owners), statement(owner), story(coin)
//! new certificates notary.owners_learnt(..), purse.owners_learnt(..)
//!
//! phone, opening   for each stored object: purse.put(&Item::stored(bytes, &coop)?, &owners)
//! phone, hours     Given::sign → show or send; the other phone: Attest::sign(given, answer, ..) → both store it, either sends it
//! phone, giving    purse.choose(n, Use::Person, &owners)? → purse.give(&gift, &key, &owners)?
//!                  store durably, purse.put, and only then release purse.bundle(id), with certificates of its .signers() and attachments
//! phone, receiving purse.examine(&Bundle::decode(bytes)?, &certificates, &owners)
//!                  Genuine → one transaction stores .items and puts them in; then Ack::sign; AlreadyKnown → the same ack again
//! phone, outbox    purse.unsettled() is what to bring to the office's drop box; sending it twice does no harm
//! phone, inbox     Item::check(bytes, &coop)? → store, put; publish put.forks
//! phone, screens   purse.balance, coins, movements, hours, story
//! ```
//! The pool's float is a device like any other: a key of its own, certified to the pool, with a [`purse::Purse`] of its own at the office.
//!
//! A phone stores [`purse::Item`]s under their names and nothing else. The office stores the log's entries by index, operations by id,
//! checkpoints, tellings, and what waits. Everything shown is computed from these, and comes out alike from any order of arrival.
//!
//! *Architecture invariant:* nothing in this module names a database, a network, a clock or a random source.

pub mod units;

pub mod op;

pub mod jar;
pub mod log;
pub mod policy;
pub mod receipt;
pub mod top_up;
pub mod verdict;
pub mod witness;

pub mod book;
pub mod notary;
pub mod purse;

pub(crate) mod tree;

#[cfg(test)]
mod tests;
