package coop.kith.app

import java.nio.ByteBuffer
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Test

/** The hand-over card, read as a reader of NFC Forum type 4 tags reads it. */
class CardFileTest {
    private val done = bytes("9000")
    private val notFound = bytes("6A82")

    private fun bytes(hex: String) = hex.chunked(2).map { it.toInt(16).toByte() }.toByteArray()

    private fun CardFile.data(command: String): ByteArray = answer(bytes(command)).also { assertArrayEquals(done, it.takeLast(2).toByteArray()) }.dropLast(2).toByteArray()

    private fun CardFile.message(): ByteArray {
        data("00A4040007D276000085010100")
        data("00A4000C02E103")
        assertEquals("E104", data("00B000000F").copyOfRange(9, 11).joinToString("") { "%02X".format(it) })
        data("00A4000C02E104")
        val length = ByteBuffer.wrap(data("00B0000002")).short.toInt()
        var read = ByteArray(0)
        while (read.size < length) read += data("00B0%04X%02X".format(2 + read.size, minOf(255, length - read.size)))
        return read
    }

    // covers: X2, C11
    @Test
    fun a_text_held_out_is_read_piece_by_piece_as_one_record_of_our_own_type() {
        val text = "kith:" + "Abc_09".repeat(500)
        val message = CardFile { text }.message()
        assertEquals(0xC2.toByte(), message[0])
        val type = String(message, 6, message[1].toInt())
        assertEquals(CardFile.TYPE, type)
        assertEquals(text.length, ByteBuffer.wrap(message, 2, 4).int)
        assertEquals(text, String(message, 6 + type.length, message.size - 6 - type.length))
    }

    @Test
    fun what_is_read_stays_one_text_also_when_another_is_shown_meanwhile() {
        var text = "kith:first"
        val card = CardFile { text }
        card.data("00A4040007D276000085010100")
        card.data("00A4000C02E104")
        val length = card.data("00B0000002")
        text = "kith:second-and-longer"
        assertArrayEquals(length, card.data("00B0000002"))
    }

    @Test
    fun nothing_is_given_while_no_code_is_shown_nor_to_whoever_asks_for_something_else() {
        assertArrayEquals(notFound, CardFile { null }.answer(bytes("00A4040007D276000085010100")))
        assertArrayEquals(notFound, CardFile { "x".repeat(CardFile.TEXT_BYTES_MAX + 1) }.answer(bytes("00A4040007D276000085010100")))
        val card = CardFile { "kith:a" }
        assertArrayEquals("not before it is chosen", notFound, card.answer(bytes("00B0000002")))
        card.data("00A4040007D276000085010100")
        assertArrayEquals(bytes("6D00"), card.answer(bytes("00D6000001FF")))
        assertArrayEquals(bytes("6D00"), card.answer(ByteArray(0).plus(bytes("00B000"))))
        card.data("00A4000C02E104")
        assertArrayEquals(bytes("6B00"), card.answer(bytes("00B07FFF01")))
        card.forget()
        assertArrayEquals(notFound, card.answer(bytes("00A4000C02E104")))
    }
}
