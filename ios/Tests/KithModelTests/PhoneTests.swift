import Foundation
import XCTest

@testable import KithCore
@testable import KithModel

/// A platform's vault in memory, which a test can lock.
private final class Vault: KeyStore, @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [Data: Data] = [:]
    private var shut = false

    func shut(_ now: Bool) { lock.withLock { shut = now } }

    func wrap(secrets: Data) throws -> Data {
        lock.withLock {
            let handle = Data((0..<16).map { _ in UInt8.random(in: .min ... .max) })
            kept[handle] = secrets
            return handle
        }
    }

    func unwrap(wrapped: Data) throws -> Data {
        guard let secrets = lock.withLock({ shut ? nil : kept[wrapped] }) else {
            throw KithError.Locked(code: "not-recognised", reason: "the person was not recognised")
        }
        return secrets
    }
}

private struct FolderDoor: Door {
    let folder: String
    let vault: Vault

    private static let byHand = OpenOptions(automatic: false, lan: false, loopback: true)

    var exists: Bool { (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty == false }

    func create(name: String, language: Language) async throws -> Client {
        try await Client.create(folder: folder, name: name, language: language, keyStore: vault, options: Self.byHand)
    }

    func open() async throws -> Client { try await Client.open(folder: folder, keyStore: vault, options: Self.byHand) }

    func openUnseen() async throws -> Client { try await open() }
}

/// The app as a whole: the door, the way about, and what a phone goes through.
final class PhoneTests: XCTestCase {
    private let folder = NSTemporaryDirectory() + UUID().uuidString
    private let vault = Vault()

    override func tearDown() { try? FileManager.default.removeItem(atPath: folder) }

    private func phone() -> Phone { Phone(FolderDoor(folder: folder, vault: vault)) }

    private func client(_ phone: Phone) async throws -> Client {
        guard case .open(let client, _) = await phone.state else { throw KithError.Locked(code: "shut", reason: "\(await phone.state)") }
        return client
    }

    // covers: X1, X5
    func testAVaultThatIsShutKeepsEverybodyOutAndThePersonComesInOnceItOpens() async throws {
        let first = phone()
        guard case .new(nil) = await first.state else { return XCTFail("nobody is here yet") }
        await first.begin(name: "Mair", language: .welsh)
        _ = try await client(first)
        await first.shutDown()

        vault.shut(true)
        let second = phone()
        let unseen = await second.errand()
        XCTAssertEqual(unseen, .shut)
        await second.unlock()
        guard case .shut(.Locked) = await second.state else { return XCTFail("\(await second.state)") }
        vault.shut(false)
        await second.unlock()
        let who = try await client(second).kith.whoami()
        XCTAssertEqual(who.person.name, "Mair")
        await second.shutDown()
    }

    // covers: X1, X2, X8
    func testWithoutSignalAnUnseenExchangeSaysSoAndANetworkThatChangesIsTold() async throws {
        let phone = phone()
        await phone.network(metered: true)
        await phone.begin(name: "Mair", language: .english)
        let open = try await client(phone)
        _ = try await open.kith.coopCreate(name: "Cwm Gofal", areas: [])
        await phone.network(metered: false)
        _ = try await open.kith.airplane(on: true)
        await phone.shutDown()
        let errand = await phone.errand()
        XCTAssertEqual(errand, Errand(outcome: .noSignal, news: false, language: .english))
        await phone.unlock()
        _ = try await client(phone)
        await phone.shutDown()
    }

    // covers: X1
    func testAFolderIsOpenForOneAtATime() async throws {
        let phone = phone()
        await phone.begin(name: "Mair", language: .english)
        do {
            _ = try await FolderDoor(folder: folder, vault: vault).open()
            XCTFail("it was opened twice")
        } catch let error as KithError {
            guard case .Busy = error else { return XCTFail("\(error)") }
        }
        await phone.shutDown()
    }

    func testBackLeadsTheWayOneCameAndEveryTabKeepsItsOwn() {
        var navigation = Navigation()
        navigation.go(.circle("7f31"))
        navigation.go(.visit(circle: "7f31", visit: "aa00"))
        navigation.go(.visit(circle: "7f31", visit: "aa00"))
        XCTAssertTrue(navigation.back())
        XCTAssertEqual(navigation.way, [.circle("7f31")])
        navigation.tab = .coins
        XCTAssertFalse(navigation.back())
        navigation.tab = .today
        XCTAssertEqual(navigation.way, [.circle("7f31")])
        navigation.replace(.truth)
        XCTAssertEqual(navigation.way, [.truth])
        navigation.begin(.today)
        XCTAssertEqual(navigation.way, [])
        for number in 0..<(2 * Navigation.depthMax) { navigation.go(.coin("\(number)")) }
        XCTAssertEqual(navigation.way.count, Navigation.depthMax)
    }

    // covers: X2
    func testANeighbourThatAnnouncesItselfIsAnAddressAndANameThatIsNoneOfOursIsNothing() throws {
        let key = (0..<32).map { String(format: "%02x", $0 * 7 % 256) }.joined()
        let address = "kith-device:\(key)@192.168.1.7:4242,127.0.0.1:4242"
        let name = try XCTUnwrap(Neighbour.name(ofAddress: address))
        XCTAssertEqual(name.count, 52)
        let neighbour = try XCTUnwrap(Neighbour(announced: name))
        XCTAssertEqual(neighbour.address(at: [("192.168.1.7", 4242), ("fe80::1", 9)]), "kith-device:\(key)@192.168.1.7:4242,[fe80::1]:9")
        XCTAssertEqual(Neighbour(announced: name.uppercased()), neighbour)
        for other in ["", "printer", String(name.dropLast()), name + "a", "0" + name.dropFirst()] { XCTAssertNil(Neighbour(announced: other), other) }
        XCTAssertNil(Neighbour.name(ofAddress: "kith-relay:abc@host"))
    }

    // covers: X2
    func testTheCoreTakesTheAddressThatWasFoundAndRefusesOneThatIsNone() async throws {
        let phone = phone()
        await phone.begin(name: "Mair", language: .english)
        let open = try await client(phone)
        let mine = try XCTUnwrap(open.kith.address())
        let name = try XCTUnwrap(Neighbour.name(ofAddress: mine))
        try open.kith.heardOf(address: XCTUnwrap(Neighbour(announced: name)).address(at: [("127.0.0.1", 4242)]))
        XCTAssertThrowsError(try open.kith.heardOf(address: "kith-device:here"))
        await phone.shutDown()
    }

    // covers: M7
    func testACodeIsFoundInWhatAnotherAppBrings() {
        XCTAssertEqual(codeIn("Come and join us! https://kith.invalid/join#kith:AbC_12-x Yours"), "kith:AbC_12-x")
        XCTAssertEqual(codeIn("KITH:7F $Z*A"), "KITH:7F $Z*A")
        XCTAssertNil(codeIn("no code at all"))
    }

    // covers: R2, X4
    func testAPictureHangsOnANoteAndOneThatIsNoneIsRefused() async throws {
        let phone = phone()
        await phone.begin(name: "Mair", language: .english)
        let open = try await client(phone)
        _ = try await open.kith.coopCreate(name: "Cwm Gofal", areas: [])
        let circle = try await open.kith.circleCreate(name: "Round Mair", person: "me").id
        let note = try await open.kith.noteWrite(circle: circle, text: "The shopping list.")
        let text = try await AttachmentModel(open).add(Data("Bread, tea".utf8), to: note.id, shows: "What to bring")
        XCTAssertEqual(text.kind, "document")
        let none = try await AttachmentModel(open).small(text)
        XCTAssertNil(none, "a document has no small picture")
        do {
            _ = try await AttachmentModel(open).add(Data([0xff, 0xd8, 0xff, 0x00]), to: note.id, shows: "")
            XCTFail("a broken picture was taken")
        } catch is KithError {}
        await phone.shutDown()
    }

    // covers: X4
    func testACasesNameIsTheCatalogues() {
        XCTAssertEqual([Speech.kebab(Element.myCare), Speech.kebab(Outcome.notNeeded), Speech.kebab(Mood.asUsual)], ["my-care", "not-needed", "as-usual"])
        XCTAssertFalse(Speech(.english).shape(.myHome).contains("⟦"))
    }
}
