package coop.kith.ui

import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.WindowState
import androidx.compose.ui.window.application
import coop.kith.ffi.languageOfWishes
import coop.kith.model.PassphraseDoor
import coop.kith.model.Phone
import java.io.File
import java.util.Locale
import kotlin.system.exitProcess
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.runBlocking

/** Atkinson Hyperlegible Next, made for eyes that see little. */
val TYPEFACE = FontFamily(
    Font("fonts/atkinson-hyperlegible-next-regular.ttf", FontWeight.Normal),
    Font("fonts/atkinson-hyperlegible-next-bold.ttf", FontWeight.Bold),
)

/** The phone's app in a window of a phone's shape, against the profile in the folder that is named. */
fun main(arguments: Array<String>) {
    val folder = File(arguments.firstOrNull() ?: error("say in which folder the profile is"))
    val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
    val phone = Phone(PassphraseDoor(folder), languageOfWishes(Locale.getDefault().toLanguageTag()), scope)
    application {
        Window(::exitApplication, WindowState(width = 411.dp, height = 891.dp), title = "Kith") {
            Look(typeface = TYPEFACE) { App(phone, scope) }
        }
    }
    runBlocking { phone.shutDown() }
    // Compose keeps a thread of its own that would hold the program up.
    exitProcess(0)
}
