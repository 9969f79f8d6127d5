package coop.kith.app

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.provider.MediaStore
import coop.kith.model.Ability
import coop.kith.model.Asked
import coop.kith.model.Platform
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.withContext

/** What an Android phone can do beside our screens, asked of the framework through the one activity. */
class PhonePlatform(private val activity: Activity) : Platform {
    private val near = Near(activity)
    private val answers = ConcurrentHashMap<Int, CompletableDeferred<Intent?>>()
    private val permissions = ConcurrentHashMap<Int, CompletableDeferred<Boolean>>()

    override val abilities: Set<Ability>
        get() = buildSet {
            add(Ability.SHARE)
            add(Ability.FILES)
            add(Ability.PICTURES)
            if (activity.packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_ANY)) add(Ability.SCAN)
            if (near.works) add(Ability.NEAR)
        }

    override val nearby: Flow<String> get() = near.texts

    override suspend fun scan(): Asked<String> {
        if (!may(Manifest.permission.CAMERA)) return Asked.Refused
        val text = ask(SCAN, Intent(activity, ScanActivity::class.java))?.getStringExtra(ScanActivity.TEXT)
        return if (text == null) Asked.Left else Asked.Given(text)
    }

    override suspend fun openFile(): Asked<String> = when (val file = chosen(OPEN, Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*"), TEXT_BYTES_MAX)) {
        is Asked.Given -> Asked.Given(String(file.what))
        Asked.Left -> Asked.Left
        Asked.Refused -> Asked.Refused
    }

    override suspend fun saveFile(text: String): Asked<Unit> {
        val wanted = Intent(Intent.ACTION_CREATE_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("text/plain").putExtra(Intent.EXTRA_TITLE, "kith.txt")
        val place = ask(SAVE, wanted)?.data ?: return Asked.Left
        return withContext(Dispatchers.IO) {
            try {
                activity.contentResolver.openOutputStream(place, "wt")?.use { it.write(text.toByteArray()) }?.let { Asked.Given(it) } ?: Asked.Refused
            } catch (_: IOException) {
                Asked.Refused // No room there, or it is read only.
            }
        }
    }

    override fun share(text: String) = activity.startActivity(Intent.createChooser(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text), null))

    override suspend fun picture(): Asked<ByteArray> {
        // The system's own picker: the app is given the one picture, and asks for no right to the others.
        val picker = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) Intent(MediaStore.ACTION_PICK_IMAGES) else Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE)
        return chosen(PICTURE, picker.setType("image/*"), PICTURE_BYTES_MAX)
    }

    override fun holdOut(text: String?) = near.holdOut(text?.takeIf { it.length <= CardFile.TEXT_BYTES_MAX })

    /** For the activity: an answer has come. */
    fun answered(request: Int, result: Int, data: Intent?) {
        answers.remove(request)?.complete(data.takeIf { result == Activity.RESULT_OK })
    }

    /** For the activity: the person has decided. */
    fun decided(request: Int, results: IntArray) {
        permissions.remove(request)?.complete(results.isNotEmpty() && results.all { it == PackageManager.PERMISSION_GRANTED })
    }

    /** Whether the app may; asks the person where it has not been said. */
    suspend fun may(permission: String): Boolean {
        if (activity.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED) return true
        val waiting = CompletableDeferred<Boolean>()
        permissions.put(MAY, waiting)?.complete(false)
        activity.runOnUiThread { activity.requestPermissions(arrayOf(permission), MAY) }
        return waiting.await()
    }

    /** What another app has shared: its text, or its file's. */
    suspend fun sharedText(intent: Intent): String? = intent.getStringExtra(Intent.EXTRA_TEXT) ?: streamOf(intent)?.let { read(it, TEXT_BYTES_MAX) }?.let { String(it) }

    @Suppress("DEPRECATION") // The typed one is broken on Android 13, where it appeared.
    private fun streamOf(intent: Intent): Uri? = intent.getParcelableExtra(Intent.EXTRA_STREAM)

    @Suppress("DEPRECATION") // androidx's contracts wrap this very call.
    private suspend fun ask(request: Int, intent: Intent): Intent? {
        val waiting = CompletableDeferred<Intent?>()
        answers.put(request, waiting)?.complete(null)
        activity.runOnUiThread {
            // A phone without such an app says so by throwing.
            runCatching { activity.startActivityForResult(intent, request) }.onFailure { answered(request, Activity.RESULT_CANCELED, null) }
        }
        return waiting.await()
    }

    private suspend fun chosen(request: Int, intent: Intent, most: Int): Asked<ByteArray> {
        val file = ask(request, intent)?.data ?: return Asked.Left
        return read(file, most)?.let { Asked.Given(it) } ?: Asked.Left
    }

    /** One byte more than allowed is read of a file that is too large, so that the core refuses it and says why. */
    private suspend fun read(file: Uri, most: Int): ByteArray? = withContext(Dispatchers.IO) {
        try {
            activity.contentResolver.openInputStream(file)?.use { it.upTo(most + 1) }
        } catch (_: IOException) {
            null
        } catch (_: SecurityException) {
            null
        }
    }

    private fun InputStream.upTo(most: Int): ByteArray {
        val bytes = ByteArrayOutputStream()
        val some = ByteArray(DEFAULT_BUFFER_SIZE)
        while (bytes.size() < most) {
            val read = read(some, 0, minOf(some.size, most - bytes.size()))
            if (read < 0) break
            bytes.write(some, 0, read)
        }
        return bytes.toByteArray()
    }

    private companion object {
        const val SCAN = 1
        const val OPEN = 2
        const val SAVE = 3
        const val PICTURE = 4
        const val MAY = 5
        const val TEXT_BYTES_MAX = 8 * 1024 * 1024
        const val PICTURE_BYTES_MAX = 64 * 1024 * 1024
    }
}
