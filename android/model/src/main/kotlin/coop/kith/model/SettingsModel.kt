package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.Language
import coop.kith.ffi.SettingsView
import coop.kith.ffi.WhoView
import kotlinx.coroutines.CoroutineScope

/** What the settings' screen shows. */
data class Settings(val who: WhoView, val view: SettingsView)

/** Settings of this phone. */
class SettingsModel(client: Client, scope: CoroutineScope) : ScreenModel<Settings>(client, scope) {
    override fun concerns(change: Change) = change is Change.Settings || change is Change.Members

    override suspend fun read() = Settings(kith.whoami(), kith.settings())

    /** Chooses the language of all that is said. */
    suspend fun speak(language: Language): SettingsView = kith.setLanguage(language)

    /** Closes every socket, or opens them again. */
    suspend fun airplane(on: Boolean): SettingsView = kith.airplane(on)

    /** Uses this relay from now on; empty: none. */
    suspend fun relay(address: String): SettingsView = kith.setRelay(address.trim().ifEmpty { null })
}
