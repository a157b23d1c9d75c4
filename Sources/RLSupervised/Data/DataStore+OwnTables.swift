import RLFiles
import RLRuns

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension DataStore {
  /// Where tables of one's own are sought, in this order: in the folder where a new run's table is
  /// said to lie; else where all data are sought, and before that in the working folder, unless a
  /// folder was named or the run is one that was made before. What such a run calls its table is a
  /// name that may be of any file, so it is sought only among data.
  private var tableFolders: [String] {
    switch tablePlace {
    case .given(let folder): [folder]
    case .ofRun: folders
    case nil: (named == nil ? ["."] : []) + folders
    }
  }

  /// The file of a table of one's own.
  ///
  /// - Throws: `DataError` where there is no such file.
  func place(ofTable file: String) throws(DataError) -> FilePlace {
    guard !file.isEmpty else {
      throw .malformed(
        "csv", "file", found: "no name", expected: "that of a table",
        advice: "name one, as in: rlrun csv houses.csv --target price")
    }
    // A folder that is named now goes before what was kept.
    if case .ofRun(let kept?, _) = tablePlace, named == nil { return kept }
    let paths = tableFolders.map {
      $0 == "." ? file : $0.hasSuffix("/") ? $0 + file : "\($0)/\(file)"
    }
    // What is wrong with a file that was named is told by reading it.
    if case .given = tablePlace { return FilePlace(paths[0]) }
    if let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) {
      return FilePlace(path)
    }
    var advice = "name its folder with --data"
    if case .ofRun(_, let folder?) = tablePlace, named == nil {
      advice = "when the run began it lay here: --data \(shellPath(folder))"
    }
    let found = paths.isEmpty ? "no folder of data" : "none at \(paths.joined(separator: ", "))"
    throw .malformed(file, "file", found: found, expected: "the table", advice: advice)
  }

  /// The same store, by which the table of a new run lies in a folder.
  package func withTable(in folder: String) -> DataStore {
    var store = self
    store.tablePlace = .given(folder)
    return store
  }
}

/// The folder of a file, from the root.
func absoluteFolder(of path: String) -> String {
  URL(filePath: path).standardizedFileURL.deletingLastPathComponent().path
}
