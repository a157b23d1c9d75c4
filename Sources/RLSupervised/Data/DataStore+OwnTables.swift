#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension DataStore {
  /// Where tables of one's own are sought, in this order: where one is known to lie; without it where
  /// all data are sought, and before that in the working folder unless a folder was named.
  private var tableFolders: [String] {
    switch tablePlace {
    case .given(let folder): [folder]
    case .recorded(let folder) where named == nil: [folder, "."] + folders
    case .recorded: folders
    case nil: (named == nil ? ["."] : []) + folders
    }
  }

  /// The path of a table of one's own.
  ///
  /// - Throws: `DataError` where there is no such file.
  func path(ofTable file: String) throws(DataError) -> String {
    guard !file.isEmpty else {
      throw .malformed(
        "csv", "file", found: "no name", expected: "that of a table",
        advice: "name one, as in: rlrun csv houses.csv --target price")
    }
    let paths = tableFolders.map {
      $0 == "." ? file : $0.hasSuffix("/") ? $0 + file : "\($0)/\(file)"
    }
    // What is wrong with a file that was named is told by reading it.
    if case .given = tablePlace { return paths[0] }
    if let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) { return path }
    throw .malformed(
      file, "file", found: "none at \(paths.joined(separator: ", "))", expected: "the table",
      advice: "name its folder with --data")
  }

  /// The folder of a table of one's own, from the root; nil where it is not found.
  func folder(ofTable file: String) -> String? {
    guard let path = try? path(ofTable: file) else { return nil }
    return URL(filePath: path).standardizedFileURL.deletingLastPathComponent().path
  }

  /// The same store, by which the table of a new run lies in a folder.
  package func withTable(in folder: String) -> DataStore {
    var store = self
    store.tablePlace = .given(folder)
    return store
  }
}
