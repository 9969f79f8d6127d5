//! Coins, acknowledgements and invoices as codes from phone to phone.

use super::super::{Kith, KithError, KithResult, handover::hand_over, view::Received};
use super::{give, said::refusal_code};
use crate::ledger::{
    notary::Notary,
    op::{Ack, Op},
    purse::{Bundle, Certificates, Invoice, Item, Outcome, Reason, Warning},
    units::{Owner, Owners},
};
use kith_wire::text::{Payload, PayloadKind};

impl Kith {
    /// Coins, an acknowledgement or an invoice handed over phone to phone.
    pub(in crate::kith) fn receive_coins(&mut self, payload: Payload, now_ms: u64) -> KithResult<Received> {
        match payload.kind {
            PayloadKind::Bundle => self.receive_bundle(&payload.body, now_ms),
            PayloadKind::Acknowledgement => self.receive_acknowledgement(&payload.body, now_ms),
            _ => self.receive_invoice(&payload.body),
        }
    }

    fn receive_bundle(&mut self, body: &[u8], now_ms: u64) -> KithResult<Received> {
        if let Some(out) = self.receive_for_pool(body, now_ms)? {
            return Ok(out);
        }
        let (coins, outcome, ack) = self.take_bundle(body, now_ms)?;
        let mut out = match outcome {
            Outcome::Genuine { warnings, .. } if !warnings.contains(&Warning::NoCheckpoint) && !warnings.is_empty() => {
                self.received(PayloadKind::Bundle, ("taken", "coins-promised-beyond"), &[])
            }
            Outcome::Genuine { .. } => self.received(PayloadKind::Bundle, ("taken", "coins-promised"), &[]),
            Outcome::AlreadyKnown => self.received(PayloadKind::Bundle, ("already-known", "coins-came-before"), &[]),
            Outcome::Refused(Reason::SpentBefore(_)) if !coins.is_empty() => self.received(PayloadKind::Bundle, ("refused", "coins-given-before-kept"), &[]),
            Outcome::Refused(reason) => self.received(PayloadKind::Bundle, ("refused", refusal_code(reason)), &[]),
        };
        out.reply = ack.map(|a| hand_over(PayloadKind::Acknowledgement, a, false));
        out.about = coins;
        Ok(out)
    }

    /// Coins for the pool or for a place have no phone of their own that takes them: the office does, as if they had come into its box.
    fn receive_for_pool(&mut self, body: &[u8], now_ms: u64) -> KithResult<Option<Received>> {
        let (Some(ledger), Ok(bundle)) = (self.ledger_space().map(|s| s.id), Bundle::decode(body)) else { return Ok(None) };
        let (coop, owners) = (self.coop_of_coins()?, self.membership()?);
        if coop.notary != self.device || !matches!(owners.owner_of(bundle.transfer.terms.to), Some(Owner::Pool | Owner::Place(_))) {
            return Ok(None);
        }
        let became = |k: &Self, outcome, code| Ok(Some(k.received(PayloadKind::Bundle, (outcome, code), &[])));
        if bundle.transfer.verify(&coop).is_err() {
            return became(self, "refused", "coins-bad");
        }
        let id = bundle.transfer.id(&coop);
        let in_book = |k: &Self| k.notary.as_ref().is_some_and(|notary| notary.engine().transfer(id).is_some());
        self.work_ledger(now_ms)?;
        self.notary()?;
        if in_book(self) {
            return became(self, "already-known", "coins-came-before");
        }
        for parts in give::for_the_office(&bundle) {
            self.take_operations(ledger, self.device, parts, now_ms)?;
        }
        self.work_ledger(now_ms)?;
        if !in_book(self) {
            return became(self, "refused", "coins-unproven");
        }
        let mut out = self.received(PayloadKind::Bundle, ("taken", "coins-promised"), &[]);
        let engine = self.notary.as_ref().map(Notary::engine);
        out.about = engine.into_iter().flat_map(|e| bundle.transfer.terms.coins.iter().filter_map(|at| e.place(*at))).map(|(coin, ..)| coin.hex()).collect();
        Ok(Some(out))
    }

    fn receive_acknowledgement(&mut self, body: &[u8], now_ms: u64) -> KithResult<Received> {
        let coop = self.coop_of_coins()?;
        let changed = || KithError::not_allowed("bad-signature", "The acknowledgement was changed on the way.");
        let item = Item::check(body, &coop).map_err(|_| changed())?;
        let Item::Op(op) = &item else { return Err(changed()) };
        let Op::Ack(ack) = op.op() else { return Err(changed()) };
        if !self.gave(ack)? {
            return Err(KithError::not_allowed("not-my-coins", "This says that coins of somebody else have arrived."));
        }
        let known = self.has_object(&item.name())?;
        self.keep_item(&item, now_ms)?;
        Ok(self.received(PayloadKind::Acknowledgement, (if known { "already-known" } else { "taken" }, "coins-arrived"), &[]))
    }

    /// Whether an acknowledgement answers a transfer of this person, or of the pool's float that they look after, and comes from whom it
    /// was for.
    fn gave(&self, ack: &Ack) -> KithResult<bool> {
        let Some(coins) = self.coins_read()? else { return Ok(false) };
        let transfer = [&coins.purse, &coins.float].into_iter().find_map(|purse| purse.engine().transfer(ack.transfer).cloned());
        let Some(transfer) = transfer.filter(|transfer| transfer.terms.to == ack.by) else { return Ok(false) };
        let mine = coins.owners.owner_of(transfer.from) == Some(Owner::Person(self.me));
        Ok(mine || transfer.from.0 == self.secrets.float_key().verifying_key().to_bytes())
    }

    fn receive_invoice(&mut self, body: &[u8]) -> KithResult<Received> {
        let invoice = Invoice::decode(body).map_err(|_| KithError::invalid("malformed-code", "This code cannot be read."))?;
        let owners = self.membership()?;
        let known = owners.owner_of(invoice.device).or_else(|| owners.check(&invoice.certificate).map(|(_, o)| o));
        let Some(Owner::Person(person)) = known else {
            return Err(KithError::not_found("no-such-member", "Whoever showed this code is not known to this device."));
        };
        self.storage.set_meta(&give::shown_by(&person), &invoice.device.0)?;
        let mut out = self.received(PayloadKind::Invoice, ("taken", "may-be-given"), &[("name", &self.name_of(&person))]);
        out.about.push(person.hex());
        Ok(out)
    }
}
