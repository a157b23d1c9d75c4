import RLFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RunFolder {
  /// Writes, beside the record, a file that is whole at once, durably.
  ///
  /// - Parameter name: from the run's folder, `table.json`; the folder in `samples/epoch-1.idx` is made
  ///   where it is missing.
  /// - Throws: `RunWriteError`.
  package func write(_ bytes: some ContiguousBytes, to name: String) throws(RunWriteError) {
    do throws(FileError) {
      if let slash = name.lastIndex(of: "/") { try (place / String(name[..<slash])).makeFolder() }
      try writeDurably(bytes, to: place / name)
    } catch {
      throw RunWriteError((place / name).path, error)
    }
  }
}
