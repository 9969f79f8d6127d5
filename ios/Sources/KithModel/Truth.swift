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

/// Settings of this phone.
public struct SettingsModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool { change == .settings }

    public func read() async throws -> SettingsView { try await kith.settings() }

    /// Chooses the language of all that is said.
    public func speak(_ language: Language) async throws -> SettingsView { try await kith.setLanguage(language: language) }

    /// Closes every socket, or opens them again.
    public func airplane(_ on: Bool) async throws -> SettingsView { try await kith.airplane(on: on) }

    /// Uses this relay from now on; nothing: none.
    public func relay(_ address: String?) async throws -> SettingsView { try await kith.setRelay(relay: address) }
}
