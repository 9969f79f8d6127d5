//! Giving coins: to a person, to the pool or to a place; with words, perhaps a poem, and shown by name only if the giver says so.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, choice};
use super::super::icon::Icon;
use super::super::parts::{Choice, Fields, Label, button, label};
use super::super::shelf::Code;
use axum::Router;
use axum::extract::RawQuery;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{AreasView, GiveView, MemberView, PlaceView, PurseView};
use kith_core::kith::{CoinGift, GiftRequest, KithError, KithResult, PlaceRequest, Request};
use maud::{Markup, html};

/// The name that gives to the central pool.
const POOL: &str = "pool";
/// What the names that give to a place begin with.
const PLACE: &str = "place:";
/// The most coins that the form gives at once.
const COINS_MAX: u32 = 100;

/// The addresses of giving.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/coins/give", get(giving).post(give)).route("/people/{person}/welcome", post(welcome))
}

async fn giving(desk: Desk, RawQuery(query): RawQuery) -> Response {
    let asked = Form::read(query.unwrap_or_default().as_bytes());
    show(desk, &asked).await
}

async fn show(desk: Desk, asked: &Form) -> Response {
    match read(&desk).await {
        Ok(read) => {
            let main = main(&desk, &read, asked);
            desk.page(&Page { title: desk.say("give-title"), place: Place::Coins, live: "", main })
        }
        Err(error) => desk.error(error),
    }
}

/// What the form is drawn from.
struct Shown {
    members: Vec<MemberView>,
    places: Vec<PlaceView>,
    purse: PurseView,
    /// Areas that may be told.
    areas: Vec<String>,
}

async fn read(desk: &Desk) -> KithResult<Shown> {
    let areas: AreasView = desk.ask(Request::Place(PlaceRequest::Areas)).await?;
    Ok(Shown {
        members: desk.ask(Request::Members).await?,
        places: desk.ask(Request::Place(PlaceRequest::Places)).await?,
        purse: desk.ask(Request::Purse).await?,
        areas: areas.areas.into_iter().filter(|area| area.told).map(|area| area.name).collect(),
    })
}

/// What the place of a name is called; empty where none here has it.
fn place_name(places: &[PlaceView], to: &str) -> String {
    let id = to.strip_prefix(PLACE).unwrap_or_default();
    places.iter().find(|place| place.id == id).map(|place| place.name.clone()).unwrap_or_default()
}

/// The form to give coins, naming one of the areas that may be told; `asked` may name to whom and which coin.
fn main(desk: &Desk, Shown { members, places, purse, areas }: &Shown, asked: &Form) -> Markup {
    let fields = Fields::of(desk, "/coins/give").draft().with_file();
    let (to, coin) = (asked.trimmed("to"), asked.trimmed("coin"));
    let mut people = vec![Choice { value: POOL.into(), text: desk.say("pool-title") }];
    people.extend(Desk::choices_of(members));
    if !to.is_empty() && people.iter().all(|choice| choice.value != to) {
        let text = match place_name(places, &to) {
            name if !name.is_empty() => name,
            _ if to.starts_with(PLACE) => desk.say("coin-place-this"),
            _ => desk.say("desk-person-of-code"),
        };
        people.push(Choice { value: to.clone(), text });
    }
    let why = Label { label: desk.say("give-why"), hint: Some(desk.say("desk-give-why-hint")) };
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("give-title")) }
        p.lead { (desk.say("give-lead")) }
        (super::three_numbers(desk, &purse.balance))
        (fields.draw("stack", &html! {
            (fields.select("to", &label(desk.say("give-to")), &people, &to))
            @if coin.is_empty() { (fields.number("count", &label(desk.say("give-how-many")), "1", (1, COINS_MAX))) }
            @else {
                input type="hidden" name="coin" value=(coin);
                p { (desk.say_with("coin-of", &[("short", super::short(&coin).into())])) }
            }
            (fields.elements("element", &label(desk.say("element-choose")), false, &[]))
            (fields.line("words", &why, ""))
            (fields.area("poem", &label(desk.say("give-poem")), "", 4))
            (super::pictures::fields(desk, &fields))
            @if !areas.is_empty() { (fields.select("area", &label(desk.say("give-area")), &area_choices(desk, areas), "")) }
            (fields.tick("share", &desk.say("desk-give-share"), false))
            (button(Icon::Give, &desk.say("give-coin")))
        }))
    }
}

fn area_choices(desk: &Desk, areas: &[String]) -> Vec<Choice> {
    let none = Choice { value: String::new(), text: desk.say("twin-area-none") };
    std::iter::once(none).chain(areas.iter().map(|area| Choice { value: area.clone(), text: area.clone() })).collect()
}

async fn give(desk: Desk, form: Form) -> Response {
    match hand_out(&desk, &form).await {
        Ok(given) => {
            let thanks = thanks(&desk, &form.trimmed("to"), &given).await;
            desk.go_to_code(given_code(&desk, given, thanks))
        }
        Err(error) => {
            let asked = form.clone();
            show(desk.stumbled(error, form), &asked).await
        }
    }
}

async fn hand_out(desk: &Desk, form: &Form) -> KithResult<GiveView> {
    let coins: Vec<String> = form.written("coin").into_iter().collect();
    let not_count = |_| KithError::invalid("not-a-count", "the number of coins is a whole number");
    let count = if coins.is_empty() { form.trimmed("count").parse().map_err(not_count)? } else { 1 };
    let picture = super::super::attachment::chosen(form).await?;
    desk.ask(Request::Gift(GiftRequest::CoinGive(CoinGift {
        to: form.trimmed("to"),
        count,
        coins,
        element: choice(form.get("element")),
        words: form.trimmed("words"),
        poem: Some(form.text("poem")).filter(|poem| !poem.is_empty()),
        picture,
        area: form.written("area"),
        share: form.has("share"),
    })))
    .await
}

/// What is said of coins that nobody takes in by a code: those for the pool or for a place.
async fn thanks(desk: &Desk, to: &str, given: &GiveView) -> Option<String> {
    let count = u64::try_from(given.coins.len()).unwrap_or(u64::MAX);
    if to == POOL {
        return Some(desk.say_count("give-to-pool-done", count));
    }
    to.strip_prefix(PLACE)?;
    // They are given; that the places cannot be read just now takes only the name from the sentence.
    let places: Vec<PlaceView> = desk.ask(Request::Place(PlaceRequest::Places)).await.unwrap_or_default();
    Some(match place_name(&places, to) {
        name if name.is_empty() => desk.say_count("give-to-this-place-done", count),
        name => desk.say_with("give-to-place-done", &[("count", count.into()), ("name", name.into())]),
    })
}

fn given_code(desk: &Desk, given: GiveView, thanks: Option<String>) -> Code {
    let by_code = thanks.is_none();
    let (title, lead) = thanks.map_or_else(|| (desk.say("desk-given-title"), desk.say("desk-given-lead")), |thanks| (thanks, String::new()));
    Code {
        title,
        lead,
        hand_over: (by_code && !given.hand_over.text.is_empty()).then_some(given.hand_over),
        received: None,
        state: Some((given.state, given.state_reason)),
        next: "/coins".into(),
    }
}

/// The welcome gift, from the pool, by the steward.
async fn welcome(desk: Desk, axum::extract::Path(person): axum::extract::Path<String>) -> Response {
    match desk.ask::<GiveView>(Request::WelcomeGift { person: person.clone() }).await {
        Ok(given) => {
            let count = u64::try_from(given.coins.len()).unwrap_or(u64::MAX);
            desk.go(&format!("/people/{person}"), desk.say_count("desk-welcomed", count))
        }
        Err(error) => desk.error(error),
    }
}
