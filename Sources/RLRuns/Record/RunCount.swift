/// A number of steps, episodes and the like, as a JSON file of a run holds it: a whole number from 0 to
/// 2⁵³, so that whoever reads it can calculate with it.
@propertyWrapper
package struct RunCount: Codable, Hashable, Sendable {
  package var wrappedValue: Int

  package static let range = 0...1 << 53
  package static let expected = "a whole number from 0 to 2⁵³"

  package init(wrappedValue: Int) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = try container.decode(Int.self)
    guard Self.range.contains(wrappedValue) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "found \(wrappedValue), expected \(Self.expected)")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }
}
