import KithCore
import KithModel
import SwiftUI

/// Who comes when: each visit with who takes it, and what I can say about it.
struct RotaScreen: View {
    @EnvironmentObject private var open: OpenProfile
    let circle: String
    @State private var name = ""
    @State private var first = ""
    @State private var again = Repeat.once

    private var model: RotaModel { RotaModel(open.client, circle: circle) }

    var body: some View {
        let say = open.speech
        Show(model: model) { rota in
            Heading(text: say.say("rota-title-of", ["name": .text(text: rota.person.name)]), whole: true)
            Text(say.say("rota-lead"))
            if rota.visits.isEmpty { Soft(say.say("rota-empty")) }
            ForEach(rota.visits, id: \.self, content: occasion)
            Card {
                Heading(text: say.say("rota-plan"))
                Field(label: say.say("rota-name"), text: $name)
                Field(label: say.say("rota-first"), text: $first, hint: say.say("phone-moment-hint"))
                Choices(
                    title: say.say("rota-repeat"), all: Repeat.allCases, chosen: [again], words: { say.say("rota-repeat-" + Speech.kebab($0)) }, choose: { again = $0 })
                Act(text: say.say("rota-plan"), sign: "plus", quiet: true) {
                    open.act("rota-written") {
                        _ = try await model.plan(name, first: first.replacingOccurrences(of: " ", with: "T"), minutes: 60, again: again)
                        name = ""
                    }
                }
            }
        }
    }

    private func occasion(_ visit: OccasionView) -> some View {
        let say = open.speech
        let twice = visit.state == .twice
        return Card(ground: twice ? Ink.careNowSoft : Ink.surface, edge: twice ? Ink.careNow : Ink.line) {
            Text(visit.name).font(.strong)
            Soft(say.say("rota-length", ["when": .text(text: say.written(visit.slot)), "length": .text(text: say.minutes(UInt32(visit.minutes)))]))
            OccasionChip(state: visit.state)
            if twice { Text(visit.advice).font(.strong) }
            if !visit.text.isEmpty { Text(visit.text) }
            Text(visit.mine ? say.say("rota-mine") : visit.comers(say)).font(.strong)
            ForEach(visit.warnings, id: \.self) { Text($0).foregroundStyle(Ink.open) }
            ForEach(visit.asks, id: \.id, content: asked)
            acts(visit)
        }
    }

    /// Somebody who would rather not come, and, where it is for me to answer, yes and no.
    @ViewBuilder private func asked(_ ask: RotaAskView) -> some View {
        let say = open.speech
        Text(say.say(ask.mine && ask.of != nil ? "rota-asks-you" : "rota-asks", ["name": .text(text: say.name(ask.by)), "text": .text(text: ask.text)]))
        if ask.mine { answers(ask.id) }
    }

    @ViewBuilder private func answers(_ ask: String) -> some View {
        Act(text: open.speech.say("rota-yes"), sign: "checkmark") { open.act("rota-answered") { _ = try await model.answer(ask, yes: true) } }
        Act(text: open.speech.say("rota-no"), sign: "xmark", quiet: true) { open.act("rota-answered") { _ = try await model.answer(ask, yes: false) } }
    }

    @ViewBuilder private func acts(_ visit: OccasionView) -> some View {
        let say = open.speech
        if visit.asked?.me == true, visit.isOn {
            answers(visit.line)
        } else if visit.state == .open, !visit.mine {
            Act(text: say.say("rota-take"), sign: "checkmark") { open.act("rota-taken-now") { _ = try await model.take(visit) } }
            if visit.again {
                Act(text: say.say("rota-take-on"), sign: "checkmark", quiet: true) { open.act("rota-taken-now") { _ = try await model.take(visit, on: true) } }
            }
        }
        if visit.mine, visit.isOn {
            Act(text: say.say("rota-begin"), sign: "figure.walk", quiet: true) {
                open.act("desk-visit-begun") { open.navigation.go(.visit(circle: visit.circle, visit: try await model.begin(visit).id)) }
            }
            Act(text: say.say("rota-ask"), sign: "paperplane", quiet: true) { open.act("rota-asked-now") { _ = try await model.ask(visit, "") } }
            Act(text: say.say("rota-leave"), sign: "arrow.uturn.left", quiet: true) { open.act("rota-left") { _ = try await model.leave(visit, why: "") } }
        }
    }
}

/// How a visit of a rota stands.
struct OccasionChip: View {
    @EnvironmentObject private var open: OpenProfile
    let state: RotaState

    var body: some View {
        let words = open.speech.word("rota-state-", Speech.kebab(state))
        switch state {
        case .twice: Chip(text: words, sign: "exclamationmark.circle", ink: Ink.careNow, ground: Ink.careNowSoft)
        case .open, .off: Chip(text: words, sign: "circle.dashed", ink: Ink.open, ground: Ink.openSoft)
        case .taken, .begun: Chip(text: words, sign: "checkmark.circle", ink: Ink.sure, ground: Ink.sureSoft)
        case .cancelled: Chip(text: words, sign: "minus.circle", ink: Ink.soft, ground: Ink.sunken)
        }
    }
}

/// Who is coming, in a list: it leads to the rota.
struct ComingRow: View {
    @EnvironmentObject private var open: OpenProfile
    let visit: OccasionView

    var body: some View {
        let say = open.speech
        NavigationLink(value: Place.rota(visit.circle)) {
            Card {
                PersonRow(person: visit.person, text: visit.comers(say), under: [visit.name, say.written(visit.slot)].joined(separator: " · "))
                OccasionChip(state: visit.state)
            }
        }
        .foregroundStyle(Ink.ink)
    }
}
