import Foundation
import KithCore
import KithModel
import Network
import dnssd

/// Tells of the network that the phone is on: another one, none, one that is paid for by size.
final class Networks {
    private let monitor = NWPathMonitor()
    private let phone: Phone

    init(_ phone: Phone) { self.phone = phone }

    func watch() {
        monitor.pathUpdateHandler = { [phone] path in
            Task { await phone.network(metered: path.isExpensive || path.isConstrained) }
        }
        monitor.start(queue: .global(qos: .utility))
    }
}

/// Phones on the same network, by the system's own Bonjour: an app may send no multicast of its own without Apple's leave, so the core is told of what is found, and announced by name.
final class Nearby: @unchecked Sendable {
    private let phone: Phone
    private let queue = DispatchQueue(label: "coop.kith.nearby")
    private var browser: NWBrowser?
    private var announced: DNSServiceRef?
    private var asked: [String: NWConnection] = [:]
    private static let askedMax = 16

    init(_ phone: Phone) { self.phone = phone }

    /// Looks while the app is in front, and says where we are.
    func look(_ on: Bool) {
        queue.async { on ? self.begin() : self.end() }
    }

    private func begin() {
        guard browser == nil else { return }
        let looking = NWBrowser(for: .bonjour(type: Neighbour.service, domain: nil), using: .udp)
        looking.browseResultsChangedHandler = { [weak self] found, _ in found.forEach { self?.resolve($0.endpoint) } }
        looking.start(queue: queue)
        browser = looking
        Task {
            guard case .open(let client, _) = await phone.state, let address = client.kith.address() else { return }
            queue.async { self.announce(address) }
        }
    }

    private func end() {
        browser?.cancel()
        browser = nil
        asked.values.forEach { $0.cancel() }
        asked = [:]
        if let announced { DNSServiceRefDeallocate(announced) }
        announced = nil
    }

    /// A name alone is no address: the system finds it as it prepares a connection, which is then let go.
    private func resolve(_ endpoint: NWEndpoint) {
        guard case .service(let name, _, _, _) = endpoint, let neighbour = Neighbour(announced: name), asked[name] == nil, asked.count < Self.askedMax else { return }
        let connection = NWConnection(to: endpoint, using: .udp)
        asked[name] = connection
        connection.stateUpdateHandler = { [weak self] state in
            switch state {
            case .ready:
                if case .hostPort(let host, let port)? = connection.currentPath?.remoteEndpoint { self?.tell(neighbour, host, port.rawValue) }
                connection.cancel()
            case .failed, .cancelled:
                self?.asked[name] = nil
            default:
                break
            }
        }
        connection.start(queue: queue)
    }

    private func tell(_ neighbour: Neighbour, _ host: NWEndpoint.Host, _ port: UInt16) {
        // An address of one link names the link behind a percent sign, which means nothing to the core.
        let digits = "\(host)".split(separator: "%").first.map(String.init) ?? ""
        Task { await phone.seen(neighbour.address(at: [(digits, port)])) }
    }

    private func announce(_ address: String) {
        guard announced == nil, let name = Neighbour.name(ofAddress: address), let port = address.split(separator: ":").last.flatMap({ UInt16($0) }) else { return }
        DNSServiceRegister(&announced, 0, 0, name, Neighbour.service, nil, nil, port.bigEndian, 0, nil, nil, nil)
        if let announced { DNSServiceSetDispatchQueue(announced, queue) }
    }
}
