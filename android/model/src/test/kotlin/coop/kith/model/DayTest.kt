package coop.kith.model

import coop.kith.ffi.CheckOut
import coop.kith.ffi.Element
import coop.kith.ffi.Gift
import coop.kith.ffi.Mood
import coop.kith.model.Cast.Companion.shows
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** A day on two phones, by the screens' models alone: a visit, its hour, a coin by the text of a code, and an exchange through a real relay. */
class DayTest {
    @get:Rule
    val cast = Cast()

    /** Carys visits Mair for an hour and ends the visit; gives its id. */
    private suspend fun visit(carys: Client, circle: String): String {
        val begun = CircleModel(carys, circle, cast.scope).checkIn()
        val model = VisitModel(carys, circle, begun.id, cast.scope)
        model.state.shows { it.visit.endedMs == null && it.areas == listOf("Cwm Isaf") }
        model.finish(CheckOut(60u, listOf(Element.MY_HOME), Mood.BRIGHT, "We made soup.", "She likes company at four.", "Cwm Isaf"))
        assertEquals("unconfirmed", model.state.shows { it.visit.endedMs != null }.visit.hour)
        return begun.id
    }

    // covers: C1, C11, R3, X6
    @Test
    fun an_hour_is_told_confirmed_by_code_and_the_coin_goes_on_by_the_text_of_a_code() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        val circle = cast.circle(mair, carys)
        val visit = visit(carys, circle)

        val receive = ReceiveModel(mair)
        receive.take(VisitModel(carys, circle, visit, cast.scope).ask().text)
        val became = (receive.state.value as ReceiveState.Became).received
        assertEquals("taken", became.outcome)
        val today = TodayModel(mair, cast.scope)
        val waiting = today.state.shows { it.view.toConfirm.isNotEmpty() }.view.toConfirm.single()
        assertEquals("Carys", waiting.visitor.name)
        val confirmed = today.confirm(waiting.id)
        ReceiveModel(carys).run {
            take(confirmed.handOver.text)
            assertEquals("taken", (state.value as ReceiveState.Became).received.outcome)
        }
        cast.carry(mair, carys)
        val coin = CoinsModel(carys, cast.scope).state.shows { it.coins.size == 1 }.coins.single()
        assertTrue("the face is there to draw", coin.face.size >= 3)

        cast.carry(carys, mair)
        cast.carry(mair, carys)
        val invoice = CoinsModel(mair, cast.scope).invoice()
        ReceiveModel(carys).take(invoice.text)
        val given = GiveModel(carys, cast.scope).give("Mair", Gift(count = 1u, words = "for the soup"))
        ReceiveModel(mair).take(given.handOver.text)
        val story = CoinModel(mair, coin.view.id, cast.scope).state.shows { it.coin.view.story.size == 2 }.coin.view.story
        assertEquals(listOf("earned", "given"), story.map { it.what })
        assertEquals("for the soup", story.last().words)
    }

    // covers: R2, X2, X8
    @Test
    fun what_one_phone_writes_reaches_the_other_through_the_relay_and_the_strip_tells_the_truth() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        val circle = cast.circle(mair, carys)
        val relay = cast.relay()
        listOf(mair, carys).forEach { SettingsModel(it, cast.scope).relay(relay) }

        CircleModel(mair, circle, cast.scope).write("The kettle is mended.")
        val truth = TruthModel(mair, cast.scope)
        truth.state.shows { truth -> truth.items.any { it.what == "note" } && truth.lastRelayMs == null }
        assertTrue(truth.exchange().relay)
        truth.state.shows { it.lastRelayMs != null && it.items.none { item -> item.what == "note" } }

        TruthModel(carys, cast.scope).exchange()
        val notes = CircleModel(carys, circle, cast.scope).state.shows { it.notes.isNotEmpty() }.notes
        assertEquals(listOf("The kettle is mended."), notes.map { it.text })
    }
}
