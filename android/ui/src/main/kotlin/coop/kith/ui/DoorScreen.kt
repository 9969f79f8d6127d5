package coop.kith.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import coop.kith.ffi.KithException
import coop.kith.ffi.Language
import coop.kith.model.Code
import coop.kith.model.Phone
import coop.kith.model.PhoneState
import coop.kith.model.Place
import coop.kith.model.Speech
import coop.kith.model.reason
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** The shut door: a new person begins, or a person comes back. */
@Composable
fun DoorScreen(phone: Phone, state: PhoneState, scope: CoroutineScope) = Surface(Modifier.fillMaxSize(), color = colours.paper) {
    Page {
        Title(speech.say("start-title"))
        Text(speech.say("start-lead"))
        when (state) {
            is PhoneState.New -> New(phone, state, scope)
            is PhoneState.Shut -> Shut(phone, state, scope)
            else -> Soft(speech.say("error-busy-title"))
        }
    }
}

@Composable
private fun New(phone: Phone, state: PhoneState.New, scope: CoroutineScope) {
    var name by rememberSaveable { mutableStateOf("") }
    // A passphrase is kept nowhere: not among what a screen saves of itself.
    var passphrase by remember { mutableStateOf("") }
    Languages(speech.language, phone::speak)
    Field(speech.say("start-your-name"), name, { name = it })
    if (state.asksPassphrase) Field(speech.say("start-passphrase"), passphrase, { passphrase = it }, Writing.SECRET, speech.say("start-passphrase-why"))
    Trouble(state.error)
    MainButton(speech.say("button-next"), Sign.GO, name.isNotBlank()) { scope.launch { phone.begin(name, passphrase) } }
}

@Composable
private fun Shut(phone: Phone, state: PhoneState.Shut, scope: CoroutineScope) {
    var passphrase by remember { mutableStateOf("") }
    if (state.asksPassphrase) Field(speech.say("start-unlock"), passphrase, { passphrase = it }, Writing.SECRET)
    Trouble(state.error)
    MainButton(speech.say("button-unlock"), Sign.LOCK) { scope.launch { phone.unlock(passphrase) } }
}

@Composable
private fun Trouble(error: KithException?) {
    if (error != null) Text(reason(error), color = colours.careNow)
}

/** The languages, each in its own words. */
@Composable
fun Languages(chosen: Language, onChoose: (Language) -> Unit) =
    Choices(speech.say("language-choose"), listOf(Language.WELSH, Language.ENGLISH), listOf(chosen), { remember(it) { Speech.of(it).say("language-name") } }, onChoose = onChoose)

/** Somebody who is in no co-op yet: they join with an invitation, found one, or make this one more phone of theirs. */
@Composable
fun JoinScreen() = Page {
    val open = session
    val act = acting()
    val kith = open.client.kith
    var invitation by rememberSaveable { mutableStateOf("") }
    Title(speech.say("today-hello", "name" to open.who.value.person.name))
    if (open.who.value.joining) {
        Card(colours.honeySoft) {
            Strong(speech.say("invite-waiting"))
            Text(speech.say("invite-sent-back"))
        }
        QuietButton(speech.say("desk-receive"), Sign.SCAN) { open.navigation.go(Place.Receive) }
        return@Page
    }
    open.who.value.turnedAway?.let { away -> Card(colours.honeySoft) { Strong(away.said) } }
    Card {
        Heading(speech.say("start-join"))
        LaunchedEffect(open) { open.brought.collect { if (it != null) invitation = open.takenOver().orEmpty() } }
        ScanInto { invitation = it }
        Field(speech.say("invite-paste"), invitation, { invitation = it }, Writing.LINES)
        val (title, lead) = speech.say("desk-kind-acknowledgement") to speech.say("invite-sent-back")
        MainButton(speech.say("invite-join"), Sign.JOIN, invitation.isNotBlank()) {
            act(null) { kith.join(invitation.trim()).reply?.let { open.navigation.go(Place.Show(Code(title, lead, it))) } }
        }
    }
    Found { name, areas -> act("desk-coop-begun") { kith.coopCreate(name, areas) } }
    Way(speech.say("desk-back-title"), Sign.DEVICE, speech.say("desk-back-lead")) { open.navigation.go(Place.Return) }
    Column {
        val (title, lead) = speech.say("desk-device-request") to speech.say("desk-device-request-lead")
        Soft(speech.say("desk-device-request-why"))
        QuietButton(title, Sign.DEVICE) { act(null) { open.navigation.go(Place.Show(Code(title, lead, kith.deviceRequest()))) } }
    }
}

@Composable
private fun Found(onFound: (String, List<String>) -> Unit) = Card {
    var name by rememberSaveable { mutableStateOf("") }
    var areas by rememberSaveable { mutableStateOf("") }
    Heading(speech.say("start-begin-coop"))
    Field(speech.say("start-coop-name"), name, { name = it })
    Field(speech.say("desk-areas"), areas, { areas = it }, Writing.LINES, speech.say("desk-areas-hint"))
    QuietButton(speech.say("start-begin-coop"), Sign.PLUS) { onFound(name.trim(), areas.lines().map(String::trim).filter(String::isNotEmpty)) }
}
