//! Gifts of local businesses for banked hours.
//!
//! A business gives the co-op something; the co-op offers it to whoever has banked so many hours, as a gift. The hours are read and never
//! spent: no coin moves, none is asked for, and nothing of it comes near the ledger. Whoever is offered one reads first that a gift can
//! touch their benefits, and declines as easily as they accept. Nobody else learns which it was.

use super::{
    Change, Kith, KithError, KithResult, drops, naming,
    view::{Role, VoucherOfferView, VoucherState, VoucherView, VouchersView},
};
use crate::{
    entropy,
    fact::{Fact, Notice},
    ledger::purse::HoursState,
};
use kith_wire::{DeviceId, Kind, PersonId, codec, limits};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Offers that one co-op has at a time.
const OFFERS_MAX: usize = 200;
/// Vouchers that one person keeps, given and received; the oldest are left out of the list beyond it.
const VOUCHERS_MAX: usize = 500;
/// Minutes in an hour.
const HOUR_MINUTES: u32 = 60;

/// An identity drawn at random.
type VoucherId = [u8; 16];

/// What a business gives, as the co-op tells it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct Offer {
    /// The business.
    #[n(0)]
    business: String,
    /// What it gives.
    #[n(1)]
    what: String,
    /// Hours that somebody has banked at least.
    #[n(2)]
    hours: u32,
    /// Whether it is over.
    #[n(3)]
    ended: bool,
}

/// A voucher on its way to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Given {
    #[cbor(n(0), with = "minicbor::bytes")]
    id: VoucherId,
    #[n(1)]
    business: String,
    #[n(2)]
    what: String,
    /// Where the gift is fetched, and any code on it.
    #[n(3)]
    words: String,
    /// Whoever is to have it.
    #[n(4)]
    to: PersonId,
}

/// What is said of vouchers from person to person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) enum VoucherNote {
    /// Here is a gift, if you would like it.
    #[n(0)]
    Given(#[n(0)] Given),
    /// Yes, thank you; or no, thank you.
    #[n(1)]
    Answer(#[cbor(n(0), with = "minicbor::bytes")] VoucherId, #[n(1)] bool),
}

#[cfg(test)]
impl VoucherNote {
    /// A voucher that nobody entitled gave.
    pub(super) fn forged(to: PersonId) -> Self {
        Self::Given(Given { id: [9; 16], business: "Siop".to_owned(), what: "A cake".to_owned(), words: String::new(), to })
    }
}

/// A voucher as it stands in one's own space: with whoever gave it, or whoever it is for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct Kept {
    #[n(0)]
    given: Given,
    #[n(1)]
    by: PersonId,
}

fn hex(id: &[u8]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Kith {
    /// Whether a person offers and gives vouchers for the co-op.
    fn offers_vouchers(&self, person: &PersonId) -> bool {
        self.held_role(person, Role::Coordinator) || self.held_role(person, Role::Office)
    }

    fn may_offer_vouchers(&self) -> KithResult<()> {
        if self.has_role(&self.me, Role::Coordinator) || self.has_role(&self.me, Role::Office) {
            return Ok(());
        }
        Err(KithError::not_allowed("not-for-vouchers", "A coordinator or the office offers what businesses give."))
    }

    fn voucher_offers(&self) -> KithResult<BTreeMap<Vec<u8>, (Offer, PersonId)>> {
        // Before a co-op is joined there are none, and an export then says so too.
        let Some(commons) = self.commons.and_then(|id| self.spaces.get(&id)) else { return Ok(BTreeMap::new()) };
        let given = self.storage.notices(commons.n, Notice::VoucherOffer as u8, None)?;
        let entitled = given.into_iter().filter(|n| self.offers_vouchers(&n.at.author));
        let read = entitled.filter_map(|n| Some((n.key, (codec::decode(&n.value, limits::BODY_BYTES_MAX).ok()?, n.at.author))));
        // Of several tellings the last one counts.
        Ok(read.collect())
    }

    /// Whole hours that I have given and that were counted, whatever became of their coins.
    pub(super) fn banked_hours(&self) -> KithResult<u32> {
        let Some(coins) = self.coins_read()? else { return Ok(0) };
        let counted = |state| matches!(state, HoursState::Counted | HoursState::Passed);
        let minutes = coins.purse.hours().iter().filter(|view| counted(view.state)).map(|view| u32::from(view.hours.minutes)).sum::<u32>();
        Ok(minutes / HOUR_MINUTES)
    }

    fn vouchers_kept(&self) -> KithResult<Vec<(Kept, u64)>> {
        let own = self.space(&self.own)?;
        let kept = self.storage.notices(own.n, Notice::Voucher as u8, None)?;
        let read = kept.iter().rev().take(VOUCHERS_MAX).filter_map(|n| Some((codec::decode(&n.value, limits::BODY_BYTES_MAX).ok()?, n.at.time_ms)));
        Ok(read.collect())
    }

    fn voucher_answer(&self, id: &VoucherId) -> KithResult<VoucherState> {
        let own = self.space(&self.own)?;
        let said = self.storage.notices(own.n, Notice::VoucherAnswer as u8, Some(id))?;
        Ok(match said.first().map(|n| n.value.as_slice()) {
            Some([1]) => VoucherState::Accepted,
            Some(_) => VoucherState::Declined,
            None => VoucherState::Waits,
        })
    }

    fn voucher_view(&self, (kept, at_ms): &(Kept, u64)) -> KithResult<VoucherView> {
        let state = self.voucher_answer(&kept.given.id)?;
        let mine = kept.given.to == self.me;
        let words = format!("voucher-{}-{}", if mine { "mine" } else { "given" }, state.word());
        Ok(VoucherView {
            id: hex(&kept.given.id),
            business: kept.given.business.clone(),
            what: kept.given.what.clone(),
            // How it is fetched is for whoever wants it.
            how: if mine && state == VoucherState::Accepted { kept.given.words.clone() } else { String::new() },
            mine,
            with: self.person_view(if mine { &kept.by } else { &kept.given.to }),
            at_ms: *at_ms,
            state,
            words: self.words().say(&words),
        })
    }

    /// What businesses give, what was given to me and by me, and what everybody should know before they accept.
    pub(super) fn vouchers(&self) -> KithResult<VouchersView> {
        let hours = self.banked_hours()?;
        let offers = self.voucher_offers()?.into_iter().filter(|(_, (offer, _))| !offer.ended);
        let view = |(id, (offer, by)): (Vec<u8>, (Offer, PersonId))| VoucherOfferView {
            id: hex(&id),
            business: offer.business,
            what: offer.what,
            hours: offer.hours,
            reached: hours >= offer.hours,
            by: self.person_view(&by),
        };
        let mine_to_offer = self.may_offer_vouchers().is_ok();
        let vouchers = self.vouchers_kept()?.iter().map(|kept| self.voucher_view(kept)).collect::<KithResult<_>>()?;
        Ok(VouchersView { hours, offers: offers.map(view).collect(), vouchers, warning: self.words().say("voucher-benefits"), mine_to_offer })
    }

    fn say_offer(&mut self, id: &[u8], offer: &Offer, now_ms: u64) -> KithResult<VouchersView> {
        let commons = self.commons()?;
        let notice = Fact::Notice(Notice::VoucherOffer as u8, id.to_vec(), codec::encode(offer));
        self.append(commons, Kind::Fact, notice.to_bytes(), now_ms)?;
        self.changed(Change::Coins);
        self.vouchers()
    }

    /// As coordinator or office: offers what a business gives to whoever has banked so many hours.
    pub(super) fn voucher_offer(&mut self, business: &str, what: &str, hours: u32, now_ms: u64) -> KithResult<VouchersView> {
        self.may_offer_vouchers()?;
        let (business, what) = (naming::clean_name(business)?, naming::clean_name(what)?);
        if self.voucher_offers()?.values().filter(|(offer, _)| !offer.ended).count() >= OFFERS_MAX {
            return Err(KithError::invalid("too-many-offers", format!("A co-op has at most {OFFERS_MAX} offers at a time.")).with("most", OFFERS_MAX));
        }
        let id: VoucherId = entropy::bytes(self.entropy.as_mut());
        self.say_offer(&id, &Offer { business, what, hours, ended: false }, now_ms)
    }

    fn offer_named(&self, reference: &str) -> KithResult<(Vec<u8>, Offer)> {
        let open = self.voucher_offers()?.into_iter().filter(|(_, (offer, _))| !offer.ended);
        naming::pick(reference, "offer", open.map(|(id, (offer, _))| (hex(&id), Some(offer.business.clone()), (id, offer))))
    }

    /// As coordinator or office: an offer is over.
    pub(super) fn voucher_end(&mut self, offer: &str, now_ms: u64) -> KithResult<VouchersView> {
        self.may_offer_vouchers()?;
        let (id, offer) = self.offer_named(offer)?;
        self.say_offer(&id, &Offer { ended: true, ..offer }, now_ms)
    }

    /// As coordinator or office: gives somebody a voucher of an offer. At the office the hours are looked up; elsewhere it is their word.
    pub(super) fn voucher_give(&mut self, (offer, to, words): (&str, &str, &str), now_ms: u64) -> KithResult<VouchersView> {
        self.may_offer_vouchers()?;
        let (_, offer) = self.offer_named(offer)?;
        let (to, words) = (self.person(to)?, naming::clean_words(words)?);
        if to == self.me {
            return Err(KithError::not_allowed("voucher-to-oneself", "Somebody else gives you yours."));
        }
        if let Some(hours) = self.hours_at_office(&to)?.filter(|hours| *hours < offer.hours) {
            return Err(KithError::not_allowed("too-few-hours", format!("They have banked {hours} hours.")).with("count", hours));
        }
        let given = Given { id: entropy::bytes(self.entropy.as_mut()), business: offer.business, what: offer.what, words, to };
        self.keep_voucher(&Kept { given: given.clone(), by: self.me }, now_ms)?;
        self.send_to(&to, &drops::Message::Voucher(VoucherNote::Given(given)), "voucher", now_ms)?;
        self.vouchers()
    }

    /// Whole hours that somebody has given and that were counted, by the book; nothing where the book is not kept here.
    fn hours_at_office(&mut self, person: &PersonId) -> KithResult<Option<u32>> {
        if self.ledger_space().is_none() {
            return Ok(None);
        }
        self.notary()?;
        Ok(self.notary.as_ref().map(|notary| notary.book().minutes_counted(*person) / HOUR_MINUTES))
    }

    fn keep_voucher(&mut self, kept: &Kept, now_ms: u64) -> KithResult<()> {
        let notice = Fact::Notice(Notice::Voucher as u8, kept.given.id.to_vec(), codec::encode(kept));
        self.append(self.own, Kind::Fact, notice.to_bytes(), now_ms)?;
        self.changed(Change::Coins);
        Ok(())
    }

    fn keep_voucher_answer(&mut self, id: &VoucherId, accept: bool, now_ms: u64) -> KithResult<()> {
        let notice = Fact::Notice(Notice::VoucherAnswer as u8, id.to_vec(), vec![u8::from(accept)]);
        self.append(self.own, Kind::Fact, notice.to_bytes(), now_ms)?;
        self.changed(Change::Coins);
        Ok(())
    }

    /// Accepts or declines a voucher. Once; whoever declined and thinks again asks for another.
    pub(super) fn voucher_answer_give(&mut self, voucher: &str, accept: bool, now_ms: u64) -> KithResult<VouchersView> {
        let mine = self.vouchers_kept()?.into_iter().filter(|(kept, _)| kept.given.to == self.me);
        let kept = naming::pick(voucher, "voucher", mine.map(|(kept, _)| (hex(&kept.given.id), Some(kept.given.business.clone()), kept)))?;
        if self.voucher_answer(&kept.given.id)? != VoucherState::Waits {
            return Err(KithError::not_allowed("voucher-answered", "You have answered this one already."));
        }
        self.keep_voucher_answer(&kept.given.id, accept, now_ms)?;
        self.send_to(&kept.by, &drops::Message::Voucher(VoucherNote::Answer(kept.given.id, accept)), "voucher", now_ms)?;
        self.vouchers()
    }

    /// Takes what somebody said of a voucher: a gift from whoever gives for the co-op, or the answer of whom I gave one.
    pub(super) fn take_voucher(&mut self, sender: DeviceId, note: VoucherNote, now_ms: u64) -> KithResult<()> {
        let commons = self.space(&self.commons()?)?;
        let Some(by) = commons.resolved.person_of(&sender) else {
            return Err(KithError::not_allowed("not-a-member", "Only members give and answer vouchers."));
        };
        match note {
            VoucherNote::Given(given) => {
                if given.to != self.me || !self.offers_vouchers(&by) || given.business.chars().count() > limits::NAME_CHARS_MAX {
                    return Err(KithError::not_allowed("not-for-vouchers", "A coordinator or the office offers what businesses give."));
                }
                let known = self.vouchers_kept()?.iter().any(|(kept, _)| kept.given.id == given.id);
                if known { Ok(()) } else { self.keep_voucher(&Kept { given, by }, now_ms) }
            }
            VoucherNote::Answer(id, accept) => {
                let theirs = self.vouchers_kept()?.iter().any(|(kept, _)| kept.given.id == id && kept.by == self.me && kept.given.to == by);
                if !theirs || self.voucher_answer(&id)? != VoucherState::Waits {
                    return Ok(());
                }
                self.keep_voucher_answer(&id, accept, now_ms)
            }
        }
    }
}
