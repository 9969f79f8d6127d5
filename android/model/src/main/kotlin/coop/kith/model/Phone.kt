package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.InternalException
import coop.kith.ffi.KithException
import coop.kith.ffi.Language
import coop.kith.ffi.WhoView
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext

/** How a profile is opened: by the platform's key store on a phone, by a passphrase on a computer. */
interface Door {
    /** Whether there is a profile here already. */
    val exists: Boolean

    /** Whether a passphrase is asked for. */
    val asksPassphrase: Boolean

    suspend fun create(name: String, language: Language, passphrase: String): Client

    suspend fun open(passphrase: String): Client

    /** Opens it while nobody looks, if the platform lets it be opened then. */
    suspend fun openUnseen(): Client? = null
}

/** What the whole app shows. */
sealed interface PhoneState {
    /** Nobody is here yet: a name is asked for. */
    data class New(val asksPassphrase: Boolean, val error: KithException? = null) : PhoneState

    /** Somebody's profile, shut. */
    data class Shut(val asksPassphrase: Boolean, val error: KithException? = null) : PhoneState

    /** It is being made or opened. */
    data object Opening : PhoneState

    /** Open: everything else hangs on this. */
    data class Open(val session: Session) : PhoneState
}

/** The app: from the shut door to an open profile. */
class Phone(private val door: Door, wishes: Language, private val scope: CoroutineScope) {
    private val shown = MutableStateFlow(shut())
    private val chosen = MutableStateFlow(wishes)
    val state: StateFlow<PhoneState> = shown.asStateFlow()

    private val atDoor = Mutex()
    private var brought: String? = null

    @Volatile
    private var metered: Boolean? = null

    /** The language until a profile is open: as the device wishes, or as somebody has chosen since. */
    val language: StateFlow<Language> = chosen.asStateFlow()

    fun speak(language: Language) {
        chosen.value = language
    }

    /** Makes a new person with their first device. */
    suspend fun begin(name: String, passphrase: String) = enter({ PhoneState.New(door.asksPassphrase, it) }) { door.create(name.trim(), chosen.value, passphrase) }

    /** Opens the profile that is here. */
    suspend fun unlock(passphrase: String) = enter({ PhoneState.Shut(door.asksPassphrase, it) }) { door.open(passphrase) }

    /** Shuts the profile: its keys are gone from memory once this returns. */
    suspend fun shutDown() = atDoor.withLock {
        val open = shown.value as? PhoneState.Open ?: return@withLock
        shown.value = shut()
        open.session.shut()
    }

    /** The profile has locked itself: the door is shown, and whoever comes in by it opens it anew. */
    private fun locked() {
        scope.launch { shutDown() }
    }

    /** Another app or another phone has brought a code; it is shown as soon as the door is open, and taken in by a tap alone. */
    fun bring(text: String) {
        val code = codeIn(text) ?: return
        val open = shown.value as? PhoneState.Open
        if (open == null) brought = code else open.session.bring(code)
    }

    /** An exchange while nobody looks, over the open profile or one opened for it alone; what to tell the person of it. */
    suspend fun errand(): Errand = atDoor.withLock {
        val open = shown.value as? PhoneState.Open
        if (open != null) return@withLock Errand.of(open.session.client)
        val asked = currentCoroutineContext().job
        // Also where the platform ends the errand in the middle, what was opened is shut again: it would keep its person out.
        withContext(NonCancellable) {
            val client = try {
                if (door.exists) door.openUnseen() else null
            } catch (_: KithException) {
                null // The vault is shut: the next time that the person opens it.
            } ?: return@withContext Errand.SHUT
            try {
                withContext(asked) { Errand.of(client) }
            } finally {
                client.kith.shut()
                client.close()
            }
        }
    }

    /** The phone is on another network; [metered]: one that is paid for by size. A profile that is opened later is told as well. */
    suspend fun network(metered: Boolean) {
        this.metered = metered
        (shown.value as? PhoneState.Open)?.let { tell(it.session.client, metered) }
    }

    private suspend fun tell(client: Client, metered: Boolean) = try {
        client.kith.networkChange(metered)
    } catch (_: KithException) {
        // Locked or shut meanwhile: whoever opens it is told then.
    }

    private fun shut(): PhoneState = if (door.exists) PhoneState.Shut(door.asksPassphrase) else PhoneState.New(door.asksPassphrase)

    private suspend fun enter(otherwise: (KithException) -> PhoneState, opened: suspend () -> Client) = atDoor.withLock {
        if (shown.value is PhoneState.Open) return@withLock
        shown.value = PhoneState.Opening
        shown.value = try {
            val client = opened()
            metered?.let { tell(client, it) }
            PhoneState.Open(Session(client, client.kith.whoami(), scope, onLocked = ::locked).also(::takeAlong))
        } catch (error: KithException) {
            otherwise(error)
        }
    }

    private fun takeAlong(session: Session) {
        brought?.let(session::bring)
        brought = null
    }
}

/** An open profile on the screen: whose it is, what language it speaks, where one is, and what was last said to the person. */
class Session(
    val client: Client,
    who: WhoView,
    scope: CoroutineScope,
    private val onLocked: () -> Unit = {},
    private val clock: () -> Long = System::currentTimeMillis,
    private val speak: (Language) -> Speech = Speech::of,
) {
    /** Ends with the session. */
    val scope: CoroutineScope = scope + SupervisorJob(scope.coroutineContext[Job])
    val navigation = Navigation()

    private val me = MutableStateFlow(who)
    private val words = MutableStateFlow(speak(who.language))
    private val notice = MutableStateFlow<Notice?>(null)

    val who: StateFlow<WhoView> = me.asStateFlow()
    val speech: StateFlow<Speech> = words.asStateFlow()
    val said: StateFlow<Notice?> = notice.asStateFlow()
    private val code = MutableStateFlow<String?>(null)

    @Volatile
    private var presentMs = 0L

    /** A code that another app or another phone has brought, until a screen has taken it over. */
    val brought: StateFlow<String?> = code.asStateFlow()

    init {
        this.scope.launch {
            client.changes.collect { change ->
                if (change is Change.Overflow || change is Change.Settings || change is Change.Members) {
                    follow()
                }
            }
        }
    }

    private suspend fun follow() {
        val now = try {
            client.kith.whoami()
        } catch (error: KithException) {
            if (error.locks) onLocked() // Whatever else it is, such as signed out, the screens say.
            return
        }
        me.value = now
        if (words.value.language != now.language) words.value = speak(now.language)
    }

    /** Something that a person did: what went wrong is said in words, and nothing was done then. [done] says what to say otherwise. */
    suspend fun act(done: String? = null, work: suspend () -> Unit) {
        notice.value = try {
            work()
            done?.let { Notice(words.value.say(it), false) }
        } catch (error: KithException) {
            Notice(reason(error), true)
        } catch (_: InternalException) {
            Notice(words.value.say("error-defect"), true)
        }
    }

    /** The person has touched the screen: the time after which the profile locks itself begins again. The core is told so once a while. */
    fun touched() {
        val now = clock()
        if (now - presentMs in 0 until PRESENT_EVERY_MS) return
        presentMs = now
        scope.launch {
            try {
                client.kith.present()
            } catch (error: KithException) {
                if (error.locks) onLocked() // Busy or being shut: the next touch says it again.
            }
        }
    }

    /** Leads to where a code is taken in, with this one. */
    fun bring(text: String) {
        code.value = text
        if (who.value.coop != null) navigation.go(Place.Receive)
    }

    /** A screen has taken the code over. */
    fun takenOver(): String? = code.value.also { code.value = null }

    /** What was said has been read. */
    fun heard() {
        notice.value = null
    }

    /** Closes the sockets and the profile, once nobody asks it anything any more. Not to be called from the session's own scope. */
    suspend fun shut() {
        scope.coroutineContext.job.cancelAndJoin()
        client.kith.shut()
        client.close()
    }

    private companion object {
        /** Touches within so long are one: a lock's time is in minutes. */
        const val PRESENT_EVERY_MS = 20_000L
    }
}

/** Whether the profile has locked itself, and the door opens it again. */
private val KithException.locks get() = this is KithException.Locked && code == "locked"

/** A sentence for the person: that something is done, or what went wrong. */
data class Notice(val text: String, val trouble: Boolean)

/** The sentence of an error, as the core said it. */
fun reason(error: KithException): String = when (error) {
    is KithException.InvalidInput -> error.reason
    is KithException.NotFound -> error.reason
    is KithException.NotAllowed -> error.reason
    is KithException.Locked -> error.reason
    is KithException.Busy -> error.reason
    is KithException.NeedsSignal -> error.reason
    is KithException.Storage -> error.reason
    is KithException.TooOld -> error.reason
}
