import KithCore
import KithModel
import SwiftUI

/// A circle in a list: its person, its name, and what is new.
struct CircleRow: View {
    @EnvironmentObject private var open: OpenProfile
    let circle: CircleView

    var body: some View {
        let say = open.speech
        let news = circle.unread > 0 ? say.say("today-news-count", ["count": .number(number: Int64(circle.unread))]) : nil
        NavigationLink(value: Place.circle(circle.id)) {
            PersonRow(person: circle.person, text: circle.name, under: say.say("word-count-people", ["count": .number(number: Int64(circle.people.count))]), badge: news)
        }
        .foregroundStyle(Ink.ink)
    }
}

/// My circles.
struct CirclesScreen: View {
    @EnvironmentObject private var open: OpenProfile
    @State private var name = ""

    var body: some View {
        let say = open.speech
        Show(model: CirclesModel(open.client)) { circles in
            Heading(text: say.say("circle-list"), whole: true)
            if circles.isEmpty { Soft(say.say("circle-empty")) }
            ForEach(circles, id: \.id) { CircleRow(circle: $0) }
            Card {
                Heading(text: say.say("circle-begin"))
                Field(label: say.say("circle-name"), text: $name)
                Act(text: say.say("circle-begin"), sign: "plus", quiet: true) {
                    open.act("desk-circle-begun") {
                        _ = try await CirclesModel(open.client).begin(name: name, round: "me")
                        name = ""
                    }
                }
            }
        }
    }
}

/// A circle: it opens on its person; then the word for the next visitor, the notes, the visits, the people.
struct CircleScreen: View {
    @EnvironmentObject private var open: OpenProfile
    let circle: String
    @State private var text = ""
    @State private var kept = ""
    /// The draft of another device that what is written goes on with.
    @State private var of: String?

    private var model: CircleModel { CircleModel(open.client, circle: circle) }

    var body: some View {
        let say = open.speech
        Show(model: model) { page in
            Heading(text: page.circle.name, whole: true)
            let how = page.lastMood.map { say.say("visit-how", ["name": .text(text: say.name(page.circle.person))]) + " " + say.mood($0) } ?? ""
            NavigationLink(value: Place.person(page.circle.person.id)) { PersonRow(person: page.circle.person, text: say.name(page.circle.person), under: how) }.foregroundStyle(Ink.ink)
            if let last = page.lastHandover {
                Card(ground: Ink.actSoft) {
                    Heading(text: say.say("handover-title"))
                    Text(last.text)
                    Soft(say.say("list-by-when", ["name": .text(text: say.name(last.author)), "when": .text(text: say.at(last.writtenMs))]))
                }
            }
            ForEach(page.due, id: \.slot) { DueDose(due: $0) }
            if page.circle.standing == .in { write(page.draft, page.draftsApart) } else { Soft(say.say("desk-standing-stays")) }
            if !page.coming.isEmpty { Heading(text: say.say("rota-coming")) }
            ForEach(page.coming, id: \.self) { ComingRow(visit: $0) }
            Way(text: say.say("rota-see"), sign: "calendar", place: .rota(circle))
            Way(text: say.say("medicine-see"), sign: "list.bullet", place: .medicines(circle))
            Heading(text: say.say("note-list"))
            Soft(say.say("circle-who-reads"))
            if page.notes.isEmpty { Soft(say.say("note-empty")) }
            ForEach(page.notes, id: \.id) { Note(note: $0) }
            Heading(text: say.say("plan-list"))
            if page.plans.isEmpty { Soft(say.say("plan-empty")) }
            ForEach(page.plans, id: \.id) { plan in NavigationLink(value: Place.plan(plan.id)) { Plan(plan: plan) }.foregroundStyle(Ink.ink) }
            if page.circle.standing == .in { Way(text: say.say("plan-begin"), sign: "plus", place: .beginPlan(circle)) }
            visits(page)
            Heading(text: say.say("circle-people"))
            ForEach(page.circle.people, id: \.person.id) { one in
                NavigationLink(value: Place.person(one.person.id)) {
                    PersonRow(person: one.person, text: say.name(one.person), under: say.word("circle-level-", Speech.kebab(one.level)))
                }
                .foregroundStyle(Ink.ink)
            }
            BringIn(circle: page.circle)
            Way(text: say.say("safety-worry"), sign: "checkmark.shield", place: .safety)
        }
    }

    @ViewBuilder private func write(_ draft: DraftView?, _ apart: [DraftView]) -> some View {
        let say = open.speech
        Act(text: say.say("visit-start"), sign: "figure.walk") {
            open.act("desk-visit-begun") { open.navigation.go(.visit(circle: circle, visit: try await model.checkIn().id)) }
        }
        Card {
            if let draft, !draft.here { Soft(say.say("note-begun-elsewhere", ["when": .text(text: say.at(draft.keptMs))])) }
            Field(label: say.say("note-write"), text: $text, lines: true, hint: say.say("note-what"))
            Act(text: say.say("button-save"), sign: "text.bubble", quiet: true) {
                open.act("note-saved-waiting") {
                    _ = try await model.write(text.trimmingCharacters(in: .whitespacesAndNewlines))
                    // What is written is a draft no more.
                    if of != nil { _ = try await model.keep("", of: of) }
                    kept = ""
                    text = ""
                }
            }
        }
        .onAppear {
            guard text.isEmpty, let draft else { return }
            kept = draft.text
            text = draft.text
            of = draft.here ? nil : draft.id
        }
        // A pause in writing is when it is kept; leaving the screen is another.
        .task(id: text) {
            guard (try? await Task.sleep(nanoseconds: Self.pause)) != nil else { return }
            keep()
        }
        .onDisappear(perform: keep)
        ForEach(apart, id: \.id) { begun in
            Card {
                Soft(say.say("note-apart", ["when": .text(text: say.at(begun.keptMs))]))
                Text(begun.text)
                Act(text: say.say("note-apart-add"), sign: "text.bubble", quiet: true) {
                    text = [text.trimmingCharacters(in: .whitespacesAndNewlines), begun.text].filter { !$0.isEmpty }.joined(separator: "\n\n")
                }
                Act(text: say.say("note-apart-drop"), sign: "trash", quiet: true) {
                    open.act("note-apart-dropped") { _ = try await model.letGo(begun.id) }
                }
            }
        }
    }

    /// So long a pause in writing, and what is written is kept on all devices of mine.
    private static let pause: UInt64 = 800_000_000

    private func keep() {
        guard text != kept else { return }
        kept = text
        let (begun, goesOn, model) = (text, of, model)
        open.act { _ = try await model.keep(begun, of: goesOn) }
    }

    @ViewBuilder private func visits(_ page: CirclePage) -> some View {
        let say = open.speech
        Heading(text: say.say("visit-list"))
        if page.visits.isEmpty { Soft(say.say("desk-visits-empty")) }
        ForEach(page.visits, id: \.id) { visit in
            NavigationLink(value: Place.visit(circle: circle, visit: visit.id)) {
                Card {
                    let when = [say.at(visit.startedMs), visit.minutes.map(say.minutes)].compactMap { $0 }.joined(separator: " · ")
                    PersonRow(person: visit.visitor, text: say.say("visit-with", ["name": .text(text: say.name(visit.visitor))]), under: when)
                    Elements(all: visit.done)
                    StateChip(text: say.word("hour-state-", visit.hour), state: visit.hour)
                }
            }
            .foregroundStyle(Ink.ink)
        }
    }
}

/// Who looks after a circle brings others in.
private struct BringIn: View {
    @EnvironmentObject private var open: OpenProfile
    let circle: CircleView
    @State private var members: [MemberView] = []
    @State private var who: String?

    var body: some View {
        let say = open.speech
        let inside = Set(circle.people.map(\.person.id))
        let others = members.filter { !inside.contains($0.person.id) }
        let mine = circle.people.first { $0.person.me }?.level
        Group {
            if let mine, mine != .member, !others.isEmpty {
                Card {
                    Choices(
                        title: say.say("desk-circle-add"), all: others.map(\.person.id), chosen: [who].compactMap { $0 },
                        words: { id in others.first { $0.person.id == id }?.person.name ?? "" }, choose: { who = $0 })
                    if let who {
                        Act(text: say.say("button-add"), sign: "person.badge.plus", quiet: true) {
                            open.act("desk-circle-added") {
                                _ = try await CircleModel(open.client, circle: circle.id).bringIn(who, as: .member)
                                self.who = nil
                            }
                        }
                    }
                }
            }
        }
        .task { for await shown in PeopleModel(open.client).states() { if case .open(let now) = shown { members = now } } }
    }
}

/// Medicines: what is due now, what was given, and the list itself.
struct MedicinesScreen: View {
    @EnvironmentObject private var open: OpenProfile
    let circle: String
    @State private var outcome = Outcome.given

    private var model: MedicinesModel { MedicinesModel(open.client, circle: circle) }

    var body: some View {
        let say = open.speech
        Show(model: model) { view in
            Heading(text: say.say("medicine-title-of", ["name": .text(text: view.person.name)]), whole: true)
            Heading(text: say.say("allergy-list"))
            if view.allergies.isEmpty { Soft(say.say("allergy-empty")) }
            ForEach(view.allergies, id: \.id) { Line(line: $0) }
            Heading(text: say.say("dose-today"))
            if view.due.isEmpty { Soft(say.say("dose-today-empty")) }
            ForEach(view.due, id: \.self) { due in
                DueDose(due: due)
                if due.doses.isEmpty { record(due) }
            }
            Heading(text: say.say("medicine-list"))
            if view.medicines.isEmpty { Soft(say.say("medicine-empty")) }
            ForEach(view.medicines, id: \.id) { Line(line: $0) }
            Heading(text: say.say("dose-latest"))
            if view.doses.isEmpty { Soft(say.say("dose-latest-empty")) }
            ForEach(view.doses, id: \.id) { dose in
                let said: [String: Said] = [
                    "name": .text(text: say.name(dose.by)), "outcome": .text(text: say.word("dose-", Speech.kebab(dose.outcome))), "clock": .text(text: say.at(dose.atMs)),
                ]
                PersonRow(person: dose.by, text: dose.name, under: say.say("dose-recorded-by", said))
            }
        }
    }

    private func record(_ due: DueDoseView) -> some View {
        Card {
            Choices(
                title: open.speech.say("dose-outcome"), all: [Outcome.given, .refused, .notNeeded, .away, .unavailable], chosen: [outcome],
                words: { open.speech.word("dose-", Speech.kebab($0)) }, choose: { outcome = $0 })
            Act(text: open.speech.say("dose-record"), sign: "checkmark") {
                open.act("dose-recorded-now") { _ = try await model.record(due.medicine, Dose(outcome: outcome, slot: due.slot)) }
            }
        }
    }
}

/// A line of a list; where it was changed apart, all that was written stands, in red, until one is kept.
private struct Line: View {
    @EnvironmentObject private var open: OpenProfile
    let line: LineView

    var body: some View {
        let apart = line.now.count > 1
        Card(ground: apart ? Ink.careNowSoft : Ink.surface, edge: apart ? Ink.careNow : Ink.line) {
            if line.now.isEmpty { Text(line.name).font(.strong) }
            ForEach(line.now, id: \.id) { Text($0.text) }
            if apart { Text(open.speech.say("line-apart")).foregroundStyle(Ink.careNow) }
            if line.now.allSatisfy({ $0.says == nil }) { Soft(open.speech.say("line-was-stopped")) }
        }
    }
}
