import Environments
import RLFiles
import RLNet
import RLRuns
import RLSettings

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
