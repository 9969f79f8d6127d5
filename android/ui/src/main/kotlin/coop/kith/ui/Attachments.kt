package coop.kith.ui

import androidx.compose.foundation.Image
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.produceState
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.unit.dp
import coop.kith.ffi.AttachmentState
import coop.kith.ffi.AttachmentView
import coop.kith.ffi.KithException
import coop.kith.model.Ability
import coop.kith.model.AttachmentModel
import coop.kith.model.Speech

/** How the platform makes a picture out of its bytes; nothing where it cannot. */
val LocalPictures = staticCompositionLocalOf<(ByteArray) -> ImageBitmap?> { { null } }

private val HIGH = 260.dp

/** What hangs on a note or a visit: each with what it shows in words, also before it has come. */
@Composable
fun Attachments(all: List<AttachmentView>) = all.forEach { Attachment(it) }

@Composable
private fun Attachment(attachment: AttachmentView) {
    val open = session
    val model = remember(open) { AttachmentModel(open.client) }
    val make = LocalPictures.current
    val words = wordsOf(attachment)
    val picture by produceState<ImageBitmap?>(null, attachment.id, attachment.state) {
        value = try {
            model.small(attachment)?.let(make)
        } catch (_: KithException) {
            null // Erased or gone meanwhile: its words stand until the screen is read again.
        }
    }
    picture?.let { Image(it, words, Modifier.fillMaxWidth().heightIn(max = HIGH), contentScale = ContentScale.Fit) }
    Soft(words)
    if (attachment.state != AttachmentState.HERE) {
        val act = acting()
        Chip(stateOf(attachment), Sign.WAITING, colours.open, colours.openSoft)
        if (attachment.state == AttachmentState.NOT_FETCHED || attachment.state == AttachmentState.NO_ROOM) {
            QuietButton(speech.say("attach-fetch"), Sign.EXCHANGE) { act("attach-fetching") { model.fetch(attachment.id) } }
        }
    }
}

@Composable
private fun wordsOf(attachment: AttachmentView): String = when {
    attachment.words.isNotEmpty() -> attachment.words
    attachment.kind == AttachmentModel.PICTURE -> speech.say("attach-undescribed", "name" to speech.name(attachment.author))
    else -> attachment.name.ifEmpty { speech.say("attach-document") }
}

@Composable
private fun stateOf(attachment: AttachmentView): String =
    if (attachment.state == AttachmentState.COMING && attachment.piecesHere > 0u) {
        speech.say("attach-state-coming-part", "have" to attachment.piecesHere.toInt(), "all" to attachment.pieces.toInt())
    } else {
        speech.word("attach-state-", Speech.kebab(attachment.state))
    }

/** Hangs a picture on a note or visit of mine, where the platform has pictures; it asks first what the picture shows. */
@Composable
fun AddPicture(to: String) {
    val phone = platform
    if (Ability.PICTURES !in phone.abilities) return
    val open = session
    val model = remember(open) { AttachmentModel(open.client) }
    val act = acting()
    var asked by rememberSaveable(to) { mutableStateOf(false) }
    var words by rememberSaveable(to) { mutableStateOf("") }
    if (!asked) {
        QuietButton(speech.say("attach-add"), Sign.PLUS) { asked = true }
        return
    }
    Field(speech.say("attach-shows"), words, { words = it }, hint = speech.say("attach-shows-hint"))
    Text(speech.say("attach-file-hint"))
    QuietButton(speech.say("phone-picture"), Sign.PLUS) {
        act(null) {
            model.add(phone, to, words.trim())?.let {
                asked = false
                words = ""
            }
        }
    }
}
