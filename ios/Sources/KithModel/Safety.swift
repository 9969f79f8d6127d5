import KithCore

/// The concerns that are mine to see, and whom a new one may be about.
public struct Safety: Sendable {
    public let concerns: [ConcernView]
    public let members: [MemberView]
    public let circles: [CircleView]
}

/// Something that worries me, said in private.
public struct SafetyModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool {
        switch change {
        case .members, .truth, .circle: return true
        default: return false
        }
    }

    public func read() async throws -> Safety { Safety(concerns: try await kith.concerns(), members: try await kith.members(), circles: try await kith.circles()) }

    /// Raises a concern; what to do at once comes back.
    public func raise(_ worry: Worry) async throws -> ConcernReceiptView { try await kith.concernRaise(said: worry) }

    /// Writes to whoever looks after it.
    public func reply(_ concern: String, _ text: String) async throws -> ConcernView { try await kith.concernReply(concern: concern, text: text) }
}

/// What is held about me: in which circles, who can read it, who has opened it, and what is kept in spite of erasure.
public struct Privacy: Sendable {
    public let circles: [CircleView]
    public let members: UInt32
    public let opened: [AccessView]
    public let kept: [KeptView]
}

/// Privacy: what is held about me, and who has seen it.
public struct PrivacyModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool {
        switch change {
        case .members, .circle: return true
        default: return false
        }
    }

    public func read() async throws -> Privacy {
        Privacy(circles: try await kith.circles(), members: try await kith.coop().members, opened: try await kith.accesses(about: nil), kept: try await kith.kept())
    }
}
