import KithCore
import KithModel
import SwiftUI

/// My devices: each named, a lost one cut off, a new one let in.
struct DevicesScreen: View {
    @EnvironmentObject private var open: OpenProfile
    @State private var request = ""
    @State private var label = ""
    @State private var lost: String?

    private var model: DevicesModel { DevicesModel(open.client) }

    var body: some View {
        let say = open.speech
        Show(model: model) { shown in
            Heading(text: say.say("device-title"), whole: true)
            if shown.standing.standing != .inUse {
                Card(ground: Ink.openSoft, edge: Ink.open) { Text(say.say(shown.standing.standing == .copied ? "two-copies-lead" : "device-copied")) }
            }
            ForEach(shown.all, id: \.id, content: device)
            Card {
                Heading(text: say.say("device-add"))
                Field(label: say.say("desk-device-code"), text: $request, lines: true, hint: say.say("desk-device-code-hint"))
                ScanButton { request = $0 }
                Field(label: say.say("device-name"), text: $label)
                Act(text: say.say("device-add"), sign: "plus", quiet: true) {
                    open.show(say.say("device-add"), say.say("desk-device-admitted")) { try await model.admit(request, label: label).handOver }
                }
            }
        }
    }

    private func device(_ device: DeviceView) -> some View {
        let say = open.speech
        return Card {
            Text(device.id.hasPrefix(device.label) ? say.say("desk-device-unnamed", ["id": .text(text: device.label)]) : device.label).font(.strong)
            if device.here {
                Soft(say.say("device-this"))
            } else if device.state == "revoked" {
                Chip(text: say.say("desk-device-revoked"), sign: "exclamationmark.circle", ink: Ink.careNow, ground: Ink.careNowSoft)
            } else if device.state == "frozen" {
                Chip(text: say.say("desk-device-frozen"), sign: "circle.dashed", ink: Ink.open, ground: Ink.openSoft)
            } else {
                Soft(say.say("device-lost-lead"))
                Toggle(say.say("desk-device-lost-this"), isOn: Binding(get: { lost == device.id }, set: { lost = $0 ? device.id : nil })).frame(minHeight: target)
                if lost == device.id {
                    Act(text: say.say("desk-device-cut-off"), sign: "lock", quiet: true) { open.act("desk-device-cut") { _ = try await model.cutOff(device.id) } }
                }
            }
        }
    }
}
