//! As a witness: follows the notary's log link by link, and says in the commons what it cosigned, or why it did not.

use crate::{
    fact::{Fact, Notice},
    kith::{Change, Kith, KithResult},
    ledger::{
        op::{Checkpoint, Coop, LogEntry, OpId, page},
        witness::{Refusal, Witness},
    },
};
use kith_wire::{DeviceId, Kind, PersonId};

/// Checkpoints that one look follows at most; the next look goes on.
const LOOK_MAX: usize = 256;
const VERSION: u8 = 1;

/// What a witness's device has of its duty in memory.
#[derive(Debug)]
pub(in crate::kith) struct Duty {
    witness: Witness,
    notary: DeviceId,
    /// It has refused what the notary showed it, and cosigns nothing more.
    refused: bool,
}

/// What a witness said of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) index: u32,
    pub(super) checkpoint: OpId,
    pub(super) device: DeviceId,
    /// Whose word it is.
    pub(super) author: PersonId,
    pub(super) what: What,
}

/// Whether it cosigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// With this signature.
    Cosigned([u8; 64]),
    /// It did not, since the log is another one (1) or spends a place twice (2), or for a reason of a later version.
    Refused(u8),
}

/// Why a witness refuses, for good: by its number.
const fn why(refusal: &Refusal) -> Option<u8> {
    match refusal {
        Refusal::Bad(_) | Refusal::AnotherLog(_) => Some(1),
        Refusal::SpentTwice(_) => Some(2),
        Refusal::Missing(_) | Refusal::Unlinked(_) | Refusal::Older => None,
    }
}

fn said_bytes(checkpoint: &OpId, device: &DeviceId, what: What) -> Vec<u8> {
    let (number, signature) = match &what {
        What::Cosigned(signature) => (0, signature.as_slice()),
        What::Refused(why) => (*why, &[][..]),
    };
    [&[VERSION, number], checkpoint.0.as_slice(), &device.0, signature].concat()
}

fn read_said(bytes: &[u8]) -> Option<(OpId, DeviceId, What)> {
    let (head, rest) = bytes.split_first_chunk::<2>()?;
    let (checkpoint, rest) = rest.split_first_chunk::<32>()?;
    let (device, rest) = rest.split_first_chunk::<32>()?;
    let what = match *head {
        [VERSION, 0] => What::Cosigned(rest.try_into().ok()?),
        [VERSION, why] if rest.is_empty() => What::Refused(why),
        _ => return None,
    };
    Some((OpId(*checkpoint), DeviceId(*device), what))
}

impl Kith {
    /// What witnesses have said, of one checkpoint or of all: whoever wrote it.
    pub(super) fn witnesses_words(&self, index: Option<u32>) -> KithResult<Vec<Said>> {
        let commons = self.space(&self.commons()?)?.n;
        let key = index.map(u32::to_be_bytes);
        let given = self.storage.notices(commons, Notice::Witnessed as u8, key.as_ref().map(<[u8; 4]>::as_slice))?;
        let read = |n: crate::storage::projection::NoticeRow| {
            let (checkpoint, device, what) = read_said(&n.value)?;
            Some(Said { index: u32::from_be_bytes(n.key.try_into().ok()?), checkpoint, device, author: n.at.author, what })
        };
        Ok(given.into_iter().filter_map(read).collect())
    }

    /// Looks at what the notary has signed since, if this device witnesses. The caller commits.
    pub(super) fn witness(&mut self, now_ms: u64) -> KithResult<()> {
        if !self.appointed()?.is_some_and(|witnesses| witnesses.who().contains(&self.device)) {
            self.duty = None;
            return Ok(());
        }
        let coop = self.coop_of_coins()?;
        let Some(mut duty) = self.take_up_duty(&coop)? else { return Ok(()) };
        let done = self.look(&mut duty, &coop, now_ms);
        self.duty = Some(duty);
        done
    }

    /// The duty as it was left: in memory, or as what was cosigned says.
    fn take_up_duty(&mut self, coop: &Coop) -> KithResult<Option<Duty>> {
        if let Some(duty) = self.duty.take().filter(|duty| duty.notary == coop.notary) {
            return Ok(Some(duty));
        }
        let mine = self.witnesses_words(None)?.into_iter().filter(|said| said.author == self.me && said.device == self.device);
        let mut duty = Duty { witness: Witness::new(*coop), notary: coop.notary, refused: false };
        let mut last: Option<(u32, OpId)> = None;
        for said in mine {
            match said.what {
                What::Cosigned(_) => last = last.max(Some((said.index, said.checkpoint))),
                // What was refused of a notary before is no reason against this one.
                What::Refused(_) => duty.refused |= coop.notary_at(said.index) == coop.notary,
            }
        }
        let Some((index, id)) = last else { return Ok(Some(duty)) };
        let known = self.checkpoints_at(index, coop)?.into_iter().find(|(known, _)| *known == id);
        let Some((_, checkpoint)) = known else { return Ok(None) };
        let entries = self.log_told(0, coop)?;
        // What it cosigned once it has all of; else there is nothing to go on from yet.
        Ok(duty.witness.take(&[checkpoint], (0, &entries)).is_ok().then_some(duty))
    }

    fn look(&mut self, duty: &mut Duty, coop: &Coop, now_ms: u64) -> KithResult<()> {
        if duty.refused {
            return Ok(());
        }
        let chain = match duty.witness.last() {
            Some(last) => self.links_after(last, coop)?,
            None => self.latest_checkpoint(coop, Some(self.log_told(0, coop)?.len() as u64))?.into_iter().collect(),
        };
        let Some(rival) = chain.first().cloned() else { return Ok(()) };
        let from = duty.witness.size();
        let entries = self.log_told(from, coop)?;
        let told = from + entries.len() as u64;
        let whole: Vec<Checkpoint> = chain.into_iter().take_while(|checkpoint| checkpoint.state.size <= told).collect();
        let Some(last) = whole.last() else { return Ok(()) };
        let (index, id) = (last.state.index, last.id(coop));
        if self.split_convicts(coop)?.contains(&coop.notary) {
            duty.refused = true;
            return self.say_witnessed(index, &id, What::Refused(1), now_ms);
        }
        match duty.witness.take(&whole, (from, &entries)) {
            Ok(()) => {
                let (_, signature) = last.cosign(coop, &self.secrets.device_key());
                self.say_witnessed(index, &id, What::Cosigned(signature), now_ms)
            }
            Err(refusal) => match why(&refusal) {
                Some(why) => {
                    duty.refused = true;
                    self.say_witnessed(rival.state.index, &rival.id(coop), What::Refused(why), now_ms)
                }
                None => Ok(()),
            },
        }
    }

    fn say_witnessed(&mut self, index: u32, checkpoint: &OpId, what: What, now_ms: u64) -> KithResult<()> {
        let fact = Fact::Notice(Notice::Witnessed as u8, index.to_be_bytes().to_vec(), said_bytes(checkpoint, &self.device, what));
        let commons = self.commons()?;
        self.append(commons, Kind::Fact, fact.to_bytes(), now_ms)?;
        self.changed(Change::Book);
        Ok(())
    }

    /// As a witness who lies.
    #[cfg(test)]
    pub(in crate::kith) fn say_cosigned(&mut self, index: u32, checkpoint: &OpId, signature: [u8; 64], now_ms: u64) -> KithResult<()> {
        self.say_witnessed(index, checkpoint, What::Cosigned(signature), now_ms)
    }

    /// The checkpoints after one, by their numbers, as far as the commons has them: whether each follows the one before is the witness's
    /// to see.
    fn links_after(&self, last: &Checkpoint, coop: &Coop) -> KithResult<Vec<Checkpoint>> {
        let mut chain = Vec::new();
        for index in (last.state.index..u32::MAX).map(|index| index + 1).take(LOOK_MAX) {
            let Some((_, checkpoint)) = self.checkpoints_at(index, coop)?.into_iter().next() else { break };
            chain.push(checkpoint);
        }
        Ok(chain)
    }

    /// The notary's last checkpoint, as far as the commons has it, or the last of a log of so many entries.
    pub(in crate::kith) fn latest_checkpoint(&self, coop: &Coop, entries: Option<u64>) -> KithResult<Option<Checkpoint>> {
        let commons = self.space(&self.commons()?)?.n;
        let numbers = self.storage.notices(commons, Notice::Checkpoint as u8, None)?.into_iter().filter_map(|n| n.key.try_into().ok().map(u32::from_be_bytes));
        let numbers: std::collections::BTreeSet<u32> = numbers.collect();
        for index in numbers.into_iter().rev() {
            let found = self.checkpoints_at(index, coop)?.into_iter().map(|(_, checkpoint)| checkpoint);
            if let Some(checkpoint) = found.into_iter().find(|checkpoint| entries.is_none_or(|entries| checkpoint.state.size <= entries)) {
                return Ok(Some(checkpoint));
            }
        }
        Ok(None)
    }

    /// The entries of the log from one on, as the notary wrote them down for witnesses: page by page, each from where the one before ended.
    pub(in crate::kith) fn log_told(&self, from: u64, coop: &Coop) -> KithResult<Vec<LogEntry>> {
        let mut out: Vec<LogEntry> = Vec::new();
        while let Some(page) = self.page_at((from + out.len() as u64, out.is_empty()), coop)? {
            out.extend(page);
        }
        Ok(out)
    }

    /// What a page has from this entry on. Most pages begin where a checkpoint ended; a witness may have cosigned one that ended within.
    fn page_at(&self, (at, within): (u64, bool), coop: &Coop) -> KithResult<Option<Vec<LogEntry>>> {
        for key in [Some(at.to_be_bytes()), None].into_iter().take(1 + usize::from(within)) {
            for space in self.settlement_spaces() {
                for notice in self.storage.notices(space.n, Notice::LogPage as u8, key.as_ref().map(<[u8; 8]>::as_slice))? {
                    let skip = notice.key.as_slice().try_into().ok().and_then(|first| at.checked_sub(u64::from_be_bytes(first)));
                    let Some(skip) = skip.and_then(|skip| usize::try_from(skip).ok()) else { continue };
                    if self.storage.device_id(notice.at.device)? == Some(coop.notary)
                        && let Ok(page) = page::read_whole_page(&notice.value)
                        && skip < page.len()
                    {
                        return Ok(Some(page[skip..].to_vec()));
                    }
                }
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_witness_says_keeps_its_golden_form_and_nothing_else_is_read() {
        let (checkpoint, device) = (OpId([1; 32]), DeviceId([2; 32]));
        let cosigned = said_bytes(&checkpoint, &device, What::Cosigned([3; 64]));
        assert_eq!(cosigned, [&[1, 0][..], &[1; 32], &[2; 32], &[3; 64]].concat());
        assert_eq!(read_said(&cosigned), Some((checkpoint, device, What::Cosigned([3; 64]))));
        let refused = said_bytes(&checkpoint, &device, What::Refused(2));
        assert_eq!((refused.len(), read_said(&refused)), (66, Some((checkpoint, device, What::Refused(2)))));
        for bad in [&cosigned[..129], &refused[..65], &[2; 130][..], &[][..], &[&refused[..], &[0]].concat()] {
            assert_eq!(read_said(bad), None);
        }
    }
}
