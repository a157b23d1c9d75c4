import RLFiles
import RLRuns

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where data are sought, and loaded from.
///
/// ```swift
/// let (training, test) = try DataStore().mnist()
/// ```
///
/// A folder of data has a folder for each dataset, such as `mnist/`, whose files have their original
/// names, plain or gzip; it may also be that folder itself. Where there are several, one that has all
/// files of the dataset is preferred.
public struct DataStore: Sendable, Hashable {
  /// The folders where data are sought, in this order.
  public let folders: [String]
  /// The folder that data are fetched to; nil where neither a folder nor a home folder is known.
  public let destination: String?
  /// Whether the folder was named for this run.
  private let isNamed: Bool
  /// Where a table of one's own lies, as far as that is known.
  var tablePlace: TablePlace?

  enum TablePlace: Sendable, Hashable {
    /// It is this folder's or nobody's.
    case given(String)
    /// A run that was made before keeps it, or has noted the folder where it lay.
    case ofRun(kept: FilePlace?, noted: String?)
  }

  /// Seeks data in one folder alone or, without one, in that of the environment's `RLNET_DATA` and
  /// in the user's cache: `rlrun/datasets` in `XDG_CACHE_HOME`, else in `~/.cache`, on macOS in
  /// `~/Library/Caches`.
  ///
  /// - Parameters:
  ///   - folder: a folder that was named for this run; what is not in it is not sought elsewhere.
  ///   - environment: the process's environment unless said otherwise.
  public init(
    folder: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    isNamed = folder != nil
    if let folder {
      folders = [folder]
      destination = folder
    } else {
      let cache = DataStore.cacheFolder(environment)
      let given = environment["RLNET_DATA"].flatMap { $0.isEmpty ? nil : $0 }
      folders = [given, cache].compactMap(\.self)
      destination = cache ?? given
    }
  }

  private static func cacheFolder(_ environment: [String: String]) -> String? {
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
    #if os(macOS)
      let caches = home.map { "\($0)/Library/Caches" }
    #else
      let caches = home.map { "\($0)/.cache" }
    #endif
    // The XDG specification asks to pass over a path that is not absolute.
    let given = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (given ?? caches).map { "\($0)/rlrun/datasets" }
  }

  /// The folder that was named for this run; nil where data are sought in the usual ones.
  package var named: String? { isNamed ? destination : nil }

  /// What a command is to be told that needs the same data: ` --data DIR`, or nothing where they are
  /// found without.
  package var option: String { named.map { " --data \(shellPath($0))" } ?? "" }

  /// The command that gets a dataset to where this store finds it.
  public func command(for dataset: KnownDataset) -> String {
    dataset.command(into: destination ?? ".", isNamed: isNamed)
  }

  /// Whether fetching a dataset writes over a file of it.
  public func isReplaced(_ path: String, of dataset: KnownDataset) -> Bool {
    let names = dataset.archive == nil ? dataset.files.map(\.name) : dataset.fileNames
    return names.contains { name in
      destination.map { "\($0)/\(dataset.folders[0])/\(name)" } == path
    }
  }

  /// Loads with `load`; where a file is damaged, the advice is how to get it again.
  func loading<Value>(
    _ dataset: KnownDataset, _ load: () throws(DataError) -> Value
  ) throws(DataError) -> Value {
    do {
      return try load()
    } catch .malformed(var error) {
      // A damaged file that is not written anew would be found again.
      error.advice =
        (isReplaced(error.file, of: dataset) ? "" : "remove the file and ")
        + "get it again with: \(command(for: dataset))"
      throw .malformed(error)
    }
  }
}
