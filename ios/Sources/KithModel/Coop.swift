import KithCore

/// The co-op: what it is called, who does what, its areas, and its book.
public struct Coop: Sendable {
    public let view: CoopView
    public let members: [MemberView]
    public let areas: AreasShown
    public let book: BookView

    /// Those who hold a role.
    public var entrusted: [MemberView] { members.filter { !$0.roles.isEmpty } }
}

/// The co-op, which its members own together.
public struct CoopModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool { change == .members || change == .book || change == .coins }

    public func read() async throws -> Coop {
        Coop(view: try await kith.coop(), members: try await kith.members(), areas: try await kith.areas(), book: try await kith.book())
    }
}
