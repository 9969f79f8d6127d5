package coop.kith.app

import coop.kith.ffi.Squares
import coop.kith.ffi.qrSquares
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test

/** What one phone draws, another's camera reads. */
class SquareReaderTest {
    /** The square as a camera's grey picture: [unit] pixels a square, [border] squares of empty border, rows padded to [stride]. */
    private fun picture(squares: Squares, unit: Int, stride: Int, height: Int): ByteArray {
        val grey = ByteArray(stride * height) { 0xB0.toByte() }
        val width = squares.width.toInt()
        for (row in 0 until width * unit) for (column in 0 until width * unit) {
            val dark = squares.dark[row / unit * width + column / unit].toInt() == 1
            grey[(row + 4 * unit) * stride + column + 4 * unit] = if (dark) 0x30 else 0xB0.toByte()
        }
        return grey
    }

    // covers: X2, X6
    @Test
    fun the_square_that_a_phone_shows_is_read_from_a_grey_picture_with_padded_rows() {
        val text = "KITH:" + "0123456789ABCDEFGHJKLMN".repeat(20)
        val squares = qrSquares(text)!!
        assertEquals(text, SquareReader().read(picture(squares, 5, 768, 720), 768, 720, 720))
    }

    @Test
    fun a_picture_without_a_square_is_nothing_and_the_next_is_looked_at_all_the_same() {
        val reader = SquareReader()
        assertNull(reader.read(ByteArray(640 * 480) { (it % 251).toByte() }, 640, 640, 480))
        val squares = qrSquares("KITH:ABC")!!
        assertEquals("KITH:ABC", reader.read(picture(squares, 6, 640, 480), 640, 640, 480))
    }
}
