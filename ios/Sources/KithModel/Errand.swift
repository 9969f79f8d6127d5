import KithCore

/// What came of an exchange while nobody looked.
public struct Errand: Equatable, Sendable {
    public enum Outcome: Equatable, Sendable {
        /// Whatever could be met was met.
        case exchanged
        /// Nobody could be met: what waits goes on waiting.
        case noSignal
        /// The profile is shut, and stays so.
        case shut
    }

    public let outcome: Outcome
    public let news: Bool
    public let language: Language?

    public static let shut = Errand(outcome: .shut, news: false, language: nil)

    /// Exchanges, and sees whether anything came that the person should look at: never what or from whom, since whoever holds the phone reads it.
    public static func of(_ client: Client) async -> Errand {
        do {
            let before = try await awaited(client)
            let outcome: Outcome
            do {
                _ = try await client.kith.sync()
                outcome = .exchanged
            } catch KithError.NeedsSignal {
                outcome = .noSignal
            }
            let news = !(try await awaited(client)).subtracting(before).isEmpty
            return Errand(outcome: outcome, news: news, language: try await client.kith.settings().language)
        } catch {
            return .shut
        }
    }

    /// All that waits for the person's eyes or word.
    private static func awaited(_ client: Client) async throws -> Set<String> {
        let today = try await client.kith.today()
        return Set(today.toConfirm.map(\.id) + today.news.map(\.id) + today.mentions.map(\.id) + today.doseAlerts.map(\.id) + today.visitsTwice.map(\.id))
    }
}
