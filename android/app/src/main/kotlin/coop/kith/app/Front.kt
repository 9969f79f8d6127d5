package coop.kith.app

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.os.Build
import android.view.WindowManager
import coop.kith.model.PhoneState
import kotlinx.coroutines.launch

/** All that the one activity does beside showing the screens. */
class Front(private val activity: Activity) {
    private val app = activity.application as KithApp
    private val listening = Listening(activity)
    val platform = PhonePlatform(activity)

    /** It begins: nothing of it is seen among the open apps, and what another app brought is taken along. */
    fun begin(intent: Intent?) {
        activity.window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        app.recogniser.over(activity)
        take(intent)
    }

    /** A link, or what another app shares. It waits on the screen for a tap. */
    fun take(intent: Intent?) {
        when (intent?.action) {
            Intent.ACTION_VIEW -> intent.dataString?.let(app.phone::bring)
            Intent.ACTION_SEND -> app.scope.launch { platform.sharedText(intent)?.let(app.phone::bring) }
        }
    }

    fun comes() {
        app.seen = true
        app.recogniser.over(activity)
        News.clear(app)
        listening.begin()
        if (app.phone.state.value is PhoneState.Open) askForNotices()
    }

    fun goes() {
        app.seen = false
        listening.end()
    }

    /** Asks once whether notices may be shown, once there is something to be told of. */
    private fun askForNotices() {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU || asked || News.may(app)) return
        asked = true
        app.scope.launch { platform.may(Manifest.permission.POST_NOTIFICATIONS) }
    }

    private companion object {
        var asked = false
    }
}
