import Foundation

/// The code in what another app brought: a shared message, a link, a file's text; none if there is none in it.
public func codeIn(_ brought: String) -> String? {
    for pattern in ["kith:[A-Za-z0-9_-]+", "KITH:[0-9A-Z $%*+./:-]+[0-9A-Z$%*+/:-]"] {
        if let found = brought.range(of: pattern, options: .regularExpression) { return String(brought[found]) }
    }
    return nil
}
