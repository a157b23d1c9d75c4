import RLSettings
import RLState

/// Nothing of the kind has this name.
public struct UnknownNameError: Error, Hashable, CustomStringConvertible {
  /// What was looked for: `agent`, `preset`.
  package let kind: String
  /// What it must belong to, such as `dqn for CartPole-v1`.
  package let owner: String?
  package let name: String
  /// The names that exist.
  package let known: [String]
  /// The environments for which the name does exist.
  package let elsewhere: [String]

  package init(
    kind: String, of owner: String? = nil, name: String, known: [String], elsewhere: [String] = []
  ) {
    self.kind = kind
    self.owner = owner
    self.name = name
    self.known = known
    self.elsewhere = elsewhere
  }

  public var description: String {
    "there is no \(kind) '\(short(name))'" + (owner.map { " of \(short($0))" } ?? "")
      + (elsewhere.isEmpty ? "" : "; it is made for \(elsewhere.joined(separator: ", "))")
      + (nearestName(to: name, among: known).map { "; did you mean '\($0)'?" } ?? "")
      + " (\(kind)s: \(known.joined(separator: ", ")))"
  }
}
