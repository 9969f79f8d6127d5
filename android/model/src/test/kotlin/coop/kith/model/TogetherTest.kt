package coop.kith.model

import coop.kith.ffi.Audience
import coop.kith.ffi.Gift
import coop.kith.ffi.KithException
import coop.kith.ffi.RotaState
import coop.kith.ffi.Side
import coop.kith.ffi.Size
import coop.kith.ffi.Wanted
import coop.kith.model.Cast.Companion.becomes
import coop.kith.model.Cast.Companion.shows
import java.time.LocalDateTime
import java.time.ZoneId
import java.time.temporal.ChronoUnit
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** What two people do together beside visits: a rota, a plan, a coin's way, the co-op; and what one has begun to write. */
class TogetherTest {
    @get:Rule
    val cast = Cast()

    // covers: R4
    @Test
    fun a_visit_is_planned_on_one_phone_taken_on_another_handed_back_and_taken_again() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        val circle = cast.circle(mair, carys)
        val hers = RotaModel(mair, circle, cast.scope)
        val first = LocalDateTime.now(ZoneId.of("Europe/London")).plusHours(2).truncatedTo(ChronoUnit.HOURS)
        hers.plan(Planned("Tea", "$first", 60u, Repeat.ONCE, "and a chat", null), offer = false)
        cast.carry(mair, carys)

        val mine = RotaModel(carys, circle, cast.scope)
        val open = mine.state.shows { it.view.visits.isNotEmpty() }.days.single().visits.single()
        assertEquals(RotaState.OPEN to "Tea", open.state to open.name)
        mine.take(open)
        cast.carry(carys, mair)
        val taken = hers.state.shows { it.view.visits.single().state == RotaState.TAKEN }.view.visits.single()
        assertEquals("Carys", taken.comers(Speech.of(coop.kith.ffi.Language.ENGLISH)))
        assertEquals(1, CircleModel(mair, circle, cast.scope).state.shows { it.coming.isNotEmpty() }.coming.size)

        mine.leave(taken, on = false, "My car is broken.")
        mine.state.shows { it.view.visits.single().state == RotaState.OPEN }
        mine.take(open)
        val visit = mine.begin(mine.state.shows { it.view.visits.single().mine }.view.visits.single())
        assertNull("the visit is under way", visit.endedMs)
    }

    // covers: R4
    @Test
    fun somebody_who_says_what_they_can_give_is_warned_and_may_go_beyond_it() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        val circle = cast.circle(mair, carys)
        val limits = LimitsModel(carys, cast.scope)
        assertEquals(60u, limits.keep(1u, setOf(1, 2, 3, 4, 5, 6, 7)).weekMinutes)
        val first = LocalDateTime.now(ZoneId.of("Europe/London")).plusHours(2).truncatedTo(ChronoUnit.HOURS)
        RotaModel(mair, circle, cast.scope).plan(Planned("Tea", "$first", 60u, Repeat.ONCE, "", null), offer = false)
        cast.carry(mair, carys)
        val mine = RotaModel(carys, circle, cast.scope)
        val open = mine.state.shows { it.view.visits.isNotEmpty() }.view.visits.single()
        val refused = runCatching { mine.take(open) }.exceptionOrNull()
        assertTrue("$refused", refused is KithException)
        assertTrue(mine.take(open, anyway = true).mine)
    }

    // covers: R2
    @Test
    fun a_plan_keeps_both_times_that_were_written_apart_and_nobodys_words_are_undone_by_a_form() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        val circle = cast.circle(mair, carys)
        val plan = BeginPlanModel(mair, circle).begin(PlanForm("Sunday", "Choir.\nLunch.", "13:00", "Seion"))
        cast.carry(mair, carys)
        val (hers, mine) = listOf(PlanModel(mair, plan.id, cast.scope), PlanModel(carys, plan.id, cast.scope))
        val was = PlanForm.of(mine.state.shows { it.title == "Sunday" })
        assertEquals(PlanForm("Sunday", "Choir.\nLunch.", "13:00", "Seion"), was)

        // Carys has the form open while Mair's change comes.
        hers.change(was, was.copy(text = "Choir at two.\nLunch.", at = "14:00"))
        mine.change(was, was.copy(at = "15:00"))
        cast.carry(mair, carys)
        val woven = mine.change(was, was.copy(text = "Choir.\nLunch and tea."))
        assertEquals("Choir at two.\nLunch and tea.", woven.text)
        assertEquals(setOf("14:00" to "Mair", "15:00" to "Carys"), woven.`when`.choices.map { it.value to it.author.name }.toSet())
        assertEquals("14:00", mine.chooseTime("14:00").`when`.value)
    }

    // covers: X1
    @Test
    fun what_is_begun_is_offered_back_after_the_app_was_away_and_is_gone_once_it_is_written() = runBlocking {
        val mair = cast.create("Mair")
        mair.kith.coopCreate("Cwm Gofal", emptyList())
        val circle = mair.kith.circleCreate("Round Mair", "me").id
        CircleModel(mair, circle, cast.scope).keep("The kettle is")
        mair.kith.shut()
        val again = cast.open("Mair")
        val model = CircleModel(again, circle, cast.scope)
        val draft = model.state.shows { it.draft != null }.draft!!
        assertEquals("The kettle is" to true, draft.text to draft.here)
        model.write("The kettle is mended.")
        model.state.shows { it.draft == null && it.notes.size == 1 }
        Unit
    }

    // covers: C7
    @Test
    fun a_coin_shows_where_it_has_been_as_a_map_and_a_list_and_a_picture_of_its_giver() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        val circle = cast.circle(mair, carys)
        val coop = CoopModel(mair, cast.scope)
        coop.place("Cwm Isaf", "52.912,-3.868", Size.NEIGHBOURHOOD)
        cast.coin(mair, carys, circle)
        cast.carry(carys, mair)
        cast.carry(mair, carys)
        val coin = carys.kith.purse().coins.single().id
        val story = CoinModel(carys, coin, cast.scope).state.shows { it.map.drawing != null }
        assertEquals(listOf("Cwm Isaf"), story.map.stops.map { it.area })
        assertTrue(story.map.drawing!!.labels.any { it.text == "Cwm Isaf" } && story.map.drawing!!.lines.any { it.closed })
        assertTrue(story.map.words.contains("Cwm Isaf"))

        carys.kith.receive(mair.kith.coinInvoice().text)
        val png = java.io.ByteArrayOutputStream().also { javax.imageio.ImageIO.write(java.awt.image.BufferedImage(320, 200, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", it) }.toByteArray()
        val given = GiveModel(carys, cast.scope).give("Mair", Gift(count = 1u, words = "for the soup", picture = png, shows = "A pan of soup"))
        mair.kith.receive(given.handOver.text)
        val model = CoinModel(carys, coin, cast.scope)
        val hanging = model.state.shows { it.pictures.isNotEmpty() }.pictures.single()
        assertEquals("A pan of soup" to 1u, hanging.shows to hanging.step)
        assertNotNull(model.picture(hanging))
        model.refuse(hanging.picture, true)
        assertNull(model.picture(model.state.shows { it.pictures.single().state == CoinModel.REFUSED }.pictures.single()))
        val open = coop.state.shows { it.book?.minted == 1uL }
        assertTrue(open.book!!.addsUp && open.entrusted.single().person.me && open.areas.drawing != null)
    }

    // covers: P1
    @Test
    fun a_neighbour_is_found_by_what_they_can_do_and_by_their_language() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair"), cast.create("Carys"))
        cast.circle(mair, carys)
        PersonModel(carys, "me", cast.scope).run {
            list(Side.GIVE, "skills", listOf("mending kettles", "driving"), Audience.Coop)
            list(Side.GIVE, "languages", listOf("Cymraeg"), Audience.Coop)
        }
        cast.carry(carys, mair)
        val people = PeopleModel(mair, cast.scope)
        people.state.shows { it.size == 2 }
        assertEquals(listOf("Carys"), people.find(Wanted(text = "kettles")).map { it.person.name })
        assertEquals(listOf("Carys"), people.find(Wanted(language = "Cymraeg")).map { it.person.name })
        assertEquals(emptyList<String>(), people.find(Wanted(language = "Polski")).map { it.person.name })
    }

    // covers: X5
    @Test
    fun a_profile_that_has_locked_itself_shows_the_door_and_is_opened_anew_by_its_person() = runBlocking {
        val door = PassphraseDoor(java.io.File(cast.place("Mair")), Cast.BY_HAND)
        val phone = Phone(door, coop.kith.ffi.Language.ENGLISH, cast.scope)
        phone.begin("Mair", "gorse bramble heron stile")
        val open = (phone.state.value as PhoneState.Open).session
        assertEquals(5u, SettingsModel(open.client, open.scope).lockAfter(5u).lockAfterMinutes)
        open.touched()
        open.client.kith.lock()
        phone.state.becomes { it is PhoneState.Shut }
        phone.unlock("gorse bramble heron stile")
        val again = (phone.state.value as PhoneState.Open).session
        assertEquals(5u, SettingsModel(again.client, again.scope).state.shows { true }.lockAfterMinutes)
        phone.shutDown()
    }
}
