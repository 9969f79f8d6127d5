//! What is asked about coins, and who answers it.

use super::super::{
    CoinGift, EstateRequest as E, GiftRequest, Kith, KithError, KithResult, PlaceRequest, Request, VoucherRequest as V, WitnessRequest as W, dispatch::json,
};
use super::Giving;
use serde_json::Value;

impl Kith {
    pub(in crate::kith) fn dispatch_coin(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::Purse => json(self.purse()?),
            R::Coin { coin } => json(self.coin(&coin)?),
            R::CoinStory { coin } => json(self.coin_story(&coin)?),
            R::CoinInvoice => json(self.coin_invoice()?),
            R::Gift(request) => self.dispatch_gift(request, now_ms),
            R::CoinRetire { coins, reason } => json(self.coin_retire(&coins, &reason, now_ms)?),
            R::AutoDonate { on } => json(self.set_auto_donate(on, now_ms)?),
            R::WelcomeGift { person } => json(self.welcome_gift(&person, now_ms)?),
            R::Book => json(self.book()?),
            R::CoinPolicy => json(self.policy_view()?),
            R::CoinForks => json(self.forks()?),
            R::ForkPutRight { fork } => json(self.fork_put_right(&fork, now_ms)?),
            R::CoinSurrender { coin } => json(self.coin_surrender(&coin, now_ms)?),
            R::Claims => json(self.claims(now_ms)?),
            R::ClaimMakeGood { claim } => json(self.claim_make_good(&claim, now_ms)?),
            R::CoinsPutBy { count, coins } => json(self.coins_put_by(count, &coins, now_ms)?),
            R::CoinsTakeBack { coins } => json(self.coins_take_back(&coins, now_ms)?),
            R::Statement { of } => json(self.statement(of.as_deref(), now_ms)?),
            R::BookExport { of, format } => json(self.book_export(of.as_deref(), format, now_ms)?),
            R::CoinsLost => json(self.coins_lost()?),
            R::CoinsRecover { device } => json(self.coins_recover(&device, now_ms)?),
            R::CoinRatify { transfer } => json(self.coin_ratify(&transfer, now_ms)?),
            R::Estate(E::Estate) => json(self.estate()?),
            R::Estate(E::EstateSet { to }) => json(self.estate_set(&to, now_ms)?),
            R::Estate(E::EstateCarryOut { person }) => json(self.estate_carry_out(&person, now_ms)?),
            R::Estate(E::EstateGifts) => json(self.estate_gifts()?),
            R::Estate(E::EstateRatify { transfer }) => json(self.estate_ratify(&transfer, now_ms)?),
            R::TopUps => json(self.top_ups(now_ms)?),
            R::Voucher(V::Vouchers) => json(self.vouchers()?),
            R::Voucher(V::VoucherOffer { business, what, hours }) => json(self.voucher_offer(&business, &what, hours, now_ms)?),
            R::Voucher(V::VoucherEnd { offer }) => json(self.voucher_end(&offer, now_ms)?),
            R::Voucher(V::VoucherGive { offer, to, words }) => json(self.voucher_give((&offer, &to, &words), now_ms)?),
            R::Voucher(V::VoucherAnswer { voucher, accept }) => json(self.voucher_answer_give(&voucher, accept, now_ms)?),
            R::Place(request) => self.dispatch_place(request, now_ms),
            R::Witness(W::Witnesses) => json(self.witnesses()?),
            R::Witness(W::WitnessAppoint { person, device, quorum }) => json(self.witness_appoint(&person, device.as_deref(), quorum, now_ms)?),
            R::Witness(W::WitnessEnd { witness, quorum }) => json(self.witness_end(&witness, quorum, now_ms)?),
            R::Witness(W::NotaryMove { person, device }) => json(self.notary_move(&person, device.as_deref(), now_ms)?),
            R::TopUpRun => json(self.top_up_run(now_ms)?),
            R::CoinPolicySet { change } => json(self.policy_set(&change, now_ms)?),
            _ => Err(KithError::invalid("not-a-request", "This is not something that can be asked.")),
        }
    }

    fn dispatch_gift(&mut self, request: GiftRequest, now_ms: u64) -> KithResult<Value> {
        use GiftRequest as G;
        match request {
            G::CoinGive(CoinGift { to, count, coins, element, words, poem, picture, area, share }) => {
                let (poem, area, picture) = (poem.as_deref(), area.as_deref(), picture.as_ref());
                json(self.coin_give(&Giving { to: &to, count, coins: &coins, element, words: &words, poem, picture, area, share }, now_ms)?)
            }
            G::CoinPictures { coin } => json(self.coin_pictures(&coin)?),
            G::CoinPicture { picture } => json(self.coin_picture(&picture)?),
            G::CoinPictureRefuse { picture, refuse } => json(self.coin_picture_refuse(&picture, refuse, now_ms)?),
            G::CoinPictureErase { picture, reason } => json(self.coin_picture_erase(&picture, &reason, now_ms)?),
        }
    }

    fn dispatch_place(&mut self, request: PlaceRequest, now_ms: u64) -> KithResult<Value> {
        use PlaceRequest as P;
        match request {
            P::Places => json(self.places()?),
            P::PlaceSet { place, name, area, keepers } => json(self.place_set(place.as_deref(), (&name, area.as_deref()), &keepers, now_ms)?),
            P::PlaceDraw { place, count, to } => json(self.place_draw(&place, count, &to, now_ms)?),
            P::Areas => json(self.areas()?),
            P::AreaCell { area, cell, at, size } => json(self.area_cell_set(&area, cell.as_deref(), at.as_deref().map(|at| (at, size)), now_ms)?),
            P::CoinMap { coin } => json(self.coin_map(&coin)?),
        }
    }
}
