package coop.kith.model

import coop.kith.ffi.AdmittedView
import coop.kith.ffi.Change
import coop.kith.ffi.DeviceView
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
