import RLFiles
import RLRuns

/// The table of one's own that a run follows from, as the run's folder keeps it: `table.csv`, or
/// `table.csv.gz` where it was compressed.
///
/// So the folder is enough to evaluate, show and verify the run, and nothing else is read for it,
/// whoever made it. A table that is too large for that is not kept, but where it lay: `table.json`.
enum TableFile {
  /// A larger table is neither read nor copied, inflated or as it is.
  static let greatestSize = 64 << 20

  private static let names = ["table.csv", "table.csv.gz"]
  private static let note = "table.json"

  /// Where a table lay when its run began. Nobody reads it there unless they say so.
  private struct Note: Codable {
    var folder: String
  }

  /// - Parameters:
  ///   - bytes: of the table's file.
  ///   - folder: where it lies.
  /// - Throws: `RunWriteError`.
  static func write(_ bytes: [UInt8], from folder: String, to run: RunFolder) throws {
    if bytes.count <= greatestSize {
      try run.write(bytes, to: bytes.starts(with: [0x1f, 0x8b]) ? names[1] : names[0])
    } else {
      try run.write(prettyJSON(Note(folder: folder)), to: note)
    }
  }

  /// The table that a folder keeps; nil where it keeps none.
  static func kept(in run: RunFolder) -> FilePlace? {
    names.map { run.place / $0 }.first(where: \.exists)
  }

  /// Where the table lay when the run began; nil where nothing was recorded.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  static func folder(notedIn run: RunFolder) throws -> String? {
    let file = run.place / note
    do {
      return try decodeJSON(Note.self, in: file).folder
    } catch let error as FileError where error.isOfMissingFile {
      return nil
    }
  }
}

extension DataStore {
  /// The same store for the run of a folder, whose table is the one that the folder keeps.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  package func knowing(_ folder: RunFolder) throws -> DataStore {
    var store = self
    store.tablePlace = .ofRun(
      kept: TableFile.kept(in: folder), noted: try TableFile.folder(notedIn: folder))
    return store
  }
}

/// Keeps the table of a run when it begins.
struct KeptTable<Task: SupervisedTask>: LoopStep {
  typealias Training = SupervisedTraining<Task>

  static var name: String { "table" }

  private let table: String
  private let store: DataStore

  /// - Returns: nil for a task of other data.
  init?(_ recipe: TaskRecipe<Task>) {
    guard let configuration = recipe.configuration as? CSVTask.Configuration else { return nil }
    table = configuration.file
    store = recipe.store
  }

  func begin(_ training: Training, _ record: RunRecord<Training>) throws {
    let file = try store.place(ofTable: table)
    try TableFile.write(
      DataError.bytes(of: file), from: absoluteFolder(of: file.path), to: record.folder)
  }

  func isDue(_ status: TaskStatus, after before: TaskStatus) -> Bool { false }

  func act(
    _ training: Training, _ status: TaskStatus, _ record: RunRecord<Training>,
    _ clock: inout SessionClock
  ) throws {}
}
