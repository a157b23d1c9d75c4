/// The fields of a column, as numbers and words.
struct TableColumn {
  /// What may stand in a column.
  enum Content {
    /// Numbers alone or words alone.
    case either
    case numbers
    /// Anything; a number is a word, too.
    case words
    /// Words or whole numbers, each a class. Numbers that are equal are the same class.
    case classes
  }

  let content: Content
  let place: TablePlace
  /// The number of each row; not a number where it has a word.
  private(set) var numbers: [Float] = []
  /// For each row where its word is among `words`; −1 where it has a number.
  private(set) var codes: [Int] = []
  /// The words in the order of their first rows.
  private(set) var words: [String] = []
  /// The line of each word's first row.
  private(set) var lines: [Int] = []
  private var codeOfWord: [String: Int] = [:]
  /// How many fields are numbers, also where they are taken as words.
  private(set) var numberCount = 0
  /// The first row that is a number.
  private var firstNumber: (text: String, line: Int)?

  init(_ content: Content, _ place: TablePlace) {
    self.content = content
    self.place = place
  }

  /// Whether every field is a number, also where they are taken as words.
  var looksNumeric: Bool { numberCount == codes.count }
  /// Whether it is taken as numbers.
  var isOfNumbers: Bool { words.isEmpty }

  /// Adds the field of the next row.
  ///
  /// - Throws: `DataError` where it is empty or cannot stand in the column.
  mutating func add(_ field: String, line: Int) throws(DataError) {
    if field.isEmpty {
      throw place.error(
        line: line, found: "nothing",
        expected: content == .numbers ? "a finite decimal number" : "a number or a word",
        advice: "fill in the field or remove the row\(place.orIgnore)")
    }
    let isNumber = Self.isDecimal(field)
    if isNumber {
      numberCount += 1
      if firstNumber == nil { firstNumber = (field, line) }
    }
    if content == .either || content == .numbers, !isNumber,
      Self.isDecimal(field.replacing(",", with: "."))
    {
      throw place.error(
        line: line, found: "'\(field.prefix(40))'", expected: "numbers with a decimal point",
        advice: "write points instead of decimal commas\(place.orIgnore)")
    }
    switch content {
    case .words: add(word: field, line: line)
    case .classes: add(word: isNumber ? try name(ofClass: field, line: line) : field, line: line)
    case .either where !isNumber: add(word: field, line: line)
    case .either, .numbers:
      guard isNumber, let number = Float(field), number.isFinite else {
        throw noNumber(field, line: line)
      }
      numbers.append(number)
      codes.append(-1)
    }
  }

  private mutating func add(word: String, line: Int) {
    numbers.append(.nan)
    if let code = codeOfWord[word] {
      codes.append(code)
    } else {
      codeOfWord[word] = words.count
      codes.append(words.count)
      words.append(word)
      lines.append(line)
    }
  }

  /// Sees to it that the column is of numbers alone or of words alone.
  ///
  /// - Throws: `DataError` at the first field that is of the rarer kind.
  func requireOneKind() throws(DataError) {
    guard content == .either, !words.isEmpty, numberCount > 0, let firstNumber else { return }
    if 2 * numberCount >= codes.count { throw noNumber(words[0], line: lines[0]) }
    throw place.error(
      line: firstNumber.line, found: "'\(firstNumber.text.prefix(40))'",
      expected: "a word, as in line \(lines[0])",
      advice: place.isTarget
        ? "correct the field, or take all of them as classes with --task classify"
        : "correct the field, or take all of them as words with --words \(place.option)"
          + place.orIgnore)
  }

  private func noNumber(_ field: String, line: Int) -> DataError {
    place.error(
      line: line, found: "'\(field.prefix(40))'", expected: "a finite decimal number",
      advice: "correct the field or remove the row\(place.orIgnore)"
        + (line == place.firstRow
          ? "; if the line holds the columns' names, say so with --header yes" : ""))
  }

  /// The name of the class that a number means: `1` of `1`, `+1` and `1.0`.
  private func name(ofClass field: String, line: Int) throws(DataError) -> String {
    guard let number = Double(field), let label = Int(exactly: number), abs(label) < 1 << 53 else {
      throw place.error(
        line: line, found: "'\(field.prefix(40))'",
        expected: "a class, a word or a whole number",
        advice: "correct the field, or predict numbers with --task regress")
    }
    return "\(label)"
  }

  /// Swift would also read hexadecimal numbers, infinities and NaN.
  static func isDecimal(_ field: String) -> Bool {
    field.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) } && Double(field) != nil
  }
}

extension TableColumn {
  /// The words in their order, whole numbers by size and else by their UTF-8 bytes, and for each row
  /// where its word is among them.
  func sortedWords() -> (words: [String], codes: [Int]) {
    let numbers = words.map { Int($0) }
    let areNumbers = content == .classes && !numbers.contains(nil)
    let order = words.indices.sorted { first, second in
      if areNumbers, let first = numbers[first], let second = numbers[second] {
        return first < second
      }
      return words[first].utf8.lexicographicallyPrecedes(words[second].utf8)
    }
    var rank = order
    for (position, code) in order.enumerated() { rank[code] = position }
    return (order.map { words[$0] }, codes.map { rank[$0] })
  }
}
