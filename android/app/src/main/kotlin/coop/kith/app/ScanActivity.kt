package coop.kith.app

import android.annotation.SuppressLint
import android.app.Activity
import android.content.Intent
import android.graphics.ImageFormat
import android.graphics.SurfaceTexture
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.hardware.camera2.params.OutputConfiguration
import android.hardware.camera2.params.SessionConfiguration
import android.media.ImageReader
import android.os.Bundle
import android.os.Handler
import android.os.HandlerThread
import android.view.Surface
import android.view.TextureView
import android.view.WindowManager
import java.util.concurrent.Executor

/** The camera, until it sees a square code: its text is the result. What it sees is neither kept nor sent. */
class ScanActivity : Activity() {
    private val thread = HandlerThread("camera")
    private lateinit var executor: Executor
    private val squares = SquareReader()
    private var camera: CameraDevice? = null
    private var images: ImageReader? = null
    private var shows = false

    override fun onCreate(saved: Bundle?) {
        super.onCreate(saved)
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        thread.start()
        val handler = Handler(thread.looper)
        executor = Executor { handler.post(it) }
        val view = TextureView(this)
        view.surfaceTextureListener = object : TextureView.SurfaceTextureListener {
            override fun onSurfaceTextureAvailable(texture: SurfaceTexture, width: Int, height: Int) = begin(texture, handler)

            override fun onSurfaceTextureSizeChanged(texture: SurfaceTexture, width: Int, height: Int) {}

            override fun onSurfaceTextureDestroyed(texture: SurfaceTexture): Boolean {
                end()
                return true
            }

            override fun onSurfaceTextureUpdated(texture: SurfaceTexture) {}
        }
        setContentView(view)
    }

    override fun onDestroy() {
        end()
        thread.quitSafely()
        super.onDestroy()
    }

    @SuppressLint("MissingPermission") // Whoever starts this has asked for it; without it the camera says so and we leave.
    private fun begin(texture: SurfaceTexture, handler: Handler) {
        if (shows) return
        shows = true
        texture.setDefaultBufferSize(WIDTH, HEIGHT)
        val manager = service<CameraManager>()
        val reader = ImageReader.newInstance(WIDTH, HEIGHT, ImageFormat.YUV_420_888, PICTURES_AT_ONCE).also { images = it }
        reader.setOnImageAvailableListener(::look, handler)
        try {
            val behind = manager.cameraIdList.firstOrNull {
                manager.getCameraCharacteristics(it).get(CameraCharacteristics.LENS_FACING) == CameraCharacteristics.LENS_FACING_BACK
            } ?: manager.cameraIdList.firstOrNull() ?: return finish()
            manager.openCamera(behind, executor, opening(listOf(Surface(texture), reader.surface)))
        } catch (_: CameraAccessException) {
            finish()
        } catch (_: SecurityException) {
            finish()
        }
    }

    private fun opening(onto: List<Surface>) = object : CameraDevice.StateCallback() {
        override fun onOpened(opened: CameraDevice) {
            camera = opened
            val request = opened.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW).apply {
                set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
                onto.forEach(::addTarget)
            }.build()
            val session = object : CameraCaptureSession.StateCallback() {
                override fun onConfigured(configured: CameraCaptureSession) {
                    configured.setSingleRepeatingRequest(request, executor, object : CameraCaptureSession.CaptureCallback() {})
                }

                override fun onConfigureFailed(failed: CameraCaptureSession) = finish()
            }
            opened.createCaptureSession(SessionConfiguration(SessionConfiguration.SESSION_REGULAR, onto.map(::OutputConfiguration), executor, session))
        }

        override fun onDisconnected(gone: CameraDevice) = finish()

        override fun onError(broken: CameraDevice, error: Int) = finish()
    }

    private fun look(from: ImageReader) {
        val text = from.acquireLatestImage()?.use { image ->
            val grey = image.planes[0]
            val bytes = ByteArray(grey.buffer.remaining()).also(grey.buffer::get)
            // The last row may be cut short by its padding, which no reader of squares needs.
            squares.read(bytes.copyOf(grey.rowStride * image.height), grey.rowStride, image.width, image.height)
        } ?: return
        runOnUiThread {
            setResult(RESULT_OK, Intent().putExtra(TEXT, text))
            finish()
        }
    }

    private fun end() {
        camera?.close()
        camera = null
        images?.close()
        images = null
    }

    companion object {
        /** The text that was read. */
        const val TEXT = "text"
        private const val WIDTH = 1280
        private const val HEIGHT = 720
        private const val PICTURES_AT_ONCE = 2
    }
}
