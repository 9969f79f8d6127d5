import KithCore

/// A place in the app: which screen, about what.
public enum Place: Hashable, Sendable {
    case circle(String)
    case medicines(String)
    /// Who comes when in a circle.
    case rota(String)
    case plan(String)
    /// Beginning a plan in a circle.
    case beginPlan(String)
    /// A visit; without a circle one that is known from a code.
    case visit(circle: String?, visit: String)
    case coin(String)
    /// Giving: this coin, or any; to this person, or whoever is chosen.
    case give(coin: String?, to: String?)
    case person(String)
    case receive
    /// A code to show to another phone.
    case show(Code)
    case truth, coop, settings, devices, recovery, privacy, safety
    /// On a new phone: coming back as oneself.
    case comeBack
    /// As a guardian: looking at a request.
    case help
}

/// A code on the screen: what it is for, in words of the catalogue, and the code itself.
public struct Code: Hashable, Sendable {
    public let title: String
    public let lead: String
    public let handOver: HandOver

    public init(title: String, lead: String, handOver: HandOver) {
        self.title = title
        self.lead = lead
        self.handOver = handOver
    }
}

/// The five places at the bottom.
public enum MainPlace: String, CaseIterable, Sendable {
    case today, circles, coins, people, more

    /// The key of its name.
    public var key: String {
        switch self {
        case .today: return "place-today"
        case .circles: return "place-circle"
        case .coins: return "place-coins"
        case .people: return "place-people"
        case .more: return "place-more"
        }
    }
}

/// Where one is: one of the five, and on each the places on the way here, the last on top.
public struct Navigation: Equatable, Sendable {
    /// So many places the way back holds.
    public static let depthMax = 50

    public var tab: MainPlace
    private var ways: [MainPlace: [Place]] = [:]

    public init(_ tab: MainPlace = .today) { self.tab = tab }

    /// The way on the tab where one is; SwiftUI shortens it where one goes back.
    public var way: [Place] {
        get { ways[tab] ?? [] }
        set { ways[tab] = Array(newValue.suffix(Self.depthMax)) }
    }

    /// The way of a tab.
    public subscript(tab: MainPlace) -> [Place] {
        get { ways[tab] ?? [] }
        set { ways[tab] = Array(newValue.suffix(Self.depthMax)) }
    }

    /// Goes on to a place; back leads here again.
    public mutating func go(_ place: Place) {
        if way.last != place { way.append(place) }
    }

    /// Goes on, and back skips the place one was at: a form that has been sent.
    public mutating func replace(_ place: Place) {
        way = way.dropLast() + [place]
    }

    /// One of the five: its way begins anew.
    public mutating func begin(_ tab: MainPlace) {
        self.tab = tab
        way = []
    }

    /// Back where one came from; false at the beginning.
    public mutating func back() -> Bool {
        guard !way.isEmpty else { return false }
        way.removeLast()
        return true
    }
}
