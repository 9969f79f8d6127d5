package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.Element
import coop.kith.ffi.Gift
import coop.kith.model.Ability
import coop.kith.model.Asked
import coop.kith.model.Code
import coop.kith.model.GiveModel
import coop.kith.model.Place

/** The reference that gives to the central pool. */
private const val POOL = "pool"

/** Giving a coin: to whom, what for, and what travels with it. */
@Composable
fun GiveScreen(place: Place.Give) {
    val open = session
    val model = remembered(::GiveModel)
    val act = acting()
    var to by rememberSaveable { mutableStateOf(place.to) }
    var words by rememberSaveable { mutableStateOf("") }
    var poem by rememberSaveable { mutableStateOf("") }
    var element by rememberSaveable { mutableStateOf<Element?>(null) }
    var share by rememberSaveable { mutableStateOf(false) }
    val phone = platform
    var picture by remember { mutableStateOf<ByteArray?>(null) }
    var shows by rememberSaveable { mutableStateOf("") }
    Show(model) { giving ->
        Title(speech.say("give-title"))
        Text(speech.say("give-lead"))
        val names = giving.members.filter { !it.person.me }.associate { it.person.id to it.person.name } + (POOL to speech.say("pool-title"))
        Choices(speech.say("give-to"), names.keys.toList(), listOfNotNull(to), { names.getValue(it) }) { to = it }
        Field(speech.say("give-why"), words, { words = it }, hint = speech.say("desk-give-why-hint"))
        Choices(speech.say("element-choose"), ELEMENTS, listOfNotNull(element), { speech.shape(it) }) { element = if (element == it) null else it }
        Field(speech.say("give-poem"), poem, { poem = it }, Writing.LINES)
        if (Ability.PICTURES in phone.abilities) {
            Soft(speech.say("coin-picture-hint"))
            QuietButton(speech.say("coin-picture-add"), Sign.PLUS) { act(null) { (phone.picture() as? Asked.Given)?.let { picture = it.what } } }
            if (picture != null) Field(speech.say("attach-shows"), shows, { shows = it }, hint = speech.say("attach-shows-hint"))
        }
        Tick(speech.say("desk-give-share"), share) { share = it }
        val (title, lead) = speech.say("desk-given-title") to speech.say("desk-given-lead")
        MainButton(speech.say("give-coin"), Sign.GIVE, to != null) {
            val gift = Gift(1u, listOfNotNull(place.coin), element, words.trim(), poem.trim().ifEmpty { null }, picture, shows.trim(), null, share)
            act(null) { model.give(to!!, gift).let { open.navigation.replace(Place.Show(Code(title, "${it.stateReason} $lead", it.handOver))) } }
        }
    }
}
