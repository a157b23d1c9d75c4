import Foundation

/// What scripts in a `Fixtures` folder wrote with other software.
package enum Fixture {
  /// The nearest folder `Fixtures` beside or above the file that asks.
  package static func folder(_ file: String = #filePath) -> URL {
    var place = URL(filePath: file).deletingLastPathComponent()
    while place.path.count > 1 {
      let fixtures = place.appending(path: "Fixtures")
      if FileManager.default.fileExists(atPath: fixtures.path) { return fixtures }
      place.deleteLastPathComponent()
    }
    fatalError("there is no folder Fixtures beside or above \(file)")
  }

  /// The JSON file of a name, without its extension.
  package static func load<Value: Decodable>(
    _ name: String, as type: Value.Type = Value.self, file: String = #filePath
  ) throws -> Value {
    let content = try Data(contentsOf: folder(file).appending(path: "\(name).json"))
    return try JSONDecoder().decode(type, from: content)
  }
}
