import RLFiles
import RLNet
import RLRuns
import RLSettings

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension TaskRun: Codable {
  /// What the layout of `config.json` is counted by.
  private static let formatVersion = 2

  private enum CodingKeys: String, CodingKey {
    case formatVersion, version, task, preset, seed, hyperparameters, data, checkpointEvery
    case checkpoints
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    _ = try container.decode(
      forKey: .formatVersion, in: Self.formatVersion...Self.formatVersion)
    self.init(
      version: try container.decode(String.self, forKey: .version),
      task: try container.decode(String.self, forKey: .task),
      preset: try container.decode(String.self, forKey: .preset),
      seed: try container.decode(UInt64.self, forKey: .seed),
      hyperparameters: try container.decode([String: SettingValue].self, forKey: .hyperparameters),
      data: try container.decode(String.self, forKey: .data),
      checkpointEvery: try container.decode(forKey: .checkpointEvery, in: 0...Int.max),
      checkpoints: try container.decode(forKey: .checkpoints, in: 1...1000))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.formatVersion, forKey: .formatVersion)
    try container.encode(version, forKey: .version)
    try container.encode(task, forKey: .task)
    try container.encode(preset, forKey: .preset)
    try container.encode(seed, forKey: .seed)
    try container.encode(hyperparameters, forKey: .hyperparameters)
    try container.encode(data, forKey: .data)
    try container.encode(checkpointEvery, forKey: .checkpointEvery)
    try container.encode(checkpoints, forKey: .checkpoints)
  }

  /// Reads the configuration of a folder, whose task must exist and have all of its settings.
  ///
  /// - Throws: `FileError` where it cannot be read, `RunFileError` where a field of it is wrong.
  package static func read(
    from folder: RunFolder
  ) throws -> (run: TaskRun, task: any SupervisedTask.Type) {
    let path = folder.configurationPath
    let data = try readFile(path)
    let run: TaskRun
    do {
      run = try jsonDecoder().decode(TaskRun.self, from: data)
    } catch let error as DecodingError {
      throw RunFileError(file: path, error)
    }
    let task: any SupervisedTask.Type
    do throws(UnknownNameError) { task = try TaskCatalog.task(named: run.task) } catch {
      throw RunFileError(file: path, field: "task", problem: error.description)
    }
    try run.requireSettings(of: task, file: path)
    return (run, task)
  }

  private func requireSettings<T: SupervisedTask>(of task: T.Type, file: String) throws {
    for setting in T.Configuration.settings where hyperparameters[setting.key] == nil {
      throw RunFileError(
        file: file, field: "hyperparameters.\(setting.key)", problem: "it is missing")
    }
    do throws(SettingError) { _ = try configuration(of: task) } catch {
      throw RunFileError(file: file, field: "hyperparameters", problem: error.description)
    }
  }
}
