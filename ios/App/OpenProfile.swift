import KithCore
import KithModel
import SwiftUI

/// An open profile on the screen: whose it is, what language it speaks, where one is, and what was last said to the person.
@MainActor
final class OpenProfile: ObservableObject {
    let client: Client
    @Published private(set) var who: WhoView
    @Published private(set) var speech: Speech
    @Published private(set) var notice: Notice?
    @Published private(set) var strip: Strip?
    @Published var navigation = Navigation()
    /// A code that another app or another phone has brought, until a screen has taken it over.
    @Published var brought: String?

    struct Notice: Equatable {
        let text: String
        let trouble: Bool
    }

    private let onLocked: @Sendable () -> Void
    private var present = Date.distantPast
    /// Touches within so long are one: a lock's time is in minutes.
    private static let presentEvery: TimeInterval = 20

    init(_ client: Client, _ who: WhoView, onLocked: @escaping @Sendable () -> Void) {
        self.client = client
        self.onLocked = onLocked
        self.who = who
        self.speech = Speech(who.language)
    }

    /// Follows the language, the co-op and the truth for as long as the screens stand.
    func follow() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.followMe() }
            group.addTask { await self.followTruth() }
        }
    }

    private func followMe() async {
        for await shown in SettingsModel(client).states() {
            if case .failed(.Locked(code: "locked", reason: _)) = shown { return onLocked() }
            guard case .open(let now) = shown else { continue }
            who = now.who
            if speech.language != now.view.language { speech = Speech(now.view.language) }
        }
    }

    private func followTruth() async {
        for await shown in TruthModel(client).states() {
            if case .open(let truth) = shown { strip = Strip(truth, speech) }
        }
    }

    /// Something that a person did: what went wrong is said in words, and nothing was done then. It goes on also if they leave the screen.
    func act(_ done: String? = nil, _ work: @escaping () async throws -> Void) {
        Task {
            do {
                try await work()
                notice = done.map { Notice(text: speech.say($0), trouble: false) }
            } catch let error as KithError {
                notice = Notice(text: reason(error), trouble: true)
            } catch {
                notice = Notice(text: speech.say("error-defect"), trouble: true)
            }
            if let notice { UIAccessibility.post(notification: .announcement, argument: notice.text) }
        }
    }

    func heard() { notice = nil }

    /// The person has touched the screen: the time after which the profile locks itself begins again.
    func touched() {
        guard -present.timeIntervalSinceNow > Self.presentEvery else { return }
        present = Date()
        Task { _ = try? await client.kith.present() }
    }

    /// Shows a code that a command has made, with the words of two keys.
    func show(_ title: String, _ lead: String, _ make: @escaping () async throws -> HandOver) {
        act { self.navigation.go(.show(Code(title: title, lead: lead, handOver: try await make()))) }
    }

    /// Leads to where a code is taken in, with this one; it is taken in by a tap alone.
    func bring(_ text: String) {
        brought = text
        if who.coop != nil { navigation.go(.receive) }
    }
}

/// The sentence of an error, as the core said it.
func reason(_ error: KithError) -> String {
    switch error {
    case .InvalidInput(_, let reason), .NotFound(_, let reason), .NotAllowed(_, let reason), .Locked(_, let reason), .Busy(_, let reason),
        .NeedsSignal(_, let reason), .Storage(_, let reason), .TooOld(_, let reason):
        return reason
    }
}

/// What a model shows, or why it cannot be shown, for as long as the screen stands.
struct Show<Model: ScreenModel, Content: View>: View {
    @EnvironmentObject private var open: OpenProfile
    let model: Model
    @ViewBuilder let content: (Model.Value) -> Content
    @State private var shown: Shown<Model.Value> = .opening

    var body: some View {
        Page {
            switch shown {
            case .opening:
                EmptyView()
            case .open(let now):
                content(now)
            case .failed(let error):
                Heading(text: open.speech.say("error-title"), whole: true)
                Text(reason(error))
            }
        }
        .task { for await now in model.states() { shown = now } }
    }
}
