package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.CircleStanding
import coop.kith.ffi.CircleView
import coop.kith.ffi.Dose
import coop.kith.ffi.DraftView
import coop.kith.ffi.Element
import coop.kith.ffi.Level
import coop.kith.ffi.LineView
import coop.kith.ffi.MemberView
import coop.kith.ffi.Outcome
import coop.kith.ffi.VisitView
import coop.kith.model.CircleModel
import coop.kith.model.CirclesModel
import coop.kith.model.MedicinesModel
import coop.kith.model.PeopleModel
import coop.kith.model.Place
import coop.kith.model.Shown
import coop.kith.model.Speech
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch

/** My circles. */
@Composable
fun CirclesScreen() {
    val model = remembered(::CirclesModel)
    val open = session
    val act = acting()
    val members = members()
    var name by rememberSaveable { mutableStateOf("") }
    var round by rememberSaveable { mutableStateOf("me") }
    Show(model) { circles ->
        Title(speech.say("circle-list"))
        if (circles.isEmpty()) Empty(speech.say("circle-empty"))
        circles.forEach { CircleRow(it) { open.navigation.go(Place.Circle(it.id)) } }
        Card {
            Heading(speech.say("circle-begin"))
            Field(speech.say("circle-name"), name, { name = it })
            val names = mapOf("me" to speech.say("desk-myself")) + members.filter { !it.person.me }.associate { it.person.id to it.person.name }
            Choices(speech.say("circle-begin-for"), names.keys.toList(), listOf(round), { names.getValue(it) }) { round = it }
            QuietButton(speech.say("circle-begin"), Sign.PLUS) {
                act("desk-circle-begun") {
                    model.begin(name.trim(), round)
                    name = ""
                }
            }
        }
    }
}

/** A circle: it opens on its person; then the word for the next visitor, the notes, the visits, the people. */
@Composable
fun CircleScreen(circle: String) {
    val open = session
    val model = remembered { client, scope -> CircleModel(client, circle, scope) }
    val act = acting()
    Show(model) { page ->
        val person = page.circle.person
        Title(page.circle.name)
        PersonRow(person, speech.name(person), page.lastMood?.let { speech.say("visit-how", "name" to speech.name(person)) + " " + speech.mood(it) }.orEmpty()) {
            open.navigation.go(Place.Person(person.id))
        }
        page.lastHandover?.let { Card(colours.actSoft) { Heading(speech.say("handover-title")); Text(it.text); Soft(speech.say("list-by-when", "name" to speech.name(it.author), "when" to speech.at(it.writtenMs))) } }
        page.due.forEach { DueDose(it) { open.navigation.go(Place.Medicines(circle)) } }
        if (page.circle.standing is CircleStanding.In) {
            MainButton(speech.say("visit-start"), Sign.VISIT) { act("desk-visit-begun") { open.navigation.go(Place.Visit(circle, model.checkIn().id)) } }
            WriteNote(circle, page.draft, page.draftsApart, model)
        } else {
            Soft(speech.say("desk-standing-stays"))
        }
        if (page.coming.isNotEmpty()) Heading(speech.say("rota-coming"))
        page.coming.forEach { ComingRow(it) }
        Way(speech.say("rota-see"), Sign.PLAN) { open.navigation.go(Place.Rota(circle)) }
        Way(speech.say("medicine-see"), Sign.LIST) { open.navigation.go(Place.Medicines(circle)) }
        Heading(speech.say("note-list"))
        Soft(speech.say("circle-who-reads"))
        if (page.notes.isEmpty()) Empty(speech.say("note-empty"))
        page.notes.forEach { Note(it) }
        Heading(speech.say("plan-list"))
        if (page.plans.isEmpty()) Soft(speech.say("plan-empty"))
        page.plans.forEach { Plan(it) { open.navigation.go(Place.Plan(it.id)) } }
        if (page.circle.standing is CircleStanding.In) QuietButton(speech.say("plan-begin"), Sign.PLUS) { open.navigation.go(Place.BeginPlan(circle)) }
        Heading(speech.say("visit-list"))
        if (page.visits.isEmpty()) Empty(speech.say("desk-visits-empty"))
        page.visits.forEach { VisitRow(it) { open.navigation.go(Place.Visit(circle, it.id)) } }
        Heading(speech.say("circle-people"))
        page.circle.people.forEach { PersonRow(it.person, speech.name(it.person), speech.word("circle-level-", Speech.kebab(it.level))) { open.navigation.go(Place.Person(it.person.id)) } }
        BringIn(page.circle, model)
        Way(speech.say("safety-worry"), Sign.SHIELD) { open.navigation.go(Place.Safety) }
    }
}

/** The members of the co-op, as far as they are known here yet. */
@Composable
private fun members(): List<MemberView> {
    val shown by remembered(::PeopleModel).state.collectAsState()
    return (shown as? Shown.Open)?.now.orEmpty()
}

/** Who looks after a circle brings others in. */
@Composable
private fun BringIn(circle: CircleView, model: CircleModel) {
    val act = acting()
    var who by rememberSaveable { mutableStateOf<String?>(null) }
    val inside = circle.people.map { it.person.id }.toSet()
    val names = members().filter { it.person.id !in inside }.associate { it.person.id to it.person.name }
    val mine = circle.people.find { it.person.me }?.level
    if (names.isEmpty() || mine == null || mine == Level.MEMBER) return
    Card {
        Choices(speech.say("desk-circle-add"), names.keys.toList(), listOfNotNull(who), { names[it].orEmpty() }) { who = it }
        who?.let { chosen ->
            QuietButton(speech.say("button-add"), Sign.INVITE) {
                act("desk-circle-added") {
                    model.bringIn(chosen, Level.MEMBER)
                    who = null
                }
            }
        }
    }
}

/** Writing a note. As far as it is written it is kept on all devices of mine, and offered back when I come again. */
@Composable
private fun WriteNote(circle: String, draft: DraftView?, apart: List<DraftView>, model: CircleModel) = Card {
    val act = acting()
    val open = session
    var text by remember(circle) { mutableStateOf(draft?.text.orEmpty()) }
    var kept by remember(circle) { mutableStateOf(text) }
    // What is written goes on with the draft that stood here, and with none that came since.
    val of = remember(circle) { draft?.takeIf { !it.here }?.id }
    // A pause in writing is when it is kept; leaving the screen is another.
    LaunchedEffect(text) {
        delay(DRAFT_PAUSE_MS)
        if (text != kept) {
            open.act { model.keep(text, of) }
            kept = text
        }
    }
    val last by rememberUpdatedState(text to kept)
    DisposableEffect(circle) {
        onDispose { if (last.first != last.second) open.scope.launch { open.act { model.keep(last.first, of) } } }
    }
    draft?.takeIf { !it.here && it.text == text && text.isNotEmpty() }?.let { Soft(speech.say("note-begun-elsewhere", "when" to speech.at(it.keptMs))) }
    Field(speech.say("note-write"), text, { text = it }, Writing.LINES, speech.say("note-what"))
    QuietButton(speech.say("button-save"), Sign.NOTE) {
        act("note-saved-waiting") {
            model.write(text.trim())
            // What is written is a draft no more.
            if (of != null) model.keep("", of)
            kept = ""
            text = ""
        }
    }
    apart.forEach { begun ->
        Soft(speech.say("note-apart", "when" to speech.at(begun.keptMs)))
        Text(begun.text)
        QuietButton(speech.say("note-apart-add"), Sign.NOTE) { text = listOf(text.trim(), begun.text).filter { it.isNotEmpty() }.joinToString("\n\n") }
        QuietButton(speech.say("note-apart-drop"), Sign.NOTE) { act("note-apart-dropped") { model.letGo(begun.id) } }
    }
}

/** So long a pause in writing, and what is written is kept. */
private const val DRAFT_PAUSE_MS = 800L

/** A visit in a list: who, when, how long, and the state of its hour. */
@Composable
private fun VisitRow(visit: VisitView, onClick: () -> Unit) = Card(onClick = onClick) {
    val long = visit.minutes?.let { speech.minutes(it) }
    PersonRow(visit.visitor, speech.say("visit-with", "name" to speech.name(visit.visitor)), listOfNotNull(speech.at(visit.startedMs), long).joinToString(" · "))
    Elements(visit.done)
    StateChip(speech.word("hour-state-", visit.hour), visit.hour)
}

/** Medicines: what is due now, what was given, and the list itself. */
@Composable
fun MedicinesScreen(circle: String) {
    val model = remembered { client, scope -> MedicinesModel(client, circle, scope) }
    Show(model) { view ->
        Title(speech.say("medicine-title-of", "name" to view.person.name))
        Heading(speech.say("allergy-list"))
        if (view.allergies.isEmpty()) Soft(speech.say("allergy-empty"))
        view.allergies.forEach { Line(it) }
        Heading(speech.say("dose-today"))
        if (view.due.isEmpty()) Soft(speech.say("dose-today-empty"))
        view.due.forEach { due ->
            DueDose(due, null)
            if (due.doses.isEmpty()) Record { model.record(due.medicine, Dose(it, due.slot)) }
        }
        Heading(speech.say("medicine-list"))
        if (view.medicines.isEmpty()) Soft(speech.say("medicine-empty"))
        view.medicines.forEach { Line(it) }
        Heading(speech.say("dose-latest"))
        if (view.doses.isEmpty()) Soft(speech.say("dose-latest-empty"))
        view.doses.forEach {
            val outcome = speech.word("dose-", Speech.kebab(it.outcome))
            PersonRow(it.by, it.name, speech.say("dose-recorded-by", "name" to speech.name(it.by), "outcome" to outcome, "clock" to speech.at(it.atMs)))
        }
    }
}

/** A line of a list; where it was changed apart, all that was written stands, in red, until one is kept. */
@Composable
private fun Line(line: LineView) {
    val apart = line.now.size > 1
    Card(if (apart) colours.careNowSoft else colours.surface, if (apart) colours.careNow else colours.line) {
        if (line.now.isEmpty()) Strong(line.name)
        line.now.forEach { Text(it.text) }
        if (apart) Text(speech.say("line-apart"), color = colours.careNow)
        if (line.now.all { it.says == null }) Soft(speech.say("line-was-stopped"))
    }
}

@Composable
private fun Record(record: suspend (Outcome) -> Unit) = Card {
    val act = acting()
    var outcome by remember { mutableStateOf(Outcome.GIVEN) }
    val short = listOf(Outcome.GIVEN, Outcome.REFUSED, Outcome.NOT_NEEDED, Outcome.AWAY, Outcome.UNAVAILABLE)
    Choices(speech.say("dose-outcome"), short, listOf(outcome), { speech.word("dose-", Speech.kebab(it)) }) { outcome = it }
    MainButton(speech.say("dose-record"), Sign.CHECK) { act("dose-recorded-now") { record(outcome) } }
}

/** The four sides of life, in their order on every screen. */
val ELEMENTS = listOf(Element.MY_CARE, Element.MY_HOME, Element.MY_COMMUNITY, Element.MY_LIFE)
