import KithCore

/// Taking in whatever another phone hands over: an hour, coins, news, an answer.
public struct ReceiveModel: Sendable {
    private let client: Client

    public init(_ client: Client) { self.client = client }

    /// Takes in a code; says what became of it, with what to hand back if anything.
    public func take(_ text: String) async throws -> Received { try await client.kith.receive(text: text) }

    /// Answers an invitation.
    public func join(_ invitation: String) async throws -> Received { try await client.kith.join(invitation: invitation) }
}
