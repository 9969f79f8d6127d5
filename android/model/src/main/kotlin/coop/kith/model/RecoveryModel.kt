package coop.kith.model

import coop.kith.ffi.AskSeenView
import coop.kith.ffi.AskView
import coop.kith.ffi.Change
import coop.kith.ffi.HelpView
import coop.kith.ffi.KitReadView
import coop.kith.ffi.KitView
import coop.kith.ffi.MemberView
import coop.kith.ffi.ProgressView
import coop.kith.ffi.RecoveryView
import kotlinx.coroutines.CoroutineScope

/** How well I am prepared, and whom I may choose as guardians. */
data class WayBack(val view: RecoveryView, val members: List<MemberView>)

/** The way back, if every phone of mine is gone; and helping somebody back whose guardian I am. */
class RecoveryModel(client: Client, scope: CoroutineScope) : ScreenModel<WayBack>(client, scope) {
    override fun concerns(change: Change) = change is Change.Devices || change is Change.Members || change is Change.Settings

    override suspend fun read() = WayBack(kith.recovery(), kith.members())

    /** Makes a kit, to be printed at once. */
    suspend fun kit(): KitView = kith.recoveryKit()

    /** Sees that a kit works. */
    suspend fun readKit(text: String): KitReadView = kith.recoverWithKit(text.trim())

    /** Chooses guardians in place of those before. */
    suspend fun guardians(people: List<String>, needed: UByte): RecoveryView = kith.recoveryGuardians(people, needed)

    /** Stops a request that I did not make. */
    suspend fun stop(request: String): RecoveryView = kith.recoverStop(request)

    /** As a guardian: who asks, before anything is confirmed. */
    suspend fun see(request: String): AskSeenView = kith.recoverSee(request.trim())

    /** As a guardian: it is they, by the code that they read out. */
    suspend fun help(request: String, person: String, code: String, inPerson: Boolean): HelpView = kith.recoverHelp(request.trim(), person, code.trim(), inPerson)
}

/** Coming back as oneself on a new phone, and how far it is. */
class ReturnModel(client: Client, scope: CoroutineScope) : ScreenModel<ProgressView>(client, scope) {
    override fun concerns(change: Change) = change is Change.Devices || change is Change.Members || change is Change.Settings || change is Change.Circle || change is Change.Truth

    override suspend fun read() = kith.recoverProgress()

    /** By the printed kit. */
    suspend fun byKit(text: String): KitReadView = kith.recoverWithKit(text.trim())

    /** By my guardians: what they are shown, and the code that I read out to them. */
    suspend fun byGuardians(name: String): AskView = kith.recoverAsk(name.trim().ifEmpty { null })

    /** All my other devices are lost: each is cut off as soon as what it wrote has come back. */
    suspend fun cutOffOthers(): ProgressView = kith.recoverCutOff()
}
