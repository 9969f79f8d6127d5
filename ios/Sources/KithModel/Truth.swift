import KithCore

/// What waits, where it is, and when things last met: the strip under every header, and its page.
public struct TruthModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool { change == .truth || change == .settings }

    public func read() async throws -> TruthView { try await kith.truth() }

    /// Exchanges now with whatever can be met.
    public func exchange() async throws -> Exchange { try await kith.sync() }
}

/// What the strip under every header says, and how loudly: quiet when all is well.
public struct Strip: Equatable, Sendable {
    public let waits: Bool
    public let sentences: [String]

    public init(_ truth: TruthView, _ speech: Speech) {
        let last = [truth.lastRelayMs, truth.lastPeerMs].compactMap { $0 }.max()
        let exchanged = last.map { speech.say("truth-last-exchange", ["when": .text(text: speech.at($0))]) } ?? speech.say("truth-never-exchanged")
        let waiting = speech.say("truth-waiting", ["count": .number(number: Int64(truth.waiting))])
        waits = truth.waiting > 0
        var said: [String]
        if !waits, truth.airplane {
            said = [speech.say("truth-nothing-new"), exchanged]
        } else if !waits, truth.relaySilent {
            said = [waiting, speech.say("truth-relay-silent"), exchanged]
        } else if !waits, truth.allWithRelay {
            said = [speech.say("truth-all-with-relay"), exchanged]
        } else if truth.airplane {
            said = [waiting, speech.say("truth-no-signal")]
        } else if waits, truth.relaySilent {
            said = [waiting, speech.say("truth-relay-unreachable")]
        } else {
            said = [waiting, exchanged]
        }
        if truth.apart.contains(where: { $0.what == "cannot-open" }) { said.append(speech.say("truth-cannot-open")) }
        if truth.apart.contains(where: { $0.what == "left-out" }) { said.append(speech.say("truth-left-out")) }
        let refused = truth.refused.reduce(0) { $0 + $1.count }
        if refused > 0 { said.append(speech.say("truth-refused", ["count": .number(number: Int64(refused))])) }
        sentences = said
    }
}
