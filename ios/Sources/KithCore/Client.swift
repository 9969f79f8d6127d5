/// One open profile. Commands return once they are durable; reads are taken again when `changes` says so.
public final class Client: Sendable {
    public let kith: Kith

    private init(kith: Kith) {
        self.kith = kith
    }

    /// Opens the profile in `folder`.
    public static func open(folder: String, keyStore: any KeyStore, options: OpenOptions = OpenOptions()) async throws -> Client {
        Client(kith: try await Kith.open(folder: folder, keyStore: keyStore, options: options))
    }

    /// Makes a profile in `folder`: a new person with their first device.
    public static func create(
        folder: String, name: String, language: Language, keyStore: any KeyStore, options: OpenOptions = OpenOptions()
    ) async throws -> Client {
        Client(kith: try await Kith.create(folder: folder, name: name, language: language, keyStore: keyStore, options: options))
    }

    /// What changed, from now on, for as long as somebody listens. A listener that falls behind hears `.overflow` once.
    public func changes() -> AsyncStream<Change> {
        AsyncStream(bufferingPolicy: .bufferingNewest(changesKept)) { continuation in
            let subscription = kith.observe(observer: Relay(continuation))
            continuation.onTermination = { _ in subscription.cancel() }
        }
    }
}

private let changesKept = 64

/// Hands the core's words on to a stream; where the stream has dropped one, everything is to be read again.
private final class Relay: Observer {
    private let continuation: AsyncStream<Change>.Continuation

    init(_ continuation: AsyncStream<Change>.Continuation) {
        self.continuation = continuation
    }

    func changed(change: Change) {
        if case .dropped = continuation.yield(change) {
            continuation.yield(.overflow)
        }
    }
}
