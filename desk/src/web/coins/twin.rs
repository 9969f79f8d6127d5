//! A coin's physical twin: what was made, where it was seen, the code that it bears, and a sheet to print.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, choice, word};
use super::super::icon::{Icon, icon};
use super::super::parts::{Choice, Fields, button, empty, label};
use crate::print;
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kith_core::kith::view::{TwinMadeView, TwinOf, TwinSeen, TwinSeenView, TwinSheetView, TwinView};
use kith_core::kith::{KithError, KithResult, Request, TwinRequest};
use maud::{Markup, html};

const OF: [TwinOf; 5] = [TwinOf::Wood, TwinOf::Clay, TwinOf::Cloth, TwinOf::Printed, TwinOf::Other];
const SEEN: [TwinSeen; 3] = [TwinSeen::HandedOn, TwinSeen::Seen, TwinSeen::Lost];

/// The addresses of twins.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/coin/{coin}/twin", get(twin))
        .route("/coin/{coin}/twin/make", post(make))
        .route("/coin/{coin}/twin/seen", post(seen))
        .route("/coin/{coin}/twin/sheet/{file}", get(sheet))
}

async fn twin(desk: Desk, Path(coin): Path<String>) -> Response {
    show(desk, coin).await
}

async fn show(desk: Desk, coin: String) -> Response {
    match desk.ask::<TwinView>(Request::Twin(TwinRequest::Twin { coin })).await {
        Ok(view) => desk.page(&Page { title: desk.say("twin-title"), place: Place::Coins, live: "coins", main: main(&desk, &view) }),
        Err(error) => desk.error(error),
    }
}

fn main(desk: &Desk, view: &TwinView) -> Markup {
    let base = format!("/coin/{}", view.coin.id);
    html! {
        (desk.back(&base, &desk.say("coin-story")))
        h1 { (desk.say("twin-title")) }
        p.lead { (desk.say("twin-lead")) }
        div.columns {
            div.column {
                figure.card.coin-card {
                    (super::face(&view.coin))
                    figcaption { p.strong { (desk.say_with("coin-of", &[("short", super::short(&view.coin.id).into())])) } }
                }
                h2 { (desk.say("twin-code")) }
                (super::super::code::hand_over(desk, &view.code))
                p.actions {
                    a.button.quiet href=(desk.url(&format!("{base}/twin/sheet/coin.pdf"))) download { (icon(Icon::Note)) span { (desk.say("twin-print")) " (PDF)" } }
                    a.button.quiet href=(desk.url(&format!("{base}/twin/sheet/coin.svg"))) download { (icon(Icon::Note)) span { (desk.say("twin-print")) " (SVG)" } }
                }
            }
            div.column.wide {
                @match &view.made {
                    None => { (empty(&desk.say("twin-none"))) @if view.mine_to_make { (make_form(desk, &base)) } @else { p.soft { (desk.say("twin-who-makes")) } } },
                    Some(made) => {
                        ol.story {
                            li { (made_line(desk, made)) }
                            @for seen in &view.seen { (seen_line(desk, seen)) }
                            @if !view.gap.is_empty() { li.gap { p.soft { (view.gap) } } }
                        }
                        (seen_form(desk, &base))
                    },
                }
            }
        }
    }
}

fn place(desk: &Desk, area: Option<&str>, month: &str) -> String {
    let month = super::month_words(desk, month);
    area.map_or_else(|| month.clone(), |area| format!("{area} · {month}"))
}

fn made_line(desk: &Desk, made: &TwinMadeView) -> Markup {
    let of = desk.say(&format!("twin-of-{}", word(&made.of)));
    let month = super::month_words(desk, &made.month);
    html! {
        p.strong { (desk.say_with("twin-made", &[("of", of.into()), ("month", month.into())])) }
        @if !made.words.is_empty() { p { (made.words) } }
        p.soft.small {
            @if let Some(area) = &made.area { (area) " · " }
            (desk.say_with("twin-made-by", &[("name", desk.name(&made.by).into())]))
        }
        @if made.twice { p.soft { (desk.say("twin-made-twice")) } }
    }
}

fn seen_line(desk: &Desk, seen: &TwinSeenView) -> Markup {
    html! {
        @if !seen.gap.is_empty() { li.gap { p.soft { (seen.gap) } } }
        li {
            p.strong { (desk.say(&format!("twin-{}", word(&seen.what)))) }
            @if !seen.words.is_empty() { p { (seen.words) } }
            p.soft.small { (place(desk, seen.area.as_deref(), &seen.month)) @if seen.later { " · " (desk.say("twin-later")) } }
        }
    }
}

fn area_field(desk: &Desk, fields: &Fields<'_>) -> Markup {
    let areas = desk.who.coop.as_ref().map(|coop| coop.areas.clone()).unwrap_or_default();
    let mut choices = vec![Choice { value: String::new(), text: desk.say("twin-area-none") }];
    choices.extend(areas.into_iter().map(|area| Choice { value: area.clone(), text: area }));
    html! { @if choices.len() > 1 { (fields.select("area", &label(desk.say("twin-area")), &choices, "")) } }
}

fn make_form(desk: &Desk, base: &str) -> Markup {
    let fields = Fields::of(desk, format!("{base}/twin/make")).draft();
    let of: Vec<Choice> = OF.iter().map(|of| Choice { value: word(of), text: desk.say(&format!("twin-of-{}", word(of))) }).collect();
    html! {
        h2 { (desk.say("twin-make")) }
        (fields.draw("stack card", &html! {
            (fields.select("of", &label(desk.say("twin-of")), &of, ""))
            (area_field(desk, &fields))
            (fields.line("words", &label(desk.say("twin-words")), ""))
            (button(Icon::Plus, &desk.say("twin-make-button")))
        }))
    }
}

fn seen_form(desk: &Desk, base: &str) -> Markup {
    let fields = Fields::of(desk, format!("{base}/twin/seen")).draft();
    let what: Vec<Choice> = SEEN.iter().map(|what| Choice { value: word(what), text: desk.say(&format!("twin-{}", word(what))) }).collect();
    html! {
        h2 { (desk.say("twin-see")) }
        (fields.draw("stack card", &html! {
            (fields.select("what", &label(desk.say("twin-what")), &what, ""))
            (area_field(desk, &fields))
            (fields.line("words", &label(desk.say("twin-words")), ""))
            (fields.moment("on", &label(desk.say("twin-on")), ""))
            (button(Icon::Check, &desk.say("twin-see-button")))
        }))
    }
}

async fn make(desk: Desk, Path(coin): Path<String>, form: Form) -> Response {
    let of = choice::<TwinOf>(form.get("of")).unwrap_or(TwinOf::Other);
    let request = TwinRequest::TwinMake { coin: coin.clone(), of, area: form.written("area"), words: form.text("words") };
    done(desk, coin, form, request).await
}

async fn seen(desk: Desk, Path(coin): Path<String>, form: Form) -> Response {
    let what = choice::<TwinSeen>(form.get("what")).unwrap_or(TwinSeen::Seen);
    let on = form.trimmed("on");
    let on_ms = desk.instant(&on);
    if !on.is_empty() && on_ms.is_none() {
        return show(desk.stumbled(KithError::invalid("no-moment", "Say when that was."), form), coin).await;
    }
    let request = TwinRequest::TwinSee { coin: coin.clone(), what, area: form.written("area"), words: form.text("words"), on_ms };
    done(desk, coin, form, request).await
}

async fn done(desk: Desk, coin: String, form: Form, request: TwinRequest) -> Response {
    match desk.tell(Request::Twin(request)).await {
        Ok(()) => desk.go(&format!("/coin/{coin}/twin"), desk.say("twin-saved")),
        Err(error) => show(desk.stumbled(error, form), coin).await,
    }
}

async fn sheet(desk: Desk, Path((coin, file)): Path<(String, String)>) -> Response {
    match drawn(&desk, coin, &file).await {
        Ok((media, bytes)) => ([(CONTENT_TYPE, media.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\""))], bytes).into_response(),
        Err(error) => desk.error(error),
    }
}

async fn drawn(desk: &Desk, coin: String, file: &str) -> KithResult<(&'static str, Vec<u8>)> {
    let sheet: TwinSheetView = desk.ask(Request::Twin(TwinRequest::TwinSheet { coins: vec![coin] })).await?;
    match file {
        "coin.svg" => Ok(("image/svg+xml", print::sheet_svg(&sheet)?)),
        "coin.pdf" => Ok(("application/pdf", print::sheet_pdf(&sheet)?)),
        _ => Err(KithError::not_found("no-such-page", "There is no such file.")),
    }
}
