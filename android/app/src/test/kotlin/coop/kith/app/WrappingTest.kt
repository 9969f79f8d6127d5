package coop.kith.app

import java.security.KeyPairGenerator
import javax.crypto.Cipher
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Test

/** How the vault wraps: the same algorithms as on a phone, whose chip is here a pair of keys in memory. */
class WrappingTest {
    private val chip = KeyPairGenerator.getInstance("RSA").apply { initialize(2048) }.generateKeyPair()
    private val secrets = ByteArray(200) { it.toByte() }

    private fun unwrapKey(key: ByteArray): ByteArray = Cipher.getInstance(Wrapping.TRANSFORMATION).run {
        init(Cipher.DECRYPT_MODE, chip.private, Wrapping.OAEP)
        doFinal(key)
    }

    // covers: X5
    @Test
    fun secrets_come_back_from_the_chip_that_they_were_wrapped_for_and_stand_nowhere_in_the_wrapping() {
        val wrapped = Wrapping.wrap(secrets, chip.public)
        assertArrayEquals(secrets, Wrapping.unwrap(wrapped, ::unwrapKey))
        assertFalse(String(wrapped, Charsets.ISO_8859_1).contains(String(secrets.copyOf(16), Charsets.ISO_8859_1)))
        assertFalse("twice the same is never the same", wrapped.contentEquals(Wrapping.wrap(secrets, chip.public)))
    }

    @Test
    fun a_wrapping_that_was_changed_or_cut_short_anywhere_gives_nothing_back() {
        val wrapped = Wrapping.wrap(secrets, chip.public)
        for (length in listOf(0, 1, 2, 3, 40, wrapped.size - 1)) {
            assertNull("cut to $length", runCatching { Wrapping.unwrap(wrapped.copyOf(length), ::unwrapKey) }.getOrNull())
        }
        for (at in listOf(0, 1, 2, 3, 200, 259, 265, 272, wrapped.size - 1)) {
            val changed = wrapped.copyOf().also { it[at] = (it[at] + 1).toByte() }
            assertNull("byte $at", runCatching { Wrapping.unwrap(changed, ::unwrapKey) }.getOrNull())
        }
    }
}
