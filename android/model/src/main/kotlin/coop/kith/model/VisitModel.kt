package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.CheckOut
import coop.kith.ffi.Confirmed
import coop.kith.ffi.HandOver
import coop.kith.ffi.KithException
import coop.kith.ffi.VisitView
import kotlinx.coroutines.CoroutineScope

/** What a visit's screen shows: the visit, and the areas that its hour may name. */
data class VisitShown(val visit: VisitView, val areas: List<String>)

/** One visit, from its beginning to its hour. Without a [circle] it is one known from a code, which waits for my word. */
class VisitModel(client: Client, private val circle: String?, private val visit: String, scope: CoroutineScope) : ScreenModel<VisitShown>(client, scope) {
    override fun concerns(change: Change) = change is Change.Circle || change is Change.Coins || change is Change.Truth

    override suspend fun read(): VisitShown {
        val known = if (circle == null) kith.visitsToConfirm() else kith.visits(circle, VISITS_MAX)
        val found = known.find { it.id == visit } ?: throw KithException.NotFound("no-such-visit", Speech.of(kith.settings().language).say("code-no-such-visit"))
        return VisitShown(found, kith.coop().areas)
    }

    /** Ends it; it is on this phone for good once this returns. */
    suspend fun finish(said: CheckOut): VisitView = kith.visitCheckOut(visit, said)

    /** Its hour as a code for the person helped. */
    suspend fun ask(): HandOver = kith.visitAsk(visit)

    /** Says yes to its hour; gives what to hand back. */
    suspend fun confirm(): Confirmed = kith.visitConfirm(visit)

    private companion object {
        /** How far back a visit can be opened. */
        const val VISITS_MAX = 200u
    }
}
