package coop.kith.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.compositionLocalOf
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.remember
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.input.key.onPreviewKeyEvent
import androidx.compose.ui.input.pointer.PointerEventPass
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import coop.kith.model.Client
import coop.kith.model.Navigation
import coop.kith.model.Phone
import coop.kith.model.PhoneState
import coop.kith.model.Place
import coop.kith.model.Platform
import coop.kith.model.ScreenModel
import coop.kith.model.ScreenOnly
import coop.kith.model.Session
import coop.kith.model.Shown
import coop.kith.model.Speech
import coop.kith.model.Strip
import coop.kith.model.TruthModel
import coop.kith.model.reason
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** The words under the five places grow so far. */
private const val PLACES_SCALE_MAX = 1.4f

/** Where somebody can go who is in no co-op yet. */
private val BEFORE_JOINING = setOf(Place.Receive, Place.Return)

private val LocalSession = staticCompositionLocalOf<Session> { error("a screen of an open profile") }
private val LocalSpeech = compositionLocalOf<Speech> { error("a screen speaks a language") }

private val LocalPlatform = staticCompositionLocalOf<Platform> { ScreenOnly }

/** What the platform can do beside showing screens. */
val platform: Platform
    @Composable get() = LocalPlatform.current

/** The open profile. */
val session: Session
    @Composable get() = LocalSession.current

/** What the app says, in the person's language. */
val speech: Speech
    @Composable get() = LocalSpeech.current

/** The whole app: the door while it is shut, then the places. */
@Composable
fun App(phone: Phone, scope: CoroutineScope, platform: Platform = ScreenOnly, pictures: (ByteArray) -> ImageBitmap?) {
    val state by phone.state.collectAsState()
    when (val now = state) {
        is PhoneState.Open -> CompositionLocalProvider(LocalPictures provides pictures) { Opened(now.session, platform) }
        else -> {
            val language by phone.language.collectAsState()
            CompositionLocalProvider(LocalSpeech provides remember(language) { Speech.of(language) }) { DoorScreen(phone, now, scope) }
        }
    }
}

/** An open profile: joined to a co-op or about to. */
@Composable
fun Opened(open: Session, platform: Platform = ScreenOnly) {
    val say by open.speech.collectAsState()
    val who by open.who.collectAsState()
    CompositionLocalProvider(LocalSession provides open, LocalSpeech provides say, LocalPlatform provides platform) {
        val places by open.navigation.places.collectAsState()
        val joined = who.coop != null
        Frame(joined) {
            key(places.last(), joined) {
                if (!joined && places.last() !is Place.Show && places.last() !in BEFORE_JOINING) JoinScreen() else Screen(places.last())
            }
        }
    }
}

@Composable
private fun Screen(place: Place) = when (place) {
    Place.Today -> TodayScreen()
    Place.Circles -> CirclesScreen()
    is Place.Circle -> CircleScreen(place.circle)
    is Place.Medicines -> MedicinesScreen(place.circle)
    is Place.Rota -> RotaScreen(place.circle)
    is Place.Plan -> PlanScreen(place.plan)
    is Place.BeginPlan -> BeginPlanScreen(place.circle)
    is Place.Visit -> VisitScreen(place)
    Place.Coins -> CoinsScreen()
    is Place.Coin -> CoinScreen(place.coin)
    is Place.Give -> GiveScreen(place)
    Place.People -> PeopleScreen()
    is Place.Person -> PersonScreen(place.person)
    Place.More -> MoreScreen()
    Place.Receive -> ReceiveScreen()
    is Place.Show -> ShowScreen(place.code)
    Place.Truth -> TruthScreen()
    Place.Coop -> CoopScreen()
    Place.Limits -> LimitsScreen()
    Place.Settings -> SettingsScreen()
    Place.Devices -> DevicesScreen()
    Place.Recovery -> RecoveryScreen()
    Place.Return -> ReturnScreen()
    Place.Help -> HelpScreen()
    Place.Privacy -> PrivacyScreen()
    Place.Safety -> SafetyScreen()
}

/** What is round every screen: the way back, the truth strip, what was last said, and the five places. */
@Composable
private fun Frame(joined: Boolean, content: @Composable () -> Unit) = Surface(Modifier.fillMaxSize().telling(session), color = colours.paper) {
    Column(Modifier.fillMaxSize()) {
        if (joined) TruthStrip()
        Column(Modifier.weight(1f).fillMaxWidth(), horizontalAlignment = Alignment.CenterHorizontally) { content() }
        Said()
        if (joined) Places()
    }
}

/** Every touch and every key says that the person is there; nothing of it is taken away from what it is meant for. */
private fun Modifier.telling(open: Session) = onPreviewKeyEvent {
    open.touched()
    false
}.pointerInput(open) {
    awaitPointerEventScope {
        while (true) {
            awaitPointerEvent(PointerEventPass.Initial)
            open.touched()
        }
    }
}

/** A screen's column: it scrolls, keeps to a measure that reads well, and begins with the way back where there is one. */
@Composable
fun Page(content: @Composable ColumnScope.() -> Unit) {
    Column(Modifier.fillMaxSize().verticalScroll(rememberScrollState()), horizontalAlignment = Alignment.CenterHorizontally) {
        Column(Modifier.widthIn(max = 600.dp).fillMaxWidth().padding(GAP), Arrangement.spacedBy(14.dp), content = content)
        Spacer(Modifier.height(GAP))
    }
}

/** The way back to where one came from. */
@Composable
fun Back() {
    val navigation = session.navigation
    val places by navigation.places.collectAsState()
    if (places.size > 1) {
        Row(
            Modifier.clickable(role = Role.Button) { navigation.back() }.heightIn(min = TARGET).padding(end = 12.dp),
            Arrangement.spacedBy(8.dp),
            Alignment.CenterVertically,
        ) {
            Mark(Sign.BACK, colour = colours.act)
            Text(speech.say("button-back"), color = colours.act)
        }
    }
}

/** What waits and when things last met, in the same words everywhere. It leads to the whole truth. */
@Composable
private fun TruthStrip() {
    val open = session
    val shown by remember(open) { TruthModel(open.client, open.scope) }.state.collectAsState()
    val strip = (shown as? Shown.Open)?.let { Strip.of(it.now, speech) } ?: Strip(false, emptyList())
    val ground = if (strip.waits) colours.openSoft else colours.sunken
    val label = speech.say("truth-label")
    Row(
        Modifier.fillMaxWidth().background(ground).clickable(role = Role.Button, onClickLabel = label) { open.navigation.go(Place.Truth) }
            .heightIn(min = TARGET).padding(horizontal = GAP, vertical = 8.dp),
        Arrangement.spacedBy(10.dp),
        Alignment.CenterVertically,
    ) {
        Mark(if (strip.waits) Sign.WAITING else Sign.CHECK, 20.dp, if (strip.waits) colours.open else colours.inkSoft)
        Text(strip.sentences.joinToString(" "), style = MaterialTheme.typography.bodySmall)
    }
}

/** What was last said to the person: that something is done, or what went wrong. A screen reader hears it at once. */
@Composable
private fun Said() {
    val open = session
    val said by open.said.collectAsState()
    val notice = said ?: return
    val (ink, ground) = if (notice.trouble) colours.careNow to colours.careNowSoft else colours.sure to colours.sureSoft
    Row(
        Modifier.fillMaxWidth().background(ground).clickable(role = Role.Button, onClickLabel = speech.say("button-close")) { open.heard() }
            .semantics { liveRegion = LiveRegionMode.Polite }.heightIn(min = TARGET).padding(GAP, 10.dp),
        Arrangement.spacedBy(10.dp),
        Alignment.CenterVertically,
    ) {
        Mark(if (notice.trouble) Sign.ALERT else Sign.CHECK, colour = ink)
        Text(notice.text, color = ink)
    }
}

@Composable
private fun Places() {
    val density = LocalDensity.current
    // Five words side by side have no more room than this; the titles of their screens are as large as anybody asks.
    val scale = Density(density.density, density.fontScale.coerceAtMost(PLACES_SCALE_MAX))
    val places by session.navigation.places.collectAsState()
    val label = speech.say("place-main")
    CompositionLocalProvider(LocalDensity provides scale) {
        Row(Modifier.fillMaxWidth().background(colours.surface).semantics { contentDescription = label }) {
            Navigation.FIVE.forEach { PlaceTab(it, places.first() == it) }
        }
    }
}

@Composable
private fun RowScope.PlaceTab(place: Place, here: Boolean) {
    val navigation = session.navigation
    val (key, sign) = nameOf(place)
    val ink = if (here) colours.act else colours.inkSoft
    Column(
        Modifier.weight(1f).selectable(here, role = Role.Tab) { navigation.begin(place) }.heightIn(min = 60.dp).padding(2.dp, 8.dp),
        Arrangement.spacedBy(2.dp),
        Alignment.CenterHorizontally,
    ) {
        Mark(sign, 24.dp, ink)
        Text(speech.say(key), color = ink, textAlign = TextAlign.Center, style = MaterialTheme.typography.labelSmall, maxLines = 1)
    }
}

private fun nameOf(place: Place): Pair<String, Sign> = when (place) {
    Place.Circles -> "place-circle" to Sign.CIRCLE
    Place.Coins -> "place-coins" to Sign.COINS
    Place.People -> "place-people" to Sign.PEOPLE
    Place.More -> "place-more" to Sign.MORE
    else -> "place-today" to Sign.TODAY
}

/** A model that lives as long as its screen stands. */
@Composable
fun <M> remembered(make: (Client, CoroutineScope) -> M): M {
    val open = session
    return remember(open) { make(open.client, open.scope) }
}

/** What a model shows, or why it cannot be shown. */
@Composable
fun <T> Show(model: ScreenModel<T>, content: @Composable ColumnScope.(T) -> Unit) {
    val shown by model.state.collectAsState()
    Page {
        Back()
        when (val now = shown) {
            Shown.Opening -> Spacer(Modifier.height(1.dp))
            is Shown.Open -> content(now.now)
            is Shown.Failed -> {
                Title(speech.say("error-title"))
                Text(reason(now.error))
            }
        }
    }
}

/** Does what a person asked for; it goes on to its end also if they leave the screen. */
@Composable
fun acting(): (done: String?, work: suspend () -> Unit) -> Unit {
    val open = session
    return { done, work -> open.scope.launch { open.act(done, work) } }
}
