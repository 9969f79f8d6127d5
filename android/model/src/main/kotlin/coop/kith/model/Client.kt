package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.KeyStore
import coop.kith.ffi.Kith
import coop.kith.ffi.Language
import coop.kith.ffi.Observer
import coop.kith.ffi.OpenOptions
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.channels.trySendBlocking
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow

/** One open profile. Commands suspend until they are durable; reads are taken again when [changes] says so. */
class Client private constructor(val kith: Kith) : AutoCloseable {
    /** What changed, from now on, for as long as somebody collects it. */
    val changes: Flow<Change> = callbackFlow {
        val subscription = kith.observe(object : Observer {
            // A slow collector holds up this subscription alone; what it misses meanwhile comes to it as Overflow.
            override fun changed(change: Change) {
                trySendBlocking(change)
            }
        })
        awaitClose {
            subscription.cancel()
            subscription.destroy()
        }
    }

    override fun close() = kith.destroy()

    companion object {
        /** Opens the profile in [folder]. */
        suspend fun open(folder: String, keyStore: KeyStore, options: OpenOptions = OpenOptions()) =
            Client(Kith.open(folder, keyStore, options))

        /** Makes a profile in [folder]: a new person with their first device. */
        suspend fun create(folder: String, name: String, language: Language, keyStore: KeyStore, options: OpenOptions = OpenOptions()) =
            Client(Kith.create(folder, name, language, keyStore, options))
    }
}
