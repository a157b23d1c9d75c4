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
    let path = "\(self.path)/\(name)"
    if let slash = name.lastIndex(of: "/") {
      guard mkdir("\(self.path)/\(name[..<slash])", 0o777) == 0 || errno == EEXIST else {
        throw RunWriteError(path, errno)
      }
    }
    do throws(FileError) {
      try writeDurably(bytes, to: path)
    } catch {
      throw RunWriteError(path, error.code)
    }
  }
}
