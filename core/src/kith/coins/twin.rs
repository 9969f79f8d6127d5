//! The physical twin of a coin (C9): something printed or made by hand that bears the coin's public code. It is a memento: scanning it
//! shows the coin's story, and where it goes moves nothing in the ledger. Its making and its journey are notices in the commons:
//!
//! | notice | key | value, a CBOR array |
//! | --- | --- | --- |
//! | 64 twin made | coin | what of (0 printed, 1 wood, 2 clay, 3 cloth, 4 other), area, words |
//! | 65 twin seen | coin | what (0 handed on, 1 seen, 2 lost), area, words, when if it was typed in later |
//!
//! The code on it is a payload of kind 14: the coin (32 bytes) and the first sixteen bytes of the co-op's id.

use super::super::{
    Kith, KithError, KithResult,
    dispatch::json,
    handover::hand_over,
    naming,
    request::TwinRequest,
    view::{Received, Role, TwinMadeView, TwinOf, TwinSeen, TwinSeenView, TwinSheetView, TwinView},
    visits::month_of,
};
use crate::{
    fact::{Fact, Notice},
    ledger::units::{Area, CoinId},
    storage::projection::NoticeRow,
};
use kith_wire::{
    Kind, PersonId, codec, limits,
    text::{Payload, PayloadKind},
};
use minicbor::{Decode, Encode};
use serde_json::Value;

/// Days of silence from which on they are shown as a gap.
const GAP_DAYS: u64 = 28;
const DAY_MS: u64 = 86_400_000;
/// Sightings of one twin that are shown; the newest.
const SEEN_MAX: usize = 200;
/// Coins on one printed sheet.
pub const SHEET_MAX: usize = 8;
/// Characters that one may say of a twin.
const WORDS_MAX: usize = 280;
/// How far back a sighting may be typed in.
const TYPED_IN_MAX_MS: u64 = 366 * DAY_MS;
const COOP_BYTES: usize = 16;

const OF: [TwinOf; 5] = [TwinOf::Printed, TwinOf::Wood, TwinOf::Clay, TwinOf::Cloth, TwinOf::Other];
const SEEN: [TwinSeen; 3] = [TwinSeen::HandedOn, TwinSeen::Seen, TwinSeen::Lost];

#[derive(Debug, Encode, Decode)]
struct Made {
    #[n(0)]
    of: u8,
    #[n(1)]
    area: u16,
    #[n(2)]
    words: String,
}

#[derive(Debug, Encode, Decode)]
struct Sighting {
    #[n(0)]
    what: u8,
    #[n(1)]
    area: u16,
    #[n(2)]
    words: String,
    #[n(3)]
    on_ms: Option<u64>,
}

fn month(ms: u64) -> String {
    let (year, month) = month_of(ms).parts();
    format!("{year:04}-{month:02}")
}

/// Days of silence in tens, if they are many: never the days themselves.
fn gap_days(from_ms: u64, to_ms: u64) -> Option<u32> {
    let days = to_ms.saturating_sub(from_ms) / DAY_MS;
    (days >= GAP_DAYS).then(|| u32::try_from((days + 5) / 10 * 10).unwrap_or(u32::MAX))
}

impl Kith {
    pub(in crate::kith) fn dispatch_twin(&mut self, request: TwinRequest, now_ms: u64) -> KithResult<Value> {
        match request {
            TwinRequest::TwinMake { coin, of, area, words } => json(self.twin_make(&coin, of, (area.as_deref(), &words), now_ms)?),
            TwinRequest::TwinSee { coin, what, area, words, on_ms } => json(self.twin_see(&coin, what, (area.as_deref(), &words), on_ms, now_ms)?),
            TwinRequest::Twin { coin } => json(self.twin_view(self.twin_coin(&coin)?, now_ms)?),
            TwinRequest::TwinSheet { coins } => {
                if coins.len() > SHEET_MAX {
                    return Err(KithError::invalid("too-many-coins-sheet", format!("A sheet holds at most {SHEET_MAX} coins.")).with("most", SHEET_MAX));
                }
                let coins = coins.iter().map(|coin| self.twin_view(self.twin_coin(coin)?, now_ms)).collect::<KithResult<Vec<_>>>()?;
                json(TwinSheetView { coins, language: self.settings.language })
            }
            TwinRequest::Twins => json(self.twins(now_ms)?),
        }
    }

    /// A coin by its id or by the code on its twin.
    fn twin_coin(&self, named: &str) -> KithResult<CoinId> {
        match Payload::from_text(named).ok().filter(|payload| payload.kind == PayloadKind::Twin) {
            Some(payload) => self.read_twin(&payload.body),
            None => self.coin_named(named),
        }
    }

    /// The coin that a twin's code names.
    fn read_twin(&self, body: &[u8]) -> KithResult<CoinId> {
        let commons = self.commons()?;
        let (coin, coop) = body.split_at_checked(32).ok_or_else(bad_twin)?;
        if coop.len() != COOP_BYTES {
            return Err(bad_twin());
        }
        if coop != &commons.0[..COOP_BYTES] {
            return Err(KithError::not_allowed("another-coop", "This coin is another co-op's."));
        }
        Ok(CoinId(coin.try_into().map_err(|_| bad_twin())?))
    }

    /// A twin was scanned: says whose story to look at; nothing changes.
    pub(in crate::kith) fn receive_twin(&self, body: &[u8]) -> KithResult<Received> {
        let coin = self.read_twin(body)?;
        let mut out = self.received(PayloadKind::Twin, ("taken", "twin-scanned"), &[]);
        out.about.push(coin.hex());
        Ok(out)
    }

    /// Whether somebody may register a twin's making, or might when they went: a worker, or whoever the co-op gave a role.
    fn registers_twins(&self, person: &PersonId) -> KithResult<bool> {
        let commons = self.space(&self.commons()?)?;
        let worker = commons.class_held(person) == Some("worker");
        let roles = [Role::Coordinator, Role::Office, Role::Steward, Role::BoardMember];
        Ok(worker || roles.into_iter().any(|role| self.held_role(person, role)))
    }

    fn twin_rows(&self, kind: Notice, coin: Option<&CoinId>) -> KithResult<Vec<NoticeRow>> {
        let commons = self.space(&self.commons()?)?;
        Ok(self.storage.notices(commons.n, kind as u8, coin.map(|coin| coin.0.as_slice()))?)
    }

    /// The makings of a coin's twin that count, first told first.
    fn makings(&self, coin: &CoinId) -> KithResult<Vec<(NoticeRow, Made)>> {
        let mut out = Vec::new();
        for row in self.twin_rows(Notice::TwinMade, Some(coin))? {
            let made = codec::decode::<Made>(&row.value, limits::BODY_BYTES_MAX).ok().filter(|made| usize::from(made.of) < OF.len());
            if let Some(made) = made
                && self.registers_twins(&row.at.author)?
            {
                out.push((row, made));
            }
        }
        Ok(out)
    }

    fn twin_words(words: &str) -> KithResult<String> {
        let words = naming::clean_words(words)?;
        if words.chars().count() > WORDS_MAX {
            return Err(KithError::invalid("too-many-words", format!("At most {WORDS_MAX} characters.")).with("most", WORDS_MAX));
        }
        Ok(words)
    }

    fn twin_make(&mut self, coin: &str, of: TwinOf, (area, words): (Option<&str>, &str), now_ms: u64) -> KithResult<TwinView> {
        let id = self.twin_coin(coin)?;
        if self.space(&self.commons()?)?.resolved.level(&self.me) == 0 || !self.registers_twins(&self.me)? {
            return Err(KithError::not_allowed("not-worker", "A worker, or somebody with a role in the co-op, registers the making of a coin's twin."));
        }
        if !self.makings(&id)?.is_empty() {
            return Err(KithError::not_allowed("has-twin", "This coin has a twin already; a coin has one."));
        }
        let of = u8::try_from(OF.iter().position(|known| *known == of).unwrap_or(OF.len() - 1)).unwrap_or(0);
        let made = Made { of, area: self.area(area)?.0, words: Self::twin_words(words)? };
        self.twin_notice(Notice::TwinMade, id, codec::encode(&made), now_ms)
    }

    fn twin_see(&mut self, coin: &str, what: TwinSeen, (area, words): (Option<&str>, &str), on_ms: Option<u64>, now_ms: u64) -> KithResult<TwinView> {
        let id = self.twin_coin(coin)?;
        if self.makings(&id)?.is_empty() {
            return Err(KithError::not_found("no-twin", "No twin of this coin has been registered."));
        }
        if on_ms.is_some_and(|on| on > now_ms || now_ms - on > TYPED_IN_MAX_MS) {
            return Err(KithError::invalid("seen-when", "Say when it was seen: by now, and not longer than a year ago."));
        }
        let what = u8::try_from(SEEN.iter().position(|known| *known == what).unwrap_or(1)).unwrap_or(1);
        let seen = Sighting { what, area: self.area(area)?.0, words: Self::twin_words(words)?, on_ms };
        self.twin_notice(Notice::TwinSeen, id, codec::encode(&seen), now_ms)
    }

    fn twin_notice(&mut self, kind: Notice, coin: CoinId, value: Vec<u8>, now_ms: u64) -> KithResult<TwinView> {
        let commons = self.commons()?;
        self.append(commons, Kind::Fact, Fact::Notice(kind as u8, coin.0.to_vec(), value).to_bytes(), now_ms)?;
        self.twin_view(coin, now_ms)
    }

    fn twins(&self, now_ms: u64) -> KithResult<Vec<TwinView>> {
        let mut coins: Vec<CoinId> = self.twin_rows(Notice::TwinMade, None)?.iter().filter_map(|row| row.key.as_slice().try_into().ok().map(CoinId)).collect();
        coins.sort_unstable();
        coins.dedup();
        let mut out = Vec::new();
        for coin in coins {
            let view = self.twin_view(coin, now_ms)?;
            out.extend(Some(view).filter(|view| view.made.is_some()));
        }
        Ok(out)
    }

    fn twin_view(&self, id: CoinId, now_ms: u64) -> KithResult<TwinView> {
        let commons = self.commons()?;
        let mut makings = self.makings(&id)?;
        let twice = makings.len() > 1;
        let made = (!makings.is_empty()).then(|| makings.swap_remove(0));
        let mut last = made.as_ref().map(|(row, _)| row.at.time_ms);
        let made = made.map(|(row, made)| TwinMadeView {
            id: row.at.id.hex(),
            of: OF[usize::from(made.of)],
            area: self.area_name(Area(made.area)),
            month: month(row.at.time_ms),
            words: made.words,
            by: self.person_view(&row.at.author),
            twice,
        });
        let mut seen = Vec::new();
        for (at_ms, row, sighting) in self.sightings(&id)? {
            let gap_days = last.and_then(|last| gap_days(last, at_ms));
            last = Some(last.map_or(at_ms, |last| last.max(at_ms)));
            seen.push(TwinSeenView {
                id: row.at.id.hex(),
                what: SEEN[usize::from(sighting.what)],
                area: self.area_name(Area(sighting.area)),
                month: month(at_ms),
                words: sighting.words,
                later: sighting.on_ms.is_some(),
                gap_days,
                gap: self.gap_words(gap_days),
            });
        }
        let newest = seen.len().saturating_sub(SEEN_MAX);
        seen.drain(..newest);
        let gap_days = last.and_then(|last| gap_days(last, now_ms));
        let body = [id.0.as_slice(), &commons.0[..COOP_BYTES]].concat();
        let mine_to_make = self.registers_twins(&self.me)?;
        let (code, gap) = (hand_over(PayloadKind::Twin, body, false), self.gap_words(gap_days));
        Ok(TwinView { coin: self.coin_anywhere(id)?, code, made, seen, gap, gap_days, mine_to_make })
    }

    /// What was told of a twin, in the order in which it was seen. What is dated after it was written is taken as written.
    fn sightings(&self, coin: &CoinId) -> KithResult<Vec<(u64, NoticeRow, Sighting)>> {
        let read = |row: NoticeRow| {
            let sighting = codec::decode::<Sighting>(&row.value, limits::BODY_BYTES_MAX).ok().filter(|s| usize::from(s.what) < SEEN.len())?;
            Some((sighting.on_ms.unwrap_or(row.at.time_ms).min(row.at.time_ms), row, sighting))
        };
        let mut out: Vec<_> = self.twin_rows(Notice::TwinSeen, Some(coin))?.into_iter().filter_map(read).collect();
        out.sort_by_key(|(at, row, _)| (*at, row.at.id));
        Ok(out)
    }

    fn gap_words(&self, days: Option<u32>) -> String {
        days.map(|days| self.words().say_with("twin-gap", &[("days", days.into())])).unwrap_or_default()
    }
}

fn bad_twin() -> KithError {
    KithError::invalid("malformed-code", "The code can be read, but what it says makes no sense here.")
}
