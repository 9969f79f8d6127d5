package coop.kith.ui

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.test.ComposeTimeoutException
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.assertHasClickAction
import androidx.compose.ui.test.assertHeightIsAtLeast
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.createComposeRule
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.printToString
import androidx.compose.ui.unit.Density
import coop.kith.ffi.Language
import coop.kith.model.Ability
import coop.kith.model.Asked
import coop.kith.model.Cast
import coop.kith.model.Client
import coop.kith.ffi.PlanSaid
import coop.kith.model.Place
import coop.kith.model.Planned
import coop.kith.model.Platform
import coop.kith.model.Repeat
import coop.kith.model.RotaModel
import coop.kith.model.ScreenOnly
import coop.kith.model.Session
import java.time.LocalDateTime
import java.time.ZoneId
import java.time.temporal.ChronoUnit
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** A person's taps, on the real core: a visit from its beginning to its coin, and the coin given on. */
class WalkTest {
    @get:Rule
    val cast = Cast()

    @get:Rule
    val rule = createComposeRule()

    private fun shown(client: Client, platform: Platform = ScreenOnly): Session = runBlocking { Session(client, client.kith.whoami(), cast.scope) }.also { open ->
        rule.setContent {
            CompositionLocalProvider(LocalDensity provides Density(1f)) { Look(dark = false) { Opened(open, platform) } }
        }
    }

    /** Waits for something on the screen; if it does not come, says what was there instead. */
    private fun await(wanted: SemanticsMatcher) = try {
        rule.waitUntil(PATIENCE_MS) { rule.onAllNodes(wanted).fetchSemanticsNodes().isNotEmpty() }
    } catch (_: ComposeTimeoutException) {
        throw AssertionError("no ${wanted.description} on:\n${rule.onRoot().printToString(maxDepth = Int.MAX_VALUE)}")
    }

    private fun see(text: String): SemanticsNodeInteraction {
        await(hasText(text, substring = true))
        return rule.onAllNodesWithText(text, substring = true).onFirst()
    }

    private fun tap(text: String) {
        val touchable = hasText(text) and hasClickAction()
        await(touchable)
        rule.onAllNodes(touchable).onFirst().let { node ->
            runCatching { node.performScrollTo() } // What is not in a scrolling column is in sight already.
            node.assertHasClickAction().assertHeightIsAtLeast(TARGET).performClick()
        }
    }

    private fun write(label: String, text: String) {
        val field = hasContentDescription(label)
        await(field)
        rule.onAllNodes(field).onFirst().run {
            performScrollTo()
            performTextReplacement(text)
        }
    }

    // covers: C1, R3, X4, X6
    @Test
    fun a_visit_is_begun_and_finished_by_taps_and_its_hour_becomes_a_code_that_makes_a_coin() {
        val (mair, carys) = runBlocking { listOf(cast.create("Mair"), cast.create("Carys")) }
        runBlocking { cast.circle(mair, carys) }
        val open = shown(carys)

        tap("Round Mair")
        tap("Begin the visit")
        tap("▲ My Home")
        write("In a few words", "We made soup.")
        tap("bright")
        write("Minutes", "60")
        tap("Finish the visit")
        see("waits to be confirmed")
        tap("Ask for confirmation")
        see("They scan it")
        val code = (open.navigation.here as Place.Show).code.handOver
        runBlocking {
            assertEquals("taken", mair.kith.receive(code.text).outcome)
            val confirmed = mair.kith.visitConfirm(mair.kith.visitsToConfirm().single().id)
            open.navigation.begin(Place.More)
            tap("Take in a code")
            write("The code", confirmed.handOver.text)
        }
        tap("Take it in")
        see("taken in")
        runBlocking { cast.carry(mair, carys) }
        tap("Coins")
        see("1 coin")
        runBlocking { assertEquals(1u, carys.kith.purse().balance.settled) }
    }

    // covers: C3, C11, X6
    @Test
    fun a_coin_is_given_by_taps_and_shown_as_a_code_that_the_other_phone_takes_in() {
        val (mair, carys) = runBlocking { listOf(cast.create("Mair"), cast.create("Carys")) }
        runBlocking {
            val circle = cast.circle(mair, carys)
            cast.coin(mair, carys, circle)
            carys.kith.receive(mair.kith.coinInvoice().text)
        }
        val open = shown(carys)

        tap("Coins")
        see("1 coin")
        tap("Give a coin")
        tap("Mair")
        write("What for?", "for the soup")
        tap("Give a coin")
        see("Now show this to them")
        val code = (open.navigation.here as Place.Show).code.handOver
        runBlocking {
            assertEquals("taken", mair.kith.receive(code.text).outcome)
            assertEquals("for the soup", mair.kith.purse().coins.single().story.last().words)
        }
    }

    // covers: R4
    @Test
    fun a_visit_on_the_rota_is_taken_by_taps_and_begun() {
        val (mair, carys) = runBlocking { listOf(cast.create("Mair"), cast.create("Carys")) }
        runBlocking {
            val circle = cast.circle(mair, carys)
            val first = LocalDateTime.now(ZoneId.of("Europe/London")).plusHours(2).truncatedTo(ChronoUnit.HOURS)
            RotaModel(mair, circle, cast.scope).plan(Planned("Tea", "$first", 60u, Repeat.ONCE, "", null), offer = false)
            cast.carry(mair, carys)
        }
        shown(carys)
        tap("Round Mair")
        tap("Who comes when")
        tap("I come")
        see("You come. It is on the rota.")
        tap("Begin this visit")
        tap("Finish the visit")
        see("waits to be confirmed")
    }

    // covers: R2
    @Test
    fun a_plan_is_begun_and_changed_by_taps_and_one_of_two_times_is_chosen() {
        val (mair, carys) = runBlocking { listOf(cast.create("Mair"), cast.create("Carys")) }
        runBlocking { cast.circle(mair, carys) }
        val open = shown(carys)
        tap("Round Mair")
        tap("Begin a plan")
        write("What is it?", "Sunday")
        write("When", "14:00")
        tap("Save the plan")
        see("last changed by you")
        val plan = (open.navigation.here as Place.Plan).plan
        runBlocking {
            cast.carry(carys, mair)
            mair.kith.planEdit(plan, PlanSaid(`when` = "15:00"))
            carys.kith.planEdit(plan, PlanSaid(`when` = "16:00"))
            cast.carry(mair, carys)
        }
        see("Two times were written while apart.")
        tap("15:00 · Mair")
        rule.waitUntil(PATIENCE_MS) { runBlocking { carys.kith.plan(plan).`when`.value == "15:00" } }
    }

    // covers: X1, R2
    @Test
    fun what_was_begun_stands_in_its_field_again_when_one_comes_back() {
        val (mair, carys) = runBlocking { listOf(cast.create("Mair"), cast.create("Carys")) }
        val circle = runBlocking { cast.circle(mair, carys) }
        shown(carys)
        tap("Round Mair")
        write("Write a note", "The kettle is")
        tap("Coins")
        see("No coins yet")
        rule.waitUntil(PATIENCE_MS) { runBlocking { carys.kith.circle(circle).draft?.text == "The kettle is" } }
        tap("Circle")
        tap("Round Mair")
        see("The kettle is")
    }

    // covers: R2
    @Test
    fun a_note_is_written_by_taps_and_the_screen_says_where_it_has_arrived() {
        val (mair, carys) = runBlocking { listOf(cast.create("Mair"), cast.create("Carys")) }
        runBlocking { cast.circle(mair, carys) }
        shown(carys)
        tap("Round Mair")
        write("Write a note", "The bus is late.")
        tap("Save")
        see("Saved on this phone. It goes to the others at the next exchange.")
        see("on this phone only")
        see("The bus is late.")
    }

    /** A phone whose camera sees one code after another; the person refuses it first. */
    private class Camera(private vararg val sees: Asked<String>) : Platform {
        private var looked = 0
        override val abilities = setOf(Ability.SCAN)

        override suspend fun scan() = sees[looked++]
    }

    // covers: M7, X6
    @Test
    fun a_code_is_scanned_by_taps_and_a_camera_that_is_refused_is_said_and_asked_again() {
        val (mair, carys) = runBlocking { listOf(cast.create("Mair"), cast.create("Carys")) }
        val pack = runBlocking {
            val circle = cast.circle(mair, carys)
            mair.kith.noteWrite(circle, "The kettle is mended.")
            mair.kith.pack(carys.kith.whoami().person.id).text
        }
        shown(carys, Camera(Asked.Refused, Asked.Left, Asked.Given(pack)))
        tap("More")
        tap("Take in a code")
        tap("Scan with the camera")
        see("Kith may not use the camera")
        tap("Scan with the camera")
        tap("Scan with the camera")
        see("taken in")
    }

    // covers: X3
    @Test
    fun a_new_phone_leads_whoever_has_lost_theirs_to_the_kit_and_the_guardians() {
        val mair = runBlocking { cast.create("Mair") }
        shown(mair)
        tap("I have been here before")
        see("By the printed kit")
        tap("By my guardians")
        see("Read this out to your guardians")
    }

    // covers: X4
    @Test
    fun one_tap_turns_every_word_into_welsh() {
        val mair = runBlocking { cast.create("Mair").also { it.kith.coopCreate("Cwm Gofal", emptyList()) } }
        shown(mair)
        tap("More")
        tap("Settings")
        tap("Cymraeg")
        see("Gosodiadau")
        runBlocking { assertTrue(mair.kith.settings().language == Language.WELSH) }
    }

    private companion object {
        const val PATIENCE_MS = 20_000L
    }
}
