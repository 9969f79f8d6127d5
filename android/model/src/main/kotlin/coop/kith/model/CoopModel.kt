package coop.kith.model

import coop.kith.ffi.AreasShown
import coop.kith.ffi.BookView
import coop.kith.ffi.Change
import coop.kith.ffi.CoopView
import coop.kith.ffi.KithException
import coop.kith.ffi.MemberView
import coop.kith.ffi.Size
import kotlinx.coroutines.CoroutineScope

/** The co-op: what it is called, who does what, its areas, and its book as far as one may see it. */
data class Coop(val view: CoopView, val members: List<MemberView>, val areas: AreasShown, val book: BookView?) {
    /** Those who hold a role. */
    val entrusted: List<MemberView> get() = members.filter { it.roles.isNotEmpty() }
}

/** The co-op, which its members own together. */
class CoopModel(client: Client, scope: CoroutineScope) : ScreenModel<Coop>(client, scope) {
    override fun concerns(change: Change) = change is Change.Members || change is Change.Book || change is Change.Coins

    override suspend fun read(): Coop = Coop(kith.coop(), kith.members(), kith.areas(), book())

    /** As whoever keeps the list of members: places an area on the map by a place in it, in degrees, of which only the coarse cell is kept; empty: off the map. */
    suspend fun place(area: String, at: String, size: Size): AreasShown = kith.areaPlace(area, at.trim().ifEmpty { null }, size)

    /** None before the office has published anything. */
    private suspend fun book(): BookView? = try {
        kith.book()
    } catch (_: KithException.NotFound) {
        null
    } catch (_: KithException.NotAllowed) {
        null
    }
}
