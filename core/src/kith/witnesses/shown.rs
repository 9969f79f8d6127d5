//! What screens say of witnesses: who they are, how far the log was cosigned, and what that means for a coin.

use super::cosign::{Said, What};
use crate::{
    kith::{
        Kith, KithResult,
        coins::Membership,
        view::{WitnessView, WitnessesView},
    },
    ledger::{
        op::{Coop, OpId},
        units::{Owner, Owners},
        witness::Witnesses,
    },
};
use kith_wire::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// How far the notary's log is witnessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kith) struct Cosigned {
    /// Entries of the log that enough witnesses have vouched for.
    pub(in crate::kith) size: u64,
    /// The checkpoint's number, from 1; 0 for none.
    pub(in crate::kith) checkpoint: u64,
    /// How many cosigned it.
    pub(in crate::kith) by: usize,
    /// How many have to.
    pub(in crate::kith) quorum: usize,
    /// How many witnesses there are.
    pub(in crate::kith) of: usize,
}

/// Whether a witness wrote it themself.
fn is_own(said: &Said, owners: &Membership) -> bool {
    owners.owner_of(said.device) == Some(Owner::Person(said.author))
}

impl Kith {
    /// How far the log is witnessed; nothing where the co-op has no witnesses.
    pub(in crate::kith) fn cosigned(&self, owners: &Membership) -> KithResult<Option<Cosigned>> {
        let Some(witnesses) = self.appointed()? else { return Ok(None) };
        let coop = self.coop_of_coins()?;
        let convicted = self.split_convicts(&coop)?;
        Ok(Some(self.cosigned_by(&witnesses, (&coop, owners), &convicted)?))
    }

    fn cosigned_by(&self, witnesses: &Witnesses, (coop, owners): (&Coop, &Membership), convicted: &BTreeSet<DeviceId>) -> KithResult<Cosigned> {
        let mut found: BTreeMap<(u32, OpId), BTreeMap<DeviceId, [u8; 64]>> = BTreeMap::new();
        for said in self.witnesses_words(None)? {
            if let What::Cosigned(signature) = said.what
                && witnesses.who().contains(&said.device)
                && !convicted.contains(&said.device)
                && is_own(&said, owners)
            {
                found.entry((said.index, said.checkpoint)).or_default().insert(said.device, signature);
            }
        }
        let none = Cosigned { size: 0, checkpoint: 0, by: 0, quorum: witnesses.quorum(), of: witnesses.who().len() };
        for ((index, id), signatures) in found.into_iter().rev().filter(|(_, signatures)| signatures.len() >= witnesses.quorum()) {
            let known = self.checkpoints_at(index, coop)?.into_iter().find(|(known, _)| *known == id);
            let Some((_, mut checkpoint)) = known else { continue };
            for cosignature in signatures {
                // One that does not hold counts for nothing.
                let _ = checkpoint.add_cosignature(cosignature, coop);
            }
            if witnesses.suffice(&checkpoint) {
                return Ok(Cosigned { size: checkpoint.state.size, checkpoint: u64::from(index) + 1, by: checkpoint.cosignatures.len(), ..none });
            }
        }
        Ok(none)
    }

    /// What is certain of a settled coin, as far as witnesses go: a sentence, where there are any.
    pub(in crate::kith) fn witnessed_words(&self, cosigned: Option<&Cosigned>, settled_at: Option<u64>) -> Option<String> {
        let (cosigned, at) = (cosigned?, settled_at?);
        let key = if at < cosigned.size { "coin-says-witnessed" } else { "coin-says-unwitnessed" };
        Some(self.words().say_with(key, &[("by", number(cosigned.by).into()), ("quorum", number(cosigned.quorum).into()), ("of", number(cosigned.of).into())]))
    }

    /// Who witnesses the notary's log, and how far each has.
    pub(in crate::kith) fn witnesses(&self) -> KithResult<WitnessesView> {
        let (coop, owners, words) = (self.coop_of_coins()?, self.membership()?, self.words());
        let convicted = self.split_convicts(&coop)?;
        let latest = self.latest_checkpoint(&coop, None)?.map_or(0, |checkpoint| u64::from(checkpoint.state.index) + 1);
        let appointed = self.appointed()?;
        let cosigned = appointed.as_ref().map(|witnesses| self.cosigned_by(witnesses, (&coop, &owners), &convicted)).transpose()?;
        let mut list = Vec::new();
        let said = self.witnesses_words(None)?;
        for device in appointed.iter().flat_map(Witnesses::who) {
            let theirs = || said.iter().filter(|said| said.device == *device && is_own(said, &owners));
            let last = theirs().filter(|said| matches!(said.what, What::Cosigned(_))).map(|said| u64::from(said.index) + 1).max().unwrap_or(0);
            let state = if convicted.contains(device) {
                "convicted"
            } else if theirs().any(|said| matches!(said.what, What::Refused(_)) && coop.notary_at(said.index) == coop.notary) {
                "refused"
            } else if last > 0 && last >= latest {
                "up-to-date"
            } else {
                "behind"
            };
            let Some(Owner::Person(person)) = owners.owner_of(*device) else { continue };
            let words = words.say_with(&format!("witness-{state}"), &[("checkpoint", last.into())]);
            let person = self.person_view(&person);
            list.push(WitnessView { device: device.hex(), person, checkpoint: last, state: state.to_owned(), words, here: *device == self.device });
        }
        list.sort_by(|a, b| a.person.name.cmp(&b.person.name).then_with(|| a.device.cmp(&b.device)));
        let refused = list.iter().any(|witness| witness.state == "refused");
        let state = match &cosigned {
            _ if convicted.contains(&coop.notary) => "split",
            None => "none",
            Some(_) if refused => "refused",
            Some(cosigned) if cosigned.checkpoint > 0 && cosigned.checkpoint >= latest => "witnessed",
            Some(_) => "behind",
        };
        let (quorum, of) = cosigned.map_or((0, 0), |cosigned| (number(cosigned.quorum), number(cosigned.of)));
        let witnessed = cosigned.map_or(0, |cosigned| cosigned.checkpoint);
        let said = [("quorum", quorum.into()), ("of", of.into()), ("checkpoint", latest.into()), ("witnessed", witnessed.into())];
        let (notary, moved) = self.notary_shown(&coop, &owners);
        Ok(WitnessesView {
            notary: notary.map(|person| self.person_view(&person)),
            notary_device: coop.notary.hex(),
            moved,
            mine_to_move: self.keeps_commons(),
            witnesses: list,
            quorum,
            of,
            checkpoint: latest,
            witnessed,
            state: state.to_owned(),
            words: words.say_with(&format!("witnesses-{state}"), &said),
            mine_to_set: self.decides_policy(&self.me),
        })
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
