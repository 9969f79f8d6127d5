package coop.kith.model

import coop.kith.ffi.AttachmentFile
import coop.kith.ffi.AttachmentState
import coop.kith.ffi.AttachmentView

/** The pictures and documents that hang on a note or a visit. */
class AttachmentModel(private val client: Client) {
    /** A picture as small as a list shows it; none while its bytes are not here. */
    suspend fun small(attachment: AttachmentView): ByteArray? =
        if (attachment.kind == PICTURE && attachment.state == AttachmentState.HERE) client.kith.attachmentOpen(attachment.id, true).data else null

    /** One with its bytes, as it came. */
    suspend fun open(attachment: String): AttachmentFile = client.kith.attachmentOpen(attachment, false)

    /** Fetches one although the settings say otherwise. */
    suspend fun fetch(attachment: String): AttachmentView = client.kith.attachmentFetch(attachment)

    /** Hangs a picture that the person picks on a note or visit of theirs; none if they turned back. The original stays where it was. */
    suspend fun add(platform: Platform, to: String, words: String): AttachmentView? = when (val asked = platform.picture()) {
        is Asked.Given -> client.kith.attachmentAdd(to, asked.what, words)
        Asked.Left, Asked.Refused -> null
    }

    companion object {
        const val PICTURE = "picture"
    }
}
