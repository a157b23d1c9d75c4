/// An option that a command has.
struct Option: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// There or not.
    case flag
    /// Followed by a value.
    case value
    /// Followed by one `key=value` or more.
    case assignments
    /// Not there, although other commands have it: why.
    case refused(String)
  }

  /// With its dashes.
  let name: String
  let kind: Kind

  static func flag(_ name: String) -> Option { Option(name: name, kind: .flag) }
  static func value(_ name: String) -> Option { Option(name: name, kind: .value) }
}
