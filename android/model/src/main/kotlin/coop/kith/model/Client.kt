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
    /** What changed, for as long as somebody collects it. It begins with Overflow: whoever begins to listen reads everything. */
    val changes: Flow<Change> = callbackFlow {
        val observer = object : Observer {
            // A slow collector holds up this subscription alone; what it misses meanwhile comes to it as Overflow.
            override fun changed(change: Change) {
                trySendBlocking(change)
            }
        }
        val subscription = try {
            kith.observe(observer)
        } catch (_: IllegalStateException) {
            close() // Shut for good before somebody could listen: nothing changes any more.
            return@callbackFlow
        }
        // Said only now that the core tells us of the rest, so that nothing falls between.
        trySendBlocking(Change.Overflow)
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

        /** Opens a profile on a computer, where a passphrase guards it. */
        suspend fun openWithPassphrase(folder: String, passphrase: String, options: OpenOptions = OpenOptions()) =
            Client(Kith.openWithPassphrase(folder, passphrase, options))

        /** Makes a profile on a computer, guarded by a passphrase. */
        suspend fun createWithPassphrase(folder: String, name: String, language: Language, passphrase: String, options: OpenOptions = OpenOptions()) =
            Client(Kith.createWithPassphrase(folder, name, language, passphrase, options))
    }
}
