import Foundation
import XCTest

@testable import KithCore

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

/// The client that the screens use, over the real library.
final class DayTests: XCTestCase {
    private var folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)

    override func setUpWithError() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    override func tearDownWithError() throws {
        try FileManager.default.removeItem(at: folder)
    }

    private func create(_ name: String) async throws -> Client {
        try await Client.create(folder: folder.appendingPathComponent(name).path, name: name, language: .english, keyStore: MemoryKeyStore(), options: byHand)
    }

    // covers: R2, X1
    func testANoteIsDurableAndItsChangeIsHeard() async throws {
        let mair = try await create("Mair")
        _ = try await mair.kith.coopCreate(name: "Cwm Gofal", areas: [])
        let circle = try await mair.kith.circleCreate(name: "Round Mair", person: "me")
        let changes = mair.changes()
        let note = try await mair.kith.noteWrite(circle: circle.id, text: "The kettle is mended.")
        XCTAssertEqual(note.arrival, .hereOnly)
        heard: for await change in changes {
            switch change {
            case .circle(let id) where id == circle.id: break heard
            case .overflow: break heard
            default: continue
            }
        }
        let notes = try await mair.kith.notes(circle: circle.id, limit: 10)
        XCTAssertEqual(notes.map(\.text), ["The kettle is mended."])
    }

    func testABadReferenceIsAnErrorThatNamesItsKind() async throws {
        let mair = try await create("Mair")
        do {
            _ = try await mair.kith.notes(circle: "ffffffff", limit: 10)
            XCTFail("there is no such circle")
        } catch let error as KithError {
            guard case .NotFound = error else { return XCTFail("\(error)") }
        }
    }

    // covers: X1
    func testAProfileStaysShutWithAnotherKeyStore() async throws {
        try await create("Mair").kith.shut()
        do {
            _ = try await Client.open(folder: folder.appendingPathComponent("Mair").path, keyStore: MemoryKeyStore(), options: byHand)
            XCTFail("another store opened it")
        } catch let error as KithError {
            guard case .Locked = error else { return XCTFail("\(error)") }
        }
    }
}
