import Foundation
import KithCore

/// All that the phone says, in one language, from the core's catalogue: no sentence stands in a shell.
public struct Speech: Sendable {
    public let language: Language
    private let words: Words
    private let clock: @Sendable () -> Date

    public init(_ language: Language, clock: @escaping @Sendable () -> Date = { Date() }) {
        self.language = language
        self.words = Words(language: language)
        self.clock = clock
    }

    /// The words of a key, with names and numbers put in.
    public func say(_ key: String, _ put: [String: Said] = [:]) -> String {
        words.say(key: key, variables: put)
    }

    /// The words of a key whose end is a word of the core's; a newer core may say one that has no words here yet.
    public func word(_ beginning: String, _ end: String, otherwise: String = "word-unknown") -> String {
        words.find(key: beginning + end) ?? say(otherwise)
    }

    /// The name of a person, or "you".
    public func name(_ person: PersonView) -> String {
        person.me ? say("word-you") : person.name
    }

    /// A moment as one says it now: "yesterday 19:40".
    public func at(_ momentMs: UInt64) -> String {
        words.at(momentMs: momentMs, nowMs: nowMs)
    }

    /// A time that somebody wrote down.
    public func written(_ text: String) -> String { words.atWritten(text: text, nowMs: nowMs) }

    /// Minutes from a moment until now: one at least, a day's at most.
    public func minutesSince(_ momentMs: UInt64) -> UInt32 {
        let minutes = nowMs > momentMs ? (nowMs - momentMs) / 60_000 : 0
        return UInt32(min(max(minutes, 1), 24 * 60))
    }

    private var nowMs: UInt64 { UInt64(max(0, clock().timeIntervalSince1970 * 1000)) }

    /// A side of life with its shape.
    public func shape(_ element: Element) -> String { word("element-", Self.kebab(element) + "-shape") }

    /// How somebody was.
    public func mood(_ mood: Mood) -> String { word("visit-how-", Self.kebab(mood)) }

    /// A month of a coin's story.
    public func month(_ month: String) -> String { words.month(month: month) }

    /// A case's name as the core writes it: `myCare` is `my-care`.
    public static func kebab<Case>(_ one: Case) -> String {
        String(describing: one).reduce(into: "") { said, letter in
            if letter.isUppercase, !said.isEmpty { said.append("-") }
            said.append(letter.lowercased())
        }
    }

    /// So many minutes, in hours once there are enough.
    public func minutes(_ minutes: UInt32) -> String {
        words.minutes(minutes: minutes)
    }
}

extension Said: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral text: String) { self = .text(text: text) }
    public init(integerLiteral number: Int64) { self = .number(number: number) }
}
