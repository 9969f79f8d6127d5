//! Things one and two: notes and a plan, written apart and brought together.

use super::{Told, airplane, ask, check, until};
use crate::demo::coop::{CIRCLE, SampleCoop};
use kith_core::kith::{
    Request,
    view::{NoteView, PlanView, TruthView},
};

const FROM_DEWI: &str = "Mae'r gath ar y glustog eto, a Mair wrth ei bodd.";
const FROM_ELIN: &str = "I am bringing the blue tin back full on Sunday.";

fn notes_of() -> Request {
    Request::Notes { circle: CIRCLE.to_owned(), limit: 20, before_ms: None }
}

fn has(notes: &[NoteView], text: &str, author: &str) -> bool {
    notes.iter().any(|note| note.text == text && note.author.name == author)
}

/// Read and write notes on two phones in airplane mode; with signal both hold both, with who wrote them.
pub async fn notes(coop: &SampleCoop) -> Told {
    let (dewi, elin) = (&coop.dewi, &coop.elin);
    for (phone, text) in [(dewi, FROM_DEWI), (elin, FROM_ELIN)] {
        airplane(phone, true).await?;
        let before: Vec<NoteView> = ask(phone, notes_of()).await?;
        check(before.len() >= 10, "the month's notes can be read without signal")?;
        check(before.iter().all(|note| !note.clock_doubtful), "no phone had a wrong clock in that month")?;
        let note: NoteView = ask(phone, Request::NoteWrite { circle: CIRCLE.to_owned(), text: text.to_owned(), attach: Vec::new() }).await?;
        check(note.author.me, "a note is one's own")?;
        let truth: TruthView = ask(phone, Request::Truth).await?;
        check(truth.waiting >= 1 && truth.airplane, "what was written counts as waiting")?;
    }
    let apart: Vec<NoteView> = ask(dewi, notes_of()).await?;
    check(!has(&apart, FROM_ELIN, elin.person.name), "without signal nothing arrives")?;
    airplane(dewi, false).await?;
    airplane(elin, false).await?;
    for phone in [dewi, elin] {
        let both = |notes: &Vec<NoteView>| has(notes, FROM_DEWI, dewi.person.name) && has(notes, FROM_ELIN, elin.person.name);
        until(phone, notes_of(), "both notes, each with its author", both).await?;
        until(phone, Request::Truth, "nothing waits any more", |truth: &TruthView| truth.waiting == 0).await?;
    }
    Ok(())
}

const DEWIS_LINE: &str = "Dewch â'r sbectol ddarllen.";
const ANAS_LINE: &str = "We leave at a quarter past nine.";
const DEWIS_TIME: &str = "28 November, 09:30";
const ANAS_TIME: &str = "28 November, 11:00";

/// Edit one plan on two phones: the text merges, a time that both changed shows both with their authors, and a person chooses.
pub async fn plan(coop: &SampleCoop) -> Told {
    let (dewi, ana, elin) = (&coop.dewi, &coop.ana, &coop.elin);
    let plans: Vec<PlanView> = ask(dewi, Request::Plans { circle: CIRCLE.to_owned() }).await?;
    let clinic = plans.into_iter().find(|plan| plan.title == "Eye clinic").ok_or("Dewi has the plan of the eye clinic")?;
    let one = Request::Plan { plan: clinic.id.clone() };
    airplane(dewi, true).await?;
    airplane(ana, true).await?;
    for (phone, text, when) in [(dewi, format!("{DEWIS_LINE}\n{}", clinic.text), DEWIS_TIME), (ana, format!("{}\n{ANAS_LINE}", clinic.text), ANAS_TIME)] {
        let edit = Request::PlanEdit { plan: clinic.id.clone(), title: None, text: Some(text), was_text: None, when: Some(when.to_owned()), place: None };
        let edited: PlanView = ask(phone, edit).await?;
        check(edited.when.value.as_deref() == Some(when), "one's own time stands on one's own phone")?;
    }
    airplane(dewi, false).await?;
    airplane(ana, false).await?;
    for phone in [dewi, ana, elin] {
        let merged = |plan: &PlanView| plan.text.contains(DEWIS_LINE) && plan.text.contains(ANAS_LINE) && plan.when.choices.len() == 2;
        let plan: PlanView = until(phone, one.clone(), "both lines, and both times to choose from", merged).await?;
        let by = |value: &str, name: &str| plan.when.choices.iter().any(|choice| choice.value == value && choice.author.name == name);
        check(by(DEWIS_TIME, dewi.person.name) && by(ANAS_TIME, ana.person.name), "each time has its author")?;
        check(plan.when.value.is_none(), "no time is chosen silently")?;
    }
    let choose = Request::PlanChoose { plan: clinic.id, field: "when".to_owned(), value: ANAS_TIME.to_owned() };
    let _: PlanView = ask(elin, choose).await?;
    for phone in [elin, dewi, ana] {
        let chosen = |plan: &PlanView| plan.when.value.as_deref() == Some(ANAS_TIME) && plan.when.choices.len() < 2;
        until(phone, one.clone(), "the time that Elin chose", chosen).await?;
    }
    Ok(())
}
