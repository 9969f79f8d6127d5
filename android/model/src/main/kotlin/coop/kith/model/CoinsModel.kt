package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.CoinView
import coop.kith.ffi.FaceLine
import coop.kith.ffi.Gift
import coop.kith.ffi.GiveView
import coop.kith.ffi.HandOver
import coop.kith.ffi.MemberView
import coop.kith.ffi.PurseView
import coop.kith.ffi.coinFace
import kotlinx.coroutines.CoroutineScope

/** A coin with its face as lines to draw. */
data class FacedCoin(val view: CoinView, val face: List<FaceLine>) {
    constructor(view: CoinView) : this(view, coinFace(view))
}

/** What the purse's screen shows. */
data class Purse(val view: PurseView, val coins: List<FacedCoin>)

/** My coins: three numbers and the jar, the faces, and what came and went. */
class CoinsModel(client: Client, scope: CoroutineScope) : ScreenModel<Purse>(client, scope) {
    override fun concerns(change: Change) = change is Change.Coins

    override suspend fun read() = kith.purse().let { purse -> Purse(purse, purse.coins.map(::FacedCoin)) }

    /** A code that says to whom coins may be handed. */
    suspend fun invoice(): HandOver = kith.coinInvoice()
}

/** One coin and its story. */
class CoinModel(client: Client, private val coin: String, scope: CoroutineScope) : ScreenModel<FacedCoin>(client, scope) {
    override fun concerns(change: Change) = change is Change.Coins

    override suspend fun read() = FacedCoin(kith.coin(coin))
}

/** To whom coins can be given, and which. */
data class Giving(val members: List<MemberView>, val purse: PurseView)

/** Giving coins: to a person, or to the pool. */
class GiveModel(client: Client, scope: CoroutineScope) : ScreenModel<Giving>(client, scope) {
    override fun concerns(change: Change) = change is Change.Coins || change is Change.Members

    override suspend fun read() = Giving(kith.members(), kith.purse())

    /** Gives them; they are promised at once, and what to hand over comes back. */
    suspend fun give(to: String, gift: Gift): GiveView = kith.coinGive(to, gift)
}
