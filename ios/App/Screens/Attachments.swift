import KithCore
import KithModel
import PhotosUI
import SwiftUI

/// What hangs on a note or a visit: each with what it shows in words, also before it has come.
struct Attachments: View {
    let all: [AttachmentView]

    var body: some View {
        ForEach(all, id: \.id) { Attached(attachment: $0) }
    }
}

private struct Attached: View {
    @EnvironmentObject private var open: OpenProfile
    let attachment: AttachmentView
    @State private var picture: UIImage?

    var body: some View {
        let say = open.speech
        Group {
            if let picture { Image(uiImage: picture).resizable().scaledToFit().frame(maxHeight: 260).accessibilityLabel(words) }
            Soft(words)
            if attachment.state != .here {
                Chip(text: say.word("attach-state-", Speech.kebab(attachment.state)), sign: "circle.dashed", ink: Ink.open, ground: Ink.openSoft)
            }
            if attachment.state == .notFetched || attachment.state == .noRoom {
                Act(text: say.say("attach-fetch"), sign: "arrow.down.circle", quiet: true) {
                    open.act("attach-fetching") { _ = try await AttachmentModel(open.client).fetch(attachment.id) }
                }
            }
        }
        .task(id: attachment.state) {
            // Erased or gone meanwhile: its words stand until the screen is read again.
            picture = (try? await AttachmentModel(open.client).small(attachment)).flatMap { $0 }.flatMap(UIImage.init(data:))
        }
    }

    private var words: String {
        if !attachment.words.isEmpty { return attachment.words }
        if attachment.kind == "picture" { return open.speech.say("attach-undescribed", ["name": .text(text: open.speech.name(attachment.author))]) }
        return attachment.name.isEmpty ? open.speech.say("attach-document") : attachment.name
    }
}

/// Hangs a picture on a note or visit of mine. The picker is the system's: the app is given the one picture, and asks for no right to the others.
struct AddPicture: View {
    @EnvironmentObject private var open: OpenProfile
    let to: String
    @State private var asked = false
    @State private var words = ""
    @State private var picked: PhotosPickerItem?

    var body: some View {
        let say = open.speech
        if asked {
            Field(label: say.say("attach-shows"), text: $words, hint: say.say("attach-shows-hint"))
            Text(say.say("attach-file-hint"))
            PhotosPicker(selection: $picked, matching: .images, preferredItemEncoding: .compatible) {
                Label(say.say("phone-picture"), systemImage: "photo").frame(maxWidth: .infinity, minHeight: target)
            }
            .onChange(of: picked) { item in
                guard let item else { return }
                open.act("attach-done") {
                    guard let data = try await item.loadTransferable(type: Data.self) else { return }
                    _ = try await AttachmentModel(open.client).add(data, to: to, shows: words)
                    asked = false
                    words = ""
                }
            }
        } else {
            Act(text: say.say("attach-add"), sign: "plus", quiet: true) { asked = true }
        }
    }
}
