import RLFiles
import RLNet
import RLRuns

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RunFolder {
  /// The content of a file; nil where there is none.
  ///
  /// - Throws: `FileError` where there is one that cannot be read.
  func readIfThere(_ file: FilePlace) throws(FileError) -> Data? {
    do throws(FileError) { return try readFile(file, atMost: FileLimit.text) } catch {
      if error.isOfMissingFile { return nil }
      throw error
    }
  }

  /// The value in a JSON file; nil where there is none.
  ///
  /// - Throws: `FileError` where there is one that cannot be read, `RunFileError` where a field of it is
  ///   wrong.
  func decodeIfThere<Value: Decodable>(_ file: FilePlace) throws -> Value? {
    guard let data = try readIfThere(file) else { return nil }
    return try decodeJSON(from: data, file: file)
  }
}
