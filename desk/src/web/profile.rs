//! A profile has two sides: the support one receives, and the support one gives. Of one's own, each part says who sees it.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::{Form, choice, word};
use super::icon::{Icon, icon};
use super::parts::{Choice, Fields, Label, button, empty, face, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{Audience, CircleView, ListView, MemberView, ProfileView, Role, SectionView, Side};
use kith_core::kith::{KithError, KithResult, Request, is_counted, sections};
use maud::{Markup, html};

/// The lists of a side that the page offers.
const RECEIVE_LISTS: &[&str] = &["interests", "languages", "times", "elements"];
const GIVE_LISTS: &[&str] = &["skills", "interests", "languages", "places", "times", "elements"];

/// The profiles' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/people/{person}", get(profile))
        .route("/profile/{side}/text/{section}", post(set_text))
        .route("/profile/{side}/list/{list}", post(set_list))
}

/// What a profile's page is made of.
pub(super) struct Seen {
    /// What may be seen of the person.
    pub(super) profile: ProfileView,
    /// The person as a member.
    pub(super) member: Option<MemberView>,
    /// Everybody, and one's circles, as those to whom parts of one's own can be shown.
    pub(super) members: Vec<MemberView>,
    /// One's circles.
    pub(super) circles: Vec<CircleView>,
}

async fn profile(desk: Desk, Path(person): Path<String>) -> Response {
    show(desk, &person).await
}

async fn show(desk: Desk, person: &str) -> Response {
    match read(&desk, person).await {
        Ok(seen) => {
            let title = if seen.profile.person.me { desk.say("profile-title") } else { desk.say_name("profile-of", &seen.profile.person.name) };
            let main = main(&desk, &seen);
            desk.page(&Page { title, place: Place::People, live: "members", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk, person: &str) -> KithResult<Seen> {
    let profile: ProfileView = desk.ask(Request::Profile { person: person.to_owned() }).await?;
    let members: Vec<MemberView> = desk.ask(Request::Members).await?;
    let circles = if profile.person.me { desk.ask(Request::Circles).await? } else { Vec::new() };
    let member = members.iter().find(|member| member.person.id == profile.person.id).cloned();
    Ok(Seen { profile, member, members, circles })
}

/// A person's page.
pub(super) fn main(desk: &Desk, seen: &Seen) -> Markup {
    let person = &seen.profile.person;
    html! {
        div.opening {
            (face(person))
            div {
                h1 { @if person.me { (desk.say("profile-title")) } @else { (person.name) } }
                @if let Some(member) = &seen.member { p.soft { (desk.duties(member)) } }
            }
        }
        @if person.me { p.lead { (desk.say("profile-audience-lead")) } } @else { (ways(desk, seen)) }
        div.columns.even {
            (side(desk, seen, Side::Receive))
            (side(desk, seen, Side::Give))
        }
        @if !person.me { (desk.worry(&format!("about={}&back=/people/{}", person.id, person.id))) }
    }
}

/// What one can do with somebody: give a coin, hand over, and, as steward, welcome.
fn ways(desk: &Desk, seen: &Seen) -> Markup {
    let person = &seen.profile.person;
    let path = |what: &str| format!("/people/{}/{what}", person.id);
    html! {
        div.actions.row {
            a.button href=(desk.url(&format!("/coins/give?to={}", person.id))) { (icon(Icon::Give)) span { (desk.say("give-coin")) } }
            (Fields::of(desk, path("pack")).draw("", &html! { (quiet_button(Icon::Code, &desk.say_name("desk-pack-for", &person.name))) }))
            @if desk.who.roles.contains(&Role::Steward) {
                (Fields::of(desk, path("welcome")).draw("", &html! { (quiet_button(Icon::Gift, &desk.say_name("welcome-give", &person.name))) }))
            }
        }
    }
}

fn side(desk: &Desk, seen: &Seen, side: Side) -> Markup {
    let (title, lead, sections, lists) = match side {
        Side::Receive => ("profile-receive", "profile-receive-lead", sections(side), RECEIVE_LISTS),
        Side::Give => ("profile-give", "profile-give-lead", sections(side), GIVE_LISTS),
    };
    let me = seen.profile.person.me;
    let texts: Vec<&SectionView> = seen.profile.sections.iter().filter(|one| one.side == side).collect();
    let items: Vec<&ListView> = seen.profile.lists.iter().filter(|one| one.side == side).collect();
    html! {
        section.side {
            h2 { (desk.say(title)) }
            @if me { p.soft { (desk.say(lead)) } }
            @if texts.is_empty() && items.is_empty() { (empty(&desk.say(if me { "profile-empty" } else { "desk-profile-hidden" }))) }
            @for one in &texts {
                (part(desk, seen, &one.audience, (&section_title(desk, &one.section), &html! {
                    p.words { (one.text) } @if me { (edit_text(desk, seen, side, &one.section)) }
                })))
            }
            @for one in &items {
                (part(desk, seen, &one.audience, (&list_title(desk, &one.list), &html! {
                    (list_items(desk, one)) @if me { (edit_list(desk, seen, side, &one.list)) }
                })))
            }
            @if me {
                section.card {
                    h3 { (desk.say("desk-profile-write")) }
                    @for section in sections.iter().filter(|section| texts.iter().all(|one| one.section != **section)) { (edit_text(desk, seen, side, section)) }
                    @for list in lists.iter().filter(|list| items.iter().all(|one| one.list != **list)) { (edit_list(desk, seen, side, list)) }
                }
            }
        }
    }
}

fn part(desk: &Desk, seen: &Seen, audience: &Option<Audience>, (title, body): (&str, &Markup)) -> Markup {
    html! {
        article.card {
            h3 { (title) }
            (body)
            @if let Some(audience) = audience { p.seen-by { (icon(Icon::Lock)) span { (desk.say("profile-audience")) ": " span.strong { (audience_words(desk, seen, audience)) } } } }
        }
    }
}

fn list_items(desk: &Desk, list: &ListView) -> Markup {
    html! {
        @if list.list == "elements" {
            p.marks { @for item in &list.items { @match choice(item) { Some(element) => { (desk.element_marks(&[element])) }, None => span.mark { (item) } } } }
        } @else { ul.tags { @for item in &list.items { li { (item) } } } }
    }
}

fn section_title(desk: &Desk, section: &str) -> String {
    let key = format!("profile-section-{section}");
    if desk.words.has(&key) { desk.say(&key) } else { section.to_owned() }
}

fn list_title(desk: &Desk, list: &str) -> String {
    let key = format!("profile-list-{list}");
    if desk.words.has(&key) { desk.say(&key) } else { list.to_owned() }
}

fn edit_text(desk: &Desk, seen: &Seen, side: Side, section: &str) -> Markup {
    let fields = Fields::of(desk, format!("/profile/{}/text/{section}", word(&side))).draft();
    let now = seen.profile.sections.iter().find(|one| one.side == side && one.section == section);
    let title = section_title(desk, section);
    html! {
        details.edit open[fields.failed()] {
            summary { (icon(Icon::Pencil)) span { @if now.is_some() { (desk.say("button-change")) } @else { (title) } } }
            (fields.draw("stack", &html! {
                @if is_counted(section) { (fields.select("text", &label(title.clone()), &shown_or_not(desk), if now.is_some() { "on" } else { "" })) }
                @else { (fields.area("text", &label(title.clone()), now.map_or("", |one| &one.text), 4)) }
                (audience_field(desk, seen, &fields, now.and_then(|one| one.audience.as_ref())))
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

/// Of what the device counts its owner says only whether it is shown.
fn shown_or_not(desk: &Desk) -> [Choice; 2] {
    [("on", "profile-count-show"), ("", "profile-count-hide")].map(|(value, key)| Choice { value: value.into(), text: desk.say(key) })
}

fn edit_list(desk: &Desk, seen: &Seen, side: Side, list: &str) -> Markup {
    let fields = Fields::of(desk, format!("/profile/{}/list/{list}", word(&side))).draft();
    let now = seen.profile.lists.iter().find(|one| one.side == side && one.list == list);
    let title = Label { label: list_title(desk, list), hint: (list != "elements").then(|| desk.say("profile-list-hint")) };
    let chosen: Vec<_> = now.map(|one| one.items.iter().filter_map(|item| choice(item)).collect()).unwrap_or_default();
    html! {
        details.edit open[fields.failed()] {
            summary { (icon(Icon::Pencil)) span { @if now.is_some() { (desk.say("button-change")) } @else { (title.label) } } }
            (fields.draw("stack", &html! {
                @if list == "elements" { (fields.elements("items", &title, true, &chosen)) }
                @else { (fields.area("items", &title, &now.map_or_else(String::new, |one| one.items.join("\n")), 3)) }
                (audience_field(desk, seen, &fields, now.and_then(|one| one.audience.as_ref())))
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

fn audience_field(desk: &Desk, seen: &Seen, fields: &Fields<'_>, now: Option<&Audience>) -> Markup {
    let choice = |audience: Audience| Choice { value: audience_value(&audience), text: audience_words(desk, seen, &audience) };
    let mut choices = vec![choice(Audience::Me), choice(Audience::Coop)];
    choices.extend(seen.circles.iter().map(|circle| choice(Audience::Circle { circle: circle.id.clone() })));
    choices.extend(seen.members.iter().filter(|member| !member.person.me).map(|member| choice(Audience::Person { person: member.person.id.clone() })));
    fields.select("audience", &label(desk.say("profile-audience")), &choices, &now.map_or_else(|| "me".into(), audience_value))
}

fn audience_value(audience: &Audience) -> String {
    match audience {
        Audience::Me => "me".into(),
        Audience::Coop => "coop".into(),
        Audience::Circle { circle } => format!("circle:{circle}"),
        Audience::Person { person } => format!("person:{person}"),
    }
}

fn audience_of(value: &str) -> KithResult<Audience> {
    match value.split_once(':') {
        None if value == "me" => Ok(Audience::Me),
        None if value == "coop" => Ok(Audience::Coop),
        Some(("circle", circle)) => Ok(Audience::Circle { circle: circle.to_owned() }),
        Some(("person", person)) => Ok(Audience::Person { person: person.to_owned() }),
        // Never a guess: a part shown to more people than was meant cannot be unseen.
        _ => Err(KithError::invalid("no-audience", "choose who sees this part")),
    }
}

fn audience_words(desk: &Desk, seen: &Seen, audience: &Audience) -> String {
    match audience {
        Audience::Me => desk.say("profile-audience-me"),
        Audience::Coop => desk.say("profile-audience-coop"),
        Audience::Circle { circle } => {
            seen.circles.iter().find(|one| one.id == *circle).map_or_else(|| desk.say("profile-audience-circle"), |one| one.name.clone())
        }
        Audience::Person { person } => {
            seen.members.iter().find(|one| one.person.id == *person).map_or_else(|| desk.say("word-somebody"), |one| one.person.name.clone())
        }
    }
}

fn side_of(word: &str) -> KithResult<Side> {
    choice(word).ok_or_else(|| KithError::not_found("no-such-side", "a profile has two sides: receive and give"))
}

async fn set_text(desk: Desk, Path((side, section)): Path<(String, String)>, form: Form) -> Response {
    let request =
        side_of(&side).and_then(|side| Ok(Request::ProfileSet { side, section, text: form.text("text"), audience: audience_of(form.get("audience"))? }));
    set(desk, request, form).await
}

async fn set_list(desk: Desk, Path((side, list)): Path<(String, String)>, form: Form) -> Response {
    let items: Vec<String> = form.all("items").flat_map(str::lines).map(str::trim).filter(|item| !item.is_empty()).map(ToOwned::to_owned).collect();
    let request = side_of(&side).and_then(|side| Ok(Request::ProfileList { side, list, items, audience: audience_of(form.get("audience"))? }));
    set(desk, request, form).await
}

async fn set(desk: Desk, request: KithResult<Request>, form: Form) -> Response {
    let done = match request {
        Ok(request) => desk.tell(request).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go("/people/me", desk.say("profile-saved")),
        Err(error) => show(desk.stumbled(error, form), "me").await,
    }
}
