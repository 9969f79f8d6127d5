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
