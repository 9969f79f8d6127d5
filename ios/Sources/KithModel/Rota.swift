import KithCore

/// How often a planned visit comes.
public enum Repeat: String, CaseIterable, Sendable {
    case once = ""
    case daily = "FREQ=DAILY"
    case weekly = "FREQ=WEEKLY"
    case fortnight = "FREQ=WEEKLY;INTERVAL=2"
    case monthly = "FREQ=MONTHLY"
}

/// Who comes when: visits planned, taken, left, begun.
public struct RotaModel: ScreenModel {
    public let client: Client
    private let circle: String

    public init(_ client: Client, circle: String) {
        self.client = client
        self.circle = circle
    }

    public func concerns(_ change: Change) -> Bool { change == .circle(circle: circle) || change == .truth }

    public func read() async throws -> RotaView { try await kith.rota(circle: circle) }

    /// Plans a visit. `first`: `2026-11-24T10:00` where the person lives; `offer`: I come, each time.
    public func plan(_ name: String, first: String, minutes: UInt16, again: Repeat = .once, text: String = "", offer: Bool = false) async throws -> OccasionView {
        let visit = LineSays.visit(
            name: name, first: first, minutes: minutes, rule: again.rawValue, zone: "", people: 1, done: [], asked: nil, askedName: "", text: text, regulated: false,
            respite: false)
        return try await kith.rotaPlan(circle: circle, visit: visit, offer: offer)
    }

    /// I come; `on`: to all later ones, too; `anyway`: beyond what I said that I can give.
    public func take(_ visit: OccasionView, on: Bool = false, anyway: Bool = false) async throws -> OccasionView {
        try await kith.rotaTake(visit: visit.line, slot: visit.slot, on: on, anyway: anyway)
    }

    /// I cannot come after all.
    public func leave(_ visit: OccasionView, why: String) async throws -> OccasionView { try await kith.rotaRelease(visit: visit.line, slot: visit.slot, why: why) }

    /// Asks anybody to come in my place; I come until somebody says yes.
    public func ask(_ visit: OccasionView, _ text: String) async throws -> OccasionView { try await kith.rotaAsk(visit: visit.line, slot: visit.slot, text: text) }

    /// Answers what somebody asked, or a visit that was planned for me.
    public func answer(_ ask: String, yes: Bool) async throws -> OccasionView { try await kith.rotaAnswer(ask: ask, yes: yes) }

    /// Begins a visit that I took.
    public func begin(_ visit: OccasionView) async throws -> VisitView { try await kith.rotaBegin(visit: visit.line, slot: visit.slot) }
}

extension OccasionView {
    /// Who comes, by name.
    public func comers(_ say: Speech) -> String {
        let names = takers.map { taker in taker.person.map(say.name) ?? taker.name }
        return names.isEmpty ? say.say("rota-nobody") : names.joined(separator: ", ")
    }

    /// Whether something can still be said about whether it takes place.
    public var isOn: Bool { state != .cancelled && state != .begun && state != .off }
}
