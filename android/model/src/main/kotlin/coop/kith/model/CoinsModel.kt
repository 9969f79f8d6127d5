package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.CoinMap
import coop.kith.ffi.CoinView
import coop.kith.ffi.FaceLine
import coop.kith.ffi.Gift
import coop.kith.ffi.GiveView
import coop.kith.ffi.HandOver
import coop.kith.ffi.HangingPictureView
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

/** A coin's story: where it has been, as far as its givers let it be known, and what hangs on it. */
data class CoinStory(val coin: FacedCoin, val map: CoinMap, val pictures: List<HangingPictureView>)

/** One coin and its story. */
class CoinModel(client: Client, private val coin: String, scope: CoroutineScope) : ScreenModel<CoinStory>(client, scope) {
    override fun concerns(change: Change) = change is Change.Coins

    override suspend fun read() = CoinStory(FacedCoin(kith.coin(coin)), kith.coinMap(coin), kith.coinPictures(coin))

    /** The bytes of a picture that hangs on it; none while they are not here. */
    suspend fun picture(hanging: HangingPictureView): ByteArray? = if (hanging.state == HERE) kith.coinPicture(hanging.picture) else null

    /** I do not want to see a picture, or do after all. */
    suspend fun refuse(picture: String, refuse: Boolean) {
        kith.coinPictureRefuse(picture, refuse)
    }

    companion object {
        const val HERE = "here"
        const val REFUSED = "refused"
    }
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
