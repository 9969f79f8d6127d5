import KithCore

/// What the first page shows.
public struct Today: Sendable {
    public let who: WhoView
    public let view: TodayView
}

/// The first page: who comes, what changed, what waits for one's word.
public struct TodayModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool {
        switch change {
        case .circle, .plan, .coins, .members, .settings: return true
        default: return false
        }
    }

    public func read() async throws -> Today {
        Today(who: try await kith.whoami(), view: try await kith.today())
    }

    /// Says yes to an hour that somebody gave me; gives what to hand back.
    public func confirm(_ visit: String) async throws -> Confirmed { try await kith.visitConfirm(visit: visit) }
}
