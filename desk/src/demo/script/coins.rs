//! Things three and four: a visit that becomes an hour, an hour that becomes a coin, and the coin's way from hand to hand.

use super::{Told, airplane, ask, check, until};
use crate::demo::{
    coop::{CIRCLE, SampleCoop},
    phone::Phone,
};
use kith_core::kith::{
    CoinGift, EndedVisit, GiftRequest, Request,
    view::{CoinView, Element, GiveView, HandOver, Mood, NoteView, PurseView, Received, VisitView},
};
use serde_json::Value;

const WHAT: &str = "Ymolchi, brecwast, a dwy gân.";
const HANDOVER: &str = "Mae'r te yn y tun gwyrdd.";
const POEM: &str = "Un awr, dau gwpan, tair cân dda,\na'r cwm i gyd yn cynnau'r haf.";

async fn hand(text: String, to: &Phone) -> Result<Received, String> {
    let received: Received = ask(to, Request::Receive { text }).await?;
    check(received.outcome == "taken", &format!("{} took what was handed over: {}", to.person.name, received.reason))?;
    Ok(received)
}

/// Check in and out offline, with what was done, minutes and a handover; confirmed by Mair on her phone, also offline, by code.
pub async fn visit(coop: &SampleCoop) -> Told {
    let (dewi, mair) = (&coop.dewi, &coop.mair);
    airplane(dewi, true).await?;
    airplane(mair, true).await?;
    let begun: VisitView = ask(dewi, Request::VisitCheckIn { circle: CIRCLE.to_owned(), at_ms: None }).await?;
    check(begun.hour == "open", "the visit is open")?;
    let check_out = Request::VisitCheckOut(EndedVisit {
        visit: begun.id.clone(),
        minutes: Some(60),
        done: vec![Element::MyCare, Element::MyHome],
        how: Some(Mood::Bright),
        text: WHAT.to_owned(),
        handover: HANDOVER.to_owned(),
        area: Some(dewi.person.place().to_owned()),
        ..EndedVisit::default()
    });
    let ended: VisitView = ask(dewi, check_out).await?;
    check(ended.minutes == Some(60) && ended.done.len() == 2 && ended.handover == HANDOVER, "the visit holds what was said")?;
    check(ended.hour == "unconfirmed", "nobody confirms their own hour")?;
    let code: HandOver = ask(dewi, Request::VisitAsk { visit: begun.id.clone() }).await?;
    check(code.qr.is_some(), "the hour fits one QR code")?;
    hand(code.text, mair).await?;
    let waiting: Vec<VisitView> = ask(mair, Request::VisitsToConfirm).await?;
    check(waiting.iter().any(|visit| visit.id == begun.id), "the hour waits for Mair's word")?;
    let confirmed: Value = ask(mair, Request::VisitConfirm { visit: begun.id.clone() }).await?;
    let back: HandOver = serde_json::from_value(confirmed["hand_over"].clone()).map_err(|e| format!("the confirmation is a code: {e}"))?;
    hand(back.text, dewi).await?;
    let visits: Vec<VisitView> = ask(dewi, Request::Visits { circle: CIRCLE.to_owned(), limit: 5 }).await?;
    let visit = visits.iter().find(|visit| visit.id == begun.id).ok_or("the visit is on Dewi's phone")?;
    check(visit.hour == "confirmed", "both know that the hour is confirmed, without signal")?;
    let before: PurseView = ask(dewi, Request::Purse).await?;
    airplane(mair, false).await?;
    airplane(dewi, false).await?;
    let counted = |visits: &Vec<VisitView>| visits.iter().any(|visit| visit.id == begun.id && visit.hour == "counted");
    until(dewi, Request::Visits { circle: CIRCLE.to_owned(), limit: 5 }, "the hour is counted", counted).await?;
    let more = |purse: &PurseView| purse.balance.settled > before.balance.settled;
    until(dewi, Request::Purse, "the hour has become a coin", more).await?;
    let handovers = |notes: &Vec<NoteView>| notes.iter().any(|note| note.kind == "handover" && note.text == HANDOVER);
    let notes = Request::Notes { circle: CIRCLE.to_owned(), limit: 20, before_ms: None };
    until(&coop.elin, notes, "the handover is on Elin's phone", handovers).await.map(drop)
}

/// The coin's story; passed on offline; promised, then settled; one to the pool; the welcome gift.
pub async fn coin(coop: &SampleCoop) -> Told {
    let (dewi, ana) = (&coop.dewi, &coop.ana);
    let purse: PurseView = ask(dewi, Request::Purse).await?;
    let free = |coin: &&CoinView| coin.state == "settled" && !coin.vesting;
    // Of one hour or of several parts: until the office's lines have come, the story is one step however many they are.
    let own = |coin: &CoinView| !coin.story.is_empty() && coin.story.iter().all(|hop| hop.what == "earned");
    let coin = purse.coins.iter().find(|coin| free(coin) && own(coin)).ok_or("Dewi has a coin of his own hours")?;
    check(!coin.face_svg.is_empty() && !coin.face_words.is_empty(), "the coin has a story and a face")?;
    let coin = coin.id.clone();
    let before: PurseView = ask(ana, Request::Purse).await?;
    airplane(dewi, true).await?;
    airplane(ana, true).await?;
    let invoice: HandOver = ask(ana, Request::CoinInvoice).await?;
    hand(invoice.text, dewi).await?;
    let give = Request::Gift(GiftRequest::CoinGive(CoinGift {
        to: ana.person.name.to_owned(),
        count: 1,
        coins: vec![coin.clone()],
        element: Some(Element::MyLife),
        words: "Am yr holl deithiau i'r ysbyty".to_owned(),
        poem: Some(POEM.to_owned()),
        picture: None,
        area: None,
        share: true,
    }));
    let given: GiveView = ask(dewi, give).await?;
    check(given.state == "offered", "until she has it, it is offered")?;
    let received = hand(given.hand_over.text, ana).await?;
    let promised: PurseView = ask(ana, Request::Purse).await?;
    check(promised.balance.promised == before.balance.promised + 1, "Ana sees it as promised at once, without signal")?;
    check(promised.balance.settled == before.balance.settled, "promised is not settled")?;
    hand(received.reply.ok_or("Ana's phone answers with a receipt")?.text, dewi).await?;
    airplane(dewi, false).await?;
    airplane(ana, false).await?;
    let ways = |held: &CoinView| held.story.iter().map(|hop| hop.what.clone()).collect::<Vec<_>>();
    let both =
        |held: &CoinView| ways(held).split_last().is_some_and(|(last, before)| last == "given" && !before.is_empty() && before.iter().all(|w| w == "earned"));
    let whole = |held: &CoinView| held.state == "settled" && both(held) && held.story.iter().all(|hop| hop.settled);
    let settled = |purse: &PurseView| purse.coins.iter().any(|held| held.id == coin && whole(held));
    let purse: PurseView = until(ana, Request::Purse, "promised has become settled, and its story has both steps", settled).await?;
    let held = purse.coins.iter().find(|held| held.id == coin).ok_or("Ana holds the coin")?;
    let last = held.story.last().ok_or("the coin has a story")?;
    check(last.poem.as_deref().is_some_and(|poem| poem.contains(POEM)), "the poem travelled with it")?;
    check(last.name.as_deref() == Some(dewi.person.name), "its giver let his name be known")?;
    let gone = |purse: &PurseView| purse.movements.iter().any(|movement| movement.what == "given" && movement.state == "settled");
    until(dewi, Request::Purse, "Dewi sees it settled, too", gone).await?;
    to_the_pool(ana).await?;
    welcome(coop).await
}

async fn to_the_pool(ana: &Phone) -> Told {
    let before: PurseView = ask(ana, Request::Purse).await?;
    let give = Request::Gift(GiftRequest::CoinGive(CoinGift {
        to: "pool".to_owned(),
        count: 1,
        coins: Vec::new(),
        element: None,
        words: "For whoever is new".to_owned(),
        poem: None,
        picture: None,
        area: None,
        share: false,
    }));
    let _: GiveView = ask(ana, give).await?;
    let settled = |purse: &PurseView| {
        purse.balance.settled + 1 == before.balance.settled && purse.movements.iter().any(|movement| movement.what == "pooled" && movement.state == "settled")
    };
    until(ana, Request::Purse, "the coin for the pool has settled", settled).await.map(drop)
}

/// Ten coins from the pool for Mair, who is new as a supported member.
async fn welcome(coop: &SampleCoop) -> Told {
    let mair = &coop.mair;
    let before: PurseView = ask(mair, Request::Purse).await?;
    let _: GiveView = ask(&coop.office, Request::WelcomeGift { person: mair.person.name.to_owned() }).await?;
    let ten = |purse: &PurseView| purse.balance.settled == before.balance.settled + 10;
    let purse: PurseView = until(mair, Request::Purse, "ten coins of welcome", ten).await?;
    let from_pool = purse.movements.iter().any(|movement| movement.what == "welcome" && movement.coins == 10);
    check(from_pool, "the gift is shown as a welcome")?;
    let twice = mair_again(coop).await;
    check(twice, "nobody is welcomed twice")
}

async fn mair_again(coop: &SampleCoop) -> bool {
    coop.office.ask::<Value>(Request::WelcomeGift { person: coop.mair.person.name.to_owned() }).await.is_err()
}
