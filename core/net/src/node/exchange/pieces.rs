//! Pictures and documents at the relay: put, fetched and dropped, once all words have been exchanged.
//!
//! Each has a mailbox of its own. What is wanted and not there yet stays open, so that the relay says when it comes; everything else is left
//! again at once. A mailbox of pieces is not held against the relay as a space's is: each piece proves itself, and what is missing is
//! wanted again.

use super::{Line, RelayReport, cursor_of, no_relay};
use crate::{
    node::Node,
    relay_client::{MailboxKeys, Read, RelayClientError},
};
use kith_core::kith::{KithResult, Mailbox, PieceErrand};
use kith_wire::relay::{Cursor, MAILBOXES_MAX, Outcome, Refusal, envelope_hash};
use std::collections::HashSet;

/// Pages of one mailbox that are read in one exchange: an attachment of the largest size with room to spare.
const PAGES_MAX: usize = 16;

/// What lies in a mailbox of pieces.
#[derive(Default)]
struct Lying {
    /// Envelopes that are there.
    there: HashSet<[u8; 32]>,
    /// Envelopes that were dropped.
    gone: HashSet<[u8; 32]>,
}

impl Line {
    /// Sees to what there is to do about attachments; whether something came whole, so that there is something to say again.
    pub(super) async fn pieces(&mut self, node: &Node, report: &mut RelayReport) -> KithResult<bool> {
        let mut came = false;
        for errand in node.core.run(kith_core::kith::Kith::piece_errands).await?? {
            came |= match errand {
                PieceErrand::Put(mailbox) => self.put_pieces(node, &mailbox, report).await?,
                PieceErrand::Fetch(mailbox) => self.fetch_pieces(node, &mailbox, report).await?,
                PieceErrand::Empty(mailbox) => self.empty_pieces(node, &mailbox, report).await?,
            };
        }
        Ok(came)
    }

    /// Opens a mailbox of pieces with both rights; with `live`, what comes into it later wakes the node.
    async fn open_pieces(&mut self, mailbox: &Mailbox, live: bool) -> KithResult<()> {
        let keys = MailboxKeys::space(mailbox.write_seed.unwrap_or_default(), mailbox.read_seed);
        self.client.open(&keys, None, live).await.map(|_| ()).map_err(|e| no_relay(&e))
    }

    async fn leave_pieces(&mut self, mailbox: &Mailbox) -> KithResult<()> {
        self.pieces_open.remove(&mailbox.tag);
        self.client.leave(mailbox.tag).await.map_err(|e| no_relay(&e))
    }

    /// What lies in a mailbox that is open.
    async fn lying(&mut self, mailbox: &Mailbox) -> KithResult<Lying> {
        let (mut lying, mut after) = (Lying::default(), None::<Cursor>);
        for _ in 0..PAGES_MAX {
            let Ok(Read::Page(page)) = self.client.get(mailbox.tag, after).await else { break };
            for item in &page.items {
                match item.gone {
                    Some(hash) => lying.gone.insert(hash.0),
                    None => lying.there.insert(envelope_hash(&item.envelope)),
                };
            }
            after = Some(page.end);
            if !page.more {
                break;
            }
        }
        Ok(lying)
    }

    /// Brings what the relay lacks of an attachment that is here.
    async fn put_pieces(&mut self, node: &Node, mailbox: &Mailbox, report: &mut RelayReport) -> KithResult<bool> {
        let tag = mailbox.tag;
        self.open_pieces(mailbox, false).await?;
        let lying = self.lying(mailbox).await?;
        let pieces = node.core.run(move |kith| kith.pieces_to_put(tag)).await??;
        let dropped = pieces.iter().any(|piece| lying.gone.contains(&envelope_hash(piece)));
        let missing: Vec<Vec<u8>> = pieces.into_iter().filter(|piece| !lying.there.contains(&envelope_hash(piece))).collect();
        let outcomes = if dropped || missing.is_empty() { Vec::new() } else { self.client.put(missing).await.map_err(|e| no_relay(&e))? };
        self.leave_pieces(mailbox).await?;
        let refused_for_good = |outcome: &Outcome| matches!(outcome, Outcome::Refused { code: Refusal::GONE, .. });
        let gone = dropped || outcomes.iter().any(refused_for_good);
        let placed = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Placed { .. })).count();
        report.sent = report.sent.saturating_add(u32::try_from(placed).unwrap_or(u32::MAX));
        report.kept_back = report.kept_back.saturating_add(u32::try_from(outcomes.len() - placed).unwrap_or(u32::MAX));
        if gone || placed == outcomes.len() {
            node.core.run(move |kith| kith.pieces_at_relay(tag, gone)).await??;
        }
        Ok(false)
    }

    /// Reads what is wanted, from where the last exchange came to.
    async fn fetch_pieces(&mut self, node: &Node, mailbox: &Mailbox, report: &mut RelayReport) -> KithResult<bool> {
        let tag = mailbox.tag;
        if !self.pieces_open.contains(&tag) {
            if self.open.len() + self.pieces_open.len() >= MAILBOXES_MAX {
                // What has not come yet makes room for what was not asked for yet.
                let Some(other) = self.pieces_open.iter().next().copied() else { return Ok(false) };
                self.pieces_open.remove(&other);
                self.client.leave(other).await.map_err(|e| no_relay(&e))?;
            }
            self.open_pieces(mailbox, true).await?;
            self.pieces_open.insert(tag);
        }
        let (mut after, mut came) = (cursor_of(mailbox), false);
        for _ in 0..PAGES_MAX {
            let page = match self.client.get(tag, after).await {
                Ok(Read::Page(page)) => page,
                // Another life of its log, or a relay that contradicts itself: every piece proves itself, so it is simply read again.
                Ok(_) | Err(RelayClientError::Lied(_)) => {
                    node.core.run(move |kith| kith.piece_cursor_lost(tag)).await??;
                    break;
                }
                Err(e) => return Err(no_relay(&e)),
            };
            let (cursor, more, now) = (page.end.to_bytes(), page.more, node.now());
            after = Some(page.end);
            let envelopes: Vec<Vec<u8>> = page.items.into_iter().filter(|item| item.gone.is_none()).map(|item| item.envelope).collect();
            if !envelopes.is_empty() {
                let taken = node.core.run(move |kith| kith.take_piece_page(tag, &envelopes, &cursor, now)).await??;
                report.taken = report.taken.saturating_add(taken.taken);
                report.known = report.known.saturating_add(taken.known);
                report.refused = report.refused.saturating_add(taken.refused);
                came |= taken.taken > 0;
            }
            if !more {
                break;
            }
        }
        let wanted = node.core.run(move |kith| kith.wants_pieces_of(tag)).await??;
        if !wanted {
            self.leave_pieces(mailbox).await?;
        }
        Ok(came)
    }

    /// Has all that lies in a mailbox dropped.
    async fn empty_pieces(&mut self, node: &Node, mailbox: &Mailbox, report: &mut RelayReport) -> KithResult<bool> {
        let tag = mailbox.tag;
        self.open_pieces(mailbox, false).await?;
        let hashes: Vec<[u8; 32]> = self.lying(mailbox).await?.there.into_iter().collect();
        if !hashes.is_empty() {
            self.client.delete(tag, &hashes).await.map_err(|e| no_relay(&e))?;
            report.dropped = report.dropped.saturating_add(u32::try_from(hashes.len()).unwrap_or(u32::MAX));
        }
        self.leave_pieces(mailbox).await?;
        node.core.run(move |kith| kith.pieces_emptied(tag)).await??;
        Ok(false)
    }
}
