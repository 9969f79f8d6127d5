import KithCore

/// My devices, and how this one stands.
public struct Devices: Sendable {
    public let all: [DeviceView]
    public let standing: StandingView
}

/// My devices: a new one let in, a lost one cut off.
public struct DevicesModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool { change == .devices || change == .settings }

    public func read() async throws -> Devices { Devices(all: try await kith.devices(), standing: try await kith.standing()) }

    /// Lets a new device of mine in; what it takes in comes back.
    public func admit(_ request: String, label: String) async throws -> AdmittedView { try await kith.deviceAdmit(request: request, label: label) }

    /// Cuts off a lost one; what it wrote since that moment is marked for review.
    public func cutOff(_ device: String, since: UInt64? = nil) async throws -> [DeviceView] { try await kith.deviceRevoke(device: device, sinceMs: since) }
}

/// How well I am prepared, and whom I may choose as guardians.
public struct WayBack: Sendable {
    public let view: RecoveryView
    public let members: [MemberView]
}

/// The way back, if every phone of mine is gone.
public struct RecoveryModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool { change == .devices || change == .members || change == .settings }

    public func read() async throws -> WayBack { WayBack(view: try await kith.recovery(), members: try await kith.members()) }

    /// Makes a kit, to be printed at once.
    public func kit() async throws -> KitView { try await kith.recoveryKit() }

    /// Sees that a kit works, or comes back by it on a new phone.
    public func readKit(_ text: String) async throws -> KitReadView { try await kith.recoverWithKit(text: text) }

    /// Chooses guardians in place of those before.
    public func guardians(_ people: [String], needed: UInt8) async throws -> RecoveryView { try await kith.recoveryGuardians(people: people, needed: needed) }

    /// Stops a request that I did not make.
    public func stop(_ request: String) async throws -> RecoveryView { try await kith.recoverStop(request: request) }

    /// As a guardian: who asks, before anything is confirmed.
    public func see(_ request: String) async throws -> AskSeenView { try await kith.recoverSee(request: request) }

    /// As a guardian: it is they, by the code that they read out.
    public func help(_ request: String, person: String, code: String, inPerson: Bool) async throws -> HelpView {
        try await kith.recoverHelp(request: request, person: person, code: code, inPerson: inPerson)
    }
}

/// Coming back as oneself on a new phone, and how far it is.
public struct ReturnModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool {
        switch change {
        case .devices, .members, .settings, .circle, .truth: return true
        default: return false
        }
    }

    public func read() async throws -> ProgressView { try await kith.recoverProgress() }

    /// By the printed kit.
    public func byKit(_ text: String) async throws -> KitReadView { try await kith.recoverWithKit(text: text) }

    /// By my guardians: what they are shown, and the code that I read out to them.
    public func byGuardians(_ name: String) async throws -> AskView { try await kith.recoverAsk(name: name.isEmpty ? nil : name) }

    /// All my other devices are lost: each is cut off as soon as what it wrote has come back.
    public func cutOffOthers() async throws -> ProgressView { try await kith.recoverCutOff() }
}
