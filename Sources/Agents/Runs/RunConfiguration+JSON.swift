import Environments
import RLNet

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RunConfiguration: Codable {
  /// What the layout of `config.json` is counted by.
  static let formatVersion = 2

  private enum CodingKeys: String, CodingKey {
    case formatVersion, version, environment, environmentSettings, agent, preset, seed
    case hyperparameters, evaluationEpisodes, ancestors, recording
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let format = try container.decode(Int.self, forKey: .formatVersion)
    guard format == Self.formatVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .formatVersion, in: container,
        debugDescription: "found \(format), expected \(Self.formatVersion)")
    }
    self.init(
      version: try container.decode(String.self, forKey: .version),
      environment: try container.decode(String.self, forKey: .environment),
      environmentSettings: try container.decode(
        [String: SettingValue].self, forKey: .environmentSettings),
      agent: try container.decode(String.self, forKey: .agent),
      preset: try container.decode(String.self, forKey: .preset),
      seed: try container.decode(UInt64.self, forKey: .seed),
      hyperparameters: try container.decode([String: SettingValue].self, forKey: .hyperparameters),
      evaluationEpisodes: try container.decode(
        forKey: .evaluationEpisodes, in: 1...1_000_000),
      ancestors: try container.decodeIfPresent([Ancestor].self, forKey: .ancestors) ?? [],
      recording: try container.decode(RecordingOptions.self, forKey: .recording))
    for (earlier, later) in zip(ancestors, ancestors.dropFirst())
    where later.untilStep < earlier.untilStep {
      throw DecodingError.dataCorruptedError(
        forKey: .ancestors, in: container,
        debugDescription: "untilStep goes back from \(earlier.untilStep) to \(later.untilStep)")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.formatVersion, forKey: .formatVersion)
    try container.encode(version, forKey: .version)
    try container.encode(environment, forKey: .environment)
    try container.encode(environmentSettings, forKey: .environmentSettings)
    try container.encode(agent, forKey: .agent)
    try container.encode(preset, forKey: .preset)
    try container.encode(seed, forKey: .seed)
    try container.encode(hyperparameters, forKey: .hyperparameters)
    try container.encode(evaluationEpisodes, forKey: .evaluationEpisodes)
    if !ancestors.isEmpty { try container.encode(ancestors, forKey: .ancestors) }
    try container.encode(recording, forKey: .recording)
  }

  /// Reads a `config.json`.
  ///
  /// - Throws: `FileError` where it cannot be read, `RunFileError` where a field of it is wrong.
  package static func read(from path: String) throws -> RunConfiguration {
    let data = try readFile(path)
    do {
      return try jsonDecoder().decode(RunConfiguration.self, from: data)
    } catch let error as DecodingError {
      throw RunFileError(file: path, error)
    }
  }
}

extension RecordingOptions: Codable {
  private enum CodingKeys: String, CodingKey {
    case checkpointEvery, checkpoints, evaluateEvery, evaluateEpisodes
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    checkpointEvery = try container.decode(forKey: .checkpointEvery, in: 0...Int.max)
    checkpoints = try container.decode(forKey: .checkpoints, in: 1...1000)
    evaluateEvery = try container.decode(forKey: .evaluateEvery, in: 0...Int.max)
    evaluateEpisodes = try container.decode(forKey: .evaluateEpisodes, in: 1...1_000_000)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(checkpointEvery, forKey: .checkpointEvery)
    try container.encode(checkpoints, forKey: .checkpoints)
    try container.encode(evaluateEvery, forKey: .evaluateEvery)
    try container.encode(evaluateEpisodes, forKey: .evaluateEpisodes)
  }
}

extension KeyedDecodingContainer {
  /// A whole number of a range.
  fileprivate func decode(forKey key: Key, in range: ClosedRange<Int>) throws -> Int {
    let value = try decode(Int.self, forKey: key)
    guard range.contains(value) else {
      let expected =
        range.upperBound == .max
        ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "found \(value), expected \(expected)")
    }
    return value
  }
}

/// A file of a run's folder is damaged, or of another version.
package struct RunFileError: Error, Hashable, CustomStringConvertible {
  package let file: String
  /// The field, as in `hyperparameters.hidden`; nil where the file is not JSON.
  package let field: String?
  package let problem: String

  package init(file: String, field: String?, problem: String) {
    self.file = file
    self.field = field
    self.problem = problem
  }

  init(file: String, _ error: DecodingError) {
    func name(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String? {
      let keys = context.codingPath + (last.map { [$0] } ?? [])
      return keys.isEmpty ? nil : keys.map(\.stringValue).joined(separator: ".")
    }
    self.file = file
    switch error {
    case .keyNotFound(let key, let context):
      (field, problem) = (name(context, key), "it is missing")
    case .typeMismatch(let type, let context):
      (field, problem) = (name(context), "it must be \(Self.kind(type))")
    case .valueNotFound(let type, let context):
      (field, problem) = (name(context), "it is null; it must be \(Self.kind(type))")
    case .dataCorrupted(let context):
      field = name(context)
      problem = field == nil ? "the file is not JSON" : context.debugDescription
    @unknown default:
      (field, problem) = (nil, "the file cannot be read")
    }
  }

  private static func kind(_ type: any Any.Type) -> String {
    switch type {
    case is String.Type: "text"
    case is Int.Type, is UInt64.Type: "a whole number"
    case is Double.Type: "a number"
    case is Bool.Type: "true or false"
    case is [Int].Type: "true, false, a number, text or a list of whole numbers"
    default: "an object"
    }
  }

  package var description: String {
    "\(file): \(field.map { "\($0): " } ?? "")\(problem)"
  }
}

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
func jsonDecoder() -> JSONDecoder {
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
