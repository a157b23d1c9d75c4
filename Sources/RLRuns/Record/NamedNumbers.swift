import RLState

/// The numbers of an evaluation by their names, as a JSON file of a run holds them: some few, with names
/// that can be shown.
@propertyWrapper
package struct NamedNumbers: Codable, Hashable, Sendable {
  package var wrappedValue: [String: Double]

  package init(wrappedValue: [String: Double]) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = try container.decode([String: Double].self)
    let problem =
      wrappedValue.count > greatestMemberCount
      ? "it has more than \(greatestMemberCount) numbers, and no run has so many"
      : wrappedValue.keys.sorted().lazy.compactMap(problem(withName:)).first
    if let problem {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: problem)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }
}
