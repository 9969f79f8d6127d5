package coop.kith.model

import coop.kith.ffi.KithException
import coop.kith.ffi.Language
import coop.kith.model.Cast.Companion.becomes
import coop.kith.model.Cast.Companion.shows
import java.io.File
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** What a phone's app goes through: killed in the middle, opened twice, a vault that is shut, a network that changes, a right that is refused, an exchange that nobody sees. */
class LifeTest {
    @get:Rule
    val cast = Cast()

    /** The door of a phone whose vault is [Cast]'s, so that a test can lock it. */
    private inner class CastDoor(private val name: String) : Door {
        override val exists get() = File(cast.place(name)).list().orEmpty().isNotEmpty()
        override val asksPassphrase = false

        override suspend fun create(name: String, language: Language, passphrase: String) = cast.create(name, language)

        override suspend fun open(passphrase: String) = cast.open(name)

        override suspend fun openUnseen() = cast.open(name)
    }

    private fun phone(name: String) = Phone(CastDoor(name), Language.ENGLISH, cast.scope)

    /** A phone of its own process; [kilobytesMax]: no file of it grows beyond. */
    private fun diary(folder: String, circle: String, kilobytesMax: Long? = null): Process {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val library = "-Djna.library.path=" + System.getProperty("jna.library.path")
        val limited = if (kilobytesMax == null) emptyList() else listOf("bash", "-c", "ulimit -f $kilobytesMax && exec \"$@\"", "limited")
        val command = limited + listOf(java, library, "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"), "coop.kith.model.Diary", folder, circle)
        return ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    }

    /** A profile of a process of its own, with a circle; gives the circle. */
    private suspend fun own(folder: String): String = Client.createWithPassphrase(folder, "Mair", Language.ENGLISH, Diary.PASSPHRASE, Cast.BY_HAND).use { mair ->
        mair.kith.coopCreate("Cwm Gofal", emptyList())
        mair.kith.circleCreate("Round Mair", "me").id.also { mair.kith.shut() }
    }

    // covers: X1
    @Test
    fun a_phone_without_room_says_so_before_it_says_that_anything_is_kept_and_goes_on_once_there_is_room() = runBlocking {
        val folder = cast.place("Mair")
        val circle = own(folder)
        val largest = File(folder).walk().maxOf { it.length() } / 1024
        val said = diary(folder, circle, largest + ROOM_KILOBYTES).run { inputStream.bufferedReader().readLines().also { waitFor() } }
        assertEquals("open" to Diary.FULL, said.first() to said.last())
        val kept = said.count { it.toIntOrNull() != null }
        Client.openWithPassphrase(folder, Diary.PASSPHRASE, Cast.BY_HAND).use { mair ->
            assertEquals("each that was said to be kept, and no other", kept, mair.kith.notes(circle, 10_000u, null).size)
            mair.kith.noteWrite(circle, "There is room again.")
            assertEquals(kept + 1, mair.kith.notes(circle, 10_000u, null).size)
            mair.kith.shut()
        }
    }

    // covers: X1
    @Test
    fun a_phone_killed_in_the_middle_of_a_command_has_kept_all_that_it_said_it_kept_and_is_opened_by_one_at_a_time() = runBlocking {
        val folder = cast.place("Mair")
        val circle = own(folder)
        var kept = 0
        repeat(2) {
            val writer = diary(folder, circle)
            val said = writer.inputStream.bufferedReader()
            assertEquals("open", said.readLine())
            assertThrows(KithException.Busy::class.java) { runBlocking { Client.openWithPassphrase(folder, Diary.PASSPHRASE, Cast.BY_HAND) } }
            repeat(3) { said.readLine() }
            writer.toHandle().destroyForcibly() // What it said before can still be read.
            kept += 3 + said.readLines().count { it.toIntOrNull() != null }
            writer.waitFor()
            Client.openWithPassphrase(folder, Diary.PASSPHRASE, Cast.BY_HAND).use { mair ->
                val notes = mair.kith.notes(circle, 10_000u, null).size
                assertTrue("$notes notes, of which $kept were said to be kept", notes in kept..kept + 1)
                kept = notes
                mair.kith.shut()
            }
        }
    }

    // covers: X1, X5
    @Test
    fun a_vault_that_is_shut_keeps_an_unseen_exchange_out_and_the_person_comes_in_once_it_opens() = runBlocking {
        cast.create("Mair").kith.shut()
        cast.store("Mair").locked = true
        val phone = phone("Mair")
        assertEquals(Errand.SHUT, phone.errand())
        phone.unlock("")
        assertTrue("${phone.state.value}", (phone.state.value as PhoneState.Shut).error is KithException.Locked)
        cast.store("Mair").locked = false
        phone.unlock("")
        assertTrue("${phone.state.value}", phone.state.value is PhoneState.Open)
        phone.shutDown()
    }

    // covers: X2, X9
    @Test
    fun an_exchange_that_nobody_sees_says_that_there_is_something_and_shuts_the_profile_again() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        val circle = cast.circle(mair, carys)
        val relay = cast.relay()
        listOf(mair, carys).forEach { it.kith.setRelay(relay) }
        carys.kith.shut()
        val phone = phone("Carys")
        assertEquals(Errand(Errand.Outcome.EXCHANGED, news = false, Language.ENGLISH), phone.errand())
        mair.kith.noteWrite(circle, "The kettle is mended.")
        mair.kith.sync()
        assertEquals(Errand(Errand.Outcome.EXCHANGED, news = true, Language.ENGLISH), phone.errand())
        assertEquals("what was told once is not told again", false, phone.errand().news)
        phone.unlock("")
        val open = (phone.state.value as PhoneState.Open).session
        assertEquals(listOf("The kettle is mended."), CircleModel(open.client, circle, open.scope).state.shows { it.notes.isNotEmpty() }.notes.map { it.text })
        mair.kith.noteWrite(circle, "And the bus runs again.")
        mair.kith.sync()
        assertEquals("also while the profile is open", true, phone.errand().news)
        phone.shutDown()
    }

    // covers: X1
    @Test
    fun an_unseen_exchange_that_the_platform_ends_in_the_middle_keeps_nobody_out() = runBlocking {
        val mair = cast.create("Mair")
        mair.kith.coopCreate("Cwm Gofal", emptyList())
        mair.kith.setRelay(cast.relay())
        mair.kith.shut()
        val phone = phone("Mair")
        repeat(5) { times ->
            val errand = launch { phone.errand() }
            repeat(times) { kotlinx.coroutines.yield() }
            errand.cancelAndJoin()
        }
        phone.unlock("")
        assertTrue("${phone.state.value}", phone.state.value is PhoneState.Open)
        phone.shutDown()
    }

    // covers: X2, X8
    @Test
    fun without_signal_an_unseen_exchange_says_so_and_the_strip_goes_on_saying_what_waits() = runBlocking {
        val mair = cast.create("Mair")
        mair.kith.coopCreate("Cwm Gofal", emptyList())
        mair.kith.airplane(true)
        val circle = mair.kith.circleCreate("Round Mair", "me").id
        mair.kith.noteWrite(circle, "No signal up here.")
        mair.kith.shut()
        val phone = phone("Mair")
        assertEquals(Errand.Outcome.NO_SIGNAL, phone.errand().outcome)
        phone.unlock("")
        val open = (phone.state.value as PhoneState.Open).session
        assertTrue(Strip.of(TruthModel(open.client, open.scope).state.shows { true }, open.speech.value).sentences.isNotEmpty())
        phone.shutDown()
    }

    // covers: X2
    @Test
    fun a_network_that_changes_while_phones_exchange_loses_nothing_and_a_profile_opened_later_is_told() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        val circle = cast.circle(mair, carys)
        val relay = cast.relay()
        listOf(mair, carys).forEach { it.kith.setRelay(relay) }
        repeat(20) { mair.kith.noteWrite(circle, "note $it") }
        mair.kith.sync()
        carys.kith.shut()
        val phone = phone("Carys")
        phone.network(metered = true)
        phone.unlock("")
        val open = (phone.state.value as PhoneState.Open).session
        val changing = async { repeat(10) { phone.network(metered = it % 2 == 0) } }
        do {
            val met = runCatching { open.client.kith.sync() }.isSuccess
        } while (!met)
        changing.await()
        assertEquals(20, CircleModel(open.client, circle, open.scope).state.shows { it.notes.size == 20 }.notes.size)
        phone.shutDown()
    }

    // covers: M7, X6
    @Test
    fun where_the_camera_is_refused_the_screen_says_so_and_a_pasted_code_is_taken_in_all_the_same() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        cast.circle(mair, carys)
        val receive = ReceiveModel(carys)
        receive.scan(object : Platform {
            override suspend fun scan() = Asked.Refused
        })
        assertEquals(ReceiveState.NoCamera, receive.state.value)
        val pack = mair.kith.pack(carys.kith.whoami().person.id).text
        receive.take(pack)
        assertTrue("${receive.state.value}", receive.state.value is ReceiveState.Became)
        receive.scan(object : Platform {
            override suspend fun scan() = Asked.Given("Look: $pack")
        })
        assertEquals("already-known", (receive.state.value as ReceiveState.Became).received.outcome)
        receive.scan(ScreenOnly)
        assertTrue("who turns back changes nothing", receive.state.value is ReceiveState.Became)
    }

    // covers: M7
    @Test
    fun a_code_that_another_app_brings_waits_for_the_door_and_for_a_tap() = runBlocking {
        cast.create("Mair").run {
            kith.coopCreate("Cwm Gofal", emptyList())
            kith.shut()
        }
        val phone = phone("Mair")
        phone.bring("Come and join us! https://kith.invalid/join#kith:AbC_12-x Yours, Carys")
        phone.unlock("")
        val open = (phone.state.value as PhoneState.Open).session
        assertEquals(Place.Receive to "kith:AbC_12-x", open.navigation.here to open.brought.value)
        assertEquals("kith:AbC_12-x", open.takenOver())
        assertNull("a screen takes it over once", open.takenOver())
        phone.bring("no code at all")
        assertNull(open.brought.value)
        phone.bring("KITH:7F \$Z*A. Thank you")
        open.brought.becomes { it == "KITH:7F \$Z*A" || it?.startsWith("KITH:7F \$Z*A") == true }
        phone.shutDown()
    }

    /** A platform with a picture to give. */
    private class Pictures(private val bytes: ByteArray) : Platform {
        override val nearby: Flow<String> get() = flowOf()

        override suspend fun picture() = Asked.Given(bytes)
    }

    // covers: R2, X4
    @Test
    fun a_picture_picked_for_a_note_is_small_here_and_on_the_other_phone_and_one_that_is_none_is_refused_with_a_reason() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        val circle = cast.circle(mair, carys)
        val note = mair.kith.noteWrite(circle, "The garden today.")
        val png = java.io.ByteArrayOutputStream().also { javax.imageio.ImageIO.write(java.awt.image.BufferedImage(640, 480, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", it) }.toByteArray()
        val model = AttachmentModel(mair)
        val added = model.add(Pictures(png), note.id, "Beans in flower")!!
        assertEquals("picture" to "Beans in flower", added.kind to added.words)
        assertTrue(model.small(added)!!.isNotEmpty() && model.open(added.id).data.isNotEmpty())
        assertNull("who turns back adds nothing", model.add(ScreenOnly, note.id, ""))
        assertThrows(KithException.InvalidInput::class.java) { runBlocking { model.add(Pictures("no picture".toByteArray() + 0), note.id, "") } }

        carys.kith.syncWith(mair.kith.address()!!)
        val there = CircleModel(carys, circle, cast.scope).state.shows { page -> page.notes.any { it.attachments.isNotEmpty() } }.notes.single().attachments.single()
        assertEquals("Beans in flower", there.words)
    }

    private companion object {
        /** As much room as is left: for some notes, and not for many. */
        const val ROOM_KILOBYTES = 200L
    }
}
