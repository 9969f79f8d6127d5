package coop.kith.model

import coop.kith.ffi.KithException
import coop.kith.ffi.Language
import coop.kith.ffi.TodayView

/** What came of an exchange while nobody looked. */
data class Errand(val outcome: Outcome, val news: Boolean = false, val language: Language? = null) {
    enum class Outcome {
        /** Whatever could be met was met. */
        EXCHANGED,

        /** Nobody could be met: what waits goes on waiting. */
        NO_SIGNAL,

        /** The profile is shut, and stays so. */
        SHUT,
    }

    companion object {
        val SHUT = Errand(Outcome.SHUT)

        /** Exchanges, and sees whether anything came that the person should look at: never what or from whom, since whoever holds the phone reads it. */
        suspend fun of(client: Client): Errand = try {
            val before = client.kith.today().awaited()
            val outcome = try {
                client.kith.sync()
                Outcome.EXCHANGED
            } catch (_: KithException.NeedsSignal) {
                Outcome.NO_SIGNAL
            }
            Errand(outcome, (client.kith.today().awaited() - before).isNotEmpty(), client.kith.settings().language)
        } catch (_: KithException) {
            SHUT
        }

        /** All that waits for the person's eyes or word. */
        private fun TodayView.awaited(): Set<String> =
            toConfirm.map { it.id }.toSet() + news.map { it.id } + mentions.map { it.id } + doseAlerts.map { it.id } + visitsTwice.map { it.id }
    }
}
