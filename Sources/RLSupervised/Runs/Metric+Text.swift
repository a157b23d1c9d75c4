import RLRuns

/// How a person reads metrics, in the terminal and in reports alike. Files have their plain names and
/// numbers.
extension Metric {
  /// The number: `97.85 %`, `0.0712`.
  package var text: String { Self.text(value, isShare: isShare) }

  /// What it is called: `accuracy`, `R²`, `judge's accuracy`.
  package var title: String { Self.title(name) }

  package static func text(_ value: Double, isShare: Bool) -> String {
    isShare ? withDecimals(100 * value, 2) + " %" : significant(value)
  }

  /// A number of which a file has the name alone.
  package static func text(_ value: Double, named name: String) -> String {
    text(value, isShare: isShare(name))
  }

  /// Whether the metric of a name is a part of 1.
  package static func isShare(_ name: String) -> Bool { shares.contains(name) }

  private static let shares: Set<String> = [
    "accuracy", "judgeAccuracy", "normalRecognised", "rarest", "recognised", "testRecognised",
    "uniformRecognised",
  ]

  /// What the words of a name do not tell.
  private static let titles = [
    "r2": "R²", "rarest": "rarest digit", "recognised": "samples recognised",
    "testRecognised": "test images recognised", "uniformRecognised": "uniform noise recognised",
    "normalRecognised": "normal noise recognised", "judgeAccuracy": "judge's accuracy",
  ]

  package static func title(_ name: String) -> String {
    if let title = titles[name] { return title }
    return name.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
  }
}
