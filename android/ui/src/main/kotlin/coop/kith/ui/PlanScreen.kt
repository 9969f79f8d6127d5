package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.Kept
import coop.kith.ffi.PlanView
import coop.kith.model.BeginPlanModel
import coop.kith.model.Place
import coop.kith.model.PlanForm
import coop.kith.model.PlanModel

/** A plan: as it stands, what is to be chosen, and the form to change it. */
@Composable
fun PlanScreen(plan: String) {
    val model = remembered { client, scope -> PlanModel(client, plan, scope) }
    val act = acting()
    Show(model) { view ->
        Title(view.title)
        Clash(view.`when`, speech.say("plan-clash-times"), { speech.written(it) }) { act(null) { model.chooseTime(it) } }
        Clash(view.place, speech.say("plan-clash-places"), { it }) { act(null) { model.choosePlace(it) } }
        Card {
            view.`when`.value?.takeIf { it.isNotEmpty() }?.let { Strong(speech.written(it)) }
            view.place.value?.takeIf { it.isNotEmpty() }?.let { Strong(it) }
            if (view.text.isNotEmpty()) Text(view.text)
            Soft(speech.say("plan-last-changed", "name" to speech.name(view.changedBy), "when" to speech.at(view.changedMs)))
            ArrivalChip(view.arrival)
        }
        Change(view, model)
    }
}

/** Two values that were written apart: both stand with their names until somebody chooses. */
@Composable
private fun Clash(kept: Kept, title: String, words: @Composable (String) -> String, choose: (String) -> Unit) {
    if (kept.choices.size < 2) return
    Card(colours.careNowSoft, colours.careNow) {
        Heading(title)
        Text(speech.say("plan-clash-lead") + " " + speech.say("plan-clash-choose"))
        kept.choices.forEach { choice ->
            val said = speech.say("plan-clash-choice", "value" to words(choice.value), "name" to speech.name(choice.author))
            QuietButton(said, Sign.CHECK) { choose(choice.value) }
        }
    }
}

@Composable
private fun Change(view: PlanView, model: PlanModel) = Card {
    val act = acting()
    // What the form began with, so that only what was changed in it is sent.
    var was by remember(view.id) { mutableStateOf(PlanForm.of(view)) }
    var form by remember(view.id) { mutableStateOf(was) }
    Heading(speech.say("desk-plan-change"))
    Fields(form) { form = it }
    MainButton(speech.say("plan-save"), Sign.CHECK, form != was && form.title.isNotBlank()) {
        act("plan-saved") {
            val now = PlanForm.of(model.change(was, form))
            was = now
            form = now
        }
    }
}

@Composable
private fun Fields(form: PlanForm, onChange: (PlanForm) -> Unit) {
    Field(speech.say("plan-name"), form.title, { onChange(form.copy(title = it)) })
    Field(speech.say("plan-text"), form.text, { onChange(form.copy(text = it)) }, Writing.LINES)
    Field(speech.say("plan-when"), form.at, { onChange(form.copy(at = it)) }, hint = speech.say("desk-when-hint"))
    Field(speech.say("plan-where"), form.place, { onChange(form.copy(place = it)) })
}

/** The form that begins a plan. */
@Composable
fun BeginPlanScreen(circle: String) = Page {
    val open = session
    val act = acting()
    val model = remember(open) { BeginPlanModel(open.client, circle) }
    var title by rememberSaveable { mutableStateOf("") }
    var text by rememberSaveable { mutableStateOf("") }
    var at by rememberSaveable { mutableStateOf("") }
    var place by rememberSaveable { mutableStateOf("") }
    val form = PlanForm(title.trim(), text, at.trim(), place.trim())
    Back()
    Title(speech.say("plan-begin"))
    Fields(PlanForm(title, text, at, place)) {
        title = it.title
        text = it.text
        at = it.at
        place = it.place
    }
    MainButton(speech.say("plan-save"), Sign.CHECK, title.isNotBlank()) {
        act("plan-saved") { open.navigation.replace(Place.Plan(model.begin(form).id)) }
    }
}
