package coop.kith.ui

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.graphics.asSkiaBitmap
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.unit.Density
import coop.kith.ffi.Language
import coop.kith.ffi.PlanSaid
import coop.kith.ffi.Size
import coop.kith.model.Ability
import coop.kith.model.BeginPlanModel
import coop.kith.model.Cast
import coop.kith.model.Client
import coop.kith.model.Code
import coop.kith.model.Navigation
import coop.kith.model.Place
import coop.kith.model.PlanForm
import coop.kith.model.Planned
import coop.kith.model.Platform
import coop.kith.model.Repeat
import coop.kith.model.RotaModel
import coop.kith.model.Session
import coop.kith.model.Strip
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.io.File
import java.time.LocalDateTime
import java.time.ZoneId
import java.time.temporal.ChronoUnit
import javax.imageio.ImageIO
import kotlinx.coroutines.runBlocking
import org.jetbrains.skia.EncodedImageFormat
import org.jetbrains.skia.Image
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** Every screen, drawn at a phone's size over the real core: as it is, with text twice as large, in the dark, and in Welsh. */
class PictureTest {
    @get:Rule
    val cast = Cast()

    /** A platform that offers everything, so that all of it is drawn. */
    private object Able : Platform {
        override val abilities = Ability.entries.toSet()
    }

    /** A picture of a kettle, as far as two shapes are one. */
    private fun kettle(): ByteArray {
        val image = BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB)
        image.createGraphics().run {
            color = java.awt.Color(0xdcebe9)
            fillRect(0, 0, 640, 400)
            color = java.awt.Color(0x155e63)
            fillOval(220, 120, 200, 200)
            fillRect(400, 180, 110, 30)
            dispose()
        }
        return ByteArrayOutputStream().also { ImageIO.write(image, "png", it) }.toByteArray()
    }

    private class Way(val name: String, val fontScale: Float = 1f, val dark: Boolean = false, val language: Language = Language.ENGLISH)

    private val ways = listOf(Way("plain"), Way("large", fontScale = 2f), Way("dark", dark = true), Way("welsh", language = Language.WELSH))

    private suspend fun places(mair: Client, carys: Client, circle: String, visit: String): Map<String, Place> {
        val open = carys.kith.visitCheckIn(circle).id
        val note = mair.kith.noteWrite(circle, "The kettle is mended. Thank you all, it sings again.")
        mair.kith.attachmentAdd(note.id, kettle(), "The kettle on its stove")
        carys.kith.syncWith(mair.kith.address()!!)
        carys.kith.noteDraft(circle, "The kettle")
        val plan = BeginPlanModel(mair, circle).begin(PlanForm("Sunday", "Choir, then lunch.", "14:00", "Seion")).id
        val first = LocalDateTime.now(ZoneId.of("Europe/London")).plusHours(2).truncatedTo(ChronoUnit.HOURS)
        RotaModel(mair, circle, cast.scope).plan(Planned("Tea and a chat", "$first", 60u, Repeat.WEEKLY, "She likes the window open.", null), offer = false)
        mair.kith.areaPlace("Cwm Isaf", "52.912,-3.868", Size.NEIGHBOURHOOD)
        carys.kith.syncWith(mair.kith.address()!!)
        carys.kith.planEdit(plan, PlanSaid(`when` = "15:00"))
        mair.kith.planEdit(plan, PlanSaid(`when` = "14:30"))
        carys.kith.syncWith(mair.kith.address()!!)
        val coin = carys.kith.purse().coins.single().id
        val invoice = carys.kith.coinInvoice()
        return mapOf(
            "today" to Place.Today, "circles" to Place.Circles, "circle" to Place.Circle(circle), "medicines" to Place.Medicines(circle),
            "rota" to Place.Rota(circle), "plan" to Place.Plan(plan), "plan-begin" to Place.BeginPlan(circle), "coop" to Place.Coop, "limits" to Place.Limits,
            "me" to Place.Person("me"), "visit-open" to Place.Visit(circle, open), "visit" to Place.Visit(circle, visit), "coins" to Place.Coins, "coin" to Place.Coin(coin),
            "give" to Place.Give(coin), "show" to Place.Show(Code("", "", invoice)), "receive" to Place.Receive, "people" to Place.People,
            "person" to Place.Person(mair.kith.whoami().person.id), "more" to Place.More, "truth" to Place.Truth, "settings" to Place.Settings,
            "devices" to Place.Devices, "recovery" to Place.Recovery, "return" to Place.Return, "help" to Place.Help, "privacy" to Place.Privacy, "safety" to Place.Safety,
        )
    }

    // covers: X4, X6
    @Test
    fun every_screen_is_drawn_in_four_ways_and_no_word_is_missing() = runBlocking {
        val (mair, carys) = listOf(cast.create("Mair Pugh"), cast.create("Carys Owen"))
        val circle = cast.circle(mair, carys)
        val visit = cast.coin(mair, carys, circle)
        val places = places(mair, carys, circle, visit)
        for (way in ways) {
            carys.kith.setLanguage(way.language)
            for ((name, place) in places) {
                val open = Session(carys, carys.kith.whoami(), cast.scope)
                open.navigation.run { if (place in Navigation.FIVE) begin(place) else go(named(place, open)) }
                picture("$name-${way.name}", way, open)
            }
            sheet(way, places.keys)
        }
    }

    /** All screens of one way on one sheet, small enough to look over: what docs/pictures holds. */
    private fun sheet(way: Way, names: Set<String>) {
        val (width, height) = listOf(WIDTH, HEIGHT).map { (it * SHEET_SCALE).toInt() }
        val sheet = BufferedImage(SHEET_COLUMNS * width, (names.size + SHEET_COLUMNS - 1) / SHEET_COLUMNS * height, BufferedImage.TYPE_INT_RGB)
        sheet.createGraphics().run {
            names.forEachIndexed { at, name ->
                val screen = ImageIO.read(pictures.resolve("$name-${way.name}.png")).getScaledInstance(width, height, java.awt.Image.SCALE_AREA_AVERAGING)
                drawImage(screen, at % SHEET_COLUMNS * width, at / SHEET_COLUMNS * height, null)
            }
            dispose()
        }
        ImageIO.write(sheet, "png", pictures.resolve("sheet-${way.name}.png"))
    }

    /** A code's place has its words from whoever leads there. */
    private fun named(place: Place, open: Session) = if (place !is Place.Show) place else
        open.speech.value.let { Place.Show(Code(it.say("desk-invoice"), it.say("desk-invoice-lead"), place.code.handOver)) }

    /** Draws a screen once what the core answers has come, and looks at what a screen reader is told of it. */
    @OptIn(ExperimentalTestApi::class)
    private fun picture(name: String, way: Way, open: Session) = runDesktopComposeUiTest(WIDTH, HEIGHT) {
        setContent {
            CompositionLocalProvider(LocalDensity provides Density(DENSITY, way.fontScale)) {
                Look(way.dark, TYPEFACE) { CompositionLocalProvider(LocalPictures provides ::pictureOf) { Opened(open, Able) } }
            }
        }
        val strip = runBlocking { Strip.of(open.client.kith.truth(), open.speech.value).sentences.joinToString(" ") }
        val heading = SemanticsMatcher.keyIsDefined(SemanticsProperties.Heading)
        waitUntil(PATIENCE_MS) { onAllNodes(heading).fetchSemanticsNodes().isNotEmpty() && onAllNodesWithText(strip).fetchSemanticsNodes().isNotEmpty() }
        assertEquals("$name: a key without words", 0, onAllNodesWithText("⟦", substring = true).fetchSemanticsNodes().size)
        onAllNodes(hasClickAction()).fetchSemanticsNodes().forEach {
            val said = it.config.getOrElse(SemanticsProperties.Text) { emptyList() } + it.config.getOrElse(SemanticsProperties.ContentDescription) { emptyList() }
            assertTrue("$name: something to touch says nothing", said.any { text -> text.isNotEmpty() })
            assertTrue("$name: $said is ${it.size} high", it.size.height >= (TARGET.value * DENSITY).toInt())
        }
        val png = Image.makeFromBitmap(onRoot().captureToImage().asSkiaBitmap()).encodeToData(EncodedImageFormat.PNG)!!.bytes
        pictures.resolve("$name.png").writeBytes(png)
    }

    private companion object {
        val pictures = File(System.getProperty("kith.pictures")).apply { mkdirs() }
        const val SHEET_COLUMNS = 7
        const val SHEET_SCALE = 0.3
        const val WIDTH = 822
        const val HEIGHT = 1782
        const val DENSITY = 2f
        const val PATIENCE_MS = 20_000L
    }
}
