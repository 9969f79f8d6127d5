package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.Fetching
import coop.kith.ffi.Language
import coop.kith.ffi.SettingsView
import coop.kith.ffi.StandingView
import coop.kith.ffi.WhoView
import kotlinx.coroutines.CoroutineScope

/** What the settings' screen shows. */
data class Settings(val who: WhoView, val view: SettingsView, val lockAfterMinutes: UInt?)

/** Settings of this phone. */
class SettingsModel(client: Client, scope: CoroutineScope) : ScreenModel<Settings>(client, scope) {
    override fun concerns(change: Change) = change is Change.Settings || change is Change.Members

    override suspend fun read() = Settings(kith.whoami(), kith.settings(), kith.standing().lockAfterMinutes)

    /** Chooses the language of all that is said. */
    suspend fun speak(language: Language): SettingsView = kith.setLanguage(language)

    /** Closes every socket, or opens them again. */
    suspend fun airplane(on: Boolean): SettingsView = kith.airplane(on)

    /** What I am called. */
    suspend fun rename(name: String): WhoView = kith.rename(name.trim())

    /** When pictures and documents are fetched. */
    suspend fun fetch(whenever: Fetching): SettingsView = kith.fetching(whenever)

    /** Locks by itself after so many minutes without its person; none or nothing: never. */
    suspend fun lockAfter(minutes: UInt?): StandingView = kith.lockAfter(minutes?.takeIf { it > 0u })

    /** Uses this relay from now on; empty: none. */
    suspend fun relay(address: String): SettingsView = kith.setRelay(address.trim().ifEmpty { null })
}
