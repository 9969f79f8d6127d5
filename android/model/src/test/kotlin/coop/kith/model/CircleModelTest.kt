package coop.kith.model

import coop.kith.ffi.Arrival
import coop.kith.ffi.KithException
import coop.kith.model.Cast.Companion.becomes
import coop.kith.model.Cast.Companion.shows
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** The phone's model of a circle, over the real library, with two real profiles. */
class CircleModelTest {
    @get:Rule
    val cast = Cast()

    // covers: R2, X1
    @Test
    fun a_note_written_here_shows_at_once_and_one_carried_here_follows() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        val circle = cast.circle(mair, carys)
        val model = CircleModel(carys, circle, cast.scope)
        val both = async { model.state.shows { it.notes.size == 2 } }

        val mine = model.write("The bus is late.")
        assertEquals(Arrival.HereOnly, mine.arrival)
        mair.kith.noteWrite(circle, "The kettle is mended.")
        cast.carry(mair, carys)

        val shown = both.await()
        assertEquals(setOf("Carys" to "The bus is late.", "Mair" to "The kettle is mended."), shown.notes.map { it.author.name to it.text }.toSet())
        val truth = TruthModel(carys, cast.scope).state.shows { true }
        assertTrue("my own note waits, and the strip says so", truth.waiting > 0u)
    }

    @Test
    fun a_circle_that_is_not_here_is_a_state_of_the_screen_and_not_a_crash() = runBlocking {
        val mair = cast.create("Mair")
        mair.kith.coopCreate("Cwm Gofal", emptyList())
        val state = CircleModel(mair, "ffffffff", cast.scope).state.becomes { it !is Shown.Opening }
        assertTrue("$state", state is Shown.Failed && state.error is KithException.NotFound)
    }

    // covers: X1
    @Test
    fun a_profile_stays_shut_until_the_person_is_recognised() = runBlocking {
        cast.create("Mair").kith.shut()
        cast.store("Mair").locked = true
        assertThrows(KithException.Locked::class.java) { runBlocking { cast.open("Mair") } }
        cast.store("Mair").locked = false
        assertEquals("Mair", cast.open("Mair").kith.whoami().person.name)
    }
}
