//! The co-op's areas on the map: in which coarse cell each lies, which of them may be told of, and where a coin has been.
//!
//! Two notices of the commons:
//!
//! | notice | key | value |
//! | --- | --- | --- |
//! | 14 cell of an area | the area's number (2 bytes, big-endian) | version 2 (1 byte), how many ids (1 byte), ids of the notices that it stands in place of (32 bytes each), the cell (8 bytes, big-endian); without a cell: on no map. Version 1 has no ids |
//! | 15 areas told | | version 1 (1 byte), the areas' numbers, rising (2 bytes each, big-endian) |
//!
//! The first is said by whoever keeps the commons; what nothing stands in place of counts, of several the lowest id, of version 1 the last.
//! The second is the office's, the last word of the device that keeps the log: the areas in which so many people have
//! earned as the co-op's rules ask for. Nothing else is shown on a map, and nothing else may a giver name.

use super::super::{
    Change, Kith, KithError, KithResult, documents,
    succession::{Word, ids_bytes, named, read_ids, standing},
    view::{AreaView, AreasView, CoinMapView, HopView, StopView},
};
use crate::{
    fact::{Fact, Notice},
    honeycomb::{self, Cell, Map, Size},
    ledger::{book, units::Area},
    space::act,
};
use kith_wire::{EntryId, Kind, PersonId};
use std::collections::{BTreeMap, BTreeSet};

/// The version of the second notice, and of the first before it named what it stands in place of.
const VERSION: u8 = 1;
/// The version of the first.
const CELL_VERSION: u8 = 2;

fn cell_bytes(cell: Option<Cell>, before: &[EntryId]) -> Vec<u8> {
    let number = cell.map(|cell| cell.number().to_be_bytes());
    [&[CELL_VERSION][..], &ids_bytes(before), number.as_ref().map_or(&[][..], |number| &number[..])].concat()
}

/// The cell of an area, and what that stands in place of; of anything that this version cannot read no cell.
fn read_cell(bytes: &[u8]) -> (Option<Cell>, Option<Vec<EntryId>>) {
    let cell = |number: &[u8]| number.try_into().ok().map(u64::from_be_bytes).and_then(Cell::of_number);
    match bytes.split_first() {
        Some((&VERSION, number)) => (cell(number), None),
        Some((&CELL_VERSION, rest)) => read_ids(rest).map_or((None, None), |(before, number)| (cell(number), Some(before))),
        _ => (None, None),
    }
}

fn told_bytes(areas: &BTreeSet<Area>) -> Vec<u8> {
    [VERSION].into_iter().chain(areas.iter().flat_map(|area| area.0.to_be_bytes())).collect()
}

fn read_told(bytes: &[u8]) -> BTreeSet<Area> {
    match bytes.split_first() {
        Some((&VERSION, areas)) if areas.len() % 2 == 0 => areas.chunks_exact(2).map(|area| Area(u16::from_be_bytes([area[0], area[1]]))).collect(),
        _ => BTreeSet::new(),
    }
}

/// A place in degrees north and east, as it is typed.
fn degrees(text: &str) -> Option<(f64, f64)> {
    let (north, east) = text.split_once(',')?;
    Some((north.trim().parse().ok()?, east.trim().parse().ok()?))
}

impl Kith {
    /// Whether somebody says where the areas lie: those whom the co-op entrusted with its commons.
    fn keeps_areas(&self, person: &PersonId) -> bool {
        self.commons.and_then(|c| self.spaces.get(&c)).is_some_and(|c| c.level_held(person) >= act::KEEPER)
    }

    /// What stands of all that was said of where the areas lie.
    fn area_cells_said(&self) -> KithResult<BTreeMap<Area, Vec<Word<(u64, Option<Cell>)>>>> {
        let commons = self.space(&self.commons()?)?.n;
        let mut all: BTreeMap<Area, Vec<Word<(u64, Option<Cell>)>>> = BTreeMap::new();
        for n in self.storage.notices(commons, Notice::AreaCell as u8, None)? {
            let Ok(area) = n.key.as_slice().try_into().map(u16::from_be_bytes) else { continue };
            let (cell, before) = read_cell(&n.value);
            let may = self.keeps_areas(&n.at.author);
            all.entry(Area(area)).or_default().push(Word { at: (n.at.id, n.at.device, n.at.seq), may, before, says: (n.at.time_ms, cell) });
        }
        Ok(all.into_iter().map(|(area, words)| (area, standing(words))).collect())
    }

    /// Where the areas lie, roughly.
    fn area_cells(&self) -> KithResult<BTreeMap<Area, Cell>> {
        let counts = |words: Vec<Word<(u64, Option<Cell>)>>| {
            let named = words.first().is_some_and(|word| word.before.is_some());
            let word = if named { words.into_iter().next() } else { words.into_iter().max_by_key(|word| word.says.0) };
            word.and_then(|word| word.says.1)
        };
        Ok(self.area_cells_said()?.into_iter().filter_map(|(area, words)| Some((area, counts(words)?))).collect())
    }

    /// The areas in which enough people have earned, as the office told last.
    pub(in crate::kith) fn areas_told(&self) -> KithResult<BTreeSet<Area>> {
        let commons = self.space(&self.commons()?)?.n;
        let told = self.storage.notices(commons, Notice::AreasTold as u8, None)?;
        for n in told.iter().rev() {
            if self.is_notarys(n.at.device)? {
                return Ok(read_told(&n.value));
            }
        }
        Ok(BTreeSet::new())
    }

    /// As the office: tells in which areas enough people have earned, where that has changed. How many they are it does not tell.
    pub(in crate::kith) fn tell_areas(&mut self, areas: book::Areas, now_ms: u64) -> KithResult<()> {
        let told = self.notary.as_ref().map(|notary| notary.book().areas_told(areas)).unwrap_or_default();
        if told == self.areas_told()? {
            return Ok(());
        }
        let commons = self.commons()?;
        self.append(commons, Kind::Fact, Fact::Notice(Notice::AreasTold as u8, Vec::new(), told_bytes(&told)).to_bytes(), now_ms)?;
        Ok(())
    }

    /// The area that a giver lets be known: only one of those that may be told, so that a small one tells nobody who gave.
    pub(super) fn area_to_tell(&self, area: Option<&str>) -> KithResult<Area> {
        let area = self.area(area)?;
        if area == Area(0) || self.areas_told()?.contains(&area) {
            return Ok(area);
        }
        Err(KithError::not_allowed("area-untold", "Too few people have earned in this area yet for a coin's story to name it."))
    }

    /// The areas that a map may show.
    fn areas_shown(&self) -> KithResult<BTreeMap<Area, honeycomb::Area>> {
        let (told, names) = (self.areas_told()?, self.particulars()?.areas);
        let name = |area: Area| names.get(usize::from(area.0).checked_sub(1)?).cloned();
        let shown = self.area_cells()?.into_iter().filter(|(area, _)| told.contains(area));
        Ok(shown.filter_map(|(area, cell)| Some((area, honeycomb::Area { name: name(area)?, cell }))).collect())
    }

    pub(super) fn areas(&self) -> KithResult<AreasView> {
        let (names, cells, told) = (self.particulars()?.areas, self.area_cells()?, self.areas_told()?);
        let view = |(at, name): (usize, String)| {
            let area = Area(u16::try_from(at + 1).unwrap_or(0));
            AreaView { name, cell: cells.get(&area).map(|cell| format!("{:x}", cell.number())), told: told.contains(&area) }
        };
        let shown: Vec<honeycomb::Area> = self.areas_shown()?.into_values().collect();
        let words = self.words();
        let named: Vec<&str> = shown.iter().map(|area| area.name.as_str()).collect();
        let said = words.say_with("areas-map-desc", &[("areas", named.join(", ").into())]);
        let map = Map::new(&shown, &[]);
        Ok(AreasView {
            areas: names.into_iter().enumerate().map(view).collect(),
            members: self.policy()?.area_members,
            svg: map.as_ref().map(|map| map.svg(words, &words.say("areas-title"), &said)),
            drawing: map.as_ref().map(Map::drawing),
            mine_to_set: self.keeps_areas(&self.me),
        })
    }

    /// As whoever keeps the commons: says in which cell an area lies. A place in degrees becomes its cell here and is not kept.
    pub(super) fn area_cell_set(&mut self, area: &str, cell: Option<&str>, at: Option<(&str, Size)>, now_ms: u64) -> KithResult<AreasView> {
        if !self.keeps_areas(&self.me) {
            return Err(KithError::not_allowed("not-for-areas", "Whoever keeps the co-op's list of members says where its areas lie."));
        }
        let area = self.area(Some(area))?;
        if area == Area(0) {
            return Err(KithError::invalid("no-area", "Say which area."));
        }
        let bad = || KithError::invalid("bad-cell", "That is no cell of the grid as coarse as a neighbourhood, nor a place in degrees north and east.");
        let cell = match (cell, at) {
            (Some(number), _) => Some(u64::from_str_radix(number.trim(), 16).ok().and_then(Cell::of_number).ok_or_else(bad)?),
            (None, Some((at, size))) => Some(degrees(at).and_then(|(north, east)| Cell::round(north, east, size)).ok_or_else(bad)?),
            (None, None) => None,
        };
        let commons = self.commons()?;
        let before = self.area_cells_said()?.remove(&area).map_or_else(Vec::new, |words| named(&words));
        let notice = Fact::Notice(Notice::AreaCell as u8, area.0.to_be_bytes().to_vec(), cell_bytes(cell, &before));
        self.append(commons, Kind::Fact, notice.to_bytes(), now_ms)?;
        self.changed(Change::Coins);
        self.areas()
    }

    /// Where a coin has been: a stop for each step that tells a place, and a map of those that may be shown.
    pub(super) fn coin_map(&self, coin: &str) -> KithResult<CoinMapView> {
        let id = self.coin_named(coin)?;
        let view = self.coin_anywhere(id)?;
        let shown = self.areas_shown()?;
        let by_name: BTreeMap<String, Cell> = shown.values().map(|area| (documents::fold(&area.name), area.cell)).collect();
        let telling: Vec<&HopView> = view.story.iter().filter(|hop| hop.area.is_some()).collect();
        let mut drawn = Vec::new();
        let mut stops = Vec::new();
        for (number, hop) in (1u32..).zip(&telling) {
            let area = hop.area.clone().unwrap_or_default();
            let cell = by_name.get(&documents::fold(&area)).copied();
            drawn.extend(cell.map(|cell| (number as usize, cell)));
            stops.push(StopView {
                number,
                words: self.stop_words(number, hop, &area),
                area,
                month: hop.month.clone(),
                drawn: cell.is_some(),
                settled: hop.settled,
            });
        }
        let words = self.words();
        let title = words.say_with("coin-map-title", &[("short", id.hex().chars().take(4).collect::<String>().into())]);
        let list: Vec<&str> = stops.iter().map(|stop| stop.words.as_str()).collect();
        let said = if list.is_empty() { words.say("coin-map-none") } else { words.say_with("coin-map-desc", &[("stops", list.join("; ").into())]) };
        let areas: Vec<honeycomb::Area> = shown.into_values().collect();
        let map = if drawn.is_empty() { None } else { Map::new(&areas, &drawn) };
        let (svg, drawing) = (map.as_ref().map(|map| map.svg(words, &title, &said)), map.as_ref().map(Map::drawing));
        let untold = u32::try_from(view.story.len() - telling.len()).unwrap_or(u32::MAX);
        Ok(CoinMapView { coin: view.id, title, svg, drawing, words: said, stops, untold, members: self.policy()?.area_members })
    }

    /// `1: Lower Derw, April 2026`, and that it is still promised where it is.
    fn stop_words(&self, number: u32, hop: &HopView, area: &str) -> String {
        let month = hop.month.as_deref().and_then(|month| month.split_once('-')).and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
        let mut parts = vec![area.to_owned()];
        parts.extend(month.map(|(year, month)| self.words().month(year, month)));
        parts.extend((!hop.settled).then(|| self.words().say("coin-state-promised")));
        format!("{number}: {}", parts.join(", "))
    }
}
