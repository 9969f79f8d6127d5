//! Putting: each envelope is judged by itself, and what may be stored goes to the writer in one piece.

use super::{No, RETRY_MS, Session, bytes, drops, puts};
use crate::{
    mailboxes::{Mailbox, Placement},
    writer::{NotStored, Submission},
};
use kith_wire::envelope::{EnvelopeKind, Outer};
use kith_wire::relay::{Outcome, PutItem, Refusal};
use std::time::Instant;

/// What becomes of an item before the storage is asked.
enum Judged {
    Refused(No),
    /// The next of the submissions.
    Submitted,
}

/// Puts a batch; one outcome an item, in order.
pub(super) async fn put(session: &mut Session, items: Vec<PutItem>, now: Instant) -> Result<Vec<Outcome>, No> {
    check_size(session, &items)?;
    let may_create = session.place.may_make_mailbox(now);
    let (mut judged, mut submissions) = (Vec::with_capacity(items.len()), Vec::new());
    let mut stopped: Option<No> = None;
    for item in items {
        // Once one has to wait, so do those behind it: the mailbox keeps the order in which they came.
        let verdict = match stopped {
            Some(no) => Err(no),
            None => judge(session, &item, now),
        };
        match verdict {
            Ok(mailbox) => {
                submissions.push(Submission { mailbox, bytes: item.envelope, may_create: may_create.is_ok() });
                judged.push(Judged::Submitted);
            }
            Err(no) => {
                stopped = stopped.or((no.code == Refusal::TOO_MANY).then_some(no));
                session.count_refusal(no);
                judged.push(Judged::Refused(no));
            }
        }
    }
    let placements = if submissions.is_empty() { Vec::new() } else { store(session, submissions).await? };
    let created = placements.iter().filter(|placement| matches!(placement, Placement::Placed { created: true, .. })).count();
    session.place.made_mailboxes(created as u64, now);
    session.useful |= placements.iter().any(|placement| matches!(placement, Placement::Placed { .. }));
    let wait = may_create.err().unwrap_or(RETRY_MS);
    let mut placements = placements.into_iter();
    Ok(judged.into_iter().map(|judged| outcome(judged, &mut placements, wait)).collect())
}

async fn store(session: &Session, submissions: Vec<Submission>) -> Result<Vec<Placement>, No> {
    session.shared.writer.put(session.number, submissions).await.map_err(|why| match why {
        NotStored::Full => No::later(Refusal::FULL, RETRY_MS),
        NotStored::Failed => No::later(Refusal::FAILED, RETRY_MS),
    })
}

fn check_size(session: &Session, items: &[PutItem]) -> Result<(), No> {
    let limits = &session.shared.limits;
    let bytes: usize = items.iter().map(|item| item.envelope.len()).sum();
    if items.len() as u64 > limits.put_envelopes || bytes as u64 > limits.put_bytes {
        return Err(No::never(Refusal::TOO_LARGE));
    }
    Ok(())
}

/// Whether the envelope may go to the mailbox that it names, now.
fn judge(session: &mut Session, item: &PutItem, now: Instant) -> Result<Mailbox, No> {
    let shared = session.shared.clone();
    let limits = &shared.limits;
    let size = item.envelope.len() as u64;
    if size > limits.envelope_bytes {
        return Err(No::never(Refusal::TOO_LARGE));
    }
    let outer = Outer::read(&item.envelope).map_err(|_| No::never(Refusal::MALFORMED))?;
    let mailbox = Mailbox { kind: outer.kind, tag: outer.tag };
    let later = |wait| No::later(Refusal::TOO_MANY, wait);
    session.rates.puts.take(puts(limits), 1, now).map_err(later)?;
    session.rates.bytes.take(bytes(limits), size, now).map_err(later)?;
    match outer.kind {
        EnvelopeKind::Drop => session.rates.drops.take(drops(limits), 1, now).map_err(later)?,
        EnvelopeKind::Space => {
            let proven = session.opened.get(&outer.tag).is_some_and(|opened| opened.writes && opened.mailbox == mailbox);
            if !proven && !item.ticket.as_ref().is_some_and(|ticket| ticket.admits(outer.tag, &item.envelope)) {
                return Err(No::never(Refusal::NOT_PROVEN));
            }
        }
    }
    shared.take_from_mailbox(mailbox, now).map_err(later)?;
    Ok(mailbox)
}

fn outcome(judged: Judged, placements: &mut impl Iterator<Item = Placement>, wait: u32) -> Outcome {
    let refused = |code, retry_ms| Outcome::Refused { code, retry_ms };
    match judged {
        Judged::Refused(no) => refused(no.code, no.retry_ms),
        Judged::Submitted => match placements.next() {
            Some(Placement::Placed { cursor, held, .. }) => Outcome::Placed { cursor, held },
            Some(Placement::Full) => refused(Refusal::FULL, RETRY_MS),
            Some(Placement::Gone) => refused(Refusal::GONE, 0),
            Some(Placement::MayNotCreate) => refused(Refusal::TOO_MANY, wait),
            None => refused(Refusal::FAILED, RETRY_MS),
        },
    }
}
