package coop.kith.app

import android.content.Context
import coop.kith.ffi.Language
import coop.kith.model.Client
import coop.kith.model.Door
import coop.kith.model.Speech
import java.io.File

/** A profile in the app's own folder that no backup takes along; its counters lie beside it, outside the profile. */
class VaultDoor(context: Context, private val recogniser: Recogniser, private val say: () -> Speech) : Door {
    private val folder = File(context.noBackupFilesDir, "profile")
    private val vault = Vault(context, say)

    override val exists get() = folder.list().orEmpty().isNotEmpty()
    override val asksPassphrase = false

    override suspend fun create(name: String, language: Language, passphrase: String): Client {
        vault.check(opens = false)
        folder.mkdirs()
        // A phone is put down more often than it is shut: it begins with a lock, which its person changes under Settings.
        return Client.create(folder.path, name, language, vault).also { it.kith.lockAfter(LOCK_AFTER_MINUTES) }
    }

    override suspend fun open(passphrase: String): Client {
        vault.check(opens = true)
        if (!recogniser.recognise(say().say("phone-recognise"))) throw vault.notRecognised()
        return Client.open(folder.path, vault)
    }

    override suspend fun openUnseen(): Client = Client.open(folder.path, vault)

    private companion object {
        const val LOCK_AFTER_MINUTES = 15u
    }
}
