package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.AskSeenView
import coop.kith.ffi.HelpView
import coop.kith.ffi.ProgressView
import coop.kith.ffi.RecoveryView
import coop.kith.model.Code
import coop.kith.model.Place
import coop.kith.model.RecoveryModel
import coop.kith.model.ReturnModel
import coop.kith.model.WayBack

/** As many guardians at least are needed together, so that nobody can do it alone. */
private const val NEEDED_LEAST = 2

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
        Guarded(view)
        Way(speech.say("desk-back-title"), Sign.DEVICE, speech.say("desk-progress-title")) { open.navigation.go(Place.Return) }
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

/** Those whose guardian I am, and how far I have helped them back. */
@Composable
private fun Guarded(view: RecoveryView) = Card {
    val open = session
    Heading(speech.say("desk-guarded-title"))
    if (view.guarded.isEmpty()) Soft(speech.say("desk-guarded-empty"))
    view.guarded.forEach { PersonRow(it.person, it.person.name, "") }
    view.helping.forEach { Helping(it) }
    QuietButton(speech.say("desk-see-title"), Sign.SEARCH) { open.navigation.go(Place.Help) }
}

@Composable
private fun Helping(help: HelpView) {
    val open = session
    Strong(help.person.name)
    Text(speech.say("desk-helping", "name" to help.name, "code" to help.code))
    val share = help.handOver
    when {
        share != null -> {
            val (title, lead) = speech.say("desk-helping-title") to speech.say("desk-helping-show")
            QuietButton(title, Sign.CODE) { open.navigation.go(Place.Show(Code(title, lead, share))) }
        }
        help.state == "gone" -> Soft(speech.say("desk-helping-gone"))
        help.state == "waiting" -> Soft(speech.say("desk-helping-waits", "when" to speech.at(help.dueMs)))
        else -> Text(speech.say("code-request-stopped"), color = colours.careNow)
    }
}

/** As a guardian: the request first, then who says it is theirs, and only then a yes, by the code that they read out. */
@Composable
fun HelpScreen() {
    val open = session
    val model = remembered(::RecoveryModel)
    val act = acting()
    var request by rememberSaveable { mutableStateOf("") }
    var seen by remember { mutableStateOf<AskSeenView?>(null) }
    Page {
        Back()
        Title(speech.say("desk-see-title"))
        Field(speech.say("desk-see-field"), request, { request = it }, Writing.LINES, speech.say("desk-see-hint"))
        QuietButton(speech.say("desk-see-title"), Sign.SEARCH) { act(null) { seen = model.see(request) } }
        seen?.let { asked ->
            Confirm(asked) { person, code, inPerson ->
                act(null) {
                    val help = model.help(request, person, code, inPerson)
                    open.navigation.replace(Place.Recovery)
                    help.handOver?.let { open.navigation.go(Place.Show(Code(open.speech.value.say("desk-helping-title"), open.speech.value.say("desk-helping-show"), it))) }
                }
            }
        }
    }
}

@Composable
private fun Confirm(asked: AskSeenView, confirm: (person: String, code: String, inPerson: Boolean) -> Unit) = Card {
    var person by rememberSaveable { mutableStateOf(asked.mayHelp.singleOrNull()?.id) }
    var code by rememberSaveable { mutableStateOf("") }
    var inPerson by rememberSaveable { mutableStateOf(false) }
    Text(speech.say("desk-see-who", "name" to asked.name, "when" to speech.at(asked.askedMs)))
    if (asked.stopped) return@Card Text(speech.say("code-request-stopped"), color = colours.careNow)
    if (asked.mayHelp.isEmpty()) return@Card Text(speech.say("desk-guarded-empty"))
    val names = asked.mayHelp.associate { it.id to it.name }
    Choices(speech.say("desk-person"), names.keys.toList(), listOfNotNull(person), { names.getValue(it) }) { person = it }
    Field(speech.say("desk-see-code"), code, { code = it }, hint = speech.say("desk-see-code-hint"))
    Tick(speech.say("desk-see-in-person"), inPerson) { inPerson = it }
    MainButton(speech.say("desk-see-confirm"), Sign.CHECK, person != null && code.isNotBlank()) { confirm(person!!, code, inPerson) }
}

/** On a new phone: coming back as oneself, by the kit or by the guardians, and how far it is. */
@Composable
fun ReturnScreen() {
    val open = session
    val model = remembered(::ReturnModel)
    Show(model) { progress ->
        Title(speech.say(if (progress.state == "none") "desk-back-title" else "desk-progress-title"))
        if (progress.state == "none") Begin(model) else Progress(progress)
        progress.handOver?.let { code ->
            val (title, lead) = speech.say("desk-return-title") to speech.say("desk-return-lead")
            QuietButton(title, Sign.CODE) { open.navigation.go(Place.Show(Code(title, lead, code))) }
            QuietButton(speech.say("desk-return-take"), Sign.SCAN) { open.navigation.go(Place.Receive) }
        }
        if (progress.others.isNotEmpty()) CutOff(progress, model)
    }
}

@Composable
private fun Begin(model: ReturnModel) {
    val open = session
    val act = acting()
    // The code is the person's whole secret: it is kept nowhere.
    var kit by remember { mutableStateOf("") }
    var name by rememberSaveable { mutableStateOf("") }
    Text(speech.say("desk-back-lead"))
    Card {
        Heading(speech.say("desk-back-kit"))
        ScanInto { kit = it }
        Field(speech.say("desk-kit-try-field"), kit, { kit = it }, Writing.SECRET)
        MainButton(speech.say("desk-back-kit-do"), Sign.CHECK, kit.isNotBlank()) {
            act("received-recovery-back") {
                model.byKit(kit)
                kit = ""
            }
        }
    }
    Card {
        Heading(speech.say("desk-back-guardians"))
        Soft(speech.say("desk-back-guardians-lead"))
        Field(speech.say("desk-back-name"), name, { name = it })
        QuietButton(speech.say("desk-back-guardians"), Sign.PEOPLE) {
            act(null) {
                val asked = model.byGuardians(name)
                val say = open.speech.value
                open.navigation.go(Place.Show(Code(say.say("desk-back-guardians"), say.say("desk-back-read-out", "code" to asked.code), asked.handOver)))
            }
        }
    }
}

@Composable
private fun Progress(progress: ProgressView) {
    if (progress.state == "asking") {
        progress.code?.let { Text(speech.say("desk-back-read-out", "code" to it)) }
        Strong(speech.say("desk-progress-shares", "have" to progress.shares, "all" to (progress.needed?.toString() ?: "?")))
        return
    }
    Text(speech.say("received-recovery-back"))
    Strong(speech.say("desk-progress-entries", "count" to progress.entries.toLong()))
    if (progress.coinsOnLostDevices > 0u) Text(speech.say("desk-progress-coins", "count" to progress.coinsOnLostDevices))
    if (progress.spaces.isNotEmpty()) Heading(speech.say("desk-progress-places"))
    progress.spaces.forEach {
        Card {
            Strong(it.name.ifEmpty { speech.say("desk-progress-own") })
            Soft(speech.say("desk-progress-entries", "count" to it.entries.toLong()))
            if (it.writable) {
                Chip(speech.say("desk-progress-writable"), Sign.CHECK, colours.sure, colours.sureSoft)
            } else {
                Chip(speech.say("desk-progress-not-writable"), Sign.WAITING, colours.open, colours.openSoft)
            }
        }
    }
    progress.lost.forEach {
        Card(colours.openSoft, colours.open) {
            Strong(speech.say("desk-progress-lost", "name" to it.name))
            Text(speech.say("desk-progress-lost-lead", "when" to speech.at(it.lastMs)))
        }
    }
}

@Composable
private fun CutOff(progress: ProgressView, model: ReturnModel) = Card {
    val act = acting()
    var sure by remember { mutableStateOf(false) }
    Heading(speech.say("desk-progress-others", "count" to progress.others.size))
    Text(speech.say("desk-progress-others-lead"))
    Tick(speech.say("desk-sure"), sure) { sure = it }
    if (sure) QuietButton(speech.say("desk-progress-cut-off"), Sign.ALERT) { act("desk-progress-cutting") { model.cutOffOthers() } }
}
