package coop.kith.app

import android.Manifest
import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.pm.PackageManager
import android.graphics.drawable.Icon
import android.os.Build
import coop.kith.ffi.Language
import coop.kith.model.Speech

/** A notice that there is something to look at. It says neither what nor from whom: whoever holds the phone reads it. */
object News {
    private const val CHANNEL = "news"
    private const val ID = 1

    fun tell(context: Context, language: Language?) {
        if (!may(context)) return
        val say = Speech.of(language ?: Language.ENGLISH)
        val manager = context.service<NotificationManager>()
        manager.createNotificationChannel(NotificationChannel(CHANNEL, say.say("phone-news-kind"), NotificationManager.IMPORTANCE_DEFAULT))
        val opens = context.packageManager.getLaunchIntentForPackage(context.packageName)
        manager.notify(
            ID,
            Notification.Builder(context, CHANNEL)
                .setSmallIcon(Icon.createWithResource(context.packageName, icon(context)))
                .setContentTitle(say.say("phone-news"))
                .setContentIntent(opens?.let { PendingIntent.getActivity(context, 0, it, PendingIntent.FLAG_IMMUTABLE) })
                .setVisibility(Notification.VISIBILITY_PUBLIC)
                .setAutoCancel(true)
                .setOnlyAlertOnce(true)
                .build(),
        )
    }

    /** It has been looked at. */
    fun clear(context: Context) = context.service<NotificationManager>().cancel(ID)

    /** Whether notices are let through; without them the app is as it was, and what came is seen when it is opened. */
    fun may(context: Context) =
        Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU || context.checkSelfPermission(Manifest.permission.POST_NOTIFICATIONS) == PackageManager.PERMISSION_GRANTED

    private fun icon(context: Context) = context.resources.getIdentifier("coin", "drawable", context.packageName)
}
