package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.KithException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn

/** What a screen shows: still opening, what the core says now, or why it cannot be shown. */
sealed interface Shown<out T> {
    data object Opening : Shown<Nothing>

    data class Open<T>(val now: T) : Shown<T>

    data class Failed(val error: KithException) : Shown<Nothing>
}

/**
 * A screen's model: a state that follows the core while somebody looks, and (in each screen's own class) what a person can do there.
 *
 * What a person does suspends until it is durable, and throws [KithException] with nothing done. It keeps nothing of its own: whatever it
 * shows was read from the core.
 */
abstract class ScreenModel<T>(protected val client: Client, scope: CoroutineScope) {
    val state: StateFlow<Shown<T>> by lazy {
        client.changes.filter { it is Change.Overflow || concerns(it) }.conflate().map { look() }.stateIn(scope, SharingStarted.WhileSubscribed(), Shown.Opening)
    }

    protected val kith get() = client.kith

    /** Whether the screen is to be read again. */
    protected abstract fun concerns(change: Change): Boolean

    /** What the screen shows now. */
    protected abstract suspend fun read(): T

    private suspend fun look(): Shown<T> = try {
        Shown.Open(read())
    } catch (error: KithException) {
        Shown.Failed(error)
    }
}
