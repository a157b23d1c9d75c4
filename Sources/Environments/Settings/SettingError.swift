/// What is wrong with a setting.
public struct SettingError: Error, Hashable, CustomStringConvertible {
  public enum Problem: Sendable, Hashable {
    case unknownKey(String, nearest: String?, known: [String])
    case wrongType(key: String, found: String, expected: String)
    case outOfRange(key: String, found: String, expected: String)
  }

  public let problem: Problem

  public init(_ problem: Problem) { self.problem = problem }

  public var description: String {
    switch problem {
    case .unknownKey(let key, let nearest, let known):
      "there is no setting '\(key)'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        + (known.isEmpty
          ? " (there are no settings)" : " (settings: \(known.joined(separator: ", ")))")
    case .wrongType(let key, let found, let expected):
      "\(key) = \(Self.quoted(found)) cannot be read; it must be \(expected)"
    case .outOfRange(let key, let found, let expected):
      "\(key) = \(Self.quoted(found)) is out of range; it must be \(expected)"
    }
  }

  private static func quoted(_ text: String) -> String {
    text.isEmpty || text.contains(where: \.isWhitespace) ? "'\(text)'" : text
  }
}
