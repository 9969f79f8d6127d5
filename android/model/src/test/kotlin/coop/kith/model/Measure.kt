package coop.kith.model

import coop.kith.ffi.KeyStore
import coop.kith.ffi.Language
import coop.kith.ffi.OpenOptions
import coop.kith.ffi.Words
import kotlinx.coroutines.runBlocking
import kotlin.system.measureNanoTime

/** Keeps secrets as they are: the profile that is measured holds none. */
private object PlainKeyStore : KeyStore {
    override fun wrap(secrets: ByteArray) = secrets

    override fun unwrap(wrapped: ByteArray) = wrapped
}

/**
 * What the way through Kotlin costs, for figure B14: `Measure FOLDER CIRCLE` opens the profile once and prints one JSON object. Without
 * arguments it does nothing, which is what a Java machine costs by itself.
 */
object Measure {
    private const val CALLS = 100_000
    private const val LISTS = 50
    private const val AGAIN = 15
    private const val ROWS = 200u

    @JvmStatic
    fun main(arguments: Array<String>) {
        val (folder, circle) = arguments.takeIf { it.size == 2 } ?: return
        val begun = System.nanoTime()
        val words = Words(Language.ENGLISH)
        words.minutes(60u)
        val loaded = System.nanoTime()
        runBlocking {
            val client = Client.open(folder, PlainKeyStore, OpenOptions(automatic = false, lan = false, loopback = true))
            val opened = System.nanoTime()
            check(client.kith.circle(circle).notes.size == 30)
            val shown = System.nanoTime()
            repeat(CALLS / 10) { words.minutes(60u) }
            val calls = measureNanoTime { repeat(CALLS) { words.minutes(60u) } }
            val lists = (1..LISTS).map {
                measureNanoTime { check(client.kith.notes(circle, ROWS, null).size == ROWS.toInt()) }
            }
            client.kith.shut()
            val again = (1..AGAIN).map {
                lateinit var opened: Client
                val spent = measureNanoTime {
                    opened = Client.open(folder, PlainKeyStore, OpenOptions(automatic = false, lan = false, loopback = true))
                    check(opened.kith.circle(circle).notes.size == 30)
                }
                opened.kith.shut()
                spent
            }
            println(
                "{\"library_ms\": ${(loaded - begun) / 1e6}, \"open_ms\": ${(opened - loaded) / 1e6}, \"page_ms\": ${(shown - opened) / 1e6}, " +
                    "\"again_ms\": ${again.sorted()[AGAIN / 2] / 1e6}, \"call_ns\": ${calls.toDouble() / CALLS}, \"list_ms\": ${lists.sorted()[LISTS / 2] / 1e6}}",
            )
        }
    }
}
