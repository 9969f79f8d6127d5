package coop.kith.app

import java.nio.ByteBuffer
import java.security.KeyFactory
import java.security.PublicKey
import java.security.SecureRandom
import java.security.spec.MGF1ParameterSpec
import java.security.spec.X509EncodedKeySpec
import javax.crypto.Cipher
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.OAEPParameterSpec
import javax.crypto.spec.PSource
import javax.crypto.spec.SecretKeySpec

/**
 * A device's secrets as they lie on its disk: sealed with a key of their own, and that key wrapped for a pair of keys whose private half never leaves the phone's chip. Whoever wraps needs
 * nobody there; only whoever unwraps does.
 *
 * Version 1, length of the wrapped key (two bytes), the wrapped key (RSA-OAEP, SHA-256, MGF1 with SHA-1 as Android's chips have it), nonce 12, sealed secrets with tag (AES-256-GCM; all before
 * them as associated data).
 */
object Wrapping {
    private const val VERSION: Byte = 1
    private const val HEAD_BYTES = 3
    private const val NONCE_BYTES = 12
    private const val TAG_BITS = 128
    private const val KEY_BYTES = 32
    const val TRANSFORMATION = "RSA/ECB/OAEPPadding"
    val OAEP = OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT)

    /** Wraps for the owner of [publicKey]. */
    fun wrap(secrets: ByteArray, publicKey: PublicKey, random: SecureRandom = SecureRandom()): ByteArray {
        val key = ByteArray(KEY_BYTES).also(random::nextBytes)
        val nonce = ByteArray(NONCE_BYTES).also(random::nextBytes)
        // Out of the key store's own hands: a chip's public key would ask for the person as its private one does.
        val plain = KeyFactory.getInstance(publicKey.algorithm).generatePublic(X509EncodedKeySpec(publicKey.encoded))
        val wrapped = Cipher.getInstance(TRANSFORMATION).run {
            init(Cipher.ENCRYPT_MODE, plain, OAEP)
            doFinal(key)
        }
        val before = ByteBuffer.allocate(HEAD_BYTES + wrapped.size + NONCE_BYTES).put(VERSION).putShort(wrapped.size.toShort()).put(wrapped).put(nonce).array()
        return before + sealing(Cipher.ENCRYPT_MODE, key, before).doFinal(secrets).also { key.fill(0) }
    }

    /** Unwraps with what [unwrapKey] makes of the wrapped key; none if this was never wrapped so, or has changed. */
    fun unwrap(wrapped: ByteArray, unwrapKey: (ByteArray) -> ByteArray): ByteArray? {
        if (wrapped.size < HEAD_BYTES || wrapped[0] != VERSION) return null
        val begins = HEAD_BYTES + ByteBuffer.wrap(wrapped, 1, 2).short.toUShort().toInt() + NONCE_BYTES
        if (wrapped.size < begins) return null
        val key = unwrapKey(wrapped.copyOfRange(HEAD_BYTES, begins - NONCE_BYTES))
        return try {
            sealing(Cipher.DECRYPT_MODE, key, wrapped.copyOf(begins)).doFinal(wrapped, begins, wrapped.size - begins)
        } catch (_: javax.crypto.AEADBadTagException) {
            null
        } finally {
            key.fill(0)
        }
    }

    private fun sealing(mode: Int, key: ByteArray, before: ByteArray): Cipher = Cipher.getInstance("AES/GCM/NoPadding").apply {
        init(mode, SecretKeySpec(key, "AES"), GCMParameterSpec(TAG_BITS, before.copyOfRange(before.size - NONCE_BYTES, before.size)))
        updateAAD(before)
    }
}
