import RLRuns

/// An option that a command has, written once: its page, its reading and its completion follow.
struct Option: Sendable, Hashable {
  /// Which values are possible.
  enum Domain: Sendable, Hashable {
    /// None: it is there or not.
    case flag
    /// A whole number; `standard` holds where the option is not given, if anything does.
    case integer(ClosedRange<Int>, standard: Int?)
    case number(ClosedRange<Double>)
    /// A whole number of 64 bits.
    case seed
    /// How many seeds, or which.
    case seeds
    /// One of a few words; `standard` holds where the option is not given.
    case word([String], standard: String)
    /// What has a name elsewhere, where it is looked up.
    case name(Named)
    case text
    /// One `key=value` or more.
    case assignments
    /// It is not there, although other commands have it: why.
    case refused(String)
  }

  /// With its dashes.
  let name: String
  let domain: Domain
  /// What stands for the value on a page, such as `N`; nothing of a flag.
  private(set) var metavariable = ""
  /// What it is for, in a few words.
  private(set) var summary = ""
  /// Whether the page tells the range.
  private(set) var tellsRange = false
  /// What holds where it is not given, where that is more than a value of the domain.
  private(set) var standardText: String?
  /// What is told after all else.
  private(set) var note: String?

  /// Whether it is on the page and among those that a message lists.
  var isShown: Bool { if case .refused = domain { false } else { true } }
}

extension Option {
  /// - Parameters:
  ///   - summary: what it is for, in a few words.
  static func flag(_ name: String, _ summary: String) -> Option {
    Option(name: name, domain: .flag, summary: summary)
  }

  /// - Parameters:
  ///   - standard: the value where it is not given; nil where that depends on something else.
  ///   - standardText: what the page tells instead.
  static func integer(
    _ name: String, _ summary: String, in range: ClosedRange<Int>, tellsRange: Bool = false,
    standard: Int? = nil, told standardText: String? = nil, note: String? = nil
  ) -> Option {
    Option(
      name: name, domain: .integer(range, standard: standard), metavariable: "N",
      summary: summary, tellsRange: tellsRange, standardText: standardText, note: note)
  }

  static func number(
    _ name: String, _ metavariable: String, _ summary: String, in range: ClosedRange<Double>,
    tellsRange: Bool = false, told standardText: String
  ) -> Option {
    Option(
      name: name, domain: .number(range), metavariable: metavariable, summary: summary,
      tellsRange: tellsRange, standardText: standardText)
  }

  static func seed(_ summary: String, told standardText: String) -> Option {
    Option(
      name: "--seed", domain: .seed, metavariable: "N", summary: summary,
      standardText: standardText)
  }

  static func word(
    _ name: String, _ metavariable: String, _ summary: String, of words: [String],
    standard: String
  ) -> Option {
    Option(
      name: name, domain: .word(words, standard: standard), metavariable: metavariable,
      summary: summary)
  }

  /// - Parameter kind: what is named by the value.
  static func name(
    _ name: String, _ metavariable: String, of kind: Named, _ summary: String,
    told standardText: String? = nil
  ) -> Option {
    Option(
      name: name, domain: .name(kind), metavariable: metavariable, summary: summary,
      standardText: standardText)
  }

  static func text(
    _ name: String, _ metavariable: String, _ summary: String, told standardText: String? = nil
  ) -> Option {
    Option(
      name: name, domain: .text, metavariable: metavariable, summary: summary,
      standardText: standardText)
  }

  /// The option of settings.
  static func set(_ summary: String) -> Option {
    Option(name: "--set", domain: .assignments, metavariable: "KEY=VALUE ...", summary: summary)
  }

  /// - Parameter name: of an option that another command has.
  static func refused(_ name: String, _ reason: String) -> Option {
    Option(name: name, domain: .refused(reason))
  }

  /// The same option, of which a page tells something else.
  ///
  /// - Parameters:
  ///   - summary: what it is for.
  ///   - standardText: what holds where it is not given; nil for a value of the domain, if one does.
  func saying(_ summary: String, told standardText: String? = nil) -> Option {
    var option = self
    option.summary = summary
    option.standardText = standardText
    option.note = nil
    return option
  }
}

extension Option {
  /// Its name and what stands for its value: `--seed N`.
  var usage: String { metavariable.isEmpty ? name : "\(name) \(metavariable)" }

  /// What it is for, its range and what holds where it is not given: `how many (default: 100)`.
  var sentence: String {
    var text = summary
    if tellsRange, let range { text += ", \(range)" }
    if let standard = standardText ?? standard { text += " (default: \(standard))" }
    if let note { text += "; \(note)" }
    return text
  }

  /// The possible numbers: `0.1 to 50`.
  var range: String? {
    switch domain {
    case .integer(let range, _): "\(range.lowerBound) to \(range.upperBound)"
    case .number(let range):
      "\(significantTrimmed(range.lowerBound)) to \(significantTrimmed(range.upperBound))"
    default: nil
    }
  }

  private var standard: String? {
    switch domain {
    case .integer(_, let standard): standard.map { "\($0)" }
    case .word(_, let standard): standard
    default: nil
    }
  }
}
