import KithCore

/// How a profile is opened: by the platform's key store.
public protocol Door: Sendable {
    /// Whether there is a profile here already.
    var exists: Bool { get }

    func create(name: String, language: Language) async throws -> Client

    /// Opens it for a person, whom the platform recognises first.
    func open() async throws -> Client

    /// Opens it while nobody looks; throws `KithError.Locked` where the platform does not let it be opened then.
    func openUnseen() async throws -> Client
}

/// What the whole app shows.
public enum PhoneState: Sendable {
    /// Nobody is here yet: a name is asked for.
    case new(KithError?)
    /// Somebody's profile, shut.
    case shut(KithError?)
    /// It is being made or opened.
    case opening
    /// Open: everything else hangs on this.
    case open(Client, WhoView)
}

/// The app: from the shut door to an open profile. One thing at a time is done at the door.
public actor Phone {
    private let door: any Door
    private var metered: Bool?
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var busy = false
    private var watchers: [Int: AsyncStream<PhoneState>.Continuation] = [:]
    private var watched = 0
    public private(set) var state: PhoneState

    public init(_ door: any Door) {
        self.door = door
        self.state = door.exists ? .shut(nil) : .new(nil)
    }

    /// What the app shows, from now on.
    public func states() -> AsyncStream<PhoneState> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            watched += 1
            let id = watched
            watchers[id] = continuation
            continuation.yield(state)
            continuation.onTermination = { _ in Task { await self.unwatch(id) } }
        }
    }

    /// Makes a new person with their first device.
    public func begin(name: String, language: Language) async {
        await enter({ .new($0) }) { try await self.door.create(name: name, language: language) }
    }

    /// Opens the profile that is here.
    public func unlock() async {
        await enter({ .shut($0) }) { try await self.door.open() }
    }

    /// Shuts the profile: its keys are gone from memory once this returns.
    public func shutDown() async {
        await alone {
            guard case .open(let client, _) = state else { return }
            show(door.exists ? .shut(nil) : .new(nil))
            await client.kith.shut()
        }
    }

    /// The phone is on another network; `metered`: one that is paid for by size. A profile that is opened later is told as well.
    public func network(metered: Bool) async {
        self.metered = metered
        if case .open(let client, _) = state { try? await client.kith.networkChange(metered: metered) }
    }

    /// Another phone was seen on the local network.
    public func seen(_ address: String) {
        if case .open(let client, _) = state { try? client.kith.heardOf(address: address) }
    }

    /// An exchange while nobody looks, over the open profile or one opened for it alone; what to tell the person of it.
    public func errand() async -> Errand {
        await alone {
            if case .open(let client, _) = state { return await Errand.of(client) }
            guard door.exists, let client = try? await door.openUnseen() else { return .shut }
            let errand = await Errand.of(client)
            await client.kith.shut()
            return errand
        }
    }

    private func enter(_ otherwise: (KithError) -> PhoneState, _ opened: () async throws -> Client) async {
        await alone {
            if case .open = state { return }
            show(.opening)
            do {
                let client = try await opened()
                if let metered { try? await client.kith.networkChange(metered: metered) }
                show(.open(client, try await client.kith.whoami()))
            } catch let error as KithError {
                show(otherwise(error))
            } catch {
                show(otherwise(.Storage(code: "defect", reason: Speech(.english).say("error-defect"))))
            }
        }
    }

    private func show(_ state: PhoneState) {
        self.state = state
        watchers.values.forEach { $0.yield(state) }
    }

    private func unwatch(_ id: Int) { watchers[id] = nil }

    /// An actor lets others in while it waits; who is at the door is alone there, and the others come in their order.
    private func alone<T>(_ work: () async -> T) async -> T {
        if busy { await withCheckedContinuation { waiting.append($0) } }
        busy = true
        let done = await work()
        if waiting.isEmpty { busy = false } else { waiting.removeFirst().resume() }
        return done
    }
}
