package coop.kith.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import coop.kith.ffi.AreasShown
import coop.kith.ffi.BookView
import coop.kith.ffi.LimitsView
import coop.kith.ffi.Size
import coop.kith.model.CoopModel
import coop.kith.model.LimitsModel
import coop.kith.model.Place
import coop.kith.model.Speech

/** The days of the week, Monday first. */
private val WEEK = (1..7).toList()
private const val HOUR = 60u

/** The co-op: who does what in it, its areas, and its book, which always adds up. */
@Composable
fun CoopScreen() {
    val model = remembered(::CoopModel)
    val go = session.navigation::go
    Show(model) { coop ->
        Title(coop.view.name)
        Text(speech.say("word-count-people", "count" to coop.view.members))
        if (coop.view.officeHere) Chip(speech.say("phone-office-here"), Sign.CHECK, colours.sure, colours.sureSoft)
        Heading(speech.say("phone-coop-roles"))
        coop.entrusted.forEach { member ->
            val roles = member.roles.map { speech.word("role-", Speech.kebab(it.role)) }.joinToString()
            PersonRow(member.person, speech.name(member.person), roles) { go(Place.Person(member.person.id)) }
        }
        coop.book?.let { Book(it) }
        Areas(coop.areas, model)
    }
}

/** The book: what was made, less what was retired, is what is held. */
@Composable
private fun Book(book: BookView) {
    Heading(speech.say("book-title"))
    Card(if (book.addsUp) colours.surface else colours.careNowSoft, if (book.addsUp) colours.line else colours.careNow) {
        Text(speech.say("book-lead"))
        if (book.minted == 0uL) Soft(speech.say("book-empty"))
        Strong(speech.say("book-sum", "minted" to book.minted.toLong(), "retired" to book.retired.toLong(), "held" to book.held.toLong()))
        if (book.addsUp) Chip(speech.say("book-adds-up"), Sign.CHECK, colours.sure, colours.sureSoft) else Text(speech.say("book-does-not-add-up"), color = colours.careNow)
        listOf("book-settled" to book.settled, "book-promised" to book.promised, "book-contested" to book.contested).forEach { (key, count) ->
            Text(speech.say(key) + ": $count")
        }
        if (!book.whole) Soft(speech.say("desk-book-totals"))
    }
}

/** The co-op's areas, coarse on purpose, and those of them that a map may show. */
@Composable
private fun Areas(areas: AreasShown, model: CoopModel) {
    Heading(speech.say("areas-title"))
    Text(speech.say("areas-lead"))
    if (areas.areas.isEmpty()) Empty(speech.say("areas-empty"))
    areas.drawing?.let { MapOf(it, speech.say("areas-map-desc", "areas" to areas.areas.filter { it.told }.joinToString { it.name })) }
    areas.areas.forEach { area ->
        Card {
            Strong(area.name)
            Soft(speech.say(if (area.cell == null) "area-nowhere" else if (area.told) "area-shown" else "area-too-few"))
        }
    }
    Soft(speech.say("coin-where-lead", "count" to areas.members.toInt()))
    if (areas.mineToSet && areas.areas.isNotEmpty()) PlaceArea(areas, model)
}

@Composable
private fun PlaceArea(areas: AreasShown, model: CoopModel) = Card {
    val act = acting()
    var area by rememberSaveable { mutableStateOf<String?>(null) }
    var at by rememberSaveable { mutableStateOf("") }
    var size by rememberSaveable { mutableStateOf(Size.NEIGHBOURHOOD) }
    Heading(speech.say("area-place"))
    Choices(speech.say("coin-place-area"), areas.areas.map { it.name }, listOfNotNull(area), { it }) { area = it }
    Field(speech.say("area-at"), at, { at = it }, hint = speech.say("area-at-hint"))
    Choices(speech.say("area-size"), Size.entries, listOf(size), { speech.say("area-size-" + Speech.kebab(it)) }) { size = it }
    area?.let { chosen -> QuietButton(speech.say("area-place"), Sign.CHECK) { act("area-placed") { model.place(chosen, at, size) } } }
}

/** What I can give in a week: the rota keeps to it, and it is mine to change. */
@Composable
fun LimitsScreen() {
    val model = remembered(::LimitsModel)
    Show(model) { limits ->
        Title(speech.say("limits-title"))
        Text(speech.say("limits-lead"))
        Text(speech.say("limits-taken", "length" to speech.minutes(limits.takenMinutes)))
        Keep(limits, model)
    }
}

@Composable
private fun Keep(limits: LimitsView, model: LimitsModel) = Card {
    val act = acting()
    var hours by rememberSaveable { mutableStateOf(limits.weekMinutes?.let { "${(it + HOUR - 1u) / HOUR}" }.orEmpty()) }
    var days by rememberSaveable { mutableStateOf(limits.daysNot.map { it.toInt() }) }
    Field(speech.say("limits-hours"), hours, { hours = it.filter(Char::isDigit).take(3) }, Writing.NUMBER, speech.say("limits-hours-hint"))
    Choices(speech.say("limits-days"), WEEK, days, { speech.say("date-weekday", "weekday" to it) }, several = true) { days = if (it in days) days - it else days + it }
    MainButton(speech.say("button-save"), Sign.CHECK) { act("limits-kept") { model.keep(hours.toUIntOrNull(), days.toSet()) } }
}
