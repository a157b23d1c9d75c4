import RLSettings

/// Values as the options themselves describe them.
extension ParsedArguments {
  func has(_ option: Option) -> Bool { has(option.name) }

  /// The text of an option, if it is given.
  func text(_ option: Option) -> String? { text(option.name) }

  /// The whole number of an option that has one where it is not given.
  ///
  /// - Throws: `UsageError` where it is none, or out of range.
  func integer(_ option: Option) throws(UsageError) -> Int {
    guard case .integer(let range, let standard?) = option.domain else {
      fatalError("\(option.name) is no whole number that has a standard: \(option.domain)")
    }
    return try integer(option.name, in: range, standard: standard)
  }

  /// The whole number of an option, if it is given.
  ///
  /// - Throws: `UsageError` where it is none, or out of range.
  func integer(ifGiven option: Option) throws(UsageError) -> Int? {
    guard case .integer(let range, _) = option.domain else {
      fatalError("\(option.name) is no whole number: \(option.domain)")
    }
    return has(option) ? try integer(option.name, in: range, standard: 0) : nil
  }

  /// The number of an option, if it is given.
  ///
  /// - Throws: `UsageError` where it is none, or out of range.
  func number(ifGiven option: Option) throws(UsageError) -> Double? {
    guard case .number(let range) = option.domain else {
      fatalError("\(option.name) is no number: \(option.domain)")
    }
    guard let text = text(option) else { return nil }
    guard let number = Double.fromSetting(text: text), range.contains(number) else {
      throw UsageError(
        "\(option.name) is '\(text)'; it must be a number from \(option.range ?? "")")
    }
    return number
  }

  /// The word of an option; its standard one where it is not given.
  ///
  /// - Throws: `UsageError` where it is none of its words.
  func word(_ option: Option) throws(UsageError) -> String {
    guard case .word(let words, let standard) = option.domain else {
      fatalError("\(option.name) is no word of a few: \(option.domain)")
    }
    guard let text = text(option) else { return standard }
    guard words.contains(text) else {
      throw UsageError("\(option.name) is '\(text)'; it must be \(alternatives(words))")
    }
    return text
  }
}

/// `sgd, adam or adamw`
func alternatives(_ words: [String]) -> String {
  let first = words.dropLast().joined(separator: ", ")
  return first.isEmpty ? words.last ?? "" : "\(first) or \(words[words.count - 1])"
}
