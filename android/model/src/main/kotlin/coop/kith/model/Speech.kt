package coop.kith.model

import coop.kith.ffi.Element
import coop.kith.ffi.Language
import coop.kith.ffi.Mood
import coop.kith.ffi.PersonView
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

    /** The words of a key whose end is a word of the core's, such as a state; a newer core may say one that has no words here yet. */
    fun word(beginning: String, end: String, otherwise: String = "word-unknown"): String = words.find(beginning + end) ?: say(otherwise)

    /** The name of a person, or "you". */
    fun name(person: PersonView): String = if (person.me) say("word-you") else person.name

    /** A side of life with its shape. */
    fun shape(element: Element): String = word("element-", kebab(element) + "-shape")

    /** How somebody was. */
    fun mood(mood: Mood): String = word("visit-how-", kebab(mood))

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

        /** A case's name as the core writes it: `MY_CARE` is `my-care`. */
        fun kebab(case: Enum<*>): String = case.name.lowercase().replace('_', '-')

        /** The words of a language, with this device's clock. */
        fun of(language: Language) = Speech(language)
    }
}
