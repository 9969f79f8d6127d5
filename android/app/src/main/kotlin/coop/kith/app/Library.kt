package coop.kith.app

import android.content.Context

/** The core's library, told of Android's Java machine before a profile is opened: the names of relays are then asked of the network that the phone is on. */
object Library {
    fun load(context: Context) {
        System.loadLibrary("kith_ffi")
        hold(context.applicationContext)
    }

    private external fun hold(context: Context)
}
