package coop.kith.app

import android.content.Intent
import android.graphics.BitmapFactory
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.addCallback
import androidx.activity.compose.setContent
import androidx.compose.runtime.remember
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.text.font.Font
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import coop.kith.model.PhoneState
import coop.kith.ui.App
import coop.kith.ui.Look

/** The one activity: the screens of `android/ui`, and the calls that only an activity gets, handed on. All else is in [Front]. */
class MainActivity : ComponentActivity() {
    private lateinit var front: Front

    override fun onCreate(saved: Bundle?) {
        super.onCreate(saved)
        val app = application as KithApp
        front = Front(this)
        front.begin(intent)
        onBackPressedDispatcher.addCallback(this) {
            val open = app.phone.state.value as? PhoneState.Open
            if (open?.session?.navigation?.back() != true) moveTaskToBack(true)
        }
        setContent {
            val assets = LocalContext.current.assets
            val typeface = remember {
                FontFamily(
                    Font("fonts/atkinson-hyperlegible-next-regular.ttf", assets, FontWeight.Normal),
                    Font("fonts/atkinson-hyperlegible-next-bold.ttf", assets, FontWeight.Bold),
                )
            }
            Look(typeface = typeface) { App(app.phone, app.scope, front.platform) { BitmapFactory.decodeByteArray(it, 0, it.size)?.asImageBitmap() } }
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        front.take(intent)
    }

    override fun onResume() {
        super.onResume()
        front.comes()
    }

    override fun onPause() {
        front.goes()
        super.onPause()
    }

    @Deprecated("androidx wraps this very call")
    override fun onActivityResult(request: Int, result: Int, data: Intent?) {
        super.onActivityResult(request, result, data)
        front.platform.answered(request, result, data)
    }

    override fun onRequestPermissionsResult(request: Int, permissions: Array<String>, results: IntArray) {
        super.onRequestPermissionsResult(request, permissions, results)
        front.platform.decided(request, results)
    }
}
