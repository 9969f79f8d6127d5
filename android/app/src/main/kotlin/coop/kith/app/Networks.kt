package coop.kith.app

import android.content.Context
import android.net.ConnectivityManager
import android.net.LinkProperties
import android.net.Network
import android.net.NetworkCapabilities
import android.net.wifi.WifiManager

/** Tells of the network that the phone is on, which Android says to nobody but the app: another one, other addresses, none. */
class Networks(private val context: Context, private val told: (metered: Boolean) -> Unit) : ConnectivityManager.NetworkCallback() {
    private var last: Triple<Network?, Boolean, List<String>>? = null
    private var metered = true

    fun watch() = context.service<ConnectivityManager>().registerDefaultNetworkCallback(this)

    override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) {
        metered = !capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
        tell(network, last?.third.orEmpty())
    }

    override fun onLinkPropertiesChanged(network: Network, link: LinkProperties) = tell(network, link.linkAddresses.map { it.toString() })

    override fun onLost(network: Network) = tell(null, emptyList())

    /** The signal's strength changes by the second; only what concerns an exchange is passed on. */
    @Synchronized
    private fun tell(network: Network?, addresses: List<String>) {
        val now = Triple(network, metered, addresses)
        if (now == last) return
        last = now
        told(metered)
    }
}

/** While it is held, the phone hears other phones announce themselves on the local network; Android keeps that from apps otherwise, to save the battery. */
class Listening(context: Context) {
    private val lock = context.getSystemService(WifiManager::class.java)?.createMulticastLock("kith")?.apply { setReferenceCounted(false) }

    fun begin() = lock?.acquire()

    fun end() = lock?.release()
}
