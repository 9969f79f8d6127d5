//! The sample month, told day by day: each on their own phone, each at the hour at which it was, exchanged as phones do.

use super::{
    cast::{AREAS, GIVE_ALL},
    coop::{CIRCLE, REST, SampleCoop},
    lists,
    month::{GIFTS, NOTES, Note, PLANS, VISITS, Visit, WORK, Writer},
    phone::Phone,
    progress::Progress,
    shifts,
};
use kith_core::kith::{
    CoinGift, EndedVisit, GiftRequest, KithResult, PlaceRequest, Request,
    view::{AreasView, Element, VisitView},
};

/// Days that the month has.
pub const DAYS: u64 = 31;
const HOUR_MS: u64 = 60 * 60 * 1000;
const DAY_MS: u64 = 24 * HOUR_MS;
/// Days ago on which Elin began each of the plans.
const PLANS_BEGUN: [u64; 3] = [22, 20, 2];
/// Days ago on which Ana came to see Elin.
const REST_VISIT: u64 = 5;

/// An hour of a day so many days before today.
#[must_use]
pub const fn day_ms(now_ms: u64, days_ago: u64, hour: u64) -> u64 {
    (now_ms - now_ms % DAY_MS).saturating_sub(days_ago * DAY_MS) + hour * HOUR_MS
}

/// Something that happens on a day.
enum Event {
    Note(&'static Note),
    Visit(&'static Visit),
    Plan(usize),
    List(u64, lists::Entry),
    Shifts,
    Rest,
}

impl Event {
    const fn hour(&self) -> u64 {
        match self {
            Self::Note(note) => note.hour,
            Self::Visit(visit) => visit.hour,
            Self::Plan(_) => 21,
            Self::List(hour, _) => *hour,
            Self::Shifts => 19,
            Self::Rest => 18,
        }
    }
}

/// Tells the month.
///
/// # Errors
/// When a device refuses what it should not.
pub async fn tell(coop: &SampleCoop, progress: &Progress) -> KithResult<()> {
    let today = day_ms(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs() * 1000), 0, 0);
    for days_ago in (1..DAYS).rev() {
        let mut events: Vec<Event> = NOTES.iter().filter(|note| note.days_ago == days_ago).map(Event::Note).collect();
        events.extend(VISITS.iter().filter(|visit| visit.days_ago == days_ago).map(Event::Visit));
        events.extend((0..PLANS.len()).filter(|at| PLANS_BEGUN[*at] == days_ago).map(Event::Plan));
        events.extend(lists::ENTRIES.iter().filter(|(day, ..)| *day == days_ago).map(|(_, hour, entry)| Event::List(*hour, *entry)));
        events.extend((days_ago == REST_VISIT).then_some(Event::Rest));
        events.extend((days_ago == shifts::PLANNED).then_some(Event::Shifts));
        events.sort_by_key(Event::hour);
        let mut visited = false;
        for event in &events {
            coop.clock.reach(day_ms(today, days_ago, event.hour()));
            visited |= matches!(event, Event::Visit(_) | Event::Rest);
            happen(coop, event).await?;
        }
        coop.clock.reach(day_ms(today, days_ago, 22));
        work(coop, days_ago).await?;
        gifts(coop, days_ago).await?;
        evening(coop, days_ago, visited).await?;
        progress.step();
    }
    Ok(())
}

fn phone(coop: &SampleCoop, writer: Writer) -> &Phone {
    match writer {
        Writer::Dewi => &coop.dewi,
        Writer::Ana => &coop.ana,
        Writer::Elin => &coop.elin,
        Writer::Mair => &coop.mair,
        Writer::Gwyn => &coop.neighbours[0],
        Writer::Sian => &coop.neighbours[1],
    }
}

async fn happen(coop: &SampleCoop, event: &Event) -> KithResult<()> {
    match event {
        Event::Note(note) => {
            let writer = phone(coop, note.by);
            writer.tell(Request::NoteWrite { circle: CIRCLE.to_owned(), text: note.text.to_owned(), attach: Vec::new() }).await?;
            writer.sync().await
        }
        Event::Visit(visit) => {
            let visitor = phone(coop, visit.by);
            call(coop, visitor, CIRCLE, visit).await?;
            visitor.sync().await
        }
        Event::Plan(at) => {
            let (title, text, when, place) = PLANS[*at];
            let plan = Request::PlanCreate {
                circle: CIRCLE.to_owned(),
                title: title.to_owned(),
                text: text.to_owned(),
                when: Some(when.to_owned()),
                place: Some(place.to_owned()),
            };
            coop.elin.tell(plan).await?;
            coop.elin.sync().await
        }
        Event::List(_, entry) => lists::write(coop, *entry).await,
        Event::Shifts => shifts::plan(coop).await,
        Event::Rest => {
            let visit = Visit {
                days_ago: REST_VISIT,
                hour: 18,
                by: Writer::Ana,
                minutes: 60,
                done: &[Element::MyLife],
                how: kith_core::kith::view::Mood::Bright,
                text: "Fish and chips by the river, and not one word about rotas.",
                handover: "Next time: the bandstand.",
            };
            call(coop, &coop.ana, REST, &visit).await?;
            coop.ana.sync().await
        }
    }
}

/// A visit from check-in to check-out.
async fn call(coop: &SampleCoop, visitor: &Phone, circle: &str, visit: &Visit) -> KithResult<()> {
    let begun: VisitView = visitor.ask(Request::VisitCheckIn { circle: circle.to_owned(), at_ms: None }).await?;
    coop.clock.reach(begun.started_ms + u64::from(visit.minutes) * 60_000);
    let check_out = Request::VisitCheckOut(EndedVisit {
        visit: begun.id,
        minutes: Some(visit.minutes),
        done: visit.done.to_vec(),
        how: Some(visit.how),
        text: visit.text.to_owned(),
        handover: visit.handover.to_owned(),
        area: Some(visitor.person.place().to_owned()),
        ..EndedVisit::default()
    });
    visitor.tell(check_out).await
}

/// Hours of work for members in general: logged by who gave them, confirmed by the office.
async fn work(coop: &SampleCoop, days_ago: u64) -> KithResult<()> {
    for (who, minutes, element, text, _) in WORK.iter().filter(|row| row.4 == days_ago) {
        let giver = &coop.neighbours[*who];
        let log = Request::ActivityLog {
            minutes: *minutes,
            element: *element,
            text: (*text).to_owned(),
            area: Some(giver.person.place().to_owned()),
            confirm_by: None,
        };
        giver.tell(log).await?;
        giver.sync().await?;
    }
    coop.office.sync().await?;
    confirm_all(&coop.office).await
}

/// Confirms every hour that waits for this person's word.
async fn confirm_all(phone: &Phone) -> KithResult<()> {
    let waiting: Vec<VisitView> = phone.ask(Request::VisitsToConfirm).await?;
    for visit in waiting {
        phone.tell(Request::VisitConfirm { visit: visit.id }).await?;
    }
    Ok(())
}

/// Coins passed on, each for a kindness.
async fn gifts(coop: &SampleCoop, days_ago: u64) -> KithResult<()> {
    for (from, to, words, poem, _) in GIFTS.iter().filter(|row| row.4 == days_ago) {
        let giver = &coop.neighbours[*from];
        giver.sync().await?;
        let told: AreasView = giver.ask(Request::Place(PlaceRequest::Areas)).await?;
        let area = told.areas.into_iter().find(|area| area.told && area.name == AREAS[giver.person.area]).map(|area| area.name);
        let give = Request::Gift(GiftRequest::CoinGive(CoinGift {
            to: (*to).to_owned(),
            count: 1,
            coins: Vec::new(),
            element: None,
            words: (*words).to_owned(),
            poem: poem.map(str::to_owned),
            picture: None,
            area,
            share: true,
        }));
        giver.tell(give).await?;
        giver.sync().await?;
    }
    Ok(())
}

/// In the evening Mair confirms who has been, all but the last; the office settles; phones meet the relay now and then.
async fn evening(coop: &SampleCoop, days_ago: u64, visited: bool) -> KithResult<()> {
    if visited {
        for phone in [&coop.mair, &coop.elin] {
            phone.sync().await?;
            if days_ago > 1 {
                confirm_all(phone).await?;
            }
            phone.sync().await?;
        }
    }
    coop.office.sync().await?;
    if days_ago.is_multiple_of(7) {
        let of_circle = [&coop.dewi, &coop.ana, &coop.elin, &coop.mair, &coop.neighbours[0], &coop.neighbours[1]];
        for phone in of_circle.into_iter().chain(GIVE_ALL.map(|at| &coop.neighbours[at])) {
            phone.sync().await?;
        }
        coop.office.sync().await?;
    }
    Ok(())
}
