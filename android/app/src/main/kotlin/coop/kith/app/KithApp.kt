package coop.kith.app

import android.app.Application
import coop.kith.ffi.languageOfWishes
import coop.kith.model.Phone
import coop.kith.model.Speech
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch

/** The process: one phone, whose profile is open or shut, whatever screens come and go. */
class KithApp : Application() {
    val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
    val recogniser = Recogniser()
    lateinit var phone: Phone
        private set

    /** Whether somebody looks: what comes then is on the screen, and needs no notice. */
    @Volatile
    var seen = false

    override fun onCreate() {
        super.onCreate()
        Library.load(this)
        val wishes = languageOfWishes(resources.configuration.locales.toLanguageTags())
        phone = Phone(VaultDoor(this, recogniser) { Speech.of(phone.language.value) }, wishes, scope)
        Networks(this) { metered -> scope.launch { phone.network(metered) } }.watch()
        SyncJob.schedule(this)
    }
}
