import RLFiles
import RLSettings
import RLState

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

/// As `compactJSON`, with what cannot be seen as JSON escapes it, to be printed.
package func printedJSON(_ value: some Encodable) throws -> String {
  var text = ""
  for scalar in try compactJSON(value).unicodeScalars {
    if isHidden(scalar) {
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
  return text
}

/// Reads what `prettyJSON` and `compactJSON` write; all JSON files are read by this.
///
/// - Parameters:
///   - content: of the file.
///   - file: where it is, as an error names it.
/// - Throws: `RunFileError` where it is not JSON, is deeper than `JSONCheck.greatestDepth`, has a field
///   twice, or a field of it is wrong.
package func decodeJSON<Value: Decodable>(
  _ type: Value.Type = Value.self, from content: Data, file: FilePlace
) throws(RunFileError) -> Value {
  let decoder = JSONDecoder()
  decoder.nonConformingFloatDecodingStrategy = .convertFromString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  do {
    try content.withUnsafeBytes { try JSONCheck.check($0) }
    return try decoder.decode(type, from: content)
  } catch let error as JSONCheck.Problem {
    throw RunFileError(file: file, field: error.field, problem: error.reason)
  } catch let error as DecodingError {
    throw RunFileError(file: file, error)
  } catch {
    throw RunFileError(file: file, field: nil, problem: "\(error)")
  }
}

/// Reads a JSON file.
///
/// - Throws: `FileError` where it cannot be read, and as `decodeJSON(_:from:file:)`.
package func decodeJSON<Value: Decodable>(
  _ type: Value.Type = Value.self, in file: FilePlace
) throws -> Value {
  try decodeJSON(type, from: readFile(file, atMost: FileLimit.text), file: file)
}

private func jsonEncoder(_ formatting: JSONEncoder.OutputFormatting) -> JSONEncoder {
  let encoder = JSONEncoder()
  encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return encoder
}

/// How many settings an agent, a task or an environment may have, and numbers an evaluation.
let greatestMemberCount = 1000

extension KeyedDecodingContainer {
  /// A name, such as that of an agent.
  package func decodeName(forKey key: Key) throws -> String {
    let name = try decode(String.self, forKey: key)
    if let problem = problem(withName: name) {
      throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: problem)
    }
    return name
  }

  /// Settings by their names.
  package func decodeSettings(forKey key: Key) throws -> [String: SettingValue] {
    let settings = try decode([String: SettingValue].self, forKey: key)
    if settings.count > greatestMemberCount {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self,
        debugDescription: "it has more than \(greatestMemberCount) settings, and no run has so "
          + "many")
    }
    if let problem = settings.keys.sorted().lazy.compactMap(problem(withName:)).first {
      throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: problem)
    }
    return settings
  }

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
