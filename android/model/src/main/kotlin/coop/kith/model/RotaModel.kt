package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.LimitsView
import coop.kith.ffi.LineSays
import coop.kith.ffi.OccasionView
import coop.kith.ffi.RotaState
import coop.kith.ffi.RotaView
import coop.kith.ffi.TakerView
import coop.kith.ffi.VisitView
import kotlinx.coroutines.CoroutineScope

/** Visits of one day. */
data class RotaDay(val date: String, val visits: List<OccasionView>)

/** What a circle's rota shows: its days, and who is in the circle to be asked. */
data class Rota(val view: RotaView, val people: List<coop.kith.ffi.PersonView>, val writable: Boolean) {
    /** The visits by day, each day once. */
    val days: List<RotaDay> get() = view.visits.groupBy { it.slot.substringBefore('T') }.map { (date, visits) -> RotaDay(date, visits) }
}

/** How often a planned visit comes. */
enum class Repeat(val rule: String) {
    ONCE(""), DAILY("FREQ=DAILY"), WEEKLY("FREQ=WEEKLY"), FORTNIGHT("FREQ=WEEKLY;INTERVAL=2"), MONTHLY("FREQ=MONTHLY"),
}

/** A visit that is to be planned. [first]: `2026-11-24T10:00` where the person lives; [asked]: whom, by id. */
data class Planned(val name: String, val first: String, val minutes: UShort, val repeat: Repeat, val text: String, val asked: String?)

/** Who comes when: visits planned, taken, left, begun. */
class RotaModel(client: Client, private val circle: String, scope: CoroutineScope) : ScreenModel<Rota>(client, scope) {
    override fun concerns(change: Change) = change is Change.Circle && change.circle == circle || change is Change.Truth

    override suspend fun read(): Rota {
        val around = kith.circle(circle).circle
        return Rota(kith.rota(circle), around.people.map { it.person }, around.standing is coop.kith.ffi.CircleStanding.In && around.closed == null)
    }

    /** Plans a visit; [offer]: I come, each time. */
    suspend fun plan(said: Planned, offer: Boolean): OccasionView = kith.rotaPlan(circle, said.run {
        LineSays.Visit(name, first, minutes, repeat.rule, "", 1u, emptyList(), asked, "", text, false, false)
    }, offer)

    /** I come; [on]: to all later ones, too; [anyway]: beyond what I said that I can give. */
    suspend fun take(visit: OccasionView, on: Boolean = false, anyway: Boolean = false): OccasionView = kith.rotaTake(visit.line, visit.slot, on, anyway)

    /** I cannot come after all. */
    suspend fun leave(visit: OccasionView, on: Boolean, why: String): OccasionView = kith.rotaRelease(visit.line, visit.slot, on, why)

    /** Asks somebody, or anybody, to come in my place. I come until somebody says yes. */
    suspend fun ask(visit: OccasionView, of: String?, text: String): OccasionView = kith.rotaAsk(visit.line, visit.slot, of, text)

    /** Answers what somebody asked, or a visit that was planned for me. */
    suspend fun answer(ask: String, yes: Boolean): OccasionView = kith.rotaAnswer(ask, yes)

    /** Says who comes, where more took it than it needs. */
    suspend fun settle(visit: OccasionView, stays: List<String>): OccasionView = kith.rotaSettle(visit.line, visit.slot, stays)

    suspend fun cancel(visit: OccasionView): OccasionView = kith.rotaCancel(visit.line, visit.slot)

    suspend fun backOn(visit: OccasionView): OccasionView = kith.rotaBackOn(visit.line, visit.slot)

    /** Begins a visit that I took. */
    suspend fun begin(visit: OccasionView): VisitView = kith.rotaBegin(visit.line, visit.slot)
}

/** What I can give: the rota keeps to it. */
class LimitsModel(client: Client, scope: CoroutineScope) : ScreenModel<LimitsView>(client, scope) {
    override fun concerns(change: Change) = change is Change.Circle || change is Change.Settings

    override suspend fun read() = kith.limits()

    /** At most so many hours a week (none: no limit), and not on these days (1 Monday to 7 Sunday). */
    suspend fun keep(hours: UInt?, daysNot: Set<Int>): LimitsView = kith.limitsSet(hours?.times(MINUTES), daysNot.sorted().map(Int::toByte).toByteArray())

    private companion object {
        const val MINUTES = 60u
    }
}

/** Who comes, by name; [nobody] if nobody does. */
fun OccasionView.comers(say: Speech): String = takers.joinToString { it.called(say) }.ifEmpty { say.say("rota-nobody") }

/** The name of somebody who comes. */
fun TakerView.called(say: Speech): String = person?.let(say::name) ?: name

/** Whether something can still be said about whether it takes place. */
val OccasionView.isOn: Boolean get() = state != RotaState.CANCELLED && state != RotaState.BEGUN && state != RotaState.OFF

/** Whether it is so near that it may be begun. */
fun OccasionView.isNear(nowMs: Long = System.currentTimeMillis()): Boolean = kotlin.math.abs(atMs.toLong() - nowMs) < NEAR_MS

/** As far from its time as a visit is begun. */
private const val NEAR_MS = 6L * 60 * 60 * 1000
