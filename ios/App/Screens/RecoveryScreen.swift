import KithCore
import KithModel
import SwiftUI

/// As many guardians at least are needed together, so that nobody can do it alone.
private let neededLeast: UInt8 = 2

/// The way back, if every phone is gone: the kit, and the guardians.
struct RecoveryScreen: View {
    @EnvironmentObject private var open: OpenProfile
    // The code is the person's whole secret: it is kept nowhere.
    @State private var kit = ""
    @State private var chosen: [String] = []

    private var model: RecoveryModel { RecoveryModel(open.client) }

    var body: some View {
        let say = open.speech
        Show(model: model) { shown in
            Heading(text: say.say("desk-recovery-title"), whole: true)
            Text(say.say("desk-recovery-lead"))
            ForEach(shown.view.alerts.filter { $0.person.me && !$0.stopped }, id: \.request, content: alert)
            made(shown.view)
            Card {
                Heading(text: say.say("desk-kit-try"))
                Field(label: say.say("desk-kit-try-field"), text: $kit, secret: true, hint: say.say("desk-kit-try-hint"))
                ScanButton { kit = $0 }
                Act(text: say.say("desk-kit-try"), sign: "checkmark", quiet: true) {
                    open.act("desk-kit-works") {
                        _ = try await model.readKit(kit.trimmingCharacters(in: .whitespacesAndNewlines))
                        kit = ""
                    }
                }
            }
            guardians(shown)
            guarded(shown.view)
            Way(text: say.say("desk-back-title"), sign: "iphone", under: say.say("desk-progress-title"), place: .comeBack)
        }
    }

    private func alert(_ alert: AlertView) -> some View {
        let say = open.speech
        return Card(ground: Ink.careNowSoft, edge: Ink.careNow) {
            Heading(text: say.say("desk-alert-title"))
            Text(say.say("desk-alert", ["guardian": .text(text: alert.guardian.name), "name": .text(text: alert.name), "when": .text(text: say.at(alert.atMs))]))
            Act(text: say.say("desk-alert-stop"), sign: "hand.raised") { open.act("desk-alert-stopped") { _ = try await model.stop(alert.request) } }
        }
    }

    private func made(_ view: RecoveryView) -> some View {
        let say = open.speech
        return Card {
            if let kit = view.kit {
                Text(say.say("desk-kit-made", ["when": .text(text: say.at(kit.madeMs)), "code": .text(text: kit.checkCode)]))
                Soft(kit.rehearsedMs.map { say.say("desk-kit-rehearsed", ["when": .text(text: say.at($0))]) } ?? say.say("desk-kit-not-rehearsed"))
            } else {
                Text(say.say("desk-kit-none"))
            }
            if view.rootHere {
                Act(text: say.say("desk-kit-make"), sign: "qrcode", quiet: true) {
                    open.show(say.say("desk-kit-make"), say.say("desk-kit-print")) { try await model.kit().handOver }
                }
            }
        }
    }

    private func guardians(_ shown: WayBack) -> some View {
        let say = open.speech
        let others = shown.members.filter { !$0.person.me }
        return Card {
            Heading(text: say.say("desk-guardians-title"))
            Text(say.say("desk-guardians-lead"))
            ForEach(shown.view.guardians, id: \.person.id) { one in
                let held = one.heldMs.map { say.say("desk-guardian-holds", ["when": .text(text: say.at($0))]) } ?? say.say("desk-guardian-not-known")
                PersonRow(person: one.person, text: one.person.name, under: held)
            }
            if shown.view.needed > 0 { Soft(say.say("desk-guardians-needed-count", ["count": .number(number: Int64(shown.view.needed))])) }
            if shown.view.rootHere, others.count >= Int(neededLeast) {
                Choices(
                    title: say.say("desk-guardians-who"), all: others.map(\.person.id), chosen: chosen,
                    words: { id in others.first { $0.person.id == id }?.person.name ?? "" },
                    choose: { id in chosen = chosen.contains(id) ? chosen.filter { $0 != id } : chosen + [id] })
                Act(text: say.say("desk-guardians-save"), sign: "paperplane", quiet: true) {
                    open.act("desk-guardians-saved") { _ = try await model.guardians(chosen, needed: neededLeast) }
                }
            }
        }
    }

    /// Those whose guardian I am, and how far I have helped them back.
    private func guarded(_ view: RecoveryView) -> some View {
        let say = open.speech
        return Card {
            Heading(text: say.say("desk-guarded-title"))
            if view.guarded.isEmpty { Soft(say.say("desk-guarded-empty")) }
            ForEach(view.guarded, id: \.person.id) { PersonRow(person: $0.person, text: $0.person.name) }
            ForEach(view.helping, id: \.request, content: helping)
            Way(text: say.say("desk-see-title"), sign: "magnifyingglass", place: .help)
        }
    }

    @ViewBuilder private func helping(_ help: HelpView) -> some View {
        let say = open.speech
        Text(help.person.name).font(.strong)
        Text(say.say("desk-helping", ["name": .text(text: help.name), "code": .text(text: help.code)]))
        if let share = help.handOver {
            Act(text: say.say("desk-helping-title"), sign: "qrcode", quiet: true) { open.show(say.say("desk-helping-title"), say.say("desk-helping-show")) { share } }
        } else if help.state == "gone" {
            Soft(say.say("desk-helping-gone"))
        } else if help.state == "waiting" {
            Soft(say.say("desk-helping-waits", ["when": .text(text: say.at(help.dueMs))]))
        } else {
            Text(say.say("code-request-stopped")).foregroundStyle(Ink.careNow)
        }
    }
}

/// As a guardian: the request first, then who says it is theirs, and only then a yes, by the code that they read out.
struct HelpScreen: View {
    @EnvironmentObject private var open: OpenProfile
    @State private var request = ""
    @State private var seen: AskSeenView?
    @State private var person: String?
    @State private var code = ""
    @State private var inPerson = false

    private var model: RecoveryModel { RecoveryModel(open.client) }

    var body: some View {
        let say = open.speech
        Page {
            Heading(text: say.say("desk-see-title"), whole: true)
            ScanButton { request = $0 }
            Field(label: say.say("desk-see-field"), text: $request, lines: true, hint: say.say("desk-see-hint"))
            Act(text: say.say("desk-see-title"), sign: "magnifyingglass", quiet: true) { open.act { seen = try await model.see(request) } }
            if let seen { confirm(seen) }
        }
    }

    private func confirm(_ seen: AskSeenView) -> some View {
        let say = open.speech
        return Card {
            Text(say.say("desk-see-who", ["name": .text(text: seen.name), "when": .text(text: say.at(seen.askedMs))]))
            if seen.stopped {
                Text(say.say("code-request-stopped")).foregroundStyle(Ink.careNow)
            } else if seen.mayHelp.isEmpty {
                Text(say.say("desk-guarded-empty"))
            } else {
                Choices(
                    title: say.say("desk-person"), all: seen.mayHelp.map(\.id), chosen: [person].compactMap { $0 },
                    words: { id in seen.mayHelp.first { $0.id == id }?.name ?? "" }, choose: { person = $0 })
                Field(label: say.say("desk-see-code"), text: $code, hint: say.say("desk-see-code-hint"))
                Toggle(say.say("desk-see-in-person"), isOn: $inPerson).frame(minHeight: target)
                Act(text: say.say("desk-see-confirm"), sign: "checkmark", act: help).disabled(person == nil || code.isEmpty)
            }
        }
    }

    private func help() {
        guard let person else { return }
        let say = open.speech
        open.act {
            let help = try await model.help(request, person: person, code: code, inPerson: inPerson)
            open.navigation.replace(.recovery)
            if let share = help.handOver { open.navigation.go(.show(Code(title: say.say("desk-helping-title"), lead: say.say("desk-helping-show"), handOver: share))) }
        }
    }
}

/// On a new phone: coming back as oneself, by the kit or by the guardians, and how far it is.
struct ReturnScreen: View {
    @EnvironmentObject private var open: OpenProfile
    // The code is the person's whole secret: it is kept nowhere.
    @State private var kit = ""
    @State private var name = ""
    @State private var sure = false

    private var model: ReturnModel { ReturnModel(open.client) }

    var body: some View {
        let say = open.speech
        Show(model: model) { progress in
            Heading(text: say.say(progress.state == "none" ? "desk-back-title" : "desk-progress-title"), whole: true)
            if progress.state == "none" { begin } else { far(progress) }
            if let code = progress.handOver {
                Act(text: say.say("desk-return-title"), sign: "qrcode", quiet: true) { open.show(say.say("desk-return-title"), say.say("desk-return-lead")) { code } }
                Way(text: say.say("desk-return-take"), sign: "qrcode.viewfinder", place: .receive)
            }
            if !progress.others.isEmpty { cutOff(progress) }
        }
    }

    @ViewBuilder private var begin: some View {
        let say = open.speech
        Text(say.say("desk-back-lead"))
        Card {
            Heading(text: say.say("desk-back-kit"))
            ScanButton { kit = $0 }
            Field(label: say.say("desk-kit-try-field"), text: $kit, secret: true)
            Act(text: say.say("desk-back-kit-do"), sign: "checkmark") {
                open.act("received-recovery-back") {
                    _ = try await model.byKit(kit.trimmingCharacters(in: .whitespacesAndNewlines))
                    kit = ""
                }
            }
        }
        Card {
            Heading(text: say.say("desk-back-guardians"))
            Soft(say.say("desk-back-guardians-lead"))
            Field(label: say.say("desk-back-name"), text: $name)
            Act(text: say.say("desk-back-guardians"), sign: "person.2", quiet: true) {
                open.act {
                    let asked = try await model.byGuardians(name)
                    let lead = say.say("desk-back-read-out", ["code": .text(text: asked.code)])
                    open.navigation.go(.show(Code(title: say.say("desk-back-guardians"), lead: lead, handOver: asked.handOver)))
                }
            }
        }
    }

    @ViewBuilder private func far(_ progress: KithCore.ProgressView) -> some View {
        let say = open.speech
        if progress.state == "asking" {
            if let code = progress.code { Text(say.say("desk-back-read-out", ["code": .text(text: code)])) }
            let all = progress.needed.map { "\($0)" } ?? "?"
            Text(say.say("desk-progress-shares", ["have": .number(number: Int64(progress.shares)), "all": .text(text: all)])).font(.strong)
        } else {
            Text(say.say("received-recovery-back"))
            Text(say.say("desk-progress-entries", ["count": .number(number: Int64(progress.entries))])).font(.strong)
            if progress.coinsOnLostDevices > 0 { Text(say.say("desk-progress-coins", ["count": .number(number: Int64(progress.coinsOnLostDevices))])) }
            if !progress.spaces.isEmpty { Heading(text: say.say("desk-progress-places")) }
            ForEach(progress.spaces, id: \.id) { place in
                Card {
                    Text(place.name.isEmpty ? say.say("desk-progress-own") : place.name).font(.strong)
                    Soft(say.say("desk-progress-entries", ["count": .number(number: Int64(place.entries))]))
                    if place.writable {
                        Chip(text: say.say("desk-progress-writable"), sign: "checkmark.circle", ink: Ink.sure, ground: Ink.sureSoft)
                    } else {
                        Chip(text: say.say("desk-progress-not-writable"), sign: "circle.dashed", ink: Ink.open, ground: Ink.openSoft)
                    }
                }
            }
        }
    }

    private func cutOff(_ progress: KithCore.ProgressView) -> some View {
        let say = open.speech
        return Card {
            Heading(text: say.say("desk-progress-others", ["count": .number(number: Int64(progress.others.count))]))
            Text(say.say("desk-progress-others-lead"))
            Toggle(say.say("desk-sure"), isOn: $sure).frame(minHeight: target)
            if sure { Act(text: say.say("desk-progress-cut-off"), sign: "lock", quiet: true) { open.act("desk-progress-cutting") { _ = try await model.cutOffOthers() } } }
        }
    }
}
