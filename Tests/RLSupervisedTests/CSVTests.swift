import RLSupervised
import Testing

/// Tables in text, and messages about those that are none.
struct CSVTests {
  private func read(
    _ text: String, _ format: CSVFormat = CSVFormat()
  ) throws(DataError) -> CSVTable {
    try CSVTable(Array(text.utf8), format: format, file: "t.csv")
  }

  @Test func rowsWithLabelsAreRead() throws {
    let table = try read("1,2.5,0\n-3e2,.5,2\n")
    #expect(table.features == [1, 2.5, -300, 0.5])
    #expect(table.rowCount == 2 && table.featureCount == 2)
    #expect(table.labels == [0, 2])
    #expect(table.classNames == ["0", "1", "2"])
    #expect(table.featureNames == [] && table.values == [])
  }

  @Test(arguments: [
    "a,b,kind\r\n1,2,x\r\n\r\n3,4,y\r\n", "\"a\",\"b\",\"kind\"\n\"1\", 2 ,\"x\"\n3,\"4\", y",
    "\u{feff}a,b,kind\r1,2,x\r3,4,y\r\r",
  ])
  func headersQuotesAndEndsOfLines(text: String) throws {
    let table = try read(text)
    #expect(table.featureNames == ["a", "b"])
    #expect(table.features == [1, 2, 3, 4])
    #expect(table.labels == [0, 1] && table.classNames == ["x", "y"])
  }

  @Test func namesMayHoldSeparatorsAndQuotes() throws {
    let table = try read("1,\"b, \"\"B\"\"\"\n2,\"a\"\n3,\"b, \"\"B\"\"\"\n")
    #expect(table.classNames == ["a", "b, \"B\""])
    #expect(table.labels == [1, 0, 1])
  }

  @Test func anyColumnCanBeTheTarget() throws {
    let named = try read("y,a,b\n1,2,3\n0,5,6\n", CSVFormat(target: .label(.named("y"))))
    #expect(named.labels == [1, 0] && named.features == [2, 3, 5, 6])
    #expect(named.featureNames == ["a", "b"])
    let numbered = try read(
      "1;2.5;3\n4;5.5;6", CSVFormat(separator: .semicolon, target: .value(.number(2))))
    #expect(numbered.values == [2.5, 5.5] && numbered.features == [1, 3, 4, 6])
    let none = try read("1\t2\n3\t4", CSVFormat(separator: .tab, target: .none))
    #expect(none.features == [1, 2, 3, 4] && none.labels.isEmpty)
    let blanks = try read(" 1  2\t3 \n4 5 6\n", CSVFormat(separator: .blanks, target: .none))
    #expect(blanks.features == [1, 2, 3, 4, 5, 6] && blanks.featureCount == 3)
  }

  @Test func headersOfCountsGiveTheClassesTheirNames() throws {
    let table = try read("2,1,small,large\n5,1\n6,0\n", CSVFormat(header: .counts))
    #expect(table.classNames == ["small", "large"] && table.labels == [1, 0])
    #expect(table.features == [5, 6])
  }

  @Test func gzipIsRead() throws {
    let table = try CSVTable(gzip(Array("1,0\n2,1\n".utf8)), format: CSVFormat(), file: "t.csv")
    #expect(table.features == [1, 2])
  }

  @Test(arguments: [
    ("", CSVFormat(), "data: found no line, expected at least one row of numbers"),
    ("a,b\n", CSVFormat(), "data: found 0 rows, expected at least 1"),
    (
      "1,2,0\n1,x,0\n", CSVFormat(), "line 2, column 2: found 'x', expected a finite decimal number"
    ),
    ("1,2,0\n\n\n1,,0\n", CSVFormat(), "line 4, column 2: found nothing, expected a finite"),
    ("1,2,0\n1,nan,0\n", CSVFormat(), "line 2, column 2: found 'nan', expected a finite"),
    ("1,2,0\n1,1e39,0\n", CSVFormat(), "line 2, column 2: found '1e39', expected a finite"),
    ("1,2,0\n1,0x10,0\n", CSVFormat(), "line 2, column 2: found '0x10', expected a finite"),
    ("1,2,0\n1,0\n", CSVFormat(), "line 2: found 2 columns, expected 3, as line 1 has or says"),
    ("1,2,0\n1,2,1.5\n", CSVFormat(), "line 2, column 3: found '1.5', expected a class, a whole"),
    ("1,2,0\n1,2,-1\n", CSVFormat(), "line 2, column 3: found '-1', expected a class, a whole"),
    ("1,2,0\n1,2,65536\n", CSVFormat(), "line 2, column 3: found '65536', expected a class"),
    ("1,2,0\n1,2,x\n", CSVFormat(), "line 2, column 3: found 'x', expected a class"),
    ("1,a\n1,\n", CSVFormat(), "line 2, column 2: found nothing, expected the name of a class"),
    ("1,\"2,0\n", CSVFormat(), "line 1, column 2: found the end of the line within quotes"),
    ("1,\"2\"3,0\n", CSVFormat(), "line 1, column 2: found text after the closing quotation mark"),
    ("1 2 0\n", CSVFormat(), "line 1: found 1 column, expected a feature and the one to be"),
    (
      "1,2\n", CSVFormat(target: .label(.number(3))), "line 1: found 2 columns, expected a column 3"
    ),
    (
      "a,b\n1,2\n", CSVFormat(target: .label(.named("c"))),
      "line 1: found no column 'c', expected one of this name; choose one of a, b"
    ),
    ("3,1,x\n1,0\n", CSVFormat(header: .counts), "data: found 1 rows, expected 3, as the header"),
    ("1,1,x\n1,1\n", CSVFormat(header: .counts), "line 2, column 2: found '1', expected a class"),
    ("a,b\n1,0\n", CSVFormat(header: .counts), "line 1: found 'a,b', expected the number of rows"),
  ])
  func othersAreRefused(text: String, format: CSVFormat, message: String) {
    let error = #expect(throws: DataError.self) { try read(text, format) }
    #expect(
      error?.description.hasPrefix("t.csv: \(message)") == true, "\(error?.description ?? "")")
  }

  /// A line with a number in it, or with what stands for a missing one, is a row wherever it stands.
  @Test(arguments: ["", "?", "NA", "n/a", "NaN", "nan", "null", "None", "-", "inf", "1e99", "0x10"])
  func aGapIsToldInEachRowAndColumn(_ gap: String) {
    for row in 0..<3 {
      for column in 0..<3 {
        var rows = [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]
        rows[row][column] = gap
        let text = rows.map { $0.joined(separator: ",") + ",x\n" }.joined()
        let error = #expect(throws: DataError.self) { try read(text) }
        let found = gap.isEmpty ? "nothing" : "'\(gap)'"
        #expect(
          error?.description.hasPrefix(
            "t.csv: line \(row + 1), column \(column + 1): found \(found), expected a finite decimal"
          )
            == true, "\(error?.description ?? "")")
      }
    }
  }

  @Test func namesAreTextThroughout() throws {
    // As pandas writes a table with numbered rows.
    #expect(try read(",a,kind\n0,2,x\n").featureNames == ["", "a"])
    #expect(try read("a,b,2\n0,2,1\n").featureNames == ["a", "b"])
    #expect(try read("2020,2021,kind\n0,2,x\n", CSVFormat(header: .names)).featureNames.count == 2)
    let error = #expect(throws: DataError.self) { try read("year,2021,x\n1,2,y\n") }
    #expect(
      error?.description == """
        t.csv: line 1, column 1: found 'year', expected a finite decimal number; correct the field or \
        remove the row; if the line holds the columns' names, say so (header: .names)
        """)
  }

  /// Repaired, both names would be one class.
  @Test(arguments: [[UInt8(0xE9)], [0xE8], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF5, 0x80]])
  func whatIsNoUTF8IsRefused(_ bytes: [UInt8]) {
    for quote in ["", "\""] {
      let text = Array("1,x\n2,\(quote)caf".utf8) + bytes + Array("\(quote)\n".utf8)
      let error = #expect(throws: DataError.self) {
        try CSVTable(text, format: CSVFormat(), file: "t.csv")
      }
      #expect(
        error?.description.hasPrefix("t.csv: line 2, column 2: found bytes that are not UTF-8")
          == true,
        "\(error?.description ?? "")")
    }
  }
}
