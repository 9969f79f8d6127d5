import KithCore
import KithModel
import SwiftUI

/// As many notes of what is new at most.
private let newsMax = 10

/// The first page: who comes, what changed, what waits for one's word.
struct TodayScreen: View {
    @EnvironmentObject private var open: OpenProfile

    var body: some View {
        let say = open.speech
        Show(model: TodayModel(open.client)) { today in
            let view = today.view
            Heading(text: say.say("today-hello", ["name": .text(text: today.who.person.name)]), whole: true)
            ForEach(view.doseAlerts, id: \.id) { DoseAlert(alert: $0) }
            if let visit = view.openVisit { running(visit) }
            if !view.due.isEmpty {
                Heading(text: say.say("dose-due"))
                ForEach(view.due, id: \.slot) { DueDose(due: $0) }
            }
            if !view.coming.isEmpty {
                Heading(text: say.say("rota-coming-today"))
                ForEach(view.coming, id: \.self) { ComingRow(visit: $0) }
            }
            if !view.toConfirm.isEmpty {
                Heading(text: say.say("today-needs-you"))
                ForEach(view.toConfirm, id: \.id, content: toConfirm)
            }
            if !view.mentions.isEmpty {
                Heading(text: say.say("today-mentions"))
                ForEach(view.mentions, id: \.id) { Note(note: $0) }
            }
            Heading(text: say.say("today-news"))
            if view.news.isEmpty { Soft(say.say("today-news-empty")) }
            ForEach(view.news.filter { note in !view.mentions.contains { $0.id == note.id } }.prefix(newsMax), id: \.id) { Note(note: $0) }
            if !view.plans.isEmpty {
                Heading(text: say.say("plan-list"))
                ForEach(view.plans, id: \.id) { plan in NavigationLink(value: Place.plan(plan.id)) { Plan(plan: plan) }.foregroundStyle(Ink.ink) }
            }
            Heading(text: say.say("circle-list"))
            if view.circles.isEmpty { Soft(say.say("circle-empty")) }
            ForEach(view.circles, id: \.id) { CircleRow(circle: $0) }
            Heading(text: say.say("place-coins"))
            ThreeNumbers(balance: view.balance)
        }
    }

    private func running(_ visit: VisitView) -> some View {
        Card(ground: Ink.actSoft, edge: Ink.act) {
            Heading(text: titleOf(visit, open.speech))
            Soft(open.speech.say("visit-started", ["when": .text(text: open.speech.at(visit.startedMs))]))
            Act(text: open.speech.say("visit-finish"), sign: "checkmark") { open.navigation.go(.visit(circle: visit.circle, visit: visit.id)) }
        }
    }

    private func toConfirm(_ visit: VisitView) -> some View {
        let say = open.speech
        return Card(ground: Ink.honeySoft, edge: Ink.honey) {
            Text(say.say("hour-to-confirm", ["name": .text(text: visit.visitor.name), "minutes": .number(number: Int64(visit.minutes ?? 0))])).font(.strong)
            Soft(say.at(visit.startedMs))
            Elements(all: visit.done)
            if !visit.text.isEmpty { Text(visit.text) }
            if !visit.handover.isEmpty { Text(say.say("handover-title") + ": " + visit.handover) }
            Act(text: say.say("hour-confirm"), sign: "checkmark") {
                open.show(say.say("hour-confirmed"), say.say("desk-confirmed-lead", ["name": .text(text: visit.visitor.name)])) {
                    try await TodayModel(open.client).confirm(visit.id).handOver
                }
            }
        }
    }
}

/// A visit's title: to whom.
func titleOf(_ visit: VisitView, _ say: Speech) -> String {
    visit.person.map { say.say("visit-title", ["name": .text(text: say.name($0))]) } ?? say.say("visit-list")
}

/// A note with its author, its place in time, what hangs on it, and where it has arrived.
struct Note: View {
    @EnvironmentObject private var open: OpenProfile
    let note: NoteView

    var body: some View {
        let say = open.speech
        Card {
            PersonRow(person: note.author, text: say.name(note.author), under: say.at(note.writtenMs))
            if note.kind == "handover" { Text(say.say("handover-title")).font(.strong) }
            Text(note.text)
            if note.clockDoubtful { Soft(say.say("desk-clock-wrong")) }
            Attachments(all: note.attachments)
            if note.author.me { AddPicture(to: note.id) }
            if note.new { Chip(text: say.say("desk-new"), sign: "text.bubble", ink: Ink.act, ground: Ink.actSoft) }
            if note.underReview { Chip(text: say.say("desk-under-review"), sign: "circle.dashed", ink: Ink.open, ground: Ink.openSoft) }
            ArrivalChip(arrival: note.arrival)
            if let first = note.earlier.first { Soft(say.say("note-original") + ": " + first) }
        }
    }
}

/// A plan; where two times or places were written apart, both stand with their names.
struct Plan: View {
    @EnvironmentObject private var open: OpenProfile
    let plan: PlanView

    var body: some View {
        let say = open.speech
        Card {
            Text(plan.title).font(.strong)
            ForEach([plan.when, plan.place], id: \.self) { kept in
                if let value = kept.value, !value.isEmpty { Text(say.written(value)) }
                ForEach(kept.choices, id: \.self) { choice in
                    Text(say.say("plan-clash-choice", ["value": .text(text: say.written(choice.value)), "name": .text(text: choice.author.name)])).foregroundStyle(Ink.careNow)
                }
            }
            if !plan.text.isEmpty { Text(plan.text) }
            Soft(say.say("plan-last-changed", ["name": .text(text: say.name(plan.changedBy)), "when": .text(text: say.at(plan.changedMs))]))
        }
    }
}

/// A dose that was recorded twice: what to do now stands first.
struct DoseAlert: View {
    @EnvironmentObject private var open: OpenProfile
    let alert: DoseAlertView

    var body: some View {
        let say = open.speech
        Card(ground: Ink.careNowSoft, edge: Ink.careNow) {
            Heading(text: say.say("dose-twice-title"))
            Text(alert.advice).font(.strong)
            Text(say.say("dose-twice-what", ["person": .text(text: alert.person.name), "medicine": .text(text: alert.name), "when": .text(text: say.at(alert.atMs))]))
            ForEach(alert.recorded, id: \.self) { Text($0) }
        }
    }
}

/// A due dose and how it stands.
struct DueDose: View {
    @EnvironmentObject private var open: OpenProfile
    let due: DueDoseView

    var body: some View {
        let say = open.speech
        let state = say.word("dose-state-", Speech.kebab(due.state))
        Card {
            Text([due.name, due.dose].filter { !$0.isEmpty }.joined(separator: " · ")).font(.strong)
            Soft([due.person.name, say.at(due.atMs), due.how].filter { !$0.isEmpty }.joined(separator: " · "))
            switch due.state {
            case .done, .answered: Chip(text: state, sign: "checkmark.circle", ink: Ink.sure, ground: Ink.sureSoft)
            case .twice, .late: Chip(text: state, sign: "exclamationmark.circle", ink: Ink.careNow, ground: Ink.careNowSoft)
            case .due, .upcoming: Chip(text: state, sign: "circle.dashed", ink: Ink.open, ground: Ink.openSoft)
            }
            if !due.advice.isEmpty { Text(due.advice).foregroundStyle(Ink.careNow) }
            Way(text: say.say("medicine-see"), sign: "list.bullet", place: .medicines(due.circle))
        }
    }
}
