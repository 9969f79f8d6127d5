package coop.kith.model

import coop.kith.ffi.HandOver
import coop.kith.ffi.KithException
import coop.kith.ffi.Received
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** What the screen for taking in a code shows. */
sealed interface ReceiveState {
    data object Asking : ReceiveState

    data object Taking : ReceiveState

    /** What became of it, with what to hand back if anything. */
    data class Became(val received: Received) : ReceiveState

    /** Nothing was taken in, and why; what was pasted still stands. */
    data class Failed(val error: KithException) : ReceiveState

    /** The camera may not be used: the text can be pasted. */
    data object NoCamera : ReceiveState
}

/** Taking in whatever another phone hands over: an invitation, an hour, coins, news. */
class ReceiveModel(private val client: Client) {
    private val shown = MutableStateFlow<ReceiveState>(ReceiveState.Asking)
    val state: StateFlow<ReceiveState> = shown.asStateFlow()

    /** Takes in a code. An invitation is answered, anything else is received: the core tells by how it begins. */
    suspend fun take(text: String) {
        shown.value = ReceiveState.Taking
        shown.value = try {
            ReceiveState.Became(client.kith.receive(text.trim()))
        } catch (error: KithException) {
            ReceiveState.Failed(error)
        }
    }

    /** Takes in what the camera sees. Where the person turned back nothing changes; where the app may not look, the screen says so. */
    suspend fun scan(platform: Platform) = takeFrom { platform.scan() }

    /** Takes in what lies in a file. */
    suspend fun openFile(platform: Platform) = takeFrom { platform.openFile() }

    private suspend fun takeFrom(ask: suspend () -> Asked<String>) {
        when (val asked = ask()) {
            is Asked.Given -> take(codeIn(asked.what) ?: asked.what)
            Asked.Refused -> shown.value = ReceiveState.NoCamera
            Asked.Left -> {}
        }
    }

    /** Answers an invitation. */
    suspend fun join(invitation: String) {
        shown.value = ReceiveState.Taking
        shown.value = try {
            ReceiveState.Became(client.kith.join(invitation.trim()))
        } catch (error: KithException) {
            ReceiveState.Failed(error)
        }
    }
}

/** A code on the screen: what it is for, in words of the catalogue, and the code itself. */
data class Code(val title: String, val lead: String, val handOver: HandOver)
