//! The co-op's rules for its coins: everybody reads them; the board and coordinators decide them.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::Icon;
use super::super::parts::{Choice, Fields, button, label};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::PolicyView;
use kith_core::kith::{KithError, KithResult, PolicyChange, Request};
use kith_core::ledger::top_up::Whom;
use maud::{Markup, html};

/// The most that a number in the form may be; the device checks each rule by itself.
const NUMBER_MAX: u32 = 65_535;

/// The address of the rules.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/coins/policy", get(policy).post(decide))
}

async fn policy(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<PolicyView>(Request::CoinPolicy).await {
        Ok(view) => desk.page(&Page { title: desk.say("policy-title"), place: Place::Coins, live: "", main: main(&desk, &view) }),
        Err(error) => desk.error(error),
    }
}

/// Each number with the name of its field; the words of a field are `policy-` and this.
fn numbers(view: &PolicyView) -> [(&'static str, u32); 13] {
    [
        ("hops", view.hops.into()),
        ("promised", view.promised.into()),
        ("device", view.device.into()),
        ("make-good-month", view.make_good_month.into()),
        ("reserve", view.reserve.into()),
        ("area-members", view.area_members.into()),
        ("cure-days", view.cure_days.into()),
        ("activity-minutes", view.activity_minutes.into()),
        ("month-minutes", view.month_minutes),
        ("pocket", view.pocket.into()),
        ("top-up-to", view.top_up_to.into()),
        ("top-up-each", view.top_up_each.into()),
        ("top-up-run", view.top_up_run.into()),
    ]
}

fn main(desk: &Desk, view: &PolicyView) -> Markup {
    let switches = [("tell-areas", view.tell_areas), ("vesting", view.vesting)];
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("policy-title")) }
        p.lead { (desk.say("policy-lead")) }
        p.soft { (by(desk, view)) }
        @if view.mine_to_set { (form(desk, view, &switches)) }
        @else {
            dl.rules {
                @for (name, number) in numbers(view) { dt { (desk.say(&format!("policy-{name}"))) } dd { (number) } }
                dt { (desk.say("policy-top-up-for")) } dd { (desk.say(&format!("top-up-for-{}", view.top_up_for.word()))) }
                @for (name, on) in switches { dt { (desk.say(&format!("policy-{name}"))) } dd { (desk.say(if on { "policy-yes" } else { "policy-no" })) } }
            }
        }
    }
}

fn by(desk: &Desk, view: &PolicyView) -> String {
    view.by.as_ref().map_or_else(
        || desk.say("policy-at-first"),
        |person| desk.say_with("policy-decided-by", &[("number", view.number.into()), ("name", desk.name(person).into())]),
    )
}

fn form(desk: &Desk, view: &PolicyView, switches: &[(&str, bool)]) -> Markup {
    let fields = Fields::of(desk, "/coins/policy");
    fields.draw(
        "stack",
        &html! {
            @for (name, number) in numbers(view) {
                (fields.number(name, &label(desk.say(&format!("policy-{name}"))), &number.to_string(), (0, NUMBER_MAX)))
            }
            (fields.select("top-up-for", &label(desk.say("policy-top-up-for")), &whoms(desk), view.top_up_for.word()))
            @for (name, on) in switches { (fields.tick(name, &desk.say(&format!("policy-{name}")), *on)) }
            (button(Icon::Check, &desk.say("policy-decide")))
        },
    )
}

fn whoms(desk: &Desk) -> Vec<Choice> {
    Whom::ALL.iter().map(|whom| Choice { value: whom.word().into(), text: desk.say(&format!("top-up-for-{}", whom.word())) }).collect()
}

fn number<N: std::str::FromStr>(form: &Form, name: &str) -> KithResult<Option<N>> {
    let out = || KithError::invalid("policy-out-of-bounds", "One of these numbers is outside what every phone can keep to.");
    form.written(name).map(|text| text.parse().map_err(|_| out())).transpose()
}

fn change(form: &Form) -> KithResult<PolicyChange> {
    Ok(PolicyChange {
        hops: number(form, "hops")?,
        promised: number(form, "promised")?,
        device: number(form, "device")?,
        make_good_month: number(form, "make-good-month")?,
        reserve: number(form, "reserve")?,
        area_members: number(form, "area-members")?,
        cure_days: number(form, "cure-days")?,
        tell_areas: Some(form.has("tell-areas")),
        vesting: Some(form.has("vesting")),
        activity_minutes: number(form, "activity-minutes")?,
        month_minutes: number(form, "month-minutes")?,
        pocket: number(form, "pocket")?,
        top_up_to: number(form, "top-up-to")?,
        top_up_each: number(form, "top-up-each")?,
        top_up_run: number(form, "top-up-run")?,
        top_up_for: Whom::ALL.into_iter().find(|whom| form.get("top-up-for") == whom.word()),
    })
}

async fn decide(desk: Desk, form: Form) -> Response {
    let told = match change(&form) {
        Ok(change) => desk.tell(Request::CoinPolicySet { change }).await,
        Err(error) => Err(error),
    };
    match told {
        Ok(()) => desk.go("/coins/policy", desk.say("policy-done")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
