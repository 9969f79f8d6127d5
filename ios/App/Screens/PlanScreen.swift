import KithCore
import KithModel
import SwiftUI

/// A plan: as it stands, what is to be chosen, and the form to change it.
struct PlanScreen: View {
    @EnvironmentObject private var open: OpenProfile
    let plan: String
    /// What the form began with, so that only what was changed in it is sent.
    @State private var was: PlanForm?
    @State private var form = PlanForm()

    private var model: PlanModel { PlanModel(open.client, plan: plan) }

    var body: some View {
        let say = open.speech
        Show(model: model) { view in
            Heading(text: view.title, whole: true)
            clash("when", say.say("plan-clash-times"), view.when, say.written)
            clash("place", say.say("plan-clash-places"), view.place) { $0 }
            Plan(plan: view)
            ArrivalChip(arrival: view.arrival)
            Card {
                Heading(text: say.say("desk-plan-change"))
                PlanFields(form: $form)
                Act(text: say.say("plan-save"), sign: "checkmark") {
                    open.act("plan-saved") {
                        let now = PlanForm(try await model.change(from: was ?? PlanForm(view), to: form))
                        (was, form) = (now, now)
                    }
                }
            }
            .onAppear {
                guard was == nil else { return }
                was = PlanForm(view)
                form = PlanForm(view)
            }
        }
    }

    /// Two values that were written apart: both stand with their names until somebody chooses.
    @ViewBuilder private func clash(_ field: String, _ title: String, _ kept: Kept, _ words: @escaping (String) -> String) -> some View {
        let say = open.speech
        if kept.choices.count > 1 {
            Card(ground: Ink.careNowSoft, edge: Ink.careNow) {
                Heading(text: title)
                Text(say.say("plan-clash-lead") + " " + say.say("plan-clash-choose"))
                ForEach(kept.choices, id: \.self) { choice in
                    let said = say.say("plan-clash-choice", ["value": .text(text: words(choice.value)), "name": .text(text: say.name(choice.author))])
                    Act(text: said, sign: "checkmark", quiet: true) { open.act { _ = try await model.choose(field, choice.value) } }
                }
            }
        }
    }
}

/// The form that begins a plan.
struct BeginPlanScreen: View {
    @EnvironmentObject private var open: OpenProfile
    let circle: String
    @State private var form = PlanForm()

    var body: some View {
        let say = open.speech
        Page {
            Heading(text: say.say("plan-begin"), whole: true)
            PlanFields(form: $form)
            Act(text: say.say("plan-save"), sign: "checkmark") {
                open.act("plan-saved") { open.navigation.go(.plan(try await beginPlan(open.client, circle: circle, form).id)) }
            }
        }
    }
}

private struct PlanFields: View {
    @EnvironmentObject private var open: OpenProfile
    @Binding var form: PlanForm

    var body: some View {
        let say = open.speech
        Field(label: say.say("plan-name"), text: $form.title)
        Field(label: say.say("plan-text"), text: $form.text, lines: true)
        Field(label: say.say("plan-when"), text: $form.at, hint: say.say("desk-when-hint"))
        Field(label: say.say("plan-where"), text: $form.place)
    }
}
