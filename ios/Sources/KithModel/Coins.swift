import KithCore

/// A coin with its face as lines to draw.
public struct FacedCoin: Sendable {
    public let view: CoinView
    public let face: [FaceLine]

    init(_ view: CoinView) {
        self.view = view
        self.face = coinFace(coin: view)
    }
}

/// What the purse's screen shows.
public struct Purse: Sendable {
    public let view: PurseView
    public let coins: [FacedCoin]
}

/// My coins: three numbers and the jar, the faces, and what came and went.
public struct CoinsModel: ScreenModel {
    public let client: Client

    public init(_ client: Client) { self.client = client }

    public func concerns(_ change: Change) -> Bool { change == .coins }

    public func read() async throws -> Purse {
        let purse = try await kith.purse()
        return Purse(view: purse, coins: purse.coins.map(FacedCoin.init))
    }

    /// A code that says to whom coins may be handed.
    public func invoice() async throws -> HandOver { try await kith.coinInvoice() }

    /// Gives coins to a person, or to the pool; what to hand over comes back.
    public func give(to person: String, _ gift: Gift) async throws -> GiveView { try await kith.coinGive(to: person, gift: gift) }
}

/// A coin's story, and where it has been as far as its givers let it be known.
public struct CoinStory: Sendable {
    public let coin: FacedCoin
    public let map: CoinMap
}

/// One coin and its story.
public struct CoinModel: ScreenModel {
    public let client: Client
    private let coin: String

    public init(_ client: Client, coin: String) {
        self.client = client
        self.coin = coin
    }

    public func concerns(_ change: Change) -> Bool { change == .coins }

    public func read() async throws -> CoinStory { CoinStory(coin: FacedCoin(try await kith.coin(coin: coin)), map: try await kith.coinMap(coin: coin)) }
}
