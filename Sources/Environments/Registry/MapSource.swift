import Foundation
import RLFiles
import RLState

/// What a `map` setting means: the name of a built-in map, or the text of a map.
enum MapSource {
  case builtIn(String)
  case text(String)

  /// Text has more than one line, or ends with a newline.
  ///
  /// - Throws: `MapFileError` where it is neither: settings that a file holds, such as those of a
  ///   run that may be somebody else's, name no further file that would be read.
  init(_ setting: String, builtIn names: [String]) throws(MapFileError) {
    if let name = names.first(where: { $0.lowercased() == setting.lowercased() }) {
      self = .builtIn(name)
    } else if setting.contains(where: \.isNewline) {
      if setting.utf8.count > FileLimit.map { throw MapFileError(path: "", problem: .tooLarge) }
      self = .text(setting)
    } else {
      throw MapFileError(path: setting, problem: .notRead(builtIn: names))
    }
  }

  /// The same setting with the text of the file that it names, if it is neither a name nor text; the
  /// text ends with a newline, so that it is never taken for a file.
  ///
  /// - Parameter check: reads a map, to see whether that of the file is one.
  /// - Throws: `MapFileError` where the file cannot be read or has no map, and what `check` throws of
  ///   text that is in no file.
  static func withText<Map>(
    _ setting: String, builtIn names: [String], check: (String) throws(MapError) -> Map
  ) throws -> String {
    func ended(_ text: String) -> String { text.last?.isNewline == true ? text : text + "\n" }
    if setting.utf8.count > FileLimit.map { throw MapFileError(path: "", problem: .tooLarge) }
    switch try? MapSource(setting, builtIn: names) {
    case .builtIn(let name): return name
    case .text(let text):
      _ = try check(text)
      return ended(text)
    case nil: break
    }
    let data: Data
    do throws(FileError) { data = try readFile(setting, atMost: FileLimit.map) } catch {
      throw MapFileError(
        path: setting,
        problem: error.isOfMissingFile ? .missing(builtIn: names) : .unreadable(error.reason))
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw MapFileError(path: setting, problem: .notText)
    }
    do throws(MapError) { _ = try check(text) } catch {
      throw MapFileError(path: setting, problem: .bad(error))
    }
    return ended(text)
  }
}

/// A map cannot be read from a file.
public struct MapFileError: Error, Hashable, CustomStringConvertible {
  /// What can be wrong.
  public enum Problem: Sendable, Hashable {
    /// There is no such file.
    case missing(builtIn: [String])
    /// It is there and cannot be read; the reason.
    case unreadable(String)
    /// It is named where no file is read.
    case notRead(builtIn: [String])
    /// The text of a map has more characters than a map may have.
    case tooLarge
    /// The file is not UTF-8.
    case notText
    /// The file's map is bad.
    case bad(MapError)
  }

  /// The file, as the setting `map` named it.
  public let path: String
  /// What is wrong.
  public let problem: Problem

  public var description: String {
    switch problem {
    case .missing(let builtIn):
      "map = \(short(path)): there is no such file, and no built-in map of this name "
        + "(built-in maps: \(builtIn.joined(separator: ", ")))"
    case .unreadable(let reason): "map = \(short(path)): it cannot be read: \(reason)"
    case .notRead(let builtIn):
      "map = \(short(path)): it is neither a built-in map (\(builtIn.joined(separator: ", "))) nor the text "
        + "of one, with newlines; a file that stored settings name is not read"
    case .tooLarge: "map: its text has more than \(FileLimit.map >> 10) kB, which no map has"
    case .notText: "map = \(short(path)): the file is not UTF-8 text"
    case .bad(let error): "map = \(short(path)): \(error)"
    }
  }
}
