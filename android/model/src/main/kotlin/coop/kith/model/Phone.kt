package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.InternalException
import coop.kith.ffi.KithException
import coop.kith.ffi.Language
import coop.kith.ffi.WhoView
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus

/** How a profile is opened: by the platform's key store on a phone, by a passphrase on a computer. */
interface Door {
    /** Whether there is a profile here already. */
    val exists: Boolean

    /** Whether a passphrase is asked for. */
    val asksPassphrase: Boolean

    suspend fun create(name: String, language: Language, passphrase: String): Client

    suspend fun open(passphrase: String): Client
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
    suspend fun shutDown() {
        val open = shown.value as? PhoneState.Open ?: return
        shown.value = shut()
        open.session.shut()
    }

    private fun shut(): PhoneState = if (door.exists) PhoneState.Shut(door.asksPassphrase) else PhoneState.New(door.asksPassphrase)

    private suspend fun enter(otherwise: (KithException) -> PhoneState, opened: suspend () -> Client) {
        shown.value = PhoneState.Opening
        shown.value = try {
            val client = opened()
            PhoneState.Open(Session(client, client.kith.whoami(), scope))
        } catch (error: KithException) {
            otherwise(error)
        }
    }
}

/** An open profile on the screen: whose it is, what language it speaks, where one is, and what was last said to the person. */
class Session(val client: Client, who: WhoView, scope: CoroutineScope, private val speak: (Language) -> Speech = Speech::of) {
    /** Ends with the session. */
    val scope: CoroutineScope = scope + SupervisorJob(scope.coroutineContext[Job])
    val navigation = Navigation()

    private val me = MutableStateFlow(who)
    private val words = MutableStateFlow(speak(who.language))
    private val notice = MutableStateFlow<Notice?>(null)

    val who: StateFlow<WhoView> = me.asStateFlow()
    val speech: StateFlow<Speech> = words.asStateFlow()
    val said: StateFlow<Notice?> = notice.asStateFlow()

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
        } catch (_: KithException) {
            return // Locked, or signed out: the screens say so.
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

    /** What was said has been read. */
    fun heard() {
        notice.value = null
    }

    /** Closes the sockets and the profile. */
    suspend fun shut() {
        scope.cancel()
        client.kith.shut()
        client.close()
    }
}

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
