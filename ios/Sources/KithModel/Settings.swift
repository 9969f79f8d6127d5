import KithCore

/// What the settings' screen shows.
public struct Settings: Sendable {
    public let who: WhoView
    public let view: SettingsView
    public let lockAfterMinutes: UInt32?
}

/// Settings of this phone.
public struct SettingsModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool { change == .settings || change == .members }

    public func read() async throws -> Settings { Settings(who: try await kith.whoami(), view: try await kith.settings(), lockAfterMinutes: try await kith.standing().lockAfterMinutes) }

    /// Chooses the language of all that is said.
    public func speak(_ language: Language) async throws -> SettingsView { try await kith.setLanguage(language: language) }

    /// Closes every socket, or opens them again.
    public func airplane(_ on: Bool) async throws -> SettingsView { try await kith.airplane(on: on) }

    /// Locks by itself after so many minutes without its person; none or nothing: never.
    public func lockAfter(_ minutes: UInt32?) async throws -> StandingView { try await kith.lockAfter(minutes: minutes == 0 ? nil : minutes) }

    /// Uses this relay from now on; empty: none.
    public func relay(_ address: String) async throws -> SettingsView { try await kith.setRelay(relay: address.isEmpty ? nil : address) }
}
