import Foundation

/// What a `map` setting means: the name of a built-in map, the text of a map, or a file.
enum MapSource {
  case builtIn(String)
  case text(String)

  /// Text has more than one line; anything else that is no built-in name is a file, which is read.
  ///
  /// - Throws: `MapFileError` where there is no such file.
  init(_ setting: String, builtIn names: [String]) throws(MapFileError) {
    if let name = names.first(where: { $0.lowercased() == setting.lowercased() }) {
      self = .builtIn(name)
    } else if setting.contains(where: \.isNewline) {
      self = .text(setting)
    } else {
      guard let data = FileManager.default.contents(atPath: setting) else {
        throw MapFileError(path: setting, problem: .unreadable(builtIn: names))
      }
      guard let text = String(data: data, encoding: .utf8) else {
        throw MapFileError(path: setting, problem: .notText)
      }
      self = .text(text)
    }
  }

  /// How the setting is written down: the name or the text, ending with a newline, so that it is
  /// never taken for a file.
  var setting: String {
    switch self {
    case .builtIn(let name): name
    case .text(let text): text.last?.isNewline == true ? text : text + "\n"
    }
  }
}

/// A map cannot be read from a file.
public struct MapFileError: Error, Hashable, CustomStringConvertible {
  /// What can be wrong.
  public enum Problem: Sendable, Hashable {
    /// There is no such file, or it must not be read.
    case unreadable(builtIn: [String])
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
    case .unreadable(let builtIn):
      "map = \(path): there is no such file that can be read, and no built-in map of this name "
        + "(built-in maps: \(builtIn.joined(separator: ", ")))"
    case .notText: "map = \(path): the file is not UTF-8 text"
    case .bad(let error): "map = \(path): \(error)"
    }
  }
}
