import BackgroundTasks
import KithCore
import KithModel
import UserNotifications

/// An exchange now and then, when iOS finds it cheap, and a notice if something came: never what, from whom, or in which circle.
enum Refresh {
    private static let name = "coop.kith.refresh"
    private static let notBefore: TimeInterval = 15 * 60

    static func register(_ phone: Phone) {
        BGTaskScheduler.shared.register(forTaskWithIdentifier: name, using: nil) { task in
            schedule()
            let errand = Task {
                let errand = await phone.errand()
                if errand.news { await tell(errand.language ?? .english) }
                task.setTaskCompleted(success: errand.outcome != .noSignal)
            }
            // What was exchanged by then stays; the rest is taken up next time.
            task.expirationHandler = { errand.cancel() }
        }
    }

    static func schedule() {
        let request = BGAppRefreshTaskRequest(identifier: name)
        request.earliestBeginDate = Date(timeIntervalSinceNow: notBefore)
        try? BGTaskScheduler.shared.submit(request)
    }

    /// Without leave there is no notice, and the app is as it was.
    private static func tell(_ language: Language) async {
        let centre = UNUserNotificationCenter.current()
        guard (try? await centre.requestAuthorization(options: [.alert, .badge])) == true else { return }
        let content = UNMutableNotificationContent()
        content.title = Speech(language).say("phone-news")
        try? await centre.add(UNNotificationRequest(identifier: "news", content: content, trigger: nil))
    }
}
