package coop.kith.app

import android.app.Activity
import android.hardware.biometrics.BiometricManager.Authenticators
import android.hardware.biometrics.BiometricPrompt
import android.os.Build
import android.os.CancellationSignal
import java.lang.ref.WeakReference
import kotlin.coroutines.resume
import kotlinx.coroutines.suspendCancellableCoroutine

/** Asks the phone whether its person is there: by finger or face, or by what unlocks the screen. The prompt is the framework's own. */
class Recogniser {
    private var front = WeakReference<Activity>(null)

    /** The screen over which the prompt appears. */
    fun over(activity: Activity) {
        front = WeakReference(activity)
    }

    /** Whether they were recognised; never while no screen of ours is there. */
    suspend fun recognise(title: String): Boolean {
        val activity = front.get() ?: return false
        return suspendCancellableCoroutine { waiting ->
            val cancel = CancellationSignal()
            waiting.invokeOnCancellation { cancel.cancel() }
            val answer = object : BiometricPrompt.AuthenticationCallback() {
                override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) = say(true)

                // A finger that was another is asked for again by the prompt itself; this is the end of asking.
                override fun onAuthenticationError(code: Int, text: CharSequence?) = say(false)

                private fun say(recognised: Boolean) {
                    if (waiting.isActive) waiting.resume(recognised)
                }
            }
            prompt(activity, title).authenticate(cancel, activity.mainExecutor, answer)
        }
    }

    @Suppress("DEPRECATION") // Before Android 11 there is no other way to say it.
    private fun prompt(activity: Activity, title: String) = BiometricPrompt.Builder(activity).setTitle(title).run {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            setAllowedAuthenticators(Authenticators.BIOMETRIC_STRONG or Authenticators.DEVICE_CREDENTIAL)
        } else {
            setDeviceCredentialAllowed(true)
        }
        build()
    }
}
