package coop.kith.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.unit.dp
import coop.kith.ffi.CircleView
import coop.kith.ffi.DoseAlertView
import coop.kith.ffi.DoseState
import coop.kith.ffi.DueDoseView
import coop.kith.ffi.NoteView
import coop.kith.ffi.PlanView
import coop.kith.ffi.TodayView
import coop.kith.ffi.VisitView
import coop.kith.model.Code
import coop.kith.model.Place
import coop.kith.model.Speech
import coop.kith.model.TodayModel

/** So much news Today shows; the circles have the rest. */
private const val NEWS_MAX = 12

/** Today: people and their news first, then what needs a word, and the three numbers last. */
@Composable
fun TodayScreen() {
    val model = remembered(::TodayModel)
    val go = session.navigation::go
    Show(model) { today ->
        val view = today.view
        Title(speech.say("today-hello", "name" to today.who.person.name))
        view.doseAlerts.forEach { DoseAlert(it) }
        view.openVisit?.let { OpenVisit(it) }
        view.visitsTwice.forEach { TwiceElsewhere(it) }
        view.coming.let { coming ->
            if (coming.isNotEmpty()) Heading(speech.say("rota-coming-today"))
            coming.forEach { ComingRow(it) }
        }
        if (view.due.isNotEmpty()) {
            Heading(speech.say("dose-due"))
            view.due.forEach { DueDose(it) { go(Place.Medicines(it.circle)) } }
        }
        if (view.toConfirm.isNotEmpty()) {
            Heading(speech.say("today-needs-you"))
            view.toConfirm.forEach { ToConfirm(it, model) }
        }
        if (view.mentions.isNotEmpty()) {
            Heading(speech.say("today-mentions"))
            view.mentions.forEach { Note(it, circleOf(view, it)) }
        }
        News(view)
        if (view.plans.isNotEmpty()) {
            Heading(speech.say("plan-list"))
            view.plans.forEach { Plan(it) { go(Place.Plan(it.id)) } }
        }
        Heading(speech.say("circle-list"))
        if (view.circles.isEmpty()) Empty(speech.say("circle-empty"))
        view.circles.forEach { CircleRow(it) { go(Place.Circle(it.id)) } }
        Heading(speech.say("place-coins"))
        ThreeNumbers(view.balance)
    }
}

@Composable
private fun News(view: TodayView) {
    val mentioned = view.mentions.map { it.id }.toSet()
    val news = view.news.filter { it.id !in mentioned }
    val quiet = view.openVisit == null && view.toConfirm.isEmpty() && view.news.isEmpty() && view.plans.isEmpty() && view.coming.isEmpty() && view.due.isEmpty() && view.doseAlerts.isEmpty()
    if (quiet) return Empty(speech.say("today-empty"))
    Heading(speech.say("today-news"))
    if (news.isEmpty()) Soft(speech.say("today-news-empty"))
    news.take(NEWS_MAX).forEach { Note(it, circleOf(view, it)) }
}

private fun circleOf(view: TodayView, note: NoteView): String? = view.circles.find { it.id == note.circle }?.name

/** A visit's title: to whom. */
@Composable
fun titleOf(visit: VisitView): String = visit.person?.let { speech.say("visit-title", "name" to speech.name(it)) } ?: speech.say("visit-list")

@Composable
private fun OpenVisit(visit: VisitView) = Card(colours.actSoft, colours.act) {
    val go = session.navigation::go
    Heading(titleOf(visit))
    Soft(speech.say("visit-started", "when" to speech.at(visit.startedMs)))
    MainButton(speech.say("visit-finish"), Sign.CHECK) { go(Place.Visit(visit.circle, visit.id)) }
}

/** An hour that waits for one's word. */
@Composable
private fun ToConfirm(visit: VisitView, model: TodayModel) = Card(colours.honeySoft, colours.honey) {
    val open = session
    val act = acting()
    Row(horizontalArrangement = Arrangement.spacedBy(12.dp), verticalAlignment = Alignment.CenterVertically) {
        Face(visit.visitor)
        Strong(speech.say("hour-to-confirm", "name" to visit.visitor.name, "minutes" to (visit.minutes ?: 0u)))
    }
    Soft(speech.at(visit.startedMs))
    Elements(visit.done)
    if (visit.text.isNotEmpty()) Text(visit.text)
    visit.how?.let { how -> visit.person?.let { Text(speech.say("visit-how", "name" to speech.name(it)) + " " + speech.mood(how)) } }
    if (visit.handover.isNotEmpty()) Text(speech.say("handover-title") + ": " + visit.handover)
    val (title, lead) = speech.say("hour-confirmed") to speech.say("desk-confirmed-lead", "name" to visit.visitor.name)
    MainButton(speech.say("hour-confirm"), Sign.CHECK) {
        act("hour-confirmed") { open.navigation.go(Place.Show(Code(title, lead, model.confirm(visit.id).handOver))) }
    }
}

/** A circle in a list: its person, its name, and what is new. */
@Composable
fun CircleRow(circle: CircleView, onClick: () -> Unit) {
    val people = speech.say("word-count-people", "count" to circle.people.size)
    val news = if (circle.unread > 0u) speech.say("today-news-count", "count" to circle.unread) else null
    PersonRow(circle.person, circle.name, people, news, onClick)
}

/** A note with its author, its place in time, and where it has arrived. */
@Composable
fun Note(note: NoteView, circle: String? = null, onCorrect: (() -> Unit)? = null) = Card {
    val under = listOfNotNull(speech.at(note.writtenMs), circle).joinToString(" · ")
    PersonRow(note.author, speech.name(note.author), under)
    if (note.kind == "handover") Strong(speech.say("handover-title"))
    Text(note.text)
    if (note.clockDoubtful) Soft(speech.say("desk-clock-wrong"))
    Attachments(note.attachments)
    if (note.author.me) AddPicture(note.id)
    Chips {
        if (note.new) Chip(speech.say("desk-new"), Sign.NOTE, colours.act, colours.actSoft)
        if (note.underReview) Chip(speech.say("desk-under-review"), Sign.WAITING, colours.open, colours.openSoft)
        ArrivalChip(note.arrival)
    }
    if (note.earlier.isNotEmpty()) Soft(speech.say("note-original") + ": " + note.earlier.first())
    if (onCorrect != null) QuietButton(speech.say("note-correct"), Sign.PENCIL, onClick = onCorrect)
}

/** A plan; where two times or places were written apart, both stand with their names. */
@Composable
fun Plan(plan: PlanView, onClick: () -> Unit) = Card(onClick = onClick) {
    Strong(plan.title)
    listOf(plan.`when`, plan.place).forEach { kept ->
        kept.value?.takeIf { it.isNotEmpty() }?.let { Text(speech.written(it)) }
        kept.choices.forEach { Text(speech.say("plan-clash-choice", "value" to speech.written(it.value), "name" to it.author.name), color = colours.careNow) }
    }
    if (plan.text.isNotEmpty()) Text(plan.text)
    Soft(speech.say("plan-last-changed", "name" to speech.name(plan.changedBy), "when" to speech.at(plan.changedMs)))
}

/** A dose that was recorded twice: what to do now stands first. */
@Composable
fun DoseAlert(alert: DoseAlertView) = Card(colours.careNowSoft, colours.careNow) {
    Heading(speech.say("dose-twice-title"))
    Strong(alert.advice)
    Text(speech.say("dose-twice-what", "person" to alert.person.name, "medicine" to alert.name, "when" to speech.at(alert.atMs)))
    alert.recorded.forEach { Text(it) }
}

/** A due dose and how it stands. */
@Composable
fun DueDose(due: DueDoseView, onClick: (() -> Unit)?) = Card(onClick = onClick) {
    val state = speech.word("dose-state-", Speech.kebab(due.state))
    Strong(listOf(due.name, due.dose).filter(String::isNotEmpty).joinToString(" · "))
    Soft(listOf(due.person.name, speech.at(due.atMs), due.how).filter(String::isNotEmpty).joinToString(" · "))
    when (due.state) {
        DoseState.DONE, DoseState.ANSWERED -> Chip(state, Sign.CHECK, colours.sure, colours.sureSoft)
        DoseState.TWICE, DoseState.LATE -> Chip(state, Sign.ALERT, colours.careNow, colours.careNowSoft)
        DoseState.DUE, DoseState.UPCOMING -> Chip(state, Sign.WAITING, colours.open, colours.openSoft)
    }
    if (due.advice.isNotEmpty()) Text(due.advice, color = colours.careNow)
}
