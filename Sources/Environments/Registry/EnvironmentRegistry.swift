import RLSettings
import RLState

/// The environments that can be made by name.
public struct EnvironmentRegistry: Sendable, ExpressibleByArrayLiteral {
  /// In the order in which they are listed.
  public private(set) var entries: [EnvironmentEntry]

  /// The entries in this order, each registered as by `register`.
  public init(_ entries: [EnvironmentEntry] = []) {
    self.entries = []
    for entry in entries { register(entry) }
  }

  /// Adds an environment, or replaces the one with the same id.
  ///
  /// A name that another environment has already stops with a message.
  public mutating func register(_ entry: EnvironmentEntry) {
    let names = Set(Self.names(of: entry))
    entries.removeAll { $0.id == entry.id }
    for other in entries {
      if let taken = Self.names(of: other).first(where: names.contains) {
        fatalError("EnvironmentRegistry: \(entry.id) and \(other.id) are both called '\(taken)'")
      }
    }
    entries.append(entry)
  }

  public init(arrayLiteral entries: EnvironmentEntry...) { self.init(entries) }

  /// The environments of a registry, and further ones, each registered as by `register`:
  /// `.builtIn + [own]`.
  public static func + (
    registry: EnvironmentRegistry, further: EnvironmentRegistry
  ) -> EnvironmentRegistry {
    EnvironmentRegistry(registry.entries + further.entries)
  }

  /// The environment with an id or a short name, whatever its case.
  ///
  /// - Throws: `UnknownEnvironmentError`, which suggests the nearest name and lists what exists.
  public func entry(named name: String) throws(UnknownEnvironmentError) -> EnvironmentEntry {
    if let entry = entries.first(where: { Self.names(of: $0).contains(name.lowercased()) }) {
      return entry
    }
    let known = entries.flatMap { $0.shortNames + [$0.id] }
    throw UnknownEnvironmentError(
      name: name, nearest: nearestName(to: name, among: known), known: entries.map(\.id))
  }

  private static func names(of entry: EnvironmentEntry) -> [String] {
    ([entry.id] + entry.shortNames).map { $0.lowercased() }
  }
}

/// No environment has this name.
public struct UnknownEnvironmentError: Error, Hashable, CustomStringConvertible {
  /// The name that was asked for.
  public let name: String
  /// The name that was probably meant.
  public let nearest: String?
  /// The ids of all environments.
  public let known: [String]

  public var description: String {
    "there is no environment '\(short(name))'"
      + (nearest.map { "; did you mean '\($0)'?" } ?? "")
      + " (environments: \(known.joined(separator: ", ")))"
  }
}
