import RLState

/// What is wrong with a setting.
public struct SettingError: Error, Hashable, CustomStringConvertible {
  /// What can be wrong.
  public enum Problem: Sendable, Hashable {
    /// No setting has this key; `nearest` was probably meant, `known` are the keys that exist.
    case unknownKey(String, nearest: String?, known: [String])
    /// The value is not of the type, or its text cannot be read.
    case wrongType(key: String, found: String, expected: String)
    /// The value is of the type, but not one of the possible ones.
    case outOfRange(key: String, found: String, expected: String)
    /// The value has no effect beside that of another setting; `advice` is what to set instead.
    case ineffective(key: String, beside: String, value: String, advice: String)
  }

  /// What is wrong.
  public let problem: Problem

  /// An error about this problem.
  public init(_ problem: Problem) { self.problem = problem }

  public var description: String {
    switch problem {
    case .unknownKey(let key, let nearest, let known):
      "there is no setting '\(short(key))'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        + (known.isEmpty
          ? " (there are no settings)" : " (settings: \(known.joined(separator: ", ")))")
    case .wrongType(let key, let found, let expected):
      "\(short(key)) = \(Self.quoted(found)) cannot be read; it must be \(expected)"
    case .outOfRange(let key, let found, let expected):
      "\(short(key)) = \(Self.quoted(found)) is out of range; it must be \(expected)"
    case .ineffective(let key, let other, let value, let advice):
      "\(key) has no effect with "
        + (value.contains(where: \.isNewline)
          ? "this \(other)" : "\(other)=\(value.isEmpty ? "''" : short(value))")
        + "; leave it out, or set \(advice)"
    }
  }

  private static func quoted(_ text: String) -> String {
    let text = short(text)
    return text.isEmpty || text.contains(where: \.isWhitespace) ? "'\(text)'" : text
  }
}
