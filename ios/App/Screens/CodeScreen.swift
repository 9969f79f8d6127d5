import KithCore
import KithModel
import SwiftUI

/// A code to show to another phone: as a square, and as text.
struct ShowScreen: View {
    @EnvironmentObject private var open: OpenProfile
    let code: Code

    var body: some View {
        Page {
            Heading(text: code.title, whole: true)
            Text(code.lead)
            CodeOf(handOver: code.handOver)
            Way(text: open.speech.say("desk-receive"), sign: "qrcode.viewfinder", place: .receive)
        }
    }
}

private struct CodeOf: View {
    @EnvironmentObject private var open: OpenProfile
    let handOver: HandOver
    private static let shownMax = 120

    var body: some View {
        let say = open.speech
        if let squares = handOver.qr.flatMap({ qrSquares(text: $0) }) { Square(squares: squares, label: say.say("desk-code-qr")) } else { Soft(say.say("desk-code-no-qr")) }
        Card {
            Text(say.say("desk-code-text")).font(.strong)
            Text(handOver.text.count > Self.shownMax ? String(handOver.text.prefix(Self.shownMax)) + "…" : handOver.text).textSelection(.enabled)
            Act(text: say.say("button-copy"), sign: "doc.on.doc", quiet: true) { UIPasteboard.general.string = handOver.text }
            ShareLink(item: handOver.text) { Label(say.say("phone-share"), systemImage: "square.and.arrow.up").frame(maxWidth: .infinity, minHeight: target) }
        }
        if handOver.alsoByRelay { Soft(say.say("desk-code-also-relay")) }
    }
}

/// The square: dark on white in every theme, since cameras read it so, with its border of four squares.
private struct Square: View {
    let squares: Squares
    let label: String
    private static let border = 4

    var body: some View {
        Canvas { context, size in
            let width = Int(squares.width)
            let side = min(size.width, size.height) / CGFloat(width + 2 * Self.border)
            for (at, dark) in squares.dark.enumerated() where dark == 1 {
                let corner = CGPoint(x: CGFloat(at % width + Self.border) * side, y: CGFloat(at / width + Self.border) * side)
                // Neighbouring squares meet without a hair between them.
                context.fill(Path(CGRect(origin: corner, size: CGSize(width: side + 0.5, height: side + 0.5))), with: .color(.black))
            }
        }
        .aspectRatio(1, contentMode: .fit)
        .frame(maxWidth: 420)
        .background(Color.white)
        .accessibilityElement()
        .accessibilityLabel(label)
        .accessibilityAddTraits(.isImage)
    }
}

/// Taking in what another phone shows: by the camera, out of a file, or pasted.
struct ReceiveScreen: View {
    @EnvironmentObject private var open: OpenProfile
    @State private var text = ""
    @State private var became: Received?
    @State private var picking = false

    var body: some View {
        let say = open.speech
        Page {
            Heading(text: say.say("desk-receive"), whole: true)
            Text(say.say("desk-receive-lead"))
            ScanButton { take($0) }
            Act(text: say.say("phone-open-file"), sign: "doc", quiet: true) { picking = true }
            Field(label: say.say("desk-receive-field"), text: $text, lines: true, hint: say.say("desk-receive-hint"))
            Act(text: say.say("desk-receive-take"), sign: "tray.and.arrow.down") { take(text) }.disabled(text.isEmpty)
            if let became {
                Card {
                    Heading(text: say.word("desk-kind-", became.kind, otherwise: "desk-receive"))
                    StateChip(text: say.word("desk-received-", became.outcome), state: became.outcome)
                    if !became.reason.isEmpty { Text(became.reason) }
                }
                if let reply = became.reply {
                    Text(say.say("desk-reply-lead"))
                    CodeOf(handOver: reply)
                }
            }
        }
        .fileImporter(isPresented: $picking, allowedContentTypes: [.plainText, .data]) { result in
            guard let file = try? result.get(), file.startAccessingSecurityScopedResource() else { return }
            defer { file.stopAccessingSecurityScopedResource() }
            if let said = try? String(contentsOf: file, encoding: .utf8) { take(said) }
        }
        .onReceive(open.$brought) { code in
            guard let code else { return }
            text = code
            open.brought = nil
        }
    }

    private func take(_ said: String) {
        open.act { became = try await ReceiveModel(open.client).take(codeIn(said) ?? said) }
    }
}

/// The camera for a square; where it may not be used, the screen says so and the text can be pasted.
struct ScanButton: View {
    @EnvironmentObject private var open: OpenProfile
    let found: (String) -> Void
    @State private var scanning = false
    @State private var refused = false

    var body: some View {
        Act(text: open.speech.say("phone-scan"), sign: "qrcode.viewfinder", quiet: true) {
            Task {
                refused = !(await Camera.may())
                scanning = !refused
            }
        }
        .fullScreenCover(isPresented: $scanning) {
            Camera { text in
                scanning = false
                if let text { found(text) }
            }
            .ignoresSafeArea()
            .overlay(alignment: .topLeading) { Act(text: open.speech.say("button-close"), sign: "xmark") { scanning = false }.frame(maxWidth: 180).padding() }
        }
        if refused {
            Card(ground: Ink.openSoft, edge: Ink.open) { Text(open.speech.say("phone-camera-refused")) }
        }
    }
}
