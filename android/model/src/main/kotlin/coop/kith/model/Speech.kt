package coop.kith.model

import coop.kith.ffi.Language
import coop.kith.ffi.Said
import coop.kith.ffi.Words
import java.util.concurrent.ConcurrentHashMap

/** All that the phone says, in one language, from the core's catalogue: no sentence stands in a shell. */
class Speech(val language: Language, private val clock: () -> Long = System::currentTimeMillis) {
    private val words = Words(language)
    private val plain = ConcurrentHashMap<String, String>()

    /** The words of a key, with names and numbers put in. */
    fun say(key: String, vararg put: Pair<String, Any>): String =
        if (put.isEmpty()) plain.getOrPut(key) { words.say(key, emptyMap()) } else words.say(key, put.associate { (name, what) -> name to said(what) })

    /** A moment as one says it now: "yesterday 19:40". */
    fun at(momentMs: ULong): String = words.at(momentMs, clock().toULong())

    /** A time that somebody wrote down. */
    fun written(text: String): String = words.atWritten(text, clock().toULong())

    /** So many minutes, in hours once there are enough. */
    fun minutes(minutes: UInt): String = words.minutes(minutes)

    /** Minutes from a moment until now, one at least. */
    fun minutesSince(momentMs: ULong): UInt = ((clock() - momentMs.toLong()) / 60_000).coerceIn(1, DAY_MINUTES).toUInt()

    /** A month of a coin's story. */
    fun month(month: String): String = words.month(month)

    private fun said(what: Any): Said = when (what) {
        is Int -> Said.Number(what.toLong())
        is UInt -> Said.Number(what.toLong())
        is Long -> Said.Number(what)
        else -> Said.Text(what.toString())
    }

    companion object {
        private const val DAY_MINUTES = 24L * 60

        /** The words of a language, with this device's clock. */
        fun of(language: Language) = Speech(language)
    }
}
