import Foundation
import RLSupervised

/// Where `RLNET_DATA` names a folder of data.
let hasData = ProcessInfo.processInfo.environment["RLNET_DATA"]?.isEmpty == false

extension SupervisedTask {
  /// A preset by name.
  static func preset(_ name: String) throws -> Configuration {
    guard let preset = presets.first(where: { $0.name == name }) else {
      throw MissingPreset(name: name)
    }
    return preset.configuration
  }

  /// A whole run of a preset.
  static func trained(_ preset: String, seed: UInt64) throws -> SupervisedTraining<Self> {
    var training = try SupervisedTraining<Self>(
      try self.preset(preset), data: .given, seed: seed)
    while !training.isFinished { training.advance() }
    return training
  }

  /// A metric of the model as it is.
  func metric(_ name: String) -> Double {
    evaluate().first { $0.name == name }?.value ?? .nan
  }

  /// A metric after a whole run of a preset, for each seed.
  static func trainedMetric(
    _ name: String, _ preset: String, seeds: ClosedRange<UInt64>
  ) throws -> [Double] {
    try seeds.map { try trained(preset, seed: $0).task.metric(name) }
  }
}

struct MissingPreset: Error { let name: String }

extension DataStore {
  /// The folder that `RLNET_DATA` names; nothing without it.
  static var given: DataStore {
    DataStore(folder: ProcessInfo.processInfo.environment["RLNET_DATA"] ?? "")
  }
}

/// The mean of some numbers.
func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
