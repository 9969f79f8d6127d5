package coop.kith.model

import coop.kith.ffi.CheckOut
import coop.kith.ffi.Element
import coop.kith.ffi.Language
import coop.kith.ffi.Level
import coop.kith.ffi.Mood
import coop.kith.ffi.OpenOptions
import java.io.File
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.withTimeout
import org.junit.rules.ExternalResource
import org.junit.rules.TemporaryFolder

/** Phones for a test, each a real profile over the real library. Nothing happens by itself, and nothing leaves this machine. */
class Cast : ExternalResource() {
    private val folder = TemporaryFolder()
    private val stores = mutableMapOf<String, MemoryKeyStore>()
    private val clients = mutableListOf<Client>()
    private val relays = mutableListOf<Process>()
    val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())

    override fun before() = folder.create()

    override fun after() {
        scope.cancel()
        clients.forEach(Client::close)
        relays.forEach { it.destroy().also { _ -> it.waitFor() } }
        folder.delete()
    }

    fun place(name: String) = File(folder.root, name).path

    fun store(name: String) = stores.getOrPut(name, ::MemoryKeyStore)

    suspend fun create(name: String, language: Language = Language.ENGLISH): Client =
        Client.create(place(name), name, language, store(name), BY_HAND).also(clients::add)

    suspend fun open(name: String): Client = Client.open(place(name), store(name), BY_HAND).also(clients::add)

    /** A real relay on this machine; gives its address. */
    fun relay(): String {
        val program = File(System.getProperty("kith.programs"), "kith-relay")
        val relay = ProcessBuilder(program.path, "serve", "--loopback", "--dir", place("relay")).redirectError(ProcessBuilder.Redirect.DISCARD).start()
        relays.add(relay)
        val first = relay.inputStream.bufferedReader().readLine()
        return Regex("\"addr\":\"([^\"]+)\"").find(first)!!.groupValues[1]
    }

    /** Invites by hand-over, from [office] to [newcomer]. */
    suspend fun admit(office: Client, newcomer: Client) {
        val invitation = office.kith.invite(newcomer.kith.whoami().person.name, "worker", null)
        val answer = newcomer.kith.join(invitation.text)
        val admitted = office.kith.receive(answer.reply!!.text)
        newcomer.kith.receive(admitted.reply!!.text)
        carry(newcomer, office)
    }

    /** A co-op of two, whose circle is round Mair; gives the circle. */
    suspend fun circle(mair: Client, carys: Client): String {
        mair.kith.coopCreate("Cwm Gofal", listOf("Cwm Isaf"))
        admit(mair, carys)
        val circle = mair.kith.circleCreate("Round Mair", "me").id
        mair.kith.circleAdd(circle, carys.kith.whoami().person.id, Level.MEMBER)
        carry(mair, carys)
        return circle
    }

    /** An hour of Carys's at Mair's, told and confirmed: she holds a coin. Gives the visit. */
    suspend fun coin(mair: Client, carys: Client, circle: String): String {
        val visit = carys.kith.visitCheckIn(circle).id
        carys.kith.visitCheckOut(visit, CheckOut(60u, listOf(Element.MY_HOME), Mood.BRIGHT, "We made soup and read the paper.", "She likes company at four.", "Cwm Isaf"))
        carry(carys, mair)
        mair.kith.visitConfirm(visit)
        carry(mair, carys)
        return visit
    }

    suspend fun carry(from: Client, to: Client) {
        to.kith.receive(from.kith.pack(to.kith.whoami().person.id).text)
    }

    companion object {
        val BY_HAND = OpenOptions(automatic = false, lan = false, loopback = true)
        private const val PATIENCE_MS = 20_000L

        /** Waits until a screen shows what is wanted. */
        suspend fun <T> StateFlow<Shown<T>>.shows(wanted: (T) -> Boolean): T =
            withTimeout(PATIENCE_MS) { filterIsInstance<Shown.Open<T>>().first { wanted(it.now) } }.now

        suspend fun <T> StateFlow<T>.becomes(wanted: (T) -> Boolean): T = withTimeout(PATIENCE_MS) { first(wanted) }
    }
}
