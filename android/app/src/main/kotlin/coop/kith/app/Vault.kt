package coop.kith.app

import android.app.KeyguardManager
import android.content.Context
import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import coop.kith.ffi.KeyStore
import coop.kith.ffi.KithException
import coop.kith.model.Speech
import java.security.GeneralSecurityException
import java.security.KeyPairGenerator
import java.security.PrivateKey
import java.security.PublicKey
import javax.crypto.Cipher

/**
 * The profile's secrets, wrapped for a pair of keys in Android's key store: in the phone's own chip where it has one. The private half works for so long after the phone itself has last recognised
 * its person, so that an exchange in the background needs nobody, and a phone found a day later opens nothing.
 */
class Vault(private val context: Context, private val say: () -> Speech) : KeyStore {
    private val store: java.security.KeyStore = java.security.KeyStore.getInstance(ANDROID).apply { load(null) }

    /** Says in words why this phone cannot keep secrets: it has no screen lock, or ([opens]) has let go of the key. */
    fun check(opens: Boolean) {
        if (!context.service<KeyguardManager>().isDeviceSecure) throw locked("no-screen-lock")
        if (opens && !store.containsAlias(ALIAS)) throw gone()
    }

    /** The person turned back, or was another. */
    fun notRecognised(): KithException = locked("not-recognised")

    override fun wrap(secrets: ByteArray): ByteArray = failing { Wrapping.wrap(secrets, publicKey()) }

    override fun unwrap(wrapped: ByteArray): ByteArray = failing {
        val private = store.getKey(ALIAS, null) as? PrivateKey ?: throw gone()
        Wrapping.unwrap(wrapped) { key ->
            Cipher.getInstance(Wrapping.TRANSFORMATION).run {
                init(Cipher.DECRYPT_MODE, private, Wrapping.OAEP)
                doFinal(key)
            }
        } ?: throw gone()
    }

    /** What the key store refuses keeps the profile shut: nobody was recognised of late, or the chip is busy. */
    private fun <T> failing(work: () -> T): T = try {
        work()
    } catch (_: android.security.keystore.KeyPermanentlyInvalidatedException) {
        throw gone()
    } catch (_: GeneralSecurityException) {
        throw notRecognised()
    }

    private fun publicKey(): PublicKey = store.getCertificate(ALIAS)?.publicKey ?: try {
        make(strongBox = true)
    } catch (_: StrongBoxUnavailableException) {
        make(strongBox = false)
    }

    private fun make(strongBox: Boolean): PublicKey = KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_RSA, ANDROID).run {
        initialize(
            KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_DECRYPT)
                .setKeySize(KEY_BITS)
                .setDigests(KeyProperties.DIGEST_SHA256)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_RSA_OAEP)
                .setUserAuthenticationRequired(true)
                .recognisedFor(RECOGNISED_SECONDS)
                .setIsStrongBoxBacked(strongBox)
                .build(),
        )
        generateKeyPair().public
    }

    @Suppress("DEPRECATION") // Before Android 11 there is no other way to say it.
    private fun KeyGenParameterSpec.Builder.recognisedFor(seconds: Int) =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            setUserAuthenticationParameters(seconds, KeyProperties.AUTH_BIOMETRIC_STRONG or KeyProperties.AUTH_DEVICE_CREDENTIAL)
        } else {
            setUserAuthenticationValidityDurationSeconds(seconds)
        }

    private fun locked(code: String) = KithException.Locked(code, say().say("phone-$code"))

    private fun gone() = KithException.Storage("key-gone", say().say("phone-key-gone"))

    private companion object {
        const val ANDROID = "AndroidKeyStore"
        const val ALIAS = "kith-profile-1"
        const val KEY_BITS = 2048

        /** A shift's length: so long after the phone was last unlocked, what came meanwhile can still be fetched. */
        const val RECOGNISED_SECONDS = 8 * 60 * 60
    }
}
