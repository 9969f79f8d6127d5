package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.CheckOut
import coop.kith.ffi.Element
import coop.kith.ffi.Mood
import coop.kith.ffi.VisitView
import coop.kith.model.Code
import coop.kith.model.Place
import coop.kith.model.VisitModel
import coop.kith.model.VisitShown

/** A visit: the form to finish it while it is open, then what was told of it and its hour. */
@Composable
fun VisitScreen(place: Place.Visit) {
    val model = remembered { client, scope -> VisitModel(client, place.circle, place.visit, scope) }
    Show(model) { shown ->
        val visit = shown.visit
        Title(titleOf(visit))
        if (visit.endedMs == null && visit.visitor.me) Finish(shown, model) else Told(visit, model)
    }
}

@Composable
private fun Finish(shown: VisitShown, model: VisitModel) {
    val visit = shown.visit
    val act = acting()
    val counted = speech.minutesSince(visit.startedMs)
    var done by rememberSaveable { mutableStateOf(emptyList<Element>()) }
    var how by rememberSaveable { mutableStateOf<Mood?>(null) }
    var text by rememberSaveable { mutableStateOf("") }
    var handover by rememberSaveable { mutableStateOf("") }
    var minutes by rememberSaveable { mutableStateOf(counted.toString()) }
    var area by rememberSaveable { mutableStateOf<String?>(null) }
    Soft(speech.say("visit-started", "when" to speech.at(visit.startedMs)) + " · " + speech.minutes(counted))
    Choices(speech.say("visit-done-title"), ELEMENTS, done, { speech.shape(it) }, several = true, hint = speech.say("visit-done-hint")) {
        done = if (it in done) done - it else done + it
    }
    Field(speech.say("visit-done-words"), text, { text = it }, Writing.LINES)
    visit.person?.let { person ->
        Choices(speech.say("visit-how", "name" to speech.name(person)), listOf(Mood.LOW, Mood.AS_USUAL, Mood.BRIGHT), listOfNotNull(how), { speech.mood(it) }) { how = it }
    }
    Field(speech.say("visit-handover"), handover, { handover = it }, Writing.LINES, speech.say("handover-hint"))
    Field(speech.say("visit-minutes"), minutes, { minutes = it.filter(Char::isDigit).take(4) }, Writing.NUMBER)
    if (shown.areas.isNotEmpty()) Choices(speech.say("desk-area"), shown.areas, listOfNotNull(area), { it }, hint = speech.say("desk-area-hint")) { area = if (area == it) null else it }
    MainButton(speech.say("visit-finish"), Sign.CHECK) {
        act("visit-finished") { model.finish(CheckOut(minutes.toUIntOrNull(), done, how, text.trim(), handover.trim(), area)) }
    }
}

@Composable
private fun Told(visit: VisitView, model: VisitModel) {
    val long = visit.minutes?.let { speech.minutes(it) }
    PersonRow(visit.visitor, speech.say("visit-with", "name" to speech.name(visit.visitor)), listOfNotNull(speech.at(visit.startedMs), long).joinToString(" · "))
    if (visit.done.isNotEmpty()) {
        Heading(speech.say("visit-done-title"))
        Elements(visit.done)
    }
    visit.area?.let { Text(speech.say("desk-area") + ": " + it) }
    if (visit.text.isNotEmpty()) Text(visit.text)
    visit.how?.let { how -> visit.person?.let { Text(speech.say("visit-how", "name" to speech.name(it)) + " " + speech.mood(how)) } }
    if (visit.handover.isNotEmpty()) Card(colours.actSoft) {
        Heading(speech.say("handover-title"))
        Text(visit.handover)
    }
    if (visit.clockDoubtful) Soft(speech.say("desk-clock-wrong"))
    Attachments(visit.attachments)
    if (visit.visitor.me && !visit.byCode) AddPicture(visit.id)
    if (visit.byCode) Soft(speech.say("visit-by-code-alone"))
    Hour(visit, model)
    ArrivalChip(visit.arrival)
}

/** The hour of a visit: its state, what happens next, and who can say yes. */
@Composable
private fun Hour(visit: VisitView, model: VisitModel) = Card(colours.honeySoft, colours.honey) {
    val open = session
    val act = acting()
    Heading(speech.say("desk-hour"))
    StateChip(speech.word("hour-state-", visit.hour), visit.hour)
    if (visit.hourReason.isNotEmpty()) Text(visit.hourReason)
    visit.confirmedBy?.let { Soft(speech.say("hour-confirmed-by", "name" to speech.name(it))) }
    if (visit.hour == "unconfirmed" && visit.visitor.me) {
        val (title, lead) = speech.say("hour-ask") to speech.say("hour-show-code-lead")
        Soft(speech.say("hour-ask-lead"))
        MainButton(title, Sign.CODE) { act(null) { open.navigation.go(Place.Show(Code(title, lead, model.ask()))) } }
        QuietButton(speech.say("hour-paste-code"), Sign.SCAN) { open.navigation.go(Place.Receive) }
    }
    if (visit.hour == "unconfirmed" && !visit.visitor.me) {
        val (title, lead) = speech.say("hour-confirmed") to speech.say("desk-confirmed-lead", "name" to visit.visitor.name)
        MainButton(speech.say("hour-confirm"), Sign.CHECK) { act("hour-confirmed") { open.navigation.go(Place.Show(Code(title, lead, model.confirm().handOver))) } }
    }
}
