#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A value as the toolkit's JSON files hold it: pretty, keys sorted, a newline at the end.
package func prettyJSON(_ value: some Encodable) throws -> Data {
  var data = try jsonEncoder([.prettyPrinted]).encode(value)
  data.append(UInt8(ascii: "\n"))
  return data
}

/// A value as one line of JSON, keys sorted.
package func compactJSON(_ value: some Encodable) throws -> String {
  String(decoding: try jsonEncoder([]).encode(value), as: UTF8.self)
}

/// Reads what `prettyJSON` and `compactJSON` write.
package func jsonDecoder() -> JSONDecoder {
  let decoder = JSONDecoder()
  decoder.nonConformingFloatDecodingStrategy = .convertFromString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return decoder
}

private func jsonEncoder(_ formatting: JSONEncoder.OutputFormatting) -> JSONEncoder {
  let encoder = JSONEncoder()
  encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return encoder
}

extension KeyedDecodingContainer {
  /// A whole number of a range.
  package func decode(forKey key: Key, in range: ClosedRange<Int>) throws -> Int {
    let value = try decode(Int.self, forKey: key)
    guard range.contains(value) else {
      let expected =
        switch range.upperBound {
        case .max: "\(range.lowerBound) or more"
        case range.lowerBound: "\(range.lowerBound)"
        default: "\(range.lowerBound) to \(range.upperBound)"
        }
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "found \(value), expected \(expected)")
    }
    return value
  }
}
