package coop.kith.app

import android.content.Context

/** A service of Android's own that every phone has. */
inline fun <reified T : Any> Context.service(): T = checkNotNull(getSystemService(T::class.java)) { "every Android has a ${T::class.java.simpleName}" }
