import Foundation

/// A phone that announces itself on the local network, as Bonjour names it.
public struct Neighbour: Equatable, Sendable {
    /// The service under which phones announce themselves.
    public static let service = "_kith._udp"
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz234567")
    private static let keyBytes = 32

    /// Its network key, 64 hex digits.
    public let key: String

    /// From the name under which it announces itself: its key in base32; none for a name that is none of ours.
    public init?(announced name: String) {
        guard let bytes = Self.bytes(name.lowercased()), bytes.count == Self.keyBytes else { return nil }
        key = bytes.map { Self.hex($0 >> 4) + Self.hex($0 & 15) }.joined()
    }

    /// The name under which a phone with this address announces itself; none if it is no device's address.
    public static func name(ofAddress address: String) -> String? {
        guard let begin = address.range(of: "kith-device:"), let end = address.firstIndex(of: "@"), begin.upperBound <= end else { return nil }
        let digits = Array(address[begin.upperBound..<end])
        guard digits.count == 2 * keyBytes else { return nil }
        var bits = 0, held = 0, name = ""
        for digit in digits {
            guard let value = digit.hexDigitValue else { return nil }
            held = held << 4 | value
            bits += 4
            while bits >= 5 {
                bits -= 5
                name.append(letters[held >> bits & 31])
            }
            held &= (1 << bits) - 1
        }
        return bits == 0 ? name : name + String(letters[held << (5 - bits) & 31])
    }

    /// Its address, where it was found: `host` as digits.
    public func address(at hosts: [(host: String, port: UInt16)]) -> String {
        "kith-device:\(key)@" + hosts.map { $0.host.contains(":") ? "[\($0.host)]:\($0.port)" : "\($0.host):\($0.port)" }.joined(separator: ",")
    }

    private static func hex(_ value: UInt8) -> String { String(value, radix: 16) }

    private static func bytes(_ name: String) -> [UInt8]? {
        var bits = 0, held = 0, bytes: [UInt8] = []
        for letter in name {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            held = held << 5 | value
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(held >> bits & 255))
            }
            held &= (1 << bits) - 1
        }
        return held == 0 ? bytes : nil
    }
}
