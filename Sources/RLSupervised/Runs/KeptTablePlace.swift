import RLFiles
import RLRuns

/// Where the table of a run lay when it began: `table.json` in the run's folder.
///
/// A run follows from the table, not from its place, which is therefore no setting and in no receipt.
struct TablePlaceFile: Codable {
  var folder: String

  private static var name: String { "table.json" }

  /// - Throws: `RunWriteError`.
  func write(to folder: RunFolder) throws {
    try folder.write(prettyJSON(self), to: Self.name)
  }

  /// - Returns: nil where nothing was recorded.
  /// - Throws: `FileError`, `RunFileError`.
  static func read(from folder: RunFolder) throws -> TablePlaceFile? {
    let file = folder.place / name
    do {
      return try jsonDecoder().decode(Self.self, from: readFile(file, atMost: FileLimit.text))
    } catch let error as FileError where error.isOfMissingFile {
      return nil
    } catch let error as DecodingError {
      throw RunFileError(file: file, error)
    }
  }
}

extension DataStore {
  /// The same store for the run of a folder, whose table is sought first where it lay.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  package func knowing(_ folder: RunFolder) throws -> DataStore {
    var store = self
    if let place = try TablePlaceFile.read(from: folder) {
      store.tablePlace = .recorded(place.folder)
    }
    return store
  }
}

/// Keeps where the table of a run lay when it began.
struct KeptTablePlace<Task: SupervisedTask>: LoopStep {
  typealias Training = SupervisedTraining<Task>

  static var name: String { "tablePlace" }

  private let table: String
  private let store: DataStore

  /// - Returns: nil for a task of other data.
  init?(_ recipe: TaskRecipe<Task>) {
    guard let configuration = recipe.configuration as? CSVTask.Configuration else { return nil }
    table = configuration.file
    store = recipe.store
  }

  func begin(_ training: Training, _ record: RunRecord<Training>) throws {
    guard let folder = store.folder(ofTable: table) else { return }
    try TablePlaceFile(folder: folder).write(to: record.folder)
  }

  func isDue(_ status: TaskStatus, after before: TaskStatus) -> Bool { false }

  func act(
    _ training: Training, _ status: TaskStatus, _ record: RunRecord<Training>,
    _ clock: inout SessionClock
  ) throws {}
}
