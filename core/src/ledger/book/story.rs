//! A coin's story: where it came from and where it has been, as far as each giver lets it be known.

use super::{Book, Hop};
use crate::ledger::op::{StoryLine, Telling};
use crate::ledger::units::{Area, CoinId, ContentHash, OpId};
use kith_wire::{DeviceId, PersonId};
use std::collections::{BTreeMap, BTreeSet};

/// One step of a coin's story, for eyes that may see all of the book; what may be told to others is `told`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    /// The hop in the log.
    pub hop: &'a Hop,
    /// The attestations behind a mint.
    pub earned: &'a [OpId],
    /// What may be told, if anything: of a mint one for each attestation whose earner agreed.
    pub told: Vec<Telling>,
}

/// Which areas may be told of: a place with few people in it tells who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Areas {
    /// None.
    Untold,
    /// Those in which at least so many people have earned.
    With(usize),
}

impl Book {
    /// Keeps what a giver lets be known, under its hash; put it in before the transfer that names it is logged.
    pub fn put_telling(&mut self, telling: Telling) {
        if let Ok(hash) = telling.hash() {
            self.tellings.insert(hash, telling);
        }
    }

    /// Erases a telling; the coin's hops stay, and nothing is told of that one any more.
    pub fn erase_telling(&mut self, hash: ContentHash) {
        self.tellings.remove(&hash);
    }

    /// The steps of a coin, oldest first.
    #[must_use]
    pub fn story(&self, coin: CoinId) -> Vec<Step<'_>> {
        let Some(row) = self.coins.get(&coin) else { return Vec::new() };
        row.hops.iter().map(|hop| Step { hop, earned: if hop.from.is_none() { &row.earned } else { &[] }, told: self.told(hop, &row.earned) }).collect()
    }

    /// The device that first gave a coin with this picture, in the log's order: whoever names it later only shows what another published.
    #[must_use]
    pub fn publisher_of(&self, picture: &ContentHash) -> Option<DeviceId> {
        let names = |hop: &&Hop| hop.telling.and_then(|hash| self.tellings.get(&hash)).is_some_and(|telling| telling.picture == Some(*picture));
        let hops = self.coins.values().flat_map(|row| &row.hops).filter(names);
        hops.filter_map(|hop| Some((hop.index, hop.at, hop.from?))).min().map(|(.., from)| from)
    }

    fn told(&self, hop: &Hop, earned: &[OpId]) -> Vec<Telling> {
        match hop.purpose {
            None => earned.iter().filter_map(|attest| self.told_of(*attest)).collect(),
            // No telling, no line: not even that the coin moved.
            Some(_) => hop.telling.and_then(|hash| self.tellings.get(&hash)).cloned().into_iter().collect(),
        }
    }

    fn told_of(&self, attest: OpId) -> Option<Telling> {
        let hours = &self.attests.get(&attest).filter(|row| row.hours.tell)?.hours;
        let mut salt = [0; 16];
        salt.copy_from_slice(&attest.0[..16]);
        Some(Telling { salt, element: hours.element, area: hours.area, month: hours.month, poem: None, picture: None, name: None })
    }

    /// The lines of a coin's story that every member may read.
    #[must_use]
    pub fn story_lines(&self, coin: CoinId) -> Vec<StoryLine> {
        self.numbered(coin).map(|(_, line)| line).collect()
    }

    /// The lines to publish for the entries from `index` on, with the areas that may be told of.
    #[must_use]
    pub fn lines_since(&self, index: u64, areas: Areas) -> Vec<StoryLine> {
        let from = self.moves.partition_point(|(at, _)| *at < index);
        let moved: BTreeSet<CoinId> = self.moves[from..].iter().map(|(_, coin)| *coin).collect();
        let lines = moved.into_iter().flat_map(|coin| self.numbered(coin).filter(|(at, _)| *at >= index).map(|(_, line)| line));
        let mut lines: Vec<StoryLine> = lines.collect();
        let told = self.told_areas(areas);
        lines.iter_mut().filter(|line| !told.contains(&line.telling.area)).for_each(|line| line.telling.area = Area::default());
        lines
    }

    /// The areas that may be told of now, each a named one.
    #[must_use]
    pub fn areas_told(&self, areas: Areas) -> BTreeSet<Area> {
        self.told_areas(areas).into_iter().filter(|area| *area != Area::default()).collect()
    }

    /// The same with what is in no area.
    fn told_areas(&self, areas: Areas) -> BTreeSet<Area> {
        let Areas::With(members) = areas else { return BTreeSet::new() };
        let mut earners: BTreeMap<Area, BTreeSet<PersonId>> = BTreeMap::new();
        for row in self.attests.values() {
            earners.entry(row.hours.area).or_default().insert(row.hours.earner);
        }
        earners.into_iter().filter(|(_, people)| people.len() >= members).map(|(area, _)| area).collect()
    }

    fn numbered(&self, coin: CoinId) -> impl Iterator<Item = (u64, StoryLine)> {
        let steps = self.story(coin);
        let told = steps.into_iter().flat_map(|step| step.told.into_iter().map(move |telling| (step.hop, telling)));
        let told: Vec<_> = told.map(|(hop, telling)| (hop.index, hop.purpose.is_none(), telling)).collect();
        (0u16..).zip(told).map(move |(line, (index, earned, telling))| (index, StoryLine { coin, line, earned, telling }))
    }
}
