import RLFiles
import RLSettings

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the layout of `config.json` is counted by.
package let configurationFormatVersion = 3

/// What versions of `config.json` can be read: release 0.3.0 wrote 2.
private let readableFormatVersions = 2...configurationFormatVersion

private enum ConfigurationKey: String, CodingKey {
  case formatVersion, version, preset, seed, data, ancestors, recording, checkpointEvery
}

extension RunConfiguration: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: ConfigurationKey.self)
    _ = try container.decode(forKey: .formatVersion, in: readableFormatVersions)
    version = try container.decodeName(forKey: .version)
    subject = try Subject(from: decoder)
    preset = try container.decodeName(forKey: .preset)
    seed = try container.decode(UInt64.self, forKey: .seed)
    settings = try RunSettings(from: decoder)
    data = Subject.hasData ? try container.decodeName(forKey: .data) : nil
    ancestors = try container.decodeIfPresent([RunAncestor].self, forKey: .ancestors) ?? []
    // Release 0.3.0 had them beside the rest where a task was trained.
    recording =
      container.contains(.checkpointEvery)
      ? try RecordingOptions(from: decoder)
      : try container.decode(RecordingOptions.self, forKey: .recording)
    for (earlier, later) in zip(ancestors, ancestors.dropFirst())
    where later.untilStep < earlier.untilStep {
      throw DecodingError.dataCorruptedError(
        forKey: .ancestors, in: container,
        debugDescription: "untilStep goes back from \(earlier.untilStep) to \(later.untilStep)")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    try container.encode(configurationFormatVersion, forKey: .formatVersion)
    try container.encode(version, forKey: .version)
    try subject.encode(to: encoder)
    try container.encode(preset, forKey: .preset)
    try container.encode(seed, forKey: .seed)
    try settings.encode(to: encoder)
    try container.encodeIfPresent(data, forKey: .data)
    if !ancestors.isEmpty { try container.encode(ancestors, forKey: .ancestors) }
    try container.encode(recording, forKey: .recording)
  }

  /// Reads the `config.json` of a folder.
  ///
  /// - Throws: `FileError` where it cannot be read, `RunFileError` where a field of it is wrong.
  package static func read(from folder: RunFolder) throws -> RunConfiguration {
    try decodeJSON(in: folder.configurationFile)
  }

  /// Writes the `config.json` of a folder.
  ///
  /// - Throws: `FileError`.
  package func write(to folder: RunFolder) throws {
    try writeDurably(prettyJSON(self), to: folder.configurationFile)
  }
}

extension RunAncestor: Codable {
  private enum CodingKeys: String, CodingKey { case untilStep }

  package init(from decoder: any Decoder) throws {
    settings = try RunSettings(from: decoder)
    untilStep = try decoder.container(keyedBy: CodingKeys.self).decode(
      forKey: .untilStep, in: RunCount.range)
  }

  package func encode(to encoder: any Encoder) throws {
    try settings.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(untilStep, forKey: .untilStep)
  }
}

extension RunDeterminants: Codable {
  private enum CodingKeys: String, CodingKey { case seed, ancestors }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    subject = try Subject(from: decoder)
    settings = try RunSettings(from: decoder)
    seed = try container.decode(UInt64.self, forKey: .seed)
    ancestors = try container.decodeIfPresent([RunAncestor].self, forKey: .ancestors) ?? []
  }

  /// `ancestors` is there only of a fork.
  package func encode(to encoder: any Encoder) throws {
    try subject.encode(to: encoder)
    try settings.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seed, forKey: .seed)
    if !ancestors.isEmpty { try container.encode(ancestors, forKey: .ancestors) }
  }
}
