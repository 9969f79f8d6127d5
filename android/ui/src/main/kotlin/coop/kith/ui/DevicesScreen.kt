package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.DeviceView
import coop.kith.ffi.RecoveryView
import coop.kith.ffi.Standing
import coop.kith.model.Code
import coop.kith.model.DevicesModel
import coop.kith.model.Place
import coop.kith.model.RecoveryModel
import coop.kith.model.WayBack

/** As many guardians at least are needed together, so that nobody can do it alone. */
private const val NEEDED_LEAST = 2

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

/** The way back, if every phone is gone: the kit, and the guardians. */
@Composable
fun RecoveryScreen() {
    val open = session
    val model = remembered(::RecoveryModel)
    val act = acting()
    Show(model) { shown ->
        val view = shown.view
        Title(speech.say("desk-recovery-title"))
        Text(speech.say("desk-recovery-lead"))
        Alerts(view, model)
        Card {
            val (title, lead) = speech.say("desk-kit-make") to speech.say("desk-kit-print")
            val kit = view.kit
            if (kit == null) Text(speech.say("desk-kit-none")) else Text(speech.say("desk-kit-made", "when" to speech.at(kit.madeMs), "code" to kit.checkCode))
            kit?.let { made -> Soft(made.rehearsedMs?.let { speech.say("desk-kit-rehearsed", "when" to speech.at(it)) } ?: speech.say("desk-kit-not-rehearsed")) }
            if (view.rootHere) QuietButton(title, Sign.CODE) { act(null) { open.navigation.go(Place.Show(Code(title, lead, model.kit().handOver))) } }
        }
        TryKit(model)
        Guardians(shown, model)
    }
}

@Composable
private fun Alerts(view: RecoveryView, model: RecoveryModel) {
    val act = acting()
    view.alerts.filter { it.person.me && !it.stopped }.forEach { alert ->
        Card(colours.careNowSoft, colours.careNow) {
            Heading(speech.say("desk-alert-title"))
            Text(speech.say("desk-alert", "guardian" to alert.guardian.name, "name" to alert.name, "when" to speech.at(alert.atMs)))
            MainButton(speech.say("desk-alert-stop"), Sign.ALERT) { act("desk-alert-stopped") { model.stop(alert.request) } }
        }
    }
}

@Composable
private fun TryKit(model: RecoveryModel) = Card {
    val act = acting()
    // The code is the person's whole secret: it is kept nowhere.
    var text by remember { mutableStateOf("") }
    Heading(speech.say("desk-kit-try"))
    Field(speech.say("desk-kit-try-field"), text, { text = it }, Writing.SECRET, speech.say("desk-kit-try-hint"))
    QuietButton(speech.say("desk-kit-try"), Sign.CHECK) {
        act("desk-kit-works") {
            model.readKit(text)
            text = ""
        }
    }
}

@Composable
private fun Guardians(shown: WayBack, model: RecoveryModel) = Card {
    val act = acting()
    var chosen by rememberSaveable { mutableStateOf(emptyList<String>()) }
    Heading(speech.say("desk-guardians-title"))
    Text(speech.say("desk-guardians-lead"))
    shown.view.guardians.forEach { guardian ->
        val held = guardian.heldMs?.let { speech.say("desk-guardian-holds", "when" to speech.at(it)) } ?: speech.say("desk-guardian-not-known")
        PersonRow(guardian.person, guardian.person.name, held)
    }
    if (shown.view.needed > 0u) Soft(speech.say("desk-guardians-needed-count", "count" to shown.view.needed))
    val others = shown.members.filter { !it.person.me }.associate { it.person.id to it.person.name }
    if (shown.view.rootHere && others.size >= NEEDED_LEAST) {
        Choices(speech.say("desk-guardians-who"), others.keys.toList(), chosen, { others.getValue(it) }, several = true) { chosen = if (it in chosen) chosen - it else chosen + it }
        QuietButton(speech.say("desk-guardians-save"), Sign.SEND) { act("desk-guardians-saved") { model.guardians(chosen, NEEDED_LEAST.toUByte()) } }
    }
}
