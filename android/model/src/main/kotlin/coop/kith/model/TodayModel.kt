package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.Confirmed
import coop.kith.ffi.TodayView
import coop.kith.ffi.WhoView
import kotlinx.coroutines.CoroutineScope

/** What the first page shows. */
data class Today(val who: WhoView, val view: TodayView)

/** The first page: who comes, what changed, what waits for one's word. */
class TodayModel(client: Client, scope: CoroutineScope) : ScreenModel<Today>(client, scope) {
    override fun concerns(change: Change) = when (change) {
        is Change.Circle, is Change.Plan, Change.Coins, Change.Members, Change.Settings -> true
        else -> false
    }

    override suspend fun read() = Today(kith.whoami(), kith.today())

    /** Says yes to an hour that somebody gave me. */
    suspend fun confirm(visit: String): Confirmed = kith.visitConfirm(visit)
}
