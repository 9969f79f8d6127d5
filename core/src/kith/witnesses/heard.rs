//! Gossip: checkpoints as a phone was shown them, told to everybody where the commons has another one of the same number.

use crate::{
    fact::{Fact, Notice},
    kith::{Kith, KithResult},
    ledger::{
        op::{Checkpoint, Coop, OpId},
        purse::Item,
        witness::{Gossip, Witnesses},
    },
};
use kith_wire::{DeviceId, Kind, codec, limits};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Where checkpoints wait that the commons has nothing to set against yet.
const HEARD: &str = "checkpoints-heard";
/// How many of them wait; the oldest go first.
const HEARD_MAX: usize = 64;
/// Checkpoints of one number that are told: two are a proof.
const RIVALS_TOLD: usize = 2;

/// Checkpoints, as they were shown.
#[derive(Debug, Default, Encode, Decode)]
struct Heard {
    #[n(0)]
    checkpoints: Vec<One>,
}

#[derive(Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
struct One(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>);

impl Kith {
    fn heard(&self) -> KithResult<Heard> {
        let kept = self.storage.meta(HEARD)?;
        Ok(kept.and_then(|bytes| codec::decode(&bytes, limits::BODY_BYTES_MAX).ok()).unwrap_or_default())
    }

    /// How many checkpoints wait to be held against those of the commons.
    #[cfg(test)]
    pub(in crate::kith) fn heard_waiting(&self) -> usize {
        self.heard().unwrap().checkpoints.len()
    }

    /// Notes the checkpoint that a proof rests on, to be held against those of the commons. The caller has checked it, and commits.
    pub(in crate::kith) fn hear_checkpoint(&self, item: &Item) -> KithResult<()> {
        let checkpoint = match item {
            Item::Receipt(receipt, _) => &receipt.checkpoint,
            Item::Spent(spent, _) => &spent.checkpoint,
            _ => return Ok(()),
        };
        let one = One(checkpoint.encode());
        let mut heard = self.heard()?;
        if !heard.checkpoints.contains(&one) {
            heard.checkpoints.push(one);
            let over = heard.checkpoints.len().saturating_sub(HEARD_MAX);
            heard.checkpoints.drain(..over);
            self.storage.set_meta(HEARD, &codec::encode(&heard))?;
        }
        Ok(())
    }

    /// Tells everybody what differs from what the commons has; what is the same is forgotten. The caller commits.
    pub(super) fn pass_on_heard(&mut self, now_ms: u64) -> KithResult<()> {
        let heard = self.heard()?;
        if heard.checkpoints.is_empty() {
            return Ok(());
        }
        let (coop, commons, before) = (self.coop_of_coins()?, self.commons()?, heard.checkpoints.len());
        let mut left = Vec::new();
        for one in heard.checkpoints {
            let Ok(checkpoint) = Checkpoint::decode(&one.0) else { continue };
            let known = self.checkpoints_at(checkpoint.state.index, &coop)?;
            let Ok(id) = checkpoint.verify(&coop) else { continue };
            if known.is_empty() {
                left.push(one);
            } else if known.len() < RIVALS_TOLD && !known.iter().any(|(other, _)| *other == id) {
                let fact = Fact::Notice(Notice::Checkpoint as u8, checkpoint.state.index.to_be_bytes().to_vec(), one.0);
                self.append(commons, Kind::Fact, fact.to_bytes(), now_ms)?;
            }
        }
        if left.len() != before {
            self.storage.set_meta(HEARD, &codec::encode(&Heard { checkpoints: left }))?;
        }
        Ok(())
    }

    /// Whom two checkpoints of the commons convict that cannot be of one log: the notary, and whoever cosigned both sides.
    pub(in crate::kith) fn split_convicts(&self, coop: &Coop) -> KithResult<BTreeSet<DeviceId>> {
        let commons = self.space(&self.commons()?)?.n;
        let given = self.storage.notices(commons, Notice::Checkpoint as u8, None)?;
        let mut said: BTreeMap<&[u8], &[u8]> = BTreeMap::new();
        // The state of a checkpoint: its bytes before the notary and the signatures.
        let state = |value: &'_ [u8]| value.get(4..160).map(<[u8]>::to_vec);
        let parts = given.iter().any(|n| said.insert(&n.key, &n.value).is_some_and(|before| state(before) != state(&n.value)));
        if !parts {
            return Ok(BTreeSet::new());
        }
        let nobody = || Witnesses::new(BTreeSet::from([coop.notary]), 1);
        let Some(witnesses) = self.appointed()?.or_else(nobody) else { return Ok(BTreeSet::new()) };
        let mut gossip = Gossip::new(*coop, witnesses);
        let mut cosigned: BTreeMap<OpId, Vec<(DeviceId, [u8; 64])>> = BTreeMap::new();
        for said in self.witnesses_words(None)? {
            if let super::cosign::What::Cosigned(signature) = said.what {
                cosigned.entry(said.checkpoint).or_default().push((said.device, signature));
            }
        }
        for notice in given {
            let Ok(mut checkpoint) = Checkpoint::decode(&notice.value) else { continue };
            for cosignature in cosigned.get(&checkpoint.id(coop)).into_iter().flatten() {
                // One that does not hold is nobody's.
                let _ = checkpoint.add_cosignature(*cosignature, coop);
            }
            let _ = gossip.hear(&checkpoint);
        }
        Ok(gossip.convicted())
    }
}
