import KithCore

/// The members of the co-op, and finding a neighbour among them.
public struct PeopleModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool { change == .members }

    public func read() async throws -> [MemberView] { try await kith.members() }

    /// Looks through what people chose to show me, on this phone.
    public func find(_ wanted: Wanted) async throws -> [FoundView] { try await kith.find(wanted: wanted) }

    /// An invitation to the co-op for somebody who joins as `memberClass`.
    public func invite(_ name: String?, as memberClass: String) async throws -> HandOver { try await kith.invite(name: name, class: memberClass, circle: nil) }
}

/// What I may see of one person; of myself everything.
public struct PersonModel: ScreenModel {
    public let client: Client
    private let person: String

    public init(_ client: Client, person: String) {
        self.client = client
        self.person = person
    }

    public func concerns(_ change: Change) -> Bool { change == .members }

    public func read() async throws -> ProfileView { try await kith.profile(person: person) }

    /// Writes one part of my own profile; an empty text removes it.
    public func write(_ side: Side, _ section: String, _ text: String, for audience: Audience) async throws -> ProfileView {
        try await kith.profileSet(side: side, section: section, text: text, audience: audience)
    }

    /// All that their phone may lack of what we share, to carry by hand.
    public func pack() async throws -> HandOver { try await kith.pack(person: person) }
}
