import Foundation
import RLFiles
import RLRandom
import TestSupport
import Testing

@Suite struct FileLinesTests {
  private func lines(_ text: Data) throws -> [(text: String, isWhole: Bool)] {
    try withTemporaryFolder { folder in
      let place = FilePlace(folder) / "file"
      try text.write(to: URL(filePath: place.path))
      var lines = try FileLines(place)
      var found: [(String, Bool)] = []
      while let line = try lines.next({ (String(decoding: $0, as: UTF8.self), $1) }) {
        found.append(line)
      }
      let number = lines.number
      #expect(number == found.count)
      return found
    }
  }

  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n", [""]), ("a\n\nb", ["a", "", "b"]),
    ("a\r\nb\n", ["a\r", "b"]),
  ])
  func linesAreShown(_ text: String, _ expected: [String]) throws {
    let found = try lines(Data(text.utf8))
    #expect(found.map(\.text) == expected)
    #expect(found.dropLast().allSatisfy { $0.isWhole })
    let isEnded = text.isEmpty || text.hasSuffix("\n")
    #expect((found.last?.isWhole ?? true) == isEnded)
  }

  /// Lines that lie across the ends of what is read at a time.
  @Test func linesOfAnyLength() throws {
    var generator = PCG64(seed: Seeds.fresh("lines of any length"))
    for _ in 0..<20 {
      var expected: [String] = []
      for _ in 0..<generator.integer(below: 60) {
        let count = generator.integer(below: generator.integer(below: 4) == 0 ? 200_000 : 60)
        expected.append(String(repeating: "x", count: count))
      }
      let text = expected.map { $0 + "\n" }.joined()
      let found = try lines(Data(text.utf8)).map(\.text)
      #expect(found == expected)
    }
  }

  @Test func aLineWithoutEndIsRefused() throws {
    let error = #expect(throws: FileError.self) {
      try lines(Data(repeating: 0x61, count: 3 << 20))
    }
    #expect(error?.code == FileError.longLine)
  }
}
