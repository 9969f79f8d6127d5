import KithCore
import KithModel
import SwiftUI

/// Something that worries me, said in private; what I raised, and what is mine to look after.
struct SafetyScreen: View {
    @EnvironmentObject private var open: OpenProfile
    // What is written here is saved nowhere before it is sent: whoever opens the phone next finds nothing.
    @State private var text = ""
    @State private var about: String?
    @State private var danger = false
    @State private var advice: [String] = []

    var body: some View {
        let say = open.speech
        Show(model: SafetyModel(open.client)) { safety in
            Heading(text: say.say("safety-worry"), whole: true)
            raise(safety)
            let mine = safety.concerns.filter(\.mine)
            if mine.isEmpty { Soft(say.say("safety-mine-none")) }
            ForEach(mine, id: \.id, content: concern)
            let others = safety.concerns.filter(\.lookedAfterHere)
            if !others.isEmpty { Heading(text: say.say("safety-to-look-after")) }
            ForEach(others, id: \.id, content: concern)
        }
    }

    private func raise(_ safety: Safety) -> some View {
        let say = open.speech
        let others = safety.members.filter { !$0.person.me }
        return Card {
            Field(label: say.say("safety-what"), text: $text, lines: true, hint: say.say("safety-what-hint"))
            Choices(
                title: say.say("safety-about"), all: others.map(\.person.id), chosen: [about].compactMap { $0 }, hint: say.say("safety-about-hint"),
                words: { id in others.first { $0.person.id == id }?.person.name ?? "" }, choose: { about = about == $0 ? nil : $0 })
            Toggle(say.say("safety-danger"), isOn: $danger).frame(minHeight: target)
            Soft(say.say("concern-private"))
            Act(text: say.say("safety-send"), sign: "checkmark.shield") {
                open.act("safety-sent") {
                    advice = try await SafetyModel(open.client).raise(Worry(text: text, about: about, circle: nil, danger: danger)).advice
                    text = ""
                }
            }
            .disabled(text.isEmpty)
            ForEach(advice, id: \.self) { Text($0).font(.strong) }
        }
    }

    private func concern(_ concern: ConcernView) -> some View {
        let say = open.speech
        return Card {
            Text(concern.text)
            if concern.danger { Chip(text: say.say("safety-danger-said"), sign: "exclamationmark.circle", ink: Ink.careNow, ground: Ink.careNowSoft) }
            Soft(say.at(concern.raisedMs))
            Text(say.word("concern-state-", Speech.kebab(concern.state)))
        }
    }
}

/// Privacy: what is held about me and where, who can read it, who has opened it, and what is kept.
struct PrivacyScreen: View {
    @EnvironmentObject private var open: OpenProfile

    var body: some View {
        let say = open.speech
        Show(model: PrivacyModel(open.client)) { shown in
            Heading(text: say.say("privacy-title"), whole: true)
            Text(say.say("privacy-lead"))
            Heading(text: say.say("privacy-places"))
            held(say.say("privacy-own"), say.say("privacy-own-what"), nil)
            held(say.say("place-people"), say.say("privacy-coop-what"), say.say("privacy-coop-readers", ["count": .number(number: Int64(shown.members))]))
            ForEach(shown.circles, id: \.id) { circle in
                let what = circle.person.me ? say.say("privacy-circle-mine") : say.say("privacy-circle-other", ["name": .text(text: circle.person.name)])
                held(circle.name, what, circle.people.map { say.name($0.person) }.joined(separator: ", "))
            }
            held(say.say("desk-met-relay"), say.say("privacy-relay-what"), say.say("privacy-relay-readers"))
            Heading(text: say.say("privacy-opened"))
            Soft(say.say("privacy-opened-lead"))
            if shown.opened.isEmpty { Text(say.say("privacy-opened-none")) }
            ForEach(shown.opened, id: \.self) { one in
                let how = say.word("rights-record-", one.what) + ", " + say.word("rights-how-", one.how)
                PersonRow(person: one.by, text: say.name(one.by), under: [how, one.place, say.at(one.dayMs)].filter { !$0.isEmpty }.joined(separator: " · "))
            }
            Heading(text: say.say("privacy-kept"))
            if shown.kept.isEmpty { Text(say.say("privacy-kept-none")) }
            ForEach(shown.kept, id: \.self) { one in
                Text(say.say("privacy-kept-one", ["place": .text(text: one.place), "name": .text(text: one.by.name), "when": .text(text: say.at(one.atMs))]))
            }
            Soft(say.say("privacy-kept-may-be"))
        }
    }

    private func held(_ place: String, _ what: String, _ readers: String?) -> some View {
        Card {
            Text(place).font(.strong)
            Text(what)
            if let readers { Soft(open.speech.say("privacy-readers") + ": " + readers) }
        }
    }
}
