import Foundation
import KithCore
import KithModel
import LocalAuthentication
import Security

/// The profile's secrets, wrapped for a key that never leaves the Secure Enclave. To wrap needs nobody; to unwrap works from the first time that the phone is unlocked after it was started, on
/// this phone alone. Before a screen is shown the person is asked for besides (`VaultDoor`).
final class Vault: KeyStore, Sendable {
    private static let tag = Data("coop.kith.profile-1".utf8)
    private static let algorithm = SecKeyAlgorithm.eciesEncryptionCofactorVariableIVX963SHA256AESGCM
    private let say: @Sendable () -> Speech

    init(_ say: @escaping @Sendable () -> Speech) { self.say = say }

    /// Says in words why this phone cannot keep secrets: it has no passcode, or (`opens`) has let go of the key.
    func check(opens: Bool) throws {
        guard LAContext().canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) else { throw locked("no-screen-lock") }
        if opens, Self.key() == nil { throw gone() }
    }

    /// The person turned back, or was another.
    func notRecognised() -> KithError { locked("not-recognised") }

    func wrap(secrets: Data) throws -> Data {
        guard let key = Self.key() ?? Self.make(), let open = SecKeyCopyPublicKey(key),
            let wrapped = SecKeyCreateEncryptedData(open, Self.algorithm, secrets as CFData, nil)
        else { throw notRecognised() }
        return wrapped as Data
    }

    func unwrap(wrapped: Data) throws -> Data {
        guard let key = Self.key() else { throw gone() }
        var error: Unmanaged<CFError>?
        guard let secrets = SecKeyCreateDecryptedData(key, Self.algorithm, wrapped as CFData, &error) else {
            // What was changed on the disk can never be opened; a phone that was not unlocked yet can be asked again.
            let code = error.map { CFErrorGetCode($0.takeRetainedValue()) }
            throw code == Int(errSecParam) ? gone() : notRecognised()
        }
        return secrets as Data
    }

    private static func key() -> SecKey? {
        let query: [CFString: Any] = [
            kSecClass: kSecClassKey, kSecAttrApplicationTag: tag, kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecReturnRef: true,
        ]
        var found: CFTypeRef?
        guard SecItemCopyMatching(query as CFDictionary, &found) == errSecSuccess, let found else { return nil }
        return (found as! SecKey)
    }

    private static func make() -> SecKey? {
        guard let access = SecAccessControlCreateWithFlags(nil, kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly, .privateKeyUsage, nil) else { return nil }
        let attributes: [CFString: Any] = [
            kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecAttrKeySizeInBits: 256, kSecAttrTokenID: kSecAttrTokenIDSecureEnclave,
            kSecPrivateKeyAttrs: [kSecAttrIsPermanent: true, kSecAttrApplicationTag: tag, kSecAttrAccessControl: access] as [CFString: Any],
        ]
        return SecKeyCreateRandomKey(attributes as CFDictionary, nil)
    }

    private func locked(_ code: String) -> KithError { .Locked(code: code, reason: say().say("phone-" + code)) }

    private func gone() -> KithError { .Storage(code: "key-gone", reason: say().say("phone-key-gone")) }
}

/// A profile in the app's own folder: in no backup, and closed to the system until the phone was first unlocked. Its counters lie beside it.
struct VaultDoor: Door {
    private static let lockAfterMinutes: UInt32 = 15
    private let folder = URL.applicationSupportDirectory.appending(path: "kith")
    private let language = languageOfWishes(wishes: Locale.preferredLanguages.joined(separator: ","))

    private var profile: URL { folder.appending(path: "profile") }

    private var vault: Vault {
        let language = language
        return Vault { Speech(language) }
    }

    var exists: Bool { (try? FileManager.default.contentsOfDirectory(atPath: profile.path))?.isEmpty == false }

    func create(name: String, language: Language) async throws -> Client {
        try vault.check(opens: false)
        try prepare()
        let client = try await Client.create(folder: profile.path, name: name, language: language, keyStore: vault)
        // A phone is put down more often than it is shut: it begins with a lock, which its person changes under Settings.
        _ = try await client.kith.lockAfter(minutes: Self.lockAfterMinutes)
        return client
    }

    func open() async throws -> Client {
        try vault.check(opens: true)
        let asked = LAContext()
        let title = Speech(language).say("phone-recognise")
        guard (try? await asked.evaluatePolicy(.deviceOwnerAuthentication, localizedReason: title)) == true else { throw vault.notRecognised() }
        return try await Client.open(folder: profile.path, keyStore: vault)
    }

    func openUnseen() async throws -> Client {
        try await Client.open(folder: profile.path, keyStore: vault)
    }

    /// Neither iCloud nor a computer's backup takes the folder along: keys belong to one phone, and a profile put back would sign what its other copy has signed.
    private func prepare() throws {
        let protection = [FileAttributeKey.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        do {
            try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true, attributes: protection)
            var kept = folder
            var values = URLResourceValues()
            values.isExcludedFromBackup = true
            try kept.setResourceValues(values)
        } catch {
            throw KithError.Storage(code: "no-room", reason: Speech(language).say("error-storage"))
        }
    }
}
