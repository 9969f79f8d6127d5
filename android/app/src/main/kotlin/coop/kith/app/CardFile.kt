package coop.kith.app

import java.nio.ByteBuffer

/** A text as an NFC Forum type 4 tag holds it (one NDEF message with one record), answered command by command. A reader of tags can read it, whoever made it. */
class CardFile(private val text: () -> String?) {
    private var selected = Selected.NOTHING
    private var message = ByteArray(0)

    private enum class Selected { NOTHING, APPLICATION, CAPABILITIES, MESSAGE }

    /** The answer to one command. */
    fun answer(command: ByteArray): ByteArray = when {
        command.startsWith(SELECT_APPLICATION) -> select(Selected.APPLICATION)
        selected == Selected.NOTHING -> NOT_FOUND
        command.startsWith(SELECT_CAPABILITIES) -> select(Selected.CAPABILITIES)
        command.startsWith(SELECT_MESSAGE) -> select(Selected.MESSAGE)
        command.size >= READ_BYTES && command.startsWith(READ) -> read(command)
        else -> NOT_SUPPORTED
    }

    /** The other phone is gone. */
    fun forget() {
        selected = Selected.NOTHING
        message = ByteArray(0)
    }

    private fun select(what: Selected): ByteArray {
        if (what == Selected.APPLICATION) {
            // Held fast for this meeting: what is on the screen may change while it is read.
            message = text()?.let(::ndef) ?: return NOT_FOUND
        }
        selected = what
        return DONE
    }

    private fun read(command: ByteArray): ByteArray {
        val file = when (selected) {
            Selected.CAPABILITIES -> CAPABILITIES
            Selected.MESSAGE -> ByteBuffer.allocate(2 + message.size).putShort(message.size.toShort()).put(message).array()
            else -> return NOT_FOUND
        }
        val from = ByteBuffer.wrap(command, 2, 2).short.toUShort().toInt()
        val wanted = command[4].toUByte().toInt().let { if (it == 0) READ_MAX else it }
        if (from > file.size) return BEYOND
        return file.copyOfRange(from, minOf(file.size, from + wanted)) + DONE
    }

    companion object {
        /** So long a text is handed over so; a longer one takes longer than anybody holds still. */
        const val TEXT_BYTES_MAX = 16 * 1024
        const val TYPE = "application/vnd.kith"
        private const val READ_MAX = 255
        private const val READ_BYTES = 5
        private val SELECT_APPLICATION = bytes("00A4040007D2760000850101")
        private val SELECT_CAPABILITIES = bytes("00A4000C02E103")
        private val SELECT_MESSAGE = bytes("00A4000C02E104")
        private val READ = bytes("00B0")
        private val DONE = bytes("9000")
        private val NOT_FOUND = bytes("6A82")
        private val NOT_SUPPORTED = bytes("6D00")
        private val BEYOND = bytes("6B00")

        /** 15 bytes, version 2.0, at most 255 bytes a reading and none a writing, one file E104 of at most 32 KiB that anybody reads and nobody writes. */
        private val CAPABILITIES = bytes("000F2000FF00FF0406E1047FFF00FF")

        /** One record of our own media type, alone in its message. */
        fun ndef(text: String): ByteArray? {
            val payload = text.toByteArray()
            if (payload.size > TEXT_BYTES_MAX) return null
            val type = TYPE.toByteArray()
            return ByteBuffer.allocate(6 + type.size + payload.size).put(0xC2.toByte()).put(type.size.toByte()).putInt(payload.size).put(type).put(payload).array()
        }

        private fun bytes(hex: String) = hex.chunked(2).map { it.toInt(16).toByte() }.toByteArray()

        private fun ByteArray.startsWith(beginning: ByteArray) = size >= beginning.size && beginning.indices.all { this[it] == beginning[it] }
    }
}
