package coop.kith.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalClipboardManager
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.AnnotatedString
import androidx.compose.ui.unit.dp
import coop.kith.ffi.HandOver
import coop.kith.ffi.Received
import coop.kith.ffi.Squares
import coop.kith.ffi.qrSquares
import coop.kith.model.Ability
import coop.kith.model.Asked
import coop.kith.model.Code
import coop.kith.model.Place
import coop.kith.model.Platform
import coop.kith.model.ReceiveModel
import coop.kith.model.ReceiveState
import coop.kith.model.reason
import kotlinx.coroutines.launch

/** So much of a long code is shown; all of it is copied. */
private const val SHOWN_MAX = 120

/** A code to show to another phone: as a square, and as text. */
@Composable
fun ShowScreen(code: Code) = Page {
    Back()
    Title(code.title)
    Text(code.lead)
    CodeOf(code.handOver)
    QuietButton(speech.say("desk-receive"), Sign.SCAN, onClick = session.navigation.let { way -> { way.go(Place.Receive) } })
}

@Composable
private fun CodeOf(handOver: HandOver) {
    val squares = remember(handOver) { handOver.qr?.let(::qrSquares) }
    if (squares == null) Soft(speech.say("desk-code-no-qr")) else Square(squares)
    Card {
        Strong(speech.say("desk-code-text"))
        SelectionContainer { Text(if (handOver.text.length > SHOWN_MAX) handOver.text.take(SHOWN_MAX) + "…" else handOver.text) }
        val clipboard = LocalClipboardManager.current
        QuietButton(speech.say("button-copy"), Sign.LIST) { clipboard.setText(AnnotatedString(handOver.text)) }
        val phone = platform
        if (Ability.SHARE in phone.abilities) QuietButton(speech.say("phone-share"), Sign.SEND) { phone.share(handOver.text) }
        if (Ability.FILES in phone.abilities) SaveFile(phone, handOver.text)
        if (Ability.NEAR in phone.abilities) HoldOut(phone, handOver.text)
    }
    if (handOver.alsoByRelay) Soft(speech.say("desk-code-also-relay"))
}

/** The camera for a code that a field takes, where the platform has one; where it may not be used, the text can be pasted. */
@Composable
fun ScanInto(found: (String) -> Unit) {
    val phone = platform
    if (Ability.SCAN !in phone.abilities) return
    val scope = session.scope
    var noCamera by remember { mutableStateOf(false) }
    QuietButton(speech.say("phone-scan"), Sign.SCAN) {
        scope.launch {
            val asked = phone.scan()
            if (asked is Asked.Given) found(asked.what)
            noCamera = asked is Asked.Refused
        }
    }
    if (noCamera) Card(colours.openSoft, colours.open) { Text(speech.say("phone-camera-refused")) }
}

@Composable
private fun SaveFile(phone: Platform, text: String) {
    val scope = session.scope
    var noRoom by remember { mutableStateOf(false) }
    QuietButton(speech.say("phone-save"), Sign.NOTE) { scope.launch { noRoom = phone.saveFile(text) is Asked.Refused } }
    if (noRoom) Text(speech.say("error-storage"), color = colours.careNow)
}

/** While this stands, a phone held against this one is given the text. */
@Composable
private fun HoldOut(phone: Platform, text: String) {
    Soft(speech.say("phone-near"))
    DisposableEffect(text) {
        phone.holdOut(text)
        onDispose { phone.holdOut(null) }
    }
}

/** The square: dark on white in every theme, since cameras read it so, with its border of four squares. */
@Composable
private fun Square(squares: Squares) {
    val label = speech.say("desk-code-qr")
    val width = squares.width.toInt()
    Canvas(Modifier.widthIn(max = 420.dp).fillMaxWidth().aspectRatio(1f).background(Color.White).padding(8.dp).semantics { contentDescription = label }) {
        val side = size.minDimension / (width + 2 * BORDER)
        squares.dark.forEachIndexed { at, dark ->
            if (dark.toInt() == 1) drawRect(Color.Black, Offset((at % width + BORDER) * side, (at / width + BORDER) * side), Size(side + OVERLAP, side + OVERLAP))
        }
    }
}

private const val BORDER = 4
/** Neighbouring squares meet without a hair between them. */
private const val OVERLAP = 0.5f

/** Taking in what another phone shows: scanned by the platform's camera where there is one, or pasted. */
@Composable
fun ReceiveScreen() {
    val open = session
    val model = remember(open) { ReceiveModel(open.client) }
    val state by model.state.collectAsState()
    val act = acting()
    val phone = platform
    var text by rememberSaveable { mutableStateOf("") }
    LaunchedEffect(open) { open.brought.collect { if (it != null) text = open.takenOver().orEmpty() } }
    Page {
        Back()
        Title(speech.say("desk-receive"))
        Text(speech.say("desk-receive-lead"))
        if (Ability.SCAN in phone.abilities) MainButton(speech.say("phone-scan"), Sign.SCAN, state !is ReceiveState.Taking) { act(null) { model.scan(phone) } }
        if (state is ReceiveState.NoCamera) Card(colours.openSoft, colours.open) { Text(speech.say("phone-camera-refused")) }
        if (Ability.NEAR in phone.abilities) Nearby(phone) { act(null) { model.take(it) } }
        if (Ability.FILES in phone.abilities) QuietButton(speech.say("phone-open-file"), Sign.NOTE) { act(null) { model.openFile(phone) } }
        Field(speech.say("desk-receive-field"), text, { text = it }, Writing.LINES, speech.say("desk-receive-hint"))
        MainButton(speech.say("desk-receive-take"), Sign.SCAN, text.isNotBlank() && state !is ReceiveState.Taking) { act(null) { model.take(text) } }
        when (val now = state) {
            is ReceiveState.Became -> Became(now.received)
            is ReceiveState.Failed -> Card(colours.careNowSoft, colours.careNow) { Text(reason(now.error)) }
            else -> {}
        }
    }
}

/** What a phone held against this one gives is taken in at once: holding it there is the tap. */
@Composable
private fun Nearby(phone: Platform, take: (String) -> Unit) {
    Soft(speech.say("phone-near"))
    LaunchedEffect(phone) { phone.nearby.collect { take(it) } }
}

@Composable
private fun Became(received: Received) {
    Card {
        Heading(speech.word("desk-kind-", received.kind, "desk-receive"))
        StateChip(speech.word("desk-received-", received.outcome), received.outcome)
        if (received.reason.isNotEmpty()) Text(received.reason)
    }
    received.reply?.let {
        Text(speech.say("desk-reply-lead"))
        CodeOf(it)
    }
}
