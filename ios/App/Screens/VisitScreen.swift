import KithCore
import KithModel
import SwiftUI

/// The four sides of life, in their order on every screen.
let elements: [Element] = [.myCare, .myHome, .myCommunity, .myLife]

/// A visit: the form to finish it while it is open, then what was told of it and its hour.
struct VisitScreen: View {
    @EnvironmentObject private var open: OpenProfile
    let circle: String?
    let visit: String

    private var model: VisitModel { VisitModel(open.client, circle: circle, visit: visit) }

    var body: some View {
        Show(model: model) { shown in
            Heading(text: titleOf(shown.visit, open.speech), whole: true)
            if shown.visit.endedMs == nil, shown.visit.visitor.me {
                Finish(shown: shown, model: model)
            } else {
                Told(visit: shown.visit, model: model)
            }
        }
    }
}

private struct Finish: View {
    @EnvironmentObject private var open: OpenProfile
    let shown: VisitShown
    let model: VisitModel
    @State private var done: [Element] = []
    @State private var how: Mood?
    @State private var text = ""
    @State private var handover = ""
    @State private var minutes = ""
    @State private var area: String?

    var body: some View {
        let say = open.speech
        Soft(say.say("visit-started", ["when": .text(text: say.at(shown.visit.startedMs))]))
        Choices(title: say.say("visit-done-title"), all: elements, chosen: done, hint: say.say("visit-done-hint"), words: say.shape) { one in
            done = done.contains(one) ? done.filter { $0 != one } : done + [one]
        }
        Field(label: say.say("visit-done-words"), text: $text, lines: true)
        if let person = shown.visit.person {
            Choices(
                title: say.say("visit-how", ["name": .text(text: say.name(person))]), all: [Mood.low, .asUsual, .bright], chosen: [how].compactMap { $0 }, words: say.mood,
                choose: { how = $0 })
        }
        Field(label: say.say("visit-handover"), text: $handover, lines: true, hint: say.say("handover-hint"))
        Field(label: say.say("visit-minutes"), text: $minutes).keyboardType(.numberPad)
        if !shown.areas.isEmpty {
            Choices(title: say.say("desk-area"), all: shown.areas, chosen: [area].compactMap { $0 }, hint: say.say("desk-area-hint"), words: { $0 }) {
                area = area == $0 ? nil : $0
            }
        }
        Act(text: say.say("visit-finish"), sign: "checkmark") {
            let said = CheckOut(minutes: UInt32(minutes), done: done, how: how, text: text, handover: handover, area: area)
            open.act("visit-finished") { _ = try await model.finish(said) }
        }
        .onAppear { if minutes.isEmpty { minutes = "\(say.minutesSince(shown.visit.startedMs))" } }
    }
}

private struct Told: View {
    @EnvironmentObject private var open: OpenProfile
    let visit: VisitView
    let model: VisitModel

    var body: some View {
        let say = open.speech
        let when = [say.at(visit.startedMs), visit.minutes.map(say.minutes)].compactMap { $0 }.joined(separator: " · ")
        PersonRow(person: visit.visitor, text: say.say("visit-with", ["name": .text(text: say.name(visit.visitor))]), under: when)
        if !visit.done.isEmpty {
            Heading(text: say.say("visit-done-title"))
            Elements(all: visit.done)
        }
        if let area = visit.area { Text(say.say("desk-area") + ": " + area) }
        if !visit.text.isEmpty { Text(visit.text) }
        if let how = visit.how, let person = visit.person { Text(say.say("visit-how", ["name": .text(text: say.name(person))]) + " " + say.mood(how)) }
        if !visit.handover.isEmpty {
            Card(ground: Ink.actSoft) {
                Heading(text: say.say("handover-title"))
                Text(visit.handover)
            }
        }
        if visit.clockDoubtful { Soft(say.say("desk-clock-wrong")) }
        Attachments(all: visit.attachments)
        if visit.visitor.me, !visit.byCode { AddPicture(to: visit.id) }
        if visit.byCode { Soft(say.say("visit-by-code-alone")) }
        hour
        ArrivalChip(arrival: visit.arrival)
    }

    /// The hour of the visit: its state, what happens next, and who can say yes.
    private var hour: some View {
        let say = open.speech
        return Card(ground: Ink.honeySoft, edge: Ink.honey) {
            Heading(text: say.say("desk-hour"))
            StateChip(text: say.word("hour-state-", visit.hour), state: visit.hour)
            if !visit.hourReason.isEmpty { Text(visit.hourReason) }
            if let by = visit.confirmedBy { Soft(say.say("hour-confirmed-by", ["name": .text(text: say.name(by))])) }
            if visit.hour == "unconfirmed", visit.visitor.me {
                Soft(say.say("hour-ask-lead"))
                Act(text: say.say("hour-ask"), sign: "qrcode") { open.show(say.say("hour-ask"), say.say("hour-show-code-lead"), model.ask) }
                Way(text: say.say("hour-paste-code"), sign: "qrcode.viewfinder", place: .receive)
            }
            if visit.hour == "unconfirmed", !visit.visitor.me {
                Act(text: say.say("hour-confirm"), sign: "checkmark") {
                    open.show(say.say("hour-confirmed"), say.say("desk-confirmed-lead", ["name": .text(text: visit.visitor.name)])) { try await model.confirm().handOver }
                }
            }
        }
    }
}
