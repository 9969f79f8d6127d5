//! What is asked about coins, and who answers it.

use super::super::{EstateRequest as E, Kith, KithError, KithResult, Request, VoucherRequest as V, dispatch::json};
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
            R::CoinGive { to, count, coins, element, words, poem, share } => {
                json(self.coin_give(&Giving { to: &to, count, coins: &coins, element, words: &words, poem: poem.as_deref(), share }, now_ms)?)
            }
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
            R::Places => json(self.places()?),
            R::PlaceSet { place, name, area, keepers } => json(self.place_set(place.as_deref(), (&name, area.as_deref()), &keepers, now_ms)?),
            R::PlaceDraw { place, count, to } => json(self.place_draw(&place, count, &to, now_ms)?),
            R::TopUpRun => json(self.top_up_run(now_ms)?),
            R::CoinPolicySet { change } => json(self.policy_set(&change, now_ms)?),
            _ => Err(KithError::invalid("not-a-request", "This is not something that can be asked.")),
        }
    }
}
