package coop.kith.model

import coop.kith.ffi.Language
import coop.kith.ffi.OpenOptions
import java.io.File

/** A profile in a folder of a computer, guarded by a passphrase. */
class PassphraseDoor(private val folder: File, private val options: OpenOptions = OpenOptions()) : Door {
    override val exists get() = folder.list().orEmpty().isNotEmpty()
    override val asksPassphrase = true

    override suspend fun create(name: String, language: Language, passphrase: String): Client {
        folder.mkdirs()
        return Client.createWithPassphrase(folder.path, name, language, passphrase, options)
    }

    override suspend fun open(passphrase: String) = Client.openWithPassphrase(folder.path, passphrase, options)
}
