package coop.kith.model

import coop.kith.ffi.KeyStore
import coop.kith.ffi.KithException
import java.security.SecureRandom
import java.util.concurrent.ConcurrentHashMap

/** A platform's key store in memory: what it wrapped, it alone can give back. */
class MemoryKeyStore : KeyStore {
    private val kept = ConcurrentHashMap<String, ByteArray>()

    @Volatile
    var locked = false

    override fun wrap(secrets: ByteArray): ByteArray {
        val handle = ByteArray(16).also(SecureRandom()::nextBytes)
        kept[handle.toHex()] = secrets
        return handle
    }

    override fun unwrap(wrapped: ByteArray): ByteArray =
        kept[wrapped.toHex()].takeUnless { locked } ?: throw KithException.Locked("not-recognised", "the person was not recognised")

    private fun ByteArray.toHex() = joinToString("") { "%02x".format(it) }
}
