//! Who comes when in Mair's circle: visits that come again, one asked of somebody else, and a break that nobody has taken yet.

use super::{
    coop::{CIRCLE, SampleCoop},
    phone::Phone,
};
use kith_core::{
    circle::schedule::Slot,
    kith::{
        AskedInPlace, KithResult, Request,
        view::{Element, LineSays, OccasionView},
    },
};

/// Days ago on which the rota is begun.
pub const PLANNED: u64 = 2;
/// The break that is still open.
pub const BREAK: &str = "Sunday afternoon for Elin";
const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// Monday to Sunday, as a rule of iCalendar names them.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const SUNDAY: usize = 6;

/// A visit that comes again.
struct Shift {
    name: &'static str,
    text: &'static str,
    /// Days of the week, 0 Monday.
    days: &'static [usize],
    /// Minutes since midnight.
    at: u16,
    minutes: u16,
    done: Element,
    regulated: bool,
}

const MORNING: Shift = Shift {
    name: "Bore yn y tŷ",
    text: "Te cyn dim arall. Diferion, ymolchi, brecwast.",
    days: &[0, 1, 2, 3, 4],
    at: 8 * 60,
    minutes: 60,
    done: Element::MyCare,
    regulated: true,
};
const LUNCH: Shift =
    Shift { name: "Lunch club", text: "Knock at half past eleven.", days: &[1], at: 11 * 60 + 30, minutes: 120, done: Element::MyCommunity, regulated: false };
const LIFT: Shift = Shift {
    name: "Lift to the shops",
    text: "The front seat, and room for the frame.",
    days: &[3],
    at: 10 * 60,
    minutes: 90,
    done: Element::MyHome,
    regulated: false,
};
const SUPPER: Shift = Shift { name: "Supper and a chat", text: "", days: &[2, 5], at: 18 * 60, minutes: 90, done: Element::MyLife, regulated: false };

/// The first such day of the week, today or after, at a time.
fn next(now_ms: u64, days: &[usize], at: u16) -> String {
    let today = u32::try_from(now_ms / DAY_MS).unwrap_or(0);
    // The first of January 1970 was a Thursday.
    let on = |day: &u32| days.contains(&((*day as usize + 3) % 7));
    let day = (today..today + 7).find(on).unwrap_or(today);
    Slot { day, minute: at }.text()
}

fn planned(shift: &Shift, now_ms: u64) -> LineSays {
    let days: Vec<&str> = shift.days.iter().map(|day| DAYS[*day]).collect();
    let rule = format!("FREQ=WEEKLY;BYDAY={}", days.join(","));
    visit(shift.name, shift.text, (next(now_ms, shift.days, shift.at), shift.minutes, rule), shift.done, (shift.regulated, false))
}

fn visit(name: &str, text: &str, (first, minutes, rule): (String, u16, String), done: Element, (regulated, respite): (bool, bool)) -> LineSays {
    LineSays::Visit {
        name: name.to_owned(),
        first,
        minutes,
        rule,
        zone: String::new(),
        people: 1,
        done: vec![done],
        asked: None,
        asked_name: String::new(),
        text: text.to_owned(),
        regulated,
        respite,
    }
}

/// Begins the rota: each plans and takes what is theirs; Gwyn asks whether somebody can drive in his place; Elin asks for a break.
///
/// # Errors
/// When a device refuses what it should not.
pub async fn plan(coop: &SampleCoop) -> KithResult<()> {
    let now_ms = coop.clock.now();
    let gwyn = &coop.neighbours[0];
    for (phone, shift) in [(&coop.dewi, &MORNING), (&coop.ana, &LUNCH), (gwyn, &LIFT), (&coop.elin, &SUPPER)] {
        offer(phone, planned(shift, now_ms), true).await?;
    }
    let car = AskedInPlace { visit: LIFT.name.to_owned(), text: "The car is in for its MOT.".to_owned(), ..AskedInPlace::default() };
    gwyn.tell(Request::RotaAsk(car)).await?;
    gwyn.sync().await?;
    let rest = (next(now_ms + 3 * DAY_MS, &[SUNDAY], 14 * 60), 240, String::new());
    offer(&coop.elin, visit(BREAK, "Mair likes company and a quiz.", rest, Element::MyCommunity, (false, true)), false).await
}

async fn offer(phone: &Phone, visit: LineSays, offer: bool) -> KithResult<()> {
    phone.sync().await?;
    let _: OccasionView = phone.ask(Request::RotaPlan { circle: CIRCLE.to_owned(), visit, offer, anyway: false }).await?;
    phone.sync().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_weekly_visit_is_the_next_such_day() {
        // The first day is Thursday 1 January 1970.
        assert_eq!(next(0, LIFT.days, LIFT.at), "1970-01-01T10:00");
        assert_eq!(next(0, LUNCH.days, LUNCH.at), "1970-01-06T11:30");
        assert_eq!(next(2 * DAY_MS, MORNING.days, MORNING.at), "1970-01-05T08:00");
    }
}
