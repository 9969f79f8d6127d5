package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.KithException
import coop.kith.ffi.NoteView
import coop.kith.ffi.TruthView
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onStart

/** What the circle's screen shows. */
sealed interface CircleState {
    data object Opening : CircleState

    /** The notes, newest first, and what waits. */
    data class Open(val notes: List<NoteView>, val truth: TruthView) : CircleState

    /** It cannot be shown, and why. */
    data class Failed(val error: KithException) : CircleState
}

/** The circle's screen: a state that follows the core, and what a person can do there. */
class CircleModel(private val client: Client, private val circle: String) {
    val state: Flow<CircleState> = flow {
        emit(CircleState.Opening)
        emitAll(client.changes.filter(::concerns).map { }.onStart { emit(Unit) }.conflate().map { read() })
    }

    /** Writes a note; it is on this phone for good once this returns. */
    suspend fun write(text: String): NoteView = client.kith.noteWrite(circle, text)

    private fun concerns(change: Change) = when (change) {
        is Change.Circle -> change.circle == circle
        is Change.Truth, is Change.Overflow -> true
        else -> false
    }

    private suspend fun read(): CircleState = try {
        CircleState.Open(client.kith.notes(circle, NOTES_MAX), client.kith.truth())
    } catch (error: KithException) {
        CircleState.Failed(error)
    }

    private companion object {
        const val NOTES_MAX = 50u
    }
}
