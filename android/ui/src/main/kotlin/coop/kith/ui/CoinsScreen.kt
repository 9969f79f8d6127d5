package coop.kith.ui

import androidx.compose.foundation.Image
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.produceState
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import coop.kith.ffi.Balance
import coop.kith.ffi.CoinMap
import coop.kith.ffi.HangingPictureView
import coop.kith.ffi.HopView
import coop.kith.ffi.KithException
import coop.kith.ffi.MovementView
import coop.kith.model.Code
import coop.kith.model.CoinModel
import coop.kith.model.CoinsModel
import coop.kith.model.FacedCoin
import coop.kith.model.Place
import coop.kith.model.Speech

private const val HOUR = 60f
/** Above so large a text three numbers stand below one another. */
private const val SIDE_BY_SIDE_MAX = 1.4f
/** So much of an id names a coin to a person. */
private const val SHORT = 4

/** My coins: three numbers and the jar, the faces, and what came and went. */
@Composable
fun CoinsScreen() {
    val model = remembered(::CoinsModel)
    val open = session
    val act = acting()
    Show(model) { purse ->
        Title(speech.say("coins-title", "count" to purse.view.balance.settled))
        ThreeNumbers(purse.view.balance)
        if (purse.view.elsewhere > 0u) Card(colours.openSoft, colours.open) { Text(speech.say("coins-elsewhere", "count" to purse.view.elsewhere)) }
        if (purse.coins.isEmpty()) Empty(speech.say("coins-empty"))
        Chips { purse.coins.forEach { coin -> Tile(coin) { open.navigation.go(Place.Coin(coin.view.id)) } } }
        MainButton(speech.say("give-coin"), Sign.GIVE) { open.navigation.go(Place.Give()) }
        QuietButton(speech.say("give-paste"), Sign.SCAN) { open.navigation.go(Place.Receive) }
        val (title, lead) = speech.say("desk-invoice") to speech.say("desk-invoice-lead")
        QuietButton(title, Sign.CODE) { act(null) { open.navigation.go(Place.Show(Code(title, lead, model.invoice()))) } }
        Heading(speech.say("coins-history"))
        if (purse.view.movements.isEmpty()) Soft(speech.say("desk-movements-empty"))
        purse.view.movements.forEach { Movement(it) }
        Soft(speech.say("coins-what"))
    }
}

/** The three numbers and the jar. */
@Composable
fun ThreeNumbers(balance: Balance) {
    val numbers = listOf(
        Triple(balance.settled, speech.say("coins-settled"), colours.sure),
        Triple(balance.promised, speech.say("coins-promised"), colours.open),
        Triple(balance.contested, speech.say("coins-contested"), if (balance.contested > 0u) colours.careNow else colours.inkSoft),
    )
    if (LocalDensity.current.fontScale > SIDE_BY_SIDE_MAX) {
        numbers.forEach { (count, word, ink) ->
            Row(Modifier.semantics(mergeDescendants = true) { }, Arrangement.spacedBy(12.dp), Alignment.CenterVertically) { Number(count, word, ink) }
        }
    } else {
        Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(8.dp)) {
            numbers.forEach { (count, word, ink) ->
                Column(Modifier.weight(1f).semantics(mergeDescendants = true) { }, horizontalAlignment = Alignment.CenterHorizontally) { Number(count, word, ink) }
            }
        }
    }
    // The words below the bar say it; a reader need not hear it twice.
    LinearProgressIndicator(balance.jarMinutes.toInt() / HOUR, Modifier.fillMaxWidth().heightIn(min = 8.dp).clearAndSetSemantics { }, colours.honey, colours.sunken)
    Soft(speech.say("coins-jar-of", "minutes" to balance.jarMinutes))
}

@Composable
private fun Number(count: UInt, word: String, ink: Color) {
    Text("$count", color = ink, style = MaterialTheme.typography.headlineMedium)
    Soft(word)
}

@Composable
private fun Tile(coin: FacedCoin, onClick: () -> Unit) =
    Column(Modifier.clickable(role = Role.Button, onClick = onClick), Arrangement.spacedBy(4.dp), Alignment.CenterHorizontally) {
        CoinFace(coin, 96.dp)
        StateChip(speech.word("coin-state-", coin.view.state), coin.view.state)
    }

@Composable
private fun Movement(movement: MovementView) = Card {
    Text(moved(movement, speech))
    if (movement.atMs > 0uL) Soft(speech.at(movement.atMs))
    StateChip(speech.word("coin-state-", movement.state), movement.state)
}

/** What came or went, in one line. */
private fun moved(movement: MovementView, say: Speech): String {
    val name = movement.with?.name ?: say.say("word-somebody")
    val coins = say.say("coins-count", "count" to movement.coins)
    return when (movement.what) {
        "contested" -> say.say("coin-says-contested")
        "lost" -> say.say("coin-says-claim")
        "received" -> say.say("desk-move-received", "name" to name, "coins" to coins)
        "given" -> say.say("desk-move-given", "name" to name, "coins" to coins)
        "earned" -> say.say("desk-move-earned", "coins" to coins)
        "pooled" -> say.say("desk-move-pooled", "coins" to coins)
        "retired" -> say.say("desk-move-retired", "coins" to coins)
        "returned" -> say.say("desk-move-returned", "coins" to coins)
        "welcome" -> say.say("desk-move-welcome", "coins" to coins)
        "moved" -> say.say("desk-move-moved", "coins" to coins)
        "moved-here" -> say.say("desk-move-moved-here", "coins" to coins)
        else -> movement.words
    }
}

/** One coin: its face, its state, its story. */
@Composable
fun CoinScreen(coin: String) {
    val open = session
    val model = remembered { client, scope -> CoinModel(client, coin, scope) }
    Show(model) { story ->
        val shown = story.coin
        val view = shown.view
        Title(speech.say("coin-story"))
        Card {
            Column(Modifier.fillMaxWidth(), horizontalAlignment = Alignment.CenterHorizontally) { CoinFace(shown, 220.dp) }
            Strong(speech.say("coin-of", "short" to view.id.take(SHORT)))
            Soft(view.faceWords, Modifier.clearAndSetSemantics { })
            StateChip(speech.word("coin-state-", view.state), view.state)
            Text(view.stateReason)
        }
        if (view.state == "settled" || view.state == "promised") MainButton(speech.say("desk-give-this"), Sign.GIVE) { open.navigation.go(Place.Give(coin)) }
        Soft(speech.say("coin-story-lead"))
        view.story.forEachIndexed { at, hop ->
            Step(hop)
            story.pictures.filter { it.step.toInt() == at }.forEach { Hanging(it, model) }
        }
        Journey(story.map)
    }
}

/** Where a coin has been: the map, and the same as a list. */
@Composable
private fun Journey(map: CoinMap) {
    Heading(speech.say("coin-where"))
    map.drawing?.let { MapOf(it, map.words) }
    if (map.stops.isEmpty()) Soft(map.words)
    map.stops.forEach { Text(it.words) }
    if (map.untold > 0u && map.stops.isNotEmpty()) Soft(speech.say("coin-map-untold", "count" to map.untold))
    Soft(speech.say("coin-where-lead", "count" to map.members.toInt()))
}

/** A picture that hangs on a step: what it shows in words, also before it has come; whoever does not want to see it need not. */
@Composable
private fun Hanging(hanging: HangingPictureView, model: CoinModel) {
    val act = acting()
    val make = LocalPictures.current
    val words = hanging.shows.ifEmpty { speech.say("coin-picture-unsaid") }
    val picture by produceState<ImageBitmap?>(null, hanging.picture, hanging.state) {
        value = try {
            model.picture(hanging)?.let(make)
        } catch (_: KithException) {
            null // Taken down meanwhile: its words stand until the screen is read again.
        }
    }
    picture?.let { Image(it, words, Modifier.fillMaxWidth(), contentScale = ContentScale.FillWidth) }
    Soft(words)
    if (hanging.state != CoinModel.HERE) Text(hanging.words)
    val refused = hanging.state == CoinModel.REFUSED
    QuietButton(speech.say(if (refused) "coin-picture-want" else "coin-picture-refuse"), Sign.UNKNOWN) {
        act(if (refused) "coin-picture-wanted" else "coin-picture-refused") { model.refuse(hanging.picture, !refused) }
    }
}

/** One step of a coin's story. */
@Composable
private fun Step(hop: HopView) = Card {
    Strong(speech.word("desk-hop-", hop.what, "coin-hand-unnamed"))
    if (hop.words.isNotEmpty()) Text(hop.words)
    hop.poem?.let { Text(it) }
    hop.element?.let { Elements(listOf(it)) }
    val where = listOfNotNull(hop.name, hop.area, hop.month?.let { speech.month(it) })
    if (where.isNotEmpty()) Soft(where.joinToString(" · "))
    if (!hop.settled) StateChip(speech.say("coin-state-promised"), "promised")
}
