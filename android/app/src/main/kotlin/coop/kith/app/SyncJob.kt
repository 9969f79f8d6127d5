package coop.kith.app

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import coop.kith.model.Errand
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch

/** An exchange now and then, when Android finds it cheap: with a network, and not on the last of the battery. Nothing runs in the foreground for it. */
class SyncJob : JobService() {
    private var running: Job? = null

    override fun onStartJob(params: JobParameters): Boolean {
        val app = application as KithApp
        running = app.scope.launch {
            val errand = app.phone.errand()
            if (errand.news && !app.seen) News.tell(app, errand.language)
            jobFinished(params, errand.outcome == Errand.Outcome.NO_SIGNAL)
        }
        return true
    }

    /** The network is gone, or Android wants its time back. What was exchanged stays; the rest is taken up next time. */
    override fun onStopJob(params: JobParameters): Boolean {
        running?.cancel()
        return true
    }

    companion object {
        private const val ID = 1
        private const val EVERY_MS = 15 * 60 * 1_000L
        private const val AGAIN_MS = 60 * 1_000L

        fun schedule(context: Context) {
            val scheduler = context.service<JobScheduler>()
            if (scheduler.getPendingJob(ID) == null) scheduler.schedule(job(ComponentName(context, SyncJob::class.java)))
        }

        private fun job(service: ComponentName): JobInfo = JobInfo.Builder(ID, service)
            .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
            .setRequiresBatteryNotLow(true)
            .setPeriodic(EVERY_MS)
            .setBackoffCriteria(AGAIN_MS, JobInfo.BACKOFF_POLICY_EXPONENTIAL)
            .setPersisted(true)
            .build()
    }
}
