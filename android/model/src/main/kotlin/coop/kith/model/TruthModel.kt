package coop.kith.model

import coop.kith.ffi.Change
import coop.kith.ffi.Exchange
import coop.kith.ffi.TruthView
import kotlinx.coroutines.CoroutineScope

/** What waits, where it is, and when things last met: the strip under every header, and its page. */
class TruthModel(client: Client, scope: CoroutineScope) : ScreenModel<TruthView>(client, scope) {
    override fun concerns(change: Change) = change is Change.Truth || change is Change.Settings

    override suspend fun read() = kith.truth()

    /** Exchanges now with whatever can be met. */
    suspend fun exchange(): Exchange = kith.sync()
}

/** What the strip under every header says, and how loudly: quiet when all is well. */
data class Strip(val waits: Boolean, val sentences: List<String>) {
    companion object {
        fun of(truth: TruthView, say: Speech): Strip {
            val last = listOfNotNull(truth.lastRelayMs, truth.lastPeerMs).maxOrNull()
            val exchanged = if (last == null) say.say("truth-never-exchanged") else say.say("truth-last-exchange", "when" to say.at(last))
            val waiting = say.say("truth-waiting", "count" to truth.waiting)
            val sentences = when {
                truth.waiting == 0u && truth.airplane -> listOf(say.say("truth-nothing-new"), exchanged)
                truth.waiting == 0u && truth.relaySilent -> listOf(waiting, say.say("truth-relay-silent"), exchanged)
                truth.waiting == 0u && truth.allWithRelay -> listOf(say.say("truth-all-with-relay"), exchanged)
                truth.airplane -> listOf(waiting, say.say("truth-no-signal"))
                truth.waiting > 0u && truth.relaySilent -> listOf(waiting, say.say("truth-relay-unreachable"))
                else -> listOf(waiting, exchanged)
            }
            val refused = truth.refused.sumOf { it.count }
            val apart = truth.apart.map { say.say(if (it.what == "left-out") "truth-left-out" else "truth-cannot-open") }.distinct()
            return Strip(truth.waiting > 0u, sentences + apart + if (refused == 0uL) emptyList() else listOf(say.say("truth-refused", "count" to refused.toLong())))
        }
    }
}
