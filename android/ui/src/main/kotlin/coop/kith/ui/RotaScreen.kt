package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.OccasionView
import coop.kith.ffi.RotaAskView
import coop.kith.ffi.RotaState
import coop.kith.ffi.TakerView
import coop.kith.ffi.VisitTwiceView
import coop.kith.model.Place
import coop.kith.model.Planned
import coop.kith.model.Repeat
import coop.kith.model.Rota
import coop.kith.model.RotaModel
import coop.kith.model.Speech
import coop.kith.model.called
import coop.kith.model.comers
import coop.kith.model.isNear
import coop.kith.model.isOn

/** As long as a visit is planned for, if nobody says otherwise. */
private const val MINUTES = "60"
private const val ANYBODY = ""
private const val ME = "me"

/** Who comes when: each visit with who takes it, and what I can say about it. */
@Composable
fun RotaScreen(circle: String) {
    val model = remembered { client, scope -> RotaModel(client, circle, scope) }
    val go = session.navigation::go
    Show(model) { rota ->
        Title(speech.say("rota-title-of", "name" to rota.view.person.name))
        Text(speech.say("rota-lead"))
        if (rota.view.visits.isEmpty()) Empty(speech.say("rota-empty"))
        rota.days.forEach { day ->
            Heading(speech.written(day.date))
            day.visits.forEach { Occasion(it, rota, model) }
        }
        if (rota.writable) PlanVisit(rota, model)
        Way(speech.say("limits-title"), Sign.TODAY) { go(Place.Limits) }
    }
}

/** Who is coming, in a list: it leads to the rota. */
@Composable
fun ComingRow(visit: OccasionView) {
    val go = session.navigation::go
    Card(onClick = { go(Place.Rota(visit.circle)) }) {
        PersonRow(visit.person, visit.comers(speech), listOf(visit.name, speech.name(visit.person), speech.written(visit.slot)).joinToString(" · "))
        StateOf(visit.state)
    }
}

/** A visit taken twice in a circle that one is not in: for whoever coordinates. */
@Composable
fun TwiceElsewhere(twice: VisitTwiceView) = Card(
    if (twice.settled) colours.surface else colours.careNowSoft,
    if (twice.settled) colours.line else colours.careNow,
) {
    Heading(speech.say(if (twice.settled) "rota-twice-over" else "rota-twice-elsewhere"))
    Strong(speech.say("rota-twice-what", "place" to twice.place, "person" to twice.person.name, "when" to speech.written(twice.slot)))
    twice.takers.forEach { Text(speech.say("rota-comes", "name" to speech.name(it))) }
    Text(twice.advice)
}

@Composable
private fun StateOf(state: RotaState) {
    val words = speech.word("rota-state-", Speech.kebab(state))
    when (state) {
        RotaState.TWICE -> Chip(words, Sign.ALERT, colours.careNow, colours.careNowSoft)
        RotaState.OPEN, RotaState.OFF -> Chip(words, Sign.WAITING, colours.open, colours.openSoft)
        RotaState.TAKEN, RotaState.BEGUN -> Chip(words, Sign.CHECK, colours.sure, colours.sureSoft)
        RotaState.CANCELLED -> Chip(words, Sign.UNKNOWN, colours.inkSoft, colours.sunken)
    }
}

@Composable
private fun Occasion(visit: OccasionView, rota: Rota, model: RotaModel) {
    val twice = visit.state == RotaState.TWICE
    Card(if (twice) colours.careNowSoft else colours.surface, if (twice) colours.careNow else colours.line) {
        Strong(visit.name)
        val length = speech.say("rota-length", "when" to speech.written(visit.slot), "length" to speech.minutes(visit.minutes.toUInt()))
        Soft(if (visit.again) length + " · " + speech.say("rota-again") else length)
        StateOf(visit.state)
        Elements(visit.done)
        if (twice) Strong(visit.advice)
        if (visit.regulated) Text(speech.say("rota-regulated"))
        if (visit.respite) Text(speech.say("rota-respite"))
        if (visit.text.isNotEmpty()) Text(visit.text)
        visit.takers.forEach { Taker(it) }
        if (visit.needed > 1u) Soft(speech.say("rota-needs", "have" to visit.takers.size, "needed" to visit.needed.toInt()))
        SaidOf(visit)
        visit.asks.forEach { Ask(it, model, rota.writable) }
        if (rota.writable) Acts(visit, rota, model)
    }
}

@Composable
private fun Taker(taker: TakerView) {
    val by = taker.by
    Strong(
        when {
            taker.person?.me == true -> speech.say("rota-mine")
            by != null -> speech.say("rota-comes-for", "name" to taker.name, "by" to speech.name(by), "mandate" to taker.mandate)
            else -> speech.say("rota-comes", "name" to taker.name)
        },
    )
    ArrivalChip(taker.arrival)
}

/** What was said of it: asked, declined, cancelled, settled, and what limits say. */
@Composable
private fun SaidOf(visit: OccasionView) {
    visit.asked?.let { Soft(speech.say("rota-asked-of", "name" to speech.name(it))) }
    visit.declined.forEach { Soft(speech.say("rota-declined", "name" to speech.name(it))) }
    visit.cancelledBy?.let { Strong(speech.say("rota-cancelled-by", "name" to speech.name(it), "why" to visit.cancelledWhy)) }
    visit.settledBy?.let { Text(speech.say("rota-settled-by", "name" to speech.name(it), "text" to visit.settledText)) }
    visit.told.forEach { Soft(speech.say("rota-told", "name" to it.name)) }
    visit.warnings.forEach { Text(it, color = colours.open) }
}

/** Somebody who would rather not come, and, where it is for me to answer, yes and no. */
@Composable
private fun Ask(ask: RotaAskView, model: RotaModel, writable: Boolean) {
    val act = acting()
    Text(speech.say(if (ask.mine && ask.of != null) "rota-asks-you" else "rota-asks", "name" to speech.name(ask.by), "text" to ask.text))
    ask.wants?.let { Text(speech.say("rota-asks-swap", "name" to speech.name(ask.by), "visit" to it.name, "when" to speech.written(it.slot))) }
    ask.declined.forEach { Soft(speech.say("rota-declined", "name" to speech.name(it))) }
    if (ask.mine && writable) {
        MainButton(speech.say(if (ask.wants == null) "rota-yes" else "rota-yes-swap"), Sign.CHECK) { act("rota-answered") { model.answer(ask.id, true) } }
        QuietButton(speech.say("rota-no"), Sign.BACK) { act("rota-answered") { model.answer(ask.id, false) } }
    }
}

@Composable
private fun Acts(visit: OccasionView, rota: Rota, model: RotaModel) {
    val open = session
    val act = acting()
    var on by rememberSaveable(visit.slot) { mutableStateOf(false) }
    when {
        visit.asked?.me == true && visit.isOn -> {
            MainButton(speech.say("rota-yes"), Sign.CHECK) { act("rota-answered") { model.answer(visit.line, true) } }
            QuietButton(speech.say("rota-no"), Sign.BACK) { act("rota-answered") { model.answer(visit.line, false) } }
        }
        visit.state == RotaState.OPEN && !visit.mine -> {
            if (visit.again) Tick(speech.say("rota-take-on"), on) { on = it }
            MainButton(speech.say("rota-take"), Sign.CHECK) { act("rota-taken-now") { model.take(visit, on) } }
            if (visit.warnings.isNotEmpty()) QuietButton(speech.say("rota-take-anyway"), Sign.CHECK) { act("rota-taken-now") { model.take(visit, on, anyway = true) } }
        }
        visit.state == RotaState.TWICE -> Settle(visit, model)
        visit.state == RotaState.CANCELLED -> QuietButton(speech.say("rota-back-on"), Sign.EXCHANGE) { act("rota-back-on-now") { model.backOn(visit) } }
    }
    if (visit.mine && visit.isOn) {
        if (visit.isNear()) QuietButton(speech.say("rota-begin"), Sign.VISIT) { act("desk-visit-begun") { open.navigation.go(Place.Visit(visit.circle, model.begin(visit).id)) } }
        Leave(visit, rota, model)
    }
}

@Composable
private fun Settle(visit: OccasionView, model: RotaModel) {
    val act = acting()
    var stays by remember(visit.slot) { mutableStateOf(emptyList<String>()) }
    val names = visit.takers.associate { it.id to it.called(speech) }
    Choices(speech.say("rota-settle"), names.keys.toList(), stays, { names.getValue(it) }, several = true) { stays = if (it in stays) stays - it else stays + it }
    MainButton(speech.say("rota-settle-save"), Sign.CHECK, stays.isNotEmpty()) { act("rota-settled-now") { model.settle(visit, stays) } }
}

/** I cannot come: asking somebody in my place first, and then leaving it open, or cancelling it. */
@Composable
private fun Leave(visit: OccasionView, rota: Rota, model: RotaModel) {
    val act = acting()
    var more by rememberSaveable(visit.slot) { mutableStateOf(false) }
    if (!more) return QuietButton(speech.say("rota-more"), Sign.MORE) { more = true }
    var why by rememberSaveable(visit.slot) { mutableStateOf("") }
    var of by rememberSaveable(visit.slot) { mutableStateOf(ANYBODY) }
    var on by rememberSaveable(visit.slot) { mutableStateOf(false) }
    val anybody = speech.say("rota-asked-anybody")
    val names = mapOf(ANYBODY to anybody) + rota.people.filter { !it.me }.associate { it.id to it.name }
    Choices(speech.say("rota-ask-of"), names.keys.toList(), listOf(of), { names.getValue(it) }) { of = it }
    Field(speech.say("rota-ask-text"), why, { why = it })
    QuietButton(speech.say("rota-ask"), Sign.SEND) { act("rota-asked-now") { model.ask(visit, of.ifEmpty { null }, why.trim()) } }
    if (visit.again) Tick(speech.say("rota-leave-on"), on) { on = it }
    QuietButton(speech.say("rota-leave"), Sign.BACK) { act("rota-left") { model.leave(visit, on, why.trim()) } }
    QuietButton(speech.say("rota-cancel"), Sign.NO_SIGNAL) { act("rota-cancelled-now") { model.cancel(visit) } }
}

/** Planning a visit, once or again and again. */
@Composable
private fun PlanVisit(rota: Rota, model: RotaModel) = Card {
    val act = acting()
    var name by rememberSaveable { mutableStateOf("") }
    var first by rememberSaveable { mutableStateOf("") }
    var minutes by rememberSaveable { mutableStateOf(MINUTES) }
    var repeat by rememberSaveable { mutableStateOf(Repeat.ONCE) }
    var asked by rememberSaveable { mutableStateOf(ANYBODY) }
    var text by rememberSaveable { mutableStateOf("") }
    val names = mapOf(ANYBODY to speech.say("rota-asked-anybody"), ME to speech.say("rota-asked-me")) + rota.people.filter { !it.me }.associate { it.id to it.name }
    Heading(speech.say("rota-plan"))
    Field(speech.say("rota-name"), name, { name = it })
    Field(speech.say("rota-first"), first, { first = it }, hint = speech.say("phone-moment-hint"))
    Field(speech.say("rota-minutes"), minutes, { minutes = it.filter(Char::isDigit).take(4) }, Writing.NUMBER)
    Choices(speech.say("rota-repeat"), Repeat.entries, listOf(repeat), { speech.say("rota-repeat-" + Speech.kebab(it)) }) { repeat = it }
    Choices(speech.say("rota-asked"), names.keys.toList(), listOf(asked), { names.getValue(it) }) { asked = it }
    Field(speech.say("rota-text"), text, { text = it }, Writing.LINES)
    QuietButton(speech.say("rota-plan"), Sign.PLUS) {
        act("rota-written") {
            val whom = asked.takeIf { it != ANYBODY && it != ME }
            model.plan(Planned(name.trim(), first.trim().replace(' ', 'T'), minutes.toUShortOrNull() ?: 0u, repeat, text.trim(), whom), asked == ME)
            name = ""
        }
    }
}
