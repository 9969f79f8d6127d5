package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import coop.kith.ffi.ConcernView
import coop.kith.ffi.Worry
import coop.kith.model.PrivacyModel
import coop.kith.model.Safety
import coop.kith.model.SafetyModel
import coop.kith.model.Speech

/** Something worries me: what to do at once stands first, and what comes of it below. */
@Composable
fun SafetyScreen() {
    val model = remembered(::SafetyModel)
    Show(model) { safety ->
        Title(speech.say("safety-worry"))
        Card(colours.careNowSoft, colours.careNow) { Strong(speech.say("concern-danger-now")) }
        Raise(safety, model)
        Heading(speech.say("safety-mine"))
        val mine = safety.concerns.filter { it.mine }
        if (mine.isEmpty()) Soft(speech.say("safety-mine-none"))
        mine.forEach { Concern(it) }
        val others = safety.concerns.filter { it.lookedAfterHere }
        if (others.isNotEmpty()) Heading(speech.say("safety-to-look-after"))
        others.forEach { Concern(it) }
    }
}

/** The form. What is written in it is saved nowhere before it is sent: whoever opens the phone next finds nothing. */
@Composable
private fun Raise(safety: Safety, model: SafetyModel) = Card {
    val act = acting()
    var text by remember { mutableStateOf("") }
    var about by remember { mutableStateOf<String?>(null) }
    var danger by remember { mutableStateOf(false) }
    var advice by remember { mutableStateOf(emptyList<String>()) }
    Field(speech.say("safety-what"), text, { text = it }, Writing.LINES, speech.say("safety-what-hint"))
    val names = safety.members.filter { !it.person.me }.associate { it.person.id to it.person.name }
    Choices(speech.say("safety-about"), names.keys.toList(), listOfNotNull(about), { names.getValue(it) }, hint = speech.say("safety-about-hint")) { about = if (about == it) null else it }
    Tick(speech.say("safety-danger"), danger) { danger = it }
    Soft(speech.say("concern-private"))
    MainButton(speech.say("safety-send"), Sign.SHIELD, text.isNotBlank()) {
        act("safety-sent") {
            advice = model.raise(Worry(text.trim(), about, null, danger)).advice
            text = ""
        }
    }
    advice.forEach { Strong(it) }
}

@Composable
private fun Concern(concern: ConcernView) = Card {
    Text(concern.text)
    if (concern.danger) Chip(speech.say("safety-danger-said"), Sign.ALERT, colours.careNow, colours.careNowSoft)
    Soft(speech.at(concern.raisedMs))
    Text(speech.word("concern-state-", Speech.kebab(concern.state)))
}

/** Privacy: what is held about me and where, who can read it, who has opened it, and what is kept. */
@Composable
fun PrivacyScreen() {
    val model = remembered(::PrivacyModel)
    Show(model) { shown ->
        Title(speech.say("privacy-title"))
        Text(speech.say("privacy-lead"))
        Heading(speech.say("privacy-places"))
        Held(speech.say("privacy-own"), speech.say("privacy-own-what"), null)
        Held(speech.say("place-people"), speech.say("privacy-coop-what"), speech.say("privacy-coop-readers", "count" to shown.members))
        shown.circles.forEach { circle ->
            val what = if (circle.person.me) speech.say("privacy-circle-mine") else speech.say("privacy-circle-other", "name" to circle.person.name)
            Held(circle.name, what, circle.people.map { speech.name(it.person) }.joinToString())
        }
        Held(speech.say("desk-met-relay"), speech.say("privacy-relay-what"), speech.say("privacy-relay-readers"))
        Heading(speech.say("privacy-opened"))
        Soft(speech.say("privacy-opened-lead"))
        if (shown.opened.isEmpty()) Text(speech.say("privacy-opened-none"))
        shown.opened.forEach {
            val how = speech.word("rights-record-", it.what) + ", " + speech.word("rights-how-", it.how)
            PersonRow(it.by, speech.name(it.by), listOf(how, it.place, speech.at(it.dayMs)).filter(String::isNotEmpty).joinToString(" · "))
        }
        Heading(speech.say("privacy-kept"))
        if (shown.kept.isEmpty()) Text(speech.say("privacy-kept-none"))
        shown.kept.forEach { Text(speech.say("privacy-kept-one", "place" to it.place, "name" to it.by.name, "when" to speech.at(it.atMs))) }
        Soft(speech.say("privacy-kept-may-be"))
    }
}

@Composable
private fun Held(where: String, what: String, readers: String?) = Card {
    Strong(where)
    Text(what)
    if (readers != null) Soft(speech.say("privacy-readers") + ": " + readers)
}
