package coop.kith.model

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emptyFlow

/** What came of asking the platform for something. */
sealed interface Asked<out T> {
    data class Given<T>(val what: T) : Asked<T>

    /** The person turned back. */
    data object Left : Asked<Nothing>

    /** The person does not let the app: it goes on without. */
    data object Refused : Asked<Nothing>
}

/** What a platform can do beside showing screens. */
enum class Ability { SCAN, SHARE, FILES, PICTURES, NEAR }

/** A phone beside its screens: its camera, its share sheet, its pictures, another phone held against it. A computer's window has none of it. */
interface Platform {
    /** What is offered on the screens. */
    val abilities: Set<Ability> get() = emptySet()

    /** The text of a square code before the camera. */
    suspend fun scan(): Asked<String> = Asked.Left

    /** A code's text out of a file that the person chooses. */
    suspend fun openFile(): Asked<String> = Asked.Left

    /** Keeps a code's text in a file where the person says; refused where nothing can be written there. */
    suspend fun saveFile(text: String): Asked<Unit> = Asked.Left

    /** Hands a text to the share sheet. */
    fun share(text: String) {}

    /** A picture that the person picks; the app sees no other. */
    suspend fun picture(): Asked<ByteArray> = Asked.Left

    /** While this is set, another phone held against this one is given it. */
    fun holdOut(text: String?) {}

    /** Texts of phones that are held against this one, for as long as somebody collects. */
    val nearby: Flow<String> get() = emptyFlow()
}

/** A platform that can do nothing but show screens. */
object ScreenOnly : Platform

/** The code in what another app brought: a shared message, a link, a file's text; none if there is none in it. */
fun codeIn(brought: String): String? = (FOR_LINKS.find(brought) ?: FOR_SQUARES.find(brought))?.value

private val FOR_LINKS = Regex("kith:[A-Za-z0-9_-]+")
private val FOR_SQUARES = Regex("KITH:[0-9A-Z $%*+./:-]+[0-9A-Z$%*+/:-]")
