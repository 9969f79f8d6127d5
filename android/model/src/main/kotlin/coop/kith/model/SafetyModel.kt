package coop.kith.model

import coop.kith.ffi.AccessView
import coop.kith.ffi.Change
import coop.kith.ffi.CircleView
import coop.kith.ffi.ConcernReceiptView
import coop.kith.ffi.ConcernView
import coop.kith.ffi.KeptView
import coop.kith.ffi.MemberView
import coop.kith.ffi.Worry
import kotlinx.coroutines.CoroutineScope

/** The concerns that are mine to see, and whom a new one may be about. */
data class Safety(val concerns: List<ConcernView>, val members: List<MemberView>, val circles: List<CircleView>)

/** Something that worries me, said in private. */
class SafetyModel(client: Client, scope: CoroutineScope) : ScreenModel<Safety>(client, scope) {
    override fun concerns(change: Change) = change is Change.Members || change is Change.Truth || change is Change.Circle

    override suspend fun read() = Safety(kith.concerns(), kith.members(), kith.circles())

    /** Raises a concern; what to do at once comes back. */
    suspend fun raise(worry: Worry): ConcernReceiptView = kith.concernRaise(worry)

    /** Writes to whoever looks after it. */
    suspend fun reply(concern: String, text: String): ConcernView = kith.concernReply(concern, text)
}

/** What is held about me: in which circles, who can read it, who has opened it, and what is kept in spite of erasure. */
data class Privacy(val circles: List<CircleView>, val members: UInt, val opened: List<AccessView>, val kept: List<KeptView>)

/** Privacy: what is held about me, and who has seen it. */
class PrivacyModel(client: Client, scope: CoroutineScope) : ScreenModel<Privacy>(client, scope) {
    override fun concerns(change: Change) = change is Change.Circle || change is Change.Members

    override suspend fun read() = Privacy(kith.circles(), kith.coop().members, kith.accesses(null), kith.kept())
}
