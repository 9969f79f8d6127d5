//! Asking the guardians from a new device; helping, waiting, alerting and stopping.
//!
//! In person the share goes at once: the guardian has the person before them, and there may be no other device left to say stop. From
//! afar it waits for [`WAIT_HOURS`], counted by the latest time that the guardian's phone has seen, and every device of the person's and
//! every other guardian is told at once. A device of the person's can stop what waits; what is done in person is not stopped by it, or a
//! thief with the lost phone could keep its owner out.

use super::{
    super::{
        Kith, KithError, KithResult,
        drops::{self, Message},
        handover, naming,
        view::{AlertView, AskSeenView, AskView, HelpView, RecoveryView},
    },
    HOUR_MS, RecoveryNote, WAIT_HOURS,
    guardians::not_guardian,
    note::Alert,
};
use crate::{
    entropy,
    recovery::{
        Ask, SealedShare, SetHead, Share,
        claim::{ASK_VERSION, ask_code, ask_id},
        combine, same_code,
    },
    storage::recovery::{AlertRow, HelpRow},
};
use kith_wire::{
    DeviceId,
    text::{Payload, PayloadKind},
};

/// A request older than this, by its own word, is not helped with any more.
const ASK_HOURS_MAX: u64 = 14 * 24;
/// Requests that one guardian's phone remembers at most.
const HELPS_MAX: usize = 200;
/// Where a new device keeps its own request.
pub(super) const MY_ASK: &str = "recovery-ask";

const WAITS: u8 = 0;
const GONE: u8 = 1;
const STOPPED: u8 = 2;

fn read_ask(text: &str) -> KithResult<(Ask, Vec<u8>)> {
    let payload = Payload::from_text(text)?;
    if payload.kind != PayloadKind::RecoveryAsk {
        return Err(KithError::invalid("not-a-recovery-request", "This code is not somebody's request to get back in."));
    }
    Ok((Ask::from_bytes(&payload.body)?, payload.body))
}

impl Kith {
    /// On a new profile: asks the guardians of whoever I say I am. The same request is given again until it has been answered.
    pub(super) fn recover_ask(&mut self, name: Option<&str>, now_ms: u64) -> KithResult<AskView> {
        self.must_be_new()?;
        let kept = self.storage.meta(MY_ASK)?.and_then(|b| Ask::from_bytes(&b).ok().map(|a| (a, b)));
        let fresh = |a: &Ask| a.asked_ms + ASK_HOURS_MAX * HOUR_MS / 2 > now_ms && name.is_none_or(|n| n == a.name) && a.relay == self.settings.relay;
        let (ask, bytes) = match kept.filter(|(a, _)| fresh(a)) {
            Some(kept) => kept,
            None => self.new_ask(name, now_ms)?,
        };
        Ok(AskView { name: ask.name, code: ask_code(&ask_id(&bytes)), hand_over: handover::hand_over(PayloadKind::RecoveryAsk, bytes, false) })
    }

    fn new_ask(&mut self, name: Option<&str>, now_ms: u64) -> KithResult<(Ask, Vec<u8>)> {
        let name = name.map_or_else(|| Ok(self.name_of(&self.me)), naming::clean_name)?;
        let certificate = self.my_certificates()?.first().map(|c| c.bare());
        let ask = Ask {
            version: ASK_VERSION,
            certificate: certificate.ok_or_else(|| KithError::not_allowed("no-key", "This device has no certificate of its own."))?,
            name,
            nonce: entropy::bytes(self.entropy.as_mut()),
            asked_ms: now_ms,
            inbox: drops::box_bytes(&self.my_inbox()?),
            relay: self.settings.relay.clone(),
        };
        let bytes = ask.sign(&self.secrets.device_key());
        self.storage.set_meta(MY_ASK, &bytes)?;
        self.storage.forget_returned_shares()?;
        Ok((ask, bytes))
    }

    /// As a guardian: looks at a request before confirming anything.
    pub(super) fn recover_see(&self, text: &str) -> KithResult<AskSeenView> {
        let (ask, bytes) = read_ask(text)?;
        let id = ask_id(&bytes);
        let mut people: Vec<_> = self.guarded()?.iter().map(|(_, head)| self.person_view(&head.person)).collect();
        people.sort_by_key(|p| (!p.name.eq_ignore_ascii_case(&ask.name), p.name.clone()));
        let stopped = self.storage.helps()?.iter().any(|h| h.ask == id && h.state == STOPPED);
        Ok(AskSeenView { request: hex(&id), name: ask.name, code: ask_code(&id), asked_ms: ask.asked_ms, may_help: people, stopped })
    }

    /// As a guardian: confirms who asks. In person the share goes at once; from afar it waits.
    ///
    /// Whoever stands before one asks now, by what the clock tells: that it was ahead once makes no request old. From afar no time counts but the latest seen.
    pub(super) fn recover_help(&mut self, (text, code): (&str, &str), person: &str, in_person: bool, (told_ms, latest_ms): (u64, u64)) -> KithResult<HelpView> {
        let now_ms = if in_person { told_ms } else { latest_ms };
        let (ask, bytes) = read_ask(text)?;
        let id = ask_id(&bytes);
        if !same_code(code, &ask_code(&id)) {
            let reason = "The code that you were told is not this request's. Somebody else may be asking: do not go on.";
            return Err(KithError::invalid("another-code", reason));
        }
        let (_, head) = self.guarded_named(person)?;
        let is_old = |at_ms: u64| ask.asked_ms.saturating_add(ASK_HOURS_MAX * HOUR_MS) < at_ms;
        if is_old(told_ms) {
            return Err(KithError::not_allowed("request-old", "This request is too old. Ask for a new one."));
        }
        if is_old(now_ms) {
            let reason = "This phone's clock has told a later time than it does now, so it cannot tell how long the share has waited. Help them in person.";
            return Err(KithError::not_allowed("clock-was-ahead", reason));
        }
        let known = self.storage.helps()?.into_iter().find(|h| h.ask == id && h.person == head.person);
        let row = match known {
            Some(row) if row.state == STOPPED && !in_person => {
                return Err(KithError::not_allowed("request-stopped", "One of their devices has said that this is not them. Meet them in person."));
            }
            Some(row) if row.state == GONE || !in_person => row,
            _ => self.confirm(&head, (id, ask, bytes), in_person, now_ms)?,
        };
        self.release_due(now_ms)?;
        let now = self.storage.helps()?.into_iter().find(|h| h.ask == id && h.person == head.person).unwrap_or(row);
        self.help_view(&now)
    }

    fn confirm(&mut self, head: &SetHead, asked: ([u8; 32], Ask, Vec<u8>), in_person: bool, now_ms: u64) -> KithResult<HelpRow> {
        let (id, ask, request) = asked;
        if self.storage.helps()?.len() >= HELPS_MAX {
            return Err(KithError::storage("too-many-requests", "This phone remembers as many requests as it can."));
        }
        let due_ms = if in_person { now_ms } else { now_ms + WAIT_HOURS * HOUR_MS };
        let row = HelpRow { ask: id, person: head.person, request, in_person, at_ms: now_ms, due_ms, state: WAITS };
        self.storage.put_help(&row)?;
        let alert = Alert { ask: id, person: head.person, name: ask.name, in_person, at_ms: now_ms, due_ms };
        let me = self.me;
        for to in head.guardians.iter().filter(|g| **g != me).chain([&head.person]) {
            // Somebody whom this phone cannot reach yet is told by the others.
            if self.inbox_of(to).is_ok() {
                self.send_to(to, &Message::Recovery(RecoveryNote::Alert(alert.clone())), "recovery", now_ms)?;
            }
        }
        Ok(row)
    }

    /// Sends the shares that have waited long enough.
    pub(super) fn release_due(&mut self, now_ms: u64) -> KithResult<()> {
        for mut row in self.storage.helps()? {
            if row.state != WAITS || row.due_ms > now_ms {
                continue;
            }
            if let Some(sealed) = self.sealed_for(&row)?
                && let Ok(ask) = Ask::from_bytes(&row.request)
            {
                if let Some(to) = drops::read_box(&ask.inbox) {
                    let message = Message::Recovery(RecoveryNote::Released(sealed.to_bytes()));
                    let envelope = self.seal_message(&to, false, &message, now_ms)?;
                    self.send_drop(&to, &envelope, "recovery", now_ms)?;
                }
                row.state = GONE;
                self.storage.put_help(&row)?;
            }
        }
        Ok(())
    }

    /// The share that I keep for somebody, sealed to the device that asked.
    fn sealed_for(&mut self, row: &HelpRow) -> KithResult<Option<SealedShare>> {
        let Some((share, _)) = self.guarded_for(&row.person)? else { return Ok(None) };
        let ask = Ask::from_bytes(&row.request)?;
        Ok(Some(SealedShare::seal(&share, row.ask, &ask.certificate, self.entropy.as_mut())?))
    }

    fn help_view(&mut self, row: &HelpRow) -> KithResult<HelpView> {
        let sealed = if row.state == GONE { self.sealed_for(row)? } else { None };
        Ok(HelpView {
            request: hex(&row.ask),
            person: self.person_view(&row.person),
            name: Ask::from_bytes(&row.request).map(|a| a.name).unwrap_or_default(),
            code: ask_code(&row.ask),
            in_person: row.in_person,
            at_ms: row.at_ms,
            due_ms: row.due_ms,
            state: ["waiting", "gone", "stopped"].get(usize::from(row.state)).copied().unwrap_or_default().to_owned(),
            hand_over: sealed.map(|s| handover::hand_over(PayloadKind::RecoveryShare, s.to_bytes(), true)),
        })
    }

    pub(super) fn help_views(&mut self) -> KithResult<Vec<HelpView>> {
        let rows: Vec<HelpRow> = self.storage.helps()?.into_iter().filter(|h| !h.request.is_empty()).collect();
        rows.iter().map(|row| self.help_view(row)).collect()
    }

    pub(super) fn alert_views(&self) -> KithResult<Vec<AlertView>> {
        let view = |a: AlertRow| AlertView {
            request: hex(&a.ask),
            person: self.person_view(&a.person),
            guardian: self.person_view(&a.guardian),
            name: a.name,
            code: a.code,
            in_person: a.in_person,
            at_ms: a.at_ms,
            due_ms: a.due_ms,
            stopped: a.stopped,
        };
        Ok(self.storage.alerts()?.into_iter().map(view).collect())
    }

    /// A guardian has confirmed a request, for me or for somebody whose guardian I am.
    pub(super) fn take_alert(&mut self, sender: DeviceId, alert: Alert) -> KithResult<()> {
        let guardian = self.whose(&sender).ok_or_else(not_guardian)?;
        let guardians = if alert.person == self.me { self.my_set()?.map(|s| s.guardians) } else { self.guarded_for(&alert.person)?.map(|(_, h)| h.guardians) };
        // Those who were guardians before may still open an older kit: to hear of them is right too, where it is about oneself.
        if alert.person != self.me && !guardians.is_some_and(|g| g.contains(&guardian)) {
            return Err(not_guardian());
        }
        let code = ask_code(&alert.ask);
        let name = naming::clean_name(&alert.name).unwrap_or_default();
        let Alert { ask, person, in_person, at_ms, due_ms, .. } = alert;
        Ok(self.storage.put_alert(&AlertRow { ask, person, guardian, code, name, in_person, at_ms, due_ms, stopped: false })?)
    }

    /// On a device of the person's: this is not me.
    pub(super) fn recover_stop(&mut self, request: &str, now_ms: u64) -> KithResult<RecoveryView> {
        let alerts = self.storage.alerts()?;
        let mine = alerts.into_iter().filter(|a| a.person == self.me);
        let mut asks: Vec<[u8; 32]> = mine.map(|a| a.ask).collect();
        asks.dedup();
        let ask = naming::pick(request, "request", asks.into_iter().map(|a| (hex(&a), Some(ask_code(&a)), a)))?;
        self.storage.stop_alerts(&ask, &self.me)?;
        for guardian in self.my_set()?.map(|s| s.guardians).unwrap_or_default() {
            if self.inbox_of(&guardian).is_ok() {
                self.send_to(&guardian, &Message::Recovery(RecoveryNote::Stop(ask)), "recovery", now_ms)?;
            }
        }
        self.recovery(now_ms)
    }

    /// A device of somebody whose guardian I am says stop.
    pub(super) fn take_stop(&mut self, sender: DeviceId, ask: &[u8; 32]) -> KithResult<()> {
        let person = self.whose(&sender).ok_or_else(not_guardian)?;
        if self.guarded_for(&person)?.is_none() {
            return Err(not_guardian());
        }
        let helps = self.storage.helps()?;
        let known = helps.iter().find(|h| h.ask == *ask && h.person == person).cloned();
        if known.is_none() && helps.len() >= HELPS_MAX {
            return Err(KithError::storage("too-many-requests", "This phone remembers as many requests as it can."));
        }
        let row = known.unwrap_or(HelpRow { ask: *ask, person, request: Vec::new(), in_person: false, at_ms: 0, due_ms: 0, state: WAITS });
        if row.state == WAITS {
            self.storage.put_help(&HelpRow { state: STOPPED, ..row })?;
        }
        Ok(self.storage.stop_alerts(ask, &person)?)
    }

    /// A share came back to this new device. Whether it was the last that was needed.
    pub(super) fn take_returned_share(&mut self, bytes: &[u8], now_ms: u64) -> KithResult<bool> {
        let sealed = SealedShare::from_bytes(bytes)?;
        let asked = self.storage.meta(MY_ASK)?.map(|b| ask_id(&b));
        if asked != Some(sealed.ask) {
            return Err(KithError::not_allowed("not-asked", "This answers a request that this device did not make, or has had answered."));
        }
        let share = sealed.open(self.secrets.receiving_secret())?;
        let (_, head) = Share::from_bytes(&share.to_bytes())?;
        self.storage.put_returned_share(&head.set, share.index, &share.to_bytes(), now_ms)?;
        let alike: Vec<Share> = self.shares_of(&head)?;
        if alike.len() < usize::from(head.needed) {
            return Ok(false);
        }
        let kit = combine(&alike)?;
        self.come_back(&kit, "guardians", now_ms)?;
        self.storage.forget_returned_shares()?;
        Ok(true)
    }

    /// The shares here that are of one set.
    fn shares_of(&self, head: &SetHead) -> KithResult<Vec<Share>> {
        let all = self.storage.returned_shares()?;
        Ok(all.iter().filter_map(|b| Share::from_bytes(b).ok()).filter(|(_, h)| h == head).map(|(s, _)| s).collect())
    }

    /// Of the set that most has come of: how many shares are here, and how many are needed.
    pub(super) fn shares_here(&self) -> KithResult<(u32, Option<u32>)> {
        let mut best: (u32, Option<u32>) = (0, None);
        let heads: Vec<SetHead> = self.storage.returned_shares()?.iter().filter_map(|b| Share::from_bytes(b).ok()).map(|(_, h)| h).collect();
        for head in &heads {
            let have = u32::try_from(heads.iter().filter(|h| *h == head).count()).unwrap_or(u32::MAX);
            if have > best.0 {
                best = (have, Some(u32::from(head.needed)));
            }
        }
        Ok(best)
    }

    /// Refuses on a profile that is somebody already.
    pub(super) fn must_be_new(&self) -> KithResult<()> {
        let joined = self.commons.is_some() || self.spaces.len() > 1 || self.storage.meta("joining")?.is_some();
        if joined {
            return Err(KithError::not_allowed(
                "profile-not-new",
                "Only a new profile can come back as somebody. Make one in another folder, or on another phone.",
            ));
        }
        Ok(())
    }
}

pub(super) fn hex(bytes: &[u8; 32]) -> String {
    kith_wire::EntryId(*bytes).hex()
}
