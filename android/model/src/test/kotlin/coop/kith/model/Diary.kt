package coop.kith.model

import coop.kith.ffi.KithException
import coop.kith.ffi.OpenOptions
import kotlin.system.exitProcess
import kotlinx.coroutines.runBlocking

/** A phone's process of its own, to be killed at any moment: it writes one note after another, and says each number once the note is kept. */
object Diary {
    const val PASSPHRASE = "gorse bramble heron stile"

    @JvmStatic
    fun main(arguments: Array<String>) {
        val (folder, circle) = arguments
        runBlocking {
            val client = Client.openWithPassphrase(folder, PASSPHRASE, OpenOptions(automatic = false, lan = false, loopback = true))
            val model = CircleModel(client, circle, this)
            println("open")
            for (number in 1..NOTES_MAX) {
                try {
                    model.write("$number")
                } catch (_: KithException.Storage) {
                    println(FULL)
                    break
                }
                println(number)
            }
        }
        exitProcess(0)
    }

    /** What it says last where nothing more can be written. */
    const val FULL = "full"
    private const val NOTES_MAX = 100_000
}
