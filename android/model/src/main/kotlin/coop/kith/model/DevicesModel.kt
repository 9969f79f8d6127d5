package coop.kith.model

import coop.kith.ffi.AdmittedView
import coop.kith.ffi.Change
import coop.kith.ffi.DeviceView
import coop.kith.ffi.KitReadView
import coop.kith.ffi.KitView
import coop.kith.ffi.MemberView
import coop.kith.ffi.RecoveryView
import coop.kith.ffi.StandingView
import kotlinx.coroutines.CoroutineScope

/** My devices, and how this one stands. */
data class Devices(val all: List<DeviceView>, val standing: StandingView)

/** My devices: a new one let in, a lost one cut off. */
class DevicesModel(client: Client, scope: CoroutineScope) : ScreenModel<Devices>(client, scope) {
    override fun concerns(change: Change) = change is Change.Devices || change is Change.Settings

    override suspend fun read() = Devices(kith.devices(), kith.standing())

    /** Lets a new device of mine in; what it takes in comes back. */
    suspend fun admit(request: String, label: String): AdmittedView = kith.deviceAdmit(request.trim(), label)

    /** Names a device of mine. */
    suspend fun name(device: String, label: String): List<DeviceView> = kith.deviceName(device, label)

    /** Cuts off a lost one; what it wrote since that moment is marked for review. */
    suspend fun cutOff(device: String, sinceMs: ULong?): List<DeviceView> = kith.deviceRevoke(device, sinceMs)
}

/** How well I am prepared, and whom I may choose as guardians. */
data class WayBack(val view: RecoveryView, val members: List<MemberView>)

/** The way back, if every phone of mine is gone. */
class RecoveryModel(client: Client, scope: CoroutineScope) : ScreenModel<WayBack>(client, scope) {
    override fun concerns(change: Change) = change is Change.Devices || change is Change.Members || change is Change.Settings

    override suspend fun read() = WayBack(kith.recovery(), kith.members())

    /** Makes a kit, to be printed at once. */
    suspend fun kit(): KitView = kith.recoveryKit()

    /** Sees that a kit works, or comes back by it on a new phone. */
    suspend fun readKit(text: String): KitReadView = kith.recoverWithKit(text.trim())

    /** Chooses guardians in place of those before. */
    suspend fun guardians(people: List<String>, needed: UByte): RecoveryView = kith.recoveryGuardians(people, needed)

    /** Stops a request that I did not make. */
    suspend fun stop(request: String): RecoveryView = kith.recoverStop(request)
}
