package coop.kith.model

import coop.kith.ffi.Arrival
import coop.kith.ffi.KithException
import coop.kith.ffi.Language
import coop.kith.ffi.Level
import coop.kith.ffi.OpenOptions
import java.io.File
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder

/** The phone's model of a circle, over the real library, with two real profiles. */
class CircleModelTest {
    @get:Rule
    val folder = TemporaryFolder()

    /** Nothing happens by itself, and nothing leaves this machine. */
    private val byHand = OpenOptions(automatic = false, lan = false, loopback = true)

    private val stores = mutableMapOf<String, MemoryKeyStore>()

    private fun place(name: String) = File(folder.root, name).path

    private suspend fun create(name: String): Client {
        val store = stores.getOrPut(name, ::MemoryKeyStore)
        return Client.create(place(name), name, Language.ENGLISH, store, byHand)
    }

    /** A co-op of two, whose circle is round Mair. */
    private suspend fun circle(mair: Client, carys: Client): String {
        mair.kith.coopCreate("Cwm Gofal", listOf("Cwm Isaf"))
        val invitation = mair.kith.invite("Carys", "worker", null)
        val answer = carys.kith.join(invitation.text)
        val admitted = mair.kith.receive(answer.reply!!.text)
        carys.kith.receive(admitted.reply!!.text)
        carry(carys, mair)
        val circle = mair.kith.circleCreate("Round Mair", "me").id
        mair.kith.circleAdd(circle, carys.kith.whoami().person.id, Level.MEMBER)
        carry(mair, carys)
        return circle
    }

    private suspend fun carry(from: Client, to: Client) {
        to.kith.receive(from.kith.pack(to.kith.whoami().person.id).text)
    }

    // covers: R2, X1
    @Test
    fun a_note_written_here_shows_at_once_and_one_carried_here_follows() = runBlocking {
        create("Mair").use { mair ->
            create("Carys").use { carys ->
                val circle = circle(mair, carys)
                val model = CircleModel(carys, circle)
                val both = async { withTimeout(20_000) { model.state.filterIsInstance<CircleState.Open>().first { it.notes.size == 2 } } }

                val mine = model.write("The bus is late.")
                assertEquals(Arrival.HereOnly, mine.arrival)
                mair.kith.noteWrite(circle, "The kettle is mended.")
                carry(mair, carys)

                val shown = both.await()
                assertEquals(setOf("Carys" to "The bus is late.", "Mair" to "The kettle is mended."), shown.notes.map { it.author.name to it.text }.toSet())
                assertTrue("my own note waits, and the screen says so", shown.truth.waiting > 0u)
            }
        }
    }

    @Test
    fun a_circle_that_is_not_here_is_a_state_of_the_screen_and_not_a_crash() = runBlocking {
        create("Mair").use { mair ->
            mair.kith.coopCreate("Cwm Gofal", emptyList())
            val state = CircleModel(mair, "ffffffff").state.first { it !is CircleState.Opening }
            assertTrue("$state", state is CircleState.Failed && state.error is KithException.NotFound)
        }
    }

    // covers: X1
    @Test
    fun a_profile_stays_shut_until_the_person_is_recognised() = runBlocking {
        create("Mair").use { it.kith.shut() }
        val store = stores.getValue("Mair")
        store.locked = true
        assertThrows(KithException.Locked::class.java) { runBlocking { Client.open(place("Mair"), store, byHand) } }
        store.locked = false
        Client.open(place("Mair"), store, byHand).use { assertEquals("Mair", it.kith.whoami().person.name) }
    }
}
