import KithCore
import KithModel
import SwiftUI

/// As what somebody may join.
private let classes = ["supported", "worker", "family", "community"]

/// Everything else, and inviting somebody.
struct MoreScreen: View {
    @EnvironmentObject private var open: OpenProfile
    @State private var name = ""
    @State private var joins = "community"

    var body: some View {
        let say = open.speech
        Page {
            Heading(text: say.say("more-title"), whole: true)
            Way(text: say.say("more-profile"), sign: "leaf", under: open.who.person.name, place: .person("me"))
            Way(text: open.who.coop?.name ?? say.say("phone-coop"), sign: "person.3", under: say.say("phone-coop-lead"), place: .coop)
            Way(text: say.say("desk-receive"), sign: "qrcode.viewfinder", place: .receive)
            Way(text: say.say("waiting-title"), sign: "arrow.triangle.2.circlepath", place: .truth)
            Way(text: say.say("more-settings"), sign: "globe", place: .settings)
            Way(text: say.say("more-devices"), sign: "iphone", place: .devices)
            Way(text: say.say("desk-recovery-title"), sign: "lock", place: .recovery)
            Way(text: say.say("privacy-title"), sign: "list.bullet", place: .privacy)
            Way(text: say.say("safety-worry"), sign: "checkmark.shield", place: .safety)
            Card {
                Heading(text: say.say("invite-make"))
                Field(label: say.say("desk-invite-name"), text: $name)
                Choices(title: say.say("desk-class-field"), all: classes, chosen: [joins], words: { say.word("role-", $0 + "-member") }, choose: { joins = $0 })
                Act(text: say.say("invite-make"), sign: "person.badge.plus", quiet: true) {
                    open.show(say.say("invite-title"), say.say("invite-show")) { try await PeopleModel(open.client).invite(name.isEmpty ? nil : name, as: joins) }
                }
            }
        }
    }
}

/// What waits and why, when things last met, and what was refused.
struct TruthScreen: View {
    @EnvironmentObject private var open: OpenProfile

    var body: some View {
        let say = open.speech
        Show(model: TruthModel(open.client)) { truth in
            Heading(text: say.say("waiting-title"), whole: true)
            Text(say.say(truth.items.isEmpty && truth.waiting == 0 ? "waiting-empty" : "waiting-lead"))
            Act(text: say.say("waiting-exchange-now"), sign: "arrow.triangle.2.circlepath") {
                open.act("desk-exchanged") { _ = try await TruthModel(open.client).exchange() }
            }
            ForEach(truth.items, id: \.item, content: waiting)
            Heading(text: say.say("desk-met"))
            Text(say.say("desk-met-relay") + ": " + (truth.lastRelayMs.map(say.at) ?? say.say("desk-never")))
            Text(say.say("desk-met-phone") + ": " + (truth.lastPeerMs.map(say.at) ?? say.say("desk-never")))
            ForEach(truth.apart, id: \.said) { Text($0.said) }
            if truth.heldBack > 0 { Text(say.say("desk-held-back", ["count": .number(number: Int64(truth.heldBack))])) }
            if !truth.refused.isEmpty {
                Heading(text: say.say("desk-refused-title"))
                Soft(say.say("desk-refused-lead"))
                ForEach(truth.refused, id: \.reason) { Text(say.word("refused-", $0.reason, otherwise: "refused-other") + " · \($0.count)") }
            }
        }
    }

    private func waiting(_ item: WaitingView) -> some View {
        let say = open.speech
        return Card {
            Text([say.word("waiting-kind-", item.what), item.place].filter { !$0.isEmpty }.joined(separator: " · ")).font(.strong)
            Soft(say.say("waiting-since", ["when": .text(text: say.at(item.atMs))]))
            if item.people > 0 {
                let have = say.say("state-on-phones", ["have": .number(number: Int64(item.people)), "all": .number(number: Int64(item.of))])
                Chip(text: have, sign: "checkmark", ink: Ink.soft, ground: Ink.sunken)
            }
            if let handed = item.handedMs { Chip(text: say.say("waiting-handed", ["when": .text(text: say.at(handed))]), sign: "qrcode", ink: Ink.soft, ground: Ink.sunken) }
            Chip(text: say.word("waiting-why-", item.why), sign: "circle.dashed", ink: Ink.open, ground: Ink.openSoft)
        }
    }
}

/// Settings of this phone: language, signal, the relay.
struct SettingsScreen: View {
    @EnvironmentObject private var open: OpenProfile
    @State private var relay: String?
    @State private var minutes: String?

    var body: some View {
        let say = open.speech
        let model = SettingsModel(open.client)
        Show(model: model) { shown in
            Heading(text: say.say("more-settings"), whole: true)
            Languages(speech: say) { language in open.act { _ = try await model.speak(language) } }
            let signal = Binding(get: { !shown.view.airplane }, set: { on in open.act { _ = try await model.airplane(!on) } })
            Toggle(isOn: signal) {
                Text(say.say("signal-title"))
                Soft(say.say(shown.view.airplane ? "signal-off-lead" : "signal-on"))
            }
            .frame(minHeight: 56)
            let after = Binding(get: { minutes ?? String(shown.lockAfterMinutes ?? 0) }, set: { minutes = $0.filter(\.isNumber) })
            Field(label: say.say("lock-after"), text: after, hint: say.say("lock-after-hint"))
            Act(text: say.say("button-save"), sign: "lock", quiet: true) { open.act("lock-after-set") { _ = try await model.lockAfter(UInt32(after.wrappedValue)) } }
            let address = Binding(get: { relay ?? shown.view.relay ?? "" }, set: { relay = $0 })
            Field(label: say.say("desk-relay-address"), text: address, hint: say.say("desk-relay-hint"))
            Act(text: say.say("button-save"), sign: "checkmark", quiet: true) {
                open.act("desk-relay-set") { _ = try await model.relay(address.wrappedValue.trimmingCharacters(in: .whitespaces)) }
            }
        }
    }
}
