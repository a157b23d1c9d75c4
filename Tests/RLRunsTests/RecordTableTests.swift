import Foundation
import RLFiles
import RLRuns
import Testing

@Suite struct RecordTableTests {
  @Test func numbersAreRead() throws {
    let table = try read(
      "episode,return,terminated,loss,hash\n1,-0.1,true,nan,00ff\n2,1e-05,false,,1e99\n3,4")
    #expect(table.columns == ["episode", "return", "terminated", "loss", "hash"])
    #expect(table.count == 2, "the last row is being written")
    #expect(table["return"] == [-0.1, 1e-05])
    #expect(table["loss"]?.allSatisfy(\.isNaN) == true)
    #expect(table["other"] == nil)
    #expect(Array(table[1].prefix(2)) == [2, 1e-05])
    #expect(try read("a,b\n").count == 0 && read("").count == 0)
  }

  /// Numbers come back as the same bits, for they are written with as many digits as that needs.
  @Test func numbersAreExact() throws {
    let values = [
      0.1 + 0.2, 1 / 3.0, Double.leastNonzeroMagnitude, 1.7976931348623157e308, -0.0, 93.0 / 7,
    ]
    let table = try read("x\n" + values.map { "\($0)\n" }.joined())
    #expect(table["x"]?.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test(
    arguments: [("a,b\n1,2\n3\n", 3), ("a,b\n1,2,3\n", 2), ("a,b\n1,x\n", 2), ("a,b\n1,2 \n", 2)])
  func damagedRowsAreTold(_ text: String, _ line: Int) throws {
    let error = try #require(throws: RunFileError.self) { try read(text) }
    #expect(error.field == "line \(line)" && error.problem == "it does not fit the first line")
  }

  /// A longer table than may be is thinned out evenly, and ends with the file's last row.
  @Test func longTablesAreThinned() throws {
    for limit in [1, 2, 3, 5, 8, 100] {
      for rows in [0, 1, 2, 5, 8, 9, 64, 99, 1000] {
        let text = "x,hash\n" + (1...max(1, rows)).prefix(rows).map { "\($0),0\n" }.joined() + "77"
        let table = try read(text, atMost: limit)
        let kept = try #require(table["x"])
        #expect(kept.last == (rows == 0 ? nil : Double(rows)), "\(rows) rows, at most \(limit)")
        #expect(kept.count <= limit + 1 && kept.count == table.count)
        if rows <= limit { #expect(table.stride == 1 && kept.count == rows) }
        // The fewest that the limit asks for.
        #expect(rows <= limit || rows / (table.stride / 2) > limit)
        for (index, number) in kept.enumerated().dropLast() {
          #expect(number == Double((index + 1) * table.stride))
        }
      }
    }
  }

  private func read(_ text: String, atMost limit: Int = .max) throws -> RecordTable {
    let file = FileManager.default.temporaryDirectory.appending(path: "table-\(UUID()).csv")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try RecordTable(FilePlace(file.path), atMost: limit)
  }
}
