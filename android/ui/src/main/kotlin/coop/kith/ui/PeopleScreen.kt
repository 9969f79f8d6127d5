package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.Audience
import coop.kith.ffi.Element
import coop.kith.ffi.FoundView
import coop.kith.ffi.ProfileView
import coop.kith.ffi.Side
import coop.kith.ffi.Wanted
import coop.kith.model.Code
import coop.kith.model.PeopleModel
import coop.kith.model.PersonModel
import coop.kith.model.Place
import coop.kith.model.Speech

/** The people of the co-op, and finding one by what they show. */
@Composable
fun PeopleScreen() {
    val open = session
    val model = remembered(::PeopleModel)
    Show(model) { members ->
        Title(speech.say("people-title"))
        Find(model)
        if (members.isEmpty()) Empty(speech.say("people-empty"))
        members.forEach { member ->
            val roles = member.roles.map { speech.word("role-", Speech.kebab(it.role)) }.joinToString()
            PersonRow(member.person, speech.name(member.person), roles) { open.navigation.go(Place.Person(member.person.id)) }
        }
    }
}

@Composable
private fun Find(model: PeopleModel) = Card {
    val act = acting()
    var text by rememberSaveable { mutableStateOf("") }
    var found by remember { mutableStateOf<List<FoundView>?>(null) }
    Heading(speech.say("find-title"))
    Soft(speech.say("find-lead"))
    Field(speech.say("find-skill"), text, { text = it })
    var place by rememberSaveable { mutableStateOf("") }
    var language by rememberSaveable { mutableStateOf("") }
    var element by rememberSaveable { mutableStateOf<Element?>(null) }
    Field(speech.say("find-place"), place, { place = it })
    Field(speech.say("find-language"), language, { language = it })
    Choices(speech.say("find-element"), ELEMENTS, listOfNotNull(element), { speech.shape(it) }) { element = if (element == it) null else it }
    QuietButton(speech.say("button-search"), Sign.SEARCH) {
        fun said(words: String) = words.trim().ifEmpty { null }
        act(null) { found = model.find(Wanted(said(text), null, said(place), said(language), element)) }
    }
    found?.let { all ->
        Strong(speech.say("find-results", "count" to all.size))
        if (all.isEmpty()) Soft(speech.say("find-none"))
        all.forEach { Found(it) }
    }
}

@Composable
private fun Found(found: FoundView) {
    val open = session
    val because = if (found.because.isEmpty()) "" else speech.say("find-because", "reasons" to found.because.joinToString())
    PersonRow(found.person, found.person.name, because) { open.navigation.go(Place.Person(found.person.id)) }
}

/** What I may see of one person: both sides, each in their own words. */
@Composable
fun PersonScreen(person: String) {
    val open = session
    val model = remembered { client, scope -> PersonModel(client, person, scope) }
    val act = acting()
    Show(model) { profile ->
        Title(if (profile.person.me) speech.say("profile-title") else speech.say("profile-of", "name" to profile.person.name))
        Half(profile, Side.RECEIVE, speech.say("profile-receive"))
        Half(profile, Side.GIVE, speech.say("profile-give"))
        if (profile.sections.isEmpty() && profile.lists.isEmpty()) Empty(speech.say(if (profile.person.me) "profile-empty" else "desk-profile-hidden"))
        if (profile.person.me) {
            Write(model)
            Offer(profile, model)
        } else {
            QuietButton(speech.say("give-coin"), Sign.GIVE) { open.navigation.go(Place.Give(to = profile.person.id)) }
            val (title, lead) = speech.say("desk-pack-for", "name" to profile.person.name) to speech.say("desk-pack-lead")
            QuietButton(title, Sign.CODE) { act(null) { open.navigation.go(Place.Show(Code(title, lead, model.pack()))) } }
            Way(speech.say("safety-worry"), Sign.SHIELD) { open.navigation.go(Place.Safety) }
        }
    }
}

@Composable
private fun Half(profile: ProfileView, side: Side, title: String) {
    val sections = profile.sections.filter { it.side == side }
    val lists = profile.lists.filter { it.side == side && it.items.isNotEmpty() }
    if (sections.isEmpty() && lists.isEmpty()) return
    Heading(title)
    sections.forEach {
        Card {
            Strong(speech.word("profile-section-", it.section, "profile-section-worth-knowing"))
            Text(it.text)
            it.audience?.let { audience -> Soft(whoSees(audience)) }
        }
    }
    lists.forEach {
        Card {
            Strong(speech.word("profile-list-", it.list, "profile-section-worth-knowing"))
            Text(it.items.joinToString())
            it.audience?.let { audience -> Soft(whoSees(audience)) }
        }
    }
}

@Composable
private fun whoSees(audience: Audience): String = speech.say("profile-audience") + ": " + when (audience) {
    is Audience.Me -> speech.say("profile-audience-me")
    is Audience.Coop -> speech.say("profile-audience-coop")
    is Audience.Circle -> speech.say("profile-audience-circle")
    is Audience.Person -> speech.say("profile-audience-people")
}

/** One part of my own profile, and who sees it. */
@Composable
private fun Write(model: PersonModel) = Card {
    val act = acting()
    var side by rememberSaveable { mutableStateOf(Side.RECEIVE) }
    var section by rememberSaveable { mutableStateOf("about-me") }
    var text by rememberSaveable { mutableStateOf("") }
    var all by rememberSaveable { mutableStateOf(false) }
    val parts = if (side == Side.RECEIVE) listOf("about-me", "matters", "talk-to-me", "please-do", "please-dont") else listOf("offer", "experience", "qualifications")
    Heading(speech.say("desk-profile-write"))
    Choices(speech.say("profile-title"), listOf(Side.RECEIVE, Side.GIVE), listOf(side), { speech.word("profile-", Speech.kebab(it)) }) {
        side = it
        section = if (it == Side.RECEIVE) "about-me" else "offer"
    }
    Choices(speech.say("desk-profile-write"), parts, listOf(section), { speech.word("profile-section-", it) }) { section = it }
    Field(speech.word("profile-section-", section), text, { text = it }, Writing.LINES)
    Choices(speech.say("profile-audience"), listOf(false, true), listOf(all), { speech.say(if (it) "profile-audience-coop" else "profile-audience-me") }, hint = speech.say("profile-audience-lead")) { all = it }
    MainButton(speech.say("button-save"), Sign.CHECK) {
        act("profile-saved") {
            model.write(side, section, text.trim(), if (all) Audience.Coop else Audience.Me)
            text = ""
        }
    }
}

/** The lists by which neighbours find one another. */
private val LISTS = listOf("skills", "interests", "languages", "places", "times")

/** What I can do for others, as lists by which neighbours find me. */
@Composable
private fun Offer(profile: ProfileView, model: PersonModel) = Card {
    val act = acting()
    var list by rememberSaveable { mutableStateOf(LISTS.first()) }
    fun now(name: String) = profile.lists.find { it.side == Side.GIVE && it.list == name }?.items.orEmpty().joinToString("\n")
    var items by rememberSaveable { mutableStateOf(now(list)) }
    Heading(speech.say("profile-give"))
    Choices(speech.say("phone-offer-list"), LISTS, listOf(list), { speech.word("profile-list-", it) }) {
        list = it
        items = now(it)
    }
    Field(speech.word("profile-list-", list), items, { items = it }, Writing.LINES, speech.say("profile-list-hint"))
    Soft(speech.say("profile-audience") + ": " + speech.say("profile-audience-coop"))
    MainButton(speech.say("button-save"), Sign.CHECK) {
        act("profile-saved") { model.list(Side.GIVE, list, items.lines().map(String::trim).filter(String::isNotEmpty), Audience.Coop) }
    }
}
