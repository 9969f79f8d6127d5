package coop.kith.ui

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import coop.kith.ffi.Arrival
import coop.kith.ffi.Element
import coop.kith.ffi.PersonView

/** The title of a screen. */
@Composable
fun Title(text: String) = Text(text, Modifier.semantics { heading() }, style = MaterialTheme.typography.headlineMedium)

/** The title of a part of it. */
@Composable
fun Heading(text: String) = Text(text, Modifier.padding(top = 8.dp).semantics { heading() }, style = MaterialTheme.typography.titleLarge)

@Composable
fun Soft(text: String, modifier: Modifier = Modifier) = Text(text, modifier, color = colours.inkSoft, style = MaterialTheme.typography.bodySmall)

@Composable
fun Strong(text: String) = Text(text, fontWeight = FontWeight.Bold)

/** What is shown where nothing is yet. */
@Composable
fun Empty(text: String) = Row(Modifier.padding(vertical = 8.dp), Arrangement.spacedBy(12.dp)) {
    Mark(Sign.PROFILE, colour = colours.inkSoft)
    Text(text, color = colours.inkSoft)
}

/** One thing, on a ground of its own. */
@Composable
fun Card(ground: Color = colours.surface, edge: Color = colours.line, onClick: (() -> Unit)? = null, content: @Composable ColumnScope.() -> Unit) {
    val touched = if (onClick == null) Modifier else Modifier.clickable(role = Role.Button, onClick = onClick)
    Surface(Modifier.fillMaxWidth(), RoundedCornerShape(CORNER), ground, border = BorderStroke(1.dp, edge)) {
        Column(touched.padding(GAP), Arrangement.spacedBy(8.dp), content = content)
    }
}

/** The one main action of a screen: as wide as the thumb's reach. */
@Composable
fun MainButton(text: String, sign: Sign, enabled: Boolean = true, onClick: () -> Unit) =
    Button(onClick, Modifier.fillMaxWidth().heightIn(min = TARGET), enabled, RoundedCornerShape(CORNER)) { Worded(text, sign) }

@Composable
fun QuietButton(text: String, sign: Sign, modifier: Modifier = Modifier.fillMaxWidth(), onClick: () -> Unit) =
    OutlinedButton(onClick, modifier.heightIn(min = TARGET), shape = RoundedCornerShape(CORNER), border = BorderStroke(1.dp, colours.act)) { Worded(text, sign) }

@Composable
private fun RowScope.Worded(text: String, sign: Sign) {
    Mark(sign)
    Spacer(Modifier.width(10.dp))
    Text(text, Modifier.weight(1f, fill = false), style = MaterialTheme.typography.labelLarge)
}

/** A row that leads somewhere. */
@Composable
fun Way(text: String, sign: Sign, under: String? = null, onClick: () -> Unit) =
    Row(
        Modifier.fillMaxWidth().clip(RoundedCornerShape(CORNER)).clickable(role = Role.Button, onClick = onClick).heightIn(min = 56.dp).padding(8.dp),
        Arrangement.spacedBy(14.dp),
        Alignment.CenterVertically,
    ) {
        Mark(sign, colour = colours.act)
        Column(Modifier.weight(1f)) {
            Text(text)
            if (!under.isNullOrEmpty()) Soft(under)
        }
        Mark(Sign.GO, 18.dp, colours.inkSoft)
    }

/** A person's face: the first letter of the name. A screen reader hears the name beside it alone. */
@Composable
fun Face(person: PersonView) {
    val grounds = listOf(colours.myCare, colours.myHome, colours.myCommunity, colours.myLife)
    val ground = grounds[person.id.sumOf { it.code } % grounds.size]
    Box(Modifier.size(42.dp * LocalDensity.current.fontScale).clip(CircleShape).background(ground).clearAndSetSemantics { }, Alignment.Center) {
        Text(person.name.trim().take(1).uppercase(), color = colours.paper, fontWeight = FontWeight.Bold)
    }
}

/** A person in a list, with something about them. */
@Composable
fun PersonRow(person: PersonView, text: String, under: String, badge: String? = null, onClick: (() -> Unit)? = null) {
    val touched = if (onClick == null) Modifier else Modifier.clip(RoundedCornerShape(CORNER)).clickable(role = Role.Button, onClick = onClick)
    Row(touched.fillMaxWidth().heightIn(min = 56.dp).padding(vertical = 6.dp), Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
        Face(person)
        Column(Modifier.weight(1f)) {
            Strong(text)
            if (under.isNotEmpty()) Soft(under)
            if (badge != null) Chip(badge, Sign.NOTE, colours.act, colours.actSoft)
        }
        if (onClick != null) Mark(Sign.GO, 18.dp, colours.inkSoft)
    }
}

/** A state: a mark, a word and a colour, never the colour alone. */
@Composable
fun Chip(text: String, sign: Sign, ink: Color, ground: Color) =
    Row(
        Modifier.clip(RoundedCornerShape(999.dp)).background(ground).padding(horizontal = 10.dp, vertical = 4.dp),
        Arrangement.spacedBy(6.dp),
        Alignment.CenterVertically,
    ) {
        Mark(sign, 16.dp, ink)
        Text(text, color = ink, style = MaterialTheme.typography.labelMedium)
    }

/** The state of coins or of an hour; [area] begins the key of its words: `coin-state`, `hour-state`. */
@Composable
fun StateChip(text: String, state: String) = when (state) {
    "settled", "counted", "confirmed", "taken", "already-known", "retired", "earned" -> Chip(text, Sign.CHECK, colours.sure, colours.sureSoft)
    "contested", "claim", "refused" -> Chip(text, Sign.ALERT, colours.careNow, colours.careNowSoft)
    "given", "elsewhere" -> Chip(text, Sign.GO, colours.inkSoft, colours.sunken)
    else -> Chip(text, Sign.WAITING, colours.open, colours.openSoft)
}

/** Where a thing has arrived. */
@Composable
fun ArrivalChip(arrival: Arrival) {
    val say = speech
    when (arrival) {
        is Arrival.HereOnly -> Chip(say.say("state-here-only"), Sign.WAITING, colours.open, colours.openSoft)
        is Arrival.Relay -> Chip(say.say("state-with-relay"), Sign.RELAY, colours.inkSoft, colours.sunken)
        is Arrival.Unknown -> Chip(say.say("state-unknown"), Sign.UNKNOWN, colours.inkSoft, colours.sunken)
        is Arrival.People -> when {
            arrival.people >= arrival.of -> Chip(say.say("state-on-all-phones"), Sign.CHECK, colours.sure, colours.sureSoft)
            arrival.people == 0u && arrival.relay -> Chip(say.say("state-with-relay"), Sign.RELAY, colours.inkSoft, colours.sunken)
            else -> Chip(say.say("state-on-phones", "have" to arrival.people, "all" to arrival.of), Sign.CHECK, colours.inkSoft, colours.sunken)
        }
    }
}

/** Sides of life, each with its shape, its name and its colour. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Elements(elements: List<Element>) = FlowRow(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
    elements.forEach { Text(speech.shape(it), color = colours.of(it), fontWeight = FontWeight.Bold) }
}

/** Chips in a row that goes on below where it is full. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Chips(content: @Composable () -> Unit) = FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(6.dp)) { content() }
