import BackgroundTasks
import KithCore
import KithModel
import SwiftUI

@main
struct KithApp: App {
    @UIApplicationDelegateAdaptor(Process.self) private var process
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup {
            Root(phone: process.phone)
                .onOpenURL { url in process.bring(url.absoluteString) }
                .onContinueUserActivity(NSUserActivityTypeBrowsingWeb) { activity in activity.webpageURL.map { process.bring($0.absoluteString) } }
                .environmentObject(process.inbox)
                // Among the open apps nothing of a screen is seen.
                .overlay { if phase != .active { Ink.paper.ignoresSafeArea() } }
        }
        .onChange(of: phase) { now in
            process.nearby.look(now == .active)
            if now == .background { Refresh.schedule() }
        }
    }
}

/// A code that another app has brought, before a screen has taken it.
@MainActor
final class Inbox: ObservableObject {
    @Published var brought: String?
}

/// The process: one phone, whose profile is open or shut, whatever screens come and go.
final class Process: NSObject, UIApplicationDelegate {
    let phone = Phone(VaultDoor())
    @MainActor let inbox = Inbox()
    private(set) lazy var nearby = Nearby(phone)
    private lazy var networks = Networks(phone)

    func application(_ application: UIApplication, didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]? = nil) -> Bool {
        Refresh.register(phone)
        networks.watch()
        return true
    }

    @MainActor
    func bring(_ text: String) {
        inbox.brought = codeIn(text)
    }
}

/// The door while it is shut, then the five places.
struct Root: View {
    let phone: Phone
    @State private var state = PhoneState.opening

    var body: some View {
        Group {
            switch state {
            case .open(let client, let who):
                Opened(open: OpenProfile(client, who) { Task { await phone.shutDown() } }).id(who.device)
            default:
                DoorScreen(phone: phone, state: state)
            }
        }
        .task { for await now in await phone.states() { state = now } }
    }
}

/// An open profile: joined to a co-op or about to.
struct Opened: View {
    @StateObject var open: OpenProfile
    @EnvironmentObject private var inbox: Inbox

    var body: some View {
        Group {
            if open.who.coop == nil {
                NavigationStack(path: $open.navigation.way) { JoinScreen().navigationDestination(for: Place.self, destination: screen) }
            } else {
                tabs
            }
        }
        .safeAreaInset(edge: .bottom) { if let notice = open.notice { Said(notice: notice) } }
        .environmentObject(open)
        .simultaneousGesture(TapGesture().onEnded { open.touched() })
        .task { await open.follow() }
        .onReceive(inbox.$brought) { code in
            guard let code else { return }
            inbox.brought = nil
            open.bring(code)
        }
    }

    private var tabs: some View {
        TabView(selection: $open.navigation.tab) {
            ForEach(MainPlace.allCases, id: \.self) { tab in
                NavigationStack(path: $open.navigation[tab]) {
                    first(tab).safeAreaInset(edge: .top) { TruthStrip() }.navigationDestination(for: Place.self, destination: screen)
                }
                .tabItem { Label(open.speech.say(tab.key), systemImage: sign(tab)) }
                .tag(tab)
            }
        }
        .tint(Ink.act)
    }

    @ViewBuilder private func first(_ tab: MainPlace) -> some View {
        switch tab {
        case .today: TodayScreen()
        case .circles: CirclesScreen()
        case .coins: CoinsScreen()
        case .people: PeopleScreen()
        case .more: MoreScreen()
        }
    }

    @ViewBuilder private func screen(_ place: Place) -> some View {
        switch place {
        case .circle(let circle): CircleScreen(circle: circle)
        case .medicines(let circle): MedicinesScreen(circle: circle)
        case .rota(let circle): RotaScreen(circle: circle)
        case .plan(let plan): PlanScreen(plan: plan)
        case .beginPlan(let circle): BeginPlanScreen(circle: circle)
        case .visit(let circle, let visit): VisitScreen(circle: circle, visit: visit)
        case .coin(let coin): CoinScreen(coin: coin)
        case .give(let coin, let to): GiveScreen(coin: coin, to: to)
        case .person(let person): PersonScreen(person: person)
        case .receive: ReceiveScreen()
        case .show(let code): ShowScreen(code: code)
        case .truth: TruthScreen()
        case .coop: CoopScreen()
        case .settings: SettingsScreen()
        case .devices: DevicesScreen()
        case .recovery: RecoveryScreen()
        case .comeBack: ReturnScreen()
        case .help: HelpScreen()
        case .privacy: PrivacyScreen()
        case .safety: SafetyScreen()
        }
    }

    private func sign(_ tab: MainPlace) -> String {
        switch tab {
        case .today: return "sun.max"
        case .circles: return "heart.circle"
        case .coins: return "hexagon"
        case .people: return "person.2"
        case .more: return "line.3.horizontal"
        }
    }
}

/// What waits and when things last met; it leads to the whole truth.
struct TruthStrip: View {
    @EnvironmentObject private var open: OpenProfile

    var body: some View {
        if let strip = open.strip {
            Button {
                open.navigation.go(.truth)
            } label: {
                Label(strip.sentences.joined(separator: " "), systemImage: strip.waits ? "circle.dashed" : "checkmark.circle").font(.small)
                    .frame(maxWidth: .infinity, minHeight: target, alignment: .leading).padding(.horizontal, gap)
            }
            .foregroundStyle(strip.waits ? Ink.open : Ink.soft)
            .background(strip.waits ? Ink.openSoft : Ink.sunken)
            .accessibilityHint(open.speech.say("truth-label"))
        }
    }
}

/// What was last said to the person: that something is done, or what went wrong.
struct Said: View {
    @EnvironmentObject private var open: OpenProfile
    let notice: OpenProfile.Notice

    var body: some View {
        Button(action: open.heard) {
            Label(notice.text, systemImage: notice.trouble ? "exclamationmark.circle" : "checkmark.circle")
                .frame(maxWidth: .infinity, minHeight: target, alignment: .leading).padding(.horizontal, gap)
        }
        .font(.plain)
        .foregroundStyle(notice.trouble ? Ink.careNow : Ink.sure)
        .background(notice.trouble ? Ink.careNowSoft : Ink.sureSoft)
        .accessibilityHint(open.speech.say("button-close"))
    }
}
