package coop.kith.model

import coop.kith.ffi.KithException
import coop.kith.ffi.Language
import coop.kith.ffi.Side
import coop.kith.ffi.Audience
import coop.kith.ffi.Wanted
import coop.kith.ffi.Worry
import coop.kith.model.Cast.Companion.becomes
import coop.kith.model.Cast.Companion.shows
import java.io.File
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** The app as a whole: the door, the way about, the language, and the screens of a person's own affairs. */
class PhoneTest {
    @get:Rule
    val cast = Cast()

    // covers: X1
    @Test
    fun a_new_person_begins_shuts_the_phone_and_comes_back_by_the_same_passphrase_alone() = runBlocking {
        val door = PassphraseDoor(File(cast.place("Mair")), Cast.BY_HAND)
        Phone(door, Language.WELSH, cast.scope).run {
            assertTrue(state.value is PhoneState.New)
            begin("Mair", "gorse bramble heron stile")
            val session = (state.value as PhoneState.Open).session
            assertEquals("Mair" to Language.WELSH, session.who.value.run { person.name to language })
            shutDown()
        }
        Phone(door, Language.ENGLISH, cast.scope).run {
            assertTrue(state.value is PhoneState.Shut)
            unlock("another one entirely")
            assertTrue("${state.value}", (state.value as PhoneState.Shut).error is KithException.Locked)
        }
    }

    // covers: X4
    @Test
    fun the_whole_phone_speaks_the_other_language_as_soon_as_it_is_chosen() = runBlocking {
        val mair = cast.create("Mair")
        val session = Session(mair, mair.kith.whoami(), cast.scope)
        assertEquals("Today", session.speech.value.say("today-title"))
        SettingsModel(mair, session.scope).speak(Language.WELSH)
        session.speech.becomes { it.language == Language.WELSH }
        assertEquals("Mae 2 beth yn aros.", session.speech.value.say("truth-waiting", "count" to 2))
    }

    @Test
    fun what_goes_wrong_is_said_in_the_persons_language_and_nothing_was_done() = runBlocking {
        val mair = cast.create("Mair")
        val session = Session(mair, mair.kith.whoami(), cast.scope)
        session.act { ReceiveModel(mair).run { take("kith:nonsense"); (state.value as ReceiveState.Failed).let { throw it.error } } }
        val said = session.said.value
        assertTrue("$said", said != null && said.trouble && said.text.isNotBlank())
        session.act(done = "note-saved") { }
        assertEquals(Notice("Saved on this phone.", false), session.said.value)
    }

    @Test
    fun back_leads_the_way_one_came_and_a_place_at_the_bottom_begins_anew() {
        val navigation = Navigation()
        navigation.go(Place.Circle("7f31"))
        navigation.go(Place.Visit("7f31", "aa00"))
        assertTrue(navigation.back())
        assertEquals(Place.Circle("7f31"), navigation.here)
        navigation.begin(Place.Coins)
        assertFalse("from here the platform's own back leaves the app", navigation.back())
        assertEquals(listOf(Place.Coins), navigation.places.value)
        repeat(2 * Navigation.DEPTH_MAX) { navigation.go(Place.Coin("$it")) }
        assertEquals(Navigation.DEPTH_MAX, navigation.places.value.size)
    }

    // covers: P1, P2
    @Test
    fun a_neighbour_is_found_by_what_they_show_and_by_nothing_else() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        cast.circle(mair, carys)
        val me = PersonModel(carys, "me", cast.scope)
        me.write(Side.GIVE, "offer", "I mend kettles.", Audience.Coop)
        me.write(Side.GIVE, "experience", "I like heights.", Audience.Me)
        cast.carry(carys, mair)
        val people = PeopleModel(mair, cast.scope)
        assertEquals(setOf("Mair", "Carys"), people.state.shows { it.size == 2 }.map { it.person.name }.toSet())
        assertEquals(listOf("Carys"), people.find(Wanted(text = "kettles")).map { it.person.name })
        assertEquals(emptyList<String>(), people.find(Wanted(text = "heights")).map { it.person.name })
        val seen = PersonModel(mair, carys.kith.whoami().person.id, cast.scope).state.shows { it.sections.isNotEmpty() }
        assertEquals(listOf("I mend kettles."), seen.sections.map { it.text })
    }

    // covers: X3
    @Test
    fun a_lost_phone_is_cut_off_and_a_kit_is_tried_from_the_screens_models() = runBlocking {
        val mair = cast.create("Mair")
        mair.kith.coopCreate("Cwm Gofal", emptyList())
        val second = cast.create("Mair's tablet")
        val devices = DevicesModel(mair, cast.scope)
        val admitted = devices.admit(second.kith.deviceRequest().text, "tablet")
        second.kith.receive(admitted.handOver.text)
        assertEquals(2, devices.state.shows { it.all.size == 2 }.all.size)
        devices.cutOff(admitted.device, null)
        devices.state.shows { shown -> shown.all.any { it.label == "tablet" && it.state == "revoked" } }

        val recovery = RecoveryModel(mair, cast.scope)
        val kit = recovery.kit()
        assertEquals("rehearsed", recovery.readKit(kit.handOver.text).outcome)
        assertNotNull(recovery.state.shows { it.view.kit?.rehearsedMs != null }.view.kit)
    }

    // covers: X3
    @Test
    fun somebody_without_any_phone_left_comes_back_by_two_guardians_who_compare_a_code() = runBlocking {
        val (mair, carys, dewi) = listOf(cast.create("Mair"), cast.create("Carys"), cast.create("Dewi"))
        mair.kith.coopCreate("Cwm Gofal", emptyList())
        val guardians = listOf(carys, dewi).onEach { cast.admit(mair, it) }
        RecoveryModel(mair, cast.scope).guardians(guardians.map { it.kith.whoami().person.id }, 2u)
        guardians.forEach { cast.carry(mair, it) }
        val me = mair.kith.whoami().person.id
        mair.kith.shut()

        val again = cast.create("Mair's new phone")
        val back = ReturnModel(again, cast.scope)
        assertEquals("none", back.state.shows { true }.state)
        val asked = back.byGuardians("Mair")
        back.state.shows { it.state == "asking" && it.shares == 0u }
        guardians.forEach { guardian ->
            val model = RecoveryModel(guardian, cast.scope)
            val seen = model.see(asked.handOver.text)
            assertEquals("Mair", seen.name)
            val person = seen.mayHelp.single().id
            val wrong = runCatching { model.help(asked.handOver.text, person, "AAAA-AAAA-AAAA", true) }
            assertTrue("$wrong", wrong.exceptionOrNull() is KithException)
            again.kith.receive(model.help(asked.handOver.text, person, asked.code, true).handOver!!.text)
        }
        assertEquals("guardians", back.state.shows { it.state == "returning" }.by)
        assertEquals(me, again.kith.whoami().person.id)
    }

    // covers: R8, X4
    @Test
    fun a_worry_is_raised_in_private_and_what_to_do_at_once_comes_back() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        cast.circle(mair, carys)
        mair.kith.grantRole("me", coop.kith.ffi.Role.SAFEGUARDING_LEAD)
        cast.carry(mair, carys)
        val safety = SafetyModel(carys, cast.scope)
        val receipt = safety.raise(Worry("The door stood open at night.", danger = true))
        assertTrue(receipt.advice.first().contains("999"))
        assertEquals(1, safety.state.shows { it.concerns.isNotEmpty() }.concerns.size)
        assertTrue(PrivacyModel(carys, cast.scope).state.shows { it.circles.isNotEmpty() }.members == 2u)
    }
}
