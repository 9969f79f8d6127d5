//! One visit of a rota: who comes, what is asked, and what one can say about it.

use super::super::super::desk::Desk;
use super::super::super::form::word;
use super::super::super::icon::{Icon, icon};
use super::super::super::parts::{Choice, Fields, button, face, label, quiet_button};
use kith_core::kith::view::{CircleView, OccasionView, RotaAskView, RotaState, TakerView, VisitTwiceView};
use maud::{Markup, html};

/// How a visit stands, as a mark with words.
fn mark(desk: &Desk, state: RotaState) -> Markup {
    let (class, sign) = match state {
        RotaState::Twice => ("now", Icon::Alert),
        RotaState::Open | RotaState::Off => ("open", Icon::Waiting),
        RotaState::Taken | RotaState::Begun => ("sure", Icon::Check),
        RotaState::Cancelled => ("unknown", Icon::Erase),
    };
    html! { span.state.(class) { (icon(sign)) span { (desk.say(&format!("rota-state-{}", word(&state)))) } } }
}

/// Who comes, in a few words.
fn who(desk: &Desk, visit: &OccasionView) -> String {
    let names: Vec<String> = visit.takers.iter().map(|t| t.person.as_ref().map_or_else(|| t.name.clone(), |p| desk.name(p))).collect();
    if names.is_empty() { desk.say("rota-nobody") } else { names.join(", ") }
}

/// A visit as a row that leads to the rota: for Today and a circle's page.
pub(in super::super::super) fn coming_row(desk: &Desk, visit: &OccasionView) -> Markup {
    html! {
        a.person-row href=(desk.url(&format!("/circle/{}/rota#{}", visit.circle, anchor(visit)))) {
            (face(&visit.person))
            span { span.strong { (who(desk, visit)) } span.soft.small { (visit.name) " · " (desk.name(&visit.person)) " · " (desk.when_written(&visit.slot)) } }
            (mark(desk, visit.state))
        }
    }
}

/// A visit taken twice in a circle that one is not in: for a coordinator's Today.
pub(in super::super::super) fn twice_card(desk: &Desk, twice: &VisitTwiceView) -> Markup {
    let what = [("place", twice.place.clone().into()), ("person", twice.person.name.clone().into()), ("when", desk.when_written(&twice.slot).into())];
    let (sign, title) = if twice.settled { (Icon::Check, "rota-twice-over") } else { (Icon::Alert, "rota-twice-elsewhere") };
    html! {
        section.card.fork[!twice.settled] {
            h2 { (icon(sign)) span { (desk.say(title)) } }
            p.strong { (desk.say_with("rota-twice-what", &what)) }
            ul { @for person in &twice.takers { li { (desk.say_name("rota-comes", &desk.name(person))) } } }
            p role=[(!twice.settled).then_some("alert")] { (twice.advice) }
        }
    }
}

fn anchor(visit: &OccasionView) -> String {
    format!("visit-{}-{}", visit.line, visit.slot.replace(':', ""))
}

fn at(visit: &OccasionView, what: &str) -> String {
    format!("/circle/{}/rota/visit/{}/{}/{what}", visit.circle, visit.line, visit.slot)
}

/// A visit as a card, with what one can say about it.
pub(super) fn card(desk: &Desk, visit: &OccasionView, circle: &CircleView, all: &[OccasionView], writable: bool) -> Markup {
    let twice = visit.state == RotaState::Twice;
    let length = [("when", desk.when_written(&visit.slot).into()), ("length", desk.words.minutes(u32::from(visit.minutes)).into())];
    html! {
        article.card.fork[twice] id=(anchor(visit)) {
            h3 { (visit.name) }
            p { (desk.say_with("rota-length", &length)) @if visit.again { " · " span.soft { (desk.say("rota-again")) } } }
            p.marks { (mark(desk, visit.state)) (desk.element_marks(&visit.done)) }
            @if twice { p.strong role="alert" { (visit.advice) } }
            @if visit.regulated { p { (icon(Icon::Shield)) " " (desk.say("rota-regulated")) } }
            @if visit.respite { p { (icon(Icon::Sun)) " " (desk.say("rota-respite")) } }
            @if !visit.text.is_empty() { p.words { (visit.text) } }
            @for taker in &visit.takers { (taker_row(desk, taker)) }
            @if visit.needed > 1 { p.soft { (desk.say_with("rota-needs", &[("have", visit.takers.len().into()), ("needed", visit.needed.into())])) } }
            (said(desk, visit))
            @for ask in &visit.asks { (ask_row(desk, visit, ask, writable)) }
            @if writable { (acts(desk, visit, circle, all)) }
        }
    }
}

fn taker_row(desk: &Desk, taker: &TakerView) -> Markup {
    let text = match (&taker.person, &taker.by) {
        (Some(person), _) if person.me => desk.say("rota-mine"),
        (_, Some(by)) => {
            desk.say_with("rota-comes-for", &[("name", taker.name.clone().into()), ("by", desk.name(by).into()), ("mandate", taker.mandate.clone().into())])
        }
        _ => desk.say_name("rota-comes", &taker.name),
    };
    html! { p { span.strong { (text) } " " (desk.arrival(&taker.id, &taker.arrival)) } }
}

/// What was said of it: asked, declined, cancelled, settled, warnings.
fn said(desk: &Desk, visit: &OccasionView) -> Markup {
    let with = |key: &str, name: String, other: (&'static str, &str)| desk.say_with(key, &[("name", name.into()), (other.0, other.1.to_owned().into())]);
    html! {
        @if let Some(asked) = &visit.asked { p.soft { (desk.say_name("rota-asked-of", &desk.name(asked))) } }
        @for person in &visit.declined { p.soft { (desk.say_name("rota-declined", &desk.name(person))) } }
        @if let Some(by) = &visit.cancelled_by { p.strong { (with("rota-cancelled-by", desk.name(by), ("why", &visit.cancelled_why))) } }
        @if let Some(by) = &visit.settled_by { p { (with("rota-settled-by", desk.name(by), ("text", &visit.settled_text))) } }
        @for person in &visit.told { p.soft { (desk.say_name("rota-told", &person.name)) } }
        @for warning in &visit.warnings { p { (icon(Icon::Alert)) " " (warning) } }
    }
}

fn ask_row(desk: &Desk, visit: &OccasionView, ask: &RotaAskView, writable: bool) -> Markup {
    let key = if ask.mine && ask.of.is_some() { "rota-asks-you" } else { "rota-asks" };
    let text = desk.say_with(key, &[("name", desk.name(&ask.by).into()), ("text", ask.text.clone().into())]);
    html! {
        p { (text) }
        @if let Some(wants) = &ask.wants {
            p { (desk.say_with("rota-asks-swap", &[("name", desk.name(&ask.by).into()), ("visit", wants.name.clone().into()), ("when", desk.when_written(&wants.slot).into())])) }
        }
        @for person in &ask.declined { p.soft { (desk.say_name("rota-declined", &desk.name(person))) } }
        @if ask.mine && writable { (answer_form(desk, &format!("/circle/{}/rota/answer/{}", visit.circle, ask.id), ask.wants.is_some())) }
    }
}

fn answer_form(desk: &Desk, action: &str, swap: bool) -> Markup {
    let fields = Fields::of(desk, action);
    fields.draw(
        "row",
        &html! {
            @if fields.failed() { (fields.tick("anyway", &desk.say("rota-take-anyway"), false)) }
            button.button type="submit" name="answer" value="yes" { (icon(Icon::Check)) span { (desk.say(if swap { "rota-yes-swap" } else { "rota-yes" })) } }
            button.button.quiet type="submit" name="answer" value="no" { span { (desk.say("rota-no")) } }
        },
    )
}

fn acts(desk: &Desk, visit: &OccasionView, circle: &CircleView, all: &[OccasionView]) -> Markup {
    let on = !matches!(visit.state, RotaState::Cancelled | RotaState::Begun | RotaState::Off);
    let asked_me = visit.asked.as_ref().is_some_and(|p| p.me);
    let begins = visit.mine && on && visit.at_ms.abs_diff(desk.now_ms) < 6 * 60 * 60 * 1000;
    html! {
        @if asked_me && on { (answer_form(desk, &format!("/circle/{}/rota/answer/{}", visit.circle, visit.line), false)) }
        @else if visit.state == RotaState::Open && !visit.mine { (take_form(desk, visit)) }
        @if visit.state == RotaState::Twice { (settle_form(desk, visit)) }
        @if begins { (Fields::of(desk, at(visit, "begin")).draw("", &html! { (button(Icon::Visit, &desk.say("rota-begin"))) })) }
        @if visit.state == RotaState::Cancelled { (Fields::of(desk, at(visit, "back-on")).draw("", &html! { (quiet_button(Icon::Exchange, &desk.say("rota-back-on"))) })) }
        @if on || visit.mine { (more(desk, visit, circle, all, on)) }
    }
}

fn take_form(desk: &Desk, visit: &OccasionView) -> Markup {
    let fields = Fields::of(desk, at(visit, "take"));
    fields.draw(
        "row",
        &html! {
            @if visit.again { (fields.tick("on", &desk.say("rota-take-on"), false)) }
            @if fields.failed() { (fields.tick("anyway", &desk.say("rota-take-anyway"), false)) }
            (button(Icon::Check, &desk.say("rota-take")))
        },
    )
}

fn settle_form(desk: &Desk, visit: &OccasionView) -> Markup {
    let fields = Fields::of(desk, at(visit, "settle"));
    fields.draw(
        "stack",
        &html! {
            fieldset.choices {
                legend { (desk.say("rota-settle")) }
                @for taker in &visit.takers {
                    label.chip {
                        input type="checkbox" name="stays" value=(taker.id) checked[fields.ticked("stays", &taker.id, false)];
                        span { (taker.person.as_ref().map_or_else(|| taker.name.clone(), |p| desk.name(p))) }
                    }
                }
            }
            (fields.line("text", &label(desk.say("rota-settle-text")), ""))
            (button(Icon::Check, &desk.say("rota-settle-save")))
        },
    )
}

/// What is done less often: asking somebody else, leaving it, writing down somebody without a phone, cancelling it.
fn more(desk: &Desk, visit: &OccasionView, circle: &CircleView, all: &[OccasionView], on: bool) -> Markup {
    let forms: Vec<Fields<'_>> = ["ask", "leave", "other", "cancel"].iter().map(|what| Fields::of(desk, at(visit, what))).collect();
    let [ask, leave, other, cancel] = forms.as_slice() else { return html! {} };
    html! {
        details open[forms.iter().any(Fields::failed)] {
            summary { (desk.say("rota-more")) }
            @if visit.mine && on { (ask_form(desk, ask, circle, all)) }
            @if visit.mine {
                (leave.draw("stack", &html! {
                    (leave.line("why", &label(desk.say("rota-leave-why")), ""))
                    @if visit.again { (leave.tick("on", &desk.say("rota-leave-on"), false)) }
                    (quiet_button(Icon::Back, &desk.say("rota-leave")))
                }))
            }
            @if visit.state == RotaState::Open {
                (other.draw("stack", &html! {
                    p.strong { (desk.say("rota-take-other")) }
                    (other.needed("name", &label(desk.say("rota-other-name")), ""))
                    (other.needed("mandate", &label(desk.say("rota-mandate")), ""))
                    (quiet_button(Icon::Pencil, &desk.say("button-save")))
                }))
            }
            @if on {
                (cancel.draw("stack", &html! {
                    (cancel.line("why", &label(desk.say("rota-cancel-why")), ""))
                    (quiet_button(Icon::Erase, &desk.say("rota-cancel")))
                }))
            }
        }
    }
}

fn ask_form(desk: &Desk, fields: &Fields<'_>, circle: &CircleView, all: &[OccasionView]) -> Markup {
    let mut whom = vec![Choice { value: String::new(), text: desk.say("rota-asked-anybody") }];
    whom.extend(circle.people.iter().filter(|p| !p.person.me).map(|p| Choice { value: p.person.id.clone(), text: p.person.name.clone() }));
    let mut swaps = vec![Choice { value: String::new(), text: desk.say("rota-ask-nothing") }];
    let theirs = all.iter().filter(|v| v.at_ms > desk.now_ms && v.takers.iter().any(|t| t.person.as_ref().is_some_and(|p| !p.me)));
    swaps.extend(
        theirs.map(|v| Choice { value: format!("{}@{}", v.line, v.slot), text: format!("{}, {} · {}", v.name, desk.when_written(&v.slot), who(desk, v)) }),
    );
    let in_return = label(desk.say("rota-ask-in-return"));
    fields.draw(
        "stack",
        &html! {
            (fields.select("of", &label(desk.say("rota-ask-of")), &whom, ""))
            (fields.select("in-return", &in_return, &swaps, ""))
            (fields.area("text", &label(desk.say("rota-ask-text")), "", 2))
            @if fields.failed() { (fields.tick("anyway", &desk.say("rota-take-anyway"), false)) }
            (quiet_button(Icon::Send, &desk.say("rota-ask")))
        },
    )
}
