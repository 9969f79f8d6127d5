package coop.kith.app

import com.google.zxing.BinaryBitmap
import com.google.zxing.DecodeHintType
import com.google.zxing.PlanarYUVLuminanceSource
import com.google.zxing.ReaderException
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader

/** Finds the text of a square code in a camera's picture. Nothing of the picture is kept. */
class SquareReader {
    private val reader = QRCodeReader()

    /** [grey]: one byte a pixel, [stride] of them a row. */
    fun read(grey: ByteArray, stride: Int, width: Int, height: Int): String? = try {
        val source = PlanarYUVLuminanceSource(grey, stride, height, 0, 0, width, height, false)
        reader.decode(BinaryBitmap(HybridBinarizer(source)), mapOf(DecodeHintType.TRY_HARDER to true)).text
    } catch (_: ReaderException) {
        null
    } finally {
        reader.reset()
    }
}
