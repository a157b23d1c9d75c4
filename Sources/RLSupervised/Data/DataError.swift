import RLFiles
import RLNet
import RLState

/// Why data could not be loaded.
public enum DataError: Error, Hashable, CustomStringConvertible {
  /// The system could not read a file.
  case unreadable(FileError)
  /// A file is damaged or of another format.
  case malformed(MalformedData)
  /// The files of a dataset are not where data are sought.
  case missing(MissingData)

  /// What is wrong, where, what was expected, and what to do.
  public var description: String {
    switch self {
    case .unreadable(let error): error.description
    case .malformed(let error): error.description
    case .missing(let error): error.description
    }
  }
}

/// What is wrong with the content of a data file, and where.
public struct MalformedData: Error, Hashable, CustomStringConvertible {
  /// The path of the file.
  public let file: String
  /// The part of the file: `header`, `data`, `line 3, column 2`, `record 17`.
  public let place: String
  /// What stands there.
  public let found: String
  /// What should stand there.
  public let expected: String
  /// What to do about it.
  public internal(set) var advice: String

  /// The file, the place, what was found and expected, and what to do.
  public var description: String {
    "\(file): \(short(place)): found \(short(found, 500)), expected \(expected); \(advice)"
  }
}

extension DataError {
  static func malformed(
    _ file: String, _ place: String, found: String, expected: String,
    advice: String = "the file is damaged or of another format; download or write it again"
  ) -> DataError {
    .malformed(
      MalformedData(file: file, place: place, found: found, expected: expected, advice: advice))
  }

  /// The bytes of a file.
  ///
  /// - Parameter limit: how many it may have.
  static func bytes(
    of path: String, atMost limit: Int = FileLimit.whole
  ) throws(DataError) -> [UInt8] {
    try bytes(of: FilePlace(path), atMost: limit)
  }

  static func bytes(
    of place: FilePlace, atMost limit: Int = FileLimit.whole
  ) throws(DataError) -> [UInt8] {
    do {
      return [UInt8](try readFile(place, atMost: limit))
    } catch {
      throw .unreadable(error)
    }
  }
}
