import KithCore
import KithModel
import SwiftUI

/// The shut door: a new person begins, or a person comes back.
struct DoorScreen: View {
    let phone: Phone
    let state: PhoneState
    @State private var language = languageOfWishes(wishes: Locale.preferredLanguages.joined(separator: ","))
    @State private var name = ""

    private var speech: Speech { Speech(language) }

    var body: some View {
        Page {
            Heading(text: speech.say("start-title"), whole: true)
            Text(speech.say("start-lead"))
            switch state {
            case .new(let error):
                Languages(speech: speech) { language = $0 }
                Field(label: speech.say("start-your-name"), text: $name)
                trouble(error)
                Act(text: speech.say("button-next"), sign: "chevron.right") { Task { await phone.begin(name: name, language: language) } }
                    .disabled(name.trimmingCharacters(in: .whitespaces).isEmpty)
            case .shut(let error):
                trouble(error)
                Act(text: speech.say("button-unlock"), sign: "lock") { Task { await phone.unlock() } }
            default:
                Soft(speech.say("error-busy-title"))
            }
        }
    }

    @ViewBuilder private func trouble(_ error: KithError?) -> some View {
        if let error { Text(reason(error)).foregroundStyle(Ink.careNow) }
    }
}

/// The languages, each in its own words.
struct Languages: View {
    let speech: Speech
    let choose: (Language) -> Void

    var body: some View {
        Choices(
            title: speech.say("language-choose"), all: [Language.welsh, .english], chosen: [speech.language], words: { Speech($0).say("language-name") }, choose: choose)
    }
}

/// Somebody who is in no co-op yet: they join with an invitation, found one, or make this one more phone of theirs.
struct JoinScreen: View {
    @EnvironmentObject private var open: OpenProfile
    @State private var invitation = ""
    @State private var name = ""
    @State private var areas = ""

    private var say: Speech { open.speech }

    var body: some View {
        Page {
            Heading(text: say.say("start-title"), whole: true)
            Card {
                Heading(text: say.say("start-join"))
                ScanButton { invitation = $0 }
                Field(label: say.say("invite-paste"), text: $invitation, lines: true)
                Act(text: say.say("invite-join"), sign: "door.left.hand.open", act: join)
            }
            Card {
                Heading(text: say.say("start-begin-coop"))
                Field(label: say.say("start-coop-name"), text: $name)
                Field(label: say.say("desk-areas"), text: $areas, lines: true, hint: say.say("desk-areas-hint"))
                Act(text: say.say("start-begin-coop"), sign: "plus", quiet: true, act: found)
            }
            Way(text: say.say("desk-back-title"), sign: "iphone", under: say.say("desk-back-lead"), place: .comeBack)
            Soft(say.say("desk-device-request-why"))
            Act(text: say.say("desk-device-request"), sign: "iphone", quiet: true) {
                open.show(say.say("desk-device-request"), say.say("desk-device-request-lead")) { try await open.client.kith.deviceRequest() }
            }
        }
        .onReceive(open.$brought) { code in
            guard let code else { return }
            invitation = code
            open.brought = nil
        }
    }

    private func join() {
        open.act {
            guard let reply = try await ReceiveModel(open.client).join(invitation).reply else { return }
            open.navigation.go(.show(Code(title: say.say("desk-kind-acknowledgement"), lead: say.say("invite-sent-back"), handOver: reply)))
        }
    }

    private func found() {
        let named = areas.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        open.act("desk-coop-begun") { _ = try await open.client.kith.coopCreate(name: name, areas: named) }
    }
}
