//! What was done in a visit, task by task: ticked when it is ended, shown afterwards with what is asked about it.

use super::super::boundary;
use super::super::desk::Desk;
use super::super::form::{Form, choice, word};
use super::super::icon::{Icon, icon};
use super::super::parts::Fields;
use kith_core::kith::view::{Task, VisitView};
use maud::{Markup, html};

/// The tasks to tick, those of regulated work apart.
pub(in super::super) fn choices(desk: &Desk, fields: &Fields<'_>, chosen: &[Task]) -> Markup {
    let (regulated, other): (Vec<Task>, Vec<Task>) = Task::ALL.into_iter().partition(|task| task.is_regulated());
    html! {
        details open[fields.failed() || !chosen.is_empty()] {
            summary { (icon(Icon::List)) span { (desk.say("task-title")) } }
            (some(desk, fields, "task-other", &other, chosen))
            (some(desk, fields, "task-regulated", &regulated, chosen))
            p.hint { (desk.say("task-regulated-hint")) }
        }
    }
}

fn some(desk: &Desk, fields: &Fields<'_>, title: &str, tasks: &[Task], chosen: &[Task]) -> Markup {
    html! {
        fieldset.choices {
            legend { (desk.say(title)) }
            @for task in tasks {
                @let value = word(task);
                label.chip {
                    input type="checkbox" name="task" value=(value) checked[fields.ticked("task", &value, chosen.contains(task))];
                    span { (desk.say(&format!("task-{value}"))) }
                }
            }
        }
    }
}

/// What was ticked.
pub(in super::super) fn ticked(form: &Form) -> Vec<Task> {
    let mut tasks: Vec<Task> = form.all("task").filter_map(choice).collect();
    tasks.sort_unstable();
    tasks.dedup();
    tasks
}

/// A task as a word, regulated work with its mark.
pub(in super::super) fn marks(desk: &Desk, tasks: &[Task]) -> Markup {
    html! {
        p.marks {
            @for task in tasks {
                span.state.open[task.is_regulated()] {
                    @if task.is_regulated() { (icon(Icon::Shield)) }
                    span { (desk.say(&format!("task-{}", word(task)))) }
                }
            }
        }
    }
}

/// What was done, task by task, and what is asked about it.
pub(super) fn said(desk: &Desk, visit: &VisitView) -> Markup {
    html! {
        @if !visit.tasks.is_empty() { section { h2 { (desk.say("task-title")) } (marks(desk, &visit.tasks)) } }
        @if let Some(query) = &visit.boundary { (boundary::card(desk, query)) }
    }
}
