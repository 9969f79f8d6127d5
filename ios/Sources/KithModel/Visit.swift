import KithCore

/// What a visit's screen shows: the visit, and the areas that its hour may name.
public struct VisitShown: Sendable {
    public let visit: VisitView
    public let areas: [String]
}

/// How far back a visit can be opened.
private let visitsMax: UInt32 = 200

/// One visit, from its beginning to its hour. Without a circle it is one known from a code, which waits for my word.
public struct VisitModel: ScreenModel {
    public let client: Client
    private let circle: String?
    private let visit: String

    public init(_ client: Client, circle: String?, visit: String) {
        self.client = client
        self.circle = circle
        self.visit = visit
    }

    public func concerns(_ change: Change) -> Bool {
        switch change {
        case .circle, .coins, .truth: return true
        default: return false
        }
    }

    public func read() async throws -> VisitShown {
        let known: [VisitView]
        if let circle { known = try await kith.visits(circle: circle, limit: visitsMax) } else { known = try await kith.visitsToConfirm() }
        guard let found = known.first(where: { $0.id == visit }) else {
            let speech = Speech(try await kith.settings().language)
            throw KithError.NotFound(code: "no-such-visit", reason: speech.say("code-no-such-visit"))
        }
        return VisitShown(visit: found, areas: try await kith.coop().areas)
    }

    /// Ends it; it is on this phone for good once this returns.
    public func finish(_ said: CheckOut) async throws -> VisitView { try await kith.visitCheckOut(visit: visit, said: said) }

    /// Its hour as a code for the person helped.
    public func ask() async throws -> HandOver { try await kith.visitAsk(visit: visit) }

    /// Says yes to its hour; gives what to hand back.
    public func confirm() async throws -> Confirmed { try await kith.visitConfirm(visit: visit) }
}
