//! Thing eight: the rota. Who comes is on every phone, and a break is taken without signal.

use super::{Told, airplane, ask, check, until};
use crate::demo::{
    coop::{CIRCLE, SampleCoop},
    shifts::BREAK,
};
use kith_core::kith::{
    Request, TakenVisit,
    view::{LoadView, OccasionView, RotaState, RotaView},
};

/// Mair sees who comes and what is open; Ana takes the break in airplane mode, and Mair and Elin learn of it.
pub async fn rota(coop: &SampleCoop) -> Told {
    let (mair, ana, elin) = (&coop.mair, &coop.ana, &coop.elin);
    let of_mair = || Request::Rota { circle: CIRCLE.to_owned(), from_ms: None, days: None };
    let rota: RotaView = ask(mair, of_mair()).await?;
    let comes = |visit: &OccasionView, name: &str| visit.takers.iter().any(|taker| taker.name == name);
    check(rota.planned.len() == 5, "five visits are planned")?;
    check(rota.visits.iter().any(|visit| visit.regulated && comes(visit, coop.dewi.person.name)), "regulated work is for a care worker")?;
    check(
        rota.visits.iter().any(|visit| !visit.asks.is_empty() && comes(visit, coop.neighbours[0].person.name)),
        "Gwyn asks, and comes until somebody says yes",
    )?;
    let is_break = |visit: &OccasionView| visit.name == BREAK;
    check(rota.visits.iter().any(|visit| is_break(visit) && visit.state == RotaState::Open), "nobody has taken the break yet")?;
    let load: LoadView = ask(mair, Request::Load { circle: CIRCLE.to_owned() }).await?;
    check(!load.people.is_empty() && load.open.iter().any(is_break), "the load says who carries what, and what is open")?;
    airplane(ana, true).await?;
    let taken: OccasionView = ask(ana, Request::RotaTake(TakenVisit { visit: BREAK.to_owned(), ..TakenVisit::default() })).await?;
    check(taken.mine && taken.state == RotaState::Taken, "a visit is taken without signal")?;
    airplane(ana, false).await?;
    for phone in [mair, elin] {
        let sees = |rota: &RotaView| rota.visits.iter().any(|visit| is_break(visit) && comes(visit, ana.person.name));
        until(phone, of_mair(), "the others see that Ana comes", sees).await?;
    }
    Ok(())
}
