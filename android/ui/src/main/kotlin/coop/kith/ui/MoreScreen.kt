package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.Fetching
import coop.kith.ffi.WaitingView
import coop.kith.model.Code
import coop.kith.model.PeopleModel
import coop.kith.model.Place
import coop.kith.model.SettingsModel
import coop.kith.model.Speech
import coop.kith.model.TruthModel

/** The class that somebody joins in who is invited from a phone. */
private val CLASSES = listOf("supported", "worker", "family", "community")

/** More: the way to all else. */
@Composable
fun MoreScreen() {
    val open = session
    val go = open.navigation::go
    val model = remembered(::SettingsModel)
    Show(model) { shown ->
        Title(speech.say("more-title"))
        Way(speech.say("more-profile"), Sign.PROFILE, shown.who.person.name) { go(Place.Person("me")) }
        Way(shown.who.coop?.name ?: speech.say("phone-coop"), Sign.PEOPLE, speech.say("phone-coop-lead")) { go(Place.Coop) }
        Way(speech.say("desk-receive"), Sign.SCAN) { go(Place.Receive) }
        Way(speech.say("waiting-title"), Sign.EXCHANGE) { go(Place.Truth) }
        Way(speech.say("more-settings"), Sign.LANGUAGE) { go(Place.Settings) }
        Way(speech.say("more-devices"), Sign.DEVICE) { go(Place.Devices) }
        Way(speech.say("desk-recovery-title"), Sign.LOCK) { go(Place.Recovery) }
        Way(speech.say("limits-title"), Sign.TODAY) { go(Place.Limits) }
        Way(speech.say("privacy-title"), Sign.LIST) { go(Place.Privacy) }
        Way(speech.say("safety-worry"), Sign.SHIELD) { go(Place.Safety) }
        Invite()
    }
}

@Composable
private fun Invite() = Card {
    val open = session
    val act = acting()
    val model = remembered(::PeopleModel)
    var name by rememberSaveable { mutableStateOf("") }
    var joins by rememberSaveable { mutableStateOf("community") }
    Heading(speech.say("invite-make"))
    Field(speech.say("desk-invite-name"), name, { name = it })
    Choices(speech.say("desk-class-field"), CLASSES, listOf(joins), { speech.word("role-", "$it-member") }) { joins = it }
    val (title, lead) = speech.say("invite-title") to speech.say("invite-show")
    QuietButton(speech.say("invite-make"), Sign.INVITE) {
        act(null) { open.navigation.go(Place.Show(Code(title, lead, model.invite(name.trim().ifEmpty { null }, joins)))) }
    }
}

/** What waits and why, when things last met, and what was refused. */
@Composable
fun TruthScreen() {
    val model = remembered(::TruthModel)
    val act = acting()
    Show(model) { truth ->
        Title(speech.say("waiting-title"))
        if (truth.items.isEmpty() && truth.waiting == 0u) Empty(speech.say("waiting-empty")) else Text(speech.say("waiting-lead"))
        MainButton(speech.say("waiting-exchange-now"), Sign.EXCHANGE) { act("desk-exchanged") { model.exchange() } }
        truth.items.forEach { Waiting(it) }
        Heading(speech.say("desk-met"))
        val never = speech.say("desk-never")
        Text(speech.say("desk-met-relay") + ": " + (truth.lastRelayMs?.let { speech.at(it) } ?: never))
        Text(speech.say("desk-met-phone") + ": " + (truth.lastPeerMs?.let { speech.at(it) } ?: never))
        truth.apart.forEach { Text(it.said) }
        if (truth.heldBack > 0u) Text(speech.say("desk-held-back", "count" to truth.heldBack))
        if (truth.refused.isNotEmpty()) {
            Heading(speech.say("desk-refused-title"))
            Soft(speech.say("desk-refused-lead"))
            truth.refused.forEach { Text(speech.word("refused-", it.reason, "refused-other") + " · ${it.count}") }
        }
    }
}

@Composable
private fun Waiting(item: WaitingView) = Card {
    Strong(listOf(speech.word("waiting-kind-", item.what), item.place).filter(String::isNotEmpty).joinToString(" · "))
    Soft(speech.say("waiting-since", "when" to speech.at(item.atMs)))
    Chips {
        if (item.people > 0u) Chip(speech.say("state-on-phones", "have" to item.people, "all" to item.of), Sign.CHECK, colours.inkSoft, colours.sunken)
        item.handedMs?.let { Chip(speech.say("waiting-handed", "when" to speech.at(it)), Sign.CODE, colours.inkSoft, colours.sunken) }
        Chip(speech.word("waiting-why-", item.why), Sign.WAITING, colours.open, colours.openSoft)
    }
}

/** Settings of this phone: language, signal, the lock, what I am called, pictures, the relay. */
@Composable
fun SettingsScreen() {
    val model = remembered(::SettingsModel)
    val act = acting()
    Show(model) { shown ->
        val view = shown.view
        var relay by rememberSaveable { mutableStateOf(view.relay.orEmpty()) }
        Title(speech.say("more-settings"))
        Languages(view.language) { act(null) { model.speak(it) } }
        Switched(speech.say("signal-title"), speech.say(if (view.airplane) "signal-off-lead" else "signal-on"), !view.airplane) { act(null) { model.airplane(!it) } }
        var minutes by rememberSaveable { mutableStateOf("${shown.lockAfterMinutes ?: 0u}") }
        Field(speech.say("lock-after"), minutes, { minutes = it.filter(Char::isDigit).take(4) }, Writing.NUMBER, speech.say("lock-after-hint"))
        QuietButton(speech.say("button-save"), Sign.LOCK) { act("lock-after-set") { model.lockAfter(minutes.toUIntOrNull()) } }
        Choices(speech.say("fetching-title"), Fetching.entries, listOf(view.fetching), { speech.say("fetching-" + Speech.kebab(it)) }) { act("fetching-saved") { model.fetch(it) } }
        var name by rememberSaveable { mutableStateOf(shown.who.person.name) }
        Field(speech.say("start-your-name"), name, { name = it })
        QuietButton(speech.say("button-save"), Sign.PROFILE) { act("profile-saved") { model.rename(name) } }
        Field(speech.say("desk-relay-address"), relay, { relay = it }, hint = speech.say("desk-relay-hint"))
        QuietButton(speech.say("button-save"), Sign.CHECK) { act("desk-relay-set") { model.relay(relay) } }
    }
}
