import KithCore

/// The list of one's circles.
public struct CirclesModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool {
        switch change {
        case .circle, .members: return true
        default: return false
        }
    }

    public func read() async throws -> [CircleView] { try await kith.circles() }

    /// Begins a circle round a person.
    public func begin(name: String, round person: String) async throws -> CircleView { try await kith.circleCreate(name: name, person: person) }
}

/// A circle's screen: it opens on its person, with notes, visits and people.
public struct CircleModel: ScreenModel {
    public let client: Client
    private let circle: String

    public init(_ client: Client, circle: String) {
        self.client = client
        self.circle = circle
    }

    public func concerns(_ change: Change) -> Bool {
        switch change {
        case .circle(let changed): return changed == circle
        case .plan, .members, .truth: return true
        default: return false
        }
    }

    public func read() async throws -> CirclePage { try await kith.circle(circle: circle) }

    /// Writes a note; it is on this phone for good once this returns.
    public func write(_ text: String) async throws -> NoteView { try await kith.noteWrite(circle: circle, text: text) }

    /// Keeps a note as far as it is written, on all my devices, in place of the draft of another device that it goes on with; an empty text lets go of
    /// both.
    public func keep(_ text: String, of: String? = nil) async throws -> [DraftView] {
        // What is gone on with was written, let go of or gone on with already, or is let go of now.
        if text.isEmpty, let of { _ = try? await letGo(of) }
        return try await kith.noteDraft(circle: circle, text: text, of: text.isEmpty ? nil : of)
    }

    /// Lets go of what was begun on another device of mine.
    public func letGo(_ draft: String) async throws -> [DraftView] { try await kith.noteDraft(circle: circle, text: "", of: draft) }

    /// Begins a visit.
    public func checkIn() async throws -> VisitView { try await kith.visitCheckIn(circle: circle) }

    /// Brings a member of the co-op in.
    public func bringIn(_ person: String, as level: Level) async throws -> CircleView { try await kith.circleAdd(circle: circle, person: person, level: level) }
}

/// The medicines of a circle's person: what is due, what was given.
public struct MedicinesModel: ScreenModel {
    public let client: Client
    private let circle: String

    public init(_ client: Client, circle: String) {
        self.client = client
        self.circle = circle
    }

    public func concerns(_ change: Change) -> Bool { change == .circle(circle: circle) }

    public func read() async throws -> MedicinesView { try await kith.medicines(circle: circle) }

    /// Records a dose.
    public func record(_ medicine: String, _ said: Dose) async throws -> DoseView { try await kith.doseRecord(circle: circle, medicine: medicine, said: said) }
}
