import KithCore

/// What a screen shows: still opening, what the core says now, or why it cannot be shown.
public enum Shown<Value: Sendable>: Sendable {
    case opening
    case open(Value)
    case failed(KithError)
}

/// A screen's model: states that follow the core while somebody looks, and (in each screen's own type) what a person can do there.
///
/// What a person does is durable once it returns, and throws `KithError` with nothing done. A model keeps nothing of its own: whatever it
/// shows was read from the core.
public protocol ScreenModel: Sendable {
    associatedtype Value: Sendable

    var client: Client { get }

    /// Whether the screen is to be read again.
    func concerns(_ change: Change) -> Bool

    /// What the screen shows now.
    func read() async throws -> Value
}

extension ScreenModel {
    var kith: Kith { client.kith }

    /// What the screen shows, from now on, for as long as somebody looks; of several at once only the last.
    public func states() -> AsyncStream<Shown<Value>> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let changes = client.changes()
            let looking = Task {
                continuation.yield(.opening)
                continuation.yield(await look())
                for await change in changes where change == .overflow || concerns(change) {
                    continuation.yield(await look())
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in looking.cancel() }
        }
    }

    private func look() async -> Shown<Value> {
        do {
            return .open(try await read())
        } catch let error as KithError {
            return .failed(error)
        } catch {
            // The library's own defect: it names nobody and nothing.
            return .failed(.Storage(code: "defect", reason: Speech(.english).say("error-defect")))
        }
    }
}
