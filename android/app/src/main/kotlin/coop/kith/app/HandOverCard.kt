package coop.kith.app

import android.app.Activity
import android.content.ComponentName
import android.nfc.NfcAdapter
import android.nfc.Tag
import android.nfc.cardemulation.CardEmulation
import android.nfc.cardemulation.HostApduService
import android.nfc.tech.Ndef
import android.os.Bundle
import java.io.IOException
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow

/** This phone as a card that another reads, while a code is on its screen and it is unlocked. */
class HandOverCard : HostApduService() {
    private val file = CardFile { held }

    override fun processCommandApdu(command: ByteArray, extras: Bundle?): ByteArray = file.answer(command)

    override fun onDeactivated(reason: Int) = file.forget()

    companion object {
        /** What is held out now. */
        @Volatile
        var held: String? = null
    }
}

/** Near-field hand-over on a screen: holding a text out, and reading what another phone holds out. */
class Near(private val activity: Activity) {
    private val adapter: NfcAdapter? = NfcAdapter.getDefaultAdapter(activity)

    val works get() = adapter?.isEnabled == true

    /** Holds [text] out as long as our screen is in front, before any card of another app. */
    fun holdOut(text: String?) {
        HandOverCard.held = text
        val cards = adapter?.let(CardEmulation::getInstance) ?: return
        activity.runOnUiThread {
            if (text == null) cards.unsetPreferredService(activity) else cards.setPreferredService(activity, ComponentName(activity, HandOverCard::class.java))
        }
    }

    /** Texts of phones that are held against this one. */
    val texts: Flow<String> = callbackFlow {
        adapter?.enableReaderMode(activity, { tag -> textOf(tag)?.let { trySend(it) } }, NfcAdapter.FLAG_READER_NFC_A or NfcAdapter.FLAG_READER_NFC_B, null)
        awaitClose { activity.runOnUiThread { adapter?.disableReaderMode(activity) } }
    }

    private fun textOf(tag: Tag): String? = try {
        Ndef.get(tag)?.use { card ->
            card.connect()
            card.ndefMessage?.records?.firstOrNull { String(it.type) == CardFile.TYPE }?.let { String(it.payload) }
        }
    } catch (_: IOException) {
        null // Drawn away too soon: they hold it there again.
    } catch (_: android.nfc.FormatException) {
        null
    }
}
