package coop.kith.model

import coop.kith.ffi.Audience
import coop.kith.ffi.Change
import coop.kith.ffi.FoundView
import coop.kith.ffi.HandOver
import coop.kith.ffi.MemberView
import coop.kith.ffi.ProfileView
import coop.kith.ffi.Side
import coop.kith.ffi.Wanted
import kotlinx.coroutines.CoroutineScope

/** The members of the co-op, and finding a neighbour among them. */
class PeopleModel(client: Client, scope: CoroutineScope) : ScreenModel<List<MemberView>>(client, scope) {
    override fun concerns(change: Change) = change is Change.Members

    override suspend fun read() = kith.members()

    /** Looks through what people chose to show me, on this phone. */
    suspend fun find(wanted: Wanted): List<FoundView> = kith.find(wanted)

    /** An invitation to the co-op for somebody who joins as [memberClass]. */
    suspend fun invite(name: String?, memberClass: String): HandOver = kith.invite(name, memberClass, null)
}

/** What I may see of one person; of myself everything. */
class PersonModel(client: Client, private val person: String, scope: CoroutineScope) : ScreenModel<ProfileView>(client, scope) {
    override fun concerns(change: Change) = change is Change.Members

    override suspend fun read() = kith.profile(person)

    /** Writes one part of my own profile; an empty text removes it. */
    suspend fun write(side: Side, section: String, text: String, audience: Audience): ProfileView = kith.profileSet(side, section, text, audience)

    /** Sets one list of my own profile, such as what I can do for others; no items remove it. */
    suspend fun list(side: Side, list: String, items: List<String>, audience: Audience): ProfileView = kith.profileList(side, list, items, audience)

    /** All that their phone may lack of what we share, to carry by hand. */
    suspend fun pack(): HandOver = kith.pack(person)
}
