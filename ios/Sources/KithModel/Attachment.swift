import Foundation
import KithCore

/// The pictures and documents that hang on a note or a visit.
public struct AttachmentModel: Sendable {
    private let client: Client

    public init(_ client: Client) { self.client = client }

    /// A picture as small as a list shows it; none while its bytes are not here.
    public func small(_ attachment: AttachmentView) async throws -> Data? {
        guard attachment.kind == "picture", attachment.state == .here else { return nil }
        return try await client.kith.attachmentOpen(attachment: attachment.id, small: true).data
    }

    /// Fetches one although the settings say otherwise.
    public func fetch(_ attachment: String) async throws -> AttachmentView { try await client.kith.attachmentFetch(attachment: attachment) }

    /// Hangs a picture on a note or visit of mine; the original stays where it was.
    public func add(_ data: Data, to item: String, shows words: String) async throws -> AttachmentView {
        try await client.kith.attachmentAdd(to: item, data: data, words: words, name: nil)
    }
}
