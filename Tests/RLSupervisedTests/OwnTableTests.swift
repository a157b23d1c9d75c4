import Foundation
import RLSupervised
import TestSupport
import Testing

/// What is made of tables in text.
@Suite struct OwnTableTests {
  @Test func wordsBecomeFeaturesAndNumbersAreStandardised() throws {
    let text = "size,colour,kind\n1,red,b\n2,blue,a\n4,red,a\n5,blue,b\n"
    let task = try table(text, [("target", "kind"), ("heldOut", "0")])
    #expect(task.featureNames == ["size", "colour=blue", "colour=red"])
    #expect(task.aim == "kind, one of 2 classes, by 3 features")
    let classifier = try #require(task.model as? Classifier)
    #expect(classifier.training.classNames == ["a", "b"])
    // Mean 3, deviation √2.5.
    let rows = (0..<4).map { Array(classifier.training.batch.inputs.elements[3 * $0..<3 * $0 + 3]) }
    let deviation = Float(2.5).squareRoot()
    let expected: Set<[Float]> = [
      [-2 / deviation, 0, 1], [-1 / deviation, 1, 0], [1 / deviation, 0, 1], [2 / deviation, 1, 0],
    ]
    #expect(Set(rows) == expected)
  }

  @Test(arguments: [
    ("x,y\n1,-1\n2,+1\n3,1\n4,-1.0\n", ["-1", "1"]), ("x,y\n1,10\n2,9\n3,0\n", ["0", "9", "10"]),
    ("x,y\n1,no\n2,yes\n3,no\n", ["no", "yes"]), ("x,y\n1,b\n2,7\n3,b\n", ["7", "b"]),
  ])
  func classesAreWordsOrWholeNumbers(_ text: String, _ names: [String]) throws {
    let task = try table(text, [("goal", "classify")])
    #expect((task.model as? Classifier)?.training.classNames == names)
  }

  @Test func numbersArePredictedUnlessClassesAreAskedFor() throws {
    #expect(try table("x,y\n1,0\n2,1\n3,1\n").model is Regressor)
    #expect(try table("x,y\n1,a\n2,b\n3,b\n").model is Classifier)
  }

  @Test(arguments: [
    "a,b,c\n1,2,3\n4,5,6\n", "a;b;c\n1;2;3\n4;5;6\n", "a\tb\tc\n1\t2\t3\n4\t5\t6\n",
    "a b  c\n1 2 3\n 4 5 6\n", "my a,b,c\n1,2,3\n4,5,6\n", "a;b;c\n1;2;3\n4;5;6", "1,2,3\n4,5,6\n",
    "\u{feff}a,b,c\r\n1,2,3\r\n4,5,6\r\n", "\"a, or A\",b,c\n1,2,3\n4,5,6\n",
  ])
  func theOnlyReadingIsTaken(_ text: String) throws {
    let task = try table(text, [("heldOut", "0")])
    let regressor = try #require(task.model as? Regressor)
    #expect(Set(regressor.training.targets) == [3, 6])
    #expect(Set(regressor.training.unnormalized.batch.inputs.elements) == [1, 2, 4, 5])
  }

  @Test(arguments: [
    ("b", ["a", "c", "d"]), ("2", ["a", "c", "d"]), ("-3", ["a", "c", "d"]),
    ("last", ["a", "b", "c"]), ("-1", ["a", "b", "c"]), ("4", ["a", "b", "c"]),
  ])
  func columnsHaveNamesAndNumbers(_ target: String, _ features: [String]) throws {
    let text = "a,b,c,d\n1,2,3,4\n5,6,7,8\n"
    #expect(try table(text, [("target", target)]).featureNames == features)
    let rest = try table(text, [("target", target), ("ignore", "a,3")]).featureNames
    #expect(rest == features.filter { $0 != "a" && $0 != "c" })
  }

  @Test func aNameIsTakenBeforeANumber() throws {
    let text = "3,2,1\n1,2,3\n4,5,6\n"
    let task = try table(text, [("header", "yes"), ("target", "3"), ("ignore", "1")])
    #expect(task.aim == "3, a number, by 1 feature" && task.featureNames == ["2"])
  }

  @Test func numbersCanBeWords() throws {
    let task = try table("zip,y\n10,1\n20,2\n10,3\n", [("words", "zip")])
    #expect(task.featureNames == ["zip=10", "zip=20"])
  }

  @Test func aTableOfWordsNeedsToBeToldOfItsHeader() throws {
    let text = "cap,kind\nflat,good\nround,bad\nflat,bad\n"
    #expect(throws: DataError.self) { try table(text) }
    for settings in [[("header", "yes")], [("target", "kind")]] {
      #expect(try table(text, settings).featureNames == ["cap=flat", "cap=round"])
    }
    let row = try table(text + "cap,kind\n", [("header", "no")])
    #expect(row.featureNames == ["1=cap", "1=flat", "1=round"])
  }

  @Test(arguments: [
    ("", [], "first line: found one column, expected two or more"),
    ("a\n1\n2\n", [], "first line: found one column, expected two or more"),
    ("a,b\n", [], "data: found 0 rows, expected at least two"),
    ("a,b\n1,2\n", [], "data: found 1 row, expected at least two"),
    ("a,,c\n1,2,3\n4,5,6\n", [], "line 1, column 2: found nothing, expected a number or a word"),
    ("year,2021\n1,2\n3,4\n", [], "line 1, column 1: found 'year', expected a finite decimal"),
    ("red,x\nblue,y\nred,x\n", [], "line 1: found text throughout, which may be names or a row"),
    ("a\tb\tc\n1\t2\t3\n4\t5\n", [], "line 3: found 2 columns by tab, expected 3, as line 1"),
    ("a b,c\n1 2,3\n4 5,6\n", [], "data: found 2 ways to read it: 2 columns by comma, 2 columns"),
    ("a b,c\n1,3\n4\n", [("separator", "comma")], "line 3: found 1 column, expected 2, as line 1"),
    ("a;b\n1,5;2\n3;4\n", [], "line 2, column 1 (a): found '1,5', expected numbers with a decimal"),
    ("a,b\n1,2\n3,4\n", [("target", "c")], "line 1: found no column 'c', expected the one of"),
    ("a,b\n1,2\n3,4\n", [("target", "3")], "line 1: found no column '3', expected the one of"),
    ("a,b\n1,2\n3,4\n", [("target", "0")], "line 1: found no column '0', expected the one of"),
    ("a,b,a\n1,2,3\n4,5,6\n", [("target", "a")], "line 1: found 2 columns 'a', expected one"),
    (
      "a,b\n1,2\n3,4\n", [("ignore", "b")], "column 2: found the column to be predicted in --ignore"
    ),
    ("a,b\n1,2\n3,4\n", [("words", "b")], "column 2: found the column to be predicted in --words"),
    ("a,b\n1,2\n3,4\n", [("ignore", "a")], "line 1: found 2 columns, 1 of them left out"),
    ("a,b\n1,x\n2,x\n", [], "column 2 (b): found one class, 'x', expected 2 to 256"),
    ("a,b\n1,0.5\n2,1\n", [("goal", "classify")], "line 2, column 2 (b): found '0.5', expected a"),
    (
      "a,b\n1,1\n2,x\n", [("goal", "regress")], "line 3, column 2 (b): found 'x', expected a finite"
    ),
    ("a,b\nid1,1\nid2,2\n", [], "column 1 (a): found another word in each row, expected numbers"),
    ("a,b\n1,2\n2,3\n", [("heldOut", "0.9")], "data: found 2 rows, of which 2 are to be held out"),
  ])
  func othersAreRefused(
    _ text: String, _ settings: [(String, String)], _ message: String
  ) {
    let error = #expect(throws: DataError.self) { try table(text, settings) }
    #expect(error?.description.contains("t.csv: \(message)") == true, "\(error?.description ?? "")")
  }

  @Test func manyWordsAreRefusedUnlessTheyAreNamed() throws {
    let rows = (0..<42).map { "w\($0 % 21),\($0)\n" }.joined()
    let error = #expect(throws: DataError.self) { try table("a,b\n" + rows) }
    #expect(
      error?.description.contains(
        "column 1 (a): found 21 different words, expected numbers, or at most 20 different words")
        == true, "\(error?.description ?? "")")
    #expect(try table("a,b\n" + rows, [("words", "a")]).featureNames.count == 21)
    let classes = (0..<257).map { "\($0),\($0)\n" }.joined()
    let many = #expect(throws: DataError.self) { try table(classes, [("goal", "classify")]) }
    #expect(many?.description.contains("found 257 classes, expected 2 to 256; predict") == true)
  }
}

/// Damage is told where it is, in whatever row and column.
@Suite struct DamagedTableTests {
  private static let header = "size,colour,weight,kind\n"
  private static let rows = [
    ["1", "red", "2.5", "a"], ["2", "blue", "3", "b"], ["3", "red", "1e1", "a"],
    ["4", "red", "-7", "b"], ["5", "blue", "0", "a"],
  ]

  private func expect(
    _ rows: [[String]], header: String, _ place: String, _ found: String
  ) {
    let text = header + rows.map { $0.joined(separator: ",") + "\n" }.joined()
    let error = #expect(throws: DataError.self, "\(text)") { try table(text) }
    let message = error?.description ?? ""
    #expect(message.contains("t.csv: \(place)"), "\(text)\(message)")
    #expect(message.contains(": found \(found), expected "), "\(text)\(message)")
  }

  @Test(arguments: [header, ""]) func fields(_ header: String) {
    let offset = header.isEmpty ? 1 : 2
    for row in Self.rows.indices {
      for column in 0..<4 {
        var damaged = Self.rows
        damaged[row][column] = ""
        let place = "line \(row + offset), column \(column + 1)"
        expect(damaged, header: header, place, "nothing")
        damaged[row][column] = "\"x"
        expect(damaged, header: header, place, "the end of the line within quotes")
        guard [0, 2].contains(column) else { continue }
        for text in [
          "x1", "1e99", "0x10", "nan", "NA", "?", "1,5".replacing(",", with: " "), "inf",
        ] {
          damaged[row][column] = text
          expect(damaged, header: header, place, "'\(text)'")
        }
      }
    }
  }

  @Test(arguments: [header, ""]) func linesOfOtherLength(_ header: String) {
    let offset = header.isEmpty ? 1 : 2
    for row in Self.rows.indices {
      var damaged = Self.rows
      damaged[row].removeLast()
      expect(damaged, header: header, "line \(row + offset): ", "3 columns")
      damaged[row] += ["a", "a"]
      expect(damaged, header: header, "line \(row + offset): ", "5 columns")
    }
  }

  @Test(arguments: [header, ""]) func bytesThatAreNoText(_ header: String) throws {
    let lines = Self.rows.map { Array($0.joined(separator: ",").utf8) }
    for row in lines.indices {
      var damaged = lines
      damaged[row].append(0xE9)
      let bytes = Array(header.utf8) + damaged.joined(separator: Array("\n".utf8))
      let error = #expect(throws: DataError.self) { try table(bytes: bytes) }
      let line = row + (header.isEmpty ? 1 : 2)
      #expect(
        error?.description.contains("t.csv: line \(line), column 4: found bytes that are not UTF-8")
          == true, "\(error?.description ?? "")")
    }
  }
}

/// The task of a table in text.
func table(_ text: String, _ settings: [(String, String)] = []) throws -> CSVTask {
  try table(bytes: Array(text.utf8), settings)
}

func table(bytes: [UInt8], _ settings: [(String, String)] = []) throws -> CSVTask {
  try withTemporaryFolder { folder in
    try Data(bytes).write(to: URL(filePath: "\(folder)/t.csv"))
    return try tableTraining(in: folder, settings).task
  }
}

/// A training on the table `t.csv` of a folder.
func tableTraining(
  in folder: String, _ settings: [(String, String)] = [], seed: UInt64 = 1
) throws -> SupervisedTraining<CSVTask> {
  var configuration = CSVTask.Configuration()
  try CSVTask.Configuration.settings.apply(
    [("file", "t.csv")] + settings.map { (key: $0.0, value: $0.1) }, to: &configuration)
  return try SupervisedTraining(
    configuration, data: DataStore().withTable(in: folder), seed: seed)
}
