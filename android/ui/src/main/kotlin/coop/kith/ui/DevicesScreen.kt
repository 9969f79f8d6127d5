package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.DeviceView
import coop.kith.ffi.Standing
import coop.kith.model.Code
import coop.kith.model.DevicesModel
import coop.kith.model.Place

/** My devices: each named, a lost one cut off, a new one let in. */
@Composable
fun DevicesScreen() {
    val open = session
    val model = remembered(::DevicesModel)
    val act = acting()
    var request by rememberSaveable { mutableStateOf("") }
    var label by rememberSaveable { mutableStateOf("") }
    Show(model) { shown ->
        Title(speech.say("device-title"))
        if (shown.standing.standing != Standing.IN_USE) Card(colours.openSoft, colours.open) { Text(speech.say(if (shown.standing.standing == Standing.COPIED) "two-copies-lead" else "device-copied")) }
        shown.all.forEach { Device(it, model) }
        Card {
            Heading(speech.say("device-add"))
            Field(speech.say("desk-device-code"), request, { request = it }, Writing.LINES, speech.say("desk-device-code-hint"))
            Field(speech.say("device-name"), label, { label = it })
            val (title, lead) = speech.say("device-add") to speech.say("desk-device-admitted")
            QuietButton(speech.say("device-add"), Sign.PLUS) { act(null) { open.navigation.go(Place.Show(Code(title, lead, model.admit(request, label.trim()).handOver))) } }
        }
    }
}

@Composable
private fun Device(device: DeviceView, model: DevicesModel) = Card {
    val act = acting()
    var sure by remember(device.id) { mutableStateOf(false) }
    // A device that nobody has named goes by the beginning of its id.
    Strong(if (device.id.startsWith(device.label)) speech.say("desk-device-unnamed", "id" to device.label) else device.label)
    when {
        device.here -> Soft(speech.say("device-this"))
        device.state == "revoked" -> Chip(speech.say("desk-device-revoked"), Sign.ALERT, colours.careNow, colours.careNowSoft)
        device.state == "frozen" -> Chip(speech.say("desk-device-frozen"), Sign.WAITING, colours.open, colours.openSoft)
        else -> {
            Soft(speech.say("device-lost-lead"))
            Tick(speech.say("desk-device-lost-this"), sure) { sure = it }
            if (sure) QuietButton(speech.say("desk-device-cut-off"), Sign.LOCK) { act("desk-device-cut") { model.cutOff(device.id, null) } }
        }
    }
}
