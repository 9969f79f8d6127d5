//! Things five and six: a profile of two sides, a neighbour found offline, and the office's book.

use super::{Told, airplane, ask, check, until};
use crate::demo::coop::{REST, SampleCoop};
use kith_core::kith::{
    Request,
    view::{Audience, BookView, FoundView, ProfileView, Side},
};
use serde_json::Value;

/// A skill that nobody else has, a sentence for one circle, and one for nobody.
const SKILL: &str = "beekeeping";
const FOR_CIRCLE: &str = "I would like company on the anniversary in March.";
const FOR_ME: &str = "Nobody needs to know about the winter of the two moves.";

/// Fill in both sides, choose who sees which part, find a neighbour by skill, place and language without signal.
pub async fn profile(coop: &SampleCoop) -> Told {
    let (ana, elin, office) = (&coop.ana, &coop.elin, &coop.office);
    let rest = Audience::Circle { circle: REST.to_owned() };
    let matters = |text: &str, section: &str, audience: Audience| Request::ProfileSet {
        side: Side::Receive,
        section: section.to_owned(),
        text: text.to_owned(),
        audience,
    };
    let _: ProfileView = ask(ana, matters(FOR_CIRCLE, "matters", rest)).await?;
    let _: ProfileView = ask(ana, matters(FOR_ME, "please-dont", Audience::Me)).await?;
    let skills = Request::ProfileList {
        side: Side::Give,
        list: "skills".to_owned(),
        items: vec!["speaking up at hospital".to_owned(), "walking".to_owned(), SKILL.to_owned()],
        audience: Audience::Coop,
    };
    let own: ProfileView = ask(ana, skills).await?;
    let side = |side: Side| own.sections.iter().any(|section| section.side == side);
    check(side(Side::Give) && side(Side::Receive), "her own profile has both sides")?;
    let of_ana = || Request::Profile { person: ana.person.name.to_owned() };
    let seen = |profile: &ProfileView| {
        profile.sections.iter().any(|section| section.text == FOR_CIRCLE) && profile.lists.iter().any(|list| list.items.iter().any(|item| item == SKILL))
    };
    until(elin, of_ana(), "Elin, who is in the circle, sees what is for the circle", seen).await?;
    let listed = |profile: &ProfileView| profile.lists.iter().any(|list| list.items.iter().any(|item| item == SKILL));
    until(office, of_ana(), "the office sees what is for the co-op", listed).await?;
    for phone in [elin, office, &coop.mair] {
        let profile: Value = ask(phone, of_ana()).await?;
        check(!profile.to_string().contains(FOR_ME), "what is for nobody is on nobody's phone")?;
        check(phone.person.name == elin.person.name || !profile.to_string().contains(FOR_CIRCLE), "what is for a circle stays in it")?;
    }
    airplane(elin, true).await?;
    let (skill, place) = (Some(SKILL.to_owned()), Some(ana.person.place().to_owned()));
    let find = Request::Find { text: None, skill, place, language: Some("Português".to_owned()), element: None };
    let found: Vec<FoundView> = ask(elin, find).await?;
    check(found.len() == 1 && found[0].person.name == ana.person.name && !found[0].because.is_empty(), "Ana is found, and why is said")?;
    let hidden = Request::Find { text: Some("two moves".to_owned()), skill: None, place: None, language: None, element: None };
    let nobody: Vec<FoundView> = ask(elin, hidden).await?;
    check(nobody.is_empty(), "nobody is found by what is hidden")?;
    airplane(elin, false).await
}

/// Minted is held and retired, by person and pool.
pub async fn book(coop: &SampleCoop) -> Told {
    let settled = |book: &BookView| book.promised == 0;
    let book: BookView = until(&coop.office, Request::Book, "the office has settled everything", settled).await?;
    check(book.adds_up && book.whole, "the book says that it adds up")?;
    check(book.minted > 50, "a month of hours was minted")?;
    check(book.minted == book.held + book.retired, "minted is held and retired")?;
    check(book.held == book.settled + book.promised + book.contested, "held is settled, promised and contested")?;
    let by_holder: u64 = book.holders.iter().map(|holder| holder.settled + holder.promised + holder.contested).sum();
    check(by_holder == book.held, "the rows add up to what is held")?;
    let jars: u64 = book.holders.iter().map(|holder| holder.jar_minutes).sum();
    check(jars == book.minutes_in_jars, "the jars add up, too")?;
    check(book.minutes_attested >= 60 * book.minted + book.minutes_in_jars, "no minute is counted twice")?;
    check(book.holders.iter().any(|holder| holder.kind == "pool" && holder.settled > 0), "the pool has a row")?;
    check(book.forks.is_empty(), "no coin was given twice")
}
