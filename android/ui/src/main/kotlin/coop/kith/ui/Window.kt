package coop.kith.ui

import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.WindowState
import androidx.compose.ui.window.application
import coop.kith.ffi.languageOfWishes
import coop.kith.model.Ability
import coop.kith.model.Asked
import coop.kith.model.PassphraseDoor
import coop.kith.model.Phone
import coop.kith.model.Platform
import java.awt.FileDialog
import java.awt.Frame
import java.io.File
import java.util.Locale
import kotlin.system.exitProcess
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.jetbrains.skia.Image

/** Atkinson Hyperlegible Next, made for eyes that see little. */
val TYPEFACE = FontFamily(
    Font("fonts/atkinson-hyperlegible-next-regular.ttf", FontWeight.Normal),
    Font("fonts/atkinson-hyperlegible-next-bold.ttf", FontWeight.Bold),
)

/** A computer's pictures are picked from its files; of the rest it has nothing. */
object WindowPlatform : Platform {
    override val abilities = setOf(Ability.PICTURES)

    override suspend fun picture(): Asked<ByteArray> = withContext(Dispatchers.IO) {
        val chooser = FileDialog(null as Frame?, "", FileDialog.LOAD).apply { isVisible = true }
        chooser.file?.let { Asked.Given(File(chooser.directory, it).readBytes()) } ?: Asked.Left
    }
}

/** A picture out of its bytes, as a computer makes it. */
fun pictureOf(bytes: ByteArray): ImageBitmap? = runCatching { Image.makeFromEncoded(bytes).toComposeImageBitmap() }.getOrNull()

/** The phone's app in a window of a phone's shape, against the profile in the folder that is named. */
fun main(arguments: Array<String>) {
    val folder = File(arguments.firstOrNull() ?: error("say in which folder the profile is"))
    val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
    val phone = Phone(PassphraseDoor(folder), languageOfWishes(Locale.getDefault().toLanguageTag()), scope)
    application {
        Window(::exitApplication, WindowState(width = 411.dp, height = 891.dp), title = "Kith") {
            Look(typeface = TYPEFACE) { App(phone, scope, WindowPlatform, ::pictureOf) }
        }
    }
    runBlocking { phone.shutDown() }
    // Compose keeps a thread of its own that would hold the program up.
    exitProcess(0)
}
