import Foundation
import XCTest

@testable import KithCore
@testable import KithModel

/// A platform's key store in memory: what it wrapped, it alone can give back.
private final class MemoryKeyStore: KeyStore, @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [Data: Data] = [:]

    func wrap(secrets: Data) throws -> Data {
        lock.withLock {
            let handle = Data((0..<16).map { _ in UInt8.random(in: .min ... .max) })
            kept[handle] = secrets
            return handle
        }
    }

    func unwrap(wrapped: Data) throws -> Data {
        guard let secrets = lock.withLock({ kept[wrapped] }) else {
            throw KithError.Locked(code: "not-recognised", reason: "the person was not recognised")
        }
        return secrets
    }
}

/// Nothing happens by itself, and nothing leaves this machine.
private let byHand = OpenOptions(automatic: false, lan: false, loopback: true)

/// A day on two phones, by the screens' models alone, over the real library.
final class DayTests: XCTestCase {
    private var folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)

    override func setUpWithError() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    override func tearDownWithError() throws {
        try FileManager.default.removeItem(at: folder)
    }

    private func create(_ name: String, _ language: Language = .english) async throws -> Client {
        try await Client.create(folder: folder.appendingPathComponent(name).path, name: name, language: language, keyStore: MemoryKeyStore(), options: byHand)
    }

    private func carry(_ from: Client, _ to: Client) async throws {
        let person = try await to.kith.whoami().person.id
        _ = try await ReceiveModel(to).take(PersonModel(from, person: person).pack().text)
    }

    /// A co-op of two, whose circle is round Mair.
    private func circle(_ mair: Client, _ carys: Client) async throws -> String {
        _ = try await mair.kith.coopCreate(name: "Cwm Gofal", areas: ["Cwm Isaf"])
        let invitation = try await mair.kith.invite(name: "Carys", class: "worker", circle: nil)
        let answer = try await ReceiveModel(carys).join(invitation.text)
        let admitted = try await ReceiveModel(mair).take(try XCTUnwrap(answer.reply).text)
        _ = try await ReceiveModel(carys).take(try XCTUnwrap(admitted.reply).text)
        try await carry(carys, mair)
        let circle = try await CirclesModel(mair).begin(name: "Round Mair", round: "me").id
        _ = try await CircleModel(mair, circle: circle).bringIn(carys.kith.whoami().person.id, as: .member)
        try await carry(mair, carys)
        return circle
    }

    /// Waits until a screen shows what is wanted.
    private func shows<Model: ScreenModel>(_ model: Model, _ wanted: (Model.Value) -> Bool) async throws -> Model.Value {
        for await shown in model.states() {
            if case .open(let now) = shown, wanted(now) { return now }
        }
        throw KithError.NotFound(code: "not-shown", reason: "the screen closed before it showed what was wanted")
    }

    // covers: C1, C11, R3, X6
    func testAnHourIsToldConfirmedByCodeAndTheCoinGoesOnByTheTextOfACode() async throws {
        let (mair, carys) = (try await create("Mair"), try await create("Carys"))
        let circle = try await circle(mair, carys)
        let begun = try await CircleModel(carys, circle: circle).checkIn()
        let visit = VisitModel(carys, circle: circle, visit: begun.id)
        _ = try await visit.finish(CheckOut(minutes: 60, done: [.myHome], how: .bright, text: "We made soup.", handover: "She likes company.", area: "Cwm Isaf"))
        let told = try await shows(visit) { $0.visit.endedMs != nil }
        XCTAssertEqual(told.visit.hour, "unconfirmed")

        _ = try await ReceiveModel(mair).take(visit.ask().text)
        let waiting = try await shows(TodayModel(mair)) { !$0.view.toConfirm.isEmpty }.view.toConfirm
        let confirmed = try await TodayModel(mair).confirm(waiting[0].id)
        let taken = try await ReceiveModel(carys).take(confirmed.handOver.text)
        XCTAssertEqual(taken.outcome, "taken")
        try await carry(mair, carys)
        let purse = try await shows(CoinsModel(carys)) { $0.coins.count == 1 }
        XCTAssertGreaterThanOrEqual(purse.coins[0].face.count, 3)

        try await carry(carys, mair)
        try await carry(mair, carys)
        _ = try await ReceiveModel(carys).take(CoinsModel(mair).invoice().text)
        let given = try await CoinsModel(carys).give(to: "Mair", Gift(count: 1, words: "for the soup"))
        _ = try await ReceiveModel(mair).take(given.handOver.text)
        let story = try await shows(CoinModel(mair, coin: purse.coins[0].view.id)) { $0.coin.view.story.count == 2 }.coin.view.story
        XCTAssertEqual(story.map(\.what), ["earned", "given"])
    }

    // covers: R2, X8
    func testANoteShowsAtOnceAndTheStripSaysThatItWaits() async throws {
        let (mair, carys) = (try await create("Mair"), try await create("Carys"))
        let circle = try await circle(mair, carys)
        _ = try await CircleModel(carys, circle: circle).write("The bus is late.")
        let page = try await shows(CircleModel(carys, circle: circle)) { $0.notes.count == 1 }
        XCTAssertEqual(page.notes[0].arrival, .hereOnly)
        let truth = try await shows(TruthModel(carys)) { $0.waiting > 0 }
        XCTAssertTrue(truth.items.contains { $0.what == "note" })
    }

    // covers: R2, R4, X1
    func testAVisitIsTakenAPlanKeepsBothTimesAndWhatIsBegunIsOfferedBack() async throws {
        let (mair, carys) = (try await create("Mair"), try await create("Carys"))
        let circle = try await circle(mair, carys)
        let soon = ISO8601DateFormatter().string(from: Date().addingTimeInterval(24 * 60 * 60)).prefix(16)
        _ = try await RotaModel(mair, circle: circle).plan("Tea", first: String(soon), minutes: 60)
        let plan = try await beginPlan(mair, circle: circle, PlanForm(title: "Sunday", text: "Choir.\nLunch.", at: "13:00"))
        try await carry(mair, carys)

        let rota = RotaModel(carys, circle: circle)
        let open = try await shows(rota) { !$0.visits.isEmpty }.visits[0]
        XCTAssertEqual(open.comers(Speech(.english)), "Nobody yet")
        _ = try await rota.take(open)
        let taken = try await shows(rota) { $0.visits[0].mine }.visits[0]
        XCTAssertEqual(taken.comers(Speech(.english)), "you")

        let was = PlanForm(plan)
        var (hers, mine) = (was, was)
        (hers.text, hers.at, mine.at) = ("Choir at two.\nLunch.", "14:00", "15:00")
        _ = try await PlanModel(mair, plan: plan.id).change(from: was, to: hers)
        _ = try await PlanModel(carys, plan: plan.id).change(from: was, to: mine)
        try await carry(mair, carys)
        let model = PlanModel(carys, plan: plan.id)
        let apart = try await shows(model) { $0.when.choices.count == 2 }
        XCTAssertEqual(apart.text, "Choir at two.\nLunch.")
        let chosen = try await model.choose("when", "14:00")
        XCTAssertEqual(chosen.when.value, "14:00")

        _ = try await CircleModel(carys, circle: circle).keep("The kettle is")
        let begun = try await shows(CircleModel(carys, circle: circle)) { $0.draft != nil }
        XCTAssertEqual(begun.draft?.text, "The kettle is")
        let coop = try await shows(CoopModel(mair)) { $0.members.count == 2 }
        XCTAssertTrue(coop.book.addsUp)
    }

    func testACircleThatIsNotHereIsAStateOfTheScreenAndNotACrash() async throws {
        let mair = try await create("Mair")
        _ = try await mair.kith.coopCreate(name: "Cwm Gofal", areas: [])
        for await shown in CircleModel(mair, circle: "ffffffff").states() {
            switch shown {
            case .opening: continue
            case .failed(.NotFound): return
            default: return XCTFail("\(shown)")
            }
        }
    }

    // covers: X4
    func testEveryWordComesFromTheCatalogueInBothLanguages() async throws {
        XCTAssertEqual(Speech(.welsh).say("truth-waiting", ["count": 2]), "Mae 2 beth yn aros.")
        XCTAssertEqual(Speech(.english).say("visit-title", ["name": "Mair"]), "Visit to Mair")
        XCTAssertEqual(Speech(.english).word("hour-state-", "a-state-of-a-newer-core"), "not known yet")
    }
}
